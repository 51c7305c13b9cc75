"""A database for a single command: the given one, the running one, or one started for its time."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from . import external
from .run import running

READY = "SAMANVAY_DATABASE_READY"


@contextlib.contextmanager
def ensure_running(
    home: Path, variables: Mapping[str, str], *, say: Callable[[str], None] = lambda words: None
) -> Iterator[dict[str, str]]:
    """Give the variables to set so that the settings find a database, which is there for the time of the block.

    ``variables`` is the command's environment. Nothing is done for a program that `serve` started. Raises
    CannotStart.
    """
    if variables.get(READY):
        yield {}
    elif url := variables.get("DATABASE_URL"):
        given = external.given(url, variables.get("DATABASE_OWNER_URL", ""), say=say)
        yield {"DATABASE_URL": given.app, "DATABASE_OWNER_URL": given.owner, READY: "1"}
    else:
        with running(home, say=say):
            yield {READY: "1"}
