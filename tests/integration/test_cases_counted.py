"""People by number: each is a person with a clock of their own; corrected, told who left, closed only when done."""

from datetime import timedelta
from typing import Any

import pytest
from case_world import BAHRAICH, a_case, officer, world

from samanvay.access.boxes.groups import Group
from samanvay.access.models import Box
from samanvay.audit.models import Amendment, Event
from samanvay.audit.operations import operation
from samanvay.cases.actions import add_event, close_case, hand_over, share_case, void_event
from samanvay.cases.counted.actions.leaving import tell_left, void_left
from samanvay.cases.counted.actions.listing import Counted
from samanvay.cases.counted.actions.recounting import answer_recount, recount
from samanvay.cases.counted.actions.table import Row, correct_people
from samanvay.cases.events import CASE_EVENT_ADDED
from samanvay.cases.kinds import LEFT
from samanvay.cases.models import Case, CaseDeparture, CaseEvent, CasePerson, Recount
from samanvay.cases.people.actions.people import add_person, amend_person, seal_person, void_person
from samanvay.cases.quick.actions import record_quickly
from samanvay.cases.tasks import WITHIN, follow_case
from samanvay.duties.actions.duties import do_duty, drop_duty
from samanvay.duties.models import Duty, Notice
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import Captured

WHY = "counted again at the station"
BOYS = [Counted(6, sex="male", age=11)]


@pytest.fixture
def people(db: None):
    return world()


def found(people: Any, case: Case, /, **told: Any) -> CaseEvent:
    event = add_event(by=people.sho.actor, case_id=case.id, **{"kind": "rescue", **told})
    follow_case(case.id)
    return event


def six_boys(people: Any, **told: Any) -> tuple[Case, CaseEvent]:
    case = a_case(people.sho, what="Six boys of 10 to 13 in a workshop", people=6)
    return case, found(people, case, people=6, counted=BOYS, **told)


def labels(case: Case) -> list[str]:
    with reading(SYSTEM):
        rows = CasePerson.objects.filter(case=case, voided_at=None).order_by("noun", "no")
        return [row.label.en for row in rows]


def person(case: Case, label: str) -> CasePerson:
    noun, no = label.lower().split()
    with reading(SYSTEM):
        return CasePerson.objects.select_related("case").get(case=case, noun=noun, no=no)


def clocks(case: Case, **narrow: Any) -> list[Duty]:
    with reading(SYSTEM):
        return list(Duty.objects.filter(kind="case:before_cwc", subject_id=str(case.id), **narrow).order_by("due_at"))


def waiting(case: Case) -> set[str]:
    return {duty.title_en.partition(" of ")[0] for duty in clocks(case, done_at=None, dropped_at=None)}


def test_six_boys_rescued_are_six_persons_and_six_clocks(people) -> None:
    case, event = six_boys(people)
    assert labels(case) == [f"Boy {no}" for no in range(1, 7)]
    assert waiting(case) == {f"Boy {no}" for no in range(1, 7)}
    duties = clocks(case)
    assert {duty.due_at for duty in duties} == {event.recorded_at + WITHIN}
    assert [step["audience"] for step in duties[0].steps] == [people.here.audience, people.police.audience]
    with reading(SYSTEM):
        assert not Box.objects.exists()
        assert Event.objects.filter(kind="case:person_added", subject_id=str(case.id)).count() == 6
        notice = Notice.objects.get(user=people.sho.user, duty__in=duties)
    assert notice.words_en.startswith("6 new tasks: Child before the Child Welfare Committee. The first: Boy 1 of")
    assert notice.words_hi.startswith("6 नए कार्य: बच्चे को बाल कल्याण समिति के समक्ष प्रस्तुत करना। पहला: ")
    assert (notice.link, notice.is_pressing) == (f"/cases/{case.id}/", True)
    follow_case(case.id)
    assert len(clocks(case)) == 6


def test_a_bare_total_is_of_unknown_sex_and_age_and_protected_as_children(people) -> None:
    case = a_case(people.sho)
    found(people, case, people=5, counted=[Counted(1, sex="female", age_band="adult"), Counted(1, sex="male", age=9)])
    assert labels(case) == ["Boy 1", "Person 1", "Person 2", "Person 3", "Woman 1"]
    assert waiting(case) == {"Boy 1", "Person 1", "Person 2", "Person 3"}


