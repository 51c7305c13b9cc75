"""No corner of an office file hands over a name that nobody sees on the page."""

import io
import struct
import zipfile

import pytest

from samanvay.documents.cleaning.copies import clean
from samanvay.documents.cleaning.media import Unclean, bare_emf, bare_gif

SECRET = "Sunaina Oraon"
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD, SHEET = f"{OFFICE}wordprocessingml.document", f"{OFFICE}spreadsheetml.sheet"
TEXT, TABLE = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet"))
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:s="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:cx="http://schemas.microsoft.com/office/word/2018/wordml/cex" '
    'xmlns:tc="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="http://www.w3.org/2000/svg" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:ink="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:soft="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)
ITEM = '<config:config-item config:type="string" config:name='
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PATH = rf"C:\Users\{SECRET}\Pictures\seized.jpg"


def link(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATED}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


WORD_CORNERS = {
    "docProps/core.xml": f"<a>{SECRET}</a>",
    "docProps/app.xml": f"<a>{SECRET}</a>",
    "docProps/custom.xml": f"<a>{SECRET}</a>",
    "docProps/thumbnail.emf": SECRET,
    "docMetadata/LabelInfo.xml": f"<a>{SECRET}</a>",
    "_xmlsignatures/sig1.xml": f"<a>{SECRET}</a>",
    "customXml/item1.xml": f"<a>{SECRET}</a>",
    "word/people.xml": f"<a>{SECRET}</a>",
    "word/vbaData.xml": f"<a>{SECRET}</a>",
    "word/comments.xml": f'<w:comment w:author="{SECRET}" w:initials="{SECRET}"/>',
    "word/commentsExtended.xml": f'<w15:commentEx w15:paraId="1"/><w15:person w15:author="{SECRET}"/>',
    "word/commentsExtensible.xml": f'<cx:ext cx:userId="{SECRET}"/>',
    "word/header1.xml": f'<w:p><w:ins w:author="{SECRET}"><w:r><w:t>a</w:t></w:r></w:ins></w:p>',
    "word/footer1.xml": f'<w:p><w:del w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>',
    "word/footnotes.xml": f'<w:p><w:pPr><w:pPrChange w:author="{SECRET}"/></w:pPr></w:p>',
    "word/endnotes.xml": f'<w:moveFromRangeStart w:author="{SECRET}" w:name="m1"/>',
    "word/glossary/document.xml": f'<w:tr><w:trPr><w:ins w:author="{SECRET}"/></w:trPr></w:tr>',
    "word/document.xml": f'<w:tcPr><w:cellIns w:author="{SECRET}"/></w:tcPr>',
    "word/document1.xml": f'<w:customXmlInsRangeStart w:author="{SECRET}"/>',
    "word/document2.xml": f'<w:permStart w:id="1" w:ed="up\\{SECRET}"/>',
    "word/document3.xml": f'<wp:docPr id="1" name="Picture 1" descr="{PATH}"/>',
    "word/document4.xml": f'<pic:cNvPr id="1" name="{PATH}" title="/home/{SECRET}/seized.jpg"/>',
    "word/document5.xml": f"<!-- {SECRET} --><?maker {SECRET}?>",
    "word/settings.xml": f'<w:docVars><w:docVar w:name="who" w:val="{SECRET}"/></w:docVars>',
    "word/settings1.xml": f'<w:mailMerge><w:connectString w:val="User ID={SECRET}"/></w:mailMerge>',
    "word/_rels/settings.xml.rels": link("attachedTemplate", f"file:///C:/Users/{SECRET}/Normal.dotm"),
    "word/_rels/document.xml.rels": link("image", f"https://files.example/personal/{SECRET}/a.jpg"),
    "word/_rels/header1.xml.rels": link("oleObject", rf"\\server\{SECRET}\a.xlsx"),
    "word/media/image1.svg": f'<svg:metadata><dc:creator>{SECRET}</dc:creator></svg:metadata>',
    "word/media/image2.svg": f'<svg:g soft:docname="{SECRET}.svg" ink:export-filename="{PATH}"/>',
    "word/media/image3.gif": f"GIF89a {SECRET}",
    "word/media/item.data": SECRET,
    "word/media/image4.emf": SECRET,
    "word/media/image5.jpg": SECRET,
}  # fmt: skip
SHEET_CORNERS = {
    "xl/persons/person.xml": f"<a>{SECRET}</a>",
    "xl/users/user.xml": f"<a>{SECRET}</a>",
    "xl/revisions/revisionHeaders.xml": f"<a>{SECRET}</a>",
    "xl/comments1.xml": f"<s:authors><s:author>{SECRET}</s:author></s:authors>",
    "xl/threadedComments/threadedComment1.xml": f'<tc:threadedComment displayName="{SECRET}" userId="{SECRET}"/>',
    "xl/workbook.xml": f'<s:fileSharing userName="{SECRET}"/>',
    "xl/workbook1.xml": f'<s:customWorkbookViews><s:customWorkbookView name="{SECRET}"/></s:customWorkbookViews>',
    "xl/worksheets/sheet1.xml": f'<s:protectedRange name="R1" securityDescriptor="O:{SECRET}"/>',
    "xl/pivotCache/pivotCacheDefinition1.xml": f'<s:pivotCacheDefinition refreshedBy="{SECRET}"/>',
    "xl/connections.xml": f'<s:connection odcFile="{PATH}"><s:dbPr connection="User ID={SECRET}"/></s:connection>',
    "xl/connections1.xml": f'<s:textPr sourceFile="{PATH}"/>',
    "xl/externalLinks/_rels/externalLink1.xml.rels": link("externalLinkPath", f"file:///C:/Users/{SECRET}/a.xlsx"),
    "xl/drawings/drawing1.xml": f'<pic:cNvPr id="2" name="Picture 1" descr="{PATH}"/>',
    "xl/model/item.data": SECRET,
    "xl/printerSettings/printerSettings1.bin": SECRET,
}  # fmt: skip
ODF_CORNERS = {
    "meta.xml": f"<a>{SECRET}</a>",
    "META-INF/documentsignatures.xml": f"<a>{SECRET}</a>",
    "META-INF/macrosignatures.xml": f"<a>{SECRET}</a>",
    "content.xml": f"<office:annotation><dc:creator>{SECRET}</dc:creator><text:p>a</text:p></office:annotation>",
    "content1.xml": f"<office:annotation><meta:creator-initials>{SECRET}</meta:creator-initials></office:annotation>",
    "content2.xml": f"<text:tracked-changes><text:p>{SECRET}</text:p></text:tracked-changes>",
    "content3.xml": f"<table:tracked-changes><dc:creator>{SECRET}</dc:creator></table:tracked-changes>",
    "content4.xml": f'<draw:frame draw:name="{PATH}"><draw:image xlink:href="file:///C:/{SECRET}/a.jpg"/></draw:frame>',
    "content5.xml": f'<text:user-field-decl text:name="who" office:string-value="{SECRET}"/>',
    "content6.xml": f'<!-- {SECRET} --><?maker {SECRET}?>',
    "styles.xml": f'<meta:initial-creator>{SECRET}</meta:initial-creator>',
    "settings.xml": f'{ITEM}"PrinterName">{SECRET}</config:config-item>',
    "settings1.xml": f'{ITEM}"CurrentDatabaseDataSource">{SECRET}</config:config-item>',
    "Thumbnails/thumbnail.png": SECRET,
    "Versions/Version1": SECRET,
    "Basic/Standard/Module1.xml": f"<a>{SECRET}</a>",
    "Object 1/meta.xml": f"<a>{SECRET}</a>",
    "Pictures/image.svg": f'<svg:metadata><dc:creator>{SECRET}</dc:creator></svg:metadata>',
}  # fmt: skip
# What cannot be read cannot be cleaned either.
NOT_HANDED_ON = {
    "word/media/image3.gif", "word/media/item.data", "word/media/image4.emf", "word/media/image5.jpg",
    "xl/model/item.data",
}  # fmt: skip
CORNERS = [
    *((WORD, part, inside) for part, inside in WORD_CORNERS.items()),
    *((SHEET, part, inside) for part, inside in SHEET_CORNERS.items()),
    *((kind, part, inside) for kind in (TEXT, TABLE) for part, inside in ODF_CORNERS.items()),
]


