"""One PostgreSQL for the run; a template database as the migrations make it; a clone for each worker.

Tests connect as the application's role, so that what they see is what production sees: row security, write guard,
grants. ``fresh_db`` gives a test a database of its own, for threads, sealer and worker.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from samanvay.config.env import ROOT, database_from_url

SRC = ROOT / "src" / "samanvay"

HORIZON_PASSED = "select pg_snapshot_xmin(pg_current_snapshot()) > (select coalesce(max(xid), '0') from audit_event)"

PREPARE = """
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
alter default privileges grant select, insert, update, delete on tables to samanvay_app;
alter default privileges grant usage, select on sequences to samanvay_app;
"""


def _dsn(url: str, name: str | None = None) -> dict[str, Any]:
    settings = database_from_url(url)
    given = {"host": settings["HOST"], "user": settings["USER"], "dbname": name or settings["NAME"]}
    if settings["PASSWORD"]:
        given["password"] = settings["PASSWORD"]
    if settings["PORT"]:
        given["port"] = settings["PORT"]
    return given


def _owner(name: str = "postgres") -> psycopg.Connection[Any]:
    return psycopg.connect(**_dsn(os.environ["SAMANVAY_TEST_OWNER_URL"], name), autocommit=True)


def _url(base: str, name: str) -> str:
    settings = database_from_url(base)
    user = settings["USER"] + (f":{settings['PASSWORD']}" if settings["PASSWORD"] else "")
    port = f"&port={settings['PORT']}" if settings["PORT"] else ""
    return f"postgresql://{user}@/{name}?host={settings['HOST']}{port}"


def _migrations_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted([*SRC.glob("*/migrations/*.py"), SRC / "kernel/db/constraints.py", Path(__file__)]):
        digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _template() -> str:
    """Return the name of the template database for today's migrations, making it if there is none."""
    name = f"test_tpl_{_migrations_hash()}"
    with _owner() as connection:
        connection.execute("select pg_advisory_lock(7301)")
        if not connection.execute("select 1 from pg_database where datname = %s and datistemplate", [name]).fetchone():
            connection.execute(f'drop database if exists "{name}" with (force)')
            connection.execute(f'create database "{name}"')
            with _owner(name) as inside:
                inside.execute(PREPARE)
            environment = {
                **os.environ,
                "SAMANVAY_ROLE": "owner",
                "DATABASE_OWNER_URL": _url(os.environ["SAMANVAY_TEST_OWNER_URL"], name),
                "DATABASE_URL": _url(os.environ["SAMANVAY_TEST_APP_URL"], name),
            }
            subprocess.run([sys.executable, "-m", "samanvay.cli", "migrate", "--quiet"], env=environment, check=True)
            connection.execute(f'alter database "{name}" with is_template true allow_connections false')
        connection.execute("select pg_advisory_unlock(7301)")
    return name


def _clone(name: str) -> None:
    template = _template()
    with _owner() as connection:
        connection.execute("select pg_advisory_lock(7301)")
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}" template "{template}"')
        connection.execute("select pg_advisory_unlock(7301)")


def _drop(name: str) -> None:
    with _owner() as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')


def _point_at(name: str) -> None:
    from django.conf import settings
    from django.db import connections

    from samanvay.audit.operations import forget_era

    connections.close_all()
    chosen = database_from_url(_url(os.environ["SAMANVAY_TEST_APP_URL"], name))
    for target in (connections["default"].settings_dict, settings.DATABASES["default"]):
        target.update(chosen)
    forget_era()


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"test_{os.getpid()}_{worker}"
    _clone(name)
    _point_at(name)
    with django_db_blocker.unblock():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select rolbypassrls or rolsuper from pg_roles where rolname = current_user")
            assert cursor.fetchone() == (False,), "tests must run as a role that row security binds"
    yield
    with django_db_blocker.unblock():
        from django.db import connections

        connections.close_all()
    _drop(name)


@pytest.fixture
def fresh_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give a database of its own, committed for real; yields its address for the application's role."""
    from django.db import connections

    before = connections["default"].settings_dict["NAME"]
    name = f"test_{os.getpid()}_{os.urandom(4).hex()}"
    _clone(name)
    with django_db_blocker.unblock():
        _point_at(name)
        yield _url(os.environ["SAMANVAY_TEST_APP_URL"], name)
        connections.close_all()
        _point_at(before)
    _drop(name)


@pytest.fixture
def settled() -> Callable[[], None]:
    """Return a function that waits until every event written so far lies below the snapshot horizon.

    Transactions of other tests on the same server hold the horizon back for as long as they run.
    """

    def wait() -> None:
        from django.db import connection

        from samanvay.kernel.db.scope import SYSTEM, reading

        for _ in range(1000):
            with reading(SYSTEM), connection.cursor() as cursor:
                cursor.execute(HORIZON_PASSED)
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.01)
        raise AssertionError("a transaction elsewhere on this server has been open for ten seconds")

    return wait


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real data (../shared) is not on this machine")
    return folder


@pytest.fixture(scope="session", autouse=True)
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the run keys and an erasure ledger of its own, so that no test touches those of a home."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("keys")
    settings.SAMANVAY_KEYS = folder
    return folder
