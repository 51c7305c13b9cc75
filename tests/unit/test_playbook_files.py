"""The measures that come with the product: read strictly, every fault named with its file and field."""

from pathlib import Path

import pytest

from samanvay.measures.playbook.library_files import PlaybookError, shipped_measure, shipped_measures

GOOD = (Path(__file__).parents[2] / "src/samanvay/measures/playbook/library/placards_at_transit_points.toml").read_text(
    "utf-8"
)
NAME = "placards_at_transit_points"


def faults(content: str, name: str = NAME) -> list[str]:
    with pytest.raises(PlaybookError) as wrong:
        shipped_measure(name, content.encode())
    return wrong.value.faults


def test_every_shipped_measure_is_read_in_both_languages() -> None:
    found = shipped_measures()
    assert len(found) >= 1
    assert len({each.code for each in found}) == len(found)
    for each in found:
        lacking = [name for name in ("title", "summary", "what") if not each.text.said(name).hi]
        assert not lacking, f"{each.code} lacks Hindi: {lacking}"
        steps = [len(each.text.said("what").in_(language).splitlines()) for language in ("en", "hi")]
        assert steps[0] == steps[1], f"{each.code} has {steps} steps in its two languages"


def test_file_with_several_faults_names_each() -> None:
    content = GOOD.replace("second_check", "second_chek", 1).replace('cost = "', 'cost = 3 # "', 1)
    assert faults(content) == [
        f"{NAME}.toml: cost: expected words",
        f"{NAME}.toml: second_check is missing",
        f"{NAME}.toml: second_chek is not a field of a measure",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("place_roles = [", 'place_roles = ["moon", ', "place_roles: Choose from the list."),
        ("roles = [", 'roles = ["king", ', "roles: Choose from the list."),
        ("edition = 1", 'edition = "1"', "edition: expected a number from 1"),
        ("days = ", "days = -", "days: expected a number from 1"),
        ('title_en = "', 'title_en = "' + "x" * 101, "title_en: At most 100 characters."),
        ('code = "', 'code = "other_', "the file's name says"),
        ("[[sources]]", "[[sources]]\nyear = 2020", "sources: expected tables"),
        ("[[sources]]", "[[sources", "not TOML in UTF-8"),
    ],
)
def test_faulty_field_is_refused_with_what_was_expected(old: str, new: str, said: str) -> None:
    lines = GOOD.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(old))
    lines[at] = lines[at].replace(old, new, 1)
    [fault] = faults("\n".join(lines))
    assert said in fault
    assert fault.startswith(f"{NAME}.toml: ")


def test_one_bad_file_keeps_a_folder_out_and_is_named(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.toml").write_text(GOOD, "utf-8")
    (tmp_path / "empty.toml").write_text("", "utf-8")
    with pytest.raises(PlaybookError, match=r"empty\.toml: code is missing"):
        shipped_measures(tmp_path)
