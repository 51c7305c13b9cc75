"""The floors of the fact tier: what every other officer is told, and what partners are told.

Where fewer than three persons share district, form and quarter, only the quarter is told, and nothing of the persons:
neither age nor sex nor what was exploited in their lives. Partners get counts of ten and more alone. The coarsening is
stored, not computed for a query, so that no filter can go below it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from .models import Fact

FEWEST_PERSONS = 3
FEWEST_FOR_PARTNERS = 10
NO_FORM = ""

Cell = tuple[str, str, date]


def cells_of(fact: Any) -> Iterator[Cell]:
    """Yield the cells (place, form, quarter) in which a fact counts, one for each place it names and each form."""
    for key in dict.fromkeys(fact.place_keys):
        for form in fact.forms or [NO_FORM]:
            yield key, form, fact.quarter


def count_cells(facts: Iterable[Any]) -> Counter[Cell]:
    """Return the persons in each cell; persons not said count as one."""
    counts: Counter[Cell] = Counter()
    for fact in facts:
        for cell in cells_of(fact):
            counts[cell] += fact.counted
    return counts


def is_thin(fact: Fact, counts: Counter[Cell]) -> bool:
    """Tell whether a fact stands in a cell with too few persons to be told by month or by its persons."""
    return any(counts[cell] < FEWEST_PERSONS for cell in cells_of(fact))
