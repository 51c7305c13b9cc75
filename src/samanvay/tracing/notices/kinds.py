"""The vocabularies of hue-and-cry notices: what one may show, where it stands, why it was withdrawn."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Show(StrEnum):
    """What an approval lets a notice show."""

    AGE = "age"
    CLOTHES = "clothes"
    EXCHANGE = "exchange"
    FATHER = "father"
    HEIGHT = "height"
    LANGUAGES = "languages"
    LOOKS = "looks"
    MARKS = "marks"
    NAME = "name"
    PHOTO = "photo"
    PLACE = "place"
    SEX = "sex"


SHOWS: dict[str, Bilingual] = {
    Show.NAME: Bilingual("Name", "नाम"),
    Show.FATHER: Bilingual("Father's name", "पिता का नाम"),
    Show.AGE: Bilingual("Age", "आयु"),
    Show.SEX: Bilingual("Sex", "लिंग"),
    Show.HEIGHT: Bilingual("Height", "कद"),
    Show.LOOKS: Bilingual("Looks", "हुलिया"),
    Show.MARKS: Bilingual("Marks", "पहचान चिह्न"),
    Show.CLOTHES: Bilingual("Clothes", "कपड़े"),
    Show.PLACE: Bilingual("Where and when last seen", "कब और कहाँ अंतिम बार देखे गए"),
    Show.LANGUAGES: Bilingual("Languages", "भाषाएँ"),
    Show.PHOTO: Bilingual("Photograph", "फ़ोटो"),
    Show.EXCHANGE: Bilingual("Also for registers of other states, as PFIF", "अन्य राज्यों की पंजियों के लिए भी, पीएफआईएफ में"),
}
# Of an unidentified body or an unknown patient: what somebody could know them by, and no more.
NAMELESS: frozenset[str] = frozenset(
    {Show.AGE, Show.SEX, Show.HEIGHT, Show.LOOKS, Show.MARKS, Show.CLOTHES}
)  # fmt: skip
NAMELESS_CATEGORIES = frozenset({"body", "patient"})


class NoticeState(StrEnum):
    """Where a notice stands."""

    ASKED = "asked"
    DECLINED = "declined"
    ENDED = "ended"
    HANGS = "hangs"
    WITHDRAWN = "withdrawn"


NOTICE_STATES: dict[str, Bilingual] = {
    NoticeState.ASKED: Bilingual("Waiting for approval", "स्वीकृति शेष"),
    NoticeState.HANGS: Bilingual("Approved for display", "लगाई जा सकती है"),
    NoticeState.DECLINED: Bilingual("Declined", "अस्वीकृत"),
    NoticeState.WITHDRAWN: Bilingual("Withdrawn", "वापस ली गई"),
    NoticeState.ENDED: Bilingual("Expired", "अवधि समाप्त"),
}


class Why(StrEnum):
    """Why a notice was withdrawn."""

    ASKED = "asked"
    CLOSED = "closed"
    ERASED = "erased"
    MATCH = "match"
    TRACED = "traced"
    TRAFFICKING = "trafficking"
    VOID = "void"


WHY_WORDS: dict[str, Bilingual] = {
    Why.ASKED: Bilingual("An officer withdrew it", "अधिकारी ने वापस ली"),
    Why.CLOSED: Bilingual("The search was closed", "तलाश बंद हुई"),
    Why.ERASED: Bilingual("The record was erased", "अभिलेख मिटाया गया"),
    Why.MATCH: Bilingual("Somebody found may be this person", "मिला हुआ कोई व्यक्ति यही हो सकता है"),
    Why.TRACED: Bilingual("The person was traced", "व्यक्ति का पता चल गया"),
    Why.TRAFFICKING: Bilingual("Trafficking is suspected", "मानव तस्करी की आशंका है"),
    Why.VOID: Bilingual("The entry was cancelled", "प्रविष्टि निरस्त हुई"),
}
DEFAULT_DAYS, MOST_DAYS = 30, 90
