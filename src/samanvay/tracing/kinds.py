"""The vocabularies of the registers: what an entry is, where the found were found, marks, languages, who told."""

from enum import StrEnum

from samanvay.cases.kinds import LANGUAGES as LANGUAGES
from samanvay.kernel.bilingual import Bilingual


class EntryKind(StrEnum):
    """Which register an entry stands in."""

    FOUND = "found"
    MISSING = "missing"
    SIGHTING = "sighting"


ENTRY_KINDS: dict[str, Bilingual] = {
    EntryKind.MISSING: Bilingual("Missing", "गुमशुदा"),
    EntryKind.FOUND: Bilingual("Found", "मिले व्यक्ति"),
    EntryKind.SIGHTING: Bilingual("Sighting", "देखे जाने की सूचना"),
}
# The letter by which a register stands in the numbers, as UP-BRH-M2026-000123.
LETTERS: dict[str, str] = {EntryKind.MISSING: "M", EntryKind.FOUND: "F", EntryKind.SIGHTING: "S"}

# How a found person was found; a missing one has the empty code.
CATEGORIES: dict[str, Bilingual] = {
    "rescued": Bilingual("Rescued or intercepted", "मुक्त कराए गए या रोके गए"),
    "shelter": Bilingual("In a home or shelter", "आश्रय गृह में"),
    "lost": Bilingual("Found alone, lost", "अकेले, भटके हुए मिले"),
    "patient": Bilingual("Unknown patient", "अज्ञात रोगी"),
    "body": Bilingual("Unidentified body", "अज्ञात शव"),
}

# Where somebody is thought to have gone; a job, a marriage or an acquaintance opens the questions about trafficking.
GONE_FOR: dict[str, Bilingual] = {
    "unknown": Bilingual("Not known", "ज्ञात नहीं"),
    "job": Bilingual("Went for a job", "काम या नौकरी के लिए गए"),
    "marriage": Bilingual("Went to be married", "विवाह के लिए ले जाए गए"),
    "acquaintance": Bilingual("Went with somebody known or met online", "किसी परिचित या ऑनलाइन मिले व्यक्ति के साथ गए"),
    "taken": Bilingual("Was taken by force or deceit", "बलपूर्वक या बहला-फुसलाकर ले जाए गए"),
    "left_home": Bilingual("Left home after a quarrel or out of fear", "झगड़े या डर से घर छोड़ा"),
    "lost": Bilingual("Got lost: fair, station, journey", "मेले, स्टेशन या यात्रा में बिछड़े"),
    "disaster": Bilingual("Flood or other disaster", "बाढ़ या अन्य आपदा"),
}
ASKS_QUESTIONS = frozenset({"job", "marriage", "acquaintance", "taken"})

TOLD_BY: dict[str, Bilingual] = {
    "family": Bilingual("Family", "परिवार"),
    "person": Bilingual("The person", "स्वयं व्यक्ति"),
    "police": Bilingual("Police", "पुलिस"),
    "home": Bilingual("Home or shelter", "आश्रय गृह"),
    "hospital": Bilingual("Hospital", "अस्पताल"),
    "helpline": Bilingual("Helpline (112, 1098, 181)", "हेल्पलाइन (112, 1098, 181)"),
    "partner": Bilingual("NGO or citizen", "संस्था या नागरिक"),
    "register": Bilingual("Another register", "अन्य पंजी"),
}

MARK_KINDS: dict[str, Bilingual] = {
    "birthmark": Bilingual("Birthmark", "जन्मचिह्न"),
    "burn": Bilingual("Burn", "जलने का निशान"),
    "cut": Bilingual("Cut", "कटने का निशान"),
    "deformity": Bilingual("Shape of a limb", "अंग की बनावट"),
    "mole": Bilingual("Mole", "तिल"),
    "missing_tooth": Bilingual("Missing tooth", "टूटा दाँत"),
    "piercing": Bilingual("Piercing", "छिदा हुआ"),
    "pox": Bilingual("Pox marks", "चेचक के दाग"),
    "scar": Bilingual("Scar", "चोट का निशान"),
    "tattoo": Bilingual("Tattoo (godna)", "गोदना"),
}
BODY_PARTS: dict[str, Bilingual] = {
    "arm": Bilingual("arm", "बाँह"),
    "back": Bilingual("back", "पीठ"),
    "belly": Bilingual("belly", "पेट"),
    "cheek": Bilingual("cheek", "गाल"),
    "chest": Bilingual("chest", "छाती"),
    "chin": Bilingual("chin", "ठोड़ी"),
    "ear": Bilingual("ear", "कान"),
    "elbow": Bilingual("elbow", "कोहनी"),
    "eye": Bilingual("eye", "आँख"),
    "eyebrow": Bilingual("eyebrow", "भौंह"),
    "face": Bilingual("face", "चेहरा"),
    "finger": Bilingual("finger", "उँगली"),
    "foot": Bilingual("foot", "पैर"),
    "forearm": Bilingual("forearm", "अग्रबाहु"),
    "forehead": Bilingual("forehead", "माथा"),
    "hand": Bilingual("hand", "हाथ"),
    "knee": Bilingual("knee", "घुटना"),
    "leg": Bilingual("leg", "टाँग"),
    "lip": Bilingual("lip", "होंठ"),
    "lower_jaw": Bilingual("lower jaw", "निचला जबड़ा"),
    "neck": Bilingual("neck", "गर्दन"),
    "nose": Bilingual("nose", "नाक"),
    "shoulder": Bilingual("shoulder", "कंधा"),
    "thigh": Bilingual("thigh", "जाँघ"),
    "upper_jaw": Bilingual("upper jaw", "ऊपरी जबड़ा"),
}
SIDES: dict[str, Bilingual] = {
    "": Bilingual("", ""),
    "left": Bilingual("left", "बाएँ"),
    "right": Bilingual("right", "दाएँ"),
    "both": Bilingual("both", "दोनों"),
}


class Side(StrEnum):
    """Which of the two entries of a candidate somebody answers for."""

    LEFT = "left"
    RIGHT = "right"


# The sentence that a mark is told in, of its coded form "scar:left cheek" or "tattoo:forearm".
def mark_words(mark: str) -> Bilingual:
    """Return a coded mark in words; a code of an older release comes back as it is."""
    kind, _, where = mark.partition(":")
    side, _, part = where.rpartition(" ")
    if kind not in MARK_KINDS or part not in BODY_PARTS or side not in SIDES:
        return Bilingual(mark, mark)
    what, on, hand = MARK_KINDS[kind], BODY_PARTS[part], SIDES[side]
    # "माथा" on its own is "माथे पर" with the mark on it.
    where_hi = " ".join(f"{word.removesuffix('ा')}े" if word.endswith("ा") else word for word in on.hi.split())
    return Bilingual(f"{what.en}, {hand.en} {on.en}".replace("  ", " "), f"{hand.hi} {where_hi} पर {what.hi}".strip())
