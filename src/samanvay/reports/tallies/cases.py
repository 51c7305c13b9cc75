"""What a case adds to the counts of a district's days.

A case of the police counts in the district of the unit that has it. One of railway police or border force counts where
it happened, event by event: at the place of the event, else of the case, else of the unit.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from samanvay.cases.kinds import EventKind, PersonRole
from samanvay.cases.models import Case, CaseEvent, CasePerson
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit

from ..figures import Cell, band_of_case, whole
from ..models import TallyLine, TallySource
from .lines import POLICE_SIDE, Counted, Lines, Spot, day_of, keep_lines

Where = Callable[[str | None], str]


def tally_case(case_id: UUID) -> set[Spot]:
    """Make the lines of a case anew; returns the districts and days whose counts may have changed.

    Works inside the caller's operation, as the system.
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return keep_lines(case_id, None)
    unit = directory.unit_of(case.home_unit)
    counts = unit.compartment in POLICE_SIDE and not case.is_void
    counted = Counted(
        source=TallySource.CASE,
        of=case.pk,
        lines=_lines_of(case, unit) if counts else Counter(),
        compartment=unit.compartment,
        **case.ownership(),
    )
    return keep_lines(case_id, counted)


def with_a_tally(case_ids: Sequence[UUID]) -> list[UUID]:
    """Return those of the cases that add to the count of a district or did."""
    kept = set(TallyLine.objects.filter(of__in=case_ids).values_list("of", flat=True))
    homes = dict.fromkeys(case_ids, 0) | dict(Case.objects.filter(pk__in=case_ids).values_list("pk", "home_unit"))
    counting = {
        audience
        for audience, unit in directory.units_of(set(homes.values())).items()
        if unit.compartment in directory.BY_PLACE
        or (unit.compartment in POLICE_SIDE and directory.counting_district(unit, None))
    }
    return [key for key in case_ids if key in kept or homes[key] in counting]


def _lines_of(case: Case, unit: Unit) -> Lines:
    def where(place: str | None) -> str:
        key = (place or case.place_id) if unit.compartment in directory.BY_PLACE else None
        if key not in known:
            known[key] = directory.counting_district(unit, key)
        return known[key]

    known: dict[str | None, str] = {}
    lines: Lines = Counter({(where(None), day_of(case.opened_at), Cell("cases")): 1})
    events = list(CaseEvent.objects.filter(case=case, voided_at__isnull=True).order_by("recorded_at", "id"))
    for event in events:
        if event.kind == EventKind.ARREST:
            lines[where(event.place_id), when(event), Cell("arrested")] += _heads(event)
    # Persons stopped on the way are rescued; where a rescue is told as well, it is the same persons again.
    found = [event for event in events if event.kind == EventKind.RESCUE]
    found = found or [event for event in events if event.kind == EventKind.INTERCEPTION]
    _add_persons(lines, case, "rescued", found, where)
    _add_persons(lines, case, "missing", [event for event in events if event.kind == EventKind.MISSING], where)
    return Counter({line: number for line, number in lines.items() if line[0] and number})


def _add_persons(lines: Lines, case: Case, figure: str, events: list[CaseEvent], where: Where) -> None:
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
            lines[where(event.place_id), when(event), cell] += 1
        left = left[share:]


def _heads(event: CaseEvent) -> int:
    return 1 if event.people is None else event.people


def when(event: CaseEvent) -> date:
    """Return the day on which an event counts: its own, else the day of its recording within what is known of it."""
    recorded = day_of(event.recorded_at)
    return event.occurred.nearest(recorded) if event.occurred else recorded
