"""Opening a box: for the team, or through broken glass; every time with a purpose and an event."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.limits import closed_door_words, may_open_sealed, require_sealed_door
from samanvay.access.models import Box, GlassBreak
from samanvay.access.permissions import Permission
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused, Unseen

from .. import events
from ..content import from_bytes
from ..groups import Group, Purpose, TeamRole
from ..keys import key_for, living
from ..sealing import decrypt
from .sealing import place_of
from .team import may_open, require_among, role_in_team


class BoxClosed(Refused):
    """A box stays closed to somebody who sees its row and asked for it.

    Whoever answers the request puts that on record with :func:`note_closed`, once what was begun is rolled back.
    """

    def __init__(self, words: Any, box: Box) -> None:
        super().__init__(words, code="team")
        self.box = box


@dataclass(frozen=True, slots=True)
class Standing:
    """How an actor stands to one box, for the page: what may be pressed, and why not."""

    box: Box
    is_forgotten: bool
    is_openable: bool
    glass: GlassBreak | None
    is_asked: bool


def open_glass(by: Actor, box_id: UUID) -> GlassBreak | None:
    """Return the broken glass through which an actor may open a box now, or None."""
    return GlassBreak.objects.filter(box_id=box_id, by=by.id).open_at(clock.now()).first()


def open_box(*, by: Actor, box_id: UUID, purpose: Purpose | str) -> dict[str, str]:
    """Return the fields of a box, for a member of the team whose part it is or through broken glass.

    Raises Unseen when the actor does not see the row, Refused outside team and glass and at a weaker door (a
    registered phone, a token), Invalid without a purpose, Forgotten after erasure. The event holds who, which
    box, the purpose and the way, nothing else.
    """
    if purpose not in set(Purpose):
        raise Invalid("purpose", _("Say why you open this."))
    with operation(events.BOX_OPENED, by=by, box=box_id, purpose=str(purpose)) as op:
        box = Box.objects.filter(pk=box_id).first()
        if box is None:
            raise Unseen
        require_sealed_door(by)
        require_among(by, Permission.CASE_READ, box.readers)
        group = Group(box.group)
        role = role_in_team(by, box.record_id)
        glass = None if may_open(role, group) else open_glass(by, box.id)
        if glass is None and not may_open(role, group):
            raise BoxClosed(closed_words(by, role), box)
        op.about("person", box.subject_id, box.readers)
        op.add(record=box.record_id, group=group, edition=box.edition)
        op.add(way="glass" if glass else "team", glass=glass.id if glass else None)
        return from_bytes(decrypt(key_for(box.data_key), bytes(box.content), place_of(box.id, group, box.edition)))


def note_closed(*, by: Actor, box: Box) -> None:
    """Put on record that somebody asked for a box and was refused: who, which box, nothing of what is in it."""
    with operation(events.BOX_CLOSED, by=by, target=("person", box.subject_id), readers=box.readers) as op:
        op.add(box=box.id, record=box.record_id, group=box.group)


def closed_words(by: Actor, role: TeamRole | None) -> str:
    """Return why a box stays closed to an actor with this part in the team, or with none."""
    if not may_open_sealed(by):
        return closed_door_words(by)
    if role is None:
        return _(
            "Only the case team can open names. Ask the officer who leads the case to add you, or use emergency access."
        )
    return _("Your part in the case team does not cover this record. Ask the officer who leads the case.")


def standings(by: Actor, record_id: UUID) -> list[Standing]:
    """Return how an actor stands to each box of a record, by person and group."""
    boxes = list(Box.objects.filter(record_id=record_id).order_by("subject_id", "group"))
    alive = living(box.data_key for box in boxes)
    opens_here = may_open_sealed(by)
    role = role_in_team(by, record_id)
    glasses = {
        each.box_id: each for each in GlassBreak.objects.filter(record_id=record_id, by=by.id).open_at(clock.now())
    }
    asked = set(
        GlassBreak.objects.filter(record_id=record_id, by=by.id, state=GlassBreak.ASKED).values_list(
            "box_id", flat=True
        )
    )
    return [
        Standing(
            box,
            is_forgotten=box.data_key not in alive,
            is_openable=opens_here
            and box.data_key in alive
            and (may_open(role, Group(box.group)) or box.id in glasses),
            glass=glasses.get(box.id),
            is_asked=box.id in asked,
        )
        for box in boxes
    ]
