"""The outbox: brings each event to its subscribers at least once, in order for one subject.

A subscriber's position moves in the same transaction as its work, so a stop at any point repeats nothing that was
committed. An event that fails is parked with its subject's later ones behind it; other subjects go on.

What a receiver does may follow from the rows as they now stand, whatever and however much happened to them: it is then
declared :class:`Together` and gets the events of one operation at once, so that a sheet of a thousand cases is not
looked at ten thousand times.
"""

import importlib
import itertools
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

from .models import Event, Parked, Position
from .operations import current_era
from .vocabulary import EventKind

log = logging.getLogger("samanvay.outbox")

BATCH = 200
LONGEST_WAIT = timedelta(minutes=30)
REST = 30.0  # seconds
_rests_until: dict[str, float] = {}

Receiver = Callable[[Event], Any]

AFTER_POSITION = """
select seq, op, kind from audit_event
where (era, xid, seq) > (%(era)s, %(xid)s::xid8, %(seq)s) and kind = any(%(kinds)s)
  and (era < %(now)s or xid < pg_snapshot_xmin(pg_current_snapshot()))
order by era, xid, seq limit %(batch)s
"""


@dataclass(frozen=True, slots=True)
class Together:
    """A receiver of many events of one operation: it looks at their subjects as they now stand, each once.

    The order of the events within the operation is lost on it.
    """

    receive: Callable[[Sequence[Event]], Any]

    def __call__(self, event: Event) -> Any:
        return self.receive([event])


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A room's subscription: its name and what it does with each kind of event."""

    name: str
    receivers: Mapping[str, Receiver]


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a subscriber is behind: events waiting, the age of the oldest, events parked after a failure."""

    subscriber: str
    waiting: int
    oldest: timedelta | None
    parked: int
    error: str
    is_beyond: bool = False  # stands where no event is yet: somebody else wrote it there


def subscribers() -> list[Subscriber]:
    """Return the subscriptions of all rooms: each declares ``SUBSCRIBES = {EVENT: function}`` in its tasks."""
    found = []
    for room in apps.get_app_configs():
        if not room.name.startswith("samanvay."):
            continue
        try:
            tasks = importlib.import_module(f"{room.name}.tasks")
        except ModuleNotFoundError as missing:
            if missing.name != f"{room.name}.tasks":
                raise
            continue
        subscribes: Mapping[EventKind, Receiver] = getattr(tasks, "SUBSCRIBES", {})
        if subscribes:
            found.append(Subscriber(room.label, {kind.code: receiver for kind, receiver in subscribes.items()}))
    return found


def deliver_all(batch: int = BATCH) -> int:
    """Deliver what waits for every subscriber, parked events that are due first; returns how many were taken.

    A subscriber whose events cannot even be read rests for a while and keeps no other from its own.
    """
    taken = 0
    for each in subscribers():
        if _rests_until.get(each.name, 0.0) > time.monotonic():
            continue
        try:
            taken += retry_parked(each) + deliver(each, batch)
        except Exception:
            if not connection.is_usable():
                raise
            log.exception("%s cannot be delivered to and rests for %s s", each.name, REST)
            _rests_until[each.name] = time.monotonic() + REST
    return taken


def deliver(subscriber: Subscriber, batch: int = BATCH) -> int:
    """Deliver up to ``batch`` events after the subscriber's position; returns how many."""
    with reading(SYSTEM):
        position = Position.objects.filter(pk=subscriber.name).first() or Position(subscriber=subscriber.name)
        with connection.cursor() as cursor:
            cursor.execute(
                AFTER_POSITION,
                {
                    "era": position.era,
                    "xid": str(position.xid),
                    "seq": position.seq,
                    "kinds": list(subscriber.receivers),
                    "now": current_era(),
                    "batch": batch,
                },
            )
            waiting = cursor.fetchall()
    return sum(_take_run(subscriber, run) for run in _runs(subscriber, waiting))


def _runs(subscriber: Subscriber, waiting: Sequence[tuple[int, UUID, str]]) -> Iterator[list[int]]:
    """Cut what waits into what is taken in one transaction: events of one operation that may come together, or one."""

    def run_of(each: tuple[int, UUID, str]) -> tuple[UUID, int]:
        seq, op, kind = each
        return op, 0 if isinstance(subscriber.receivers[kind], Together) else seq

    for _run, events in itertools.groupby(waiting, key=run_of):
        yield [seq for seq, _op, _kind in events]


def _take_run(subscriber: Subscriber, run: Sequence[int]) -> int:
    taken = _take_together(subscriber, run) if len(run) > 1 else None
    return sum(_take(subscriber, seq) for seq in run) if taken is None else taken


def retry_parked(subscriber: Subscriber) -> int:
    """Try again the first parked event of each subject whose time has come; returns how many succeeded."""
    with reading(SYSTEM):
        firsts = list(
            Parked.objects.filter(subscriber=subscriber.name)
            .order_by("subject", "event_seq")
            .distinct("subject")
            .values_list("pk", "next_at")
        )
    moment = clock.now()
    return sum(_retry(subscriber, key) for key, next_at in firsts if next_at <= moment)


@contextmanager
def _turn(subscriber: Subscriber) -> Iterator[bool]:
    """Open the transaction of one delivery, alone for this subscriber; yields False where another is at it."""
    with transaction.atomic(), acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtext(%s))", [f"samanvay:outbox:{subscriber.name}"])
        yield bool(cursor.fetchone()[0])


