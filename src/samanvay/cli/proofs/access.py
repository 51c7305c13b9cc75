"""Who may what: the matrix, the foreign record, the reader who is nobody, the writer who leaves no trace."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from .promises import check, promise
from .stage import Stage

READABLE = """
select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'readers'
where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped order by 1
"""
WITHOUT_POLICY = """
select c.oid::regclass::text from pg_class c where c.oid = any(%s::regclass[])
  and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
"""
WITHOUT_GUARD = """
select c.oid::regclass::text from pg_class c where c.oid = any(%s::regclass[])
  and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgenabled <> 'D'
                  and t.tgfoid = 'sam.require_operation'::regproc)
"""
RIGHTS = """
select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb, (select count(*) from pg_class where relowner = r.oid)
from pg_roles r where rolname = current_user
"""


@promise("Nobody who is not signed in gets a page, on any address")
def anonymous(stage: Stage) -> str:
    from django.test import Client

    from .visits import addresses

    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    asked, shown, failed = 0, [], []
    for name, url in addresses():
        for method in ("GET", "POST"):
            asked += 1
            status = client.generic(method, url).status_code
            if status >= 500:
                failed.append(f"{method} {url}: {status}")
            if status == 200 and not name.startswith(OPEN):
                shown.append(f"{method} {url}")
    check(not failed, f"fails: {', '.join(failed[:3])}")
    check(not shown, f"shown without signing in: {', '.join(shown[:3])}")
    return f"{asked} requests without signing in; only the doors themselves answered"


# What may be seen before signing in: the doors, the phone's door, the language, the answer that the server lives, the
# demonstration's thread.
OPEN = (
    "account_",
    "new_password",
    "mfa_",
    "personas",
    "become",
    "phone_",
    "healthz",
    "language",
    "openid",
    "gallery",
    "thread",
    "law_feed",  # what the law says is open to all; a feed reader signs in nowhere
)


@promise("A record outside one's charge looks exactly like one that does not exist")
def foreign(stage: Stage) -> str:
    from samanvay.cases.models import Case
    from samanvay.cases.queries import case_or_unseen
    from samanvay.kernel.db.scope import SYSTEM, reading
    from samanvay.kernel.ids import uuid7
    from samanvay.kernel.refusals import Refusal

    from .visits import personas

    with reading(SYSTEM):
        cases = list(Case.objects.values_list("id", "readers"))
    hidden = seen = 0
    for user, actor in personas():
        for case_id, readers in cases:
            overlap = bool(set(readers) & set(actor.audiences))
            answers = [_answer(actor, each, case_or_unseen, reading, Refusal) for each in (case_id, uuid7())]
            if overlap:
                seen += 1
                continue
            hidden += 1
            check(answers[0] == answers[1] and answers[0][0] == 404, f"{user.username} can tell a foreign case")
    return f"{hidden} pairs (person, foreign case) answered as a missing one, 404; {seen} pairs lie in charge"


def _answer(actor: Any, case_id: UUID, ask: Callable[..., Any], reading: Any, refusal: Any) -> tuple[int, str]:
    try:
        with reading(actor):
            ask(actor, case_id)
    except refusal as refused:
        return refused.status, str(refused)
    return 200, ""


@promise("Reading without an actor is an error, never an empty list")
def no_actor(stage: Stage) -> str:
    from django.db import connection, transaction

    from samanvay.kernel.refusals import NoActor

    with stage.owner() as owner:
        tables = [row[0] for row in owner.execute(READABLE).fetchall()]
    for table in tables:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"select 1 from {table} limit 0")  # noqa: S608 (a name from the catalogue)
        except NoActor:
            continue
        check(False, f"{table} answered nobody")
    return f"{len(tables)} protected tables asked by nobody: {len(tables)} errors, even for no row at all"


@promise("Every protected table is under a forced row policy and a write guard; the application may lift neither")
def rights(stage: Stage) -> str:
    from django.apps import apps
    from django.db import DatabaseError, connection, transaction

    from samanvay.kernel.db.scope import SYSTEM, opening
    from samanvay.kernel.ids import uuid7
    from samanvay.kernel.models import Bookkeeping

    with stage.owner() as owner:
        tables = [row[0] for row in owner.execute(READABLE).fetchall()]
        bare = [row[0] for row in owner.execute(WITHOUT_POLICY, [tables]).fetchall()]
        free = [row[0] for row in owner.execute(WITHOUT_GUARD, [tables]).fetchall()]
    # The machinery's own notes tell nobody's story and are written outside operations, by design.
    notes = {model._meta.db_table for model in apps.get_models() if issubclass(model, Bookkeeping)}
    bare += sorted(set(free) - notes)
    check(not bare, f"without policy or guard: {', '.join(bare)}")
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS)
        check(cursor.fetchone() == (False, 0), "the application's role has rights of an owner")
    attempts = [
        "alter table cases_case disable trigger all",
        "alter table cases_case no force row level security",
        "drop policy cases_case_rows on cases_case",
        "truncate cases_case",
        "set role samanvay_owner",
        "create table mine (n int)",
        "create temporary table mine (n int)",
        "update audit_event set kind = kind",
        "delete from audit_event",
    ]
    for statement in attempts:
        try:
            with transaction.atomic(), opening(SYSTEM, uuid7()), connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            continue
        check(False, f"the application could: {statement}")
    return f"{len(tables)} tables compared with the catalogue; {len(attempts)} attempts of the application refused"


@promise("Nothing is written outside an operation with an actor and an event")
def guarded(stage: Stage) -> str:
    from django.db import connection, transaction

    from samanvay.cases.models import Case
    from samanvay.kernel.db.scope import SYSTEM, acting_as, reading
    from samanvay.kernel.ids import uuid7
    from samanvay.kernel.refusals import Refusal, WriteOutsideOperation

    with reading(SYSTEM):
        case = Case.objects.order_by("id")[0]
    other = Case(**{f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields})
    other.id, other.number, other.submission_id = uuid7(), "UP-XXX-2000-000001", uuid7()

    def raw(statement: str) -> Callable[[], Any]:
        return lambda: connection.cursor().execute(statement)

    ways: dict[str, Callable[[], Any]] = {
        "save of a row": case.save,
        "save of a new row": lambda: other.save(force_insert=True),
        "bulk_create": lambda: Case.objects.bulk_create([other]),
        "update of a query": lambda: Case.objects.update(what="x"),
        "delete of a query": lambda: Case.objects.filter(pk=case.pk)._raw_delete("default"),
        "raw insert": raw("insert into cases_case select * from cases_case limit 0"),
        "raw update": raw("update cases_case set what = 'x'"),
        "raw delete": raw("delete from cases_case"),
    }
    for name, write in ways.items():
        try:
            with transaction.atomic(), acting_as(SYSTEM):
                write()
        except WriteOutsideOperation:
            continue
        except Refusal as refused:
            check(False, f"{name}: refused for another reason ({refused})")
        check(False, f"{name} was let through")
    with stage.owner() as owner:
        for statement in ("truncate cases_case cascade", "update cases_case set what = 'x'"):
            try:
                owner.execute(statement)
            except Exception as error:
                check("outside an operation" in str(error), f"the owner's {statement}: {error}")
                continue
            check(False, f"the owner's {statement} was let through")
    return f"{len(ways)} ways of the application and 2 of the owner (TRUNCATE among them) refused by the database"
