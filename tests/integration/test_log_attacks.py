"""What SQL that runs as the application cannot do to the log: an injection within a request, a stolen connection."""

# ruff: noqa: PT012, SIM117 (an attack is a few statements of one transaction)

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction

from samanvay.access.models import User
from samanvay.access.users.actions import create_user
from samanvay.audit.models import Event
from samanvay.audit.operations import operation, within_operation
from samanvay.audit.vocabulary import register
from samanvay.kernel import clock
from samanvay.kernel.db import proof
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, opening, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import WriteOutsideOperation

TRIED = register("test:log_attacked", "Attacked", "आक्रमण")
BEFORE = register("test:before_attack", "Before", "पूर्व")

OFFICER = Actor(uuid7(), "officer", (501,))
OTHER = uuid7()
MADE_UP = "select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{0}', true)"
EVENT = (
    "insert into public.audit_event (era, xid, at, op, actor, via, kind, subject_kind, subject_id, readers, body)"
    " values (%s, %s, %s, %s, %s, 'phone', 'test:log_attacked', '', '', %s, '{}')"
)


@contextmanager
def stolen(url: str) -> Iterator["psycopg.Connection[Any]"]:
    """Give a connection as the application's role that nothing of ours prepares."""
    with psycopg.connect(url, autocommit=True) as raw:
        yield raw


def person(name: str = "one") -> User:
    return create_user(by=SYSTEM, username=name, name=name.title())


def names() -> set[str]:
    return set(User.objects.values_list("name", flat=True))


def last() -> Event:
    with reading(SYSTEM):
        return Event.objects.latest("seq")


REFUSED = psycopg.errors.InsufficientPrivilege


@pytest.mark.parametrize(
    "statement",
    [
        "update access_user set name = 'Changed'",
        "delete from access_user",
        "insert into audit_era (number, because) values (9, 'x')",
        "insert into audit_seal (era, first_xid, last_xid, seqs, leaves, root, head, at)"
        " values (0, '1', '2', '{}', '', '', '', now())",
    ],
)
def test_a_made_up_operation_writes_nothing(fresh_db: str, statement: str) -> None:
    person()
    with stolen(fresh_db) as raw, pytest.raises(REFUSED, match="not proven"), raw.transaction():
        raw.execute(MADE_UP)
        raw.execute(statement)
    assert names() == {"One"}


def test_a_made_up_operation_with_a_made_up_proof_writes_nothing(fresh_db: str) -> None:
    person()
    for made_up in ("", "x", f"{'0' * 64} {SYSTEM.id} begins system", f"{'0' * 64}", f"{'é' * 70} a b"):
        with stolen(fresh_db) as raw, pytest.raises(REFUSED, match="not proven"), raw.transaction():
            raw.execute(MADE_UP)
            raw.execute("select set_config('sam.proof', %s, true)", [made_up])
            raw.execute("delete from access_user")


def test_a_proof_seen_in_one_transaction_is_worth_nothing_in_another(fresh_db: str) -> None:
    person()
    now = "select current_setting('sam.op'), current_setting('sam.proof', true)"
    with operation(TRIED, by=OFFICER), connection.cursor() as cursor:
        cursor.execute(now)
        op, seen = cursor.fetchone()
        for _ in range(2):
            with stolen(fresh_db) as raw, pytest.raises(REFUSED, match="not proven"), raw.transaction():
                raw.execute(MADE_UP)
                raw.execute("select set_config('sam.op', %s, true), set_config('sam.proof', %s, true)", [op, seen])
                raw.execute("update access_user set name = 'Changed'")
    # the same connection, the next transaction
    with pytest.raises(WriteOutsideOperation, match="not proven"), reading(SYSTEM), connection.cursor() as cursor:
        cursor.execute("select set_config('sam.op', %s, true), set_config('sam.proof', %s, true)", [op, seen])
        cursor.execute("update access_user set name = 'Changed'")
    assert names() == {"One"}


