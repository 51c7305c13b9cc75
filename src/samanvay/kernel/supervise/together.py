"""Runs a handful of programs together: whatever ends by itself is started again, until somebody says stop."""

import contextlib
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from . import reports
from .children import Child, Kept, Running
from .errors import CannotStart, ChildEnded
from .launching import start_reaper
from .signals import Signals

GRACE = 8.0
_STEP = 0.1
MOST_ENDS = 3  # of the pages before they have ever answered


def _silent(words: str) -> None:
    return None


class Watched(Protocol):
    """Something that was started before our programs, which they need."""

    name: str

    def died(self) -> str | None:
        """Return why it is gone, or None while it lives."""

    def start_again(self) -> None:
        """Start it again, without waiting until it answers. Raises CannotStart or OSError."""


class Server(Kept):
    """A watched server as one of those that are kept running."""

    def __init__(self, watched: Watched) -> None:
        super().__init__(watched.name)
        self._watched = watched
        self.note_start()  # before us

    def launch(self) -> None:
        self._watched.start_again()

    def died(self) -> str | None:
        return self._watched.died()


class Together:
    """The programs of one home, from their start to the end of the last."""

    def __init__(
        self,
        logs: Path,
        signals: Signals,
        watched: Sequence[Watched],
        *,
        report: Path | None = None,
        say: Callable[[str], None] = _silent,
    ) -> None:
        self._logs = logs
        self._signals = signals
        self._servers = [Server(each) for each in watched]
        self._children: list[Running] = []
        self._report = report
        self._say = say
        self._selector = selectors.DefaultSelector()
        self._selector.register(signals.ear, selectors.EVENT_READ)
        self._reaper = start_reaper()

    def start(self, child: Child) -> None:
        running = Running(child, self._logs)
        self._children.append(running)
        self._begin(running)

    def _begin(self, running: Running) -> None:
        running.start()
        if running.is_up:
            self._tell_reaper(str(running.pid))
            self._selector.register(running.pipe, selectors.EVENT_READ, running)
        else:
            self._told(running)

    def _tell_reaper(self, words: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            if self._reaper.stdin is not None:
                self._reaper.stdin.write(f"{words}\n".encode())
                self._reaper.stdin.flush()

    def turn(self, seconds: float = _STEP) -> None:
        """Move what was said into the logs, waiting at most ``seconds`` for something to be said."""
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                with contextlib.suppress(BlockingIOError):
                    self._signals.ear.recv(64)
            elif not key.data.pump():
                self._selector.unregister(key.fd)

    @property
    def pages(self) -> Running:
        """The first child, which serves the pages."""
        return self._children[0]

    def check(self) -> None:
        """Note what ended, start again what has waited long enough."""
        if self._reaper.poll() is not None:
            self._reaper = start_reaper()
            for running in self._children:
                if running.is_up:
                    self._tell_reaper(str(running.pid))
        changed = [self._look_at(kept) for kept in (*self._servers, *self._children)]
        if any(changed):
            self.report()

    def _look_at(self, kept: Kept) -> bool:
        """Look at one program; tell whether something became of it."""
        if kept.is_up:
            words = kept.died()
            if words is None:
                news = isinstance(kept, Running) and kept.has_news
                if isinstance(kept, Running):
                    kept.has_news = False
                return news
            kept.end(words)
            said = ""
            if isinstance(kept, Running):
                said = kept.last_line()
                with contextlib.suppress(KeyError):
                    self._selector.unregister(kept.pipe)
                self._tell_reaper(f"-{kept.pid}")
                kept.close()
            self._told(kept, said)
            return True
        if time.monotonic() < kept.again:
            return False
        if isinstance(kept, Running):
            self._begin(kept)
        else:
            kept.start()
            if not kept.is_up:
                self._told(kept)
        return True

    def _told(self, kept: Kept, last: str = "") -> None:
        """Say in one line that something ended, what it said last, and when it is started again."""
        wait = kept.seconds_to_wait
        why = f"{kept.why.rstrip('.')}: {last.rstrip('.')}" if last else kept.why.rstrip(".")
        words = f"{why}. It is started again {f'in {wait} s' if wait else 'now'}."
        if isinstance(kept, Running):
            kept.note(words)
        # Nobody may listen any more, or the disk be full that listens.
        with contextlib.suppress(OSError):
            self._say(words)

    def report(self) -> None:
        """Write down how each program stands, for the health page."""
        if self._report is not None:
            reports.write(self._report, [*self._servers, *self._children])

    def stop(self) -> None:
        """Ask all to end, wait for what they are doing, and leave none behind."""
        up = [running for running in self._children if running.is_up]
        for running in up:
            if running.process is not None and running.process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    running.process.terminate()
        heard = len(self._signals.heard)
        end = time.monotonic() + GRACE
        while any(running.process is not None and running.process.poll() is None for running in up):
            if time.monotonic() > end or len(self._signals.heard) > max(heard, 1):
                break
            self.turn()
        for running in up:
            running.signal_group(signal.SIGKILL)
            if running.process is not None:
                running.process.wait()
            running.drain()
            running.close()
        self._tell_reaper("done")
        with contextlib.suppress(BrokenPipeError, subprocess.TimeoutExpired):
            self._reaper.communicate(timeout=5)
        self._selector.close()
        if self._report is not None:
            reports.forget(self._report)


def run_together(
    children: Sequence[Child],
    *,
    logs: Path,
    signals: Signals,
    watched: Sequence[Watched] = (),
    ready: Callable[[], bool] = lambda: True,
    announce: Callable[[], None] = lambda: None,
    patience: float = 180.0,
    report: Path | None = None,
    say: Callable[[str], None] = _silent,
) -> None:
    """Run ``children`` until a signal is heard; then stop them and return.

    What ends by itself, ``watched`` servers too, is started again; ``say`` is told each time, and ``report`` is the
    file that says how each stands. ``announce`` is called once ``ready`` says so. Where that never comes true within
    ``patience`` seconds CannotStart is raised; ChildEnded where the first child, which serves the pages, ends again
    and again before it.
    """
    signals.wait_for()
    together = Together(logs, signals, watched, report=report, say=say)
    try:
        for child in children:
            together.start(child)
        together.report()
        end = time.monotonic() + patience
        announced = False
        while not signals.heard:
            together.check()
            if not announced and ready():
                announce()
                announced = True
            if not announced:
                _go_on(together.pages, time.monotonic() > end, patience, logs)
            together.turn(0.2 if announced else 0.05)
    finally:
        together.stop()


def _go_on(pages: Running, is_late: bool, patience: float, logs: Path) -> None:
    """Raise CannotStart if there is no hope that the pages will ever answer."""
    if pages.ends >= MOST_ENDS:
        raise ChildEnded(f"{pages.why}, again and again; see {pages.path}.{pages.last_words()}")
    if is_late:
        raise CannotStart(f"The pages did not answer within {patience:.0f} seconds; see {logs}.{pages.last_words()}")
