"""The three roles of the database and what each may do.

``postgres`` makes the rest and is used for nothing else. ``samanvay_owner`` owns every table: migrations,
backup. ``samanvay_app`` is web, worker and ticker: it reads and writes rows, under row security, and makes
nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from psycopg import Connection, sql

OWNER = "samanvay_owner"
APP = "samanvay_app"
SUPERUSER = "postgres"
DATABASE = "samanvay"
EXTENSIONS = ("pg_trgm", "btree_gin")

# Without the first a list over five million rows takes 70 ms instead of 2: the planner prefers a parallel
# walk of the date index. The second frees the audit sealer, whose horizon is the oldest open transaction of
# the server.
APP_SETTINGS = {
    "max_parallel_workers_per_gather": "0",
    "idle_in_transaction_session_timeout": "60s",
}


def make_roles() -> str:
    """Return the statement that makes both roles if they are missing and sets their rights and settings."""
    lines = [
        "do $$ begin",
        *(
            f"if not exists (select from pg_roles where rolname = '{role}') then create role {role}; end if;"
            for role in (OWNER, APP)
        ),
        "end $$;",
        f"alter role {OWNER} login createdb bypassrls nosuperuser nocreaterole;",
        # A role may change its own settings, and could shut itself out by them.
        f"alter role {APP} reset all;",
        f"alter role {APP} login nocreatedb nobypassrls nosuperuser nocreaterole;",
        *(f"alter role {APP} set {name} = '{value}';" for name, value in APP_SETTINGS.items()),
        # "raise log 'any words'" would write into the server's log. What fails, the application logs itself.
        f"alter role {APP} set log_min_messages = 'fatal';",
    ]
    return "\n".join(lines)


def reset_in(name: str) -> sql.Composed:
    """Return what takes back the settings that the application gave itself in a database."""
    return sql.SQL("alter role {app} in database {name} reset all").format(
        app=sql.Identifier(APP), name=sql.Identifier(name)
    )


def grants(owner: str, app: str) -> sql.Composed:
    """Return what the application may do with all that the owner will ever make in the current database."""
    return sql.SQL(
        """
        revoke create on schema public from public;
        grant usage on schema public to {app};
        alter default privileges for role {owner} grant select, insert, update, delete on tables to {app};
        alter default privileges for role {owner} grant usage, select on sequences to {app};
        """
    ).format(owner=sql.Identifier(owner), app=sql.Identifier(app))


# Kept from the application: to change which migrations ran or what is only added to, functions that ask for no proof.
_LOST = """
with lost as (
  select format('%%s on table %%s', wanted, c.oid::regclass) as grant_of
    from pg_class c, unnest(array['select', 'insert', 'update', 'delete']) wanted
   where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
     and (c.relname <> 'django_migrations' or wanted = 'select')
     and (wanted in ('select', 'insert') or not exists (
           select from pg_trigger t, pg_proc f where t.tgrelid = c.oid and f.oid = t.tgfoid
              and f.pronamespace = to_regnamespace('sam') and f.proname = 'refuse_change'))
     and not has_table_privilege(%(app)s::name, c.oid, wanted)
  union all
  select format('%%s on sequence %%s', wanted, c.oid::regclass) from pg_class c, unnest(array['usage', 'select']) wanted
   where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace
     and not has_sequence_privilege(%(app)s::name, c.oid, wanted)
  union all
  select format('execute on function %%s', p.oid::regprocedure) from pg_proc p
   where p.pronamespace = to_regnamespace('sam') and p.proname not in ('bound_times', 'has_event', 'mend_time')
     and not has_function_privilege(%(app)s::name, p.oid, 'execute')
  union all
  select format('usage on schema %%I', n.nspname) from pg_namespace n
   where n.nspname in ('public', 'sam') and not has_schema_privilege(%(app)s::name, n.oid, 'usage')
)
select grant_of from lost, pg_class m
 where m.oid = to_regclass('public.django_migrations') and pg_get_userbyid(m.relowner) <> %(app)s::name
"""


def lost_rights(connection: "Connection[Any]", app: str) -> list[str]:
    """Return which rights the application lacks in the current database of those that migrations gave it."""
    return [row[0] for row in connection.execute(_LOST, {"app": app}).fetchall()]


def give_back(connection: "Connection[Any]", app: str, say: Callable[[str], None]) -> None:
    """Give the application the rights that somebody took from it, on the connection of the owner or above."""
    lost = lost_rights(connection, app)
    for right in lost:
        connection.execute(f"grant {right} to {app}".encode())
    if lost:
        say(f"The application had lost {named(lost)}. It has them again; find out who took them.")


def named(lost: Sequence[str]) -> str:
    """Return how many rights were lost, with the first of them."""
    return f"rights in its database: {len(lost)} ({', '.join(lost[:3])}{', …' if len(lost) > 3 else ''})"


def make_extensions() -> str:
    """Return the statement that adds the extensions to the current database."""
    return "".join(f"create extension if not exists {name};\n" for name in EXTENSIONS)


def close_database(name: str) -> sql.Composed:
    """Return what closes a database to all but the two roles, and temporary tables to the application."""
    return sql.SQL("revoke all on database {name} from public; grant connect on database {name} to {app}").format(
        name=sql.Identifier(name), app=sql.Identifier(APP)
    )
