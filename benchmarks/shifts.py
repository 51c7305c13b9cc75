"""Measure how soon a diverted corridor is found, and how often something is found where nothing changed.

    python benchmarks/shifts.py [--seeds 20] [--cases 24000] [--hide 0.5]

Each seed is a simulated state of three years in which three tenths of one corridor of at least five journeys a week
are sent to a new end. As a state would, the search knows at the end of each week what was reported by then: cases late,
twice or never, half of their sightings hidden. The corridor counts as found when a finding names the new end as a place
that appeared or rose, or one of the corridor's own ways as one that fell; weeks are counted from the first diverted
one. The same state without shifts tells how many findings a month are false: a change of one series counts once in half
a year, as the nightly search tells it once. The same again where five of the twenty busiest districts silently record
every case twice: what is then told of corridors, stop-overs, districts and forms, with and without the districts' own
series, and how often a district is told as such. Beside these stands what a plain reading would do: the last four
weeks three standard deviations from the mean of the four-week sums before.
"""

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from samanvay_insight.shifts import BLOCK_WEEKS, District, Shift, ShiftKind, completeness, find_shifts
from samanvay_insight.simulate import SIZES, Size, simulate

WEEKS_TO_FIND = 8
QUIET_WEEKS = 26  # looked at for false findings, up to the last
REMEMBERED = 26
LATEST = 12
MONTH_WEEKS = 30.44 / 7
FAR = 3.0  # standard deviations, of the plain reading
HALF_SEEN = 0.5
CHANGED = 5

Key = tuple[str, str, str]  # subject, place or origin, destination
Found = tuple[str, Key]  # "more" or "fewer" or the kind, and of what


@dataclass(frozen=True, slots=True)
class Watched:
    """What a state knows, case by case: when it happened and became known (weeks), and what series it counts in."""

    week: np.ndarray
    known: np.ndarray
    cases: np.ndarray  # with rows: one entry for each series that a case counts in
    rows: np.ndarray
    keys: list[Key]
    reported: np.ndarray  # districts × weeks
    districts: list[str]


def watched(state: Any) -> Watched:
    """Return the cases of a simulated state as the search counts them, by the places that were seen."""
    reports = state.reports.to_pydict()
    mondays = sorted(set(reports["week"]))
    start = date.fromisoformat(str(mondays[0]))

    def number(day: Any) -> int:
        return (date.fromisoformat(str(day)) - start).days // 7

    told = state.cases.to_pydict()
    twice = set(state.truth_doubles.to_pydict()["case_id"])
    ends: dict[str, dict[str, Any]] = {}
    legs = state.legs.to_pydict()
    for case, place, role, day in zip(legs["case_id"], legs["place"], legs["role"], legs["date"], strict=True):
        one = ends.setdefault(case, {"source": "", "destination": "", "stops": [], "days": []})
        if day is not None:
            one["days"].append(str(day))
        if place is None:
            continue
        if role in ("source", "destination"):
            one[role] = place
        elif role in ("stopover", "transit", "rescue"):
            one["stops"].append((role, place))
    week, known, series = [], [], []
    for case, reported_on, form in zip(told["case_id"], told["reported_on"], told["form"], strict=True):
        one = ends.get(case)
        if one is None or not one["days"] or (case in twice):
            continue  # the second report of one happening is linked by an officer
        week.append(number(max(one["days"])))
        known.append(number(reported_on))
        series.append(list(_series(one, form)))
    districts = sorted(set(reports["district"]))
    at = {name: place for place, name in enumerate(districts)}
    spoke = np.zeros((len(districts), len(mondays)), dtype=bool)
    for name, day, said in zip(reports["district"], reports["week"], reports["reported"], strict=True):
        spoke[at[name], number(day)] = bool(said)
    keys = sorted({key for each in series for key in each})
    row = {key: place for place, key in enumerate(keys)}
    cases = np.repeat(np.arange(len(series)), [len(each) for each in series])
    rows = np.array([row[key] for each in series for key in each])
    return Watched(np.array(week), np.array(known), cases, rows, keys, spoke, districts)


def _series(one: dict[str, Any], form: str) -> Iterator[Key]:
    if one["source"] and one["destination"]:
        yield "corridor", one["source"], one["destination"]
    stops = [place for role, place in one["stops"] if role == "stopover"]
    for place in dict.fromkeys(stops):
        yield "stopover", place, ""
    named = [one["source"], one["destination"], *(place for _role, place in one["stops"])]
    for place in dict.fromkeys(name for name in named if name):
        yield "district", place, ""
    if form:
        yield "form", form, ""


