"""Who reads what stands beside a batch's roll, and how many still find a seat."""

from typing import Any

from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE
from samanvay.law.audiences import EVERYBODY
from samanvay.training.rostering.homes import COORDINATE

from .models import Batch, Guest, Turn
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


def seats_left(batch: Batch) -> int:
    """Return how many more a batch takes, kept seats counted in. Read as the machinery: turns are read by line."""
    taken = Turn.objects.filter(batch=batch).counted().count() + Guest.objects.filter(batch=batch).seated().count()
    return max(0, batch.size - taken)
