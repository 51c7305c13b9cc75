"""Hears the three signals that mean "stop"."""

import signal
import socket
from types import FrameType, TracebackType
from typing import Any

from .errors import Interrupted


class Signals:
    """While entered, SIGINT, SIGTERM and SIGHUP are heard here.

    During a start the first one raises Interrupted wherever we are, so that all blocks unwind and close what
    they opened. Under :meth:`wait_for` none raises; the ``ear`` becomes readable instead. Later ones are
    only counted: a clean stop is not interrupted by impatience, but may be hurried.
    """

    def __init__(self) -> None:
        self.heard: list[int] = []
        self._raises = True
        self._before: dict[int, Any] = {}

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.heard.append(number)
        if self._raises and len(self.heard) == 1:
            raise Interrupted(number)

    def __enter__(self) -> "Signals":
        self.ear, self._mouth = socket.socketpair()
        for end in (self.ear, self._mouth):
            end.setblocking(False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # nohup means it: the terminal's end is not ours.
            if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
                continue
            self._before[number] = signal.signal(number, self._hear)
        self._wakeup = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        return self

    def wait_for(self) -> None:
        """From now on raise nothing: the caller looks at ``heard`` when the ear is readable."""
        self._raises = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.set_wakeup_fd(self._wakeup)
        for number, before in self._before.items():
            signal.signal(number, before)
        self.ear.close()
        self._mouth.close()
