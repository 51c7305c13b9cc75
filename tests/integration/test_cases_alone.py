"""What one officer alone does not undo: the second person's rule, an acquittal, a posting at another unit."""

from datetime import date, timedelta

import pytest
from case_world import a_case, officer, world

from factories import give_role
from samanvay.access.actors import actor_for
from samanvay.access.boxes.actions import search
from samanvay.access.boxes.groups import Group, Purpose, TeamRole
from samanvay.access.models import Box
from samanvay.audit.models import Amendment, Event
from samanvay.cases.actions import (
    amend_case,
    close_case,
    export_cases,
    move_case,
    name_team_member,
    reopen_case,
    share_case,
)
from samanvay.cases.models import CasePerson
from samanvay.cases.people.actions.acquittal import start_purge_clock, stop_purge_clock
from samanvay.cases.people.actions.people import add_person, amend_person, seal_person
from samanvay.cases.people.purging import purge_due
from samanvay.cases.queries import Filters, capped_count, cases_by_id, cases_found, latest_cases, person_or_unseen
from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused

NAMED = {"identity": {"given": "Asha", "surname": "Devi"}}
ACQUITTED = "acquitted by the sessions court"


@pytest.fixture
def people(db: None):
    return world()


def _also(who, role: str, unit):
    give_role(who.user, role, unit)
    return actor_for(who.user)


# --- the second person


def test_a_box_sealed_after_the_amendment_asks_for_two_as_those_before(people) -> None:
    case = a_case(people.sho)
    child = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15)
    amend_person(by=people.sho.actor, person_id=child.id, reason="bone test", expected=1, age=19)
    amend_case(by=people.sho.actor, case_id=case.id, reason="as told", expected=1, changes={"forms": ["begging"]})
    box = seal_person(by=people.sho.actor, person_id=child.id, group=Group.IDENTITY, values=NAMED["identity"])
    assert box.needs_two


def test_a_grown_up_of_the_beginning_asks_for_one(people) -> None:
    case = a_case(people.sho)
    woman = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=30, sealed=NAMED)
    with reading(SYSTEM):
        assert not Box.objects.get(subject_id=woman.id).needs_two
    amend_person(by=people.sho.actor, person_id=woman.id, reason="school certificate", expected=1, age=16)
    with reading(SYSTEM):
        assert Box.objects.get(subject_id=woman.id).needs_two


def test_the_rule_reaches_the_counsellors_box_that_the_police_do_not_see(people) -> None:
    case = a_case(people.sho, forms=["begging"])
    child = add_person(by=people.sho.actor, case_id=case.id, role="victim", sex="female", age=15)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.dcpu.audience], reason="care")
    name_team_member(by=people.sho.actor, case_id=case.id, user=people.counsellor.user, role=TeamRole.COUNSELLOR)
    words = {"notes": "She speaks of a house in the town."}
    box = seal_person(by=people.counsellor.actor, person_id=child.id, group=Group.COUNSELLING, values=words)
    with reading(people.sho.actor):
        assert not Box.objects.filter(pk=box.pk).exists()
    changes = {"forms": ["sexual_exploitation"]}
    amend_case(by=people.sho.actor, case_id=case.id, reason="she told it", expected=None, changes=changes)
    with reading(SYSTEM):
        assert Box.objects.get(pk=box.pk).needs_two


# --- the purge clock


def _accused_on_trial(people):
    case = a_case(people.sho)
    accused = add_person(by=people.sho.actor, case_id=case.id, role="accused", sealed=NAMED)
    for stage in ("investigated", "charged", "tried"):
        move_case(by=people.sho.actor, case_id=case.id, to=stage, expected=None)
    return case, accused


def test_an_acquitted_persons_names_are_destroyed_when_the_appeal_period_is_over(people) -> None:
    case, accused = _accused_on_trial(people)
    victim = add_person(by=people.sho.actor, case_id=case.id, role="victim")
    with pytest.raises(Refused):
        start_purge_clock(by=people.sho.actor, person_id=victim.id, acquitted_on=clock.today(), reason=ACQUITTED)
    start_purge_clock(by=people.sho.actor, person_id=accused.id, acquitted_on=clock.today(), reason=ACQUITTED)
    assert purge_due() == 0
    with clock.frozen(clock.now() + timedelta(days=180)):
        assert purge_due() == 0
    with clock.frozen(clock.now() + timedelta(days=181)):
        assert purge_due() == 1
        assert purge_due() == 0


def test_the_lead_or_those_who_command_set_the_day_with_a_reason_and_the_auditors_hear(people) -> None:
    case, accused = _accused_on_trial(people)
    visitor = officer("visitor", "police_chief", people.there)
    share_case(by=people.sho.actor, case_id=case.id, units=[people.there.audience], reason="he lives there")
    given = {"person_id": accused.id, "acquitted_on": clock.today()}
    for outsider in (people.desk, visitor):
        with pytest.raises(Refused):
            start_purge_clock(by=outsider.actor, reason=ACQUITTED, **given)
    with pytest.raises(Invalid) as refusal:
        start_purge_clock(by=people.sho.actor, reason=" ", **given)
    assert refusal.value.field == "reason"
    start_purge_clock(by=people.chief.actor, reason=ACQUITTED, **given)
    with reading(SYSTEM):
        event = Event.objects.get(kind="case:purge_set")
        assert AUDITORS_AUDIENCE in event.readers
        assert event.detail["person"] == str(accused.id)
        assert Amendment.objects.get(target_id=accused.id, field="purge_after").reason == ACQUITTED


