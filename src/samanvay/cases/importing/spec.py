"""What a sheet of cases expects: its columns and the names under which offices write them."""

from collections.abc import Iterable, Mapping
from typing import Any

from samanvay.importing import Choice, Field, ImportSpec, Kind
from samanvay.kernel.bilingual import Bilingual
from samanvay.recording.checks import MOST_PEOPLE
from samanvay.recording.fields import Code, Codes

from ..fields import CASE_FIELDS
from ..kinds import EventKind, LegRole

COUNTED = {
    "rescued": EventKind.RESCUE,
    "intercepted": EventKind.INTERCEPTION,
    "missing": EventKind.MISSING,
    "arrested": EventKind.ARREST,
}
"""The columns that count people, each with the event that it tells of."""
WAY = {
    "way_source": LegRole.SOURCE,
    "way_transit": LegRole.TRANSIT,
    "way_stopover": LegRole.STOPOVER,
    "way_destination": LegRole.DESTINATION,
}
"""The columns that tell the way, each with what its places are on it."""

FORM_ALIASES: dict[str, tuple[str, ...]] = {
    "sexual_exploitation": ("Prostitution", "CSE", "Flesh trade", "ITPA", "देह व्यापार", "वेश्यावृत्ति", "deh vyapar"),
    "bonded_labour": ("Bonded", "Bandhua", "बंधुआ", "बंधुआ मज़दूरी", "बन्धुआ मजदूरी"),
    "child_labour": ("Child labor", "CL", "बालश्रम", "बाल मजदूरी", "bal shram"),
    "forced_labour": ("Forced labor", "Labour", "बेगार", "जबरन मजदूरी", "बलात् श्रम"),
    "domestic_servitude": ("Domestic work", "Domestic help", "घरेलू कार्य", "घरेलू काम"),
    "begging": ("Beggary", "भीख", "भीख मंगवाना", "bhiksha"),
    "forced_marriage": ("Marriage", "Bride trafficking", "विवाह", "शादी", "shaadi"),
    "illegal_adoption": ("Adoption", "Sale of child", "बच्चा बेचना"),
    "organ_removal": ("Organ removal", "Organ trade", "Organs", "अंग व्यापार"),
    "forced_criminality": ("Forced criminality",),
    "other": ("Others", "Misc", "Any other"),
}
LURE_ALIASES: dict[str, tuple[str, ...]] = {
    "job": ("Employment", "Work", "Job offer", "काम", "रोजगार", "naukri"),
    "marriage": ("Shaadi", "शादी", "प्रेम", "Love"),
    "debt": ("Loan", "Advance", "उधार", "पेशगी", "karz"),
    "kin": ("Relative", "Relatives", "Known person", "परिचित", "रिश्तेदारी"),
    "force": ("Abduction", "Kidnapped", "अपहरण", "जबरदस्ती"),
    "other": ("Others", "Unknown", "अज्ञात"),
}
SOURCE_ALIASES: dict[str, tuple[str, ...]] = {
    "complaint": ("FIR", "Complaint", "Complainant", "एफआईआर", "वादी", "तहरीर"),
    "raid": ("Raids", "दबिश"),
    "checking": ("Checking", "Patrolling", "Border check", "चेकिंग", "गश्त"),
    "helpline": ("112", "1098", "181", "1090", "Childline", "Helpline", "चाइल्डलाइन", "हेल्पलाइन"),
    "partner": ("NGO", "Informer", "Mukhbir", "Citizen", "संस्था", "मुखबिर"),
    "report": ("प्रतिवेदन", "स्थिति प्रतिवेदन"),
    "missing_report": ("Missing", "GD missing", "गुमशुदगी"),
    "other_unit": ("GRP", "RPF", "SSB", "Other state"),
}


def _coded(name: str, also: Mapping[str, tuple[str, ...]], **said: Any) -> Field:
    """Return the column of a coded field of a case; ``also`` are the ways in which sheets write its codes."""
    field = next(each for each in CASE_FIELDS if each.name == name)
    assert isinstance(field, Code | Codes)
    choices = tuple(Choice(code, label, also.get(code, ())) for code, label in field.codes.items())
    return Field(name, field.label, Kind.CHOICE, choices=choices, many=isinstance(field, Codes), **said)


