"""Working out every tally anew from the cases: the proof that they are a projection and nothing else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from samanvay.audit.operations import operation
from samanvay.cases.models import Case
from samanvay.kernel.db.scope import SYSTEM, reading

from . import events
from .actions.counts import follow_tally
from .models import SituationReport, TallyLine
from .tallies import VOICE, tally_case

BATCH = 200

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many cases and reports were looked at, and how many of them had to be put right."""

    cases: int = 0
    cases_changed: int = 0
    reports: int = 0
    reports_changed: int = 0


def rebuild_tallies(progress: Progress | None = None, *, batch: int = BATCH) -> Rebuilt:
    """Work out anew what each case adds to its district's days, then what each report says beside it.

    What an officer typed or sent stays; a draft's figure that nobody typed follows the cases. In batches, each its own
    transaction with an event where it put something right; stopped and begun again it comes to the same.
    ``progress`` is told how many of how many were looked at.
    """
    with reading(SYSTEM):
        of_cases = sorted(
            {*Case.objects.values_list("pk", flat=True), *TallyLine.objects.values_list("case", flat=True)}
        )
        of_reports = list(SituationReport.objects.filter(voice=VOICE).order_by("pk").values_list("pk", flat=True))
    total = len(of_cases) + len(of_reports)
    done = cases_changed = reports_changed = 0
    for keys in _batches(of_cases, batch):
        cases_changed += _in_one_operation(keys, _put_case_right, "cases")
        done += len(keys)
        if progress:
            progress(done, total)
    for keys in _batches(of_reports, batch):
        reports_changed += _in_one_operation(keys, _put_report_right, "reports")
        done += len(keys)
        if progress:
            progress(done, total)
    return Rebuilt(len(of_cases), cases_changed, len(of_reports), reports_changed)


def _batches(keys: list[UUID], size: int) -> Iterator[list[UUID]]:
    return (keys[first : first + size] for first in range(0, len(keys), size))


def _in_one_operation(keys: list[UUID], put_right: Callable[[UUID], bool], what: str) -> int:
    with operation(events.TALLIES_REBUILT, by=SYSTEM) as op:
        changed = sum(put_right(key) for key in keys)
        op.add(**{what: changed})
        if not changed:
            op.keep_silent()
    return changed


def _put_case_right(case: UUID) -> bool:
    before = _lines(case)
    tally_case(case)
    return _lines(case) != before


def _lines(case: UUID) -> list[UUID]:
    """Return the keys of a case's lines: lines that say the same keep theirs."""
    lines: models.QuerySet[TallyLine, UUID] = TallyLine.objects.filter(case=case).values_list("pk", flat=True)
    return sorted(lines)


def _put_report_right(key: UUID) -> bool:
    report = SituationReport.objects.filter(pk=key).first()
    return report is not None and follow_tally(report)
