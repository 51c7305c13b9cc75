"""The page of one request, shown whole or with the form that could not be taken."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.kernel.refusals import reason_against
from samanvay.measures.models import Request
from samanvay.measures.requests import policies, queries
from samanvay.measures.requests.actions.letters import open_tokens
from samanvay.measures.requests.states import RequestState
from samanvay.web.components.pieces import Action, Crumb
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.duties import state_pill

from . import request_presenters as shown
from .records import request_crumbs
from .request_deeds import Deed, deeds_of
from .request_forms import SUGGESTIONS


def page_of(request: OfficerRequest, found: Request, *, wrong: Deed | None = None) -> HttpResponse:
    """Return the page of a request; ``wrong`` is a deed whose form could not be taken."""
    actor = request.actor
    duty = queries.clocks_of([found]).get(found.id)
    steps = queries.steps_of(actor, found)
    deeds = [wrong if wrong is not None and each.name == wrong.name else each for each in deeds_of(actor, found)]
    asks, answers = policies.asks(actor, found), policies.answers(actor, found)
    open_deeds = [each for each in deeds if not each.refused or each is wrong]
    context: dict[str, Any] = {
        "found": found,
        "pill": shown.pill_of(found),
        "clock": state_pill(duty) if duty is not None and found.is_open else None,
        "duty": duty,
        "facts": shown.facts_of(found, duty),
        "other_time": shown.proposed_words(found) if found.has_other_time else "",
        "answered_by_us": [each for each in open_deeds if each.side == "asked"] if answers else [],
        "asked_by_us": [each for each in open_deeds if each.side == "asking"] if asks else [],
        "wrong": wrong,
        "is_onlooker": not asks and not answers,
        "unconfirmed": shown.unconfirmed(found, steps, "" if asks else _("This is for the unit that asks.")),
        "timeline": shown.timeline(steps),
        "case": queries.case_seen(actor, found),
        "forwarded": [each for each in found.forwarded.all()[:5] if asks],
        "draft_actions": _draft_actions(found) if asks and found.state == RequestState.DRAFT else [],
        "letter": _letter(actor, found),
        "documents": offers.documents_card(
            actor,
            "request",
            found.id,
            _(
                "No file goes with this request. A letter, an order or a scan can; both sides read it, so nothing that "
                "names a victim."
            ),
        ),
        "list_id": SUGGESTIONS,
        "crumbs": request_crumbs(Crumb(found.number)),
    }
    return render(request, "measures/request.html", context, status=400 if wrong is not None else 200)


def _draft_actions(found: Request) -> list[Action]:
    return [
        Action(_("Send"), reverse("request_send", args=[found.id]), "primary", post=True),
        Action(_("Change the draft"), reverse("request_change", args=[found.id])),
    ]


def _letter(actor: Any, found: Request) -> dict[str, Any] | None:
    """Return what the page says of the letter to an office outside, None where nobody outside is asked."""
    if not found.is_outside or found.state == RequestState.DRAFT:
        return None
    refused = reason_against(policies.may_make_letter, actor, found)
    return {
        "contact": found.contact,
        "refused": refused,
        "make_url": reverse("request_letter", args=[found.id]),
        "open": 0 if refused else open_tokens(found),
        "close": Action(
            _("Close the reply addresses"), reverse("request_revoke", args=[found.id]), post=True, refused=refused
        ),
        "by_hand": Action(
            _("Write down an answer that came otherwise"),
            reverse("request_by_hand", args=[found.id]),
            refused=reason_against(policies.may_record_answer, actor, found),
        ),
    }
