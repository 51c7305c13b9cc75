"""The filled database of each release comes to today's tables: nothing is lost, nothing is taken twice.

``scripts/fill_release.py`` made them. A room that is rebuilt keeps the paths of its tasks and the name of its
subscription; what guards the tables is the same as in a database that was made today.
"""

import json
import lzma
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from samanvay.access.boxes.sealing import Tampered
from samanvay.audit import heads
from samanvay.audit.actions.sealing import begin_era, seal_log
from samanvay.audit.models import Event, Parked
from samanvay.audit.outbox import Receiver, Subscriber, Together, deliver, lags, retry_parked, subscribers
from samanvay.audit.verifying import verify_log
from samanvay.config.env import ROOT, env
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

BEHIND = "waits behind an earlier event of the same subject"
RELEASES = sorted((ROOT / "tests" / "releases").glob("*.json"))

pytestmark = pytest.mark.slow

WAITING = """
select e.seq from audit_event e left join audit_position p on p.subscriber = %(name)s
where e.kind = any(%(kinds)s) and (e.era, e.xid, e.seq) > (coalesce(p.era, 0), coalesce(p.xid, '0'), coalesce(p.seq, 0))
union all select event_seq from audit_parked where subscriber = %(name)s
"""

# What PostgreSQL keeps of the guards of our tables, in words that do not depend on the order in which they were made.
GUARDS = {
    "tables": """
        select c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.reloptions,
               pg_get_userbyid(c.relowner)
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
    """,
    "columns": """
        select a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
               a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attstattarget
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where c.relnamespace in ('public'::regnamespace, 'sam'::regnamespace) and c.relkind in ('r', 'p')
          and a.attnum > 0 and not a.attisdropped
    """,
    "policies": """
        select tablename, policyname, permissive, roles, cmd, qual, with_check from pg_policies
    """,
    "triggers": """
        select t.tgrelid::regclass, pg_get_triggerdef(t.oid), t.tgenabled from pg_trigger t where not t.tgisinternal
        union all select null, evtname || evtevent || evtfoid::regproc, evtenabled from pg_event_trigger
    """,
    "functions": """
        select p.oid::regprocedure, pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner) from pg_proc p
        where p.pronamespace in ('public'::regnamespace, 'sam'::regnamespace) and p.prokind in ('f', 'p')
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    """,
    "constraints": """
        select c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid), c.convalidated from pg_constraint c
        where c.connamespace in ('public'::regnamespace, 'sam'::regnamespace)
    """,
    "indexes": """
        select i.indrelid::regclass, pg_get_indexdef(i.indexrelid), i.indisvalid from pg_index i
        join pg_class c on c.oid = i.indrelid
        where c.relnamespace in ('public'::regnamespace, 'sam'::regnamespace)
    """,
    "grants": """
        select c.relname, coalesce(pg_get_userbyid(nullif(a.grantee, 0)), 'public'), a.privilege_type, a.is_grantable
        from pg_class c, aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char",
        c.relowner))) a
        where c.relnamespace in ('public'::regnamespace, 'sam'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'S')
        union all
        select p.oid::regprocedure::text, coalesce(pg_get_userbyid(nullif(a.grantee, 0)), 'public'), a.privilege_type,
               a.is_grantable
        from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.pronamespace = 'sam'::regnamespace
        union all
        select n.nspname, coalesce(pg_get_userbyid(nullif(a.grantee, 0)), 'public'), a.privilege_type, a.is_grantable
        from pg_namespace n, aclexplode(n.nspacl) a where n.nspname in ('public', 'sam')
    """,
    "migrations": "select app, name from django_migrations",
}


class Release(NamedTuple):
    """A release's database at today's tables."""

    said: Mapping[str, Any]
    url: str
    waiting: Mapping[str, list[int]]


def _waiting() -> dict[str, list[int]]:
    """Return what waits for each of today's subscribers: the events after its position and those parked."""
    found = {}
    with reading(SYSTEM), connection.cursor() as cursor:
        for each in subscribers():
            cursor.execute(WAITING, {"name": each.name, "kinds": list(each.receivers)})
            found[each.name] = sorted(seq for (seq,) in cursor.fetchall())
    return found


