"""Members and centres of a state as the planner reads them, and the weeks of a plan that holds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from samanvay.directory.models import Unit
from samanvay.picture.spots import spots
from samanvay.training.models import Member
from samanvay_insight.roster import Centres, People, Rules
from samanvay_insight.roster.people import Ints, Mask
from samanvay_insight.roster.reading import NEVER
from samanvay_insight.roster.weeks import Calendar

from ..batches.states import COMING, TurnState
from ..models import Batch, Centre, Closure, Plan, Turn
from ..weeks import mondays
from .states import Mode

NONE = -1
MAIN_LANGUAGE = "hindi"
WORKS = 6  # days of a week on which somebody on leave is missed


@dataclass(frozen=True, eq=False)
class Roll:
    """The members of a state for a calendar: `people` for the planner, `ids` their keys in its order.

    ``unplaced`` are members whose unit is nowhere on the map: they are planned by nobody until it is.
    """

    people: People
    ids: Sequence[UUID]
    languages: Sequence[str]
    unplaced: int


@dataclass(frozen=True, eq=False)
class PlanInForce:
    """A plan as it holds: weeks and centres, people × trainings, `turns` the keys of the turns behind them."""

    roll: Roll
    centres: Centres
    keys: Sequence[UUID]
    rules: Rules
    week: Ints
    centre: Ints
    lost: Mask
    turns: "np.ndarray[Any, np.dtype[np.object_]]"


def rules_for(plan: Plan) -> Rules:
    """Return a plan's rules with the weeks in which the whole state trains nobody."""
    rules = plan.as_rules()
    closed = Closure.objects.standing().filter(home_state=plan.home_state, centre=None)
    weeks = {day for each in closed for day in mondays(each.first_monday, each.last_monday)}
    return replace(rules, blackout_weeks=tuple(sorted({*rules.blackout_weeks, *weeks})))


def roll_of(home_state: str, calendar: Calendar, elsewhere: str = Mode.DISTRICT) -> Roll:
    """Return everybody on the roll of a state, by key. Read as the machinery: a plan is of everybody.

    Who does not go to a centre meets with those of their district; the whole state together where that is online.
    """
    columns = ("id", "unit_id", "service", "sex", "languages", "leave_from", "leave_until", "last_on", "district")
    rows = list(Member.objects.present().filter(home_state=home_state).order_by("id").values_list(*columns))
    units = {key: (code, place) for key, code, place in _units({row[1] for row in rows})}
    points = spots({place for _code, place in units.values() if place})
    placed = {key: spot.point for key, (_code, place) in units.items() if place and (spot := points.get(place))}
    kept = [row for row in rows if placed.get(row[1]) is not None]
    order = sorted({row[1] for row in kept}, key=lambda key: units[key][0])
    number = {key: at for at, key in enumerate(order)}
    unit = np.array([number[row[1]] for row in kept], dtype=np.int64)
    languages = [_language(row[4]) for row in kept]
    _services, service = np.unique([row[2] for row in kept] or np.zeros(0, dtype=str), return_inverse=True)
    called = [row[8] if elsewhere == Mode.DISTRICT else "" for row in kept]
    _districts, area = np.unique(called or np.zeros(0, dtype=str), return_inverse=True)
    _tongues, tongue = np.unique(languages or np.zeros(0, dtype=str), return_inverse=True)
    people = People(
        ids=[str(row[0]) for row in kept],
        unit=unit,
        unit_ids=[units[key][0] for key in order],
        place=unit,
        where=np.array([placed[key] for key in order], dtype=float).reshape(-1, 2),
        service=service.astype(np.int64),
        language=tongue.astype(np.int64),
        is_woman=np.array([row[3] == "female" for row in kept], dtype=bool),
        waited=np.array([_waited(row[7], calendar.monday) for row in kept], dtype=np.int64),
        leave=_leave(kept, calendar),
        area=area.astype(np.int64),
    )
    return Roll(people, [row[0] for row in kept], languages, len(rows) - len(kept))


