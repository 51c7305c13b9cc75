"""What is counted in a report, and how finely: the figures, the sexes and the two ages that they are told by.

The law asks one thing of an age in a weekly count: child or grown up. The finer bands of a case are folded to that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from samanvay.cases.kinds import ADULT_BANDS, CHILD_BANDS, SEXES
from samanvay.kernel.bilingual import Bilingual

LARGE = 5_000  # above it the person who types is asked again
LARGEST = 1_000_000
UNKNOWN = "unknown"

BANDS: dict[str, Bilingual] = {
    "child": Bilingual("Under 18", "18 से कम"),
    "adult": Bilingual("18 and over", "18 व अधिक"),
    UNKNOWN: Bilingual("Age not known", "आयु अज्ञात"),
}


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One number of a report: a figure, and of persons their sex and band; both are empty for things."""

    figure: str
    sex: str = ""
    band: str = ""

    @property
    def name(self) -> str:
        """The name of its field in a form."""
        return "-".join(part for part in (self.figure, self.sex, self.band) if part)


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure: its words, and whether it counts persons by sex and band."""

    code: str
    words: Bilingual
    hint: Bilingual
    by_person: bool = False

    @property
    def cells(self) -> list[Cell]:
        if not self.by_person:
            return [Cell(self.code)]
        return [Cell(self.code, sex, band) for sex in SEXES for band in BANDS]


def _kind(
    code: str, words: tuple[str, str], hint: tuple[str, str] = ("", ""), *, by_person: bool = False
) -> FigureKind:
    return FigureKind(code, Bilingual(*words), Bilingual(*hint), by_person)


FIGURES: dict[str, FigureKind] = {
    kind.code: kind
    for kind in (
        _kind("cases", ("Cases registered", "दर्ज प्रकरण")),
        _kind("rescued", ("Persons rescued", "मुक्त कराए गए व्यक्ति"), by_person=True),
        _kind("arrested", ("Accused arrested", "गिरफ्तार अभियुक्त")),
        _kind("missing", ("Persons reported missing", "गुमशुदा दर्ज व्यक्ति"), by_person=True),
        _kind(
            "traced",
            ("Missing persons traced", "बरामद गुमशुदा व्यक्ति"),
            ("Includes persons reported missing in earlier weeks.", "पूर्व सप्ताहों में दर्ज गुमशुदा भी सम्मिलित।"),
            by_person=True,
        ),
        _kind("sensitised", ("Awareness programmes held", "आयोजित जागरूकता कार्यक्रम")),
        _kind("reached", ("People reached by the programmes", "कार्यक्रमों में सम्मिलित लोग")),
    )
}
# What a district says is nothing when it says that there is nothing to report.
CORE = ("cases", "rescued", "arrested", "missing", "traced", "sensitised")
CELLS: dict[str, Cell] = {cell.name: cell for kind in FIGURES.values() for cell in kind.cells}


def whole(figure: str) -> Cell:
    """Return the cell of a figure that says nothing of sex and age."""
    return Cell(figure, UNKNOWN, UNKNOWN) if FIGURES[figure].by_person else Cell(figure)


def band_of_case(age_band: str) -> str:
    """Fold an age band of a case to the bands of a report."""
    if age_band in CHILD_BANDS:
        return "child"
    return "adult" if age_band in ADULT_BANDS else UNKNOWN


def total(numbers: Mapping[Cell, int | None], figure: str) -> int | None:
    """Return the sum of a figure's cells, None where none of them says anything."""
    said = [number for cell, number in numbers.items() if cell.figure == figure and number is not None]
    return sum(said) if said else None


def large(numbers: Mapping[Cell, int | None]) -> Iterator[Cell]:
    """Give the cells with a number so large that it may be a slip."""
    return (cell for cell, number in numbers.items() if number is not None and number > LARGE)


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Return cells in the order in which they are asked for."""
    places = {cell: place for place, cell in enumerate(CELLS.values())}
    return sorted(cells, key=places.__getitem__)
