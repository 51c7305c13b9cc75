"""Where a plan and a change of it stand, and what follows what; how its batches meet."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class PlanState(StrEnum):
    """Where a plan stands."""

    WORKING = "working"  # the worker makes it
    DRAFT = "draft"
    IMPOSSIBLE = "impossible"  # some rule has to be relaxed first
    FAILED = "failed"  # it could not be made, for no reason of the rules
    PUBLISHED = "published"
    DROPPED = "dropped"


PLAN_WORDS: dict[str, Bilingual] = {
    PlanState.WORKING: Bilingual("Being made", "बनाई जा रही है"),
    PlanState.DRAFT: Bilingual("Draft", "प्रारूप"),
    PlanState.IMPOSSIBLE: Bilingual("Not possible with these rules", "इन नियमों से संभव नहीं"),
    PlanState.FAILED: Bilingual("Could not be made", "नहीं बन सकी"),
    PlanState.PUBLISHED: Bilingual("Published", "प्रकाशित"),
    PlanState.DROPPED: Bilingual("Dropped", "छोड़ी गई"),
}

PLAN_FOLLOWS: dict[str, frozenset[PlanState]] = {
    PlanState.WORKING: frozenset({PlanState.DRAFT, PlanState.IMPOSSIBLE, PlanState.FAILED, PlanState.DROPPED}),
    PlanState.DRAFT: frozenset({PlanState.PUBLISHED, PlanState.DROPPED}),
    PlanState.IMPOSSIBLE: frozenset({PlanState.DROPPED}),
    PlanState.FAILED: frozenset({PlanState.DROPPED}),
    PlanState.PUBLISHED: frozenset({PlanState.DROPPED}),
    PlanState.DROPPED: frozenset(),
}


class ChangeKind(StrEnum):
    """What upset a plan."""

    CENTRE = "centre"  # a centre is lost from a week on
    BLACKOUT = "blackout"  # nobody can train in a week
    ROLL = "roll"  # leave, transfers, people who came or left


CHANGE_KINDS: dict[str, Bilingual] = {
    ChangeKind.CENTRE: Bilingual("A centre is not available", "एक केंद्र उपलब्ध नहीं"),
    ChangeKind.BLACKOUT: Bilingual("Nobody can train in a week", "एक सप्ताह में प्रशिक्षण संभव नहीं"),
    ChangeKind.ROLL: Bilingual("The roll has changed", "सदस्य सूची बदली"),
}


class ChangeState(StrEnum):
    """Where a change of a plan stands."""

    WORKING = "working"
    READY = "ready"  # what it would move is told
    IMPOSSIBLE = "impossible"
    FAILED = "failed"
    APPLIED = "applied"
    DROPPED = "dropped"


CHANGE_WORDS: dict[str, Bilingual] = {
    ChangeState.WORKING: Bilingual("Being calculated", "गणना हो रही है"),
    ChangeState.READY: Bilingual("Ready to apply", "लागू करने को तैयार"),
    ChangeState.IMPOSSIBLE: Bilingual("Not possible with these rules", "इन नियमों से संभव नहीं"),
    ChangeState.FAILED: Bilingual("Calculation failed", "गणना नहीं हो सकी"),
    ChangeState.APPLIED: Bilingual("Applied", "लागू"),
    ChangeState.DROPPED: Bilingual("Dropped", "छोड़ा गया"),
}


class Mode(StrEnum):
    """Where a batch meets."""

    CENTRE = "centre"
    DISTRICT = "district"
    ONLINE = "online"


MODES: dict[str, Bilingual] = {
    Mode.CENTRE: Bilingual("At a centre", "केंद्र पर"),
    Mode.DISTRICT: Bilingual("In the district", "जनपद में"),
    Mode.ONLINE: Bilingual("Online", "ऑनलाइन"),
}
