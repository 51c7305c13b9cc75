"""What changed: the last weeks of many series against what their own past lets one expect.

Weekly counts go in (corridors, stop-overs, districts, forms), with the reporting effort behind them. Out come the
series that rose, fell, appeared, dried up or turned round in four weeks, those that fell lastingly, the districts that
fell silent, and those of which all series moved together, so that recording may have changed. Pure: arrays in, plain
values out; the same input gives the same answer.
"""

from .expected import BLOCK_WEEKS, GUARD_BLOCKS, Expectation, completeness, expect
from .negative_binomial import lower_tail, quantile, upper_tail
from .recording import District
from .testing import FEWEST_BLOCKS, FEWEST_SEEN, Q, Shift, ShiftKind, Verdict, find_shifts

__all__ = [
    "BLOCK_WEEKS",
    "FEWEST_BLOCKS",
    "FEWEST_SEEN",
    "GUARD_BLOCKS",
    "District",
    "Expectation",
    "Q",
    "Shift",
    "ShiftKind",
    "Verdict",
    "completeness",
    "expect",
    "find_shifts",
    "lower_tail",
    "quantile",
    "upper_tail",
]
