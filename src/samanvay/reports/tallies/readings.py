"""What a confirmed reading of an awareness programme adds: one programme, and the people it reached where it says.

Readings are the one source of these figures: nothing else in the house records a programme for the public. A batch of
a training, however well attended, is officers learning, and is not counted.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from ..figures import Cell
from ..models import Claim, TallySource
from ..states import ClaimState
from ..vocabulary import PROGRAMME
from .lines import Counted, Lines, Spot, keep_lines


def tally_readings(keys: Iterable[UUID]) -> set[Spot]:
    """Make the lines of readings anew; returns the districts and days whose counts may have changed.

    Works inside the caller's operation, as the system.
    """
    wanted = list(dict.fromkeys(keys))
    found = Claim.objects.select_related("report").in_bulk(wanted)
    spots: set[Spot] = set()
    for key in wanted:
        spots |= keep_lines(key, _counted(found[key]) if key in found else None)
    return spots


def readings_of(report: UUID) -> QuerySet[Claim, UUID]:
    """Return the keys of the confirmed readings of awareness programmes in a report."""
    return readings_that_count().filter(report=report)


def readings_that_count() -> QuerySet[Claim, UUID]:
    """Return the keys of all confirmed readings of awareness programmes."""
    confirmed = Claim.objects.filter(kind="event", event_kind=PROGRAMME, state=ClaimState.CONFIRMED)
    return confirmed.order_by("pk").values_list("pk", flat=True)


def _counted(claim: Claim) -> Counted:
    return Counted(
        source=TallySource.READING,
        of=claim.pk,
        lines=_lines(claim),
        compartment=claim.report.agency,
        **claim.ownership(),
        same_as=claim.same_as_claim,
    )


def _lines(claim: Claim) -> Lines:
    """Count on the day that is told, else on the last of the report's within what is known of it."""
    if claim.event_kind != PROGRAMME or claim.state != ClaimState.CONFIRMED or claim.is_asked:
        return Counter()
    report = claim.report
    day = claim.occurred.nearest(report.period_to) if claim.occurred else report.period_to
    lines: Lines = Counter({(report.district_id, day, Cell("sensitised")): 1})
    if claim.people:
        lines[report.district_id, day, Cell("reached")] = claim.people
    return lines
