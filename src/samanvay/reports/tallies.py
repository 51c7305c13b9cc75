"""What the cases of a district say of its weeks, kept beside the reports that should say the same.

Every event of a case makes its lines anew from the rows of the case, so that a correction, a voiding or an event that
comes twice leaves what the case now says and nothing else. Only cases of the police count, in the district of the
unit that has them: the tally belongs to the police's part of a report.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from samanvay.access.roles import Compartment
from samanvay.cases.kinds import EventKind, PersonRole
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.refusals import Unseen

from .figures import Cell, band_of_case, whole
from .models import SituationReport, TallyLine

VOICE = Compartment.POLICE
SOURCED = ("cases", "rescued", "arrested", "missing")

Lines = Counter[tuple[date, Cell]]


def tally_case(case_id: UUID) -> list[SituationReport]:
    """Make the lines of a case anew; returns the reports whose count may have changed with them.

    Works inside the caller's operation, as the system.
    """
    case = Case.objects.filter(pk=case_id).first()
    district = _district_at(case.home_unit) if case is not None and not case.is_void else ""
    lines = _lines_of(case) if case is not None and district else Counter()
    kept = list(TallyLine.objects.filter(case=case_id))
    touched = {(line.district, line.day) for line in kept} | {(district, day) for day, _cell in lines}
    if case is not None and _says(kept, district, lines, case.readers):
        return _reports_on(touched)
    TallyLine.objects.filter(case=case_id).delete()
    if case is not None:
        TallyLine.objects.bulk_create(_rows(case, district, lines))
    return _reports_on(touched)


def with_a_tally(case_ids: Sequence[UUID]) -> list[UUID]:
    """Return those of the cases that add to the count of a district or did: cases of its police."""
    kept = set(TallyLine.objects.filter(case__in=case_ids).values_list("case", flat=True))
    homes = dict(Case.objects.filter(pk__in=case_ids).values_list("pk", "home_unit"))
    counting = {unit for unit in set(homes.values()) if _district_at(unit)}
    return [key for key in case_ids if key in kept or homes.get(key) in counting]


def _says(kept: list[TallyLine], district: str, lines: Lines, readers: list[int]) -> bool:
    """Tell whether the lines that are kept say what a case now says, so that nothing need be written."""
    told = {(line.day, Cell(line.figure, line.sex, line.band)): line.number for line in kept}
    return told == dict(lines) and all((line.district, line.readers) == (district, readers) for line in kept)


def _rows(case: Case, district: str, lines: Lines) -> Iterator[TallyLine]:
    for (day, cell), number in lines.items():
        yield TallyLine(
            case=case.pk,
            district=district,
            day=day,
            figure=cell.figure,
            sex=cell.sex,
            band=cell.band,
            number=number,
            readers=case.readers,
            home_unit=case.home_unit,
            home_state=case.home_state,
        )


def tally_of(report: SituationReport) -> dict[Cell, int]:
    """Return what the cases that the report's unit reads say of its period: nothing for another voice."""
    if report.voice != VOICE:
        return {}
    lines = TallyLine.objects.filter(
        district=report.district_id,
        day__gte=report.period_from,
        day__lte=report.period_to,
        readers__contains=[report.home_unit],
    )
    summed = lines.values_list("figure", "sex", "band").annotate(Sum("number"))
    return {Cell(figure, sex, band): number for figure, sex, band, number in summed}


def _district_at(home_unit: int) -> str:
    try:
        unit = directory.unit_of(home_unit)
    except Unseen:
        return ""
    if unit.compartment != VOICE or not unit.place_id:
        return ""
    districts = directory.districts_of(unit.place_id)
    return districts[0] if len(districts) == 1 else ""


def _reports_on(days: Iterable[tuple[str, date]]) -> list[SituationReport]:
    by_district: dict[str, list[date]] = defaultdict(list)
    for district, day in days:
        by_district[district].append(day)
    found = []
    for district, told in by_district.items():
        reports = SituationReport.objects.filter(
            district_id=district, voice=VOICE, period_from__lte=max(told), period_to__gte=min(told)
        )
        found += [report for report in reports if any(report.period_from <= day <= report.period_to for day in told)]
    return found


def _lines_of(case: Case) -> Lines:
    lines: Lines = Counter({(_day(case.opened_at), Cell("cases")): 1})
    events = list(CaseEvent.objects.filter(case=case, voided_at__isnull=True).order_by("recorded_at", "id"))
    for event in events:
        if event.kind == EventKind.ARREST:
            lines[_when(event), Cell("arrested")] += _heads(event)
    # Persons stopped on the way are rescued; where a rescue is told as well, it is the same persons again.
    found = [event for event in events if event.kind == EventKind.RESCUE]
    _add_persons(lines, case, "rescued", found or [event for event in events if event.kind == EventKind.INTERCEPTION])
    _add_persons(lines, case, "missing", [event for event in events if event.kind == EventKind.MISSING])
    return lines


def _add_persons(lines: Lines, case: Case, figure: str, events: list[CaseEvent]) -> None:
    """Count the persons of events on the day of each, and say of what sex and age they are where the case knows."""
    if not events:
        return
    persons = CasePerson.objects.filter(case=case, role=PersonRole.VICTIM, voided_at__isnull=True)
    known = Counter(Cell(figure, person.sex, band_of_case(person.age_band)) for person in persons)
    is_counted = any(event.people is not None for event in events)
    heads = sum(map(_heads, events)) if is_counted or not known else known.total()
    if heads < known.total():
        # Fewer than the case has victims: who of them is not told, unless all are alike.
        known = Counter({next(iter(known)) if len(known) == 1 else whole(figure): heads})
    elif heads > known.total():
        known[whole(figure)] += heads - known.total()
    left = list(known.elements())
    for event in events:
        share = len(left) if event is events[-1] else _heads(event)
        for cell in left[:share]:
            lines[_when(event), cell] += 1
        left = left[share:]


def _heads(event: CaseEvent) -> int:
    return 1 if event.people is None else event.people


def _when(event: CaseEvent) -> date:
    """Return the day on which an event counts: its own, else the day of its recording within what is known of it."""
    told, recorded = event.occurred, _day(event.recorded_at)
    return min(max(recorded, told.earliest), told.latest) if told else recorded


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.INDIA).date()
