"""The counts of both agencies of a district for one week, side by side.

Who may see them is decided row by row (see :class:`~samanvay.reports.models.Figure`): nothing here looks further than
the actor does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import Actor

from ..figures import FIGURES, Cell, in_order, total
from ..models import CaseCount, Figure, SituationReport, Source
from ..queries import Week
from ..states import IN_HAND
from .weekly import HEADS


@dataclass(frozen=True, slots=True)
class Part:
    """What one agency counted: by cell, with what is on record beside it.

    ``railway`` and ``border`` are how many of what is on record are railway police's and border force's.
    """

    agency: str
    report: UUID
    period: Week
    numbers: Mapping[Cell, int | None]
    tally: Mapping[Cell, int]
    from_cases: frozenset[str]
    railway: Mapping[Cell, int] = field(default_factory=dict)
    border: Mapping[Cell, int] = field(default_factory=dict)

    def total(self, figure: str) -> int | None:
        """Return what the agency says of a figure as a whole, None where it says nothing."""
        return total(self.numbers, figure)

    def cases_say(self, figure: str) -> int | None:
        """Return what the records say of a figure as a whole, None where nothing is known of it."""
        return total(self.tally, figure)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, or one sex and age of it, as each agency says it."""

    cell: Cell
    is_whole: bool
    said: Mapping[str, int | None]

    @property
    def numbers(self) -> list[int]:
        return [number for number in self.said.values() if number is not None]

    @property
    def differs(self) -> bool:
        """Both say something, and not the same."""
        return len(self.numbers) > 1 and len(set(self.numbers)) > 1

    @property
    def apart(self) -> int:
        """By how many the agencies differ."""
        return max(self.numbers) - min(self.numbers) if self.numbers else 0


@dataclass(frozen=True, slots=True)
class Both:
    """Both parts of a district for a week, and the lines that either says anything of."""

    district: str
    week: Week
    parts: Mapping[str, Part] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        found = []
        for figure, kind in FIGURES.items():
            totals = {agency: part.total(figure) for agency, part in self.parts.items()}
            if all(number is None for number in totals.values()):
                continue
            found.append(Line(kind.cells[0] if not kind.by_person else Cell(figure), True, totals))
            if kind.by_person:
                found += self._cells_of(figure)
        return found

    def _cells_of(self, figure: str) -> list[Line]:
        said = {
            cell
            for part in self.parts.values()
            for cell, number in part.numbers.items()
            if cell.figure == figure and number
        }
        return [
            Line(cell, False, {agency: part.numbers.get(cell) for agency, part in self.parts.items()})
            for cell in in_order(said)
        ]

    @property
    def differing(self) -> int:
        """How many figures the agencies count otherwise."""
        return sum(line.is_whole and line.differs for line in self.lines)


def both_agencies(actor: Actor, district: str, week: Week, *, beside: UUID | None = None) -> Both:
    """Return what police and administration counted in a district's week, as far as the actor sees it.

    Of several reports of an agency the one of the district's head counts, then the one that speaks of this week alone,
    then the latest. One that covers a longer period is taken only where there is no other. One that is not sent, or
    came back, stands beside nothing, but for the report ``beside`` that its own page shows.
    """
    by_report = _figures([district], week, beside)[district]
    heads = {unit.audience for unit in directory.district_units(district).values()}
    return _both(district, week, by_report, heads, _case_counts(by_report))


def differing_figures(actor: Actor, districts: Collection[str], week: Week) -> dict[str, int]:
    """Return in which districts the agencies count figures otherwise, and how many, by four queries for any number.

    As :func:`both_agencies` finds them one district at a time, without what is on record.
    """
    found = _figures(districts, week)
    kinds = [kind for named in HEADS.values() for kind in named]
    heads = set(Unit.objects.filter(place_id__in=found, kind__in=kinds).values_list("audience", flat=True))
    counted = {district: _both(district, week, by_report, heads, {}).differing for district, by_report in found.items()}
    return {district: count for district, count in counted.items() if count}


