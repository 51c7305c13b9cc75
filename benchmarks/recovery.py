"""Seconds until the service is whole again after one of its processes was killed, at the size of the demonstration.

    python -m benchmarks.recovery [--story] [--rounds N]

A real ``samanvay serve`` in a temporary home. Beside it, over the same database: supervisord with the same commands,
where it is installed (``pip install supervisor``), and for the database ``pg_ctl start`` by a hand that is there at
once. From the kill until the page answers, a task of the queue was run, the ticker made a round, the matcher answers.
"""

import argparse
import contextlib
import http.client
import importlib.util
import json
import os
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from samanvay.kernel.pg import Endpoint, cluster, running
from samanvay.kernel.pg.binaries import binaries
from samanvay.kernel.pg.identity import own_user, passage
from samanvay.kernel.pg.processes import users_of
from samanvay.kernel.pg.sockets import socket_folder
from samanvay.kernel.supervise.launching import Passage, launch_command

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 180.0  # seconds
LENGTH = struct.Struct(">I")
KILLED = ("web", "web worker", "worker", "ticker", "matcher", "postgres", "backend")
TASK = """
insert into django_tasks_database_dbtaskresult (id, status, enqueued_at, args_kwargs, priority, task_path, worker_ids,
  queue_name, backend_name, run_after, exception_class_path, traceback)
values (gen_random_uuid(), 'READY', now(), '{"args": [], "kwargs": {}}', 50, 'samanvay.duties.tasks.send_due_texts',
  '[]', 'default', 'default', now(), '', '') returning id::text
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def children_of(parent: int) -> dict[int, str]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, of = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                if int(of) == parent and state not in "ZX":
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return found


@dataclass
class Service:
    """A service under somebody's care: where its programs and its database are."""

    home: Path
    port: int
    keeper: int  # the process whose children the programs are

    def pids(self, name: str) -> set[int]:
        if name in ("web worker", "backend"):
            parents = self.pids("web") if name == "web worker" else set(users_of(self.home / "pg")[:1])
            mark = "granian" if name == "web worker" else "postgres: samanvay: samanvay_app"
            found = {pid: words for of in parents for pid, words in children_of(of).items()}
            return {pid for pid, words in found.items() if mark in words}
        if name == "postgres":
            return set(users_of(self.home / "pg")[:1])
        mark = "-m granian" if name == "web" else f"-m samanvay.cli {name}"
        return {pid for pid, words in children_of(self.keeper).items() if mark in words and "launch.py" not in words}

    def page(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/accounts/login/", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def ask(self, statement: str, *values: object) -> Any:
        """Return the first value of a statement, None while the database does not answer."""
        endpoint = Endpoint.read(self.home)
        with contextlib.suppress(psycopg.Error):
            if endpoint is not None:
                with endpoint.connect("app", seconds=2, autocommit=True) as connection:
                    row = connection.execute(statement, values).fetchone()
                    return row[0] if row else None
        return None

    def matcher(self) -> bool:
        handle = os.open(self.home / "run", os.O_PATH | os.O_DIRECTORY)
        try:
            with socket.socket(socket.AF_UNIX) as stream:
                stream.settimeout(2)
                stream.connect(f"/proc/self/fd/{handle}/matcher.sock")
                said = json.dumps({"ask": "status"}).encode()
                stream.sendall(LENGTH.pack(len(said)) + said)
                [length] = LENGTH.unpack(stream.recv(4))
                return bool(json.loads(stream.recv(length))["is_filled"])
        except (OSError, ValueError, struct.error):
            return False
        finally:
            os.close(handle)

    def recovery(self, name: str) -> dict[str, float]:
        """Kill one process; return the seconds until each kind of work goes on."""
        [gone] = sorted(self.pids(name))[:1]
        task: list[str] = []
        os.kill(gone, signal.SIGKILL)
        killed, wall = time.monotonic(), time.time()

        def ticked() -> bool:
            return bool(
                self.ask("select extract(epoch from at) > %s from duties_heartbeat where name = 'ticker'", wall)
            )

        def run() -> bool:
            if not task and (made := self.ask(TASK)):
                task.append(made)
            query = "select status = 'SUCCESSFUL' from django_tasks_database_dbtaskresult where id = %s::uuid"
            return bool(task) and bool(self.ask(query, task[0]))

        def page() -> bool:
            # The killed one has left and, where it was the pages' own, another has taken its place.
            ours = name in ("web", "web worker")
            pids = self.pids(name) if ours else set()
            return (not ours or (gone not in pids and bool(pids))) and self.page()

        wanted: dict[str, Callable[[], bool]] = {
            "web": {"page": page},
            "web worker": {"page": page},
            "worker": {"task": run},
            "ticker": {"round": ticked},
            "matcher": {"matcher": lambda: gone not in self.pids("matcher") and self.matcher()},
        }.get(name, {"page": page, "task": run, "round": ticked})
        found: dict[str, float] = {}
        while len(found) < len(wanted) and time.monotonic() - killed < LONGEST:
            for what, holds in wanted.items():
                if what not in found and holds():
                    found[what] = time.monotonic() - killed
            time.sleep(0.02)
        return {what: found.get(what, float("nan")) for what in wanted}


def settle(service: Service) -> None:
    """Wait until everything runs and is quiet again, and a healthy stretch is behind it."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if all(service.pids(name) for name in KILLED) and service.page() and service.matcher():
            break
        time.sleep(0.2)
    time.sleep(8)


def environment(home: Path, port: int, whole: bool) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "SAMANVAY_"))}
    chosen = {"SAMANVAY_HOME": str(home), "SAMANVAY_KEYS": str(home / "keys"), "SAMANVAY_PORT": str(port)}
    return {**kept, **chosen, **({} if whole else {"SAMANVAY_DEMO": "story"}), "PYTHONUNBUFFERED": "1"}


@contextmanager
def ours(home: Path, port: int, variables: Mapping[str, str]) -> Iterator[Service]:
    begun = time.monotonic()
    with (home.parent / "serve.out").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "samanvay.cli", "serve"], env=dict(variables), cwd=ROOT, stdout=output, stderr=output
        )
    service = Service(home, port, process.pid)
    try:
        while b"answers at" not in (said := (home.parent / "serve.out").read_bytes()):
            if process.poll() is not None:
                sys.exit(f"serve ended: {said.decode()}")
            time.sleep(0.5)
        print(f"first start with the demonstration: {time.monotonic() - begun:.0f} s", file=sys.stderr)
        settle(service)
        yield service
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def supervisord(home: Path, port: int, variables: Mapping[str, str]) -> Iterator[Service]:
    """Run the same commands under supervisord with its own defaults, over a database that runs."""
    from samanvay.cli.composition import Surroundings, programs

    lines = ["[supervisord]", "nodaemon=true", f"logfile={home}/log/supervisord.log", f"pidfile={home}/supervisord.pid"]
    for child in programs("127.0.0.1", port, Surroundings(home, variables)):
        script = home / f"{child.name}.sh"
        words = " ".join(f"'{word}'" for word in child.argv)
        script.write_text(f"#!/bin/sh\nexec {words}\n")
        script.chmod(0o755)
        lines += [f"[program:{child.name}]", f"command={script}", "autorestart=true", "killasgroup=true"]
        lines += ["stopasgroup=true", f"stdout_logfile={home}/log/peer-{child.name}.log", "redirect_stderr=true"]
    (home / "supervisord.conf").write_text("\n".join(lines))
    chosen = Surroundings(home, variables).environment("app")
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(home / "supervisord.conf")]
    with (home.parent / "supervisord.out").open("wb") as output, running(home):
        process = subprocess.Popen(command, env=chosen, cwd=ROOT, stdout=output, stderr=output)
        service = Service(home, port, process.pid)
        try:
            settle(service)
            yield service
        finally:
            process.terminate()
            process.wait(60)


def by_hand(home: Path) -> float:
    """Return the seconds from a kill of the postmaster until it answers, where `pg_ctl start` is typed at once."""
    sockets = socket_folder(home)
    user = own_user()
    way = Passage() if user is None else passage([str(home / "pg"), str(sockets)], user, lambda words: None)
    options = " ".join(f"-c {name}='{value}'" for name, value in cluster.settings(sockets, fsync=True).items())
    command = [binaries().program("pg_ctl"), "-D", str(home / "pg"), "-o", options, "-l", "/dev/null", "-w"]
    surroundings = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

    def control(what: str) -> None:
        argv = launch_command([*command, what], passage=way, death_signal=0)
        subprocess.run(
            argv, env=surroundings, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
        )

    control("start")
    try:
        os.kill(users_of(home / "pg")[0], signal.SIGKILL)
        killed = time.monotonic()
        while users_of(home / "pg"):
            time.sleep(0.02)
        control("start")
        Endpoint(sockets).connect("app").close()
        return time.monotonic() - killed
    finally:
        control("stop")


def told(found: list[dict[str, float]]) -> str:
    """Return the middle of each kind of work over the rounds."""
    if not found:
        return "–"
    return ", ".join(f"{what} {statistics.median(each[what] for each in found):.1f}" for what in found[0])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--story", action="store_true", help="the told story alone, without the three thousand people")
    parser.add_argument("--rounds", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="samanvay-recovery-") as folder:
        os.chmod(folder, 0o711)
        home, port = Path(folder) / "home", free_port()
        variables = environment(home, port, not wanted.story)
        ours_found: dict[str, list[dict[str, float]]] = {name: [] for name in KILLED}
        peer_found: dict[str, list[dict[str, float]]] = {name: [] for name in KILLED}
        with ours(home, port, variables) as service:
            for _ in range(wanted.rounds):
                for name in KILLED:
                    ours_found[name].append(service.recovery(name))
                    settle(service)
        has_peer = importlib.util.find_spec("supervisor") is not None
        if has_peer:
            with supervisord(home, port, variables) as service:
                for _ in range(wanted.rounds):
                    for name in KILLED[:5]:
                        peer_found[name].append(service.recovery(name))
                        settle(service)
        hand = by_hand(home)
    size = "the told story" if wanted.story else "the whole demonstration"
    print(f"Seconds from a kill until work goes on; {size}; rounds {wanted.rounds}; load {os.getloadavg()[0]:.1f}\n")
    print("| killed | `samanvay serve` | supervisord |\n|---|---|---|")
    for name in KILLED:
        peer = told(peer_found[name]) if has_peer else "not installed"
        if name == "postgres":
            peer = f"`pg_ctl start` by hand, at once: answers {hand:.1f}; programs not looked at"
        if name == "backend":
            peer = "the database's own doing"
        print(f"| {name} | {told(ours_found[name])} | {peer} |")


if __name__ == "__main__":
    main()
