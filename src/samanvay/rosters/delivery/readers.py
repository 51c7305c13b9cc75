"""Who reads what is kept of a batch that is held."""

from typing import Any

from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE
from samanvay.law.audiences import EVERYBODY
from samanvay.training.roll.readers import COORDINATE

from ..models import Batch


def read_by_runners(batch: Batch) -> dict[str, Any]:
    """Return what a row carries that only those who run a batch read.

    Those who coordinate training see it themselves; for all others who run the batch the machinery reads, once
    `policies.may_run` has said yes.
    """
    units = Unit.objects.open(clock.today()).filter(kind__in=COORDINATE, home_state=batch.home_state)
    readers = sorted({SYSTEM_AUDIENCE, *units.values_list("audience", flat=True)})
    return {"readers": readers, "home_unit": batch.home_unit, "home_state": batch.home_state}


def read_by_everybody(batch: Batch) -> dict[str, Any]:
    """Return what a row carries that every officer and partner reads, as the batch itself."""
    return {"readers": list(EVERYBODY), "home_unit": batch.home_unit, "home_state": batch.home_state}
