"""What a sealed box may hold, who of a case team may open it and for what purpose: all as data."""

from dataclasses import dataclass
from enum import StrEnum

from samanvay.kernel.bilingual import Bilingual


class Group(StrEnum):
    """A field group: the unit of sealing, of opening and of breaking the glass."""

    CONTACT = "contact"
    COUNSELLING = "counselling"
    IDENTITY = "identity"
    ITEM = "item"
    MEDICAL = "medical"
    SCREENING = "screening"
    STATEMENT = "statement"
    TRACING = "tracing"


class Shape(StrEnum):
    """How a field is written and checked."""

    LINE = "line"
    PHONE = "phone"
    VEHICLE = "vehicle"
    TEXT = "text"


LONGEST = {Shape.LINE: 200, Shape.PHONE: 60, Shape.VEHICLE: 20, Shape.TEXT: 20_000}


@dataclass(frozen=True, slots=True)
class BoxField:
    """One field of a group."""

    name: str
    label: Bilingual
    shape: Shape = Shape.LINE


def _field(name: str, en: str, hi: str, shape: Shape = Shape.LINE) -> BoxField:
    return BoxField(name, Bilingual(en, hi), shape)


FIELDS: dict[Group, tuple[BoxField, ...]] = {
    Group.IDENTITY: (
        _field("given", "Name", "नाम"),
        _field("surname", "Surname", "उपनाम"),
        _field("alias", "Also called", "अन्य नाम"),
        _field("father", "Father's name", "पिता का नाम"),
        _field("mother", "Mother's name", "माता का नाम"),
        _field("spouse", "Husband's or wife's name", "पति या पत्नी का नाम"),
        _field("birth", "Date of birth", "जन्म तिथि"),
        _field("village", "Village or town", "गाँव या नगर"),
        _field("district", "District", "जनपद"),
        _field("nationality", "Nationality", "राष्ट्रीयता"),
        _field("marks", "Marks of identification", "पहचान चिह्न"),
    ),
    Group.CONTACT: (
        _field("phone", "Telephone", "फ़ोन", Shape.PHONE),
        _field("family_phone", "Family's telephone", "परिवार का फ़ोन", Shape.PHONE),
        _field("address", "Address", "पता", Shape.TEXT),
        _field("relative", "Relative to reach", "संपर्क हेतु परिजन"),
    ),
    Group.MEDICAL: (_field("notes", "Medical notes", "चिकित्सकीय टिप्पणी", Shape.TEXT),),
    Group.STATEMENT: (_field("words", "Statement", "बयान", Shape.TEXT),),
    Group.COUNSELLING: (_field("notes", "Counselling notes", "परामर्श टिप्पणी", Shape.TEXT),),
    Group.TRACING: (
        _field("home_words", "What they say about home, in their own words", "घर के बारे में उनके अपने शब्द", Shape.TEXT),
        _field(
            "kin",
            "Other relatives: names of brothers, sisters, grandparents",
            "अन्य परिजन: भाई, बहन, दादा-दादी के नाम",
            Shape.TEXT,
        ),
        _field("parents_village", "Village of the mother's or father's family", "ननिहाल या पैतृक गाँव"),
        _field("clothes", "Clothes and belongings", "कपड़े और साथ की वस्तुएँ", Shape.TEXT),
        _field("seen_words", "Where last seen, found or kept", "अंतिम बार कहाँ देखे गए, मिले या रखे गए", Shape.TEXT),
        _field("last_seen_with", "Last seen with", "अंतिम बार किसके साथ देखे गए", Shape.TEXT),
        _field("phone", "Phone with them", "उनके पास का फ़ोन", Shape.PHONE),
        _field("vehicle", "Vehicle in which they were seen", "जिस वाहन में देखे गए", Shape.VEHICLE),
        _field("looks", "Build, hair and other appearance", "कद-काठी, बाल और अन्य हुलिया", Shape.TEXT),
    ),
    Group.ITEM: (
        _field("phone", "Telephone number", "फ़ोन नंबर", Shape.PHONE),
        _field("vehicle", "Registration number of the vehicle", "वाहन पंजीकरण संख्या", Shape.VEHICLE),
        _field("pnr", "PNR of the ticket", "टिकट का पीएनआर"),
        _field("number", "Other number", "अन्य संख्या"),
    ),
    Group.SCREENING: (
        _field("answers", "Answers", "उत्तर", Shape.TEXT),
        _field("notes", "Note", "टिप्पणी", Shape.TEXT),
    ),
}
# What is sealed of a person; the numbers of a thing are sealed under the thing, answers under their screening.
OF_A_PERSON: tuple[Group, ...] = tuple(group for group in FIELDS if group not in (Group.ITEM, Group.SCREENING))

