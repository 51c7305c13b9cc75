"""Working out every tally anew from what is on record: the proof that they are a projection and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from samanvay.audit.operations import operation
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import SYSTEM, reading

from .. import events
from ..actions.counts import follow_tally
from ..models import SituationReport, TallyLine, TallySource
from .cases import tally_case
from .entries import entries_on_record, tally_entries
from .lines import SOURCED
from .readings import readings_that_count, tally_readings

BATCH = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many cases, entries, readings and reports were looked at, and how many of them had to be put right."""

    cases: int = 0
    cases_changed: int = 0
    entries: int = 0
    entries_changed: int = 0
    readings: int = 0
    readings_changed: int = 0
    reports: int = 0
    reports_changed: int = 0


def rebuild_tallies(progress: Progress | None = None, *, batch: int = BATCH) -> Rebuilt:
    """Work out anew what each case, entry and reading adds to its district's days, then what is beside each report.

    What an officer typed or sent stays; a draft's figure that nobody typed follows what is on record. In batches, each
    its own transaction with an event where it put something right; stopped and begun again it comes to the same.
    ``progress`` is told how many of how many were looked at.
    """
    with reading(SYSTEM):
        parts: dict[str, tuple[list[UUID], Callable[[UUID], bool]]] = {
            "cases": (_kept(TallySource.CASE, Case.objects.values_list("pk", flat=True)), _puts_right(tally_case)),
            "entries": (
                _kept(TallySource.ENTRY, entries_on_record()),
                _puts_right(lambda key: tally_entries([key])),
            ),
            "readings": (
                _kept(TallySource.READING, readings_that_count()),
                _puts_right(lambda key: tally_readings([key])),
            ),
            "reports": (
                list(
                    SituationReport.objects.filter(agency__in=list(SOURCED)).order_by("pk").values_list("pk", flat=True)
                ),
                _put_report_right,
            ),
        }
    total = sum(len(keys) for keys, _put_right in parts.values())
    done = 0
    counts: dict[str, int] = {}
    for what, (keys, put_right) in parts.items():
        counts[what], counts[f"{what}_changed"] = len(keys), 0
        for some in _batches(keys, batch):
            counts[f"{what}_changed"] += _in_one_operation(some, put_right, what)
            done += len(some)
            if progress:
                progress(done, total)
    return Rebuilt(**counts)


def _kept(source: TallySource, keys: Iterable[UUID]) -> list[UUID]:
    """Return the keys in their order, with those that have a line and nothing else any more."""
    return sorted({*keys, *TallyLine.objects.filter(source=source).values_list("of", flat=True)})


def _batches(keys: list[UUID], size: int) -> Iterator[list[UUID]]:
    return (keys[first : first + size] for first in range(0, len(keys), size))


def _in_one_operation(keys: list[UUID], put_right: Callable[[UUID], bool], what: str) -> int:
    with operation(events.TALLIES_REBUILT, by=SYSTEM) as op:
        changed = sum(put_right(key) for key in keys)
        op.add(**{what: changed})
        if not changed:
            op.keep_silent()
    return changed


def _puts_right(tally: Callable[[UUID], object]) -> Callable[[UUID], bool]:
    def put_right(key: UUID) -> bool:
        before = _lines(key)
        tally(key)
        return _lines(key) != before

    return put_right


def _lines(of: UUID) -> list[UUID]:
    """Return the keys of the lines of one case, entry or reading: lines that say the same keep theirs."""
    lines: models.QuerySet[TallyLine, UUID] = TallyLine.objects.filter(of=of).values_list("pk", flat=True)
    return sorted(lines)


def _put_report_right(key: UUID) -> bool:
    report = SituationReport.objects.filter(pk=key).first()
    return report is not None and follow_tally(report)
