"""What an entry asks of people: FIR, questions, transfer, inquiry; and how each ends."""

from datetime import timedelta

import pytest
from tracing_world import MEENA, delivered, girl, missing, tracing_world

from samanvay.access.boxes.actions.opening import open_box
from samanvay.access.boxes.groups import Purpose
from samanvay.access.models import Box
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import Captured
from samanvay.tracing.entries.actions import (
    PersonDetails,
    add_entries,
    add_step,
    amend_entry,
    answer_questions,
    move_entry,
    void_entry,
)
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.entries.queries import entry_or_unseen
from samanvay.tracing.entries.questions import CURRENT, EDITIONS, result_of
from samanvay.tracing.models import Entry


@pytest.fixture
def people(db: None):
    return tracing_world()


def waiting(entry: Entry) -> dict[str, Duty]:
    with reading(SYSTEM):
        return {duty.kind: duty for duty in Duty.objects.waiting().filter(subject_id=str(entry.id))}


def test_a_missing_child_asks_for_an_fir_which_its_step_ends(people) -> None:
    [entry] = missing(people.desk)
    delivered()
    duty = waiting(entry)["tracing:fir"]
    assert set(waiting(entry)) == {"tracing:fir"}
    assert duty.due_at - entry.added_at == timedelta(hours=2)
    assert (duty.owner_user_id, duty.owner_role) == (people.desk.user.id, "women_help_desk")
    assert [step["audience"] for step in duty.steps] == [people.here.audience, people.police.audience]
    with pytest.raises(Invalid, match="123/2026"):
        add_step(by=people.sho.actor, entry_id=entry.id, kind="fir")
    sent = Captured(uuid7())
    step = add_step(by=people.sho.actor, entry_id=entry.id, kind="fir", reference="44/2026", captured=sent)
    assert add_step(by=people.sho.actor, entry_id=entry.id, kind="fir", reference="44/2026", captured=sent) == step
    delivered()
    assert waiting(entry) == {}
    with reading(SYSTEM):
        assert Duty.objects.get(pk=duty.pk).done_at is not None


def test_an_adult_asks_for_an_inquiry_and_a_shelter_for_nothing_of_the_police(people) -> None:
    [woman] = missing(people.desk, PersonDetails(sex="female", age=read_age("30")))
    [unknown] = missing(people.desk, PersonDetails(sex="female"))
    [found] = add_entries(by=people.superintendent.actor, kind="found", category="shelter", people=[girl()])
    [seen] = add_entries(by=people.desk.actor, kind="sighting", people=[girl()])
    delivered()
    assert [set(waiting(each)) for each in (woman, unknown, found, seen)] == [
        {"tracing:inquiry"}, {"tracing:inquiry"}, set(), set(),
    ]  # fmt: skip


def test_who_registers_no_fir_informs_the_police(people) -> None:
    [entry] = missing(people.welfare, girl())
    delivered()
    assert set(waiting(entry)) == {"tracing:tell_police"}
    add_step(by=people.welfare.actor, entry_id=entry.id, kind="police", reference="GD 12")
    delivered()
    assert waiting(entry) == {}


def test_a_child_found_alone_comes_before_the_committee_within_a_day_of_being_found(people) -> None:
    yesterday = clock.today() - timedelta(days=1)
    [child] = add_entries(
        by=people.sho.actor, kind="found", category="lost", people=[girl("9")], happened=PartialDate.day(yesterday)
    )
    [grown] = add_entries(by=people.sho.actor, kind="found", category="lost", people=[girl("30")])
    delivered()
    duty = waiting(child)["tracing:before_cwc"]
    assert duty.due_at.astimezone(clock.INDIA).date() == clock.today()
    assert waiting(grown) == {}
    add_step(by=people.sho.actor, entry_id=child.id, kind="cwc", reference="CWC/4")
    delivered()
    assert waiting(child) == {}


def test_she_went_for_a_job_opens_the_questions_and_their_answers_the_transfer(people) -> None:
    [entry] = missing(people.desk, girl(sealed=MEENA), gone_for="job")
    delivered()
    assert set(waiting(entry)) == {"tracing:fir", "tracing:questions"}
    with pytest.raises(Invalid, match="at least one"):
        answer_questions(by=people.desk.actor, entry_id=entry.id, answers={})
    with pytest.raises(Invalid, match="yes, no"):
        answer_questions(by=people.desk.actor, entry_id=entry.id, answers={"advance": "perhaps"})
    sheet = answer_questions(by=people.desk.actor, entry_id=entry.id, answers={"agent_named": "no", "phone_off": "yes"})
    assert sheet.speaks_for
    delivered()
    assert set(waiting(entry)) == {"tracing:fir", "tracing:transfer"}
    step = add_step(by=people.desk.actor, entry_id=entry.id, kind="transfer")
    assert step.to_unit == people.near_ahtu.audience
    delivered()
    assert set(waiting(entry)) == {"tracing:fir"}
    there = people.trafficking.actor
    with reading(there):
        assert entry_or_unseen(there, entry.id).id == entry.id
        box = Box.objects.get(record_id=entry.id, group="identity")
    assert open_box(by=there, box_id=box.id, purpose=Purpose.TRACING)["given"] == "Meena"


