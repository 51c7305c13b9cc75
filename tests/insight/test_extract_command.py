"""`samanvay insight extract`: only the object on standard output, one sentence for a file it cannot read."""

from __future__ import annotations

import json
import time

import pytest
from click.testing import CliRunner

from samanvay.cli.insight import insight
from samanvay_insight.extract import read

TEXT = "On 12.11.2026 two girls of Gonda, going to Delhi, were rescued at Sonauli; 1 agent was arrested. बस्ती से खबर।"


def _run(*arguments: str):
    return CliRunner().invoke(insight, ["extract", *arguments])


def test_extract_json_prints_only_the_object(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = _run(str(file), "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    answer = json.loads(result.stdout)
    assert list(answer) == ["places", "movements", "events", "forms", "lures", "set_aside", "numbers", "unread"]
    assert list(answer["places"][0]) == ["text", "name", "kind", "lgd_code", "start", "end"]
    assert list(answer["movements"][0]) == ["from", "via", "to", "people", "date", "evidence", "certainty"]
    told = ["kind", "place", "people", "date", "evidence", "certainty", "females", "males", "children"]
    assert list(answer["events"][0]) == told
    assert answer["movements"][0]["people"] == 2
    assert "बस्ती" in result.stdout


def test_extract_text_says_the_same(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = _run(str(file))
    assert result.exit_code == 0
    assert "Gonda → Delhi, 2 persons, 2026-11-12" in result.stdout
    assert "arrest, Sonauli, 1 person, 2026-11-12" in result.stdout


def test_extract_near_what_is_no_place_is_refused_by_name(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = _run(str(file), "--near", "XX")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "--near" in result.stderr
    assert "'XX'" in result.stderr


def test_extract_day_of_writing_dates_a_day_without_year(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("Two girls were rescued at Gonda on 12 November.", encoding="utf-8")
    result = _run(str(file), "--json", "--written-on", "2026-11-20")
    assert json.loads(result.stdout)["events"][0]["date"] == "2026-11-12"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"Gonda \xff\xfe", "offset 6"),
    ],
)
def test_extract_refuses_a_bad_file_in_one_sentence(tmp_path, content, words):
    file = tmp_path / "report.txt"
    if content is not None:
        file.write_bytes(content)
    result = _run(str(file), "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_extract_refuses_a_folder(tmp_path):
    result = _run(str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is a folder" in result.stderr


def test_extract_spans_are_code_points_of_the_file_as_it_is(tmp_path):
    words = "\ufeff😀 बहराइच से।\r\nTwo girls from Gonda 👧🏽 were taken\r\nto Surat via Jhansi.\r\n"
    file = tmp_path / "report.txt"
    file.write_bytes(words.encode("utf-8"))
    answer = json.loads(_run(str(file), "--json").stdout)
    assert [p["name"] for p in answer["places"]] == ["Bahraich", "Gonda", "Surat", "Jhansi"]
    assert all(words[p["start"] : p["end"]] == p["text"] for p in answer["places"])
    (movement,) = answer["movements"]
    assert (movement["from"], movement["via"], movement["to"], movement["people"]) == ("Gonda", ["Jhansi"], "Surat", 2)
    assert movement["evidence"] in words


def test_extract_refuses_bytes_that_are_no_text(tmp_path):
    file = tmp_path / "photo.jpg"
    file.write_bytes(bytes(range(256)))
    result = _run(str(file), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not UTF-8 text" in result.stderr


def test_extract_time_grows_with_the_text_and_no_faster():
    piece = "On 12.11.2026 two girls from Gonda were taken to Surat via Jhansi and rescued at Bhopal. "

    def taken(times: int) -> float:
        text = piece * times
        start = time.perf_counter()
        read(text)
        return time.perf_counter() - start

    taken(10)
    small = min(taken(200) for _ in range(3))
    assert taken(1600) < 8 * small * 3
