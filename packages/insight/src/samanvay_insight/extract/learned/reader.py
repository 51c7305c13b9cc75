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
# No report is so long (some 25,000 letters); what stands behind is not read, and told as unread.
MOST = 6000
_BLANK = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.।!?;]['\"”’)]*\s+|\n")


def read_places_and_roles(text: str, *, near: str | None = None, written_on: date | None = None) -> Reading:
    """The places, movements, events and what does not count in `text`; `near` and `written_on` as in `read`.

    Of a text without end only the first `MOST` pieces are read, so that nobody waits for it.
    """
    known = learned()
    parts: dict[str, list[Any]] = {f.name: [] for f in fields(Reading)}
    done = 0
    for start, end in _stretches(text, known.pieces):
        stretch = text[start:end]
        if done > MOST:
            break
        seen = signals(stretch, known.pieces, known.common, near=near, written_on=written_on)
        if not seen.pieces:
            continue
        done += len(seen.pieces)
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
    """A stretch after whole sentences, or, where one is longer than that, after so many pieces."""
    cut = pieces.split(text[start:end])
    stops = sorted({*(stop.end() for stop in _STOP.finditer(text, start, end)), end})
    begin = 0  # the piece with which the next stretch begins
    at = 0
    while begin < len(cut):
        first = start + cut[begin].start
        last = start + cut[min(begin + STRETCH, len(cut)) - 1].end
        while at < len(stops) and stops[at] <= first:
            at += 1
        fits = at
        while fits < len(stops) and stops[fits] <= last:
            fits += 1
        stop = end if last >= start + cut[-1].end else stops[fits - 1] if fits > at else last
        yield first, stop
        while begin < len(cut) and start + cut[begin].start < stop:
            begin += 1


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
