"""Ten million legs become the patterns that they tell of, each with how often, by DuckDB.

A *pattern* is what is known of a journey: its rows in their order, with place and role. Journeys of one pattern are
alike to every method, which so works on far fewer rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.routes.legs import Legs

_ROLE_BITS, _PLACE_BITS = 3, 24
SEED = 20261201  # of the sample
# The sum and the exclusive or of its rows' hashes tell a journey's pattern, 128 bits whatever their order in the file.
_JOURNEYS = """
CREATE TEMP TABLE journeys AS
SELECT "case", bit_xor(hash(token)) AS x, sum(hash(token)) AS s
FROM legs GROUP BY "case"
"""
_PATTERNS = """
CREATE TEMP TABLE patterns AS
SELECT x, s, n, first, (row_number() OVER (ORDER BY first) - 1)::INTEGER AS pattern
FROM (SELECT x, s, count(*) AS n, min("case") AS first FROM journeys GROUP BY x, s)
"""
_ROWS = 'SELECT pattern, token FROM legs JOIN patterns ON "case" = first ORDER BY pattern, token'
_COUNTS = "SELECT n FROM patterns ORDER BY pattern"
_CASES = 'SELECT pattern FROM journeys JOIN patterns USING (x, s) ORDER BY "case"'


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct journeys as they are known: N patterns of C cases.

    The rows of pattern i are `start[i]` to `start[i + 1]` of `sequence`, `place` and `role` (see `Legs`); `count` (N,)
    is how many cases it stands for, `taken` (N,) how likely it was to be taken into a sample, 1 without one. `pattern`
    (C,) tells each case's pattern, -1 where that was not taken.
    """

    start: NDArray[np.int64]
    sequence: NDArray[np.int64]
    place: NDArray[np.int64]
    role: NDArray[np.int64]
    count: NDArray[np.float64]
    taken: NDArray[np.float64]
    pattern: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.count)

    def sampled(self, most: int) -> Patterns:
        """Return some `most` of the patterns, which stand for all; these where there are no more.

        The chance of a pattern is proportional to its cases, one with many is surely taken; drawn systematically in
        the order of where they begin and end, so that each corridor keeps its number (Madow 1949).
        """
        if len(self) <= most:
            return self
        taken = _chances(self.count, most)
        first, last = self.start[:-1], self.start[1:] - 1
        order = np.lexsort((self.place[last], self.role[last], self.place[first], self.role[first]))
        steps = np.floor(np.cumsum(taken[order]) + np.random.default_rng(SEED).random())
        kept = np.sort(order[np.diff(steps, prepend=0.0) > 0])
        size = np.diff(self.start)[kept]
        rows = np.repeat(self.start[kept] - np.cumsum(size) + size, size) + np.arange(size.sum())
        number = np.full(len(self), -1, dtype=np.int32)
        number[kept] = np.arange(len(kept))
        return Patterns(
            start=np.concatenate([[0], np.cumsum(size)]),
            sequence=self.sequence[rows],
            place=self.place[rows],
            role=self.role[rows],
            count=self.count[kept] / taken[kept],
            taken=taken[kept],
            pattern=number[self.pattern],
        )


def _chances(count: NDArray[np.float64], most: int) -> NDArray[np.float64]:
    """Return chances proportional to counts, at most 1, that sum to `most`."""
    sure = np.zeros(len(count), dtype=np.bool_)
    while True:
        chance = np.where(sure, 1.0, (most - sure.sum()) * count / max(count[~sure].sum(), 1e-9))
        if not (chance > 1.0).any():
            return chance
        sure |= chance > 1.0


def patterns_of(legs: Legs) -> Patterns:
    """Count the patterns of legs, in the order in which they first appear; every case has a row."""
    token = (legs.sequence.astype(np.int64) << (_PLACE_BITS + _ROLE_BITS)) + (
        (legs.place.astype(np.int64) + 1) << _ROLE_BITS
    )
    token += legs.role
    with duckdb.connect() as connection:
        connection.register("legs", pa.table({"case": legs.case, "token": token}))
        connection.execute(_JOURNEYS)
        connection.execute(_PATTERNS)
        rows = connection.execute(_ROWS).fetchnumpy()
        count = connection.execute(_COUNTS).fetchnumpy()["n"]
        cases = connection.execute(_CASES).fetchnumpy()["pattern"]
    tokens = np.asarray(rows["token"], dtype=np.int64)
    return Patterns(
        start=np.searchsorted(rows["pattern"], np.arange(len(count) + 1)),
        sequence=tokens >> (_PLACE_BITS + _ROLE_BITS),
        place=((tokens >> _ROLE_BITS) & ((1 << _PLACE_BITS) - 1)) - 1,
        role=tokens & ((1 << _ROLE_BITS) - 1),
        count=np.asarray(count, dtype=np.float64),
        taken=np.ones(len(count)),
        pattern=np.asarray(cases, dtype=np.int32),
    )
