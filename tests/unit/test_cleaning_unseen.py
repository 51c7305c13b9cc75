"""What an office file holds and does not show stays behind: hidden sheets and text, comments, links to elsewhere."""

import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from document_files import archive

from samanvay.documents.cleaning.copies import clean

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, SHEET = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
TEXT, TABLE = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet"))
SECRET = "Sunaina Oraon"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return {name: given.read(name) for name in given.namelist()}


def written(made: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archived:
        for name, content in made.items():
            archived.writestr(name, content)
    return out.getvalue()


def holding(content: bytes, words: str = SECRET) -> list[str]:
    return [name for name, part in parts(content).items() if words.encode() in part]


def test_comments_and_hidden_text_of_a_word_file_stay_behind() -> None:
    book = docx.Document()
    seen = book.add_paragraph("Seen ")
    seen.add_run(f"{SECRET} 1").font.hidden = True
    shown = seen.add_run("shown")
    shown.font.hidden = False
    base = book.styles.add_style("Unseen", 1)
    base.font.hidden = True
    based = book.styles.add_style("Unseen too", 1)
    based.base_style, based.font.size = base, Pt(9)
    book.add_paragraph(f"{SECRET} 2", style="Unseen")
    book.add_paragraph(f"{SECRET} 3", style="Unseen too").add_run("kept").font.hidden = False
    book.add_comment(shown, text=f"{SECRET} 4", author="x")
    field = book.add_paragraph().add_run()._r
    code = field.makeelement(qn("w:instrText"), {})
    code.text = f'INCLUDETEXT "http://files.example/{SECRET}.docx"'
    field.append(code)
    out = io.BytesIO()
    book.save(out)
    assert len(holding(out.getvalue())) == 2
    bare = clean(WORD, out.getvalue())
    assert holding(bare) == []
    left = docx.Document(io.BytesIO(bare))
    assert [each.text for each in left.paragraphs] == ["Seen shown", "", "kept", ""]
    assert not any("comment" in name for name in parts(bare))
    assert not re.search(rb"comments\w*\.xml|<w:comment", b"".join(parts(bare).values()))


@pytest.fixture
def workbook() -> bytes:
    """Return a workbook with a hidden and a very hidden sheet among seen ones, formulas and what is asked elsewhere."""
    book = Workbook()
    first = book.active
    first.title = "Rooms"
    first.append(["Seen", 2, 3])
    first["A1"].comment = Comment(f"{SECRET} said", "x")
    for number, state in enumerate(("hidden", "veryHidden")):
        unseen = book.create_sheet(f"It's {number}")
        unseen.append([f"{SECRET} {number}", 5])
        unseen.sheet_state = state
    last = book.create_sheet("Last")
    last["A1"] = "Also seen"
    book.move_sheet("Rooms", 2)
    first["D1"] = "=SUM(B1:C1)"
    first["E1"] = f'=WEBSERVICE("http://files.example/{SECRET}")'
    first["F1"] = f"='[1]{SECRET}'!A1"
    first["G1"] = "='It''s 0'!A1"
    first["H1"] = "=B1*C1"
    book.defined_names["Kept"] = DefinedName("Kept", attr_text="Rooms!$A$1")
    book.defined_names["Lost"] = DefinedName("Lost", attr_text="'It''s 0'!$A$1")
    last.defined_names["Mine"] = DefinedName("Mine", attr_text="Last!$A$1")
    book.active = 2
    out = io.BytesIO()
    book.save(out)
    made = parts(out.getvalue())
    name = next(each for each, part in made.items() if b"WEBSERVICE" in part)
    made[name] = re.sub(
        rb"(SUM\(B1:C1\)|WEBSERVICE[^<]*|A1|\[1\][^<]*)</f><v ?/?>(</v>)?", rb"\1</f><v>7</v>", made[name]
    )
    links = made["xl/_rels/workbook.xml.rels"]
    made["xl/_rels/workbook.xml.rels"] = links.replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
    )
    made["xl/externalLinks/externalLink1.xml"] = f"<externalLink>{SECRET}</externalLink>".encode()
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        b"</sheets>",
        b"</sheets><externalReferences><externalReference "
        b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/>'
        b"</externalReferences>",
    )
    return written(made)


