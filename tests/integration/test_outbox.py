"""The outbox: at least once, in order for one subject, nothing lost when a subscriber fails."""

from collections.abc import Callable

import pytest
from django.db import transaction

from samanvay.audit import outbox
from samanvay.audit.models import Event, Parked, Position
from samanvay.audit.operations import operation
from samanvay.audit.outbox import Subscriber, lags, retry_parked, subscribers
from samanvay.audit.vocabulary import register
from samanvay.kernel.db.scope import SYSTEM, Actor, current_actor

Deliver = Callable[..., int]

CALLED = register("test:called", "Called", "पुकारा गया")
OTHER = register("test:other", "Other", "अन्य")


class Listener:
    """Remembers what it got; fails on the events it is told to."""

    def __init__(self) -> None:
        self.got: list[int] = []
        self.fails_on: set[int] = set()
        self.actors: set[Actor | None] = set()

    def __call__(self, event: Event) -> None:
        number = event.detail["number"]
        self.actors.add(current_actor())
        if number in self.fails_on:
            raise RuntimeError("the subscriber fails")
        self.got.append(number)

    @property
    def subscriber(self) -> Subscriber:
        return Subscriber("listener", {CALLED.code: self})


@pytest.fixture
def deliver(fresh_db: str, settled: Callable[[], None]) -> Callable[..., int]:
    """Deliver once every event written so far is finished for all."""

    def settled_delivery(subscriber: Subscriber, batch: int = 200) -> int:
        settled()
        return outbox.deliver(subscriber, batch)

    return settled_delivery


def call(number: int, subject: str = "a") -> None:
    with operation(CALLED, by=SYSTEM, target=("test", subject), number=number):
        return


def test_events_arrive_once_and_in_order_as_the_system(deliver: Deliver) -> None:
    listener = Listener()
    for number in range(5):
        call(number)
    with operation(OTHER, by=SYSTEM, number=99):
        pass
    while deliver(listener.subscriber, batch=2):
        continue
    assert listener.got == [0, 1, 2, 3, 4]
    assert listener.actors == {SYSTEM}
    assert deliver(listener.subscriber) == 0


def test_failure_parks_its_subject_and_lets_others_pass(deliver: Deliver) -> None:
    listener = Listener()
    listener.fails_on = {0}
    call(0, "a")
    call(1, "b")
    call(2, "a")
    deliver(listener.subscriber)
    assert listener.got == [1]
    assert Parked.objects.count() == 2

    listener.fails_on = set()
    with transaction.atomic():
        Parked.objects.update(next_at="2020-01-01T00:00:00Z")
    while retry_parked(listener.subscriber):
        continue
    assert listener.got == [1, 0, 2]
    assert not Parked.objects.exists()


def test_parked_event_keeps_its_successors_waiting_until_it_succeeds(deliver: Deliver) -> None:
    listener = Listener()
    listener.fails_on = {0}
    call(0)
    deliver(listener.subscriber)
    with transaction.atomic():
        Parked.objects.update(next_at="2020-01-01T00:00:00Z")
    assert retry_parked(listener.subscriber) == 0
    assert Parked.objects.get().attempts == 2
    call(1)
    deliver(listener.subscriber)
    assert listener.got == []


def test_work_and_position_are_one_transaction(deliver: Deliver, monkeypatch: pytest.MonkeyPatch) -> None:
    listener = Listener()
    call(0)
    original = Position.save

    def killed(self: Position, **options: bool) -> None:
        if not options.get("force_insert"):
            raise OSError("killed here")
        original(self, **options)

    monkeypatch.setattr(Position, "save", killed)
    with pytest.raises(OSError, match="killed here"):
        deliver(listener.subscriber)
    monkeypatch.undo()
    deliver(listener.subscriber)
    assert listener.got == [0, 0], "what was not committed is delivered again"
    assert Position.objects.get().subscriber == "listener"


def test_event_of_an_unfinished_transaction_is_not_overtaken(deliver: Deliver) -> None:
    import threading

    listener = Listener()
    opened, finish = threading.Event(), threading.Event()

    def slow() -> None:
        from django.db import connection

        with operation(CALLED, by=SYSTEM, target=("test", "a"), number=0) as op:
            op.event()  # the row is written at the end; take the transaction's id now
            with connection.cursor() as cursor:
                cursor.execute("select pg_current_xact_id()")
            opened.set()
            finish.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert opened.wait(10)
    call(1)
    outbox.deliver(listener.subscriber)
    assert listener.got == [], "a later event passed one whose transaction was still open"
    finish.set()
    thread.join()
    deliver(listener.subscriber)
    assert listener.got == [0, 1]


def test_lag_tells_what_waits(fresh_db: str) -> None:
    assert all(lag.waiting == 0 for lag in lags())


def test_every_room_that_subscribes_is_found() -> None:
    names = [subscriber.name for subscriber in subscribers()]
    assert len(names) == len(set(names))