def test_within_an_operation_another_actor_and_another_operation_cannot_be_put_on(fresh_db: str) -> None:
    person()
    for changed in ("regexp_replace(current_setting('sam.proof'), '[-0-9a-f]{36}', %s)", "%s"):
        with pytest.raises(WriteOutsideOperation), operation(TRIED, by=OFFICER), connection.cursor() as cursor:
            cursor.execute(f"select set_config('sam.proof', {changed}, true)", [str(OTHER)])
            cursor.execute("update access_user set name = 'Changed'")
    with pytest.raises(WriteOutsideOperation), operation(TRIED, by=OFFICER), connection.cursor() as cursor:
        cursor.execute("select set_config('sam.op', %s, true)", [str(OTHER)])
        cursor.execute("update access_user set name = 'Changed'")
    assert names() == {"One"}


def test_a_write_whose_event_never_comes_is_undone_at_its_commit(fresh_db: str) -> None:
    person()
    with pytest.raises(WriteOutsideOperation, match="without its event"), transaction.atomic():
        with opening(OFFICER, uuid7()), connection.cursor() as cursor:
            cursor.execute("update access_user set name = 'Changed'")
    assert names() == {"One"}


def test_an_operation_kept_silent_leaves_nothing_behind(fresh_db: str) -> None:
    person()
    with operation(TRIED, by=OFFICER) as op:
        User.objects.update(name="Changed")
        op.keep_silent()
    assert names() == {"One"}
    with pytest.raises(RuntimeError, match="silent"), operation(TRIED, by=OFFICER) as op:
        op.keep_silent()
        person("two")
    assert names() == {"One"}


def test_constraints_made_immediate_do_not_let_a_write_pass(fresh_db: str) -> None:
    person()
    with pytest.raises(WriteOutsideOperation, match="without its event"), transaction.atomic():
        with opening(OFFICER, uuid7()), connection.cursor() as cursor:
            cursor.execute("update access_user set name = 'Changed'")
            cursor.execute("set constraints all immediate")
    with operation(TRIED, by=OFFICER) as op, acting_as(SYSTEM, op=op.id):
        op.save()
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("update access_user set name = 'Changed'")
            cursor.execute("set constraints all deferred")
    assert names() == {"Changed"}


def test_an_event_of_another_actor_with_another_date_and_transaction_is_the_databases_own(fresh_db: str) -> None:
    person()
    with operation(TRIED, by=OFFICER) as op, connection.cursor() as cursor:
        op.about("test", "true")
        cursor.execute("select set_config('sam.audiences', '{0}', true)")
        cursor.execute(EVENT, [7, "3", "2001-01-01", op.id, OTHER, [999, 0]])
    with reading(SYSTEM), connection.cursor() as cursor:
        forged, true = Event.objects.filter(op=op.id).order_by("seq")
        cursor.execute("select actor from audit_event where actor = %s", [OTHER])
        assert cursor.fetchone() is None
    assert (forged.actor, forged.via, forged.era, forged.xid) == (OFFICER.id, "session", true.era, true.xid)
    assert forged.at.year == true.at.year != 2001
    assert forged.readers == [0, 1, 999]


def test_an_event_under_an_operation_of_another_is_refused(fresh_db: str) -> None:
    person()
    theirs = last().op
    with pytest.raises(WriteOutsideOperation, match="event of another"), operation(TRIED, by=OFFICER):
        with connection.cursor() as cursor:
            cursor.execute("select set_config('sam.audiences', '{0}', true)")
            cursor.execute(EVENT, [0, "3", "2001-01-01", theirs, SYSTEM.id, [0, 1]])


def test_an_event_does_not_choose_its_number(fresh_db: str) -> None:
    person()
    with pytest.raises(Exception, match=r"gives an event its number|currval"), operation(TRIED, by=OFFICER) as op:
        with connection.cursor() as cursor:
            cursor.execute("select set_config('sam.audiences', '{0}', true)")
            cursor.execute(EVENT.replace("(era,", "(seq, era,").replace("(%s,", "(900000, %s,", 1),
                           [0, "3", "2001-01-01", op.id, SYSTEM.id, [0, 1]])  # fmt: skip


