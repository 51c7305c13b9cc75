"""Answering whether what a case tells was told in a report or in another case already."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.cases.queries import case_or_unseen
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Stale
from samanvay.reports.actions import ask_case_again, ask_pair_again, settle_case, settle_pair
from samanvay.reports.case_pairs import pair_or_unseen
from samanvay.reports.policies import may_settle_pair
from samanvay.web.access import OfficerRequest, officer_page

from .. import sameness
from .page import conflict, crumbs, two_versions


@officer_page
@require_POST
def settle(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Say whether an event of a case, or its way, is the same happening as a report's, or take that back."""
    case = case_or_unseen(request.actor, case_id)
    event = _event(request.POST.get("event", ""))
    given = request.POST.get("version", "")
    seen = whole_number(given)
    address = reverse("case", args=[case.id])
    try:
        if "again" in request.POST:
            ask_case_again(by=request.actor, case=case, event=event, expected=seen)
            messages.success(request, _("The answer is taken back; the question is open again."))
        else:
            answer = request.POST.get("same", "")
            settle_case(by=request.actor, case=case, event=event, answer=answer, expected=seen)
            messages.success(request, _("Answered. What is the same counts once."))
    except Stale as stale:
        return conflict(request, case, stale, again=address)
    return HttpResponseRedirect(f"{address}#same")


@never_cache
@officer_page(permission=Permission.CASE_AMEND)
@require_http_methods(["GET", "POST"])
def pair(request: OfficerRequest, pair_id: UUID) -> HttpResponse:
    """Ask of two cases whether they tell of one happening; who is asked sees no more of a case than they may."""
    asked = pair_or_unseen(pair_id)
    may_settle_pair(request.actor, asked)
    address = reverse("case_pair", args=[asked.id])
    if request.method == "POST":
        seen = whole_number(request.POST.get("version", ""))
        try:
            if "again" in request.POST:
                ask_pair_again(by=request.actor, pair=asked, expected=seen)
                messages.success(request, _("The answer is taken back; the question is open again."))
            else:
                settle_pair(by=request.actor, pair=asked, answer=request.POST.get("answer", ""), expected=seen)
                messages.success(request, _("Answered. What is the same counts once."))
        except Stale as stale:
            way = crumbs(None, _("Two versions"))
            return two_versions(request, stale, again=address, page=address, crumbs=way)
        return HttpResponseRedirect(address)
    context = {"pair": sameness.pair_shown(request.actor, asked), "crumbs": crumbs(None, _("The same happening?"))}
    return render(request, "cases/pair.html", context)


def _event(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise Invalid("event", _("This event is not known.")) from None
