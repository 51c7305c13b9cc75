"""Rows: the good beside the bad, each fault by row and field, Aadhaar numbers never repeated."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports_samples import CONTEXT, ROSTER
from stdnum import verhoeff

from samanvay.importing import (
    Fault,
    Field,
    ImportSpec,
    Kind,
    MappingIncomplete,
    PlaceAnswer,
    SheetError,
    check,
    errors_as_csv,
    kept_sheet,
    preview,
    read_sheet,
    suggest_mapping,
)
from samanvay.kernel.assumptions import Assumption
from samanvay.kernel.bilingual import Bilingual

AADHAAR = "234123412346"


def rows_of(text, spec=ROSTER, context=CONTEXT, **more):
    sheet = read_sheet(text.encode() if isinstance(text, str) else text, "roster.csv", spec=spec)
    return list(check(sheet, spec, suggest_mapping(sheet.headers, spec), context=context, **more))


def test_good_rows_stay_beside_the_bad_ones():
    rows = rows_of("Belt number,Name,Cases\nBR-1,Ram,4\n17,Sita,x\n,,\nBR-3,Gita,nil\n")
    assert [(row.number, row.good) for row in rows] == [(2, True), (3, False), (5, True)]
    assert rows[0].values == {"belt": "BR-1", "name": "Ram", "cases": 4}
    assert rows[2].values["cases"] is None
    assert [error.as_json() for error in rows[1].errors] == [
        {"file": "roster.csv", "row": 3, "field": "belt", "expected": "a code such as BR-17", "fault": "not a code"},
        {
            "file": "roster.csv",
            "row": 3,
            "field": "cases",
            "expected": "a whole number such as 1,23,456",
            "fault": "not a number",
        },
    ]
    assert rows[1].errors[0].words.en == "Row 3, Belt number: expected a code such as BR-17."
    assert rows[1].errors[0].words.hi == "पंक्ति 3, बेल्ट संख्या: अपेक्षित कोड, जैसे BR-17।"


def test_a_required_field_without_a_column_refuses_the_whole_file_at_once():
    sheet = read_sheet(b"Name,Cases\nRam,4\n")
    with pytest.raises(MappingIncomplete, match="Belt number") as caught:
        check(sheet, ROSTER, suggest_mapping(sheet.headers, ROSTER), context=CONTEXT)
    assert "बेल्ट संख्या" in caught.value.words.hi


def test_the_second_of_two_equal_rows_names_the_first():
    rows = rows_of("Belt number,Name\nBR-1,Ram\nBR-2,Sita\nbr-१,Ram\n")
    assert [row.good for row in rows] == [True, True, False]
    assert rows[2].errors[0].fault is Fault.DUPLICATE
    assert rows[2].errors[0].expected.en == "each row only once: this one repeats row 2"


def test_a_bad_row_does_not_make_a_later_good_one_a_duplicate():
    rows = rows_of("Belt number,Name,Cases\nBR-1,Ram,x\nBR-1,Ram,4\n")
    assert [row.good for row in rows] == [False, True]


def test_a_rule_over_the_row_names_its_field():
    def not_before(values):
        if values.get("until") and values["from"] and values["until"] < values["from"]:
            yield "until", Bilingual("a day not before “From”", "“से” के बाद का दिन")

    spec = ImportSpec(
        "spans",
        (Field("from", Bilingual("From", "से"), Kind.DATE), Field("until", Bilingual("Until", "तक"), Kind.DATE)),
        rules=(not_before,),
    )
    rows = rows_of("From,Until\n1.1.2020,2.1.2020\n3.1.2020,2.1.2020\n", spec)
    assert rows[0].good
    assert (rows[1].errors[0].field, rows[1].errors[0].fault, rows[1].errors[0].value_shown) == (
        "until",
        Fault.RULE,
        "2.1.2020",
    )


@pytest.mark.parametrize("number", [AADHAAR, "2341 2341 2346", "२३४१-२३४१-२३४६", f"id {AADHAAR} of Ram"])
@pytest.mark.parametrize("column", ["Belt number", "Name", "Mobile", "Cases", "Remarks"])
def test_an_aadhaar_number_in_any_column_is_refused_and_never_repeated(number, column):
    cells = {"Belt number": "BR-1", "Name": "Ram", "Mobile": "98765 43210", "Cases": "4", "Remarks": "x"}
    cells[column] = number
    rows = rows_of(f"{','.join(cells)}\n{','.join(cells.values())}\n")
    assert not rows[0].good
    assert Fault.AADHAAR in {error.fault for error in rows[0].errors}
    seen = preview(rows)
    everything = repr(rows) + repr(seen) + "".join(errors_as_csv(seen.errors)) + repr(rows[0].errors[0].words)
    assert number not in everything
    assert AADHAAR not in everything


def test_an_aadhaar_number_that_excel_keeps_as_a_number_is_refused():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Belt number", "Name", "Remarks"])
    book.active.append(["BR-1", "Ram", int(AADHAAR)])
    buffer = io.BytesIO()
    book.save(buffer)
    rows = rows_of(buffer.getvalue())
    assert [error.fault for error in rows[0].errors] == [Fault.AADHAAR]
    assert AADHAAR not in repr(rows)


@settings(deadline=None)
@given(st.integers(10**10, 9 * 10**10 - 1))
def test_a_mobile_with_91_before_it_is_a_phone_in_a_phone_column(seed):
    mobile = "9" + str(seed)[:9]
    rows = rows_of(f"Belt number,Name,Mobile\nBR-1,Ram,91{mobile}\n")
    assert all(error.fault is not Fault.AADHAAR for error in rows[0].errors)


def test_errors_show_no_name_and_no_phone():
    spec = ImportSpec(
        "sealed",
        (
            Field("name", Bilingual("Name"), max_length=5, sealed=True),
            Field("phone", Bilingual("Phone"), Kind.PHONE),
            Field("n", Bilingual("N"), Kind.INTEGER),
        ),
    )
    [row] = rows_of("Name,Phone,N\nMohanlal,123 45,call 98765 43210 now\n", spec)
    assert [error.value_shown for error in row.errors] == ["•••", "•••", "call ••••• ••••• now"]


def test_progress_is_reported_to_the_end():
    told = []
    rows_of(
        "Belt number,Name\n" + "".join(f"BR-{n},Ram\n" for n in range(2500)),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1000, 2501), (2000, 2501), (2500, 2500)]


def test_a_preview_counts_groups_and_keeps_the_first_rows():
    rows = rows_of(
        "Belt number,Name,Cases,Posted on\n"
        + "".join(f"BR-{n},Ram,{'x' if n % 3 == 0 else n},3.4.19\n" for n in range(1, 31))
        + "Total,,300,\n"
    )
    seen = preview(rows, first=4)
    assert (seen.good, seen.bad, seen.total, seen.all_errors_kept) == (20, 10, 30, True)
    assert [row.number for row in seen.first] == [2, 3, 4, 5]
    [group] = seen.groups
    assert (group.field, group.fault, group.count, group.rows[:2]) == ("cases", Fault.NOT_A_NUMBER, 10, (4, 7))
    assert [(one.kind.value, one.rows) for one in seen.set_aside] == [("total", (32,))]
    assert [(note.field, note.kind, note.count) for note in seen.notes] == [
        ("posted", Assumption.FULL_YEAR, 30),
        ("posted", Assumption.DAY_FIRST, 30),
    ]


def test_assumptions_are_grouped_by_field_and_kind_the_commonest_first():
    dates = ("12/13/2025", "43558", "05/06/2019", "3.4.19", "05/06/2019")
    seen = preview(rows_of("Belt number,Name,Posted on\n" + "".join(f"BR-{n},Ram,{d}\n" for n, d in enumerate(dates))))
    told = {note.kind: [(each.words.en, each.count, each.rows) for each in note.examples] for note in seen.notes}
    assert told == {
        Assumption.MONTH_FIRST: [("12/13/2025 can only be month first; read as 13 Dec 2025.", 1, (2,))],
        Assumption.DAY_NUMBER: [("Excel’s day number 43558 read as 3 Apr 2019.", 1, (3,))],
        Assumption.DAY_FIRST: [
            ("05/06/2019 read day first, as 5 Jun 2019.", 2, (4, 6)),
            ("3.4.19 read day first, as 3 Apr 2019.", 1, (5,)),
        ],
        Assumption.FULL_YEAR: [("Year 19 read as 2019.", 1, (5,))],
    }


def test_each_respelling_is_told_to_a_limit_and_the_others_are_counted():
    context = replace(CONTEXT, resolve_place=lambda text, field, so_far: PlaceAnswer(text, text.title(), sure=False))
    names = [f"town{n}" for n in range(20)] + ["town7"] * 3
    text = "Belt number,Name,District\n" + "".join(f"BR-{n},Ram,{name}\n" for n, name in enumerate(names))
    sheet = read_sheet(text.encode(), spec=ROSTER)
    mapping = suggest_mapping(sheet.headers, ROSTER)
    [group] = preview(check(sheet, ROSTER, mapping, context=context)).notes
    assert (group.kind, group.count, len(group.examples), group.others) == (Assumption.RESPELT, 23, 12, 8)
    assert (group.examples[0].words.en, group.examples[0].count) == ("town7 read as Town7.", 4)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1+x", "@SUM(A1)", "\t=1", " =1", "=cmd|' /C calc'!A0"])
def test_the_list_of_errors_runs_no_formula(value):
    text = io.StringIO()
    csv.writer(text).writerows([["Belt number", "Name"], [value, "Ram"], ["BR-1", "Sita"]])
    lines = list(csv.reader("".join(errors_as_csv(preview(rows_of(text.getvalue())).errors)).splitlines()))
    assert lines[0] == ["file", "row", "field", "value", "expected", "fault"]
    assert lines[1][:3] == ["roster.csv", "2", "Belt number"]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in lines[1])


def test_the_list_of_errors_is_hindi_when_asked():
    lines = list(errors_as_csv(preview(rows_of("Belt number,Name\nx,Ram\nBR-1,Ram\n")).errors, language="hi"))
    assert lines[1].strip() == 'roster.csv,2,बेल्ट संख्या,x,"कोड, जैसे BR-17",मान्य कोड नहीं'


PRINTABLE = st.characters(exclude_categories=["Cc", "Cs"])
CELL = st.sampled_from(
    ["", "-", "Ram", "BR-1", "17", "3.4.19", "98765 43210", "1,23,456", "हाँ", "Total", "SI", AADHAAR, "=1", "#REF!"]
) | st.text(PRINTABLE, max_size=10)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=12))
def test_any_cells_give_rows_in_order_and_lose_no_good_one(cells):
    good = ["BR-7", "Sita", "Bahraich", "98765 43210", "3.4.2019", "no", "SI", "7", "2011"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.label.en for field in ROSTER.fields])
    writer.writerows([*([f"x{row[0]}", *row[1:]] for row in cells), good])
    rows = rows_of(text.getvalue())
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    assert rows[-1].good
    assert rows[-1].values["belt"] == "BR-7"
    assert len(rows) == len(cells) + 1
    assert AADHAAR not in repr(rows)


@settings(deadline=None)
@given(st.integers(2 * 10**10, 10**11 - 1))
def test_no_aadhaar_number_survives_anywhere(head):
    number = str(head) + verhoeff.calc_check_digit(str(head))
    if number == number[::-1]:
        return
    rows = rows_of(f"Belt number,Name,Note\nBR-1,Ram {number},n {number}\n{number},x,y\n")
    assert number not in repr(rows)
    assert not any(row.good for row in rows)


def test_kept_rows_are_checked_anew_under_their_numbers():
    rows = rows_of(f"Belt number,Name,Posted on\n17,Ram,3.4.19\nBR-2,{AADHAAR},3.4.19\nBR-3,Gita,43558\n")
    headers = list(rows[0].raw)
    mended = [(row.number, ["BR-1" if text == "17" else text for text in row.raw.values()]) for row in rows]
    sheet = kept_sheet("roster.csv", headers, mended)
    again = list(check(sheet, ROSTER, suggest_mapping(headers, ROSTER), context=CONTEXT))
    assert [(row.number, row.good) for row in again] == [(2, True), (3, False), (4, True)]
    assert again[1].errors[0].fault is Fault.AADHAAR
    assert again[2].values == rows[2].values


def test_a_file_without_a_header_is_refused_where_its_first_row_holds_an_aadhaar_number():
    with pytest.raises(SheetError, match="Aadhaar") as caught:
        read_sheet(f"Ram,Gonda {AADHAAR},x\nSita,2341 2341 2346,y\n".encode())
    assert AADHAAR not in repr(caught.value)


def test_an_aadhaar_number_in_a_title_is_not_shown():
    sheet = read_sheet(f"Sent by {AADHAAR} in 2026\nBelt number,Name\nBR-1,Ram\n".encode())
    assert sheet.titles == ("Sent by •••••••••••• in 2026",)
