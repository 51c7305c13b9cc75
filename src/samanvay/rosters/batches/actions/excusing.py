"""Somebody cannot come, says why and is placed in another week; or can come after all."""

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid

from ... import coordination
from ...models import Batch, Presence, Turn
from .. import events, policies
from ..capacity import has_womens_place, lock, seats_left
from ..placement import is_away
from ..states import ABSENCES, COMING, Absence, BatchState, TurnOrigin, TurnState
from . import calling
from .rescheduling import Placements, follow_unplaced, move_away, place, without_week

LONGEST_WORDS = 200
SAID = tuple(code for code in ABSENCES if code not in (Absence.CENTRE, Absence.UNKNOWN))
"""The reasons that a person says; the others are found."""


def decline_turn(
    *,
    by: Actor,
    turn: Turn,
    absence: str,
    words: str = "",
    pii_answer: str = "",
    expected: int | None = None,
) -> Placements:
    """Say that somebody cannot come to their turn, and why; another is found by itself. Raises Refused, Invalid, Stale.

    Who has left the service is excused: nothing takes the turn's place.
    """
    policies.may_excuse(by, turn)
    if absence not in SAID:
        raise Invalid("absence", _("Choose from the list."))
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDS:
        raise Invalid("words", _("At most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("words", words, by=by, pii_answer=pii_answer)
    with (
        operation(events.TURN_EXCUSED, by=by, target=("turn", turn.pk), readers=turn.readers, absence=absence) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(turn.batch)
        if Presence.objects.filter(turn=turn, voided_at=None).exists():
            raise Invalid("state", policies.already_there())
        gone = absence == Absence.GONE
        state = TurnState.EXCUSED if gone else TurnState.MOVED
        turn.revise(expected=expected, changes={"state": state, "absence": absence, "words": words})
        if gone:
            calling.follow_turns(op, [turn.pk], [])
            return Placements({}, ())
        return place(op, [turn.pk], origin=TurnOrigin.MOVED)


def take_up_turn(*, by: Actor, turn: Turn, expected: int | None = None) -> Turn:
    """Take back that somebody cannot come, while the seat that they left is free. Raises Refused, Invalid, Stale."""
    policies.may_excuse_anew(by, turn)
    with (
        operation(events.TURN_KEPT, by=by, target=("turn", turn.pk), readers=turn.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        batch = turn.batch
        lock(batch)
        if not is_seat_free(batch) or Turn.objects.filter(batch=batch, member=turn.member).counted().exists():
            raise Invalid("state", _("The seat was given to somebody else meanwhile."))
        member = turn.member
        if member.sex == "female" and not has_womens_place(batch):
            raise Invalid("state", _("The seat was given to somebody else meanwhile."))
        if member.leave_from and is_away((member.leave_from, member.leave_until), batch.monday):
            raise Invalid("state", _("The roll shows them on leave in that week."))
        after = list(Turn.objects.filter(took_place_of=turn))
        if any(each.state not in COMING for each in after):
            raise Invalid("state", _("The turn that replaced it is over or was moved."))
        Turn.objects.filter(pk__in=[each.pk for each in after]).update(
            state=TurnState.EXCUSED, version=F("version") + 1
        )
        turn.revise(expected=expected, changes={"state": TurnState.PLANNED, "absence": "", "words": ""})
        calling.follow_turns(op, [each.pk for each in after], [turn.pk])
        follow_unplaced(op, turn.home_state)
    return turn


def is_seat_free(batch: Batch) -> bool:
    """Tell whether a batch that is still to come has a seat, one that is kept included."""
    now = Batch.objects.get(pk=batch.pk)
    if now.state not in (BatchState.PLANNED, BatchState.CALLED):
        return False
    return seats_left(now) > 0


def place_waiting(*, by: Actor, home_state: str) -> Placements:
    """Look once more for a week for everybody who has none. Raises Refused."""
    unit = coordination.may_coordinate_in(by, home_state)
    with operation(events.TURN_MOVED, by=by, readers=[unit.audience]) as op, acting_as(SYSTEM, op=op.id):
        waiting = [turn.pk for turn in without_week(home_state)]
        if not waiting:
            follow_unplaced(op, home_state)  # they may have left, or their plan run out, since it was asked
            op.is_silent = not op.beside
            return Placements({}, ())
        found = place(op, waiting, origin=TurnOrigin.MAKE_UP)
        op.add(placed=len(found.turns), unplaced=len(found.unplaced))
    return found


def cancel_batch(
    *, by: Actor, batch: Batch, reason: str, pii_answer: str = "", expected: int | None = None
) -> Placements:
    """Cancel a batch with the reason; its people are placed in others. Raises Refused, Invalid, Stale."""
    policies.may_run(by, batch)
    policies.may_bring(batch, BatchState.CANCELLED)
    reason = " ".join(reason.split())
    if not reason or len(reason) > LONGEST_WORDS:
        raise Invalid("reason", _("Give the reason, in at most %(n)d characters.") % {"n": LONGEST_WORDS})
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    with (
        operation(events.BATCH_CANCELLED, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(batch)
        batch.revise(
            expected=expected,
            changes={
                "state": BatchState.CANCELLED,
                "cancelled_at": clock.now(),
                "sequence": batch.sequence + 1,
                "reason": reason,
            },
        )
        turns = list(Turn.objects.filter(batch=batch, state__in=COMING))
        calling.end_closing(op, [batch.pk])
        found = move_away(op, turns, absence=Absence.CENTRE)
        op.add(people=len(turns), placed=len(found.turns))
    return found