def archive(kind: str, part: str, inside: str) -> bytes:
    """Return a file of a kind with one more part; XML that is not whole gets a root."""
    if inside.startswith("<") and not inside.startswith("<Relationships"):
        inside = f"<a {SPACES}>{inside}</a>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if kind in (TEXT, TABLE):
            made.writestr("mimetype", kind)
        else:
            made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(part, inside)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "part", "inside"), CORNERS, ids=[f"{kind[-8:]}-{part}" for kind, part, _ in CORNERS])
def test_name_in_a_corner_of_an_office_file_is_gone(kind: str, part: str, inside: str) -> None:
    given = archive(kind, part, inside)
    assert SECRET.encode() in given or zipfile.ZipFile(io.BytesIO(given)).read(part).count(SECRET.encode())
    try:
        bare = clean(kind, given)
    except Unclean:
        assert part in NOT_HANDED_ON
        return
    with zipfile.ZipFile(io.BytesIO(bare)) as left:
        holding = [name for name in left.namelist() if SECRET.encode() in left.read(name) or SECRET in name]
    assert not holding


def test_pictures_of_other_sorts_lose_their_notes_and_stay_pictures() -> None:
    from PIL import Image

    out = io.BytesIO()
    first, second = (Image.new("RGB", (8, 8), colour) for colour in ("red", "blue"))
    first.save(out, "GIF", save_all=True, append_images=[second], loop=0, duration=100, comment=SECRET.encode())
    assert SECRET.encode() in out.getvalue()
    bare = bare_gif(out.getvalue())
    assert SECRET.encode() not in bare
    shown = Image.open(io.BytesIO(bare))
    assert (shown.size, shown.n_frames, shown.info["loop"]) == ((8, 8), 2, 0)  # type: ignore[attr-defined]
    with pytest.raises(Unclean):
        bare_gif(out.getvalue()[:-4])
    told = f"Inkscape\0{SECRET}\0\0".encode("utf-16-le")
    head = struct.pack("<II", 1, 88 + len(told)) + bytes(32) + b" EMF" + bytes(16)
    drawing = head + struct.pack("<II", len(told) // 2, 88) + bytes(20) + told + b"records"
    bare = bare_emf(drawing)
    assert SECRET.encode("utf-16-le") in drawing
    assert SECRET.encode("utf-16-le") not in bare
    assert (len(bare), bare[-7:]) == (len(drawing), b"records")


def test_what_is_seen_stays() -> None:
    link_seen = link("hyperlink", "https://bihar.gov.in/form")
    kept = {
        "word/document.xml": (
            WORD,
            '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Seen</w:t></w:r></w:hyperlink></w:p>',
            "Seen",
        ),
        "word/_rels/document.xml.rels": (WORD, link_seen, "https://bihar.gov.in/form"),
        "word/settings.xml": (WORD, '<w:zoom w:percent="90"/>', "90"),
        "xl/workbook.xml": (SHEET, '<s:sheet name="Rooms"/>', "Rooms"),
        "xl/styles.xml": (SHEET, r'<s:numFmt formatCode="dd/mm/yyyy\ hh:mm;@"/>', r"dd/mm/yyyy\ hh:mm;@"),
        "content.xml": (
            TEXT,
            '<text:a xlink:href="https://bihar.gov.in/form">Form</text:a>',
            "https://bihar.gov.in/form",
        ),
        "content1.xml": (
            TEXT,
            '<text:user-field-decl text:name="n" office:string-value="Shown"/><text:user-field-get text:name="n"/>',
            "Shown",
        ),
    }
    for part, (kind, inside, seen) in kept.items():
        with zipfile.ZipFile(io.BytesIO(clean(kind, archive(kind, part, inside)))) as left:
            assert seen in left.read(part).decode(), part