@pytest.fixture(scope="module", params=RELEASES, ids=lambda path: path.stem)
def release(
    request: pytest.FixtureRequest,
    released_database: Callable[[Path, Path], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Release]:
    from django.conf import settings

    said = json.loads(request.param.read_text())
    keys = tmp_path_factory.mktemp("keys")
    dump = keys / "dump"
    dump.write_bytes(lzma.decompress(request.param.with_suffix(".dump.xz").read_bytes()))
    (keys / "audit-heads.log").write_text("".join(f"{line}\n" for line in said["heads"]))
    shutil.copy(env.keys / "log.key", keys)
    with pytest.MonkeyPatch.context() as patch, clock.frozen(datetime.fromisoformat(said["filled_at"])):
        patch.setattr(settings, "SAMANVAY_KEYS", keys)
        with released_database(dump, keys) as url:
            # Numbers of transactions are this server's: as after every restore the log goes on in a new era.
            waiting = _waiting()
            begin_era("restored for a test")
            yield Release(said, url, waiting)


def guards(url: str) -> dict[str, list[str]]:
    address = urlunsplit(urlsplit(os.environ["SAMANVAY_TEST_OWNER_URL"])._replace(path=urlsplit(url).path))
    with psycopg.connect(address) as owner:
        return {what: sorted(_plain(row) for row in owner.execute(sql).fetchall()) for what, sql in GUARDS.items()}


def _plain(row: Sequence[object]) -> str:
    """Return a row as text, with one form for a list of words: a dump writes it otherwise than it was made."""
    text = "; ".join(map(str, row))
    text = re.sub(r"\(?('[^']*')::character varying(\)::text)?", r"\1", text)
    return re.sub(r"\(ARRAY\[([^]]*)\]\)::text\[\]", r"ARRAY[\1]", text)


def test_tables_policies_triggers_and_rights_are_those_of_a_new_database(
    release: Release, own_database: Callable[[], AbstractContextManager[str]]
) -> None:
    migrated = guards(release.url)
    with own_database() as url:
        made = guards(url)
    for what, rows in made.items():
        assert len(rows) > 2, what
        assert migrated[what] == rows, what


def test_every_task_of_the_release_can_still_run(release: Release) -> None:
    with reading(SYSTEM):
        rows = list(DBTaskResult.objects.filter(status="READY"))
    assert len({row.task_path for row in rows}) > 2
    for path in release.said["tasks"]:
        assert isinstance(import_string(path), Task), path
    for row in rows:
        arguments = row.args_kwargs
        signature(import_string(row.task_path).func).bind(*arguments["args"], **arguments["kwargs"])


def test_every_subscription_of_the_release_stands_under_its_name(release: Release) -> None:
    today = {each.name: set(each.receivers) for each in subscribers()}
    for name, kinds in release.said["subscribers"].items():
        assert set(kinds) <= today[name], name


def counting(subscriber: Subscriber, taken: Counter[tuple[str, int]]) -> Subscriber:
    """Return a subscriber that counts each event which it took for good."""

    def counted(receiver: Receiver) -> Receiver:
        def take(events: Sequence[Event]) -> None:
            receiver.receive(events) if isinstance(receiver, Together) else receiver(events[0])
            transaction.on_commit(partial(taken.update, [(subscriber.name, event.seq) for event in events]))

        return Together(take) if isinstance(receiver, Together) else lambda event: take([event])

    wrapped = {receiver: counted(receiver) for receiver in subscriber.receivers.values()}
    return Subscriber(subscriber.name, {kind: wrapped[each] for kind, each in subscriber.receivers.items()})


def test_what_waits_reaches_each_subscriber_once_and_the_log_holds(
    release: Release, settled: Callable[[], None]
) -> None:
    expected = Counter((name, seq) for name, seqs in release.waiting.items() for seq in seqs)
    latest = max(seq for _name, seq in expected)
    assert {name for name, _seq in expected} >= {"cases", "picture", "reports", "review", "tracing"}
    taken: Counter[tuple[str, int]] = Counter()
    with clock.frozen(clock.now() + timedelta(hours=1)):
        for _round in range(20):
            settled()
            each_time = [counting(each, taken) for each in subscribers()]
            if not sum(retry_parked(each) + deliver(each, batch=20_000) for each in each_time):
                break
        assert not [lag.subscriber for lag in lags() if lag.waiting]
        with reading(SYSTEM):
            left = list(Parked.objects.values_list("subscriber", "event_seq", "error"))
        # The keys of the filled home are gone, so the registers cannot compare what was sealed in it.
        assert {(name, error) for name, _seq, error in left} <= {("tracing", Tampered.__name__), ("tracing", BEHIND)}
        taken.update((name, seq) for name, seq, _error in left)
        assert Counter({each: times for each, times in taken.items() if each[1] <= latest}) == expected
        settled()
        seal_log()
    assert heads.token() in heads.read(heads.heads_file()).born
    verdict = verify_log()
    assert verdict.holds, verdict.findings
    assert verdict.unsealed == 0