def _take_together(subscriber: Subscriber, run: Sequence[int]) -> int | None:
    """Deliver events of one operation at once; None where they have to be taken one by one.

    So where one of their subjects is parked, another process was at them, or the receiver fails: then only the subject
    at fault is parked.
    """
    with _turn(subscriber) as mine:
        if not mine:
            return 0
        events = list(Event.objects.filter(pk__in=run).order_by("era", "xid", "seq"))
        position, _ = Position.objects.get_or_create(pk=subscriber.name)
        first, last = events[0], events[-1]
        subjects = {subject_of(event) for event in events}
        if (first.era, first.xid, first.seq) <= (position.era, position.xid, position.seq):
            return None
        if Parked.objects.filter(subscriber=subscriber.name, subject__in=subjects).exists():
            return None
        by_receiver: dict[Together, list[Event]] = {}
        for event in events:
            receiver = subscriber.receivers[event.kind]
            assert isinstance(receiver, Together)
            by_receiver.setdefault(receiver, []).append(event)
        try:
            with transaction.atomic():
                for receiver, theirs in by_receiver.items():
                    receiver.receive(theirs)
        except (Exception, SystemExit):
            log.exception(
                "%s failed on %s events of one operation; they are taken one by one", subscriber.name, len(run)
            )
            return None
        position.era, position.xid, position.seq = last.era, last.xid, last.seq
        position.moved_at = clock.now()
        position.save()
    return len(run)


def _take(subscriber: Subscriber, seq: int) -> int:
    with _turn(subscriber) as mine:
        if not mine:
            return 0
        event = Event.objects.get(pk=seq)
        position, _ = Position.objects.get_or_create(pk=subscriber.name)
        here, there = (position.era, position.xid, position.seq), (event.era, event.xid, event.seq)
        if there <= here:
            return 0  # another process was quicker
        subject = subject_of(event)
        if Parked.objects.filter(subscriber=subscriber.name, subject=subject).exists():
            _park(subscriber, event, subject, error="waits behind an earlier event of the same subject")
        else:
            try:
                with transaction.atomic():
                    subscriber.receivers[event.kind](event)
            except (Exception, SystemExit) as error:
                log.exception("%s failed on event %s (%s)", subscriber.name, event.seq, event.kind)
                _park(subscriber, event, subject, error=type(error).__name__, attempts=1)
        position.era, position.xid, position.seq = there
        position.moved_at = clock.now()
        position.save()
    return 1


def _retry(subscriber: Subscriber, key: int) -> int:
    with _turn(subscriber) as mine:
        parked = Parked.objects.filter(pk=key).first() if mine else None
        if parked is None:
            return 0
        event = Event.objects.get(pk=parked.event_seq)
        receiver = subscriber.receivers.get(event.kind)
        try:
            with transaction.atomic():
                if receiver is not None:
                    receiver(event)
        except (Exception, SystemExit) as error:
            log.exception("%s failed again on event %s (%s)", subscriber.name, event.seq, event.kind)
            parked.attempts += 1
            parked.error = type(error).__name__
            parked.next_at = clock.now() + min(LONGEST_WAIT, timedelta(seconds=2**parked.attempts))
            parked.save()
            return 0
        parked.delete()
        # What waited behind it is due at once.
        Parked.objects.filter(subscriber=subscriber.name, subject=parked.subject).update(next_at=clock.now())
    return 1


def _park(subscriber: Subscriber, event: Event, subject: str, *, error: str, attempts: int = 0) -> None:
    Parked.objects.create(
        subscriber=subscriber.name,
        event_seq=event.seq,
        subject=subject,
        attempts=attempts,
        next_at=clock.now() + timedelta(seconds=2),
        error=error,
    )


def subject_of(event: Event) -> str:
    """Return the key within which events keep their order."""
    return f"{event.subject_kind}:{event.subject_id}"


def lags() -> list[Lag]:
    """Return how far each subscriber is behind, for the health page."""
    found = []
    moment = clock.now()
    with reading(SYSTEM):
        for subscriber in subscribers():
            position = Position.objects.filter(pk=subscriber.name).first() or Position(subscriber=subscriber.name)
            with connection.cursor() as cursor:
                cursor.execute(
                    "select count(*), min(at) from audit_event "
                    "where (era, xid, seq) > (%s, %s::xid8, %s) and kind = any(%s)",
                    [position.era, str(position.xid), position.seq, list(subscriber.receivers)],
                )
                waiting, oldest = cursor.fetchone()
                cursor.execute(
                    "select %s > number or %s = number and %s::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) "
                    "from (select coalesce(max(number), 0) as number from audit_era) era",
                    [position.era, position.era, str(position.xid)],
                )
                (is_beyond,) = cursor.fetchone()
            parked = Parked.objects.filter(subscriber=subscriber.name)
            worst = parked.order_by("-attempts").first()
            found.append(
                Lag(
                    subscriber=subscriber.name,
                    waiting=waiting,
                    oldest=_age(oldest, moment),
                    parked=parked.count(),
                    error=worst.error if worst else "",
                    is_beyond=is_beyond,
                )
            )
    return found


def _age(at: datetime | None, moment: datetime) -> timedelta | None:
    return None if at is None else max(moment - at, timedelta(0))
