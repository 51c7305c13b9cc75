"""The three roles of the database and what each may do.

``postgres`` makes the rest and is used for nothing else. ``samanvay_owner`` owns every table: migrations,
backup. ``samanvay_app`` is web, worker and ticker: it reads and writes rows, under row security, and makes
nothing.
"""

from psycopg import sql

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


def make_extensions() -> str:
    """Return the statement that adds the extensions to the current database."""
    return "".join(f"create extension if not exists {name};\n" for name in EXTENSIONS)


def close_database(name: str) -> sql.Composed:
    """Return what closes a database to all but the two roles, and temporary tables to the application."""
    return sql.SQL("revoke all on database {name} from public; grant connect on database {name} to {app}").format(
        name=sql.Identifier(name), app=sql.Identifier(APP)
    )
