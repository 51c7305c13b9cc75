"""`samanvay insight roster` on files: plans that somebody else checks, bad rows named, what to relax."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from roster_rows import faults, rows_of

from samanvay.cli.insight import insight

OFFICER = ("officer_id", "unit_id", "service", "rank", "sex", "latitude", "longitude")
CENTRE = ("centre_id", "latitude", "longitude", "seats", "closed_weeks")


def written(file: Path, header: tuple[str, ...], rows: list) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])


def files(folder: Path, units: list[int], seats: list[tuple[int, str]], seed: int = 1) -> Path:
    draw, rows = random.Random(seed), []
    for unit, size in enumerate(units):
        lat, lon = draw.uniform(25, 29), draw.uniform(78, 83)
        rows += [(f"O{unit}-{one}", f"U{unit}", draw.choice(["police", "ngo"]), "SI", draw.choice("FM"),
                  lat + draw.gauss(0, 0.05), lon) for one in range(size)]  # fmt: skip
    written(folder / "officers.csv", OFFICER, rows)
    written(folder / "centres.csv", CENTRE, [
        (f"C{at}", draw.uniform(25, 29), draw.uniform(78, 83), *each) for at, each in enumerate(seats)
    ])  # fmt: skip
    return folder


def run(folder: Path, rules: dict, *more: str):
    (folder / "rules.yaml").write_text(yaml.safe_dump(rules), encoding="utf-8")
    names = [
        f"--{name}={folder / name}.{ext}" for name, ext in (("officers", "csv"), ("centres", "csv"), ("rules", "yaml"))
    ]
    return CliRunner().invoke(insight, ["roster", *names, f"--out={folder / 'plan.csv'}", "--json", *more])


def answer(folder: Path, rules: dict, *more: str) -> dict:
    result = run(folder, rules, *more)
    assert result.exit_code == 0, (result.stderr, result.exception)
    return json.loads(result.stdout)


UNITS = [1, 2, 6, 11, 14, 25, 57, 100]
YEAR = {"start_week": "2027-W01"}
VISIT = YEAR | {"centre_visits_per_year": 1}


@pytest.mark.parametrize(
    ("units", "seats", "rules"),
    [
        (UNITS, [(300, ""), (600, "")], YEAR),
        (UNITS, [(300, "2027-W11 2027-W44"), (450, "2027-W20")], YEAR | {"reserve_share": 0.03}),
        (UNITS, [(300, ""), (90, "")], VISIT | {"blackout_weeks": ["2027-W12", "2027-W44"]}),
        (UNITS, [(300, "2027-W07")], YEAR | {"centre_visits_per_year": 2, "max_batch": 40}),
        (UNITS, [(300, "")], YEAR | {"centre_visits_per_year": 0}),
        # The year 2026 has 53 ISO weeks, and 60 are no multiple of anything.
        (UNITS, [(300, ""), (300, "2026-W53")], {"start_week": "2026-W45", "weeks": 60}),
        ([10], [(300, "")], YEAR),
        ([1, 1, 1], [(2, "")], YEAR | {"weeks": 13}),
        # Five blackout weeks in a row leave eight of thirteen: whoever has a unit of eleven needs the other share.
        (UNITS, [(300, "")], YEAR | {"max_away_share": 0.2, "blackout_weeks": [f"2027-W{at}" for at in range(20, 25)]}),
        ([40] * 30, [(100, "2027-W09"), (40, "")], YEAR),
    ],
    ids=["plain", "closed", "visits", "two visits", "district", "53 weeks", "ten", "ones", "blackout", "tight"],
)  # fmt: skip
def test_roster_keeps_every_rule_from_the_rows(tmp_path, units, seats, rules):
    told = answer(files(tmp_path, units, seats), rules)
    assert told["infeasible"] == []
    assert not faults(tmp_path, rules, told)


def test_roster_names_the_small_units_whose_cover_is_raised(tmp_path):
    told = answer(files(tmp_path, [1, 2, 6, 100], [(300, "")]), YEAR)
    assert told["raised"] == [
        {"unit_id": "U0", "rule": "keep_one_on_duty", "value": 1},
        {"unit_id": "U1", "rule": "max_away_share", "value": 1},
        {"unit_id": "U2", "rule": "max_away_share", "value": 1},
    ]


@pytest.mark.parametrize(
    ("units", "seats", "rules"),
    [
        ([40] * 30, [(60, "")], {}),
        ([11, 30], [(300, "")], {"blackout_weeks": [f"2027-W{at}" for at in range(20, 25)]}),
        ([20], [(300, "")], {"blackout_weeks": [f"2027-W{at}" for at in range(20, 36)]}),
        ([20], [(300, "")], {"centre_visits_per_year": 9}),
    ],
    ids=["seats", "cover", "blackout", "visits"],
)
def test_roster_says_what_to_relax_and_that_does(tmp_path, units, seats, rules):
    told = answer(files(tmp_path, units, seats), YEAR | rules)
    assert told["infeasible"]
    assert told["cost"] is None
    assert rows_of(tmp_path / "plan.csv") == []
    tried = [each for each in told["infeasible"] if each["rule"] != "seats"]
    assert tried
    for each in tried:
        relaxed = YEAR | rules | {each["rule"]: each["relax_to"]}
        again = answer(tmp_path, relaxed)
        assert again["infeasible"] == [], each
        assert not faults(tmp_path, relaxed, again)


def test_roster_names_bad_rows_and_plans_the_rest(tmp_path):
    files(tmp_path, [14], [(300, ""), (300, "")])
    with (tmp_path / "officers.csv").open("a") as more:
        more.write("O0-0,U0,police,SI,F,26,80\nX1,U0,police,SI,F,,80\nX2,,police,SI,F,26,80\nX3,U0,police,SI,Q,26,80\n")
        more.write("X4,U0,police,SI,M,126,80\n,U0,police,SI,M,26,80\n")
    with (tmp_path / "centres.csv").open("a") as more:
        more.write("C8,26,80,none,\nC9,26,80,300,2027-W60\ndistrict,26,80,300,\n")
    result = run(tmp_path, YEAR)
    told = json.loads(result.stdout)
    assert [(e["row"], e["field"]) for e in told["errors"]] == [
        (16, "officer_id"), (17, "latitude"), (18, "unit_id"), (19, "sex"), (20, "latitude"), (21, "officer_id"),
        (4, "seats"), (5, "closed_weeks"), (6, "centre_id"),
    ]  # fmt: skip
    assert len(result.stderr.strip().splitlines()) == 9
    planned = {row["officer_id"] for row in rows_of(tmp_path / "plan.csv")}
    assert planned == {f"O0-{at}" for at in range(14)} | {"X3"}


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"max_gap": 3}, "“max_gap” is no rule"),
        ({"start_week": "2027-W54"}, "start_week"),
        ({"max_away_share": 12}, "max_away_share"),
        ({"min_gap_weeks": 14}, "min_gap_weeks"),
        ({"blackout_weeks": ["Holi"]}, "blackout_weeks"),
        ({"max_batch": 1, "reserve_share": 0.5}, "reserve_share"),
    ],
)
def test_roster_refuses_a_rule_that_cannot_be_followed(tmp_path, rules, words):
    result = run(files(tmp_path, [6], [(300, "")]), rules)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert not (tmp_path / "plan.csv").exists()


def test_roster_refuses_files_that_it_cannot_use(tmp_path):
    files(tmp_path, [6], [(300, "")])
    written(tmp_path / "centres.csv", CENTRE, [("C1", "x", 80, 300, "")])
    assert "no centre that can be used" in run(tmp_path, YEAR).stderr
    written(tmp_path / "officers.csv", OFFICER[:5], [("O1", "U1", "police", "SI", "F")])
    result = run(tmp_path, YEAR)
    assert (result.exit_code, "no column “latitude”" in result.stderr) == (2, True)


def test_roster_keeps_an_earlier_plan_where_it_can(tmp_path):
    files(tmp_path, UNITS, [(300, ""), (300, ""), (300, "")])
    answer(tmp_path, YEAR)
    before = {(row["officer_id"], row["week"]): row["centre_id"] for row in rows_of(tmp_path / "plan.csv")}
    (tmp_path / "plan.csv").rename(tmp_path / "old.csv")
    centres = rows_of(tmp_path / "centres.csv")
    lost = max((row["centre_id"] for row in centres), key=list(before.values()).count)
    written(tmp_path / "centres.csv", CENTRE, [tuple(row.values()) for row in centres if row["centre_id"] != lost])
    told = answer(tmp_path, YEAR, f"--keep={tmp_path / 'old.csv'}")
    assert not faults(tmp_path, YEAR, told)
    after = {(row["officer_id"], row["week"]): row["centre_id"] for row in rows_of(tmp_path / "plan.csv")}
    assert after.keys() == before.keys()
    assert {key for key in before if after[key] != before[key]} == {key for key in before if before[key] == lost}


def test_exchanged_latitude_and_longitude_are_named_and_not_planned(tmp_path):
    folder = files(tmp_path, [3, 4], [(40, ""), (40, "")])
    for name, header in (("officers.csv", OFFICER), ("centres.csv", CENTRE)):
        rows = list(csv.DictReader((folder / name).read_text("utf-8").splitlines()))
        rows[1]["latitude"], rows[1]["longitude"] = rows[1]["longitude"], rows[1]["latitude"]
        written(folder / name, header, [list(row.values()) for row in rows])
    told = answer(folder, VISIT)
    expected = "degrees of India; latitude and longitude look exchanged"
    assert [(each["row"], each["field"], each["expected"]) for each in told["errors"]] == [
        (3, "latitude", expected)
    ] * 2
