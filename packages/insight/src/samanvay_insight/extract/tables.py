"""Tables typed as text: a line of headings that name events, then a line of figures for each place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samanvay_insight.extract.reading import EventKind, EventRead, Evidence, PlaceRead

_PARTED = (
    re.compile(r"\s*\|\s*"),
    re.compile(r"\t+"),
    re.compile(r"\s+/\s+"),
    re.compile(r"\s*,\s*"),
    re.compile(r" {2,}"),
)
_NONE = frozenset(["nil", "none", "zero", "no", "-", "–", "0", "शून्य", "निरंक", "shunya", "nirank"])
_LINE = re.compile(r"[^\n]+")
_LONGEST_HEADING = 40
_HEADINGS: tuple[tuple[EventKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(said, re.IGNORECASE))
    for kind, said in (
        ("rescue", r"\brescue|\brecover|\bfreed\b|\bbaramad|\bmukt\b|बरामद|मुक्त|रेस्क्यू"),
        ("arrest", r"\barrest|\bgirafta?a?r|गिरफ्तार"),
        ("interception", r"\bintercept|रोके|रोका|\broke\b"),
        ("missing", r"\bmissing|\blapata|\bgumshuda|लापता|गुमशुदा"),
        ("traced", r"\btraced\b|\bfound again\b|मिले|\bmile\b"),
        ("raid", r"\braids?\b|छापे|छापा"),
        ("sensitisation", r"\bsensiti[sz]|\bawareness|\bprogrammes?\b|जागरूक|\bjagrukta"),
    )
)
# A name, where it stands: the place that a cell names, if it names one.
Named = Callable[[str, int], PlaceRead | None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table at `start:end` of the text, with the places of its rows and its figures as events."""

    start: int
    end: int
    places: tuple[PlaceRead, ...]
    events: tuple[EventRead, ...]


def tables(text: str, named: Named) -> list[Table]:
    """The tables of `text`; a single row makes one, a line of figures without headings does not."""
    lines = list(_LINE.finditer(text)) if text.count("\n") else []
    found: list[Table] = []
    index = 0
    while index < len(lines) - 1:
        made = next((t for t in (_table(lines, index, parted, named) for parted in _PARTED) if t is not None), None)
        if made is None:
            index += 1
        else:
            found.append(made[0])
            index = made[1]
    return found


def _table(
    lines: Sequence[re.Match[str]], index: int, parted: re.Pattern[str], named: Named
) -> tuple[Table, int] | None:
    kinds = [_kind(cell) for cell in _cells(lines[index].group(), parted)]
    if len(kinds) < 2 or kinds[0] is not None or not any(kinds):
        return None
    places: list[PlaceRead] = []
    events: list[EventRead] = []
    row = index + 1
    while row < len(lines):
        read = _row(lines[row], _cells(lines[row].group(), parted), kinds, named)
        if read is None:
            break
        places.append(read[0])
        events += read[1]
        row += 1
    return (Table(lines[index].start(), lines[row - 1].end(), tuple(places), tuple(events)), row) if places else None


def _row(
    line: re.Match[str], cells: Sequence[str], kinds: Sequence[EventKind | None], named: Named
) -> tuple[PlaceRead, list[EventRead]] | None:
    """The place of a row and its figures; none where it is no row of the table."""
    at = next((i for i, cell in enumerate(cells) if not cell.isdecimal()), 0)
    figures = cells[at + 1 :]
    if len(cells) != len(kinds) or kinds[at] is not None:
        return None
    if not cells[at] or not all(c.isdecimal() or c.lower() in _NONE for c in figures):
        return None
    place = named(cells[at], line.start() + line.group().index(cells[at]))
    if place is None:
        return None
    said = line.group().rstrip()
    evidence = Evidence(said, line.start(), line.start() + len(said))
    told = [(kind, int(cell)) for kind, cell in zip(kinds[at + 1 :], figures, strict=True) if kind and cell.isdecimal()]
    return place, [EventRead(kind, place, many, None, evidence, "stated") for kind, many in told if many]


def _cells(line: str, parted: re.Pattern[str]) -> list[str]:
    return [cell.strip() for cell in parted.split(line.strip().strip("|"))]


def _kind(cell: str) -> EventKind | None:
    """The kind of event that a heading names, in either language."""
    if len(cell) > _LONGEST_HEADING:
        return None
    return next((kind for kind, said in _HEADINGS if said.search(cell)), None)
