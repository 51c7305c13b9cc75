"""May this person add or read this document, and if not, why not."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.team import may_open, require_among, role_in_team
from samanvay.access.limits import require_sealed_door
from samanvay.access.permissions import Permission
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .kinds import KINDS, is_about_person
from .models import Document


def may_add_document(actor: Actor, record_id: UUID, subject_id: UUID | None, kind: str, readers: Sequence[int]) -> None:
    """Refuse unless the actor adds documents at a unit of the record; those about a person are the team's."""
    if actor.is_system:
        return
    require_among(actor, Permission.DOCUMENT_ADD, readers)
    if is_about_person(kind, subject_id) and role_in_team(actor, record_id) is None:
        raise Refused(_("Documents about a person are added by the case team."), code="team")


def may_read_document(actor: Actor, document: Document) -> None:
    """Refuse unless the actor reads the case; what names a person is for the team that opens its field group."""
    if actor.is_system:
        return
    require_sealed_door(actor)
    require_among(actor, Permission.CASE_READ, document.readers)
    group = KINDS[document.kind].group
    is_personal = is_about_person(document.kind, document.subject_id)
    if is_personal and not may_open(role_in_team(actor, document.record_id), group):
        raise Refused(_("Documents about a person are for the case team whose part they are."), code="team")


def reason_against_reading(actor: Actor, document: Document) -> str:
    """Return why an actor may not read a document, or nothing where they may."""
    try:
        may_read_document(actor, document)
    except Refused as refusal:
        return str(refusal)
    return ""


def reason_against_adding(actor: Actor, record_id: UUID, readers: Sequence[int]) -> str:
    """Return why an actor may not add a document to a record, or nothing where they may."""
    try:
        may_add_document(actor, record_id, None, "other", readers)
    except Refused as refusal:
        return str(refusal)
    return ""
