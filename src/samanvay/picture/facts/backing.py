"""What stands behind what a claim tells: a numbered case, or units of two lines. Else its persons lift no floor."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.cases.kinds import TELLING, kin_of
from samanvay.cases.models import Case, CaseEvent, CaseLeg
from samanvay.directory import queries as directory
from samanvay.directory.near import heads_of, stands_in_line
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.reports.models import Claim

from .levels import level_of
from .same import kept_apart, linked_to
from .ways import found_at, way_of

LINES = 2
ONE_DAY = timedelta(days=1)


def is_backed(claim: Claim) -> bool:
    """Tell whether the persons of a claim count toward the floors of the cells in which it stands.

    So where a numbered case tells the same, or units of two lines do, each in the line of a place that the claim names:
    the police of a district and its administration, not two police units. What one line tells, or whoever stands
    elsewhere, anybody there could have made up.
    """
    return len(_lines(claim)) >= LINES or any(_cases_alike(claim))


def told_by_heads(claims: Sequence[Claim]) -> list[Claim]:
    """Keep the claims of units that head a place that they name, or stand above: these see what cases tell of it.

    The others are held against no case that they do not read: whether they tell the same would tell them, and everybody
    who compares two days, that there is one, when and of how many.
    """
    return [
        each
        for each in claims
        if any(each.home_unit in heads_of(key) for place in each.place_keys if (key := level_of(place)))
    ]


def _lines(claim: Claim) -> set[str]:
    """Return the lines that tell the happening of a claim, by it or by what was linked to it."""
    tellers = [claim, *Claim.objects.told().filter(pk__in=list(linked_to(claim.pk)))]
    units = directory.units_of({each.home_unit for each in tellers})
    named = [key for each in claim.place_keys if (key := level_of(each))]
    return {
        unit.compartment
        for each in tellers
        if (unit := units.get(each.home_unit)) is not None and any(stands_in_line(unit, key) for key in named)
    }


def _cases_alike(claim: Claim) -> Iterator[UUID]:
    """Give the standing cases that tell the same as a claim against which these are held, whichever of them counts."""
    span = days_of(claim)
    is_of_head = bool(told_by_heads([claim]))
    if claim.kind == "movement":
        ends = (level_of(claim.origin_id), level_of(claim.destination_id))
        for case in Case.objects.filter(pk__in=underway(span, ends), home_state=claim.home_state):
            way = None if case.is_void else way_of(case)
            if way is None or (way.origin, way.destination) != ends or kept_apart(claim, case.pk, None):
                continue
            when = way.dated or PartialDate.day(day_of(case.opened_at))
            is_held = is_of_head or claim.home_unit in case.readers
            if is_held and may_be_as_many(case.people, claim) and may_be_at_once(when, claim):
                yield case.pk
    elif claim.place_id and claim.event_kind in TELLING:
        place = level_of(claim.place_id)
        for event in happened(span, place).filter(kind__in=kin_of(claim.event_kind), home_state=claim.home_state):
            if event.is_void or event.case.is_void or kept_apart(claim, event.case_id, event.pk):
                continue
            when = event.occurred or PartialDate.day(day_of(event.recorded_at))
            is_held = is_of_head or claim.home_unit in event.readers
            is_here = level_of(event.place_id or found_at(event)) == place
            if is_held and is_here and may_be_as_many(event.people, claim) and may_be_at_once(when, claim):
                yield event.case_id


def happened(span: tuple[date, date], place: str) -> QuerySet[CaseEvent]:
    """Return the events that may have happened on one of some days at a place, or without a place of their own."""
    first, last = span
    here = Q(place_id=place) | Q(place__district_id=place) | Q(place__district_id=None, place__state_id=place)
    then = Q(occurred_earliest__lte=last, occurred_latest__gte=first)
    written = Q(occurred_earliest=None, recorded_at__gte=_begin(first), recorded_at__lt=_begin(last + ONE_DAY))
    return events_telling().filter(here | Q(place_id=None), then | written)


def events_telling() -> QuerySet[CaseEvent]:
    """Return the events that may make facts, in order."""
    return CaseEvent.objects.filter(kind__in=TELLING).select_related("case").order_by("pk")


def underway(span: tuple[date, date], ends: tuple[str, ...]) -> QuerySet[Case, UUID]:
    """Return the cases with a leg at one of some ends, and which may have been under way on one of some days."""
    first, last = span
    keys = [key for key in ends if key]
    at_an_end = Q(place_id__in=keys) | Q(place__district_id__in=keys) | Q(place__state_id__in=keys)
    then = Q(occurred_earliest__lte=last, occurred_latest__gte=first)
    legs = CaseLeg.objects.standing()
    dated = Q(pk__in=legs.filter(then).values("case_id"))
    opened = Q(opened_at__gte=_begin(first), opened_at__lt=_begin(last + ONE_DAY))
    found = Case.objects.filter(pk__in=legs.filter(at_an_end).values("case_id")).filter(then | opened | dated)
    return found.order_by("pk").values_list("pk", flat=True)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.INDIA)


def day_of(moment: datetime) -> date:
    """Return the day in India of a moment."""
    return moment.astimezone(clock.INDIA).date()


def may_be_as_many(people: int | None, claim: Claim) -> bool:
    """Tell whether a claim may count so many persons, None where it is not said how many."""
    return people is None or claim.people is None or claim.people == people


def days_of(claim: Claim) -> tuple[date, date]:
    """Return the first and last day on which what a claim tells may have happened."""
    said, report = claim.occurred, claim.report
    return (said.earliest, said.latest) if said else (report.period_from, report.period_to)


def may_be_at_once(when: PartialDate, claim: Claim) -> bool:
    """Tell whether what a claim tells may have happened at a time."""
    first, last = days_of(claim)
    return bool(when.earliest <= last and first <= when.latest)
