"""Search by tokens: spelling and script do not matter, hidden rows answer like none, no word is kept."""

import pytest
from django.db import connection
from sealed_people import ELSEWHERE, STATION, officer, sealed

from samanvay.access.boxes import keyring
from samanvay.access.boxes.actions.retokening import rotate_tokens
from samanvay.access.boxes.actions.sealing import reseal
from samanvay.access.boxes.actions.search import search_people
from samanvay.access.boxes.groups import Group
from samanvay.access.boxes.names import name_tokens, phone_tokens
from samanvay.access.models import SearchToken
from samanvay.audit.models import Event
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Sunaina Majhi"},
        {"name": "majhi SUNAYNA"},
        {"name": "सुनैना माझी"},
        {"name": "Sunaina", "village": "Latehar Khurd"},
        {"name": "सुनैना", "village": "लातेहार खुर्द"},
        {"name": "Sunaina", "father": "Birsa"},
        {"phone": "+91 98765-43210"},
        {"phone": "९८७६५ ४३२१०"},
    ],
)
def test_a_sealed_person_is_found_however_it_is_written(asked: dict[str, str]) -> None:
    record, subject, sho = uuid7(), uuid7(), officer("sho", "station_officer", STATION)
    sealed(SYSTEM, record, subject=subject)
    sealed(SYSTEM, record, subject=subject, group=Group.CONTACT, values={"phone": "09876543210"})
    sealed(SYSTEM, uuid7(), values={"given": "Rekha", "surname": "Devi", "village": "Chandwa"})
    found = search_people(by=sho.actor, **asked)
    assert [(each.record_id, each.subject_id) for each in found] == [(record, subject)]


def test_a_common_name_alone_is_not_searched() -> None:
    sealed(SYSTEM, uuid7())
    with pytest.raises(Invalid):
        search_people(by=officer("sho", "station_officer", STATION).actor, name="Sunaina")
    with pytest.raises(Invalid):
        search_people(by=officer("s", "station_officer", STATION).actor, phone="12")


def test_nobody_and_only_hidden_rows_answer_alike() -> None:
    far, here = officer("far", "station_officer", ELSEWHERE), officer("here", "station_officer", STATION)
    nobody = search_people(by=far.actor, name="Sunaina Majhi")
    # More hidden people of that name than the look-up returns must not hide a visible one either.
    for _ in range(3):
        sealed(SYSTEM, uuid7())
    assert search_people(by=far.actor, name="Sunaina Majhi") == nobody == []
    assert len(search_people(by=here.actor, name="Sunaina Majhi")) == 3
    with reading(far.actor), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from sam.find_tokens(%s::bigint[], 200)",
            [name_tokens({"given": "Sunaina Majhi"})],
        )
        assert cursor.fetchone() == (0,)


def test_hidden_rows_do_not_fill_the_limit_of_the_look_up() -> None:
    far = officer("far", "station_officer", ELSEWHERE)
    from samanvay.access.boxes.actions.sealing import seal

    mine = seal(
        by=SYSTEM, record_id=uuid7(), subject_id=uuid7(), group=Group.IDENTITY,
        values={"given": "Asha", "surname": "Devi"}, readers=[0, ELSEWHERE], home_unit=ELSEWHERE, home_state="IN-UP",
    )  # fmt: skip
    for _ in range(4):
        sealed(SYSTEM, uuid7(), values={"given": "Asha", "surname": "Devi"})
    with reading(far.actor), connection.cursor() as cursor:
        cursor.execute("select sam.find_tokens(%s::bigint[], 1)", [name_tokens({"given": "Asha Devi"})])
        [(found,)] = cursor.fetchall()
        assert SearchToken.objects.get(pk=found).subject_id == mine.subject_id


def test_the_event_holds_which_fields_were_asked_and_no_word() -> None:
    sealed(SYSTEM, uuid7())
    search_people(by=officer("sho", "station_officer", STATION).actor, name="Sunaina Majhi", village="Latehar")
    with reading(SYSTEM):
        event = Event.objects.get(kind="people:searched")
    assert event.detail == {"fields": ["given", "village"], "found": 1}


def test_only_those_who_read_cases_search() -> None:
    with pytest.raises(Refused):
        search_people(by=officer("t", "trainer", STATION).actor, name="Sunaina Majhi")


def test_a_correction_changes_what_is_found() -> None:
    sho = officer("sho", "station_officer", STATION)
    box = sealed(SYSTEM, uuid7())
    values = {"given": "Kavita", "surname": "Oraon"}
    reseal(by=SYSTEM, box_id=box.id, values=values, reason="another girl", expected=1)
    assert search_people(by=sho.actor, name="Sunaina Majhi") == []
    assert len(search_people(by=sho.actor, name="Kavita Uraon")) == 1


def test_tokens_depend_on_the_key_and_on_the_purpose(tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "one"
    first = name_tokens({"given": "Asha Devi"}), phone_tokens(["98765 43210"])
    settings.SAMANVAY_KEYS = tmp_path / "two"
    second = name_tokens({"given": "Asha Devi"}), phone_tokens(["98765 43210"])
    assert not set(first[0]) & set(second[0])
    assert not set(first[1]) & set(second[1])
    assert all(-(2**63) <= token < 2**63 for token in (*first[0], *first[1]))


def test_tokens_are_made_anew_in_batches_while_searching_goes_on_and_the_old_key_goes(tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    sho = officer("sho", "station_officer", STATION)
    for _ in range(5):
        sealed(SYSTEM, uuid7())
    with reading(SYSTEM):
        before = {token for row in SearchToken.objects.all() for token in row.tokens}
    steps = []
    for progress in rotate_tokens(batch=2):
        steps.append(progress.done)
        assert len(search_people(by=sho.actor, name="Sunaina Majhi")) == 5
    assert steps == [0, 2, 4, 5]
    assert sorted(keyring.ring(keyring.TOKENS).keys) == [2]
    assert len(search_people(by=sho.actor, name="Sunaina Majhi")) == 5
    with reading(SYSTEM):
        after = {token for row in SearchToken.objects.all() for token in row.tokens}
        told = [event.detail for event in Event.objects.filter(kind="tokens:made_anew").order_by("seq")]
    assert not before & after
    assert [each["count"] for each in told] == [2, 2, 1]
    assert all(len(each["root"]) == 64 and each["purpose"] == "search" for each in told)
