"""One pair after the other: in which level and rarity class each field falls. What the search finds is read again here.

The same rules as in the kernel's tables, written once more from the tokens themselves: the two must agree.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.compiling import jit
from samanvay_insight.linkage.coding import Coded
from samanvay_insight.linkage.kernel_tables import Right
from samanvay_insight.linkage.layout import Facing, Prepared, facing_flat, flat_bags
from samanvay_insight.linkage.levels import (
    AGE,
    ALIKE_LEVELS,
    CROSSED,
    DATE,
    FAMILY,
    GIVEN,
    HEIGHT,
    LEVEL_COUNTS,
    LOOSE,
    MARKS,
    OTHER_GIVEN,
    OTHER_SEX,
    SEX,
    SWAPPED,
    Array,
    age_level,
    code_of,
    date_level,
    height_level,
)
from samanvay_insight.linkage.model import CLASSES, NAMES
from samanvay_insight.linkage.weights import Weights


@jit
def likest(
    field: int, like_field: int, left_bag: int, row: int, starts: Array, tokens: Array, right: Right, limit: int
) -> int:
    """Return the best key (level first, then rarity) of a left set and a right row's, -1 where nothing is alike."""
    best = -1
    levels = LEVEL_COUNTS[field]
    bag = right.bag_at[like_field] + right.bag_rows[like_field, row]
    like = right.like_at[field]
    for at in range(right.bag_starts[bag], right.bag_starts[bag + 1]):
        token = right.bag_tokens[at]
        for pair in range(right.like_starts[like + token], right.like_starts[like + token + 1]):
            level = right.like_levels[pair]
            if level >= limit:
                break
            for place in range(starts[left_bag], starts[left_bag + 1]):
                if tokens[place] == right.like_tokens[pair]:
                    rare = right.classes[right.class_at[field] + token * levels + level]
                    best = max(best, (levels - 1 - level) * CLASSES + rare)
    return best


@jit
def marks_code(left_bag: int, row: int, starts: Array, tokens: Array, right: Right) -> Any:
    """Return the code of two sets of marks that are both known."""
    levels = LEVEL_COUNTS[MARKS]
    bag = right.bag_at[MARKS] + right.bag_rows[MARKS, row]
    like = right.like_at[MARKS]
    hits = 0
    rares = 0
    best = -1
    for at in range(right.bag_starts[bag], right.bag_starts[bag + 1]):
        token = right.bag_tokens[at]
        closest = levels
        for pair in range(right.like_starts[like + token], right.like_starts[like + token + 1]):
            for place in range(starts[left_bag], starts[left_bag + 1]):
                if tokens[place] == right.like_tokens[pair]:
                    closest = min(closest, right.like_levels[pair])
        if closest < levels:
            rare = right.classes[right.class_at[MARKS] + token * levels + closest]
            hits += 1
            rares += rare
            best = max(best, (levels - 1 - closest) * CLASSES + rare)
    if hits > 1:
        return min(rares, CLASSES - 1)
    return code_of(MARKS, best)


@jit
def read_pairs(
    left_rows: Array,
    right_rows: Array,
    bag_at: Array,
    bag_starts: Array,
    bag_tokens: Array,
    bag_rows: Array,
    born: Array,
    day: Array,
    grown: Array,
    right: Right,
    out: Array,
) -> None:
    """Write the pattern of each pair into `out` (pairs × fields)."""
    for number in range(len(left_rows)):
        ours, theirs = left_rows[number], right_rows[number]
        for field in range(len(LEVEL_COUNTS)):
            if field == AGE:
                level = age_level(born[ours, 0], born[ours, 1], right.born[theirs, 0], right.born[theirs, 1])
                out[number, field] = -1 if level < 0 else level * CLASSES + right.age_classes[theirs, level]
                continue
            if field == DATE:
                level = date_level(day[ours, 0], day[ours, 1], right.day[theirs, 0], right.day[theirs, 1])
                out[number, field] = -1 if level < 0 else level * CLASSES + right.date_classes[theirs, level]
                continue
            if field == HEIGHT:
                level = height_level(grown[ours], right.grown[theirs, 0])
                out[number, field] = -1 if level < 0 else level * CLASSES + right.height_classes[theirs, level]
                continue
            bag = bag_rows[field, ours]
            if bag == 0 or right.bag_rows[field, theirs] == 0:
                out[number, field] = -1
                continue
            starts = bag_starts[bag_at[field] :]
            if field == MARKS:
                out[number, field] = marks_code(bag, theirs, starts, bag_tokens, right)
            else:
                key = likest(field, field, bag, theirs, starts, bag_tokens, right, ALIKE_LEVELS[field])
                out[number, field] = code_of(field, key)
                if field == SEX and key < 0:
                    out[number, field] = OTHER_SEX * CLASSES + right.other_sex[theirs]
        cross(number, ours, theirs, bag_at, bag_starts, bag_tokens, bag_rows, right, out)


