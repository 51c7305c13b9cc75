"""May this person change a plan; and if not, why not."""

from datetime import timedelta

from django.utils.translation import gettext as _

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused

from ..coordination import may_coordinate, may_coordinate_in
from ..models import Batch, Plan, PlanChange
from .states import PLAN_FOLLOWS, PLAN_WORDS, ChangeState, Mode, PlanState

GIVEN_UP = timedelta(minutes=30)
"""So long after it was asked for a plan that is still being made is stuck."""


def may_change_plan(actor: Actor, plan: Plan) -> None:
    """Refuse unless the person coordinates training in the plan's state."""
    if may_coordinate(actor).home_state != plan.home_state:
        raise Refused(_("This plan belongs to another state."))


def is_stuck(plan: Plan) -> bool:
    """Tell whether a plan is being made for so long that its worker must have been stopped."""
    return plan.state == PlanState.WORKING and clock.now() - plan.asked_at >= GIVEN_UP


def may_follow(plan: Plan, state: PlanState) -> None:
    """Refuse a step that does not follow the plan's state; one that is being made is dropped once it is stuck."""
    is_made = plan.state == PlanState.WORKING and state == PlanState.DROPPED and not is_stuck(plan)
    if is_made or state not in PLAN_FOLLOWS[plan.state]:
        raise Invalid("state", _("The status of this plan is: %(state)s.") % {"state": PLAN_WORDS[plan.state]})


def may_move_in(plan: Plan) -> None:
    """Refuse to move batches of a plan that neither holds nor is a draft."""
    if plan.state not in (PlanState.DRAFT, PlanState.PUBLISHED):
        raise Invalid("state", _("The status of this batch's plan is: %(state)s.") % {"state": plan.state_words})


def may_hold_online(actor: Actor, batch: Batch) -> None:
    """Refuse unless the person coordinates training and the batch is a thin one of the district, in a draft."""
    plan = batch.plan
    may_coordinate_in(actor, batch.home_state)
    if plan is None or plan.state != PlanState.DRAFT:
        raise Invalid("state", _("Only a batch of a draft can be moved online."))
    if batch.mode != Mode.DISTRICT or str(batch.pk) not in plan.figures.get("thin", {}):
        raise Invalid("state", _("Only a small batch in a district can be moved online."))


def may_apply(actor: Actor, change: PlanChange) -> None:
    """Refuse unless the person coordinates training and the change was worked out and not applied yet."""
    may_change_plan(actor, change.plan)
    if change.plan.state != PlanState.PUBLISHED:
        raise Invalid("state", _("Only a published plan can be changed."))
    if change.state != ChangeState.READY:
        raise Invalid("state", _("The status of this change is: %(state)s.") % {"state": change.state_words})
