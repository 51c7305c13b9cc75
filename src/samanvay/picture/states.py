"""The states of a finding, which follows which, and what a finding can be of and say."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual
from samanvay_insight.shifts import ShiftKind


class FindingState(StrEnum):
    """Where a finding stands."""

    NEW = "new"
    WATCHED = "watched"
    DISMISSED = "dismissed"
    ACTED_ON = "acted_on"


# What an officer may decide. A finding becomes new again only by growing.
FINDING_FOLLOWS: dict[FindingState, frozenset[FindingState]] = {
    FindingState.NEW: frozenset({FindingState.WATCHED, FindingState.DISMISSED, FindingState.ACTED_ON}),
    FindingState.WATCHED: frozenset({FindingState.DISMISSED, FindingState.ACTED_ON}),
    FindingState.DISMISSED: frozenset({FindingState.WATCHED, FindingState.ACTED_ON}),
    FindingState.ACTED_ON: frozenset({FindingState.WATCHED}),
}

FINDING_WORDS: dict[FindingState, Bilingual] = {
    FindingState.NEW: Bilingual("New", "नया"),
    FindingState.WATCHED: Bilingual("Watched", "निगरानी में"),
    FindingState.DISMISSED: Bilingual("Dismissed", "खारिज"),
    FindingState.ACTED_ON: Bilingual("Action taken", "कार्रवाई हुई"),
}

NEEDS_REASON = frozenset({FindingState.DISMISSED, FindingState.ACTED_ON})

NOTICED = "noticed"  # by a person, not by counting

KIND_WORDS: dict[str, Bilingual] = {
    ShiftKind.APPEARED: Bilingual("Appeared", "नया दिखा"),
    ShiftKind.ROSE: Bilingual("Rose", "बढ़ा"),
    ShiftKind.FELL: Bilingual("Fell", "घटा"),
    ShiftKind.DRIED_UP: Bilingual("Stopped", "बंद हुआ"),
    ShiftKind.REVERSED: Bilingual("Direction reversed", "दिशा बदली"),
    ShiftKind.SILENT: Bilingual("Reports stopped", "रिपोर्ट बंद हुई"),
    ShiftKind.TOGETHER: Bilingual("All changed together", "सब एक साथ बदला"),
    NOTICED: Bilingual("Noticed by an officer", "अधिकारी ने देखा"),
}

LASTING_WORDS: dict[str, Bilingual] = {
    ShiftKind.FELL: Bilingual("Fell, lasting", "घटा, अब तक"),
    ShiftKind.DRIED_UP: Bilingual("Stopped, lasting", "बंद, अब तक"),
}

# Kinds that tell of one and the same change of a series: a fall that goes on becomes a drying up.
FAMILY: dict[str, str] = {
    ShiftKind.APPEARED: "more",
    ShiftKind.ROSE: "more",
    ShiftKind.FELL: "fewer",
    ShiftKind.DRIED_UP: "fewer",
    ShiftKind.REVERSED: "turned",
    ShiftKind.SILENT: "silent",
    ShiftKind.TOGETHER: "together",
}


class Subject(StrEnum):
    """What a series counts."""

    CORRIDOR = "corridor"
    STOPOVER = "stopover"
    DISTRICT = "district"
    FORM = "form"


SUBJECT_WORDS: dict[str, Bilingual] = {
    Subject.CORRIDOR: Bilingual("Corridor", "मार्ग"),
    Subject.STOPOVER: Bilingual("Stop-over", "पड़ाव"),
    Subject.DISTRICT: Bilingual("District", "जनपद"),
    Subject.FORM: Bilingual("Form of exploitation", "शोषण का रूप"),
}
