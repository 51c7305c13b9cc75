"""What a page may load after a document was opened for a purpose: for that officer, for an hour.

The opening is the act on record; a player asks for its file in many parts, which are not openings of their own.
"""

from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from samanvay.documents.models import Document
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

SALT = "samanvay.documents.opened"
AN_HOUR = 3600


def ticket_for(actor: Actor, document: Document) -> str:
    """Return the ticket of an officer who has just opened a document."""
    return signing.dumps([document.id.hex, actor.id.hex], salt=SALT)


def require_ticket(actor: Actor, document_id: UUID, ticket: str) -> None:
    """Refuse unless this officer opened this document within the hour."""
    try:
        said = signing.loads(ticket, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        said = None
    if said != [document_id.hex, actor.id.hex]:
        raise Refused(_("Open the document with a purpose first; an opening holds for an hour."), code="ticket")