def follow(cursor: Any, home: int, fresh: list[int], stale: list[int]) -> None:
    with reading(SYSTEM):
        keys = list(Event.objects.values_list("subject_id", flat=True))
    cursor.execute("select sam.follow_event_readers(%s, %s, %s, %s)", [keys, home, fresh, stale])


def test_readers_of_events_are_not_emptied_with_audiences_that_anyone_may_set(fresh_db: str) -> None:
    person()
    before, about = last().readers, [last().subject_id]
    ask = "select sam.follow_event_readers(array[%s], 0, '{}', '{0,1}')"
    with stolen(fresh_db) as raw, pytest.raises(REFUSED), raw.transaction():
        raw.execute(MADE_UP)
        raw.execute(ask, about)
    with pytest.raises(WriteOutsideOperation), operation(TRIED, by=OFFICER), connection.cursor() as cursor:
        cursor.execute("select set_config('sam.audiences', '{0}', true), set_config('sam.op', '', true)")
        cursor.execute(ask, about)
    with pytest.raises(Exception, match="only the system"), operation(TRIED, by=OFFICER), connection.cursor() as cursor:
        cursor.execute("select set_config('sam.audiences', '{0}', true)")
        cursor.execute(ask, about)
    assert last().readers == before


@pytest.mark.parametrize(
    ("home", "fresh", "stale"),
    [(0, [], [501]), (501, [], [0]), (501, [], [1]), (501, [], [99]), (501, [2], []), (501, [0, 1], [])],
)
def test_reserved_audiences_never_go_stale_and_are_never_given(
    fresh_db: str, home: int, fresh: list[int], stale: list[int]
) -> None:
    with operation(TRIED, by=OFFICER, target=("test", "mine")):
        pass
    before = last().readers
    for call in (
        "select sam.follow_event_readers('{mine}', %s, %s::int[], %s::int[])",
        "select sam.follow_readers('audit_amendment', %s, '00000000-0000-0000-0000-000000000000', 9, %s::int[], %s)",
    ):
        with pytest.raises(Exception, match="readers follow units"), operation(TRIED, by=SYSTEM):
            with connection.cursor() as cursor:
                cursor.execute(call, [home, fresh, stale])
    assert last().readers == before == [0, 1, 501]


def test_no_temporary_table_stands_before_the_log(fresh_db: str) -> None:
    with stolen(fresh_db) as raw:
        for statement in (
            "create temporary table audit_event (like public.audit_event)",
            "create temporary view audit_event as select 1",
            "create schema mine",
            "create table public.mine (n int)",
        ):
            with pytest.raises(REFUSED):
                raw.execute(statement)


def test_savepoints_take_their_operations_with_them(fresh_db: str) -> None:
    person()
    inner = uuid7()
    with operation(TRIED, by=OFFICER):
        try:
            with transaction.atomic(), opening(SYSTEM, inner):
                User.objects.update(name="Lost")
                raise KeyError
        except KeyError:
            User.objects.update(name="Kept")
        with pytest.raises(KeyError), operation(TRIED, by=SYSTEM):
            User.objects.update(name="Lost")
            raise KeyError
        with operation(BEFORE, by=SYSTEM):
            User.objects.update(username="two")
    assert list(User.objects.values_list("name", "username")) == [("Kept", "two")]
    with reading(SYSTEM):
        told = list(Event.objects.filter(kind__startswith="test:").order_by("seq").values_list("kind", "actor"))
    assert told == [("test:before_attack", SYSTEM.id), ("test:log_attacked", OFFICER.id)]


def test_a_first_write_by_the_machinery_is_still_the_officers(fresh_db: str) -> None:
    with operation(TRIED, by=OFFICER) as op:
        with acting_as(SYSTEM, op=op.id):
            person_row = User(username="three", name="Three", joined_at=clock.now())
            person_row.save(force_insert=True)
        op.also(BEFORE, ("user", person_row.id))
    with reading(SYSTEM):
        assert set(Event.objects.filter(op=op.id).values_list("actor", "via")) == {(OFFICER.id, "session")}


