"""May this person add or read this document, and if not, why not."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import may_open, require_among, role_in_team
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.limits import require_sealed_door
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused, reason_against

from .kinds import KINDS, RECORDS, is_about_person
from .models import Document
from .states import Scan

# Who takes the file as it came, with its hidden data: those who bring it before a court.
TAKE_ORIGINALS = frozenset({TeamRole.INVESTIGATOR, TeamRole.LEAD, TeamRole.LEGAL})


def may_add_document(
    actor: Actor, record_id: UUID, subject_id: UUID | None, kind: str, readers: Sequence[int], of: str = "case"
) -> None:
    """Refuse unless the actor adds documents at a unit of the record; those about a person are the team's."""
    if actor.is_system:
        return
    require_among(actor, RECORDS[of].add, readers)
    if is_about_person(kind, subject_id) and role_in_team(actor, record_id) is None:
        raise Refused(_("You do not have permission. The case team can add documents about a person."), code="team")


def may_read_document(actor: Actor, document: Document) -> None:
    """Refuse unless the actor reads the case; what names a person is for the team that opens its field group."""
    if actor.is_system:
        return
    require_sealed_door(actor)
    require_among(actor, RECORDS[document.of].read, document.readers)
    group = KINDS[document.kind].group
    is_personal = is_about_person(document.kind, document.subject_id)
    if is_personal and not may_open(role_in_team(actor, document.record_id), group):
        raise Refused(
            _(
                "You do not have permission. Only case team members with this part of the case can see documents "
                "about a person."
            ),
            code="team",
        )


def refuse_closed(document: Document) -> None:
    """Refuse what is given to nobody: voided, infected, or waiting for the scanner."""
    if document.is_void:
        raise Refused(_("This document is cancelled and can no longer be opened."), code="void")
    if document.is_infected:
        raise Refused(_("This file contained a virus and was destroyed. Only its record is kept."), code="infected")
    if document.scan == Scan.WAITING:
        raise Refused(_("This file is waiting for the virus scan. Try again later."), code="waiting")


def may_take_original(actor: Actor, document: Document) -> None:
    """Refuse unless the actor reads the document and brings it to court, or added it."""
    may_read_document(actor, document)
    if actor.is_system or document.added_by == actor.id:
        return
    if document.of == "case":
        allowed = role_in_team(actor, document.record_id) in TAKE_ORIGINALS
    else:
        allowed = holds(actor, RECORDS[document.of].add, audience=document.home_unit)
    if not allowed:
        raise Refused(
            _(
                "You do not have permission. The original can be taken by those who lead, investigate or "
                "prosecute the case, and by the officer who added it."
            ),
            code="original",
        )


def may_see_custody(actor: Actor, document: Document) -> None:
    """Refuse unless the actor reads the record that the document lies with: custody names officers, no victim."""
    if not actor.is_system:
        require_among(actor, RECORDS[document.of].read, document.readers)


def may_void_document(actor: Actor, document: Document) -> None:
    """Refuse unless the actor added the document, or answers for its record; a void one is void already."""
    if document.is_void:
        raise AlreadyDone(_("This document is already cancelled."))
    if actor.is_system:
        return
    require_among(actor, RECORDS[document.of].add, document.readers)
    if document.added_by == actor.id:
        return
    if document.of == "case":
        allowed = role_in_team(actor, document.record_id) in (TeamRole.LEAD, TeamRole.INVESTIGATOR)
    else:
        allowed = holds(actor, RECORDS[document.of].add, audience=document.home_unit)
    if not allowed:
        raise Refused(
            _(
                "You do not have permission. The officer who added the document, or who leads or investigates the "
                "case, can cancel it."
            )
        )


def may_move_document(actor: Actor, document: Document, subject_id: UUID) -> None:
    """Refuse unless the actor is of the case team, reads the document and may void it."""
    may_void_document(actor, document)
    may_read_document(actor, document)
    refuse_closed(document)
    if document.of != "case":
        raise Refused(_("Only a case document can be about a person."))
    may_add_document(actor, document.record_id, subject_id, document.kind, document.readers, document.of)


def reason_against_reading(actor: Actor, document: Document) -> str:
    """Return why an actor may not read a document, or nothing where they may."""
    return reason_against(may_read_document, actor, document)


def reason_against_adding(actor: Actor, record_id: UUID, readers: Sequence[int], of: str = "case") -> str:
    """Return why an actor may not add a document to a record, or nothing where they may."""
    return reason_against(may_add_document, actor, record_id, None, "other", readers, of)
