"""The words of readings: kinds of event, forms of exploitation, lures, reasons for setting aside."""

from samanvay.cases.kinds import EVENT_KINDS as OF_CASES
from samanvay.cases.kinds import FORMS as FORMS  # one vocabulary for reports and cases
from samanvay.cases.kinds import LURES as LURES
from samanvay.cases.kinds import EventKind
from samanvay.kernel.bilingual import Bilingual

PROGRAMME, TRACED, RAID, OBSERVED = "sensitisation", "traced", "raid", "observed"

# What a report and a case both tell has one wording; the others are told by reports alone. A missing person who was
# found again was not rescued by that, and a raid counts persons only where its report says whom it met.
EVENT_KINDS: dict[str, Bilingual] = {
    **{
        str(kind): OF_CASES[kind]
        for kind in (EventKind.RESCUE, EventKind.ARREST, EventKind.INTERCEPTION, EventKind.MISSING)
    },
    TRACED: Bilingual("Missing person traced", "गुमशुदा मिले"),
    RAID: Bilingual("Raid", "छापा"),
    PROGRAMME: Bilingual("Awareness programme", "जागरूकता कार्यक्रम"),
}

# What an officer may say of a detail. An observation is not read by the reader, stands on the report's page, and counts
# in no figure, fact or question: nobody was stopped, so nothing happened yet that another record could tell of too.
OFFICER_KINDS: dict[str, Bilingual] = {
    **EVENT_KINDS,
    OBSERVED: Bilingual("Seen, nobody stopped", "देखा गया, किसी को रोका नहीं गया"),
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
