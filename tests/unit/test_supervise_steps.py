"""What `serve` does once before the pages open: tables, steps, and what each program finds in its environment."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from samanvay.cli import composition
from samanvay.cli.composition import Step, Surroundings, run_step
from samanvay.kernel.pg import Endpoint, running
from samanvay.kernel.supervise import CannotStart


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with running(tmp_path_factory.mktemp("pg") / "home", fsync=False) as found:
        yield found


@pytest.fixture
def owner_url(endpoint: Endpoint) -> Iterator[str]:
    endpoint.create_database("migrated")
    yield endpoint.url("owner", "migrated")
    endpoint.drop_database("migrated")


@pytest.fixture
def surroundings(tmp_path: Path) -> Surroundings:
    (tmp_path / "log").mkdir()
    base = {"PATH": "/usr/bin", "DATABASE_URL": "old", "DATABASE_OWNER_URL": "old", "OTHER": "kept"}
    return Surroundings(tmp_path, base, "app address", "owner address")


@pytest.mark.slow
def test_migrations_are_done_only_with_the_mark_of_just_these(
    endpoint: Endpoint, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not composition.migrations_are_done(owner_url)
    with endpoint.connect("owner", "migrated") as connection:
        connection.execute("create table django_migrations (name text)")
        connection.execute("insert into django_migrations values ('0001')")
    assert not composition.migrations_are_done(owner_url)
    with endpoint.connect("owner", "migrated") as connection:
        composition.mark_migrations(connection)
    assert composition.migrations_are_done(owner_url)
    with endpoint.connect("owner", "migrated") as connection:
        connection.execute("delete from django_migrations")
    assert not composition.migrations_are_done(owner_url), "a row is gone: somebody migrated backwards"
    with endpoint.connect("owner", "migrated") as connection:
        composition.mark_migrations(connection)
    monkeypatch.setattr(composition, "fingerprint", lambda: "of other files")
    assert not composition.migrations_are_done(owner_url)


def test_without_an_owner_tables_of_another_release_are_refused(owner_url: str, tmp_path: Path) -> None:
    surroundings = composition.Surroundings(tmp_path, {}, app_url=owner_url)
    with pytest.raises(composition.CannotStart, match="run `samanvay migrate` with the owner's address"):
        composition.migrate(surroundings, "", lambda words: None)


def test_the_fingerprint_follows_the_migration_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "samanvay" / "cases" / "migrations"
    folder.mkdir(parents=True)
    monkeypatch.setattr(composition, "__file__", str(tmp_path / "samanvay" / "cli" / "composition.py"))
    (folder / "0001_initial.py").write_text("one")
    first = composition.fingerprint()
    assert composition.fingerprint() == first
    (folder / "0001_initial.py").write_text("two")
    assert composition.fingerprint() != first


def test_only_the_owners_programs_learn_the_owners_address(surroundings: Surroundings) -> None:
    app, owner = surroundings.environment("app"), surroundings.environment("owner")
    assert (app["DATABASE_URL"], app.get("DATABASE_OWNER_URL")) == ("app address", None)
    assert owner["DATABASE_OWNER_URL"] == "owner address"
    assert (app["SAMANVAY_ROLE"], owner["SAMANVAY_ROLE"]) == ("app", "owner")
    assert app["OTHER"] == "kept"


def test_a_step_runs_in_its_role_and_its_failure_is_its_last_line(surroundings: Surroundings) -> None:
    said: list[str] = []
    script = "import os, sys; print(os.environ['SAMANVAY_ROLE']); sys.exit(int(sys.argv[1]))"
    run_step(Step("Trying.", [sys.executable, "-c", script, "0"], "owner"), surroundings, said.append)
    assert said == ["Trying."]
    assert (surroundings.home / "log" / "start.log").read_text() == "owner\n"
    failing = Step("Loading the state.", [sys.executable, "-c", "raise ValueError('no such district')"])
    with pytest.raises(CannotStart) as stopped:
        run_step(failing, surroundings, said.append)
    log = surroundings.home / "log" / "start.log"
    assert str(stopped.value) == f"Loading the state failed: ValueError: no such district (see {log})"