def says_where(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect a place of one kind or another."""
    if not (values.get("district") or values.get("station") or values.get("place")):
        yield "district", Bilingual("the district, the station or the place", "जनपद, थाना या स्थान")


def _count(code: str, words: Bilingual, aliases: tuple[str, ...]) -> Field:
    return Field(code, words, Kind.INTEGER, maximum=MOST_PEOPLE, aliases=aliases)


def cases_spec(home_state: str) -> ImportSpec:
    """Return the spec of a sheet of cases; the same for every state."""
    return ImportSpec("cases", FIELDS, rules=(says_where,), is_once=True)


FIELDS = (
    Field(
        "what", Bilingual("What happened", "घटना"), required=True, max_length=20_000,
        aliases=("What", "Brief", "Brief facts", "Brief of the case", "Facts", "Incident", "Details", "Summary",
                 "घटना का संक्षिप्त विवरण", "संक्षिप्त विवरण", "घटना का विवरण", "विवरण", "ghatna", "vivran"),
    ),
    Field(
        "occurred", Bilingual("Date", "दिनांक"), Kind.PARTIAL_DATE, past=True,
        aliases=("Date of incident", "Date of rescue", "Incident date", "Dt", "Dated", "घटना की तिथि", "घटना दिनांक",
                 "तिथि", "दि०", "तारीख", "dinank"),
    ),
    Field(
        "district", Bilingual("District", "जनपद"), Kind.PLACE,
        aliases=("Distt", "Dist", "District name", "Commissionerate", "जिला", "ज़िला", "जनपद का नाम", "janpad", "zila"),
    ),
    Field(
        "station", Bilingual("Police station", "थाना"), Kind.PLACE,
        aliases=("PS", "P.S.", "Thana", "Station", "Name of PS", "थाने का नाम", "थाना क्षेत्र"),
        help=Bilingual(
            "A station that is not in the directory is saved as text; its district is the place.",
            "जो थाना निर्देशिका में नहीं है वह पाठ के रूप में रहता है; स्थान उसका जनपद होता है।",
        ),
    ),
    Field(
        "place", Bilingual("Place", "स्थान"), Kind.PLACE,
        aliases=("Place of incident", "Place of rescue", "Location", "घटनास्थल", "घटना स्थल", "sthan"),
    ),
    Field(
        "way_source", Bilingual("Taken from", "कहाँ से ले जाए गए"), Kind.PLACE, is_exact=True,
        aliases=("Source area", "Source place", "Source district", "Source state", "Native place", "From place",
                 "मूल स्थान", "मूल जनपद", "कहाँ से"),
    ),
    Field(
        "way_transit", Bilingual("Passed through", "किन स्थानों से होकर"), Kind.PLACE, many=True, is_exact=True,
        aliases=("Via", "Route", "Transit", "Transit point", "Transit points", "मार्ग", "होकर"),
    ),
    Field(
        "way_stopover", Bilingual("Kept at", "कहाँ रखे गए"), Kind.PLACE, many=True, is_exact=True,
        aliases=("Stop-over", "Stopover", "Stop over", "Kept on the way at", "पड़ाव", "ठहराव"),
    ),
    Field(
        "way_destination", Bilingual("Bound for", "कहाँ ले जाए जा रहे थे"), Kind.PLACE, is_exact=True,
        aliases=("Destination", "Destination place", "To place", "Being taken to", "गंतव्य", "गन्तव्य"),
    ),
    _coded("forms", FORM_ALIASES,
          aliases=("Form", "शोषण का रूप", "Type", "Type of trafficking", "Purpose", "प्रकार", "उद्देश्य", "शोषण")),
    _coded("lures", LURE_ALIASES,
          aliases=("Means", "Pretext", "Lured by", "Modus operandi", "बहाना", "झाँसा")),
    _coded("source", SOURCE_ALIASES,
          aliases=("Source", "सूचना का स्रोत", "Source of information", "Information from", "How known", "स्रोत", "सूचना"),
          help=Bilingual("Empty: an FIR where one is named, else a situation report.",
                         "ख़ाली हो तो: एफआईआर दी हो तो एफआईआर, अन्यथा स्थिति रिपोर्ट।")),
    _count("people", Bilingual("Victims", "पीड़ितों की संख्या"),
           ("No of victims", "Number of victims", "Total victims", "People", "Persons", "पीड़ित", "कुल पीड़ित")),
    _count("rescued", Bilingual("Rescued", "मुक्त"),
           ("No rescued", "Persons rescued", "Children rescued", "मुक्त कराए गए", "मुक्त बच्चे", "बरामद", "mukt")),
    _count("intercepted", Bilingual("Intercepted", "रोके गए"), ("No intercepted", "Persons intercepted", "रोका गया")),
    _count("missing", Bilingual("Reported missing", "गुमशुदा"), ("Missing", "No missing", "गुमशुदगी")),
    _count("arrested", Bilingual("Arrested", "गिरफ़्तार"),
           ("No arrested", "Accused arrested", "Arrests", "गिरफ्तार", "गिरफ्तार अभियुक्त", "गिरफ्तारी", "giraftar")),
    Field("fir_no", Bilingual("FIR number", "मु०अ०सं०"), max_length=60,
          aliases=("FIR", "FIR No", "Crime No", "Cr No", "Case crime no", "एफआईआर सं०", "अपराध संख्या",
                   "मुकदमा अपराध संख्या", "मु0अ0सं0")),
    Field("fir_on", Bilingual("Date of FIR", "एफआईआर दिनांक"), Kind.PARTIAL_DATE, past=True,
          aliases=("FIR date", "Date of registration", "पंजीकरण तिथि")),
    Field("sections", Bilingual("Sections", "धारा"), max_length=200,
          aliases=("U/s", "Under section", "Section of law", "धाराएँ", "धारायें", "अन्तर्गत धारा")),
    Field("action", Bilingual("Action taken", "की गई कार्यवाही"), max_length=5_000,
          aliases=("Action", "Remarks", "Present status", "कार्यवाही", "टिप्पणी", "अभ्युक्ति")),
)  # fmt: skip
