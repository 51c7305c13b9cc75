"""The acts of care, from the rescue to the follow-up after the return, and the clocks that they start and stop."""

from samanvay.cases.tasks import BEFORE_CWC
from samanvay.duties.kinds import register_kind
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_TEXT
from samanvay.recording.fields import Code, Declared, Number, Text

from .clocks import ActClock, register_clock
from .kinds import NAMED_ORDER, ActKind, Sight, register_act

POLICE = ("station_officer", "ahtu_in_charge", "women_help_desk", "railway_police", "border_police")
CWC = {"cwc": ("cwc_member",)}
PROBATION = {"dcpu": ("probation_officer", "dcpu")}
HOMES = {"home": ("shelter_superintendent",), "ngo": ("ngo_worker",)}

SOCIAL_INVESTIGATION = register_kind(
    "acts:social_investigation",
    "Social investigation report to the CWC",
    "समिति को सामाजिक अन्वेषण आख्या",
    closes_itself=True,
    rule=Bilingual("Section 36, Juvenile Justice Act, 2015", "किशोर न्याय अधिनियम, 2015 की धारा 36"),
    fixed_hour=True,
    statutory="social_investigation",
)
FINAL_ORDER = register_kind(
    "acts:cwc_final_order",
    "Final order of the CWC",
    "समिति का अंतिम आदेश",
    closes_itself=True,
    rule=Bilingual("Section 36, Juvenile Justice Act, 2015", "किशोर न्याय अधिनियम, 2015 की धारा 36"),
    fixed_hour=True,
    statutory="cwc_final_order",
)
register_clock(ActClock("child_before_cwc", BEFORE_CWC, "cwc"))
register_clock(
    ActClock(
        "social_investigation", SOCIAL_INVESTIGATION, "sir", opens_here=True,
        words=Bilingual("Social investigation report: {who}", "सामाजिक अन्वेषण आख्या: {who}"),
    )
)  # fmt: skip
register_clock(
    ActClock(
        "cwc_final_order", FINAL_ORDER, "order", opens_here=True,
        words=Bilingual("Final order of the CWC: {who}", "समिति का अंतिम आदेश: {who}"),
    )
)  # fmt: skip

MODES = {
    "sitting": Bilingual("At a sitting of the Committee", "समिति की बैठक में"),
    "one_member": Bilingual("Before one member", "एक सदस्य के समक्ष"),
    "video": Bilingual("By video link", "वीडियो द्वारा"),
}
ORDERS = {
    "home": Bilingual("To be kept in a home", "गृह में रखा जाए"),
    "parent": Bilingual("With a parent or fit person for now", "अभी माता-पिता या योग्य व्यक्ति के साथ"),
    "undertaking": Bilingual("With the family on an undertaking", "वचनबंध पर परिवार के साथ"),
}
FINAL_ORDERS = {
    "restore": Bilingual("Restore to the family", "परिवार को सुपुर्द करें"),
    "sponsorship": Bilingual("Restore with sponsorship", "प्रायोजन सहित सुपुर्द करें"),
    "home": Bilingual("Long stay in a home", "गृह में दीर्घ निवास"),
    "aftercare": Bilingual("Aftercare", "पश्चात देखरेख"),
    "foster": Bilingual("Foster care", "पालन-पोषण देखरेख"),
}
KIN = {
    "mother": Bilingual("Mother", "माता"),
    "father": Bilingual("Father", "पिता"),
    "parents": Bilingual("Both parents", "माता-पिता दोनों"),
    "kin": Bilingual("Other relative", "अन्य संबंधी"),
    "own_household": Bilingual("Own household (adult)", "अपना घर (वयस्क)"),
}
SEEN = {
    "in_person": Bilingual("Seen in person", "व्यक्तिगत रूप से मिले"),
    "telephone": Bilingual("By telephone only", "केवल फ़ोन पर"),
    "not_found": Bilingual("Not found", "नहीं मिले"),
}
ENDINGS = {
    "death": Bilingual("Death", "मृत्यु"),
    "escape": Bilingual("Escaped", "भाग गए"),
    "own_choice": Bilingual("Left by own choice (adult)", "अपनी इच्छा से गए (वयस्क)"),
    "repatriation": Bilingual("Repatriated to the home country", "अपने देश वापस भेजे गए"),
}


def _words(name: str, en: str, hi: str, *, required: bool = False, longest: int = 200) -> Declared:
    return Text(name=name, label=Bilingual(en, hi), sort=CASE_TEXT, longest=longest, required=required)


def _count(name: str, en: str, hi: str) -> Declared:
    refused = Bilingual("A number from 0 to {n}.", "संख्या 0 से {n} तक।")
    return Number(name=name, label=Bilingual(en, hi), most=20, refused=refused)


