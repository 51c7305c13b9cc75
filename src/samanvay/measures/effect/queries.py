"""Did it work: what was acted on before and after, beside what was not, from the facts that the asking actor may see.

Facts tell months, and where few persons share a cell the quarter alone; so what is compared here are months, or whole
quarters where some of the facts are told to this actor by quarter: leaving those out would make a fall of what has
become few. The weeks of facts are for the nightly search alone (ADR 15) and never read here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.picture.facts.actions.projecting import quarter_of
from samanvay.picture.filters import Period, months_before
from samanvay.picture.models import ReportedWeek
from samanvay.picture.queries import Spot, spots
from samanvay.picture.spots import district_of
from samanvay.picture.tallies import Dated, dated
from samanvay_insight.effect import Effect, Panel, Role, Span, did_it_work

MONTHS_BEFORE, MONTHS_AFTER = 15, 9  # read around the day: a year and half a year of whole periods lie within
MOST_CORRIDORS = 80

Ends = tuple[str, str]


class Outcome(StrEnum):
    """What is counted of a district."""

    TOLD = "told"  # every fact that names it
    TAKEN = "taken"  # journeys that begin there


@dataclass(frozen=True, slots=True)
class ActingDistricts:
    """Which districts acted, from the first to the last day on which one did."""

    districts: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class EffectFilters:
    """What is asked: of a corridor (``ends``), or of the districts that acted where there are none."""

    acted: ActingDistricts
    ends: Ends | None = None
    counted: Outcome = Outcome.TOLD


@dataclass(frozen=True, slots=True)
class MeasuredEffect:
    """The answer with the panel that it was drawn from.

    ``is_by_quarter`` tells that quarters were compared, since ``by_quarter`` of the facts are told to this actor so.
    """

    question: EffectFilters
    panel: Panel
    effect: Effect
    is_by_quarter: bool
    by_quarter: int
    spots: Mapping[str, Spot]


def acted(done: Iterable[tuple[str, date]]) -> ActingDistricts:
    """Return who acted and when, from districts with the day on which each had done what it was asked for.

    Raises ValueError where nobody has.
    """
    days = dict(done)
    if not days:
        raise ValueError("nobody acted")
    return ActingDistricts(tuple(sorted(days)), min(days.values()), max(days.values()))


def corridors(actor: Actor) -> list[Ends]:
    """Return the corridors that can be asked of: the most told of the last two years, by their districts."""
    require(actor, Permission.FACT_READ)
    last = clock.today().replace(day=1)
    rows = dated(actor, Period(months_before(last, 23), last))
    known = _known(rows)
    told: Counter[Ends] = Counter()
    for row in rows:
        if ends := _ends(row, known):
            told[ends] += row.facts
    return [ends for ends, _count in told.most_common(MOST_CORRIDORS)]


def effect(actor: Actor, question: EffectFilters) -> MeasuredEffect:
    """Return whether what was done had an effect, from the facts that the actor may see. Raises Refused."""
    require(actor, Permission.FACT_READ)
    state = directory.state_of(actor)
    own = directory.districts_of(state)
    first = quarter_of(months_before(question.acted.first, MONTHS_BEFORE))
    last = min(clock.today().replace(day=1), months_before(question.acted.last, -MONTHS_AFTER))
    rows = dated(actor, Period(first, months_before(quarter_of(last), -2)))
    known = _known(rows)
    counted = _counted(question, rows, known, own)
    roles = _roles(question, counted, own)
    kept = {unit: cells for unit, cells in counted.items() if unit in roles}
    for unit, role in roles.items():
        if role is Role.TREATED:
            kept.setdefault(unit, Counter())
    untold = sum(n for cells in kept.values() for (_quarter, month), n in cells.items() if month is None)
    periods = _periods(first, is_by_quarter=untold > 0, last=last)
    elsewhere = _recorded_beside(question, kept, rows, known, own)
    panel = _panel(question, kept, elsewhere, roles, periods, own, is_by_quarter=untold > 0)
    return MeasuredEffect(
        question, panel, did_it_work(panel), untold > 0, untold, {**known, **spots({*own, *_keys(kept)})}
    )


Cells = Counter[tuple[date, date | None]]  # (quarter, month), month None where only the quarter is told


def _known(rows: Iterable[Dated]) -> Mapping[str, Spot]:
    return spots({key for row in rows for key in (row.origin, *row.via, row.destination, row.place) if key})


def _home(key: str, known: Mapping[str, Spot]) -> str:
    return district_of(known.get(key)) or key


def _ends(row: Dated, known: Mapping[str, Spot]) -> Ends | None:
    """Return between which districts (or whole areas) a movement ran, None where an end was not said."""
    if not (row.is_movement and row.origin and row.destination):
        return None
    start, end = _home(row.origin, known), _home(row.destination, known)
    return (start, end) if start != end else None


def _counted(
    question: EffectFilters, rows: Iterable[Dated], known: Mapping[str, Spot], own: Iterable[str]
) -> dict[str, Cells]:
    """Return the facts of each unit by quarter and month: of corridors, named "from>to", or of districts."""
    found: dict[str, Cells] = defaultdict(Counter)
    districts = set(own)
    for row in rows:
        if question.ends is not None:
            ends = _ends(row, known)
            units = {">".join(ends)} if ends else set()
        elif question.counted is Outcome.TAKEN:
            units = {_home(row.origin, known)} if row.is_movement and row.origin else set()
        else:
            named = (row.origin, *row.via, row.destination, row.place)
            units = {_home(key, known) for key in named if key}
        for unit in units:
            if question.ends is not None or unit in districts:
                found[unit][row.quarter, row.month] += row.facts
    return found


def _recorded_beside(
    question: EffectFilters,
    counted: Mapping[str, Cells],
    rows: Iterable[Dated],
    known: Mapping[str, Spot],
    own: list[str],
) -> dict[str, Cells]:
    """Return what else is told of the districts of each unit: if that changed as much, recording may have changed.

    Where every fact of a district is counted nothing else is left, so that the facts themselves stand here: a change of
    all of them is never told from one of recording.
    """
    if question.ends is None and question.counted is Outcome.TOLD:
        return dict(counted)
    told: dict[str, Cells] = {key: Counter() for key in own}
    for row in rows:
        for key in {_home(named, known) for named in (row.origin, *row.via, row.destination, row.place) if named}:
            if key in told:
                told[key][row.quarter, row.month] += row.facts
    found: dict[str, Cells] = {unit: Counter() for unit in counted}
    for unit, cells in counted.items():
        for key in set(unit.split(">")) & told.keys():
            found[unit] += told[key] - cells
    return found


def _roles(question: EffectFilters, counted: Iterable[str], own: Iterable[str]) -> dict[str, Role]:
    """Return what each unit is: acted on, a neighbour, one to compare with; what is neither is left out.

    A corridor's neighbours begin where it begins, or end where it ends and begin next to it; left out are others that
    begin or end where somebody acted. A district's neighbours are those that border on one that acted.
    """
    acting = set(question.acted.districts)
    if question.ends is None:
        beside = {near for key in acting for near in directory.neighbours_of(key)}
        found = {key: Role.BESIDE if key in beside else Role.COMPARISON for key in {*counted, *own}}
        return {**found, **dict.fromkeys(acting, Role.TREATED)}
    start, end = question.ends
    near = set(directory.neighbours_of(start)) if start.startswith("district:") else set()
    roles = {}
    for unit in counted:
        origin, destination = unit.split(">")
        if origin == start or (destination == end and origin in near):
            roles[unit] = Role.BESIDE
        elif not acting & {origin, destination}:
            roles[unit] = Role.COMPARISON
    return {**roles, ">".join(question.ends): Role.TREATED}


def _periods(first: date, *, is_by_quarter: bool, last: date) -> list[Span]:
    """Return the whole months or quarters up to the running one; ``last`` is the last month that may be read."""
    today = clock.today()
    running = quarter_of(today) if is_by_quarter else today.replace(day=1)
    step = 3 if is_by_quarter else 1
    found, start = [], first
    while start < running and start <= last:
        end = months_before(start, -step)
        found.append(Span(start, end))
        start = end
    return found


def _panel(
    question: EffectFilters,
    counted: Mapping[str, Cells],
    beside: Mapping[str, Cells],
    roles: Mapping[str, Role],
    periods: list[Span],
    own: list[str],
    *,
    is_by_quarter: bool,
) -> Panel:
    units = sorted(unit for unit in counted if sum(counted[unit].values()) or roles[unit] is Role.TREATED)
    at = {span.start: number for number, span in enumerate(periods)}
    counts = np.zeros((len(units), len(periods)), dtype=np.int64)
    entries = np.zeros(counts.shape)
    for row, unit in enumerate(units):
        for (quarter, month), facts in counted[unit].items():
            start = quarter if is_by_quarter else month
            if start in at:
                counts[row, at[start]] += facts
        for (quarter, month), facts in beside[unit].items():
            # Of a fact told by its quarter each month has a third: left out, few would look like fewer.
            of_quarter = [months_before(quarter, -step) for step in range(3)]
            starts = [quarter] if is_by_quarter else of_quarter if month is None else [month]
            for start in starts:
                if start in at:
                    entries[row, at[start]] += facts / len(starts)
    spoke = _Spoke(own, periods)
    effort = np.stack([spoke.share(unit.split(">")) for unit in units]) if units else np.zeros((0, len(periods)))
    kinds = np.array([roles[unit] for unit in units], dtype=np.int64)
    recorded = np.rint(entries).astype(np.int64)
    return Panel(units, periods, counts, effort, kinds, question.acted.first, question.acted.last, recorded)


class _Spoke:
    """In which share of the weeks of each period the districts of the state reported.

    Weeks before anybody reported at all count as full: what is known of them was taken in from records.
    """

    def __init__(self, own: list[str], periods: list[Span]) -> None:
        self.at = {key: number for number, key in enumerate(own)}
        rows = set(ReportedWeek.objects.filter(district__in=own).values_list("district", "week"))
        begun = min((week for _district, week in rows), default=None)
        self.shares = np.ones((len(own), len(periods)))
        for number, span in enumerate(periods):
            weeks = _mondays(span)
            for key, place in self.at.items():
                spoken = [begun is None or week < begun or (key, week) in rows for week in weeks]
                self.shares[place, number] = sum(spoken) / len(spoken)

    def share(self, keys: Iterable[str]) -> np.ndarray:
        """Return for each period the share of those of some districts that are of the state; of all where none is."""
        concerned = [self.at[key] for key in keys if key in self.at]
        rows = self.shares[concerned] if concerned else self.shares
        return np.asarray(rows.mean(axis=0))


def _mondays(span: Span) -> list[date]:
    """Return the weeks that begin in a period."""
    first = span.start + timedelta(days=-span.start.weekday() % 7)
    count = (span.end - first + timedelta(days=6)).days // 7
    return [first + timedelta(weeks=at) for at in range(count)]


def _keys(units: Iterable[str]) -> set[str]:
    return {key for unit in units for key in unit.split(">")}
