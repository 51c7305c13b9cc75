"""What stands in a narrative beside its readings: sentences of which nothing was read, numbers, names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from samanvay.kernel.kept import Kept
from samanvay.kernel.pii import find_names

from ..models import Claim, SituationReport
from .numbers import NumberAt, numbers_at
from .reading import day_of_writing, read_narrative

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """Sentences of which nothing was read, as spans of the narrative, and the numbers in it."""

    unread: list[Span] = field(default_factory=list)
    numbers: list[NumberAt] = field(default_factory=list)


# Of reports that were read before it was asked for; reading one of sixty thousand letters takes seconds.
_read: Kept[Beside] = Kept(64, seconds=3600)


def beside_of(report: SituationReport) -> Beside:
    """Return what stands beside the readings of a report; one that was read before is read for it now, not written."""
    if report.unread is None or report.numbers is None:
        return _read.get((report.pk, report.version), lambda: _read_now(report)) if report.narrative else Beside()
    bounds = list(pairwise(report.unread))[::2]
    return Beside(bounds, numbers_at(report.numbers))


def _read_now(report: SituationReport) -> Beside:
    read = read_narrative(report.narrative, near=report.district_id, written_on=day_of_writing(report))
    return Beside(read.unread, read.numbers)


_names: Kept[list[Span]] = Kept(64, seconds=600)


def names_in(report: SituationReport) -> list[Span]:
    """Return where what looks like a person's name stands in a report."""
    return _names.get(
        (report.pk, report.version), lambda: [(each.start, each.end) for each in find_names(report.narrative)]
    )


def unread_in(report: SituationReport, claims: Iterable[Claim]) -> list[Span]:
    """Return the sentences of a report of which nothing was read, nor added by an officer since."""
    told = [(claim.start, claim.end) for claim in claims]
    return [
        (start, end)
        for start, end in beside_of(report).unread
        if not any(first < end and start < last for first, last in told)
    ]
