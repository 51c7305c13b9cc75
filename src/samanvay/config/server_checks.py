"""What makes a given database server unsafe: what it would log, whom it would let in, what it would not find."""

from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from django.db import DatabaseError, connection

from samanvay.kernel.pg.roles import APP_SETTINGS
from samanvay.kernel.pg.silent import spoken

from .checks import rule
from .env import env


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


@rule("E030", asks_database=True)
def silent_log() -> Iterable[str]:
    """No statement may land in the server's log: what is sealed in a table would lie there open."""
    try:
        yield from spoken(_rows)
    except DatabaseError:
        return


@rule("E031", asks_database=True)
def encrypted_connection() -> Iterable[str]:
    """What goes to a database on another machine must be encrypted, and its certificate checked."""
    try:
        [(address, is_encrypted)] = _rows(
            "select host(inet_client_addr()), (select ssl from pg_stat_ssl where pid = pg_backend_pid())"
        )
    except DatabaseError:
        return
    if address is None or ip_address(address).is_loopback:
        return
    if not is_encrypted or _sslmode() != "verify-full":
        yield (
            "What goes to the database is not encrypted, or anybody could pass for it: add sslmode=verify-full and "
            "sslrootcert to DATABASE_URL."
        )


def _sslmode() -> str:
    return str(connection.connection.info.get_parameters().get("sslmode", ""))


@rule("E032", asks_database=True)
def own_functions() -> Iterable[str]:
    """The application must not own a function: it could change what runs with the owner's rights."""
    try:
        rows = _rows(
            "select current_user, string_agg(distinct p.proname, ', ') from pg_proc p join pg_roles r "
            "on r.oid = p.proowner where r.rolname = current_user"
        )
    except DatabaseError:
        return
    for name, functions in rows:
        if functions:
            yield f"The database role {name} owns functions ({functions}): let the owner role own them."


@rule("E033", asks_database=True)
def letters_of_hindi() -> Iterable[str]:
    """Names in Devanagari must be found: in the C locale their letters are none to the search."""
    try:
        [(found,)] = _rows("select cardinality(show_trgm('\u0930\u093e\u0927\u093e'))")
    except DatabaseError:
        return
    if not found:
        yield (
            "Names in Hindi would not be found in this database, whose letters are those of the C locale: make it anew "
            "with lc_ctype 'C.UTF-8', as docs/how-to/production.md tells."
        )


@rule("W040", asks_database=True)
def password_of_the_database() -> Iterable[str]:
    """A role changes its own password: who once speaks SQL as the application would have a door that stays open."""
    try:
        [(name, is_closed)] = _rows(
            "select quote_ident(rolname), coalesce(rolvaliduntil < now(), false) from pg_roles "
            "where rolname = current_user"
        )
    except DatabaseError:
        return
    if connection.connection.pgconn.used_password:
        yield (
            f"The application signs in to the database with a password, which whoever once speaks SQL as {name} can "
            "change: let it sign in by peer or by certificate, as docs/how-to/production.md tells."
        )
    elif env.get("DATABASE_URL") and not is_closed:
        yield (
            f"A password that somebody sets for {name} would open the database: let its administrator run "
            f"alter role {name} valid until '1970-01-01';"
        )


@rule("W041", asks_database=True)
def idle_transactions() -> Iterable[str]:
    """A transaction left open holds back the sealing of the log."""
    name = "idle_in_transaction_session_timeout"
    try:
        [(setting, role)] = _rows(f"select current_setting('{name}'), quote_ident(current_user)")
    except DatabaseError:
        return
    if setting == "0":
        yield (
            "A transaction left open would hold back the sealing of the log: let the database's administrator run "
            f"alter role {role} set {name} = '{APP_SETTINGS[name]}';"
        )
