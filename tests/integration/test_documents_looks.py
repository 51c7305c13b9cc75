"""What files show: types by content, previews, copies without hidden data, and files made to break the reader."""

import base64
import hashlib
import io
import struct
import zlib

import pytest
from case_world import a_case, world
from document_files import archive, docx, odt, pdf, photograph, put, sound, xlsx
from PIL import Image

from samanvay.access.boxes.groups import Purpose
from samanvay.documents import drawing, previews, storage
from samanvay.documents.actions import open_document, read_document, read_original, void_document
from samanvay.documents.media import BY_TYPE, media_of
from samanvay.documents.models import CustodyEntry
from samanvay.documents.previews import NotDrawn, draw, drawn, lines_of, part_of, played_size, preview_of
from samanvay.documents.queries import custody_of, reasons_of
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid, Refused

SECRETS = (b"MakerOfPhones", b"Model 9", b"2026:11:20", b"Sunaina at the bus stand", b"Exif", b"GPS")


@pytest.fixture
def people(db: None, tmp_path, settings):
    settings.SAMANVAY_HOME = tmp_path
    settings.SAMANVAY_KEYS = tmp_path / "keys"
    return world()


def heic() -> bytes:
    return b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 50


def mp4(*tracks: bytes, brand: bytes = b"isom") -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + b"\0" * 12 + b"".join(b"hdlr" + b"\0" * 8 + kind for kind in tracks)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (photograph("PNG"), "image/png"),
        (photograph("WEBP"), "image/webp"),
        (heic(), "image/heic"),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif", None),
        (b"ID3\x04" + b"\0" * 20, "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"OggS" + b"\0" * 24 + b"OpusHead", "audio/ogg"),
        (b"OggS" + b"\0" * 24 + b"\x80theora", None),
        (sound(), "audio/wav"),
        (b"#!AMR\n\x3c", "audio/amr"),
        (mp4(b"soun"), "audio/mp4"),
        (mp4(b"soun", b"vide"), "video/mp4"),
        (mp4(brand=b"M4A "), "audio/mp4"),
        (docx("a"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (docx("a", **{"word/vbaProject.bin": "macro"}), None),
        (xlsx([["a"]]), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (odt("a"), "application/vnd.oasis.opendocument.text"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text-template", "x": ""}), None),
        (archive({"run.exe": "MZ"}), None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16-le"), "application/msword"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0".encode("utf-16-le"), "application/vnd.ms-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"an installer", None),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', None),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: str | None) -> None:
    media = media_of(content)
    assert (media.type if media else None) == kind


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_copy_is_upright_and_has_nothing_hidden_in_it(form: str) -> None:
    made = photograph(form)
    assert any(secret in made for secret in SECRETS)
    copy = drawn("copy", f"image/{form.lower()}", made)
    assert not any(secret in copy for secret in SECRETS)
    image = Image.open(io.BytesIO(copy))
    assert (image.format, image.size) == (form, (480, 640))
    assert not image.getexif()
    # Orientation 6: the left half is on top once it stands upright.
    red, _, blue = image.convert("RGB").getpixel((240, 40))
    assert (red > 200, blue < 80) == (True, True)


def test_the_colours_of_a_profile_are_kept_and_the_profile_is_not() -> None:
    from PIL import ImageCms

    out = io.BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (50, 50), (10, 200, 30)).save(out, "PNG", icc_profile=profile)
    image = Image.open(io.BytesIO(drawn("copy", "image/png", out.getvalue())))
    assert "icc_profile" not in image.info
    assert max(abs(a - b) for a, b in zip(image.getpixel((5, 5)), (10, 200, 30), strict=True)) <= 2


# 64 × 48 points, the left half red, as a telephone of Apple's make writes them.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAACUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRt"
    "AAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMA"
    "AAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5j"
    "bHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBp"
    "eGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAC1tZGF0AAAAISgBrxmA70mlv//ihh/5rWv+v7IX//LxJ34ken/W"
    "5ENtbw=="
)


def test_a_heic_picture_is_shown_and_leaves_as_jpeg() -> None:
    assert media_of(HEIC) == BY_TYPE["image/heic"]
    shown = Image.open(io.BytesIO(drawn("preview", "image/heic", HEIC)))
    copy = Image.open(io.BytesIO(drawn("copy", "image/heic", HEIC)))
    assert (shown.format, copy.format, previews.leaves_as("image/heic")) == ("WEBP", "JPEG", "image/jpeg")
    for image in (shown, copy):
        assert image.size == (64, 48)
        red, _, blue = image.convert("RGB").getpixel((5, 24))
        assert (red > 180, blue < 80) == (True, True)
    with pytest.raises(NotDrawn):
        drawn("preview", "image/heic", heic())


def test_a_preview_is_bounded_upright_and_without_hidden_data() -> None:
    made = drawn("preview", "image/jpeg", photograph(size=(4000, 3000)))
    image = Image.open(io.BytesIO(made))
    assert (image.format, image.size) == ("WEBP", (1200, 1600))
    assert not any(secret in made for secret in SECRETS)


def test_the_first_page_of_a_pdf_is_drawn_at_a_bounded_size() -> None:
    for side in (10, 300, 14_000):
        image = Image.open(io.BytesIO(drawn("preview", "application/pdf", pdf(side=side))))
        assert max(image.size) == drawing.SIDE
    dark = Image.open(io.BytesIO(drawn("preview", "application/pdf", pdf()))).convert("L")
    assert dark.getpixel((drawing.SIDE // 3, drawing.SIDE * 2 // 3)) < 30
    assert dark.getpixel((5, 5)) > 240


def _bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few kilobytes that would unfold to ``width`` × ``height`` points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("what", "kind", "content", "said"),
    [
        ("preview", "image/png", _bomb(50_000, 50_000), "million pixels"),
        ("copy", "image/png", _bomb(9_000, 9_000), "million pixels"),
        ("preview", "image/jpeg", b"\xff\xd8\xff\xe0 no picture", "damaged"),
        ("preview", "image/png", photograph("JPEG"), "damaged"),
        ("preview", "application/pdf", b"%PDF-1.7 nothing", "damaged"),
        ("preview", "application/pdf", pdf(pages=0), "damaged"),
        ("lines", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04", "damaged"),
    ],
    ids=["bomb", "bomb-copy", "no-jpeg", "other-type", "no-pdf", "no-page", "no-docx"],
)
def test_what_cannot_be_drawn_says_why(what: str, kind: str, content: bytes, said: str) -> None:
    with pytest.raises(NotDrawn) as refusal:
        drawn(what, kind, content)
    assert said in str(refusal.value)


def test_first_lines_of_office_files_are_read_within_bounds() -> None:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert drawn("lines", word, docx("Memo of &lt;recovery&gt;", "", "बरामदगी")) == (
        b'["Memo of <recovery>", "\\u092c\\u0930\\u093e\\u092e\\u0926\\u0917\\u0940"]'
    )
    long = drawn("lines", word, docx(*["x" * 5000] * 500))
    assert len(long) < drawing.LINES * (drawing.LETTERS + 10)
    # An entity that unfolds into gigabytes stays what it is: a few letters.
    laughs = '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    bomb = archive({"[Content_Types].xml": "", "word/document.xml": laughs + "<w:p><w:t>&b;</w:t></w:p>"})
    assert len(drawn("lines", word, bomb)) < 50
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert drawn("lines", sheet, xlsx([["Name of shop", "Rooms"], ["Maurya", "4"]])) == (
        b'["Name of shop | Rooms", "Maurya | 4"]'
    )
    assert drawn("lines", "application/vnd.oasis.opendocument.text", odt("One", "Two")) == b'["One", "Two"]'
    assert drawn("lines", "text/plain", b"\n first \n\n second") == b'["first", "second"]'


def test_a_preview_is_kept_sealed_drawn_once_and_drawn_again_when_broken(people, monkeypatch) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="scene", chunks=[photograph()])

    def seen() -> bytes | None:
        with reading(people.sho.actor):
            return preview_of(people.sho.actor, document)

    assert seen() is None, "no page draws"
    assert draw(document.id)
    first = seen()
    assert first is not None
    path = storage.path_of(document.id, storage.PREVIEW)
    assert first[:4] == b"RIFF"
    assert b"WEBP" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    with monkeypatch.context() as patch:
        patch.setattr(previews, "drawn", lambda *given: pytest.fail("drawn twice"))
        assert not draw(document.id)
    path.write_bytes(path.read_bytes()[:-5])
    assert seen() is None
    assert draw(document.id)
    assert seen() == first


def test_why_there_is_no_preview_is_kept_and_what_is_destroyed_meanwhile_gets_none(people, monkeypatch) -> None:
    case = a_case(people.sho)
    broken = put(people.sho, case, kind="order", chunks=[b"%PDF-1.7 nothing"])
    assert draw(broken.id)
    assert not draw(broken.id)
    with reading(people.sho.actor), pytest.raises(NotDrawn, match="damaged"):
        preview_of(people.sho.actor, broken)
    document = put(people.sho, case, kind="scene", chunks=[photograph()])

    def drawn_while_voided(what: str, media_type: str, content: bytes) -> bytes:
        # Another officer voids the document in this very moment: nothing holds its row.
        void_document(by=people.sho.actor, document_id=document.id, reason="shows another girl than it says")
        return b"drawn"

    monkeypatch.setattr(previews, "drawn", drawn_while_voided)
    draw(document.id)
    assert not storage.path_of(document.id, storage.PREVIEW).exists()
    assert not draw(document.id)


def test_a_copy_is_drawn_before_the_row_is_held(people, monkeypatch) -> None:
    from django.db import connection

    document = put(people.sho, a_case(people.sho), kind="scene", chunks=[photograph()])
    held: list[bool] = []

    def spied(media_type: str, content: bytes, *, as_it_came: bool) -> bytes:
        held.append(any("FOR UPDATE" in query for query in said))
        return content

    said: list[str] = []

    def noted(execute, sql, params, many, context):
        said.append(sql)
        return execute(sql, params, many, context)

    monkeypatch.setattr("samanvay.documents.actions.opening.copied", spied)
    with connection.execute_wrapper(noted):
        read_document(by=people.sho.actor, document_id=document.id, purpose=Purpose.COURT)
    assert held == [False]
    assert any("FOR UPDATE" in query for query in said), "the row is held when the copy is noted"


def test_a_preview_may_not_stand_in_for_the_file(people) -> None:
    from samanvay.access.boxes.keys import key_for
    from samanvay.access.boxes.sealing import Tampered

    document = put(people.sho, a_case(people.sho), kind="scene", chunks=[photograph()])
    draw(document.id)
    with reading(people.sho.actor):
        key = key_for(document.data_key)
    storage.path_of(document.id).write_bytes(storage.path_of(document.id, storage.PREVIEW).read_bytes())
    with pytest.raises(Tampered):
        b"".join(storage.read(document.id, key))


def test_the_copy_leaves_clean_and_the_original_whole_each_on_record(people) -> None:
    case, content = a_case(people.sho), photograph()
    document = put(people.sho, case, kind="scene", name="Sunaina.heic.JPG", chunks=[content])
    open_document(by=people.chief.actor, document_id=document.id, purpose=Purpose.INVESTIGATION)
    copy = read_document(by=people.desk.actor, document_id=document.id, purpose=Purpose.COURT)
    taken = b"".join(copy.chunks)
    assert copy.size == len(taken)
    assert not any(secret in taken for secret in SECRETS)
    with pytest.raises(Refused):
        read_original(by=people.desk.actor, document_id=document.id, purpose=Purpose.COURT, reason="the court asks it")
    with pytest.raises(Invalid) as refusal:
        read_original(by=people.sho.actor, document_id=document.id, purpose=Purpose.COURT, reason="  court  ")
    assert refusal.value.field == "reason"
    why = "Produced before the Special Court on its order"
    original = read_original(by=people.sho.actor, document_id=document.id, purpose=Purpose.COURT, reason=why)
    assert b"".join(original.chunks) == content
    with reading(people.chief.actor):
        chain = custody_of(people.chief.actor, document)
    assert [(e.what, e.by, e.sha256) for e in chain] == [
        ("added", people.sho.user.id, document.sha256), ("viewed", people.chief.user.id, document.sha256),
        ("copied", people.desk.user.id, hashlib.sha256(taken).hexdigest()),
        ("original", people.sho.user.id, document.sha256),
    ]  # fmt: skip
    assert not any(why.encode() in bytes(entry.reason) for entry in chain)
    with reading(people.sho.actor):
        assert reasons_of(people.sho.actor, document, chain) == {4: why}
    with reading(SYSTEM):
        assert CustodyEntry.objects.count() == 4


def test_any_part_of_a_recording_is_given_without_reading_the_rest(people) -> None:
    content = sound(20)
    assert len(content) > 4 * storage.PIECE
    document = put(people.sho, a_case(people.sho), kind="other", chunks=[content])
    with reading(people.sho.actor):
        assert played_size(people.sho.actor, document) is None
    draw(document.id)
    with reading(people.sho.actor):
        assert played_size(people.sho.actor, document) == len(content)
        for start, length in (
            (0, 1),
            (0, len(content)),
            (storage.PIECE - 1, 2),
            (200_000, 70_000),
            (len(content) - 5, 5),
        ):
            part = part_of(people.sho.actor, document, start, length)
            assert b"".join(part) == content[start : start + length]


def test_lines_of_a_sealed_file_are_for_its_readers(people) -> None:
    case = a_case(people.sho)
    document = put(people.sho, case, kind="order", chunks=[docx("Order of the committee")])
    with reading(people.desk.actor):
        assert lines_of(people.desk.actor, document) is None
    draw(document.id)
    with reading(people.desk.actor):
        assert lines_of(people.desk.actor, document) == ["Order of the committee"]
    with reading(people.worker.actor), pytest.raises(Refused):
        lines_of(people.worker.actor, document)
