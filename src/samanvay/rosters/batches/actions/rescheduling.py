"""Another week for somebody who cannot come or did not: found by itself among the batches of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.many import Wanted, end_many, move_many, open_many
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.picture.spots import spots
from samanvay.training.models import Member

from ...models import Batch, Closure, Plan, Turn
from ...plans.actions.writing import access_of_members
from ...plans.planner_input import MAIN_LANGUAGE
from ...plans.states import Mode, PlanState
from ...weeks import mondays, next_monday
from .. import events
from ..duty_kinds import UNPLACED
from ..placement import Board, Offer, Person, Point, Room
from ..states import COMING, Absence, BatchState, TurnOrigin, TurnState
from . import calling

PLACED_WITHIN = timedelta(days=7)
EVERYBODY = "everybody has a week"
HEARD_OF = timedelta(weeks=13)
"""So long somebody who found no week after a batch that was made by hand stays on the list."""
ANY_WEEK = (Absence.CENTRE, Absence.TRANSFER, "")
"""Absences that are of the batch, not of the person: another batch of the same week will do."""
ENDED = (TurnState.MOVED, TurnState.MISSED)
"""The states of a turn in whose place another is found."""


@dataclass(frozen=True, slots=True)
class Placements:
    """What came of it: new turns by the turn whose place they took, and the turns that have none."""

    turns: Mapping[UUID, Turn]
    unplaced: tuple[UUID, ...]


def move_away(op: Operation, turns: Sequence[Turn], *, absence: str, words: str = "") -> Placements:
    """End turns to come with the reason and find others in their place, inside the caller's operation."""
    keys = [turn.pk for turn in turns]
    Turn.objects.filter(pk__in=keys, state__in=COMING).update(
        state=TurnState.MOVED, absence=absence, words=words, version=F("version") + 1
    )
    return place(op, keys, origin=TurnOrigin.MOVED)


def place(op: Operation, keys: Iterable[UUID], *, origin: str) -> Placements:
    """Find a batch for each of some turns that ended without a successor, inside the caller's operation.

    Whoever finds none is told of to those who coordinate. The plan is locked, so that no seat is given twice.
    """
    listed = list(keys)
    plans = _plans_of(Turn.objects.filter(pk__in=listed).select_related("batch"))
    of_a_plan = {key for key in plans.values() if key is not None}
    found = Plan.objects.select_for_update().filter(pk__in=of_a_plan, state=PlanState.PUBLISHED)
    held = list(found.order_by("pk"))
    # Read once the plans are locked: somebody else may have placed some of them meanwhile.
    ended = Turn.objects.filter(pk__in=listed, state__in=ENDED).exclude(pk__in=followed(listed))
    turns = list(ended.select_related("batch", "member").order_by("monday", "member_id", "pk"))
    made: dict[UUID, Turn] = {}
    for plan in held:
        made |= _placed(plan, [turn for turn in turns if plans[turn.pk] == plan.pk], origin)
    insert_many(Turn, list(made.values()))
    unplaced = tuple(turn.pk for turn in turns if turn.pk not in made)
    for turn in turns:
        new = made.get(turn.pk)
        if new is None:
            op.also(events.TURN_UNPLACED, ("turn", turn.pk), turn.readers, absence=turn.absence)
        else:
            op.also(events.TURN_MOVED, ("turn", turn.pk), turn.readers, to=str(new.pk), absence=turn.absence)
    calling.follow_turns(op, [turn.pk for turn in turns], [turn.pk for turn in made.values()])
    for state in sorted({turn.home_state for turn in turns}):
        follow_unplaced(op, state)
    return Placements(made, unplaced)


