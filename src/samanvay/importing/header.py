"""Which row names the columns: titles above it, two rows of it, merged cells in it."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samanvay.importing.folding import fold
from samanvay.importing.grid import Cell, Merge, cell_text
from samanvay.kernel.digits import latin_digits

LOOKED_AT = 40
_ENOUGH = 0.6  # a header names at least this share of the columns in use
_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d)?")
_NUMBER_LIKE = re.compile(r"[\d\s.,/:+\-()%₹]*\d[\d\s.,/:+\-()%₹]*")
_JOINED_BY = " / "


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns and the rows (from 1) in which they stand."""

    names: tuple[str, ...]
    rows: tuple[int, ...]


def find_header(
    rows: Sequence[Sequence[Cell]],
    columns: int,
    merges: Sequence[Merge] = (),
    *,
    at: Sequence[int] = (),
    known: Collection[str] = (),
) -> Header:
    """Return the header among the first rows of a table.

    `at` names the header's rows where a person has chosen them. Else the row is taken that has most of the
    `known` (folded) names, two at least; else the first that names most of the columns in use and is made of
    words; else the first that has anything. The row above or below it joins where the upper names groups.
    """
    texts = [[cell_text(cell) for cell in row] + [""] * (columns - len(row)) for row in rows]
    chosen = [number for number in at if 1 <= number <= len(texts)] or _likely(texts, known, merges)
    return Header(_names(texts, chosen, columns, merges), tuple(chosen))


def _likely(texts: list[list[str]], known: Collection[str], merges: Sequence[Merge]) -> list[int]:
    in_use = max((sum(map(bool, row)) for row in texts), default=0)
    enough = max(min(2, in_use), math.ceil(_ENOUGH * in_use))
    familiar = [sum(fold(text) in known for text in row if text) for row in texts] if known else [0]
    if (most := max(familiar, default=0)) >= 2:
        index = familiar.index(most)
        for upper in (index, index - 1):
            if 0 <= upper < len(texts) - 1 and _is_pair(texts[upper], texts[upper + 1], upper + 1, 2, merges):
                return [upper + 1, upper + 2]
        return [index + 1]
    for index, row in enumerate(texts):
        below = texts[index + 1] if index + 1 < len(texts) else []
        if below and _is_pair(row, below, index + 1, enough, merges):
            return [index + 1, index + 2]
        if sum(map(bool, row)) >= enough > 0 and _is_words(row) and _is_distinct(row):
            return [index + 1]
    return [next((index + 1 for index, row in enumerate(texts) if any(row)), 1)] if texts else []


def _is_words(row: list[str]) -> bool:
    filled = [text for text in row if text]
    first = filled[0]
    if _is_number(first) and not _YEAR.fullmatch(latin_digits(first)):
        return False
    return sum(_is_number(text) and not _YEAR.fullmatch(latin_digits(text)) for text in filled) <= len(filled) * 0.3


def _is_number(text: str) -> bool:
    return bool(_NUMBER_LIKE.fullmatch(latin_digits(text)))


def _is_distinct(row: list[str]) -> bool:
    filled = [fold(text) for text in row if text]
    return len(set(filled)) >= 0.5 * len(filled)


def _is_pair(upper: list[str], lower: list[str], number: int, enough: int, merges: Sequence[Merge]) -> bool:
    """Tell whether `upper` names groups of columns whose members `lower` names."""
    groups = sum(map(bool, upper))
    if groups < 2 or sum(map(bool, lower)) < 2 or any(_is_number(text) for text in lower if text):
        return False
    if not _is_words(upper):
        return False
    members = [column for column, text in enumerate(lower) if text and not upper[column]]
    under_a_group = [column for column in members if any(upper[:column])]
    stands_alone = any(text and not lower[column] for column, text in enumerate(upper))
    together = sum(1 for above, below in zip(upper, lower, strict=True) if above or below)
    if not under_a_group or len(under_a_group) < len(members) or together < enough:
        return False
    merged = any(
        merge.first_row == number == merge.last_row and merge.last_column > merge.first_column for merge in merges
    )
    return merged or stands_alone


def _names(texts: list[list[str]], chosen: list[int], columns: int, merges: Sequence[Merge]) -> tuple[str, ...]:
    levels = [list(texts[number - 1]) for number in chosen]
    for level, number in zip(levels, chosen, strict=True):
        for merge in merges:
            if merge.first_row <= number <= merge.last_row and merge.first_row <= len(texts):
                value = texts[merge.first_row - 1][merge.first_column]
                for column in range(merge.first_column, min(merge.last_column + 1, columns)):
                    level[column] = level[column] or value
    for level, below in pairwise(levels):
        # A text file keeps a merged group name in its first column only.
        for column in range(1, columns):
            if not level[column] and below[column]:
                level[column] = level[column - 1]
    names: list[str] = []
    seen: dict[str, int] = {}
    for column in range(columns):
        parts = dict.fromkeys(" ".join(level[column].split()) for level in levels if level[column])
        name = _JOINED_BY.join(parts) or f"[{column_letters(column)}]"
        key = fold(name) or name
        seen[key] = seen.get(key, 0) + 1
        names.append(name if seen[key] == 1 else f"{name} ({seen[key]})")
    return tuple(names)


def column_letters(column: int) -> str:
    """Return the spreadsheet's letters of a column counted from 0: A, B, …, Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
