"""Where a batch and somebody's turn in it stand, and what follows what."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


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
    TurnState.CAME: Bilingual("Attended", "उपस्थित"),
    TurnState.MISSED: Bilingual("Absent", "अनुपस्थित"),
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
    TurnOrigin.PLAN: Bilingual("From the plan", "योजना से"),
    TurnOrigin.MOVED: Bilingual("Moved here", "यहाँ स्थानांतरित"),
    TurnOrigin.MAKE_UP: Bilingual("Make-up", "पूरक"),
    TurnOrigin.WALK_IN: Bilingual("Came without a call", "बिना बुलावे उपस्थित"),
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
    Absence.NOT_RELEASED: Bilingual("Unit did not let them go", "इकाई ने नहीं छोड़ा"),
    Absence.TRANSFER: Bilingual("Transferred", "स्थानांतरण"),
    Absence.GONE: Bilingual("Left the service", "सेवा में नहीं"),
    Absence.CENTRE: Bilingual("The centre or week is not available", "केंद्र या सप्ताह उपलब्ध नहीं"),
    Absence.OTHER: Bilingual("Other", "अन्य"),
    Absence.UNKNOWN: Bilingual("Not given", "कारण नहीं बताया"),
}
