"""How other registers write what ours have codes for: sex, language, how somebody was found, why they left."""

from collections.abc import Mapping

from samanvay.cases.kinds import SEXES
from samanvay.importing import Choice
from samanvay.kernel.bilingual import Bilingual

from ..kinds import CATEGORIES, GONE_FOR, LANGUAGES
from ..states import ENTRY_STATES

SEX_ALIASES: dict[str, tuple[str, ...]] = {
    "female": ("F", "Girl", "Woman", "W", "Lady", "Fem", "स्त्री", "बालिका", "लड़की", "औरत", "म०", "महि०", "Mahila",
               "Ladki", "Balika", "Stri"),
    "male": ("M", "Boy", "Man", "Gents", "पुरुष", "बालक", "लड़का", "आदमी", "पु०", "नर", "Purush", "Ladka", "Balak"),
    "transgender": ("T", "TG", "Third gender", "Other", "Others", "तृतीय लिंग", "अन्य", "किन्नर", "उभयलिंगी"),
    "unknown": ("U", "NK", "?", "Not stated", "Unspecified", "अज्ञात"),
}  # fmt: skip
LANGUAGE_ALIASES: dict[str, tuple[str, ...]] = {
    "assamese": ("Asamiya", "Assamiya"),
    "bengali": ("Bangla", "Bengalee", "बंगाली", "बाँग्ला", "बंगला"),
    "bhojpuri": ("Bhojpuria",),
    "bundeli": ("Bundelkhandi", "बुंदेलखंडी"),
    "garhwali": ("Garhwali", "Kumaoni", "Pahadi", "Pahari", "गढ़वाली", "कुमाऊँनी", "कुमाऊनी", "पहाड़ी"),
    "hindi": ("Hindustani", "हिंदी", "हिन्दी भाषा"),
    "kurukh": ("Oraon", "Kurux", "Kudukh", "उराँव", "उरांव", "कुड़ुख", "कुरुख"),
    "magahi": ("Magadhi", "मगधी"),
    "mundari": ("Munda", "मुंडा"),
    "nepali": ("Gorkhali", "Nepalese", "गोरखाली"),
    "odia": ("Oriya", "ओडिया", "उड़िया"),
    "rajasthani": ("Marwari", "Mewari", "मारवाड़ी", "मेवाड़ी"),
    "sadri": ("Nagpuri", "Sadani", "Sadan", "नागपुरी", "सादरी", "सदानी"),
    "santali": ("Santhali", "Santal", "Santhal", "संताली", "सन्थाली", "संथाल"),
    "sign": ("Mute", "Dumb", "Deaf and mute", "Cannot speak", "Not speaking", "मूक", "मूक बधिर", "गूंगा", "गूँगा",
             "बोल नहीं सकते", "गूंगी", "गूँगी"),
    "urdu": ("उर्दु",),
}  # fmt: skip
CATEGORY_ALIASES: dict[str, tuple[str, ...]] = {
    "rescued": ("Rescued", "Intercepted", "Recovered", "Traced", "मुक्त", "मुक्त कराया", "बरामद", "रेस्क्यू"),
    "shelter": ("CCI", "Home", "Shelter", "Shelter home", "Children home", "Admitted in home", "In CCI",
                "One stop centre",
                "Nari niketan", "बाल गृह", "आश्रय गृह", "नारी निकेतन", "संवासिनी", "बालिका गृह", "वन स्टॉप सेंटर"),
    "lost": ("Lost", "Found alone", "Unaccompanied", "Abandoned", "Found", "भटका हुआ", "भटके", "लावारिस", "गुमराह",
             "अकेला मिला", "मिला", "मिली"),
    "patient": ("Patient", "Unknown patient", "Hospital", "Unconscious", "मरीज", "अज्ञात मरीज", "रोगी", "अस्पताल"),
    "body": ("Dead body", "Unidentified dead body", "UIDB", "UDB", "Deceased", "Dead", "शव", "लाश", "अज्ञात शव", "मृत"),
}  # fmt: skip
GONE_ALIASES: dict[str, tuple[str, ...]] = {
    "unknown": ("Unknown", "NK", "कारण अज्ञात", "अज्ञात"),
    "job": ("Job", "Employment", "Work", "Labour", "काम", "नौकरी", "मजदूरी", "रोजगार"),
    "marriage": ("Marriage", "Elopement", "Eloped", "Love affair", "विवाह", "शादी", "प्रेम प्रसंग", "भाग गए"),
    "acquaintance": ("Known person", "Friend", "Online friend", "Social media", "परिचित", "दोस्त", "मित्र"),
    "taken": ("Kidnapped", "Kidnapping", "Abducted", "Abduction", "Enticed", "Lured", "Trafficking", "अपहरण",
              "बहला फुसला कर", "बहला-फुसला कर ले जाना", "अगवा", "तस्करी"),
    "left_home": ("Quarrel", "Family quarrel", "Family dispute", "Ran away", "Runaway", "Scolding",
                "Fear of exam", "झगड़ा",
                  "पारिवारिक विवाद", "घर से भागे", "नाराज होकर", "डाँट", "डांट"),
    "lost": ("Lost", "Lost way", "Mentally ill", "Mental illness", "बिछड़ गए", "भटक गए", "रास्ता भटकना", "मंदबुद्धि",
             "मानसिक रोगी", "मेला"),
    "disaster": ("Flood", "Disaster", "Earthquake", "बाढ़", "आपदा", "भूकंप"),
}  # fmt: skip
STATE_ALIASES: dict[str, tuple[str, ...]] = {
    "open": ("Untraced", "Missing", "Not traced", "Pending", "Open", "Under search", "Under investigation", "अप्राप्त",
             "तलाश जारी", "लंबित", "गुमशुदा", "बरामद नहीं", "Not restored", "Unidentified", "अज्ञात"),
    "traced": ("Traced", "Recovered", "Found", "Matched", "Identified", "बरामद", "प्राप्त", "मिल गए", "मिल गया",
                "मिल गई",
               "पता चला"),
    "restored": ("Restored", "Reunited", "Returned home", "Handed over to family", "Repatriated", "सुपुर्द",
                "पुनर्वासित",
                 "परिवार को सुपुर्द"),
    "closed": ("Closed", "Died", "Cancelled", "बंद", "निरस्त", "मृत"),
}  # fmt: skip


def choices(words: Mapping[str, Bilingual], aliases: Mapping[str, tuple[str, ...]]) -> tuple[Choice, ...]:
    """Return the codes of a vocabulary with all that they are called."""
    return tuple(Choice(code, label, aliases.get(code, ())) for code, label in words.items())


SEX_CHOICES = choices(SEXES, SEX_ALIASES)
LANGUAGE_CHOICES = choices(LANGUAGES, LANGUAGE_ALIASES)
CATEGORY_CHOICES = choices(CATEGORIES, CATEGORY_ALIASES)
GONE_CHOICES = choices(GONE_FOR, GONE_ALIASES)
STATE_CHOICES = choices(ENTRY_STATES, STATE_ALIASES)
