"""Inferring routes: legs become patterns, habits are learned from these, and the posterior is put together."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array

from samanvay_insight.gazetteer.places import Place
from samanvay_insight.routes.alignment import aligned
from samanvay_insight.routes.bridges import bridged
from samanvay_insight.routes.candidate_paths import CandidatePaths
from samanvay_insight.routes.choices import Choices
from samanvay_insight.routes.fitting import FIRST_ROUNDS, ROUNDS, Expected, Habits, Learner, learn
from samanvay_insight.routes.frame import Frame, Framing
from samanvay_insight.routes.graph import RouteGraph, graph
from samanvay_insight.routes.legs import RESCUE, STOPOVER, Legs
from samanvay_insight.routes.observed import LABELS, Observed, observed_of, symbol_of
from samanvay_insight.routes.patterns import patterns_of
from samanvay_insight.routes.posterior import NAMED, SAID_STOP, Routes

MOST_PATTERNS = 3_000  # that are learned from; of more, a sample
STEPS = 3 + FIRST_ROUNDS + ROUNDS  # that `fit_routes` tells of
BRIDGED = 0.6  # what all ways between the sightings count for beside the listed paths, for edges
LEAST = 1e-3  # what is less likely for one journey is not kept
LOCATED = tuple(symbol_of(0, role) for role in LABELS)
Numbers = NDArray[np.float64]
Told = Callable[[int, int], None]


def fit_routes(
    legs: Legs, *, on: RouteGraph | None = None, most: int = MOST_PATTERNS, told: Told = lambda done, steps: None
) -> Routes:
    """Infer the routes of legs: what `legs_of` returns, on the shipped graph unless another is given.

    Of more than `most` sorts of journeys a sample stands for all. `told` hears how many of how many steps are done.
    Nothing is random but the sample and the draws, and these have fixed seeds. Raises ValueError where there is no leg
    at all.
    """
    if not len(legs):
        raise ValueError("there is no leg")
    done = itertools.count(1)

    def step() -> None:
        told(next(done), STEPS)

    network = on or graph()
    patterns, choices = patterns_of(legs).sampled(most), Choices(network)
    learner, habits, expected = learned(observed_of(patterns), legs.places, choices, step)
    frame, observed = learner.frame, learner.observed
    by_corridor, listed, by_stop, at_ends = _tables(learner, habits, network)
    told_stop = _rows_at(frame, observed, (symbol_of(0, STOPOVER),), at_ends.shape)
    named = _named(legs, frame, len(network.keys))
    by_stop = csr_array((by_stop * (named.sum() >= NAMED)).maximum(SAID_STOP * told_stop))
    shape = (len(observed), len(learner.first))
    ends = coo_array((expected.weight, (frame.observed, learner.pair[frame.path])), shape=shape).tocsr()
    between, joined = bridged(learner, choices, ends, by_stop, choices.hours_between())
    by_edge = csr_array(diags_array(1.0 - BRIDGED * joined) @ listed + BRIDGED * between)
    into = coo_array((np.ones(len(network.heads)), (np.arange(len(network.heads)), network.heads))).tocsr()
    through = csr_array(by_edge @ into)
    through.data = np.minimum(through.data, 1.0)
    told_at = _rows_at(frame, observed, LOCATED, at_ends.shape)
    rescued = _rows_at(frame, observed, (symbol_of(0, RESCUE),), at_ends.shape)
    step()
    return Routes(
        legs, patterns, observed, frame, network, named, by_corridor, by_edge, by_stop,
        passed=_inside(through, at_ends).maximum(_inside(told_at, at_ends)), told=_inside(told_at, at_ends),
        told_stop=told_stop, told_rescue=_inside(rescued, at_ends),
    )  # fmt: skip


def learned(
    observed: Observed, places: Sequence[Place], choices: Choices, step: Callable[[], None]
) -> tuple[Learner, Habits, Expected]:
    """Learn twice: on the paths that the graph suggests, then with those that the habits so learned suggest."""
    framing, hours = Framing(observed, places, choices), choices.hours_between()
    frame, observed = framing.first()
    step()
    learner, _, expected = learn(frame, observed, hours, FIRST_ROUNDS, step)
    used = learner.used(expected, len(frame.of))
    frame, observed = framing.again(CandidatePaths(choices, learner, expected), used, learner.likely(expected))
    step()
    return learn(frame, observed, hours, ROUNDS, step)


def _tables(learner: Learner, habits: Habits, network: RouteGraph) -> tuple[csr_array, ...]:
    """Sum the pairs' weights by corridor, edge, stop-over and end."""
    frame, observed = learner.frame, learner.observed
    sizes = (len(frame.corridors), len(network.heads), len(network.keys), len(network.keys))
    parts: list[list[csr_array]] = [[] for _ in sizes]
    for piece in learner.pieces:
        part = aligned(frame, observed, piece, habits.stopping, habits.telling)
        weight, _ = learner.weighed(habits, piece, part.likelihood)
        who, path = frame.observed[piece], frame.path[piece]
        nodes = frame.nodes[path]
        ends = np.stack([nodes[:, 0], nodes[np.arange(len(nodes)), np.maximum(frame.length[path] - 1, 0)]], axis=1)
        stop = np.zeros(nodes.shape)
        stop[:, : part.stop.shape[1]] = part.stop
        for table, size, (columns, values) in zip(
            parts,
            sizes,
            (
                (frame.of[path][:, None], weight[:, None]),
                (frame.edges[path], np.broadcast_to(weight[:, None], (len(path), frame.edges.shape[1]))),
                (nodes, stop * weight[:, None]),
                (ends, np.broadcast_to(weight[:, None], ends.shape)),
            ),
            strict=True,
        ):
            table.append(_summed(who, columns, values, len(observed), size))
    whole = []
    for table, size in zip(parts, sizes, strict=True):
        total = csr_array((len(observed), size))
        for each in table:
            total = total + each
        whole.append(total)
    told = np.asarray(whole[0].sum(axis=1)).ravel()
    whole[0] = csr_array(diags_array(1.0 / np.where(told > 0, told, 1.0)) @ whole[0])
    return tuple(whole)


