"""Why nobody trains in a week."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


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
