"""The stages of a case and which may follow which: as data."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Stage(StrEnum):
    """Where a case stands."""

    CHARGED = "charged"
    CLOSED = "closed"
    INVESTIGATED = "investigated"
    OPENED = "opened"
    TRIED = "tried"


STAGES: dict[str, Bilingual] = {
    Stage.OPENED: Bilingual("Opened", "दर्ज"),
    Stage.INVESTIGATED: Bilingual("Under investigation", "विवेचनाधीन"),
    Stage.CHARGED: Bilingual("Charge sheet filed", "आरोप पत्र दाखिल"),
    Stage.TRIED: Bilingual("On trial", "विचारण में"),
    Stage.CLOSED: Bilingual("Closed", "बंद"),
}

TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.OPENED: frozenset({Stage.INVESTIGATED, Stage.CLOSED}),
    Stage.INVESTIGATED: frozenset({Stage.CHARGED, Stage.CLOSED}),
    Stage.CHARGED: frozenset({Stage.TRIED, Stage.INVESTIGATED, Stage.CLOSED}),
    Stage.TRIED: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset({Stage.INVESTIGATED}),
}

# Which stages are told with a reason: closing, and taking up again what was closed or already charged.
ASKS_REASON: frozenset[tuple[Stage, Stage]] = frozenset(
    {(stage, Stage.CLOSED) for stage in Stage}
    | {(Stage.CLOSED, Stage.INVESTIGATED), (Stage.CHARGED, Stage.INVESTIGATED)}
)

# Where a case must stand for an acquittal in it.
ACQUITTED_AT: frozenset[Stage] = frozenset({Stage.TRIED, Stage.CLOSED})


def following(stage: str) -> list[Stage]:
    """Return the stages that may follow one, in their usual order."""
    return [each for each in map(Stage, STAGES) if each in TRANSITIONS[Stage(stage)]]
