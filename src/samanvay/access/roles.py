"""The roles, as one readable table: who they are, in which compartment, and what they may do.

A role is held at a unit; it says what may be done, the unit says to which rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual

from .permissions import Permission as P


class Compartment(StrEnum):
    """The trees of units. Each sees its own rows and what was shared with it."""

    POLICE = "police"
    RAILWAY = "railway"
    BORDER = "border"
    ADMINISTRATION = "administration"
    WELFARE = "welfare"
    JUSTICE = "justice"
    HEALTH = "health"
    PARTNER = "partner"
    OVERSIGHT = "oversight"


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its code, names and description in both languages, compartment and permissions."""

    code: str
    compartment: Compartment
    name: Bilingual
    description: Bilingual
    permissions: frozenset[P]
    may_break_glass: bool = False
    sees_audit: bool = False


EVERY_OFFICER = frozenset({P.DIRECTORY_READ, P.DUTY_DO, P.FACT_READ, P.POST_WRITE})
PARTNER_BASE = frozenset({P.DIRECTORY_READ, P.DUTY_DO, P.FACT_READ_PARTNER, P.POST_WRITE})
REPORTS = frozenset({P.REPORT_READ, P.REPORT_WRITE, P.MEASURE_PROPOSE})
TEACHES = frozenset({P.COURSE_WRITE, P.COURSE_PUBLISH, P.EXAM_INVIGILATE, P.ROSTER_WRITE})
ASKS = frozenset({P.REQUEST_READ, P.REQUEST_SEND})
RECORDS = REPORTS | ASKS | {P.CASE_READ, P.CASE_OPEN, P.CASE_AMEND, P.DOCUMENT_ADD}
TRACES = frozenset({P.TRACING_READ, P.TRACING_WRITE})
MATCHES = TRACES | {P.TRACING_JUDGE}
COMMANDS = frozenset({P.CASE_TEAM, P.DUTY_ASSIGN, P.DEVICE_REGISTER, P.CASE_VOID})
CONFERS = frozenset({P.CONFERENCE_READ, P.CONFERENCE_RUN})
# Who keeps the law (LAW_WRITE): the state's desk and its head, from whom the state's circulars and procedures come, and
# counsel, who know what a court decided. Not the courts, which say what the law is by their orders alone.
REVIEWS = frozenset({P.REPORT_READ, P.REPORT_ACCEPT, P.DUTY_ASSIGN, P.FINDING_WRITE, P.REQUEST_READ})


def _role(
    code: str,
    compartment: Compartment,
    name: tuple[str, str],
    description: tuple[str, str],
    *permissions: Iterable[P] | P,
    glass: bool = False,
    audit: bool = False,
) -> Role:
    base = PARTNER_BASE if compartment is Compartment.PARTNER else EVERY_OFFICER
    held: set[P] = set(base)
    for given in permissions:
        held.update([given] if isinstance(given, P) else given)
    if glass:
        held.add(P.BOX_BREAK)
    if audit:
        held.update({P.AUDIT_READ, P.AUDIT_VERIFY})
    return Role(code, compartment, Bilingual(*name), Bilingual(*description), frozenset(held), glass, audit)


C = Compartment

