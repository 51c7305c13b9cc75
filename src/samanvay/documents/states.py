"""The states of an import and what may follow each; what the virus scanner said of a document."""

from django.db import models

from samanvay.kernel.bilingual import Bilingual


class Scan(models.TextChoices):
    """What is known of viruses in a file. One that waits is not given out; of an infected one nothing is kept."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"
    WAITING = "waiting"


SCAN_WORDS: dict[str, Bilingual] = {
    Scan.CLEAN: Bilingual("no virus found", "वायरस नहीं मिला"),
    Scan.INFECTED: Bilingual("virus found: the file was destroyed", "वायरस मिला: फ़ाइल नष्ट की गई"),
    Scan.UNSCANNED: Bilingual("not scanned for viruses", "वायरस की जाँच नहीं हुई"),
    Scan.WAITING: Bilingual("waiting for the virus scan", "वायरस जाँच की प्रतीक्षा में"),
}


class RunState(models.TextChoices):
    CHECKING = "checking"
    STAGED = "staged"
    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"


# Applied rows may be followed by mended ones: the good rows do not wait for the bad.
MAY_FOLLOW: dict[str, frozenset[str]] = {
    RunState.CHECKING: frozenset({RunState.STAGED, RunState.DROPPED}),
    RunState.STAGED: frozenset({RunState.APPLYING, RunState.DROPPED}),
    RunState.APPLYING: frozenset({RunState.APPLYING, RunState.APPLIED, RunState.STOPPED}),
    RunState.APPLIED: frozenset({RunState.APPLYING, RunState.UNDOING}),
    RunState.STOPPED: frozenset({RunState.APPLYING, RunState.UNDOING}),
    RunState.UNDOING: frozenset({RunState.UNDOING, RunState.UNDONE, RunState.STOPPED}),
    RunState.UNDONE: frozenset(),
    RunState.DROPPED: frozenset(),
}