def centres_of(home_state: str, calendar: Calendar) -> tuple[Centres, list[UUID]]:
    """Return the centres of a state that are usable in some of the weeks, by code, and their keys."""
    usable = Centre.objects.usable(calendar.monday).filter(home_state=home_state).order_by("code")
    rows = list(usable)
    is_open = np.ones((len(rows), calendar.weeks), dtype=bool)
    at = {row.pk: place for place, row in enumerate(rows)}
    for row in rows:
        if row.lost_from is not None:
            is_open[at[row.pk], max(0, calendar.number(row.lost_from)) :] = False
    closed = Closure.objects.standing().filter(centre__in=rows)
    for key, first, last in closed.values_list("centre", "first_monday", "last_monday"):
        weeks = [calendar.number(day) for day in mondays(first, last)]
        is_open[at[key], [week for week in weeks if week in calendar]] = False
    centres = Centres(
        ids=[row.code for row in rows],
        where=np.array([(row.latitude, row.longitude) for row in rows], dtype=float).reshape(-1, 2),
        seats=np.array([row.seats for row in rows], dtype=np.int64),
        is_open=is_open,
        women_places=np.array([NONE if row.women_places is None else row.women_places for row in rows], np.int64),
        trainers=np.array([NONE if row.halls is None else row.halls for row in rows], np.int64),
    )
    return centres, [row.pk for row in rows]


def held_of(plan: Plan) -> PlanInForce:
    """Return a plan as it holds today: turns that were moved, missed or excused are no more. Read as the machinery."""
    rules = rules_for(plan)
    roll = roll_of(plan.home_state, rules.calendar, plan.elsewhere)
    centres, keys = centres_of(plan.home_state, rules.calendar)
    who = {key: at for at, key in enumerate(roll.ids)}
    where = {key: at for at, key in enumerate(keys)}
    # Batches by their keys, not joined: right after a plan was written the database has not counted it yet, and would
    # walk a quarter of a million turns one by one.
    at_centre = dict(Batch.objects.filter(plan=plan).values_list("pk", "centre_id"))
    rows = Turn.objects.filter(batch__in=list(at_centre), state__in=(*COMING, TurnState.CAME)).order_by()
    found = [
        (
            who[member],
            rules.calendar.number(monday),
            NONE if (centre := at_centre[batch]) is None else where.get(centre, len(keys)),
            turn,
        )
        for turn, member, monday, batch in rows.values_list("id", "member_id", "monday", "batch_id")
        if member in who
    ]
    found.sort(key=lambda each: each[:2])
    person = np.array([each[0] for each in found], dtype=np.int64)
    at = np.arange(len(person)) - np.searchsorted(person, person)
    shape = (len(roll.ids), int(at.max(initial=0)) + 1)
    week, place = np.full(shape, NONE, dtype=np.int64), np.full(shape, NONE, dtype=np.int64)
    turns, lost = np.full(shape, None, dtype=object), np.zeros(shape, dtype=bool)
    week[person, at] = [each[1] for each in found]
    placed = np.array([each[2] for each in found], dtype=np.int64)
    place[person, at] = np.where(placed < len(keys), placed, NONE)
    lost[person, at] = placed == len(keys)
    turns[person, at] = [each[3] for each in found]
    return PlanInForce(roll, centres, keys, rules, week, place, lost, turns)


def _units(keys: set[UUID]) -> list[tuple[UUID, str, str | None]]:
    return list(Unit.objects.filter(pk__in=keys).values_list("id", "code", "place_id"))


def _language(codes: Sequence[str]) -> str:
    return MAIN_LANGUAGE if not codes or MAIN_LANGUAGE in codes else codes[0]


def _waited(last: date | None, monday: date) -> int:
    return NEVER if last is None else max(0, (monday - last).days // 7)


def _leave(rows: Sequence[tuple[Any, ...]], calendar: Calendar) -> dict[int, frozenset[int]]:
    """Return the weeks of each who is on leave in some: those of which a working day falls into it."""
    found = {}
    for at, row in enumerate(rows):
        first, last = row[5], row[6]
        if first is None or (last is not None and last < calendar.monday):
            continue
        begins = max(0, -((calendar.monday + timedelta(days=WORKS - 1) - first).days // 7))
        ends = calendar.weeks - 1 if last is None else min(calendar.weeks - 1, (last - calendar.monday).days // 7)
        if begins <= ends:
            found[at] = frozenset(range(begins, ends + 1))
    return found