def as_of(given: Watched, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return counts and effort as they stand at the end of week ``last``, and the groups of the series."""
    weeks = last + 1
    is_known = (given.known <= last) & (given.week <= last) & (given.week >= 0)
    counted = is_known[given.cases]
    cells = given.rows[counted] * weeks + given.week[given.cases[counted]]
    counts = np.bincount(cells, minlength=len(given.keys) * weeks).reshape(len(given.keys), weeks)
    delays = given.known - given.week
    settled = is_known & (given.week <= last - LATEST) & (given.week > last - LATEST - 52)
    share = np.ones(weeks)
    share[-LATEST:] = completeness(delays[settled], LATEST)[::-1]
    own = {name: place for place, name in enumerate(given.districts)}
    concerns = np.full((len(given.keys), len(own)), 1.0 / len(own))
    for row, (_subject, place, other) in enumerate(given.keys):
        if concerned := [own[name] for name in (place, other) if name in own]:
            concerns[row] = 0.0
            concerns[row, concerned] = 1.0 / len(concerned)
    effort = concerns @ given.reported[:, :weeks].astype(float)
    subjects = {"corridor": 0, "stopover": 1, "district": 2, "form": 3}
    groups = np.array([subjects[subject] for subject, _place, _other in given.keys])
    return counts, effort * share, groups


def recording(given: Watched) -> list[District]:
    """Return for each district its corridors, and beside them its stop-overs and all of its entries."""
    parts: dict[str, dict[int, float]] = {name: {} for name in given.districts}
    tied: dict[str, dict[int, float]] = {name: {} for name in given.districts}
    for row, (subject, place, other) in enumerate(given.keys):
        mine = [name for name in (place, other) if name in parts]
        for name in mine:
            (parts if subject == "corridor" else tied)[name][row] = 1.0 / len(mine)
    at = {key: row for row, key in enumerate(given.keys)}
    return [District(parts[name], tied[name], at.get(("district", name, ""))) for name in given.districts]


def doubled(given: Watched, seed: int) -> Watched:
    """Return the same with every case of five districts told twice from half a year before the end."""
    first = given.reported.shape[1] - QUIET_WEEKS
    own = [row for row, key in enumerate(given.keys) if key[0] == "district" and key[1] in given.districts]
    cases = np.bincount(given.rows, minlength=len(given.keys))
    busiest = sorted(own, key=lambda row: -cases[row])[:20]
    chosen = np.random.default_rng(seed).choice(busiest, CHANGED, replace=False)
    again = np.unique(given.cases[np.isin(given.rows, chosen)])
    again = again[given.week[again] >= first]
    number = np.full(len(given.week), -1)
    number[again] = len(given.week) + np.arange(len(again))
    copied = number[given.cases] >= 0
    return replace(
        given,
        week=np.concatenate([given.week, given.week[again]]),
        known=np.concatenate([given.known, given.known[again]]),
        cases=np.concatenate([given.cases, number[given.cases[copied]]]),
        rows=np.concatenate([given.rows, given.rows[copied]]),
    )


def alone(given: Watched, last: int) -> set[Found]:
    """Return what the search finds that does not know which series are one district's."""
    return ours(given, last, districts=())


def ours(given: Watched, last: int, districts: Sequence[District] | None = None) -> set[Found]:
    """Return what the search finds at the end of a week, silence apart."""
    counts, effort, groups = as_of(given, last)
    at = {key: place for place, key in enumerate(given.keys)}
    pairs = [
        (place, at[back])
        for key, place in at.items()
        if key[0] == "corridor" and (back := ("corridor", key[2], key[1])) in at and place < at[back]
    ]
    verdict = find_shifts(
        counts,
        effort,
        groups,
        pairs=pairs,
        reported=given.reported[:, : last + 1],
        districts=recording(given) if districts is None else districts,
    )
    families = {
        ShiftKind.ROSE: "more",
        ShiftKind.APPEARED: "more",
        ShiftKind.FELL: "fewer",
        ShiftKind.DRIED_UP: "fewer",
    }
    return {
        (families.get(each.kind, str(each.kind)), _key(given, each))
        for each in verdict.shifts
        if each.kind is not ShiftKind.SILENT
    }


def _key(given: Watched, shift: Shift) -> Key:
    if shift.kind is ShiftKind.TOGETHER:
        return "district", given.districts[shift.index], ""
    return given.keys[shift.index]


def plain(given: Watched, last: int) -> set[Found]:
    """Return what lies three standard deviations from the mean of the earlier four-week sums."""
    counts, _effort, _groups = as_of(given, last)
    whole = counts.shape[1] // BLOCK_WEEKS
    sums = counts[:, -whole * BLOCK_WEEKS :].reshape(len(counts), whole, BLOCK_WEEKS).sum(axis=2)
    mean, spread = sums[:, :-1].mean(axis=1), sums[:, :-1].std(axis=1, ddof=1)
    away = (sums[:, -1] - mean) / np.maximum(spread, 1e-9)
    more = (away > FAR) & (sums[:, -1] >= 3)
    fewer = (away < -FAR) & (mean >= 1)
    return {("more", given.keys[row]) for row in np.flatnonzero(more)} | {
        ("fewer", given.keys[row]) for row in np.flatnonzero(fewer)
    }


def weeks_until_found(given: Watched, shift: dict[str, Any], first: int, search: Any) -> int | None:
    """Return after how many weeks a diversion is found, None where it is not within a quarter of a year."""
    sources, usual = set(shift["from"].split(";")), set(shift["to"].split(";"))
    ends = set(shift["places"].split(";"))
    for passed in range(1, 14):
        last = first + passed - 1
        if last >= given.reported.shape[1]:
            return None
        for family, (subject, place, other) in search(given, last):
            named = {place, other}
            if family == "more" and named & ends and subject in ("corridor", "district"):
                return passed
            if family == "fewer" and subject == "corridor" and place in sources and other in usual:
                return passed
    return None


def false_a_month(given: Watched, search: Any, *, together: bool = False) -> float:
    """Return how many findings a month are told in a state in which nothing changed; of what moved together alone."""
    last = given.reported.shape[1] - 1
    told: dict[Found, int] = {}
    count = 0
    for week in range(last - QUIET_WEEKS + 1, last + 1):
        for found in search(given, week):
            if (found[0] == ShiftKind.TOGETHER) != together:
                continue
            if found not in told or week - told[found] > REMEMBERED:
                count += 1
            told[found] = week
    return count / (QUIET_WEEKS / MONTH_WEEKS)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--cases", type=int, default=24_000, help="in three years; so that corridors have five a week")
    parser.add_argument("--hide", type=float, default=HALF_SEEN, help="share of sightings that nobody tells")
    given = parser.parse_args()
    size = Size(given.cases, 100, 20, SIZES["S"].noticed)
    searches = {"negative binomial, Benjamini–Hochberg": ours, "three standard deviations": plain}
    delays: dict[str, list[float]] = {name: [] for name in searches}
    false: dict[str, list[float]] = {name: [] for name in searches}
    silently: dict[str, list[float]] = {name: [] for name in ("told", "told alone", "together")}
    took: list[float] = []
    for seed in range(1, given.seeds + 1):
        state = simulate(size, seed, hide=given.hide)
        shift = next(each for each in state.truth_shifts.to_pylist() if each["kind"] == "diverted")
        known = watched(state)
        start = date.fromisoformat(str(min(state.reports.to_pydict()["week"])))
        first = (date.fromisoformat(str(shift["first_week"])) - start).days // 7
        journeys = (
            sum(one == shift["corridor"] for one in state.truth_cases.to_pydict()["corridor"]) / known.reported.shape[1]
        )
        calm = watched(simulate(size, seed, hide=given.hide, shifts=False))
        twice = doubled(calm, seed)
        silently["told"].append(false_a_month(twice, ours))
        silently["told alone"].append(false_a_month(twice, alone))
        silently["together"].append(false_a_month(twice, ours, together=True))
        said = []
        for name, search in searches.items():
            passed = weeks_until_found(known, shift, first, search)
            delays[name].append(float("inf") if passed is None else passed)
            began = time.perf_counter()
            false[name].append(false_a_month(calm, search))
            if search is ours:
                took.append((time.perf_counter() - began) / QUIET_WEEKS)
            said.append(f"{passed or '–':>3} weeks, {false[name][-1]:5.2f} false a month")
        print(
            f"seed {seed:2}  {shift['corridor']:22} {journeys:4.1f} a week, {len(known.keys):5} series   "
            + "   |   ".join(said),
            flush=True,
        )
    print()
    for name in searches:
        found = sum(each <= WEEKS_TO_FIND for each in delays[name])
        print(
            f"{name:40} found after {statistics.median(delays[name]):4.1f} weeks (median), "
            f"within {WEEKS_TO_FIND} in {found} of {given.seeds}; "
            f"false findings a month: mean {statistics.mean(false[name]):.2f}, most {max(false[name]):.2f}"
        )
    means = {name: statistics.mean(each) for name, each in silently.items()}
    print(
        f"five districts record twice: {means['told']:.2f} a month, {means['told alone']:.2f} without their series; "
        f"told as recording {means['together']:.2f}"
    )
    print(f"one search of all series, counting included: {1000 * statistics.median(took):.0f} ms (median)")


if __name__ == "__main__":
    main()
