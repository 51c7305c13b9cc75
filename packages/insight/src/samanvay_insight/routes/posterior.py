"""What the legs say of routes: corridors, stop-overs and edges with their uncertainty, for all and for each journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array

from samanvay_insight.gazetteer.places import Place
from samanvay_insight.routes.alignment import aligned
from samanvay_insight.routes.bridges import bridged
from samanvay_insight.routes.candidate_paths import CandidatePaths
from samanvay_insight.routes.choices import Choices
from samanvay_insight.routes.fitting import FIRST_ROUNDS, ROUNDS, Expected, Habits, Learner
from samanvay_insight.routes.frame import Frame, Framing
from samanvay_insight.routes.graph import RouteGraph, graph
from samanvay_insight.routes.legs import NONE, STOPOVER, Legs
from samanvay_insight.routes.observed import Observed, observed_of, symbol_of
from samanvay_insight.routes.patterns import Patterns, patterns_of

DRAWS = 200
COVERAGE = 0.90
SEED = 20261124
ALIKE = 4.0  # journeys of one corridor are judged by the same habits, so that what is open about them goes together
SAID_STOP = 0.97  # a stop-over that a row names is at least so sure
BRIDGED = 0.6  # what the walks between the sightings count for beside the listed paths, for edges
LEAST = 1e-3  # what is less likely for one journey is not kept
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """An expected number of journeys and its 90 % interval in whole journeys, by percentiles of draws."""

    journeys: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CorridorEstimate:
    """How many journeys went from one place to another; `share` is of all journeys."""

    source: str
    destination: str
    estimate: Estimate
    share: float


@dataclass(frozen=True, slots=True)
class StopoverEstimate:
    """How many journeys stopped in a district."""

    place: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class EdgeEstimate:
    """The expected share of all journeys that used an edge of the graph in this direction."""

    tail: str
    head: str
    probability: float


@dataclass(frozen=True, slots=True)
class JourneyPosterior:
    """What is believed of one journey: probabilities by corridor, edge (tail, head) and district of a stop-over."""

    case: str
    corridors: dict[tuple[str, str], float]
    edges: dict[tuple[str, str], float]
    stopovers: dict[str, float]


@dataclass(frozen=True, eq=False)
class Routes:
    """The posterior over N patterns of legs: probabilities by corridor (N, C), edge (N, E) and stop-over (N, nodes).

    The matrices are sparse; `passed` (N, nodes) is the probability that a journey came through a district, ends
    included, `at_ends` that it began or ended there. `count` of the patterns turns them into journeys.
    """

    legs: Legs
    patterns: Patterns
    observed: Observed
    frame: Frame
    habits: Habits
    graph: RouteGraph
    by_corridor: csr_array
    by_edge: csr_array
    by_stop: csr_array
    passed: csr_array
    at_ends: csr_array

    @property
    def journeys(self) -> int:
        """Return how many journeys there are."""
        return int(self.patterns.count.sum())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the name of each place of the legs: stations as the file gives them, others in English."""
        at = self.graph.index
        return tuple(
            self.graph.names[at[place.key]] if place.key in at else given if place.kind == "station" else place.name
            for place, given in zip(self.legs.places, self.legs.given, strict=True)
        )

    def corridors(self) -> list[CorridorEstimate]:
        """Return the corridors with at least a twentieth of a journey, the busiest first."""
        means, draws = self._draws(self.by_corridor, shares=True)
        found = []
        for at in np.argsort(-means, kind="stable").tolist():
            if means[at] >= 0.05:
                source, destination = (self.names[place] for place in self.frame.corridors[at])
                estimate = _estimate(means[at], draws[:, at])
                found.append(CorridorEstimate(source, destination, estimate, float(means[at]) / self.journeys))
        return found

    def stopovers(self) -> list[StopoverEstimate]:
        """Return the districts with at least a twentieth of a stop-over, the busiest first."""
        means, draws = self._draws(self.by_stop, shares=False)
        order = np.argsort(-means, kind="stable").tolist()
        return [
            StopoverEstimate(self.graph.names[at], _estimate(means[at], draws[:, at]))
            for at in order
            if means[at] >= 0.05
        ]

    def edges(self) -> list[EdgeEstimate]:
        """Return the edges that at least one journey in ten thousand is expected on, the busiest first."""
        share = self._sums(self.by_edge) / max(1, self.journeys)
        names, tails, heads = self.graph.names, self.graph.tails, self.graph.heads
        order = np.argsort(-share, kind="stable").tolist()
        return [
            EdgeEstimate(names[tails[at]], names[heads[at]], min(1.0, float(share[at])))
            for at in order
            if share[at] >= 1e-4
        ]

    def journey(self, case: int) -> JourneyPosterior:
        """Return what is believed of a case, given by its number in `legs.cases`."""
        at = int(self.patterns.pattern[case])
        names = self.graph.names
        corridors, edges, stops = (_row(table, at) for table in (self.by_corridor, self.by_edge, self.by_stop))
        return JourneyPosterior(
            case=str(self.legs.cases[case].as_py()),
            corridors={self._named(c): p for c, p in corridors.items()},
            edges={(names[self.graph.tails[e]], names[self.graph.heads[e]]): p for e, p in edges.items()},
            stopovers={names[node]: p for node, p in stops.items()},
        )

    def decided_stopovers(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the stop-overs to believe in as (pattern, node): the set with the highest expected F1.

        By the probabilities themselves: of all thresholds the one that maximises 2 E[hits] / (chosen + E[all])
        (Ye, Chai, Lee and Chieu 2012).
        """
        table = self.by_stop.tocoo()
        weight = self.patterns.count[table.coords[0]]
        order = np.argsort(-table.data, kind="stable")
        hits, chosen = np.cumsum((table.data * weight)[order]), np.cumsum(weight[order])
        if not len(order):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        best = int(np.argmax(2 * hits / (chosen + hits[-1]))) + 1
        kept = np.sort(order[:best])
        return table.coords[0][kept].astype(np.int64), table.coords[1][kept].astype(np.int64)

    def _named(self, corridor: int) -> tuple[str, str]:
        source, destination = self.frame.corridors[corridor]
        return self.names[source], self.names[destination]

    def _sums(self, table: csr_array) -> Numbers:
        sums: Numbers = self.patterns.count.astype(np.float64) @ table
        return sums

    def _draws(self, table: csr_array, *, shares: bool) -> tuple[Numbers, Numbers]:
        """Draw the expected numbers of journeys (DRAWS, columns): what is not known of each, and of how many come.

        The Bayesian bootstrap (Rubin 1981) weighs the patterns, for corridors the shares are learned again from the
        weighed ones, and a gamma draw adds what remains open about each journey.
        """
        random = np.random.default_rng(SEED)
        count = self.patterns.count.astype(np.float64)
        means = self._sums(table)
        matrix = table.tocsr()
        row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
        draws = np.zeros((DRAWS, matrix.shape[1]))
        for at in range(DRAWS):
            weight = random.standard_gamma(count)
            value = matrix.data
            if shares:
                again = (weight @ matrix + 0.5) / (means + 0.5)
                value = value * again[matrix.indices]
                value = value / np.bincount(row, value, minlength=len(count))[row]
            drawn = np.bincount(matrix.indices, value * weight[row], minlength=matrix.shape[1])
            unsure = np.bincount(matrix.indices, value * (1 - value) * weight[row], minlength=matrix.shape[1])
            draws[at] = _gamma(random, drawn.astype(np.float64), ALIKE * np.maximum(unsure, 0.0))
        return means, draws


def fit_routes(legs: Legs, *, on: RouteGraph | None = None) -> Routes:
    """Infer the routes of legs: what `legs_of` returns, on the shipped graph unless another is given.

    Takes seconds for thousands of cases and, in memory, some kilobytes a case. Nothing is random but the draws of
    the intervals, and these have a fixed seed. Raises ValueError where there is no leg at all.
    """
    if not len(legs):
        raise ValueError("there is no leg")
    network = on or graph()
    patterns = patterns_of(legs)
    choices = Choices(network)
    learner, habits, _ = learned(observed_of(patterns), legs.places, choices)
    by_corridor, by_edge, by_stop, passed, at_ends = _tables(learner, habits, network)
    between = bridged(learner, choices, by_stop, choices.hours_between())
    here = (np.diff(between.indptr) > 0).astype(np.float64)
    by_edge = csr_array(diags_array(1.0 - BRIDGED * here) @ by_edge + BRIDGED * between)
    tables = by_corridor, by_edge, by_stop, passed, at_ends
    return Routes(legs, patterns, learner.observed, learner.frame, habits, network, *tables)


def learned(observed: Observed, places: Sequence[Place], choices: Choices) -> tuple[Learner, Habits, Expected]:
    """Learn twice: on the paths that the graph suggests, then with those that the habits so learned suggest."""
    framing, hours = Framing(observed, places, choices), choices.hours_between()
    frame, observed = framing.first()
    learner = Learner(frame, observed, hours)
    _, expected = learner.learn(FIRST_ROUNDS)
    frame, observed = framing.again(
        CandidatePaths(choices, learner, expected), expected.paths, learner.likely(expected)
    )
    learner = Learner(frame, observed, hours)
    return learner, *learner.learn(ROUNDS)


def _tables(learner: Learner, habits: Habits, network: RouteGraph) -> tuple[csr_array, ...]:
    """Sum the pairs' weights by corridor, edge, stop-over, district passed and end."""
    frame, observed = learner.frame, learner.observed
    sizes = (len(frame.corridors), len(network.heads), len(network.keys), len(network.keys), len(network.keys))
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
                (nodes, np.broadcast_to(weight[:, None], nodes.shape)),
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
    whole[2] = _with_said(whole[2], frame, observed)
    return tuple(whole)


def _summed(who: NDArray[np.int32], columns: NDArray[np.int32], values: Numbers, rows: int, size: int) -> csr_array:
    kept = (columns >= 0) & (values >= LEAST / 10)
    row = np.broadcast_to(who[:, None], columns.shape)[kept]
    table = coo_array((values[kept], (row, columns[kept])), shape=(rows, size)).tocsr()
    table.data = np.minimum(table.data, 1.0)
    table.data[table.data < LEAST] = 0.0
    table.eliminate_zeros()
    return table


def _with_said(stops: csr_array, frame: Frame, observed: Observed) -> csr_array:
    """Keep to what rows say: a stop-over named in a district was one, whatever path is believed."""
    rows, at = np.nonzero(observed.symbol == symbol_of(0, STOPOVER))
    place = observed.place[rows, at]
    node = np.where(place >= 0, frame.one[place], NONE)
    rows, node = rows[node >= 0], node[node >= 0]
    said = coo_array((np.full(len(rows), SAID_STOP), (rows, node)), shape=stops.shape).tocsr()
    said.data = np.minimum(said.data, SAID_STOP)
    return stops.maximum(said)


def _gamma(random: np.random.Generator, mean: Numbers, variance: Numbers) -> Numbers:
    """Draw with this mean and variance; the mean itself where nothing is open."""
    drawn = mean.copy()
    open_ = (variance > 1e-9) & (mean > 1e-9)
    scale = variance[open_] / mean[open_]
    drawn[open_] = random.standard_gamma(mean[open_] / scale) * scale
    return drawn


def _estimate(mean: float, draws: Numbers) -> Estimate:
    tail = (1 - COVERAGE) / 2
    low, high = np.quantile(draws, [tail, 1 - tail])
    return Estimate(float(mean), float(np.floor(min(low, mean))), float(np.ceil(max(high, mean))))


def _row(table: csr_array, at: int) -> dict[int, float]:
    first, last = table.indptr[at], table.indptr[at + 1]
    pairs: Sequence[tuple[int, float]] = sorted(
        zip(table.indices[first:last].tolist(), table.data[first:last].tolist(), strict=True),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return dict(pairs)


def text_table(columns: dict[str, Sequence[str]]) -> pa.Table:
    """Return a table of words from columns, as `legs_of` wants it."""
    return pa.table({name: pa.array(list(words), type=pa.string()) for name, words in columns.items()})
