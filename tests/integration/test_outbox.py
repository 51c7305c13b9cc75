"""The outbox: at least once, in order for one subject, nothing lost when a subscriber fails."""

from collections.abc import Callable, Sequence

import pytest
from django.db import connection, transaction

from samanvay.audit import outbox
from samanvay.audit.models import Event, Parked, Position
from samanvay.audit.operations import operation
from samanvay.audit.outbox import Subscriber, Together, lags, retry_parked, subscribers
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


class Gatherer:
    """Remembers what it got at once; fails where a number is among it."""

    def __init__(self) -> None:
        self.got: list[list[int]] = []
        self.fails_on: set[int] = set()

    def take(self, events: Sequence[Event]) -> None:
        numbers = [event.detail["number"] for event in events]
        if self.fails_on & set(numbers):
            raise RuntimeError("the subscriber fails")
        self.got.append(numbers)

    @property
    def subscriber(self) -> Subscriber:
        return Subscriber("gatherer", {CALLED.code: Together(self.take)})


def call_many(*numbers: int) -> None:
    with operation(OTHER, by=SYSTEM, target=("test", "all")) as op:
        for number in numbers:
            op.also(CALLED, ("test", f"subject {number}"), number=number)


def test_events_of_one_operation_come_together_where_the_receiver_looks_at_rows(deliver: Deliver) -> None:
    gatherer = Gatherer()
    call_many(1, 2, 3)
    call_many(4, 5)
    assert deliver(gatherer.subscriber) == 5
    assert gatherer.got == [[1, 2, 3], [4, 5]]
    assert deliver(gatherer.subscriber) == 0


def test_of_events_that_came_together_only_the_subject_at_fault_is_parked(deliver: Deliver) -> None:
    gatherer = Gatherer()
    gatherer.fails_on = {2}
    call_many(1, 2, 3)
    assert deliver(gatherer.subscriber) == 3
    assert gatherer.got == [[1], [3]]
    assert [parked.subject for parked in Parked.objects.all()] == ["test:subject 2"]
    gatherer.fails_on = set()
    call_many(2, 4)
    assert deliver(gatherer.subscriber) == 2
    assert gatherer.got == [[1], [3], [4]], "the second waits behind the first of its subject"


def test_a_receiver_that_ends_the_program_parks_its_event_and_ends_nothing(deliver: Deliver) -> None:
    def leaves(event: Event) -> None:
        raise SystemExit(3)

    call(0)
    assert deliver(Subscriber("leaver", {CALLED.code: leaves})) == 1
    assert Parked.objects.get().error == "SystemExit"


def test_a_subscriber_whose_events_cannot_be_read_keeps_no_other_from_its_own(
    deliver: Deliver, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, listener = Listener(), Listener()
    told = [Subscriber("broken", {CALLED.code: broken}), listener.subscriber]
    original = outbox.deliver

    def unreadable(subscriber: Subscriber, batch: int = 200) -> int:
        if subscriber.name == "broken":
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select '0044-03-15 BC'::timestamp")
                cursor.fetchone()
        return original(subscriber, batch)

    monkeypatch.setattr(outbox, "subscribers", lambda: told)
    monkeypatch.setattr(outbox, "deliver", unreadable)
    monkeypatch.setattr(outbox, "_rests_until", {})
    for number in range(3):
        call(number)
        settled()
        outbox.deliver_all()
    assert listener.got == [0, 1, 2]
    assert broken.got == []
