"""``samanvay import`` as a person or a script meets it: exit codes, JSON, what is kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reporting_state import officer

from samanvay.access.models import User
from samanvay.cases.models import Case
from samanvay.cli import main
from samanvay.config.env import ROOT
from samanvay.directory.models import Officer
from samanvay.documents.models import ImportRun
from samanvay.kernel.db.scope import SYSTEM, reading

EXAMPLES = ROOT / "examples"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_a_clean_list_is_written_and_taken_back(fresh_state: str) -> None:
    done = run("import", "officers", EXAMPLES / "officers_clean.csv", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["state"], told["counts"], told["errors"]) == ("applied", {"created": 12}, [])
    assert Officer.objects.standing().count() == 12
    back = run("import", "undo", told["run"], "--json")
    assert back.exit_code == 0, back.output
    assert json.loads(back.stdout)["counts"] == {"undone": 12}
    assert Officer.objects.standing().count() == 0


def test_a_list_with_faults_stages_the_good_rows_and_ends_with_two(fresh_state: str) -> None:
    done = run("import", "officers", EXAMPLES / "officers_as_sent.xlsx", "--json")
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert (told["state"], told["good"], told["bad"]) == ("staged", 4, 7)
    assert told["errors"][0].keys() >= {"file", "row", "field", "expected"}
    assert [error["row"] for error in told["errors"]] == [5, 9, 10, 11, 12, 13, 14]
    assert "Row 5, Unit" in done.stderr
    assert Officer.objects.count() == 0
    applied = run("import", "apply", told["run"], "--json")
    assert applied.exit_code == 2  # seven rows still have faults
    assert json.loads(applied.stdout)["counts"] == {"aside": 1, "bad": 7, "created": 4}
    assert Officer.objects.count() == 4


def test_a_sheet_of_cases_is_taken_for_the_officer_who_owns_them(fresh_state: str) -> None:
    by = officer("state_bureau")
    login = User.objects.get(pk=by.id).username
    sheet = EXAMPLES / "weekly_report_krutidev.csv"
    assert "officer with an account" in run("import", "cases", sheet).stderr
    asked = run("import", "cases", sheet, "--as", login, "--json")
    assert asked.exit_code == 2
    assert "cgjkbp reads बहराइच" in asked.stderr
    done = run("import", "cases", sheet, "--as", login, "--old-font", "read", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["counts"] == {"created": 7}
    assert "was taken before" in done.stderr
    with reading(by):
        assert Case.objects.count() == 7


ASSUMED = """Date,District,What happened,Persons\n05/06/2025,Allahabad,Two girls stopped,2
12/13/2025,Bahraich,Caf\xe9 worker freed,1\n05/06/2025,Allahabad,दो बच्चे मुक्त,2
"""


def test_what_was_assumed_is_printed_before_anything_is_written(fresh_state: str, tmp_path: Path) -> None:
    login = User.objects.get(pk=officer("state_bureau").id).username
    file = tmp_path / "mixed.csv"
    file.write_bytes(b"\n".join(line.encode("cp1252" if "Caf" in line else "utf-8") for line in ASSUMED.split("\n")))
    asked = run("import", "cases", file, "--as", login, "--dry-run")
    assert asked.exit_code == 0, asked.output
    for line in (
        "mixed.csv: Most of the file is UTF-8, but these lines were read as Windows (cp1252): 3. Check them.",
        "mixed.csv: assumed in District, name in another spelling: 2 times, rows 2, 4.",
        "    Allahabad read as Prayagraj. (2 times, rows 2, 4)",
        "mixed.csv: assumed in Date, day before month: 2 times, rows 2, 4.",
        "mixed.csv: assumed in Date, month before day: 1 time, row 3.",
    ):
        assert line in asked.stderr.splitlines()
    done = run("import", "cases", file, "--as", login, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert "cp1252" in told["notes"][0]
    assert {(one["field"], one["kind"]): one["rows"] for one in told["assumed"]} == {
        ("district", "respelt"): [2, 4],
        ("occurred", "day first"): [2, 4],
        ("occurred", "month first"): [3],
    }
    assert told["assumed"][0].keys() == {"field", "kind", "count", "rows", "examples", "others"}


def test_what_was_taken_back_is_not_offered_to_be_taken_back(fresh_state: str) -> None:
    done = run("import", "officers", EXAMPLES / "officers_clean.csv")
    words, _, key = done.stdout.strip().rpartition(" ")
    assert words.endswith("To take it back: samanvay import undo")
    back = run("import", "undo", key)
    assert back.stdout.splitlines()[-1] == "Undone: 12 undone."


def test_missing_columns_are_named_in_words(fresh_state: str, tmp_path: Path) -> None:
    file = tmp_path / "reports.csv"
    file.write_text("District,From,Rescued\nBahraich,3 Nov 2025,2\n")
    done = run("import", "reports", file, "--json")
    assert "no column was recognised for To (दिनांक तक)" in done.stderr
    assert {"en": "To", "hi": "दिनांक तक"} in json.loads(done.stdout)["missing_words"]


def test_a_dry_run_keeps_nothing(fresh_state: str) -> None:
    done = run("import", "officers", EXAMPLES / "officers_as_sent.xlsx", "--dry-run", "--json")
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert (told["run"], told["state"], told["bad"]) == (None, "checked", 7)
    with reading(SYSTEM):
        assert not ImportRun.objects.exists()


@pytest.mark.parametrize("content", [b"", b"only,a,header\n"])
def test_an_unusable_file_ends_with_two_and_one_sentence(fresh_state: str, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    done = run("import", "officers", file)
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
    assert run("import", "officers", tmp_path / "absent.csv").exit_code == 2


def test_an_unknown_run_or_user_is_refused_in_words(fresh_state: str) -> None:
    assert run("import", "apply", "01a20e43-644c-70ca-9474-fd402e3e5b7e").exit_code == 2
    assert "no such user" in run("import", "officers", EXAMPLES / "officers_clean.csv", "--as", "x").output
    assert "looks like" in run("import", "undo", "7").output
