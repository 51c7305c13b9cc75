"""Measure how long the simulated state takes, and how much of its truth can be inferred at all.

    python benchmarks/simulate.py [--sizes S M L] [--seeds 7 8 9]

The *ceiling* is what Bayes' rule makes of the sightings that legs.csv shows for somebody who knows what no method is
told: every corridor with its ends, habits and shares and every way that is ever taken. No method can do better on the
whole; a claim above it is an error. Edge AUC and stop-over F1 as in benchmarks/routes.py, on the journeys whose two
ends are seen, and on all.
"""

import argparse
import itertools
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from samanvay_insight.routes import graph
from samanvay_insight.simulate import SIZES, State, simulate, write_state
from samanvay_insight.simulate.shifts import START, plan
from samanvay_insight.simulate.ways import Ways, option_shares

CASES = 600  # of a state
PATHS = 20
LEAST = 1e-4  # ways rarer than this do not count
STOPS_FROM = 0.45  # a stop-over is named from this probability on
CHANCE = 0.01  # a way without a habitual stop-over there that was kept there all the same


class Library:
    """Every way that a state's corridors may take, with its prior probability."""

    def __init__(self, seed: int) -> None:
        streams, _ = plan(seed, SIZES["S"].cases, START, shifts=True)
        ways, size = Ways(streams, seed), len(graph().keys)
        prior, self.paths = [], []
        for number, stream in enumerate(streams):
            of = stream.corridor
            shares = (of.source_shares, of.destination_shares, of.stop_shares, option_shares(of.rail))
            for choice in itertools.product(*(range(len(each)) for each in shares)):
                weight = stream.rate.mean() * np.prod([each[at] for each, at in zip(shares, choice, strict=True)])
                if weight >= LEAST:
                    prior.append(weight)
                    way = int(ways.of(*(np.array([each]) for each in (number, *choice)))[0])
                    self.paths.append((ways.ptr[way], ways.ptr[way + 1]))
        self.prior = np.array(prior)
        self.at = np.full((len(prior), size), -1, dtype=np.int16)
        self.stops = np.zeros((len(prior), size), dtype=bool)
        self.nodes = [ways.nodes[first:last] for first, last in self.paths]
        for row, (first, last) in enumerate(self.paths):
            self.at[row, ways.nodes[first:last]] = np.arange(last - first)
            self.stops[row, ways.nodes[first:last]] = ways.stops[first:last]
        self.first = np.array([nodes[0] for nodes in self.nodes])
        self.last = np.array([nodes[-1] for nodes in self.nodes])

    def posterior(self, seen: list[tuple[int, str]]) -> np.ndarray:
        """Give the probability of each way from where a journey was seen, in its order, and as what."""
        weight = self.prior.copy()
        for node, role in seen:
            on = self.at[:, node] >= 0
            if role == "source":
                on = self.first == node
            elif role == "destination":
                on = self.last == node
            weight *= on
            if role == "stopover":
                weight *= np.where(self.stops[:, node], 1.0, CHANCE)
            elif role == "transit":
                weight *= np.where(self.stops[:, node], CHANCE, 1.0)
        for (a, _), (b, _) in pairwise(seen):
            if a != b:
                weight *= self.at[:, a] < self.at[:, b]
        return weight / max(weight.sum(), 1e-300)


def area_under_curve(scores: np.ndarray, labels: np.ndarray) -> float:
    """Give how often a true one has a higher score than a false one, ties as half."""
    true, false = scores[labels], scores[~labels]
    return float(((true[:, None] > false).mean() + (true[:, None] >= false).mean()) / 2)


def ceiling(state: State, seed: int) -> tuple[float, float, int]:
    """Give the mean edge AUC, the stop-over F1 and how many journeys the AUC rests on."""
    library, of = Library(seed), graph()
    edges: dict[str, set[tuple[int, int]]] = {}
    stops: dict[str, set[int]] = {}
    for row in state.truth_edges.to_pylist():
        edges.setdefault(row["case_id"], set()).add((of.named[row["from"]], of.named[row["to"]]))
    for row in state.truth_stopovers.to_pylist():
        stops.setdefault(row["case_id"], set()).add(of.named[row["place"]])
    areas, hits, chosen, true = [], 0, 0, 0
    by_case = itertools.groupby(state.sightings.to_pylist(), key=lambda row: row["case_id"])
    rng = np.random.default_rng(seed)
    picked = set(rng.choice(list(edges), min(CASES, len(edges)), replace=False).tolist())
    for case, rows in by_case:
        if case not in picked:
            continue
        seen = [(of.named[row["place"]], row["role"]) for row in rows if row["shown"]]
        weight = library.posterior(seen)
        likely = np.flatnonzero(weight > 1e-6)
        kept = weight[likely] @ library.stops[likely]
        named = set(np.flatnonzero(kept > STOPS_FROM).tolist()) | {node for node, role in seen if role == "stopover"}
        mine = stops.get(case, set())
        hits, chosen, true = hits + len(named & mine), chosen + len(named), true + len(mine)
        roles = [role for _, role in seen]
        if "source" in roles and "destination" in roles:
            ends = seen[roles.index("source")][0], seen[roles.index("destination")][0]
            among = sorted({pair for _, path in of.k_shortest_loopless(*ends, PATHS) for pair in pairwise(path)})
            labels = np.array([pair in edges[case] for pair in among])
            score = dict.fromkeys(among, 0.0)
            for row in likely.tolist():
                for pair in pairwise(library.nodes[row]):
                    if pair in score:
                        score[pair] += weight[row]
            if labels.any() and not labels.all():
                areas.append(area_under_curve(np.array([score[pair] for pair in among]), labels))
    return float(np.mean(areas)), 2 * hits / (chosen + true), len(areas)


def main() -> None:
    """Run what is asked for and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--seeds", nargs="*", type=int, default=[7, 8, 9])
    chosen = parser.parse_args()
    graph()
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            begun, worked = time.monotonic(), time.process_time()
            rows = write_state(size, 7, Path(folder))
            taken, worked = time.monotonic() - begun, time.process_time() - worked
        print(
            f"size {size}: {rows['truth_cases']:>9,} cases, {rows['legs']:>10,} legs, "
            f"{rows['missing']:>9,} missing, {rows['found']:>6,} found   {taken:6.1f} s ({worked:.1f} s of one core)",
            flush=True,
        )
    for seed in chosen.seeds:
        auc, f1, journeys = ceiling(simulate("S", seed), seed)
        print(
            f"ceiling at size S, seed {seed}: edge AUC {auc:.3f} ({journeys} journeys), stop-over F1 {f1:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
