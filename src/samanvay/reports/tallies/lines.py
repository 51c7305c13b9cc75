"""What is on record of a district's weeks, kept as lines beside the reports that should say the same.

A line comes of a case, of an entry of the register of missing persons, or of a confirmed reading of a report. Every
event of one of these makes its lines anew, so that a correction, a voiding or an event that comes twice leaves what it
now says and nothing else.

**Who is told what.** A report is told the lines of its district that its unit reads. The police's part has all of them;
the administration's part never those of a case, only entries and readings of its own line and such as were shared with
it. One thing crosses: what railway police and border force have on record counts in the district where it happened, and
the report of the head of that district's police is told the number (and how many of it are theirs), never the row. What
such a unit writes in a report of its own is not added to the district's figures.

**Once.** Where a case tells of missing persons the entries joined to it are not counted beside it, in the police's
part; the administration does not count the case and so counts its entry. Of two entries that were verified as one
person, and of two readings of one happening, the first counts, where the same part counts it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from samanvay.access.roles import Compartment
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, current_operation

from ..figures import Cell
from ..models import SituationReport, TallyLine, TallySource

AGENCY = Compartment.POLICE
POLICE_SIDE = frozenset({AGENCY, *directory.BY_PLACE})
# What is filled in of a report, by who speaks in it.
SOURCED: Mapping[str, tuple[str, ...]] = {
    AGENCY: ("cases", "rescued", "arrested", "missing", "traced", "sensitised", "reached"),
    Compartment.ADMINISTRATION: ("missing", "traced", "sensitised", "reached"),
}
# Of what everything is on record, so that no line means none: not of what only readings tell, nor of the
# administration, which reads but some of the entries.
COMPLETE: Mapping[str, tuple[str, ...]] = {AGENCY: ("cases", "rescued", "arrested", "missing", "traced")}

Spot = tuple[str, date]
Lines = Counter[tuple[str, date, Cell]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What one thing adds, by district, day and cell, and whose it is.

    ``case`` is the case of an entry, ``same_as`` the first of two that tell of the same.
    """

    source: TallySource
    of: UUID
    lines: Lines
    compartment: str
    readers: list[int]
    home_unit: int
    home_state: str
    case: UUID | None = None
    same_as: UUID | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What is on record of a report's period, and how much of it is railway police's or border force's."""

    numbers: Mapping[Cell, int] = field(default_factory=dict)
    railway: Mapping[Cell, int] = field(default_factory=dict)
    border: Mapping[Cell, int] = field(default_factory=dict)


def keep_lines(of: UUID, counted: Counted | None) -> set[Spot]:
    """Make the lines of a case, entry or reading anew, none where it counts for nothing any more.

    Returns the districts and days whose counts may have changed. Works inside the caller's operation, as the system.
    """
    kept = list(TallyLine.objects.filter(of=of))
    spots = {(line.district, line.day) for line in kept}
    if counted is not None:
        spots |= {(district, day) for district, day, _cell in counted.lines}
    beside = TallyLine.objects.filter(Q(case=of) | Q(same_as=of)).exclude(of=of)
    spots.update(beside.values_list("district", "day"))
    if not _says(kept, counted):
        TallyLine.objects.filter(of=of).delete()
        if counted is not None:
            TallyLine.objects.bulk_create(_rows(counted))
    return spots


def _says(kept: list[TallyLine], counted: Counted | None) -> bool:
    """Tell whether the lines that are kept say what is now counted, so that nothing need be written."""
    if counted is None:
        return not kept
    told = {(line.district, line.day, line.cell): line.number for line in kept}
    whose = (counted.compartment, counted.readers, counted.home_unit, counted.case, counted.same_as)
    return told == dict(counted.lines) and all(
        (line.compartment, line.readers, line.home_unit, line.case, line.same_as) == whose for line in kept
    )


def _rows(counted: Counted) -> Iterator[TallyLine]:
    for (district, day, cell), number in counted.lines.items():
        yield TallyLine(
            source=counted.source,
            of=counted.of,
            case=counted.case,
            same_as=counted.same_as,
            compartment=counted.compartment,
            district=district,
            day=day,
            figure=cell.figure,
            sex=cell.sex,
            band=cell.band,
            number=number,
            readers=counted.readers,
            home_unit=counted.home_unit,
            home_state=counted.home_state,
        )


def reports_on(spots: Iterable[Spot]) -> list[SituationReport]:
    """Return the reports that speak of districts' days and are told what is on record, in the order of their keys."""
    by_district: dict[str, list[date]] = defaultdict(list)
    for district, day in spots:
        by_district[district].append(day)
    found = []
    for district, told in by_district.items():
        reports = SituationReport.objects.filter(
            district_id=district, agency__in=list(SOURCED), period_from__lte=max(told), period_to__gte=min(told)
        )
        found += [report for report in reports if any(report.period_from <= day <= report.period_to for day in told)]
    return sorted(found, key=lambda report: report.pk)


def tally_of(report: SituationReport) -> Tally:
    """Return what is on record of a report's district and period, as far as it is the report's to count.

    The system looks, and what the report's unit does not read is left out here: of railway police and border force the
    number is told where the row is not.
    """
    figures = SOURCED.get(report.agency)
    if figures is None:
        return Tally()
    with acting_as(SYSTEM, op=current_operation()):
        lines = _lines_for(report, figures)
        by_owner = lines.values_list("figure", "sex", "band", "compartment").annotate(Sum("number"))
        found = Counter({(Cell(*cell), owner): number for *cell, owner, number in by_owner})
        for line in lines.filter(Q(case__isnull=False) | Q(same_as__isnull=False)):
            if _counts_elsewhere(report, line):
                found[line.cell, line.compartment] -= line.number
    return Tally(_of(found, None), _of(found, Compartment.RAILWAY), _of(found, Compartment.BORDER))


def _lines_for(report: SituationReport, figures: Iterable[str]) -> QuerySet[TallyLine]:
    lines = TallyLine.objects.filter(
        district=report.district_id, day__gte=report.period_from, day__lte=report.period_to, figure__in=list(figures)
    )
    read = Q(readers__contains=[report.home_unit])
    if report.agency != AGENCY:
        return lines.filter(read).exclude(source=TallySource.CASE)
    head = directory.district_units(report.district_id).get(AGENCY)
    if head is not None and head.audience == report.home_unit:
        read |= Q(compartment__in=sorted(directory.BY_PLACE))
    return lines.filter(read)


def _counts_elsewhere(report: SituationReport, line: TallyLine) -> bool:
    """Tell whether the report's part counts a line by the case of its entry, or by the first that told the same."""
    lines = TallyLine.objects.filter(figure=line.figure)
    if line.case and report.agency == AGENCY and lines.filter(of=line.case, source=TallySource.CASE).exists():
        return True
    if line.same_as is None:
        return False
    by_side = Q(compartment__in=sorted(POLICE_SIDE if report.agency == AGENCY else [report.agency]))
    return lines.filter(by_side | Q(readers__contains=[report.home_unit]), of=line.same_as).exists()


def _of(found: Mapping[tuple[Cell, str], int], owner: str | None) -> dict[Cell, int]:
    summed: Counter[Cell] = Counter()
    for (cell, whose), number in found.items():
        if owner in (None, whose):
            summed[cell] += number
    return {cell: number for cell, number in summed.items() if number}


def day_of(moment: datetime) -> date:
    """Return the day of a moment in India."""
    return moment.astimezone(clock.INDIA).date()
