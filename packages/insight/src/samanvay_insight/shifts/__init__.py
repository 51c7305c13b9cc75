"""What changed: the last four weeks of many series against what their own past lets one expect.

Weekly counts go in (corridors, stop-overs, districts, forms), with the reporting effort behind them; out come the
series that rose, fell, appeared, dried up or turned round, and the districts that fell silent. Pure: arrays in, plain
values out; the same input gives the same answer.
"""

from .expected import BLOCK_WEEKS, GUARD_BLOCKS, Expectation, completeness, expect
from .negative_binomial import lower_tail, quantile, upper_tail
from .testing import FEWEST_BLOCKS, FEWEST_SEEN, Q, Shift, ShiftKind, Verdict, find_shifts

__all__ = [
    "BLOCK_WEEKS",
    "FEWEST_BLOCKS",
    "FEWEST_SEEN",
    "GUARD_BLOCKS",
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
