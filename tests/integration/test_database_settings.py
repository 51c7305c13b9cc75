"""A given database server: what it would log, and whom it would let in, is looked at before a production opens."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest
from plain_server import plain_server

from samanvay.cli.background import tell_of_database
from samanvay.config.env import ROOT
from samanvay.kernel.pg import external
from samanvay.kernel.pg.silent import SILENT, spoken

pytestmark = pytest.mark.slow

LOUD = {
    "log_statement": "all",
    "log_min_error_statement": "error",
    "log_error_verbosity": "default",
    "log_min_duration_statement": "0",
    "log_min_duration_sample": "0",
    "log_transaction_sample_rate": "1",
    "log_parameter_max_length_on_error": "-1",
    "log_min_messages": "debug2",
    "debug_print_parse": "on",
    "debug_print_rewritten": "on",
    "debug_print_plan": "on",
    "auto_explain.log_min_duration": "0",
}
# The database ``doors`` asks for a password, ``samanvay`` for the user of this machine.
RULES = "local doors samanvay_app scram-sha-256\nlocal all samanvay_app peer map=administrator\n"


class Server:
    """A plain server with our role and two databases."""

    def __init__(self, sockets: Path) -> None:
        self.sockets = sockets
        data = sockets.parent / "pg"
        (data / "pg_hba.conf").write_text(RULES + (data / "pg_hba.conf").read_text())
        name = (data / "pg_ident.conf").read_text().split()[1]
        with (data / "pg_ident.conf").open("a") as stream:
            stream.write(f"administrator {name} samanvay_app\n")
        self.order(
            "create role samanvay_app login",
            "create database samanvay",
            "create database doors",
            "select pg_reload_conf()",
        )

    def order(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the server's administrator."""
        with psycopg.connect(f"host={self.sockets} user=postgres dbname={database}", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def url(self, database: str = "samanvay", password: str = "") -> str:
        return f"postgresql://samanvay_app{password and ':' + password}@/{database}?host={self.sockets}"

    def spoken(self) -> list[str]:
        with psycopg.connect(self.url()) as connection:

            def execute(statement: str) -> Sequence[Sequence[Any]]:
                return connection.execute(statement).fetchall()  # type: ignore[arg-type]

            return spoken(execute)

    def log(self) -> str:
        return (self.sockets.parent / "server.log").read_text(errors="replace")

    def told_at_start(self, url: str) -> str:
        """Return what a production with this address says before it opens."""
        environment = {**os.environ, "SAMANVAY_MODE": "production", "DATABASE_URL": url}
        done = subprocess.run(
            [sys.executable, "-m", "samanvay.config.refuse"],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with plain_server() as sockets:
        made = Server(sockets)
        made.order("alter database samanvay set session_preload_libraries = 'auto_explain'")
        made.order(*(f"alter database samanvay set {name} = '{values[0]}'" for name, values in SILENT.items()))
        yield made


def test_every_setting_is_tried() -> None:
    assert set(LOUD) == set(SILENT)


@pytest.mark.parametrize("name", list(SILENT))
def test_a_setting_that_logs_what_people_wrote_is_told_with_the_command_that_mends_it(
    server: Server, name: str
) -> None:
    assert server.spoken() == []
    server.order(f"alter database samanvay set {name} = '{LOUD[name]}'")
    [sentence] = server.spoken()
    assert f"({name} is {LOUD[name]})" in sentence
    [command] = re.findall(r"run (alter database .*;)$", sentence)
    server.order(command)
    assert server.spoken() == []


def test_what_people_wrote_is_in_no_line_of_a_silent_server(server: Server) -> None:
    server.order("create table people (name text unique)", "grant all on people to samanvay_app", database="samanvay")

    def write_twice(name: str) -> None:
        for _ in range(2):
            with psycopg.connect(server.url()) as connection:
                cursor = psycopg.ClientCursor(connection)
                cursor.execute("insert into people values (%s)", [name])

    with pytest.raises(psycopg.errors.UniqueViolation):
        write_twice("Sunaina")
    assert "duplicate key" in server.log()
    assert "Sunaina" not in server.log()
    try:
        for name in ("log_min_error_statement", "log_error_verbosity"):
            server.order(f"alter database samanvay reset {name}")
        with pytest.raises(psycopg.errors.UniqueViolation):
            write_twice("Rukmini")
        assert "Rukmini" in server.log()  # as a server is that nobody set up
    finally:
        for name in ("log_min_error_statement", "log_error_verbosity"):
            server.order(f"alter database samanvay set {name} = '{SILENT[name][0]}'")


def test_a_loud_server_is_refused(server: Server) -> None:
    server.order("alter database samanvay set log_statement = 'all'")
    try:
        told = server.told_at_start(server.url())
    finally:
        server.order("alter database samanvay set log_statement = 'none'")
    assert "This production is not safe to open." in told
    assert "alter database samanvay set log_statement = 'none';" in told
    assert "log_statement" not in server.told_at_start(server.url())


def test_a_changed_password_opens_nothing_where_none_is_valid(server: Server) -> None:
    server.order("alter role samanvay_app valid until 'infinity'")
    with psycopg.connect(server.url()) as connection:
        connection.execute("alter role current_user password 'of-the-intruder'")
    psycopg.connect(server.url("doors", "of-the-intruder")).close()
    told = server.told_at_start(server.url())
    [command] = re.findall(r"Warning: A password that somebody sets .* run (alter role .*;)$", told, re.MULTILINE)
    server.order(command)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.url("doors", "of-the-intruder"))
    with psycopg.connect(server.url()) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("alter role current_user valid until 'infinity'")
    assert "Warning: A password" not in server.told_at_start(server.url())


def test_a_sign_in_by_password_is_warned_of_and_its_change_is_noticed(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.order("alter role samanvay_app valid until 'infinity' password 'of-the-operator'")
    url = server.url("doors", "of-the-operator")
    assert "Warning: The application signs in to the database with a password" in server.told_at_start(url)
    with psycopg.connect(url) as connection:
        connection.execute("alter role current_user password 'of-the-intruder'")
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect(url)
    assert external.is_password_refused(refused.value)
    with caplog.at_level(logging.WARNING, "samanvay.background"):
        tell_of_database(refused.value)
        tell_of_database(psycopg.OperationalError("connection refused"))
    levels = [record.levelno for record in caplog.records]
    assert levels == [logging.CRITICAL, logging.WARNING]
    assert "refuses the application's password" in caplog.records[0].getMessage()


def test_an_application_that_owns_a_function_is_refused(server: Server) -> None:
    server.order(
        "create schema ours authorization samanvay_app",
        "create function ours.door() returns int language sql as 'select 1'",
        "alter function ours.door() owner to samanvay_app",
        database="samanvay",
    )
    assert "owns functions (door)" in server.told_at_start(server.url())
    server.order("drop schema ours cascade", database="samanvay")
    assert "owns functions" not in server.told_at_start(server.url())


def test_a_database_in_which_hindi_is_not_found_is_refused(server: Server) -> None:
    how = "template template0 encoding 'UTF8' locale_provider libc lc_collate 'C' lc_ctype 'C'"
    server.order(f"create database deaf {how}")
    server.order("create extension pg_trgm", database="deaf")
    server.order("create extension pg_trgm", database="samanvay")
    assert "Names in Hindi would not be found" in server.told_at_start(server.url("deaf"))
    assert "Names in Hindi" not in server.told_at_start(server.url())


def test_transactions_that_may_stay_open_are_warned_of(server: Server) -> None:
    told = server.told_at_start(server.url())
    [command] = re.findall(r"Warning: A transaction left open .* run (alter role .*;)$", told, re.MULTILINE)
    server.order(command)
    assert "Warning: A transaction" not in server.told_at_start(server.url())
