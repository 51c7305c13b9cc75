"""The states of an act and which may follow which: as data."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class ActState(StrEnum):
    """Where an act stands between its maker and its receiver."""

    ATTESTED = "attested"
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    DECLARED = "declared"
    WITHDRAWN = "withdrawn"


STATES: dict[str, Bilingual] = {
    ActState.DECLARED: Bilingual("Recorded, not confirmed yet", "दर्ज, पुष्टि शेष"),
    ActState.ATTESTED: Bilingual("Attested on paper", "कागज़ पर सत्यापित"),
    ActState.CONFIRMED: Bilingual("Confirmed by the receiver", "प्राप्तकर्ता द्वारा पुष्ट"),
    ActState.CONTRADICTED: Bilingual("Contradicted by the receiver", "प्राप्तकर्ता द्वारा खंडित"),
    ActState.WITHDRAWN: Bilingual("Withdrawn", "वापस ली गई"),
}

# A correction takes an act back to declared: what was answered was answered to other words.
TRANSITIONS: dict[ActState, frozenset[ActState]] = {
    ActState.DECLARED: frozenset(ActState),
    ActState.ATTESTED: frozenset(ActState) - {ActState.ATTESTED},
    ActState.CONFIRMED: frozenset({ActState.CONTRADICTED, ActState.DECLARED, ActState.WITHDRAWN}),
    ActState.CONTRADICTED: frozenset({ActState.CONFIRMED, ActState.DECLARED, ActState.WITHDRAWN}),
    ActState.WITHDRAWN: frozenset(),
}

# What counts: these alone start and stop a clock, the first of two before the second.
EFFECTIVE: tuple[ActState, ...] = (ActState.CONFIRMED, ActState.ATTESTED)
UNANSWERED: frozenset[ActState] = frozenset({ActState.DECLARED, ActState.ATTESTED})


def may_follow(state: str, to: ActState) -> bool:
    """Tell whether an act in one state may come to another."""
    return to in TRANSITIONS[ActState(state)]
