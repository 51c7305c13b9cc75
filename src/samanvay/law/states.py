"""The states of a draft of the law, and which may follow which."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class DraftState(StrEnum):
    """Where a draft is on its way into the library.

    ``set_aside`` is a release's text that the state did not take; ``replaced`` one that a later release wrote anew.
    """

    DRAFT = "draft"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"
    REPLACED = "replaced"


D = DraftState
TRANSITIONS: dict[DraftState, frozenset[DraftState]] = {
    D.DRAFT: frozenset({D.DRAFT, D.WAITING, D.WITHDRAWN}),
    D.WAITING: frozenset({D.DRAFT, D.PUBLISHED, D.SENT_BACK, D.SET_ASIDE, D.REPLACED, D.WITHDRAWN}),
    D.SENT_BACK: frozenset({D.DRAFT, D.WAITING, D.WITHDRAWN}),
    D.PUBLISHED: frozenset(),
    D.WITHDRAWN: frozenset(),
    D.SET_ASIDE: frozenset({D.PUBLISHED}),  # the state may think otherwise later
    D.REPLACED: frozenset(),
}
OPEN = frozenset({D.DRAFT, D.WAITING, D.SENT_BACK})
STATES: dict[str, Bilingual] = {
    D.DRAFT: Bilingual("Being written", "लिखा जा रहा है"),
    D.WAITING: Bilingual("Waiting for a second person", "दूसरे अधिकारी की प्रतीक्षा में"),
    D.SENT_BACK: Bilingual("Sent back", "लौटाया गया"),
    D.PUBLISHED: Bilingual("Published", "प्रकाशित"),
    D.WITHDRAWN: Bilingual("Withdrawn", "वापस लिया गया"),
    D.SET_ASIDE: Bilingual("Rejected", "अस्वीकृत"),
    D.REPLACED: Bilingual("Replaced by a later version", "बाद के संस्करण से प्रतिस्थापित"),
}