def lock_plans(turns: Iterable[Turn]) -> None:
    """Keep others from giving seats of the plans of some turns until the operation ends, in one order for all."""
    keys = {turn.batch.plan_id for turn in turns if turn.batch.plan_id}
    list(Plan.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def followed(keys: Iterable[UUID] | QuerySet[Turn, Any]) -> set[UUID]:
    """Return which of some turns have another in their place; one that was laid down again does not count."""
    after = Turn.objects.filter(took_place_of__in=keys).exclude(state=TurnState.EXCUSED, absence="")
    return set(after.values_list("took_place_of_id", flat=True))


def _plans_of(turns: Iterable[Turn]) -> dict[UUID, UUID | None]:
    """Return by turn its plan; of a batch that was made by hand the plan that holds in its week, None without one."""
    found: dict[UUID, UUID | None] = {}
    by_week: dict[tuple[str, date], UUID | None] = {}
    for turn in turns:
        week = (turn.home_state, turn.monday)
        if turn.batch.plan_id is None and week not in by_week:
            plans = Plan.objects.published().filter(home_state=week[0], monday__lte=week[1]).order_by("-monday")
            by_week[week] = next((plan.pk for plan in plans if plan.end > week[1]), None)
        found[turn.pk] = turn.batch.plan_id or by_week[week]
    return found


def _placed(plan: Plan, turns: Sequence[Turn], origin: str) -> dict[UUID, Turn]:
    known = access_of_members({turn.member_id for turn in turns})
    board = board_of(plan, {each["unit_id"] for each in known.values()})
    batches = Batch.objects.in_bulk([offer.batch for offer in board.offers])
    made = {}
    others: dict[UUID, set[date]] = {}
    for turn, person in zip(turns, _people(turns, known), strict=True):
        if person is None:
            continue
        fresh = others.setdefault(person.member, set())
        offer = board.place(person if not fresh else _with(person, fresh))
        if offer is None:
            continue
        fresh.add(offer.monday)
        whose = known[turn.member_id]
        made[turn.pk] = Turn(
            batch=batches[offer.batch],
            member_id=turn.member_id,
            unit_id=whose["unit_id"],
            monday=offer.monday,
            origin=origin,
            took_place_of_id=turn.pk,
            readers=whose["readers"],
            home_unit=whose["home_unit"],
            home_state=plan.home_state,
        )
    return made


def _with(person: Person, more: set[date]) -> Person:
    return Person(
        person.member, person.unit, person.point, person.is_woman, person.languages, person.at_centre,
        person.others | more, person.barred, person.leave, person.last, person.left,
    )  # fmt: skip


def board_of(plan: Plan, units: Iterable[UUID]) -> Board:
    """Return what is free in a plan from the next week on, and how many of some units are away when."""
    first = next_monday()
    taking = Q(turns__state__in=(*COMING, TurnState.CAME))
    women = Q(turns__member__sex="female")
    batches = list(
        Batch.objects.filter(plan=plan, monday__gte=first, state__in=(BatchState.PLANNED, BatchState.CALLED))
        .select_related("centre")
        .with_taken()
        .annotate(women=Count("turns", filter=taking & women, distinct=True))
        .order_by("monday", "label")
    )  # fmt: skip
    closed = _closed(plan, first)
    rooms: dict[tuple[UUID, date], Room] = {}
    for batch in batches:
        if batch.centre is None:
            continue
        room = rooms.setdefault(
            (batch.centre.pk, batch.monday), Room(batch.centre.seats, batch.centre.women_places)
        )  # fmt: skip
        room.seats -= batch.taken
        if room.women is not None:
            room.women = max(0, room.women - batch.women)  # type: ignore[attr-defined]  # annotated
    points = _points({batch.district_id for batch in batches if batch.district_id})
    offers = []
    for batch in batches:
        centre = batch.centre
        if (batch.monday, None) in closed or (centre is not None and (batch.monday, centre.pk) in closed):
            continue
        if centre is not None and centre.lost_from is not None and centre.lost_from <= batch.monday:
            continue
        offers.append(
            Offer(
                batch=batch.pk,
                label=batch.label,
                monday=batch.monday,
                at_centre=batch.mode == Mode.CENTRE,
                free=batch.size - batch.taken,
                language=batch.language,
                point=(centre.latitude, centre.longitude)
                if centre is not None
                else points.get(batch.district_id or ""),
                room=rooms.get((centre.pk, batch.monday)) if centre is not None else None,
            )
        )
    wanted = list(units)
    people = Member.objects.present().filter(unit__in=wanted).order_by().values_list("unit_id").annotate(n=Count("pk"))
    away = (
        Turn.objects.told().counted().filter(unit__in=wanted, monday__gte=first).order_by()
        .values_list("unit_id", "monday").annotate(n=Count("member", distinct=True))
    )  # fmt: skip
    return Board(plan.as_rules(), offers, dict(people), {(unit, monday): n for unit, monday, n in away})


def _closed(plan: Plan, first: date) -> set[tuple[date, UUID | None]]:
    """Return the weeks that are closed, each with its centre, None for the whole state."""
    found = Closure.objects.standing().filter(home_state=plan.home_state, last_monday__gte=first)
    return {
        (day, centre)
        for centre, begins, ends in found.values_list("centre", "first_monday", "last_monday")
        for day in mondays(begins, ends)
    }


def _points(keys: Iterable[str]) -> dict[str, Point | None]:
    return {key: spot.point for key, spot in spots(keys).items()}


def _people(turns: Sequence[Turn], known: Mapping[UUID, Mapping[str, Any]]) -> list[Person | None]:
    """Return for each turn who looks for a week; None for somebody who is on the roll no more."""
    members = {each.pk: each for each in Member.objects.present().filter(pk__in=list(known))}
    places = dict(
        Unit.objects.filter(pk__in={each["unit_id"] for each in known.values()}).values_list("pk", "place_id")
    )
    points = _points({place for place in places.values() if place})
    others: dict[UUID, set[date]] = {key: set() for key in members}
    barred: dict[UUID, set[date]] = {key: set() for key in members}
    rows = Turn.objects.told().filter(member__in=list(members)).values_list("member_id", "monday", "state", "absence")
    for key, monday, state, absence in rows:
        if state in (*COMING, TurnState.CAME):
            others[key].add(monday)
        elif absence not in ANY_WEEK:
            barred[key].add(monday)
    found: list[Person | None] = []
    for turn in turns:
        member = members.get(turn.member_id)
        if member is None:
            found.append(None)
            continue
        found.append(
            Person(
                member=member.pk,
                unit=member.unit_id,
                point=points.get(places.get(member.unit_id) or ""),
                is_woman=member.sex == "female",
                languages=frozenset(member.languages or [MAIN_LANGUAGE]),
                at_centre=turn.batch.mode == Mode.CENTRE,
                others=frozenset(others[member.pk]),
                barred=frozenset(barred[member.pk]),
                leave=(member.leave_from, member.leave_until) if member.leave_from else None,
                last=member.last_on,
                left=turn.batch_id,
            )
        )
    return found


def without_week(home_state: str) -> QuerySet[Turn]:
    """Return the turns that ended without another in their place, of people on the roll, in plans that still run.

    Who has a successor is taken out here: asked of the database turn by turn it would weigh every pair of rows.
    """
    today = clock.today()
    running = [plan.pk for plan in Plan.objects.published().filter(home_state=home_state) if plan.end > today]
    by_hand = Q(plan=None, home_state=home_state, monday__gte=today - HEARD_OF)
    batches = list(Batch.objects.filter(Q(plan__in=running) | by_hand).values_list("pk", flat=True))
    ended = set(Turn.objects.filter(batch__in=batches, state__in=ENDED).values_list("pk", flat=True))
    if ended:
        ended -= followed(ended)
    return (
        Turn.objects.filter(pk__in=ended, member__left_on=None, member__voided_at=None)
        .select_related("member__unit", "unit", "batch__centre", "batch__district")
        .order_by("monday", "unit__name", "pk")
    )


def end_unplaced() -> int:
    """Close the duties to find weeks in states in which nobody lacks one any more: they left, or their plan ran out.

    Returns how many. Of the ticker's round; one query where there is none.
    """
    with reading(SYSTEM):
        waiting = Duty.objects.waiting().filter(kind=UNPLACED.code, subject_kind="state")
        over = [each for each in waiting if not without_week(each.subject_id).exists()]
        if over:
            with operation(events.ROLL_FOLLOWED, by=SYSTEM) as op:
                end_many(op, over, done=True, reason=EVERYBODY)
    return len(over)


def follow_unplaced(op: Operation, home_state: str) -> None:
    """Keep the one duty of those who coordinate in step with how many have no week, inside the caller's operation."""
    count = without_week(home_state).count()
    waiting = list(Duty.objects.waiting().filter(kind=UNPLACED.code, subject_kind="state", subject_id=home_state))
    if not count:
        end_many(op, waiting, done=True, reason=EVERYBODY)
        return
    title = Bilingual(
        f"{count} could not be placed in another week: open a batch or plan anew",
        f"{count} को दूसरा सप्ताह नहीं मिला: नया बैच खोलें या योजना दोबारा बनाएँ",
    )
    if waiting:
        move_many(op, [(duty, title, duty.due_at) for duty in waiting if duty.title_en != title.en])
        return
    desk = directory.desk_of(home_state)
    plan = Plan.objects.published().filter(home_state=home_state).order_by("-published_at").first()
    audience = plan.home_unit if plan is not None else desk.audience if desk is not None else None
    seat = calling.heads_of([audience]).get(audience) if audience is not None else None
    if seat is None:
        return
    day = clock.today() + PLACED_WITHIN
    wanted = Wanted(
        subject=("state", home_state),
        title=title,
        owner_role=seat[0],
        owner_audience=seat[1],
        due_at=datetime.combine(day, time(18), clock.INDIA),
        readers=[desk.audience] if desk is not None else [],
        home_state=home_state,
        link="/rosters/waiting/",
        key=f"training:unplaced:{home_state}:{op.id}",
    )
    open_many(op, UNPLACED, [wanted])
