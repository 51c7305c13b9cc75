"""A text cut into the pieces of words that the encoder knows.

The pieces and their scores are those of XLM-RoBERTa's unigram model (Kudo, "Subword Regularization", ACL 2018),
fewer of them (`tables/SOURCES.md`); the likeliest cut of each word is found by Viterbi's algorithm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3
_WORD = re.compile(r"\S+")
_LEADS = "\u2581"
_UNKNOWN_COSTS = 10.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its number, and the code points it stands on."""

    number: int
    start: int
    end: int


class Pieces:
    """The pieces by their letters, with the numbers and scores of each."""

    def __init__(self, letters: Sequence[str], scores: Sequence[float], normal: Mapping[str, str]) -> None:
        self._numbers = {word: number for number, word in enumerate(letters)}
        self._scores = list(scores)
        self._normal = dict(normal)
        self._longest = max(len(word) for word in letters)
        self._unknown = min(self._scores) - _UNKNOWN_COSTS
        self._cut: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def split(self, text: str) -> list[Piece]:
        """The pieces of `text` in order; a line break is a full stop of its own, as it ends what was said."""
        found: list[Piece] = []
        last = 0
        for match in _WORD.finditer(text):
            if "\n" in text[last : match.start()]:
                found.append(Piece(self._numbers["."], last, match.start()))
            begin = match.start()
            found += [Piece(n, begin + a, begin + b) for n, a, b in self._word(match.group())]
            last = match.end()
        return found

    def _word(self, word: str) -> tuple[tuple[int, int, int], ...]:
        known = self._cut.get(word)
        if known is None:
            known = self._likeliest(word)
            if len(self._cut) < 100_000:
                self._cut[word] = known
        return known

    def _likeliest(self, word: str) -> tuple[tuple[int, int, int], ...]:
        letters, at = [_LEADS], [0]
        for index, sign in enumerate(word):
            for plain in self._normal.get(sign, sign):
                letters.append(plain)
                at.append(index)
        said = "".join(letters)
        at.append(len(word))
        end = len(letters)
        best = [0.0] + [float("-inf")] * end
        back: list[tuple[int, int]] = [(UNKNOWN, 0)] * (end + 1)
        for begin in range(end):
            if best[begin] + self._unknown > best[begin + 1]:
                best[begin + 1] = best[begin] + self._unknown
                back[begin + 1] = (UNKNOWN, begin)
            for stop in range(begin + 1, min(end, begin + self._longest) + 1):
                number = self._numbers.get(said[begin:stop])
                if number is not None and number > UNKNOWN and best[begin] + self._scores[number] > best[stop]:
                    best[stop] = best[begin] + self._scores[number]
                    back[stop] = (number, begin)
        cut: list[tuple[int, int, int]] = []
        stop = end
        while stop:
            number, begin = back[stop]
            cut.append((number, at[begin], at[stop]))
            stop = begin
        return tuple(reversed(cut))
