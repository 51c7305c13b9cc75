"""The home's own PostgreSQL server: starts, rights, remains of a former life, and what it leaves alone."""

import contextlib
import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from samanvay.duties.machinery.programs import LAST_RESTART
from samanvay.kernel.pg import AlreadyRunning, CannotStart, Endpoint, HomeLock, running
from samanvay.kernel.pg.processes import users_of
from samanvay.kernel.pg.sockets import NAME, socket_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with running(tmp_path_factory.mktemp("pg") / "home", fsync=False) as found:
        yield found


def one(endpoint: Endpoint, query: str, role: str = "app") -> object:
    with endpoint.connect(role, autocommit=True) as connection:  # type: ignore[arg-type]
        row = connection.execute(query).fetchone()
    return row[0] if row else None


def test_devanagari_has_trigrams(endpoint: Endpoint) -> None:
    assert len(one(endpoint, "select show_trgm('वाराणसी')")) == 8  # type: ignore[arg-type]
    assert one(endpoint, "select lower('ÀÉ')") == "àé"


@pytest.mark.parametrize(
    ("role", "query", "expected"),
    [
        ("app", "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole", False),
        ("owner", "select rolsuper or rolcreaterole", False),
        ("owner", "select rolbypassrls and rolcreatedb", True),
    ],
)
def test_roles_have_just_their_rights(endpoint: Endpoint, role: str, query: str, expected: bool) -> None:
    assert one(endpoint, f"{query} from pg_roles where rolname = current_user", role) is expected


@pytest.mark.parametrize(
    "statement",
    [
        "create table mine (a int)",
        "create temporary table mine (a int)",
        "create schema mine",
        "create database mine",
        "create role mine",
        "set role samanvay_owner",
        "truncate owned",
        "alter table owned add column b int",
        "copy owned to program 'true'",
    ],
)
def test_the_application_makes_nothing(endpoint: Endpoint, statement: str) -> None:
    with endpoint.connect("owner") as connection:
        connection.execute("create table if not exists owned (a int generated always as identity)")
    with endpoint.connect("app", autocommit=True) as connection:
        connection.execute("insert into owned default values")
        connection.execute("delete from owned")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)


def test_the_application_is_planned_without_parallel_and_does_not_idle_in_a_transaction(endpoint: Endpoint) -> None:
    assert one(endpoint, "select current_setting('max_parallel_workers_per_gather')") == "0"
    assert one(endpoint, "select current_setting('idle_in_transaction_session_timeout')") == "1min"


def test_rights_taken_from_the_application_are_given_back_at_the_next_start(tmp_path: Path) -> None:
    said: list[str] = []
    with running(tmp_path / "home", fsync=False) as found:
        with found.connect("owner", autocommit=True) as owner:
            owner.execute(
                "create table django_migrations (name text); create table t (a int generated always as identity)"
            )
        with found.connect("superuser", "samanvay", autocommit=True) as superuser:
            superuser.execute("drop owned by samanvay_app")
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            found.connect("app")
    for _ in range(2):
        with running(tmp_path / "home", fsync=False, say=said.append) as found:
            with found.connect("owner", autocommit=True) as owner:
                owner.execute("drop table if exists later; create table later (a int)")
            with found.connect("app", autocommit=True) as app:
                app.execute("insert into t default values")
                app.execute("insert into later values (1)")
    [words] = said
    assert words.startswith("The application had lost ")


