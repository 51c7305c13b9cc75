"""Telling stop-overs from places passed in what was read before the two were told apart."""

from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor

from .. import events
from ..models import Claim
from ..narratives.reading import stops_of


def tell_stops(*, by: Actor) -> int:
    """Look at the words of movements once more for where people were kept on the way; returns of how many.

    Only of those of which it was never asked; nothing else of them changes.
    """
    with operation(events.CLAIM_STOPS_TOLD, by=by) as op:
        untold = Claim.objects.filter(kind="movement", stops=None).exclude(via=[]).select_related("report")
        count = 0
        for claim in list(untold.order_by("report", "number")):
            report = claim.report
            found = stops_of(report.narrative, claim.start, claim.via, near=report.district_id)
            count += Claim.objects.filter(pk=claim.pk, version=claim.version).update(stops=found)
        op.add(count=count)
        if not count:
            op.keep_silent()
    return count
