"""The registers of the missing and the found: one person twice, written by two hands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise

import pytest

from samanvay_insight.routes import graph
from samanvay_insight.script import skeleton
from samanvay_insight.simulate import Size, State, simulate
from samanvay_insight.simulate.names import SCRIPTS, in_script, spellings, tokens


@pytest.fixture(scope="module")
def registers() -> State:
    return simulate(Size(400, 4_000, 1_200), 7)


@pytest.fixture(scope="module")
def missing(registers) -> dict[str, dict]:
    return {row["id"]: row for row in registers.missing.to_pylist()}


@pytest.fixture(scope="module")
def found(registers) -> dict[str, dict]:
    return {row["id"]: row for row in registers.found.to_pylist()}


@pytest.fixture(scope="module")
def links(registers, missing, found) -> list[tuple[dict, dict]]:
    return [(missing[row["missing_id"]], found[row["found_id"]]) for row in registers.truth_links.to_pylist()]


def _script(text: str) -> str:
    return unicodedata.name(next(sign for sign in text if sign.isalpha())).split()[0]


def test_registers_have_the_columns_that_linkage_reads(registers, missing, found, links):
    columns = ["id", "given_name", "family_name", "father_name", "mother_name", "sex", "age", "date", "place",
               "language", "marks"]  # fmt: skip
    assert registers.missing.column_names == registers.found.column_names == columns
    assert (len(missing), len(found), len(links)) == (4_000, 1_200, 720)
    for row in (*missing.values(), *found.values()):
        assert row["sex"] in ("F", "M", None)
        assert row["age"] is None or re.fullmatch(r"\d{1,2}(-\d{1,2})?", row["age"])
        assert row["date"] is None or "2023-11-27" <= row["date"] <= "2026-11-22"
        assert row["place"] is None or graph().nodes_of(row["place"])
        assert row["marks"] is None or re.fullmatch(r"[a-z ]+:[a-z ]+(; [a-z ]+:[a-z ]+){0,2}", row["marks"])


def test_found_twice_are_one_person_heard_by_another_ear(links, found):
    same = near = both = 0
    for one, other in links:
        if one["given_name"] and other["given_name"]:
            both += 1
            same += one["given_name"] == other["given_name"]
            a, b = (row["given_name"].split()[0] for row in (one, other))
            near += skeleton(a) == skeleton(b)
    assert both > 600
    assert same / both < 0.25
    assert 0.30 < near / both < 0.90
    sexes = [(a["sex"], b["sex"]) for a, b in links if a["sex"] and b["sex"]]
    assert 0.01 < sum(a != b for a, b in sexes) / len(sexes) < 0.06
    dates = [(a["date"], b["date"]) for a, b in links if a["date"] and b["date"]]
    assert all(a <= b for a, b in dates)
    assert Counter(bool(row["father_name"]) for row in found.values())[False] > 300


def test_links_share_what_strangers_do_not(links):
    def alike(pairs):
        known = [(a["marks"], b["marks"]) for a, b in pairs if a["marks"] and b["marks"]]
        return sum(bool(set(a.split("; ")) & set(b.split("; "))) for a, b in known) / len(known)

    strangers = [(a, links[(at + 1) % len(links)][1]) for at, (a, _) in enumerate(links)]
    assert alike(links) > 0.6
    assert alike(strangers) < 0.2


def test_registers_are_written_in_several_scripts(missing, found):
    scripts = Counter(_script(row["given_name"]) for row in (*missing.values(), *found.values()) if row["given_name"])
    assert {"LATIN", "DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TELUGU", "ARABIC"} <= set(scripts)
    assert scripts["DEVANAGARI"] > 1_000
    assert scripts["LATIN"] > 1_000


def test_brothers_and_sisters_go_missing_together(missing):
    rows = list(missing.values())
    together = sum(
        bool(a["date"] and a["date"] == b["date"] and a["language"] == b["language"] and a["place"] == b["place"])
        for a, b in pairwise(rows)
    )
    assert 0.03 < together / len(rows) < 0.10
    assert any(" alias " in (row["given_name"] or "") for row in rows)
    assert any(" उर्फ " in (row["given_name"] or "") for row in rows)


@pytest.mark.parametrize(
    ("name", "script", "expected"),
    [
        ("सुनीता", "Beng", "সুনীতা"),
        ("सुनीता", "Guru", "ਸੁਨੀਤਾ"),
        ("सुनीता", "Gujr", "સુનીતા"),
        ("सुनीता", "Telu", "సునీతా"),
        ("सुनीता", "Orya", "ସୁନୀତା"),
        ("सुनीता", "Taml", "ஸுநீதா"),
        ("रवि", "Beng", "রবি"),
        ("ज़ैनब", "Deva", "ज़ैनब"),
        ("राम", "Arab", "رام"),
    ],
)
def test_in_script_keeps_the_letters(name, script, expected):
    assert in_script(name, script) == unicodedata.normalize("NFC", expected)


def test_spellings_begin_with_the_commonest_and_differ():
    assert spellings("मोहम्मद", "Arab")[0] == "محمد"
    assert spellings("सुनीता", "Latn")[0] == "Sunita"
    assert spellings("सुनीता", "Deva")[0] == "सुनीता"
    for word in tokens().words[:60]:
        for script in SCRIPTS:
            found = spellings(word, script)
            assert len(found) == len(set(found)) >= 1
            assert all(each.strip() for each in found)
    assert len(spellings("सुनीता", "Latn")) > 4
