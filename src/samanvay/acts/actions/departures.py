"""A person who left, as told in their case by one office: an act that another office has to confirm."""

from uuid import UUID

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.cases.kinds import Left
from samanvay.cases.models import CaseDeparture
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.refusals import reason_against
from samanvay.recording.submissions import Captured

from .. import events, policies
from ..following import follow_acts
from ..kinds import act_kind
from ..models import Act
from ..queries import receivers_for
from ..states import ActState
from .declaring import declare_act

CODE = "ended"
# Given to others without an order is no end of care: they have still to be produced.
HOW = {Left.DIED: "death", Left.ESCAPED: "escape", Left.OWN_CHOICE: "own_choice"}


def follow_departures(person_id: UUID) -> None:
    """Bring the acts that stand for the departures of a person to what these now say; nothing is done twice."""
    told = CaseDeparture.objects.filter(person=person_id, kind__in=list(HOW)).select_related("case", "person")
    for departure in told.order_by("recorded_at", "id"):
        act = Act.objects.filter(
            case=departure.case_id, made_by=departure.recorded_by, submission_id=_sent(departure).submission_id
        ).first()
        if departure.is_void and act is not None:
            _withdraw(act, departure.void_reason)
        elif not departure.is_void and act is None:
            _declare(departure)


def _sent(departure: CaseDeparture) -> Captured:
    assert departure.submission_id is not None
    return Captured(departure.submission_id).part(CODE)


def _declare(departure: CaseDeparture) -> None:
    """Record the act for whoever told it, with the first office that may receive it.

    Nothing is recorded where their post records no such act, no office receives it, or one stands already: the time
    limit runs on. The words told stay with the case; the receiver learns how, the day and the hour.
    """
    case, kind = departure.case, act_kind(CODE)
    user = User.objects.filter(pk=departure.recorded_by, is_active=True).first()
    if user is None or departure.person.is_void:
        return
    by = actor_for(user, via="worker")
    if reason_against(policies.may_declare, by, case, kind):
        return
    if Act.objects.standing().filter(person=departure.person_id, code=CODE, is_from_before=False).exists():
        return
    receivers = receivers_for(by, case, CODE)
    if not receivers:
        return
    hour = departure.left_at.astimezone(clock.INDIA)
    declare_act(
        by=by,
        case_id=case.id,
        code=CODE,
        receiver=receivers[0].audience,
        on=PartialDate.day(hour.date()),
        at=hour.time(),
        person_id=departure.person_id,
        details={"how": HOW[Left(departure.kind)]},
        captured=_sent(departure),
    )


def _withdraw(act: Act, reason: str) -> None:
    """Withdraw an act whose departure was cancelled; what the receiver confirmed is for the offices to take back."""
    if act.state in (ActState.CONFIRMED, ActState.WITHDRAWN):
        return
    with operation(events.ACT_WITHDRAWN, by=SYSTEM, target=("case", act.case_id), readers=act.readers) as op:
        op.add(act=act.id, code=act.code, person=act.person_id, before=act.state)
        act.revise(
            expected=None,
            changes={"state": ActState.WITHDRAWN, "state_since": clock.now(), "withdraw_reason": reason},
        )
        follow_acts(act.case_id)
