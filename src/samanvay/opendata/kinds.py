"""What a pattern can be."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class PatternKind(StrEnum):
    """Of what a pattern is."""

    CORRIDOR = "corridor"  # between districts, and what is told of nothing finer than a state
    STATES = "states"  # between states
    FORM = "form"
    LURE = "lure"
    FINDING = "finding"


PATTERN_WORDS: dict[PatternKind, Bilingual] = {
    PatternKind.CORRIDOR: Bilingual("Corridor", "मार्ग"),
    PatternKind.STATES: Bilingual("Corridor between states", "राज्यों के बीच मार्ग"),
    PatternKind.FORM: Bilingual("Form of exploitation", "शोषण का रूप"),
    PatternKind.LURE: Bilingual("Lure", "प्रलोभन"),
    PatternKind.FINDING: Bilingual("What changed", "क्या बदला"),
}

# Partners are told cells of place, form and quarter: of all patterns, a form is the one that they see.
SEEN_BY_PARTNERS = frozenset({PatternKind.FORM})
