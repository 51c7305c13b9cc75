"""The counts of a report: given by the officer, taken over from what is on record, shown to the other agency."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from .. import events, policies
from ..figures import CORE, FIGURES, LARGEST, Cell, in_order, large, whole
from ..models import CaseCount, Figure, SituationReport, Source
from ..states import IN_HAND
from ..tallies.lines import COMPLETE, SOURCED, Tally, tally_of
from ..weeks.weekly import HEADS

FEWEST_SAID = {whole(figure): 0 for figure in CORE}  # by whoever says that there is nothing to report


def give_counts(
    *,
    by: Actor,
    report: SituationReport,
    numbers: Mapping[Cell, int | None],
    sure: bool = False,
    expected: int | None = None,
) -> SituationReport:
    """Say the numbers of a report; a cell left out or None is not said. What equals the records stays theirs.

    A number so large that it may be a slip is taken only when the person is ``sure``. Raises Refused, Invalid, Stale.
    """
    policies.may_count_report(by, report)
    _check(numbers, sure=sure)
    with operation(events.REPORT_COUNTED, by=by, target=("report", report.id), readers=report.readers) as op:
        is_quiet = report.is_quiet and not any(numbers.values())
        report.revise(expected=expected, changes={"is_quiet": is_quiet})
        _say(report, numbers)
        op.add(figures=sorted({cell.figure for cell, number in numbers.items() if number is not None}))
    return report


def count_draft(report: SituationReport, numbers: Mapping[Cell, int | None]) -> None:
    """Say the numbers of a draft that was just written from a sheet. Works inside the caller's operation."""
    _check(numbers, sure=False)
    _say(report, numbers)


def _say(report: SituationReport, numbers: Mapping[Cell, int | None]) -> None:
    tally = tally_of(report)
    sourced = SOURCED.get(report.agency, ())
    said: dict[Cell, tuple[int | None, Source]] = {}
    for figure, kind in FIGURES.items():
        typed = {cell: numbers.get(cell) for cell in kind.cells}
        from_cases = {cell: tally.numbers.get(cell) for cell in kind.cells}
        source = Source.CASES if figure in sourced and typed == from_cases else Source.TYPED
        said |= {cell: (number, source) for cell, number in typed.items()}
    _write(report, said, tally)


def _check(numbers: Mapping[Cell, int | None], *, sure: bool) -> None:
    for cell, number in numbers.items():
        if number is not None and number < 0:
            raise Invalid(cell.name, _("A count must be 0 or more. Leave it empty if it is not known."))
        if number is not None and number > LARGEST:
            raise Invalid(cell.name, _("This number is too large for a district. Check it."))
    if not sure and (doubted := in_order(large(numbers))):
        said = ", ".join(f"{FIGURES[cell.figure].words}: {numbers[cell]}" for cell in doubted)
        raise Invalid(
            "sure", _("This is very high for one report: %(numbers)s. Confirm if it is correct.") % {"numbers": said}
        )


def say_nothing(report: SituationReport) -> None:
    """Let a report without anything to report say nought of what every report counts.

    Works inside the caller's operation.
    """
    _write(report, {cell: (number, Source.TYPED) for cell, number in FEWEST_SAID.items()}, tally_of(report))


def unsay(report: SituationReport) -> None:
    """Take back all that was counted and take over what is on record. Works inside the caller's operation."""
    forget_counts(report)
    follow_tally(report)


def follow_tally(report: SituationReport) -> bool:
    """Bring the counts of a report to what is now on record.

    While it is in its unit's hands, a figure that nobody typed is what the records say; beside what was typed or sent
    their number only stands for comparison. Tells whether anything had to be written. Works inside the caller's
    operation.
    """
    # Held until the end of the transaction: an officer who types meanwhile comes before or after, never between.
    report = SituationReport.objects.select_for_update().get(pk=report.pk)
    if report.is_taken_down:
        return False
    tally = tally_of(report)
    known = {row.cell: row for row in Figure.objects.filter(report=report)}
    typed = {cell.figure for cell, row in known.items() if row.source == Source.TYPED}
    follows = report.state in IN_HAND and not report.is_quiet
    said: dict[Cell, tuple[int | None, Source]] = {
        cell: (row.number, Source(row.source)) for cell, row in known.items()
    }
    if not follows:
        # What was said stays untouched: a row written anew would tell whoever reads it that a case came.
        return _keep_case_counts(report, {row.cell: row.number for row in known.values()}, tally)
    said = {cell: kept for cell, kept in said.items() if kept[1] == Source.TYPED}
    taken = {cell: number for cell, number in tally.numbers.items() if cell.figure not in typed}
    said |= {cell: (number, Source.CASES) for cell, number in taken.items()}
    return _write(report, said, tally)


