"""Every series tested both ways, every pair of opposite corridors for a turn, every district for silence; then chosen.

One family of hypotheses, so that the false discovery rate holds over everything that is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import betaln

from .expected import BLOCK_WEEKS, LASTING_BLOCKS, LEAST_EFFORT, Expectation, expect, numbers
from .negative_binomial import Floats, lower_tail, quantile, upper_tail
from .recording import District, Recording, recording, remainders

Q = 0.05
LASTING_Q = 0.15  # of lasting falls, which are few and found by nothing else
LEAST_P = 0.01
STILL = 0.75  # of what is usual, at most, for a fall to last
FEWEST_BLOCKS_LASTING = 13  # a year: no season is taken for a fall
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
    TOGETHER = "together"


WINDOWS = tuple(blocks * BLOCK_WEEKS for blocks in (1, *LASTING_BLOCKS))
RISES = (ShiftKind.ROSE, ShiftKind.APPEARED)
FALLS = (ShiftKind.FELL, ShiftKind.DRIED_UP)


@dataclass(frozen=True, slots=True)
class Shift:
    """One change. ``index`` is the series, of a reversal the direction that has taken over; the district of silence and
    of what moved together.

    ``low`` and ``high`` bound what was to be expected, in nine of ten cases; ``q_value`` is the adjusted p-value.
    ``weeks`` are those that were counted: twelve or sixteen of a lasting fall, else four.
    """

    kind: ShiftKind
    index: int
    seen: int
    expected: float
    low: float
    high: float
    p_value: float
    q_value: float
    weeks: int = BLOCK_WEEKS


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
    weeks: list[int] = field(default_factory=list)

    def add(
        self,
        kind: ShiftKind,
        index: int,
        numbers: tuple[int, float, float, float],
        p_value: float,
        weeks: int = BLOCK_WEEKS,
    ) -> None:
        self.kinds.append(kind)
        self.indices.append(index)
        self.numbers.append(numbers)
        self.p_values.append(p_value)
        self.weeks.append(weeks)

    def rejected(self, q: float) -> list[Shift]:
        """Return the hypotheses that stand at a false discovery rate."""
        from scipy.stats import false_discovery_control  # half a second that only a scan needs

        q_values = false_discovery_control(self.p_values).tolist()
        rows = zip(self.kinds, self.indices, self.numbers, self.p_values, q_values, self.weeks, strict=True)
        return [
            Shift(kind, index, *numbers, p_value, q_value, weeks)
            for kind, index, numbers, p_value, q_value, weeks in rows
            if q_value <= q
        ]


def find_shifts(
    counts: npt.NDArray[np.int64],
    effort: Floats | None = None,
    groups: npt.NDArray[np.int64] | None = None,
    *,
    pairs: Sequence[tuple[int, int]] = (),
    reported: npt.NDArray[np.bool_] | None = None,
    districts: Sequence[District] = (),
    q: float = Q,
) -> Verdict:
    """Return what changed in the last four weeks, and what fell for twelve weeks or more.

    ``counts``, ``effort``, ``groups``: as :func:`expect` takes them. ``pairs``: indices of series that are one
    corridor in its two directions. ``reported``: districts × weeks, whether anybody spoke. A series without reports
    in the last block is not tested: it is silent, not fallen. ``districts``: which series each one records; what
    they did together is told once of the district, and of none of them.
    """
    expected = expect(counts, effort, groups)
    spoke = None if reported is None else numbers("reported", reported, np.bool_)
    as_usual = [Recording.usual(len(expected.mu))] * len(WINDOWS)
    found, tested = _found(np.asarray(counts), expected, as_usual, pairs, spoke, q)
    if districts:
        recorded = _recorded(np.asarray(counts), effort, expected, districts)
        apart, _ = _found(np.asarray(counts), expected, recorded, pairs, spoke, q)
        found = [*apart, *_together(found, apart, expected, recorded, districts)]
    found.sort(key=lambda each: (each.q_value, each.p_value, -abs(each.seen - each.expected), each.index))
    return Verdict(found, tested, expected)


def _found(
    counts: npt.NDArray[np.int64],
    given: Expectation,
    recorded: Sequence[Recording],
    pairs: Sequence[tuple[int, int]],
    reported: npt.NDArray[np.bool_] | None,
    q: float,
) -> tuple[list[Shift], int]:
    """Return what changed beyond what was recorded, and how many hypotheses were tested."""
    family, falls = _Family(), _Family()
    _add_both_ways(family, given, recorded[0])
    _add_turns(family, counts, given, pairs)
    if reported is not None:
        _add_silences(family, reported)
    _add_lasting(falls, given, recorded[1:])
    found = _surest_falls([*family.rejected(q), *falls.rejected(LASTING_Q)])
    return [each for each in found if _is_told(each)], len(family.p_values) + len(falls.p_values)


def _recorded(
    counts: npt.NDArray[np.int64], effort: Floats | None, given: Expectation, districts: Sequence[District]
) -> list[Recording]:
    """Return the effort index of each series in four, twelve and sixteen weeks."""
    totals = [each.total for each in districts]
    shares = (
        None if effort is None else np.array([np.ones(counts.shape[1]) if at is None else effort[at] for at in totals])
    )
    rest = expect(remainders(counts, districts), shares)
    return [
        recording(mine, theirs, districts)
        for mine, theirs in zip((given, *given.lasting), (rest, *rest.lasting), strict=True)
    ]


def _together(
    plain: Sequence[Shift],
    apart: Sequence[Shift],
    given: Expectation,
    recorded: Sequence[Recording],
    districts: Sequence[District],
) -> list[Shift]:
    """Return one change for each district whose recording explains others, with the numbers of all of its entries."""
    stands = {(each.index, each.kind) for each in apart}
    found: dict[int, Shift] = {}
    for each in sorted(plain, key=lambda each: each.q_value):
        window = WINDOWS.index(each.weeks)
        at = int(recorded[window].district[each.index]) if each.kind in (*RISES, *FALLS) else -1
        if at < 0 or at in found or (each.index, each.kind) in stands:
            continue
        last, total = (given, *given.lasting)[window], districts[at].total
        rows = list(districts[at].parts) if total is None else [total]
        mu = float(last.mu[rows].sum())
        size = mu**2 / float((last.mu[rows] ** 2 / last.size[rows]).sum())
        low, high = (float(quantile(level, mu, size)) for level in (0.05, 0.95))
        seen = int(last.seen[rows].sum())
        found[at] = Shift(ShiftKind.TOGETHER, at, seen, mu, low, high, each.p_value, each.q_value, each.weeks)
    return list(found.values())


def _surest_falls(shifts: list[Shift]) -> list[Shift]:
    """Keep of the falls of one series, by four weeks and by more, the surest."""
    falls: dict[int, Shift] = {}
    for each in shifts:
        if each.kind in FALLS and (each.index not in falls or each.p_value < falls[each.index].p_value):
            falls[each.index] = each
    return [each for each in shifts if each.kind not in FALLS or falls[each.index] is each]


def _is_told(shift: Shift) -> bool:
    """Tell whether a rejected hypothesis is worth words: no rise to a handful of people."""
    return shift.kind not in (*RISES, ShiftKind.REVERSED) or shift.seen >= FEWEST_SEEN


def _add_both_ways(family: _Family, given: Expectation, recorded: Recording) -> None:
    more = upper_tail(given.seen, *recorded.expected(given, more=True))
    fewer = lower_tail(given.seen, *recorded.expected(given, more=False))
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


def _add_lasting(family: _Family, given: Expectation, recorded: Sequence[Recording]) -> None:
    """Test whether a series has lain low for twelve or sixteen weeks.

    Not tested is what could not be found were nothing seen at all (Gilbert 2005), which is known before the count. None
    is what is back by now or fell in the last four weeks only: in these and before these it lies below what is usual.
    """
    for blocks, last, index_of in zip(LASTING_BLOCKS, given.lasting, recorded, strict=True):
        fewer = lower_tail(last.seen, *index_of.expected(last, more=False))
        least = lower_tail(0, last.mu, last.size)
        low, high = quantile(0.05, last.mu, last.size), quantile(0.95, last.mu, last.size)
        is_tested = (last.effort >= LEAST_EFFORT) & (given.effort >= LEAST_EFFORT) & (least <= LEAST_P)
        is_tested &= given.blocks >= FEWEST_BLOCKS_LASTING
        is_still = (given.seen <= STILL * given.mu) & (last.seen - given.seen <= STILL * (last.mu - given.mu))
        for index in np.flatnonzero(is_tested).tolist():
            seen = int(last.seen[index])
            numbers = (seen, float(last.mu[index]), float(low[index]), float(high[index]))
            kind = ShiftKind.FELL if seen else ShiftKind.DRIED_UP
            p_value = float(fewer[index]) if is_still[index] else 1.0
            family.add(kind, index, numbers, p_value, blocks * BLOCK_WEEKS)


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
