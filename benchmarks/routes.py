"""Measure what is inferred of routes from partial legs, on the simulated state with half of the sightings hidden.

    python -m benchmarks.routes [--size S] [--seeds 101 102] [--hide 0.5] [--legs 10000000] [--cases 400]
                                [--only accuracy|regions|scale|counting]

Accuracy against the truth that lies beside each state. *Edge AUC*: for each journey whose ends are known, over the
edges of the 20 shortest loopless paths between them, how often an edge that it took is thought likelier than one that
it did not; the mean over journeys. *Stop-overs*: F1 of the pairs of case and district, beside that of the shortest
path through the places where the journey was seen, taken as stopping at every district on it, and beside taking only
the places that rows call a stop-over. *Coverage*: how often the true number lies in the 90 % interval of a stop-over.
*Reliability*: of the stop-overs of a journey that are thought so likely, how many are true.
*Regions* (`regions.py`): journeys by other rules, in four regions, with half of the rows between the ends labelled and
with none: of the edges of a journey said at .95 or more how many are true, also on ways of twelve edges and more, and
how often the true number lies in the interval of a stop-over and of a passing.
*Scale*: a state of 200,000 cases from its table to all numbers, by samples of several sizes; how far the corridors and
passings that the sample tells lie from the truth.
Then the counting of ten million legs by DuckDB beside sqlite3's.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.regions import REGIONS, region

from samanvay_insight.routes import RouteGraph, Routes, fit_routes, graph, legs_of, patterns_of
from samanvay_insight.routes.places import place_of
from samanvay_insight.simulate import State, simulate

PATHS = 20
JOURNEYS = 2_000  # of a state whose edges are compared
MINE, SHORTEST, SAID = "posterior", "shortest path", "stop-overs as said"


def truth_of(state: State) -> tuple[dict[str, set[tuple[str, str]]], dict[str, set[str]]]:
    """Give the true edges and stop-overs of each case."""
    edges: dict[str, set[tuple[str, str]]] = {}
    stops: dict[str, set[str]] = {}
    table = state.truth_edges
    for case, a, b in zip(*(table[name].to_pylist() for name in table.column_names), strict=True):
        edges.setdefault(case, set()).add((a, b))
    table = state.truth_stopovers
    for case, place in zip(*(table[name].to_pylist() for name in table.column_names), strict=True):
        stops.setdefault(case, set()).add(place)
    return edges, stops


def area_under_curve(scores: np.ndarray, labels: np.ndarray) -> float:
    """Give how often a true one has a higher score than a false one, ties as half."""
    true, false = scores[labels], scores[~labels]
    return float(((true[:, None] > false).mean() + (true[:, None] >= false).mean()) / 2)


def shortest_through(network: RouteGraph, nodes: list[int]) -> list[int]:
    """Give the shortest path through nodes in their order."""
    whole = nodes[:1]
    for a, b in pairwise(nodes):
        whole += network.shortest_path(a, b)[1:]
    return whole


def sightings(found: Routes, at: int) -> list[int]:
    """Give the nodes of a pattern's located rows in their order, places wider than a district left out."""
    patterns, one = found.patterns, found.frame.one
    places = patterns.place[patterns.start[at] : patterns.start[at + 1]]
    return [int(one[place]) for place in places if place >= 0 and one[place] >= 0]


def edge_auc(found: Routes, edges: dict[str, set[tuple[str, str]]], most: int) -> dict[str, list[float]]:
    """Give the AUC of each journey whose ends are known to the district, ours and the shortest path's."""
    network, observed = found.graph, found.observed
    names, index = network.names, network.edge_index
    scores: dict[str, list[float]] = {MINE: [], SHORTEST: []}
    one = found.frame.one
    for case, name in enumerate(found.legs.cases.to_pylist()):
        if len(scores[MINE]) >= most:
            break
        at = int(found.patterns.pattern[case])
        a, b = (int(one[end]) if end >= 0 else -1 for end in (observed.source[at], observed.destination[at]))
        if a < 0 or b < 0 or a == b or name not in edges:
            continue
        among = {pair for _, path in network.k_shortest_loopless(a, b, PATHS) for pair in pairwise(path)}
        asked = sorted(index[pair] for pair in among)
        labels = np.array([(names[network.tails[e]], names[network.heads[e]]) in edges[name] for e in asked])
        if labels.all() or not labels.any():
            continue
        row = found.by_edge[[at]].toarray()[0]
        scores[MINE].append(area_under_curve(row[asked], labels))
        nodes = sightings(found, at)
        nodes = [a, *(node for node in nodes if node not in (a, b)), b]
        taken = {index[pair] for pair in pairwise(shortest_through(network, nodes)) if pair in index}
        scores[SHORTEST].append(area_under_curve(np.array([float(e in taken) for e in asked]), labels))
    return scores


