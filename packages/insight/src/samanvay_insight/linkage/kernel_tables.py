"""What the compiled search writes down once for a right row: the weight of each distinct value of the left register."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from samanvay_insight.compiling import jit
from samanvay_insight.linkage.levels import (
    AGE,
    BITS_AT,
    CROSSED,
    DATE,
    GIVEN,
    LEVEL_COUNTS,
    MARKS,
    SWAPPED,
    UNKNOWN_NUMBER,
    Array,
    number_level,
)
from samanvay_insight.linkage.model import CLASSES

# mypy cannot see through numba's named tuples: their members are arrays
Left = namedtuple(
    "Left",
    "rows runs codes begins nowhere columns posting_at posting_starts postings bag_counts "
    "ages dates heights merged_at merged_fields merged_codes table_at table_size number_at",
)
Right = namedtuple(
    "Right",
    "like_at like_starts like_tokens like_levels class_at classes bag_at bag_starts bag_tokens bag_rows "
    "born day grown age_classes date_classes height_classes other_sex",
)


@jit
def fill_keys(
    field: int, like_field: int, row: int, left: Left, right: Right, keys: Array, touched: Array, limit: int
) -> int:
    """Set the keys of the left sets that are alike to a right row's set; return how many were touched.

    `like_field` is the right row's own field: another than `field` where names are crossed. Only levels below `limit`
    count.
    """
    count = 0
    levels = LEVEL_COUNTS[field]
    bag = right.bag_rows[like_field, row]
    first = right.bag_at[like_field]
    post = left.posting_at[field]
    like = right.like_at[field]
    classes = right.class_at[field]
    for at in range(right.bag_starts[first + bag], right.bag_starts[first + bag + 1]):
        token = right.bag_tokens[at]
        for pair in range(right.like_starts[like + token], right.like_starts[like + token + 1]):
            level = right.like_levels[pair]
            if level >= limit:
                break
            key = (levels - 1 - level) * CLASSES + right.classes[classes + token * levels + level]
            ours = right.like_tokens[pair]
            for place in range(left.posting_starts[post + ours], left.posting_starts[post + ours + 1]):
                other = left.postings[place]
                if keys[other] < 0:
                    touched[count] = other
                    count += 1
                if key > keys[other]:
                    keys[other] = key
    return count


@jit
def fill_marks(
    row: int, left: Left, right: Right, keys: Array, touched: Array, stamps: Array, hits: Array, sums: Array
) -> int:
    """Set the keys of the sets of marks: several agreements count together."""
    count = 0
    levels = LEVEL_COUNTS[MARKS]
    bag = right.bag_rows[MARKS, row]
    first = right.bag_at[MARKS]
    post = left.posting_at[MARKS]
    like = right.like_at[MARKS]
    classes = right.class_at[MARKS]
    for at in range(right.bag_starts[first + bag], right.bag_starts[first + bag + 1]):
        token = right.bag_tokens[at]
        for pair in range(right.like_starts[like + token], right.like_starts[like + token + 1]):
            level = right.like_levels[pair]
            rare = right.classes[classes + token * levels + level]
            key = (levels - 1 - level) * CLASSES + rare
            ours = right.like_tokens[pair]
            for place in range(left.posting_starts[post + ours], left.posting_starts[post + ours + 1]):
                other = left.postings[place]
                if keys[other] < 0:
                    touched[count] = other
                    count += 1
                    hits[other] = 0
                    sums[other] = 0
                    stamps[other] = -1
                if stamps[other] != token:  # the closest level of this mark comes first
                    stamps[other] = token
                    hits[other] += 1
                    sums[other] += rare
                if key > keys[other]:
                    keys[other] = key
    for at in range(count):
        other = touched[at]
        if hits[other] > 1:
            keys[other] = (levels - 1) * CLASSES + min(sums[other], CLASSES - 1)
    return count


@jit
def crossing(
    weight: int, family: int, across: int, across_family: Array, family_key: int, family_known: bool, bits: Array
) -> Any:
    """Return the weight of the names where the right family name is like the left given one."""
    if family == 0:
        return bits[BITS_AT[GIVEN] + CROSSED * CLASSES + across % CLASSES]
    if family_known and family_key < 0 and across_family[family] >= 0:
        rare = min(across % CLASSES + across_family[family] % CLASSES, CLASSES - 1)
        return bits[BITS_AT[GIVEN] + SWAPPED * CLASSES + rare]
    return weight


@jit
def number_table(field: int, row: int, left: Left, right: Right, bits: Array, tables: Array, tops: Array) -> bool:
    """Fill the table of a number; return whether the right row knows it."""
    at = left.table_at[field]
    if field == AGE:
        values, numbers, classes = left.ages, right.born, right.age_classes
    elif field == DATE:
        values, numbers, classes = left.dates, right.day, right.date_classes
    else:
        values, numbers, classes = left.heights, right.grown, right.height_classes
    if numbers[row, 0] == UNKNOWN_NUMBER or len(values) < 2:
        return False
    for place in range(1, len(values)):
        level = number_level(field, values, place, numbers, row)
        value = bits[BITS_AT[field] + level * CLASSES + classes[row, level]]
        tables[at + place] = value
        tops[field] = max(tops[field], value)
    return True


@jit
def merge(number: int, left: Left, tables: Array, active: Array) -> int:
    """Fill the table of a merged column; return its greatest value."""
    at, first, last = left.merged_at[number, 0], left.merged_at[number, 1], left.merged_at[number, 2]
    codes, size = left.merged_at[number, 3], left.merged_at[number, 4]
    top = -(2**15)
    for place in range(size):
        value = 0
        for each in range(last - first):
            field = left.merged_fields[first + each]
            if active[field]:
                value += tables[left.table_at[field] + left.merged_codes[codes + place * (last - first) + each]]
        tables[at + place] = value
        top = max(top, value)
    return top
