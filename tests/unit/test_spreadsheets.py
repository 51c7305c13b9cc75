"""What leaves for a spreadsheet stays a text."""

import pytest

from samanvay.kernel.spreadsheets import csv_lines, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+91", "-2", "@SUM", "  =cmd", "\t=1", "\r=1", "\n=1", "＝1", " ＋1"])
def test_what_begins_like_a_formula_is_kept_a_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(("cell", "left"), [(-3, -3), (2.5, 2.5), (None, ""), ("Bijnor", "Bijnor"), ("a=b", "a=b")])
def test_other_cells_leave_as_they_are(cell: object, left: object) -> None:
    assert harmless(cell) == left


def test_every_cell_of_a_csv_stays_a_text_in_the_header_too() -> None:
    lines = list(csv_lines([["=a", "b"], ["+91", -2], ["a,b", None]]))
    assert lines == ["\ufeff'=a,b\r\n", "'+91,-2\r\n", '"a,b",\r\n']
    assert list(csv_lines([["a"]], marked=False)) == ["a\r\n"]
    assert list(csv_lines([])) == []
