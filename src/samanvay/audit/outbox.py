"""The outbox: brings each event to its subscribers at least once, in order for one subject.

A subscriber's position moves in the same transaction as its work, so a stop at any point repeats nothing that was
committed. An event that fails is parked with its subject's later ones behind it; other subjects go on.
"""

import importlib
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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

Receiver = Callable[[Event], Any]

AFTER_POSITION = """
select seq from audit_event
where (era, xid, seq) > (%(era)s, %(xid)s::xid8, %(seq)s) and kind = any(%(kinds)s)
  and (era < %(now)s or xid < pg_snapshot_xmin(pg_current_snapshot()))
order by era, xid, seq limit %(batch)s
"""


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
    """Deliver what waits for every subscriber, parked events that are due first; returns how many were taken."""
    return sum(retry_parked(each) + deliver(each, batch) for each in subscribers())


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
            waiting = [seq for (seq,) in cursor.fetchall()]
    return sum(_take(subscriber, seq) for seq in waiting)


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
            except Exception as error:
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
        except Exception as error:
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
            parked = Parked.objects.filter(subscriber=subscriber.name)
            worst = parked.order_by("-attempts").first()
            found.append(
                Lag(
                    subscriber=subscriber.name,
                    waiting=waiting,
                    oldest=_age(oldest, moment),
                    parked=parked.count(),
                    error=worst.error if worst else "",
                )
            )
    return found


def _age(at: datetime | None, moment: datetime) -> timedelta | None:
    return None if at is None else max(moment - at, timedelta(0))
