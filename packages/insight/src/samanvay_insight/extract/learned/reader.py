"""The reading of a text, stretch by stretch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from threadpoolctl import ThreadpoolController

from samanvay_insight.extract.learned.decided import decided
from samanvay_insight.extract.learned.pieces import Pieces
from samanvay_insight.extract.learned.roles import scores
from samanvay_insight.extract.learned.signals import signals
from samanvay_insight.extract.learned.weights import learned
from samanvay_insight.extract.reading import Evidence, PlaceRead, Reading

# Nearly all that was learned from is no longer than this; a longer text is read in stretches of whole sentences.
LONGEST = 400
STRETCH = 250
_BLANK = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.।!?;]['\"”’)]*\s+|\n")


def read_places_and_roles(text: str, *, near: str | None = None, written_on: date | None = None) -> Reading:
    """The places, movements, events and what does not count in `text`; `near` and `written_on` as in `read`."""
    known = learned()
    parts: dict[str, list[Any]] = {f.name: [] for f in fields(Reading)}
    for start, end in _stretches(text, known.pieces):
        stretch = text[start:end]
        seen = signals(stretch, known.pieces, known.common, near=near, written_on=written_on)
        if not seen.pieces:
            continue
        # Many small products: more threads only wait for each other.
        with _one_thread():
            found = scores(seen, known.encoder)
        told = _moved(decided(stretch, seen, found, near), start)
        for name, rows in parts.items():
            rows += getattr(told, name)
    return Reading(**{name: tuple(rows) for name, rows in parts.items()})


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


def _one_thread() -> AbstractContextManager[object]:
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit


def _stretches(text: str, pieces: Pieces) -> Iterator[tuple[int, int]]:
    """The text whole where it is short enough, else its paragraphs, long ones cut after a sentence."""
    if len(pieces.split(text)) <= LONGEST:
        yield 0, len(text)
        return
    start = 0
    for end in (*(gap.end() for gap in _BLANK.finditer(text)), len(text)):
        yield from _cut(text, start, end, pieces)
        start = end


def _cut(text: str, start: int, end: int, pieces: Pieces) -> Iterator[tuple[int, int]]:
    begin, last = start, start
    stops = [stop.end() for stop in _STOP.finditer(text, start, end)]
    for stop in (*(at for at in stops if at < end), end):
        if last > begin and len(pieces.split(text[begin:stop])) > STRETCH:
            yield begin, last
            begin = last
        while len(cut := pieces.split(text[begin:stop])) > LONGEST:
            yield begin, begin + cut[STRETCH].start
            begin += cut[STRETCH].start
        last = stop
    if begin < end:
        yield begin, end


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
