"""The states of a measure, and which follows which."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class MeasureState(StrEnum):
    """Where a measure stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


# A retired measure is brought back only if it was published before.
MEASURE_FOLLOWS: dict[MeasureState, frozenset[MeasureState]] = {
    MeasureState.DRAFT: frozenset({MeasureState.PUBLISHED, MeasureState.RETIRED}),
    MeasureState.PUBLISHED: frozenset({MeasureState.RETIRED}),
    MeasureState.RETIRED: frozenset({MeasureState.PUBLISHED}),
}

MEASURE_WORDS: dict[str, Bilingual] = {
    MeasureState.DRAFT: Bilingual("Draft", "प्रारूप"),
    MeasureState.PUBLISHED: Bilingual("Published", "प्रकाशित"),
    MeasureState.RETIRED: Bilingual("Retired", "हटाया गया"),
}
