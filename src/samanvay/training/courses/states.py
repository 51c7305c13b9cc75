"""The states of an edition of a course or a question, and which follows which."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class EditionState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    RETIRED = "retired"  # of questions alone


S = EditionState

# An edition that is sent back is a draft again, with the reviewer's words. What was published stays so when a newer
# edition takes its place: certificates and papers name it.
EDITION_FOLLOWS: dict[EditionState, frozenset[EditionState]] = {
    S.DRAFT: frozenset({S.IN_REVIEW}),
    S.IN_REVIEW: frozenset({S.DRAFT, S.PUBLISHED}),
    S.PUBLISHED: frozenset({S.RETIRED}),
    S.RETIRED: frozenset(),
}

EDITION_WORDS: dict[str, Bilingual] = {
    S.DRAFT: Bilingual("Draft", "प्रारूप"),
    S.IN_REVIEW: Bilingual("In review", "समीक्षा में"),
    S.PUBLISHED: Bilingual("Published", "प्रकाशित"),
    S.RETIRED: Bilingual("Retired", "हटाया गया"),
}


class Origin(StrEnum):
    """Where an edition comes from."""

    SHIPPED = "shipped"
    STATE = "state"


ORIGINS: dict[str, Bilingual] = {
    Origin.SHIPPED: Bilingual("Came with Samanvay", "समन्वय के साथ आया"),
    Origin.STATE: Bilingual("Written in the state", "राज्य में लिखित"),
}
