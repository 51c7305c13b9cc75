"""Measure how well blind transit is found, on simulated states with half of the sightings hidden.

    python -m benchmarks.blind [--seeds 101 102] [--cases 2000] [--hide 0.5] [--only-ways]

In each state hardly anything is seen in five busy districts of the home state (`truth_blind`). The order of
`blind_transit`, on the passings of the posterior and on those of the shortest ways between the places told, beside two
plain readings: *passings minus interceptions* and *fewest interceptions*. AUC over the districts of the home state, and
how many of the five are among the first ten. *Covered*: how often the true passings of a district lie in the 90 %
interval. *Sure*: how many districts are called blind with eight in ten or more, how many of these are among the five,
and in how many less than half of the usual share was truly rescued on the way, what is hidden counted too.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping

import numpy as np

from samanvay_insight.routes import blind_transit, fit_routes, graph, legs_of, passings_of, patterns_of
from samanvay_insight.routes.legs import RESCUE, Legs
from samanvay_insight.routes.observed import observed_of, symbol_of
from samanvay_insight.routes.passing import Passing, Way, passings
from samanvay_insight.routes.places import district_keys
from samanvay_insight.simulate import State, simulate
from samanvay_insight.simulate.state import Size

FIRST, SURE = 10, 0.8
POSTERIOR, WAYS, MINUS, FEWEST = "posterior", "shortest ways", "passings minus seen", "fewest seen"


def as_told(legs: Legs) -> tuple[dict[str, Passing], dict[str, float]]:
    """Give the passings of the shortest ways between the places told, and the rescues on the way."""
    patterns = patterns_of(legs)
    observed = observed_of(patterns)
    districts = [district_keys(place) for place in legs.places]
    ways: Counter[Way] = Counter()
    seen: Counter[str] = Counter()
    for at, count in enumerate(observed.count.tolist()):
        source, end = (
            districts[place] if place >= 0 else () for place in (observed.source[at], observed.destination[at])
        )
        between = [
            (place, what) for place, what in zip(observed.place[at], observed.symbol[at], strict=True) if place >= 0
        ]
        ways[(source, *(districts[place] for place, _ in between), end)] += count
        caught = {districts[place] for place, what in between if what == symbol_of(0, RESCUE)} - {source, end}
        seen.update({keys[0]: count for keys in caught if len(keys) == 1})
    return passings(ways), dict(seen)


def truth_of(state: State) -> tuple[set[str], dict[str, int]]:
    """Give the keys of the blind districts, and how many journeys truly passed through each district."""
    network = graph()
    key = dict(zip(network.names, network.keys, strict=True))
    edges = state.truth_edges
    cases, heads = edges["case_id"].to_pylist(), edges["to"].to_pylist()
    inner = {(case, head) for case, head, after in zip(cases, heads, [*cases[1:], ""], strict=True) if case == after}
    passed = Counter(key[head] for _, head in inner)
    return {key[name] for name in state.truth_blind["place"].to_pylist()}, passed


def under_half(state: State, home: list[str], passed: Mapping[str, int]) -> set[str]:
    """Give the districts that truly rescued less than half of the usual share of those who passed, hidden ones too."""
    network = graph()
    key = dict(zip(network.names, network.keys, strict=True))
    cases, to = (state.truth_cases[name].to_pylist() for name in ("case_id", "to"))
    end = dict(zip(cases, to, strict=True))
    rows = zip(*(state.sightings[name].to_pylist() for name in ("case_id", "place", "role")), strict=True)
    freed = Counter(key[place] for case, place, role in rows if role == "rescue" and place != end[case])
    usual = sum(freed[each] for each in home) / max(1, sum(passed.get(each, 0) for each in home))
    return {each for each in home if freed[each] < 0.5 * usual * passed.get(each, 0)}


def auc(score: Mapping[str, float], blind: set[str]) -> float:
    """Give how often a blind district has a higher score than another, ties as half."""
    true = np.array([score[key] for key in sorted(blind)])
    false = np.array([score[key] for key in sorted(score.keys() - blind)])
    return float(((true[:, None] > false).mean() + (true[:, None] >= false).mean()) / 2)


def first(score: Mapping[str, float], blind: set[str]) -> int:
    """Give how many of the blind districts are among the first ten."""
    return len(blind & set(sorted(score, key=lambda key: (-score[key], key))[:FIRST]))


def measured(
    home: list[str], passed: dict[str, Passing], seen: dict[str, float], true: Mapping[str, int]
) -> tuple[dict[str, float], list[bool], set[str]]:
    """Give the score of each home district, whether the intervals cover, and which are called blind."""
    verdict = blind_transit({key: each for key, each in passed.items() if key in set(home)}, seen)
    order = {place.key: float(-at) for at, place in enumerate(verdict.places)}
    score = {key: order.get(key, -1e6 + passed.get(key, Passing(0, 0)).journeys) for key in home}
    covered = [place.passed.low <= true.get(place.key, 0) <= place.passed.high for place in verdict.places]
    sure = [place.key for place in verdict.places if place.probability >= SURE]
    return score, covered, set(sure)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[101, 102, 103])
    parser.add_argument("--cases", type=int, default=2_000)
    parser.add_argument("--hide", type=float, default=0.5)
    parser.add_argument("--only-ways", action="store_true", help="leave out the posterior, which takes a while")
    wish = parser.parse_args()
    sorts = [WAYS] if wish.only_ways else [POSTERIOR, WAYS]
    print(f"Simulated states of {wish.cases:,} cases, {wish.hide:.0%} of the sightings hidden; AUC and of five in ten")
    names = [*sorts, MINUS, FEWEST]
    print(
        f"{'seed':>6}{'seen':>6}"
        + "".join(f"{name:>22}" for name in names)
        + f"{'covered':>18}{'sure / five / half':>28}"
    )
    lines = []
    network = graph()
    home = [network.keys[at] for at in network.nodes_of("Uttar Pradesh")]
    for seed in wish.seeds:
        state = simulate(Size(wish.cases, 10, 10), seed, hide=wish.hide)
        blind, true = truth_of(state)
        legs, _ = legs_of(state.legs)
        found = {WAYS: as_told(legs)}
        if not wish.only_ways:
            begun = time.perf_counter()
            found[POSTERIOR] = passings_of(fit_routes(legs))
            print(f"{'':>6}posterior in {time.perf_counter() - begun:.0f} s", flush=True)
        seen = found[WAYS][1]
        told = {sort: measured(home, *found[sort], true) for sort in sorts}
        flow = found[sorts[0]][0]
        scores = {sort: each[0] for sort, each in told.items()}
        scores[MINUS] = {key: flow.get(key, Passing(0, 0)).journeys - seen.get(key, 0) for key in home}
        scores[FEWEST] = {key: -float(seen.get(key, 0)) for key in home}
        numbers = [(auc(scores[name], blind), first(scores[name], blind)) for name in names]
        covered = [float(np.mean(each[1])) for each in told.values()]
        less = under_half(state, home, true)
        sure = [(len(each[2]), len(each[2] & blind), len(each[2] & less)) for each in told.values()]
        lines.append([*(number for pair in numbers for number in pair), *covered, *np.ravel(sure)])
        _line(str(seed), sum(seen.get(key, 0) for key in home), numbers, covered, sure)
    mean = np.mean(lines, axis=0).tolist()
    many, rest = len(names), len(sorts)
    pairs = list(zip(mean[: 2 * many : 2], mean[1 : 2 * many : 2], strict=True))
    after = mean[2 * many + rest :]
    _line("mean", 0, pairs, mean[2 * many : 2 * many + rest], list(zip(*[iter(after)] * 3, strict=True)))


def _line(
    name: str,
    seen: float,
    numbers: list[tuple[float, float]],
    covered: list[float],
    sure: list[tuple[float, float, float]],
) -> None:
    print(
        f"{name:>6}{seen or '':>6}"
        + "".join(f"{area:>16.3f}{hits:>6.1f}" for area, hits in numbers)
        + f"{' '.join(f'{share:.0%}' for share in covered):>18}"
        + f"{'  '.join('/'.join(f'{n:.1f}' for n in each) for each in sure):>28}",
        flush=True,
    )


if __name__ == "__main__":
    main()
