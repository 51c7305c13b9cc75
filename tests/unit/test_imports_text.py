"""CSV in every encoding and with every delimiter; row numbers as a person sees them."""

import collections
import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports_samples import ROSTER

from samanvay.importing import Limits, RowKind, SheetError, read_sheet

TABLE = "Name,District,Cases\nराम,बहराइच,4\nSita,Lucknow,7\n"


def cells(sheet):
    return [(row.number, list(row.cells)) for row in sheet.rows()]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode(), "utf-8"),
        (TABLE.encode("utf-8-sig"), "utf-8"),
        (TABLE.encode("utf-16"), "utf-16"),
        (TABLE.encode("utf-16-le"), "utf-16"),
        (TABLE.encode("utf-16-be"), "utf-16"),
        (TABLE.replace("\n", "\r\n").encode(), "utf-8"),
        (TABLE.replace("\n", "\r").encode(), "utf-8"),
    ],
)
def test_encoding_is_found(content, encoding):
    sheet = read_sheet(content, "roster.csv")
    assert sheet.encoding == encoding
    assert sheet.headers == ("Name", "District", "Cases")
    assert cells(sheet) == [(2, ["राम", "बहराइच", "4"]), (3, ["Sita", "Lucknow", "7"])]


def test_windows_encoding_is_read_and_said():
    sheet = read_sheet("Name,District\nJosé – a,Bahraich\n".encode("cp1252"), "old.csv")
    assert cells(sheet) == [(2, ["José – a", "Bahraich"])]
    assert "cp1252" in sheet.notes[0].en
    assert "CSV UTF-8" in sheet.notes[0].hi


def test_mixed_encodings_are_named_by_line():
    content = TABLE.encode() + "José,Gonda,1\n".encode("cp1252") + "गीता,Gonda,2\n".encode()
    sheet = read_sheet(content, "mixed.csv")
    assert [row[1][0] for row in cells(sheet)] == ["राम", "Sita", "José", "गीता"]
    assert sheet.encoding == "utf-8 + cp1252"
    assert "(cp1252): 4." in sheet.notes[0].en


def test_an_encoding_chosen_by_a_person_is_kept_or_refused():
    assert read_sheet("नाम,a\nराम,b\n".encode("utf-16-le"), encoding="utf-16-le").headers == ("नाम", "a")
    with pytest.raises(SheetError, match="cannot be read as ascii"):
        read_sheet(TABLE.encode(), encoding="ascii")
    with pytest.raises(SheetError, match="cannot be read as klingon"):
        read_sheet(TABLE.encode(), encoding="klingon")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_even_with_others_in_the_cells(delimiter):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([["Name", "Count", "Place"], ["Ram, Kumar", "1,23,456", "A; B"], ["Sita", "2", "C|D"]])
    sheet = read_sheet(text.getvalue().encode())
    assert sheet.delimiter == delimiter
    assert cells(sheet)[0] == (2, ["Ram, Kumar", "1,23,456", "A; B"])


def test_excels_line_about_the_delimiter_is_obeyed_and_keeps_its_row_number():
    sheet = read_sheet(b"sep=;\nName;Cases\nRam;1,2\n")
    assert (sheet.header_rows, sheet.headers) == ((2,), ("Name", "Cases"))
    assert cells(sheet) == [(3, ["Ram", "1,2"])]


def test_row_numbers_count_blank_rows_titles_and_cells_of_several_lines():
    content = b'Roster of Bahraich\n\nName,District\n"Ram\nKumar",Bahraich\n\nSita,Gonda\n'
    sheet = read_sheet(content)
    assert (sheet.titles, sheet.header_rows) == (("Roster of Bahraich",), (3,))
    assert cells(sheet) == [(4, ["Ram\nKumar", "Bahraich"]), (6, ["Sita", "Gonda"])]


def test_two_header_rows_of_a_text_file_are_joined():
    content = b"S.No,District,Victims,,,Accused\n,,Male,Female,Total,\n1,Bahraich,2,3,5,1\n"
    sheet = read_sheet(content)
    assert sheet.header_rows == (1, 2)
    assert sheet.headers == (
        "S.No",
        "District",
        "Victims / Male",
        "Victims / Female",
        "Victims / Total",
        "Accused",
    )
    assert [row.number for row in sheet.rows()] == [3]


def test_a_person_can_choose_the_header_rows():
    content = b"a,b\nName,District\nRam,Gonda\n"
    assert read_sheet(content).header_rows == (1,)
    chosen = read_sheet(content, header_rows=(2,))
    assert (chosen.headers, cells(chosen)) == (("Name", "District"), [(3, ["Ram", "Gonda"])])
    with pytest.raises(SheetError, match="Row 9 cannot be the header: the table ends at row 3"):
        read_sheet(content, header_rows=(9,))


def test_the_names_that_the_import_knows_find_the_header():
    content = b"Police,Range,Roster,Sheet,1\nBelt number,Mobile,,,\nBR-1,98765 43210,x,y,z\nBR-2,,x,y,z\n"
    assert read_sheet(content, spec=ROSTER).header_rows == (2,)


def test_columns_without_a_name_and_with_the_same_name_stay_apart():
    sheet = read_sheet(b"Name,District,District,\nRam,Gonda,Basti,x\n")
    assert sheet.headers == ("Name", "District", "District (2)", "[D]")


