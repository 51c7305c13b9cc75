"""What may be asked about documents. The rows are those that the actor sees."""

from uuid import UUID

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .models import CustodyEntry, Document


def documents_of(actor: Actor, record_id: UUID) -> list[Document]:
    """Return the documents of a record, the latest first."""
    return list(Document.objects.filter(record_id=record_id, voided_at__isnull=True).order_by("-added_at", "-id"))


def document_or_unseen(actor: Actor, document_id: UUID) -> Document:
    """Return a document that the actor sees. Raises Unseen."""
    found = Document.objects.filter(pk=document_id, voided_at__isnull=True).first()
    if found is None:
        raise Unseen
    return found


def custody_of(actor: Actor, document: Document) -> list[CustodyEntry]:
    """Return who had a document in hand, from the first."""
    return list(CustodyEntry.objects.filter(document=document).order_by("no"))
