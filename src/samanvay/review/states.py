"""Where a conference, an item of it and its minutes stand, and what follows what."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class ConferenceState(StrEnum):
    """Where a conference stands."""

    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"  # its minutes are a draft
    CONFIRMED = "confirmed"  # its minutes were confirmed by the chair
    CANCELLED = "cancelled"


CONFERENCE_WORDS: dict[ConferenceState, Bilingual] = {
    ConferenceState.PLANNED: Bilingual("Coming", "आगामी"),
    ConferenceState.RUNNING: Bilingual("Running now", "चल रही है"),
    ConferenceState.HELD: Bilingual("Held, minutes in draft", "संपन्न, कार्यवृत्त प्रारूप में"),
    ConferenceState.CONFIRMED: Bilingual("Held, minutes confirmed", "संपन्न, कार्यवृत्त पुष्ट"),
    ConferenceState.CANCELLED: Bilingual("Cancelled", "निरस्त"),
}

CONFERENCE_FOLLOWS: dict[ConferenceState, frozenset[ConferenceState]] = {
    ConferenceState.PLANNED: frozenset({ConferenceState.RUNNING, ConferenceState.CANCELLED}),
    ConferenceState.RUNNING: frozenset({ConferenceState.HELD}),
    ConferenceState.HELD: frozenset({ConferenceState.RUNNING, ConferenceState.CONFIRMED}),
    ConferenceState.CONFIRMED: frozenset(),
    ConferenceState.CANCELLED: frozenset(),
}


class ItemState(StrEnum):
    """What became of an item of the agenda."""

    WAITING = "waiting"
    DISCUSSED = "discussed"
    PASSED = "passed"
    POSTPONED = "postponed"


ITEM_WORDS: dict[ItemState, Bilingual] = {
    ItemState.WAITING: Bilingual("Remaining", "शेष"),
    ItemState.DISCUSSED: Bilingual("Taken up", "चर्चा हुई"),
    ItemState.PASSED: Bilingual("Skipped", "छोड़ा गया"),
    ItemState.POSTPONED: Bilingual("Postponed", "स्थगित"),
}

# Why an item is skipped; its code is stored as the item's reason.
ABSENT = "absent"
SKIP_WORDS: dict[str, Bilingual] = {
    ABSENT: Bilingual("Nobody of the district is present", "जनपद से कोई उपस्थित नहीं"),
    "nothing_new": Bilingual("Nothing new since the last meeting", "पिछली बैठक के बाद कुछ नया नहीं"),
    "settled": Bilingual("Settled outside the meeting", "बैठक के बाहर निपटाया गया"),
    "no_time": Bilingual("No time left", "समय शेष नहीं"),
}
# The reason of the one item under which districts stand that are taken note of together: those after it in the order.
CONSENT = "consent"


class Presence(StrEnum):
    """Whether an invited office was there."""

    UNKNOWN = "unknown"
    PRESENT = "present"
    ABSENT = "absent"


PRESENCE_WORDS: dict[Presence, Bilingual] = {
    Presence.UNKNOWN: Bilingual("Not recorded", "दर्ज नहीं"),
    Presence.PRESENT: Bilingual("Present", "उपस्थित"),
    Presence.ABSENT: Bilingual("Absent", "अनुपस्थित"),
}


class LineKind(StrEnum):
    """What is typed under an item."""

    UPDATE = "update"
    DECISION = "decision"


LINE_WORDS: dict[LineKind, Bilingual] = {
    LineKind.UPDATE: Bilingual("Update", "अद्यतन"),
    LineKind.DECISION: Bilingual("Decision", "निर्णय"),
}
