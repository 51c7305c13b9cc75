"""What leaves in a copy: what is seen and heard is the same, and nothing that its maker's machine wrote beside it."""

import io
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "integration"))

from document_files import archive, photograph, sound

from samanvay.documents.cleaning.copies import CLEANERS, clean
from samanvay.documents.cleaning.media import Unclean, _crc, _pages, bare_jpeg
from samanvay.documents.media import MEDIA
from samanvay.documents.previews import NEVER_CLEAN, NOTHING_HIDDEN, PICTURES

SECRET = "Inspector Hidden"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
WNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_every_type_that_is_taken_is_cleaned_or_said_not_to_be() -> None:
    known = PICTURES | NOTHING_HIDDEN | NEVER_CLEAN | CLEANERS.keys()
    assert {media.type for media in MEDIA} <= known
    for kind in NEVER_CLEAN:
        with pytest.raises(Unclean):
            clean(kind, b"\xd0\xcf\x11\xe0")


def test_a_pdf_loses_author_history_attachment_scripts_and_what_its_pictures_hide() -> None:
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(200, 200))
        picture = made.make_stream(photograph(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                                   Width=640, Height=480, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB,
                                   Filter=pikepdf.Name.DCTDecode)  # fmt: skip
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture))
        page.Contents = made.make_stream(b"q 100 0 0 100 0 0 cm /A Do Q")
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
                                  Contents="seen", T=SECRET, M="D:20261120")  # fmt: skip
        page.Annots = made.make_indirect(pikepdf.Array([note]))
        made.docinfo["/Author"] = SECRET
        with made.open_metadata() as xmp:
            xmp["dc:creator"] = [SECRET]
        made.attachments["hidden.txt"] = SECRET.encode()
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')")
        out = io.BytesIO()
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    whole = out.getvalue()
    assert whole.count(SECRET.encode()) >= 4
    bare = clean("application/pdf", whole)
    with pikepdf.open(io.BytesIO(bare)) as left:
        said = b"".join(repr(each).encode() + (each.read_raw_bytes() if isinstance(each, pikepdf.Stream) else b"")
                        for each in left.objects)  # fmt: skip
        assert left.pages[0].Annots[0].Contents == "seen"
        assert not left.attachments
        assert "/Info" not in left.trailer
        shown = left.pages[0].Resources.XObject.A
        assert Image.open(io.BytesIO(shown.read_raw_bytes())).size == (640, 480)
    for secret in (SECRET.encode(), b"MakerOfPhones", b"Sunaina", b"20261120"):
        assert secret in whole or secret == b"20261120"
        assert secret not in said
        assert secret not in bare
    for broken in (b"%PDF-1.7 nothing", whole[:200]):
        with pytest.raises(Unclean):
            clean("application/pdf", broken)


