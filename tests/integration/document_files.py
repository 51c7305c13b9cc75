"""Files as people send them, made here byte by byte, and the ways to put and take them."""

import io
import struct
import zipfile

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from samanvay.documents.actions import add_document
from samanvay.documents.models import Document

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLACE = (27.9, 81.6)  # what a telephone writes into a photograph


def photograph(form: str = "JPEG", size: tuple[int, int] = (640, 480), *, turned: bool = True) -> bytes:
    """Return a picture with place, time, camera and a comment hidden in it; its left half is red."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "MakerOfPhones", "Model 9", "2026:11:20 10:00:00"
    if turned:
        exif[0x0112] = 6  # lies on its side
    exif[0x8825] = {
        1: "N", 2: tuple(IFDRational(int(PLACE[0] * 100), 100) for _ in range(3)),
        3: "E", 4: tuple(IFDRational(int(PLACE[1] * 100), 100) for _ in range(3)),
    }  # fmt: skip
    out = io.BytesIO()
    more = {"comment": b"Sunaina at the bus stand"} if form == "JPEG" else {}
    image.save(out, form, exif=exif, **more)
    return out.getvalue()


def pdf(pages: int = 2, side: int = 300) -> bytes:
    """Return a PDF that a reader opens, each page a black square."""
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(pages))
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode()]
    for n in range(pages):
        box = f"[0 0 {side} {side}]"
        bodies.append(f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {4 + 2 * n} 0 R >>".encode())
        drawn = b"0 0 0 rg 50 50 100 100 re f"
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(bodies) + 1, start)


def sound(seconds: int = 2) -> bytes:
    """Return a WAV of silence."""
    data = b"\0\0" * 8000 * seconds
    return (
        b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16)
        + b"data" + struct.pack("<I", len(data)) + data
    )  # fmt: skip


def archive(parts: dict[str, str], *, packed: bool = True) -> bytes:
    """Return a ZIP archive of texts; the first entry is not packed, as OpenDocument asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number, (name, text) in enumerate(parts.items()):
            how = zipfile.ZIP_STORED if number == 0 or not packed else zipfile.ZIP_DEFLATED
            made.writestr(zipfile.ZipInfo(name), text, how)
    return out.getvalue()


def docx(*paragraphs: str, **parts: str) -> bytes:
    """Return a Word file with paragraphs."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:body {WORD}>{body}</w:body>", **parts})


def odt(*paragraphs: str) -> bytes:
    """Return an OpenDocument text."""
    body = "".join(f'<text:p text:style-name="P1">{text}</text:p>' for text in paragraphs)
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<body>{body}</body>"})


def xlsx(rows: list[list[str]]) -> bytes:
    """Return an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(by, case, *, subject=None, kind="medical", name="Sunaina Majhi.pdf", chunks=(), **more) -> Document:
    """Add a document to a case as an officer."""
    return add_document(
        by=by.actor, record_id=case.id, subject_id=subject, kind=kind, name=name, chunks=chunks,
        readers=case.readers, home_unit=case.home_unit, home_state=case.home_state, **more,
    )  # fmt: skip
