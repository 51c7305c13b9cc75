"""Workbooks as ugly as real ones, and those that must not be opened at all."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports_samples import CONTEXT, ROSTER

from samanvay.importing import Limits, RowKind, SheetError, check, preview, read_sheet, suggest_mapping


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def ugly(tmp_path):
    """Title, two header rows, numbering row, merged cells in header and data, a heading, a total, a note."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "पुलिस"
    rows = [
        ["Roster of officers, Devipatan range", *[None] * 8],
        [],
        ["Belt number", "नाम", "Jila", "Contact", "Posting", None, "पद", "Cases", "In service since"],
        [None, None, None, None, "Date of posting", "Trained", None, None, None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)"],
        ["BR-१७", "राम कुमार", "Bahraich", "९८७६५ ४३२१०", "3.4.19", "हाँ", "दरोगा", "1,23,456", "2011"],
        ["BR-18", "Sita Devi", None, 9876543211.0, date(2019, 4, 3), "no", "Constable", 12, "about 2015"],
        [],
        ["Circle Nanpara", *[None] * 8],
        [
            "BR-19",
            "Gita",
            "Allahabad",
            "98765-43212 / 98765-43213",
            43558,
            "Y",
            "SI",
            "१,२३,४५६",
            "नवंबर 2026",
        ],
        ["BR-20", "Mohan", "Bahraitch", "12345", "31.02.2020", "perhaps", "Constabel", "twelve", "someday"],
        ["BR-18", "Sita Devi", "Lucknow", None, None, None, None, None, None],
        ["Total", None, None, None, None, None, None, 246924, None],
        ["Source: district office", *[None] * 8],
    ]
    for row in rows:
        sheet.append(row)
    for merged in (
        "A1:I1",
        "E3:F3",
        "A3:A4",
        "B3:B4",
        "C3:C4",
        "D3:D4",
        "G3:G4",
        "H3:H4",
        "I3:I4",
        "C6:C7",
        "A9:I9",
    ):
        sheet.merge_cells(merged)
    hidden = book.create_sheet("old")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    path = tmp_path / "ugly.xlsx"
    book.save(path)
    return path


def checked(path):
    sheet = read_sheet(path)
    mapping = suggest_mapping(sheet.headers, ROSTER)
    return sheet, mapping, {row.number: row for row in check(sheet, ROSTER, mapping, context=CONTEXT)}


def test_the_header_of_an_ugly_workbook_is_found_and_joined(ugly):
    sheet, mapping, _ = checked(ugly)
    assert sheet.header_rows == (3, 4)
    assert sheet.titles == ("Roster of officers, Devipatan range",)
    assert sheet.headers[4:6] == ("Posting / Date of posting", "Posting / Trained")
    assert sheet.headers[0] == "Belt number"
    assert any("old" in note.en for note in sheet.notes)
    assert mapping.columns["district"] == "Jila"


def test_the_rows_of_an_ugly_workbook_keep_their_numbers_and_kinds(ugly):
    _, _, rows = checked(ugly)
    assert {number: row.kind for number, row in rows.items() if row.kind is not RowKind.DATA} == {
        5: RowKind.NUMBERING,
        9: RowKind.SECTION,
        13: RowKind.TOTAL,
        14: RowKind.FOOTNOTE,
    }
    assert [number for number, row in rows.items() if row.good] == [7, 10]


def test_an_ugly_row_is_read(ugly):
    sheet = read_sheet(ugly)
    mapping = suggest_mapping(sheet.headers, ROSTER)
    mapping = mapping.choose("posted", "Posting / Date of posting").choose("trained", "Posting / Trained")
    rows = {row.number: row for row in check(sheet, ROSTER, mapping, context=CONTEXT)}
    first = rows[7]
    assert first.values["district"] == "BAHRAICH"
    assert first.values["phone"] == ("+919876543211",)
    assert first.values["posted"] == date(2019, 4, 3)
    assert first.values["trained"] is False
    assert [note.words.en for note in first.notes if note.field == "district"] == ["Taken from the merged cell above."]
    second = rows[10]
    assert second.values["phone"] == ("+919876543212", "+919876543213")
    assert second.values["posted"] == date(2019, 4, 3)
    assert second.values["cases"] == 123_456
    assert second.values["rank"] == "si"
    assert {note.field for note in second.notes} == {"district", "posted"}


