"""The floors of the fact tier: what every other officer is told, and what partners are told.

Where fewer than three persons share district, form and quarter, only the quarter is told, and nothing of the persons:
neither age nor sex nor what was exploited in their lives. Partners get counts of ten and more alone. The coarsening is
stored, not computed for a query, so that no filter can go below it.

Persons are counted within one kind of happening, never across: a girl who was missed, moved and rescued is one person
in three facts, and whoever was arrested beside her hides nobody of those exploited.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from .models import Fact

FEWEST_PERSONS = 3
FEWEST_FOR_PARTNERS = 10
NO_FORM = ""
OF_ACCUSED = "arrest"
OF_EXPLOITED = ("movement", "interception", "missing", "rescue")

Cell = tuple[str, str, date]
Counts = Counter[tuple[Cell, str]]


def cells_of(fact: Any) -> Iterator[Cell]:
    """Yield the cells (place, form, quarter) in which a fact counts, one for each place it names and each form."""
    for key in dict.fromkeys(fact.place_keys):
        for form in fact.forms or [NO_FORM]:
            yield key, form, fact.quarter


def happening_of(fact: Any) -> str:
    """Return the kind of happening within which the persons of a fact are counted."""
    return str(fact.event_kind or fact.kind)


def count_cells(facts: Iterable[Any]) -> Counts:
    """Return the persons in each cell by kind of happening; persons not said count as one."""
    counts: Counts = Counter()
    for fact in facts:
        for cell in cells_of(fact):
            counts[cell, happening_of(fact)] += fact.counted
    return counts


def is_thin(fact: Fact, counts: Counts) -> bool:
    """Tell whether a fact stands in a cell with too few persons to be told by month or by its persons."""
    return any(counts[cell, happening_of(fact)] < FEWEST_PERSONS for cell in cells_of(fact))


def hides_persons(fact: Fact, counts: Counts) -> bool:
    """Tell whether a fact stands in a cell with too few persons for anything of those exploited to be told.

    A fact of accused tells of others than it counts: of those exploited, who must be three themselves.
    """
    if happening_of(fact) != OF_ACCUSED:
        return is_thin(fact, counts)
    return is_thin(fact, counts) or any(
        max(counts[cell, happening] for happening in OF_EXPLOITED) < FEWEST_PERSONS for cell in cells_of(fact)
    )
