"""Adding documents, giving them out, keeping their readers equal to their case's."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.access.boxes.groups import Purpose
from samanvay.access.boxes.keys import Forgotten, key_for, new_key
from samanvay.access.boxes.sealing import context, decrypt, encrypt
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Unseen

from . import events, policies, storage
from .kinds import BY_TYPE, HEAD, KINDS, LARGEST, MEDIA, media_of
from .models import CustodyEntry, Document


@dataclass(frozen=True, slots=True)
class Opened:
    """A document given out: its name, type, size and plain bytes."""

    name: str
    media_type: str
    size: int
    chunks: Iterator[bytes]


def _name_place(document_id: UUID) -> bytes:
    return context(document_id, "name")


def _limited(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise Invalid("file", _("At most %(n)d MB.") % {"n": LARGEST // 1024 // 1024})
        yield chunk


def _head(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    taken: list[bytes] = []
    while sum(map(len, taken)) < HEAD and (chunk := next(chunks, None)) is not None:
        taken.append(chunk)
    return b"".join(taken)[:HEAD], chain(taken, chunks)


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
    submission_id: UUID | None = None,
) -> Document:
    """Take in a file: known by its content, sealed on disk, first entry of its custody.

    ``chunks`` are its bytes. Raises Invalid for one that is empty, too large or of no type that is taken, or
    that names a person without saying whom, Refused, Forgotten for a person who was erased. The same submission
    twice gives the same document.
    """
    if kind not in KINDS:
        raise Invalid("kind", _("Choose one of the list."))
    if subject_id is None and not KINDS[kind].of_case:
        raise Invalid("person", _("A document of this kind names a person: say whom it is about."))
    submission = submission_id or uuid7()
    document = Document(id=uuid7(), record_id=record_id, subject_id=subject_id, kind=kind, submission_id=submission)
    with operation(events.DOCUMENT_ADDED, by=by, target=("case", record_id), readers=readers) as op:
        policies.may_add_document(by, record_id, subject_id, kind, readers)
        known = Document.objects.filter(added_by=by.id, submission_id=submission).first()
        if known is not None:
            op.keep_silent()
            return known
        head, whole = _head(_limited(chunks))
        media = media_of(head)
        if not head or media is None:
            raise Invalid(
                "file",
                _("Files of these types are taken: %(types)s.") % {"types": ", ".join(m.words for m in MEDIA)},
            )
        if media.type == "text/plain":
            text = b"".join(whole)
            refuse_aadhaar("file", text.decode("utf-8", "replace"))
            whole = iter([text])
        document.data_key, key = new_key(subject_id or record_id)
        written = storage.write(document.id, key, whole)
        try:
            document.media_type, document.size, document.sha256 = media.type, written.size, written.sha256
            document.name = encrypt(key, _plain_name(name, media.ending).encode(), _name_place(document.id))
            document.added_by, document.added_at = by.id, clock.now()
            document.readers, document.home_unit, document.home_state = list(readers), home_unit, home_state
            document.save(force_insert=True)
            note_custody(document=document, what=CustodyEntry.ADDED, by=by.id)
            op.add(document=document.id, kind=kind, person=subject_id, size=written.size, sha256=written.sha256)
        except BaseException:
            storage.remove(document.id)
            raise
    return document


def _plain_name(name: str, ending: str) -> str:
    base = name.replace("\\", "/").rsplit("/", 1)[-1].strip()
    stem = base.rsplit(".", 1)[0] if "." in base else base
    kept = "".join(letter for letter in stem if letter.isprintable()).strip(". ")[:100]
    # The ending follows the content: a file never goes out as something that it is not.
    return f"{kept or 'document'}.{ending}"


def note_custody(
    *, document: Document, what: str, by: UUID, purpose: str = "", at: datetime | None = None
) -> CustodyEntry:
    """Add an entry to the custody of a document, inside the caller's operation."""
    # The system numbers them: a unit that the case was shared with later does not see the first entries.
    with acting_as(SYSTEM, op=current_operation()):
        before = CustodyEntry.objects.filter(document=document).order_by("-no").first()
        no, moment = (before.no + 1 if before else 1), at or clock.now()
        return CustodyEntry.objects.create(
            document=document,
            no=no,
            what=what,
            by=by,
            at=moment,
            purpose=purpose,
            digest=entry_digest(before.digest if before else document.sha256, no, what, by, moment, purpose),
            readers=document.readers,
            home_unit=document.home_unit,
            home_state=document.home_state,
        )


def entry_digest(before: str, no: int, what: str, by: UUID, at: datetime, purpose: str) -> str:
    """Return the hash of a custody entry with the one before it (the file's own for the first)."""
    return hashlib.sha256(context(before, no, what, by, at.isoformat(), purpose)).hexdigest()


def read_document(*, by: Actor, document_id: UUID, purpose: Purpose | str) -> Opened:
    """Give out a document and note it in its custody. Raises Unseen, Refused, Invalid, Forgotten, Tampered.

    The bytes are read after the caller's transaction: they need the key alone, which is taken here.
    """
    if purpose not in set(Purpose):
        raise Invalid("purpose", _("Say for what purpose this is opened."))
    with operation(events.DOCUMENT_READ, by=by) as op:
        document = Document.objects.select_for_update().filter(pk=document_id, voided_at__isnull=True).first()
        if document is None:
            raise Unseen
        policies.may_read_document(by, document)
        if document.erased_at is not None:
            raise Forgotten
        key = key_for(document.data_key)
        name = decrypt(key, bytes(document.name), _name_place(document.id)).decode()
        note_custody(document=document, what=CustodyEntry.VIEWED, by=by.id, purpose=str(purpose))
        op.about("case", document.record_id, document.readers)
        op.add(document=document.id, kind=document.kind, person=document.subject_id, purpose=str(purpose))
    media_type = document.media_type if document.media_type in BY_TYPE else "application/octet-stream"
    return Opened(name, media_type, document.size, storage.read(document.id, key))


def share_documents(*, by: Actor, record_id: UUID, before: Sequence[int], after: Sequence[int]) -> int:
    """Give the documents of a record the readers that the record now has; narrower ones stay narrow."""
    with operation(events.DOCUMENTS_SHARED, by=by, target=("case", record_id), readers=after) as op:
        # Compared as sets: a rebuild after a reorganisation writes them in another order.
        alike = {"readers__contains": list(before), "readers__contained_by": list(before)}
        count = Document.objects.filter(record_id=record_id, **alike).update(readers=list(after))
        op.add(documents=count)
        if not count:
            op.keep_silent()
    return count
