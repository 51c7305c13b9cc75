"""What a transaction has read already: asked for once, by whom it may be read, until something is written."""

from collections.abc import Iterable
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from samanvay.audit.operations import operation
from samanvay.directory import events, queries
from samanvay.directory.models import Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.once import once, once_each
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading


class Counting:
    """Gives for each key how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, keys: Iterable[str]) -> dict[str, int]:
        self.asked += keys
        return {key: self.asked.count(key) for key in keys if key != "unknown"}


def officer(*audiences: int) -> Actor:
    return Actor(UUID(int=1), "officer", audiences)


@pytest.mark.django_db
def test_each_key_is_asked_for_once_in_a_transaction_also_one_that_there_is_not() -> None:
    read = Counting()
    with reading(officer(100)):
        assert once_each("test", ["b", "a", "unknown"], read) == {"b": 1, "a": 1}
        assert list(once_each("test", ["a", "c", "unknown"], read)) == ["a", "c"]
        assert read.asked == ["b", "a", "unknown", "c"]
        assert once("none", lambda: None) is None


@pytest.mark.django_db
def test_nothing_is_given_to_whom_it_was_not_read_for() -> None:
    read = Counting()
    with reading(officer(100)):
        once_each("test", ["a"], read)
        with acting_as(officer(101)):
            assert once_each("test", ["a"], read) == {"a": 2}
        assert once_each("test", ["a"], read) == {"a": 1}


def test_outside_a_transaction_and_without_an_actor_nothing_is_kept(fresh_state: str) -> None:
    read = Counting()
    with acting_as(officer(100)):
        assert [once_each("test", ["a"], read) for _ in range(2)] == [{"a": 1}, {"a": 2}]
    with reading(officer(100)):
        assert once_each("test", ["a"], read) == {"a": 3}
    with reading(officer(100)):
        assert once_each("test", ["a"], read) == {"a": 4}, "another transaction"
    with transaction.atomic():
        assert [once_each("test", ["a"], read) for _ in range(2)] == [{"a": 5}, {"a": 6}]


def test_what_an_operation_changes_is_read_anew_in_it_and_after_it(fresh_state: str) -> None:
    read = Counting()
    with reading(SYSTEM):
        unit = Unit.objects.filter(kind="ahtu")[0]
        once_each("test", ["a"], read)
        assert names_of(unit) == unit.names
        with operation(events.UNIT_RENAMED, by=SYSTEM, target=("unit", unit.id), readers=[unit.audience]):
            unit.revise(expected=None, changes={"name": "AHTU of the test"})
            assert names_of(unit).en == "AHTU of the test"
            assert once_each("test", ["a"], read) == {"a": 2}
            with acting_as(officer(100)):
                assert [once_each("test", ["a"], read) for _ in range(2)] == [{"a": 3}, {"a": 4}]
        assert names_of(unit).en == "AHTU of the test"
        assert [once_each("test", ["a"], read) for _ in range(2)] == [{"a": 5}, {"a": 5}]


def names_of(unit: Unit) -> Bilingual:
    found = queries.name_of_unit(unit.audience)
    assert found is not None
    return found


def test_a_unit_is_read_once_for_all_who_ask(fresh_state: str) -> None:
    with reading(SYSTEM):
        unit = Unit.objects.filter(kind="ahtu")[0]
        with CaptureQueriesContext(connection) as asked:
            for _ in range(3):
                names_of(unit)
                queries.units_of([unit.audience])
    assert len(asked) == 1
