"""The vocabularies of a case: forms of trafficking, sources, events, roles, sex, age; each in both languages."""

from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual

# The codes are those that the reader of reports gives.
FORMS: dict[str, Bilingual] = {
    "sexual_exploitation": Bilingual("Sexual exploitation", "यौन शोषण"),
    "bonded_labour": Bilingual("Bonded labour", "बंधुआ मजदूरी"),
    "child_labour": Bilingual("Child labour", "बाल श्रम"),
    "forced_labour": Bilingual("Forced labour", "जबरन श्रम"),
    "domestic_servitude": Bilingual("Domestic servitude", "घरेलू दासता"),
    "begging": Bilingual("Begging", "भिक्षावृत्ति"),
    "forced_marriage": Bilingual("Forced marriage", "जबरन विवाह"),
    "illegal_adoption": Bilingual("Illegal adoption", "अवैध दत्तक ग्रहण"),
    "surrogacy": Bilingual("Surrogacy", "सरोगेसी"),
    "organ_removal": Bilingual("Removal of organs", "अंग निकालना"),
    "medical_trial": Bilingual("Medical trials", "चिकित्सकीय परीक्षण"),
    "forced_criminality": Bilingual("Forced crime", "जबरन अपराध"),
    "online": Bilingual("Online exploitation", "ऑनलाइन शोषण"),
    "other": Bilingual("Other", "अन्य"),
}
SEXUAL_FORMS = frozenset({"sexual_exploitation", "online", "forced_marriage"})

# What the person was promised or pressed with; several may be told.
LURES: dict[str, Bilingual] = {
    "job": Bilingual("Job", "नौकरी"),
    "marriage": Bilingual("Marriage", "विवाह"),
    "film_or_modelling": Bilingual("Film or modelling", "फिल्म या मॉडलिंग"),
    "debt": Bilingual("Debt", "कर्ज"),
    "kin": Bilingual("Kin", "रिश्तेदार"),
    "shelter_home": Bilingual("Shelter home", "आश्रय गृह"),
    "online": Bilingual("Online", "ऑनलाइन"),
    "force": Bilingual("Force", "बलपूर्वक"),
    "other": Bilingual("Other", "अन्य"),
}

# What made the person reachable; several may be told. Never caste or religion.
DISPARITIES: dict[str, Bilingual] = {
    "poverty": Bilingual("Poverty", "गरीबी"),
    "lost_work": Bilingual("Job loss", "रोज़गार छूटा"),
    "disaster": Bilingual("Flood or other disaster", "बाढ़ या अन्य आपदा"),
    "school_left": Bilingual("Left school", "पढ़ाई छूटी"),
    "missing_parent": Bilingual("A parent has died or is absent", "माता या पिता की मृत्यु या अनुपस्थिति"),
    "migration": Bilingual("Migration", "पलायन"),
    "other": Bilingual("Other", "अन्य"),
}

SOURCES: dict[str, Bilingual] = {
    "complaint": Bilingual("Complaint or FIR", "शिकायत या एफआईआर"),
    "raid": Bilingual("Raid", "छापा"),
    "checking": Bilingual("Checking on a train, bus or at the border", "ट्रेन, बस या सीमा पर जाँच"),
    "helpline": Bilingual("Helpline (112, 1098, 181)", "हेल्पलाइन (112, 1098, 181)"),
    "partner": Bilingual("NGO or citizen", "संस्था या नागरिक"),
    "missing_report": Bilingual("Missing report", "गुमशुदगी रिपोर्ट"),
    "other_unit": Bilingual("Another unit or state", "अन्य इकाई या राज्य"),
    "report": Bilingual("Situation report", "स्थिति रिपोर्ट"),
    "unknown": Bilingual("Not given", "नहीं बताया गया"),
}


class PersonRole(StrEnum):
    """What a person is in a case."""

    ACCUSED = "accused"
    INFORMANT = "informant"
    VICTIM = "victim"
    WITNESS = "witness"


PERSON_ROLES: dict[str, Bilingual] = {
    PersonRole.VICTIM: Bilingual("Victim", "पीड़ित"),
    PersonRole.ACCUSED: Bilingual("Accused", "अभियुक्त"),
    PersonRole.WITNESS: Bilingual("Witness", "साक्षी"),
    PersonRole.INFORMANT: Bilingual("Informant", "सूचनादाता"),
}

