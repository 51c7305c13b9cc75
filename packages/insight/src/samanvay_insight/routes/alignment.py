"""How well the rows of a journey fit a path: each district on it leaves a row or none, a stop oftener than a passing.

A district at which the journey stops or which it only passes gives nothing or one row, by the table of a state; less
is told of what lay ahead of a rescue. A rescue may follow at the same district. The rows come in the order of the path.
Summed over all ways to lay the rows on the path (forward and backward over district and row: Rabiner 1989), this gives
the likelihood of the path and the probability of a stop at each district on it, the unseen ones too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.routes.frame import Frame
from samanvay_insight.routes.legs import NONE, RESCUE
from samanvay_insight.routes.observed import SYMBOLS, Observed, symbol_of

STRAY = 1e-4  # that a row tells of a place the journey did not pass
AT_END = 0.02  # that a located row tells of the source or the destination again
AT_END_HIDDEN = 0.002
FREED_AT_END = 0.4  # that, where no row tells of the destination, the last one is the rescue there
FREED_THERE = 0.3  # that a rescue follows a row at the same district
LEAST_QUIET = 0.02  # that a passing leaves no row
_RESCUES = (symbol_of(-1, RESCUE), symbol_of(0, RESCUE))
_FREEING = np.isin(np.arange(SYMBOLS), _RESCUES)
_CELLS = 2_000_000  # of one table in memory
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Aligned:
    """For each of q pairs: likelihood (q,), stop by district (q, V'), what states show (4, q, S)."""

    likelihood: Numbers
    stop: Numbers
    shown: Numbers


def chunks(frame: Frame, observed: Observed) -> list[slice]:
    """Cut the pairs into pieces that fit in memory, no pattern across two."""
    found, start = [], 0
    bounds = np.append(np.flatnonzero(np.diff(frame.observed, prepend=-1)), len(frame.observed))
    while start < len(frame.observed):
        deep = int(observed.rows[frame.observed[start]]) + 2
        stop = start
        for _ in range(2):  # the pairs are sorted by rows: the last of a piece has the most
            limit = start + max(1, _CELLS // (frame.nodes.shape[1] * deep))
            stop = int(bounds[max(np.searchsorted(bounds, limit, "right") - 1, np.searchsorted(bounds, start) + 1)])
            deep = int(observed.rows[frame.observed[stop - 1]]) + 2
        found.append(slice(start, stop))
        start = stop
    return found


def aligned(frame: Frame, observed: Observed, piece: slice, stopping: Numbers, table: Numbers) -> Aligned:
    """Lay the rows of pairs on their paths; `stopping` (P, V) is the probability of a stop at each district.

    `table` (4, S) is what states show: passing and stopping, then both again for what lay ahead when people were
    rescued on the way. Compiled where numba is there.
    """
    try:
        from samanvay_insight.routes.alignment_kernel import by_pairs  # loading the compiler takes a second
    except ImportError:
        return by_arrays(frame, observed, piece, stopping, table)
    areas = list(frame.wide)
    area = np.full(len(frame.one), NONE, dtype=np.int64)
    area[areas] = np.arange(len(areas))
    wide = np.stack(list(frame.wide.values())) if areas else np.zeros((1, 1), dtype=np.bool_)
    chances = np.array([STRAY, AT_END, AT_END_HIDDEN, FREED_AT_END, FREED_THERE, LEAST_QUIET])
    what = observed.rows, observed.place, observed.symbol, observed.ended, frame.nodes, frame.length
    pairs = frame.observed[piece], frame.path[piece]
    return Aligned(*by_pairs(*pairs, *what, stopping, table, frame.one, area, wide, _FREEING, chances))


def by_arrays(frame: Frame, observed: Observed, piece: slice, stopping: Numbers, table: Numbers) -> Aligned:
    """Do the same by arrays, where nothing can be compiled."""
    who, path = frame.observed[piece], frame.path[piece]
    rows = observed.rows[who].astype(np.int64)
    depth, width = int(rows.max(initial=0)), int(frame.length[path].max(initial=1)) or 1
    nodes, stop, length = frame.nodes[path, :width], stopping[path, :width], frame.length[path][:, None]
    symbol = np.where(np.arange(depth) < rows[:, None], observed.symbol[who, :depth], 0)
    lies = _lies(frame, observed.place[who, :depth], nodes)  # (V', q, K)
    lies &= symbol > 0
    at = np.arange(width)
    inside, first, last = (at > 0) & (at < length - 1), (at == 0) & (length > 0), (at > 0) & (at == length - 1)
    stop_here, pass_here = stop * inside, (1 - stop) * inside
    freed = np.isin(symbol, _RESCUES)
    later = np.zeros((len(who), depth + 1), dtype=np.bool_)  # whether a rescue is among the first k rows
    later[:, 1:] = np.cumsum(freed, axis=1) > 0
    told_stop, told_pass = (np.where(later[:, :-1], table[2 + s][symbol], table[s][symbol]) for s in (1, 0))
    told_end = np.where(symbol % 2 == 0, AT_END, AT_END_HIDDEN)
    told_last = np.where(np.isin(symbol, _RESCUES) & ~observed.ended[who][:, None], FREED_AT_END, told_end)
    unseen = np.maximum(np.where(later, table[2, 0], table[0, 0]), LEAST_QUIET)
    mute = np.where(later, table[3, 0], table[1, 0])
    slip, on_path = STRAY * (symbol > 0), at < length
    rescue = FREED_THERE * freed  # row k follows row k - 1 at one district

    def shows(v: int) -> Numbers:
        told = told_stop * stop_here[:, v, None] + told_pass * pass_here[:, v, None]
        at_ends = told_end * first[:, v, None] + told_last * last[:, v, None]
        return np.asarray((told + at_ends) * lies[v], dtype=np.float64)

    def passes(v: int) -> Numbers:
        return np.asarray(unseen * pass_here[:, v, None], dtype=np.float64)

    def silent(v: int) -> Numbers:
        return np.asarray(passes(v) + mute * stop_here[:, v, None] + ~inside[:, v, None], dtype=np.float64)

    ahead = np.zeros((width + 1, len(who), depth + 1))
    ahead[0, :, 0] = 1.0
    for v in range(width):
        here, now, quiet = shows(v), ahead[v + 1], silent(v)
        np.multiply(ahead[v], quiet, out=now)
        now[:, 1:] += ahead[v, :, :-1] * (here + slip * (quiet * on_path[:, v, None])[:, :-1])
        now[:, 2:] += ahead[v, :, :-2] * here[:, :-1] * (rescue * lies[v])[:, 1:]
    likelihood = np.take_along_axis(ahead[width], rows[:, None], axis=1)[:, 0]
    # a corridor that no path joins explains nothing of what was seen between
    likelihood = np.where(length[:, 0] == 0, STRAY ** rows.astype(np.float64), likelihood)

    after = np.zeros((len(who), depth + 1))
    np.put_along_axis(after, rows[:, None], 1.0, axis=1)
    stops = np.zeros((len(who), width))
    silences, tellings = np.zeros((2, len(who), depth + 1)), np.zeros((2, len(who), depth))
    scale = 1.0 / np.maximum(likelihood, 1e-300)
    for v in range(width - 1, -1, -1):
        behind = after[:, 1:].copy()
        behind[:, :-1] += after[:, 2:] * (rescue * lies[v])[:, 1:]
        moved = ahead[v, :, :-1] * behind * (lies[v] * scale[:, None])
        still = ahead[v] * after * scale[:, None]
        quiet_stop, loud_stop = still * mute * stop_here[:, v, None], moved * told_stop * stop_here[:, v, None]
        loud_pass = moved * told_pass * pass_here[:, v, None]
        stops[:, v] = quiet_stop.sum(axis=1) + loud_stop.sum(axis=1)
        silences += still * passes(v), quiet_stop
        tellings += loud_pass, loud_stop
        quiet = silent(v)
        before = after * quiet
        before[:, :-1] += behind * shows(v) + after[:, 1:] * slip * (quiet * on_path[:, v, None])[:, :-1]
        after = before
    shown = np.zeros((4, len(who), SYMBOLS))
    for state, late in enumerate((False, False, True, True)):
        silence, told, when = silences[state % 2], tellings[state % 2], later == late
        shown[state, :, 0] = np.where(when, silence, 0.0).sum(axis=1)
        for mark in range(1, SYMBOLS):
            shown[state, :, mark] = np.where((symbol == mark) & when[:, :-1], told, 0.0).sum(axis=1)
    return Aligned(likelihood, stops, shown)


def _lies(frame: Frame, place: NDArray[np.int32], nodes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell whether each row may be of each district of a path: an unobserved step may be of any."""
    one = np.where(place >= 0, frame.one[place], -2)
    by_node = nodes.T[:, :, None]
    lies: NDArray[np.bool_] = one == by_node
    for area in np.unique(place[place >= 0]).tolist():
        if area in frame.wide:
            q, k = np.nonzero(place == area)
            lies[:, q, k] = frame.wide[area][nodes[q]].T
    lies |= place < 0
    lies &= by_node >= 0
    return lies
