"""The simulated state: the same from the same seed, journeys with habits, the truth that fits what is seen."""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from datetime import date

import pyarrow as pa
import pyarrow.csv
import pytest
from click.testing import CliRunner

from samanvay.cli.insight import insight
from samanvay_insight.routes import graph
from samanvay_insight.simulate import FILES, Size, State, simulate, state, write_state

G = graph()
SMALL = Size(300, 200, 60)


@pytest.fixture(scope="module")
def seen() -> State:
    return simulate("S", 7)


@pytest.fixture(scope="module")
def ways(seen) -> dict[str, list[str]]:
    """The districts of each reported case's way, in their order."""
    found: dict[str, list[str]] = {}
    for row in seen.truth_edges.to_pylist():
        way = found.setdefault(row["case_id"], [row["from"]])
        assert way[-1] == row["from"]
        way.append(row["to"])
    return found


@pytest.fixture(scope="module")
def true_cases(seen) -> dict[str, dict]:
    return {row["case_id"]: row for row in seen.truth_cases.to_pylist()}


def test_simulate_writes_the_same_bytes_from_the_same_seed_and_others_from_another(tmp_path):
    told = []
    counts = write_state(SMALL, 3, tmp_path / "a", told=lambda name, rows: told.append((name, rows)))
    write_state(SMALL, 3, tmp_path / "b")
    write_state(SMALL, 4, tmp_path / "c")
    names = sorted(f"{name}.csv" for name in FILES)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert (tmp_path / "a" / "legs.csv").read_bytes() != (tmp_path / "c" / "legs.csv").read_bytes()
    for name, columns in FILES.items():
        lines = (tmp_path / "a" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        assert tuple(lines[0].split(",")) == columns
        assert counts[name] == pa.csv.read_csv(tmp_path / "a" / f"{name}.csv").num_rows
    assert ("legs", counts["legs"]) in told


def test_simulate_leaves_the_files_of_before_where_it_does_not_come_to_its_end(tmp_path, monkeypatch):
    (tmp_path / "legs.csv").write_text("of before")
    monkeypatch.setattr(state, "registers", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_state(SMALL, 3, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["legs.csv"]
    assert (tmp_path / "legs.csv").read_text() == "of before"


def test_simulate_gives_the_whole_state_in_batches_of_any_size(monkeypatch):
    monkeypatch.setattr(state, "BATCH", 70)
    found = simulate(SMALL, 3)
    assert found.truth_cases["case_id"].to_pylist() == [f"C{at:07d}" for at in range(1, 301)]
    assert set(found.truth_edges["case_id"].to_pylist()) == set(found.cases["case_id"].to_pylist())


def test_legs_show_half_of_the_sightings_and_something_of_every_reported_case(seen):
    shown = seen.sightings["shown"].to_pylist()
    assert 0.48 < sum(shown) / len(shown) < 0.52
    rows = seen.legs.to_pylist()
    assert len(rows) == sum(seen.sightings["kept"].to_pylist())
    assert sum(row["place"] is not None for row in rows) == sum(shown)
    placed = {row["case_id"] for row in rows if row["place"]}
    assert placed == {row["case_id"] for row in rows} == set(seen.cases["case_id"].to_pylist())
    for _, group in itertools.groupby(rows, key=lambda row: row["case_id"]):
        sequence = [row["sequence"] for row in group]
        assert sequence == list(range(1, len(sequence) + 1))
    roles = Counter(row["role"] for row in rows)
    assert set(roles) == {"source", "transit", "stopover", "destination", "rescue", None}
    assert any(row["place"] is None and row["role"] for row in rows)
    assert any(row["place"] is None and not row["role"] for row in rows)


def test_places_are_written_in_many_ways_that_all_mean_the_true_district(seen):
    legs = [row["place"] for row in seen.legs.to_pylist()]
    true = [row["place"] for row in seen.sightings.to_pylist() if row["kept"]]
    pairs = {pair for pair in zip(legs, true, strict=True) if pair[0]}
    kinds = Counter()
    for said, meant in pairs:
        assert G.named[meant] in G.nodes_of(said), (said, meant)
        kinds["code" if said.isdigit() else "wide" if len(G.nodes_of(said)) > 1 else
              "name" if said == meant else "station"] += 1  # fmt: skip
    assert set(kinds) == {"code", "wide", "name", "station"}
    assert {"Nepal", "Delhi", "NCR"} <= {said for said, _ in pairs}


def test_nothing_is_hidden_where_nothing_shall_be():
    whole = simulate(SMALL, 3, hide=0.0)
    assert all(whole.sightings["shown"].to_pylist())
    assert None not in whole.legs["place"].to_pylist()


def test_true_ways_run_along_edges_of_the_graph_and_pass_no_district_twice(ways, true_cases, seen):
    for case, way in ways.items():
        assert (way[0], way[-1]) == (true_cases[case]["from"], true_cases[case]["to"])
        assert len(set(way)) == len(way)
        assert all((G.named[a], G.named[b]) in G.edge_index for a, b in itertools.pairwise(way))
    for row in seen.truth_stopovers.to_pylist():
        assert row["place"] in ways[row["case_id"]][1:-1]
    for row in seen.sightings.to_pylist():
        assert row["place"] in ways[row["case_id"]]


def test_journeys_have_habits_and_are_not_the_shortest_paths(ways, true_cases, seen):
    by_ends = defaultdict(list)
    for case, way in ways.items():
        by_ends[true_cases[case]["corridor"], way[0], way[-1]].append(tuple(way))
    shortest = {
        ends: tuple(G.names[at] for at in G.shortest_path(G.named[ends[1]], G.named[ends[2]])) for ends in by_ends
    }
    straight = sum(way == shortest[ends] for ends, found in by_ends.items() for way in found)
    assert straight / len(ways) < 0.10
    common = [Counter(found).most_common(1)[0][1] / len(found) for found in by_ends.values() if len(found) >= 8]
    assert len(common) > 20
    assert 0.25 < sum(common) / len(common) < 0.75  # neither one line for all nor each its own
    stops = defaultdict(Counter)
    for row in seen.truth_stopovers.to_pylist():
        stops[true_cases[row["case_id"]]["corridor"]][row["place"]] += 1
    for corridor, stop in (
        ("np-mid-delhi", "Varanasi"),
        ("jh-santhal-delhi", "Bijnor"),
        ("uk-garhwal-ncr", "Haridwar"),
    ):
        assert stops[corridor].most_common(1)[0][0] == stop


def test_a_rescue_on_the_way_leaves_only_plans_ahead(seen):
    on_the_way = 0
    for _, group in itertools.groupby(seen.sightings.to_pylist(), key=lambda row: row["case_id"]):
        rows = list(group)
        at = next((at for at, row in enumerate(rows) if row["role"] == "rescue"), None)
        if at is not None:
            assert all(row["date"] is None for row in rows[at + 1 :])
            assert {row["role"] for row in rows[at + 1 :]} <= {"stopover", "destination"}
            on_the_way += at + 1 < len(rows)
        dates = [row["date"] for row in rows[:at] if row["date"]]
        assert dates == sorted(dates)
    assert on_the_way > 100


def test_doubles_tell_the_journey_of_an_earlier_case_again(seen, ways, true_cases):
    doubles = [row for row in seen.truth_doubles.to_pylist() if row["same_as"] in ways]
    assert len(doubles) > 30
    for row in doubles:
        assert ways[row["case_id"]] == ways[row["same_as"]]
        assert true_cases[row["case_id"]]["left"] == true_cases[row["same_as"]]["left"]


def test_what_is_reported_late_or_in_silence_is_not_known_at_once(seen, true_cases):
    silent = {(row["district"], row["week"]) for row in seen.reports.to_pylist() if not row["reported"]}
    assert seen.reports.num_rows == 75 * 156
    assert 0.02 < len(silent) / seen.reports.num_rows < 0.12
    missed = [row for row in true_cases.values() if not row["reported"]]
    assert 0.01 < len(missed) / len(true_cases) < 0.10
    days = [
        (date.fromisoformat(row["reported_on"]) - date.fromisoformat(true_cases[row["case_id"]]["left"])).days
        for row in seen.cases.to_pylist()
    ]
    assert min(days) >= 0
    assert sum(day > 60 for day in days) > 20
    assert max(seen.cases["reported_on"].to_pylist()) <= "2026-11-22"


def test_blind_districts_are_passed_and_hardly_seen(seen, ways):
    passed, noticed = Counter(itertools.chain.from_iterable(way[1:-1] for way in ways.values())), Counter()
    for row in seen.sightings.to_pylist():
        noticed[row["place"]] += row["role"] == "transit"
    blind = set(seen.truth_blind["place"].to_pylist())
    seeing = {place for place, times in passed.items() if times > 100 and place not in blind}
    assert len(blind) == 5
    blind_share = sum(noticed[p] for p in blind) / sum(passed[p] for p in blind)
    share = sum(noticed[p] for p in seeing) / sum(passed[p] for p in seeing)
    assert blind_share < share / 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"size": "XL"}, "must be one of S, M, L"),
        ({"seed": -1}, "must not be negative"),
        ({"hide": 1.0}, "from 0 to below 1"),
        ({"start": date(2026, 11, 24)}, "no Monday"),
    ],
)
def test_simulate_refuses_what_it_cannot_do(arguments, words):
    with pytest.raises(ValueError, match=words):
        simulate(**{"size": SMALL, "seed": 1} | arguments)


def test_command_writes_the_files_and_prints_only_the_object(tmp_path, monkeypatch):
    monkeypatch.setitem(state.SIZES, "S", SMALL)
    result = CliRunner().invoke(insight, ["simulate", "--seed", "5", "--out", str(tmp_path / "new"), "--json"])
    assert (result.exit_code, result.stderr) == (0, "")
    counts = json.loads(result.stdout)
    assert list(counts) == list(FILES)
    assert counts["truth_cases"] == 300
    table = pa.csv.read_csv(tmp_path / "new" / "truth_shifts.csv")
    assert "diverted" in table["kind"].to_pylist()
    calm = CliRunner().invoke(insight, ["simulate", "--out", str(tmp_path / "new"), "--no-shifts"])
    assert calm.exit_code == 0
    assert pa.csv.read_csv(tmp_path / "new" / "truth_shifts.csv").num_rows == 0


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_command_refuses_a_folder_that_is_none(tmp_path, name):
    (tmp_path / "file").write_text("mine")
    result = CliRunner().invoke(insight, ["simulate", "--out", str(tmp_path / name)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert (tmp_path / "file").read_text() == "mine"
