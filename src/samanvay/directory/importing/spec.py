"""What a list of officers expects: its columns, the names under which offices write them, and what fits together."""

from collections.abc import Iterable, Mapping

from samanvay.access.roles import BY_CODE, ROLES
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Unit
from samanvay.importing import Choice, Field, ImportSpec, Kind
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual

_COMPARTMENT = Bilingual("a role of {compartment}, the unit's department", "{compartment} की भूमिका, जो इकाई का विभाग है")

SEXES = (
    Choice("female", Bilingual("Female", "महिला"), ("F", "W", "Woman", "स्त्री", "म")),
    Choice("male", Bilingual("Male", "पुरुष"), ("M", "Man", "पु", "पु०")),
    Choice("other", Bilingual("Other", "अन्य"), ("O", "T", "Transgender")),
)
LANGUAGES = (
    Choice("hi", Bilingual("Hindi", "हिन्दी"), ("हिंदी", "H")),
    Choice("en", Bilingual("English", "अंग्रेज़ी"), ("E", "अंग्रेजी")),
)

# Ways in which offices write roles, beside the names of the table of roles.
ROLE_ALIASES: dict[str, tuple[str, ...]] = {
    "state_nodal_officer": ("Nodal officer", "नोडल अधिकारी"),
    "home_secretary": ("Secretary Home", "Principal Secretary Home", "ACS Home", "प्रमुख सचिव गृह", "सचिव गृह"),
    "district_magistrate": ("DM", "D.M.", "डीएम", "जिला मजिस्ट्रेट"),
    "divisional_commissioner": ("Commissioner", "आयुक्त"),
    "range_officer": ("IG Range", "DIG Range", "आईजी रेंज"),
    "police_chief": ("SSP", "SP", "CP", "Superintendent of Police", "पुलिस अधीक्षक", "एसपी", "एसएसपी"),
    "ahtu_in_charge": ("AHTU", "AHTU incharge", "AHTU I/C", "प्रभारी एएचटीयू", "एएचटीयू"),
    "station_officer": ("SHO", "SO", "Inspector in charge", "थानाध्यक्ष", "प्रभारी निरीक्षक", "एसएचओ"),
    "women_help_desk": ("WHD", "Mahila help desk", "महिला हेल्पडेस्क"),
    "recruit": ("Recruit", "Probationer", "Trainee", "Cadet", "PSI", "रिक्रूट", "परिवीक्षाधीन", "प्रशिक्षु"),
    "railway_police": ("GRP", "RPF", "जीआरपी", "आरपीएफ"),
    "border_police": ("SSB", "एसएसबी"),
    "dcpu": ("DCPU", "DCPO", "Child protection officer", "डीसीपीयू", "जिला बाल संरक्षण अधिकारी"),
    "cwc_member": ("CWC", "CWC member", "CWC chairperson", "सीडब्ल्यूसी"),
    "probation_officer": ("PO", "DPO", "प्रोबेशन अधिकारी", "जिला प्रोबेशन अधिकारी"),
    "labour_officer": ("ALC", "Labour Enforcement Officer", "श्रम प्रवर्तन अधिकारी"),
    "prosecutor": ("APO", "SPP", "ADGC", "अभियोजन अधिकारी"),
    "legal_services": ("DLSA", "Secretary DLSA", "सचिव विधिक सेवा"),
    "lawyer": ("Advocate", "Vakil", "Counsel", "वकील", "एडवोकेट"),
    "panchayat_representative": ("Pradhan", "Sarpanch", "Gram Pradhan", "Panchayat member", "प्रधान", "ग्राम प्रधान"),
    "doctor": ("MO", "CMO", "Medical officer", "चिकित्साधिकारी"),
    "shelter_superintendent": ("Superintendent of home", "अधीक्षिका"),
}


