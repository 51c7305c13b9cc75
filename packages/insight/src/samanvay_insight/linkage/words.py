"""Fields that hold words: sets of coded tokens, and which tokens of two registers are alike.

A token of a name is how it sounds ("key voiced", see `script.names`); of a place its district or state; of a mark
"kind:part". Sets that occur more than once are kept once, so that a register of a million rows holds few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import digits

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from samanvay_insight.gazetteer import distance_km, neighbours, place
from samanvay_insight.linkage.model import NEAR_KM
from samanvay_insight.script.hearing import FOLD_CONSONANTS, Token
from samanvay_insight.script.names import FOLD_VOWELS, tokens_alike

Ints = NDArray[np.int32]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]

# Which vocabulary each field of words draws on.
VOCABULARIES = {
    "given": "names", "family": "names", "honorific": "names", "father": "names", "mother": "names",
    "spouse": "names", "companions": "names", "sex": "sex", "place": "place", "language": "language",
    "marks": "marks", "phone": "phone",
}  # fmt: skip
LOOSE_FROM = 4  # letters of the longer key, from which one slip is forgiven
SKIN = frozenset(("scar", "cut", "burn", "birthmark", "mole", "wound", "stitches"))
SIDES = re.compile(r"\b(left|right|l|r)\b")


@dataclass(frozen=True, eq=False)
class Bags:
    """The sets of tokens of one field: set b holds `tokens[starts[b]:starts[b + 1]]`, and row i has set `rows[i]`.

    Set 0 is empty: nothing is known. Tokens are numbers of the register's vocabulary for this field.
    """

    starts: Ints
    tokens: Ints
    rows: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, at: NDArray[np.integer]) -> Bags:
        """Return the sets of some rows."""
        return Bags(self.starts, self.tokens, self.rows[at])


class Vocabulary:
    """Tokens with one number each, in the order in which they are met; it may grow, and never forgets.

    Of names it also keeps which tokens bear a key, so that a new name is compared with few of them.
    """

    def __init__(self, tokens: Iterable[str] = ()) -> None:
        self.tokens: list[str] = []
        self.numbers: dict[str, int] = {}
        self._heard = 0  # tokens that are in the two maps below
        self._by_key: dict[str, list[int]] = {}
        self._by_folded: dict[str, list[int]] = {}
        for token in tokens:
            self.number(token)

    def __len__(self) -> int:
        return len(self.tokens)

    def number(self, token: str) -> int:
        """Return the number of a token, a new one where it has none."""
        found = self.numbers.get(token)
        if found is None:
            found = self.numbers[token] = len(self.tokens)
            self.tokens.append(token)
        return found

    def heard(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Return the numbers of names by their key in lower case, and by the key with all folded that may be open."""
        for number in range(self._heard, len(self.tokens)):
            key = self.tokens[number].partition(" ")[0]
            self._by_key.setdefault(key.lower(), []).append(number)
            self._by_folded.setdefault(_folded(key), []).append(number)
        self._heard = len(self.tokens)
        return self._by_key, self._by_folded


def _folded(key: str) -> str:
    return key.lower().translate(FOLD_CONSONANTS).translate(FOLD_VOWELS)


def bags_of(sets: Sequence[frozenset[int]], rows: NDArray[np.integer]) -> Bags:
    """Return the sets that rows point to, each once and the empty one first. Rows are places in `sets`."""
    numbers: dict[frozenset[int], int] = {frozenset(): 0}
    at = np.array([numbers.setdefault(each, len(numbers)) for each in sets], dtype=np.int32)
    lengths = [len(each) for each in numbers]
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    tokens = np.array([token for each in numbers for token in sorted(each)], dtype=np.int32)
    return Bags(starts, tokens, at[rows] if len(at) else np.zeros(len(rows), dtype=np.int32))


def _pairs(found: Sequence[tuple[int, int, int]]) -> Pairs:
    table = np.array(found, dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2].astype(np.int8)


def alike_names(left: Vocabulary, right: Vocabulary) -> Pairs:
    """Return pairs of tokens (number in left, number in right, level): 0 same, 1 near, 2 loose.

    Loose are keys that differ by one letter, or equal ones whose vowels are too far apart. Time goes with the pairs of
    one key, and one distance for each pair of distinct keys.
    """
    by_key, by_folded = left.heard()
    tokens = [_token(each) for each in left.tokens] if len(right) > 64 else None
    found: list[tuple[int, int, int]] = []
    told: set[tuple[int, int]] = set()
    for there, text in enumerate(right.tokens):
        token = _token(text)
        for at in by_folded.get(_folded(token.key), ()):
            grade = tokens_alike(tokens[at] if tokens else _token(left.tokens[at]), token)
            if grade:
                found.append((at, there, 2 - grade))
                told.add((at, there))
    theirs, _ = right.heard()
    for key, other in _one_slip(list(by_key), list(theirs)):
        found += [(at, there, 2) for there in theirs[other] for at in by_key[key] if (at, there) not in told]
    return _pairs(found)


