"""A PostgreSQL server that is given by address: alive, new enough, and with the roles it needs.

``DATABASE_URL`` is the application's; ``DATABASE_OWNER_URL`` the one that migrates. With the first alone, a
role that may make roles lends itself: both connections begin with ``set role``, so that row security holds.
An ordinary role that owns its database is used for both, which is said aloud: what owns a table is not held
by grants. A role that may make nothing is enough where the tables are there: only migrating needs the owner.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import conninfo, sql

from .errors import CannotStart
from .roles import APP, APP_SETTINGS, EXTENSIONS, OWNER, give_back, grants, lost_rights, named

OLDEST = 16
_SECONDS = 10


@dataclass(frozen=True)
class Given:
    """The two addresses to hand to our programs; the owner's is empty where only the application's is known."""

    app: str
    owner: str


def _shown(url: str) -> str:
    """Return where an address points, without its password."""
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        return "the given address"
    return f"{parts.get('host') or 'the local socket'}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}"


def connect(url: str, name: str = "DATABASE_URL") -> "psycopg.Connection[tuple[Any, ...]]":
    """Return an open connection; raises CannotStart with one sentence on why there is none."""
    try:
        connection = psycopg.connect(url, autocommit=True, connect_timeout=_SECONDS)
    except psycopg.ProgrammingError:
        raise CannotStart(f"{name} is not an address: write postgresql://user@host:5432/database.") from None
    except psycopg.OperationalError as error:
        raise CannotStart(f"{name} ({_shown(url)}) {_reason(str(error))}") from None
    version = connection.info.server_version // 10000
    if version < OLDEST:
        connection.close()
        raise CannotStart(f"{name} ({_shown(url)}) is PostgreSQL {version}; {OLDEST} or later is needed.")
    return connection


def role_of(url: str) -> str:
    """Return the role as which an address's connections act."""
    with connect(url) as connection:
        return str(connection.execute("select current_user").fetchall()[0][0])


def is_password_refused(error: BaseException) -> bool:
    """Tell whether the server refused a password, rather than being away."""
    return "password authentication failed" in str(error)


def _reason(said: str) -> str:
    last = said.strip().splitlines()[-1].rpartition("FATAL:")[2].strip().rstrip(".")
    for mark, words in (
        ("Connection refused", "refuses connections: start the server, or correct the address."),
        ("No such file", "has no server at that socket: start the server, or correct the address."),
        ("authentication failed", f"does not let us in: {last}."),
        ("no password supplied", "asks for a password: put it into the address or a pgpass file."),
        ("no pg_hba.conf entry", f"does not let us in: {last}."),
        ("does not exist", f"has no such role or database: {last}."),
        ("timeout", f"does not answer within {_SECONDS} seconds."),
        ("translate host name", "names a machine that is not known here."),
        ("resolve", "names a machine that is not known here."),
    ):
        if mark in said:
            return words
    return f"cannot be used: {last}."


