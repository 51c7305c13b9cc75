"""A whole service as `samanvay serve` runs it, without the demonstration; its programs are killed one by one."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from samanvay.config.env import ROOT
from samanvay.kernel.pg import Endpoint
from samanvay.kernel.supervise import reports

PATIENCE = 240  # seconds: on a busy machine everything takes long, and no time is asserted

# On a machine shared with other tests the first answer may be long in coming. What is killed again and again is started
# again at once: how long a service waits before is the matter of test_supervise.py.
SERVE = """
import functools, sys
from pathlib import Path
from samanvay.cli import composition
from samanvay.kernel.supervise import children
children.HEALTHY = 0.0
composition.run_together = functools.partial(composition.run_together, patience=600.0)
sys.exit(composition.serve(Path(sys.argv[1]), int(sys.argv[2])))
"""
PROGRAMS = ("web", "worker", "ticker", "matcher", "postgres")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def children_of(parent: int) -> dict[int, str]:
    """Return the command lines of a process's children."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, of = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(of) == parent and state not in "ZX":
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return found


def until(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, f"{what} within {patience} s"
        time.sleep(0.1)


class Served:
    """A `serve` of a home, with its programs by name."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "SAMANVAY_"))}
        self.environment = {**kept, "SAMANVAY_HOME": str(home), "SAMANVAY_KEYS": str(home / "keys")}
        self.output = home.with_name(f"{home.name}.out")
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE, str(home), str(self.port)],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    @property
    def endpoint(self) -> Endpoint:
        found = Endpoint.read(self.home)
        assert found is not None, self.said()
        return found

    def answers(self) -> bool:
        """Tell whether the pages answer, which they do only over a database that answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def pids(self, name: str) -> set[int]:
        """Return the processes of a program, of the pages' own workers (``web worker``), of sessions (``backend``)."""
        if name in ("web worker", "backend"):
            parent = "web" if name == "web worker" else "postgres"
            mark = "granian" if name == "web worker" else "postgres: samanvay: samanvay_app"
            found = {pid: words for of in self.pids(parent) for pid, words in children_of(of).items()}
            return {pid for pid, words in found.items() if mark in words}
        marks = {"web": "-m granian", "postgres": "bin/postgres -D"}
        mark = marks.get(name, f"-m samanvay.cli {name}")
        # While it is being launched a program's command line still holds that of its launcher.
        return {
            pid for pid, words in children_of(self.process.pid).items() if mark in words and "launch.py" not in words
        }

    def kill(self, name: str) -> None:
        """Kill one process of a program and wait until the service is whole again, without a hand."""
        until(lambda: self.pids(name), f"{name} runs: {self.said()}")
        gone = min(self.pids(name))
        with contextlib.suppress(ProcessLookupError):
            os.kill(gone, signal.SIGKILL)
        until(lambda: gone not in self.pids(name), f"{name} ends")
        until(lambda: self.is_whole(name), f"{name} comes back: {self.said()}")

    def is_whole(self, name: str) -> bool:
        assert self.process.poll() is None, self.said()
        return (
            all(self.pids(each) for each in PROGRAMS)
            and (name == "backend" or bool(self.pids(name)))
            and self.answers()
        )

    def restarts(self) -> dict[str, int]:
        return {each.name: each.restarts for each in reports.read(reports.path_in(self.home))}


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """Give a service that answers, stopped at the end."""
    made = Served(home)
    try:
        until(lambda: made.process.poll() is not None or "answers at" in made.said(), "the service begins", 600)
        assert made.process.poll() is None, made.said()
        yield made
        assert made.process.poll() is None, made.said()
        assert "Traceback" not in made.said()
    finally:
        made.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            made.process.wait(60)
        made.process.kill()
        made.process.wait()
