"""The supervisor's word on its programs: a private file in the home, which the health page reads.

It is a file since the one thing that must be told at all events is that the database is away.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .children import Kept

NAME = "programs.json"
LONGEST = 240  # letters of a reason
SUPERVISED = "SAMANVAY_SUPERVISED"


@dataclass(frozen=True, slots=True)
class ProgramState:
    """How a program stands: since when it runs, how often it was started again, when and why it last ended.

    ``why`` may quote the program's last line: it is for the administrators' health page, never for a notice.
    """

    name: str
    began_at: datetime | None = None
    restarts: int = 0
    ended_at: datetime | None = None
    why: str = ""
    is_up: bool = True


def path_in(home: Path) -> Path:
    """Return where the file lies in a home."""
    return home / "run" / NAME


def write(path: Path, programs: Iterable["Kept"]) -> None:
    """Write how each stands, whole or not at all; a full disk must not end what is running."""
    said = [
        {
            "name": each.name,
            "began_at": each.began_at.isoformat() if each.began_at else None,
            "restarts": each.restarts,
            "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            "why": each.why[:LONGEST],
            "is_up": each.is_up,
        }
        for each in programs
    ]
    fresh = path.with_suffix(".new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as stream:
            json.dump(said, stream)
        fresh.replace(path)


def forget(path: Path) -> None:
    """Take the file away when the programs were stopped."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def read(path: Path) -> list[ProgramState]:
    """Return how the programs stand; nothing where there is no such file."""
    try:
        return [_state(said) for said in json.loads(path.read_text())]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _state(said: Mapping[str, Any]) -> ProgramState:
    began, ended = said["began_at"], said["ended_at"]
    return ProgramState(
        name=str(said["name"]),
        began_at=datetime.fromisoformat(began) if began else None,
        restarts=int(said["restarts"]),
        ended_at=datetime.fromisoformat(ended) if ended else None,
        why=str(said["why"]),
        is_up=bool(said["is_up"]),
    )
