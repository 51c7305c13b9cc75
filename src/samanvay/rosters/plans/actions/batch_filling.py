"""Batches for turns that a re-plan asks for: seats in those that run are filled before new ones are opened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from samanvay.audit.operations import Operation
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_many

from ...batches import events
from ...batches.states import BatchState
from ...models import Batch, Centre, Plan
from ...weeks import next_monday
from ..planner_input import PlanInForce
from ..states import Mode
from .writing import Room, label_of, most_of, new_batch, next_labels

Rooms = dict[tuple[date, UUID | None, str], list[tuple[Batch, int]]]
"""By week, centre and district batches, and how many each takes."""
Halls = dict[tuple[date, UUID | None], int]
"""By week and centre how many batches more can meet."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a turn becomes: another week (its number) and centre (NONE: elsewhere), in place of a turn if any."""

    one: int
    week: int
    centre: int
    before: UUID | None


def batches_for(
    plan: Plan, held: PlanInForce, goals: Sequence[Goal], known: Mapping[UUID, Mapping[str, Any]], *, by: UUID
) -> list[Batch]:
    """Return a batch for each goal: one of the plan that meets there in that week and has room, else a new one."""
    groups: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for at, goal in enumerate(goals):
        is_together = goal.centre >= 0 or plan.elsewhere == Mode.ONLINE
        elsewhere = "" if is_together else str(known[held.roll.ids[goal.one]]["district"])
        groups[goal.week, goal.centre, elsewhere].append(at)
    weeks = {week: plan.monday + timedelta(weeks=week) for week, _centre, _district in groups}
    labels = next_labels(plan, weeks.values())
    places = {each.pk: each for each in Centre.objects.filter(pk__in=list(held.keys))}
    free, spare, halls = _with_room(plan, places, weeks.values())
    found: dict[int, Batch] = {}
    fresh: list[Batch] = []
    for (week, centre, district), members in sorted(groups.items()):
        monday = weeks[week]
        where = held.keys[centre] if centre >= 0 else None
        waiting = list(members)
        there = (monday, where, district if where is None else "")
        rooms = list(free.get(there, []))
        if sum(room for _batch, room in rooms) < len(waiting) and not _has_hall(halls, monday, where):
            rooms += spare.get(there, [])  # where no batch more can meet, seats kept for make-ups are the last
        for batch, room in rooms:
            taken, waiting = waiting[:room], waiting[room:]
            found |= dict.fromkeys(taken, batch)
        while waiting:
            _take_hall(halls, monday, where)
            labels[monday] += 1
            place = places[where] if where is not None else None
            language = most_of(held.roll.languages[goals[at].one] for at in waiting)
            batch = new_batch(plan, Room(place, district, language), monday, label_of(monday, labels[monday]), by=by)
            room = max(1, batch.size - batch.kept)
            taken, waiting = waiting[:room], waiting[room:]
            found |= dict.fromkeys(taken, batch)
            fresh.append(batch)
    insert_many(Batch, fresh)
    return [found[at] for at in range(len(goals))]


def _with_room(plan: Plan, places: Mapping[UUID, Centre], weeks: Iterable[date]) -> tuple[Rooms, Rooms, Halls]:
    """Return the plan's batches with how many each still takes, the same of the seats kept in them, and how many more
    can meet by week: at each centre that told how many halls it has, and under None at all centres together.
    """
    listed = sorted(set(weeks))
    rows = Batch.objects.filter(plan=plan, monday__in=listed, state__in=(BatchState.PLANNED, BatchState.CALLED))
    free: Rooms = defaultdict(list)
    spare: Rooms = defaultdict(list)
    halls: Halls = {(day, key): each.halls for day in listed for key, each in places.items() if each.halls is not None}
    if (trainers := plan.as_rules().trainers) is not None:
        halls |= {(day, None): trainers for day in listed}
    for batch in rows.with_taken().order_by("label"):
        if batch.taken:
            _take_hall(halls, batch.monday, batch.centre_id)
        there = (batch.monday, batch.centre_id, batch.district_id or "")
        room = max(0, batch.size - batch.kept - batch.taken)
        if room:
            free[there].append((batch, room))
        if batch.size - batch.taken > room:
            spare[there].append((batch, batch.size - batch.taken - room))
    return free, spare, halls


def _has_hall(halls: Halls, monday: date, centre: UUID | None) -> bool:
    return centre is None or (halls.get((monday, centre), 1) > 0 and halls.get((monday, None), 1) > 0)


def _take_hall(halls: Halls, monday: date, centre: UUID | None) -> None:
    for key in ((monday, centre), (monday, None)) if centre is not None else ():
        if key in halls:
            halls[key] -= 1


def cancel_empty(op: Operation, plan: Plan) -> int:
    """Cancel the coming batches of a plan in which nobody is left, each with its event: its trainers hear of it.

    Returns how many.
    """
    coming = Batch.objects.filter(plan=plan, state__in=(BatchState.PLANNED, BatchState.CALLED))
    empty = coming.filter(monday__gte=next_monday()).with_taken().filter(taken=0)  # type: ignore[misc]  # annotated
    keys = list(empty.values_list("pk", flat=True))
    for key in keys:
        op.also(events.BATCH_CANCELLED, ("batch", key), plan.readers, people=0)
    return Batch.objects.filter(pk__in=keys).update(
        state=BatchState.CANCELLED, cancelled_at=clock.now(), sequence=F("sequence") + 1, version=F("version") + 1
    )
