"""Coded registers as the flat arrays on which the kernel runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.linkage import kernel_tables
from samanvay_insight.linkage.coding import Coded
from samanvay_insight.linkage.comparison import (
    NUMBERS,
    WORDS,
    Codes,
    Counts,
    Likeness,
    counts_of,
    distinct,
    held_alike,
    likenesses,
    postings,
    rarity,
)
from samanvay_insight.linkage.joining import compact
from samanvay_insight.linkage.levels import count_levels
from samanvay_insight.linkage.model import AT, FIELDS, NAMES, Kind, field_of
from samanvay_insight.linkage.weights import Weights
from samanvay_insight.linkage.words import VOCABULARIES, Bags

Ints = NDArray[np.int32]
# The columns in the order in which a pair is read: first what tells most people apart.
ORDER = (
    "father", "mother", "place", "marks", "companions", "phone", "spouse", "language", "honorific", "height", "sex",
    "age", "date",
)  # fmt: skip
MERGED = ("sex", "language", "honorific", "height", "spouse", "phone", "companions")
LARGEST_MERGED = 1024
ALL = slice(None)
PART = 250_000  # rows that are laid out together at most
MOST_DISTINCT = 65_535  # values of one field in a part: they are counted in 16 bits


@dataclass(frozen=True, eq=False)
class Prepared:
    """A left register laid out for the kernel, with its counts. `coded` is what it was made of."""

    coded: Coded
    flat: kernel_tables.Left
    counts: Counts
    first_row: int
    numbers: dict[str, tuple[Ints, NDArray[np.int64]]]  # distinct values and how many rows have each


def numbers_of(coded: Coded, name: str) -> Ints:
    """Return the numbers of a field, rows × 1 or 2."""
    return {"age": coded.born, "date": coded.day, "height": coded.grown.reshape(-1, 1)}[name]


def split(coded: Coded, first_row: int = 0) -> list[tuple[Coded, int]]:
    """Cut a register into parts that can be laid out, each with the number of its first row."""
    small = compact(coded)
    most = max(
        *(len(bags) for bags in small.words.values()), *(len(distinct(numbers_of(small, name))[0]) for name in NUMBERS)
    )
    if len(small) <= PART and most <= MOST_DISTINCT:
        return [(small, first_row)]
    half = (len(small) + 1) // 2
    rows = np.arange(len(small))
    return [*split(small.take(rows[:half]), first_row), *split(small.take(rows[half:]), first_row + half)]


def prepare(coded: Coded, first_row: int = 0) -> Prepared:
    """Lay out a left register of at most PART rows, as `split` gives them; its rows count from `first_row`."""
    coded = compact(coded)
    given = coded.words["given"].rows
    order = np.argsort(given, kind="stable")
    values, codes = {}, {}
    for name in NUMBERS:
        values[name], codes[name] = distinct(numbers_of(coded, name))
    sizes = {name: len(values[name]) if name in values else len(coded.words[name]) for name in NAMES}
    codes |= {field.name: coded.words[field.name].rows for field in WORDS}
    table_at = np.concatenate(([0], np.cumsum([sizes[name] for name in NAMES]))).astype(np.int64)
    merges = _merges(sizes, codes, int(table_at[-1]))
    inside = {name for fields, _, _, _ in merges for name in fields}
    columns: list[int] = []
    rows: list[Ints] = [given, codes["family"]]
    begins = [int(table_at[AT["given"]]), int(table_at[AT["family"]])]
    for name in ORDER:
        if sizes[name] > 1 and name not in inside:
            columns.append(AT[name])
            rows.append(codes[name])
            begins.append(int(table_at[AT[name]]))
    if merges:  # before age and date, which tell least
        at = len([column for column in columns if NAMES[column] not in ("age", "date")])
        columns[at:at] = [-1 - number for number in range(len(merges))]
        rows[2 + at : 2 + at] = [which for _, _, which, _ in merges]
        begins[2 + at : 2 + at] = [first for _, _, _, first in merges]
    post = [postings(coded.words[field.name], len(coded.vocabularies[VOCABULARIES[field.name]])) for field in WORDS]
    held = {name: np.bincount(codes[name], minlength=sizes[name]) for name in NUMBERS}
    fields = [len(names) for names, _, _, _ in merges]
    merged_codes = [combos.astype(np.int32).ravel() for _, combos, _, _ in merges]
    code_at = np.concatenate(([0], np.cumsum([len(each) for each in merged_codes]))).astype(np.int64)
    field_at = np.concatenate(([0], np.cumsum(fields))).astype(np.int64)
    table_size = int(table_at[-1]) + sum(len(combos) for _, combos, _, _ in merges)
    flat = kernel_tables.Left(
        rows=(order + first_row).astype(np.int32),
        runs=np.concatenate(([0], np.cumsum(np.bincount(given, minlength=sizes["given"])))).astype(np.int32),
        codes=np.stack([each[order].astype(np.uint16) for each in rows]),
        begins=np.array(begins, dtype=np.int64),
        nowhere=np.zeros(len(given), dtype=np.uint16),
        columns=np.array(columns, dtype=np.int64),
        posting_at=_by_field([len(each) for each, _ in post]),
        posting_starts=_absolute([starts for starts, _ in post]),
        postings=_flat([sets for _, sets in post], np.int32),
        bag_counts=np.array([sizes[name] for name in NAMES], dtype=np.int64),
        ages=values["age"],
        dates=values["date"],
        heights=values["height"],
        merged_at=np.array(
            [
                (first, field_at[number], field_at[number + 1], code_at[number], len(combos))
                for number, (_, combos, _, first) in enumerate(merges)
            ],
            dtype=np.int64,
        ).reshape(-1, 5),
        merged_fields=np.array([AT[name] for names, _, _, _ in merges for name in names], dtype=np.int64),
        merged_codes=_flat(merged_codes, np.int32),
        table_at=table_at[:-1],
        table_size=table_size,
        number_at=np.array([0 if field.kind is not Kind.WORDS else -1 for field in FIELDS], dtype=np.int64),
    )
    return Prepared(coded, flat, counts_of(coded), first_row, {name: (values[name], held[name]) for name in NUMBERS})


def _merges(
    sizes: Mapping[str, int], codes: Mapping[str, Ints], table: int
) -> list[tuple[list[str], NDArray[np.int64], Ints, int]]:
    """Put fields of few values together: which, the values met, which of them each row has, where its table begins."""
    few = sorted((name for name in MERGED if 1 < sizes[name] <= LARGEST_MERGED), key=lambda name: sizes[name])
    found: list[tuple[list[str], NDArray[np.int64], Ints, int]] = []
    while len(few) > 1:
        names = [few.pop(0)]
        which = codes[names[0]].astype(np.int64)
        while few:
            _, joint = np.unique(which * sizes[few[0]] + codes[few[0]], return_inverse=True)
            if len(joint) and joint.max() >= LARGEST_MERGED:
                break
            which = joint.reshape(-1).astype(np.int64)
            names.append(few.pop(0))
        if len(names) == 1:
            continue
        _, first = np.unique(which, return_index=True)
        combos = np.stack([codes[name][first] for name in names], axis=1).astype(np.int64)
        found.append((names, combos, which.astype(np.int32), table))
        table += len(combos)
    return found


def _flat(parts: Sequence[NDArray[np.generic]], dtype: type[np.generic]) -> NDArray[np.generic]:
    return np.concatenate([np.zeros(0, dtype=dtype), *(part.astype(dtype) for part in parts)])


def _absolute(parts: Sequence[Ints]) -> NDArray[np.int64]:
    """Put lists of starts behind one another, each counting on."""
    found, base = [np.zeros(0, dtype=np.int64)], 0
    for part in parts:
        found.append(part.astype(np.int64) + base)
        base += int(part[-1])
    return np.concatenate(found)


def _by_field(lengths: Sequence[int]) -> NDArray[np.int64]:
    """Give for each field of words where its part begins, -1 for the others."""
    at = np.full(len(FIELDS), -1, dtype=np.int64)
    base = 0
    for field, length in zip(WORDS, lengths, strict=True):
        at[AT[field.name]] = base
        base += length
    return at


@dataclass(frozen=True, eq=False)
class Facing:
    """A right register seen from a left one: which words are alike, and how rare each agreement is."""

    coded: Coded
    alike: list[dict[str, Likeness]]  # one a part of the left register
    classes: dict[str, Codes]  # words: tokens × levels; numbers: rows × levels
    other_sex: Codes  # by token of sex


def face(parts: Sequence[Prepared], right: Coded, *, counted: int | None = None) -> Facing:
    """Return how a right register is seen from a left one that is held in parts.

    Of the parts, the first `counted` (all where None) tell how rare something is.
    """
    counting = parts[:counted]
    once: dict[int, dict[str, Likeness]] = {}  # parts of one register share its vocabularies
    for part in parts:
        if id(part.coded.vocabularies) not in once:
            once[id(part.coded.vocabularies)] = likenesses(part.coded, right)
    alike = [once[id(part.coded.vocabularies)] for part in parts]
    classes: dict[str, Codes] = {}
    other_sex = np.zeros(0, dtype=np.int16)
    for field in WORDS:
        vocabulary, levels = VOCABULARIES[field.name], len(field.levels)
        held = np.zeros((len(right.vocabularies[vocabulary]), levels))
        known = 0
        for part, like in zip(counting, alike, strict=False):
            held[:, : field.alike] += held_alike(like[vocabulary], part.counts.tokens[field.name], field.alike)
            known += part.counts.known[field.name]
        classes[field.name] = rarity(np.minimum(held, known), known, field.share)
        if field.name == "sex":
            other_sex = rarity(known - held[:, 0], known, field.share)
    for name in NUMBERS:
        field = field_of(name)
        numbers = numbers_of(right, name)
        fallen = np.zeros((len(right), len(field.levels)), dtype=np.int64)
        known = 0
        for part in counting:
            values, rows = part.numbers[name]
            count_levels(values, rows, numbers, AT[name], fallen)
            known += int(rows[1:].sum())
        classes[name] = rarity(fallen, known, field.share)
    return Facing(right, alike, classes, other_sex)


def flat_bags(
    coded: Coded, at: NDArray[np.integer] | slice = ALL
) -> tuple[NDArray[np.int64], NDArray[np.int64], Ints, Ints]:
    """Return the sets of all fields of words: where each field's begin, their starts and tokens, and those of rows."""
    bags = [coded.words[field.name] for field in WORDS]
    chosen = [each.rows[at] for each in bags]
    rows = np.zeros((len(FIELDS), len(chosen[0])), dtype=np.int32)
    for field, each in zip(WORDS, chosen, strict=True):
        rows[AT[field.name]] = each
    tokens = np.concatenate([each.tokens for each in bags]).astype(np.int32)
    return _by_field([len(each.starts) for each in bags]), _absolute([each.starts for each in bags]), tokens, rows


