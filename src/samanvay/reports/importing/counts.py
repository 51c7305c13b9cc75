"""Counts of a report as columns of a sheet: a figure as a whole, and by sex and age where the sheet tells them."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from samanvay.cases.kinds import SEXES
from samanvay.importing import Field, Kind
from samanvay.kernel.bilingual import Bilingual

from ..figures import BANDS, FIGURES, LARGEST, UNKNOWN, Cell, whole

FIGURE_ALIASES: dict[str, tuple[str, ...]] = {
    "cases": ("FIRs", "Cases", "No of cases", "मामले", "दर्ज मामले", "मुकदमे"),
    "rescued": ("Rescued", "Persons rescued", "Victims rescued", "मुक्त", "मुक्त कराए गए", "बरामद"),
    "arrested": ("Arrested", "Arrests", "गिरफ्तार", "गिरफ्तारी"),
    "missing": ("Missing", "Reported missing", "Persons missing", "गुमशुदा", "लापता"),
    "traced": ("Traced", "Recovered", "Missing traced", "बरामद गुमशुदा"),
    "sensitised": ("Awareness programmes", "Programmes", "जागरूकता कार्यक्रम", "कार्यक्रम"),
    "reached": ("People reached", "Participants", "प्रतिभागी"),
}
TOTALS = ("Total", "All", "कुल", "योग")
# How sheets call those of a sex and an age. "Female" alone says no age; "Girl" and "Woman" do.
PERSONS: dict[tuple[str, str], tuple[str, ...]] = {
    ("female", "child"): (
        *("Girl", "Girls", "Minor girls", "Girl child", "Female child", "Female children", "Female minor"),
        *("Female under 18", "Female below 18", "F under 18", "F below 18"),
        *("बालिका", "बालिकाएँ", "बालिकायें", "बालिकाएं", "लड़की", "लड़कियाँ", "नाबालिग लड़की", "महिला 18 से कम"),
    ),
    ("male", "child"): (
        *("Boy", "Boys", "Minor boys", "Boy child", "Male child", "Male children", "Male minor"),
        *("Male under 18", "Male below 18", "M under 18", "M below 18"),
        *("बालक", "बालकों", "लड़का", "लड़के", "नाबालिग लड़का", "पुरुष 18 से कम"),
    ),
    ("transgender", "child"): ("Transgender child", "Transgender under 18", "Transgender below 18"),
    (UNKNOWN, "child"): (
        *("Child", "Children", "Minor", "Minors", "Under 18", "Below 18", "बच्चे", "बच्चा", "नाबालिग", "अवयस्क"),
        "18 से कम",
    ),
    ("female", "adult"): (
        *("Woman", "Women", "Adult female", "Adult women", "Female adult", "Female adults"),
        *("Female above 18", "Female 18 and over", "F above 18", "वयस्क महिला", "बालिग महिला", "महिला 18 से अधिक"),
    ),
    ("male", "adult"): (
        *("Man", "Men", "Adult male", "Adult men", "Male adult", "Male adults"),
        *("Male above 18", "Male 18 and over", "M above 18", "वयस्क पुरुष", "बालिग पुरुष", "पुरुष 18 से अधिक"),
    ),
    ("transgender", "adult"): ("Transgender adult", "Adult transgender", "Transgender above 18"),
    (UNKNOWN, "adult"): ("Adult", "Adults", "Above 18", "Over 18", "वयस्क", "बालिग", "18 से अधिक"),
    ("female", UNKNOWN): ("Female", "Females", "F", "महिला", "महिलाएँ", "महिलाएं", "स्त्री"),
    ("male", UNKNOWN): ("Male", "Males", "M", "पुरुष"),
    ("transgender", UNKNOWN): ("Transgender", "TG", "Third gender", "ट्रांसजेंडर", "किन्नर"),
}


def figure_fields() -> Iterator[Field]:
    """Give the columns of figures, each as a whole."""
    for code, kind in FIGURES.items():
        names = FIGURE_ALIASES[code]
        totals = tuple(_pairs(names, TOTALS)) if kind.by_person else ()
        yield Field(code, kind.words, Kind.INTEGER, maximum=LARGEST, aliases=(*names, *totals))


def person_fields() -> Iterator[Field]:
    """Give the columns of persons by sex and age."""
    for code, (sex, band) in product((code for code, kind in FIGURES.items() if kind.by_person), PERSONS):
        yield Field(
            Cell(code, sex, band).name,
            _words(code, sex, band),
            Kind.INTEGER,
            maximum=LARGEST,
            aliases=tuple(_pairs((FIGURES[code].words.en, FIGURES[code].words.hi, *FIGURE_ALIASES[code]),
                                 PERSONS[sex, band])),
            # "Rescued male" is nearer to "rescued female" than a guess may be.
            is_exact=True,
        )  # fmt: skip


def _pairs(figures: Iterable[str], persons: Iterable[str]) -> Iterator[str]:
    """Give the names of a column that counts such persons, as one header or as two rows of it."""
    for figure, person in product(figures, persons):
        yield from (f"{figure} {person}", f"{person} {figure}")


def _words(code: str, sex: str, band: str) -> Bilingual:
    figure, who, age = FIGURES[code].words, SEXES[sex], BANDS[band]
    parts = [(who.en, who.hi)] if sex != UNKNOWN else [("Sex not known", "लिंग अज्ञात")]
    parts += [(age.en, age.hi)]
    return Bilingual(
        f"{figure.en}: {', '.join(en for en, _hi in parts)}", f"{figure.hi}: {', '.join(hi for _en, hi in parts)}"
    )


def counted(values: Mapping[str, object]) -> dict[Cell, int]:
    """Return the numbers of a row by cell; what a total has beyond its parts is of unknown sex and age."""
    found: dict[Cell, int] = {}
    for code in FIGURES:
        parts = _parts(values, code)
        found |= parts
        total = values.get(code)
        if isinstance(total, int) and (total > sum(parts.values()) or not parts):
            found[whole(code)] = total - sum(parts.values())
    return found


def says_a_count(values: Mapping[str, object]) -> bool:
    """Tell whether any count of a row is said."""
    return any(values.get(code) is not None for code in FIGURES) or any(_parts(values, code) for code in FIGURES)


def counts_add_up(values: Mapping[str, object]) -> Iterable[tuple[str, Bilingual]]:
    """Expect parts that do not exceed their total, and no sex told both as a whole and by age without one."""
    for code in FIGURES:
        parts, total = _parts(values, code), values.get(code)
        said = sum(parts.values())
        if isinstance(total, int) and said > total:
            yield (
                code,
                Bilingual(
                    f"at least {said}, which is what the columns by sex and age make; or leave one of these out",
                    f"कम से कम {said}, जो लिंग व आयु के कॉलमों का योग है; या उनमें से कोई कॉलम छोड़ें",
                ),
            )
        elif total is None:
            yield from _told_twice(code, parts)


def _told_twice(code: str, parts: Mapping[Cell, int]) -> Iterator[tuple[str, Bilingual]]:
    for sex in SEXES:
        by_age = sum(parts.get(Cell(code, sex, band), 0) for band in ("child", "adult"))
        if sex != UNKNOWN and by_age and parts.get(Cell(code, sex, UNKNOWN)):
            yield (
                Cell(code, sex, UNKNOWN).name,
                Bilingual(
                    "a total beside it, to show whether the age columns are part of this number",
                    "साथ में कुल संख्या, ताकि ज्ञात हो कि आयु के कॉलम इसी संख्या में सम्मिलित हैं या नहीं",
                ),
            )


def _parts(values: Mapping[str, object], code: str) -> dict[Cell, int]:
    if not FIGURES[code].by_person:
        return {}
    cells = (Cell(code, sex, band) for sex, band in PERSONS)
    return {cell: number for cell in cells if isinstance(number := values.get(cell.name), int)}
