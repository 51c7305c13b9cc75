"""`samanvay insight link`: ten for each, bad cells named, ugly files read, rules followed or refused."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from samanvay.cli.insight import insight

HEAD = "id,given_name,family_name,father_name,mother_name,sex,age,date,place,language,marks\n"
LEFT = (
    HEAD
    + """M1,Sunita,Devi,Ram Prasad,Kamla,F,12,2024-03-01,Bahraich,Hindi,scar:left cheek; tattoo:right hand
M2,सुनीता,देवी,रमेश,,F,14,2024-01-15,Gonda,Hindi;Awadhi,
M3,Ravi,Kumar,Shyam,Gita,M,10,2024-02-10,Lucknow,Hindi,mole:chin
M4,Ayesha,,Imran,Shabana,F,16,2024-05-20,Rampur,Urdu;Hindi,
"""
)
RIGHT = (
    HEAD
    + """F1,সুনীতা,,রাম প্রসাদ,,F,10-14,2024-03-20,Bahraich,Hindi,scar:left cheek
F2,Ravi,,,,M,11,2024-06-01,,Hindi,mole:chin
F3,Ayesha,,Imran,,F,16-18,2024-04-01,,,
"""
)


def _run(*arguments: object):
    return CliRunner().invoke(insight, ["link", *map(str, arguments)])


def _rows(file):
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


@pytest.fixture
def files(tmp_path):
    left, right = tmp_path / "left.csv", tmp_path / "right.csv"
    left.write_text(LEFT, "utf-8")
    right.write_text(RIGHT, "utf-8")
    return left, right


def _linked(files, *options):
    out = files[0].parent / "pairs.csv"
    result = _run(*files, "--out", out, "--json", *options)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout), _rows(out), result.stderr


def test_link_gives_each_found_person_ten_or_all_the_best_first(files):
    told, rows, stderr = _linked(files)
    assert stderr == ""
    assert list(rows[0]) == ["left_id", "right_id", "match_weight", "match_probability"]
    assert [row["right_id"] for row in rows] == ["F1"] * 4 + ["F2"] * 4 + ["F3"] * 4
    best = {row["right_id"]: row for row in reversed(rows)}
    assert (best["F1"]["left_id"], best["F2"]["left_id"]) == ("M1", "M3")
    for right in ("F1", "F2", "F3"):
        weights = [float(row["match_weight"]) for row in rows if row["right_id"] == right]
        assert weights == sorted(weights, reverse=True)
    # found on 1 April, Ayesha cannot be the one who went missing in May: she stands last, and is not left out
    assert [row["left_id"] for row in rows if row["right_id"] == "F3"][-1] == "M4"
    assert 0 <= float(rows[-1]["match_probability"]) < 1e-6 < 0.5 < float(rows[0]["match_probability"]) <= 1
    assert told["pairs"] == 12
    assert told["left"] == {"file": str(files[0]), "rows": 4, "used": 4, "left_out": 0}
    assert told["errors"] == []
    assert told["weights"]["fields"]["given"]["same"]["m"] > told["weights"]["fields"]["given"]["other"]["u"] / 100


def test_link_names_bad_cells_and_rows_and_uses_the_rest(files):
    left, _ = files
    left.write_text(
        LEFT + "M5,Rani,,,,woman,ten,31/02/2024,,,scar\nM6,Rani,,,,महिला,12-10,31-12-2023,,,\nM1,Twice,,,,,,,,,\n"
        ",Nobody,,,,,,,,,\nM7,Long,,,,x,300,soon,,," + "y" * 3000 + "\n", "utf-8",
    )  # fmt: skip
    told, rows, stderr = _linked(files)
    assert [(e["row"], e["field"]) for e in told["errors"]] == [
        (6, "age"), (6, "date"), (6, "marks"), (7, "age"), (8, "id"), (9, "id"), (10, "age"), (10, "date"),
        (10, "marks"),
    ]  # fmt: skip
    assert all(set(e) == {"file", "row", "field", "expected"} and e["file"] == str(left) for e in told["errors"])
    assert len(stderr.strip().splitlines()) == 9
    assert "Twice" not in stderr
    assert told["left"]["rows"] == 9
    assert told["left"]["left_out"] == 2
    assert {row["left_id"] for row in rows} == {"M1", "M2", "M3", "M4", "M5", "M6", "M7"}


def test_link_names_some_bad_cells_and_counts_the_rest(files):
    left, _ = files
    left.write_text(LEFT + "".join(f"X{at},Rani,,,,F,ten,2024-01-01,,,\n" for at in range(300)), "utf-8")
    told, _, stderr = _linked(files)
    lines = stderr.splitlines()
    assert len(told["errors"]) == 300
    assert len(lines) == 21
    assert lines[20:] == [f"{left}: 280 more cells could not be read: 280 in age. --json lists all."]


def test_link_says_as_what_a_place_was_read_that_names_no_district(files):
    left, _ = files
    left.write_text(LEFT + "M5,Rani,,,,F,12,2024-01-01,Malé,,\nM6,Rani,,,,F,12,2024-01-01,Paris,,\n", "utf-8")
    _, _, stderr = _linked(files)
    assert stderr == "The place “Malé” is read as Pune.\n"  # a village; Paris is no place of the gazetteer


def test_link_of_one_file_gives_each_pair_of_doubles_once(files):
    left, _ = files
    left.write_text(LEFT + "M8,सुनिता,देवी,राम प्रसाद,कमला,F,12,2024-02-28,Bahraich,Hindi,scar:left cheek\n", "utf-8")
    out, clusters = left.parent / "pairs.csv", left.parent / "clusters.csv"
    result = _run(left, "--out", out, "--clusters", clusters, "--json")
    assert result.exit_code == 0, result.stderr
    rows = _rows(out)
    pairs = [(row["left_id"], row["right_id"]) for row in rows]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs) == 10
    assert all(left < right for left, right in pairs)
    best = max(rows, key=lambda row: float(row["match_weight"]))
    assert (best["left_id"], best["right_id"]) == ("M1", "M8")
    assert clusters.read_text("utf-8") == "cluster,file,id\n1,left,M1\n1,left,M8\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(";", "|").replace(",", ";").replace("|", ",").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("given_name,family_name", "Given Name,SURNAME").encode(),
        lambda text: text.replace(
            ",scar:left cheek; tattoo:right hand", ',"scar:left cheek; tattoo:right hand",x,y'
        ).encode(),
    ],
    ids=["bom", "utf-16", "semicolons", "crlf", "headers", "long row"],
)
def test_link_reads_ugly_files(files, change):
    _, plain, _ = _linked(files)
    files[0].write_bytes(change(LEFT))
    told, rows, _ = _linked(files)
    assert rows == plain
    assert told["errors"] == []


def test_link_does_with_the_columns_there_are(files):
    files[0].write_text("given_name,age\nSunita,\nRavi,\n", "utf-8")
    _, rows, _ = _linked(files)
    assert [row["left_id"] for row in rows[:2]] == ["2", "3"]  # without an id, the number of the row
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"", "empty"),
        (HEAD.encode(), "no row that can be used"),
        (b"shoe,hat\n1,2\n", "none of the columns"),
        (b"id,sex,age\nA,what,ten\n", "no row that can be used"),
        (b"id,given_name,first name\nA,B,C\n", "two columns for"),
        (b"\x00\x01\x02\x03" * 400, "not a table"),
    ],
)
def test_link_refuses_what_it_cannot_use_and_writes_nothing(files, content, words):
    if content is None:
        files[0].unlink()
    else:
        files[0].write_bytes(content)
    out = files[1].parent / "pairs.csv"
    result = _run(*files, "--out", out, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert not out.exists()


def test_link_takes_a_long_cell_and_a_nul_as_not_known(files):
    files[0].write_text(LEFT + f"M5,{'a' * 1_000_000},,,,F,,,,,\nM6,Ra\0vi,,,,M,,,,,\n", "utf-8")
    told, rows, _ = _linked(files)
    assert [(e["row"], e["field"]) for e in told["errors"]] == [(6, "given_name"), (7, "given_name")]
    assert len(rows) == 18


def test_link_explains_each_pair_and_chosen_ones(files):
    why = files[0].parent / "why.json"
    _linked(files, "--explain", why)
    told = json.loads(why.read_text("utf-8"))
    assert len(told) == 12
    for pair in told:
        assert sum(reason["bits"] for reason in pair["reasons"]) == pair["match_weight"]
        assert all(reason["en"] and reason["hi"] for reason in pair["reasons"])
    _linked(files, "--explain", files[0].parent / "why.csv", "--pair", "M4", "F3")
    rows = _rows(files[0].parent / "why.csv")
    assert {(row["left_id"], row["right_id"]) for row in rows} == {("M4", "F3")}
    assert ("date", "before") in {(row["field"], row["level"]) for row in rows}
    result = _run(*files, "--out", files[0].parent / "p.csv", "--explain", why, "--pair", "M4", "F9")
    assert result.exit_code == 2
    assert "There is no pair M4 F9" in result.stderr


def test_link_follows_rules(files):
    left, right = files
    left.write_text(LEFT.replace("given_name", "Naam").replace("father_name", "Pita ka naam"), "utf-8")
    config = left.parent / "link.yaml"
    config.write_text(
        "left:\n  columns:\n    given_name: naam\n    father_name: Pita ka Naam\n"
        "compare: [given_name, father_name, marks]\nbest: 2\none_to_one: yes\n", "utf-8",
    )  # fmt: skip
    why = left.parent / "why.csv"
    _, rows, _ = _linked((left, right), "--config", config, "--explain", why)
    assert len({row["left_id"] for row in rows}) == len({row["right_id"] for row in rows}) == len(rows) == 3
    assert {row["field"] for row in _rows(why)} <= {"given", "father", "marks", "honorific"}
    assert rows[0]["left_id"] == "M1"


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("best: many", "best: a whole number"),
        ("colums: {}", "“colums” is no rule"),
        ("compare: [shoe]", "“shoe” is not known"),
        ("columns: {given_name: Naam}", "no column “Naam”"),
        ("engine: sparkle", "engine: kernel, splink or spark"),
        ("at_least: 2", "at_least: a probability"),
        ("labels: nowhere.csv", "There is no file"),
        ("weights: link.yaml", "no weights"),
        ("a: [", "not YAML: line"),
        ("- one", "a list of rules"),
    ],
)
def test_link_refuses_rules_that_it_cannot_follow(files, rules, words):
    config = files[0].parent / "link.yaml"
    config.write_text(rules, "utf-8")
    out = files[0].parent / "pairs.csv"
    result = _run(*files, "--config", config, "--out", out, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert not out.exists()


def test_link_never_writes_over_what_it_reads(files):
    result = _run(*files, "--out", files[0])
    assert result.exit_code == 2
    assert "is read" in result.stderr
    assert files[0].read_text("utf-8") == LEFT


def test_link_takes_judged_pairs_and_leaves_probabilities_to_which_they_say_nothing(files):
    left, _ = files
    labels, weights = left.parent / "labels.csv", left.parent / "weights.json"
    labels.write_text("left_id,right_id,same\nM1,F1,yes\nM3,F2,1\nM2,F1,no\nM9,F1,yes\nM2,F2,perhaps\n", "utf-8")
    config = left.parent / "link.yaml"
    config.write_text("labels: labels.csv\n", "utf-8")
    before, before_rows, _ = _linked(files)
    told, rows, _ = _linked(files, "--config", config, "--keep-weights", weights)
    assert [(e["row"], e["field"]) for e in told["errors"]] == [(5, "left_id"), (6, "same")]
    assert told["calibration"]["judged_pairs"] == 3
    assert told["calibration"]["probabilities"].startswith("as before")
    assert (before["weights"], before_rows) == (told["weights"], rows)
    config.write_text("weights: weights.json\n", "utf-8")
    again, same_rows, _ = _linked(files, "--config", config)
    assert same_rows == rows
    assert again["weights"] == told["weights"]


@pytest.mark.parametrize(
    ("absent", "more"), [("yaml", ("--config", "{folder}/rules.yaml")), ("splink", ("--engine", "splink"))]
)
def test_package_of_the_analyst_that_is_not_installed_is_named(
    absent: str, more: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, absent, None)
    (tmp_path / "rules.yaml").write_text("best: 3\n")
    (tmp_path / "one.csv").write_text("id,given_name\nA,Sunita\nB,Suneeta\n")
    given = [each.format(folder=tmp_path) for each in more]
    done = _run(tmp_path / "one.csv", "--out", tmp_path / "out.csv", *given)
    assert done.exit_code == 2
    assert f"package {'pyyaml' if absent == 'yaml' else absent}, which is not installed" in done.stderr


@pytest.mark.parametrize("header", ["name", "Fathername", "remarks", "shoe_size"])
def test_link_refuses_a_column_that_nothing_reads(files, header):
    left, right = files
    left.write_text(f"id,given_name,{header}\nM1,Sunita,4\n", "utf-8")
    out = left.parent / "pairs.csv"
    result = _run(left, right, "--out", out)
    assert result.exit_code == 2
    assert f"no column “{header}” is read" in result.stderr
    assert not out.exists()
