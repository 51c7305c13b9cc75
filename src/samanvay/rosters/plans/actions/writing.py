"""A plan of the planner written down: batches with their days and places, and everybody's turns in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Max

from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_columns, insert_many
from samanvay.law.audiences import EVERYBODY
from samanvay.training.models import Member
from samanvay.training.roll.vocabulary import LANGUAGES
from samanvay_insight.roster import Plan as Planned
from samanvay_insight.roster.people import Ints

from ...batches.states import TurnOrigin
from ...models import Batch, Centre, Plan, Turn
from ..planner_input import MAIN_LANGUAGE, Roll
from ..states import Mode

HOME = ("id", "unit_id", "district", "readers", "home_unit", "home_state")


@dataclass(frozen=True, slots=True)
class Room:
    """Where a new batch meets: a centre, or a district ("" for online), for how many."""

    centre: Centre | None
    district: str
    language: str


def access_of_members(ids: Iterable[UUID]) -> Mapping[UUID, dict[str, Any]]:
    """Return by member what a turn of theirs carries: unit_id, district, readers, home_unit, home_state."""
    found = Member.objects.filter(pk__in=list(ids)).values(*HOME)
    return {each["id"]: each for each in found}


def days_of(plan: Plan, mode: str, monday: date) -> tuple[date, date]:
    """Return the first and last day of a batch in a week."""
    days = plan.centre_days if mode == Mode.CENTRE else plan.other_days
    return monday, monday + timedelta(days=days - 1)


def sizes_of(plan: Plan, centre: Centre | None) -> tuple[int, int]:
    """Return how many a batch takes, and how many of these seats are kept for make-ups."""
    rules = plan.as_rules()
    size = rules.max_batch if centre is None else min(rules.max_batch, centre.seats)
    return size, rules.reserved(size)


def new_batch(plan: Plan, room: Room, monday: date, label: str, *, by: UUID) -> Batch:
    """Return a batch of a plan, unsaved."""
    mode = Mode.CENTRE if room.centre is not None else Mode(plan.elsewhere)
    starts, ends = days_of(plan, mode, monday)
    size, kept = sizes_of(plan, room.centre)
    return Batch(
        plan=plan,
        label=label,
        course=plan.course,
        mode=mode,
        centre=room.centre,
        district_id=room.district if mode == Mode.DISTRICT and room.district else None,
        language=room.language if room.language in LANGUAGES else MAIN_LANGUAGE,
        monday=monday,
        starts_on=starts,
        ends_on=ends,
        size=size,
        kept=kept,
        made_at=clock.now(),
        made_by=by,
        readers=list(EVERYBODY),
        home_unit=plan.home_unit,
        home_state=plan.home_state,
    )


def next_labels(plan: Plan, mondays: Iterable[date]) -> dict[date, int]:
    """Return for each week the highest number that a batch of the plan has in it."""
    found = dict.fromkeys(mondays, 0)
    last = Batch.objects.filter(plan=plan, monday__in=list(found)).values_list("monday").annotate(last=Max("label"))
    return found | {monday: int(label.rsplit("-", 1)[1]) for monday, label in last.order_by()}


def label_of(monday: date, number: int) -> str:
    """Return the label of a batch: `2027-W11-003`."""
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}-{number:03d}"


def write_plan(
    plan: Plan, planned: Planned, roll: Roll, centres: Sequence[UUID], *, by: UUID
) -> tuple[Mapping[int, Batch], int]:
    """Write batches and turns of a plan, inside the caller's operation; returns the batches by the planner's numbers,
    and how many turns.
    """
    person, centre, week = planned.rows
    if not len(person):
        return {}, 0
    known = access_of_members(roll.ids)
    kept = np.array([one in known for one in roll.ids])[person]  # nobody who left while it was made
    person, centre, week, batch = person[kept], centre[kept], week[kept], planned.batch[kept]
    rows = _batches(plan, person, centre, week, batch, roll, centres, known, by=by)
    insert_many(Batch, rows)
    numbers, at = np.unique(batch, return_inverse=True)
    keys = [rows[number].pk for number in range(len(numbers))]
    whose = [known[roll.ids[one]] for one in person.tolist()]
    insert_columns(
        Turn,
        {
            "batch_id": [keys[number] for number in at.tolist()],
            "member_id": [each["id"] for each in whose],
            "unit_id": [each["unit_id"] for each in whose],
            "monday": [plan.monday + timedelta(weeks=number) for number in week.tolist()],
            "readers": [each["readers"] for each in whose],
            "home_unit": [each["home_unit"] for each in whose],
        },
        home_state=plan.home_state,
        origin=TurnOrigin.PLAN,
    )
    return dict(zip(numbers.tolist(), rows, strict=True)), len(person)


def _batches(
    plan: Plan,
    person: Ints,
    centre: Ints,
    week: Ints,
    batch: Ints,
    roll: Roll,
    centres: Sequence[UUID],
    known: Mapping[UUID, Mapping[str, Any]],
    *,
    by: UUID,
) -> list[Batch]:
    """Return the batches of a plan by their number, unsaved: where most of their people live, in what most speak."""
    places = {each.pk: each for each in Centre.objects.filter(pk__in=list(centres))}
    order = np.argsort(batch, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(batch[order])) + 1)
    numbers: dict[int, int] = {}
    found = []
    for rows in parts:
        first = int(rows[0])
        when, where = int(week[first]), int(centre[first])
        people = person[rows].tolist()
        numbers[when] = numbers.get(when, 0) + 1
        room = Room(
            places[centres[where]] if where >= 0 else None,
            "" if where >= 0 else most_of(known[roll.ids[one]]["district"] for one in people),
            most_of(roll.languages[one] for one in people),
        )
        monday = plan.monday + timedelta(weeks=when)
        found.append(new_batch(plan, room, monday, label_of(monday, numbers[when]), by=by))
    return found


def most_of(words: Iterable[str]) -> str:
    """Return the word that comes most often, the first in the alphabet among equals; "" is taken last."""
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return min(counts, key=lambda word: (word == "", -counts[word], word), default="")