SEXES: dict[str, Bilingual] = {
    "female": Bilingual("Female", "महिला"),
    "male": Bilingual("Male", "पुरुष"),
    "transgender": Bilingual("Transgender", "ट्रांसजेंडर"),
    "unknown": Bilingual("Not known", "ज्ञात नहीं"),
}

AGE_BANDS: dict[str, Bilingual] = {
    "under_6": Bilingual("under 6", "6 वर्ष से कम"),
    "6_11": Bilingual("6–11", "6–11"),
    "12_15": Bilingual("12–15", "12–15"),
    "16_17": Bilingual("16–17", "16–17"),
    "18_25": Bilingual("18–25", "18–25"),
    "26_40": Bilingual("26–40", "26–40"),
    "over_40": Bilingual("over 40", "40 वर्ष से अधिक"),
    "under_18": Bilingual("under 18, age not known", "18 वर्ष से कम, आयु ज्ञात नहीं"),
    "adult": Bilingual("18 or over, age not known", "18 वर्ष या अधिक, आयु ज्ञात नहीं"),
    "unknown": Bilingual("Not known", "ज्ञात नहीं"),
}
ADULT_BANDS = frozenset({"18_25", "26_40", "over_40", "adult"})
CHILD_BANDS = frozenset({"under_6", "6_11", "12_15", "16_17", "under_18"})

# What a person speaks.
LANGUAGES: dict[str, Bilingual] = {
    "awadhi": Bilingual("Awadhi", "अवधी"),
    "assamese": Bilingual("Assamese", "असमिया"),
    "bengali": Bilingual("Bengali", "बांग्ला"),
    "bhojpuri": Bilingual("Bhojpuri", "भोजपुरी"),
    "bodo": Bilingual("Bodo", "बोडो"),
    "braj": Bilingual("Braj", "ब्रज"),
    "bundeli": Bilingual("Bundeli", "बुंदेली"),
    "chhattisgarhi": Bilingual("Chhattisgarhi", "छत्तीसगढ़ी"),
    "english": Bilingual("English", "अंग्रेज़ी"),
    "garhwali": Bilingual("Garhwali or Kumaoni", "गढ़वाली या कुमाऊँनी"),
    "gondi": Bilingual("Gondi", "गोंडी"),
    "gujarati": Bilingual("Gujarati", "गुजराती"),
    "haryanvi": Bilingual("Haryanvi", "हरियाणवी"),
    "hindi": Bilingual("Hindi", "हिन्दी"),
    "ho": Bilingual("Ho", "हो"),
    "kannada": Bilingual("Kannada", "कन्नड़"),
    "kurukh": Bilingual("Kurukh (Oraon)", "कुड़ुख (उराँव)"),
    "magahi": Bilingual("Magahi", "मगही"),
    "maithili": Bilingual("Maithili", "मैथिली"),
    "malayalam": Bilingual("Malayalam", "मलयालम"),
    "marathi": Bilingual("Marathi", "मराठी"),
    "mundari": Bilingual("Mundari", "मुंडारी"),
    "nepali": Bilingual("Nepali", "नेपाली"),
    "odia": Bilingual("Odia", "ओड़िया"),
    "punjabi": Bilingual("Punjabi", "पंजाबी"),
    "rajasthani": Bilingual("Rajasthani", "राजस्थानी"),
    "sadri": Bilingual("Sadri (Nagpuri)", "सादरी (नागपुरी)"),
    "santali": Bilingual("Santali", "संथाली"),
    "sign": Bilingual("Signs, does not speak", "संकेत, बोलते नहीं"),
    "tamang": Bilingual("Tamang", "तामांग"),
    "tamil": Bilingual("Tamil", "तमिल"),
    "telugu": Bilingual("Telugu", "तेलुगु"),
    "tharu": Bilingual("Tharu", "थारू"),
    "urdu": Bilingual("Urdu", "उर्दू"),
}

# How a person is called where no name may stand: a noun and a number.
NOUNS: dict[str, Bilingual] = {
    "girl": Bilingual("Girl", "बालिका"),
    "boy": Bilingual("Boy", "बालक"),
    "child": Bilingual("Child", "बच्चा"),
    "woman": Bilingual("Woman", "महिला"),
    "man": Bilingual("Man", "पुरुष"),
    "person": Bilingual("Person", "व्यक्ति"),
    "accused": Bilingual("Accused", "अभियुक्त"),
    "witness": Bilingual("Witness", "साक्षी"),
    "informant": Bilingual("Informant", "सूचनादाता"),
}


