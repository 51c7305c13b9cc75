"""What becomes of a request: its states, what may follow what, and what its timeline calls each step."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class RequestState(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    WITHDRAWN = "withdrawn"


S = RequestState

STATE_WORDS: dict[RequestState, Bilingual] = {
    S.DRAFT: Bilingual("Draft", "प्रारूप"),
    S.SENT: Bilingual("Sent", "भेजा गया"),
    S.SEEN: Bilingual("Seen", "देखा गया"),
    S.ACCEPTED: Bilingual("Accepted", "स्वीकार"),
    S.DECLINED: Bilingual("Declined", "असमर्थता"),
    S.DONE: Bilingual("Done", "पूर्ण"),
    S.WITHDRAWN: Bilingual("Withdrawn", "वापस लिया गया"),
}

OPEN = frozenset({S.SENT, S.SEEN, S.ACCEPTED})

TRANSITIONS: dict[RequestState, frozenset[RequestState]] = {
    S.DRAFT: frozenset({S.SENT, S.WITHDRAWN}),
    S.SENT: frozenset({S.SEEN, S.ACCEPTED, S.DECLINED, S.DONE, S.WITHDRAWN}),
    S.SEEN: frozenset({S.ACCEPTED, S.DECLINED, S.DONE, S.WITHDRAWN}),
    S.ACCEPTED: frozenset({S.DECLINED, S.DONE, S.WITHDRAWN}),
    S.DECLINED: frozenset(),
    S.DONE: frozenset(),
    S.WITHDRAWN: frozenset(),
}

ANSWERS: tuple[RequestState, ...] = (S.SEEN, S.ACCEPTED, S.DECLINED, S.DONE)
NEEDS_WORDS = frozenset({S.DECLINED, S.DONE, S.WITHDRAWN})

STEP_WORDS: dict[str, Bilingual] = {
    "written": Bilingual("Written", "लिखा गया"),
    "sent": Bilingual("Sent", "भेजा गया"),
    "seen": Bilingual("Seen by the unit that was asked", "प्राप्तकर्ता ने देखा"),
    "accepted": Bilingual("Accepted", "स्वीकार किया गया"),
    "declined": Bilingual("Declined", "असमर्थता बताई गई"),
    "proposed": Bilingual("Another time proposed", "दूसरा समय प्रस्तावित"),
    "taken": Bilingual("Other time agreed", "दूसरे समय पर सहमति"),
    "kept": Bilingual("The time does not change", "समय नहीं बदलेगा"),
    "done": Bilingual("Done", "पूर्ण हुआ"),
    "withdrawn": Bilingual("Withdrawn", "वापस लिया गया"),
    "forwarded": Bilingual("Another district was asked instead", "दूसरे जनपद से अनुरोध किया गया"),
    "letter": Bilingual("Letter made", "पत्र बनाया गया"),
    "revoked": Bilingual("Reply address closed", "उत्तर का पता बंद किया गया"),
}

HOW_WORDS: dict[str, Bilingual] = {
    "post": Bilingual("By post", "डाक से"),
    "phone": Bilingual("By telephone", "फ़ोन से"),
    "email": Bilingual("By e-mail", "ई-मेल से"),
    "person": Bilingual("In person", "व्यक्तिगत रूप से"),
}