@pytest.mark.parametrize("days", [-1, 1], ids=["before the case", "in the future"])
def test_no_acquittal_before_the_case_or_in_the_future(people, days: int) -> None:
    _, accused = _accused_on_trial(people)
    day = clock.today() + timedelta(days=days)
    with pytest.raises(Invalid) as refusal:
        start_purge_clock(by=people.sho.actor, person_id=accused.id, acquitted_on=day, reason=ACQUITTED)
    assert refusal.value.field == "acquitted_on"


def test_no_acquittal_before_the_trial(people) -> None:
    case = a_case(people.sho)
    accused = add_person(by=people.sho.actor, case_id=case.id, role="accused")
    with pytest.raises(Refused, match="A person can be acquitted"):
        start_purge_clock(by=people.sho.actor, person_id=accused.id, acquitted_on=clock.today(), reason=ACQUITTED)


def test_a_late_entry_leaves_thirty_days_of_notice(people) -> None:
    _, accused = _accused_on_trial(people)
    acquitted = clock.today()
    with clock.frozen(clock.now() + timedelta(days=400)):
        start_purge_clock(by=people.sho.actor, person_id=accused.id, acquitted_on=acquitted, reason=ACQUITTED)
        entered = clock.today()
        assert purge_due() == 0
    with reading(SYSTEM):
        after: date | None = CasePerson.objects.get(pk=accused.id).purge_after
    assert after == entered + timedelta(days=30)


def test_the_clock_is_stopped_with_a_reason(people) -> None:
    _, accused = _accused_on_trial(people)
    start_purge_clock(by=people.sho.actor, person_id=accused.id, acquitted_on=clock.today(), reason=ACQUITTED)
    with pytest.raises(Refused):
        stop_purge_clock(by=people.desk.actor, person_id=accused.id, reason="appeal of the state")
    with pytest.raises(Invalid):
        stop_purge_clock(by=people.chief.actor, person_id=accused.id, reason="")
    for _ in range(2):
        stop_purge_clock(by=people.chief.actor, person_id=accused.id, reason="appeal of the state")
    with reading(SYSTEM):
        assert Event.objects.filter(kind="case:purge_stopped").count() == 1
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert purge_due() == 0


def test_a_case_taken_up_again_destroys_nothing(people) -> None:
    case, accused = _accused_on_trial(people)
    start_purge_clock(by=people.sho.actor, person_id=accused.id, acquitted_on=clock.today(), reason=ACQUITTED)
    close_case(by=people.sho.actor, case_id=case.id, reason=ACQUITTED)
    reopen_case(by=people.sho.actor, case_id=case.id, reason="a new witness")
    with clock.frozen(clock.now() + timedelta(days=400)):
        assert purge_due() == 0


# --- reading at one unit and not at another


def test_an_additional_charge_reads_no_cases_of_the_first_posting(people) -> None:
    analyst = officer("analyst", "state_desk_analyst", people.police)
    far, near = a_case(people.far, place="district:197"), a_case(people.sho)
    girl = add_person(by=people.far.actor, case_id=far.id, role="victim", sex="female", age=15, sealed=NAMED)
    mine = add_person(by=people.sho.actor, case_id=near.id, role="victim", sex="female", age=15, sealed=NAMED)
    both = _also(analyst, "women_help_desk", people.station)
    with reading(both):
        assert [case.id for case in latest_cases(both)] == [near.id]
        assert set(cases_by_id(both, [far.id, near.id])) == {near.id}
        assert capped_count(cases_found(both, Filters())) == 1
        with pytest.raises(Refused):
            person_or_unseen(both, girl.id)
    assert [each.subject_id for each in search.search_people(by=both, name="Asha Devi")] == [mine.id]


def test_an_export_holds_the_rows_of_units_where_one_exports(people) -> None:
    a_case(people.sho)
    a_case(people.far, place="district:197")
    desk = officer("second", "women_help_desk", people.station)
    with pytest.raises(Refused):
        export_cases(by=desk.actor, filters=Filters(), purpose=Purpose.COURT)
    both = _also(desk, "state_nodal_officer", people.ahtu)
    text = export_cases(by=both, filters=Filters(), purpose=Purpose.COURT)
    assert len(text.splitlines()) == 2


# --- searching


def test_searches_are_measured_by_the_hour(people, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_AN_HOUR", 3)
    for _ in range(3):
        search.search_people(by=people.sho.actor, name="Asha Devi")
    with pytest.raises(Refused, match="at most 3 times an hour"):
        search.search_people(by=people.sho.actor, name="Asha Devi")
    search.search_people(by=people.desk.actor, name="Asha Devi")
    with clock.frozen(clock.now() + timedelta(minutes=61)):
        search.search_people(by=people.sho.actor, name="Asha Devi")
