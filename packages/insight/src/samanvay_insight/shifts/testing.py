"""Every series tested both ways, every pair of opposite corridors for a turn, every district for silence; then chosen.

One family of hypotheses, so that the false discovery rate holds over everything that is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import betaln

from .expected import BLOCK_WEEKS, LEAST_EFFORT, Expectation, expect, numbers
from .negative_binomial import Floats, lower_tail, quantile, upper_tail

Q = 0.05
FEWEST_BLOCKS = 6  # four-week blocks of the past without which nothing is expected of a series
FEWEST_SEEN = 3  # a rise to fewer is none: it would tell of single people
APPEARED_BELOW = 1.0  # expected in four weeks; and nothing seen in the year before
FEWEST_EXPECTED = 1.0  # a fall from less cannot be told from chance
HISTORY_WEEKS = 52  # of reporting, from which a district's habit is known
STRENGTH = 10.0  # with which the share of a pair's two directions is held to vary from block to block


class ShiftKind(StrEnum):
    """What became of a series."""

    ROSE = "rose"
    FELL = "fell"
    APPEARED = "appeared"
    DRIED_UP = "dried_up"
    REVERSED = "reversed"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Shift:
    """One change. ``index`` is the series, of a reversal the direction that has taken over, of silence the district.

    ``low`` and ``high`` bound what was to be expected, in nine of ten cases; ``q_value`` is the adjusted p-value.
    """

    kind: ShiftKind
    index: int
    seen: int
    expected: float
    low: float
    high: float
    p_value: float
    q_value: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The changes, the surest first, and how many hypotheses were tested."""

    shifts: list[Shift]
    tested: int
    expectation: Expectation


@dataclass(slots=True)
class _Family:
    """Hypotheses as they are gathered: kind, index, numbers, p-value."""

    kinds: list[ShiftKind] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    numbers: list[tuple[int, float, float, float]] = field(default_factory=list)
    p_values: list[float] = field(default_factory=list)

    def add(self, kind: ShiftKind, index: int, numbers: tuple[int, float, float, float], p_value: float) -> None:
        self.kinds.append(kind)
        self.indices.append(index)
        self.numbers.append(numbers)
        self.p_values.append(p_value)


def find_shifts(
    counts: npt.NDArray[np.int64],
    effort: Floats | None = None,
    groups: npt.NDArray[np.int64] | None = None,
    *,
    pairs: Sequence[tuple[int, int]] = (),
    reported: npt.NDArray[np.bool_] | None = None,
    q: float = Q,
) -> Verdict:
    """Return what changed in the last four weeks.

    ``counts``, ``effort``, ``groups``: as :func:`expect` takes them. ``pairs``: indices of series that are one
    corridor in its two directions. ``reported``: districts × weeks, whether anybody spoke. A series without reports
    in the last block is not tested: it is silent, not fallen.
    """
    from scipy.stats import false_discovery_control  # half a second that only a scan needs

    expected = expect(counts, effort, groups)
    family = _Family()
    _add_both_ways(family, expected)
    _add_turns(family, np.asarray(counts), expected, pairs)
    if reported is not None:
        _add_silences(family, numbers("reported", reported, np.bool_))
    q_values = false_discovery_control(family.p_values)
    found = [
        Shift(kind, index, *numbers, p_value, float(q_value))
        for kind, index, numbers, p_value, q_value in zip(
            family.kinds, family.indices, family.numbers, family.p_values, q_values, strict=True
        )
        if q_value <= q and _is_told(kind, numbers)
    ]
    found.sort(key=lambda each: (each.q_value, each.p_value, -abs(each.seen - each.expected), each.index))
    return Verdict(found, len(family.p_values), expected)


def _is_told(kind: ShiftKind, numbers: tuple[int, float, float, float]) -> bool:
    """Tell whether a rejected hypothesis is worth words: no rise to a handful of people."""
    return kind not in (ShiftKind.ROSE, ShiftKind.APPEARED, ShiftKind.REVERSED) or numbers[0] >= FEWEST_SEEN