ACTS = tuple(
    register_act(kind)
    for kind in (
        ActKind(
            chain="care",
            code="produced",
            words=Bilingual("Produced before the Child Welfare Committee", "बाल कल्याण समिति के समक्ष प्रस्तुत"),
            makers=(*POLICE, "labour_officer", "ngo_worker", "dcpu"),
            receivers=CWC,
            fields=(
                Code(name="mode", label=Bilingual("How", "कैसे"), codes=MODES, default="sitting"),
                _words("mode_reason", "Reason, if not at a sitting", "बैठक में न हो तो कारण"),
                _count("members", "Members present", "उपस्थित सदस्य"),
            ),
            starts=("social_investigation", "cwc_final_order"),
            stops=("child_before_cwc",),
            needs_time=True,
            joins=True,
            law="jj_31",
        ),
        ActKind(
            chain="care",
            code="order_interim",
            words=Bilingual("Interim order of the CWC", "समिति का अंतरिम आदेश"),
            makers=("cwc_member",),
            receivers={**HOMES, "dcpu": ("dcpu", "probation_officer"), "station": ("station_officer",),
                          "ahtu": ("ahtu_in_charge",)},
            fields=(
                Code(name="order", label=Bilingual("Order", "आदेश"), codes=ORDERS, default="home"),
                _count("members", "Members who signed", "हस्ताक्षर करने वाले सदस्य"),
            ),
            after=("produced",),
            sight=Sight.WELFARE,
            law="jj_37",
        ),
        ActKind(
            chain="care",
            code="placed",
            words=Bilingual("Placed in a home", "आश्रय गृह में रखा गया"),
            makers=(*POLICE, "cwc_member", "dcpu"),
            receivers=HOMES,
            fields=(
                _words("registration", "Registration of the home", "गृह का पंजीकरण", longest=80),
                _words("belongings", "Belongings handed over", "साथ दिया गया सामान"),
            ),
            after=("order_interim",),
            joins=True,
            sight=Sight.WELFARE,
            law="jj_41",
        ),
        ActKind(
            chain="care",
            code="medical_care",
            words=Bilingual("Medical examination or care", "चिकित्सकीय परीक्षण या उपचार"),
            makers=("doctor",),
            receivers={"station": ("station_officer", "women_help_desk"), "ahtu": ("ahtu_in_charge",),
                          "grp_station": ("railway_police",), "home": ("shelter_superintendent",)},
            fields=(_words("consent", "Whose consent was taken", "किसकी सहमति ली गई", longest=80),),
            repeats=True,
            law="bnss_397",
        ),
        ActKind(
            chain="care",
            code="sir_order",
            words=Bilingual("Social investigation ordered", "सामाजिक अन्वेषण का आदेश"),
            makers=("cwc_member",),
            receivers=PROBATION,
            after=("produced",),
            joins=True,
            sight=Sight.WELFARE,
            law="jj_36",
        ),
        ActKind(
            chain="care",
            code="sir",
            words=Bilingual("Social investigation report given", "सामाजिक अन्वेषण आख्या दी गई"),
            makers=("probation_officer", "dcpu"),
            receivers=CWC,
            fields=(
                _words("visited", "Day of the visit", "भेंट का दिन", longest=40),
                _words("met", "Who was met (no names)", "कौन मिले (बिना नाम)"),
            ),
            after=("produced", "sir_order"),
            stops=("social_investigation",),
            sight=Sight.WELFARE,
            law="jj_36",
        ),
        ActKind(
            chain="care",
            code="final_order",
            words=Bilingual("Final order of the CWC", "समिति का अंतिम आदेश"),
            makers=("cwc_member",),
            receivers={**HOMES, "dcpu": ("dcpu", "probation_officer")},
            fields=(
                Code(name="order", label=Bilingual("Order", "आदेश"), codes=FINAL_ORDERS, default="restore"),
                _count("members", "Members who signed", "हस्ताक्षर करने वाले सदस्य"),
                _words("wish", "What the child wishes", "बच्चे की इच्छा", longest=500),
            ),
            after=("sir",),
            stops=("cwc_final_order",),
            sight=Sight.WELFARE,
            law="jj_37",
        ),
        ActKind(
            chain="care",
            code="restored",
            words=Bilingual("Returned to the family", "परिवार को सुपुर्द"),
            makers=("shelter_superintendent", "ngo_worker", "dcpu", "cwc_member", *POLICE),
            receivers=PROBATION,
            fields=(
                Code(name="returned_to", label=Bilingual("Returned to", "किसे सुपुर्द"), codes=KIN, default="parents"),
                _words(NAMED_ORDER, "Number of the order, if it is not recorded here",
                       "आदेश संख्या, यदि यहाँ दर्ज न हो", longest=80),
            ),
            after=("final_order",),
            needs_order=("final_order",),
            needs_time=True,
            sight=Sight.WELFARE,
            law="jj_40",
        ),
        ActKind(
            chain="care",
            code="transfer",
            words=Bilingual("Transferred to another Committee", "दूसरी समिति को स्थानांतरित"),
            makers=("cwc_member",),
            receivers=CWC,
            fields=(
                _words("consulted", "When and how the other Committee was consulted", "दूसरी समिति से परामर्श कब, कैसे"),
                _words("ghar", "GHAR number", "घर पोर्टल संख्या", longest=40),
            ),
            after=("order_interim",),
            repeats=True,
            joins=True,
            any_district=True,
            sight=Sight.WELFARE,
        ),
        ActKind(
            chain="care",
            code="follow_up",
            words=Bilingual("Follow-up after the return", "वापसी के बाद अनुवर्तन"),
            makers=("probation_officer", "dcpu"),
            receivers=CWC,
            fields=(
                Code(name="seen", label=Bilingual("Seen", "कैसे मिले"), codes=SEEN, default="in_person"),
                _words("school", "School or work", "विद्यालय या काम"),
                _words("threat", "Threat or pressure", "धमकी या दबाव"),
            ),
            after=("restored",),
            repeats=True,
            sight=Sight.WELFARE,
            law="jj_37",
        ),
        ActKind(
            chain="care",
            code="ended",
            words=Bilingual("Care ended: death, escape, own choice, repatriation",
                               "देखरेख समाप्त: मृत्यु, पलायन, अपनी इच्छा, स्वदेश वापसी"),
            makers=(*POLICE, "shelter_superintendent", "doctor", "dcpu", "ngo_worker"),
            receivers=CWC,
            fields=(
                Code(name="how", label=Bilingual("How", "कैसे"), codes=ENDINGS),
                _words("where", "What is known of where the person is", "व्यक्ति कहाँ है, क्या ज्ञात है"),
            ),
            ends_all=True,
            needs_time=True,
        ),
    )
)  # fmt: skip
