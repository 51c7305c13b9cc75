"""Batches that stay small are named with their people by post and what can be done; travel in nights and rupees."""

import csv
import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from roster_world import a_plan, members, this_monday, world

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.directory.places.actions.places import keep_place
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.rosters.batches.states import BatchState
from samanvay.rosters.models import Batch, Plan, Turn
from samanvay.rosters.plans import queries
from samanvay.rosters.plans.actions import planning
from samanvay.rosters.plans.actions.going_online import hold_online
from samanvay.rosters.plans.states import Mode, PlanState
from samanvay.rosters.travel import Travel, travel_by_centre, travel_of, travel_of_batches
from samanvay.training.models import Member
from samanvay.training.roll.events import MEMBER_AMENDED

pytestmark = pytest.mark.django_db

FAR = "district:166"


@pytest.fixture
def here() -> SimpleNamespace:
    return world()


@pytest.fixture
def alone(here: SimpleNamespace) -> Unit:
    """A single officer at a post of a district where nobody else is on the roll, away on leave for most weeks."""
    post = create_unit(
        by=SYSTEM, kind="district_police", name="Far post", home_state="IN-UP", parent=here.police,
        place=keep_place(by=SYSTEM, key=FAR),
    )  # fmt: skip
    members(post, "FAR-", 1)
    return post


def client_of(person: SimpleNamespace) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def on_leave_until(post: Unit, week: int) -> None:
    """Let the officer of a post be away in all weeks of the plan up to one."""
    first = this_monday() + timedelta(weeks=2)
    with reading(SYSTEM):
        member = Member.objects.get(unit=post)
    with operation(MEMBER_AMENDED, by=SYSTEM, target=("member", member.pk)):
        member.revise(
            expected=None,
            changes={"leave_from": first - timedelta(days=3), "leave_until": first + timedelta(weeks=week, days=-1)},
        )


def small(actor: Any, plan: Plan) -> list[queries.ThinBatch]:
    with reading(actor):
        return queries.thin_batches(actor, plan)


def districts_of(plan: Plan) -> dict[str, Batch]:
    with reading(SYSTEM):
        return {
            str(each.district_id): each
            for each in Batch.objects.filter(plan=plan, district__isnull=False).select_related("plan")
        }


def test_one_officer_of_a_far_district_goes_with_others_to_a_centre(here: SimpleNamespace, alone: Unit) -> None:
    plan = a_plan(here)
    assert plan.state == PlanState.DRAFT, plan.figures
    with reading(SYSTEM):
        turn = Turn.objects.select_related("batch").get(batch__plan=plan, unit=alone)
        there = Turn.objects.filter(batch=turn.batch).counted().count()
    assert turn.batch.mode == Mode.CENTRE
    assert there >= plan.as_rules().least_people
    assert plan.figures["thin"] == {}


def test_one_officer_alone_in_a_district_is_named_by_post_with_the_reason(here: SimpleNamespace, alone: Unit) -> None:
    plan = a_plan(here, centre_visits_per_year=0)
    found = small(here.trainer.actor, plan)
    batch = districts_of(plan)[FAR]
    mine = next(each for each in found if each.row.batch.pk == batch.pk)
    assert (mine.row.people, mine.seats, dict(mine.why)) == (1, None, {"gap": 1})
    assert [(rank, unit.name, n) for (rank, unit), n in mine.posts.items()] == [("constable", "Far post", 1)]
    page = client_of(here.trainer).get(reverse("roster_plan", args=[plan.pk]))
    text = page.content.decode()
    assert "1 × Constable, Far post" in text
    assert "no other batch meets in their 8 to 13 weeks" in text
    assert "Member FAR" not in text, "nobody by name"
    rows = client_of(here.trainer).get(reverse("roster_plan_thin_csv", args=[plan.pk]))
    first = list(csv.DictReader(io.StringIO(rows.content.decode("utf-8-sig"))))
    assert batch.label in {row["Batch"] for row in first}


def test_who_does_not_coordinate_sees_no_small_batches_and_no_travel_of_one(here: SimpleNamespace, alone: Unit) -> None:
    plan = planning.publish_plan(by=here.trainer.actor, plan=a_plan(here, centre_visits_per_year=0))
    with pytest.raises(Refused):
        small(here.sho.actor, plan)
    client = client_of(here.sho)
    text = client.get(reverse("roster_plan", args=[plan.pk])).content.decode()
    assert "1 × Constable" not in text
    assert "Small batches" not in text
    heads = client.get(reverse("roster_plan_batches_csv", args=[plan.pk])).content.decode("utf-8-sig").splitlines()[0]
    assert "Nights away" not in heads
    assert client.get(reverse("roster_plan_thin_csv", args=[plan.pk])).status_code == 403


