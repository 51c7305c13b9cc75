"""Forgetting a person, and that they stay forgotten; rotating the master key; finding by tokens."""

import json
import multiprocessing
import os
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connections
from sealed_people import DISTRICT, SECRET, STATION, join, officer, sealed

from samanvay.access.boxes import keyring, ledger
from samanvay.access.boxes.actions import rotation
from samanvay.access.boxes.actions.erasure import Reason, erase_person, replay_erasures
from samanvay.access.boxes.actions.glass import break_glass
from samanvay.access.boxes.actions.opening import open_box, standings
from samanvay.access.boxes.actions.sealing import reseal
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.boxes.keys import Forgotten
from samanvay.access.models import Box, BoxPast, DataKey, Erasure, GlassBreak, SearchToken
from samanvay.audit.models import Event
from samanvay.audit.operations import Operation, operation
from samanvay.audit.vocabulary import register
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused

RESTORED = register("test:restored", "Restored", "पुनर्स्थापित")


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"


@pytest.mark.django_db
def test_erasure_reaches_keys_tokens_and_every_box_of_the_person() -> None:
    record, subject, other = uuid7(), uuid7(), uuid7()
    lead, dpo = officer("lead", "station_officer", STATION), officer("dpo", "data_protection_officer", 950)
    join(record, lead.user)
    box = sealed(lead.actor, record, subject=subject)
    sealed(lead.actor, record, subject=subject, group=Group.CONTACT, values={"phone": "98765 43210"})
    kept = sealed(lead.actor, record, subject=other)
    reseal(by=lead.actor, box_id=box.id, values={"given": "Sunita"}, reason="Sunita, says her aunt", expected=1)
    chief = officer("chief", "police_chief", DISTRICT)
    break_glass(by=chief.actor, box_id=box.id, reason="Sunita is missing again since the morning")
    erase_person(by=dpo.actor, subject_id=subject, reason=Reason.ORDER)
    with pytest.raises(Forgotten):
        open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)
    assert open_box(by=lead.actor, box_id=kept.id, purpose=Purpose.CARE) == SECRET
    assert set(DataKey.objects.values_list("subject_id", flat=True)) == {other}
    with reading(SYSTEM):
        assert list(BoxPast.objects.values_list("reason", flat=True)) == [""]
        assert list(GlassBreak.objects.values_list("reason", flat=True)) == [""]
    with reading(SYSTEM):
        assert set(SearchToken.objects.values_list("subject_id", flat=True)) == {other}
        event = Event.objects.get(kind="person:erased")
        assert [s.is_forgotten for s in standings(SYSTEM, record) if s.box.subject_id == subject] == [
            True,
            True,
        ]
    assert (event.actor, event.subject_id, event.detail["keys"]) == (dpo.user.id, str(subject), 2)
    [line] = ledger.lines()
    assert (line.subject, len(line.keys), line.by) == (subject, 2, dpo.user.id)
    assert ledger.path().stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_erasing_twice_gives_the_same_answer_and_nothing_new_is_sealed_for_them() -> None:
    record, subject = uuid7(), uuid7()
    dpo = officer("dpo", "data_protection_officer", 950)
    sealed(SYSTEM, record, subject=subject)
    first = erase_person(by=dpo.actor, subject_id=subject, reason=Reason.ORDER)
    assert erase_person(by=dpo.actor, subject_id=subject, reason=Reason.ORDER).op == first.op
    assert len(list(ledger.lines())) == 1
    with pytest.raises(Forgotten):
        sealed(SYSTEM, record, subject=subject, group=Group.CONTACT, values={"phone": "98765 43210"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "again",
    [lambda subject: erase_person(by=SYSTEM, subject_id=subject, reason=Reason.ORDER), lambda _: replay_erasures()],
    ids=["ordered again", "replayed"],
)
def test_what_an_erasure_left_behind_goes_with_the_next(
    again: Callable[[UUID], object],
) -> None:
    subject = uuid7()
    sealed(SYSTEM, uuid7(), subject=subject)
    keys = list(DataKey.objects.filter(subject_id=subject).values())
    with reading(SYSTEM):
        tokens = list(SearchToken.objects.filter(subject_id=subject).values())
    erase_person(by=SYSTEM, subject_id=subject, reason=Reason.ORDER)
    with operation(RESTORED, by=SYSTEM):
        DataKey.objects.bulk_create(DataKey(**{**row, "id": uuid7()}) for row in keys)
        SearchToken.objects.bulk_create(SearchToken(**row) for row in tokens)
    again(subject)
    with reading(SYSTEM):
        assert not DataKey.objects.filter(subject_id=subject).exists()
        assert not SearchToken.objects.filter(subject_id=subject).exists()
        told = Event.objects.filter(kind="person:erased", subject_id=str(subject)).count()
    again(subject)
    with reading(SYSTEM):
        assert told == 2
        assert Event.objects.filter(kind="person:erased", subject_id=str(subject)).count() == told
    assert replay_erasures() == 0


@pytest.mark.django_db
def test_only_the_data_protection_officer_erases_and_on_a_named_ground() -> None:
    subject = uuid7()
    sealed(SYSTEM, uuid7(), subject=subject)
    with pytest.raises(Refused):
        erase_person(by=officer("chief", "police_chief", STATION).actor, subject_id=subject, reason=Reason.ORDER)
    dpo = officer("dpo", "data_protection_officer", 950)
    with pytest.raises(Invalid):
        erase_person(by=dpo.actor, subject_id=subject, reason="because")
    with pytest.raises(Invalid):
        erase_person(by=dpo.actor, subject_id=uuid7(), reason=Reason.ORDER)
    assert DataKey.objects.filter(subject_id=subject).exists()
    assert not ledger.path().exists()


@pytest.mark.django_db
def test_a_restored_backup_forgets_again_by_replay() -> None:
    record, subject = uuid7(), uuid7()
    lead = officer("lead", "station_officer", STATION)
    join(record, lead.user)
    box = sealed(lead.actor, record, subject=subject)
    keys = list(DataKey.objects.filter(subject_id=subject).values())
    with reading(SYSTEM):
        tokens = list(SearchToken.objects.filter(subject_id=subject).values())
    erase_person(by=SYSTEM, subject_id=subject, reason=Reason.REQUEST)
    with operation(RESTORED, by=SYSTEM):
        Erasure.objects.all().delete()
        DataKey.objects.bulk_create(DataKey(**row) for row in keys)
        SearchToken.objects.bulk_create(SearchToken(**row) for row in tokens)
    assert open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE) == SECRET
    assert replay_erasures() == 1
    assert replay_erasures() == 0
    with pytest.raises(Forgotten):
        open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE)
    with reading(SYSTEM):
        assert not SearchToken.objects.filter(subject_id=subject).exists()
        told = Event.objects.filter(kind="person:erased", subject_id=str(subject)).order_by("seq")
        assert [event.detail["replayed"] for event in told] == [False, True]


