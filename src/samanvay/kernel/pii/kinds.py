"""What in a text can identify one person."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class PiiKind(StrEnum):
    """What in a text can identify one person."""

    AADHAAR = "aadhaar"
    PHONE = "phone"
    NUMBER = "number"
    NAME = "name"
    KIN = "kin"
    ADDRESS = "address"
    CASE = "case"


PII_WORDS: dict[PiiKind, Bilingual] = {
    PiiKind.AADHAAR: Bilingual("an Aadhaar number", "आधार नंबर"),
    PiiKind.PHONE: Bilingual("a telephone number", "फ़ोन नंबर"),
    PiiKind.NUMBER: Bilingual("a number that leads to one person", "किसी एक व्यक्ति तक ले जाने वाला नंबर"),
    PiiKind.NAME: Bilingual("what reads like a person's name", "किसी व्यक्ति का नाम जैसा शब्द"),
    PiiKind.KIN: Bilingual("whose child, wife or relative somebody is", "कोई किसकी संतान, पत्नी या संबंधी है"),
    PiiKind.ADDRESS: Bilingual("an address", "पता"),
    PiiKind.CASE: Bilingual("the number of an FIR or a case", "एफ़आईआर या प्रकरण की संख्या"),
}

# No answer of the writer's makes these right.
REFUSED_OUTRIGHT = frozenset({PiiKind.AADHAAR, PiiKind.PHONE})