def test_whose_age_turns_out_grown_up_has_no_clock_and_has_it_again_when_that_was_wrong(people) -> None:
    case = a_case(people.sho)
    event = found(people, case, people=1)
    first = person(case, "Person 1")
    amended = amend_person(by=people.sho.actor, person_id=first.id, reason=WHY, expected=1, age=30)
    follow_case(case.id)
    [duty] = clocks(case)
    assert duty.done_at is None
    assert duty.drop_reason.startswith("Ended, not kept")
    amend_person(by=people.sho.actor, person_id=first.id, reason=WHY, expected=amended.version, age=15)
    follow_case(case.id)
    [again] = clocks(case, dropped_at=None)
    assert again.due_at == event.recorded_at + WITHIN, "from its first start"


def test_a_clock_that_an_officer_withdrew_is_not_opened_again(people) -> None:
    case, _event = six_boys(people)
    [first, *_others] = clocks(case)
    drop_duty(by=SYSTEM, duty=first, reason="brought before the committee of another district")
    follow_case(case.id)
    assert len(clocks(case)) == 6


def test_who_is_listed_by_hand_counts_towards_the_number_and_nobody_is_listed_twice(people) -> None:
    case = a_case(people.sho)
    by_hand = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    woman = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=30)
    found(people, case, kind="interception", people=3, counted=[Counted(3, sex="female", age_band="under_18")])
    assert labels(case) == ["Girl 1", "Girl 2", "Girl 3", "Woman 1"], "a woman is none of three girls"
    assert person(case, "Girl 1").id == by_hand.id
    found(people, case, kind="rescue", people=4)
    assert len(labels(case)) == 4, "an interception told again as a rescue is the same people"
    assert person(case, "Woman 1").id == woman.id
    later = found(people, case, kind="rescue", people=2, counted=[Counted(2, sex="male", age=8)])
    assert labels(case)[:2] == ["Boy 1", "Boy 2"]
    with reading(SYSTEM):
        assert {person(case, each).found_in_id for each in ("Boy 1", "Boy 2")} == {later.id}


def test_who_is_added_by_hand_later_stands_for_one_of_a_bare_number(people) -> None:
    case = a_case(people.sho)
    event = found(people, case, people=3)
    named = person(case, "Person 3")
    seal_person(by=people.sho.actor, person_id=named.id, group=Group.IDENTITY, values={"given": "Ravi"})
    for age, left in ((14, ["Girl 1", "Person 1", "Person 3"]), (30, ["Girl 1", "Person 3", "Woman 1"])):
        add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=age)
        assert labels(case) == left
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="male", age=9)
    assert labels(case) == ["Boy 1", "Girl 1", "Person 3", "Woman 1"], "who is named gives way to nobody"
    add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male")
    follow_case(case.id)
    assert waiting(case) == {"Boy 1", "Girl 1", "Person 3"}
    assert {duty.due_at for duty in clocks(case)} == {event.recorded_at + WITHIN}


def test_each_is_timed_from_the_hour_that_they_were_found(people) -> None:
    case, first = six_boys(people)
    with clock.frozen(clock.now() + timedelta(hours=5)):
        second = found(people, case, people=1, counted=[Counted(1, sex="female", age=7)], journey_minutes=60)
    assert {duty.due_at for duty in clocks(case)} == {
        first.recorded_at + WITHIN, second.recorded_at + WITHIN + timedelta(hours=1)
    }  # fmt: skip


