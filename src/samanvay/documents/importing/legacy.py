"""Columns of a sheet that were typed in a legacy font: found when it is staged, read anew when a person agrees."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samanvay_insight.script.legacy import Conversion, converted_column

from ..models import ImportRow

EXAMPLES = 10
"""So many cells of a column stand beside their reading before a person agrees; a page of their own shows all."""

_KEY = re.compile("[@A-Za-z\u0080-\u02ff\u2000-\u2122]")  # without one, nothing was typed in a legacy layout


@dataclass(frozen=True, slots=True)
class LegacyColumn:
    """A column with legacy text: its header, how that reads, and each different cell with its reading."""

    header: str
    reads: str
    words: tuple[tuple[str, str], ...]
    layout: str


def columns_in(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[LegacyColumn]:
    """Return the columns that hold legacy text, in the order of the sheet. Every cell is looked at."""
    found = []
    for index, head in enumerate(converted_column(headers)):
        read = _read(rows, index)
        if read or head.is_changed:
            layout = next((each.layout for each in (head, *read.values()) if each.layout), "")
            words = tuple((each.original, each.text) for each in read.values())
            found.append(LegacyColumn(headers[index], head.text, words, layout))
    return found


def found_in(headers: Sequence[str], rows: Sequence[Sequence[str]], *, hides: bool = False) -> dict[str, Any] | None:
    """Return which columns hold legacy text, in how many different cells, with examples of how they read.

    None where none does. ``hides`` keeps the cells out, where they would stand unsealed beside their rows.
    """
    columns = columns_in(headers, rows)
    if not columns:
        return None
    told = [
        {
            "header": each.header,
            "reads": each.reads,
            "count": len(each.words),
            "examples": [] if hides else [list(pair) for pair in each.words[:EXAMPLES]],
        }
        for each in columns
    ]
    return {"layout": columns[0].layout, "columns": told, "decided": ""}


def is_open(summary: Mapping[str, Any]) -> bool:
    """Tell whether legacy text was found that nobody has decided about yet."""
    found = summary.get("legacy")
    return not found["decided"] if found else False


def converted_rows(headers: Sequence[str], rows: Sequence[ImportRow]) -> list[str]:
    """Read the cells of rows anew, column by column, and return the headers as they read."""
    for index in range(len(headers)):
        read = _read([row.cells for row in rows], index)
        for row in rows:
            if row.cells[index] in read:
                row.cells = [*row.cells[:index], read[row.cells[index]].text, *row.cells[index + 1 :]]
    return headers_read(headers)


def headers_read(headers: Sequence[str]) -> list[str]:
    """Return headers as they read, each once."""
    return _distinct(each.text for each in converted_column(headers))


def _read(rows: Sequence[Sequence[str]], index: int) -> dict[str, Conversion]:
    """Return the different cells of a column that are legacy text, in the order of the sheet."""
    texts = [text for text in dict.fromkeys(row[index] for row in rows) if _KEY.search(text)]
    return {each.original: each for each in converted_column(texts) if each.is_changed}


def _distinct(names: Iterable[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
