"""What the roles are decided from: pieces, candidates for places, numbers, dates, and what the rules made of it all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import english as english_cues
from samanvay_insight.extract.cues import hindi as hindi_cues
from samanvay_insight.extract.dates import dates
from samanvay_insight.extract.hindi.forms import form
from samanvay_insight.extract.learned.candidates import KINDS, Candidate, candidates
from samanvay_insight.extract.learned.pieces import Piece, Pieces
from samanvay_insight.extract.reading import PlaceRead, Reading
from samanvay_insight.extract.tokens import tokens
from samanvay_insight.script.folding import DIGITS

EVENTS = ("rescue", "arrest", "interception", "missing", "sensitisation")
REASONS = ("planned", "denied", "general", "displacement")
# On each piece: place (2), number, date, a rule's words for a movement, each event, each aside; that rules were asked.
OWN_PIECE_SIGNALS = 4
PIECE_SIGNALS = OWN_PIECE_SIGNALS + 1 + len(EVENTS) + 2 * len(REASONS) + 1
RULED = PIECE_SIGNALS - 1
_MOVED, _HAPPENED, _ASIDE = OWN_PIECE_SIGNALS, OWN_PIECE_SIGNALS + 1, OWN_PIECE_SIGNALS + 1 + len(EVENTS)
# On each candidate: kinds it may be, sure, of several words, a capital, then the kind and the parts that rules gave it.
PLACE_SIGNALS = len(KINDS) + 3 + len(KINDS) + 3 + len(EVENTS)
OWN_SIGNALS = len(KINDS) + 3
_LONGEST_NUMBER = 4
# A number before one of these counts no persons.
_NO_PERSONS = re.compile(r"[\s-]*(?:famil(?:y|ies)\b|households?\b|pari[vw]aa?r|परिवार)", re.IGNORECASE)
# By which dates without a year are seen for what they are, though not read.
_SOME_DAY = date(2000, 12, 31)


@dataclass(slots=True)
class Signals:
    """One stretch of text made ready. T pieces, M candidates, E names (the last row of E + 1 is "not said").

    `spans` are the pieces of a candidate, `names` the name it would have, `name_of` the number of that name;
    `ruled_pairs[s, d]` says that rules saw a source and destination, source and stop-over, stop-over and destination.
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
    ruled_pairs: NDArray[np.float32]
    counts: list[tuple[int, int, int]] = field(default_factory=list)
    days: list[tuple[int, int, str]] = field(default_factory=list)


def signals(
    text: str, rules: Reading, pieces: Pieces, *, near: str | None = None, written_on: date | None = None
) -> Signals:
    """The signals of a stretch of text with what the rules read in it."""
    cut = pieces.split(text)
    starts = np.array([p.start for p in cut], dtype=np.int64)
    ends = np.array([p.end for p in cut], dtype=np.int64)

    def over(first: int, last: int) -> tuple[int, int]:
        """The pieces that stand on code points first:last."""
        return int(np.searchsorted(ends, first, side="right")), int(np.searchsorted(starts, last, side="left"))

    found = [c for c in candidates(text, rules, near) if _stands(*over(c.start, c.end))]
    on_pieces = np.zeros((len(cut), PIECE_SIGNALS), dtype=np.float32)
    on_pieces[:, RULED] = 1
    said_names = [_name(c) for c in found]
    names = list(dict.fromkeys(said_names))
    numbered = {name: index for index, name in enumerate(names)}
    spans = np.array([over(c.start, c.end) for c in found], dtype=np.int64).reshape(-1, 2)
    on_places = np.zeros((len(found), PLACE_SIGNALS), dtype=np.float32)
    kinds = np.zeros((len(found), len(KINDS)), dtype=np.bool_)
    for row, one in enumerate(found):
        village = all(p.kind == "village" for p in one.places)
        on_pieces[spans[row, 0] : spans[row, 1], 1 if village else 0] = 1
        kinds[row] = [k in one.kinds for k in KINDS]
        on_places[row, : len(KINDS)] = kinds[row]
        on_places[row, len(KINDS) : OWN_SIGNALS] = (
            one.sure,
            " " in text[one.start : one.end],
            text[one.start].isupper(),
        )
        if one.ruled is not None:
            on_places[row, OWN_SIGNALS + KINDS.index(one.ruled.kind)] = 1
    pairs = np.zeros((len(names) + 1, len(names) + 1, 3), dtype=np.float32)
    _take_rules(rules, found, names, numbered, on_pieces, on_places, pairs, over)
    days = [(*over(d.start, d.end), d.value) for d in dates(text, 0, len(text), written_on=written_on)]
    days = [d for d in days if _stands(*d[:2])]
    dated = [(d.start, d.end) for d in dates(text, 0, len(text), written_on=written_on or _SOME_DAY)]
    counts = []
    for a, b, n in _counts(text):
        at = over(a, b)
        on_pieces[at[0] : at[1], 2] = 1
        if _stands(*at) and not _NO_PERSONS.match(text, b) and not any(start <= a < end for start, end in dated):
            counts.append((*at, n))
    for a, b, _ in days:
        on_pieces[a:b, 3] = 1
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
        pairs,
        counts,
        days,
    )


