"""A PostgreSQL for each worker; in it a template database as the migrations make it, and clones.

Tests connect as the application's role, so that what they see is what production sees: row security, write guard,
grants. ``fresh_db`` gives a test a database of its own, for threads, sealer and worker.
"""

import contextlib
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

# Threads of a numeric library wait for each other by turning: beside other workers that took five times the work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import psycopg
import pytest
from _pytest import runner
from hypothesis import HealthCheck, settings
from psycopg import sql

from samanvay.access.signin.hashing import PasswordHasher
from samanvay.cli.backups.restoring import REVOKE_STANDING
from samanvay.config.env import ROOT, database_from_url, env
from samanvay.kernel.db.proof import make_key
from samanvay.kernel.pg import external, running
from samanvay.kernel.pg.cluster import total_memory
from samanvay.kernel.pg.dump import contents, is_ours, restore
from samanvay.kernel.pg.roles import APP, OWNER, grants, make_extensions
from samanvay.kernel.private_files import kept_or_made

SRC = ROOT / "src" / "samanvay"
GAZETTEER = ROOT / "packages/insight/src/samanvay_insight/gazetteer"

HORIZON_PASSED = """
select pg_snapshot_xmin(pg_current_snapshot()) > coalesce(max(xid), '0') from audit_event
where era = (select max(era) from audit_event)
"""

LOAD_DIRECTORY = """
import django
django.setup()
from samanvay.directory.loading import load_places, load_units
from samanvay.kernel.db.scope import SYSTEM
load_places(by=SYSTEM)
load_units(by=SYSTEM, state="IN-UP")
"""

LEAST_MEMORY, LEAST_ROOM = 4 << 30, 2 << 30  # bytes

OF_CHECKOUT = "checkout"  # in a folder in memory: which checkout's it is

_server = ExitStack()


def _home() -> Path:
    """Return the folder of our own server: in memory where there is plenty, for a clone is 800 files; else in var."""
    kept = ROOT / "var" / "test"
    memory = Path("/dev/shm")
    try:
        room = os.statvfs(memory)
        if total_memory() < LEAST_MEMORY or room.f_bavail * room.f_frsize < LEAST_ROOM:
            return kept
        checkout = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]
        home = memory / f"samanvay-test-{os.geteuid()}-{checkout}"
        home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
        if home.lstat().st_uid != os.geteuid() or home.is_symlink():
            return kept
        (home / OF_CHECKOUT).write_text(str(ROOT))
    except OSError:
        return kept
    _free_memory(memory)
    return home


def _free_memory(memory: Path) -> None:
    """Remove our folders whose checkout is gone: each holds half a gigabyte of memory, which all tests would miss."""
    for written in memory.glob(f"samanvay-test-{os.geteuid()}-*/{OF_CHECKOUT}"):
        with contextlib.suppress(OSError):
            if written.lstat().st_uid == os.geteuid() and not Path(written.read_text()).exists():
                shutil.rmtree(written.parent)


def pytest_configure(config: pytest.Config) -> None:
    """Find the worker's server: one already named, the one of DATABASE_URL, else our own.

    Each worker has its own, since a transaction in one database holds back the outbox in all others of a server.
    """
    _hash_passwords_cheaply()
    _judge_examples_without_a_clock()
    _collect_garbage_seldom()
    is_only_master = not hasattr(config, "workerinput") and getattr(config.option, "numprocesses", None)
    if is_only_master or "SAMANVAY_TEST_APP_URL" in os.environ:
        return
    if url := os.environ.get("DATABASE_URL"):
        found = external.given(url, os.environ.get("DATABASE_OWNER_URL", ""))
        app, owner = found.app, found.owner
    else:
        home = _home() / os.environ.get("PYTEST_XDIST_WORKER", "main")
        endpoint = _server.enter_context(running(home, shared=True, fsync=False))
        app, owner = endpoint.url("app"), endpoint.url("owner", "postgres")
    os.environ["SAMANVAY_TEST_APP_URL"], os.environ["SAMANVAY_TEST_OWNER_URL"] = app, owner


def _hash_passwords_cheaply() -> None:
    """Let Argon2 take the least of time and memory: hundreds of officers of tests get a password of no secrecy."""
    PasswordHasher.time_cost = 1
    PasswordHasher.memory_cost = 8  # KiB, the least for one lane
    PasswordHasher.parallelism = 1


def _judge_examples_without_a_clock() -> None:
    """Let no property fail because the machine was busy while its examples were drawn or tried."""
    now = settings.default
    patient = [*now.suppress_health_check, HealthCheck.too_slow]
    settings.register_profile("patient", now, deadline=None, suppress_health_check=patient)
    settings.load_profile("patient")


def _collect_garbage_seldom() -> None:
    """Look for cycles after a hundred thousand objects, not seven hundred: a tenth of the whole run went into it."""
    gc.set_threshold(100_000, 50, 100)


def _with_room(call: Callable[..., Any], *arguments: Any) -> Any:
    return call(*arguments)