def band_of(age: int) -> str:
    """Return the band that an age in years falls in."""
    for highest, band in ((5, "under_6"), (11, "6_11"), (15, "12_15"), (17, "16_17"), (25, "18_25"), (40, "26_40")):
        if age <= highest:
            return band
    return "over_40"


def noun_for(role: str, sex: str, band: str) -> str:
    """Return how a person of a role, sex and age band is called."""
    if role != PersonRole.VICTIM:
        return role
    if band in CHILD_BANDS:
        return {"female": "girl", "male": "boy"}.get(sex, "child")
    if band in ADULT_BANDS:
        return {"female": "woman", "male": "man"}.get(sex, "person")
    return "person"


class EventKind(StrEnum):
    """What can happen in a case."""

    ARREST = "arrest"
    CHARGE_SHEET = "charge_sheet"
    COURT = "court"
    CWC = "cwc"
    FIR = "fir"
    HANDOVER = "handover"
    INTERCEPTION = "interception"
    JUDGMENT = "judgment"
    MEDICAL = "medical"
    MISSING = "missing"
    RESCUE = "rescue"
    RESTORED = "restored"
    SHELTER = "shelter"
    STATEMENT = "statement"


EVENT_KINDS: dict[str, Bilingual] = {
    EventKind.MISSING: Bilingual("Reported missing", "गुमशुदगी दर्ज"),
    EventKind.INTERCEPTION: Bilingual("Intercepted on the route", "मार्ग में रोका गया"),
    EventKind.RESCUE: Bilingual("Rescue", "मुक्त कराया गया"),
    EventKind.ARREST: Bilingual("Arrest", "गिरफ़्तारी"),
    EventKind.FIR: Bilingual("FIR registered", "एफआईआर दर्ज"),
    EventKind.MEDICAL: Bilingual("Medical examination", "चिकित्सकीय परीक्षण"),
    EventKind.CWC: Bilingual("Before the Child Welfare Committee", "बाल कल्याण समिति के समक्ष"),
    EventKind.STATEMENT: Bilingual("Statement recorded", "बयान दर्ज"),
    EventKind.SHELTER: Bilingual("Placed in a home", "आश्रय गृह में रखा गया"),
    EventKind.HANDOVER: Bilingual("Handed over to another unit", "अन्य इकाई को सौंपा गया"),
    EventKind.RESTORED: Bilingual("Returned to the family", "परिवार को सुपुर्द"),
    EventKind.CHARGE_SHEET: Bilingual("Charge sheet filed", "आरोप पत्र दाखिल"),
    EventKind.COURT: Bilingual("Court hearing", "न्यायालय में सुनवाई"),
    EventKind.JUDGMENT: Bilingual("Judgment", "निर्णय"),
}

# What another office receives, and so confirms: told as an act; an event of these kinds stands from before.
TOLD_AS_ACTS = frozenset({EventKind.CWC, EventKind.MEDICAL, EventKind.RESTORED, EventKind.SHELTER})
ADDED_KINDS: dict[str, Bilingual] = {kind: words for kind, words in EVENT_KINDS.items() if kind not in TOLD_AS_ACTS}

FOUND = (EventKind.INTERCEPTION, EventKind.RESCUE)
# What a case tells to the picture, and what a report may tell as well.
TELLING = (EventKind.ARREST, EventKind.INTERCEPTION, EventKind.MISSING, EventKind.RESCUE)


def kin_of(kind: str) -> tuple[str, ...]:
    """Return the kinds of event under which the same happening may be told: who stops people on the way rescues them.

    An interception in one record is a rescue in another's words; every other kind stands for itself.
    """
    return tuple(FOUND) if kind in FOUND else (kind,)


class LegRole(StrEnum):
    """What a place is on the way of a person."""

    DESTINATION = "destination"
    RESCUE = "rescue"
    SOURCE = "source"
    STOPOVER = "stopover"
    TRANSIT = "transit"


# In the usual order of a way: a leg without a place of its own in it is put before those that come later here.
LEG_ROLES: dict[str, Bilingual] = {
    LegRole.SOURCE: Bilingual("Taken from", "कहाँ से ले जाया गया"),
    LegRole.TRANSIT: Bilingual("Passed through", "कहाँ से गुज़रे"),
    LegRole.STOPOVER: Bilingual("Kept on the route", "मार्ग में पड़ाव"),
    LegRole.RESCUE: Bilingual("Found or rescued", "कहाँ मिले या मुक्त हुए"),
    LegRole.DESTINATION: Bilingual("Bound for", "कहाँ ले जाना था"),
}

