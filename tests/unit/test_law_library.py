"""The library of the law that comes with the product: read strictly, the provision of the day of the offence found."""

from datetime import date
from pathlib import Path

import pytest

from samanvay.law.library_files import Library, LibraryError, read_library, shipped_library

DAY_OF_THE_NEW_CODES = date(2024, 7, 1)
LAST_DAY_OF_THE_OLD = date(2024, 6, 30)

HEAD = """
[defaults]
kind = "provision"
authority = "parliament"
act = "code"
dated_by = "offence"
status = "in_force"
effective_from = 2024-07-01
mandatory = true
topics = ["trafficking"]
roles = ["ahtu_in_charge"]
sources_en = ["The Act"]
sources_hi = ["अधिनियम"]
verified = "to_verify"
certainty = "certain"
text_en = "Do this."
text_hi = "यह करें।"
changed_en = "It changed."
changed_hi = "यह बदला।"
"""
ACT = """
[[entries]]
code = "code"
kind = "act"
title_en = "The Code"
title_hi = "संहिता"
"""
NEW = """
[[entries]]
code = "new_9"
section = "9"
title_en = "New"
title_hi = "नई"
punishment_en = "7 years"
punishment_hi = "7 वर्ष"
cognisable = "yes"
"""
CLOCK = """
[[clocks]]
code = "first"
title_en = "First"
title_hi = "पहली"
starts_at = "child_found"
within = "PT24H"
owner = "ahtu_in_charge"
escalate = ["police_chief"]
source = "new_9"
verified = "to_verify"
certainty = "certain"
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return shipped_library()


def faults(folder: Path, content: str, clocks: str = "") -> list[str]:
    (folder / "code.toml").write_text(content, "utf-8")
    (folder / "acts.toml").write_text(
        HEAD.replace('act = "code"\n', "").replace('dated_by = "offence"\n', "") + ACT, "utf-8"
    )
    if clocks:
        (folder / "clocks.toml").write_text(clocks, "utf-8")
    with pytest.raises(LibraryError) as wrong:
        read_library(folder)
    return wrong.value.faults


def test_shipped_library_is_read_and_claims_no_counsel(library: Library) -> None:
    assert len(library.entries) >= 120
    assert sum(entry.kind == "provision" for entry in library.entries.values()) >= 90
    assert {entry.verified for entry in library.entries.values()} == {"to_verify"}
    assert {clock.verified for clock in library.clocks} == {"to_verify"}


def test_every_old_section_leads_to_what_holds_on_the_first_day_of_the_new_codes(library: Library) -> None:
    old = [each for each in library.entries.values() if each.kind == "provision" and each.act in ("ipc", "crpc", "iea")]
    assert len(old) > 60
    lost = [each.code for each in old if not library.provisions_on(each.code, DAY_OF_THE_NEW_CODES)]
    assert lost == []


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("bns_143", DAY_OF_THE_NEW_CODES, ["bns_143"]),
        ("bns_143", LAST_DAY_OF_THE_OLD, ["ipc_370"]),
        ("bns_143", date(2013, 2, 2), ["ipc_370_old"]),
        ("ipc_370_old", DAY_OF_THE_NEW_CODES, ["bns_143"]),
        ("bns_140", LAST_DAY_OF_THE_OLD, ["ipc_364", "ipc_364a", "ipc_365", "ipc_367"]),
        ("ipc_365", DAY_OF_THE_NEW_CODES, ["bns_140"]),
        ("bns_64", date(2018, 4, 20), ["ipc_376_2013"]),
        ("bns_111", LAST_DAY_OF_THE_OLD, []),
        ("jj_86", date(2022, 8, 31), ["jj_86_2016"]),
        ("pocso_4", date(2019, 8, 15), ["pocso_4_2012"]),
    ],
)
def test_provision_is_that_of_the_day(library: Library, code: str, day: date, expected: list[str]) -> None:
    assert [each.code for each in library.provisions_on(code, day)] == expected


def test_clock_of_a_found_child_leaves_out_the_journey(library: Library) -> None:
    [clock] = [each for each in library.clocks if each.code == "child_before_cwc"]
    assert (clock.within, clock.excludes, clock.source) == ("PT24H", ("journey",), "jj_31")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title_hi = "नई"', 'title_hi = "New"', "title_hi: Write it in Hindi"),
        ('title_hi = "नई"\n', "", "title_hi: Fill this in."),
        ('section = "9"', "section = 9", "section: Write it on one line."),
        ('cognisable = "yes"', 'cognisable = "maybe"', "cognisable: 'maybe' is not in the list"),
        ('cognisable = "yes"', 'cognizable = "yes"', "cognizable: not a field"),
        ('punishment_hi = "7 वर्ष"\n', "", "punishment_hi: Fill this in."),
        ('code = "new_9"', 'code = "New 9"', "code: Use only small English letters, digits and _ in a code."),
        ('section = "9"', 'section = "9"\nroles = ["king"]', "roles: 'king' is not in the list"),
        ('section = "9"', 'section = "9"\neffective_from = "2024"', "effective_from: Write the date as 2024-07-01"),
        (
            'section = "9"',
            'section = "9"\neffective_to = 2024-06-30',
            "effective_to: The last day is before the first.",
        ),
        ('section = "9"', 'section = "9"\nstatus = "repealed"', "A repealed law must have a last day"),
        ('section = "9"', 'section = "9"\ncertainty = "probable"', "Say what is in doubt"),
        ('section = "9"', 'section = "9"\ntext_hi = "एक\\nदो"', "text_hi: 2 lines; in English there are 1."),
        ('section = "9"', 'section = "9"\nwas = ["old_8"]', "was: No entry has the code 'old_8'"),
        ('section = "9"', 'section = "9"\nact = "new_9"', "act: 'new_9' is of another kind: Provision"),
        ("[[entries]]", "[[entries", "not TOML in UTF-8"),
    ],
)
def test_faulty_entry_is_refused_naming_file_entry_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in NEW
    found = faults(tmp_path, HEAD + NEW.replace(old, new, 1))
    assert any(said in each for each in found), found
    assert all(each.startswith("code.toml: ") for each in found)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('within = "PT24H"', 'within = "one day"', "within: Write the period"),
        ('source = "new_9"', 'source = "new_10"', "source: No entry has the code 'new_10'"),
        (
            'source = "new_9"',
            'source = "new_9"\nchanged_by = "new_9"',
            "changed_by: 'new_9' is of another kind: Provision",
        ),
    ],
)
def test_faulty_clock_is_refused_naming_clock_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    [found] = faults(tmp_path, HEAD + NEW, CLOCK.replace(old, new, 1))
    assert found.startswith("clocks.toml: first: ")
    assert said in found


def test_same_code_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "again.toml").write_text(HEAD + NEW, "utf-8")
    assert faults(tmp_path, HEAD + NEW) == ["code.toml: new_9: code is entered twice"]