# Python 3.11 maps 16 KiB for its frames and unmaps them each time calls go over that edge and back: a tenth of the run.
# The wide frame takes a megabyte at once, of which half is left to what it calls.
_with_room.__code__ = _with_room.__code__.replace(co_stacksize=70_000)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Any:
    return _with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what looks at the told story: workers begin with neighbours, so that one of them tells it, once."""
    items.sort(key=lambda item: "told_story" not in getattr(item, "fixturenames", ()))


def pytest_unconfigure(config: pytest.Config) -> None:
    _server.close()


def _url(base: str, name: str) -> str:
    """Return the same server's address with another database."""
    return urlunsplit(urlsplit(base)._replace(path=f"/{name}"))


def _owner(name: str = "postgres") -> psycopg.Connection[Any]:
    return psycopg.connect(_url(os.environ["SAMANVAY_TEST_OWNER_URL"], name), autocommit=True)


def _role(which: str) -> str:
    """Return the role that the application's or the owner's connections act as."""
    return external.role_of(_url(os.environ[f"SAMANVAY_TEST_{which}_URL"], "postgres"))


def _hash_of(*patterns: str, folder: Path = SRC) -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(path for pattern in patterns for path in folder.glob(pattern) if path.is_file()):
        digest.update(path.as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _environment(name: str, role: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samanvay.config.settings",
        "SAMANVAY_ROLE": role,
        "DATABASE_OWNER_URL": _url(os.environ["SAMANVAY_TEST_OWNER_URL"], name),
        "DATABASE_URL": _url(os.environ["SAMANVAY_TEST_APP_URL"], name),
    }


def _migrated(name: str, **more: str) -> None:
    with _owner(name) as inside:
        inside.execute(make_extensions())
        inside.execute(grants(_role("OWNER"), _role("APP")))
    migrate = [sys.executable, "-m", "samanvay.cli", "migrate", "--quiet"]
    subprocess.run(migrate, env={**_environment(name, "owner"), **more}, check=True)


def _loaded(name: str) -> None:
    subprocess.run([sys.executable, "-c", LOAD_DIRECTORY], env=_environment(name, "app"), check=True)


def _sweep(connection: psycopg.Connection[Any], today: str) -> None:
    """Drop the templates of other migrations; a run that still wants one makes it again."""
    templates = "select datname from pg_database where datistemplate and starts_with(datname, 'test_tpl_')"
    for (name,) in connection.execute(f"{templates} and not starts_with(datname, %s)", [today]).fetchall():
        connection.execute(f'alter database "{name}" with is_template false')
        connection.execute(f'drop database "{name}" with (force)')


def _template(with_directory: bool = False) -> str:
    """Return the name of the template for today's migrations (and directory), making it if there is none.

    The caller holds the lock. Templates of other days are swept away.
    """
    key = hashlib.sha256(kept_or_made(env.keys / "log.key", make_key)).hexdigest()[:4]
    name = f"test_tpl_{_hash_of('*/migrations/*.py', 'kernel/db/constraints.py', 'cli/database.py')}{key}"
    steps = [(name, "template1", _migrated)]
    if with_directory:
        loading = _hash_of("directory/loading/*.py", "directory/actions/*.py")
        loading += _hash_of("**/*", folder=GAZETTEER)[:4]
        steps.append((f"{name}_{loading}", name, _loaded))
    with _owner() as connection:
        for target, source, fill in steps:
            known = "select 1 from pg_database where datname = %s and datistemplate"
            if not connection.execute(known, [target]).fetchone():
                _sweep(connection, name)
                connection.execute(f'drop database if exists "{target}" with (force)')
                connection.execute(f'create database "{target}" template "{source}" strategy file_copy')
                fill(target)
                connection.execute(f'alter database "{target}" with is_template true allow_connections false')
    return steps[-1][0]


def _clone(name: str, with_directory: bool = False, of: str = "") -> None:
    with _owner() as connection:
        connection.execute("select pg_advisory_lock(7301)")
        template = of or _template(with_directory)
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}" template "{template}" strategy file_copy')
        closed = f'revoke all on database "{name}" from public; grant connect on database "{name}" to {_role("APP")}'
        connection.execute(closed)
        connection.execute("select pg_advisory_unlock(7301)")


def _drop(name: str) -> None:
    for _ in range(100):
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege), _owner() as connection:
            connection.execute(f'drop database if exists "{name}" with (force)')
            return
        # The server's own vacuum is at work in it, which an owner may not end.
        time.sleep(0.1)


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
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any, keys_of_the_run: Path) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    name = f"test_{os.getpid()}_{worker}"
    _clone(name)
    _point_at(name)
    with django_db_blocker.unblock():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select rolbypassrls or rolsuper from pg_roles where rolname = current_user")
            assert cursor.fetchone() == (False,), "tests must run as a role that row security binds"

        from arranging import begun_heads

        begun_heads()
    yield
    with django_db_blocker.unblock():
        from django.db import connections

        connections.close_all()
    _drop(name)


