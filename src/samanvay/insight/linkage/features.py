"""The same comparison for engines that speak SQL: integers and arrays of integers, from which each level follows.

Tokens of the two registers are already held against each other here. A code stands for one token of the right register
in one level, with the rarity class of that agreement: `class << 24 | number`. A left row lists the codes that its words
are like, a right row the codes of its own words; where the lists of one level overlap, the field is in that level, and
the greatest common code tells the class. `docs/explanation/matching.md` says the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay.insight.linkage.coding import NOT_KNOWN, Coded
from samanvay.insight.linkage.comparison import NUMBERS, WORDS, Codes, Likeness
from samanvay.insight.linkage.layout import face
from samanvay.insight.linkage.model import Field, field_of
from samanvay.insight.linkage.search import parts_of
from samanvay.insight.linkage.words import VOCABULARIES, Bags

SHIFT = 24  # bits of a code below its class
CLOSER = 1 << 29  # added to a crossed name's code where it sounds the same: the closer level counts first
Lists = Sequence[Sequence[int]]


def features(left: Coded, right: Coded) -> tuple[pa.Table, pa.Table]:
    """Return the columns of the left and the right register from which SQL finds every level and rarity class.

    Both: `id`, `row`, `{field}_known` (bool), `{field}_{level}` (list of int32) for each level told by likeness;
    `day_lo`, `day_hi` (days since 1970), `born_lo`, `born_hi` (months since year 0), `grown` (cm), null where unknown.
    Marks besides: `marks_any`, whose common codes are the marks that agree, each once; two or more are the level
    "several" with the sum of their classes. Left: `given_x`, `family_x`; right: `given_as_family`, `family_as_given`,
    which tell crossed names (class: `code >> 24 & 31`); `sex_other_class`, `{age,date,height}_{level}_class` (int16).
    """
    facing = face(parts_of(left), right)
    alike = facing.alike[0]
    ours: dict[str, pa.Array] = {"id": left.ids, "row": pa.array(np.arange(len(left)))}
    theirs: dict[str, pa.Array] = {"id": right.ids, "row": pa.array(np.arange(len(right)))}
    for field in WORDS:
        like, classes = alike[VOCABULARIES[field.name]], facing.classes[field.name]
        for table, coded in ((ours, left), (theirs, right)):
            table[f"{field.name}_known"] = pa.array(coded.words[field.name].rows > 0)
        for number in range(field.alike):
            level = f"{field.name}_{field.levels[number].name}"
            if level == "marks_several":
                continue
            codes = _codes(classes[:, number])
            ours[level] = _left_lists(left.words[field.name], like, codes, number)
            theirs[level] = _right_lists(right.words[field.name], codes[:, None])
    given, family, marks = field_of("given"), field_of("family"), field_of("marks")
    names = alike["names"]
    for mine, other in ((given, family), (family, given)):
        codes = _crossing_codes(mine, facing.classes[mine.name])
        ours[f"{mine.name}_x"] = _left_levels(left.words[mine.name], names, codes, closest=False)
        theirs[f"{other.name}_as_{mine.name}"] = _right_lists(right.words[other.name], codes)
    codes = np.stack([_codes(facing.classes["marks"][:, number]) for number in range(marks.alike)], axis=1)
    ours["marks_any"] = _left_levels(left.words["marks"], alike["marks"], codes, closest=True)
    theirs["marks_any"] = _right_lists(right.words["marks"], codes[:, 1:])
    for table, coded in ((ours, left), (theirs, right)):
        for name, numbers in (
            ("day_lo", coded.day[:, 0]), ("day_hi", coded.day[:, 1]), ("born_lo", coded.born[:, 0]),
            ("born_hi", coded.born[:, 1]), ("grown", coded.grown),
        ):  # fmt: skip
            table[name] = pa.array(numbers, mask=numbers == NOT_KNOWN)
    sexes = right.words["sex"]
    other_sex = np.append(facing.other_sex, 0).astype(np.int16)
    first = np.where(np.diff(sexes.starts) > 0, np.append(sexes.tokens, 0)[sexes.starts[:-1]], -1)
    theirs["sex_other_class"] = pa.array(other_sex[first][sexes.rows])
    for name in NUMBERS:
        for number, each in enumerate(field_of(name).levels):
            theirs[f"{name}_{each.name}_class"] = pa.array(facing.classes[name][:, number])
    return pa.table(ours), pa.table(theirs)


def _codes(classes: Codes) -> NDArray[np.int32]:
    """Give the code of each right token."""
    return (classes.astype(np.int32) << SHIFT) | np.arange(len(classes), dtype=np.int32)


def _crossing_codes(field: Field, classes: Codes) -> NDArray[np.int32]:
    same, near = field.level("same"), field.level("near")
    return np.stack((_codes(classes[:, same]) | CLOSER, _codes(classes[:, near])), axis=1).astype(np.int32)


def _right_lists(bags: Bags, codes: NDArray[np.int32]) -> pa.Array:
    """Give each row the codes of its words, in all the levels that are columns of `codes`."""
    listed = [np.unique(codes[bags.tokens[a:b]]).tolist() for a, b in _spans(bags)]
    return _by_row(bags, listed)


def _left_lists(bags: Bags, like: Likeness, codes: NDArray[np.int32], level: int) -> pa.Array:
    """Give each row the codes of the right tokens that its words are like in one level."""
    right = np.repeat(np.arange(len(like.starts) - 1), np.diff(like.starts))
    at = like.levels == level
    listed: dict[int, list[int]] = {}
    for token, code in zip(like.tokens[at].tolist(), codes[right[at]].tolist(), strict=True):
        listed.setdefault(token, []).append(code)
    return _by_row(
        bags, [sorted({c for t in bags.tokens[a:b].tolist() for c in listed.get(t, ())}) for a, b in _spans(bags)]
    )  # fmt: skip


def _left_levels(bags: Bags, like: Likeness, codes: NDArray[np.int32], *, closest: bool) -> pa.Array:
    """Give each row the codes of the right tokens that its words are like, `codes` having one column a level.

    With `closest`, each right token once, in the closest level.
    """
    right = np.repeat(np.arange(len(like.starts) - 1), np.diff(like.starts)).tolist()
    listed: dict[int, list[tuple[int, int]]] = {}
    for token, level, other in zip(like.tokens.tolist(), like.levels.tolist(), right, strict=True):
        if level < codes.shape[1]:
            listed.setdefault(token, []).append((other, level))
    found = []
    for a, b in _spans(bags):
        met = [pair for token in bags.tokens[a:b].tolist() for pair in listed.get(token, ())]
        if closest:
            best: dict[int, int] = {}
            for other, level in met:
                best[other] = min(level, best.get(other, level))
            met = list(best.items())
        found.append(sorted({int(codes[other, level]) for other, level in met}))
    return _by_row(bags, found)


def _spans(bags: Bags) -> zip[tuple[int, int]]:
    return zip(bags.starts[:-1].tolist(), bags.starts[1:].tolist(), strict=True)


def _by_row(bags: Bags, listed: Lists) -> pa.Array:
    return pa.array(listed, pa.list_(pa.int32())).take(pa.array(bags.rows))
