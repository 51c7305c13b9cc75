"""Starts a program as a child that cannot outlive us."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LAUNCH = Path(__file__).with_name("launch.py")
REAPER = Path(__file__).with_name("reaper.py")


@dataclass(frozen=True)
class Passage:
    """How a program runs as a user of its own: the user, the private folders screened off, what it keeps."""

    user: tuple[int, int] | None = None
    screens: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


AS_WE_ARE = Passage()


def launch_command(
    argv: Sequence[str],
    *,
    passage: Passage = AS_WE_ARE,
    death_signal: int = signal.SIGTERM,
    check: Sequence[str] = (),
) -> list[str]:
    """Return the command line that runs ``argv`` with these wishes; the process id stays the program's."""
    program = shutil.which(argv[0]) or argv[0]
    spec = {
        "parent": os.getpid(),
        "signal": int(death_signal),
        "user": passage.user,
        "screens": list(passage.screens),
        "keep": list(passage.keep),
        "check": list(check),
        "argv": [program, *argv[1:]],
    }
    return [sys.executable, "-I", "-S", str(LAUNCH), json.dumps(spec)]


def launch(
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: str | Path | None = None,
    output: int | IO[bytes] = subprocess.DEVNULL,
    passage: Passage = AS_WE_ARE,
    death_signal: int = signal.SIGTERM,
) -> "subprocess.Popen[bytes]":
    """Start ``argv`` in a session of its own, so that Ctrl-C reaches only us, and tied to our life (Linux).

    ``output`` takes both its streams. Call it from a thread that lives as long as the child should: Linux
    counts the thread that started a child as its parent.
    """
    return subprocess.Popen(  # noqa: S603 - the command is ours, never text from outside
        launch_command(argv, passage=passage, death_signal=death_signal),
        env=None if env is None else dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def start_reaper() -> "subprocess.Popen[bytes]":
    """Start the process that outlives a killed supervisor just long enough to end its children."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-S", str(REAPER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
