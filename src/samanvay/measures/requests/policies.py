"""May this person send, answer or withdraw a request, offer help; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import Offer, Request, RequestStep
from .states import TRANSITIONS, RequestState


def may_read_requests(actor: Actor) -> None:
    """Refuse those who have no part in requests."""
    require(actor, Permission.REQUEST_READ)


def may_send_request(actor: Actor, audience: int | None = None) -> None:
    """Refuse unless the person sends requests, at a unit if one is given."""
    require(actor, Permission.REQUEST_SEND, audience=audience)


def asks(actor: Actor, request: Request) -> bool:
    """Tell whether the person speaks for the asking unit."""
    return holds(actor, Permission.REQUEST_SEND, audience=request.home_unit)


def answers(actor: Actor, request: Request) -> bool:
    """Tell whether the person speaks for the asked unit: holds its role there, or may assign its duties."""
    if request.to_unit is None:
        return False
    if any(held.audience == request.to_unit and held.role == request.to_role for held in actor.grants):
        return True
    above = set(directory.readers_for(request.to_unit))
    return any(holds(actor, Permission.DUTY_ASSIGN, audience=audience) for audience in actor.units if audience in above)


def _require_asking(actor: Actor, request: Request) -> None:
    if not asks(actor, request):
        raise Refused(_("You do not have permission. Only the unit that asked can do this."))


def may_change_request(actor: Actor, request: Request) -> None:
    """Refuse unless the request is a draft of the person's unit."""
    _require_asking(actor, request)
    if request.state != RequestState.DRAFT:
        raise Refused(_("This request was sent. Withdraw it and write another, or agree on another time."))


def may_withdraw_request(actor: Actor, request: Request) -> None:
    """Refuse unless it is open, or a draft, and the person speaks for the asking unit."""
    _require_asking(actor, request)
    _may_follow(request, RequestState.WITHDRAWN)


def may_answer_request(actor: Actor, request: Request, to: RequestState | None = None) -> None:
    """Refuse unless the person speaks for the asked unit and the answer may follow."""
    if not answers(actor, request):
        raise Refused(_("You do not have permission. Only the unit that was asked can answer."))
    if to is not None:
        _may_follow(request, to)
    elif not request.is_open:
        raise Refused(_("This request is closed."))


def may_decide_time(actor: Actor, request: Request) -> None:
    """Refuse unless another time was proposed and the person speaks for the asking unit."""
    _require_asking(actor, request)
    if not request.is_open or not request.has_other_time:
        raise Refused(_("No other time is proposed."))


def may_forward_request(actor: Actor, request: Request) -> None:
    """Refuse unless it was declined or waits, and the person speaks for the asking unit."""
    _require_asking(actor, request)
    if request.state not in (RequestState.SENT, RequestState.SEEN, RequestState.DECLINED):
        raise Refused(_("You can ask another district only if this one declined or did not answer."))


def may_make_letter(actor: Actor, request: Request) -> None:
    """Refuse unless it goes to an office outside, is open, and the person speaks for the asking unit."""
    _require_asking(actor, request)
    if not request.is_outside:
        raise Refused(_("They receive the request in this system. A letter is not needed."))
    if not request.is_open:
        raise Refused(_("Only a request that was sent and is still open can go as a letter."))


def may_record_answer(actor: Actor, request: Request) -> None:
    """Refuse unless an office outside was asked, it is open, and the person speaks for the asking unit."""
    _require_asking(actor, request)
    if not request.is_outside:
        raise Refused(_("They answer in this system themselves."))
    if not request.is_open:
        raise Refused(_("This request is closed."))


def may_confirm_step(actor: Actor, step: RequestStep) -> None:
    """Refuse unless the step came from outside, waits, and the person speaks for the asking unit."""
    _require_asking(actor, step.request)
    if not step.is_unconfirmed:
        raise AlreadyDone(_("This answer was already decided on."))


def may_offer_help(actor: Actor) -> None:
    """Refuse those who may not speak for a unit to others."""
    may_send_request(actor)


def may_withdraw_offer(actor: Actor, offer: Offer) -> None:
    """Refuse unless the offer stands and is of the person's unit."""
    if offer.is_void:
        raise AlreadyDone(_("This offer was already withdrawn."))
    if not holds(actor, Permission.REQUEST_SEND, audience=offer.home_unit):
        raise Refused(_("You do not have permission. Only the unit that made an offer can withdraw it."))


def _may_follow(request: Request, to: RequestState) -> None:
    if to not in TRANSITIONS[RequestState(request.state)]:
        raise Refused(
            _("This is not possible: the status of the request is “%(state)s”.") % {"state": request.state_words}
        )
