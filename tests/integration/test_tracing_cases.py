"""Entries that follow the persons of cases, and cases opened from entries: nobody stands in a register twice."""

import pytest
from case_world import BAHRAICH, a_case
from tracing_world import MEENA, delivered, girl, missing, tracing_world

from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.access.models import Box
from samanvay.acts.actions import confirm_act, contradict_act, declare_act
from samanvay.cases.actions import add_event, share_case, void_case, void_event
from samanvay.cases.people.actions.people import add_person, amend_person, void_person
from samanvay.cases.queries import persons_of
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import Captured
from samanvay.tracing.entries.actions import add_entries, add_step, amend_entry, link_case, open_case_of, share_entry
from samanvay.tracing.entries.queries import entries_of_case
from samanvay.tracing.models import Entry


@pytest.fixture
def people(db: None):
    return tracing_world()


def entries(case) -> list[Entry]:
    with reading(SYSTEM):
        return list(Entry.objects.filter(case=case).order_by("number"))


def rescued(people, **changes: object):
    case = a_case(people.sho, **changes)
    victims = [
        add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=age) for age in (14, 20)
    ]
    add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=40)
    return case, victims


def test_victims_of_a_rescue_stand_in_the_register_of_the_found_once(people) -> None:
    case, [first, second] = rescued(people)
    assert delivered()
    assert entries(case) == []
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue", place=BAHRAICH)
    delivered()
    delivered()
    made = entries(case)
    assert [(e.kind, e.category, e.case_person, e.noun, e.age_from) for e in made] == [
        ("found", "rescued", first.id, "girl", 14), ("found", "rescued", second.id, "woman", 20),
    ]  # fmt: skip
    assert made[0].party == made[1].party is not None
    assert (made[0].place_id, made[0].owner_id, made[0].readers) == (BAHRAICH, people.sho.user.id, case.readers)
    assert (made[0].box_record, made[0].subject) == (case.id, first.id)
    with reading(SYSTEM):
        assert not Box.objects.exists()


def test_an_entry_follows_the_person_the_case_and_its_sharing(people) -> None:
    case, [first, second] = rescued(people)
    happening = add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    seq = delivered()
    amend_person(by=people.sho.actor, person_id=first.id, reason="school papers", expected=1, age=19)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason="they look too")
    void_person(by=people.sho.actor, person_id=second.id, reason="counted twice")
    seq = delivered(seq)
    kept, voided = entries(case)
    assert (kept.age_from, kept.noun, people.ahtu.audience in kept.readers) == (19, "woman", True)
    assert (voided.is_void, voided.void_reason) == (True, "counted twice")
    with pytest.raises(Invalid, match="is part of a case"):
        amend_entry(by=people.sho.actor, entry_id=kept.id, reason="x", expected=kept.version, changes={"age": None})
    with pytest.raises(Refused, match="Share the case"):
        share_entry(by=people.sho.actor, entry_id=kept.id, units=[people.ahtu.audience], reason="x")
    void_event(by=people.sho.actor, event_id=happening.id, reason="not a rescue")
    delivered(seq)
    assert all(each.is_void for each in entries(case))


def test_a_void_case_voids_its_entries(people) -> None:
    case, _victims = rescued(people)
    add_event(by=people.sho.actor, case_id=case.id, kind="missing")
    seq = delivered()
    assert [(e.kind, e.category) for e in entries(case)] == [("missing", "")] * 2
    void_case(by=people.chief.actor, case_id=case.id, reason="opened twice")
    delivered(seq)
    assert all(each.is_void for each in entries(case))


def test_who_was_missed_and_is_rescued_in_one_case_is_traced(people) -> None:
    case, _victims = rescued(people)
    add_event(by=people.sho.actor, case_id=case.id, kind="missing")
    seq = delivered()
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    delivered(seq)
    assert [(e.kind, e.state) for e in entries(case)] == [("missing", "traced")] * 2


def test_only_a_confirmed_return_restores_and_of_this_person_alone(people) -> None:
    case, [child, _woman] = rescued(people)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    now = clock.now().astimezone(clock.INDIA)
    act = declare_act(
        by=people.sho.actor, case_id=case.id, code="restored", person_id=child.id, receiver=people.dcpu.audience,
        on=PartialDate.day(now.date()), at=now.time(), details={"override_order": "HC 4"},
    )  # fmt: skip
    seq = delivered()
    assert [each.state for each in entries(case)] == ["open", "open"]
    confirm_act(by=people.welfare.actor, act_id=act.id, expected=act.version)
    seq = delivered(seq)
    assert [each.state for each in entries(case)] == ["restored", "open"]
    contradict_act(by=people.welfare.actor, act_id=act.id, expected=None, words="Nobody came home")
    delivered(seq)
    assert [each.state for each in entries(case)] == ["traced", "open"]


def test_one_press_opens_the_case_of_a_party_and_nobody_is_sealed_or_entered_twice(people) -> None:
    told = girl(sealed=MEENA), girl("17 or 19")
    first, second = missing(people.desk, *told, gone_for="job", place=BAHRAICH)
    sent = Captured(uuid7())
    case = open_case_of(by=people.desk.actor, entry_id=first.id, captured=sent)
    assert open_case_of(by=people.desk.actor, entry_id=first.id, captured=sent).id == case.id
    delivered()
    both = entries(case)
    assert [each.id for each in both] == [first.id, second.id]
    assert (case.source, case.lures, case.people, case.place_id) == ("missing_report", ["job"], 2, BAHRAICH)
    with reading(people.desk.actor):
        persons = persons_of(people.desk.actor, case)
        assert {each.joined_person for each in both} == {person.id for person in persons}
        assert sorted(person.age_band for person in persons) == ["12_15", "unknown"]
        assert Box.objects.filter(record_id=first.id).count() == 2
        assert not Box.objects.filter(record_id=case.id).exists()
        assert entries_of_case(people.desk.actor, case.id) == both
    with pytest.raises(Refused, match="already has a case"):
        open_case_of(by=people.desk.actor, entry_id=second.id)
    add_event(by=people.desk.actor, case_id=case.id, kind="rescue")
    delivered()
    assert [each.state for each in entries(case)] == ["traced", "traced"]


def test_what_was_joined_by_hand_stands_for_the_people_of_the_case(people) -> None:
    case, _victims = rescued(people)
    [entry] = add_entries(by=people.sho.actor, kind="found", category="rescued", people=[girl()])
    link_case(by=people.sho.actor, entry_id=entry.id, case_id=case.id)
    add_event(by=people.sho.actor, case_id=case.id, kind="rescue")
    delivered()
    assert [each.id for each in entries(case)] == [entry.id]


def test_erasure_ends_the_search_and_takes_the_words_away(people, tmp_path, settings) -> None:
    settings.SAMANVAY_KEYS = tmp_path
    [entry] = missing(people.desk, girl(sealed=MEENA), note="She wore a yellow frock")
    add_step(by=people.desk.actor, entry_id=entry.id, kind="fir", reference="12/2026", note="By her mother")
    seq = delivered()
    erase_person(by=SYSTEM, subject_id=entry.id, reason=Reason.ORDER)
    delivered(seq)
    with reading(SYSTEM):
        entry = Entry.objects.get(pk=entry.id)
        [step] = entry.steps.all()
    assert (entry.state, entry.note) == ("closed", "")
    assert (step.kind, step.reference, step.note) == ("fir", "", "")
