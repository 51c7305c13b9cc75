"""Kinds of document, the media types that are taken, and how each is known by its content."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from samanvay.access.boxes.groups import Group
from samanvay.kernel.bilingual import Bilingual

LARGEST = 20 * 1024 * 1024
HEAD = 8192  # so many bytes decide what a file is


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document. One about a person belongs to a field group: who opens that group reads it.

    Every kind names a person, and so belongs to one, unless it says that it is ``of_case``.
    """

    words: Bilingual
    group: Group
    of_case: bool = False


KINDS: dict[str, Kind] = {
    "fir": Kind(Bilingual("FIR", "एफआईआर"), Group.STATEMENT),
    "statement": Kind(Bilingual("Statement", "बयान"), Group.STATEMENT),
    "medical": Kind(Bilingual("Medical report", "चिकित्सकीय आख्या"), Group.MEDICAL),
    "counselling": Kind(Bilingual("Counselling report", "परामर्श आख्या"), Group.COUNSELLING),
    "photo": Kind(Bilingual("Photograph", "छायाचित्र"), Group.IDENTITY),
    "identity": Kind(Bilingual("Proof of identity or age", "पहचान या आयु प्रमाण"), Group.IDENTITY),
    "order": Kind(Bilingual("Order of court or committee", "न्यायालय या समिति का आदेश"), Group.STATEMENT, of_case=True),
    "seizure": Kind(Bilingual("Seizure memo", "बरामदगी फर्द"), Group.STATEMENT, of_case=True),
    "social": Kind(Bilingual("Social investigation report", "सामाजिक अन्वेषण आख्या"), Group.CONTACT),
    "release": Kind(Bilingual("Release certificate", "मुक्ति प्रमाणपत्र"), Group.IDENTITY),
    "other": Kind(Bilingual("Other", "अन्य"), Group.IDENTITY, of_case=True),
}


def is_about_person(kind: str, subject_id: UUID | None) -> bool:
    """Tell whether a document is for the team alone: about a person, or of a kind that always names one."""
    return subject_id is not None or not KINDS[kind].of_case


@dataclass(frozen=True, slots=True)
class Media:
    """A media type and how its files begin."""

    type: str
    ending: str
    words: str
    is_it: Callable[[bytes], bool]


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(marks)


def _office(folder: bytes) -> Callable[[bytes], bool]:
    # An Office file is a ZIP archive; its first entries name what it holds.
    return lambda head: head.startswith(b"PK\x03\x04") and (folder in head or b"[Content_Types].xml" in head)


def _is_text(head: bytes) -> bool:
    if any(byte < 32 and byte not in (9, 10, 13) for byte in head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # The head may end inside a letter.
        return error.start > 0 and len(head) - error.start < 4 and len(head) == HEAD
    return bool(head) and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


MEDIA: tuple[Media, ...] = (
    Media("application/pdf", "pdf", "PDF", _begins(b"%PDF-")),
    Media("image/jpeg", "jpg", "JPEG", _begins(b"\xff\xd8\xff")),
    Media("image/png", "png", "PNG", _begins(b"\x89PNG\r\n\x1a\n")),
    Media("image/webp", "webp", "WebP", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    Media("audio/mpeg", "mp3", "MP3", _begins(b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
    Media("audio/ogg", "ogg", "Ogg", _begins(b"OggS")),
    Media("video/mp4", "mp4", "MP4", lambda head: head[4:8] == b"ftyp"),
    Media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "Word", _office(b"word/")),
    Media("text/plain", "txt", "Text", _is_text),
)
BY_TYPE = {media.type: media for media in MEDIA}


def media_of(head: bytes) -> Media | None:
    """Return what a file is by its first bytes (``HEAD`` of them), or None for what is not taken."""
    return next((media for media in MEDIA if media.is_it(head)), None)
