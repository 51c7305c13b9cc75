"""Sealing and verification of the log, with real commits and real attacks by the owner of the tables."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from arranging import begun_heads
from samanvay.audit.actions import sealing
from samanvay.audit.heads import heads_file
from samanvay.audit.models import Seal
from samanvay.audit.operations import operation
from samanvay.audit.verifying import verify_log
from samanvay.audit.vocabulary import register
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7

Sealing = Callable[[], object]

NOTED = register("test:noted", "Noted", "अंकित")


@pytest.fixture(autouse=True)
def keys_folder(tmp_path: Path, settings: Any) -> None:
    settings.SAMANVAY_KEYS = tmp_path / "keys"


@pytest.fixture
def seal_log(fresh_db: str, settled: Callable[[], None]) -> Callable[[], object]:
    """Seal once every event written so far is finished for all."""
    begun_heads()

    def settled_sealing() -> object:
        settled()
        return sealing.seal_log()

    return settled_sealing


def note(count: int = 1) -> None:
    for number in range(count):
        with operation(NOTED, by=SYSTEM, target=("test", uuid7()), number=number):
            continue


def owner_address(name: str) -> str:
    """Return the owner's address of another database of the run's server."""
    return urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=f"/{name}"))


def as_owner(sql: str, *parameters: Any) -> None:
    """Run SQL as a malicious owner would: with the triggers and the row policy off."""
    from django.db import connections

    own = connections["default"].settings_dict["NAME"]
    with psycopg.connect(owner_address(own), autocommit=True) as connection:
        superuser = connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchall()[0][0]
        connection.execute("alter table audit_event disable trigger all" if superuser else "select 1")
        connection.execute("alter table audit_event disable trigger audit_event_guard")
        connection.execute("alter table audit_event disable trigger audit_event_insert_only")
        connection.execute(sql, parameters)


def seqs() -> list[int]:
    with reading(SYSTEM):
        return list(Seal.objects.order_by("number").last().seqs)


def found(verdict: Any) -> set[tuple[str, int]]:
    return {(finding.what, finding.seq) for finding in verdict.findings}


def test_untouched_log_holds_and_counts_what_is_sealed_and_what_is_not(seal_log: Sealing) -> None:
    note(5)
    seal_log()
    note(2)
    verdict = verify_log()
    assert verdict.holds
    assert (verdict.events, verdict.seals, verdict.unsealed) == (5, 1, 2)
    assert verdict.head in heads_file().read_text()


ATTACKS: list[tuple[str, Callable[[list[int]], tuple[str, tuple[Any, ...]]], Callable[[list[int]], set[Any]]]] = [
    (
        "changed body",
        lambda s: ("update audit_event set body = '{}' where seq = %s", (s[1],)),
        lambda s: {("changed", s[1])},
    ),
    (
        "changed actor",
        lambda s: ("update audit_event set actor = %s where seq = %s", (uuid7(), s[0])),
        lambda s: {("changed", s[0])},
    ),
    ("removed", lambda s: ("delete from audit_event where seq = %s", (s[2],)), lambda s: {("removed", s[2])}),
    (
        "added inside the span",
        lambda s: (
            "insert into audit_event (seq, era, xid, at, op, actor, via, kind, subject_kind, subject_id, readers, body)"
            " select 900001, era, xid, at, op, actor, via, 'test:forged', '', '', readers, '{}' from audit_event"
            " where seq = %s",
            (s[1],),
        ),
        lambda s: {("added", 900001)},
    ),
    (
        "reordered",
        lambda s: (
            "update audit_event e set body = o.body, op = o.op, at = o.at, subject_id = o.subject_id"
            " from audit_event o where (e.seq, o.seq) in ((%s, %s), (%s, %s))",
            (s[0], s[3], s[3], s[0]),
        ),
        lambda s: {("reordered", s[0]), ("reordered", s[3])},
    ),
]


@pytest.mark.parametrize(("name", "attack", "expected"), ATTACKS, ids=[each[0] for each in ATTACKS])
def test_attack_is_named(seal_log: Sealing, name: str, attack: Any, expected: Any) -> None:
    note(5)
    seal_log()
    sealed = seqs()
    note(3)
    seal_log()
    sql, parameters = attack(sealed)
    as_owner(sql, *parameters)
    verdict = verify_log()
    assert found(verdict) == expected(sealed)
    assert {finding.seal for finding in verdict.findings} == {1}, "a later batch is blamed for an earlier one"


def test_put_back_row_holds_again(seal_log: Sealing) -> None:
    note(3)
    seal_log()
    victim = seqs()[1]
    as_owner("create table kept as select * from audit_event where seq = %s", victim)
    as_owner("delete from audit_event where seq = %s", victim)
    assert not verify_log().holds
    as_owner("insert into audit_event select * from kept")
    assert verify_log().holds


def test_removed_seals_are_missed_by_the_noted_heads(seal_log: Sealing) -> None:
    note(3)
    seal_log()
    note(3)
    seal_log()
    as_owner("alter table audit_seal disable trigger audit_seal_guard")
    as_owner("alter table audit_seal disable trigger audit_seal_insert_only")
    as_owner("delete from audit_event where seq > %s", max(seqs()) - 3)
    as_owner("delete from audit_seal where number = (select max(number) from audit_seal)")
    assert ("missing seal", 0) in found(verify_log())


@pytest.mark.slow
def test_every_event_of_busy_writers_is_sealed_exactly_once(seal_log: Sealing) -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def sealer() -> None:
        from django.db import connection

        while not stop.wait(0.01):
            sealing.seal_log()
        connection.close()

    def writer(rolls_back: bool) -> None:
        from django.db import connection

        try:
            for number in range(40):
                try:
                    with operation(NOTED, by=SYSTEM, target=("test", uuid7()), number=number):
                        stop.wait(0.001)
                        if rolls_back and number % 5 == 0:
                            raise KeyError("rolled back on purpose")
                except KeyError:
                    continue
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer, args=(n % 2 == 0,)) for n in range(6)]
    guard = threading.Thread(target=sealer)
    guard.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stop.set()
    guard.join()
    seal_log()
    assert not failures
    with reading(SYSTEM):
        sealed = [seq for seal in Seal.objects.all() for seq in seal.seqs]
    assert len(sealed) == len(set(sealed)) == 6 * 40 - 3 * 8
    assert verify_log().holds