@pytest.mark.parametrize("sex", ["female", "male"])
def test_a_child_taken_to_be_married_is_always_a_sign_and_an_adult_is_asked(people, sex) -> None:
    def sheet_of(age: str, gone_for: str, answers: dict[str, str]) -> object:
        [entry] = missing(people.desk, PersonDetails(sex=sex, age=read_age(age)), gone_for=gone_for)
        return answer_questions(by=people.desk.actor, entry_id=entry.id, answers=answers)

    told_nothing = {"agent_named": "yes", "place_known": "yes", "advance": "no"}
    assert sheet_of("14", "marriage", told_nothing).speaks_for
    assert sheet_of("14", "acquaintance", {"marriage_far": "yes"}).speaks_for
    assert not sheet_of("14", "acquaintance", told_nothing).speaks_for
    assert not sheet_of("24", "marriage", told_nothing).speaks_for
    assert not sheet_of("24", "acquaintance", {"marriage_far": "yes"}).speaks_for


def test_a_transfer_goes_to_an_ahtu_and_names_nobody_where_another_than_the_lead_makes_it(people) -> None:
    [entry] = missing(people.desk, girl(sealed=MEENA))
    with pytest.raises(Invalid, match="Anti Human Trafficking"):
        add_step(by=people.sho.actor, entry_id=entry.id, kind="transfer", to_unit=people.there.audience)
    add_step(by=people.sho.actor, entry_id=entry.id, kind="transfer", to_unit=people.ahtu.audience)
    with reading(people.far.actor):
        box = Box.objects.get(record_id=entry.id, group="identity")
    with pytest.raises(Refused):
        open_box(by=people.far.actor, box_id=box.id, purpose=Purpose.TRACING)


def test_the_rule_of_the_questions_is_what_the_edition_says() -> None:
    strong = {"advance": "yes"}
    two, three = {"agent_named": "no", "phone_off": "yes"}, {"agent_named": "no", "phone_off": "yes", "secret": "yes"}
    told = [
        result_of(answers, may_be_child=child).speaks_for
        for answers, child in ((strong, False), (two, False), (two, True), (three, False), ({"advance": "no"}, True))
    ]
    assert told == [True, False, True, True, False]
    assert EDITIONS[CURRENT.code] is CURRENT
    assert len({question.code for question in CURRENT.questions}) == len(CURRENT.questions)
    assert all(each.words.hi and each.why.hi for each in CURRENT.questions)


def test_duties_follow_a_correction_an_end_and_a_new_beginning(people) -> None:
    [entry] = missing(people.desk, PersonDetails(sex="female", age=read_age("19")))
    seq = delivered()
    assert set(waiting(entry)) == {"tracing:inquiry"}
    amended = amend_entry(
        by=people.desk.actor, entry_id=entry.id, reason="school register", expected=1, changes={"age": read_age("16")}
    )
    seq = delivered(seq)
    assert set(waiting(entry)) == {"tracing:fir"}
    move_entry(by=people.desk.actor, entry_id=entry.id, to="closed", reason="she is home", expected=amended.version)
    seq = delivered(seq)
    assert waiting(entry) == {}
    move_entry(by=people.desk.actor, entry_id=entry.id, to="open", reason="gone again", expected=None)
    seq = delivered(seq)
    assert set(waiting(entry)) == {"tracing:fir"}
    void_entry(by=people.desk.actor, entry_id=entry.id, reason="entered twice")
    delivered(seq)
    assert waiting(entry) == {}


def test_a_step_of_another_register_or_of_tomorrow_is_refused(people) -> None:
    [found] = add_entries(by=people.superintendent.actor, kind="found", category="shelter", people=[girl()])
    with pytest.raises(Refused, match="not possible in this register"):
        add_step(by=people.superintendent.actor, entry_id=found.id, kind="fir", reference="1/2026")
    with pytest.raises(Refused, match="only for missing persons"):
        answer_questions(by=people.superintendent.actor, entry_id=found.id, answers={"advance": "yes"})
    with pytest.raises(Invalid, match="future"):
        add_step(by=people.superintendent.actor, entry_id=found.id, kind="note", on=clock.today() + timedelta(days=1))
