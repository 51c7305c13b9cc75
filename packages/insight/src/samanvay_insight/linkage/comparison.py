"""Two coded registers laid beside each other: which of their words are alike, and how rare each agreement is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.linkage.coding import NOT_KNOWN, Coded
from samanvay_insight.linkage.model import FIELDS, LARGEST_CLASS, SHARE_ROWS, Kind
from samanvay_insight.linkage.words import ALIKE, VOCABULARIES, Bags, Vocabulary

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]

WORDS = tuple(field for field in FIELDS if field.kind is Kind.WORDS)
NUMBERS = ("age", "height", "date")


class Likeness(NamedTuple):
    """For each token of the right vocabulary the left tokens that it is like, with the level: rows in `starts`."""

    starts: Ints
    tokens: Ints
    levels: NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Counts:
    """How many rows of a register hold each token of a field, and how many know the field at all."""

    known: dict[str, int]
    tokens: dict[str, NDArray[np.int64]]


def counts_of(coded: Coded) -> Counts:
    """Count the rows that hold each token."""
    known, tokens = {}, {}
    for field in WORDS:
        bags = coded.words[field.name]
        rows = np.bincount(bags.rows, minlength=len(bags)).astype(np.float64)
        known[field.name] = int(rows[1:].sum())
        held = np.repeat(rows, np.diff(bags.starts))
        size = len(coded.vocabularies[VOCABULARIES[field.name]])
        tokens[field.name] = np.bincount(bags.tokens, held, minlength=size).astype(np.int64)
    return Counts(known, tokens)


def likeness(left: Vocabulary, right: Vocabulary, vocabulary: str) -> Likeness:
    """Return which left tokens each right token is like, the closest first."""
    rows, columns, levels = ALIKE[vocabulary](left, right)
    order = np.lexsort((rows, levels, columns))
    starts = np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=len(right))))).astype(np.int32)
    return Likeness(starts, rows[order].astype(np.int32), levels[order])


def likenesses(left: Coded, right: Coded) -> dict[str, Likeness]:
    """Return the likeness of each vocabulary."""
    return {name: likeness(left.vocabularies[name], right.vocabularies[name], name) for name in ALIKE}


def rarity(held: NDArray[np.floating] | NDArray[np.integer], known: float, share: float) -> Codes:
    """Return the rarity class of what `held` of `known` rows show: half bits, drawn to `share` while rows are few."""
    found = np.log2((np.asarray(held, dtype=np.float64) + SHARE_ROWS * share) / (known + SHARE_ROWS))
    return np.clip(np.round(-2 * found), 0, LARGEST_CLASS).astype(np.int16)


def held_alike(alike: Likeness, counts: NDArray[np.int64], levels: int) -> NDArray[np.float64]:
    """Return for each right token and level how many left rows hold a token that is like it in that level."""
    size = len(alike.starts) - 1
    token = np.repeat(np.arange(size), np.diff(alike.starts))
    held = np.zeros((size, levels))
    counted = alike.levels < levels
    np.add.at(held, (token[counted], alike.levels[counted]), counts[alike.tokens[counted]])
    return held


def distinct(rows: Ints) -> tuple[Ints, Ints]:
    """Return the distinct rows of one or two numbers, the unknown first, and which of them each row is."""
    shaped = (rows if rows.ndim == 2 else rows.reshape(-1, 1)).astype(np.int64)
    # one number a row; 0 for the unknown, which so comes first
    known = shaped != NOT_KNOWN
    least = int(shaped[known].min()) - 1 if known.any() else 0
    from_one = np.where(known, shaped - least, 0)
    values, at = np.unique(np.append((from_one[:, 0] << 32) | from_one[:, -1], 0), return_inverse=True)
    columns = (values >> 32, values & 0xFFFFFFFF) if shaped.shape[1] > 1 else (values >> 32,)
    parted = np.stack(columns, axis=1)
    return np.where(parted > 0, parted + least, NOT_KNOWN).astype(np.int32), at[:-1].astype(np.int32)


def postings(bags: Bags, tokens: int) -> tuple[Ints, Ints]:
    """Return for each token the sets that hold it: where they start, and the sets."""
    sets = np.repeat(np.arange(len(bags)), np.diff(bags.starts))
    order = np.argsort(bags.tokens, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(bags.tokens, minlength=tokens)))).astype(np.int32)
    return starts, sets[order].astype(np.int32)
