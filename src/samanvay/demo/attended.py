"""Batches of the demonstration's plan that lie in the past: held, most came, some missed and were placed anew."""

from datetime import datetime, time, timedelta

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.rosters.batches.actions import calling
from samanvay.rosters.batches.states import COMING, Absence, BatchState
from samanvay.rosters.delivery.actions import attendance
from samanvay.rosters.models import Batch, Plan, Turn

STATE = "IN-UP"
REASONS = (Absence.COURT, Absence.ORDER, Absence.ILLNESS, Absence.NOT_RELEASED, Absence.LEAVE)
MISSES_ONE_IN = 9
LEAVES_EARLY_ONE_IN = 7


def tell_attended(by: Actor) -> int:
    """Call the batches that are due and hold those of the past, each on its last day; returns how many were held.

    Nothing where no plan holds. What was held stays, so that a telling that was broken off goes on.
    """
    with reading(SYSTEM):
        plan = Plan.objects.published().filter(home_state=STATE).order_by("monday").first()
    if plan is None:
        return 0
    past = _past(plan)
    for batch in past:
        _hold(by, batch)
    while calling.call_due():
        continue
    return len(past)


def _past(plan: Plan) -> list[Batch]:
    with reading(SYSTEM):
        over = Batch.objects.filter(plan=plan, state__in=(BatchState.PLANNED, BatchState.CALLED))
        found = over.filter(ends_on__lt=clock.today()).select_related("plan", "centre__unit", "district")
        return list(found.order_by("ends_on", "label"))


def _hold(by: Actor, batch: Batch) -> None:
    """Call a batch four weeks before, tick who was there, and close it in the evening of its last day."""
    with clock.frozen(_at(batch, -calling.AHEAD.days)):
        if batch.state == BatchState.PLANNED:
            calling.call_batch(by=SYSTEM, batch=batch)
    with clock.frozen(_at(batch, 0)):
        calling.end_begun()
    days = attendance.days_of(batch)
    with clock.frozen(_at(batch, len(days) - 1)), reading(by):
        turns = list(Turn.objects.filter(batch=batch, state__in=COMING).order_by("pk"))
        ticks = {turn.pk: days[: _days_there(at, len(days))] for at, turn in enumerate(turns)}
        absences = {turn.pk: REASONS[at % len(REASONS)] for at, turn in enumerate(turns)}
        attendance.record_attendance(by=by, batch=batch, ticks=ticks)
        attendance.close_batch(by=by, batch=batch, absences=absences)


def _days_there(at: int, days: int) -> int:
    if at % MISSES_ONE_IN == MISSES_ONE_IN - 1:
        return 0
    return days - 1 if days > 2 and at % LEAVES_EARLY_ONE_IN == LEAVES_EARLY_ONE_IN - 1 else days


def _at(batch: Batch, day: int) -> datetime:
    return datetime.combine(batch.starts_on + timedelta(days=day), time(17), clock.INDIA)
