"""From nothing to an address that answers, and back to nothing: what ``samanvay serve`` does."""

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg import sql

from samanvay.kernel.db.proof import keys_are_known
from samanvay.kernel.pg import READY, HomeLock, Server, external
from samanvay.kernel.supervise import (
    CannotStart,
    Child,
    Interrupted,
    Signals,
    check_port,
    healthy,
    reports,
    run_together,
)
from samanvay.kernel.supervise.launching import launch

SAMANVAY = (sys.executable, "-m", "samanvay.cli")
_MARK = "samanvay "


@dataclass(frozen=True)
class Step:
    """Something done once before the pages open, as the owner of the tables or as the application."""

    words: str
    argv: Sequence[str]
    role: str = "app"


@dataclass(frozen=True)
class Surroundings:
    """What our programs find in their environment."""

    home: Path
    base: Mapping[str, str]
    app_url: str = ""
    owner_url: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> Path:
        """The folder of the keys."""
        return Path(self.more.get("SAMANVAY_KEYS") or self.base.get("SAMANVAY_KEYS") or self.home / "keys")

    def environment(self, role: str) -> dict[str, str]:
        """Return the environment of a program in ``role``; only the owner learns its address."""
        chosen = {name: value for name, value in self.base.items() if not name.startswith("DATABASE_")}
        chosen |= {
            "SAMANVAY_HOME": str(self.home),
            "SAMANVAY_ROLE": role,
            READY: "1",
            reports.SUPERVISED: "1",
            "PYTHONUNBUFFERED": "1",
            # A request reads a message on one core and leaves the others to those who wait.
            "OPENBLAS_NUM_THREADS": "1",
            **self.more,
        }
        if self.app_url:
            chosen["DATABASE_URL"] = self.app_url
        if self.owner_url and role == "owner":
            chosen["DATABASE_OWNER_URL"] = self.owner_url
        return chosen


