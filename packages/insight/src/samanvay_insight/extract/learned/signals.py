"""What the roles are decided from: pieces, candidates for places, numbers, dates."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.extract.dates import dates
from samanvay_insight.extract.learned.candidates import KINDS, Candidate, candidates
from samanvay_insight.extract.learned.counts import Count, counts
from samanvay_insight.extract.learned.pieces import Piece, Pieces
from samanvay_insight.extract.reading import ASIDE_KINDS, EventKind, Reason

EVENTS: tuple[EventKind, ...] = ("rescue", "arrest", "interception", "missing", "sensitisation", "traced", "raid")
REASONS: tuple[Reason, ...] = ("planned", "denied", "general", "displacement")
ASIDES = tuple((kind, reason) for kind in ASIDE_KINDS for reason in REASONS)
# On each piece: a place, a village alone, a name that the gazetteer does not have, a number of persons, a date.
PIECE_SIGNALS = 5
# On each candidate: the kinds that it may be, sure, of several words, a capital, unknown.
PLACE_SIGNALS = len(KINDS) + 4


@dataclass(slots=True)
class Signals:
    """One stretch of text made ready. T pieces, M candidates, E names (the last row of E + 1 is "not said").

    `spans` are the pieces of a candidate, `names` the name it would have, `name_of` the number of that name; `counts`
    and `days` begin with the pieces they stand on.
    """

    pieces: list[Piece]
    numbers: NDArray[np.int64]
    piece_signals: NDArray[np.float32]
    sentence: NDArray[np.int64]
    found: list[Candidate]
    spans: NDArray[np.int64]
    place_signals: NDArray[np.float32]
    kinds: NDArray[np.bool_]
    names: list[str]
    name_of: NDArray[np.int64]
    counts: list[tuple[int, int, Count]] = field(default_factory=list)
    days: list[tuple[int, int, str]] = field(default_factory=list)


def signals(
    text: str, pieces: Pieces, common: Container[str], *, near: str | None = None, written_on: date | None = None
) -> Signals:
    """The signals of a stretch of text; `common` as in `candidates`."""
    cut = pieces.split(text)
    starts = np.array([p.start for p in cut], dtype=np.int64)
    ends = np.array([p.end for p in cut], dtype=np.int64)

    def over(first: int, last: int) -> tuple[int, int]:
        """The pieces that stand on code points first:last."""
        return int(np.searchsorted(ends, first, side="right")), int(np.searchsorted(starts, last, side="left"))

    found = [c for c in candidates(text, common, near) if _stands(*over(c.start, c.end))]
    on_pieces = np.zeros((len(cut), PIECE_SIGNALS), dtype=np.float32)
    said_names = [c.name for c in found]
    names = list(dict.fromkeys(said_names))
    numbered = {name: index for index, name in enumerate(names)}
    spans = np.array([over(c.start, c.end) for c in found], dtype=np.int64).reshape(-1, 2)
    on_places = np.zeros((len(found), PLACE_SIGNALS), dtype=np.float32)
    kinds = np.zeros((len(found), len(KINDS)), dtype=np.bool_)
    for row, one in enumerate(found):
        column = 2 if not one.places else 1 if all(p.kind == "village" for p in one.places) else 0
        on_pieces[spans[row, 0] : spans[row, 1], column] = 1
        kinds[row] = [k in one.kinds for k in KINDS]
        on_places[row] = (*kinds[row], one.sure, " " in one.words, one.words[0].isupper(), not one.places)
    days = [(*over(d.start, d.end), d.value) for d in dates(text, 0, len(text), written_on=written_on)]
    days = [d for d in days if _stands(*d[:2])]
    numbers = [(*over(c.start, c.end), c) for c in counts(text)]
    numbers = [n for n in numbers if _stands(*n[:2])]
    for a, b, one in numbers:
        if len(one.groups) < 2:
            on_pieces[a:b, 3] = 1
    for a, b, _ in days:
        on_pieces[a:b, 4] = 1
    return Signals(
        cut,
        np.array([p.number for p in cut], dtype=np.int64),
        on_pieces,
        _sentences(text, cut),
        found,
        spans,
        on_places,
        kinds,
        names,
        np.array([numbered[n] for n in said_names], dtype=np.int64),
        numbers,
        days,
    )


def _stands(first: int, last: int) -> bool:
    """Whether a span holds a piece: signs without a sound may leave none."""
    return first < last


def _sentences(text: str, cut: list[Piece]) -> NDArray[np.int64]:
    """The number of the sentence that each piece stands in, roughly: full stops, dandas and line breaks end one."""
    numbers = np.zeros(len(cut), dtype=np.int64)
    now, last = 0, 0
    for index, piece in enumerate(cut):
        words = text[piece.start : piece.end]
        numbers[index] = now
        after = text[piece.end : piece.end + 1]
        if "\n" in words or words[-1:] in ("।", "!", "?", ";") or (words[-1:] == "." and after in ("", " ", "\n")):
            now += piece.start >= last
            last = piece.end
    return numbers
