"""Which corridors and paths each journey may have had: the sparse frame in which probabilities are then learned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.gazetteer.places import Place
from samanvay_insight.routes.choices import MOST_PATHS, Choices, Path
from samanvay_insight.routes.legs import NONE, RESCUE
from samanvay_insight.routes.observed import Observed, symbol_of
from samanvay_insight.routes.places import district_keys

MOST_CORRIDORS = 25  # that a journey with an unknown end is shared among
MOST_PAIRS = 400  # paths of all its corridors together; beyond, the first of each are kept
FEW_PATHS = 12
NEW_WAYS = 6  # corridors of such a journey that get a path for what it shows
HABITUAL_ENDS = 2  # pairs of districts of wider places between which habit is asked for a journey's paths
ENDS = 6  # districts of a wider place at which a journey may begin or end
DETOUR, DETOUR_HOURS = 1.3, 3.0  # how far a sighting may lie from the way of a corridor to belong to it
Corridor = tuple[int, int]


class Suggestions(Protocol):
    """Paths that habit suggests (`edge_costs`): between two districts, or through those where a journey was seen."""

    def between(self, first: int, last: int) -> list[Path]: ...

    def through(self, first: int, seen: list[int], last: int) -> list[Path]: ...


@dataclass(frozen=True, eq=False)
class Frame:
    """C corridors, P paths of at most V districts, and Q pairs of a pattern and a path that it may have taken.

    `corridors` are pairs of places; `nodes` (P, V) and `edges` (P, V - 1) are -1 beyond a path's `length` (P,);
    `of` (P,) is a path's corridor, `ends` (P,) how often journeys of the file begin and end where it does, `cost`
    (P, 3) what it costs each sort of travellers. `observed` and `path` (Q,) are the pairs, sorted by the patterns'
    number of rows. A corridor that no path joins has one of length 0.
    `one` (U,) is the district of a place or -1; `wide` gives the districts (N,) of those that have several.
    """

    corridors: list[Corridor]
    nodes: NDArray[np.int32]
    edges: NDArray[np.int32]
    length: NDArray[np.int32]
    of: NDArray[np.int32]
    ends: NDArray[np.float64]
    cost: NDArray[np.float64]
    observed: NDArray[np.int32]
    path: NDArray[np.int32]
    one: NDArray[np.int32]
    wide: dict[int, NDArray[np.bool_]]


class Framing:
    """Frames the patterns of legs: first by the graph alone, then with what was learned in that frame."""

    def __init__(self, observed: Observed, places: Sequence[Place], choices: Choices) -> None:
        self.choices = choices
        index = choices.graph.index
        self.districts = [tuple(sorted(index[key] for key in district_keys(p) if key in index)) for p in places]
        self.one = np.array([each[0] if len(each) == 1 else NONE for each in self.districts] or [NONE], dtype=np.int32)
        self.observed = observed
        self._hours: NDArray[np.float64] | None = None
        self._reach = np.zeros(0)
        self.source = observed.source.copy()
        self.destination = observed.destination.copy()
        self.place, self.symbol, self.rows = observed.place.copy(), observed.symbol.copy(), observed.rows.copy()
        self.paths: dict[Corridor, dict[Path, int]] = {}
        self.cases: dict[Corridor, float] = {}
        self.own: dict[int, list[tuple[Corridor, Path]]] = defaultdict(list)
        self.whole: dict[Corridor, list[int]] = defaultdict(list)
        self.shared: dict[int, list[Corridor]] = {}
        self.framed: list[Corridor] = []
        self.weights = [self._end_weights(ends) for ends in (self.source, self.destination)]

    def first(self) -> tuple[Frame, Observed]:
        """Return the frame and the patterns, an end that nothing tells set to the nearest sighting."""
        whole = np.flatnonzero((self.source >= 0) & (self.destination >= 0)).tolist()
        for at in sorted(whole, key=lambda at: -self.observed.count[at]):
            self.whole[int(self.source[at]), int(self.destination[at])].append(at)
        for corridor, members in self.whole.items():
            self._corridor(corridor)
            self.cases[corridor] = float(self.observed.count[members].sum())
            for at in members:
                self._through(corridor, at)
        part = np.flatnonzero((self.source < 0) | (self.destination < 0)).tolist()
        self.shared = self._shared(part)
        return self._pairs()

    def again(
        self, candidates: Suggestions, used: NDArray[np.float64], likely: dict[int, list[Corridor]]
    ) -> tuple[Frame, Observed]:
        """Return the frame with the paths that habit suggests before those in use (`used` (P,), journeys expected).

        `likely` are the corridors that each pattern most likely belongs to; through what it shows, it gets paths
        of theirs.
        """
        self.own = defaultdict(list)
        first = 0
        for corridor in self.framed:
            old = list(self.paths[corridor])
            spent = used[first : first + len(old)]
            first += max(1, len(old))
            old = [old[at] for at in np.argsort(-spent, kind="stable").tolist()]
            new: dict[Path, None] = {}
            for ends in dict.fromkeys((path[0], path[-1]) for path in old):
                new.update(dict.fromkeys(candidates.between(*ends)))
            kept = dict.fromkeys([*new, *old][: MOST_PATHS + len(new)])
            self.paths[corridor] = {path: at for at, path in enumerate(kept)}
        for at, corridors in likely.items():
            for corridor in corridors:
                self._by_habit(corridor, at, candidates)
        return self._pairs()

    def _by_habit(self, corridor: Corridor, at: int, candidates: Suggestions) -> None:
        """Add the paths that habit suggests through what a pattern shows."""
        seen, paths = self.seen(at), self.paths[corridor]
        ends = list(dict.fromkeys((path[0], path[-1]) for path in paths))[:HABITUAL_ENDS]
        for first, last in ends if seen else ():
            for path in candidates.through(first, [node for node in seen if node not in (first, last)], last):
                paths.setdefault(path, len(paths))
                self.own[at].append((corridor, path))
        self._through(corridor, at, most=10 * MOST_PATHS)

    def _end_weights(self, ends: NDArray[np.int32]) -> NDArray[np.float64]:
        """Count how many journeys are known to begin, or end, in each district."""
        node = np.where(ends >= 0, self.one[ends], NONE)
        counts = np.bincount(node[node >= 0], self.observed.count[node >= 0], minlength=len(self.choices.graph.keys))
        return np.asarray(counts + 0.05, dtype=np.float64)

    def _likely(self, place: int, end: int) -> list[int]:
        """Give the districts of a place at which most journeys of the file begin (`end` 0) or end (1)."""
        weight = self.weights[end]
        return sorted(self.districts[place], key=lambda node: (-weight[node], node))[:ENDS]

    def _corridor(self, corridor: Corridor) -> dict[Path, int]:
        if corridor not in self.paths:
            found = self.choices.between(self._likely(corridor[0], 0), self._likely(corridor[1], 1))
            self.paths[corridor] = {path: at for at, path in enumerate(found)}
        return self.paths[corridor]

    def seen(self, at: int) -> list[int]:
        """Give the districts that a pattern was certainly seen in, in order, none twice in a row."""
        found: list[int] = []
        for place in self.place[at, : self.rows[at]].tolist():
            node = int(self.one[place]) if place >= 0 else NONE
            if node >= 0 and (not found or found[-1] != node):
                found.append(node)
        return found

    def _through(self, corridor: Corridor, at: int, *, most: int = MOST_PATHS) -> bool:
        """See to it that a corridor has a path through what a pattern shows; tell whether it has one."""
        paths = self._corridor(corridor)
        seen = self.seen(at)
        if not seen or any(_passes(path, seen) for path in paths):
            return bool(paths)
        if len(paths) >= most:
            return False
        ends = self.districts[corridor[0]], self.districts[corridor[1]]
        if not all(ends):
            return False
        for path in self.choices.through(ends[0], seen, ends[1]):
            paths.setdefault(path, len(paths))
            self.own[at].append((corridor, path))
        return bool(self.own[at])

    def _shared(self, part: list[int]) -> dict[int, list[Corridor]]:
        """Give the corridors that each pattern with an unknown end may belong to."""
        known = sorted(self.cases, key=lambda corridor: (-self.cases[corridor], corridor))
        sources: dict[int, float] = defaultdict(float)
        targets: dict[int, float] = defaultdict(float)
        for at in range(len(self.source)):
            n = float(self.observed.count[at])
            if self.source[at] >= 0:
                sources[int(self.source[at])] += n
            if self.destination[at] >= 0:
                targets[int(self.destination[at])] += n
        first = sorted(sources, key=lambda place: (-sources[place], place))
        last = sorted(targets, key=lambda place: (-targets[place], place))
        by_source: dict[int, list[Corridor]] = defaultdict(list)
        by_target: dict[int, list[Corridor]] = defaultdict(list)
        for corridor in known:
            by_source[corridor[0]].append(corridor)
            by_target[corridor[1]].append(corridor)
        found: dict[int, list[Corridor]] = {}
        for at in part:
            source, target = int(self.source[at]), int(self.destination[at])
            if source >= 0:
                offered = by_source[source] or [(source, t) for t in last if t != source]
                freed = self._freed_last(at)
                if freed in targets and freed != source and (source, freed) not in offered:
                    # most are found where they were brought to
                    offered = [(source, freed), *offered]
            elif target >= 0:
                offered = by_target[target] or [(s, target) for s in first if s != target]
            else:
                offered = known
            found[at] = self._fitting(at, offered)
        return found

    def _freed_last(self, at: int) -> int:
        """Give the place of a rescue that a pattern's rows end with, -1 where they end otherwise."""
        rows = int(self.rows[at])
        return int(self.place[at, rows - 1]) if rows and self.symbol[at, rows - 1] == symbol_of(0, RESCUE) else NONE

    def _fitting(self, at: int, offered: list[Corridor]) -> list[Corridor]:
        """Keep the corridors that what a pattern shows lies on the way of."""
        seen = self.seen(at)
        if not seen:
            if offered:
                return offered[:MOST_CORRIDORS]
        else:
            fit, new = [], 0
            for corridor in self._near(offered, seen)[:MOST_CORRIDORS]:
                if any(_passes(path, seen) for path in self._corridor(corridor)):
                    fit.append(corridor)
                elif new < NEW_WAYS and self._through(corridor, at, most=2 * MOST_PATHS):
                    # none of its journeys was yet seen on this way
                    fit.append(corridor)
                    new += 1
            if fit:
                return fit
        return self._as_far_as_known(at)

    def _near(self, offered: list[Corridor], seen: list[int]) -> list[Corridor]:
        """Keep the corridors whose way through the sightings is not much longer than without."""
        if self._hours is None:
            self._hours = self.choices.hours_between()
            self._reach = np.array(
                [self._hours[list(nodes)].min(axis=0) if nodes else np.full(len(self._hours), np.inf)
                 for nodes in self.districts]
            )  # fmt: skip
        if not offered:
            return []
        between = sum(self._hours[a, b] for a, b in pairwise(seen))
        sources, targets = np.array(offered).T
        straight = np.array([self._reach[s][list(self.districts[t])].min(initial=np.inf) for s, t in offered])
        whole = self._reach[sources, seen[0]] + between + self._reach[targets, seen[-1]]
        near = np.isfinite(whole) & (whole <= np.maximum(DETOUR * straight, straight + DETOUR_HOURS))
        return [offered[at] for at in np.flatnonzero(near).tolist()]

    def _as_far_as_known(self, at: int) -> list[Corridor]:
        """Let a journey begin and end where it was first and last seen, for want of anything better."""
        rows = self.place[at, : self.rows[at]].tolist()
        here = [k for k, place in enumerate(rows) if place >= 0]
        if self.source[at] < 0 and here:
            self.source[at] = rows[here[0]]
            self._drop(at, 0, here[0] + 1)
            rows, here = rows[here[0] + 1 :], [k - here[0] - 1 for k in here[1:]]
        if self.destination[at] < 0 and here:
            self.destination[at] = rows[here[-1]]
            self._drop(at, here[-1], len(rows))
        corridor = int(self.source[at]), int(self.destination[at])
        if min(corridor) < 0:
            return []
        self._through(corridor, at)
        return [corridor]

    def _drop(self, at: int, first: int, last: int) -> None:
        kept = [k for k in range(self.rows[at]) if not first <= k < last]
        for table, empty in ((self.place, NONE), (self.symbol, 0)):
            row = table[at, kept]
            table[at] = empty
            table[at, : len(kept)] = row
        self.rows[at] = len(kept)

    def _pairs(self) -> tuple[Frame, Observed]:
        whole, shared = self.whole, self.shared
        corridors = sorted({*whole, *(c for each in shared.values() for c in each)})
        self.framed = corridors
        number = {corridor: at for at, corridor in enumerate(corridors)}
        table: list[Path] = []
        first = np.zeros(len(corridors) + 1, dtype=np.int64)
        for at, corridor in enumerate(corridors):
            table += list(self._corridor(corridor)) or [()]
            first[at + 1] = len(table)
        where = _Positions(table, len(self.choices.graph.keys))
        members = {at: [corridor] for corridor, each in whole.items() for at in each} | shared
        order = sorted(members, key=lambda at: (int(self.rows[at]), at))
        pairs_observed, pairs_path = [], []
        for at in order:
            spans = [np.arange(first[number[c]], first[number[c] + 1]) for c in members[at]]
            if not spans:
                continue
            found = self._possible(at, spans, where, number, first)
            pairs_observed.append(np.full(len(found), at, dtype=np.int32))
            pairs_path.append(found)
        none = np.zeros(0, dtype=np.int32)
        frame = Frame(
            corridors=corridors,
            **_path_table(table, self.choices),
            of=np.repeat(np.arange(len(corridors)), np.diff(first)).astype(np.int32),
            ends=np.array([self._ends(path) for path in table], dtype=np.float64),
            observed=np.concatenate([none, *pairs_observed]).astype(np.int32),
            path=np.concatenate([none, *pairs_path]).astype(np.int32),
            one=self.one,
            wide=self._wide(),
        )
        mended = replace(
            self.observed, source=self.source, destination=self.destination,
            place=self.place, symbol=self.symbol, rows=self.rows,
        )  # fmt: skip
        return frame, mended

    def _ends(self, path: Path) -> float:
        return float(self.weights[0][path[0]] * self.weights[1][path[-1]]) if path else 1.0

    def _possible(
        self,
        at: int,
        spans: list[NDArray[np.int64]],
        where: _Positions,
        number: dict[Corridor, int],
        first: NDArray[np.int64],
    ) -> NDArray[np.int64]:
        paths = np.concatenate(spans)
        seen = self.seen(at)
        if seen:
            passing = where.passing(paths, seen)
            own = [first[number[c]] + self.paths[c][path] for c, path in self.own[at] if c in number]
            fit = np.union1d(paths[passing], np.array(own, dtype=np.int64))
            paths = fit if len(fit) else paths
        if len(paths) > MOST_PAIRS:
            paths = np.concatenate([np.intersect1d(span, paths)[:FEW_PATHS] for span in spans])
        return paths

    def _wide(self) -> dict[int, NDArray[np.bool_]]:
        found = {}
        for at, nodes in enumerate(self.districts):
            if len(nodes) > 1:
                found[at] = np.zeros(len(self.choices.graph.keys), dtype=np.bool_)
                found[at][list(nodes)] = True
        return found


