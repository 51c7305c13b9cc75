"""What is done in the search for a person, as data: what each step asks to be told with it."""

from dataclasses import dataclass
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual

from ..kinds import EntryKind


class StepKind(StrEnum):
    """A step of the search."""

    CAMERAS = "cameras"
    CWC = "cwc"
    FAMILY = "family"
    FIR = "fir"
    HELPLINE = "helpline"
    HOSPITALS = "hospitals"
    INQUIRY = "inquiry"
    LOOKOUT = "lookout"
    NOTE = "note"
    PHONE = "phone"
    POLICE = "police"
    SIGHTING = "sighting"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of step: in which registers it is taken, whether it has a number and whether a unit takes part."""

    words: Bilingual
    kinds: frozenset[str]
    asks_reference: Bilingual | None = None
    asks_unit: bool = False


_MISSING = frozenset({EntryKind.MISSING.value})
_FOUND = frozenset({EntryKind.FOUND.value})
_ALL = frozenset(each.value for each in EntryKind)

STEPS: dict[str, Step] = {
    StepKind.FIR: Step(
        Bilingual("FIR registered", "एफआईआर दर्ज"), _MISSING, Bilingual("FIR number and year", "एफआईआर संख्या और वर्ष")
    ),
    StepKind.POLICE: Step(
        Bilingual("Police informed", "पुलिस को सूचना दी गई"), _ALL, Bilingual("General diary number", "जीडी संख्या")
    ),
    StepKind.INQUIRY: Step(Bilingual("Inquiry made", "जाँच की गई"), _MISSING),
    StepKind.TRANSFER: Step(Bilingual("Transferred to the AHTU", "एएचटीयू को स्थानांतरित"), _ALL, asks_unit=True),
    StepKind.HELPLINE: Step(
        Bilingual("Helpline informed (112, 1098, 181)", "हेल्पलाइन को सूचना दी गई (112, 1098, 181)"),
        _ALL,
        Bilingual("Number of the call", "कॉल की संख्या"),
    ),
    StepKind.SIGHTING: Step(Bilingual("Sighting checked", "देखे जाने की सूचना की जाँच की गई"), _ALL),
    StepKind.PHONE: Step(Bilingual("Phone records requested", "फ़ोन के विवरण माँगे गए"), _MISSING),
    StepKind.CAMERAS: Step(Bilingual("Cameras at stations and bus stops checked", "स्टेशन व अड्डों के कैमरे देखे गए"), _ALL),
    StepKind.HOSPITALS: Step(
        Bilingual("Homes, hospitals and mortuaries contacted", "आश्रय गृह, अस्पताल और शवगृह से पूछा गया"), _MISSING
    ),
    StepKind.LOOKOUT: Step(Bilingual("Wireless message to other districts", "अन्य जनपदों को वायरलेस संदेश"), _MISSING),
    StepKind.CWC: Step(
        Bilingual("Before the Child Welfare Committee", "बाल कल्याण समिति के समक्ष"),
        _FOUND,
        Bilingual("Number of the order", "आदेश संख्या"),
    ),
    StepKind.FAMILY: Step(Bilingual("Family questioned again", "परिवार से दोबारा पूछताछ"), _MISSING),
    StepKind.NOTE: Step(Bilingual("Other step", "अन्य कार्रवाई"), _ALL),
}
# A reference without which the step says nothing: an FIR has a number.
REQUIRED = frozenset({StepKind.FIR.value})


def steps_for(kind: str) -> dict[str, Bilingual]:
    """Return the steps that are taken in a register, with their words."""
    return {code: step.words for code, step in STEPS.items() if kind in step.kinds}
