"""Tables of words and phrases, matched on tokens, the longest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from samanvay_insight.extract.tokens import Token, tokens

Value = TypeVar("Value")


class Words(frozenset[str]):
    """A set of single lower-case words, written as one string."""

    @classmethod
    def of(cls, *lines: str) -> Words:
        """The words of `lines`, parted by white space."""
        return cls(word for line in lines for word in line.split())


class Phrases(Generic[Value]):
    """Phrases of one or more words, each with a value.

    In a phrase `_` stands for up to three words that are no marks, so that "kept _ in" finds
    "kept two nights in". Phrases are parted by `|` in the table.
    """

    def __init__(self, table: Mapping[Value, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for value, lines in table.items():
            for phrase in lines.split("|"):
                words = tuple(t.low for t in tokens(phrase))
                if words:
                    self._by_first.setdefault(words[0], []).append((words, value))
        for rows in self._by_first.values():
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, sentence: Sequence[Token], index: int) -> tuple[Value, int] | None:
        """The value of the longest phrase that begins at `index`, and the index after it; None beyond the end."""
        if index >= len(sentence):
            return None
        for words, value in self._by_first.get(sentence[index].low, ()):
            end = _match(sentence, index, words)
            if end is not None:
                return value, end
        return None

    def ending(self, sentence: Sequence[Token], end: int, reach: int = 6) -> tuple[Value, int] | None:
        """The value of the longest phrase that ends just before `end`, and the index it begins at."""
        for start in range(max(0, end - reach), end):
            for words, value in self._by_first.get(sentence[start].low, ()):
                if _match(sentence, start, words) == end:
                    return value, start
        return None

    def all(self, sentence: Sequence[Token]) -> list[tuple[Value, int, int]]:
        """Every phrase in the sentence as value, start, end; overlapping ones give way to the first."""
        found: list[tuple[Value, int, int]] = []
        index = 0
        while index < len(sentence):
            hit = self.at(sentence, index)
            if hit is None:
                index += 1
            else:
                found.append((hit[0], index, hit[1]))
                index = hit[1]
        return found


def _match(sentence: Sequence[Token], index: int, words: tuple[str, ...]) -> int | None:
    for position, word in enumerate(words):
        if word == "_":
            rest = words[position + 1 :]
            for skip in range(4):
                end = _match(sentence, index + skip, rest) if index + skip < len(sentence) else None
                if end is not None:
                    return end
                if index + skip < len(sentence) and sentence[index + skip].kind == "mark":
                    return None
            return None
        if index >= len(sentence) or sentence[index].low != word:
            return None
        index += 1
    return index
