"""The calendar of batches, who is away, and what follows a plan week by week."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from case_world import officer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from roster_world import DISTRICTS, a_plan, a_published_plan, members, this_monday, world

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.demo.rolled import WEEKS_KEPT, keep_past_weeks
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Refused
from samanvay.rosters.batches.queries import progress
from samanvay.rosters.batches.queries.calendar import CalendarFilters, calendar
from samanvay.rosters.batches.states import TurnState
from samanvay.rosters.centres.events import CLOSURE_MADE
from samanvay.rosters.delivery.actions import coverage
from samanvay.rosters.delivery.queries import absences
from samanvay.rosters.models import Batch, Closure, CoverageWeek, Plan, Turn
from samanvay.training.models import Member
from samanvay.training.roll.events import MEMBER_AMENDED
from samanvay.web.rosters.week_words import week_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


def signed(who: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def amend(member: Member, **changes: Any) -> None:
    with operation(MEMBER_AMENDED, by=SYSTEM, target=("member", member.pk)):
        member.revise(expected=None, changes=changes)


def first_batch(plan: Plan) -> Batch:
    with reading(SYSTEM):
        found = Batch.objects.filter(plan=plan).select_related("plan", "centre").order_by("label").first()
    assert found is not None
    return found


def asked(made: Plan, **more: Any) -> CalendarFilters:
    return CalendarFilters(monday=made.monday, weeks=13, **more)


# The calendar


def test_batches_stand_by_week_and_centre_with_their_people(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(here.sho.actor):
        lines = calendar(here.sho.actor, "IN-UP", asked(plan))
    assert [line.centre.code for line in lines if line.centre] == ["C-EAST", "C-WEST"]
    placed = [each for line in lines for cell in line.cells for each in cell.placed]
    assert sum(each.people for each in placed) == 140, "counted by the machinery: a station sees its own turns alone"
    for line in lines:
        for cell in line.cells:
            assert {each.batch.monday for each in cell.placed} <= {cell.monday}


def test_a_draft_is_told_to_who_coordinates_alone(here: SimpleNamespace) -> None:
    plan = a_plan(here)
    with reading(here.trainer.actor):
        assert not any(
            cell.placed for line in calendar(here.trainer.actor, "IN-UP", asked(plan)) for cell in line.cells
        )
        told = calendar(here.trainer.actor, "IN-UP", asked(plan, plan=plan))
        assert sum(cell.people for line in told for cell in line.cells) == 140
    assert signed(here.trainer).get(reverse("roster_calendar"), {"plan": str(plan.pk)}).status_code == 200
    assert signed(here.sho).get(reverse("roster_calendar"), {"plan": str(plan.pk)}).status_code == 404


def test_districts_are_counted_together_until_they_are_opened(here: SimpleNamespace) -> None:
    plan = a_published_plan(here, centre_visits_per_year=0)
    with reading(here.sho.actor):
        folded = [line for line in calendar(here.sho.actor, "IN-UP", asked(plan)) if line.centre is None]
        opened = calendar(here.sho.actor, "IN-UP", asked(plan, opened=frozenset({"district"})))
    assert [line.is_folded for line in folded] == [True]
    assert sum(cell.people for cell in folded[0].cells) == 140
    assert {line.key for line in opened if line.centre is None} == set(DISTRICTS)
    page = signed(here.sho).get(reverse("roster_calendar"), {"week": week_key(plan.monday), "open": "district"})
    assert page.content.decode().count('class="batch planned"') > 2
    text = signed(here.sho).get(reverse("roster_calendar_csv"), {"week": week_key(plan.monday), "weeks": "13"})
    with reading(SYSTEM):
        batches = Batch.objects.filter(plan=plan).count()
    assert text.content.decode().count("\n") == 1 + batches, "in a file one by one"


def test_a_closed_week_is_told_by_its_kind_for_all_centres(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with operation(CLOSURE_MADE, by=SYSTEM):
        Closure(
            first_monday=plan.monday, last_monday=plan.monday, kind="election", made_at=clock.now(), made_by=SYSTEM.id,
            readers=here.east.readers, home_unit=here.faculty.audience, home_state="IN-UP",
        ).save(force_insert=True)  # fmt: skip
    with reading(here.sho.actor):
        lines = calendar(here.sho.actor, "IN-UP", asked(plan))
    closed = {str(cell.closed) for line in lines for cell in line.cells if cell.monday == plan.monday}
    assert closed == {"Election"}
    assert not any(cell.closed for line in lines for cell in line.cells if cell.monday != plan.monday)


def test_only_who_coordinates_is_offered_to_move(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    given = {"week": week_key(plan.monday)}
    assert "data-move=" in signed(here.trainer).get(reverse("roster_calendar"), given).content.decode()
    read_only = signed(here.sho).get(reverse("roster_calendar"), given).content.decode()
    assert first_batch(plan).label in read_only
    assert "data-move=" not in read_only
    assert "roster-calendar.js" not in read_only
    assert signed(here.sho).get(reverse("roster_move", args=[first_batch(plan).pk])).status_code == 403


def test_a_batch_is_moved_by_the_page_and_back_by_the_message(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    batch, client = first_batch(plan), signed(here.trainer)
    url, to = reverse("roster_move", args=[batch.pk]), batch.monday + timedelta(weeks=1)
    where = {"monday": week_key(to), "centre": str(batch.centre_id)}
    assert 'name="reason"' not in client.get(url).content.decode(), "what it costs comes first"
    shown = client.get(url, where).content.decode()
    assert "People affected" in shown
    assert "<html" not in client.get(url, {**where, "part": "1"}).content.decode()
    said = {**where, "submission_id": str(batch.pk), "version": batch.version, "back": "week=2026-W50&weeks=6"}
    assert client.post(url, said).status_code == 400, "no reason"
    refused = client.post(url, {**said, "reason": "Rescue of Sunita Devi, 9876543210"})
    assert refused.status_code == 400
    assert first_batch(plan).monday == batch.monday
    told = client.post(url, {**said, "reason": "The hall is let.", "is_forced": "on"})
    assert told.status_code == 302
    assert told["Location"].startswith("/rosters/?week=2026-W50&weeks=6&moved=")
    with reading(SYSTEM):
        now = Batch.objects.get(pk=batch.pk)
        assert (now.monday, now.reason) == (to, "The hall is let.")
        assert set(Turn.objects.filter(batch=now).values_list("monday", flat=True)) == {to}
    page = client.get(told["Location"]).content.decode()
    assert "Move it back" in page
    undo = {
        "monday": week_key(batch.monday), "centre": str(batch.centre_id), "reason": "Moved back", "is_forced": "on",
        "version": now.version, "submission_id": str(uuid7()),
    }  # fmt: skip
    assert "monday=" not in told["Location"]
    assert client.post(url, undo).status_code == 302
    with reading(SYSTEM):
        assert Batch.objects.get(pk=batch.pk).monday == batch.monday
    assert "Move it back" not in client.get(told["Location"]).content.decode(), "something was done to it since"


def test_a_rule_that_a_move_breaks_is_told_in_words_with_its_number(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan, centre=here.east).order_by("monday"))
    url = reverse("roster_move", args=[batches[-1].pk])
    client, target = signed(here.trainer), batches[0].monday
    for batch in batches[1:]:
        if batch.monday != target:
            url = reverse("roster_move", args=[batch.pk])
            page = client.get(url, {"monday": week_key(target), "centre": str(here.east.pk)}).content.decode()
            if "It breaks a rule" in page:
                break
            said = {"monday": week_key(target), "centre": str(here.east.pk), "reason": "Together.", "version": 1}
            client.post(url, {**said, "submission_id": str(batch.pk), "is_forced": "on"})
    assert "It breaks a rule" in page
    assert "people in a week at a centre" in page or "in one week; the rule allows" in page
    assert "Move it even though it breaks a rule" in page


# Away


def test_a_station_officer_sees_who_of_the_own_line_is_away(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    station = here.stations[0]
    with reading(SYSTEM):
        turn = Turn.objects.filter(unit=station).order_by("monday", "id").select_related("member").first()
        others = list(Member.objects.filter(unit=station).exclude(turns__monday=turn.monday))
        training = Turn.objects.filter(unit=station, monday=turn.monday).count()
    amend(others[0], leave_from=turn.monday + timedelta(days=2), leave_until=turn.monday + timedelta(days=3))
    amend(others[1], leave_from=turn.monday + timedelta(days=6), leave_until=turn.monday + timedelta(days=6))
    amend(turn.member, leave_from=turn.monday, leave_until=None)
    with reading(here.sho.actor):
        found = absences.absences_by_unit(here.sho.actor, turn.monday, absences.AbsenceFilters())
        people = absences.absences_by_person(here.sho.actor, turn.monday, absences.AbsenceFilters())
    assert [each.unit.pk for each in found] == [station.pk]
    assert (found[0].roll, found[0].training, found[0].leave) == (20, training, 2), "a Sunday of leave is no day away"
    assert found[0].away == training + 1, "who is called and on leave is away once"
    assert found[0].least == 20 - plan.as_rules().most_away(20)
    assert {each.member.pk for each in people} >= {turn.member_id, others[0].pk}
    assert len(people) == found[0].away
    page = signed(here.sho).get(reverse("roster_away"), {"week": week_key(turn.monday)}).content.decode()
    assert reverse("roster_release", args=[turn.unit_id, turn.monday.isoformat()]) in page
    assert f"{found[0].away} of 20 away" in page
    assert turn.member.name in page
    assert others[0].name in page
    assert here.members["Station 1"][0].name not in page
    text = signed(here.sho).get(reverse("roster_away_people_csv"), {"week": week_key(turn.monday)}).content.decode()
    assert text.count("\n") == 1 + found[0].away


def test_without_a_plan_nobody_says_how_many_must_stay(here: SimpleNamespace) -> None:
    with reading(here.sho.actor):
        (found,) = absences.absences_by_unit(here.sho.actor, this_monday(), absences.AbsenceFilters())
    assert (found.least, found.away, found.is_short) == (None, 0, False)


def test_a_chief_sees_the_stations_side_by_side_and_those_that_are_short_first(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    for member in here.members["Station 0"]:
        amend(member, leave_from=this_monday(), leave_until=plan.monday)
    with reading(here.head.actor):
        found = absences.absences_by_unit(here.head.actor, plan.monday, absences.AbsenceFilters())
    assert len(found) == 7
    assert (found[0].unit.name, found[0].is_short) == ("Station 0", True)
    page = signed(here.head).get(reverse("roster_away"), {"week": week_key(plan.monday)}).content.decode()
    assert "below the minimum" in page
    assert here.members["Station 0"][0].name not in page, "of many units names are a page deeper"
    text = signed(here.head).get(reverse("roster_away_csv"), {"week": week_key(plan.monday)}).content.decode()
    assert text.count("\n") == 8


def test_units_in_which_nobody_is_away_are_counted_until_they_are_asked_for(here: SimpleNamespace) -> None:
    amend(here.members["Station 0"][0], leave_from=this_monday(), leave_until=this_monday())
    client, given = signed(here.head), {"week": week_key(this_monday())}
    page = client.get(reverse("roster_away"), given).content.decode()
    assert "This week: 1 of 140 away" in page
    assert "In 6 other units nobody is away" in page
    assert "Station 0" in page
    assert "Station 1" not in page
    assert "Station 1" in client.get(reverse("roster_away"), {**given, "all": "1"}).content.decode()


def test_partners_see_the_calendar_and_nobody_of_the_roll(here: SimpleNamespace) -> None:
    ngo = create_unit(by=SYSTEM, kind="ngo", name="NGO", home_state="IN-UP", place=here.places[0])
    partner = officer("partner", "ngo_worker", ngo)
    assert signed(partner).get(reverse("roster_calendar")).status_code == 200
    assert signed(partner).get(reverse("roster_away")).status_code == 403
    with pytest.raises(Refused), reading(partner.actor):
        absences.absences_by_unit(partner.actor, this_monday(), absences.AbsenceFilters())


# Following a plan, and the state of training kept week by week


def test_a_plan_is_followed_week_by_week(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        turns = list(Turn.objects.filter(batch__plan=plan).order_by("monday", "id"))
    with operation(MEMBER_AMENDED, by=SYSTEM):
        for turn, state in zip(
            turns, (TurnState.CAME, TurnState.CAME, TurnState.MISSED, TurnState.MOVED), strict=False
        ):
            turn.revise(expected=None, changes={"state": state})
    with reading(here.trainer.actor):
        weeks = progress.plan_weeks(here.trainer.actor, plan)
        police = progress.plan_weeks(here.trainer.actor, plan, service="police")
    assert len(weeks) == 13
    assert [sum(getattr(w, name) for w in weeks) for name in ("came", "missed", "coming")] == [2, 1, 136]
    assert sum(each.planned for each in police) <= 120
    with reading(here.sho.actor):
        assert sum(each.planned for each in progress.plan_weeks(here.sho.actor, plan)) <= 20
    page = signed(here.trainer).get(reverse("coverage")).content.decode()
    assert "The next plan" in page
    assert "by unit and service, not by rank" not in page
    assert (
        "by unit and service, not by rank"
        in signed(here.trainer).get(reverse("coverage"), {"rank": "constable"}).content.decode()
    )
    assert "2 attended" in page or "1 attended" in page


def test_the_next_turn_stands_on_the_list_in_the_csv_and_with_the_member(here: SimpleNamespace) -> None:
    plan = a_published_plan(here)
    with reading(SYSTEM):
        turn = Turn.objects.filter(batch__plan=plan).select_related("batch__centre", "member").order_by("id").first()
    client = signed(here.trainer)
    page = client.get(reverse("members"), {"q": turn.member.employee_no}).content.decode()
    assert turn.batch.centre.name in page
    answer = client.get(reverse("members_csv"), {"q": turn.member.employee_no})
    text = b"".join(answer.streaming_content).decode()
    assert f"{turn.batch.starts_on},{turn.batch.centre.name}" in text
    assert turn.batch.label in client.get(reverse("member", args=[turn.member_id])).content.decode()


def test_the_state_of_training_is_kept_once_a_week_with_the_members_readers(here: SimpleNamespace) -> None:
    amend(here.members["Station 0"][0], trained_on=clock.today())
    amend(here.members["Station 0"][1], trained_on=clock.today() - timedelta(weeks=20), certified_on=clock.today())
    assert coverage.record_coverage() == 7
    assert coverage.record_coverage() == 0, "once a week"
    with reading(SYSTEM):
        row = CoverageWeek.objects.get(unit=here.stations[0])
        member = Member.objects.get(pk=here.members["Station 0"][0].pk)
    assert (row.monday, row.trained, row.attended) == (this_monday(), 1, 2), "who attended is not trained yet"
    assert (row.due, row.overdue, row.never, row.certified) == (0, 0, 18, 1)
    assert row.readers == member.readers
    with reading(here.sho.actor):
        assert [(each.trained, each.attended, each.total) for each in coverage.trend(here.sho.actor)] == [(1, 2, 20)]
        assert coverage.trend(here.sho.actor, service="welfare") == []
    with reading(here.head.actor):
        assert [(each.trained, each.attended, each.total) for each in coverage.trend(here.head.actor)] == [(1, 2, 140)]
        assert [each.total for each in coverage.trend(here.head.actor, district=DISTRICTS[0])] == [60]


def test_units_whose_training_changed_are_told_in_the_same_operation(here: SimpleNamespace) -> None:
    coverage.keep_week(monday=this_monday() - timedelta(weeks=1), found=counted())
    before = {each.pk for each in events()}
    assert len(before) == 7, "of the first week every unit is told"
    amend(here.members["DCPU"][3], certified_on=clock.today())
    coverage.record_coverage()
    told = [each for each in events() if each.pk not in before]
    assert [each.subject_id for each in told] == [str(here.dcpu.pk)]
    with reading(SYSTEM):
        main = Event.objects.filter(kind="coverage:noted").latest("at")
    assert told[0].op == main.op
    assert '"certified": 1' in told[0].body
    assert '"total": 20' in told[0].body
    assert '"trained": 1' in told[0].body
    assert '"attended": 1' in told[0].body
    assert here.dcpu.audience in told[0].readers


def counted() -> Any:
    with reading(SYSTEM):
        return coverage.counted(clock.today())


def events() -> list[Event]:
    with reading(SYSTEM):
        return list(Event.objects.filter(kind="unit:training_changed"))


# Quick however many members there are


@pytest.mark.parametrize("name", ["coverage", "roster_away", "members", "roster_calendar"])
def test_pages_ask_the_database_no_more_for_more_members(here: SimpleNamespace, name: str) -> None:
    plan = a_published_plan(here)
    coverage.record_coverage()
    client = signed(here.trainer)
    given = {"week": week_key(plan.monday), "by": "district"}

    def asked_of_database() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name), given).status_code == 200
        return len(seen)

    asked_of_database()
    before = asked_of_database()
    for at, unit in enumerate(here.units):
        members(unit, f"N{at}-", count=60)
    assert asked_of_database() == before
    assert before <= 40


def test_the_demonstration_keeps_past_weeks_as_the_days_of_training_let_one_think(here: SimpleNamespace) -> None:
    """Somebody attended five weeks ago, and nineteen weeks before: in between they were due; one passed two ago."""
    passed = this_monday() - timedelta(weeks=2)
    amend(here.members["Station 0"][0], trained_on=this_monday() - timedelta(weeks=5))
    amend(here.members["Station 0"][1], trained_on=this_monday() - timedelta(weeks=5), certified_on=passed)
    assert keep_past_weeks(clock.today()) == WEEKS_KEPT + 1
    assert coverage.record_coverage() == 0, "this week is kept too"
    with reading(here.sho.actor):
        weeks = coverage.trend(here.sho.actor)
    assert [each.monday for each in weeks] == [
        this_monday() - timedelta(weeks=ago) for ago in range(WEEKS_KEPT, -1, -1)
    ]
    assert {each.total for each in weeks} == {20}
    assert [each.attended for each in weeks[-6:]] == [1] * 3 + [2] * 3
    assert [each.trained for each in weeks[-6:]] == [0] * 3 + [1] * 3
    assert [each.attended for each in weeks[-11:-6]] == [1, 1, 0, 0, 0]
    assert (weeks[-13].attended, weeks[-13].trained) == (2, 0)
