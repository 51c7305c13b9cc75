"""What is compared of a missing and a found person, and in which named levels.

A field falls into one level a pair, the first of its list that applies, or into none where one side does not know.
A level's match weight is log2(m / u) (Fellegi and Sunter, 1969): m, how often the same person falls there, is learned;
u, how often a stranger does, is for most levels the share of the register that falls there beside this very record
(`by_share`), so that a rare name weighs more than a common one. Nothing here knows caste, religion or a face.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# A share is kept as its rarity class: half bits, so 12 is one in 2**6 = 64.
CLASSES = 64
LARGEST_CLASS = 31  # of one token; two added stay below CLASSES
STEPS = 256  # a weight is a whole number of 1/256 bits: sums are exact in every engine


class Kind(StrEnum):
    """How a field is held: a set of coded words, or whole numbers."""

    WORDS = "words"
    AGE = "age"
    HEIGHT = "height"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two records agree or not; `en` and `hi` say it to a person.

    Where `by_share` holds, u is the share of the left register that falls here beside the right record.
    """

    name: str
    en: str
    hi: str
    by_share: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """What is compared, with its levels, the closest first.

    `share` is what a word's share is taken to be before anything is counted, worth `SHARE_ROWS` rows.
    """

    name: str
    en: str
    hi: str
    kind: Kind
    levels: tuple[Level, ...]
    share: float = 0.01

    @property
    def alike(self) -> int:
        """How many of the levels, from the first, are told by the likeness of two words."""
        return 3 if self.name == "given" else len(self.levels) - 1

    def level(self, name: str) -> int:
        """Return the number of a level. Raises KeyError where there is none."""
        for number, level in enumerate(self.levels):
            if level.name == name:
                return number
        raise KeyError(f"{self.name} has no level {name!r}")


SHARE_ROWS = 40


def _words(name: str, en: str, hi: str, share: float, *levels: Level) -> Field:
    return Field(name, en, hi, Kind.WORDS, levels, share)


def _named(name: str, en: str, hi: str, share: float) -> Field:
    return _words(
        name, en, hi, share,
        Level("same", f"{en}: sounds the same", f"{hi}: सुनने में एक ही"),
        Level("near", f"{en}: sounds almost the same", f"{hi}: सुनने में लगभग एक"),
        Level("loose", f"{en}: resembles", f"{hi}: मिलता-जुलता"),
        Level("other", f"{en}: differs", f"{hi}: अलग है", by_share=False),
    )  # fmt: skip


# Days from the missing day to the found one; a few days before are a slip of the pen.
SLACK_DAYS = 3
DATE_DAYS = (30, 90, 180, 365, 730)
AGE_MONTHS = (0, 12, 24, 48)  # between the two spans in which the person was born
HEIGHT_CM = (4, 9)  # between the heights that each would reach, grown up
NEAR_KM = 75

