"""One program of ours: started, listened to, started again after a while where it ends."""

import contextlib
import os
import re
import selectors
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from samanvay.kernel import clock

from .errors import CannotStart
from .launching import launch

_LAST_LINES = 3
_ERROR = re.compile(r"(?:\w+\.)*\w*(?:Error|Exception|Exit|Interrupt|Refused|Unavailable)\b(?=:|$)")
_LOG_SIZE = 8 * 1024 * 1024
LONGEST_WAIT = 60.0  # seconds between two starts of what keeps ending
HEALTHY = 60.0  # seconds after which an end counts as the first again


@dataclass(frozen=True)
class Child:
    """A program of ours: its name in logs and messages, its command, its whole environment (None: ours).

    ``worker_ended`` is how it says that one of its own workers ended, which it starts again itself.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    worker_ended: str = ""


def wait_before(ends: int) -> float:
    """Return how many seconds to wait before the next start after so many ends in a row: none after the first."""
    return 0.0 if ends <= 1 else min(LONGEST_WAIT, 2.0 ** min(ends - 2, 10))


class Kept(ABC):
    """What is started again whenever it ends, after a wait that doubles as long as it keeps ending."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.is_up = False
        self.began_at: datetime | None = None
        self.restarts = 0
        self.ended_at: datetime | None = None
        self.why = ""
        self.ends = 0
        self._began = 0.0
        self.again = 0.0  # by the monotonic clock

    def start(self) -> None:
        """Start it, or note why it does not start."""
        try:
            self.launch()
        except CannotStart as error:
            self.end(str(error))
        except OSError as error:
            self.end(f"{self.name} cannot be started: {error.strerror or error}.")
        else:
            self.note_start()

    def note_start(self) -> None:
        """Note that it runs from now."""
        self.is_up = True
        self.began_at, self._began = clock.now(), time.monotonic()
        self.restarts += self.ended_at is not None

    def end(self, why: str) -> None:
        """Note that it ended by itself or did not start, and when it is started again."""
        now = time.monotonic()
        ran_well = self.is_up and now - self._began >= HEALTHY
        self.ends = 1 if ran_well else self.ends + 1
        self.is_up, self.why, self.ended_at = False, why, clock.now()
        self.again = now + wait_before(self.ends)

    @property
    def seconds_to_wait(self) -> int:
        return max(0, round(self.again - time.monotonic()))

    @abstractmethod
    def launch(self) -> None:
        """Start it. Raises CannotStart or OSError."""

    @abstractmethod
    def died(self) -> str | None:
        """Return in a sentence why it is gone, or None while it lives."""


class Running(Kept):
    """One child with its log."""

    def __init__(self, child: Child, logs: Path) -> None:
        super().__init__(child.name)
        self.child = child
        self.last: deque[str] = deque(maxlen=_LAST_LINES)
        self.process: subprocess.Popen[bytes] | None = None
        self.has_news = False
        self._rest = b""
        self.path = logs / f"{child.name}.log"

    def launch(self) -> None:
        self.last.clear()
        self._rest = b""
        self.process = launch(self.child.argv, env=self.child.env, output=subprocess.PIPE)
        os.set_blocking(self.pipe, False)

    @property
    def pid(self) -> int:
        return self.process.pid if self.process is not None else 0

    @property
    def pipe(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout.fileno()

    def pump(self) -> bool:
        """Move what the child said into its log; tell whether it may say more."""
        try:
            heard = os.read(self.pipe, 65536)
        except BlockingIOError:
            return True
        *lines, self._rest = (self._rest + heard).split(b"\n")
        if not heard and self._rest:
            lines, self._rest = [self._rest], b""
        said = [line.decode(errors="replace").rstrip() for line in lines]
        self._write(said)
        if (mark := self.child.worker_ended) and any(mark in line for line in said):
            self.restarts, self.ended_at, self.has_news = self.restarts + 1, clock.now(), True
            self.why = f"one process of {self.name} ended by itself; {self.name} started it again"
        return bool(heard)

    def _write(self, lines: Sequence[str]) -> None:
        # The frames of a traceback stay in the log; what it was about is its last line.
        self.last.extend(line for line in lines if line[:1].strip() and not line.startswith("Traceback"))
        stamp = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        text = "".join(f"{stamp} {self.name}[{self.pid}]: {line}\n" for line in lines)
        # A full disk must not stop a program that is running: its last lines stay in memory.
        with contextlib.suppress(OSError):
            if self.path.exists() and self.path.stat().st_size > _LOG_SIZE:
                self.path.replace(self.path.with_suffix(".log.1"))
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "a") as stream:
                stream.write(text)

    def note(self, words: str) -> None:
        """Write a line of ours into its log; it is none of its own last words."""
        said = list(self.last)
        self._write([words])
        self.last.clear()
        self.last.extend(said)

    def drain(self) -> None:
        while select_once(self.pipe) and self.pump():
            continue

    def died(self) -> str | None:
        if self.process is None or self.process.poll() is None:
            return None
        # What it left of its own (a server's workers) would hold its port and its connections.
        self.signal_group(signal.SIGKILL)
        self.drain()
        # Of its last words no more than the kind of the error: what an error says may quote what people wrote.
        kind = _ERROR.match(self.last_line())
        return f"{self.name} ended by itself ({self.how()}{f', {kind[0]}' if kind else ''})"

    @property
    def code(self) -> int:
        return self.process.returncode if self.process is not None else 0

    def how(self) -> str:
        """Return how it ended."""
        return signal.Signals(-self.code).name if self.code < 0 else f"exit code {self.code}"

    def last_line(self) -> str:
        """Return the last it said where that tells why it ended: whoever is killed does not know."""
        return self.last[-1] if self.last and self.code >= 0 else ""

    def last_words(self) -> str:
        """Return what it said last, each line on one of its own."""
        return "".join(f"\n  {line}" for line in self.last)

    def close(self) -> None:
        """Let go of the pipe of a process that has ended."""
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()

    def signal_group(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)


def select_once(handle: int) -> bool:
    """Tell whether ``handle`` is readable now."""
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        return bool(selector.select(0))