def test_a_word_file_loses_its_authors_and_what_was_struck_out() -> None:
    body = (
        f'<w:document {WNS}><w:body><w:p w:rsidR="00AB12"><w:r><w:t>Kept </w:t></w:r>'
        f'<w:del w:author="{SECRET}" w:date="2026-11-20T10:00:00Z"><w:r><w:delText>Struck out</w:delText></w:r></w:del>'
        f'<w:ins w:author="{SECRET}"><w:r><w:t>added</w:t></w:r></w:ins></w:p></w:body></w:document>'
    )
    kinds = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    kinds += '<Override PartName="/word/people.xml" ContentType="x"/></Types>'
    made = archive({
        "[Content_Types].xml": kinds,
        "word/document.xml": body,
        "word/comments.xml": f'<w:comments {WNS}><w:comment w:author="{SECRET}" w:initials="IH"/></w:comments>',
        "word/people.xml": f"<a>{SECRET}</a>",
        "docProps/core.xml": f"<a>{SECRET}</a>",
        "docProps/app.xml": f"<a>{SECRET}</a>",
        "docProps/thumbnail.jpeg": SECRET,
    })  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(clean(WORD, _with_a_picture(made)))) as left:
        parts = {name: left.read(name) for name in left.namelist()}
        assert {entry.date_time[0] for entry in left.infolist()} == {1980}
        assert not left.comment
    text = b"".join(parts.values())
    assert b"Kept " in parts["word/document.xml"]
    assert b"added" in parts["word/document.xml"]
    for secret in (SECRET.encode(), b"Struck out", b"00AB12", b"MakerOfPhones", b"people.xml", b"2026-11-20"):
        assert secret not in text, secret
    assert "word/people.xml" not in parts
    with pytest.raises(Unclean):
        clean(WORD, archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<no end"}))
    for inside in ("other.docx", "oleObject1.bin"):
        with pytest.raises(Unclean):
            clean(WORD, archive({"[Content_Types].xml": "<Types/>", f"word/embeddings/{inside}": "PK"}))


def _with_a_picture(made: bytes) -> bytes:
    """Return an archive with a photograph and a comment added to it."""
    out = io.BytesIO(made)
    with zipfile.ZipFile(out, "a") as more:
        more.writestr("word/media/image1.jpg", photograph())
        more.comment = SECRET.encode()
    return out.getvalue()


def test_a_workbook_and_an_open_document_lose_theirs() -> None:
    from openpyxl import Workbook, load_workbook
    from openpyxl.comments import Comment

    book = Workbook()
    book.active["A1"] = "Rooms"
    book.active["A1"].comment = Comment("four", SECRET)
    book.properties.creator = SECRET
    out = io.BytesIO()
    book.save(out)
    bare = clean(SHEET, out.getvalue())
    opened = load_workbook(io.BytesIO(bare))
    assert (opened.active["A1"].value, opened.active["A1"].comment) == ("Rooms", None)
    with zipfile.ZipFile(io.BytesIO(bare)) as left:
        assert not any(SECRET.encode() in left.read(name) for name in left.namelist())
    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    text = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {office} {text}><office:body><office:text><text:tracked-changes>"
        f"<text:changed-region>"
        f"<text:deletion><dc:creator>{SECRET}</dc:creator><text:p>Struck out</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>One<text:change/> line</text:p></office:text>"
        "</office:body>"
        "</office:document-content>"
    )
    made = archive(
        {"mimetype": ODT, "content.xml": content, "meta.xml": f"<a>{SECRET}</a>", "Thumbnails/t.png": SECRET}
    )
    bare = clean(ODT, made)
    assert bare[30:].startswith(b"mimetype" + ODT.encode()), "still known by its first entry"
    with zipfile.ZipFile(io.BytesIO(bare)) as left:
        said = b"".join(left.read(name) for name in left.namelist())
        assert b"One line" in left.read("content.xml").replace(b"<text:change/>", b"")
    assert SECRET.encode() not in said
    assert b"Struck out" not in said


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_drawing_in_an_office_file_keeps_nothing_that_runs() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" onload="alert(1)">'
        b"<script>alert(2)</script><foreignObject><p>alert(3)</p></foreignObject>"
        b'<a x:href=" JavaScript:alert(4)"><rect onclick="alert(5)" width="3"/></a>'
        b'<set attributeName="href" to="javascript:alert(6)"/></svg>'
    )
    made = clean(WORD, _packed({"word/document.xml": b"<w/>", "word/media/one.svg": drawing}))
    with zipfile.ZipFile(io.BytesIO(made)) as left:
        bare = left.read("word/media/one.svg")
    assert b"alert" not in bare
    assert b'width="3"' in bare


def test_an_office_file_of_countless_parts_is_not_unpacked() -> None:
    with pytest.raises(Unclean, match="too large"):
        clean(WORD, _packed({f"word/{number}.xml": b"<w/>" for number in range(5_001)}))


