"""What the legs say of routes: corridors, stop-overs and edges with their uncertainty, for all and for each journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from samanvay_insight.routes.frame import Frame
from samanvay_insight.routes.graph import RouteGraph
from samanvay_insight.routes.legs import Legs
from samanvay_insight.routes.observed import Observed
from samanvay_insight.routes.patterns import Patterns

DRAWS = 200
COVERAGE = 0.90
SLACK = 1e-6  # of sums, before they are rounded outwards to whole journeys
SEED = 20261124
NAMED = 30  # cases in which rows name a stop-over; with fewer none is inferred
ALIKE = 4.0  # journeys of one corridor are judged by the same habits, so that what is open about them goes together
# Standard deviations, in logits, of what is not known and the journeys of a corridor have in common: whether they stop
# in a district (the more rows tell of it, the less) and whether they pass it; and of the tables, which all share.
UNKNOWN_HABIT, UNKNOWN_WAY, UNKNOWN_TABLE = 1.0, 2.0, 0.6
UNKNOWN_OF_MANY = 2.2  # the same in a sample, where small probabilities of very many journeys add up
SAID_STOP = 0.97  # a stop-over that a row names is at least so sure
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
    """How many journeys stopped in a district, and in how many a row `named` it a stop-over."""

    place: str
    estimate: Estimate
    named: int


@dataclass(frozen=True, slots=True)
class PassingEstimate:
    """How many journeys came through a district between their ends, whether they stopped there or not."""

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

    The matrices are sparse; `passed` (N, nodes) is the probability that a journey came through a district between its
    ends, whether it stopped there or not; `told`, `told_stop` and `told_rescue` (N, nodes) are 1 where a row tells of a
    journey there, of its stop, of its rescue. `count` of the patterns turns them into journeys. `named` (nodes,) counts
    the cases of which a row names a stop-over there: below NAMED in all `by_stop` holds no other.
    """

    legs: Legs
    patterns: Patterns
    observed: Observed
    frame: Frame
    graph: RouteGraph
    named: NDArray[np.int64]
    by_corridor: csr_array
    by_edge: csr_array
    by_stop: csr_array
    passed: csr_array
    told: csr_array
    told_stop: csr_array
    told_rescue: csr_array

    @property
    def journeys(self) -> int:
        """Return how many journeys there are."""
        return len(self.patterns.pattern)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the name of each place of the legs: stations as the file gives them, others in English."""
        at = self.graph.index
        return tuple(
            self.graph.names[at[place.key]] if place.key in at else given if place.kind == "station" else place.name
            for place, given in zip(self.legs.places, self.legs.given, strict=True)
        )

    @property
    def notes(self) -> list[str]:
        """Return what a reader of the numbers must know, in sentences."""
        said = []
        if self.named.sum() < NAMED:
            said.append(
                f"No stop-overs are inferred: rows name {self.named.sum()}, and {NAMED} are needed. "
                "A row that does not say so may tell of a stop or of a passing."
            )
        if (self.patterns.pattern < 0).any():
            said.append(
                f"Learned from a sample of {len(self.patterns):,} sorts of journeys that stands for all "
                f"{self.journeys:,}; the intervals allow for it."
            )
        return said

    def corridors(self) -> list[CorridorEstimate]:
        """Return the corridors with at least a twentieth of a journey, the busiest first."""
        means, draws = self._draws(self.by_corridor)
        found = []
        for at in np.argsort(-means, kind="stable").tolist():
            if means[at] >= 0.05:
                source, destination = (self.names[place] for place in self.frame.corridors[at])
                estimate = _estimate(means[at], draws[:, at])
                found.append(CorridorEstimate(source, destination, estimate, float(means[at]) / self.journeys))
        return found

    def stopovers(self) -> list[StopoverEstimate]:
        """Return the districts with at least a twentieth of a stop-over, the busiest first.

        None where fewer than NAMED are named: `notes` says so.
        """
        if self.named.sum() < NAMED:
            return []
        _, corridor, column = self._entries(self.by_stop)
        said = self._by_corridor(self.told_stop)[corridor, column]
        rest = np.maximum(self._by_corridor(self.told)[corridor, column] - said, 0.0)
        unknown = UNKNOWN_HABIT * np.sqrt(1 / (1 + said) + 1 / (1 + rest))
        return [
            StopoverEstimate(self.graph.names[at], estimate, int(self.named[at]))
            for at, estimate in self._districts(self.by_stop, unknown, self.told_stop)
        ]

    def passings(self) -> list[PassingEstimate]:
        """Return the districts with at least a twentieth of a passing, the busiest first."""
        found = self._districts(self.passed, np.full(self.passed.nnz, UNKNOWN_WAY), self.told)
        return [PassingEstimate(self.graph.names[at], estimate) for at, estimate in found]

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
        """Return what is believed of a case, given by its number in `legs.cases`.

        Raises LookupError for a case that the sample left out.
        """
        at = int(self.patterns.pattern[case])
        if at < 0:
            raise LookupError(f"case {self.legs.cases[case].as_py()} is not in the sample that was learned from")
        names = self.graph.names
        corridors, edges, stops = (_row(table, at) for table in (self.by_corridor, self.by_edge, self.by_stop))
        return JourneyPosterior(
            case=str(self.legs.cases[case].as_py()),
            corridors={self._named(c): p for c, p in corridors.items()},
            edges={(names[self.graph.tails[e]], names[self.graph.heads[e]]): p for e, p in edges.items()},
            stopovers={names[node]: p for node, p in stops.items()},
        )

    def _named(self, corridor: int) -> tuple[str, str]:
        source, destination = self.frame.corridors[corridor]
        return self.names[source], self.names[destination]

    def _sums(self, table: csr_array) -> Numbers:
        sums: Numbers = self.patterns.count @ table
        return sums

    def _by_corridor(self, table: csr_array) -> Numbers:
        """Sum a table of patterns by their likeliest corridors (C, columns)."""
        shape = (len(self.frame.corridors), len(self.patterns))
        if not shape[0]:
            return np.zeros((0, table.shape[1]))
        whose = coo_array((self.patterns.count, (self._likeliest, np.arange(shape[1]))), shape=shape).tocsr()
        return np.asarray((whose @ table).toarray(), dtype=np.float64)

    @cached_property
    def _likeliest(self) -> NDArray[np.int64]:
        if not len(self.frame.corridors):  # nobody is known to have gone from one district to another
            return np.zeros(len(self.patterns), dtype=np.int64)
        return np.asarray(self.by_corridor.argmax(axis=1), dtype=np.int64).ravel()

    def _entries(self, table: csr_array) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """Give for each entry of a table its pattern, the likeliest corridor of that, and its column."""
        row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
        return row, self._likeliest[row], table.indices

    def _districts(self, table: csr_array, unknown: Numbers, told: csr_array) -> list[tuple[int, Estimate]]:
        """Estimate a table by districts; what a row has `told` does not vary."""
        if not table.nnz:
            return []
        row, _, column = self._entries(table)
        means, draws = self._draws(table, np.where(np.asarray(told[row, column]).ravel() > 0, 0.0, unknown))
        order = np.argsort(-means, kind="stable").tolist()
        return [(at, _estimate(means[at], draws[:, at])) for at in order if means[at] >= 0.05]

    def _draws(self, table: csr_array, unknown: Numbers | None = None) -> tuple[Numbers, Numbers]:
        """Draw the expected numbers of journeys (DRAWS, columns) of those in the file: only what is not known varies.

        `unknown` (entries,) are standard deviations by which the journeys of a corridor err together in a column; for
        corridors the shares are learned again from patterns weighed anew (the Bayesian bootstrap: Rubin 1981). A gamma
        draw adds what remains open about each journey, and another what a sample left out.
        """
        random = np.random.default_rng(SEED)
        count, open_ = self.patterns.count, 1.0 - self.patterns.taken
        means, size = self._sums(table), table.shape[1]
        row, of, column = self._entries(table)
        group = np.unique(of * size + column, return_inverse=True)[1]
        odds = np.log(np.maximum(table.data, 1e-9) / np.maximum(1.0 - table.data, 1e-9))
        common = UNKNOWN_OF_MANY if (open_ > 0).any() else UNKNOWN_TABLE
        draws = np.zeros((DRAWS, size))
        for at in range(DRAWS):
            value = table.data
            if unknown is None:
                again = (random.standard_gamma(np.maximum(count, 1e-9)) @ table + 0.5) / (means + 0.5)
                value = value * again[table.indices]
                value = value / np.bincount(row, value, minlength=len(count))[row]
            else:
                # less by what the spread adds to the mean of a small probability, or takes from a great one
                shift = unknown * random.standard_normal(group.max(initial=-1) + 1)[group]
                shift += np.where(unknown > 0, common * random.standard_normal(), 0.0)
                shift -= np.where(unknown > 0, unknown**2 + common**2, 0.0) * (0.5 - value)
                value = np.where(unknown > 0, 1.0 / (1.0 + np.exp(-odds - shift)), value)
            weight = _gamma(random, count, open_ * count**2)[row]
            drawn = np.bincount(column, value * weight, minlength=size).astype(np.float64)
            unsure = np.bincount(column, value * (1 - value) * weight, minlength=size)
            draws[at] = _gamma(random, drawn, ALIKE * np.maximum(unsure, 0.0))
        return means, draws


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
    return Estimate(float(mean), float(np.floor(min(low, mean) + SLACK)), float(np.ceil(max(high, mean) - SLACK)))


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