def officers_spec(home_state: str) -> ImportSpec:
    """Return the spec of a list of officers of a state; its open units are the choices of the unit column."""
    units = list(Unit.objects.open(clock.today()).filter(home_state=home_state).order_by("name"))
    compartment = {str(unit.id): unit.compartment for unit in units}

    def role_fits_unit(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
        role, unit = str(values.get("role") or ""), str(values.get("unit") or "")
        if role and unit and BY_CODE[role].compartment != compartment[unit]:
            yield "role", _COMPARTMENT.format(compartment=COMPARTMENTS[compartment[unit]])

    return ImportSpec("officers", _fields(units), key=("employee_no",), rules=(role_fits_unit,))


def unit_choice(unit: Unit) -> Choice:
    """Return a unit as a choice of a column, with the ways in which offices write it."""
    plain = unit.name.replace(",", " ")
    aliases = [unit.code, plain]
    if unit.kind == "district_police":
        place = unit.name.removeprefix("District Police ")
        aliases += [f"SP {place}", f"SSP {place}", f"{place} Police", f"Police {place}"]
    if unit.kind == "ahtu":
        place = unit.name.removeprefix("AHTU ")
        aliases += [f"Anti Human Trafficking Unit {place}", f"A.H.T.U. {place}", f"{place} AHTU"]
    if unit.kind == "station":
        place = plain.removeprefix("PS ")
        aliases += [f"Thana {place}", f"Police Station {place}", f"{place} PS", place]
    if unit.kind == "district_office":
        place = unit.name.removeprefix("District Magistrate ")
        aliases += [f"DM Office {place}", f"Collectorate {place}", f"DM {place}"]
    if unit.kind == "help_desk":
        place = unit.name.removeprefix("Women Help Desk ")
        aliases += [f"Mahila Help Desk {place}", f"WHD {place}"]
    return Choice(str(unit.id), unit.names, tuple(aliases))


def _fields(units: list[Unit]) -> tuple[Field, ...]:
    return (
        Field(
            "employee_no", Bilingual("Employee number", "कर्मचारी संख्या"), Kind.CODE, required=True,
            pattern=r"[A-Z0-9][A-Z0-9/_.\-]{1,23}", example="AHTU-0142",
            aliases=("Employee No", "Emp No", "Employee ID", "EmpID", "PNO", "PNO No", "Emp Code", "कर्मचारी सं०",
                     "कर्मचारी कोड", "पीएनओ", "पीएनओ संख्या"),
        ),
        Field(
            "name", Bilingual("Name", "नाम"), required=True, max_length=120,
            aliases=("Name of officer", "Officer name", "Officer", "Full name", "अधिकारी का नाम", "नाम अधिकारी"),
        ),
        Field(
            "name_hi", Bilingual("Name in Hindi", "हिन्दी में नाम"), max_length=120,
            aliases=("Name (Hindi)", "Hindi name", "नाम (हिन्दी)", "नाम हिंदी"),
        ),
        Field(
            "rank", Bilingual("Rank", "पद"), max_length=60,
            aliases=("Designation", "Post", "पदनाम", "रैंक"),
        ),
        Field("sex", Bilingual("Sex", "लिंग"), Kind.CHOICE, choices=SEXES, aliases=("Gender", "M/F")),
        Field(
            "phone", Bilingual("Telephone", "फ़ोन"), Kind.PHONE,
            aliases=("Mobile", "Mobile No", "Phone", "Phone number", "CUG", "CUG No", "मोबाइल", "मोबाइल नं०",
                     "मोबाइल नंबर", "सीयूजी नंबर", "दूरभाष"),
        ),
        Field(
            "email", Bilingual("E-mail", "ई-मेल"), Kind.CODE, pattern=r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+",
            example="officer@example.org", aliases=("Email", "Email ID", "Mail", "ईमेल", "ई-मेल आईडी"),
        ),
        Field(
            "service", Bilingual("Service", "सेवा"), max_length=60,
            aliases=("Cadre", "Department", "विभाग", "संवर्ग"),
        ),
        Field(
            "unit", Bilingual("Unit", "इकाई"), Kind.CHOICE, required=True,
            choices=tuple(unit_choice(unit) for unit in units),
            aliases=("Posted at", "Place of posting", "Posting", "Office", "Present posting", "तैनाती",
                     "तैनाती स्थल", "वर्तमान तैनाती", "कार्यालय"),
        ),
        Field(
            "role", Bilingual("Role", "भूमिका"), Kind.CHOICE, required=True,
            choices=tuple(
                Choice(role.code, role.name, (role.code, *ROLE_ALIASES.get(role.code, ()))) for role in ROLES
            ),
            aliases=("Charge", "Work", "Duty", "कार्य", "दायित्व", "कार्यभार"),
        ),
        Field(
            "since", Bilingual("Posted since", "तैनाती तिथि"), Kind.DATE,
            aliases=("Since", "From", "Date of posting", "Date of joining", "Joining date", "कब से",
                     "तैनाती की तिथि", "तैनाती दिनांक", "कार्यभार ग्रहण तिथि"),
        ),
        Field(
            "order_no", Bilingual("Order number", "आदेश संख्या"), max_length=80,
            aliases=("Order No", "Order", "GO No", "आदेश सं०"),
        ),
        Field(
            "language", Bilingual("Language", "भाषा"), Kind.CHOICE, choices=LANGUAGES,
            aliases=("Preferred language",),
        ),
    )  # fmt: skip
