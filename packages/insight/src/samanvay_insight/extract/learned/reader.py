"""The second reading of a text, stretch by stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

from samanvay_insight.extract.learned.decided import decided
from samanvay_insight.extract.learned.pieces import Pieces
from samanvay_insight.extract.learned.roles import scores
from samanvay_insight.extract.learned.signals import signals
from samanvay_insight.extract.learned.weights import learned
from samanvay_insight.extract.reading import Evidence, PlaceRead, Reading

# Nearly all that was learned from is no longer than this. Longer prose is another kind of text, left to the rules.
LONGEST = 260
_BLANK = re.compile(r"\n\s*\n")


def read_again(text: str, rules: Reading, *, near: str | None = None, written_on: date | None = None) -> Reading:
    """The reading of `text` with what the rules read in it; `near` and `written_on` as in `read`.

    A message is read whole, a longer report paragraph by paragraph; a paragraph longer than nearly all that was
    learned from stays as the rules read it.
    """
    pieces, encoder = learned()
    parts: dict[str, list[Any]] = {f.name: [] for f in fields(Reading)}
    for start, end in _stretches(text, pieces):
        stretch, told = text[start:end], _moved(_within(rules, start, end), -start)
        seen = signals(stretch, told, pieces, near=near, written_on=written_on)
        if 0 < len(seen.pieces) <= LONGEST:
            told = decided(stretch, seen, scores(seen, encoder), told, near)
        for name, rows in parts.items():
            rows += getattr(_moved(told, start), name)
    whole = Reading(**{name: tuple(rows) for name, rows in parts.items()})
    return replace(whole, forms=rules.forms, lures=rules.lures, disparities=rules.disparities)


def _stretches(text: str, pieces: Pieces) -> Iterator[tuple[int, int]]:
    """The text whole where it is short enough, else its paragraphs."""
    start = 0
    if len(pieces.split(text)) > LONGEST:
        for gap in _BLANK.finditer(text):
            yield start, gap.end()
            start = gap.end()
    yield start, len(text)


def _within(rules: Reading, start: int, end: int) -> Reading:
    """What the rules read in a stretch; a row belongs to the stretch in which its words begin."""

    def inside(row: Any) -> bool:
        at = row.start if isinstance(row, PlaceRead) else row.evidence.start
        return bool(start <= at < end)

    return Reading(**{f.name: tuple(row for row in getattr(rules, f.name) if inside(row)) for f in fields(Reading)})


def _moved(told: Reading, by: int) -> Reading:
    """The reading with every code point moved."""
    return told if by == 0 else Reading(**{f.name: _shifted(getattr(told, f.name), by) for f in fields(Reading)})


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_shifted(each, by) for each in value)
    if isinstance(value, (PlaceRead, Evidence)):
        return replace(value, start=value.start + by, end=value.end + by)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{f.name: _shifted(getattr(value, f.name), by) for f in fields(value)})
    return value