def move_counts(report: SituationReport) -> None:
    """Let the counts of a report speak of the period that it now has. Works inside the caller's operation."""
    Figure.objects.filter(report=report).update(period_from=report.period_from, period_to=report.period_to)


def share_counts(report: SituationReport) -> None:
    """Give the counts of a report the readers that its state asks for. Works inside the caller's operation."""
    Figure.objects.filter(report=report).update(readers=_readers(report))


def _readers(report: SituationReport) -> list[int]:
    if report.state in IN_HAND:
        return sorted(set(report.readers))
    heads = directory.district_units(report.district_id) if report.agency in HEADS else {}
    return readers_when_sent(report.readers, heads)


def readers_when_sent(readers: Iterable[int], heads: Mapping[str, Unit]) -> list[int]:
    """Return who reads the counts of a report that was sent: its own ``readers`` and the other agency's line.

    ``heads`` are the units that head each compartment in its district.
    """
    found = set(readers)
    if heads:
        others = [unit.audience for other, unit in heads.items() if other in HEADS]
        for chain in directory.readers_for_many(others).values():
            found.update(chain)
    return sorted(found)


def _write(report: SituationReport, said: Mapping[Cell, tuple[int | None, Source]], tally: Tally) -> bool:
    """Keep the figures of a report and what the records say beside them; tells whether anything had to be written."""
    wanted = {cell: (number, source) for cell, (number, source) in said.items() if number is not None}
    readers = _readers(report)
    rows = Figure.objects.filter(report=report)
    kept = {row.cell: (row.number, Source(row.source)) for row in rows}
    is_new = kept != wanted or any(row.readers != readers for row in rows)
    if is_new:
        rows.delete()
        Figure.objects.bulk_create(_row(report, cell, *wanted[cell], readers) for cell in in_order(wanted))
    return _keep_case_counts(report, {cell: number for cell, (number, _source) in wanted.items()}, tally) or is_new


def counted_rows(report: SituationReport, numbers: Mapping[Cell, int], readers: list[int]) -> Iterator[Figure]:
    """Give the rows of what a report says that is not written yet."""
    return (_row(report, cell, numbers[cell], Source.TYPED, readers) for cell in in_order(numbers))


def _row(report: SituationReport, cell: Cell, number: int, source: Source, readers: list[int]) -> Figure:
    return Figure(
        report=report,
        district=report.district_id,
        agency=report.agency,
        period_from=report.period_from,
        period_to=report.period_to,
        figure=cell.figure,
        sex=cell.sex,
        band=cell.band,
        number=number,
        source=source,
        readers=readers,
        home_unit=report.home_unit,
        home_state=report.home_state,
    )


def _keep_case_counts(report: SituationReport, numbers: Mapping[Cell, int | None], tally: Tally) -> bool:
    wanted = {
        cell: (number, tally.railway.get(cell, 0), tally.border.get(cell, 0))
        for cell, number in _from_cases(report, numbers, tally.numbers)
    }
    rows = CaseCount.objects.filter(report=report)
    if {row.cell: (row.number, row.railway, row.border) for row in rows} == wanted and all(
        row.readers == report.readers for row in rows
    ):
        return False
    rows.delete()
    CaseCount.objects.bulk_create(
        CaseCount(
            report=report,
            figure=cell.figure,
            sex=cell.sex,
            band=cell.band,
            number=number,
            railway=railway,
            border=border,
            **report.ownership(),
        )
        for cell in in_order(wanted)
        for number, railway, border in [wanted[cell]]
    )
    return True


def _from_cases(
    report: SituationReport, numbers: Mapping[Cell, int | None], tally: Mapping[Cell, int]
) -> Iterator[tuple[Cell, int]]:
    """Give what is on record; a figure of which all is on record is nought in a cell that the officer alone said."""
    complete = COMPLETE.get(report.agency, ())
    for cell in in_order({*numbers, *tally}):
        counted = tally.get(cell, 0)
        if counted or (cell in numbers and cell.figure in complete):
            yield cell, counted


def forget_counts(report: SituationReport) -> None:
    """Take all counts of a report away. Works inside the caller's operation."""
    Figure.objects.filter(report=report).delete()
    CaseCount.objects.filter(report=report).delete()
