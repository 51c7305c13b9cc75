"""What a sheet of members expects: the columns of personnel offices in both languages, and what fits together."""

from collections.abc import Iterable, Mapping

from samanvay.directory.importing.spec import SEXES, unit_choice
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Unit
from samanvay.importing import Choice, Field, ImportSpec, Kind
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay_insight import gazetteer

from .vocabulary import LANGUAGES

SERVICE_ALIASES: dict[str, tuple[str, ...]] = {
    "police": ("Civil police", "PAC", "नागरिक पुलिस"),
    "railway": ("GRP", "RPF", "Railway", "जीआरपी", "आरपीएफ"),
    "border": ("SSB", "Border police", "एसएसबी"),
    "administration": ("Revenue", "Labour", "श्रम विभाग", "राजस्व"),
    "welfare": ("Women and child development", "WCD", "DCPU", "CWC", "महिला कल्याण", "बाल संरक्षण"),
    "justice": ("Prosecution", "Legal services", "Judiciary", "अभियोजन", "विधिक सेवा"),
    "health": ("Medical", "चिकित्सा"),
}


def members_spec(home_state: str) -> ImportSpec:
    """Return the spec of a sheet of members of a state; its open units are the choices of the unit column."""
    units = Unit.objects.open(clock.today()).filter(home_state=home_state).order_by("name")
    return ImportSpec(
        "members", _fields(list(units), _police_of(home_state)), key=("employee_no",), rules=(leave_in_order,)
    )


def leave_in_order(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect a leave that has a first day and does not end before it."""
    first, last = values.get("leave_from"), values.get("leave_until")
    if last and not first:
        yield "leave_from", Bilingual("the first day of the leave", "अवकाश का पहला दिन")
    elif first and last and str(last) < str(first):
        yield "leave_until", Bilingual("the first day or later", "पहले दिन या उसके बाद का दिन")


def _police_of(state: str) -> list[str]:
    """Return how sheets call the police of a state: "UP Police"; an abbreviation's dot may be typed as a zero."""
    place = gazetteer.place(state)
    names = (state.removeprefix("IN-"), place.name, place.name_hi, *place.aliases)
    said = {f"{name} {'Police' if name.isascii() else 'पुलिस'}" for name in names if name}
    return sorted(said | {each.replace(".", "०") for each in said if not each.isascii()})


def _fields(units: list[Unit], police: list[str]) -> tuple[Field, ...]:
    aliases = {**SERVICE_ALIASES, "police": (*SERVICE_ALIASES["police"], *police)}
    return (
        Field("employee_no", Bilingual("Employee number", "कर्मचारी संख्या"), Kind.CODE, required=True,
              pattern=r"[A-Z0-9][A-Z0-9/_.\-]{1,23}", example="P-20411",
              aliases=("Employee No", "Emp No", "Employee ID", "PNO", "PNO No", "Emp Code", "Manav Sampada ID",
                       "कर्मचारी कोड", "पीएनओ", "पीएनओ संख्या", "मानव संपदा आईडी")),
        Field("name", Bilingual("Name", "नाम"), required=True, max_length=120,
              aliases=("Name of officer", "Officer name", "Employee name", "Full name", "कर्मचारी का नाम",
                       "अधिकारी का नाम")),
        Field("name_hi", Bilingual("Name in Hindi", "हिन्दी में नाम"), max_length=120,
              aliases=("Name (Hindi)", "Hindi name", "नाम (हिन्दी)")),
        Field("service", Bilingual("Service", "सेवा"), Kind.CHOICE,
              choices=tuple(Choice(code, words, aliases.get(code, ())) for code, words in COMPARTMENTS.items()),
              aliases=("Cadre", "Department", "विभाग", "संवर्ग")),
        Field("rank", Bilingual("Rank", "पद"), max_length=60, aliases=("Designation", "Post", "पदनाम", "रैंक")),
        Field("sex", Bilingual("Sex", "लिंग"), Kind.CHOICE, choices=SEXES, aliases=("Gender", "M/F")),
        Field("unit", Bilingual("Unit", "इकाई"), Kind.CHOICE, required=True,
              choices=tuple(unit_choice(unit) for unit in units),
              aliases=("Posted at", "Place of posting", "Posting", "Office", "Present posting", "तैनाती", "तैनाती स्थल",
                       "वर्तमान तैनाती", "कार्यालय")),
        Field("languages", Bilingual("Languages", "भाषाएँ"), Kind.CHOICE, many=True,
              choices=tuple(Choice(code, words) for code, words in LANGUAGES.items()),
              aliases=("Language", "Languages known", "भाषा", "ज्ञात भाषाएँ")),
        Field("leave_from", Bilingual("Leave from", "अवकाश से"), Kind.DATE,
              aliases=("On leave from", "Leave start", "अवकाश आरंभ")),
        Field("leave_until", Bilingual("Leave to", "अवकाश तक"), Kind.DATE,
              aliases=("On leave until", "Leave until", "Leave end", "अवकाश समाप्ति")),
        Field("trained_on", Bilingual("Last training attended on", "अंतिम प्रशिक्षण तिथि"), Kind.DATE, past=True,
              aliases=("Last training", "Last trained on",
                       "Trained on", "Date of last training", "प्रशिक्षण तिथि", "अंतिम प्रशिक्षण")),
    )  # fmt: skip