def test_the_last_restart_after_a_failure_is_seen_and_an_orderly_one_is_none(tmp_path: Path) -> None:
    seen = []
    with running(tmp_path / "home", fsync=False) as found:
        seen.append(one(found, LAST_RESTART))
        with found.connect("app", autocommit=True) as app:
            victim = app.info.backend_pid
            os.kill(victim, signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                app.execute("select pg_sleep(60)")
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                seen.append(one(found, LAST_RESTART))
                break
    with running(tmp_path / "home", fsync=False) as found:
        seen.append(one(found, LAST_RESTART))
    first, after_kill, after_stop = seen
    assert first < after_kill == after_stop  # type: ignore[operator]


def test_a_further_database_has_the_same_grants_and_extensions(endpoint: Endpoint) -> None:
    endpoint.create_database("another")
    endpoint.create_database("another")
    with endpoint.connect("owner", "another") as connection:
        connection.execute("create table t (a int)")
    with endpoint.connect("app", "another", autocommit=True) as connection:
        connection.execute("insert into t values (1)")
        rows = connection.execute("select extname from pg_extension order by 1").fetchall()
        assert [row[0] for row in rows] == ["btree_gin", "pg_trgm", "plpgsql"]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create temporary table mine (a int)")
    endpoint.drop_database("another")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        endpoint.connect("owner", "another")


def test_the_address_is_what_libpq_reads(endpoint: Endpoint) -> None:
    with psycopg.connect(endpoint.url("owner")) as connection:
        assert connection.info.user == "samanvay_owner"
        assert connection.info.dbname == "samanvay"


def test_nothing_listens_on_tcp_and_the_socket_is_private(endpoint: Endpoint) -> None:
    assert one(endpoint, "select current_setting('listen_addresses')") == ""
    assert stat.S_IMODE(endpoint.host.stat().st_mode) == 0o700
    assert stat.S_IMODE((endpoint.host / NAME).stat().st_mode) == 0o700


def test_the_log_never_quotes_what_people_wrote(endpoint: Endpoint) -> None:
    with endpoint.connect("owner", autocommit=True) as connection:
        connection.execute("create table named (name text unique)")
        connection.execute("insert into named values ('Rani of Gonda')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into named values ('Rani of Gonda')")
    log = (endpoint.host.parent / "log" / "postgres.log").read_text()
    assert "duplicate key value" in log
    assert "Gonda" not in log


@pytest.mark.parametrize("level", ["warning", "log", "exception"])
def test_the_application_writes_no_words_into_the_servers_log(endpoint: Endpoint, level: str) -> None:
    with endpoint.connect("app", autocommit=True) as connection:
        for setting in ("set", "alter role samanvay_app set"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"{setting} log_min_messages = 'log'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("alter role samanvay_app reset log_min_messages")
        connection.execute("alter role samanvay_app reset all")
    with endpoint.connect("app", autocommit=True) as connection, contextlib.suppress(psycopg.errors.RaiseException):
        connection.execute(f"do $$ begin raise {level} 'a forged line'; end $$")
    assert "a forged line" not in (endpoint.host.parent / "log" / "postgres.log").read_text()


def test_a_guest_uses_the_running_server_and_leaves_it(endpoint: Endpoint) -> None:
    home = endpoint.host.parent
    script = (
        "import sys; from pathlib import Path; from samanvay.kernel.pg import running\n"
        "with running(Path(sys.argv[1])) as e, e.connect('app') as c:\n"
        "    print(c.execute('select pg_postmaster_start_time()::text').fetchone()[0])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(home)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(one(endpoint, "select pg_postmaster_start_time()::text"))


def test_a_held_home_is_said(endpoint: Endpoint) -> None:
    with pytest.raises(AlreadyRunning, match=f"already running: pid {os.getpid()}"):
        HomeLock(endpoint.host.parent).take()


def test_the_owner_waits_for_its_guests_when_shared(tmp_path: Path) -> None:
    entered, leave, seen = threading.Event(), threading.Event(), []

    def guest() -> None:
        with running(tmp_path / "home", shared=True) as found:
            entered.set()
            leave.wait(20)
            seen.append(one(found, "select 1"))

    thread = threading.Thread(target=guest)
    with running(tmp_path / "home", shared=True, fsync=False):
        thread.start()
        assert entered.wait(20)
        threading.Timer(0.5, leave.set).start()
    thread.join(20)
    assert seen == [1]
    assert users_of(tmp_path / "home" / "pg") == []


def test_a_process_number_of_somebody_else_is_not_taken_for_a_server(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, fsync=False):
        stale = (home / "pg" / "postmaster.pid").read_text().splitlines()
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        stale[0] = str(other.pid)
        (home / "pg" / "postmaster.pid").write_text("\n".join(stale) + "\n")
        (home / "run" / f"{NAME}.lock").write_text("\n".join(stale) + "\n")
        (home / "run" / NAME).touch()
        with running(home, fsync=False) as found:
            assert one(found, "select 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_server_whose_owner_died_is_taken_over(tmp_path: Path) -> None:
    home = tmp_path / "home"
    script = (
        "import os, sys; from pathlib import Path; import samanvay.kernel.pg.server as s\n"
        "launch = s.launch\n"
        "s.launch = lambda *a, **k: launch(*a, **{**k, 'death_signal': 0})\n"
        "s.Server(Path(sys.argv[1]), fsync=False).start(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(home)], check=True)
    orphan = users_of(home / "pg")[0]
    with running(home, fsync=False) as found:
        assert one(found, "select 1") == 1
        assert users_of(home / "pg")[0] != orphan
    assert users_of(home / "pg") == []


def test_data_of_another_major_is_refused_with_what_to_do(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, fsync=False):
        pass
    (home / "pg" / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match=r"written by PostgreSQL 17, this installation has \d+: back it up"):
        running(home).__enter__()
    assert HomeLock(home).take().free() is None


def test_a_broken_data_folder_is_said_in_postgresqls_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, fsync=False):
        pass
    (home / "pg" / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(CannotStart) as said:
        running(home).__enter__()
    assert re.search(r"PostgreSQL .*: .*pg_control", str(said.value))
    assert "\n" not in str(said.value)


def test_a_link_at_the_socket_folder_is_refused(tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    elsewhere.mkdir()
    (home / "run").symlink_to(elsewhere)
    with pytest.raises(CannotStart, match="is a link or a file put there by somebody"):
        running(home).__enter__()
    assert list(elsewhere.iterdir()) == []


def test_a_folder_with_spaces_commas_and_quotes_in_its_name(tmp_path: Path) -> None:
    with running(tmp_path / 'ghar, "do" घर' / "home", fsync=False) as found:
        assert one(found, "select 1") == 1


def deep(base: Path) -> Path:
    return base / ("d" * 80) / ("e" * 80) / "home"


def test_a_link_at_the_short_socket_folder_is_refused(tmp_path: Path) -> None:
    home = deep(tmp_path)
    home.mkdir(parents=True)
    short = socket_folder(home.resolve())
    assert len(str(short)) < 100
    short.symlink_to(tmp_path)
    try:
        with pytest.raises(CannotStart, match="is a link"):
            running(home).__enter__()
    finally:
        short.unlink()


def test_a_socket_folder_open_to_others_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    run = tmp_path / "home" / "run"
    run.mkdir()
    run.chmod(0o777)
    with pytest.raises(CannotStart, match="is open to other users"):
        running(tmp_path / "home").__enter__()


def test_a_deep_folder_works_and_no_folders_mode_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    home = deep(tmp_path)
    home.parent.mkdir(parents=True)
    tmp_path.chmod(0o700)
    home.parent.chmod(0o750)

    def picture() -> list[tuple[str, int, int, int, list[str]]]:
        found = []
        for path in (home.parent, *home.parent.parents):
            now = path.stat()
            attributes = os.listxattr(path) if sys.platform == "linux" else []
            found.append((str(path), now.st_mode, now.st_uid, now.st_gid, attributes))
        return found

    before = picture()
    with running(home, fsync=False) as found:
        assert one(found, "select 1") == 1
        assert picture() == before
    assert picture() == before
    assert not found.host.exists()


def test_the_lock_is_no_way_to_write_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "lock").symlink_to(tmp_path / "victim")
    with pytest.raises(CannotStart, match="Cannot write in"):
        HomeLock(tmp_path / "home").take()
    assert not (tmp_path / "victim").exists()


def test_the_word_of_the_endpoint_lies_in_the_home(tmp_path: Path) -> None:
    with running(tmp_path / "home", fsync=False) as found:
        said = json.loads((tmp_path / "home" / "run" / "endpoint.json").read_text())
        assert said == {"host": str(found.host), "port": 5432}
    assert Endpoint.read(tmp_path / "home") is None
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as probe, pytest.raises(FileNotFoundError):
        probe.connect(str(found.host / NAME))
