"""A report as a file: Word with its tables, text in any encoding, Hindi typed in a legacy font."""

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from docx.oxml import OxmlElement

from samanvay.web.reports.forms import ReportForm
from samanvay.web.reports.uploads import text_of
from samanvay_insight.script.legacy import to_legacy

HINDI = "थाना प्रभारी बहराइच ने तीन बालिकाओं को मुक्त कराया। दो अभियुक्त गिरफ्तार किए गए।"
WEEK = {"period_from": "2026-11-09", "period_to": "2026-11-15"}


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> Any:
    document = Document()
    for words in paragraphs[:1]:
        document.add_paragraph(words)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    for words in paragraphs[1:]:
        document.add_paragraph(words)
    return document


def packed(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def read(name: str, raw: bytes) -> str:
    return text_of(SimpleUploadedFile(name, raw))


def test_words_and_tables_of_word_come_in_their_order() -> None:
    document = word("First.", HINDI, rows=(("District", "Rescued"), ("Bahraich", "4")))
    assert read("week.docx", packed(document)) == f"First.\nDistrict\tRescued\nBahraich\t4\n{HINDI}"


def test_merged_cell_is_read_once() -> None:
    document = word(rows=(("Both", ""), ("a", "b")))
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(0, 1))
    assert read("week.docx", packed(document)) == "Both\na\tb"


def test_cell_over_two_rows_is_read_in_both() -> None:
    document = word(rows=(("Bahraich", "a"), ("", "b")))
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(1, 0))
    assert read("week.docx", packed(document)) == "Bahraich\ta\nBahraich\tb"


def test_cell_that_claims_to_span_countless_columns_is_read_once() -> None:
    document = word(rows=(("Both", "b"),))
    document.tables[0].cell(0, 0)._tc.grid_span = 2_000_000_000
    assert read("week.docx", packed(document)) == "Both\tb"


def test_review_marks_are_read_as_they_will_stand() -> None:
    document = word("Three girls ")
    paragraph = document.paragraphs[0]
    struck, added = OxmlElement("w:del"), OxmlElement("w:ins")
    struck.append(paragraph.add_run("from Nepal ")._r)
    added.append(paragraph.add_run("from Gumla")._r)
    paragraph._p.extend([struck, added])
    assert read("week.docx", packed(document)) == "Three girls from Gumla"


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("week.pdf", b"%PDF-1.7", "cannot be read. Use a Word"),
        ("week.doc", b"\xd0\xcf\x11\xe0", "cannot be read. Use a Word"),
        ("week.docx", b"PK\x03\x04", "cannot be opened"),
        ("week.docx", b"not a document", "cannot be opened"),
        ("week.txt", b"\x00\x01\x02" * 50, "is not a text file"),
        ("week.txt", b"  \n ", "is empty"),
        ("week.docx", packed(word("")), "is empty"),
        ("week.txt", b"a" * 1_000_001, "The file is too large"),
    ],
)
def test_file_that_cannot_be_read_says_what_can(name: str, raw: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read(name, raw)


def test_document_that_swells_is_refused_before_it_is_unpacked() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"0" * 61_000_000)
    with pytest.raises(ValidationError, match="when unpacked"):
        read("week.docx", kept.getvalue())


def test_document_of_countless_parts_is_refused_before_it_is_unpacked() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as bomb:
        for number in range(5_001):
            bomb.writestr(f"word/{number}.xml", b"")
    with pytest.raises(ValidationError, match="when unpacked"):
        read("week.docx", kept.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_is_read_in_its_encoding(encoding: str) -> None:
    words = f"Two girls from Gumla were taken to Delhi. {HINDI}"
    assert read("week.txt", words.encode(encoding)) == words
    assert read("week.txt", "Café “Delhi”".encode("cp1252")) == "Café “Delhi”"


def form(**more: Any) -> ReportForm:
    upload = more.pop("upload", None)
    return ReportForm({**WEEK, **more}, {"upload": upload} if upload else None)


def test_legacy_font_is_shown_as_it_reads_and_stored_as_agreed() -> None:
    typed = to_legacy(HINDI)
    asked = form(narrative=typed)
    assert not asked.is_valid()
    (reading,) = asked.readings
    assert reading.text == HINDI
    assert asked["narrative"].value() == typed
    for letters, kept in (("read", HINDI), ("typed", typed)):
        agreed = form(narrative=typed, letters=letters, letters_of=reading.mark)
        assert agreed.is_valid(), agreed.errors
        assert agreed.cleaned_data["narrative"].strip() == kept


def test_legacy_font_in_a_file_is_asked_once_and_keeps_the_files_name() -> None:
    asked = form(upload=SimpleUploadedFile("week.docx", packed(word(to_legacy(HINDI)))))
    assert not asked.is_valid()
    again = form(
        narrative=asked["narrative"].value(),
        source_name=asked["source_name"].value(),
        letters="read",
        letters_of=asked.readings[0].mark,
    )
    assert again.is_valid(), again.errors
    assert (again.cleaned_data["narrative"], again.cleaned_data["source_name"]) == (HINDI, "week.docx")


@pytest.mark.parametrize("words", ["Two girls from Gumla were taken to Delhi.", HINDI])
def test_other_words_are_not_asked_about(words: str) -> None:
    plain = form(narrative=words)
    assert plain.is_valid(), plain.errors
    assert plain.cleaned_data["narrative"] == words