ROLES: tuple[Role, ...] = (
    _role(
        "state_nodal_officer", C.POLICE,
        ("State nodal officer", "राज्य नोडल अधिकारी"),
        ("Leads the state's work against trafficking; sees all police cases and reports of the state.",
         "राज्य में मानव तस्करी विरोधी कार्य का नेतृत्व; राज्य के सभी पुलिस प्रकरण और रिपोर्ट देखते हैं।"),
        RECORDS, COMMANDS, REVIEWS, CONFERS, P.ADVISORY_SEND, P.MEASURE_WRITE, P.CASE_EXPORT, P.FINDING_DECIDE,
        P.LAW_WRITE, P.POST_VOID, P.HEALTH_READ, P.BOX_APPROVE, P.CONTACT_KEEP, MATCHES, P.TRACING_ACCEPT, P.TRACING_NOTICE,
        P.COURSE_PUBLISH, P.READER_CONSENT, glass=True,
    ),
    _role(
        "state_bureau", C.POLICE,
        ("State anti-trafficking bureau", "राज्य मानव तस्करी रोधी ब्यूरो"),
        ("Runs the state desk: accepts reports, asks districts that have not reported, coordinates between "
            "districts.",
         ("राज्य डेस्क चलाता है: रिपोर्ट स्वीकार करना, रिपोर्ट न भेजने वाले जनपदों से पूछना, जनपदों के बीच "
             "समन्वय।")),
        RECORDS, REVIEWS, CONFERS, P.ADVISORY_SEND, P.MEASURE_WRITE, P.CASE_TEAM, P.FINDING_DECIDE, P.POST_VOID,
        P.LAW_WRITE, P.LAW_ANSWER, P.IMPORT_RUN, P.IMPORT_NATIONAL, P.BOX_APPROVE, P.CONTACT_KEEP, MATCHES, TEACHES,
        P.READER_CONSENT, glass=True,
    ),
    _role(
        "state_desk_analyst", C.POLICE,
        ("State desk analyst", "राज्य डेस्क विश्लेषक"),
        ("Reads facts and reports to find changes, imports published tables; cannot open sealed records.",
         ("तथ्य और रिपोर्ट पढ़कर बदलाव पहचानते हैं, प्रकाशित तालिकाएँ आयात करते हैं; सीलबंद अभिलेख नहीं खोल "
             "सकते।")),
        P.REPORT_READ, P.REQUEST_READ, P.IMPORT_RUN, P.IMPORT_NATIONAL, P.FINDING_DECIDE, P.POST_VOID, P.FINDING_WRITE,
        P.CONFERENCE_READ,
    ),
    _role(
        "home_secretary", C.ADMINISTRATION,
        ("Home Secretary", "गृह सचिव"),
        ("Reviews the whole state: reports of every district, findings, overdue tasks; does not see cases or "
            "names.",
         "पूरे राज्य की समीक्षा: हर जनपद की रिपोर्ट, निष्कर्ष और लंबित कार्य; प्रकरण या नाम नहीं देखते।"),
        REVIEWS, REPORTS, CONFERS, P.ACCESS_AGREE, P.FINDING_DECIDE, P.ADVISORY_SEND,
    ),
    _role(
        "divisional_commissioner", C.ADMINISTRATION,
        ("Divisional commissioner", "मंडलायुक्त"),
        ("Reviews the districts of a division: figures, overdue tasks, escalations.",
         "मंडल के जनपदों की समीक्षा: आँकड़े, लंबित कार्य, अग्रेषित कार्य।"),
        REVIEWS, CONFERS, P.ADVISORY_SEND, P.REPORT_WRITE,
    ),
    _role(
        "district_magistrate", C.ADMINISTRATION,
        ("District Magistrate", "जिलाधिकारी"),
        ("Heads the district; sends the administration's part of its report and handles escalated tasks.",
         "जनपद के प्रमुख; रिपोर्ट में प्रशासन का भाग भेजते हैं और अग्रेषित कार्य देखते हैं।"),
        REVIEWS, REPORTS, ASKS, CONFERS, P.ADVISORY_SEND,
    ),
    _role(
        "range_officer", C.POLICE,
        ("Range officer (IG/DIG)", "परिक्षेत्र अधिकारी (आईजी/डीआईजी)"),
        ("Supervises the police districts of a range.", "परिक्षेत्र के पुलिस जनपदों का पर्यवेक्षण करते हैं।"),
        RECORDS, COMMANDS, REVIEWS, CONFERS, P.ADVISORY_SEND, MATCHES, P.TRACING_NOTICE, glass=True,
    ),
    _role(
        "police_chief", C.POLICE,
        ("District police chief (SSP/SP)", "जनपद पुलिस प्रमुख (एसएसपी/एसपी)"),
        ("Heads the district's police; responsible for its cases, its AHTU and its weekly report.",
         "जनपद पुलिस के प्रमुख; प्रकरणों, एएचटीयू और साप्ताहिक रिपोर्ट के लिए उत्तरदायी।"),
        RECORDS, COMMANDS, REVIEWS, CONFERS, P.ADVISORY_SEND, P.BOX_APPROVE, MATCHES, P.TRACING_ACCEPT, P.EXAM_INVIGILATE,
        P.ROSTER_WRITE, P.TRACING_NOTICE, glass=True,
    ),
    _role(
        "ahtu_in_charge", C.POLICE,
        ("AHTU in charge", "एएचटीयू प्रभारी"),
        ("Investigates trafficking in the district and works with other districts' units.",
         "जनपद में मानव तस्करी की विवेचना; अन्य जनपदों की इकाइयों के साथ कार्य।"),
        RECORDS, COMMANDS, P.ADVISORY_SEND, P.FINDING_WRITE, P.CONFERENCE_READ, MATCHES, P.TRACING_ACCEPT, P.IMPORT_RUN,
        P.EXAM_INVIGILATE,
        glass=True,
    ),
    _role(
        "station_officer", C.POLICE,
        ("Station officer (SHO)", "थाना प्रभारी (एसएचओ)"),
        ("Heads a police station; opens cases and registers the station's phones.",
         "थाने के प्रमुख; प्रकरण दर्ज करते हैं और थाने के फ़ोन पंजीकृत करते हैं।"),
        RECORDS, COMMANDS, MATCHES, glass=True,
    ),
    _role(
        "women_help_desk", C.POLICE,
        ("Women help desk", "महिला हेल्प डेस्क"),
        ("First contact at the station for women and girls.", "थाने में महिलाओं और बालिकाओं का प्रथम संपर्क।"),
        RECORDS, MATCHES,
    ),
    _role(
        "recruit", C.POLICE,
        ("Recruit or probationer", "रिक्रूट / परिवीक्षाधीन अधिकारी"),
        ("In training at a training school or on probation at a station; sees patterns, no cases.",
         "प्रशिक्षण विद्यालय में या थाने पर परिवीक्षा में; केवल रुझान देखते हैं, कोई प्रकरण नहीं।"),
    ),
    _role(
        "railway_police", C.RAILWAY,
        ("Railway police (GRP/RPF)", "रेलवे पुलिस (जीआरपी/आरपीएफ)"),
        ("Checks trains and stations; hands over rescued persons along the route.",
         "ट्रेनों और स्टेशनों की जाँच; मुक्त कराए गए व्यक्तियों को मार्ग में सौंपना।"),
        RECORDS, COMMANDS, P.CONFERENCE_READ, MATCHES, glass=True,
    ),
    _role(
        "border_police", C.BORDER,
        ("Border force (SSB)", "सीमा बल (एसएसबी)"),
        ("Screens travellers at border crossings and records interceptions.",
         "सीमा चौकियों पर यात्रियों की जाँच; रोके गए व्यक्तियों का विवरण दर्ज करते हैं।"),
        RECORDS, P.DEVICE_REGISTER, P.CONFERENCE_READ, TRACES, glass=True,
    ),
    _role(
        "dcpu", C.WELFARE,
        ("District Child Protection Unit", "जिला बाल संरक्षण इकाई"),
        ("Arranges care, home verification and restoration of children.",
         "बच्चों की देखरेख, गृह सत्यापन और पुनर्वापसी की व्यवस्था।"),
        RECORDS, P.CASE_TEAM, P.CONFERENCE_READ, MATCHES, P.TRACING_ACCEPT, P.IMPORT_RUN, P.EXAM_INVIGILATE, glass=True,
    ),
    _role(
        "cwc_member", C.WELFARE,
        ("Child Welfare Committee member", "बाल कल्याण समिति सदस्य"),
        ("Decides on the care of a child; its orders stay in the welfare department.",
         "बच्चे की देखरेख पर निर्णय; आदेश कल्याण विभाग में ही रहते हैं।"),
        P.CASE_READ, P.CASE_AMEND, P.DOCUMENT_ADD, P.CONFERENCE_READ, ASKS, P.TRACING_READ, glass=True,
    ),
    _role(
        "probation_officer", C.WELFARE,
        ("Probation officer", "परिवीक्षा अधिकारी"),
        ("Reports on home and family, and follows up after a person's return.",
         "घर-परिवार की आख्या देते हैं और वापसी के बाद देखरेख करते हैं।"),
        REPORTS, ASKS, P.CASE_READ, P.DOCUMENT_ADD, P.CONFERENCE_READ, TRACES,
    ),
    _role(
        "labour_officer", C.ADMINISTRATION,
        ("Labour officer", "श्रम अधिकारी"),
        ("Frees bonded and child labourers, issues release certificates.",
         "बंधुआ एवं बाल श्रमिकों की मुक्ति और मुक्ति प्रमाणपत्र।"),
        REPORTS, ASKS, P.CASE_READ, P.CASE_OPEN, P.DOCUMENT_ADD, P.CONFERENCE_READ,
    ),
    _role(
        "prosecutor", C.JUSTICE,
        ("Public prosecutor", "लोक अभियोजक"),
        ("Prepares and conducts the trial of shared cases.", "साझा प्रकरणों का अभियोजन तैयार और संचालित करते हैं।"),
        P.LAW_VERIFY, P.LAW_WRITE, P.LAW_ANSWER, P.CASE_READ, P.DOCUMENT_ADD, P.CONFERENCE_READ,
    ),
    _role(
        "legal_services", C.JUSTICE,
        ("Legal services authority", "विधिक सेवा प्राधिकरण"),
        ("Gives legal aid and decides victim compensation.", "विधिक सहायता और पीड़ित प्रतिकर का निर्णय।"),
        P.LAW_VERIFY, P.LAW_WRITE, P.LAW_ANSWER, P.CASE_READ, P.DOCUMENT_ADD, P.CONFERENCE_READ,
    ),
    _role(
        "court_officer", C.JUSTICE,
        ("Court", "न्यायालय"),
        ("Records dates and orders of shared cases.", "साझा प्रकरणों की तिथियाँ और आदेश अंकित करते हैं।"),
        P.CASE_READ, P.DOCUMENT_ADD, P.LAW_ANSWER,
    ),
    _role(
        "shelter_superintendent", C.WELFARE,
        ("Home superintendent", "गृह अधीक्षक"),
        ("Receives and looks after persons placed in the home.", "गृह में रखे गए व्यक्तियों की देखभाल करते हैं।"),
        P.CASE_READ, P.DOCUMENT_ADD, MATCHES,
    ),
    _role(
        "doctor", C.HEALTH,
        ("Doctor", "चिकित्सक"),
        ("Examines and treats; medical notes are sealed.", "परीक्षण और उपचार; चिकित्सकीय अभिलेख सीलबंद रहते हैं।"),
        P.CASE_READ, P.DOCUMENT_ADD, TRACES,
    ),
    _role(
        "counsellor", C.WELFARE,
        ("Counsellor", "परामर्शदाता"),
        ("Counsels; notes are sealed, even from the police.", "परामर्श; अभिलेख पुलिस से भी सीलबंद रहते हैं।"),
        P.CASE_READ, P.DOCUMENT_ADD,
    ),
    _role(
        "ngo_worker", C.PARTNER,
        ("NGO partner", "स्वयंसेवी संस्था"),
        ("Refers and supports; sees only what was shared, and counts of ten or more.",
         "मामले भेजते और सहयोग करते हैं; केवल साझा प्रकरण और दस या अधिक की संख्या देखते हैं।"),
        P.CASE_READ, P.CASE_OPEN, P.DOCUMENT_ADD, TRACES,
    ),
    _role(
        "lawyer", C.PARTNER,
        ("Lawyer", "अधिवक्ता"),
        ("Represents and advises trafficked persons; sees what every partner sees, no cases of the state.",
         "दुर्व्यापार पीड़ितों का प्रतिनिधित्व और परामर्श; वही देखते हैं जो हर सहयोगी संस्था, राज्य का कोई प्रकरण नहीं।"),
    ),
    _role(
        "panchayat_representative", C.PARTNER,
        ("Panchayat representative", "पंचायत प्रतिनिधि"),
        ("Knows who leaves the village and who comes back; sees what every partner sees, no cases.",
         "जानते हैं कि गाँव से कौन जाता और लौटता है; वही देखते हैं जो हर सहयोगी संस्था, कोई प्रकरण नहीं।"),
    ),
    _role(
        "trainer", C.PARTNER,
        ("Trainer", "प्रशिक्षक"),
        ("Teaches and examines officers; sees patterns, no cases.", "अधिकारियों का प्रशिक्षण और परीक्षा; केवल रुझान देखते हैं, कोई प्रकरण नहीं।"),
        TEACHES, P.LAW_ANSWER,
    ),
    _role(
        "press_desk", C.PARTNER,
        ("Press desk", "प्रेस प्रकोष्ठ"),
        ("Answers journalists; sees what every partner sees, counts of ten or more: no cases, no documents.",
         ("पत्रकारों को उत्तर देता है; वही देखता है जो हर सहयोगी संस्था, दस या अधिक की संख्या: कोई प्रकरण या "
             "दस्तावेज़ नहीं।")),
    ),
    _role(
        "campaign_officer", C.ADMINISTRATION,
        ("Campaign officer", "जागरूकता अभियान अधिकारी"),
        ("Runs awareness campaigns in districts and at transit points.",
         "जनपदों और पारगमन स्थलों पर जागरूकता अभियान चलाते हैं।"),
    ),
    _role(
        "data_protection_officer", C.OVERSIGHT,
        ("Data protection officer", "डेटा संरक्षण अधिकारी"),
        ("Checks every opening of sealed data; erases data.",
         "सीलबंद डेटा हर बार खोले जाने की निगरानी; डेटा मिटाने की कार्रवाई।"),
        P.ACCESS_AGREE, P.BOX_ERASE, P.HEALTH_READ, audit=True,
    ),
    _role(
        "auditor", C.OVERSIGHT,
        ("Auditor", "लेखापरीक्षक"),
        ("Reads and verifies the log; sees no cases.", "लॉग पढ़ते और सत्यापित करते हैं; कोई प्रकरण नहीं देखते।"),
        P.HEALTH_READ, audit=True,
    ),
    _role(
        "administrator", C.OVERSIGHT,
        ("Administrator", "प्रणाली प्रशासक"),
        ("Manages units, postings and devices; sees no cases and cannot open sealed records.",
         "इकाइयाँ, तैनाती और उपकरण सँभालते हैं; न प्रकरण देखते हैं, न सीलबंद अभिलेख खोल सकते हैं।"),
        P.ACCESS_AGREE, P.ACCESS_GRANT, P.API_TOKEN, P.CONTACT_KEEP, P.DEVICE_REGISTER, P.DIRECTORY_EDIT, P.HEALTH_READ,
        P.IMPORT_RUN,
    ),
)  # fmt: skip

