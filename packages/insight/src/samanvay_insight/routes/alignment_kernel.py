"""The compiled twin of `alignment.by_arrays`: the same sums, pair by pair."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.compiling import jit
from samanvay_insight.routes.observed import SYMBOLS

Array = NDArray[Any]


@jit
def by_pairs(
    who: Array,
    path: Array,
    rows: Array,
    place: Array,
    symbol: Array,
    ended: Array,
    nodes: Array,
    length: Array,
    stopping: Array,
    table: Array,
    one: Array,
    area: Array,
    wide: Array,
    freeing: Array,
    chances: Array,
) -> tuple[Array, Array, Array]:
    """Return the likelihood (q,), stops (q, V') and what states show (4, q, S) of the pairs `who` and `path` (q,).

    `area` (U,) is the row of `wide` (W, N) of a place with several districts, -1 of another; `freeing` (S,) marks the
    symbols of a rescue; `chances` are STRAY, AT_END, AT_END_HIDDEN, FREED_AT_END, FREED_THERE and LEAST_QUIET.
    """
    stray, at_end, at_end_hidden, freed_at_end, freed_there, least_quiet = chances
    pairs, width, deep = len(who), 1, 0
    for q in range(pairs):
        width, deep = max(width, length[path[q]]), max(deep, rows[who[q]])
    likelihood, stops = np.zeros(pairs), np.zeros((pairs, width))
    shown = np.zeros((4, pairs, SYMBOLS))
    ahead = np.zeros((width + 1, deep + 3))
    here = np.zeros((width, deep + 1))
    lies = np.zeros((width, deep + 2))
    after, before = np.zeros(deep + 3), np.zeros(deep + 3)
    late = np.zeros(deep + 2, dtype=np.int64)
    for q in range(pairs):
        n, p = who[q], path[q]
        last, many = length[p] - 1, rows[n]
        if last < 0:
            likelihood[q] = stray**many
            continue
        for k in range(many):
            late[k + 1] = 2 if late[k] or freeing[symbol[n, k]] else 0
        ahead[: last + 2, : many + 3] = 0.0
        ahead[0, 0] = 1.0
        for v in range(last + 1):
            node = nodes[p, v]
            inside = 0 < v < last
            stop = stopping[p, v] if inside else 0.0
            go = 1.0 - stop if inside else 0.0
            lies[v, many] = 0.0
            for k in range(many):
                at, mark = place[n, k], symbol[n, k]
                fits = at < 0 or one[at] == node or (area[at] >= 0 and wide[area[at], node])
                lies[v, k] = 1.0 if fits else 0.0
                told = table[1 + late[k], mark] * stop + table[late[k], mark] * go
                if not inside:
                    told += at_end if mark % 2 == 0 else at_end_hidden
                    if v == last and v > 0 and freeing[mark] and not ended[n]:
                        told += freed_at_end - (at_end if mark % 2 == 0 else at_end_hidden)
                here[v, k] = told * lies[v, k]
            for k in range(many + 1):
                quiet = 1.0
                if inside:
                    quiet = max(table[late[k], 0], least_quiet) * go + table[1 + late[k], 0] * stop
                ahead[v + 1, k] += ahead[v, k] * quiet
                if k < many:
                    ahead[v + 1, k + 1] += ahead[v, k] * (here[v, k] + stray * quiet)
                if k + 1 < many and freeing[symbol[n, k + 1]]:
                    ahead[v + 1, k + 2] += ahead[v, k] * here[v, k] * freed_there * lies[v, k + 1]
        likelihood[q] = ahead[last + 1, many]
        scale = 1.0 / max(likelihood[q], 1e-300)
        after[: many + 3] = 0.0
        after[many] = 1.0
        for v in range(last, -1, -1):
            inside = 0 < v < last
            stop = stopping[p, v] if inside else 0.0
            go = 1.0 - stop if inside else 0.0
            for k in range(many + 1):
                passes = max(table[late[k], 0], least_quiet) * go
                halts = table[1 + late[k], 0] * stop
                quiet = passes + halts if inside else 1.0
                still = ahead[v, k] * after[k] * scale
                shown[late[k], q, 0] += still * passes
                shown[1 + late[k], q, 0] += still * halts
                stops[q, v] += still * halts
                before[k] = after[k] * quiet
                if k < many:
                    mark = symbol[n, k]
                    behind = after[k + 1]
                    if k + 1 < many and freeing[symbol[n, k + 1]]:
                        behind += after[k + 2] * freed_there * lies[v, k + 1]
                    moved = ahead[v, k] * behind * lies[v, k] * scale
                    halted = moved * table[1 + late[k], mark] * stop
                    stops[q, v] += halted
                    shown[late[k], q, mark] += moved * table[late[k], mark] * go
                    shown[1 + late[k], q, mark] += halted
                    before[k] += behind * here[v, k] + after[k + 1] * stray * quiet
            after[: many + 1] = before[: many + 1]
    return likelihood, stops, shown