def test_an_operation_that_is_not_open_is_not_acted_under(fresh_db: str) -> None:
    with pytest.raises(ValueError, match="not open"), acting_as(SYSTEM, op=uuid7()):
        pass


def test_only_what_has_an_event_goes_on(fresh_db: str) -> None:
    person()
    with pytest.raises(WriteOutsideOperation, match="no event to go on from"), within_operation(uuid7()):
        User.objects.update(name="Derived")
    with within_operation(last().op):
        User.objects.update(name="Derived")
    assert names() == {"Derived"}


def test_a_connection_that_was_rolled_back_carries_nothing_over(fresh_db: str) -> None:
    person()
    for _ in range(3):
        with pytest.raises(KeyError), operation(TRIED, by=OFFICER):
            User.objects.update(name="Lost")
            raise KeyError
        with pytest.raises(WriteOutsideOperation), reading(SYSTEM):
            User.objects.update(name="Lost")
        with operation(TRIED, by=OFFICER):
            User.objects.update(name="Kept")
    assert names() == {"Kept"}
    assert last().actor == OFFICER.id


def test_threads_write_under_their_own_operations(fresh_db: str) -> None:
    actors = [Actor(uuid7(), str(number), (500 + number,)) for number in range(6)]
    failures: list[BaseException] = []

    def write(actor: Actor) -> None:
        try:
            for number in range(10):
                with operation(TRIED, by=actor, target=("test", actor.id)) as op, acting_as(SYSTEM, op=op.id):
                    User(username=f"{actor.label}-{number}", name=actor.label, joined_at=clock.now()).save()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with reading(SYSTEM):
        told = list(Event.objects.filter(kind=TRIED.code).values_list("actor", "subject_id"))
    assert len(told) == 60
    assert all(actor == UUID(subject) for actor, subject in told)


def test_nothing_of_a_transaction_is_left_when_it_has_ended(fresh_db: str) -> None:
    person()
    with reading(SYSTEM), connection.cursor() as cursor:
        for table in ("sam.acting", "sam.secret"):
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                cursor.execute(f"select * from {table}")


@pytest.mark.django_db
def test_functions_of_the_owners_find_only_what_they_mean_and_their_tables_are_closed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select p.oid::regprocedure::text, p.prosecdef, coalesce(p.proconfig, '{}') from pg_proc p "
            "join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'sam'"
        )
        functions = cursor.fetchall()
        assert sum(definer for _, definer, _ in functions) >= 5
        for name, is_definer, config in functions:
            paths = [each.partition("=")[2] for each in config if each.startswith("search_path=")]
            assert paths or not is_definer, f"{name} is the owner's and looks where its caller says"
            assert all(path.split(",")[-1].strip() == "pg_temp" for path in paths), name
        cursor.execute(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname = 'sam' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and "
            "has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')"
        )
        assert cursor.fetchall() == []
        cursor.execute("select has_database_privilege(current_database(), 'temp')")
        assert cursor.fetchone() == (False,)


def test_a_new_key_holds_beside_the_one_before_until_that_is_dropped(
    fresh_db: str, tmp_path: Path, settings: Any
) -> None:
    from test_sealing import owner_address

    old, new = tmp_path / "old" / "log.key", tmp_path / "new" / "log.key"
    settings.LOG_KEY = old
    with pytest.raises(WriteOutsideOperation, match="not proven"):
        person("before")
    with psycopg.connect(owner_address(connection.settings_dict["NAME"]), autocommit=True) as owner:
        proof.give_keys(owner, old)
        person("one")
        new.parent.mkdir()
        new.write_bytes(old.read_bytes())
        proof.change_key(new)
        assert not proof.keys_are_known(owner, new)
        proof.give_keys(owner, new)
        assert proof.keys_are_known(owner, new)
        person("two")  # a process that was not started anew
        settings.LOG_KEY = new
        person("three")
        proof.drop_earlier_key(new)
        proof.give_keys(owner, new)
        person("four")
        settings.LOG_KEY = old
        with pytest.raises(WriteOutsideOperation, match="not proven"):
            person("five")
    assert names() == {"One", "Two", "Three", "Four"}
