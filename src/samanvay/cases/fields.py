"""What a case and a person in it hold, each field declared once.

A new field is a line here, a column of its model and a migration.
"""

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_TEXT
from samanvay.recording.checks import MOST_PEOPLE
from samanvay.recording.fields import Code, Codes, Declared, Number, PastDate, PlaceKey, Text

from .kinds import AGE_BANDS, DISPARITIES, FORMS, LURES, PERSON_ROLES, SEXES, SOURCES

OLDEST = 120

PLACE = PlaceKey(name="place", label=Bilingual("Where", "कहाँ"))
CASE_FIELDS: tuple[Declared, ...] = (
    Text(name="what", label=Bilingual("What happened", "क्या हुआ"), sort=CASE_TEXT, required=True, longest=200,
         help=Bilingual("In a few words, without names. Write names in the sealed record of the person.",
                        "थोड़े शब्दों में, बिना नाम। नाम व्यक्ति के सीलबंद अभिलेख में लिखें।")),
    Codes(name="forms", label=Bilingual("Form of exploitation", "शोषण का प्रकार"), codes=FORMS),
    Codes(name="lures", label=Bilingual("Lure", "प्रलोभन"), codes=LURES),
    Codes(name="disparities", label=Bilingual("Vulnerability exploited", "किस मजबूरी का लाभ उठाया"), codes=DISPARITIES,
          is_exported=False),
    PLACE,
    PastDate(name="occurred", label=Bilingual("When", "कब")),
    Number(name="people", label=Bilingual("How many people", "कितने व्यक्ति"), most=MOST_PEOPLE,
           refused=Bilingual("A number of people from 0 to {n}.", "व्यक्तियों की संख्या 0 से {n} तक।"),
           help=Bilingual("Leave empty if it is not known.", "ज्ञात न हो तो ख़ाली छोड़ें।")),
    Code(name="source", label=Bilingual("How it became known", "जानकारी कैसे मिली"), codes=SOURCES, default="complaint",
         is_exported=False),
    Text(name="narrative", label=Bilingual("Other known details", "अन्य ज्ञात विवरण"), sort=CASE_TEXT, longest=20_000,
         help=Bilingual("Do not write names or Aadhaar numbers here.", "यहाँ नाम या आधार संख्या न लिखें।"),
         is_exported=False),
)  # fmt: skip
PERSON_FIELDS: tuple[Declared, ...] = (
    Code(name="role", label=Bilingual("Role in the case", "प्रकरण में भूमिका"), codes=PERSON_ROLES, is_amended=False),
    Code(name="sex", label=Bilingual("Sex", "लिंग"), codes=SEXES, default="unknown"),
    Number(name="age", label=Bilingual("Age in years", "आयु (वर्ष)"), most=OLDEST,
           refused=Bilingual("An age from 0 to {n} years.", "आयु 0 से {n} वर्ष तक।")),
    Code(name="age_band", label=Bilingual("or age group", "या आयु-वर्ग"), codes=AGE_BANDS, default="unknown"),
)  # fmt: skip
