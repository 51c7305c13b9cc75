"""How well the rows of a journey fit a path: each district on it leaves a row or none, a stop oftener than a passing.

A district at which the journey stops or which it only passes gives nothing or one row, by the table of a state; a
rescue may follow at the same district. The rows come in the order of the path. Summed over all ways to lay the rows
on the path (forward and backward over district and row: Rabiner 1989), this gives the likelihood of the path and the
probability of a stop at each district on it, the unseen ones too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samanvay.insight.routes.frame import Frame
from samanvay.insight.routes.legs import RESCUE
from samanvay.insight.routes.observed import SYMBOLS, Observed, symbol_of

STRAY = 1e-4  # that a row tells of a place the journey did not pass
AT_END = 0.02  # that a located row tells of the source or the destination again
AT_END_HIDDEN = 0.002
FREED_THERE = 0.3  # that a rescue follows a row at the same district
_RESCUES = (symbol_of(-1, RESCUE), symbol_of(0, RESCUE))
_CELLS = 2_000_000  # of one table in memory
Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Aligned:
    """For each pair its likelihood (q,), the stop at each district (q, V'), what passings and stops show (2, q, S)."""

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
    """Lay the rows of pairs on their paths.

    `stopping` (P, V) is the probability of a stop at each district of each path, `table` (2, S) what a passing and
    a stop show: no row, or one of the symbols.
    """
    who, path = frame.observed[piece], frame.path[piece]
    rows = observed.rows[who].astype(np.int64)
    depth, width = int(rows.max(initial=0)), int(frame.length[path].max(initial=1)) or 1
    nodes, stop = frame.nodes[path, :width], stopping[path, :width]
    length = frame.length[path][:, None]
    symbol = np.where(np.arange(depth) < rows[:, None], observed.symbol[who, :depth], 0)
    lies = _lies(frame, observed.place[who, :depth], nodes) & (symbol > 0)[:, :, None]  # (q, K, V')
    at = np.arange(width)
    inside, ends = (at > 0) & (at < length - 1), (at == 0) | (at == length - 1)
    by_stop = table[1][symbol][:, :, None] * (stop * inside)[:, None, :] * lies
    by_passing = table[0][symbol][:, :, None] * ((1 - stop) * inside)[:, None, :] * lies
    at_end = np.where(symbol % 2 == 0, AT_END, AT_END_HIDDEN)
    shows = by_stop + by_passing + at_end[:, :, None] * ends[:, None, :] * lies
    silent = np.where(inside, stop * table[1, 0] + (1 - stop) * table[0, 0], 1.0)
    stray = STRAY * (symbol > 0)
    freed = FREED_THERE * (np.isin(symbol, _RESCUES)[:, :, None] & lies)  # row k follows row k - 1 at one district

    ahead = np.zeros((width + 1, len(who), depth + 1))
    ahead[0, :, 0] = 1.0
    for v in range(width):
        ahead[v + 1] = ahead[v] * silent[:, v, None]
        ahead[v + 1, :, 1:] += ahead[v, :, :-1] * (shows[:, :, v] + stray * silent[:, v, None])
        ahead[v + 1, :, 2:] += ahead[v, :, :-2] * shows[:, :-1, v] * freed[:, 1:, v]
    likelihood = np.take_along_axis(ahead[width], rows[:, None], axis=1)[:, 0]
    # a corridor that no path joins explains nothing of what was seen between
    likelihood = np.where(length[:, 0] == 0, STRAY ** rows.astype(np.float64), likelihood)

    after = np.zeros((len(who), depth + 1))
    np.put_along_axis(after, rows[:, None], 1.0, axis=1)
    stops, shown = np.zeros((len(who), width)), np.zeros((2, len(who), SYMBOLS))
    scale = 1.0 / np.maximum(likelihood, 1e-300)
    marks = [symbol == mark for mark in range(SYMBOLS)]
    for v in range(width - 1, -1, -1):
        behind = after[:, 1:].copy()
        behind[:, :-1] += after[:, 2:] * freed[:, 1:, v]
        moved = ahead[v, :, :-1] * behind * scale[:, None]
        still = (ahead[v] * after).sum(axis=1) * scale * inside[:, v]
        quiet = still * (1 - stop[:, v]) * table[0, 0], still * stop[:, v] * table[1, 0]
        loud = moved * by_passing[:, :, v], moved * by_stop[:, :, v]
        stops[:, v] = quiet[1] + loud[1].sum(axis=1)
        for state in (0, 1):
            shown[state, :, 0] += quiet[state]
            for mark in range(1, SYMBOLS):
                shown[state, :, mark] += np.where(marks[mark], loud[state], 0.0).sum(axis=1)
        before = after * silent[:, v, None]
        before[:, :-1] += behind * shows[:, :, v] + after[:, 1:] * stray * silent[:, v, None]
        after = before
    return Aligned(likelihood, stops, shown)


def _lies(frame: Frame, place: NDArray[np.int32], nodes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Tell whether each row may be of each district of a path: an unobserved step may be of any."""
    one = np.where(place >= 0, frame.one[place], -1)
    lies: NDArray[np.bool_] = (one[:, :, None] == nodes[:, None, :]) & (one >= 0)[:, :, None]
    lies |= (place < 0)[:, :, None]
    for area in np.unique(place[place >= 0]).tolist():
        if area in frame.wide:
            q, k = np.nonzero(place == area)
            lies[q, k] = frame.wide[area][nodes[q]]
    lies &= (nodes >= 0)[:, None, :]
    return lies