def test_a_small_batch_in_a_draft_is_held_online_with_the_others_of_its_week(
    here: SimpleNamespace, alone: Unit
) -> None:
    plan = a_plan(here, centre_visits_per_year=0, least_people=15)
    thin = small(here.trainer.actor, plan)
    assert len(thin) > 1, "three districts and the far one by week"
    for each in thin:
        url = reverse("roster_batch_online", args=[each.row.batch.pk])
        assert client_of(here.trainer).post(url, {"version": 77}).status_code == 409
        client_of(here.trainer).post(url, {"version": each.row.batch.version})
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan).with_taken())
        turns = list(Turn.objects.filter(batch__plan=plan).counted().select_related("batch"))
    asked = {each.row.batch.monday for each in thin}
    online = [each for each in batches if each.mode == Mode.ONLINE and each.state == BatchState.PLANNED]
    assert {each.monday for each in online} == asked
    assert len(online) == len(asked), "one a week, in one language"
    assert all(each.district_id is None for each in online)
    assert len(turns) == 141, "nobody is lost"
    assert all(turn.monday == turn.batch.monday and turn.batch.state == BatchState.PLANNED for turn in turns)
    assert sum(each.state == BatchState.CANCELLED for each in batches) == len(thin) - len(online)
    with reading(SYSTEM):
        assert Event.objects.filter(kind="batch:online").count() == len(thin)


def test_only_a_small_batch_of_a_draft_goes_online_and_only_by_who_coordinates(
    here: SimpleNamespace, alone: Unit
) -> None:
    plan = a_plan(here, centre_visits_per_year=0)
    batch = districts_of(plan)[FAR]
    with pytest.raises(Refused):
        hold_online(by=here.sho.actor, batch=batch)
    full = next(each for each in districts_of(plan).values() if str(each.pk) not in plan.figures["thin"])
    with pytest.raises(Invalid):
        hold_online(by=here.trainer.actor, batch=full)
    plan = planning.publish_plan(by=here.trainer.actor, plan=plan)
    with pytest.raises(Invalid):
        hold_online(by=here.trainer.actor, batch=districts_of(plan)[FAR])


def test_leave_in_every_week_of_the_others_is_told_as_the_reason(here: SimpleNamespace, alone: Unit) -> None:
    """All batches of a centre meet before the officer is back: the hall for one is named, not proposed in silence."""
    on_leave_until(alone, 12)
    plan = a_plan(here, weeks=13, least_people=8)
    found = small(here.trainer.actor, plan)
    with reading(SYSTEM):
        turn = Turn.objects.select_related("batch").get(batch__plan=plan, unit=alone)
    assert turn.monday == plan.monday + timedelta(weeks=12)
    assert [(each.row.batch.pk, each.row.people, dict(each.why)) for each in found] == [
        (turn.batch_id, 1, {"leave": 1})
    ]
    assert found[0].seats == 28, "of 30 two are kept for who missed a batch"
    page = client_of(here.trainer).get(reverse("roster_plan", args=[plan.pk])).content.decode()
    assert "1 person, 4 % of 28 seats" in page


def test_online_elsewhere_is_one_batch_a_week_for_the_whole_state(here: SimpleNamespace, alone: Unit) -> None:
    plan = planning.ask_plan(
        by=here.trainer.actor, name="Online", course=here.course.code, monday=this_monday() + timedelta(weeks=2),
        weeks=13, rules={"max_batch": 100, "max_away_share": 0.25, "centre_visits_per_year": 0}, elsewhere=Mode.ONLINE,
    )  # fmt: skip
    plan = planning.make_plan(plan.pk)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan))
    assert {each.mode for each in batches} == {Mode.ONLINE}
    assert len({each.monday for each in batches}) == len(batches)


def test_travel_counts_nights_away_and_rupees_by_the_rates_of_the_state(settings: Any) -> None:
    settings.TRAVEL_FARE, settings.TRAVEL_ALLOWANCE = 2.0, 500.0
    near, far = np.array([10.0]), np.array([100.0])
    assert travel_of(near, np.array([1]), 3) == Travel(1, 0, 3 * 2 * 13 * 2 + 3 * 500, 10)
    assert travel_of(far, np.array([2]), 3) == Travel(2, 6, 2 * (2 * 130 * 2 + 4 * 500), 200)


def test_travel_by_centre_is_that_of_its_batches(here: SimpleNamespace, settings: Any) -> None:
    plan = a_plan(here)
    with reading(SYSTEM):
        batches = list(Batch.objects.filter(plan=plan).select_related("centre"))
        by_batch, by_centre = travel_of_batches(batches), travel_by_centre(plan)
    assert sum(each.trainings for each in by_batch.values()) == 140
    assert sum(each.nights for _centre, each in by_centre) == sum(each.nights for each in by_batch.values()) > 0
    whole = sum(each.rupees for _centre, each in by_centre)
    assert whole == pytest.approx(sum(each.rupees for each in by_batch.values()), abs=len(batches))
    url = reverse("roster_plan", args=[plan.pk])
    assert "To be checked" in client_of(here.trainer).get(url).content.decode()
    settings.TRAVEL_SOURCE = "G.O. 12/2026"
    text = client_of(here.trainer).get(url).content.decode()
    assert "G.O. 12/2026" in text
    assert "To be checked" not in text
    assert " km</" not in text
