"""Keeping documents in order: readers, viruses, mistakes."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from samanvay.access.boxes.content import refuse_aadhaar
from samanvay.access.boxes.keys import key_for, pass_on
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused, Unseen

from .. import events, policies, scanning, storage
from ..custody import note_custody
from ..models import CustodyEntry, Document
from ..people import require_person
from ..states import Scan

SHORTEST_REASON = 10


def _held(document_id: UUID) -> Document:
    document = Document.objects.select_for_update().filter(pk=document_id).first()
    if document is None:
        raise Unseen
    return document


def share_documents(*, by: Actor, record_id: UUID, before: Sequence[int], after: Sequence[int]) -> int:
    """Give the documents of a record the readers that the record now has; narrower ones stay narrow."""
    with operation(events.DOCUMENTS_SHARED, by=by, target=("case", record_id), readers=after) as op:
        # Compared as sets: a rebuild after a reorganisation writes them in another order.
        alike = {"readers__contains": list(before), "readers__contained_by": list(before)}
        shared = list(Document.objects.select_for_update().filter(record_id=record_id, **alike))
        Document.objects.filter(pk__in=[document.id for document in shared]).update(readers=list(after))
        for document in shared:
            document.readers = list(after)
            note_custody(document=document, what=CustodyEntry.SHARED, by=by.id)
        op.add(documents=len(shared))
        if not shared:
            op.keep_silent()
    return len(shared)


def scan_document(*, by: Actor, document_id: UUID) -> Document:
    """Have a document looked through that no scanner has seen yet. An infected one loses its file for good."""
    with operation(events.DOCUMENT_SCANNED, by=by) as op:
        document = _held(document_id)
        policies.may_see_custody(by, document)
        op.about(document.of, document.record_id, document.readers)
        if not scanning.is_set():
            raise Refused(_("No virus scanner is set up on this installation."), code="scanner")
        if document.scan in (Scan.CLEAN, Scan.INFECTED) or document.erased_at is not None:
            op.keep_silent()
            return document
        key = key_for(document.data_key)
        said = scanning.scan(b"".join(storage.read(document.id, key)))
        if said == Scan.WAITING:
            op.keep_silent()
            return document
        document.revise(expected=None, changes={"scan": said, "scanned_at": clock.now()})
        note_custody(document=document, what=CustodyEntry.SCANNED, by=by.id)
        if said == Scan.INFECTED:
            note_custody(document=document, what=CustodyEntry.INFECTED, by=by.id)
            transaction.on_commit(lambda: storage.remove(document.id))
        op.add(document=document.id, scan=str(said))
    return document


def void_document(*, by: Actor, document_id: UUID, reason: str) -> Document:
    """Strike a document out with a reason. Nobody opens it from then on; its file and custody are kept."""
    words = reason.strip()
    if len(words) < SHORTEST_REASON:
        raise Invalid("reason", _("Write the reason, in at least %(n)d letters.") % {"n": SHORTEST_REASON})
    refuse_aadhaar("reason", words)
    with operation(events.DOCUMENT_VOIDED, by=by) as op:
        document = _held(document_id)
        policies.may_void_document(by, document)
        op.about(document.of, document.record_id, document.readers)
        document.revise(
            expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words[:2000]}
        )
        note_custody(document=document, what=CustodyEntry.VOIDED, by=by.id)
        op.add(document=document.id, kind=document.kind, person=document.subject_id)
    return document


def move_document(*, by: Actor, document_id: UUID, subject_id: UUID) -> Document:
    """Put a document to the person of the case whom it is really about; its key goes with it.

    From then on the erasure of that person reaches it. ``subject_id`` is a person of the same
    case. Raises Unseen for any other, Refused, Forgotten for a person who was erased.
    """
    with operation(events.DOCUMENT_MOVED, by=by) as op:
        document = _held(document_id)
        policies.may_move_document(by, document, subject_id)
        require_person(by, document.of, document.record_id, subject_id)
        op.about(document.of, document.record_id, document.readers)
        if document.subject_id == subject_id:
            op.keep_silent()
            return document
        op.add(document=document.id, before=document.subject_id, person=subject_id)
        pass_on(document.data_key, subject_id)
        document.revise(expected=None, changes={"subject_id": subject_id})
        note_custody(document=document, what=CustodyEntry.MOVED, by=by.id)
    return document
