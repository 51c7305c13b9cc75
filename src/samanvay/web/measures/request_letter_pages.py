"""The letter and what comes back: making it, closing its addresses, answers by hand, confirming those from outside."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.measures.models import Request
from samanvay.measures.requests import policies, queries
from samanvay.measures.requests.actions.answering import confirm_step, record_answer, set_step_aside
from samanvay.measures.requests.actions.letters import make_token, revoke_tokens
from samanvay.measures.requests.states import ANSWERS, TRANSITIONS, RequestState
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, record_page

from .records import REQUEST
from .request_forms import ByHandForm
from .request_letter_paper import Letter

SEND = Permission.REQUEST_SEND


@record_page(REQUEST, permission=SEND, may=policies.may_make_letter, methods=POST)
def request_letter(request: OfficerRequest, found: Request) -> HttpResponse:
    """Make a letter with an address of its own for the answer; it is given out once and kept nowhere."""
    try:
        secret = make_token(by=request.actor, request=found)
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect(REQUEST.page(found))
    duty = queries.clocks_of([found]).get(found.id)
    until = duty.due_at if duty is not None else clock.now() + timedelta(hours=found.within_hours)
    # Without an address of the installation the one of this machine would be printed, which opens nothing elsewhere.
    address = settings.SAMANVAY_URL + reverse("request_reply", args=[secret]) if settings.IS_URL_GIVEN else ""
    answer = HttpResponse(Letter(found, until, address).pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@record_page(REQUEST, permission=SEND, may=policies.may_make_letter, methods=POST)
def request_revoke(request: OfficerRequest, found: Request) -> HttpResponse:
    """Close the reply addresses of all letters."""
    done = _("Closed. Letters already sent can no longer be answered through their addresses.")
    return action_page(request, revoke_tokens, found, done=done)


@record_page(REQUEST, permission=SEND, may=policies.may_record_answer)
def request_by_hand(request: OfficerRequest, found: Request) -> HttpResponse:
    """Write down an answer that came by post, telephone or e-mail."""
    following = [each for each in ANSWERS if each in TRANSITIONS[RequestState(found.state)]]
    title = _("Record an answer")
    return form_page(
        request,
        partial(ByHandForm, answers=following),
        record_answer,
        found,
        title=title,
        template="measures/request_by_hand.html",
        done=_("Saved. Add the scan of their letter under Documents."),
    )


@record_page(REQUEST, permission=SEND, methods=POST)
def request_step(request: OfficerRequest, found: Request, step: UUID) -> HttpResponse:
    """Confirm an answer from outside, or set it aside."""
    chosen = queries.step_or_unseen(request.actor, found, step)
    policies.may_confirm_step(request.actor, chosen)
    action, done = {
        "confirm": (confirm_step, _("Confirmed. The answer now counts.")),
        "aside": (set_step_aside, _("Rejected. The answer does not count.")),
    }.get(request.POST.get("what", ""), (_neither, ""))

    def act(*, by: Actor, **_of_page: Any) -> Any:
        return action(by=by, step=chosen)

    return action_page(request, act, found, done=done, or_tell=True)


def _neither(**_given: Any) -> Any:
    raise Invalid("what", _("Confirm the answer or reject it."))
