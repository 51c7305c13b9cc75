"""The log cannot be bent unseen: each attack by the owner of the tables is found and named."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .promises import check, promise
from .stage import Stage

CONTENT = "at, op, actor, via, kind, subject_kind, subject_id, readers, body"
TRIGGERS = ("audit_event_guard", "audit_event_insert_only")


@contextmanager
def bent(owner: Any, statements: list[tuple[str, list[Any]]]) -> Iterator[None]:
    """Change the log as an owner with bad intent would, and put it back afterwards."""
    owner.execute("create table log_as_it_was as select * from audit_event")
    for trigger in TRIGGERS:
        owner.execute(f"alter table audit_event disable trigger {trigger}")
    try:
        for statement, parameters in statements:
            owner.execute(statement, parameters)
        yield
    finally:
        owner.execute("delete from audit_event")
        owner.execute("insert into audit_event overriding system value select * from log_as_it_was")
        for trigger in TRIGGERS:
            owner.execute(f"alter table audit_event enable trigger {trigger}")
        owner.execute("drop table log_as_it_was")


@promise("A changed, removed, added or reordered event of the log is found and named")
def attacks(stage: Stage) -> str:
    from samanvay.audit.actions.sealing import seal_log
    from samanvay.audit.models import Seal
    from samanvay.audit.verifying import verify_log
    from samanvay.kernel.db.scope import SYSTEM, reading

    seal_log()
    clean = verify_log()
    check(clean.holds, f"the untouched log does not hold: {clean.findings[:2]}")
    with reading(SYSTEM):
        seqs = list(Seal.objects.order_by("number")[0].seqs)
    one, two = seqs[3], seqs[len(seqs) // 2]
    swap = ", ".join(f"{name.strip()} = o.{name.strip()}" for name in CONTENT.split(","))
    columns = "era, xid, " + CONTENT
    plans: dict[str, tuple[list[tuple[str, list[Any]]], set[tuple[str, int]]]] = {
        "changed": ([("update audit_event set body = '{}' where seq = %s", [one])], {("changed", one)}),
        "actor changed": (
            [("update audit_event set actor = gen_random_uuid() where seq = %s", [two])],
            {("changed", two)},
        ),
        "removed": ([("delete from audit_event where seq = %s", [one])], {("removed", one)}),
        "added": (
            [
                (
                    f"insert into audit_event (seq, {columns}) overriding system value "  # noqa: S608
                    f"select 900000001, {columns} from audit_event where seq = %s",
                    [one],
                )
            ],
            {("added", 900_000_001)},
        ),
        "reordered": (
            [
                (
                    f"update audit_event e set {swap} from audit_event o "  # noqa: S608
                    "where (e.seq, o.seq) in ((%s, %s), (%s, %s))",
                    [one, two, two, one],
                )
            ],
            {("reordered", one), ("reordered", two)},
        ),
    }
    for name, (statements, expected) in plans.items():
        with stage.owner() as owner, bent(owner, statements):
            found = {(each.what, each.seq) for each in verify_log().findings}
        check(found == expected, f"{name}: found {sorted(found)[:3]} instead of {sorted(expected)}")
    after = verify_log()
    check(after.holds and after.head == clean.head, "the log put back does not hold again")
    return f"{len(plans)} attacks on {clean.events} sealed events: each found and named by number; untouched it holds"


@promise("A forged seal does not pass either: the heads are noted outside the database")
def forged_seals(stage: Stage) -> str:
    from samanvay.audit.models import Seal
    from samanvay.audit.verifying import verify_log
    from samanvay.kernel.db.scope import SYSTEM, reading

    with reading(SYSTEM):
        last = Seal.objects.order_by("-number")[0].number
    with stage.owner() as owner:
        for trigger in ("audit_seal_guard", "audit_seal_insert_only"):
            owner.execute(f"alter table audit_seal disable trigger {trigger}")
        owner.execute("create table seal_as_it_was as select * from audit_seal where number = %s", [last])
        owner.execute("delete from audit_seal where number = %s", [last])
        try:
            found = {(each.what, each.seal) for each in verify_log().findings}
        finally:
            owner.execute("insert into audit_seal overriding system value select * from seal_as_it_was")
            owner.execute("drop table seal_as_it_was")
            for trigger in ("audit_seal_guard", "audit_seal_insert_only"):
                owner.execute(f"alter table audit_seal enable trigger {trigger}")
    check(("missing seal", last) in found, f"a seal taken away was not missed: {sorted(found)[:3]}")
    check(verify_log().holds, "the log put back does not hold again")
    return f"seal {last} taken away: missed by name; put back: the log holds"


@promise("A log that was cut or emptied does not pass because the noted heads went with it")
def headless(stage: Stage) -> str:
    from samanvay.audit.heads import heads_file
    from samanvay.audit.verifying import verify_log

    path = heads_file()
    noted = path.read_bytes()
    tables = ("audit_event", "audit_seal", "audit_era")
    try:
        path.unlink()
        gone = {each.what for each in verify_log().findings}
        path.write_bytes(b"".join(noted.splitlines(keepends=True)[:-2]))
        shorter = {each.what for each in verify_log().findings}
        path.unlink()
        with stage.owner() as owner:
            for table in tables:
                owner.execute(f"create table {table}_as_it_was as select * from {table}")  # noqa: S608 (names of ours)
                owner.execute(f"alter table {table} disable trigger user")
                owner.execute(f"delete from {table}")  # noqa: S608
            try:
                emptied = {each.what for each in verify_log().findings}
            finally:
                for table in tables:
                    back = f"insert into {table} overriding system value select * from {table}_as_it_was"  # noqa: S608
                    owner.execute(back)
                    owner.execute(f"drop table {table}_as_it_was")
                    owner.execute(f"alter table {table} enable trigger user")
    finally:
        path.write_bytes(noted)
    check("heads gone" in gone, f"deleted heads were not missed: {sorted(gone)}")
    check("heads shorter" in shorter, f"heads that were cut were not missed: {sorted(shorter)}")
    check("heads gone" in emptied, f"an emptied log without heads was not missed: {sorted(emptied)}")
    check(verify_log().holds, "the log put back does not hold again")
    return "heads deleted, heads cut, log emptied with its heads: each told; put back: the log holds"


@promise("SQL that runs as the application writes nothing that no operation of ours proves, and no event of another")
def unproven(stage: Stage) -> str:
    import psycopg

    made_up = "select set_config('sam.op', gen_random_uuid()::text, true), set_config('sam.audiences', '{0}', true)"
    attacks = (
        "update access_user set name = name",
        "insert into audit_event (era, op, actor, via, kind, subject_kind, subject_id, readers, body) values "
        "(0, current_setting('sam.op')::uuid, gen_random_uuid(), 'session', 'user:created', '', '', '{0,1}', '{}')",
        "select sam.follow_event_readers('{x}', 100, '{}', '{100}')",
        "insert into audit_era (number, because) values (99, '')",
        "select * from sam.secret",
        "create temporary table audit_event (n int)",
    )
    with stage.endpoint.connect("app", autocommit=True) as app:
        for statement in attacks:
            try:
                with app.transaction():
                    app.execute(made_up)
                    app.execute(statement)
            except psycopg.errors.InsufficientPrivilege:
                continue
            check(False, f"the application's role could: {statement}")
    return f"{len(attacks)} attempts over a connection of the application's role: all refused"