def test_people_of_unknown_age_found_long_ago_have_no_hour_left_to_keep(people) -> None:
    case = a_case(people.sho)
    long_ago = PartialDate.day(clock.today() - timedelta(days=60))
    found(people, case, people=3, counted=[Counted(1, sex="male", age=9)], occurred=long_ago)
    assert waiting(case) == {"Boy 1"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"people": 2, "counted": BOYS}, "people"),
        ({"kind": "arrest", "counted": BOYS}, "kind"),
        ({"counted": [Counted(-1)]}, "people"),
        ({"counted": [Counted(10_001)]}, "people"),
        ({"counted": [Counted(1, sex="boy")]}, "sex"),
        ({"counted": [Counted(1, age=200)]}, "age"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_its_field_and_lists_nobody(people, told, field) -> None:
    case = a_case(people.sho)
    with pytest.raises(Invalid) as refused:
        found(people, case, **told)
    assert refused.value.field == field
    with reading(SYSTEM):
        assert not CasePerson.objects.exists()
        assert not CaseEvent.objects.exists()


def test_the_same_submission_lists_its_people_once(people) -> None:
    case, sent = a_case(people.sho), Captured(uuid7())
    for _time in range(2):
        found(people, case, people=6, counted=BOYS, captured=sent)
    assert len(labels(case)) == 6


def test_three_hundred_are_listed_with_their_clocks_in_one_go(people) -> None:
    case = record_quickly(
        by=people.sho.actor, kind="rescue", what="A brick kiln", place=BAHRAICH,
        counted=[Counted(180, sex="male", age_band="under_18"), Counted(120)],
    )  # fmt: skip
    follow_case(case.id)
    assert case.people == 300
    assert len(labels(case)) == 300
    assert len(waiting(case)) == 300


def test_girls_who_were_with_those_arrested_have_their_clocks(people) -> None:
    case = record_quickly(
        by=people.sho.actor, kind="arrest", what="Two men with girls at the bus stand", place=BAHRAICH,
        counted=[Counted(3, sex="female", age_band="under_18"), Counted(2, role="accused", sex="male")],
    )  # fmt: skip
    follow_case(case.id)
    assert waiting(case) == {"Girl 1", "Girl 2", "Girl 3"}
    with reading(SYSTEM):
        told = dict(CaseEvent.objects.filter(case=case).values_list("kind", "people"))
    assert told == {"arrest": 2, "rescue": 3}


def test_a_number_of_before_without_persons_lists_them_when_it_is_said_again(people) -> None:
    case = a_case(people.sho)
    event = found(people, case)
    with operation(CASE_EVENT_ADDED, by=SYSTEM):
        CaseEvent.objects.filter(pk=event.pk).update(people=4)
    assert labels(case) == []
    recount(by=people.sho.actor, event_id=event.id, people=4, reason=WHY)
    follow_case(case.id)
    assert waiting(case) == {f"Person {no}" for no in range(1, 5)}
    with pytest.raises(Invalid, match="recorded already"):
        recount(by=people.sho.actor, event_id=event.id, people=4, reason=WHY)


def test_whoever_is_asked_about_in_a_lower_number_gives_way_to_nobody(people) -> None:
    case = a_case(people.sho)
    event = found(people, case, people=3)
    hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=3)
    follow_case(case.id)
    with reading(SYSTEM):
        taking = Duty.objects.get(kind="case:take_over")
    do_duty(by=people.far.actor, duty=taking)
    recount(by=people.sho.actor, event_id=event.id, people=2, reason=WHY, surplus=[person(case, "Person 3").id])
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=14)
    assert labels(case) == ["Girl 1", "Person 1", "Person 3"]


def test_a_higher_number_adds_persons_with_clocks_from_the_hour_of_the_event(people) -> None:
    case, event = six_boys(people)
    with clock.frozen(clock.now() + timedelta(hours=3)):
        recount(
            by=people.sho.actor, event_id=event.id, people=8, reason=WHY, expected=1,
            counted=[Counted(1, sex="female", age=12)],
        )  # fmt: skip
        follow_case(case.id)
    assert labels(case)[6:] == ["Girl 1", "Person 1"]
    assert {duty.due_at for duty in clocks(case)} == {event.recorded_at + WITHIN}
    with reading(SYSTEM):
        assert Case.objects.get(pk=case.id).people == 8
        [kept] = Amendment.objects.filter(target_id=event.id, field="people")
        assert (kept.old, kept.new, kept.reason) == (6, 8, WHY)


def test_a_lower_number_asks_whom_and_cancels_them_with_the_reason(people) -> None:
    case, event = six_boys(people)
    for wrong in ([], [person(case, "Boy 5").id, person(case, "Boy 6").id], [uuid7()]):
        with pytest.raises(Invalid) as refused:
            recount(by=people.sho.actor, event_id=event.id, people=5, reason=WHY, surplus=wrong)
        assert refused.value.field == "surplus"
    recount(by=people.sho.actor, event_id=event.id, people=5, reason=WHY, surplus=[person(case, "Boy 6").id])
    follow_case(case.id)
    last = person(case, "Boy 6")
    assert (last.is_void, last.void_reason) == (True, WHY)
    assert waiting(case) == {f"Boy {no}" for no in range(1, 6)}
    [ended] = clocks(case, dropped_at__isnull=False)
    assert ended.done_at is None


def test_who_is_named_is_never_cancelled_in_silence(people) -> None:
    case, event = six_boys(people)
    named = person(case, "Boy 2")
    seal_person(by=people.sho.actor, person_id=named.id, group=Group.IDENTITY, values={"given": "Ravi"})
    assert person(case, "Boy 2").label.en == "Boy 2", "the label stays"
    asked = {"by": people.sho.actor, "event_id": event.id, "people": 5, "reason": WHY, "surplus": [named.id]}
    with pytest.raises(Invalid) as refused:
        recount(**asked)
    assert refused.value.field == "sure"
    assert "Boy 2: sealed record" in str(refused.value.words)
    assert not person(case, "Boy 2").is_void
    recount(**asked, sure=True)
    assert person(case, "Boy 2").is_void