def facing_flat(facing: Facing, part: int) -> kernel_tables.Right:
    """Lay out a right register for the kernel, against one part of the left one."""
    right = facing.coded
    names = list(facing.alike[part])
    likes = [facing.alike[part][name] for name in names]
    begins = np.concatenate(([0], np.cumsum([len(each.starts) for each in likes]))).astype(np.int64)
    like_at = np.full(len(FIELDS), -1, dtype=np.int64)
    for field in WORDS:
        like_at[AT[field.name]] = begins[names.index(VOCABULARIES[field.name])]
    bag_at, bag_starts, bag_tokens, bag_rows = flat_bags(right)
    return kernel_tables.Right(
        like_at=like_at,
        like_starts=_absolute([each.starts for each in likes]),
        like_tokens=_flat([each.tokens for each in likes], np.int32),
        like_levels=_flat([each.levels for each in likes], np.int8),
        class_at=_by_field([facing.classes[field.name].size for field in WORDS]),
        classes=_flat([facing.classes[field.name].ravel() for field in WORDS], np.int16),
        bag_at=bag_at,
        bag_starts=bag_starts,
        bag_tokens=bag_tokens,
        bag_rows=bag_rows,
        born=right.born,
        day=right.day,
        grown=right.grown.reshape(-1, 1),
        age_classes=facing.classes["age"],
        date_classes=facing.classes["date"],
        height_classes=facing.classes["height"],
        other_sex=_sex_rows(right.words["sex"], facing.other_sex),
    )


def _sex_rows(bags: Bags, classes: Codes) -> Codes:
    first = np.array([classes[bags.tokens[at]] if at < end else 0 for at, end in _spans(bags)], dtype=np.int16)
    return first[bags.rows]


def _spans(bags: Bags) -> zip[tuple[int, int]]:
    return zip(bags.starts[:-1].tolist(), bags.starts[1:].tolist(), strict=True)


def flat_bits(weights: Weights) -> NDArray[np.int16]:
    """Return the weights of all fields behind one another, in 1/256 bits."""
    return np.concatenate([weights.steps[name] for name in NAMES])
