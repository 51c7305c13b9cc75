"""Counts by sex and age in sheets of reports: two header rows, merged groups, totals beside their parts."""

import io
from typing import Any

import pytest
from openpyxl import Workbook
from reporting_state import district, officer, unit_for

from samanvay.documents.importing import actions as imports
from samanvay.documents.importing.queries import counts_by_status, faults
from samanvay.documents.models import ImportRun
from samanvay.importing import suggest_mapping
from samanvay.kernel.db.scope import Actor, reading
from samanvay.reports.figures import Cell
from samanvay.reports.importing.counts import counted
from samanvay.reports.importing.reports import reports_spec
from samanvay.reports.models import Figure
from samanvay.web.imports.presenters import left_out

UPPER = ("District", "Voice", "From", "To", "Rescued", None, None, None, "मुक्त", "Missing", None, "Meetings held")
LOWER = (None, None, None, None, "Girls", "Boys", "Women", "पुरुष", "कुल", "Girls", "Total", None)
ROWS = (
    ("Bahraich", "Police", "16.11.2026", "22.11.2026", "३", 1, 0, None, "1,006", 2, 3, 4),
    ("Gonda", "Police", "16.11.2026", "22.11.2026", 3, 4, None, 2, 8, None, None, 1),
    ("Varanasi", "Police", "16.11.2026", "22.11.2026", None, None, None, None, 0, None, None, 1),
    ("Agra", "Police", "16.11.2026", "22.11.2026", "three", None, None, None, None, None, None, 1),
)
GROUPS = ("E2:H2", "J2:K2")


@pytest.fixture
def by(fresh_state: str) -> Actor:
    return officer("state_bureau")


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    for row in (("Weekly figures of the zone, provisional",), UPPER, LOWER, *ROWS):
        sheet.append(row)
    for group in GROUPS:
        sheet.merge_cells(group)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def stage(by: Actor, content: bytes, name: str) -> ImportRun:
    audience = unit_for("state_bureau", "").audience
    with reading(by):
        return imports.stage_file(by=by, kind="reports", content=content, file_name=name, audience=audience)


def said(place: str) -> dict[str, int | None]:
    rows = Figure.objects.filter(district=district(place), number__isnull=False)
    return {row.cell.name: row.number for row in rows}


def test_counts_by_sex_and_age_come_from_two_rows_of_header(by: Actor) -> None:
    run = stage(by, workbook(), "zone.xlsx")
    assert left_out(run) == "Meetings held", "what nothing takes up is named"
    with reading(by):
        found = [(error.row, error.field) for error in faults(run)]
    assert found == [(5, "rescued"), (7, "rescued-female-child")], "ten of eight, and a number in words"
    imports.begin_apply(by=by, run=run)
    imports.apply_rows(by=by, run=run)
    with reading(by):
        assert counts_by_status(run) == {"bad": 2, "created": 2}
        assert said("Bahraich") == {
            "rescued-female-child": 3, "rescued-male-child": 1, "rescued-female-adult": 0,
            "rescued-unknown-unknown": 1002, "missing-female-child": 2, "missing-unknown-unknown": 1,
        }  # fmt: skip
        assert said("Varanasi")["rescued-unknown-unknown"] == 0


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Girls rescued", "rescued-female-child"),
        ("Rescued (Boys)", "rescued-male-child"),
        ("Rescued / Female below 18", "rescued-female-child"),
        ("मुक्त बालिकाएँ", "rescued-female-child"),
        ("वयस्क महिला मुक्त", "rescued-female-adult"),
        ("Rescued Female", "rescued-female-unknown"),
        ("Children rescued", "rescued-unknown-child"),
        ("लापता बालक", "missing-male-child"),
        ("Traced - Women", "traced-female-adult"),
        ("Total rescued", "rescued"),
        ("Rescued", "rescued"),
        ("Rescued 12-16 years", None),
        ("Rescued mails", None),
        ("Girls", None),
    ],
)
def test_column_of_persons_is_known_by_its_words_and_never_guessed(header: str, code: str | None) -> None:
    found = suggest_mapping(["District", header], reports_spec("IN-UP"))
    assert {each for each, named in found.columns.items() if named == header} == ({code} if code else set())


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ({"rescued": 7}, {"rescued-unknown-unknown": 7}),
        ({"rescued": 7, "rescued-female-child": 7}, {"rescued-female-child": 7}),
        ({"rescued-female-child": 0}, {"rescued-female-child": 0}),
        (
            {"rescued": 7, "rescued-female-child": 4, "rescued-male-adult": 1, "arrested": 2},
            {"rescued-female-child": 4, "rescued-male-adult": 1, "rescued-unknown-unknown": 2, "arrested": 2},
        ),
    ],
)
def test_total_beyond_its_parts_is_of_unknown_sex_and_age(row: dict[str, Any], cells: dict[str, int]) -> None:
    found = counted(row)
    assert {cell.name: number for cell, number in found.items()} == cells
    assert all(isinstance(cell, Cell) for cell in found)


def test_females_in_all_beside_girls_need_a_total(by: Actor) -> None:
    head = "District,Voice,From,To,Girls rescued,Women rescued,Female rescued"
    rows = ["Bahraich,Police,16.11.2026,22.11.2026,2,1,3", "Gonda,Police,16.11.2026,22.11.2026,2,1,0"]
    run = stage(by, "\n".join([head, *rows]).encode(), "zone.csv")
    with reading(by):
        assert [(error.row, error.field) for error in faults(run)] == [(2, "rescued-female-unknown")]
