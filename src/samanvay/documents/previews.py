"""What may be looked at in the browser, and the copies that leave: drawn in a process of its own, sealed if kept."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

from django.utils.translation import gettext as _

from samanvay.access.boxes.keys import key_for
from samanvay.access.boxes.sealing import Tampered
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refusal

from . import drawing, policies, storage
from .media import BY_TYPE, PICTURES, Look
from .models import Document

PATIENCE = 40  # seconds


class NotDrawn(Refusal):
    """The file cannot be drawn; its words say why."""

    status = 422


def drawn(what: str, media_type: str, content: bytes) -> bytes:
    """Return a preview, a copy without hidden data, or the first lines. Raises NotDrawn."""
    command = [sys.executable, "-I", "-B", "-m", drawing.__name__, what, media_type]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=PATIENCE, check=False, env={}, cwd="/"
        )
    except subprocess.TimeoutExpired as error:
        raise NotDrawn(_("This file takes too long to draw.")) from error
    if done.returncode == drawing.TOO_LARGE:
        most = drawing.MOST_POINTS // 1_000_000
        raise NotDrawn(_("This picture has more than %(n)d million points and is not drawn.") % {"n": most})
    if done.returncode == drawing.LOCKED:
        raise NotDrawn(_("This PDF is locked by a password and cannot be shown."))
    if done.returncode:
        raise NotDrawn(_("This file is damaged or unusual and cannot be drawn."))
    return done.stdout


def look_of(document: Document) -> Look:
    """Return how a document is looked at in the browser."""
    return BY_TYPE[document.media_type].look if document.media_type in BY_TYPE else Look.NOT


def picture_of(actor: Actor, document: Document) -> bytes:
    """Return the preview of a document that the actor opened, drawn once and kept sealed. Raises NotDrawn."""
    policies.may_read_document(actor, document)
    policies.refuse_closed(document)
    key = key_for(document.data_key)
    with suppress(Tampered):  # not there yet, or broken off half-way
        return b"".join(storage.read(document.id, key, storage.PREVIEW))
    made = drawn("preview", document.media_type, b"".join(storage.read(document.id, key)))
    storage.remove(document.id, storage.PREVIEW)
    with suppress(FileExistsError):  # somebody else looked in the same moment
        storage.write(document.id, key, [made], storage.PREVIEW)
    return made


def lines_of(actor: Actor, document: Document) -> list[str]:
    """Return the first lines of a document that the actor opened. Raises NotDrawn."""
    policies.may_read_document(actor, document)
    policies.refuse_closed(document)
    content = b"".join(storage.read(document.id, key_for(document.data_key)))
    return [str(line) for line in json.loads(drawn("lines", document.media_type, content))]


def part_of(actor: Actor, document: Document, start: int, length: int) -> Iterator[bytes]:
    """Return a part of a recording that the actor opened."""
    policies.may_read_document(actor, document)
    policies.refuse_closed(document)
    return storage.read_part(document.id, key_for(document.data_key), start, length)


def leaves_as(media_type: str) -> str:
    """Return the type of the copy of a file of this type."""
    return "image/jpeg" if media_type == "image/heic" else media_type


def copied(media_type: str, content: bytes) -> bytes:
    """Return what leaves the house of a file: a picture drawn anew, anything else as it is. Raises NotDrawn."""
    return drawn("copy", media_type, content) if media_type in PICTURES else content
