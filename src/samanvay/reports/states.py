"""The states of a report and of a claim, and which follows which."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class ReportState(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class ClaimState(StrEnum):
    """What the officer decided on a reading."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ASIDE = "aside"


IN_HAND = (ReportState.DRAFT, ReportState.RETURNED)  # of the unit that writes it
SENT = (ReportState.SUBMITTED, ReportState.ACCEPTED)


class PairAnswer(StrEnum):
    """What was said of two cases that may tell of one happening."""

    SAME = "same"
    APART = "apart"


REPORT_FOLLOWS: dict[ReportState, frozenset[ReportState]] = {
    ReportState.DRAFT: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.ACCEPTED, ReportState.RETURNED}),
    ReportState.RETURNED: frozenset({ReportState.SUBMITTED}),
    ReportState.ACCEPTED: frozenset({ReportState.RETURNED, ReportState.SUBMITTED}),
}

CLAIM_FOLLOWS: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.PROPOSED: frozenset({ClaimState.CONFIRMED, ClaimState.REFUSED}),
    ClaimState.CONFIRMED: frozenset({ClaimState.PROPOSED}),
    ClaimState.REFUSED: frozenset({ClaimState.PROPOSED}),
    ClaimState.ASIDE: frozenset(),
}

REPORT_WORDS: dict[ReportState, Bilingual] = {
    ReportState.DRAFT: Bilingual("Draft", "प्रारूप"),
    ReportState.SUBMITTED: Bilingual("Submitted", "प्रस्तुत"),
    ReportState.RETURNED: Bilingual("Returned", "लौटाई गई"),
    ReportState.ACCEPTED: Bilingual("Accepted", "स्वीकृत"),
}

CLAIM_WORDS: dict[ClaimState, Bilingual] = {
    ClaimState.PROPOSED: Bilingual("To be decided", "निर्णय शेष"),
    ClaimState.CONFIRMED: Bilingual("Confirmed", "पुष्ट"),
    ClaimState.REFUSED: Bilingual("Refused", "अस्वीकृत"),
    ClaimState.ASIDE: Bilingual("Set aside", "अलग रखा गया"),
}
