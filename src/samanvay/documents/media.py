"""The types of file that are taken, each known by its content: a name proves nothing."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 20 * 1024 * 1024
HEAD = 8192  # so many bytes decide what most files are


class Look(StrEnum):
    """How a file is looked at in the browser, where it can be."""

    PICTURE = "picture"
    PAGE = "page"  # the first page, drawn
    SOUND = "sound"
    FILM = "film"
    LINES = "lines"  # the first lines of its text
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Media:
    """A media type: the ending that its files get, what it is called, how it is looked at and known."""

    type: str
    ending: str
    words: str
    look: Look
    is_it: Callable[[bytes], bool]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _names_in(content: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return set()


def _office(part: str) -> Callable[[bytes], bool]:
    """Know an Office file: an archive with this part, and without macros."""

    def is_it(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        names = _names_in(content)
        return {"[Content_Types].xml", part} <= names and not any(name.endswith("vbaProject.bin") for name in names)

    return is_it


def _open_document(kind: bytes) -> Callable[[bytes], bool]:
    # The first entry of the archive is its type, unpacked; the next entry follows at once.
    mark = b"mimetypeapplication/vnd.oasis.opendocument." + kind + b"PK"
    return lambda content: content.startswith(b"PK\x03\x04") and content.startswith(mark, 30)


def _old_office(*streams: str) -> Callable[[bytes], bool]:
    marks = tuple(stream.encode("utf-16-le") + b"\0\0" for stream in streams)
    return lambda content: (
        content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") and any(mark in content for mark in marks)
    )


def _brand(content: bytes) -> bytes:
    return content[8:12] if content[4:8] == b"ftyp" else b""


def _is_heic(content: bytes) -> bool:
    return _brand(content) in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1") and b"avif" not in content[:64]


def _has_track(content: bytes, kind: bytes) -> bool:
    return re.search(rb"hdlr.{8}" + kind, content, re.DOTALL) is not None


def _is_sound_in_mp4(content: bytes) -> bool:
    brand = _brand(content)
    if brand in (b"M4A ", b"M4B "):
        return True
    # Telephones record sound under the marks of a film.
    return bool(brand) and _has_track(content, b"soun") and not _has_track(content, b"vide")


def _is_film(content: bytes) -> bool:
    return _brand(content)[:3] in (b"iso", b"mp4", b"avc", b"M4V", b"3gp", b"3g2", b"qt ", b"MSN", b"dby")


def _is_ogg_sound(content: bytes) -> bool:
    return content.startswith(b"OggS") and any(mark in content[:200] for mark in (b"OpusHead", b"\x01vorbis", b"Speex"))


def _is_text(content: bytes) -> bool:
    head = content[:HEAD]
    if any(byte < 32 and byte not in (9, 10, 13) for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may end inside a letter.
        return error.start > 0 and len(head) - error.start < 4 and len(head) == HEAD
    return bool(head) and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

MEDIA: tuple[Media, ...] = (
    Media("application/pdf", "pdf", "PDF", Look.PAGE, _begins(b"%PDF-")),
    Media("image/jpeg", "jpg", "JPEG", Look.PICTURE, _begins(b"\xff\xd8\xff")),
    Media("image/png", "png", "PNG", Look.PICTURE, _begins(b"\x89PNG\r\n\x1a\n")),
    Media("image/webp", "webp", "WebP", Look.PICTURE, lambda c: c[:4] == b"RIFF" and c[8:12] == b"WEBP"),
    Media("image/heic", "heic", "HEIC", Look.PICTURE, _is_heic),
    Media(
        "audio/mpeg",
        "mp3",
        "MP3",
        Look.SOUND,
        _begins(b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"),
    ),
    Media("audio/aac", "aac", "AAC", Look.SOUND, _begins(b"\xff\xf1", b"\xff\xf9")),
    Media("audio/mp4", "m4a", "M4A", Look.SOUND, _is_sound_in_mp4),
    Media("audio/ogg", "ogg", "Ogg", Look.SOUND, _is_ogg_sound),
    Media("audio/wav", "wav", "WAV", Look.SOUND, lambda c: c[:4] == b"RIFF" and c[8:12] == b"WAVE"),
    Media("audio/amr", "amr", "AMR", Look.NOT, _begins(b"#!AMR")),
    Media("video/mp4", "mp4", "MP4", Look.FILM, _is_film),
    Media(_OOXML + "wordprocessingml.document", "docx", "Word", Look.LINES, _office("word/document.xml")),
    Media(_OOXML + "spreadsheetml.sheet", "xlsx", "Excel", Look.LINES, _office("xl/workbook.xml")),
    Media(_ODF + "text", "odt", "OpenDocument", Look.LINES, _open_document(b"text")),
    Media(_ODF + "spreadsheet", "ods", "OpenDocument", Look.LINES, _open_document(b"spreadsheet")),
    Media("application/msword", "doc", "Word", Look.NOT, _old_office("WordDocument")),
    Media("application/vnd.ms-excel", "xls", "Excel", Look.NOT, _old_office("Workbook", "Book")),
    Media("text/plain", "txt", "Text", Look.LINES, _is_text),
)
BY_TYPE = {media.type: media for media in MEDIA}
PICTURES = frozenset(media.type for media in MEDIA if media.look is Look.PICTURE)
# What a browser offers to choose from; the content decides later.
ACCEPT = ",".join(
    sorted({f".{media.ending}" for media in MEDIA} | {".jpeg", ".heif", ".opus", ".3gp", "image/*", "audio/*"})
)


def media_of(content: bytes) -> Media | None:
    """Return what a file is by its content, or None for what is not taken."""
    return next((media for media in MEDIA if media.is_it(content)), None)


def taken_words() -> str:
    """Return the names of the types that are taken."""
    return ", ".join(dict.fromkeys(media.words for media in MEDIA))