def _summed(who: NDArray[np.int32], columns: NDArray[np.int32], values: Numbers, rows: int, size: int) -> csr_array:
    kept = (columns >= 0) & (values >= LEAST / 10)
    row = np.broadcast_to(who[:, None], columns.shape)[kept]
    table = coo_array((values[kept], (row, columns[kept])), shape=(rows, size)).tocsr()
    table.data = np.minimum(table.data, 1.0)
    table.data[table.data < LEAST] = 0.0
    table.eliminate_zeros()
    return table


def _rows_at(frame: Frame, observed: Observed, symbols: Sequence[int], shape: tuple[int, int]) -> csr_array:
    """Give 1 where a pattern has a row with one of the symbols in a district (N, nodes)."""
    rows, at = np.nonzero(np.isin(observed.symbol, symbols))
    node = frame.one[observed.place[rows, at]]
    rows, node = rows[node >= 0], node[node >= 0]
    table = coo_array((np.ones(len(rows)), (rows, node)), shape=shape).tocsr()
    table.data = np.minimum(table.data, 1.0)
    return table


def _named(legs: Legs, frame: Frame, size: int) -> NDArray[np.int64]:
    """Count for each district (size,) the cases in which a row names a stop-over there."""
    rows = np.flatnonzero((legs.role == STOPOVER) & (legs.place >= 0))
    node = frame.one[legs.place[rows]]
    pairs = np.unique(legs.case[rows[node >= 0]].astype(np.int64) * size + node[node >= 0])
    return np.bincount(pairs % size, minlength=size)


def _inside(table: csr_array, at_ends: csr_array) -> csr_array:
    """Leave out what is true of a journey's own ends."""
    left = csr_array(table - at_ends.minimum(table))
    left.eliminate_zeros()
    return left