def web(host: str, port: int) -> list[str]:
    """Return the command of the web server."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "samanvay.config.wsgi:application"),
        *("--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "12"),
        *("--workers-kill-timeout", "6", "--log-level", "warning", "--no-ws", "--respawn-failed-workers"),
    ]


def programs(host: str, port: int, surroundings: Surroundings) -> list[Child]:
    """Return the programs of a home: pages, background work, clock, and what finds possible matches."""
    environment = surroundings.environment("app")
    return [
        Child("web", web(host, port), environment, worker_ended="Unexpected exit from worker-"),
        Child("worker", [*SAMANVAY, "worker"], environment),
        Child("ticker", [*SAMANVAY, "ticker"], environment),
        Child("matcher", [*SAMANVAY, "matcher"], environment),
    ]


@contextlib.contextmanager
def database(
    home: Path, base: Mapping[str, str], say: Callable[[str], None]
) -> Iterator[tuple[Surroundings, str, list[Server]]]:
    """Give the surroundings, the owner's address and what to watch: a given server, or the home's own."""
    if url := base.get("DATABASE_URL", ""):
        given = external.given(url, base.get("DATABASE_OWNER_URL", ""), say=say)
        yield Surroundings(home, base, given.app, given.owner), given.owner, []
        return
    server = Server(home, say=say)
    try:
        endpoint = server.start()
        yield Surroundings(home, base), endpoint.url("owner"), [server]
    finally:
        server.stop()


def run_step(step: Step, surroundings: Surroundings, say: Callable[[str], None]) -> None:
    """Run one step to its end, its words on our standard error; raises CannotStart if it fails."""
    say(step.words)
    log = surroundings.home / "log" / "start.log"
    with log.open("ab") as output:
        begun = output.tell()
        process = launch(step.argv, env=surroundings.environment(step.role), output=output)
        try:
            code = process.wait()
        except BaseException:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(5)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            raise
    with log.open("rb") as said:
        said.seek(begun)
        lines = [line for line in said.read().decode(errors="replace").splitlines() if line.strip()]
    for line in lines:
        if line.startswith("Warning: "):
            say(line)
    if code != 0:
        why = lines[-1].strip() if lines else f"exit code {code}"
        raise CannotStart(f"{step.words.rstrip('.')} failed: {why} (see {log})")


def fingerprint() -> str:
    """Return a hash of all that decides which migrations there are: our files and the installed packages."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for path in sorted(root.glob("**/migrations/*.py")):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    for name in sorted(f"{found.name}=={found.version}" for found in metadata.distributions()):
        digest.update(name.encode() + b"\0")
    return digest.hexdigest()


def _words(connection: "psycopg.Connection[Any]") -> str:
    rows = connection.execute("select count(*)::text from public.django_migrations").fetchall()
    return f"{_MARK}{fingerprint()} {rows[0][0]}"


def migrations_are_done(url: str) -> bool:
    """Tell whether the database bears the fingerprint of these migrations.

    It stands in the database itself, as a comment on Django's own table with the number of its rows, so that
    a restored or exchanged database is never taken for the one that was migrated.
    """
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "select obj_description(to_regclass('public.django_migrations'), 'pg_class')"
        ).fetchone()
        said = row[0] if row else None
        if not said:
            return False
        return bool(said == _words(connection))


def mark_migrations(connection: "psycopg.Connection[Any]") -> None:
    """Write the fingerprint into the database, as the owner of its tables."""
    words = sql.Literal(_words(connection))
    connection.execute(sql.SQL("comment on table public.django_migrations is {}").format(words))


def migrate(surroundings: Surroundings, owner_url: str, say: Callable[[str], None]) -> None:
    """Bring the tables up to date, as their owner; does nothing if they are. Raises CannotStart without an owner."""
    if migrations_are_done(owner_url or surroundings.app_url):
        if not owner_url:
            return
        with psycopg.connect(owner_url) as connection:
            if keys_are_known(connection, surroundings.keys / "log.key"):
                return
    elif not owner_url:
        raise CannotStart(
            "The tables are not those of this release: run `samanvay migrate` with the owner's address in "
            "DATABASE_OWNER_URL, then start again."
        )
    run_step(Step("Preparing the tables.", [*SAMANVAY, "migrate", "--quiet"], "owner"), surroundings, say)


def serve(
    home: Path,
    port: int,
    *,
    host: str = "127.0.0.1",
    base: Mapping[str, str] | None = None,
    steps: Sequence[Step] = (),
    children: Callable[[str, int, Surroundings], Sequence[Child]] = programs,
    tables: Callable[[Surroundings, str, Callable[[str], None]], None] = migrate,
    announce: Callable[[str], None] = lambda url: click.echo(f"Samanvay answers at {url}"),
    say: Callable[[str], None] = lambda words: click.echo(words, err=True),
) -> int:
    """Run everything until a signal says stop; return the exit code.

    In order: the home's lock, the port, the database, its tables, the ``steps``, the programs; ``announce``
    is called with the address when its health page answers. Whatever fails is one sentence on standard error
    and code 1; a signal during the start gives 128 + its number, a signal later 0.
    """
    base = dict(os.environ) if base is None else base
    url = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}/"
    try:
        with Signals() as signals, HomeLock(home).take(url) as lock:
            check_port(host, port)
            with database(lock.home, base, say) as (surroundings, owner_url, watched):
                tables(surroundings, owner_url, say)
                for step in steps:
                    run_step(step, surroundings, say)
                run_together(
                    children(host, port, surroundings),
                    logs=lock.home / "log",
                    signals=signals,
                    watched=watched,
                    ready=lambda: healthy(host, port),
                    announce=lambda: announce(url),
                    report=reports.path_in(lock.home),
                    say=say,
                )
    except Interrupted as stopped:
        say("Stopped before it was ready.")
        return 128 + stopped.number
    except CannotStart as error:
        say(str(error))
        return 1
    except (psycopg.Error, OSError) as error:
        say(f"Could not start: {str(error).strip().splitlines()[0] if str(error) else type(error).__name__}.")
        return 1
    return 0
