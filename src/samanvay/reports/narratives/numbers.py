"""Numbers that a narrative names: of an FIR, a train, a vehicle, a telephone.

Where they stand is kept with the report, the number itself only of what leads to no person; others stay in the text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.digits import latin_digits
from samanvay_insight.extract.reading import NumberRead

NUMBER_KINDS: dict[str, Bilingual] = {
    "fir": Bilingual("FIR", "एफआईआर"),
    "train": Bilingual("Train", "ट्रेन"),
    "vehicle": Bilingual("Vehicle", "वाहन"),
    "phone": Bilingual("Phone", "फ़ोन"),
}
PERSONAL = frozenset({"vehicle", "phone"})  # they lead to a person: in a case they lie in a sealed box
_FIR = re.compile(r"(\d+)\s*/\s*(\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class NumberAt:
    """A number and where it stands in the narrative; ``number`` is empty for one that leads to a person."""

    kind: str
    start: int
    end: int
    number: str = ""
    station: str = ""
    sections: str = ""

    @property
    def is_personal(self) -> bool:
        return self.kind in PERSONAL


def number_at(read: NumberRead) -> NumberAt:
    """Return where a number was read, without the number itself where it leads to a person."""
    number = "" if read.kind in PERSONAL else read.number
    return NumberAt(read.kind, read.evidence.start, read.evidence.end, number, read.station, read.sections)


def numbers_at(rows: Iterable[Mapping[str, Any]]) -> list[NumberAt]:
    """Return numbers as a column keeps them."""
    return [NumberAt(**row) for row in rows]


def fir_parts(number: str) -> tuple[int, int] | None:
    """Return number and year of an FIR ("212/26", "212/2026"), None where it names no year."""
    found = _FIR.search(latin_digits(number))
    if found is None:
        return None
    year = int(found[2])
    return int(found[1]), year if year > 99 else 2000 + year