def _add_both_ways(family: _Family, given: Expectation) -> None:
    more = upper_tail(given.seen, given.mu, given.size)
    fewer = lower_tail(given.seen, given.mu, given.size)
    low, high = quantile(0.05, given.mu, given.size), quantile(0.95, given.mu, given.size)
    is_tested = (given.effort >= LEAST_EFFORT) & (given.blocks >= FEWEST_BLOCKS)
    for index in np.flatnonzero(is_tested):
        i = int(index)
        seen = int(given.seen[i])
        numbers = (seen, float(given.mu[i]), float(low[i]), float(high[i]))
        is_new = given.lately[i] == 0 and given.mu[i] < APPEARED_BELOW
        family.add(ShiftKind.APPEARED if is_new else ShiftKind.ROSE, i, numbers, float(more[i]))
        if given.mu[i] >= FEWEST_EXPECTED:  # known before the count is: leaving out the rest costs no error
            family.add(ShiftKind.FELL if seen else ShiftKind.DRIED_UP, i, numbers, float(fewer[i]))


def _add_turns(
    family: _Family, counts: npt.NDArray[np.int64], given: Expectation, pairs: Sequence[tuple[int, int]]
) -> None:
    """Test whether the lesser direction of a corridor has become the greater one.

    Of n journeys on a pair, the number in one direction is beta-binomial: its share is known from the past year or
    two and varies from block to block. Reporting effort cancels out, since both directions are reported alike.
    """
    for one, other in pairs:
        for way, back in ((one, other), (other, one)):
            before = (int(given.past[way]), int(given.past[back]))
            now = (int(given.seen[way]), int(given.seen[back]))
            if before[0] >= before[1] or sum(before) < FEWEST_SEEN or now[0] <= now[1]:
                continue
            share = (before[0] + 0.5) / (sum(before) + 1.0)
            strength = 1.0 / (1.0 / STRENGTH + 1.0 / (sum(before) + 1.0))
            tail = _beta_binomial_tail(now[0], sum(now), strength * share, strength * (1.0 - share))
            usual = share * sum(now)
            wide = 1.645 * np.sqrt(usual * (1.0 - share) * (strength + sum(now)) / (strength + 1.0))
            numbers = (now[0], usual, max(0.0, usual - wide), min(float(sum(now)), usual + wide))
            family.add(ShiftKind.REVERSED, way, numbers, tail)


def _add_silences(family: _Family, reported: npt.NDArray[np.bool_]) -> None:
    """Test whether a district that used to speak would by chance be silent for four weeks.

    The number of weeks reported is beta-binomial, its share learnt from the year before; P(0 of 4).
    """
    history = reported[:, max(0, reported.shape[1] - BLOCK_WEEKS - HISTORY_WEEKS) : -BLOCK_WEEKS]
    weeks = history.shape[1]
    if weeks < FEWEST_BLOCKS * BLOCK_WEEKS:
        return
    for index, (spoke, now) in enumerate(zip(history.sum(axis=1), reported[:, -BLOCK_WEEKS:].sum(axis=1), strict=True)):
        if spoke == 0:
            continue  # it never spoke: nothing has changed
        a, b = spoke + 0.5, weeks - spoke + 0.5
        p_value = 1.0 if now else 1.0 - _beta_binomial_tail(1, BLOCK_WEEKS, a, b)
        usual = BLOCK_WEEKS * a / (a + b)
        spread = 1.645 * np.sqrt(usual * b / (a + b))
        numbers = (int(now), float(usual), max(0.0, usual - spread), min(float(BLOCK_WEEKS), usual + spread))
        family.add(ShiftKind.SILENT, index, numbers, max(float(p_value), 0.0))


def _beta_binomial_tail(seen: int, n: int, a: float, b: float) -> float:
    """Return P(X ≥ seen) for X of n with a share that is Beta(a, b)."""
    x = np.arange(seen, n + 1, dtype=float)
    log_choose = -np.log(n + 1.0) - betaln(x + 1.0, n - x + 1.0)
    return float(min(1.0, np.exp(log_choose + betaln(x + a, n - x + b) - betaln(a, b)).sum()))
