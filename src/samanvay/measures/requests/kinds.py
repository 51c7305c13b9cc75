"""The kinds of request as data: words, who answers, the usual clock, what each asks for."""

from dataclasses import dataclass

from samanvay.access.roles import Compartment
from samanvay.kernel.bilingual import Bilingual

C = Compartment
HEADS = ("commissionerate", "district_police")


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a request: ``form`` is text, count, day or languages."""

    words: Bilingual
    form: str = "text"


ASKS: dict[str, Ask] = {
    "languages": Ask(Bilingual("Languages", "भाषाएँ"), "languages"),
    "where": Ask(Bilingual("Where", "कहाँ")),
    "whereto": Ask(Bilingual("Where to", "कहाँ तक")),
    "train": Ask(Bilingual("Train or bus", "ट्रेन या बस")),
    "girls": Ask(Bilingual("Girls (under 18)", "बालिकाएँ (18 से कम)"), "count"),
    "boys": Ask(Bilingual("Boys (under 18)", "बालक (18 से कम)"), "count"),
    "women": Ask(Bilingual("Women", "महिलाएँ"), "count"),
    "men": Ask(Bilingual("Men", "पुरुष"), "count"),
    "officers": Ask(Bilingual("How many officers", "कितने अधिकारी"), "count"),
    "seats": Ask(Bilingual("Seats", "सीटें"), "count"),
    "nights": Ask(Bilingual("For how many nights", "कितनी रातों के लिए"), "count"),
    "fir_no": Ask(Bilingual("FIR number", "एफआईआर संख्या")),
    "fir_on": Ask(Bilingual("Date of FIR", "एफआईआर दिनांक"), "day"),
    "sections": Ask(Bilingual("Sections", "धाराएँ")),
    "station": Ask(Bilingual("Police station", "थाना")),
    "court": Ask(Bilingual("Court", "न्यायालय")),
}

LANGUAGES: dict[str, Bilingual] = {
    "nepali": Bilingual("Nepali", "नेपाली"),
    "hindi": Bilingual("Hindi", "हिन्दी"),
    "bhojpuri": Bilingual("Bhojpuri", "भोजपुरी"),
    "maithili": Bilingual("Maithili", "मैथिली"),
    "bengali": Bilingual("Bengali", "बांग्ला"),
    "assamese": Bilingual("Assamese", "असमिया"),
    "odia": Bilingual("Odia", "ओड़िया"),
    "sadri": Bilingual("Sadri (Nagpuri)", "सादरी (नागपुरी)"),
    "kurukh": Bilingual("Kurukh", "कुड़ुख"),
    "mundari": Bilingual("Mundari", "मुंडारी"),
    "santali": Bilingual("Santali", "संताली"),
    "ho": Bilingual("Ho", "हो"),
    "telugu": Bilingual("Telugu", "तेलुगु"),
    "tamil": Bilingual("Tamil", "तमिल"),
    "marathi": Bilingual("Marathi", "मराठी"),
    "urdu": Bilingual("Urdu", "उर्दू"),
    "burmese": Bilingual("Burmese or Rohingya", "बर्मी या रोहिंग्या"),
    "sign": Bilingual("Sign language", "सांकेतिक भाषा"),
    "other": Bilingual("Another (write which below)", "अन्य (नीचे लिखें)"),
}

PEOPLE = ("girls", "boys", "women", "men")


@dataclass(frozen=True, slots=True)
class RequestKind:
    """A kind of request.

    The unit of the first of ``unit_kinds`` that serves the district answers through ``role``. ``hours`` is the usual
    clock, which is the custom of the house: the law fixes none of them.
    """

    code: str
    words: Bilingual
    explanation: Bilingual
    compartment: Compartment
    unit_kinds: tuple[str, ...]
    role: str
    hours: int
    asks: tuple[str, ...]
    is_lent: bool = False  # may be offered beforehand


def _kind(code: str, en: str, hi: str, what: tuple[str, str], to: tuple[Compartment, tuple[str, ...], str], hours: int,
          *asks: str, lent: bool = False) -> RequestKind:  # fmt: skip
    return RequestKind(code, Bilingual(en, hi), Bilingual(*what), *to, hours, asks, lent)


_AHTU = (C.POLICE, ("ahtu", *HEADS), "ahtu_in_charge")
_CHIEF = (C.POLICE, HEADS, "police_chief")
_DCPU = (C.WELFARE, ("dcpu",), "dcpu")

KINDS: dict[str, RequestKind] = {
    kind.code: kind
    for kind in (
        _kind("rescue", "Rescue", "बचाव",
              ("People are held there or will pass through: find and protect them.",
               "लोग वहाँ रोके गए हैं या वहाँ से गुज़रेंगे: उन्हें खोजें और सुरक्षित करें।"),
              _AHTU, 4, "where", "train", *PEOPLE, "languages"),
        _kind("interpreter", "Interpreter", "दुभाषिया",
              ("A person who speaks the language of the people found, on the spot or by telephone.",
               "मिले हुए लोगों की भाषा बोलने वाला व्यक्ति, मौके पर या फ़ोन पर।"),
              _AHTU, 12, "languages", "where", *PEOPLE, lent=True),
        _kind("woman_officer", "Woman officer", "महिला अधिकारी",
              ("Women officers for questioning, search or escort.",
               "पूछताछ, तलाशी या अनुरक्षण के लिए महिला अधिकारी।"),
              _CHIEF, 12, "officers", "where", "languages", lent=True),
        _kind("escort", "Escort", "अनुरक्षण",
              ("Bring people safely from one place to another.", "लोगों को एक स्थान से दूसरे स्थान तक सुरक्षित पहुँचाना।"),
              _CHIEF, 24, "where", "whereto", "train", *PEOPLE, lent=True),
        _kind("vehicle", "Vehicle", "वाहन",
              ("A vehicle for those who were found or for a raid.", "मिले हुए लोगों या छापे के लिए वाहन।"),
              _CHIEF, 12, "seats", "where", "whereto", lent=True),
        _kind("shelter_bed", "Shelter bed", "आश्रय में स्थान",
              ("A safe place for the coming nights.", "आने वाली रातों के लिए सुरक्षित स्थान।"),
              _DCPU, 6, *PEOPLE, "nights", "languages", lent=True),
        _kind("home_verification", "Home verification", "गृह सत्यापन",
              ("Is the home safe to return to? Send name and address with the shared case or sealed, not here.",
               "क्या घर लौटना सुरक्षित है? नाम और पता साझा प्रकरण के साथ या सीलबंद भेजें, यहाँ न लिखें।"),
              _DCPU, 15 * 24, "where", *PEOPLE, "languages"),
        _kind("transit_remand", "Transit remand", "ट्रांज़िट रिमांड",
              ("Help to produce arrested persons before the nearest court and take them along.",
               "गिरफ़्तार व्यक्तियों को निकटतम न्यायालय में प्रस्तुत करने और साथ ले जाने में सहायता।"),
              _AHTU, 24, "fir_no", "fir_on", "sections", "station", "court", "women", "men"),
        _kind("zero_fir", "Transfer of a zero FIR", "ज़ीरो एफआईआर का स्थानांतरण",
              ("An FIR that was registered here belongs to your district: register and investigate it.",
               "यहाँ पंजीकृत एफआईआर आपके जनपद की है: पंजीकृत कर विवेचना करें।"),
              _CHIEF, 24, "fir_no", "fir_on", "sections", "station"),
        _kind("other", "Other help", "अन्य सहायता",
              ("Any other help; write what you need.", "कोई और सहायता; लिखें कि क्या चाहिए।"),
              _AHTU, 24, "where", "languages", lent=True),
    )
}  # fmt: skip

# The desk that answers for a whole state, by compartment.
STATE_DESKS: dict[Compartment, tuple[str, ...]] = {
    C.POLICE: ("state_bureau", "nodal_desk", "state_police"),
    C.WELFARE: ("welfare_department",),
}
STATE_ROLES: dict[str, str] = {"state_bureau": "state_bureau", "state_police": "state_nodal_officer"}
LEAST_HOURS, MOST_HOURS = 1, 60 * 24
