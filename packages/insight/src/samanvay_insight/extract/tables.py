"""Tables typed as text: a line of headings that name events, then a line of figures for each place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import Words, hindi_verbs
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.hindi.forms import in_form
from samanvay_insight.extract.mentions import Mention, mention_of
from samanvay_insight.extract.tokens import tokens

_PARTED = (
    re.compile(r"\s*\|\s*"),
    re.compile(r"\t+"),
    re.compile(r"\s+/\s+"),
    re.compile(r"\s*,\s*"),
    re.compile(r" {2,}"),
)
_NONE = Words.of("nil none zero no - \u2013 0 शून्य निरंक shunya nirank")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many at a place, by the kind of event its column names; `start:end` is the row."""

    kind: str
    mention: Mention
    people: int
    start: int
    end: int


@dataclass(slots=True)
class Table:
    """A table at `start:end` of the text, with the places of its rows and its figures."""

    start: int
    end: int
    places: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


def tables(text: str) -> list[Table]:
    """The tables of `text`; a single row makes one, a line of figures without headings does not."""
    found: list[Table] = []
    lines = list(_LINE.finditer(text)) if text.count("\n") else []
    index = 0
    while index < len(lines) - 1:
        made = next((t for t in (_table(lines, index, parted) for parted in _PARTED) if t is not None), None)
        if made is not None:
            table, index = made
            found.append(table)
        else:
            index += 1
    return found


def _table(lines: list[re.Match[str]], index: int, parted: re.Pattern[str]) -> tuple[Table, int] | None:
    heads = _cells(lines[index].group(), parted)
    kinds = [_kind(cell) for cell in heads]
    if len(heads) < 2 or kinds[0] is not None or not any(kinds):
        return None
    table = Table(lines[index].start(), lines[index].end())
    row = index + 1
    while row < len(lines) and _add_row(table, lines[row], _cells(lines[row].group(), parted), kinds):
        table.end = lines[row].end()
        row += 1
    return (table, row) if table.places else None


def _add_row(table: Table, line: re.Match[str], cells: list[str], kinds: list[str | None]) -> bool:
    if len(cells) != len(kinds):
        return False
    at = next((i for i, cell in enumerate(cells) if not cell.isdecimal()), 0)
    figures = cells[at + 1 :]
    if kinds[at] is not None or not all(c.isdecimal() or c.lower() in _NONE for c in figures):
        return False
    first = line.start() + line.group().index(cells[at])
    words = tokens(line.string, first, first + len(cells[at]))
    known = atlas.named(cells[at])
    if not known or not words:
        return False
    mention = mention_of(known, words, 0, len(words))
    table.places.append(mention)
    start, end = line.start(), line.start() + len(line.group().rstrip())
    for kind, cell in zip(kinds[at + 1 :], figures, strict=True):
        if kind is not None and cell.isdecimal() and int(cell):
            table.figures.append(Figure(kind, mention, int(cell), start, end))
    return True


def _cells(line: str, parted: re.Pattern[str]) -> list[str]:
    return [cell.strip() for cell in parted.split(line.strip().strip("|"))]


def _kind(cell: str) -> str | None:
    """The kind of event that a heading names, in either language."""
    said = tokens(cell)
    if not said or len(said) > 5:
        return None
    for value, _, _ in cues.EVENTS.all(said):
        return value
    formed = in_form(said)
    hits = (hindi_verbs.EVENTS.at(formed, index) for index in range(len(formed)))
    return next((hit[0] for hit in hits if hit is not None), None)