def _figures(districts: Collection[str], week: Week, beside: UUID | None = None) -> dict[str, dict[UUID, list[Figure]]]:
    """Return the rows that speak of a week, by district and report: of those that were let go, and of ``beside``.

    Of a report in its unit's hands nobody but its own line reads a row, and they read the report.
    """
    rows = list(
        Figure.objects.filter(
            district__in=districts, agency__in=list(HEADS), period_from__lte=week.last, period_to__gte=week.first
        )
    )
    unsent = SituationReport.objects.filter(pk__in={row.report_id for row in rows}, state__in=IN_HAND)
    left_out = set(unsent.values_list("pk", flat=True)) - {beside}
    found: dict[str, dict[UUID, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row.report_id not in left_out:
            found[row.district][row.report_id].append(row)
    return found


def _both(
    district: str,
    week: Week,
    by_report: Mapping[UUID, list[Figure]],
    heads: set[int],
    tallies: Mapping[UUID, list[CaseCount]],
) -> Both:
    parts: dict[str, Part] = {}
    for key, listed in sorted(by_report.items(), key=lambda each: _preference(each[1][0], heads, week)):
        first = listed[0]
        period = Week(first.period_from, first.period_to)
        parts[first.agency] = _part(first.agency, key, period, listed, tallies.get(key, []))
    return Both(district, week, {agency: parts[agency] for agency in HEADS if agency in parts})


def _preference(row: Figure, heads: set[int], week: Week) -> tuple[bool, bool, date, UUID]:
    is_of_week = week.first <= row.period_from and row.period_to <= week.last
    return is_of_week, row.home_unit in heads, row.period_to, row.report_id


def counts_of(actor: Actor, report: UUID) -> Part | None:
    """Return the counts of a report that the actor sees, None where nothing is counted."""
    rows = list(Figure.objects.filter(report_id=report))
    tally = _case_counts([report]).get(report, [])
    if rows:
        agency, period = rows[0].agency, Week(rows[0].period_from, rows[0].period_to)
    elif tally:
        of = SituationReport.objects.get(pk=report)  # who reads what its cases say reads the report
        agency, period = of.agency, Week(of.period_from, of.period_to)
    else:
        return None
    return _part(agency, report, period, rows, tally)


def _part(agency: str, report: UUID, period: Week, rows: list[Figure], tally: list[CaseCount]) -> Part:
    return Part(
        agency=agency,
        report=report,
        period=period,
        numbers={row.cell: row.number for row in rows},
        tally={row.cell: row.number for row in tally},
        from_cases=frozenset(row.figure for row in rows if row.source == Source.CASES and row.number is not None),
        railway={row.cell: row.railway for row in tally if row.railway},
        border={row.cell: row.border for row in tally if row.border},
    )


def _case_counts(reports: Iterable[UUID]) -> dict[UUID, list[CaseCount]]:
    """Return what is on record of each report, as far as the actor reads it: the report's own line alone."""
    found: dict[UUID, list[CaseCount]] = defaultdict(list)
    for row in CaseCount.objects.filter(report_id__in=list(reports)):
        found[row.report_id].append(row)
    return found


def differing_in(actor: Actor, districts: Collection[str], week: Week) -> dict[str, list[Line]]:
    """Return the figures that the agencies of districts count otherwise; as many queries for one district as for all.

    As :func:`differing_figures` counts them; a district without a difference is left out.
    """
    found = _figures(districts, week)
    kinds = [kind for named in HEADS.values() for kind in named]
    heads = set(Unit.objects.filter(place_id__in=found, kind__in=kinds).values_list("audience", flat=True))
    lines = {
        district: [line for line in _both(district, week, by_report, heads, {}).lines if line.is_whole and line.differs]
        for district, by_report in found.items()
    }
    return {district: some for district, some in lines.items() if some}