def _as_role(url: str, role: str, settings: dict[str, str]) -> str:
    """Return the address whose connections begin as ``role``."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    chosen = {"role": role, **settings}
    more = " ".join(f"-c {name}={value}" for name, value in chosen.items())
    query["options"] = f"{query.get('options', '')} {more}".strip()
    return urlunsplit(parts._replace(query=urlencode(query, quote_via=quote)))


def _lend_roles(connection: "psycopg.Connection[Any]", *, superuser: bool) -> None:
    """Make both roles, as far as this server lets us, and let the connected role become either."""
    existing = {row[0] for row in connection.execute("select rolname from pg_roles").fetchall()}
    for role in (OWNER, APP):
        if role not in existing:
            connection.execute(sql.SQL("create role {}").format(sql.Identifier(role)))
    if superuser:
        connection.execute(sql.SQL("alter role {} createdb bypassrls").format(sql.Identifier(OWNER)))
    else:
        for role in (OWNER, APP):
            connection.execute(
                sql.SQL("grant {} to current_user with set true, inherit false").format(sql.Identifier(role))
            )
    database = sql.Identifier(connection.info.dbname)
    connection.execute(sql.SQL("grant create, temporary on database {} to {}").format(database, sql.Identifier(OWNER)))
    connection.execute(sql.SQL("revoke create, temporary on database {} from public").format(database))
    connection.execute(sql.SQL("grant usage, create on schema public to {}").format(sql.Identifier(OWNER)))


def given(app_url: str, owner_url: str = "", *, say: Callable[[str], None] = lambda words: None) -> Given:
    """Return the addresses to use, after making sure that the server is alive, new enough and prepared.

    Raises CannotStart with one sentence: dead, refusing, not letting us in, too old, a role with too many
    rights for the application or too few for migrations.
    """
    try:
        with connect(app_url) as connection:
            right = _rights(connection)
            if owner_url:
                return _two_roles(app_url, owner_url, right, say)
            if right["superuser"] or right["createrole"]:
                _lend_roles(connection, superuser=right["superuser"])
                _prepare(connection, OWNER, APP, say)
                settings = dict(APP_SETTINGS)
                return Given(_as_role(app_url, APP, settings), _as_role(app_url, OWNER, {}))
            if not right["create"]:
                if connection.execute("select to_regclass('public.django_migrations')").fetchall()[0][0]:
                    _require_name(right)
                    if lost := lost_rights(connection, APP):
                        raise CannotStart(
                            f"The application has lost {named(lost)}. Find out who took them, and run `samanvay "
                            "migrate` with the owner's address in DATABASE_OWNER_URL, which gives them back."
                        )
                    return Given(app_url, "")
                raise CannotStart(
                    f"The role {right['name']} of DATABASE_URL may not make tables: "
                    "name one that may in DATABASE_OWNER_URL."
                )
            _prepare(connection, right["name"], right["name"], say)
            say(
                f"DATABASE_URL alone is given: {right['name']} both owns the tables and serves the pages. "
                "In production give the owner in DATABASE_OWNER_URL and another role here."
            )
            return Given(app_url, app_url)
    except psycopg.Error as error:
        said = str(error).strip().splitlines()[0]
        raise CannotStart(f"DATABASE_URL ({_shown(app_url)}) could not be prepared: {said}.") from None


def _rights(connection: "psycopg.Connection[Any]") -> dict[str, Any]:
    row = connection.execute(
        """
        select rolname, rolsuper, rolbypassrls, rolcreaterole,
               has_schema_privilege('public', 'create')
               and has_database_privilege(current_database(), 'create')
          from pg_roles where rolname = current_user
        """
    ).fetchall()[0]
    return dict(zip(("name", "superuser", "bypass", "createrole", "create"), row, strict=True))


def _require_name(app: dict[str, Any]) -> None:
    if app["name"] != APP:
        raise CannotStart(
            f"The role of DATABASE_URL must be named {APP}, not {app['name']}: "
            "that name is given rights, and denied some, table by table."
        )


def _two_roles(app_url: str, owner_url: str, app: dict[str, Any], say: Callable[[str], None]) -> Given:
    if app["superuser"] or app["bypass"]:
        raise CannotStart(
            f"The role {app['name']} of DATABASE_URL escapes row security (superuser or BYPASSRLS): "
            "give the application an ordinary role."
        )
    _require_name(app)
    with connect(owner_url, "DATABASE_OWNER_URL") as connection:
        owner = _rights(connection)
        if owner["name"] == app["name"]:
            raise CannotStart("DATABASE_URL and DATABASE_OWNER_URL name one role: the application needs another.")
        if not owner["create"]:
            raise CannotStart(f"The role {owner['name']} of DATABASE_OWNER_URL may not make tables.")
        _prepare(connection, owner["name"], app["name"], say)
    return Given(app_url, owner_url)


def _prepare(connection: "psycopg.Connection[Any]", owner: str, app: str, say: Callable[[str], None]) -> None:
    """Make the extensions and the standing grants; an extension that is missing is named with its remedy."""
    present = {row[0] for row in connection.execute("select extname from pg_extension").fetchall()}
    for name in EXTENSIONS:
        if name not in present:
            try:
                connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(name)))
            except psycopg.Error as error:
                said = str(error).strip().splitlines()[0]
                raise CannotStart(
                    f"The database needs the extension {name} ({said}): let its administrator run "
                    f"`create extension {name}`."
                ) from None
    if owner != app:
        rights = _rights(connection)
        statements = grants(owner, app)
        if not rights["superuser"] and rights["name"] != owner:
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(owner)))
        try:
            connection.execute(statements)
            give_back(connection, app, say)
            # A temporary table of the application's would stand before the log for whatever names it bare.
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
                close = sql.SQL("revoke create, temporary on database {} from public, {}")
                connection.execute(close.format(sql.Identifier(connection.info.dbname), sql.Identifier(app)))
        finally:
            connection.execute("reset role")
