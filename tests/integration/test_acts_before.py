"""What was told before receivers were asked: events become declared acts, and duties that ended stay ended."""

import importlib
from datetime import timedelta

import pytest
from acts_world import acting_offices, clock_of, confirmed, declared, girls_found
from case_world import BAHRAICH
from django.db import connection
from document_files import pdf, put

from samanvay.access.boxes.actions.erasure import Reason, erase_person
from samanvay.access.boxes.events import PERSON_ERASED
from samanvay.acts.following import follow_acts
from samanvay.acts.models import Act
from samanvay.acts.queries import acts_to_answer
from samanvay.acts.tasks import forget_words
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.cases.actions import add_event
from samanvay.cases.events import CASE_EVENT_ADDED
from samanvay.cases.kinds import TOLD_AS_ACTS
from samanvay.cases.models import Case, CaseEvent
from samanvay.cases.people.actions.people import add_person
from samanvay.cases.tasks import follow_case
from samanvay.duties.actions.duties import do_duty
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
from samanvay.kernel.refusals import Invalid

pytestmark = pytest.mark.django_db
told_before = importlib.import_module("samanvay.acts.migrations.0002_told_before")


@pytest.fixture
def people():
    return acting_offices()


def told(world, case: Case, kind: str, **more) -> CaseEvent:
    """Write an event as the release before wrote it."""
    now = clock.now()
    with operation(CASE_EVENT_ADDED, by=world.sho.actor, target=("case", case.id), readers=case.readers):
        event = CaseEvent(
            case=case, kind=kind, recorded_at=now, recorded_by=world.sho.user.id, **case.ownership(), **more
        )
        event.occurred = PartialDate.day(clock.today())
        event.save(force_insert=True)
    return event


def carried() -> tuple[dict[str, int], int]:
    """Run what the migration runs."""
    with operation(CASE_EVENT_ADDED, by=SYSTEM), connection.cursor() as cursor:
        return told_before.carry_over(cursor)


@pytest.mark.parametrize("kind", sorted(TOLD_AS_ACTS))
def test_what_another_office_receives_is_no_event_any_more(people, kind) -> None:
    case, _girls = girls_found(people)
    with pytest.raises(Invalid, match="as an act on the page of the case") as refused:
        add_event(by=people.sho.actor, case_id=case.id, kind=kind)
    assert refused.value.field == "kind"


def test_events_become_declared_acts_and_duties_that_ended_stay_ended(people) -> None:
    case, (girl, other) = girls_found(people)
    duty = clock_of(case, girl)
    with reading(SYSTEM):
        do_duty(by=SYSTEM, duty=duty, proof="event 1")
    told(people, case, "cwc", people=2, note="At night", place_id=BAHRAICH)
    told(people, case, "restored")
    void = told(people, case, "shelter")
    with operation(CASE_EVENT_ADDED, by=SYSTEM, target=("case", case.id)):
        void.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": people.sho.user.id})
    assert carried() == ({"produced": 1, "restored": 1}, 1)
    assert carried()[1] == 0
    with reading(SYSTEM):
        act = Act.objects.get(case=case, code="produced")
        assert Act.objects.filter(case=case).count() == 2
    assert (act.state, act.is_from_before, act.receiver_unit, act.person_id) == ("declared", True, None, None)
    assert (act.details, act.note, act.made_by, act.place_id) == (
        {"people": 2},
        "At night",
        people.sho.user.id,
        BAHRAICH,
    )
    follow_acts(case.id)
    kept = clock_of(case, girl)
    assert kept.done_at is not None
    assert kept.proof == "Before confirmation was asked. event 1"
    assert clock_of(case, other).is_waiting
    with reading(people.member.actor):
        assert acts_to_answer(people.member.actor) == []


def test_an_act_from_before_ends_no_clock_and_stands_in_the_way_of_no_new_one(people) -> None:
    case, (girl, _other) = girls_found(people)
    told(people, case, "cwc")
    carried()
    follow_acts(case.id)
    assert clock_of(case, girl).is_waiting
    confirmed(people, declared(people, case, girl))
    assert not clock_of(case, girl).is_waiting


def test_a_child_listed_after_an_old_production_has_its_clock_and_one_before_has_none(people) -> None:
    case, (girl,) = girls_found(people, (30,))
    add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=9)
    told(people, case, "cwc")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        late = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="male", age=8)
    follow_case(case.id)
    assert clock_of(case, late).is_waiting
    with pytest.raises(AssertionError):
        clock_of(case, girl)


def test_what_was_written_of_an_erased_person_goes_and_the_act_stays(people) -> None:
    case, (girl, _other) = girls_found(people)
    act = confirmed(people, declared(people, case, girl, note="She said where she was"))
    put(people.sho, case, subject=girl.id, chunks=[pdf()])
    erase_person(by=SYSTEM, subject_id=girl.id, reason=Reason.ORDER)
    with reading(SYSTEM):
        erased = Event.objects.filter(kind=PERSON_ERASED.code).latest("seq")
    with acting_as(SYSTEM):
        forget_words(erased)
    with reading(SYSTEM):
        left = Act.objects.get(pk=act.id)
    assert (left.note, left.details, left.state, left.counts_at) == ("", {}, "confirmed", act.counts_at)
