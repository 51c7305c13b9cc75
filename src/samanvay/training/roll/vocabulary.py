"""The languages in which courses are taught, and the ranks of those who learn."""

from samanvay.importing.folding import fold
from samanvay.kernel.bilingual import Bilingual

LANGUAGES: dict[str, Bilingual] = {
    "hindi": Bilingual("Hindi", "हिन्दी"),
    "english": Bilingual("English", "अंग्रेज़ी"),
    "urdu": Bilingual("Urdu", "उर्दू"),
    "awadhi": Bilingual("Awadhi", "अवधी"),
    "bengali": Bilingual("Bengali", "बांग्ला"),
    "bhojpuri": Bilingual("Bhojpuri", "भोजपुरी"),
    "braj": Bilingual("Braj", "ब्रज"),
    "bundeli": Bilingual("Bundeli", "बुंदेली"),
    "nepali": Bilingual("Nepali", "नेपाली"),
    "tharu": Bilingual("Tharu", "थारू"),
}

RANKS: dict[str, tuple[Bilingual, tuple[str, ...]]] = {
    "constable": (Bilingual("Constable", "आरक्षी"), ("ct", "const", "सिपाही", "कांस्टेबल")),
    "head_constable": (Bilingual("Head Constable", "मुख्य आरक्षी"), ("hc", "hct", "हेड कांस्टेबल", "दीवान")),
    "asi": (Bilingual("Assistant Sub-Inspector", "सहायक उप निरीक्षक"), ("asi", "एएसआई")),
    "sub_inspector": (Bilingual("Sub-Inspector", "उप निरीक्षक"), ("si", "उपनिरीक्षक", "दरोगा", "एसआई")),
    "inspector": (Bilingual("Inspector", "निरीक्षक"), ("insp", "इंस्पेक्टर")),
    "dysp": (
        Bilingual("Deputy Superintendent", "उपाधीक्षक"),
        ("dysp", "dsp", "co", "circle officer", "क्षेत्राधिकारी", "सीओ"),
    ),
    "additional_sp": (Bilingual("Additional Superintendent", "अपर पुलिस अधीक्षक"), ("addl sp", "asp", "एएसपी")),
    "sp": (Bilingual("Superintendent", "पुलिस अधीक्षक"), ("sp", "ssp", "एसपी", "एसएसपी")),
}
"""Ranks that offices write in many ways, each with its words and those ways; any other rank stays as it is written."""

POSTS: dict[str, Bilingual] = {
    words.en.casefold(): words
    for words in (
        Bilingual("Assistant Commandant", "सहायक कमांडेंट"),
        Bilingual("Counsellor", "परामर्शदाता"),
        Bilingual("DCPO", "जिला बाल संरक्षण अधिकारी"),
        Bilingual("Faculty", "संकाय सदस्य"),
        Bilingual("Labour Officer", "श्रम अधिकारी"),
        Bilingual("Medical Officer", "चिकित्सा अधिकारी"),
        Bilingual("Probation Officer", "परिवीक्षा अधिकारी"),
        Bilingual("Prosecution Officer", "अभियोजन अधिकारी"),
        Bilingual("Prosecutor", "अभियोजक"),
        Bilingual("Protection Officer", "संरक्षण अधिकारी"),
        Bilingual("Sub-Inspector (Probation)", "उप निरीक्षक (परिवीक्षाधीन)"),
        Bilingual("Superintendent of a home", "गृह अधीक्षक"),
    )
}
"""Posts of services without ranks, kept as they are written and shown in both languages."""

_RANK_AS_WRITTEN = {
    fold(said): code for code, (words, ways) in RANKS.items() for said in (code, words.en, words.hi, *ways)
}


def rank_of(text: str) -> str:
    """Return the code of a rank however it is written, or its words where it is none of the list."""
    return _RANK_AS_WRITTEN.get(fold(text)) or _RANK_AS_WRITTEN.get(fold(text.replace(".", ""))) or text


def rank_words(rank: str) -> Bilingual:
    """Return a rank as it is shown."""
    return RANKS[rank][0] if rank in RANKS else POSTS.get(rank.casefold(), Bilingual(rank))
