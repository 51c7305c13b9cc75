"""A plan that holds, a change of it, a centre and closed weeks, for the addresses of rosters."""

from datetime import timedelta
from typing import Any

from things import officer, thing
from training_things import CODE, COURSES

from samanvay.access.actors import actor_for
from samanvay.audit.operations import operation
from samanvay.directory.models import Place
from samanvay.directory.queries import unit_of
from samanvay.directory.units.actions.units import create_unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.rosters.centres.actions import close_weeks, keep_centre
from samanvay.rosters.models import Centre, Plan
from samanvay.rosters.plans.actions.changes import ask_change
from samanvay.rosters.plans.actions.planning import ask_plan
from samanvay.rosters.plans.events import PLAN_PUBLISHED
from samanvay.rosters.plans.states import PlanState
from samanvay.training.library.loading import load_courses


def _coordinator() -> Actor:
    """Post somebody at a training faculty, none of the personas."""
    faculty = create_unit(by=SYSTEM, kind="training_partner", name="Faculty", home_state="IN-UP")
    return actor_for(officer("trainer", faculty.audience))


def _plan(by: Actor) -> Plan:
    load_courses(folder=COURSES)
    monday = clock.today() - timedelta(days=clock.today().weekday()) + timedelta(weeks=2)
    with reading(by):
        plan = ask_plan(by=by, name="Next quarter", course=CODE, monday=monday, weeks=13, rules={})
    told = {
        "people": 0, "trainings": 0, "at_centres": 0, "batches": 0, "fill": None, "cost": 0, "bound": None,
        "raised": [], "raised_in_all": 0, "unplaced": 0, "infeasible": [],
    }  # fmt: skip
    with operation(PLAN_PUBLISHED, by=SYSTEM, target=("plan", plan.pk)):
        plan.revise(expected=None, changes={"state": PlanState.PUBLISHED, "figures": told})
    return plan


def _centre(audience: int, by: Actor) -> Centre:
    place = unit_of(audience).place
    assert isinstance(place, Place)
    with reading(by):
        return keep_centre(by=by, code=f"C-{audience}-{by.id.hex[-6:]}", name="Centre", place=place, seats=60)


@thing("plan of trainings")
def plan_of_trainings(audience: int) -> dict[str, Any]:
    """Make a plan that holds, which is read by every officer and partner."""
    return {"key": _plan(_coordinator()).pk}


@thing("change of a plan")
def change_of_plan(audience: int) -> dict[str, Any]:
    """Ask for a change, which those who coordinate training see."""
    by = _coordinator()
    plan = _plan(by)
    with reading(by):
        return {"key": ask_change(by=by, plan=plan, kind="roll").pk}


@thing("training centre")
def training_centre(audience: int) -> dict[str, Any]:
    """Enter a centre, which is read by every officer and partner."""
    return {"key": _centre(audience, _coordinator()).pk}


@thing("closed weeks")
def closed_weeks(audience: int) -> dict[str, Any]:
    """Close the state for a week."""
    by = _coordinator()
    monday = clock.today() - timedelta(days=clock.today().weekday())
    with reading(by):
        return {"key": close_weeks(by=by, centre=None, kind="mela", first_monday=monday).pk}
