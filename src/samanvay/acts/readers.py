"""Who sees an act."""

from samanvay.cases.models import Case
from samanvay.directory import queries as directory


def readers_of(case: Case | None, receiver: int | None) -> list[int]:
    """Return who reads an act: the readers of its case, the receiver and the units above it."""
    line = directory.readers_for(receiver) if receiver is not None else []
    return sorted({*(case.readers if case is not None else ()), *line})
