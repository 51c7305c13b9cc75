"""Who reads what stands beside a batch's roll, and how many still find a seat."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE
from samanvay.kernel.refusals import Invalid
from samanvay.law.audiences import EVERYBODY
from samanvay.training.rostering.homes import COORDINATE

from .models import Batch, Guest, Plan, Turn
from .states import BatchState, PlanState


def of_runners(batch: Batch) -> dict[str, Any]:
    """Return what a row carries that only those who run a batch read.

    Those who coordinate training see it themselves; for all others who run the batch the machinery reads, once
    `policies.may_run` has said yes.
    """
    units = Unit.objects.open(clock.today()).filter(kind__in=COORDINATE, home_state=batch.home_state)
    readers = sorted({SYSTEM_AUDIENCE, *units.values_list("audience", flat=True)})
    return {"readers": readers, "home_unit": batch.home_unit, "home_state": batch.home_state}


def of_everybody(batch: Batch) -> dict[str, Any]:
    """Return what a row carries that every officer and partner reads, as the batch itself."""
    return {"readers": list(EVERYBODY), "home_unit": batch.home_unit, "home_state": batch.home_state}


def is_off(batch: Batch) -> bool:
    """Tell whether a batch was called off, or the plan that it is of dropped."""
    return batch.state == BatchState.CANCELLED or (batch.plan is not None and batch.plan.state == PlanState.DROPPED)


def lock(batch: Batch) -> None:
    """Keep others from giving seats of a plan, or of a batch without one, until the operation ends.

    Raises Invalid for a batch of a plan that does not hold.
    """
    if batch.plan_id is None:
        Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        return
    plan = Plan.objects.select_for_update().get(pk=batch.plan_id)
    if plan.state != PlanState.PUBLISHED:
        raise Invalid("state", _("The plan of this batch is: %(state)s.") % {"state": plan.state_words})


def seats_left(batch: Batch) -> int:
    """Return how many more a batch takes, kept seats counted in; at a centre no more than it has seats in that week,
    whatever the size of its batches. Read as the machinery: turns are read by line.
    """
    left = batch.size - _taken([batch.pk])
    if batch.centre is not None:
        left = min(left, batch.centre.seats - _taken(_beside(batch)))
    return max(0, left)


def has_bed(batch: Batch) -> bool:
    """Tell whether a centre has a place left for a woman in the week of a batch. Read as the machinery."""
    if batch.centre is None or batch.centre.women_places is None:
        return True
    women = Turn.objects.filter(batch__in=_beside(batch), member__sex="female").counted().count()
    return women < batch.centre.women_places


def _beside(batch: Batch) -> set[UUID]:
    """Return the batches that meet at the centre of a batch in its week, itself included."""
    there = Batch.objects.told().standing().filter(centre=batch.centre, monday=batch.monday)
    return {batch.pk, *there.values_list("pk", flat=True)}


def _taken(batches: Collection[UUID]) -> int:
    turns = Turn.objects.filter(batch__in=batches).counted().count()
    return turns + Guest.objects.filter(batch__in=batches).seated().count()
