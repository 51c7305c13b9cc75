"""Taking a document in."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.access.boxes.keys import new_key
from samanvay.access.boxes.sealing import encrypt
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import once

from .. import events, policies, storage
from ..custody import note_custody
from ..kinds import KINDS
from ..media import LARGEST, Media, media_of, taken_words
from ..models import CustodyEntry, Document
from ..people import require_person
from ..queries import name_place
from ..scanning import scan
from ..states import Scan


class AlreadyHere(Invalid):
    """The same file, byte for byte, lies with this record and this person already."""

    def __init__(self, known: Document) -> None:
        self.document = known
        words = _("This file is already here: %(kind)s, added on %(day)s.") % {
            "kind": known.kind_words,
            "day": date_format(localtime(known.added_at), "DATE_FORMAT"),
        }
        super().__init__("file", words, code="known")


def add_document(
    *,
    by: Actor,
    record_id: UUID,
    subject_id: UUID | None,
    kind: str,
    name: str,
    chunks: Iterable[bytes],
    readers: Sequence[int],
    home_unit: int,
    home_state: str,
    of: str = "case",
    submission_id: UUID | None = None,
    captured_at: datetime | None = None,
    device: str = "",
    replaces: UUID | None = None,
) -> Document:
    """Take in a file: known by its content, scanned, sealed on disk, first entry of its custody.

    ``chunks`` are its bytes, ``of`` the kind of record, ``replaces`` a document of the same record that is voided in
    its favour. Raises Invalid for a file that is empty, too large, of no type that is taken or here already, or that
    names a person without saying whom; Refused; Forgotten for a person who was erased. The same submission twice
    gives the same document. Of a file with a virus the record is kept and no byte.
    """
    if kind not in KINDS:
        raise Invalid("kind", _("Choose from the list."))
    if subject_id is None and not KINDS[kind].of_case:
        raise Invalid("person", _("This kind of document names a person. Choose the person it is about."))
    submission = submission_id or uuid7()
    document = Document(id=uuid7(), of=of, record_id=record_id, subject_id=subject_id, kind=kind)
    with operation(events.DOCUMENT_ADDED, by=by, target=(of, record_id), readers=readers) as op:
        policies.may_add_document(by, record_id, subject_id, kind, readers, of)
        if subject_id is not None:
            require_person(by, of, record_id, subject_id)
        if known := once(op, Document, submission, added_by=by.id):
            return known
        content = _whole(chunks)
        media = _media(content)
        if media.type == "text/plain":
            refuse_aadhaar("file", content.decode("utf-8", "replace"))
        document.sha256, document.size = hashlib.sha256(content).hexdigest(), len(content)
        if replaces is not None:
            _replace(by, replaces, document)
        _refuse_known(document)
        document.scan = scan(content)
        document.scanned_at = None if document.scan in (Scan.UNSCANNED, Scan.WAITING) else clock.now()
        document.media_type, document.submission_id = media.type, submission
        document.captured_at, document.device = captured_at, device[:64]
        document.data_key, key = new_key(subject_id or record_id)
        document.name = encrypt(key, _plain_name(name, media.ending).encode(), name_place(document.id))
        document.added_by, document.added_at = by.id, clock.now()
        document.readers, document.home_unit, document.home_state = list(readers), home_unit, home_state
        if not document.is_infected:
            storage.write(document.id, key, [content])
        try:
            document.save(force_insert=True)
            note_custody(document=document, what=CustodyEntry.ADDED, by=by.id, sha256=document.sha256)
            if document.is_infected:
                note_custody(document=document, what=CustodyEntry.INFECTED, by=by.id)
            op.add(document=document.id, kind=kind, person=subject_id, size=document.size, sha256=document.sha256)
            op.add(scan=str(document.scan), replaces=replaces)
        except BaseException:
            storage.remove(document.id)
            raise
    return document


def _whole(chunks: Iterable[bytes]) -> bytes:
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise Invalid("file", _("The file is too large: at most %(n)d MB.") % {"n": LARGEST // 1024 // 1024})
        parts.append(chunk)
    return b"".join(parts)


def _media(content: bytes) -> Media:
    if not content:
        raise Invalid("file", _("The file is empty."))
    media = media_of(content)
    if media is None:
        raise Invalid(
            "file",
            _("This type of file is not accepted, whatever its name says. Accepted: %(types)s.")
            % {"types": taken_words()},
        )
    return media


def _refuse_known(document: Document) -> None:
    same = Document.objects.filter(
        record_id=document.record_id, subject_id=document.subject_id, sha256=document.sha256,
        voided_at=None, erased_at=None,
    )  # fmt: skip
    known = same.exclude(scan=Scan.INFECTED).order_by("added_at").first()
    if known is not None:
        raise AlreadyHere(known)


def _replace(by: Actor, replaced_id: UUID, document: Document) -> None:
    replaced = Document.objects.select_for_update().filter(pk=replaced_id, record_id=document.record_id).first()
    if replaced is None:
        raise Unseen
    policies.may_void_document(by, replaced)
    with operation(
        events.DOCUMENT_REPLACED, by=by, target=(replaced.of, replaced.record_id), readers=replaced.readers
    ) as op:
        # A code and no words: what is said of a document may name somebody.
        changes = {"voided_at": clock.now(), "voided_by": by.id, "void_reason": ""}
        replaced.revise(expected=None, changes=changes)
        note_custody(document=replaced, what=CustodyEntry.REPLACED, by=by.id)
        op.add(document=replaced.id, kind=replaced.kind, person=replaced.subject_id, replaced_by=document.id)
    document.replaces = replaced.id


def _plain_name(name: str, ending: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    stem = base.rsplit(".", 1)[0] if "." in base else base
    kept = "".join(letter for letter in stem if letter.isprintable()).strip(". ")[:100]
    # The ending follows the content: a file never goes out as something that it is not.
    return f"{kept or 'document'}.{ending}"
