"""The compiled rules by which numbers fall into levels, and the numbers of the model that compiled code reads."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.compiling import jit
from samanvay_insight.linkage.coding import NOT_KNOWN
from samanvay_insight.linkage.model import AGE_MONTHS, AT, CLASSES, DATE_DAYS, HEIGHT_CM, SLACK_DAYS, field_of

Array = NDArray[Any]

UNKNOWN_NUMBER = int(NOT_KNOWN)
GIVEN, FAMILY, SEX, MARKS = AT["given"], AT["family"], AT["sex"], AT["marks"]
AGE, HEIGHT, DATE = AT["age"], AT["height"], AT["date"]
SAME_AGE, YEAR_AGE, TWO_AGE, FOUR_AGE = AGE_MONTHS
MONTH, QUARTER, HALF, YEAR, TWO_YEARS = DATE_DAYS
SAME_CM, NEAR_CM = HEIGHT_CM
LEVELS = tuple(len(field_of(name).levels) for name in AT)
LEVEL_COUNTS = np.array(LEVELS, dtype=np.int64)
BITS_AT = np.concatenate(([0], np.cumsum(LEVEL_COUNTS * CLASSES))).astype(np.int64)
ALIKE_LEVELS = np.array([field_of(name).alike for name in AT], dtype=np.int64)
LOOSE = field_of("given").level("loose")
SWAPPED, CROSSED, OTHER_GIVEN = (field_of("given").level(name) for name in ("swapped", "crossed", "other"))
OTHER_SEX = field_of("sex").level("other")


@jit
def age_level(low: int, high: int, other_low: int, other_high: int) -> int:
    """Return the level of two spans of birth, -1 where one is not known."""
    if low == UNKNOWN_NUMBER or other_low == UNKNOWN_NUMBER:
        return -1
    gap = max(0, low - other_high, other_low - high)
    if gap <= SAME_AGE:
        return 0
    if gap <= YEAR_AGE:
        return 1
    if gap <= TWO_AGE:
        return 2
    return 3 if gap <= FOUR_AGE else 4


@jit
def date_level(missing_low: int, missing_high: int, found_low: int, found_high: int) -> int:
    """Return the level of a missing and a found date, -1 where one is not known."""
    if missing_low == UNKNOWN_NUMBER or found_low == UNKNOWN_NUMBER:
        return -1
    if found_high < missing_low - SLACK_DAYS:
        return 0
    gap = max(0, found_low - missing_high)
    if gap <= MONTH:
        return 1
    if gap <= QUARTER:
        return 2
    if gap <= HALF:
        return 3
    if gap <= YEAR:
        return 4
    return 5 if gap <= TWO_YEARS else 6


@jit
def height_level(one: int, other: int) -> int:
    """Return the level of two heights that would be reached, -1 where one is not known."""
    if one == UNKNOWN_NUMBER or other == UNKNOWN_NUMBER:
        return -1
    gap = abs(one - other)
    return 0 if gap <= SAME_CM else 1 if gap <= NEAR_CM else 2


@jit
def count_levels(values: Array, counts: Array, numbers: Array, field: int, found: Array) -> None:
    """Count for each right row how many left rows fall into each level: adds to `found` (rows × levels)."""
    for row in range(len(numbers)):
        for at in range(1, len(values)):
            if counts[at] == 0:
                continue
            level = number_level(field, values, at, numbers, row)
            if level >= 0:
                found[row, level] += counts[at]


@jit
def number_level(field: int, values: Array, at: int, numbers: Array, row: int) -> Any:
    """Return the level of the left number at a place and of a right row's."""
    if field == AGE:
        return age_level(values[at, 0], values[at, 1], numbers[row, 0], numbers[row, 1])
    if field == DATE:
        return date_level(values[at, 0], values[at, 1], numbers[row, 0], numbers[row, 1])
    return height_level(values[at, 0], numbers[row, 0])


@jit
def code_of(field: int, key: int) -> Any:
    """Return the pattern code of a key; below 0 nothing is alike, which is the last level."""
    if key < 0:
        return (LEVEL_COUNTS[field] - 1) * CLASSES
    return (LEVEL_COUNTS[field] - 1 - key // CLASSES) * CLASSES + key % CLASSES