def test_hidden_sheets_comments_and_links_of_a_workbook_stay_behind(workbook: bytes) -> None:
    assert len(holding(workbook)) >= 4
    bare = clean(SHEET, workbook)
    assert holding(bare) == []
    left = load_workbook(io.BytesIO(bare))
    assert left.sheetnames == ["Rooms", "Last"]
    assert left["Last"]["A1"].value == "Also seen"
    assert list(left.defined_names) == ["Kept"]
    assert list(left["Last"].defined_names) == ["Mine"], "the number of its sheet is another one now"
    assert left["Rooms"]["A1"].comment is None
    names = set(parts(bare))
    assert len([name for name in names if name.startswith("xl/worksheets/sheet")]) == 2
    assert not any(name.startswith(("xl/externalLink", "xl/comments")) for name in names)
    whole = b"".join(parts(bare)[name] for name in names)
    for gone in (b"externalReference", b"rId99", b"WEBSERVICE", b"It's"):
        assert gone not in whole, gone
    kinds = parts(bare)["[Content_Types].xml"].decode()
    told = set(re.findall(r'PartName="/([^"]+)"', kinds))
    assert told <= names, "no part is named that is not there"


def test_cells_keep_what_they_show_in_place_of_their_formulas(workbook: bytes) -> None:
    row = next(load_workbook(io.BytesIO(clean(SHEET, workbook)))["Rooms"].iter_rows(values_only=True))
    assert row == ("Seen", 2, 3, 7, 7, 7, 7, "=B1*C1"), "a formula without a value asks nothing elsewhere and stays"


SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "drawing")
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def odf(kind: str, styles: str, body: str) -> bytes:
    return archive({
        "mimetype": kind,
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>",
    })  # fmt: skip


def test_comments_and_hidden_text_of_an_open_document_stay_behind() -> None:
    style = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    body = (
        f'<text:p>One<office:annotation><text:p>{SECRET}</text:p></office:annotation> <text:span text:style-name="T1">'
        f"{SECRET}</text:span>line</text:p><text:section text:name='a' text:display='none'><text:p>{SECRET}</text:p>"
        f"</text:section><text:p><text:hidden-text text:string-value='{SECRET}'/></text:p><text:p>"
        f"<text:hidden-paragraph text:is-hidden='true'/>{SECRET}</text:p><text:section text:name='b'>"
        f"<text:section-source xlink:href='http://files.example/{SECRET}'/><text:p>Also</text:p></text:section>"
    )
    given = odf(TEXT, style, body)
    assert parts(given)["content.xml"].count(SECRET.encode()) == 6
    bare = clean(TEXT, given)
    assert holding(bare) == []
    assert b"One line" in parts(bare)["content.xml"]
    assert b"Also" in parts(bare)["content.xml"]


def test_hidden_tables_and_links_of_an_open_spreadsheet_stay_behind() -> None:
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    cell = '<table:table-cell office:value-type="float" office:value="7" table:formula="{}"><text:p>7</text:p>'
    body = (
        f'<table:table table:name="Rooms"><table:table-row>{cell.format("of:=SUM([.A1:.B1])")}</table:table-cell>'
        f"{cell.format(f'of:=WEBSERVICE(&quot;http://files.example/{SECRET}&quot;)')}</table:table-cell>"
        f"<table:table-cell table:formula=\"of:=[$'{SECRET}'.A1]\"/></table:table-row></table:table>"
        f'<table:table table:name="{SECRET}" table:style-name="ta2"><text:p>{SECRET}</text:p></table:table>'
        f"<table:named-expressions><table:named-range table:name='n' "
        f"table:cell-range-address=\"$'{SECRET}'.$A$1\"/></table:named-expressions>"
    )
    bare = clean(TABLE, odf(TABLE, style, body))
    assert holding(bare) == []
    left = parts(bare)["content.xml"]
    assert left.count(b"<text:p>7</text:p>") == 2
    assert b"formula" not in left
