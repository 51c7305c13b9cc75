"""How many more a batch takes."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.kernel.refusals import Invalid

from ..models import Batch, Guest, Plan, Turn
from ..plans.states import PlanState
from .states import BatchState


def is_called_off(batch: Batch) -> bool:
    """Tell whether a batch was called off, or the plan that it is of dropped."""
    return batch.state == BatchState.CANCELLED or (batch.plan is not None and batch.plan.state == PlanState.DROPPED)


def lock(batch: Batch) -> None:
    """Keep others from giving its seats until the operation ends. Raises Invalid for a batch of a plan not in force."""
    if batch.plan_id is None:
        Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        return
    plan = Plan.objects.select_for_update().get(pk=batch.plan_id)
    if plan.state != PlanState.PUBLISHED:
        raise Invalid("state", _("The status of this batch's plan is: %(state)s.") % {"state": plan.state_words})


def seats_left(batch: Batch) -> int:
    """Return how many more a batch takes, kept seats counted in; at a centre no more than it has seats in that week,
    whatever the size of its batches. Read as the machinery: turns are read by line.
    """
    left = batch.size - _taken([batch.pk])
    if batch.centre is not None:
        left = min(left, batch.centre.seats - _taken(_batches_at_centre(batch)))
    return max(0, left)


def has_womens_place(batch: Batch) -> bool:
    """Tell whether a centre has a place left for a woman in the week of a batch. Read as the machinery."""
    if batch.centre is None or batch.centre.women_places is None:
        return True
    women = Turn.objects.filter(batch__in=_batches_at_centre(batch), member__sex="female").counted().count()
    return women < batch.centre.women_places


def _batches_at_centre(batch: Batch) -> set[UUID]:
    """Return the batches that meet at the centre of a batch in its week, itself included."""
    there = Batch.objects.told().standing().filter(centre=batch.centre, monday=batch.monday)
    return {batch.pk, *there.values_list("pk", flat=True)}


def _taken(batches: Collection[UUID]) -> int:
    turns = Turn.objects.filter(batch__in=batches).counted().count()
    return turns + Guest.objects.filter(batch__in=batches).seated().count()