@contextmanager
def _own_database(blocker: Any, with_directory: bool = False, of: str = "") -> Iterator[str]:
    from django.db import connections

    before = connections["default"].settings_dict["NAME"]
    name = f"test_{os.getpid()}_{os.urandom(4).hex()}"
    _clone(name, with_directory, of)
    with blocker.unblock():
        _point_at(name)
        try:
            yield _url(os.environ["SAMANVAY_TEST_APP_URL"], name)
        finally:
            connections.close_all()
            _point_at(before)
            _drop(name)


@pytest.fixture(scope="session")
def own_database(django_db_setup: None, django_db_blocker: Any) -> Callable[..., AbstractContextManager[str]]:
    """Return a context manager that gives an empty database of its own, for fixtures that outlive one test."""
    return partial(_own_database, django_db_blocker, with_directory=False)


@contextmanager
def _released(blocker: Any, dump: Path, keys: Path) -> Iterator[str]:
    if (_role("OWNER"), _role("APP")) != (OWNER, APP):
        pytest.skip(f"the rights in a release's dump are those of {OWNER} and {APP}")
    before = f"test_{os.getpid()}_release"
    with _owner() as connection:
        connection.execute(f'create database "{before}" template template1')
    try:
        with _owner(before) as inside:
            inside.execute(make_extensions())
            names = {"owner": sql.Identifier(OWNER), "app": sql.Identifier(APP)}
            inside.execute(sql.SQL(REVOKE_STANDING).format(**names))
        entries = [line for line in contents(dump) if is_ours(line)]
        restore(_url(os.environ["SAMANVAY_TEST_OWNER_URL"], before), dump, entries, keys / "entries")
        _migrated(before, SAMANVAY_KEYS=str(keys))
        with _own_database(blocker, of=before) as url:
            yield url
    finally:
        _drop(before)


@pytest.fixture(scope="session")
def released_database(
    django_db_setup: None, django_db_blocker: Any
) -> Callable[[Path, Path], AbstractContextManager[str]]:
    """Return a context manager that gives the database of a dump, brought to today's tables with a folder's keys."""
    return partial(_released, django_db_blocker)


@pytest.fixture(scope="session")
def filled_database(
    django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[..., AbstractContextManager[tuple[str, Any]]]]:
    """Return a context manager that gives a database of its own, filled once a worker, and what filled it."""
    from django.db import connections

    filled: dict[str, Any] = {}
    kept = f"test_{os.getpid()}"

    @contextmanager
    def given(name: str, fill: Callable[[], Any], with_directory: bool = False) -> Iterator[tuple[str, Any]]:
        if name not in filled:
            with _own_database(django_db_blocker, with_directory) as url:
                made = fill()
                connections.close_all()
                _clone(f"{kept}_{name}", of=urlsplit(url).path.lstrip("/"))
            filled[name] = made
        with _own_database(django_db_blocker, of=f"{kept}_{name}") as url:
            yield url, filled[name]

    yield given
    for name in filled:
        _drop(f"{kept}_{name}")


@pytest.fixture(scope="session")
def told_story(filled_database: Callable[..., Any]) -> Callable[[], AbstractContextManager[str]]:
    """Return a context manager that gives a database of its own with the demonstration's story, told once a worker."""
    from samanvay.demo import loading

    @contextmanager
    def story() -> Iterator[str]:
        tell = partial(loading.load_demonstration, whole=False)
        with filled_database("story", tell, with_directory=True) as (url, _made):
            yield url

    return story


@pytest.fixture
def fresh_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give an empty database of its own, committed for real; yields its address for the application's role."""
    with _own_database(django_db_blocker, with_directory=False) as url:
        yield url


@pytest.fixture
def fresh_state(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Give a database of its own that knows India's places and the units of Uttar Pradesh."""
    with _own_database(django_db_blocker, with_directory=True) as url:
        yield url


@pytest.fixture
def settled() -> Callable[[], None]:
    """Return a function that waits until every event written so far lies below the snapshot horizon.

    Transactions of other tests on the same server hold the horizon back for as long as they run.
    """

    def wait() -> None:
        from django.db import connection

        from samanvay.kernel.db.scope import SYSTEM, reading

        for _ in range(30_000):
            with reading(SYSTEM), connection.cursor() as cursor:
                cursor.execute(HORIZON_PASSED)
                if cursor.fetchone()[0]:
                    return
            time.sleep(0.01)
        raise AssertionError("a transaction elsewhere on this server has been open for five minutes")

    return wait


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the project; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the folder of real data (../shared) is not on this machine")
    return folder


@pytest.fixture(scope="session", autouse=True)
def keys_of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the run keys and an erasure ledger of its own, so that no test touches those of a home."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("keys")
    settings.SAMANVAY_KEYS = folder
    return folder


# One for all who look at pages: a second Playwright in the same thread does not start.
from chromium import browser  # noqa: E402, F401