def test_each_fault_of_an_ugly_row_is_named(ugly):
    sheet = read_sheet(ugly)
    mapping = suggest_mapping(sheet.headers, ROSTER)
    mapping = mapping.choose("posted", "Posting / Date of posting").choose("trained", "Posting / Trained")
    rows = {row.number: row for row in check(sheet, ROSTER, mapping, context=CONTEXT)}
    assert [(error.field, error.fault.value) for error in rows[6].errors] == [("rank", "not a choice")]
    assert {error.field: error.fault.value for error in rows[11].errors} == {
        "district": "not a place",
        "phone": "not a phone",
        "posted": "not a date",
        "trained": "not yes or no",
        "rank": "not a choice",
        "cases": "not a number",
        "since": "not a date",
    }
    expected = {error.field: error.expected.en for error in rows[11].errors}
    assert "perhaps Bahraich?" in expected["district"]
    assert "perhaps Constable?" in expected["rank"]
    assert rows[12].errors[0].expected.en == "each row only once: this one repeats row 7"
    seen = preview(rows.values())
    assert (seen.good, seen.bad) == (2, 3)
    assert {(one.kind.value, one.rows) for one in seen.set_aside} == {
        ("numbering", (5,)),
        ("section", (9,)),
        ("total", (13,)),
        ("footnote", (14,)),
    }


def test_a_sheet_is_chosen_by_name_and_the_others_are_named():
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    for title in ("Police", "Rail"):
        book.create_sheet(title).append(["Name", "District"])
        book[title].append([title, "Gonda"])
    content = saved(book)
    sheet = read_sheet(content)
    assert (sheet.sheet, sheet.sheets) == ("Police", ("Empty", "Police", "Rail"))
    assert "Rail" in sheet.notes[0].en
    assert next(read_sheet(content, sheet=" rail ").rows()).cells == ("Rail", "Gonda")
    with pytest.raises(SheetError, match="Empty, Police, Rail"):
        read_sheet(content, sheet="Navy")


def test_a_table_away_from_the_corner_keeps_rows_and_columns():
    book = openpyxl.Workbook()
    for column, (name, value) in enumerate([("Name", "Ram"), ("District", "Gonda")], start=3):
        book.active.cell(5, column, name)
        book.active.cell(6, column, value)
    sheet = read_sheet(saved(book))
    assert (sheet.headers, sheet.header_rows) == (("[A]", "[B]", "Name", "District"), (5,))
    assert [(row.number, row.cells[2:]) for row in sheet.rows()] == [(6, ("Ram", "Gonda"))]


def test_hidden_rows_are_read_and_said():
    book = openpyxl.Workbook()
    for row in (["Name", "District"], ["Ram", "Gonda"], ["Sita", "Basti"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    sheet = read_sheet(saved(book))
    assert [row.number for row in sheet.rows()] == [2, 3]
    assert "hidden rows" in sheet.notes[0].en


def test_a_cell_at_the_end_of_the_world_is_refused_before_memory_is_laid_out():
    book = openpyxl.Workbook()
    book.active.append(["Name", "District"])
    book.active.cell(1_048_576, 2, "x")
    with pytest.raises(SheetError, match="rows"):
        read_sheet(saved(book))
    book.active.cell(1_048_576, 2).value = None
    book.active.cell(3, 16_384, "x")
    with pytest.raises(SheetError, match="columns"):
        read_sheet(saved(book))


def test_formatting_alone_at_the_end_of_the_world_is_no_harm():
    book = openpyxl.Workbook()
    book.active.append(["Name", "District"])
    book.active.append(["Ram", "Gonda"])
    book.active.cell(1_000_000, 16_000).number_format = "0.00"
    assert [row.cells for row in read_sheet(saved(book)).rows()] == [("Ram", "Gonda")]


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_unopened():
    bomb = packed(**{"xl__worksheets__sheet1.xml": b" " * 30_000_000})
    with pytest.raises(SheetError, match="unpacked"):
        read_sheet(bomb)
    with pytest.raises(SheetError, match="unpacked"):
        read_sheet(saved(openpyxl.Workbook()), limits=Limits(unpacked=1000))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD3"><v>1</v></c>',
        '<c s="4" r="XFD3" t="n"><v>1</v></c>',
        '<x:c r="A1048576"><x:v>1</x:v></x:c>',
        "<c r='A1048576'><v>1</v></c>",
    ],
)
def test_a_far_cell_is_seen_however_it_is_written(cell):
    with pytest.raises(SheetError, match="more than"):
        read_sheet(packed(**{"xl__worksheets__sheet1.xml": f"<worksheet><row>{cell}</row></worksheet>"}))


