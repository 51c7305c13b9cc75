"""What may be asked about documents. The rows are those that the actor sees."""

from uuid import UUID

from samanvay.access.boxes.keys import Forgotten, key_for
from samanvay.access.boxes.sealing import Tampered, context, decrypt
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Unseen

from . import policies
from .custody import reason_place
from .models import CustodyEntry, Document


def documents_of(actor: Actor, record_id: UUID) -> list[Document]:
    """Return the documents of a record, the latest first."""
    return list(Document.objects.filter(record_id=record_id, voided_at__isnull=True).order_by("-added_at", "-id"))


def void_documents_of(actor: Actor, record_id: UUID) -> list[Document]:
    """Return the documents of a record that were voided, the latest first."""
    return list(Document.objects.filter(record_id=record_id, voided_at__isnull=False).order_by("-voided_at", "-id"))


def document_or_unseen(actor: Actor, document_id: UUID) -> Document:
    """Return a document that the actor sees, voided or not. Raises Unseen."""
    found = Document.objects.filter(pk=document_id).first()
    if found is None:
        raise Unseen
    return found


def custody_of(actor: Actor, document: Document) -> list[CustodyEntry]:
    """Return who had a document in hand, from the first. Raises Unseen, Refused.

    Whoever sees the document sees its custody whole, also what was written before it was shared with them: a chain
    with its beginning cut off proves nothing.
    """
    document_or_unseen(actor, document.id)
    policies.may_see_custody(actor, document)
    with reading(SYSTEM):
        return list(CustodyEntry.objects.filter(document=document).order_by("no"))


def reasons_of(actor: Actor, document: Document, entries: list[CustodyEntry]) -> dict[int, str]:
    """Return the reasons in a custody by number, for those who read the document; nothing for others."""
    sealed = [entry for entry in entries if entry.reason]
    if not sealed or policies.reason_against_reading(actor, document):
        return {}
    try:
        key = key_for(document.data_key)
        return {e.no: decrypt(key, bytes(e.reason), reason_place(document.id, e.no)).decode() for e in sealed}
    except (Forgotten, Tampered):
        return {}


def name_place(document_id: UUID) -> bytes:
    """Return what binds a sealed file name to its document."""
    return context(document_id, "name")