def _token(text: str) -> Token:
    key, _, voiced = text.partition(" ")
    return Token(key, voiced, False)


def _one_slip(left: list[str], right: list[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of keys that are equal or, where the longer has letters enough, differ by one.

    The number of a compound is no letter: Krishna Bahadur is not loosely Krishna Prasad.
    """
    ours = np.array([len(key.rstrip(digits)) for key in left])
    for first in range(0, len(right), 1024):  # the table of distances stays small
        part = right[first : first + 1024]
        apart = cdist(part, left, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
        longer = np.maximum(ours[None, :], np.array([len(key.rstrip(digits)) for key in part])[:, None])
        rows, columns = np.nonzero((apart == 0) | ((apart == 1) & (longer >= LOOSE_FROM)))
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            one, other = left[column], part[row]
            if one.removeprefix(one.rstrip(digits)) == other.removeprefix(other.rstrip(digits)):
                yield one, other


def alike_places(left: Vocabulary, right: Vocabulary) -> Pairs:
    """Return pairs of places: 0 the same, 1 near, 2 one the state in which the other lies, 3 the same state."""
    found: list[tuple[int, int, int]] = []
    homes = [_home(token) for token in left.tokens]
    by_state: dict[str, list[int]] = {}
    for at, (state, _) in enumerate(homes):
        by_state.setdefault(state, []).append(at)
    for there, token in enumerate(right.tokens):
        state, district = _home(token)
        close = frozenset(neighbours(district)) if district else frozenset()
        for at in by_state.get(state, ()) if state else ():
            if token == left.tokens[at]:
                continue
            if not district or not homes[at][1]:
                found.append((at, there, 2))
            elif not _is_near(district, homes[at][1], close):
                found.append((at, there, 3))
        if token in left.numbers:
            found.append((left.numbers[token], there, 0))
        if district:
            found += [
                (at, there, 1) for at, (_, other) in enumerate(homes)
                if other and other != district and _is_near(district, other, close)
            ]  # fmt: skip
    return _pairs(found)


def _home(token: str) -> tuple[str, str]:
    """Split the token of a place into its state and its district, empty where not known."""
    kind, _, key = token.partition("=")
    if kind == "district":
        return str(place(key).state or place(key).parent or ""), key
    return (key, "") if kind == "state" else ("", "")


def _is_near(a: str, b: str, close: frozenset[str]) -> bool:
    if b in close:
        return True
    first, second = place(a), place(b)
    if first.lat is None or second.lat is None or abs(first.lat - second.lat) > NEAR_KM / 110:
        return False
    return distance_km(a, b) <= NEAR_KM


def alike_marks(left: Vocabulary, right: Vocabulary) -> Pairs:
    """Return pairs of marks: 1 the same, 2 but for the side or the kind of a mark of the skin."""
    by_part: dict[str, list[int]] = {}
    for at, token in enumerate(left.tokens):
        by_part.setdefault(_unsided(token.partition(":")[2]), []).append(at)
    found: list[tuple[int, int, int]] = []
    for there, token in enumerate(right.tokens):
        kind, _, part = token.partition(":")
        if token in left.numbers:
            found.append((left.numbers[token], there, 1))
        for at in by_part.get(_unsided(part), ()):
            other_kind, _, other_part = left.tokens[at].partition(":")
            if left.tokens[at] != token and (
                kind == other_kind or (part == other_part and kind in SKIN and other_kind in SKIN)
            ):
                found.append((at, there, 2))
    return _pairs(found)


def _unsided(part: str) -> str:
    return " ".join(SIDES.sub("", part).split())


def equal_words(left: Vocabulary, right: Vocabulary) -> Pairs:
    """Return the pairs of equal tokens, level 0."""
    return _pairs(
        [(left.numbers[token], there, 0) for there, token in enumerate(right.tokens) if token in left.numbers]
    )


ALIKE: dict[str, Callable[[Vocabulary, Vocabulary], Pairs]] = {
    "names": alike_names,
    "place": alike_places,
    "marks": alike_marks,
    "sex": equal_words,
    "language": equal_words,
    "phone": equal_words,
}
