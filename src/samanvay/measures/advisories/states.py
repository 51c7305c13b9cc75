"""The states of advisories and of their recipients, and which follows which."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class AdvisoryState(StrEnum):
    """Where an advisory stands."""

    DRAFT = "draft"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"  # a draft that was never sent


ADVISORY_WORDS: dict[str, Bilingual] = {
    AdvisoryState.DRAFT: Bilingual("Draft", "प्रारूप"),
    AdvisoryState.SENT: Bilingual("Sent", "भेजा गया"),
    AdvisoryState.WITHDRAWN: Bilingual("Withdrawn", "वापस लिया गया"),
    AdvisoryState.DISCARDED: Bilingual("Set aside", "हटाया गया"),
}


class RecipientState(StrEnum):
    """How far a recipient has come with an advisory."""

    NAMED = "named"  # in a draft
    HELD = "held"  # nobody is posted to whom it could go
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TO_CHECK = "to_check"
    DONE = "done"
    WITHDRAWN = "withdrawn"


S = RecipientState

# "accepted" follows "to be checked" where the work was sent back; a declined advisory may be accepted after all.
RECIPIENT_FOLLOWS: dict[RecipientState, frozenset[RecipientState]] = {
    S.NAMED: frozenset({S.HELD, S.SENT}),
    S.HELD: frozenset({S.SENT, S.WITHDRAWN}),
    S.SENT: frozenset({S.SEEN, S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.SEEN: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.DECLINED, S.TO_CHECK, S.DONE, S.WITHDRAWN}),
    S.DECLINED: frozenset({S.ACCEPTED, S.WITHDRAWN}),
    S.TO_CHECK: frozenset({S.ACCEPTED, S.DONE, S.WITHDRAWN}),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
}

RECIPIENT_WORDS: dict[str, Bilingual] = {
    S.NAMED: Bilingual("To be sent", "भेजा जाना है"),
    S.HELD: Bilingual("Waiting: nobody is posted", "रुका: कोई तैनात नहीं"),
    S.SENT: Bilingual("Sent", "भेजा गया"),
    S.SEEN: Bilingual("Seen", "देखा गया"),
    S.ACCEPTED: Bilingual("Accepted", "स्वीकार"),
    S.DECLINED: Bilingual("Declined", "अस्वीकार"),
    S.TO_CHECK: Bilingual("Done, not checked yet", "पूर्ण, जाँच शेष"),
    S.DONE: Bilingual("Done", "पूर्ण"),
    S.WITHDRAWN: Bilingual("Withdrawn", "वापस लिया गया"),
}

UNANSWERED = frozenset({S.SENT, S.SEEN})
ACTED_ON = frozenset({S.TO_CHECK, S.DONE})
