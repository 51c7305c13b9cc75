"""Telling which part of a text was typed in a legacy layout, and reading that part.

Text is taken line by line and word by word. Each word brings its evidence; a change from one writing to the other
costs bits too, so that a run of legacy words may hold a short doubtful one, while two English words in the middle
stay English (the best path through two states: Viterbi, 1967). A text is recognised when what it brings outweighs
the odds against it: most text is not typed in a legacy font.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samanvay_insight.script.legacy.evidence import evidence, is_latin_word, straightened
from samanvay_insight.script.legacy.syllables import devanagari

KRUTI = "kruti"
LAYOUTS = {KRUTI: "Kruti Dev 010", "devlys": "DevLys 010"}

ODDS_AGAINST = 7.0  # bits before any text is believed to be legacy: one in a hundred and twenty-eight
IN_LEGACY_TEXT = 4.0  # bits before a run is believed, in a text or column known to hold some
LEANING = 6.0  # bits for each word with letters, in a text known to hold legacy runs
SAID = 10.0  # the same in a text said to be legacy
LEAVING = 5.0  # bits to go back to other writing
ENOUGH = 6.6  # bits by which the evidence must outweigh the odds: ninety-nine in a hundred
AT_MOST = 24.0  # bits one cell of a column may bring

WORD = re.compile(r"(?:\S|\x85)+")  # read as Latin-1, a Devanagari three becomes the control character of a new line
LINE = re.compile(r"[^\r\n]+")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Recognised:
    """Legacy text found: the layout, how sure that is (0 to 1), and from where to where it goes."""

    layout: str
    confidence: float
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text as it came and as it reads; `spans` are the parts of the original that were read anew."""

    original: str
    text: str
    layout: str | None
    spans: tuple[Span, ...]

    @property
    def is_changed(self) -> bool:
        """Return whether anything was legacy."""
        return bool(self.spans)


def recognise(text: str) -> Recognised | None:
    """Return what of a text was typed in a legacy layout, or None if nothing was."""
    bits = max(
        sum(found for _span, found in _runs(text, entering=ODDS_AGAINST)),
        _together(dict.fromkeys(LINE.findall(text))),
    )
    if bits < ENOUGH:
        return None
    spans = tuple(span for span, _bits in _runs(text, entering=IN_LEGACY_TEXT, leaning=LEANING))
    return Recognised(KRUTI, _confidence(bits), spans)


def recognise_column(values: Sequence[str]) -> tuple[Recognised | None, ...]:
    """Return for each cell of a column what was typed in a legacy layout; cells speak for each other.

    A single name is seldom evidence enough. A column is believed when its different cells together outweigh the
    odds; else those of its stretches that do so, since sheets are put together of others. Where cells are believed,
    each needs only to look more like legacy text than not; elsewhere it stands for itself.
    The headings of a table stand over columns of numbers too: ask of them as of a column of their own.
    """
    alone = {value: recognise(value) for value in dict.fromkeys(values)}
    decided = dict(alone)
    for stretch, confidence in _believed(alone):
        for value in stretch:
            decided[value] = alone[value] or _in_legacy_column(value, confidence)
    return tuple(decided[value] for value in values)


def _believed(alone: Mapping[str, Recognised | None]) -> list[tuple[list[str], float]]:
    """Return the stretches of different cells that are believed to be legacy, each with how sure that is."""
    cells = list(alone)
    weights = [_weight(cell) for cell in cells]
    if (together := sum(weights) - ODDS_AGAINST) >= ENOUGH:
        return [(cells, _confidence(together))]
    found = []
    for first, last in _best_path(weights, ODDS_AGAINST):
        stretch, bits = cells[first : last + 1], sum(weights[first : last + 1]) - ODDS_AGAINST
        # The more stretches there were to choose from, the more the best of them must bring.
        if bits >= ENOUGH + math.log2(len(cells)) or sum(alone[cell] is not None for cell in stretch) > 1:
            found.append((stretch, _confidence(max(bits, ENOUGH))))
    return found


