"""Columns of a sheet that were typed in a legacy font: found when it is staged, read anew when a person agrees."""

from collections.abc import Mapping, Sequence
from typing import Any

from samanvay.insight.script.legacy import converted_column, recognise_column

from .models import ImportRow

SAMPLE = 150  # different cells of a column that are looked at before all of it is
LOOKED_AT = 240  # letters of a cell that are looked at
EXAMPLES = 3


def found_in(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any] | None:
    """Return which columns hold legacy text, each with examples of how it reads; None where none does."""
    columns = []
    layout = ""
    read = converted_column(headers)
    for index, header in enumerate(headers):
        sample = _sample(rows, index)
        found = [each for each in converted_column(sample) if each.is_changed]
        if not found and not read[index].is_changed:
            continue
        layout = next((each.layout for each in (read[index], *found) if each.layout), layout)
        columns.append(
            {
                "header": header,
                "reads": read[index].text,
                "examples": [[each.original, each.text] for each in found[:EXAMPLES]],
            }
        )
    return {"layout": layout, "columns": columns, "decided": ""} if columns else None


def is_open(summary: Mapping[str, Any]) -> bool:
    """Tell whether legacy text was found that nobody has decided about yet."""
    found = summary.get("legacy")
    return bool(found) and not found["decided"]


def converted_rows(headers: Sequence[str], rows: Sequence[ImportRow]) -> list[str]:
    """Read the cells of rows anew, column by column, and return the headers as they read."""
    for index in range(len(headers)):
        if not any(recognise_column(_sample([row.cells for row in rows], index))):
            continue
        texts = list(dict.fromkeys(row.cells[index] for row in rows))
        reads = dict(zip(texts, (each.text for each in converted_column(texts)), strict=True))
        for row in rows:
            row.cells = [*row.cells[:index], reads[row.cells[index]], *row.cells[index + 1 :]]
    return _distinct(each.text for each in converted_column(headers))


def _distinct(names: Any) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _sample(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    seen: dict[str, None] = {}
    for row in rows:
        text = row[index][:LOOKED_AT]
        if any(letter.isalpha() and letter < "\u0900" for letter in text):
            seen[text] = None
            if len(seen) == SAMPLE:
                break
    return list(seen)