class _Positions:
    """Where each path has each district."""

    def __init__(self, table: list[Path], size: int) -> None:
        self.at = np.full((len(table), size), -1, dtype=np.int16)
        for row, path in enumerate(table):
            self.at[row, list(path)] = np.arange(len(path))

    def passing(self, paths: NDArray[np.int64], seen: list[int]) -> NDArray[np.bool_]:
        """Tell which paths pass by all districts seen, in their order."""
        last = np.full(len(paths), -1, dtype=np.int16)
        fits = np.ones(len(paths), dtype=np.bool_)
        for node in seen:
            here = self.at[paths, node]
            fits &= here > last
            last = here
        return fits


def _passes(path: Path, seen: list[int]) -> bool:
    rest = iter(path)
    return all(node in rest for node in seen)


def _path_table(table: list[Path], choices: Choices) -> dict[str, NDArray]:  # type: ignore[type-arg]
    width = max([2, *map(len, table)])
    nodes = np.full((len(table), width), -1, dtype=np.int32)
    edges = np.full((len(table), width - 1), -1, dtype=np.int32)
    for row, path in enumerate(table):
        nodes[row, : len(path)] = path
        edges[row, : max(0, len(path) - 1)] = choices.edges_of(path)
    costs = np.append(choices.costs, np.zeros((len(choices.costs), 1)), axis=1)  # the last for -1
    return {
        "nodes": nodes,
        "edges": edges,
        "length": np.array([len(path) for path in table], dtype=np.int32),
        "cost": costs[:, edges].sum(axis=2).T,
    }
