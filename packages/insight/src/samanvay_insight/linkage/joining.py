"""Coded registers put together: one vocabulary, sets that were coded apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.linkage.coding import Coded
from samanvay_insight.linkage.words import VOCABULARIES, Bags, Vocabulary


def with_vocabularies(coded: Coded, vocabularies: dict[str, Vocabulary]) -> Coded:
    """Return a register whose tokens have the numbers of other vocabularies, which grow by what they lack."""
    used = {name: np.zeros(len(each), dtype=np.bool_) for name, each in coded.vocabularies.items()}
    for field, bags in coded.words.items():
        used[VOCABULARIES[field]][bags.tokens] = True
    numbers = {
        name: np.array(
            [
                vocabularies[name].number(token) if met else -1
                for token, met in zip(each.tokens, used[name], strict=True)
            ],
            dtype=np.int32,
        )
        for name, each in coded.vocabularies.items()
    }
    words = {
        field: Bags(bags.starts, numbers[VOCABULARIES[field]][bags.tokens], bags.rows)
        for field, bags in coded.words.items()
    }
    return replace(coded, vocabularies=vocabularies, words=words)


def compact(coded: Coded) -> Coded:
    """Return the same register without the sets that no row has, and each set once."""
    return replace(coded, words={name: _compact(bags) for name, bags in coded.words.items()})


def _compact(bags: Bags) -> Bags:
    met = np.union1d(bags.rows, [0])
    if len(met) == len(bags):
        return bags
    lengths = np.diff(bags.starts)[met]
    starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    at = np.repeat(bags.starts[met] - starts[:-1], lengths) + np.arange(starts[-1])
    return Bags(starts, bags.tokens[at], np.searchsorted(met, bags.rows).astype(np.int32))


def joined(registers: Sequence[Coded]) -> Coded:
    """Return registers of the same vocabularies as one, in their order. Raises ValueError where there is none."""
    if not registers:
        raise ValueError("there is no register to join")
    first = registers[0]
    if len(registers) == 1:
        return first
    words = {name: _joined([each.words[name] for each in registers]) for name in first.words}
    return Coded(
        pa.concat_arrays([each.ids for each in registers]),
        first.vocabularies,
        words,
        *(np.concatenate([getattr(each, name) for each in registers]) for name in ("day", "born", "grown")),
    )


def _joined(parts: Sequence[Bags]) -> Bags:
    """Put sets behind one another; the empty one stays the first, equal sets of two registers may stand twice."""
    lengths = np.concatenate([[0], *(np.diff(each.starts)[1:] for each in parts)])
    before = np.cumsum([0, *(len(each) - 1 for each in parts)])
    rows = [np.where(each.rows > 0, each.rows + shift, 0) for each, shift in zip(parts, before[:-1], strict=True)]
    return Bags(
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        np.concatenate([each.tokens for each in parts]).astype(np.int32),
        np.concatenate(rows).astype(np.int32),
    )


def turned_days(day: NDArray[np.int32], not_known: np.int32) -> NDArray[np.int32]:
    """Return spans of days counted backwards, so that what was later is earlier."""
    return np.where(day == not_known, not_known, -day[:, ::-1]).astype(np.int32)


def fresh(names: Mapping[str, object]) -> dict[str, Vocabulary]:
    """Return empty vocabularies of these names."""
    return {name: Vocabulary() for name in names}
