"""Sealing and sealing anew; keeping the boxes' readers equal to their case's."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.limits import require_sealed_door
from samanvay.access.models import Box, BoxPast, GlassBreak, SearchToken, TeamMember
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, Actor, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Stale, Unseen

from .. import events, keyring
from ..content import checked, from_bytes, refuse_aadhaar, to_bytes
from ..groups import Group
from ..keys import hold, key_for, new_key, refuse_forgotten
from ..names import tokens_of
from ..sealing import context, decrypt, encrypt
from .team import may_open, role_in_team


def place_of(box_id: UUID, group: str, edition: int) -> bytes:
    """Return what binds a box's content to its row: the box, the group and the edition."""
    return context(box_id, group, edition)


def _require_team(by: Actor, record_id: UUID, group: Group) -> None:
    if by.is_system or may_open(role_in_team(by, record_id), group):
        return
    raise Refused(_("Only members of the case team who hold this part can write this sealed record."), code="team")


def seal(
    *,
    by: Actor,
    record_id: UUID,
    subject_id: UUID,
    group: Group,
    values: Mapping[str, str],
    readers: Sequence[int],
    home_unit: int,
    home_state: str,
    needs_two: bool = False,
) -> Box:
    """Seal a person's field group under a new key of its own.

    Raises Invalid for a field that cannot be kept (an Aadhaar number among them) or a group sealed already,
    Refused for one outside the team, Forgotten for a person who was erased.
    """
    content = checked(group, values)
    with operation(
        events.BOX_SEALED,
        by=by,
        target=("person", subject_id),
        readers=readers,
        record=record_id,
        group=group,
        fields=sorted(content),
    ) as op:
        _require_team(by, record_id, group)
        hold(subject_id)
        refuse_forgotten(subject_id)
        if Box.objects.filter(subject_id=subject_id, group=group).exists():
            raise Invalid("group", _("This part of the record is already sealed. Open it to correct it."))
        key_id, key = new_key(subject_id)
        box = Box(id=uuid7(), record_id=record_id, subject_id=subject_id, group=group, data_key=key_id)
        box.readers, box.home_unit, box.home_state = list(readers), home_unit, home_state
        box.needs_two, box.sealed_by, box.sealed_at = needs_two, by.id, clock.now()
        box.content = encrypt(key, to_bytes(content), place_of(box.id, group, box.edition))
        box.save(force_insert=True)
        _write_tokens(box, content)
        op.add(box=box.id)
    return box


def reseal(*, by: Actor, box_id: UUID, values: Mapping[str, str], reason: str, expected: int) -> Box:
    """Replace a box's content; the earlier edition stays, sealed. ``expected`` is the edition that was opened.

    Raises Stale when somebody sealed a newer edition meanwhile; sealed words of neither side travel with it.
    """
    if not reason.strip():
        raise Invalid(
            "reason", _("Give the reason for the correction: a recorded fact is never changed without a reason.")
        )
    refuse_aadhaar("reason", reason)
    with operation(events.BOX_RESEALED, by=by, box=box_id) as op:
        seen = Box.objects.filter(pk=box_id).first()
        if seen is None:
            raise Unseen
        hold(seen.subject_id)
        box = Box.objects.select_for_update().filter(pk=box_id).first()
        if box is None:
            raise Unseen
        group = Group(box.group)
        # Whoever replaces an edition has read it.
        require_sealed_door(by)
        _require_team(by, box.record_id, group)
        content = checked(group, values)
        op.about("person", box.subject_id, box.readers)
        op.add(record=box.record_id, group=group)
        if box.edition != expected:
            raise Stale(
                theirs={"edition": box.edition, "sealed_at": box.sealed_at, "sealed_by": box.sealed_by},
                yours={"edition": expected},
                words=_("Somebody else corrected this sealed record just now. Open it again and correct the new text."),
            )
        key = key_for(box.data_key)
        before = from_bytes(decrypt(key, bytes(box.content), place_of(box.id, group, box.edition)))
        changed = sorted(name for name in {*before, *content} if before.get(name) != content.get(name))
        if not changed:
            op.keep_silent()
            return box
        BoxPast.objects.create(
            box=box,
            edition=box.edition,
            content=bytes(box.content),
            replaced_by=by.id,
            replaced_at=clock.now(),
            reason=reason.strip(),
            **box.ownership(),
        )
        edition = box.edition + 1
        box.revise(
            expected=box.version,
            changes={
                "edition": edition,
                "content": encrypt(key, to_bytes(content), place_of(box.id, group, edition)),
                "sealed_by": by.id,
                "sealed_at": clock.now(),
            },
        )
        _write_tokens(box, content)
        op.add(fields=changed, edition=edition)
    return box