def test_rows_that_are_no_data_are_told_apart_and_kept():
    content = (
        "S.No,District,State,Cases\n(1),(2),(3),(4)\n1,Bahraich,UP,4\nS.No,District,State,Cases\n2,Gonda,UP,5\n"
        "Total (UTs),UT,Total (UTs),9\n,कुल योग,,9\nSource: NCRB 2022,,,\n"
    )
    kinds = [(row.number, row.kind) for row in read_sheet(content.encode()).rows()]
    assert kinds == [
        (2, RowKind.NUMBERING),
        (3, RowKind.DATA),
        (4, RowKind.REPEATED_HEADER),
        (5, RowKind.DATA),
        (6, RowKind.TOTAL),
        (7, RowKind.TOTAL),
        (8, RowKind.FOOTNOTE),
    ]


@pytest.mark.parametrize(
    "name", ["Total Singh,Gonda", "योगेश कुमार,Gonda", "Source Kumar,Gonda", "कुलदीप,3", "Note Ram,3"]
)
def test_a_person_is_not_taken_for_a_total_or_a_footnote(name):
    kinds = [row.kind for row in read_sheet(f"Name,District,Remarks\n{name},\nRam,Gonda,x\n".encode()).rows()]
    assert kinds == [RowKind.DATA, RowKind.DATA]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"  \n\n , ,\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0", "not a table"),
        (b"%PDF-1.7\n\x01\x02\x03\x04\x05\x06\x07\x0e\x0f", "not a table"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page"),
        (b'Name,District\n"Ram,Gonda\n' + b"Sita,Gonda\n" * 20_000, "quotation mark"),
        (b'Name,District\nSita,Gonda\n"Ram,Gonda\n' + b"a,b\n" * 900, "row 3"),
    ],
)
def test_an_unusable_file_is_refused_with_words(content, words):
    with pytest.raises(SheetError, match=words) as caught:
        read_sheet(content)
    assert caught.value.words.hi


def test_a_missing_file_is_refused_by_name(tmp_path):
    with pytest.raises(SheetError, match=r"gone\.csv"):
        read_sheet(tmp_path / "gone.csv")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(size=20), "larger than"),
        (Limits(rows=2), "more than 2 rows"),
        (Limits(columns=2), "more than 2 columns"),
    ],
)
def test_limits_are_said(limits, words):
    with pytest.raises(SheetError, match=words):
        read_sheet(TABLE.encode(), limits=limits)


def test_empty_columns_and_rows_at_the_end_do_not_count_against_the_limits():
    sheet = read_sheet(b"Name,Cases,,,,\nRam,1,,,,\n,,,,,\n,,,,,\n", limits=Limits(rows=2, columns=2))
    assert (sheet.headers, sheet.last_row) == (("Name", "Cases"), 2)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=12).map(lambda text: f"w{text}w")


@settings(deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=20),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.integers(0, 3),
)
def test_every_row_comes_back_with_its_number(rows, encoding, blank_lines):
    text = io.StringIO()
    text.write("\n" * blank_lines)
    csv.writer(text, lineterminator="\n").writerows([["Name", "District", "Remark"], *rows])
    sheet = read_sheet(text.getvalue().encode(encoding))
    assert sheet.header_rows == (blank_lines + 1,)
    assert cells(sheet) == [(blank_lines + 2 + index, row) for index, row in enumerate(rows)]


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_sheet_or_refused(content):
    try:
        sheet = read_sheet(content)
    except SheetError as error:
        assert error.words.hi  # noqa: PT017 - either outcome is right, and each has its promise
        return
    numbers = [row.number for row in sheet.rows()]
    assert numbers == sorted(set(numbers))
    assert all(len(row.cells) == len(sheet.headers) for row in sheet.rows())


def test_two_hundred_thousand_rows_are_read(capsys):
    line = 'BR-{0},राम कुमार {0},Bahraich,98765 43210,3.4.19,हाँ,SI,"1,23,456",2019\n'
    text = "belt,name,district,phone,posted,trained,rank,cases,since\n" + "".join(map(line.format, range(200_000)))
    content = text.encode()
    started = time.perf_counter()
    sheet = read_sheet(content)
    last = collections.deque(sheet.rows(), maxlen=1)[0]
    with capsys.disabled():
        print(f"\n200,000 rows, {len(content) >> 20} MB: {time.perf_counter() - started:.1f} s")
    assert (last.number, last.cells[0], last.cells[7]) == (200_001, "BR-199999", "1,23,456")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "बेल्ट संख्या,नाम,ज़िला\nBR-1,राम कुमार,बहराइच\nBR-2,सीता देवी,लखनऊ\n" * 40,
        "Belt number,Name\nBR-1,Ram – Kumar\n",
    ],
)
def test_utf16_without_a_mark_is_read(encoding, text):
    sheet = read_sheet(text.encode(encoding))
    assert sheet.encoding == "utf-16"
    assert sheet.headers == tuple(text.splitlines()[0].split(","))


def test_bytes_with_zeros_that_are_no_text_stay_refused():
    with pytest.raises(SheetError, match="not a table"):
        read_sheet(bytes(range(256)) * 16)
