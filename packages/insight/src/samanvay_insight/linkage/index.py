"""A register kept ready for one new record at a time; records come and go.

It holds ids, numbers and, in its vocabulary, how names sound, which places and marks there are, and tokens of telephone
numbers as they were given. That is nearly the names themselves: the bytes of an index are sealed data, to be encrypted
and never logged.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from samanvay_insight.columns import check_type
from samanvay_insight.linkage.coding import CODED, NOT_KNOWN, Coded
from samanvay_insight.linkage.joining import compact, fresh, joined, turned_days, with_vocabularies
from samanvay_insight.linkage.layout import PART, Prepared, face, prepare, split
from samanvay_insight.linkage.model import STEPS
from samanvay_insight.linkage.pairs import all_patterns, weights_of
from samanvay_insight.linkage.search import candidates, proposals
from samanvay_insight.linkage.weights import Weights
from samanvay_insight.linkage.words import VOCABULARIES, Bags

Holds = Literal["missing", "found"]
YOUNG = 4_096  # rows that a new part takes up before it is closed: what is added costs no more than these
SMALL_PARTS = 8  # closed parts of less than half the size that may stand before they are put together
FORM = 1


class Index:
    """A register in parts, each laid out for the kernel when it is first asked.

    `holds` tells which register it is: the missing, in which one looks for a found person, or the found. For one thread
    at a time.
    """

    def __init__(self, holds: Holds = "missing") -> None:
        if holds not in ("missing", "found"):
            raise ValueError(f"an index holds the missing or the found, not {holds!r}")
        self.holds: Holds = holds
        self.vocabularies = fresh(dict.fromkeys(VOCABULARIES.values()))
        self.parts: list[Coded] = []
        self._laid: list[Prepared | None] = []

    @staticmethod
    def build(coded: Coded, holds: Holds = "missing") -> Index:
        """Return an index of a register."""
        index = Index(holds)
        index.add(coded)
        return index

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    def add(self, coded: Coded) -> None:
        """Take records in. An id that is already there is replaced."""
        if not len(coded):
            return
        self.drop(coded.ids.to_pylist())
        new = with_vocabularies(coded, self.vocabularies)
        if self.parts and len(self.parts[-1]) + len(new) <= YOUNG:
            self.parts[-1] = joined([self.parts[-1], new])
            self._laid[-1] = None
            return
        self._append(new)
        small = [at for at, part in enumerate(self.parts) if len(part) < PART // 2]
        if len(small) > SMALL_PARTS:
            together = joined([self.parts[at] for at in small])
            for at in reversed(small):
                del self.parts[at], self._laid[at]
            self._append(together)

    def _append(self, coded: Coded) -> None:
        for part, _ in split(coded):
            self.parts.append(part)
            self._laid.append(None)

    def drop(self, ids: Iterable[str]) -> int:
        """Take records out and return how many there were; their words leave with the next `to_bytes`."""
        gone = pa.array(list(ids), pa.string())
        dropped = 0
        for at in reversed(range(len(self.parts))):
            out = np.asarray(pc.is_in(self.parts[at].ids, value_set=gone))
            if not out.any():
                continue
            dropped += int(out.sum())
            if out.all():
                del self.parts[at], self._laid[at]
            else:
                self.parts[at], self._laid[at] = compact(self.parts[at].take(np.flatnonzero(~out))), None
        return dropped

    def take(self, at: np.ndarray) -> Coded:
        """Return some of the records, by their places in ascending order."""
        taken, first = [], 0
        for part in self.parts:
            taken.append(part.take(at[(at >= first) & (at < first + len(part))] - first))
            first += len(part)
        return joined(taken)

    def laid(self) -> list[Prepared]:
        """Return the parts laid out for the kernel, their rows counting on."""
        first = 0
        for at, part in enumerate(self.parts):
            here = self._laid[at]
            if here is None or here.first_row != first:
                view = part if self.holds == "missing" else replace(part, day=turned_days(part.day, NOT_KNOWN))
                here = self._laid[at] = prepare(view, first)
            first += len(part)
        return [here for here in self._laid if here is not None]

    def to_bytes(self) -> bytes:
        """Return the index as bytes, without the words of records that were dropped. Sealed data: encrypt them."""
        vocabularies = fresh(self.vocabularies)
        clean = [with_vocabularies(part, vocabularies) for part in self.parts]
        whole = joined(clean) if clean else None
        arrays: dict[str, np.ndarray] = {}
        told = {
            "form": FORM,
            "holds": self.holds,
            "ids": whole.ids.to_pylist() if whole else [],
            "vocabularies": {name: each.tokens for name, each in vocabularies.items()},
        }
        if whole:
            arrays = {"day": whole.day, "born": whole.born, "grown": whole.grown}
            for name, bags in whole.words.items():
                arrays |= {f"{name}.starts": bags.starts, f"{name}.tokens": bags.tokens, f"{name}.rows": bags.rows}
        out = io.BytesIO()
        words = np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), dtype=np.uint8)
        np.savez_compressed(out, told=words, **arrays)  # type: ignore[arg-type]
        return out.getvalue()

    @staticmethod
    def from_bytes(kept: bytes) -> Index:
        """Return the index that `to_bytes` gave. Raises ValueError where the bytes are no index of this form."""
        try:
            with np.load(io.BytesIO(kept), allow_pickle=False) as read:
                arrays = {name: read[name] for name in read.files}
            told = json.loads(arrays.pop("told").tobytes())
            index = Index(told["holds"])
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise ValueError("these bytes are no index") from error
        if told["form"] != FORM:
            raise ValueError(f"this index has form {told['form']}, not {FORM}: build it anew")
        for name, tokens in told["vocabularies"].items():
            for token in tokens:
                index.vocabularies[name].number(token)
        if told["ids"]:
            words = {
                name: Bags(arrays[f"{name}.starts"], arrays[f"{name}.tokens"], arrays[f"{name}.rows"])
                for name in VOCABULARIES
            }
            ids = pa.array(told["ids"], pa.string())
            whole = Coded(ids, index.vocabularies, words, arrays["day"], arrays["born"], arrays["grown"])
            index._append(whole)
        return index


def match_one(
    index: Index,
    record: Coded,
    weights: Weights | None = None,
    k: int = 10,
    *,
    register: Index | None = None,
    at_least: float = 0.0,
) -> pa.Table:
    """Return the k best of an index for one new record (or a few), as `top_matches` does.

    Where the index holds the missing, the record is a found person. Where it holds the found, the record is a missing
    one: left and right change sides in the result, rank counts the found, and `register`, an index of the missing,
    tells how rare what they share is, so that a pair weighs the same from either side. Without `weights` those that
    are shipped count.
    """
    check_type("index", index, Index, "an Index of the missing or of the found")
    check_type("record", record, Coded, CODED)
    weights = Weights.prior() if weights is None else weights
    if not len(record) or not len(index):
        return _nothing(index, record, weights)
    laid = index.laid()
    if index.holds == "missing":
        facing = face(laid, record)
        at_right, at_left, rank, found = candidates(laid, facing, weights, k, at_least)
        patterns = all_patterns(laid, facing, at_left, at_right)
        ids = pa.chunked_array([part.coded.ids for part in laid])
        table = proposals(ids, record.ids, at_left, at_right, rank, found / STEPS, patterns, weights, len(index))
        return table.filter(pa.array(rank <= k))
    turned = replace(record, day=turned_days(record.day, NOT_KNOWN))
    at_missing, at_found, _, _ = candidates(laid, face(laid, turned), weights, 2 * k, at_least - SIDE_BITS)
    return _from_the_other_side(
        index, record, weights, k, at_missing, at_found, register or Index.build(record), at_least
    )


SIDE_BITS = 4.0  # what counts of the two registers may differ by


def _from_the_other_side(
    index: Index, record: Coded, weights: Weights, k: int, at_missing: np.ndarray, at_found: np.ndarray,
    register: Index, at_least: float,
) -> pa.Table:  # fmt: skip
    """Weigh missing records against found ones by the counts of the missing."""
    people = joined([part.take(np.zeros(0, dtype=np.int64)) for part in index.parts] or [record])
    firsts = np.cumsum([0, *(len(part) for part in index.parts)])
    wanted, at_wanted = np.unique(at_found, return_inverse=True)
    chosen = [
        part.take(wanted[(wanted >= first) & (wanted < first + len(part))] - first)
        for part, first in zip(index.parts, firsts, strict=False)
    ]
    people = joined([people, *chosen])
    laid = [*register.laid(), prepare(record)]
    # the record itself may stand in the register: it is looked at, never counted
    facing = face(laid, people, counted=len(laid) - 1)
    shift = len(register)
    patterns = all_patterns(laid, facing, at_missing + shift, at_wanted)
    weight = weights_of(patterns, weights)
    order = np.lexsort((at_found, -weight, at_missing))
    order = order[weight[order] >= at_least * STEPS]
    rank = np.zeros(len(order), dtype=np.int64)
    for at in range(len(order)):
        same = at > 0 and at_missing[order[at]] == at_missing[order[at - 1]]
        rank[at] = rank[at - 1] + 1 if same else 1
    ids = pa.chunked_array([part.ids for part in index.parts])
    # candidates of one missing record share what is certain among one another
    table = proposals(
        ids, record.ids, at_found[order], at_missing[order], rank, weight[order] / STEPS, patterns[order], weights,
        max(len(register), 1),
    )  # fmt: skip
    names = {"left": "right", "right": "left", "left_row": "right_row", "right_row": "left_row"}
    renamed = table.rename_columns([names.get(name, name) for name in table.column_names])
    return renamed.select(table.column_names).filter(pa.array(rank <= k))


def _nothing(index: Index, record: Coded, weights: Weights) -> pa.Table:
    empty = np.zeros(0, dtype=np.int64)
    ids = pa.chunked_array([pa.array([], pa.string())])
    return proposals(
        ids, record.ids, empty, empty, empty, np.zeros(0), np.zeros((0, 15), dtype=np.int16), weights, len(index)
    )
