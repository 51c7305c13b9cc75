"""The states of an import and what may follow each."""

from django.db import models


class RunState(models.TextChoices):
    STAGED = "staged"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"


# Applied rows may be followed by mended ones: the good rows do not wait for the bad.
MAY_FOLLOW: dict[str, frozenset[str]] = {
    RunState.STAGED: frozenset({RunState.APPLYING, RunState.DROPPED}),
    RunState.APPLYING: frozenset({RunState.APPLYING, RunState.APPLIED}),
    RunState.APPLIED: frozenset({RunState.APPLYING, RunState.UNDOING}),
    RunState.UNDOING: frozenset({RunState.UNDOING, RunState.UNDONE}),
    RunState.UNDONE: frozenset(),
    RunState.DROPPED: frozenset(),
}