@pytest.mark.django_db
def test_a_crash_between_ledger_and_commit_is_carried_out_later(monkeypatch: pytest.MonkeyPatch) -> None:
    record, subject = uuid7(), uuid7()
    sealed(SYSTEM, record, subject=subject)

    def crash(self: Operation) -> Event:
        raise RuntimeError("power failure")

    with monkeypatch.context() as patch:
        patch.setattr(Operation, "event", crash)
        with pytest.raises(RuntimeError):
            erase_person(by=SYSTEM, subject_id=subject, reason=Reason.ORDER)
    assert DataKey.objects.filter(subject_id=subject).exists()
    assert replay_erasures() == 1
    assert not DataKey.objects.filter(subject_id=subject).exists()
    assert Erasure.objects.filter(pk=subject).exists()


@pytest.mark.django_db
def test_a_ledger_that_cannot_be_written_stops_the_erasure(monkeypatch: pytest.MonkeyPatch) -> None:
    subject = uuid7()
    sealed(SYSTEM, uuid7(), subject=subject)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        erase_person(by=SYSTEM, subject_id=subject, reason=Reason.ORDER)
    assert DataKey.objects.filter(subject_id=subject).exists()


@pytest.mark.django_db
def test_a_torn_line_of_the_ledger_spoils_no_other() -> None:
    one, two = uuid7(), uuid7()
    for subject in (one, two):
        sealed(SYSTEM, uuid7(), subject=subject)
    erase_person(by=SYSTEM, subject_id=one, reason=Reason.ORDER)
    with ledger.path().open("a") as stream:
        stream.write('{"subject": "0190')
    erase_person(by=SYSTEM, subject_id=two, reason=Reason.ORDER)
    assert [line.subject for line in ledger.lines()] == [one, two]
    assert SECRET["surname"] not in ledger.path().read_text()