@pytest.mark.parametrize("agrees", [True, False])
def test_a_lower_number_of_people_taken_over_waits_for_the_unit_that_has_them(people, agrees) -> None:
    case, event = six_boys(people)
    hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=6)
    follow_case(case.id)
    with reading(SYSTEM):
        taking = Duty.objects.get(kind="case:take_over")
    do_duty(by=people.far.actor, duty=taking)
    recount(by=people.sho.actor, event_id=event.id, people=5, reason=WHY, surplus=[person(case, "Boy 6").id])
    assert len(labels(case)) == 6, "both numbers stand until the other unit has answered"
    with reading(SYSTEM):
        row, duty = Recount.objects.get(), Duty.objects.get(kind="case:confirm_number")
        assert (duty.owner_audience, duty.link) == (people.ahtu.audience, f"/cases/{case.id}/recounts/{row.id}/")
        assert CaseEvent.objects.get(pk=event.id).people == 6
    with pytest.raises(Invalid):
        recount(by=people.sho.actor, event_id=event.id, people=4, reason=WHY)
    for other in (people.sho, people.chief):
        with pytest.raises(Refused):
            answer_recount(by=other.actor, recount_id=row.id, agrees=True)
    if not agrees:
        with pytest.raises(Invalid):
            answer_recount(by=people.far.actor, recount_id=row.id, agrees=False)
    answer_recount(by=people.far.actor, recount_id=row.id, agrees=agrees, note="six came with the vehicle")
    assert len(labels(case)) == (5 if agrees else 6)
    with reading(SYSTEM):
        assert CaseEvent.objects.get(pk=event.id).people == (5 if agrees else 6)
        assert Duty.objects.get(pk=duty.pk).done_at is not None
        assert Notice.objects.filter(user=people.sho.user, key__startswith=f"recount:{row.id}").exists()
    with pytest.raises(Refused):
        answer_recount(by=people.far.actor, recount_id=row.id, agrees=True)


def left(people: Any, who: CasePerson, kind: str, **told: Any):
    given = {"left_at": clock.now(), "note": "ran at the crossing", "told_by": "officer", **told}
    made = tell_left(by=people.sho.actor, person_id=who.id, kind=kind, **given)
    follow_case(who.case_id)
    return made


def test_an_escaped_child_keeps_its_clock_and_the_station_is_to_make_a_missing_entry(people) -> None:
    case, event = six_boys(people)
    departure = left(people, person(case, "Boy 4"), "escaped")
    assert "Boy 4" in waiting(case), "what one office says of a child ends no time limit"
    assert {duty.due_at for duty in clocks(case)} == {event.recorded_at + WITHIN}
    with reading(SYSTEM):
        duty = Duty.objects.get(kind="case:missing_entry")
    assert (duty.owner_audience, duty.due_at) == (people.station.audience, departure.left_at + timedelta(hours=24))
    assert "Boy 4" in duty.title_en
    void_left(by=people.sho.actor, departure_id=departure.id, reason="he was in the other room")
    follow_case(case.id)
    assert len(clocks(case)) == 6, "the same clocks run on"
    assert "Boy 4" in waiting(case)
    with reading(SYSTEM):
        assert Duty.objects.get(pk=duty.pk).dropped_at is not None


@pytest.mark.parametrize("kind", sorted(LEFT))
def test_no_way_of_leaving_ends_a_clock(people, kind) -> None:
    case, _event = six_boys(people)
    woman = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=30)
    who = woman if kind == "own_choice" else person(case, "Boy 1")
    left(people, who, kind)
    assert all(duty.is_waiting for duty in clocks(case))
    assert "Boy 1" in waiting(case)


def test_what_cannot_be_told_of_a_person_is_refused_with_its_field(people) -> None:
    case, _event = six_boys(people)
    boy = person(case, "Boy 1")
    accused = add_person(by=people.sho.actor, case_id=case.id, role="accused", sex="male", age=40)
    for who, kind, told, field in (
        (boy, "own_choice", {}, "kind"),
        (accused, "escaped", {}, "kind"),
        (boy, "flew", {}, "kind"),
        (boy, "escaped", {"left_at": None}, "left_at"),
        (boy, "escaped", {"left_at": clock.now() + timedelta(hours=1)}, "left_at"),
        (boy, "escaped", {"note": " "}, "note"),
        (boy, "escaped", {"told_by": "somebody"}, "told_by"),
    ):
        with pytest.raises(Invalid) as refused:
            left(people, who, kind, **told)
        assert refused.value.field == field
    left(people, boy, "died")
    with pytest.raises(Invalid):
        left(people, boy, "escaped")
    with reading(SYSTEM):
        assert CaseDeparture.objects.filter(person=boy).count() == 1