def test_a_part_that_lies_about_its_size_is_refused():
    content = bytearray(packed(**{"xl__worksheets__sheet1.xml": b"<c/>" * 100_000}))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(SheetError, match="damaged"):
        read_sheet(bytes(content))


def ods(rows):
    table = f'<table:table table:name="A">{rows}</table:table>'
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content {names}>{body}</office:document-content>"
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return packed(**{"mimetype": mime, "content.xml": content, "META-INF__manifest.xml": "<manifest/>"})


def ods_row(*texts, row="", cell=""):
    cells = "".join(
        f'<table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f"<table:table-row {row}>{cells}</table:table-row>"


def test_an_ods_is_read_and_its_merged_cells_are_said():
    content = ods(
        ods_row("Name", "District")
        + ods_row("Ram", "Gonda", cell='table:number-rows-spanned="2"')
        + ods_row("Sita", "Basti")
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    sheet = read_sheet(content)
    assert [(row.number, row.cells) for row in sheet.rows()] == [
        (2, ("Ram", "Gonda")),
        (3, ("Sita", "Basti")),
    ]
    assert "merged" in sheet.notes[0].en


@pytest.mark.parametrize(
    "rows",
    [
        ods_row("Name", "District", row='table:number-rows-repeated="1000000"'),
        ods_row("Name", "District", cell='table:number-columns-repeated="16000"'),
    ],
)
def test_an_ods_that_repeats_itself_without_end_is_refused(rows):
    with pytest.raises(SheetError, match="more than"):
        read_sheet(ods(rows))


def test_a_real_standard_in_ods_is_read(shared_data):
    sheet = read_sheet(shared_data / "data" / "htcds" / "HTCDS Field Standards 2.0.ods")
    assert sheet.headers[:3] == ("Section", "Status", "Core")
    assert sum(1 for _ in sheet.rows()) > 80


def test_the_national_tables_set_their_totals_aside(shared_data):
    sheet = read_sheet(shared_data / "data" / "ncrb" / "state_trafficking_purpose_2016.csv")
    totals = [row.number for row in sheet.rows() if row.kind is RowKind.TOTAL]
    assert totals == [31, 39, 40]


def workbook_bytes():
    book = openpyxl.Workbook()
    for row in (["Name", "District"], ["Ram", "Gonda"], ["Sita", 4.5]):
        book.active.append(row)
    return saved(book)


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_damage_to_a_workbook_is_refused_or_survived(data):
    content = bytearray(GOOD_WORKBOOK)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(4, len(content)))
    for damaged in (bytes(content), bytes(content[:cut])):
        try:
            list(read_sheet(damaged).rows())
        except SheetError as error:
            assert error.words.hi  # noqa: PT017 - either outcome is right, and each has its promise


def test_a_workbook_whose_parts_begin_before_the_file_is_refused():
    content = bytearray(GOOD_WORKBOOK)
    end = content.rfind(b"PK\x05\x06")
    begins = int.from_bytes(content[end + 16 : end + 20], "little")
    content[end + 16 : end + 20] = (begins + 65536).to_bytes(4, "little")
    with pytest.raises(SheetError):
        read_sheet(bytes(content))


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
@settings(deadline=None, max_examples=60)
@given(body=st.binary(max_size=2000))
def test_any_bytes_under_a_workbooks_mark_are_refused(head, body):
    with pytest.raises(SheetError):
        read_sheet(head + body)


def test_a_locked_workbook_says_so():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(SheetError, match="password"):
        read_sheet(locked)


SMALL = st.text(st.characters(categories=["L"], max_codepoint=0x97F), min_size=1, max_size=8)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(SMALL, st.integers(0, 10**9) | st.dates(date(1950, 1, 1), date(2049, 1, 1)) | SMALL),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_of_a_workbook_comes_back(rows):
    book = openpyxl.Workbook()
    book.active.append(["Name", "Value", "Mark"])
    for name, value in rows:
        book.active.append([f"x{name}", value, "w-w"])
    found = list(read_sheet(saved(book)).rows())
    assert [(row.number, row.cells[:2]) for row in found] == [
        (number, (f"x{name}", value)) for number, (name, value) in enumerate(rows, start=2)
    ]


GOOD_WORKBOOK = workbook_bytes()