def _in_legacy_column(value: str, confidence: float) -> Recognised | None:
    spans = tuple(span for span, _bits in _runs(value, entering=0.0, leaning=LEANING))
    return Recognised(KRUTI, confidence, spans) if spans else None


def convert(text: str, layout: str = KRUTI) -> str:
    """Return a text said to be legacy as Unicode; what in it is plainly English or Unicode stays.

    Raises ValueError on an unknown layout.
    """
    if layout not in LAYOUTS:
        raise ValueError(f"unknown layout {layout!r}: one of {', '.join(LAYOUTS)}")
    found = recognise(text)
    spans = found.spans if found else tuple(span for span, _bits in _runs(text, entering=0.0, leaning=SAID))
    return _rewritten(text, spans)


def converted(text: str) -> Conversion:
    """Return a text as it reads, with what was recognised as legacy in Unicode and all else as it came."""
    return _conversion(text, recognise(text))


def converted_column(values: Sequence[str]) -> tuple[Conversion, ...]:
    """Return the cells of a column as they read, recognised together."""
    return tuple(_conversion(value, found) for value, found in zip(values, recognise_column(values), strict=True))


def _conversion(text: str, found: Recognised | None) -> Conversion:
    if found is None:
        return Conversion(text, text, None, ())
    return Conversion(text, _rewritten(text, found.spans), found.layout, found.spans)


def _rewritten(text: str, spans: Sequence[Span]) -> str:
    out: list[str] = []
    at = 0
    for start, end in spans:
        typed = WORD.sub(lambda word: straightened(word.group()), text[start:end])
        out += [text[at:start], devanagari(typed)]
        at = end
    out.append(text[at:])
    return "".join(out)


def _confidence(bits: float) -> float:
    return 1 / (1 + math.exp2(-bits))


def _together(texts: Iterable[str]) -> float:
    """Return by how many bits lines or cells together outweigh the odds; no one of them may decide alone."""
    return sum(map(_weight, texts)) - ODDS_AGAINST


def _weight(text: str) -> float:
    return max(-AT_MOST, min(AT_MOST, sum(evidence(word) for word in WORD.findall(text))))


def _runs(text: str, *, entering: float, leaning: float = 0.0) -> list[tuple[Span, float]]:
    """Return the runs of legacy words, each with the bits by which it outweighs what entering it cost."""
    runs: list[tuple[Span, float]] = []
    for line in LINE.finditer(text):
        words = list(WORD.finditer(line.group()))
        weights = [_leaning_towards(word.group(), leaning) for word in words]
        for first, last in _best_path(weights, entering):
            span = (line.start() + words[first].start(), line.start() + words[last].end())
            runs.append((span, sum(weights[first : last + 1]) - entering))
    return runs


def _leaning_towards(word: str, leaning: float) -> float:
    bits = evidence(word)
    return bits if bits == 0.0 or is_latin_word(word) else bits + leaning


def _best_path(weights: Sequence[float], entering: float) -> list[tuple[int, int]]:
    """Return from which to which word the cheapest reading of a line is legacy."""
    other, legacy = 0.0, float("-inf")
    came_from: list[tuple[bool, bool]] = []  # for each word, whether the way to other, and to legacy, was legacy
    for weight in weights:
        came_from.append((legacy - LEAVING > other, legacy >= other - entering))
        other, legacy = max(other, legacy - LEAVING), max(legacy, other - entering) + weight
    is_legacy = legacy > other
    path = [False] * len(weights)
    for at in range(len(weights) - 1, -1, -1):
        path[at] = is_legacy
        is_legacy = came_from[at][is_legacy]
    runs: list[tuple[int, int]] = []
    for at, inside in enumerate(path):
        if inside and at and path[at - 1]:
            runs[-1] = (runs[-1][0], at)
        elif inside:
            runs.append((at, at))
    return runs