def decided(found: Routes) -> tuple[np.ndarray, np.ndarray]:
    """Give the stop-overs to believe in as (pattern, node): the set with the highest expected F1.

    Of all thresholds the one that maximises 2 E[hits] / (chosen + E[all]) (Ye, Chai, Lee and Chieu 2012).
    """
    table = found.by_stop.tocoo()
    weight = found.patterns.count[table.coords[0]]
    order = np.argsort(-table.data, kind="stable")
    hits, chosen = np.cumsum((table.data * weight)[order]), np.cumsum(weight[order])
    kept = np.sort(order[: int(np.argmax(2 * hits / (chosen + hits[-1]))) + 1])
    return table.coords[0][kept], table.coords[1][kept]


def f1(chosen: set[tuple[str, str]], true: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    hits = len(chosen & true)
    precision, recall = hits / max(1, len(chosen)), hits / max(1, len(true))
    return precision, recall, 2 * hits / max(1, len(chosen) + len(true))


def stopovers(found: Routes, stops: dict[str, set[str]]) -> dict[str, tuple[float, float, float]]:
    """Give precision, recall and F1 of the stop-overs: ours, the shortest path's, and those that rows name."""
    names, cases = found.graph.names, found.legs.cases.to_pylist()
    true = {(case, place) for case in cases for place in stops.get(case, ())}
    by_pattern: dict[int, list[int]] = {}
    for at, node in zip(*(each.tolist() for each in decided(found)), strict=True):
        by_pattern.setdefault(at, []).append(node)
    chosen: dict[str, set[tuple[str, str]]] = {MINE: set(), SHORTEST: set(), SAID: set()}
    between: dict[int, list[int]] = {}
    patterns, one = found.patterns, found.frame.one
    for case, name in enumerate(cases):
        at = int(patterns.pattern[case])
        chosen[MINE] |= {(name, names[node]) for node in by_pattern.get(at, ())}
        if at not in between:
            seen = sightings(found, at)
            between[at] = shortest_through(found.graph, seen)[1:-1] if len(seen) > 1 else []
        chosen[SHORTEST] |= {(name, names[node]) for node in between[at]}
        span = slice(patterns.start[at], patterns.start[at + 1])
        for place, role in zip(patterns.place[span].tolist(), patterns.role[span].tolist(), strict=True):
            if role == 2 and place >= 0 and one[place] >= 0:
                chosen[SAID].add((name, names[one[place]]))
    return {sort: f1(each, true) for sort, each in chosen.items()}


def coverage(found: Routes, stops: dict[str, set[str]]) -> tuple[float, float]:
    """Give how often the true number of a stop-over lies in its interval, of all and of those with ten journeys."""
    cases = set(found.legs.cases.to_pylist())
    true: dict[str, int] = {}
    for case, places in stops.items():
        if case in cases:
            for place in places:
                true[place] = true.get(place, 0) + 1
    told = found.stopovers()
    covered = [each.estimate.low <= true.get(each.place, 0) <= each.estimate.high for each in told]
    busy = [
        each.estimate.low <= true.get(each.place, 0) <= each.estimate.high
        for each in told
        if each.estimate.journeys >= 10
    ]
    return float(np.mean(covered)), float(np.mean(busy))


def reliability(found: Routes, stops: dict[str, set[str]]) -> np.ndarray:
    """Sum by tenths of the probability of a stop-over: pairs of case and district, probability, true ones (3, 10)."""
    sums = np.zeros((3, 10))
    table, names = found.by_stop, found.graph.names
    for case, name in enumerate(found.legs.cases.to_pylist()):
        at = int(found.patterns.pattern[case])
        span = slice(table.indptr[at], table.indptr[at + 1])
        for node, sure in zip(table.indices[span].tolist(), table.data[span].tolist(), strict=True):
            sums[:, min(int(sure * 10), 9)] += 1, sure, names[node] in stops.get(name, ())
    return sums


def accuracy(size: str, seeds: list[int], hide: float) -> None:
    """Print a line for each seed, and the mean."""
    print(f"The simulated state of size {size}, {hide:.0%} of the sightings hidden")
    print(f"{'':>6}{'':>9}{'':>8}{'edge AUC':>20}{'stop-overs: F1':>44}{'in the 90 % interval':>24}")
    print(
        f"{'seed':>6}{'cases':>9}{'s':>8}{'ours':>10}{'shortest':>10}{'ours':>10}{'(prec., recall)':>16}"
        f"{'shortest':>9}{'as said':>9}{'stop-overs':>13}{'from ten':>11}"
    )
    lines = []
    believed = np.zeros((3, 10))
    for seed in seeds:
        state = simulate(size, seed, hide=hide)
        begun = time.perf_counter()
        legs, errors = legs_of(state.legs)
        found = fit_routes(legs)
        spent = time.perf_counter() - begun
        edges, stops = truth_of(state)
        auc = {sort: float(np.mean(each)) for sort, each in edge_auc(found, edges, JOURNEYS).items()}
        halts = stopovers(found, stops)
        covered, busy = coverage(found, stops)
        believed += reliability(found, stops)
        precision, recall, best = halts[MINE]
        lines.append((auc[MINE], auc[SHORTEST], best, halts[SHORTEST][2], halts[SAID][2], covered, busy))
        print(
            f"{seed:>6}{found.journeys:>9,}{spent:>8.1f}{auc[MINE]:>10.3f}{auc[SHORTEST]:>10.3f}{best:>10.3f}"
            f"{f'({precision:.2f}, {recall:.2f})':>16}{halts[SHORTEST][2]:>9.3f}{halts[SAID][2]:>9.3f}"
            f"{covered:>13.0%}{busy:>11.0%}",
            flush=True,
        )
        if errors:
            print(f"       {len(errors)} cells could not be read, the first: {errors[0]}")
    mean = np.mean(lines, axis=0)
    print(
        f"{'mean':>6}{'':>17}{mean[0]:>10.3f}{mean[1]:>10.3f}{mean[2]:>10.3f}{'':>16}{mean[3]:>9.3f}{mean[4]:>9.3f}"
        f"{mean[5]:>13.0%}{mean[6]:>11.0%}"
    )
    print("Stop-overs of a journey by how likely they are thought, and how many are true")
    for tenth, (pairs, sure, true) in enumerate(believed.T):
        if pairs:
            print(f"{tenth / 10:>6.1f}-{(tenth + 1) / 10:.1f}{pairs:>10,.0f}{sure / pairs:>8.3f}{true / pairs:>8.3f}")


def shares_within(told: list[Any], true: Counter[str], least: float = 0.0) -> float:
    """Give how often the true number lies in the interval, of estimates of at least so many journeys."""
    found = [e.estimate.low <= true[e.place] <= e.estimate.high for e in told if e.estimate.journeys >= least]
    return float(np.mean(found)) if found else float("nan")


def regions(cases: int, seeds: list[int]) -> None:
    """Print a line for each region and share of labels."""
    print(f"Four regions of India, {cases:,} cases of 40 corridors each, few seen on the way")
    print(
        f"{'':>14}{'edges said .95':>16}{'true':>7}{'long':>7}{'true':>7}{'stop-overs':>12}{'within':>8}"
        f"{'passed':>8}{'within':>8}"
    )
    for labelled in (0.5, 0.0):
        for name in REGIONS:
            sums, covered = np.zeros((2, 2)), []
            for seed in seeds:
                made = region(name, cases, seed, labelled=labelled, corridors=40, seen=0.06)
                legs, _ = legs_of(made.legs)
                found = fit_routes(legs)
                names, table = found.graph.names, found.by_edge
                passed: Counter[str] = Counter()
                for at, case in enumerate(legs.cases.to_pylist()):
                    true = made.edges[case]
                    passed.update({head for _, head in true} & {tail for tail, _ in true})
                    row = int(found.patterns.pattern[at])
                    span = slice(table.indptr[row], table.indptr[row + 1])
                    for edge, sure in zip(table.indices[span].tolist(), table.data[span].tolist(), strict=True):
                        if sure >= 0.95:
                            right = (names[found.graph.tails[edge]], names[found.graph.heads[edge]]) in true
                            sums[:, 0] += 1, right
                            sums[:, 1] += np.array([1, right]) * (len(true) >= 12)
                stops = Counter(place for case in legs.cases.to_pylist() for place in made.stops[case])
                halts, through = found.stopovers(), found.passings()
                covered.append([len(halts), shares_within(halts, stops), len(through), shares_within(through, passed)])
            many, within, ways, there = np.mean(covered, axis=0)
            told = f"{many:>12.0f}{within:>8.0%}" if many else f"{'none told':>12}{'':>8}"
            print(
                f"{name:>8}{labelled:>6.0%}{sums[0, 0]:>16,.0f}{sums[1, 0] / sums[0, 0]:>7.3f}{sums[0, 1]:>7,.0f}"
                f"{sums[1, 1] / max(1, sums[0, 1]):>7.3f}{told}{ways:>8.0f}{there:>8.0%}",
                flush=True,
            )


def scale(seed: int, samples: list[int]) -> None:
    """Print how long 200,000 cases take, and what a sample costs."""
    state = simulate("M", seed)
    table = state.truth_edges
    columns = (table[name].to_pylist() for name in ("case_id", "from", "to"))
    edges: dict[str, list[tuple[str, str]]] = {}
    for case, a, b in zip(*columns, strict=True):
        edges.setdefault(case, []).append((a, b))
    passed = Counter(head for each in edges.values() for _, head in each[:-1])
    print(f"{'sample':>8}{'s':>8}{'of processor':>14}{'passings of 1,000: off by':>28}{'within':>9}")
    for most in samples:
        begun, spent = time.perf_counter(), time.process_time()
        legs, _ = legs_of(state.legs)
        found = fit_routes(legs, most=most)
        through = found.passings()
        found.corridors(), found.stopovers(), found.edges()
        took, cpu = time.perf_counter() - begun, time.process_time() - spent
        off = [abs(e.estimate.journeys / passed[e.place] - 1) for e in through if passed[e.place] >= 1_000]
        print(
            f"{len(found.patterns):>8,}{took:>8.1f}{cpu:>14.1f}{np.median(off):>28.1%}"
            f"{shares_within(through, passed, 1_000):>9.0%}  of {found.journeys:,} journeys, {len(legs):,} legs",
            flush=True,
        )


def ten_million(legs: int, file: Path) -> int:
    """Write a table of legs as words: journeys of two thousand sorts with half of the places hidden."""
    random = np.random.default_rng(7)
    network = graph()
    cases = legs // 10
    size = random.integers(8, 13, cases)
    case = np.repeat(np.arange(cases), size)
    step = np.arange(len(case)) - np.repeat(np.cumsum(size) - size, size)
    sort = random.integers(0, 2_000, cases)
    place = random.integers(0, len(network.keys), (2_000, 13))[sort[case], step]
    role = np.where(step == 0, 0, np.where(step == size[case] - 1, 3, 1 + (random.random(len(case)) < 0.2)))
    hidden = random.random(len(case)) < 0.5
    words = {
        "case_id": pa.array([f"C{number:07}" for number in range(cases)]).take(pa.array(case)),
        "sequence": pa.array([str(number) for number in range(1, 14)]).take(pa.array(step)),
        "place": pa.array([*network.names, ""]).take(pa.array(np.where(hidden, len(network.keys), place))),
        "role": pa.array(["source", "transit", "stopover", "destination"]).take(pa.array(role)),
        "date": pa.array([f"2024-{month:02}-11" for month in range(1, 13)]).take(
            pa.array(random.integers(0, 12, cases)[case])
        ),
    }
    pq.write_table(pa.table(words), file)
    return len(case)


def counting(legs: int) -> None:
    """Print how long ten million legs take from the file to their patterns, beside sqlite3."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "legs.parquet"
        count = ten_million(legs, file)
        place_of("Gonda")  # the gazetteer is read once
        begun, spent = time.perf_counter(), time.process_time()
        table = pq.read_table(file, read_dictionary=["case_id", "sequence", "place", "role", "date"])
        coded, _ = legs_of(table)
        read = time.perf_counter() - begun
        patterns = patterns_of(coded)
        whole, cpu = time.perf_counter() - begun, time.process_time() - spent
        print(
            f"\n{count:,} legs from Parquet: coded in {read:.1f} s, {len(patterns):,} patterns of "
            f"{len(patterns.pattern):,} journeys after {whole:.1f} s ({cpu:.1f} s of processor)"
        )
        rows = pq.read_table(file)
        with sqlite3.connect(":memory:") as peer:
            peer.execute("CREATE TABLE legs (case_id, sequence, place, role, date)")
            begun = time.perf_counter()
            for batch in rows.to_batches(100_000):
                peer.executemany(
                    "INSERT INTO legs VALUES (?, ?, ?, ?, ?)", zip(*batch.to_pydict().values(), strict=True)
                )
            loaded = time.perf_counter() - begun
            begun = time.perf_counter()
            number = peer.execute(
                "SELECT count(*) FROM (SELECT rows, count(*) FROM (SELECT case_id, min(date), group_concat("
                "sequence || ':' || place || ':' || role, '>') AS rows FROM legs GROUP BY case_id) GROUP BY rows)"
            ).fetchone()[0]
            more = time.perf_counter() - begun
            print(f"sqlite3, the same count: loaded in {loaded:.1f} s, {number:,} patterns after {more:.1f} s more")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", default="S")
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103, 104, 105])
    parser.add_argument("--hide", type=float, default=0.5)
    parser.add_argument("--legs", type=int, default=10_000_000)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--samples", type=int, nargs="+", default=[3_000])
    parser.add_argument("--only", choices=("accuracy", "regions", "scale", "counting"))
    wish = parser.parse_args()
    if wish.only in (None, "accuracy"):
        accuracy(wish.size, wish.seeds, wish.hide)
    if wish.only in (None, "regions"):
        regions(wish.cases, wish.seeds)
    if wish.only in (None, "scale"):
        scale(wish.seeds[0], wish.samples)
    if wish.only in (None, "counting"):
        counting(wish.legs)


if __name__ == "__main__":
    main()