@pytest.mark.django_db
def test_rotation_wraps_every_key_anew_in_batches_and_reading_goes_on() -> None:
    record, lead = uuid7(), officer("lead", "station_officer", STATION)
    join(record, lead.user, TeamRole.LEAD)
    boxes = [sealed(lead.actor, record) for _ in range(7)]
    steps = []
    for progress in rotation.rotate_keys(batch=3):
        steps.append((progress.done, progress.total))
        assert all(open_box(by=lead.actor, box_id=box.id, purpose=Purpose.CARE) == SECRET for box in boxes)
    assert steps == [(0, 7), (3, 7), (6, 7), (7, 7)]
    assert set(DataKey.objects.values_list("key_no", flat=True)) == {2}
    assert {bytes(wrapped)[0] for wrapped in DataKey.objects.values_list("wrapped", flat=True)} == {2}
    with reading(SYSTEM):
        assert [e.detail["count"] for e in Event.objects.filter(kind="keys:rewrapped").order_by("seq")] == [
            3,
            3,
            1,
        ]


@pytest.mark.django_db
def test_a_rotation_that_stopped_goes_on_without_another_master_key() -> None:
    boxes = [sealed(SYSTEM, uuid7()) for _ in range(5)]
    steps = rotation.rotate_keys(batch=2)
    next(steps)
    next(steps)
    steps.close()
    with pytest.raises(Invalid):
        rotation.retire_key(1)
    assert [p.done for p in rotation.rotate_keys(batch=2)] == [0, 2, 3]
    assert sorted(keyring.ring(keyring.MASTER).keys) == [1, 2]
    assert rotation.left_to_rewrap() == 0
    rotation.retire_key(1)
    assert sorted(keyring.ring(keyring.MASTER).keys) == [2]
    with reading(SYSTEM):
        lead = officer("lead", "station_officer", STATION)
        record = Box.objects.get(pk=boxes[0].pk).record_id
    join(record, lead.user)
    assert open_box(by=lead.actor, box_id=boxes[0].id, purpose=Purpose.CARE) == SECRET


def _rotate_until_killed(database: str, keys: str, reached: "multiprocessing.synchronize.Event") -> None:
    from django.conf import settings

    settings.SAMANVAY_KEYS = keys
    connections.close_all()
    for progress in rotation.rotate_keys(batch=1):
        if progress.done >= 3:
            reached.set()
            os.kill(os.getpid(), 9)


def test_a_rotation_killed_in_the_middle_is_finished_by_the_next(fresh_db: str, settings) -> None:
    for _ in range(10):
        sealed(SYSTEM, uuid7())
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    reached = forked.Event()
    process = forked.Process(target=_rotate_until_killed, args=(fresh_db, settings.SAMANVAY_KEYS, reached))
    process.start()
    process.join(30)
    assert reached.is_set()
    assert process.exitcode == -9
    assert 0 < rotation.left_to_rewrap() < 10
    last = list(rotation.rotate_keys())[-1]
    assert (rotation.left_to_rewrap(), last.key_no) == (0, 2)
    assert json.loads((settings.SAMANVAY_KEYS / "master.json").read_text())["current"] == 2


@pytest.mark.django_db
def test_the_command_tells_its_progress_and_refuses_in_one_sentence() -> None:
    from click.testing import CliRunner

    from samanvay.cli.keys import rotate_keys

    for _ in range(3):
        sealed(SYSTEM, uuid7())
    run = CliRunner().invoke
    turned = run(rotate_keys, ["--batch", "2"])
    assert turned.exit_code == 0
    assert "Master key 2: 2 of 3 data keys." in turned.output
    assert turned.output.endswith("Done.\n")
    assert run(rotate_keys, ["--tokens"]).exit_code == 0
    refused = run(rotate_keys, ["--retire", "2"])
    assert refused.exit_code == 1
    assert run(rotate_keys, ["--retire", "1"]).exit_code == 0
    for key in keyring.ring(keyring.MASTER).keys.values():
        assert key.hex() not in turned.output
