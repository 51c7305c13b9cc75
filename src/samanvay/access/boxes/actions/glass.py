"""Breaking the glass: opening one box outside the team, with all its limits.

Only where the actor already sees the row; with a reason; one person's one field group; for an hour; three
times a week; never for partners or the administration; for a child in a sexual case only after a second
person agreed. Owner, supervisor and data-protection officer learn of it at once from the event.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from samanvay.access.limits import unconfirmed_words
from samanvay.access.models import Box, GlassBreak
from samanvay.access.permissions import Permission
from samanvay.access.policies import holders, holds
from samanvay.access.roles import BY_CODE, Compartment
from samanvay.audit.operations import Operation, operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import AUDITORS_AUDIENCE, SYSTEM, Actor, Held, acting_as
from samanvay.kernel.refusals import Invalid, Refused, Unseen

from .. import events
from ..content import refuse_aadhaar
from ..groups import Group
from ..keys import Forgotten, living
from .opening import open_glass
from .team import may_open, role_in_team

OPEN_FOR = timedelta(minutes=60)
WEEK = timedelta(days=7)
MOST_A_WEEK = 3
ANSWER_WITHIN = timedelta(hours=24)
SHORTEST_REASON = 20
NEVER = frozenset({Compartment.PARTNER, Compartment.ADMINISTRATION, Compartment.OVERSIGHT})


def _held(by: Actor, permission: Permission, audiences: Sequence[int]) -> Held | None:
    for held in by.grants:
        if held.audience in audiences and BY_CODE[held.role].compartment not in NEVER:
            alone = replace(by, grants=(held,))
            if holds(alone, permission):
                return held
    return None


def why_not_break(by: Actor, readers: Sequence[int]) -> str:
    """Return why an actor may not break the glass on a row with these readers; empty when they may.

    The weekly limit is asked only when it is done.
    """
    if not by.is_confirmed:
        return unconfirmed_words()
    if _held(by, Permission.BOX_BREAK, readers) is None:
        return _("You do not have permission for emergency access. These can use it: %(roles)s.") % {
            "roles": ", ".join(holders(Permission.BOX_BREAK))
        }
    return ""


def break_glass(
    *, by: Actor, box_id: UUID, reason: str, owner: UUID | None = None, approvers: Sequence[int] = ()
) -> GlassBreak:
    """Open one box to an actor outside the team for an hour, or ask the second person where one is needed.

    ``owner`` is the case's owner, told at once; ``approvers`` are the audiences of the case's unit and those
    above it, where a second person may agree (by default the home unit alone). Raises Unseen, Refused, Invalid.
    """
    words = reason.strip()
    if len(words) < SHORTEST_REASON:
        raise Invalid("reason", _("Write the reason in at least %(n)d characters.") % {"n": SHORTEST_REASON})
    refuse_aadhaar("reason", words)
    now = clock.now()
    with operation(events.GLASS_BROKEN, by=by, box=box_id) as op:
        box = Box.objects.filter(pk=box_id).first()
        if box is None:
            raise Unseen
        if denial := why_not_break(by, box.readers):
            raise Refused(denial, code=str(Permission.BOX_BREAK))
        held = _held(by, Permission.BOX_BREAK, box.readers)
        assert held is not None
        if box.data_key not in living([box.data_key]):
            raise Forgotten
        if may_open(role_in_team(by, box.record_id), Group(box.group)) or open_glass(by, box.id):
            raise Invalid("box", _("You can open this record already; emergency access is not needed."))
        _refuse_beyond_the_week(by, box)
        glass = GlassBreak(
            box=box,
            record_id=box.record_id,
            subject_id=box.subject_id,
            owner=owner,
            by=by.id,
            by_unit=held.audience,
            reason=words,
            asked_at=now,
            approvers=list(approvers) or [box.home_unit],
            readers=[*box.readers, AUDITORS_AUDIENCE],
            home_unit=box.home_unit,
            home_state=box.home_state,
        )
        if box.needs_two:
            glass.state = GlassBreak.ASKED
            op.kind = events.GLASS_ASKED
        else:
            glass.state, glass.until = GlassBreak.OPEN, now + OPEN_FOR
        glass.save(force_insert=True)
        _tell(op, glass, box)
    return glass


def _refuse_beyond_the_week(by: Actor, box: Box) -> None:
    # One at a time for an actor: two requests at once must not both be the third of the week.
    lock = int.from_bytes(hashlib.sha256(b"glass" + by.id.bytes).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [lock])
    now = clock.now()
    # Counted by the system: what an officer opened at an earlier posting counts too.
    with acting_as(SYSTEM):
        mine = GlassBreak.objects.filter(by=by.id)
        waiting = mine.filter(state=GlassBreak.ASKED, asked_at__gt=now - ANSWER_WITHIN)
        is_asked = waiting.filter(box=box).exists()
        used = waiting.count() + mine.filter(state=GlassBreak.OPEN, until__gt=now - WEEK + OPEN_FOR).count()
    if is_asked:
        raise Invalid("box", _("You have already asked. Wait for the second person's answer."))
    if used >= MOST_A_WEEK:
        raise Refused(
            _("Emergency access can be used at most %(n)d times a week. Ask the officer who leads the case.")
            % {"n": MOST_A_WEEK},
            code="glass_limit",
        )


def _tell(op: Operation, glass: GlassBreak, box: Box) -> None:
    op.about("person", glass.subject_id, glass.readers)
    op.add(
        glass=glass.id,
        record=glass.record_id,
        subject=glass.subject_id,
        box=box.id,
        group=box.group,
        by=glass.by,
        by_unit=glass.by_unit,
        owner=glass.owner,
        home_unit=glass.home_unit,
        home_state=glass.home_state,
        approvers=glass.approvers,
        approved_by=glass.decided_by,
        until=glass.until,
    )


def why_not_decide(by: Actor, glass: GlassBreak) -> str:
    """Return why an actor may not answer a request; empty when they may."""
    if glass.by == by.id:
        return _("You asked for this yourself. A second person must decide.")
    if not by.is_confirmed:
        return unconfirmed_words()
    if _held(by, Permission.BOX_APPROVE, glass.approvers) is None:
        return _("You do not have permission. At the case's unit or above it, these can decide: %(roles)s.") % {
            "roles": ", ".join(holders(Permission.BOX_APPROVE))
        }
    return ""


def _decide(by: Actor, glass_id: UUID) -> GlassBreak:
    glass = GlassBreak.objects.select_for_update().select_related("box").filter(pk=glass_id).first()
    if glass is None:
        raise Unseen
    if denial := why_not_decide(by, glass):
        raise Refused(denial, code=str(Permission.BOX_APPROVE))
    if glass.state != GlassBreak.ASKED:
        raise Invalid("glass", _("This request was already answered."))
    if glass.asked_at <= clock.now() - ANSWER_WITHIN:
        raise Invalid("glass", _("This request expired after one day. Ask again."))
    return glass


def approve_glass(*, by: Actor, glass_id: UUID) -> GlassBreak:
    """Agree to a request as the second person; the hour begins now. Raises Unseen, Refused, Invalid."""
    with operation(events.GLASS_BROKEN, by=by) as op:
        glass = _decide(by, glass_id)
        now = clock.now()
        glass.revise(
            expected=glass.version,
            changes={
                "state": GlassBreak.OPEN,
                "decided_by": by.id,
                "decided_at": now,
                "until": now + OPEN_FOR,
            },
        )
        _tell(op, glass, glass.box)
    return glass


def refuse_glass(*, by: Actor, glass_id: UUID) -> GlassBreak:
    """Turn a request down as the second person."""
    with operation(events.GLASS_REFUSED, by=by) as op:
        glass = _decide(by, glass_id)
        glass.revise(
            expected=glass.version,
            changes={"state": GlassBreak.REFUSED, "decided_by": by.id, "decided_at": clock.now()},
        )
        _tell(op, glass, glass.box)
    return glass
