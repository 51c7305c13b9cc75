"""Pages a second: 50 people, each one page every 8 s, of Today, the list of cases, the picture, a district's sheet.

Server, database and this client share the machine's cores, as DESIGN section 9 wants. Before anything is warm, the
first pages after a start. Then they hurry, step by step, until the 95th percentile passes a second.
"""

import contextlib
import http.client
import itertools
import os
import random
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from samanvay.cli.composition import web

PEOPLE = 50
PAGES = {"Today": "/", "cases": "/cases/", "picture": "/picture/", "sheet": "/picture/district/{}/"}
PERSONAS = ("nodal", "desk", "chief", "ahtu", "sho", "range", "grp")
PAUSES = (8.0, 8.0, 8.0, 4.0, 2.5, 1.7, 1.2, 0.8)
SECONDS = 20.0
WARM = 60.0  # a process that has just begun has to find the ways between the state's places first
LIMIT = 1.0


def cookies() -> dict[str, str]:
    """Return a session of each persona."""
    from django.conf import settings
    from django.test import Client

    from samanvay.access.models import User

    made = {}
    for user in User.objects.filter(username__in=PERSONAS):
        client = Client(SERVER_NAME="localhost")
        client.force_login(user, backend="samanvay.web.signin.backend.OfficerBackend")
        made[user.username] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return made


def districts() -> list[str]:
    """Return the districts of the state, whose sheets are asked for in turn."""
    from samanvay.directory.queries import districts_of
    from samanvay.kernel.db.scope import SYSTEM, reading

    with reading(SYSTEM):
        return sorted(districts_of("IN-UP"))


class Crowd:
    """So many people who each ask for a page, read it, and ask for the next."""

    def __init__(self, port: int, sessions: Mapping[str, str], districts: Sequence[str]) -> None:
        self.port, self.sessions, self.districts = port, list(sessions.values()), districts
        self.seen: list[tuple[str, float]] = []
        self.failed: list[str] = []
        self.lock = threading.Lock()

    def step(self, pause: float, seconds: float) -> tuple[list[tuple[str, float]], float]:
        """Return (page, seconds) of each answer within a span of time, and the answers a second."""
        self.seen = []
        begun = time.monotonic()
        people = [
            threading.Thread(target=self.person, args=(number, pause, begun + seconds)) for number in range(PEOPLE)
        ]
        for each in people:
            each.start()
        for each in people:
            each.join()
        return self.seen, len(self.seen) / (time.monotonic() - begun)

    def person(self, number: int, pause: float, end: float) -> None:
        chance = random.Random(number)
        names = list(PAGES)
        pages = itertools.cycle(names[number % len(names) :] + names[: number % len(names)])
        headers = {"Cookie": self.sessions[number % len(self.sessions)], "Host": f"localhost:{self.port}"}
        time.sleep(chance.uniform(0, pause))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        due = time.monotonic()
        while time.monotonic() < end:
            page = next(pages)
            try:
                connection.request("GET", PAGES[page].format(chance.choice(self.districts)), headers=headers)
                answer = connection.getresponse()
                answer.read()
                status: Any = answer.status
            except (OSError, http.client.HTTPException) as error:
                status = type(error).__name__
                connection.close()
            # From when the person wanted it, so that a queue is not hidden by waiting for it.
            spent = time.monotonic() - due
            with self.lock:
                self.seen.append((page, spent))
                if status != 200:
                    self.failed.append(f"{page}: {status}")
            due = max(due + pause, time.monotonic())
            time.sleep(max(0.0, min(due, end) - time.monotonic()))
        connection.close()


def at(times: list[float], share: float) -> float:
    """Return a percentile."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


def seconds_of(pid: int) -> float:
    """Return the processor time of a process and its children that run."""
    spent = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            _name, _, rest = path.read_text().rpartition(") ")
            fields = rest.split()
            if pid in (int(path.parent.name), int(fields[1])):
                spent += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return spent


def first_pages(port: int, cookie: str, begun: float, district: str) -> str:
    """Ask for each page once as soon as the server says that it answers, and return how long each took."""
    _until_it_answers(port)
    said = [f"answers {time.monotonic() - begun:.1f} s after its start; then at once"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for page, path in PAGES.items():
        asked = time.monotonic()
        connection.request("GET", path.format(district), headers={"Cookie": cookie, "Host": f"localhost:{port}"})
        connection.getresponse().read()
        said.append(f"{page} {(time.monotonic() - asked) * 1000:.0f} ms")
    connection.close()
    return ", ".join(said)


def bench(environment: Mapping[str, str], home: Path, port: int) -> list[str]:
    """Return the lines of the table; starts the web server and ends it."""
    sessions = cookies()
    with (home / "log" / "bench-web.log").open("ab") as log:
        known, begun = districts(), time.monotonic()
        server = subprocess.Popen(web("127.0.0.1", port), env=dict(environment), stdout=log, stderr=log)
        try:
            lines = [first_pages(port, sessions["nodal"], begun, known[0])]
            crowd = Crowd(port, sessions, known)
            crowd.step(PAUSES[0], WARM)
            crowd.failed.clear()
            lines.append(
                f"{'50 people, a page every':<26}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'web cpu ms':>12}"
                f"{'load':>6}   p95 of {', '.join(PAGES)}"
            )
            highest = 0.0
            for pause in PAUSES:
                worked = seconds_of(server.pid)
                seen, rate = crowd.step(pause, SECONDS)
                worked = (seconds_of(server.pid) - worked) / len(seen) * 1000
                times = [spent for _page, spent in seen]
                each = [at([s for p, s in seen if p == page], 0.95) * 1000 for page in PAGES]
                lines.append(
                    f"{f'{pause} s':<26}{rate:>10.1f}{at(times, 0.5) * 1000:>9.0f}{at(times, 0.95) * 1000:>9.0f}"
                    + f"{worked:>12.0f}{os.getloadavg()[0]:>6.1f}   "
                    + " / ".join(f"{value:.0f}" for value in each)
                )
                if at(times, 0.95) > LIMIT:
                    break
                highest = rate
            lines.append(f"highest measured rate with p95 below {LIMIT:.0f} s: {highest:.1f} pages a second")
            lines.append(f"failed answers: {len(crowd.failed)}{' ' + str(crowd.failed[:3]) if crowd.failed else ''}")
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    return lines


def _until_it_answers(port: int) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.02)
    raise SystemExit(f"the web server does not answer on port {port} ({os.getpid()})")
