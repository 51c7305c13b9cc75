"""What may be looked at in the browser, and the copies that leave: drawn in a process of its own, sealed if kept.

A preview is drawn behind the pages, once, by the worker, without a lock on any row; a page shows it when it is there.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes import keyring
from samanvay.access.boxes.keys import Forgotten, key_for
from samanvay.access.boxes.sealing import Tampered
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refusal, Refused

from . import drawing, policies, storage
from .media import BY_TYPE, PICTURES, Look
from .models import Document

PATIENCE = 40  # seconds
PLAYED = frozenset({Look.SOUND, Look.FILM})
DRAWN = frozenset({Look.PICTURE, Look.PAGE, Look.LINES, *PLAYED})
_WHY: dict[str, Callable[[], str]] = {
    "slow": lambda: _("This file takes too long to show. Take the copy."),
    "large": lambda: (
        _("This picture has more than %(n)d million pixels and is not shown.") % {"n": drawing.MOST_POINTS // 1_000_000}
    ),
    "locked": lambda: _("This PDF is locked with a password and cannot be shown."),
    "unclean": lambda: _(
        "Hidden data in this file (author, place, device, earlier versions) cannot be removed. The copy "
        "contains them too."
    ),
    "damaged": lambda: _("This file is damaged or unusual and cannot be shown."),
}
NOTHING_HIDDEN = frozenset({"text/plain", "audio/amr"})  # these have no place for more than what is read and heard
NEVER_CLEAN = frozenset({"application/msword", "application/vnd.ms-excel"})
_ENDS = {drawing.TOO_LARGE: "large", drawing.LOCKED: "locked"}


class NotDrawn(Refusal):
    """The file cannot be drawn; its words say why, its code is kept instead of the preview."""

    status = 422

    def __init__(self, why: str) -> None:
        super().__init__(_WHY.get(why, _WHY["damaged"])(), code=why)


class Uncleaned(NotDrawn):
    """What is hidden in the file cannot be taken out."""

    def __init__(self) -> None:
        super().__init__("unclean")


@dataclass(frozen=True, slots=True)
class Reach:
    """What shuts the drawing of files off (of ``files`` and ``calls``), and what it reaches all the same."""

    in_force: tuple[str, ...]
    reached: tuple[str, ...]


def reach() -> Reach:
    """Have the process that draws try to read the keys, its parent's environment and the network."""
    found = json.loads(_run("reach", str(keyring.folder())).stdout)
    return Reach(tuple(found["in_force"]), tuple(found["reached"]))