def test_a_case_is_closed_only_when_no_child_and_no_hand_over_is_pending(people) -> None:
    case, _event = six_boys(people)
    for no in range(3, 7):
        void_person(by=people.sho.actor, person_id=person(case, f"Boy {no}").id, reason=WHY)
    hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=6)
    follow_case(case.id)
    with pytest.raises(Invalid) as refused:
        close_case(by=people.sho.actor, case_id=case.id, reason=WHY)
    assert refused.value.field == "to"
    words = str(refused.value.words)
    assert "Take over the people of" in words
    assert "Boy 1 of" in words
    assert "Boy 2 of" in words
    assert "Boy 3 of" not in words
    for duty in clocks(case, dropped_at=None):
        with pytest.raises(Refused):
            do_duty(by=people.sho.actor, duty=duty, proof="order 12 of the committee")
        do_duty(by=SYSTEM, duty=duty, proof="confirmed by the committee")
    with pytest.raises(Invalid):
        close_case(by=people.sho.actor, case_id=case.id, reason=WHY)
    with reading(SYSTEM):
        taking = Duty.objects.get(kind="case:take_over")
    do_duty(by=people.far.actor, duty=taking)
    assert close_case(by=people.sho.actor, case_id=case.id, reason=WHY).is_closed


def rows_of(case: Case, **changes: dict[str, Any]) -> list[Row]:
    rows = []
    for label in labels(case):
        one = person(case, label)
        said = {"sex": one.sex, "age": one.age, "age_band": one.age_band, "handed_in": one.handed_in_id}
        rows.append(Row(one.id, one.version, **{**said, **changes.get(label.replace(" ", ""), {})}))
    return rows


def test_the_table_corrects_many_at_once_and_one_left_out_needs_a_word(people) -> None:
    case, _event = six_boys(people)
    handed = hand_over(by=people.sho.actor, case_id=case.id, to_unit=people.ahtu.audience, people=5)
    given = {f"Boy{no}": {"handed_in": handed.id} for no in range(1, 6)}
    given["Boy1"]["age"] = 13
    left_out = person(case, "Boy 6")
    ask = {"by": people.sho.actor, "case_id": case.id, "reason": WHY}
    with pytest.raises(Invalid) as refused:
        correct_people(**ask, rows=rows_of(case, **given))
    assert refused.value.field == f"{left_out.id}:not_handed"
    assert "Boy 6" in str(refused.value.words)
    assert person(case, "Boy 1").age == 11, "all or none"
    given["Boy6"] = {"not_handed": "in hospital"}
    correct_people(**ask, rows=rows_of(case, **given))
    assert (person(case, "Boy 1").age, person(case, "Boy 1").age_band) == (13, "12_15")
    assert person(case, "Boy 5").handed_in_id == handed.id
    assert person(case, "Boy 6").not_handed == "in hospital"
    with reading(SYSTEM):
        assert Amendment.objects.filter(target_id=person(case, "Boy 1").id, field="age").count() == 1
    with pytest.raises(Invalid):
        correct_people(**ask, rows=rows_of(case, Boy6={"not_handed": "in hospital"}))


def test_a_unit_that_the_case_is_shared_with_sees_who_left_and_what_waits(people) -> None:
    case, _event = six_boys(people)
    departure = left(people, person(case, "Boy 1"), "escaped")
    share_case(by=people.sho.actor, case_id=case.id, units=[people.ahtu.audience], reason=WHY)
    with reading(people.far.actor):
        assert type(departure).objects.filter(pk=departure.pk).exists()


def test_a_void_event_leaves_its_people_and_the_event_told_anew_lists_nobody_twice(people) -> None:
    case, event = six_boys(people)
    void_event(by=people.sho.actor, event_id=event.id, reason="wrong day")
    found(people, case, people=6, counted=BOYS)
    assert len(labels(case)) == 6
    assert len(clocks(case)) == 6


def test_whoever_may_not_write_in_the_case_corrects_no_number(people) -> None:
    _case, event = six_boys(people)
    counsellor = officer("helper", "counsellor", people.station)
    with pytest.raises(Refused):
        recount(by=counsellor.actor, event_id=event.id, people=7, reason=WHY)
