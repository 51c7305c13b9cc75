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
    PiiKind.PHONE: Bilingual("a phone number", "फ़ोन नंबर"),
    PiiKind.NUMBER: Bilingual("a number that identifies a person", "ऐसा नंबर जिससे किसी व्यक्ति की पहचान हो"),
    PiiKind.NAME: Bilingual("what looks like a person's name", "किसी व्यक्ति का नाम जैसा शब्द"),
    PiiKind.KIN: Bilingual(
        "a relationship (child, wife or relative of somebody)", "रिश्ता (किसी की संतान, पत्नी या संबंधी)"
    ),
    PiiKind.ADDRESS: Bilingual("an address", "पता"),
    PiiKind.CASE: Bilingual("the number of an FIR or a case", "एफ़आईआर या प्रकरण की संख्या"),
}

# No answer of the writer's makes these right.
REFUSED_OUTRIGHT = frozenset({PiiKind.AADHAAR, PiiKind.PHONE})