BY_CODE: dict[str, Role] = {role.code: role for role in ROLES}

STATE_POWERS: frozenset[P] = frozenset(
    {
        P.ACCESS_AGREE,
        P.ACCESS_GRANT,
        P.API_TOKEN,
        P.AUDIT_READ,
        P.BOX_ERASE,
        P.CASE_EXPORT,
        P.FINDING_DECIDE,
        P.IMPORT_NATIONAL,
    }
)
"""What reaches the whole state: making rights, the log, lists that leave the house, the state's desk."""

OF_STATE: frozenset[str] = frozenset(role.code for role in ROLES if not role.permissions.isdisjoint(STATE_POWERS))
"""The roles of the state and of administrators: one person alone neither gives them, ends them nor resets their
sign-in."""

READS_ROWS: frozenset[str] = frozenset(
    role.code
    for role in ROLES
    if not role.permissions.isdisjoint({P.CASE_READ, P.REPORT_READ, P.REQUEST_READ, P.TRACING_READ})
)
"""The roles that read what the units below them wrote: held at a unit of the whole state they are roles of the state."""


def role(code: str) -> Role:
    """Return the role with a code. Raises KeyError for an unknown one."""
    return BY_CODE[code]


def role_choices() -> list[tuple[str, str]]:
    """Return (code, name) of every role for a form, in the active language."""
    return [(each.code, str(each.name)) for each in ROLES]
