"""Runs a handful of programs together: all of them, or none."""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from samanvay.kernel import clock

from .errors import CannotStart, ChildEnded
from .launching import launch, start_mourner
from .signals import Signals

GRACE = 8.0
_LAST_LINES = 3
_LOG_SIZE = 8 * 1024 * 1024
_STEP = 0.1
AGAIN_AFTER = 5.0  # seconds from one start to the next of a program that keeps ending


@dataclass(frozen=True)
class Child:
    """A program of ours: its name in logs and messages, its command, its whole environment (None: ours).

    Without one that ``restarts`` the others can go on: where it ends by itself it is started again.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] | None = None
    restarts: bool = False


class Watched(Protocol):
    """Something that somebody else starts and stops, without which our programs are pointless."""

    name: str

    def died(self) -> str | None:
        """Return why it is gone, or None while it lives."""


class Running:
    """One started child with its log."""

    def __init__(self, child: Child, logs: Path) -> None:
        self.child = child
        self.name = child.name
        self.began = time.monotonic()
        self.last: deque[str] = deque(maxlen=_LAST_LINES)
        self._rest = b""
        self._path = logs / f"{child.name}.log"
        self.process = launch(child.argv, env=child.env, output=subprocess.PIPE)
        assert self.process.stdout is not None
        self.pipe = self.process.stdout
        os.set_blocking(self.pipe.fileno(), False)

    def pump(self) -> bool:
        """Move what the child said into its log; tell whether it may say more."""
        try:
            heard = os.read(self.pipe.fileno(), 65536)
        except BlockingIOError:
            return True
        *lines, self._rest = (self._rest + heard).split(b"\n")
        if not heard and self._rest:
            lines, self._rest = [self._rest], b""
        self._write([line.decode(errors="replace").rstrip() for line in lines])
        return bool(heard)

    def _write(self, lines: Sequence[str]) -> None:
        # The frames of a traceback stay in the log; what it was about is its last line.
        self.last.extend(line for line in lines if line[:1].strip() and not line.startswith("Traceback"))
        stamp = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        text = "".join(f"{stamp} {self.name}[{self.process.pid}]: {line}\n" for line in lines)
        # A full disk must not stop a program that is running: its last lines stay in memory.
        with contextlib.suppress(OSError):
            if self._path.exists() and self._path.stat().st_size > _LOG_SIZE:
                self._path.replace(self._path.with_suffix(".log.1"))
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            with os.fdopen(handle, "a") as stream:
                stream.write(text)

    def note(self, words: str) -> None:
        """Write a line of ours into its log."""
        self._write([words])

    def drain(self) -> None:
        while select_once(self.pipe.fileno()) and self.pump():
            continue

    def words(self) -> str:
        """Return how it ended and what it said last."""
        code = self.process.returncode
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        said = "".join(f"\n  {line}" for line in self.last)
        return f"{self.name} ended by itself ({how}), so everything was stopped; see {self._path}.{said}"

    def signal_group(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def select_once(handle: int) -> bool:
    """Tell whether ``handle`` is readable now."""
    with selectors.DefaultSelector() as selector:
        selector.register(handle, selectors.EVENT_READ)
        return bool(selector.select(0))


class Together:
    """The children of one home, from their start to the end of the last."""

    def __init__(self, logs: Path, signals: Signals, watched: Sequence[Watched]) -> None:
        self._logs = logs
        self._signals = signals
        self._watched = watched
        self._running: list[Running] = []
        self._mourner = start_mourner()
        self._selector = selectors.DefaultSelector()
        self._selector.register(signals.ear, selectors.EVENT_READ)

    def start(self, child: Child) -> None:
        running = Running(child, self._logs)
        self._running.append(running)
        self._tell_mourner(str(running.process.pid))
        self._selector.register(running.pipe, selectors.EVENT_READ, running)

    def _tell_mourner(self, words: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            if self._mourner.stdin is not None:
                self._mourner.stdin.write(f"{words}\n".encode())
                self._mourner.stdin.flush()

    def turn(self, seconds: float = _STEP) -> None:
        """Move what was said into the logs, waiting at most ``seconds`` for something to be said."""
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    self._signals.ear.recv(64)
            elif not key.data.pump():
                self._selector.unregister(key.fileobj)

    def last_words(self) -> str:
        """Return what the first child, which serves the pages, said last."""
        return "".join(f"\n  {line}" for running in self._running[:1] for line in running.last)

    def check(self) -> None:
        """Raise ChildEnded if one of us is gone."""
        for other in self._watched:
            if words := other.died():
                raise ChildEnded(f"{words} Everything was stopped.")
        for running in list(self._running):
            if running.process.poll() is not None:
                running.drain()
                # The database's end ends the others too; it is the one to name.
                for other in self._watched:
                    if words := other.died():
                        raise ChildEnded(f"{words} Everything was stopped.")
                if not running.child.restarts:
                    raise ChildEnded(running.words())
                self._start_again(running)

    def _start_again(self, ended: Running) -> None:
        """Start anew what ended by itself, unless it began a moment ago."""
        if time.monotonic() < ended.began + AGAIN_AFTER:
            return
        ended.note(f"ended by itself (exit code {ended.process.returncode}); it is started again")
        with contextlib.suppress(KeyError):
            self._selector.unregister(ended.pipe)
        ended.pipe.close()
        self._running.remove(ended)
        self.start(ended.child)

    def stop(self) -> None:
        """Ask all to end, wait for what they are doing, and leave none behind."""
        for running in self._running:
            if running.process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    running.process.terminate()
        heard = len(self._signals.heard)
        end = time.monotonic() + GRACE
        while any(running.process.poll() is None for running in self._running):
            if time.monotonic() > end or len(self._signals.heard) > max(heard, 1):
                break
            self.turn()
        for running in self._running:
            running.signal_group(signal.SIGKILL)
            running.process.wait()
            running.drain()
            running.pipe.close()
        self._tell_mourner("done")
        self._mourner.communicate()
        self._selector.close()


def run_together(
    children: Sequence[Child],
    *,
    logs: Path,
    signals: Signals,
    watched: Sequence[Watched] = (),
    ready: Callable[[], bool] = lambda: True,
    announce: Callable[[], None] = lambda: None,
    patience: float = 60.0,
) -> None:
    """Run ``children`` until a signal is heard; then stop them and return.

    ``announce`` is called once ``ready`` says so. Raises ChildEnded when a child or something watched ends by
    itself, after stopping the others; CannotStart when ``ready`` is not true within ``patience`` seconds.
    """
    signals.wait_for()
    together = Together(logs, signals, watched)
    try:
        for child in children:
            together.start(child)
        end = time.monotonic() + patience
        announced = False
        while not signals.heard:
            together.check()
            if not announced and ready():
                announce()
                announced = True
            if not announced and time.monotonic() > end:
                raise CannotStart(
                    f"The pages did not answer within {patience:.0f} seconds; see {logs}.{together.last_words()}"
                )
            together.turn(0.5 if announced else 0.05)
    finally:
        together.stop()
