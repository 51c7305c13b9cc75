"""Moving a batch to another week or centre: what it costs and breaks first, then the move."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid
from samanvay_insight.roster import Plan as Planned
from samanvay_insight.roster import Relaxation
from samanvay_insight.roster.auditing import broken_by

from ...models import Batch, Centre, Plan, Turn
from ...plans import policies
from ...plans.actions.changes import LONGEST_WORDS
from ...plans.actions.writing import days_of, label_of, next_labels, sizes_of
from ...plans.planner_input import NONE, PlanInForce, held_of
from ...plans.states import Mode, PlanState
from ...travel import Travel, travel_of
from ...weeks import next_monday
from .. import events
from ..states import COMING, BatchState
from . import calling


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What moving a batch would do: people concerned, what the way takes more (or less), and what it breaks.

    ``broken`` are the rules that would be broken by the move and are not already; ``on_leave`` how many of its people
    are on leave in the new week.
    """

    people: int
    extra: Travel
    broken: tuple[Relaxation, ...]
    on_leave: int

    @property
    def is_possible(self) -> bool:
        """Tell whether the move breaks no rule and finds everybody on duty."""
        return not self.broken and not self.on_leave


def preview_move(*, by: Actor, batch: Batch, monday: date, centre: Centre | None) -> MovePreview:
    """Return what moving a batch to a week and centre (None: where it is not at one) does. Raises Refused, Invalid."""
    _may_move(by, batch, monday, centre)
    with reading(SYSTEM):
        return _seen(batch, monday, centre)


def move_batch(
    *,
    by: Actor,
    batch: Batch,
    monday: date,
    centre: Centre | None,
    reason: str,
    is_forced: bool = False,
    pii_answer: str = "",
    expected: int | None = None,
) -> Batch:
    """Move a batch with all its people. One that breaks a rule is refused unless it is forced, which the event tells.

    Raises Refused, Invalid, Stale.
    """
    _may_move(by, batch, monday, centre)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_WORDS:
        raise Invalid("reason", _("Give the reason, in at most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    with (
        operation(events.BATCH_MOVED, by=by, target=("batch", batch.id), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        plan = Plan.objects.select_for_update().get(pk=batch.plan_id)  # type: ignore[misc]  # it has one: _may_move
        policies.may_move_in(plan)
        seen = _seen(batch, monday, centre)
        if not seen.is_possible and not is_forced:
            raise Invalid("monday", _("This move breaks a rule. See which, then confirm it."))
        starts, ends = days_of(plan, batch.mode, monday)
        changes = {
            "monday": monday, "centre": centre, "starts_on": starts, "ends_on": ends, "reason": reason,
            "sequence": batch.sequence + 1,
        }  # fmt: skip
        if monday != batch.monday:
            changes["label"] = label_of(monday, next_labels(plan, [monday])[monday] + 1)
        if centre is not None and centre.pk != batch.centre_id:
            changes["size"], changes["kept"] = sizes_of(plan, centre)
            changes["hall"] = ""
        op.add(
            before=[batch.monday, str(batch.centre_id or "")], after=[monday, str(centre.pk if centre else "")],
            people=seen.people, forced=not seen.is_possible,
        )  # fmt: skip
        left = batch.monday
        batch.revise(expected=expected, changes=changes)
        Turn.objects.filter(batch=batch, state__in=COMING).update(monday=monday, version=F("version") + 1)
        if plan.state == PlanState.PUBLISHED:
            calling.follow_batch(op, batch, left)
    return batch


def _may_move(by: Actor, batch: Batch, monday: date, centre: Centre | None) -> None:
    if batch.plan is None:
        raise Invalid("state", _("A batch without a plan cannot be moved. Cancel it and make a new one."))
    policies.may_change_plan(by, batch.plan)
    policies.may_move_in(batch.plan)
    if batch.state not in (BatchState.PLANNED, BatchState.CALLED):
        raise Invalid("state", _("Not possible now. Status of the batch: %(state)s.") % {"state": batch.state_words})
    if monday.weekday():
        raise Invalid("monday", _("Choose the Monday of the week."))
    if not batch.plan.monday <= monday < batch.plan.end:
        raise Invalid("monday", _("Choose a week in the plan."))
    if min(monday, batch.monday) < next_monday():
        raise Invalid("monday", _("This week has already begun. Changes are possible from next week."))
    if (batch.mode == Mode.CENTRE) != (centre is not None):
        raise Invalid("centre", _("A batch at a centre must stay at a centre, and one elsewhere must stay elsewhere."))
    if centre is not None and (centre.home_state != batch.home_state or centre.voided_at is not None):
        raise Invalid("centre", _("Choose a centre from the list."))
    if monday == batch.monday and (centre.pk if centre else None) == batch.centre_id:
        raise Invalid("monday", _("It is already there."))


def _seen(batch: Batch, monday: date, centre: Centre | None) -> MovePreview:
    """Return what a move does, counted over the whole plan as it holds."""
    assert batch.plan is not None
    held = held_of(batch.plan)
    week = held.rules.calendar.number(monday)
    moving = set(Turn.objects.filter(batch=batch, state__in=COMING).values_list("pk", flat=True))
    person, at = _places(held, moving)
    if centre is not None and centre.pk not in held.keys:
        return MovePreview(len(person), Travel(), (Relaxation("seats", centre.seats),), 0)
    to = list(held.keys).index(centre.pk) if centre is not None else NONE
    before = Planned(held.roll.people, held.centres, held.rules, held.week, held.centre, None, [], [])
    weeks, centres = held.week.copy(), held.centre.copy()
    weeks[person, at], centres[person, at] = week, to
    order = np.argsort(np.where(weeks < 0, held.rules.weeks, weeks), axis=1, kind="stable")
    after = Planned(
        held.roll.people, held.centres, held.rules, np.take_along_axis(weeks, order, 1),
        np.take_along_axis(centres, order, 1), None, [], [],
    )  # fmt: skip
    already = {(each.rule, each.relax_to) for each in broken_by(before)}
    broken = tuple(each for each in broken_by(after) if (each.rule, each.relax_to) not in already)
    place = held.roll.people.place[person]
    extra = Travel()
    if to != NONE:
        was, days, each = held.centre[person, at], batch.plan.centre_days, np.ones(len(person), dtype=np.int64)
        now = before.km[place, to]
        then = np.where(was >= 0, before.km[place, np.maximum(was, 0)], now)
        extra = travel_of(now, each, days) - travel_of(then, each, days)
    leave = held.roll.people.leave
    away = sum(week in leave.get(one, frozenset()) for one in person.tolist())
    return MovePreview(len(person), extra, broken, away)


def _places(held: PlanInForce, turns: set[UUID]) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", ...]:
    chosen = np.isin(held.turns.astype(str), [str(each) for each in turns]) if turns else np.zeros_like(held.lost)
    person, at = np.nonzero(chosen)
    return person.astype(np.int64), at.astype(np.int64)
