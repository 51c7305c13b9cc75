"""Fields that hold words: sets of coded tokens, and which tokens of two registers are alike.

A token of a name is how it sounds ("key voiced", see `script.names`); of a place its district or state; of a mark
"kind:part". Sets that occur more than once are kept once, so that a register of a million rows holds few of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from samanvay.insight.gazetteer import distance_km, neighbours, place
from samanvay.insight.linkage.model import NEAR_KM
from samanvay.insight.script.names import Token, alike_pairs

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
    """Tokens with one number each, in the order in which they are met."""

    def __init__(self, tokens: Iterable[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        for token in tokens:
            self.number(token)

    def number(self, token: str) -> int:
        """Return the number of a token, a new one where it has none."""
        return self.numbers.setdefault(token, len(self.numbers))

    @property
    def tokens(self) -> list[str]:
        """The tokens in the order of their numbers."""
        return list(self.numbers)


def bags_of(sets: Sequence[frozenset[int]], rows: NDArray[np.integer]) -> Bags:
    """Return the sets that rows point to, each once and the empty one first. Rows are places in `sets`."""
    numbers: dict[frozenset[int], int] = {frozenset(): 0}
    at = np.array([numbers.setdefault(each, len(numbers)) for each in sets], dtype=np.int32)
    lengths = [len(each) for each in numbers]
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    tokens = np.array([token for each in numbers for token in sorted(each)], dtype=np.int32)
    return Bags(starts, tokens, at[rows] if len(at) else np.zeros(len(rows), dtype=np.int32))


def alike_names(left: Sequence[str], right: Sequence[str]) -> Pairs:
    """Return pairs of tokens (place in left, place in right, level): 0 same, 1 near, 2 loose."""
    ours = [Token(*each.split(" "), False) for each in left]
    theirs = [Token(*each.split(" "), False) for each in right]
    rows, columns, grades = alike_pairs(ours, theirs)
    loose_rows, loose_columns = _one_slip([each.key for each in ours], [each.key for each in theirs])
    told = np.unique(rows * max(len(right), 1) + columns)
    new = ~np.isin(loose_rows * max(len(right), 1) + loose_columns, told)
    return (
        np.concatenate((rows, loose_rows[new])),
        np.concatenate((columns, loose_columns[new])),
        np.concatenate((2 - grades, np.full(int(new.sum()), 2))).astype(np.int8),
    )


def _one_slip(left: Sequence[str], right: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the pairs of tokens whose keys differ by one letter, or are equal while the vowels are not."""
    ours, at_left = np.unique(np.array([key.lower() for key in left], dtype=object).astype(str), return_inverse=True)
    theirs, at_right = np.unique(np.array([key.lower() for key in right], dtype=object).astype(str), return_inverse=True)
    rows: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    columns: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    ends_left, order_left = _groups(at_left, len(ours))
    ends_right, order_right = _groups(at_right, len(theirs))
    long_left = np.array([len(key) for key in ours.tolist()])
    for first in range(0, len(theirs), 1024):  # the table of distances stays small
        part = theirs[first : first + 1024].tolist()
        apart = cdist(part, ours.tolist(), scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
        longer = np.maximum(long_left[None, :], np.array([len(key) for key in part])[:, None])
        for theirs_at, ours_at in zip(*np.nonzero((apart == 0) | ((apart == 1) & (longer >= LOOSE_FROM))), strict=True):
            mine = order_left[ends_left[ours_at] : ends_left[ours_at + 1]]
            other = order_right[ends_right[first + theirs_at] : ends_right[first + theirs_at + 1]]
            rows.append(np.repeat(mine, len(other)))
            columns.append(np.tile(other, len(mine)))
    return np.concatenate(rows), np.concatenate(columns)


def _groups(numbers: NDArray[np.integer], size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ends = np.concatenate(([0], np.cumsum(np.bincount(numbers, minlength=size)))).astype(np.int64)
    return ends, np.argsort(numbers, kind="stable").astype(np.int64)


def alike_places(left: Sequence[str], right: Sequence[str]) -> Pairs:
    """Return pairs of places: 0 the same, 1 near, 2 one the state in which the other lies, 3 the same state."""
    found: list[tuple[int, int, int]] = []
    homes = [_home(token) for token in left]
    by_state: dict[str, list[int]] = {}
    for at, (state, _) in enumerate(homes):
        by_state.setdefault(state, []).append(at)
    same = {token: at for at, token in enumerate(left)}
    for there, token in enumerate(right):
        state, district = _home(token)
        close = frozenset(neighbours(district)) if district else frozenset()
        for at in by_state.get(state, ()) if state else ():
            if token == left[at]:
                continue
            if not district or not homes[at][1]:
                found.append((at, there, 2))
            elif not _is_near(district, homes[at][1], close):
                found.append((at, there, 3))
        if token in same:
            found.append((same[token], there, 0))
        if district:
            found += [
                (at, there, 1) for at, (_, other) in enumerate(homes)
                if other and other != district and _is_near(district, other, close)
            ]  # fmt: skip
    rows, columns, levels = (np.array(each) for each in zip(*found, strict=True)) if found else (np.zeros(0),) * 3
    return rows.astype(np.int64), columns.astype(np.int64), levels.astype(np.int8)


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


def alike_marks(left: Sequence[str], right: Sequence[str]) -> Pairs:
    """Return pairs of marks: 1 the same, 2 but for the side or the kind of a mark of the skin."""
    same = {token: at for at, token in enumerate(left)}
    by_part: dict[str, list[int]] = {}
    for at, token in enumerate(left):
        by_part.setdefault(_unsided(token.partition(":")[2]), []).append(at)
    found: list[tuple[int, int, int]] = []
    for there, token in enumerate(right):
        kind, _, part = token.partition(":")
        if token in same:
            found.append((same[token], there, 1))
        for at in by_part.get(_unsided(part), ()):
            other_kind, _, other_part = left[at].partition(":")
            if left[at] != token and (
                kind == other_kind or (part == other_part and kind in SKIN and other_kind in SKIN)
            ):
                found.append((at, there, 2))
    rows, columns, levels = (np.array(each) for each in zip(*found, strict=True)) if found else (np.zeros(0),) * 3
    return rows.astype(np.int64), columns.astype(np.int64), levels.astype(np.int8)


def _unsided(part: str) -> str:
    return " ".join(SIDES.sub("", part).split())


def equal_words(left: Sequence[str], right: Sequence[str]) -> Pairs:
    """Return the pairs of equal tokens, level 0."""
    same = {token: at for at, token in enumerate(left)}
    found = [(same[token], there) for there, token in enumerate(right) if token in same]
    rows, columns = (np.array(each) for each in zip(*found, strict=True)) if found else (np.zeros(0),) * 2
    return rows.astype(np.int64), columns.astype(np.int64), np.zeros(len(rows), dtype=np.int8)


ALIKE: dict[str, Callable[[Sequence[str], Sequence[str]], Pairs]] = {
    "names": alike_names,
    "place": alike_places,
    "marks": alike_marks,
    "sex": equal_words,
    "language": equal_words,
    "phone": equal_words,
}
