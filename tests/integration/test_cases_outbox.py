"""What a case sets going elsewhere, through the real log: duties, notices, files of the erased."""

from collections.abc import Callable

from case_world import a_case, officer, world

from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.access.models import Box
from samanvay.audit.outbox import deliver_all
from samanvay.cases.actions import add_event, hand_over, share_case
from samanvay.cases.people.actions.people import add_person, break_case_glass
from samanvay.documents import storage
from samanvay.documents.actions import add_document
from samanvay.duties.models import Duty, Notice
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.tracing.entries.actions import PersonDetails, add_entries, share_entry


def everything_delivered(settled: Callable[[], None]) -> None:
    settled()
    while deliver_all():
        settled()


def test_a_rescue_a_broken_glass_and_an_erasure_reach_whom_they_must(
    fresh_db: str, settled: Callable[[], None], tmp_path, settings
) -> None:
    settings.SAMANVAY_HOME = tmp_path
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    people = world()
    dpo = officer("dpo", "data_protection_officer", people.partner)
    case = a_case(people.sho, forms=["begging"])
    girl = add_person(
        by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=12,
        sealed={"identity": {"given": "Sunaina", "surname": "Majhi"}},
    )  # fmt: skip
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    everything_delivered(settled)
    with reading(people.sho.actor):
        [duty] = Duty.objects.filter(subject_id=str(case.id))
        assert (duty.owner_user_id, duty.link) == (people.sho.user.id, f"/cases/{case.id}/")

    with reading(people.nodal.actor):
        box = Box.objects.get(subject_id=girl.id)
    desk = officer("second", "station_officer", people.station)
    break_case_glass(by=desk.actor, box_id=box.id, reason="She is missing again since the morning")
    everything_delivered(settled)
    with reading(SYSTEM):
        told = set(Notice.objects.filter(key__startswith="glass:").values_list("user_id", flat=True))
        words = " ".join(Notice.objects.values_list("words_en", flat=True))
    assert told == {people.sho.user.id, people.chief.user.id, dpo.user.id}
    assert "Sunaina" not in words
    assert "missing again" not in words
    for one in (people.sho, people.chief, dpo):
        with reading(one.actor):
            assert Notice.objects.filter(user_id=one.user.id, key__startswith="glass:").exists()

    document = add_document(
        by=people.sho.actor, record_id=case.id, subject_id=girl.id, kind="medical", name="x.pdf",
        chunks=[b"%PDF-1.7"], readers=case.readers, home_unit=case.home_unit, home_state=case.home_state,
    )  # fmt: skip
    assert storage.path_of(document.id).exists()
    erase_person(by=dpo.actor, subject_id=girl.id, reason=Reason.REQUEST)
    everything_delivered(settled)
    assert not storage.path_of(document.id).exists()


def test_a_unit_hears_that_a_case_or_an_entry_was_shared_with_it_and_of_a_hand_over_by_its_duty_alone(
    fresh_db: str, settled: Callable[[], None], settings, tmp_path
) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    people = world()
    case, handed = a_case(people.sho), a_case(people.sho)
    [entry] = add_entries(
        by=people.sho.actor,
        kind="missing",
        place="district:180",
        told_by="family",
        people=[PersonDetails(sex="female")],
    )
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="The way leads there")
    share_entry(by=people.sho.actor, entry_id=entry.id, units=[people.ahtu.audience], reason="Seen there last")
    hand_over(by=people.sho.actor, case_id=handed.id, to_unit=people.ahtu.audience)
    everything_delivered(settled)
    with reading(people.far.actor):
        told = Notice.objects.filter(user_id=people.far.user.id, key__startswith="shared:")
        assert {(each.link, each.words_en) for each in told} == {
            (f"/cases/{case.id}/", f"Case {case.number} was shared with your unit"),
            (f"/tracing/{entry.id}/", f"Entry {entry.number} was shared with your unit"),
        }
    with reading(SYSTEM):
        assert not Notice.objects.filter(key__startswith="shared:").exclude(user_id=people.far.user.id).exists()