@jit
def cross(
    number: int,
    ours: int,
    theirs: int,
    bag_at: Array,
    bag_starts: Array,
    bag_tokens: Array,
    bag_rows: Array,
    right: Right,
    out: Array,
) -> None:
    """See whether names that differ are swapped, or whether a lone one is the other's family name."""
    if out[number, GIVEN] != OTHER_GIVEN * CLASSES:
        return
    family = out[number, FAMILY]
    if family >= 0 and family // CLASSES < LEVEL_COUNTS[FAMILY] - 1:
        return
    given_bag, family_bag = bag_rows[GIVEN, ours], bag_rows[FAMILY, ours]
    across_family = across_given = -1
    if family_bag > 0:
        starts = bag_starts[bag_at[FAMILY] :]
        across_family = likest(FAMILY, GIVEN, family_bag, theirs, starts, bag_tokens, right, LOOSE)
    if right.bag_rows[FAMILY, theirs] > 0:
        starts = bag_starts[bag_at[GIVEN] :]
        across_given = likest(GIVEN, FAMILY, given_bag, theirs, starts, bag_tokens, right, LOOSE)
    if family >= 0:
        if across_family >= 0 and across_given >= 0:
            rare = min(across_family % CLASSES + across_given % CLASSES, CLASSES - 1)
            out[number, GIVEN] = SWAPPED * CLASSES + rare
            out[number, FAMILY] = -1
    elif family_bag == 0 and across_given >= 0:
        out[number, GIVEN] = CROSSED * CLASSES + across_given % CLASSES
    elif family_bag > 0 and across_family >= 0:
        out[number, GIVEN] = CROSSED * CLASSES + across_family % CLASSES


def patterns(
    coded: Coded, right: Right, left_rows: NDArray[np.integer], right_rows: NDArray[np.integer]
) -> NDArray[np.int16]:
    """Return the pattern codes of pairs (pairs × fields), -1 where not known. `left_rows` are rows of `coded`."""
    out = np.full((len(left_rows), len(NAMES)), -1, dtype=np.int16)
    if len(left_rows):
        read_pairs(
            np.arange(len(left_rows)), right_rows.astype(np.int64), *flat_bags(coded, left_rows),
            coded.born[left_rows], coded.day[left_rows], coded.grown[left_rows], right, out,
        )  # fmt: skip
    return out


def all_patterns(
    parts: list[Prepared], facing: Facing, left_rows: NDArray[np.integer], right_rows: NDArray[np.integer]
) -> NDArray[np.int16]:
    """Return the pattern codes of pairs whose left rows count over all parts."""
    out = np.full((len(left_rows), len(NAMES)), -1, dtype=np.int16)
    first = 0
    for number, part in enumerate(parts):
        mine = np.flatnonzero((left_rows >= first) & (left_rows < first + len(part.coded)))
        if len(mine):
            out[mine] = patterns(part.coded, facing_flat(facing, number), left_rows[mine] - first, right_rows[mine])
        first += len(part.coded)
    return out


def weights_of(found: NDArray[np.int16], weights: Weights) -> NDArray[np.int64]:
    """Return the weights of patterns in 1/256 bits."""
    total = np.zeros(len(found), dtype=np.int64)
    for at, name in enumerate(NAMES):
        known = found[:, at] >= 0
        total[known] += weights.steps[name][found[known, at]]
    return total
