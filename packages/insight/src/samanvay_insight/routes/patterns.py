"""Ten million legs become the patterns that they tell of, each with how often, by DuckDB.

A *pattern* is what is known of a journey: its rows in their order, with place and role. Journeys of one pattern are
alike to every method, which so works on far fewer rows; the month of each journey is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.routes.legs import Legs

_ROLE_BITS, _PLACE_BITS = 3, 24
# The sum and the exclusive or of its rows' hashes tell a journey's pattern, 128 bits whatever their order in the file.
_JOURNEYS = """
CREATE TEMP TABLE journeys AS
SELECT "case", bit_xor(hash(token)) AS x, sum(hash(token)) AS s, min(CASE WHEN month >= 0 THEN month END) AS month
FROM legs GROUP BY "case"
"""
_PATTERNS = """
CREATE TEMP TABLE patterns AS
SELECT x, s, n, first, (row_number() OVER (ORDER BY first) - 1)::INTEGER AS pattern
FROM (SELECT x, s, count(*) AS n, min("case") AS first FROM journeys GROUP BY x, s)
"""
_ROWS = 'SELECT pattern, token FROM legs JOIN patterns ON "case" = first ORDER BY pattern, token'
_COUNTS = "SELECT n FROM patterns ORDER BY pattern"
_CASES = """
SELECT pattern, coalesce(month, -1)::INTEGER AS month FROM journeys JOIN patterns USING (x, s) ORDER BY "case"
"""


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct journeys as they are known: N patterns of C cases.

    The rows of pattern i are `start[i]` to `start[i + 1]` of `sequence`, `place` and `role` (see `Legs`); `count` (N,)
    is how many cases it has. `pattern` and `month` (C,) tell each case's pattern and its earliest month, or -1.
    """

    start: NDArray[np.int64]
    sequence: NDArray[np.int64]
    place: NDArray[np.int64]
    role: NDArray[np.int64]
    count: NDArray[np.int64]
    pattern: NDArray[np.int32]
    month: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.count)


def patterns_of(legs: Legs) -> Patterns:
    """Count the patterns of legs, in the order in which they first appear; every case has a row."""
    token = (legs.sequence.astype(np.int64) << (_PLACE_BITS + _ROLE_BITS)) + (
        (legs.place.astype(np.int64) + 1) << _ROLE_BITS
    )
    token += legs.role
    with duckdb.connect() as connection:
        connection.register("legs", pa.table({"case": legs.case, "token": token, "month": legs.month}))
        connection.execute(_JOURNEYS)
        connection.execute(_PATTERNS)
        rows = connection.execute(_ROWS).fetchnumpy()
        count = connection.execute(_COUNTS).fetchnumpy()["n"]
        cases = connection.execute(_CASES).fetchnumpy()
    tokens = np.asarray(rows["token"], dtype=np.int64)
    return Patterns(
        start=np.searchsorted(rows["pattern"], np.arange(len(count) + 1)),
        sequence=tokens >> (_PLACE_BITS + _ROLE_BITS),
        place=((tokens >> _ROLE_BITS) & ((1 << _PLACE_BITS) - 1)) - 1,
        role=tokens & ((1 << _ROLE_BITS) - 1),
        count=np.asarray(count, dtype=np.int64),
        pattern=np.asarray(cases["pattern"], dtype=np.int32),
        month=np.asarray(cases["month"], dtype=np.int32),
    )
