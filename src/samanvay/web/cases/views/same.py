"""Answering whether what a case tells was told in a report or in another case already."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.cases.models import Case
from samanvay.cases.policies import may_read_case
from samanvay.kernel.refusals import Invalid
from samanvay.reports.actions import ask_case_again, ask_pair_again, settle_case, settle_pair
from samanvay.reports.models import CasePair
from samanvay.reports.policies import may_settle_pair
from samanvay.reports.sameness.pairs import pair_or_unseen
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, seen_version
from samanvay.web.kit.pages import POST, Record, record_page

from .. import sameness
from .page import CASE, crumbs


@record_page(CASE, may=may_read_case, methods=POST)
def settle(request: OfficerRequest, case: Case) -> HttpResponse:
    """Say whether an event of a case, or its way, is the same happening as a report's, or take that back."""
    event = _event(request.POST.get("event", ""))
    seen = seen_version(request)
    if "again" in request.POST:
        ask_case_again(by=request.actor, case=case, event=event, expected=seen)
        messages.success(request, _("The answer is withdrawn; the question is open again."))
    else:
        settle_case(by=request.actor, case=case, event=event, answer=request.POST.get("same", ""), expected=seen)
        messages.success(request, _("Answer saved. The same incident counts once."))
    return HttpResponseRedirect(f"{CASE.page(case)}#same")


PAIR = Record(
    "pair",
    load=lambda actor, pair_id: pair_or_unseen(pair_id),
    page=lambda asked: reverse("case_pair", args=[asked.id]),
    crumbs=lambda actor, asked: crumbs(None),
)


@record_page(PAIR, may=may_settle_pair, permission=Permission.CASE_AMEND)
def pair(request: OfficerRequest, asked: CasePair) -> HttpResponse:
    """Ask of two cases whether they tell of one happening; who is asked sees no more of a case than they may."""
    if request.method == "POST":
        seen = seen_version(request)
        if "again" in request.POST:
            done = _("The answer is withdrawn; the question is open again.")
            return action_page(request, ask_pair_again, asked, expected=seen, done=done)
        done, answer = _("Answer saved. The same incident counts once."), request.POST.get("answer", "")
        return action_page(request, settle_pair, asked, answer=answer, expected=seen, done=done)
    context = {**sameness.pair_shown(request.actor, asked), "crumbs": crumbs(None, _("Same incident?"))}
    return render(request, "cases/pair.html", context)


def _event(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise Invalid("event", _("This event was not found.")) from None
