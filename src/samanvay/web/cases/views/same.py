"""Answering whether what a case tells was told in a report already."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samanvay.cases.queries import case_or_unseen
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Stale
from samanvay.reports.actions import ask_case_again, settle_case
from samanvay.web.access import OfficerRequest, officer_page

from .page import conflict


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


def _event(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise Invalid("event", _("This event is not known.")) from None
