"""A server given by address: alive, new enough, roles prepared, each failure in one sentence."""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from stand import free_port

from samanvay.kernel.pg import READY, CannotStart, Endpoint, external, running
from samanvay.kernel.pg import ensure_running as ensure_running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with running(tmp_path_factory.mktemp("pg") / "home", fsync=False) as found:
        yield found


@pytest.fixture
def fresh(server: Endpoint) -> Iterator[str]:
    """The name of a new database as an administrator makes it: nothing of ours in it."""
    with server.connect("superuser", "postgres", autocommit=True) as connection:
        connection.execute("create database fresh template template0")
    yield "fresh"
    server.drop_database("fresh")


def test_a_superusers_address_lends_both_roles(server: Endpoint, fresh: str) -> None:
    given = external.given(server.url("superuser", fresh))
    with psycopg.connect(given.owner) as connection:
        connection.execute("create table t (a int)")
        assert connection.execute("select tableowner from pg_tables where tablename = 't'").fetchone() == (
            "samanvay_owner",
        )
    with psycopg.connect(given.app, autocommit=True) as connection:
        connection.execute("insert into t values (1)")
        assert connection.execute(
            "select current_user, rolbypassrls, rolsuper from pg_roles where rolname=current_user"
        ).fetchone() == (
            "samanvay_app",
            False,
            False,
        )
        assert connection.execute("show max_parallel_workers_per_gather").fetchone() == ("0",)
        for statement in ("create table u (a int)", "create temporary table u (a int)", "truncate t"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_two_roles_are_prepared_and_kept(server: Endpoint, fresh: str) -> None:
    with server.connect("superuser", fresh, autocommit=True) as connection:
        connection.execute("grant create on database fresh to samanvay_owner")
        connection.execute("grant usage, create on schema public to samanvay_owner")
    given = external.given(server.url("app", fresh), server.url("owner", fresh))
    assert given == external.Given(server.url("app", fresh), server.url("owner", fresh))
    with psycopg.connect(given.owner) as connection:
        connection.execute("create table t (a int)")
    with psycopg.connect(given.app) as connection:
        connection.execute("insert into t values (1)")
        rows = connection.execute("select extname from pg_extension").fetchall()
        assert {"pg_trgm", "btree_gin"} <= {row[0] for row in rows}


def test_one_ordinary_role_that_owns_its_database_is_used_and_said(server: Endpoint, fresh: str) -> None:
    with server.connect("superuser", fresh, autocommit=True) as connection:
        connection.execute("alter database fresh owner to samanvay_owner")
        connection.execute("alter schema public owner to samanvay_owner")
    said: list[str] = []
    url = server.url("owner", fresh)
    assert external.given(url, say=said.append) == external.Given(url, url)
    assert len(said) == 1
    assert "both owns the tables and serves the pages" in said[0]


@pytest.mark.parametrize(
    ("app", "owner", "words"),
    [
        ("superuser", "owner", "escapes row security"),
        ("owner", "superuser", "escapes row security"),
        ("app", "app", "name one role"),
        ("app", "", "may not make tables: name one that may in DATABASE_OWNER_URL"),
    ],
)
def test_roles_with_too_many_or_too_few_rights_are_refused(server: Endpoint, app: str, owner: str, words: str) -> None:
    with pytest.raises(CannotStart, match=words):
        external.given(server.url(app), server.url(owner) if owner else "")  # type: ignore[arg-type]


def test_a_role_that_makes_nothing_serves_where_the_tables_are(server: Endpoint, fresh: str) -> None:
    with server.connect("superuser", fresh, autocommit=True) as connection:
        connection.execute("create table django_migrations (name text)")
        connection.execute("revoke create on schema public from public")
        connection.execute("grant connect on database fresh to samanvay_app")
    url = server.url("app", fresh)
    with pytest.raises(
        CannotStart, match=r"has lost rights in its database: 1 \(select on table django_migrations\)\. "
    ):
        external.given(url)
    said: list[str] = []
    external.given(server.url("superuser", fresh), say=said.append)
    assert said == [
        "The application had lost rights in its database: 1 (select on table django_migrations). "
        "It has them again; find out who took them."
    ]
    assert external.given(url) == external.Given(url, "")


def test_a_role_of_another_name_is_refused(server: Endpoint, fresh: str) -> None:
    with server.connect("superuser", fresh, autocommit=True) as connection:
        connection.execute("create role reader login")
        connection.execute("grant connect on database fresh to reader")
        connection.execute("revoke create on schema public from public")
        connection.execute("create table django_migrations (name text)")
        connection.execute("set role reader")
        app = external._rights(connection)
    for ask in (lambda: external._two_roles("", "", app, print), lambda: external._require_name(app)):
        with pytest.raises(CannotStart, match="must be named samanvay_app, not reader"):
            ask()


def test_a_dead_server_is_one_sentence_without_the_password() -> None:
    port = free_port()
    with pytest.raises(CannotStart) as said:
        external.given(f"postgresql://someone:secret@127.0.0.1:{port}/samanvay")
    assert str(said.value).startswith(f"DATABASE_URL (127.0.0.1:{port}/samanvay) refuses connections")
    assert "secret" not in str(said.value)


def test_a_missing_socket_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="has no server at that socket"):
        external.given(f"postgresql://someone@/samanvay?host={tmp_path}")


def test_a_server_that_accepts_and_says_nothing_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(external, "_SECONDS", 2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(5)
        with pytest.raises(CannotStart, match="does not answer within 2 seconds"):
            external.given(f"postgresql://someone@127.0.0.1:{silent.getsockname()[1]}/samanvay")


@pytest.mark.parametrize(
    ("user", "database", "words"),
    [
        ("stranger", "samanvay", "does not let us in: Peer authentication failed"),
        ("samanvay_owner", "missing", 'has no such role or database: database "missing" does not exist'),
    ],
)
def test_a_refusal_gives_the_servers_reason(server: Endpoint, user: str, database: str, words: str) -> None:
    with pytest.raises(CannotStart, match=words):
        external.given(f"postgresql://{user}@/{database}?host={server.host}")


def test_an_address_that_is_none_is_one_sentence() -> None:
    with pytest.raises(CannotStart, match="is not an address"):
        external.given("mysql://someone@127.0.0.1/samanvay")


def test_an_old_server_is_refused(server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(external, "OLDEST", 99)
    with pytest.raises(CannotStart, match="99 or later is needed"):
        external.given(server.url("owner"))


def test_a_command_finds_the_given_server_as_the_application(server: Endpoint, fresh: str, tmp_path: Path) -> None:
    with ensure_running(tmp_path / "home", {"DATABASE_URL": server.url("superuser", fresh)}) as found:
        for name, user in (("DATABASE_URL", "samanvay_app"), ("DATABASE_OWNER_URL", "samanvay_owner")):
            with psycopg.connect(found[name]) as connection:
                assert connection.execute("select current_user").fetchone() == (user,)
        with ensure_running(tmp_path / "home", found) as nothing:
            assert nothing == {}
    assert not (tmp_path / "home").exists()


def test_a_command_joins_the_homes_server_or_starts_it(server: Endpoint, tmp_path: Path) -> None:
    with ensure_running(server.host.parent, {}) as found:
        assert found == {READY: "1"}
    server.connect("app").close()
    with ensure_running(tmp_path / "home", {}):
        alone = Endpoint.read(tmp_path / "home")
        assert alone is not None
        alone.connect("app").close()
    assert Endpoint.read(tmp_path / "home") is None