def test_sound_keeps_every_sample_and_no_tag() -> None:
    plain = sound()
    tags = b"LIST" + struct.pack("<I", 4 + 8 + 16) + b"INFO" + b"IART" + struct.pack("<I", 16) + SECRET.encode()
    tagged = plain[:4] + struct.pack("<I", len(plain) - 8 + len(tags)) + plain[8:36] + tags + plain[36:]
    assert clean("audio/wav", tagged) == plain
    frames = b"\xff\xfb\x90\x00" + b"\x55" * 413
    id3 = b"ID3\x04\0\0" + bytes([0, 0, 0, len(SECRET)]) + SECRET.encode()
    id1 = b"TAG" + SECRET.encode().ljust(125, b"\0")
    assert clean("audio/mpeg", id3 + frames + id1) == frames
    with pytest.raises(Unclean):
        clean("audio/mpeg", id3)


def _page(number: int, body: bytes) -> bytes:
    lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
    head = b"OggS\0\0" + bytes(8) + b"\1\0\0\0" + struct.pack("<I", number) + bytes(4) + bytes([len(lacing)]) + lacing
    page = bytearray(head + body)
    page[22:26] = _crc(page).to_bytes(4, "little")
    return bytes(page)


def test_comments_of_ogg_are_blank_and_its_pages_still_add_up() -> None:
    said = f"ARTIST={SECRET}".encode()
    tags = b"OpusTags" + struct.pack("<I", 3) + b"lib" + struct.pack("<II", 1, len(said)) + said + SECRET.encode()
    pages = [_page(0, b"OpusHead" + bytes(11)), _page(1, tags), _page(2, b"sound of it")]
    bare = clean("audio/ogg", b"".join(pages))
    assert SECRET.encode() not in bare
    assert len(bare) == sum(map(len, pages))
    assert bare.endswith(pages[2])
    for start, _body, stop in _pages(bare):
        page = bytearray(bare[start:stop])
        kept, page[22:26] = bytes(page[22:26]), bytes(4)
        assert kept == _crc(page).to_bytes(4, "little")
    with pytest.raises(Unclean):
        clean("audio/ogg", pages[0] + b"OggS cut")


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + name + body


def test_a_film_keeps_its_samples_in_place_and_no_place_time_or_device() -> None:
    def track(kind: bytes) -> bytes:
        handler = _box(b"hdlr", bytes(8) + kind + bytes(12) + SECRET.encode() + b"\0")
        return _box(b"trak", _box(b"tkhd", bytes(4) + b"\1\2\3\4\5\6\7\1" + bytes(72)) + _box(b"mdia", handler))

    place = _box(b"udta", _box(b"\xa9xyz", b"+27.9+081.6/" + SECRET.encode()))
    movie = _box(b"moov", _box(b"mvhd", bytes(4) + b"\1\2\3\4\5\6\7\1" + bytes(88)) + track(b"soun") + place)
    whole = _box(b"ftyp", b"M4A \0\0\0\0") + _box(b"mdat", b"samples of sound") + movie
    bare = clean("audio/mp4", whole)
    assert len(bare) == len(whole)
    assert bare.index(b"samples of sound") == whole.index(b"samples of sound")
    for secret in (SECRET.encode(), b"+27.9", b"\1\2\3\4\5\6\7\1"):
        assert secret in whole
        assert secret not in bare
    with pytest.raises(Unclean, match="track of data"):
        clean("video/mp4", _box(b"moov", track(b"vide") + track(b"meta")))
    with pytest.raises(Unclean):
        clean("video/mp4", whole[:-4])


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
def test_a_picture_ends_where_it_ends_and_takes_no_second_one_along(more: dict[str, Any]) -> None:
    points = Image.effect_noise((160, 120), 80).convert("RGB")
    out = io.BytesIO()
    points.save(out, "JPEG", quality=92, icc_profile=b"colours" * 9, **more)
    plain = out.getvalue()
    told = b"MPF\0" + SECRET.encode()
    leads_on = b"\xff\xe2" + (2 + len(told)).to_bytes(2, "big") + told
    bare = bare_jpeg(plain[:2] + leads_on + plain[2:] + photograph() + b"\0film" + SECRET.encode())
    assert bare == plain
    assert b"MakerOfPhones" in photograph()
    assert bare_jpeg(plain[:-2]) == plain, "one that broke off is ended"
    with pytest.raises(Unclean):
        bare_jpeg(plain[:40])