FIELDS = (
    _words(
        "given", "Given name", "नाम", 2**-7,
        Level("same", "The given name sounds the same", "नाम सुनने में एक ही है"),
        Level("near", "The given name sounds almost the same", "नाम सुनने में लगभग एक है"),
        Level("loose", "The given name resembles", "नाम मिलता-जुलता है"),
        Level("swapped", "Given and family name are swapped", "नाम और उपनाम की अदला-बदली हुई है"),
        Level("crossed", "The one name told is the other's family name", "बताया गया अकेला नाम दूसरे का उपनाम है"),
        Level("other", "The given name differs", "नाम अलग है", by_share=False),
    ),
    _words(
        "family", "Family name", "उपनाम", 2**-6,
        Level("same", "The family name sounds the same", "उपनाम सुनने में एक ही है"),
        Level("near", "The family name sounds almost the same", "उपनाम सुनने में लगभग एक है"),
        Level("loose", "The family name resembles", "उपनाम मिलता-जुलता है"),
        Level("other", "The family name differs", "उपनाम अलग है", by_share=False),
    ),
    _words(
        "honorific", "Second name", "दूसरा नाम", 2**-3,
        Level("same", "The second name is the same (Devi, Kumar, …)", "दूसरा नाम एक ही है (देवी, कुमार, …)"),
        Level("other", "The second name is another", "दूसरा नाम अलग है", by_share=False),
    ),
    _named("father", "Father's name", "पिता का नाम", 2**-8),
    _named("mother", "Mother's name", "माता का नाम", 2**-8),
    _named("spouse", "Husband's or wife's name", "पति या पत्नी का नाम", 2**-8),
    _words(
        "sex", "Sex", "लिंग", 0.5,
        Level("same", "The same sex", "एक ही लिंग"),
        Level("other", "Another sex is written down", "दूसरा लिंग लिखा है"),
    ),
    Field("age", "Age", "आयु", Kind.AGE, (
        Level("same", "The ages agree, with the time between", "बीते समय को जोड़कर आयु मेल खाती है"),
        Level("year", "The ages are up to a year apart", "आयु में एक वर्ष तक का अंतर है"),
        Level("two_years", "The ages are up to two years apart", "आयु में दो वर्ष तक का अंतर है"),
        Level("four_years", "The ages are up to four years apart", "आयु में चार वर्ष तक का अंतर है"),
        Level("far", "The ages are more than four years apart", "आयु में चार वर्ष से अधिक का अंतर है"),
    ), 0.2),
    Field("height", "Height", "कद", Kind.HEIGHT, (
        Level("same", "The heights agree, with growth", "बढ़त को जोड़कर कद मेल खाता है"),
        Level("near", "The heights nearly agree, with growth", "बढ़त को जोड़कर कद लगभग मेल खाता है"),
        Level("other", "The heights differ", "कद अलग है"),
    ), 0.3),
    Field("date", "Days between", "बीच के दिन", Kind.DATE, (
        Level("before", "Found before the other went missing: cannot be", "लापता होने से पहले मिला व्यक्ति: संभव नहीं"),
        Level("month", "Found within a month", "एक माह के भीतर मिला"),
        Level("quarter", "Found within three months", "तीन माह के भीतर मिला"),
        Level("half", "Found within six months", "छह माह के भीतर मिला"),
        Level("year", "Found within a year", "एक वर्ष के भीतर मिला"),
        Level("two_years", "Found within two years", "दो वर्ष के भीतर मिला"),
        Level("later", "Found more than two years later", "दो वर्ष से अधिक बाद मिला"),
    ), 0.15),
    _words(
        "place", "Home", "घर", 2**-9,
        Level("same", "The same district", "एक ही ज़िला"),
        Level("near", f"Districts side by side, or within {NEAR_KM} km", f"पास-पास के ज़िले, या {NEAR_KM} किमी के भीतर"),
        Level("within", "One names a district, the other only its state", "एक में ज़िला है, दूसरे में केवल उसका राज्य"),
        Level("state", "The same state, another district", "एक ही राज्य, दूसरा ज़िला"),
        Level("other", "Another state", "दूसरा राज्य", by_share=False),
    ),
    _words(
        "language", "Language", "भाषा", 0.05,
        Level("same", "A language in common", "एक भाषा समान है"),
        Level("other", "No language in common", "कोई भाषा समान नहीं", by_share=False),
    ),
    _words(
        "marks", "Marks on the body", "शरीर के चिह्न", 2**-6,
        Level("several", "Several marks agree", "कई चिह्न मेल खाते हैं"),
        Level("same", "A mark agrees", "एक चिह्न मेल खाता है"),
        Level("near", "A mark agrees but for its side or kind", "एक चिह्न मेल खाता है, केवल ओर या प्रकार अलग है"),
        Level("other", "No mark agrees", "कोई चिह्न मेल नहीं खाता", by_share=False),
    ),
    _words(
        "phone", "Telephone", "दूरभाष", 2**-12,
        Level("same", "The same telephone number", "एक ही दूरभाष संख्या"),
        Level("other", "Another telephone number", "दूसरी दूरभाष संख्या", by_share=False),
    ),
    _words(
        "companions", "Who was with them", "साथ के लोग", 2**-7,
        Level("same", "Somebody of the same name went missing and was found with them",
              "इसी नाम का कोई साथ लापता हुआ और साथ मिला"),
        Level("near", "Somebody of almost the same name went missing and was found with them",
              "लगभग इसी नाम का कोई साथ लापता हुआ और साथ मिला"),
        Level("other", "Others were with them", "साथ के लोग दूसरे थे", by_share=False),
    ),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)
AT = {name: number for number, name in enumerate(NAMES)}


def field_of(name: str) -> Field:
    """Return a field by its name. Raises KeyError where there is none."""
    return FIELDS[AT[name]]
