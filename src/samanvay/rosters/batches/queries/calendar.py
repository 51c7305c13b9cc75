"""The calendar of batches: weeks by centres, the districts and online in rows of their own, closed weeks told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.training.models import CourseEdition

from ... import coordination
from ...centres.states import CLOSURES
from ...models import Batch, Centre, Closure, Plan, Turn
from ...plans.states import MODES, Mode

FEWEST, MOST = 6, 13
LOST = Bilingual("Not available", "उपलब्ध नहीं")


@dataclass(frozen=True, slots=True)
class CalendarFilters:
    """Which weeks are shown and of what: a centre by its code, a district by its key, a state of batches.

    ``plan`` is a draft to look at instead of what was published; ``opened`` are the rows told batch by batch, of
    "district" and "online".
    """

    monday: date
    weeks: int = 8
    centre: str = ""
    district: str = ""
    state: str = ""
    plan: Plan | None = None
    opened: frozenset[str] = frozenset()

    @property
    def mondays(self) -> list[date]:
        return [self.monday + timedelta(weeks=at) for at in range(self.weeks)]

    @property
    def end(self) -> date:
        return self.monday + timedelta(weeks=self.weeks)


@dataclass(frozen=True, slots=True)
class PlacedBatch:
    """A batch and how many take a seat in it."""

    batch: Batch
    people: int


@dataclass(slots=True)
class Cell:
    """A week of a row; ``closed`` says why nobody trains there then, where that is so."""

    monday: date
    closed: Bilingual | None = None
    placed: list[PlacedBatch] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(each.people for each in self.placed)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a centre, a district, or all districts or all that is online together.

    ``key`` is that of the centre or district, else the mode; ``is_folded`` where batches are counted, not shown.
    """

    mode: Mode
    key: str
    names: Any
    centre: Centre | None
    cells: Sequence[Cell]
    is_folded: bool = False


def calendar(actor: Actor, home_state: str, asked: CalendarFilters) -> list[Line]:
    """Return the rows of the calendar: centres by name, districts, online. Raises Refused.

    Batches are told to every officer and partner; how many are in them is counted by the machinery, naming nobody.
    """
    coordination.may_see(actor)
    batches = list(_batches(home_state, asked))
    with as_machinery():
        taken = Turn.objects.counted().filter(monday__gte=asked.monday, monday__lt=asked.end).order_by()
        people = dict(taken.values_list("batch").annotate(n=Count("pk")))
    groups: dict[tuple[Mode, str], list[PlacedBatch]] = defaultdict(list)
    for batch in batches:
        groups[Mode(batch.mode), _key(batch, asked)].append(PlacedBatch(batch, people.get(batch.pk, 0)))
    closures = _closures(home_state, asked)
    lines = [
        Line(
            Mode.CENTRE,
            str(each.pk),
            each.names,
            each,
            _cells(asked, groups[Mode.CENTRE, str(each.pk)], closures, each),
        )
        for each in _centres(home_state, asked, {each.centre_id for each in batches})
    ]
    return [*lines, *_elsewhere(asked, groups, closures)]


def course_titles(codes: Iterable[str]) -> Mapping[str, Bilingual]:
    """Return the titles of courses by code, as they are taught now."""
    now = CourseEdition.objects.filter(course__code__in=set(codes), no=F("course__current"))
    rows = now.values_list("course__code", "said__title_en", "said__title_hi")
    return {code: Bilingual(en, hi or "") for code, en, hi in rows}


def centres_there(home_state: str) -> list[Centre]:
    """Return the centres of a state by name."""
    return list(Centre.objects.standing().filter(home_state=home_state).order_by("name"))


def _batches(home_state: str, asked: CalendarFilters) -> QuerySet[Batch]:
    found = Batch.objects.filter(home_state=home_state, monday__gte=asked.monday, monday__lt=asked.end)
    found = found.filter(plan=asked.plan) if asked.plan is not None else found.told()
    found = found.filter(state=asked.state) if asked.state else found.standing()
    if asked.centre:
        found = found.filter(centre__code=asked.centre)
    if asked.district:
        found = found.filter(district=asked.district)
    return found.select_related("centre", "district", "plan").order_by("monday", "label")


def _key(batch: Batch, asked: CalendarFilters) -> str:
    if batch.mode == Mode.CENTRE:
        return str(batch.centre_id)
    return str(batch.district_id) if batch.mode in asked.opened and batch.district_id else batch.mode


def _centres(home_state: str, asked: CalendarFilters, needed: set[UUID | None]) -> list[Centre]:
    """Return the centres that are there in some of the weeks, or have a batch in one."""
    if asked.district:
        return []
    found = Centre.objects.standing().filter(home_state=home_state).order_by("name", "code")
    if asked.centre:
        found = found.filter(code=asked.centre)
    return [each for each in found if each.lost_from is None or each.lost_from > asked.monday or each.pk in needed]


def _closures(home_state: str, asked: CalendarFilters) -> list[Closure]:
    found = Closure.objects.standing().filter(home_state=home_state, first_monday__lt=asked.end)
    return list(found.filter(last_monday__gte=asked.monday).order_by("centre", "first_monday"))


def _cells(
    asked: CalendarFilters, placed: Iterable[PlacedBatch], closures: Iterable[Closure], centre: Centre | None
) -> list[Cell]:
    cells = {monday: Cell(monday, _closed(monday, closures, centre)) for monday in asked.mondays}
    for each in placed:
        cells[each.batch.monday].placed.append(each)
    return list(cells.values())


def _closed(monday: date, closures: Iterable[Closure], centre: Centre | None) -> Bilingual | None:
    if centre is not None and centre.lost_from is not None and centre.lost_from <= monday:
        return LOST
    for each in closures:
        concerns = each.centre_id is None or (centre is not None and each.centre_id == centre.pk)
        if concerns and each.first_monday <= monday <= each.last_monday:
            return CLOSURES[each.kind]
    return None


def _elsewhere(
    asked: CalendarFilters, groups: Mapping[tuple[Mode, str], Sequence[PlacedBatch]], closures: Sequence[Closure]
) -> list[Line]:
    """Return the rows of what is not at a centre: those of the districts together, then online."""
    lines = []
    for mode in (Mode.DISTRICT, Mode.ONLINE):
        found = {key: placed for (of, key), placed in groups.items() if of == mode and placed}
        is_folded = mode not in asked.opened
        for key, names in sorted(((key, _names(mode, key, placed)) for key, placed in found.items()), key=_by_name):
            lines.append(Line(mode, key, names, None, _cells(asked, found[key], closures, None), is_folded))
    return lines


def _names(mode: Mode, key: str, placed: Sequence[PlacedBatch]) -> Any:
    district = placed[0].batch.district
    return district.names if key != mode and district is not None else MODES[mode]


def _by_name(given: tuple[str, Any]) -> str:
    return str(given[1])