def _run(what: str, of: str, content: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-I", "-B", "-m", drawing.__name__, what, of]
    return subprocess.run(  # noqa: S603
        command, input=content, capture_output=True, timeout=PATIENCE, check=False, env={}, cwd="/"
    )


def drawn(what: str, media_type: str, content: bytes) -> bytes:
    """Return a preview, a copy without hidden data, or the first lines. Raises NotDrawn."""
    try:
        done = _run(what, media_type, content)
    except subprocess.TimeoutExpired as error:
        raise (Uncleaned() if what == "clean" else NotDrawn("slow")) from error
    if done.returncode and what == "clean":
        raise Uncleaned  # also where the cleaner broke on it
    if done.returncode:
        raise NotDrawn(_ENDS.get(done.returncode, "damaged"))
    return done.stdout


def look_of(document: Document) -> Look:
    """Return how a document is looked at in the browser."""
    return BY_TYPE[document.media_type].look if document.media_type in BY_TYPE else Look.NOT


def draw(document_id: UUID) -> bool:
    """Draw the preview of a document that stands and has none, and keep it sealed; tell whether it was drawn now.

    For the worker. The row is looked at before and after, and held by nobody meanwhile. Why a file cannot be drawn is
    kept in place of its preview. What was destroyed in the meantime gets none.
    """
    document, key = _to_draw(document_id)
    if document is None or _kept(document, key) is not None:
        return False
    part, made = storage.PREVIEW, b""
    try:
        made = drawn(_verb(document), document.media_type, b"".join(storage.read(document.id, key)))
    except NotDrawn as refusal:
        part, made = storage.UNDRAWN, refusal.code.encode()
    storage.remove(document.id, storage.PREVIEW, storage.UNDRAWN)  # what broke off half-way
    storage.write(document.id, key, [made], part)
    if _to_draw(document_id)[0] is None:
        storage.remove(document.id, storage.PREVIEW, storage.UNDRAWN)
    return True


def _verb(document: Document) -> str:
    """Return what is made of a document to be looked at: of a recording one that is played without what it hides."""
    look = look_of(document)
    return "clean" if look in PLAYED else "lines" if look is Look.LINES else "preview"


def _to_draw(document_id: UUID) -> tuple[Document | None, bytes]:
    """Return a document that may be drawn and its key; None for one that is gone, closed, forgotten or not shown."""
    with reading(SYSTEM):
        document = Document.objects.filter(pk=document_id).first()
        if document is None or not document.has_file or look_of(document) not in DRAWN:
            return None, b""
        try:
            policies.refuse_closed(document)
            return document, key_for(document.data_key)
        except (Refused, Forgotten):
            return None, b""


def _kept(document: Document, key: bytes) -> tuple[str, bytes] | None:
    """Return the part that is kept and what it holds: the preview, or the code why there is none; None without."""
    for part in (storage.PREVIEW, storage.UNDRAWN):
        with suppress(Tampered):  # not there, or not whole yet
            return part, b"".join(storage.read(document.id, key, part))
    return None


def preview_of(actor: Actor, document: Document) -> bytes | None:
    """Return the preview of a document that the actor opened, None where it is not drawn yet. Raises NotDrawn."""
    policies.may_read_document(actor, document)
    policies.refuse_closed(document)
    kept = _kept(document, key_for(document.data_key))
    if kept is None:
        return None
    part, made = kept
    if part == storage.UNDRAWN:
        raise NotDrawn(made.decode())
    return made


def lines_of(actor: Actor, document: Document) -> list[str] | None:
    """Return the first lines of a document that the actor opened, None where they are not read yet. Raises NotDrawn."""
    made = preview_of(actor, document)
    return None if made is None else [str(line) for line in json.loads(made)]


def played_size(actor: Actor, document: Document) -> int | None:
    """Return how long what is played of a recording is, None where it is not made yet. Raises NotDrawn.

    Played is what a copy would be: without place, device and names. What cannot be cleaned is not played.
    """
    policies.may_read_document(actor, document)
    policies.refuse_closed(document)
    if storage.size_of(document.id, storage.UNDRAWN) is not None:
        made = b"".join(storage.read(document.id, key_for(document.data_key), storage.UNDRAWN))
        raise Uncleaned if made == b"unclean" else NotDrawn(made.decode())
    return storage.size_of(document.id, storage.PREVIEW)


def part_of(actor: Actor, document: Document, start: int, length: int) -> Iterator[bytes]:
    """Return a part of what is played of a recording that the actor opened."""
    policies.may_read_document(actor, document)
    policies.refuse_closed(document)
    return storage.read_part(document.id, key_for(document.data_key), start, length, storage.PREVIEW)


def leaves_as(media_type: str) -> str:
    """Return the type of the copy of a file of this type."""
    return "image/jpeg" if media_type == "image/heic" else media_type


def copied(media_type: str, content: bytes, *, as_it_came: bool = False) -> bytes:
    """Return what leaves the house of a file: a picture drawn anew, anything else without what is hidden in it.

    Raises NotDrawn, Uncleaned for a file in which something may be left; that leaves only ``as_it_came``.
    """
    if media_type in PICTURES:
        return drawn("copy", media_type, content)
    if media_type in NOTHING_HIDDEN:
        return content
    if not as_it_came:
        return drawn("clean", media_type, content)
    try:
        return drawn("clean", media_type, content)
    except Uncleaned:
        return content


def is_never_clean(media_type: str) -> bool:
    """Tell whether no file of this type can be cleaned."""
    return media_type in NEVER_CLEAN


def hides_parts(media_type: str) -> bool:
    """Tell whether files of this type hold sheets, text and comments that nobody sees on the page."""
    return media_type.startswith(("application/vnd.openxmlformats-", "application/vnd.oasis."))


def unclean_words() -> str:
    """Return what is said before a file leaves with what is hidden in it."""
    return str(Uncleaned())
