"""Reads on plans and batches. They name nobody and are read by every officer and partner; turns are read by line."""

from uuid import UUID

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from . import policies
from .models import Batch, Centre, Plan, PlanChange
from .states import PlanState


def plan_or_unseen(actor: Actor, key: UUID) -> Plan:
    """Return a plan; one that is not published is for those who coordinate training. Raises Refused, Unseen."""
    policies.may_see(actor)
    found = Plan.objects.filter(pk=key).first()
    if found is None or (found.state != PlanState.PUBLISHED and not _is_of(actor, found)):
        raise Unseen
    return found


def change_or_unseen(actor: Actor, key: UUID) -> PlanChange:
    """Return a change of a plan. Raises Refused, Unseen."""
    policies.may_see(actor)
    found = PlanChange.objects.filter(pk=key).select_related("plan", "centre").first()
    if found is None:
        raise Unseen
    policies.may_change_plan(actor, found.plan)
    return found


def batch_or_unseen(actor: Actor, key: UUID) -> Batch:
    """Return a batch with plan, centre and district; of a draft only for who coordinates. Raises Refused, Unseen."""
    policies.may_see(actor)
    found = Batch.objects.filter(pk=key).select_related("plan", "centre__unit", "district").first()
    if found is None:
        raise Unseen
    if found.plan is not None and found.plan.state != PlanState.PUBLISHED and not _is_of(actor, found.plan):
        raise Unseen
    return found


def centre_or_unseen(actor: Actor, key: UUID) -> Centre:
    """Return a centre. Raises Refused, Unseen."""
    policies.may_see(actor)
    found = Centre.objects.standing().filter(pk=key).select_related("place", "unit").first()
    if found is None:
        raise Unseen
    return found


def _is_of(actor: Actor, plan: Plan) -> bool:
    unit = policies.coordinating_unit(actor)
    return unit is not None and unit.home_state == plan.home_state
