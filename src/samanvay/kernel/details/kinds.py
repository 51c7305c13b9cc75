"""What in a text can point at one person."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class DetailKind(StrEnum):
    """What in a text can point at one person."""

    AADHAAR = "aadhaar"
    PHONE = "phone"
    NUMBER = "number"
    NAME = "name"
    KIN = "kin"
    ADDRESS = "address"
    CASE = "case"


DETAIL_WORDS: dict[DetailKind, Bilingual] = {
    DetailKind.AADHAAR: Bilingual("an Aadhaar number", "आधार नंबर"),
    DetailKind.PHONE: Bilingual("a telephone number", "फ़ोन नंबर"),
    DetailKind.NUMBER: Bilingual("a number that leads to one person", "किसी एक व्यक्ति तक ले जाने वाला नंबर"),
    DetailKind.NAME: Bilingual("what reads like a person's name", "किसी व्यक्ति का नाम जैसा शब्द"),
    DetailKind.KIN: Bilingual("whose child, wife or relative somebody is", "कोई किसकी संतान, पत्नी या संबंधी है"),
    DetailKind.ADDRESS: Bilingual("an address", "पता"),
    DetailKind.CASE: Bilingual("the number of an FIR or a case", "एफ़आईआर या प्रकरण की संख्या"),
}

# No word of the writer's makes these right.
REFUSED_OUTRIGHT = frozenset({DetailKind.AADHAAR, DetailKind.PHONE})
