"""`samanvay insight routes`: the object on standard output, each bad cell on standard error, ugly files read."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from samanvay.cli.insight import insight

ROWS = """case_id,sequence,place,role,date
C1,1,Bahraich,source,3.4.19
C1,2,,,
C1,3,Lucknow,stopover,2019-04-04
C1,4,Central Delhi,destination,April 2019
C2,1,Bahraich,source,
C2,2,Central Delhi,destination,
C3,1,Gonda,source,
C3,2,LKO,transit,
C3,3,Mumbai,destination,
"""


def _run(*arguments: str):
    return CliRunner().invoke(insight, ["routes", *arguments])


@pytest.fixture(scope="module")
def legs(tmp_path_factory):
    file = tmp_path_factory.mktemp("legs") / "legs.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def answer(legs):
    result = _run(str(legs), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_routes_json_has_the_four_parts_in_their_form(legs, answer):
    assert list(answer) == ["corridors", "stopovers", "passed", "edges", "notes", "errors"]
    assert list(answer["corridors"][0]) == ["from", "to", "journeys", "low", "high", "share"]
    assert list(answer["passed"][0]) == ["place", "journeys", "low", "high"]
    assert list(answer["edges"][0]) == ["from", "to", "probability"]
    assert answer["errors"] == []
    first = answer["corridors"][0]
    assert (first["from"], first["to"], first["journeys"]) == ("Bahraich", "Central Delhi", 2.0)
    assert first["share"] == pytest.approx(2 / 3, abs=1e-5)
    assert answer["stopovers"] == []
    assert "rows name 1, and 30 are needed" in answer["notes"][0]
    assert "Lucknow" in {each["place"] for each in answer["passed"]}
    assert json.loads(_run(str(legs), "--json").stdout) == answer


def test_routes_text_says_the_same(legs):
    result = _run(str(legs))
    assert result.exit_code == 0
    assert "3 journeys, 9 legs" in result.stdout
    assert "Bahraich → Central Delhi" in result.stdout
    assert "Lucknow" in result.stdout


def test_routes_names_bad_cells_and_uses_the_rest(tmp_path):
    file = tmp_path / "legs.csv"
    file.write_text(
        ROWS + "C4,1,Atlantis,source,\nC4,2,Lucknow,boss,soon\nC4,3,Mumbai,destination,\n", encoding="utf-8"
    )
    result = _run(str(file), "--json")
    assert result.exit_code == 0
    errors = json.loads(result.stdout)["errors"]
    assert [(e["row"], e["field"]) for e in errors] == [(11, "place"), (12, "date"), (12, "role")]
    assert all(set(e) == {"file", "row", "field", "expected"} and e["expected"] for e in errors)
    assert len(result.stderr.strip().splitlines()) == 3


def test_routes_keeps_stopped_and_passed_apart(tmp_path):
    file = tmp_path / "legs.csv"
    rows = [f"H{k},1,Bahraich,source,\nH{k},2,Lucknow,stopover,\nH{k},3,Central Delhi,destination," for k in range(30)]
    file.write_text("\n".join([ROWS.splitlines()[0], *rows]), encoding="utf-8")
    answer = json.loads(_run(str(file), "--json").stdout)
    assert list(answer["stopovers"][0]) == ["place", "journeys", "low", "high", "named"]
    assert (answer["stopovers"][0]["place"], answer["stopovers"][0]["named"]) == ("Lucknow", 30)
    assert len(answer["passed"]) > len(answer["stopovers"])
    assert answer["notes"] == []


def test_routes_names_some_of_many_bad_cells_and_counts_the_rest(tmp_path):
    file = tmp_path / "legs.csv"
    bad = "".join(f"B{k},1,Atlantis,boss,\n" for k in range(500))
    file.write_text(ROWS + bad, encoding="utf-8")
    result = _run(str(file), "--json")
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 21
    assert lines[-1] == f"{file}: 980 more cells could not be read: 490 in place, 490 in role. --json lists all."
    assert len(json.loads(result.stdout)["errors"]) == 1000


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode("utf-8-sig"),
        ROWS.encode("utf-16"),
        ROWS.replace(",", ";").encode(),
        ROWS.replace("\n", "\r\n").encode(),
        ROWS.replace("case_id,sequence,place", "Case ID,Sequence,PLACE").encode(),
        ROWS.replace("C2,2,Central Delhi,destination,", "C2,2,Central Delhi,destination").encode(),
    ],
    ids=["bom", "utf-16", "semicolons", "crlf", "headers", "short row"],
)
def test_routes_reads_ugly_files(tmp_path, answer, content):
    file = tmp_path / "ugly.csv"
    file.write_bytes(content)
    result = _run(str(file), "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) == answer


def test_routes_does_with_fewer_columns(tmp_path):
    file = tmp_path / "legs.csv"
    file.write_text("case_id,place\nA,Gonda\nA,Lucknow\nA,Mumbai\n", encoding="utf-8")
    answer = json.loads(_run(str(file), "--json").stdout)
    assert [(c["from"], c["to"]) for c in answer["corridors"]] == [("Gonda", "Mumbai")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"", "empty"),
        (b"case_id,sequence\nA,1\n", "no column"),
        (b"case_id,place\n", "no leg at a known place"),
        (b"case_id,place\nA,Atlantis\n", "no leg at a known place"),
    ],
)
def test_routes_refuses_what_it_cannot_use(tmp_path, content, words):
    file = tmp_path / "legs.csv"
    if content is not None:
        file.write_bytes(content)
    result = _run(str(file), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


@pytest.mark.parametrize("home", ["zzz", "district:180", "Uttar Pradesh"])
def test_routes_home_that_is_no_state_is_refused_by_name(legs, home):
    result = _run(str(legs), "--home", home)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--home" in result.stderr
    assert home in result.stderr


@pytest.mark.parametrize(
    "rows",
    ["place\nGonda\n", "case_id,place,role\nA,Gonda,source\nA,Gonda,destination\n"],
    ids=["one place alone", "there and there"],
)
def test_routes_of_a_journey_that_goes_nowhere_are_none(tmp_path, rows):
    file = tmp_path / "legs.csv"
    file.write_text(rows, encoding="utf-8")
    result = _run(str(file), "--json")
    assert (result.exit_code, result.exception) == (0, None)
    told = json.loads(result.stdout)
    assert (told["stopovers"], told["passed"], told["edges"]) == ([], [], [])
