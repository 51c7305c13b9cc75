"""What waits for a second person: the list, one proposal with what it means in words, the token for a unit."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access import queries as access
from samanvay.access.models import Grant, Proposal
from samanvay.access.permissions import Permission
from samanvay.access.proposals.second_persons import agreers, why_not_accept, why_not_agree
from samanvay.directory import policies, queries
from samanvay.directory.officers.actions import proposals as proposal_actions
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page
from samanvay.web.kit.pages import READ, Record, page, record_page

from . import presenters, proposal_words

SHOWN = 100


class RefuseForm(forms.Form):
    """Why a proposal is refused."""

    reason = forms.CharField(label=gettext_lazy("Reason for rejecting"), max_length=300)


@page(permission=Permission.ACCESS_AGREE, methods=READ)
def proposals(request: OfficerRequest) -> HttpResponse:
    """List what waits for a second person in the officer's state, and what was answered lately."""
    states = policies.states_of(request.actor, Permission.ACCESS_AGREE)
    found = access.proposals_of(states)
    waiting = list(found.open().order_by("lapses_at")[:SHOWN])
    closed = list(found.exclude(outcome="").order_by("-closed_at")[:20])
    context = {
        "waiting": [proposal_words.line(each) for each in waiting],
        "closed": [proposal_words.line(each) for each in closed],
        "tabs": presenters.parts("officers"),
    }
    return render(request, "directory/proposals.html", context)


def _seen(actor: Actor, key: UUID) -> Proposal:
    found = access.proposal_or_unseen(key)
    if not policies.sees_proposal(actor, found):
        raise Unseen
    return found


def _of_token(actor: Actor, key: UUID) -> Proposal:
    found = access.proposal_or_unseen(key)
    if found.token is None:
        raise Unseen
    return found


PROPOSAL: Record[Proposal] = Record(
    "found",
    load=_seen,
    page=lambda found: reverse("proposal", args=[found.pk]),
    crumbs=lambda actor, found: [Crumb(proposal_words.title(found), PROPOSAL.page(found))],
    given=lambda found: {"proposal": found},
)
OF_TOKEN = replace(PROPOSAL, load=_of_token, page=lambda found: reverse("proposal_accept", args=[found.pk]))


@record_page(PROPOSAL, permission=Permission.ACCESS_AGREE)
def proposal(request: OfficerRequest, found: Proposal) -> HttpResponse:
    """Show a proposal with what it means; agree to it, refuse it or take it back."""
    context = {
        "denial": why_not_agree(request.actor, found),
        "may_withdraw": not found.outcome and policies.may_post(request.actor, found.home_state),
        "agree": _("I have checked: agree"),
        "people": [] if found.agreed_at or found.outcome else proposal_words.people(agreers(found)),
    }
    return _answered(request, found, context, reverse("proposals"))


def _heads(found: Proposal) -> list[Grant]:
    assert found.token is not None
    return queries.heads_for(found.token)


def _may_see_token(actor: Actor, found: Proposal) -> None:
    heads = {grant.user_id for grant in _heads(found)}
    if actor.id not in heads and not policies.sees_proposal(actor, found):
        raise Refused(
            _("You do not have permission. The head of the unit for which the token acts can accept it."), code="accept"
        )


@record_page(OF_TOKEN, may=_may_see_token)
def proposal_accept(request: OfficerRequest, found: Proposal) -> HttpResponse:
    """Show a token that acts for the officer's unit; accept it or refuse it, as the head of the unit."""
    heads = _heads(found)
    context = {
        "denial": why_not_accept(request.actor, found, heads),
        "may_withdraw": False,
        "agree": _("Accept for the unit"),
        "people": [] if found.accepted_at or found.outcome else proposal_words.people(heads),
    }
    return _answered(request, found, context, reverse("today"), accepts=True)


def _answered(
    request: OfficerRequest, found: Proposal, context: dict[str, Any], back: str, *, accepts: bool = False
) -> HttpResponse:
    answer = request.POST.get("answer", "")
    form = RefuseForm(request.POST if answer == "refuse" else None)
    if answer and (not form.is_bound or form.is_valid()):
        answers: dict[str, tuple[Callable[..., Proposal], str]] = {
            "agree": (proposal_actions.agree, _("You agreed. Your name and the proposer's are recorded.")),
            "refuse": (proposal_actions.refuse, _("Rejected. Nothing changes, and the proposer is informed.")),
            "withdraw": (proposal_actions.withdraw, _("Withdrawn. Nothing changes.")),
        }
        if accepts:
            answers |= {"agree": (proposal_actions.accept, _("Accepted."))}
            del answers["withdraw"]
        if answer not in answers:
            raise Unseen
        action, done = answers[answer]
        return action_page(request, action, found, to=back, done=done, **(form.cleaned_data if form.is_bound else {}))
    context |= {
        "title": proposal_words.title(found),
        "means": proposal_words.means(found),
        "facts": proposal_words.facts(found),
        "state": proposal_words.state(found),
        "is_open": not found.outcome,
        "form": form,
        "back": back,
    }
    return render(request, "directory/proposal.html", context, status=400 if request.method == "POST" else 200)


def tell_of_waiting(request: HttpRequest, user_id: UUID | None) -> None:
    """Say after a change that what was asked for waits for a second person, where it does."""
    found = access.open_proposal(user_id) if user_id else None
    if found is not None:
        words = _("A second person of another unit must agree. Until then nothing changes.")
        names = ", ".join(proposal_words.people(agreers(found))) or _("nobody can agree at present")
        messages.warning(request, words + " " + _("These can agree: %(names)s.") % {"names": names})