MODES: dict[str, Bilingual] = {
    "train": Bilingual("Train", "ट्रेन"),
    "bus": Bilingual("Bus", "बस"),
    "road": Bilingual("Private vehicle", "निजी वाहन"),
    "foot": Bilingual("On foot", "पैदल"),
    "air": Bilingual("Air", "हवाई जहाज़"),
    "boat": Bilingual("Boat", "नाव"),
    "unknown": Bilingual("Not known", "ज्ञात नहीं"),
}

CERTAINTIES: dict[str, Bilingual] = {
    "shown": Bilingual("Proven by a ticket, camera or record", "टिकट, कैमरे या अभिलेख से सिद्ध"),
    "stated": Bilingual("Stated by a person", "किसी व्यक्ति ने बताया"),
    "hearsay": Bilingual("Unconfirmed", "अपुष्ट"),
}


class ItemKind(StrEnum):
    """What was found with people."""

    DOCUMENT = "document"
    MONEY = "money"
    OTHER = "other"
    PHONE = "phone"
    TICKET = "ticket"
    VEHICLE = "vehicle"


ITEM_KINDS: dict[str, Bilingual] = {
    ItemKind.PHONE: Bilingual("Telephone", "फ़ोन"),
    ItemKind.VEHICLE: Bilingual("Vehicle", "वाहन"),
    ItemKind.TICKET: Bilingual("Ticket", "टिकट"),
    ItemKind.MONEY: Bilingual("Money", "धनराशि"),
    ItemKind.DOCUMENT: Bilingual("Document", "दस्तावेज़"),
    ItemKind.OTHER: Bilingual("Other", "अन्य"),
}


class Left(StrEnum):
    """How a person left those who had charge of them."""

    DIED = "died"
    ESCAPED = "escaped"
    HANDED_OVER = "handed_over"
    OWN_CHOICE = "own_choice"


LEFT: dict[str, Bilingual] = {
    Left.ESCAPED: Bilingual("Escaped", "भाग गए"),
    Left.OWN_CHOICE: Bilingual("An adult left by own choice", "वयस्क अपनी इच्छा से गए"),
    Left.DIED: Bilingual("Died", "मृत्यु हुई"),
    Left.HANDED_OVER: Bilingual("Handed to others without an order", "बिना आदेश अन्य को सौंपे गए"),
}

LEFT_TOLD_BY: dict[str, Bilingual] = {
    "officer": Bilingual("An officer who was present", "उपस्थित अधिकारी"),
    "home": Bilingual("The home or centre", "आश्रय गृह या केंद्र"),
    "hospital": Bilingual("The hospital", "अस्पताल"),
    "cwc": Bilingual("The Child Welfare Committee", "बाल कल्याण समिति"),
    "partner": Bilingual("An NGO", "संस्था"),
    "family": Bilingual("The family", "परिवार"),
    "person": Bilingual("The person", "स्वयं व्यक्ति"),
    "other": Bilingual("Somebody else", "कोई अन्य"),
}

# Pairs whose second cannot come before the first; only what is certainly the wrong way round is refused.
ORDER: tuple[tuple[EventKind, EventKind, Bilingual], ...] = (
    (EventKind.FIR, EventKind.CHARGE_SHEET,
     Bilingual("The charge sheet is dated before the FIR.", "आरोप पत्र की तिथि एफआईआर से पहले है।")),
    (EventKind.CHARGE_SHEET, EventKind.JUDGMENT,
     Bilingual("The judgment is dated before the charge sheet.", "निर्णय की तिथि आरोप पत्र से पहले है।")),
    (EventKind.MISSING, EventKind.RESTORED,
     Bilingual("The return is dated before the missing report.", "सुपुर्दगी की तिथि गुमशुदगी से पहले है।")),
    (EventKind.RESCUE, EventKind.RESTORED,
     Bilingual("The return is dated before the rescue.", "सुपुर्दगी की तिथि मुक्ति से पहले है।")),
    (EventKind.RESCUE, EventKind.CWC,
     Bilingual("The Committee's sitting is dated before the rescue.", "समिति के समक्ष प्रस्तुति मुक्ति से पहले है।")),
)  # fmt: skip