GROUP_WORDS: dict[Group, Bilingual] = {
    Group.IDENTITY: Bilingual("Identity", "पहचान"),
    Group.CONTACT: Bilingual("Contact", "संपर्क"),
    Group.MEDICAL: Bilingual("Medical", "चिकित्सा"),
    Group.STATEMENT: Bilingual("Statement", "बयान"),
    Group.COUNSELLING: Bilingual("Counselling", "परामर्श"),
    Group.TRACING: Bilingual("For the search", "तलाश हेतु"),
    Group.ITEM: Bilingual("Numbers", "संख्याएँ"),
    Group.SCREENING: Bilingual("Answers of the screening", "संकेतों की जाँच के उत्तर"),
}


class Purpose(StrEnum):
    """Why a box is opened; kept with every opening."""

    CARE = "care"
    CORRECTION = "correction"
    COURT = "court"
    INVESTIGATION = "investigation"
    RESTORATION = "restoration"
    TRACING = "tracing"


PURPOSE_WORDS: dict[str, Bilingual] = {
    Purpose.INVESTIGATION: Bilingual("Investigation", "विवेचना"),
    Purpose.COURT: Bilingual("Court", "न्यायालय"),
    Purpose.CARE: Bilingual("Care and treatment", "देखरेख एवं उपचार"),
    Purpose.RESTORATION: Bilingual("Return to the family", "परिवार को सुपुर्दगी"),
    Purpose.TRACING: Bilingual("Tracing", "तलाश"),
    Purpose.CORRECTION: Bilingual("Correcting the record", "अभिलेख में सुधार"),
}


class TeamRole(StrEnum):
    """What a person does in a case, which decides the groups they may open."""

    CARE = "care"
    COUNSELLOR = "counsellor"
    DOCTOR = "doctor"
    INVESTIGATOR = "investigator"
    LEAD = "lead"
    LEGAL = "legal"


TEAM_ROLE_WORDS: dict[TeamRole, Bilingual] = {
    TeamRole.LEAD: Bilingual("Leads the case", "प्रकरण प्रभारी"),
    TeamRole.INVESTIGATOR: Bilingual("Investigates", "विवेचक"),
    TeamRole.CARE: Bilingual("Cares for the person", "देखरेख"),
    TeamRole.COUNSELLOR: Bilingual("Counsels", "परामर्शदाता"),
    TeamRole.DOCTOR: Bilingual("Examines and treats", "चिकित्सक"),
    TeamRole.LEGAL: Bilingual("Legal aid and prosecution", "विधिक सहायता एवं अभियोजन"),
}

# Counselling notes are closed even to those who lead the case: nobody speaks freely otherwise. What was seen and asked
# on the way is for the whole team.
MAY_OPEN: dict[TeamRole, frozenset[Group]] = {
    TeamRole.LEAD: frozenset(
        {
            *(Group.IDENTITY, Group.CONTACT, Group.ITEM, Group.MEDICAL, Group.SCREENING, Group.STATEMENT),
            Group.TRACING,
        }
    ),
    TeamRole.INVESTIGATOR: frozenset(
        {
            *(Group.IDENTITY, Group.CONTACT, Group.ITEM, Group.MEDICAL, Group.SCREENING, Group.STATEMENT),
            Group.TRACING,
        }
    ),
    TeamRole.CARE: frozenset({Group.IDENTITY, Group.CONTACT, Group.SCREENING, Group.TRACING}),
    TeamRole.COUNSELLOR: frozenset({Group.IDENTITY, Group.CONTACT, Group.COUNSELLING, Group.SCREENING, Group.TRACING}),
    TeamRole.DOCTOR: frozenset({Group.IDENTITY, Group.MEDICAL, Group.SCREENING}),
    TeamRole.LEGAL: frozenset({Group.IDENTITY, Group.CONTACT, Group.ITEM, Group.SCREENING, Group.STATEMENT}),
}
