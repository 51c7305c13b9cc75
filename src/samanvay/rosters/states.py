"""Where a plan, a change of it, a batch and somebody's turn in it stand, and what follows what."""

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
    ChangeKind.CENTRE: Bilingual("A centre is lost", "एक केंद्र उपलब्ध नहीं रहा"),
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
    ChangeState.WORKING: Bilingual("Being worked out", "गणना हो रही है"),
    ChangeState.READY: Bilingual("Ready to apply", "लागू करने को तैयार"),
    ChangeState.IMPOSSIBLE: Bilingual("Not possible with these rules", "इन नियमों से संभव नहीं"),
    ChangeState.FAILED: Bilingual("Could not be worked out", "गणना नहीं हो सकी"),
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


class BatchState(StrEnum):
    """Where a batch stands."""

    PLANNED = "planned"
    CALLED = "called"  # its people were told
    HELD = "held"
    CANCELLED = "cancelled"


BATCH_WORDS: dict[str, Bilingual] = {
    BatchState.PLANNED: Bilingual("Planned", "नियोजित"),
    BatchState.CALLED: Bilingual("Called", "बुलावा भेजा गया"),
    BatchState.HELD: Bilingual("Held", "संपन्न"),
    BatchState.CANCELLED: Bilingual("Cancelled", "निरस्त"),
}

BATCH_FOLLOWS: dict[str, frozenset[BatchState]] = {
    BatchState.PLANNED: frozenset({BatchState.CALLED, BatchState.CANCELLED}),
    BatchState.CALLED: frozenset({BatchState.HELD, BatchState.CANCELLED}),
    BatchState.HELD: frozenset(),
    BatchState.CANCELLED: frozenset(),
}


class TurnState(StrEnum):
    """Where somebody's turn in a batch stands."""

    PLANNED = "planned"
    CALLED = "called"
    CAME = "came"
    MISSED = "missed"
    MOVED = "moved"  # another turn took its place
    EXCUSED = "excused"  # nothing takes its place: gone, or trained elsewhere


TURN_WORDS: dict[str, Bilingual] = {
    TurnState.PLANNED: Bilingual("Planned", "नियोजित"),
    TurnState.CALLED: Bilingual("Called", "बुलाया गया"),
    TurnState.CAME: Bilingual("Came", "उपस्थित"),
    TurnState.MISSED: Bilingual("Missed", "अनुपस्थित"),
    TurnState.MOVED: Bilingual("Moved", "स्थानांतरित"),
    TurnState.EXCUSED: Bilingual("Excused", "मुक्त"),
}
COMING = (TurnState.PLANNED, TurnState.CALLED)
"""The states of a turn that still lies ahead."""


class TurnOrigin(StrEnum):
    """How a turn came about."""

    PLAN = "plan"
    MOVED = "moved"
    MAKE_UP = "make_up"
    WALK_IN = "walk_in"


TURN_ORIGINS: dict[str, Bilingual] = {
    TurnOrigin.PLAN: Bilingual("By the plan", "योजना से"),
    TurnOrigin.MOVED: Bilingual("Moved here", "यहाँ स्थानांतरित"),
    TurnOrigin.MAKE_UP: Bilingual("Make-up", "पूरक"),
    TurnOrigin.WALK_IN: Bilingual("Walked in", "बिना बुलावे उपस्थित"),
}


class Absence(StrEnum):
    """Why somebody could not come."""

    LEAVE = "leave"
    ILLNESS = "illness"
    COURT = "court"
    ORDER = "law_and_order"
    ELECTION = "election"
    NOT_RELEASED = "not_released"
    TRANSFER = "transfer"
    GONE = "gone"
    CENTRE = "centre"  # the centre or week is no more
    OTHER = "other"
    UNKNOWN = "unknown"


ABSENCES: dict[str, Bilingual] = {
    Absence.LEAVE: Bilingual("On leave", "अवकाश पर"),
    Absence.ILLNESS: Bilingual("Ill", "अस्वस्थ"),
    Absence.COURT: Bilingual("Before a court", "न्यायालय में पेशी"),
    Absence.ORDER: Bilingual("Law and order duty", "कानून-व्यवस्था ड्यूटी"),
    Absence.ELECTION: Bilingual("Election duty", "निर्वाचन ड्यूटी"),
    Absence.NOT_RELEASED: Bilingual("Not released by the unit", "इकाई ने कार्यमुक्त नहीं किया"),
    Absence.TRANSFER: Bilingual("Transferred", "स्थानांतरण"),
    Absence.GONE: Bilingual("Left the service", "सेवा में नहीं"),
    Absence.CENTRE: Bilingual("The centre or week is not available", "केंद्र या सप्ताह उपलब्ध नहीं"),
    Absence.OTHER: Bilingual("Other", "अन्य"),
    Absence.UNKNOWN: Bilingual("Not said", "कारण नहीं बताया"),
}


class ClosureKind(StrEnum):
    """Why nobody trains in a week."""

    ELECTION = "election"
    FESTIVAL = "festival"
    MELA = "mela"
    EXAMINATION = "examination"
    WORKS = "works"
    OTHER = "other"


CLOSURES: dict[str, Bilingual] = {
    ClosureKind.ELECTION: Bilingual("Election", "निर्वाचन"),
    ClosureKind.FESTIVAL: Bilingual("Festival", "त्योहार"),
    ClosureKind.MELA: Bilingual("Mela", "मेला"),
    ClosureKind.EXAMINATION: Bilingual("Public examination", "सार्वजनिक परीक्षा"),
    ClosureKind.WORKS: Bilingual("Works at the centre", "केंद्र पर निर्माण कार्य"),
    ClosureKind.OTHER: Bilingual("Other", "अन्य"),
}