def _write_tokens(box: Box, content: Mapping[str, str]) -> None:
    group = Group(box.group)
    tokens = tokens_of(group, content)
    SearchToken.objects.filter(subject_id=box.subject_id, group=group).delete()
    if tokens:
        SearchToken.objects.create(
            record_id=box.record_id,
            subject_id=box.subject_id,
            group=group,
            token_no=keyring.ring(keyring.TOKENS).current,
            tokens=tokens,
            **box.ownership(),
        )


def share_boxes(*, by: Actor, record_id: UUID, before: Sequence[int], after: Sequence[int]) -> int:
    """Give a record's boxes, tokens, team and broken glass the readers that the record now has.

    Only rows whose readers were the record's follow: what was kept narrower (counselling) stays narrow.
    """
    old, new = list(before), list(after)
    with operation(
        events.BOXES_SHARED, by=by, target=("case", record_id), readers=new, added=sorted(set(new) - set(old))
    ) as op:
        # Compared as sets: a rebuild after a reorganisation writes them in another order.
        alike = {"readers__contains": old, "readers__contained_by": old}
        followed = Box.objects.filter(record_id=record_id, **alike).update(readers=new)
        BoxPast.objects.filter(box__record_id=record_id, **alike).update(readers=new)
        SearchToken.objects.filter(record_id=record_id, **alike).update(readers=new)
        TeamMember.objects.filter(record_id=record_id, **alike).update(readers=new)
        GlassBreak.objects.filter(
            record_id=record_id, readers__contains=old, readers__contained_by=[*old, AUDITORS_AUDIENCE]
        ).update(readers=[*new, AUDITORS_AUDIENCE])
        op.add(boxes=followed)
    return followed


def let_units_see(
    *, by: Actor, subject_id: UUID, groups: Sequence[Group], add: Sequence[int] = (), remove: Sequence[int] = ()
) -> int:
    """Let further units see some boxes of one person, or no longer; return how many boxes changed.

    Who among them opens one, the team decides. For what two offices agreed on over one person: the other people of the
    record stay as they are, and so do the tokens by which the person is searched.
    """
    with operation(events.BOXES_SHARED, by=by, target=("person", subject_id), groups=[*groups]) as op:
        op.add(added=sorted(set(add)), removed=sorted(set(remove)))
        changed = 0
        for box in Box.objects.select_for_update().filter(subject_id=subject_id, group__in=list(groups)):
            after = sorted({*box.readers, *add} - set(remove))
            if set(after) != set(box.readers):
                box.revise(expected=None, changes={"readers": after})
                changed += 1
        op.add(boxes=changed)
        if not changed:
            op.keep_silent()
    return changed


def ask_for_two(*, by: Actor, subject_id: UUID, needs_two: bool, readers: Sequence[int]) -> int:
    """Set for a person's boxes whether breaking the glass takes a second person; return how many changed."""
    with operation(
        events.BOX_RULE_CHANGED, by=by, target=("person", subject_id), readers=readers, needs_two=needs_two
    ) as op:
        # The system writes: the rule holds for boxes too that the one who amends does not see (counselling).
        with acting_as(SYSTEM, op=op.id):
            changed = Box.objects.filter(subject_id=subject_id).exclude(needs_two=needs_two).update(needs_two=needs_two)
        op.add(boxes=changed)
        if not changed:
            op.keep_silent()
    return changed
