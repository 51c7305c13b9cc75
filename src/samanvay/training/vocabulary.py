"""The languages in which courses are taught."""

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
