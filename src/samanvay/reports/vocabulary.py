"""The words of readings: kinds of event, forms of exploitation, lures, reasons for setting aside."""

from samanvay.cases.kinds import EVENT_KINDS as OF_CASES
from samanvay.cases.kinds import FORMS as FORMS  # one vocabulary for reports and cases
from samanvay.cases.kinds import LURES as LURES
from samanvay.cases.kinds import EventKind
from samanvay.kernel.bilingual import Bilingual

# What a report and a case both tell has one wording; programmes are told by reports alone.
EVENT_KINDS: dict[str, Bilingual] = {
    **{
        str(kind): OF_CASES[kind]
        for kind in (EventKind.RESCUE, EventKind.ARREST, EventKind.INTERCEPTION, EventKind.MISSING)
    },
    "sensitisation": Bilingual("Sensitisation", "जागरूकता"),
}

ASIDE_REASONS: dict[str, Bilingual] = {
    "planned": Bilingual("Planned, not done", "प्रस्तावित, हुआ नहीं"),
    "denied": Bilingual("Reported as not having happened", "न होना बताया गया"),
    "general": Bilingual("Too general to be counted", "गणना के लिए बहुत सामान्य"),
    "displacement": Bilingual("Displacement, not trafficking", "विस्थापन, तस्करी नहीं"),
}

CERTAINTIES: dict[str, Bilingual] = {
    "stated": Bilingual("Stated", "बताई गई"),
    "hearsay": Bilingual("Unconfirmed", "अपुष्ट"),
}