def _stands(first: int, last: int) -> bool:
    """Whether a span holds a piece: signs without a sound may leave none."""
    return first < last


def _name(one: Candidate) -> str:
    return one.ruled.name if one.ruled is not None else atlas.shown_name(one.places[0])


def _take_rules(  # type: ignore[no-untyped-def]
    rules: Reading, found, names, numbered, on_pieces, on_places, pairs, over
) -> None:
    """Write down what the rules read: on the pieces, on the candidates and between the names."""
    of_name: dict[str, list[int]] = {}
    for row, one in enumerate(found):
        if one.ruled is not None:
            of_name.setdefault(one.ruled.name, []).append(row)
    parts = OWN_SIGNALS + len(KINDS)

    def number(place: PlaceRead | None) -> int | None:
        return len(names) if place is None else numbered.get(place.name)

    def mark(place: PlaceRead | None, part: int) -> None:
        for row in of_name.get(place.name, ()) if place is not None else ():
            on_places[row, parts + part] = 1

    for moved in rules.movements:
        first, last = over(moved.evidence.start, moved.evidence.end)
        on_pieces[first:last, _MOVED] = 1
        mark(moved.source, 0)
        mark(moved.destination, 1)
        source, goal = number(moved.source), number(moved.destination)
        for stop in moved.via:
            mark(stop, 2)
            if source is not None and number(stop) is not None:
                pairs[source, number(stop), 1] = 1
            if goal is not None and number(stop) is not None:
                pairs[number(stop), goal, 2] = 1
        if source is not None and goal is not None:
            pairs[source, goal, 0] = 1
    for event in rules.events:
        first, last = over(event.evidence.start, event.evidence.end)
        on_pieces[first:last, _HAPPENED + EVENTS.index(event.kind)] = 1
        mark(event.place, 3 + EVENTS.index(event.kind))
    for aside in rules.set_aside:
        first, last = over(aside.evidence.start, aside.evidence.end)
        kind = 0 if aside.kind == "movement" else len(REASONS)
        on_pieces[first:last, _ASIDE + kind + REASONS.index(aside.reason)] = 1


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


def _counts(text: str) -> list[tuple[int, int, int]]:
    """Every number of up to four digits or in words, with its code points."""
    said = []
    for token in tokens(text):
        plain = token.text.translate(DIGITS).replace(",", "")
        if plain.isdecimal() and len(plain) <= _LONGEST_NUMBER:
            said.append((token.start, token.end, int(plain)))
        elif token.kind == "word":
            value = english_cues.NUMBERS.get(token.low, hindi_cues.NUMBERS.get(form(token.text)))
            if value is not None:
                said.append((token.start, token.end, value))
    return said
