"""The words of readings: kinds of event, forms of exploitation, lures, reasons for setting aside."""

from samanvay.cases.kinds import LURES as LURES  # one vocabulary for reports and cases
from samanvay.kernel.bilingual import Bilingual

EVENT_KINDS: dict[str, Bilingual] = {
    "rescue": Bilingual("Rescue", "बचाव"),
    "arrest": Bilingual("Arrest", "गिरफ्तारी"),
    "interception": Bilingual("Interception", "रोकथाम"),
    "missing": Bilingual("Missing", "गुमशुदगी"),
    "sensitisation": Bilingual("Sensitisation", "जागरूकता"),
}

FORMS: dict[str, Bilingual] = {
    "sexual_exploitation": Bilingual("Sexual exploitation", "यौन शोषण"),
    "forced_labour": Bilingual("Forced labour", "बलात् श्रम"),
    "bonded_labour": Bilingual("Bonded labour", "बंधुआ मजदूरी"),
    "child_labour": Bilingual("Child labour", "बाल श्रम"),
    "begging": Bilingual("Begging", "भिक्षावृत्ति"),
    "domestic_servitude": Bilingual("Domestic servitude", "घरेलू दासता"),
    "forced_marriage": Bilingual("Forced marriage", "जबरन विवाह"),
    "organ_removal": Bilingual("Organ removal", "अंग निकालना"),
    "medical_trial": Bilingual("Medical trials", "चिकित्सकीय परीक्षण"),
    "illegal_adoption": Bilingual("Illegal adoption", "अवैध दत्तक ग्रहण"),
    "surrogacy": Bilingual("Surrogacy", "सरोगेसी"),
    "forced_criminality": Bilingual("Forced criminality", "जबरन अपराध"),
    "online": Bilingual("Online exploitation", "ऑनलाइन शोषण"),
    "other": Bilingual("Other", "अन्य"),
}

ASIDE_REASONS: dict[str, Bilingual] = {
    "planned": Bilingual("Planned, not done", "प्रस्तावित, हुआ नहीं"),
    "denied": Bilingual("Said not to have happened", "न होना बताया गया"),
    "general": Bilingual("Too general to count", "गणना हेतु बहुत सामान्य"),
    "displacement": Bilingual("Displacement, not trafficking", "विस्थापन, तस्करी नहीं"),
}

CERTAINTIES: dict[str, Bilingual] = {
    "stated": Bilingual("Stated", "कथित"),
    "hearsay": Bilingual("Hearsay", "सुना हुआ"),
}
