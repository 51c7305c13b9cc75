"""Two coded registers as columns that SQL can compare: whole numbers and arrays of them, no word.

A word of the right register is a number; above it in the same integer stands the key of an agreement with it: the
closer level first, then the rarer. A left row holds, for each right word that one of its own is like, that word in the
closest level; a right row holds its words in every level. So two rows agree where two arrays overlap, and the greatest
number that they share tells in which level, and how rarely that happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.linkage.coding import NOT_KNOWN, Coded
from samanvay_insight.linkage.comparison import NUMBERS, WORDS, Codes, Likeness
from samanvay_insight.linkage.layout import Facing
from samanvay_insight.linkage.model import CLASSES, FIELDS, Field, field_of
from samanvay_insight.linkage.words import VOCABULARIES, Bags

Ints = NDArray[np.int32]
WORD = 2**22  # words of a register are numbered below it
MOST_LEVELS = max(len(field.levels) for field in FIELDS)
ACROSS = (0, 1)  # levels in which a given name may be like a family name


def sql_columns(left: Coded, facing: Facing, keys: Iterable[str] = ()) -> tuple[pa.Table, pa.Table]:
    """Return the columns of a left register and of the right one that faces it: the same names and types in both.

    One row a record; `unique_id` is its row. For each field of words `F` (an array) and `F_known`; `given_x` and
    `family_x` compare given with family names, `marks_any` has the rarity class alone above each mark. `day_low`,
    `day_high`, `born_low`, `born_high` (months), `grown` (cm) are null where not known; `age_class_L`, `date_class_L`,
    `height_class_L` and `sex_other_class`, of the right register alone, are rarity classes. `keys` are wished for
    besides, as F_L: the words in level L alone, to block on.
    """
    right = facing.coded
    alike = facing.alike[0]  # parts of one register share their words
    ours: dict[str, pa.Array] = {"unique_id": pa.array(np.arange(len(left)))}
    theirs: dict[str, pa.Array] = {"unique_id": pa.array(np.arange(len(right)))}

    def put(name: str, mine: pa.Array, other: pa.Array) -> None:
        ours[name], theirs[name] = mine, other

    def compare(name: str, mine: str, other: str, levels: Sequence[int], *, rarity_alone: bool = False) -> None:
        codes = _codes(facing.classes[mine], levels, rarity_alone=rarity_alone)
        put(name, *_arrays(left.words[mine], right.words[other], alike[VOCABULARIES[mine]], codes))

    for field in WORDS:
        name = field.name
        put(f"{name}_known", pa.array(left.words[name].rows > 0), pa.array(right.words[name].rows > 0))
        compare(name, name, name, likeness_levels(field))
    compare("given_x", "given", "family", ACROSS)
    compare("family_x", "family", "given", ACROSS)
    compare("marks_any", "marks", "marks", likeness_levels(field_of("marks")), rarity_alone=True)
    for key in keys:
        name, _, level = key.rpartition("_")
        compare(key, name, name, (int(level),))
    for name, mine, other in (("day", left.day, right.day), ("born", left.born, right.born)):
        for end, side in enumerate(("low", "high")):
            put(f"{name}_{side}", _known(mine[:, end]), _known(other[:, end]))
    put("grown", _known(left.grown), _known(right.grown))
    right_only = {f"{name}_class_{level}": facing.classes[name][:, level]
                  for name in NUMBERS for level in range(len(field_of(name).levels))}  # fmt: skip
    right_only["sex_other_class"] = _first_class(right.words["sex"], facing.other_sex)
    for name, values in right_only.items():
        put(name, pa.nulls(len(left), pa.int32()), pa.array(values.astype(np.int32)))
    return pa.table(ours), pa.table(theirs)


def likeness_levels(field: Field) -> range:
    """Return the levels of a field of words that are told by the likeness of one word to another."""
    return range(1 if field.name == "marks" else 0, field.alike)


def key_of(level: int, rarity: int) -> int:
    """Return the key of an agreement; of two the greater counts."""
    return (MOST_LEVELS - level) * CLASSES + rarity


def _known(values: Ints) -> pa.Array:
    return pa.array(values, mask=values == NOT_KNOWN)


def _codes(classes: Codes, levels: Sequence[int], *, rarity_alone: bool) -> dict[int, NDArray[np.int64]]:
    """Give for each level what stands above each right word."""
    return {level: classes[:, level].astype(np.int64) + (0 if rarity_alone else key_of(level, 0)) for level in levels}


def _arrays(bags: Bags, others: Bags, like: Likeness, codes: dict[int, NDArray[np.int64]]) -> tuple[pa.Array, pa.Array]:
    size = len(like.starts) - 1
    met = np.unique(others.tokens)
    if len(met) >= WORD:
        raise ValueError(f"a register of more than {WORD:,} different words is too large for one run")
    number = np.full(size, -1, dtype=np.int64)
    number[met] = np.arange(len(met))
    theirs = np.repeat(np.arange(size), np.diff(like.starts))
    kept = np.isin(like.levels, list(codes)) & (number[theirs] >= 0)
    word, mine, level = theirs[kept], like.tokens[kept].astype(np.int64), like.levels[kept].astype(np.int64)
    above = np.zeros((max(codes) + 1, size), dtype=np.int64)
    for each, values in codes.items():
        above[each] = values
    # each set of the left register with the right words that its own are like, in the closest level
    sets, at = _spread(bags, mine)
    order = np.lexsort((level[at], word[at], sets))
    sets, at = sets[order], at[order]
    first = np.r_[True, (sets[1:] != sets[:-1]) | (word[at][1:] != word[at][:-1])] if len(sets) else np.zeros(0, bool)
    sets, at = sets[first], at[first]
    ours = _lists(bags, sets, above[level[at], word[at]] * WORD + number[word[at]])
    tokens = np.tile(met, len(codes)).astype(np.int64)
    told = np.concatenate([values[met] for values in codes.values()]) * WORD + number[tokens]
    sets, at = _spread(others, tokens)
    return ours, _lists(others, sets, told[at])


def _spread(bags: Bags, words: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give (set, place in `words`) for each place whose word stands in the set."""
    size = int(max(words.max(initial=-1), bags.tokens.max(initial=-1))) + 1
    starts = np.concatenate(([0], np.cumsum(np.bincount(words, minlength=size)))).astype(np.int64)
    order = np.argsort(words, kind="stable")
    many = np.diff(starts)[bags.tokens]
    sets = np.repeat(np.repeat(np.arange(len(bags)), np.diff(bags.starts)), many)
    begins = np.cumsum(many) - many
    return sets, order[np.repeat(starts[bags.tokens] - begins, many) + np.arange(len(sets))]


def _lists(bags: Bags, sets: NDArray[np.int64], codes: NDArray[np.int64]) -> pa.Array:
    """Give each row the distinct codes of its set, in their order."""
    distinct = np.unique(np.stack((sets, codes)), axis=1)
    ends = np.concatenate(([0], np.cumsum(np.bincount(distinct[0], minlength=len(bags))))).astype(np.int32)
    lists = pa.ListArray.from_arrays(pa.array(ends), pa.array(distinct[1].astype(np.int32)))
    return lists.take(pa.array(bags.rows))


def _first_class(bags: Bags, classes: Codes) -> NDArray[np.int16]:
    first: Iterable[int] = (
        int(classes[bags.tokens[at]]) if at < end else 0
        for at, end in zip(bags.starts[:-1].tolist(), bags.starts[1:].tolist(), strict=True)
    )
    return np.array(list(first), dtype=np.int16)[bags.rows]
