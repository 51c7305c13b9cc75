"""The letter and what comes back: making it, closing its addresses, answers by hand, confirming those from outside."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid
from samanvay.measures import request_policies as policies
from samanvay.measures import request_queries as queries
from samanvay.measures.request_answers import FromOutside, confirm_step, record_answer, set_step_aside
from samanvay.measures.request_letters import make_token, revoke_tokens
from samanvay.measures.request_states import ANSWERS, TRANSITIONS, RequestState
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb

from .request_forms import ByHandForm
from .request_letter_paper import Letter

SEND = Permission.REQUEST_SEND


@never_cache
@officer_page(permission=SEND)
@require_POST
def request_letter(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Make a letter with an address of its own for the answer; it is given out once and kept nowhere."""
    found = queries.request_or_unseen(request.actor, key)
    policies.may_make_letter(request.actor, found)
    try:
        secret = make_token(by=request.actor, request=found)
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
        return HttpResponseRedirect(reverse("request", args=[key]))
    duty = queries.clocks_of([found]).get(found.id)
    until = duty.due_at if duty is not None else clock.now() + timedelta(hours=found.within_hours)
    address = settings.SAMANVAY_URL + reverse("request_reply", args=[secret])
    answer = HttpResponse(Letter(found, until, address).pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@officer_page(permission=SEND)
@require_POST
def request_revoke(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Close the reply addresses of all letters."""
    found = queries.request_or_unseen(request.actor, key)
    policies.may_make_letter(request.actor, found)
    revoke_tokens(by=request.actor, request=found)
    messages.success(request, _("Closed. Nobody answers under the letters that are out any more."))
    return HttpResponseRedirect(reverse("request", args=[key]))


@never_cache
@officer_page(permission=SEND)
@require_http_methods(["GET", "POST"])
def request_by_hand(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Write down an answer that came by post, telephone or e-mail."""
    found = queries.request_or_unseen(request.actor, key)
    policies.may_record_answer(request.actor, found)
    following = [each for each in ANSWERS if each in TRANSITIONS[RequestState(found.state)]]
    posted = request.POST if request.method == "POST" else None
    form = ByHandForm(posted, answers=following, initial={"version": found.version})
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        outside = FromOutside(said["office"], said["phone"], said["reference"], said["said_on"], said["how"])
        try:
            record_answer(
                by=request.actor,
                request=found,
                to=RequestState(said["to"]),
                outside=outside,
                words=said["words"],
                pii_answer=form.pii_answer,
                expected=form.expected,
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept. Add the scan of their letter under Documents."))
            return HttpResponseRedirect(reverse("request", args=[key]))
    context = {
        "found": found,
        "form": form,
        "crumbs": [
            Crumb(_("Requests"), reverse("requests")),
            Crumb(found.number, reverse("request", args=[found.id])),
            Crumb(_("Answer by hand")),
        ],
    }
    return render(request, "measures/request_by_hand.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page(permission=SEND)
@require_POST
def request_step(request: OfficerRequest, key: UUID, step: UUID) -> HttpResponse:
    """Confirm an answer from outside, or set it aside."""
    found = queries.request_or_unseen(request.actor, key)
    chosen = queries.step_or_unseen(request.actor, found, step)
    policies.may_confirm_step(request.actor, chosen)
    try:
        if request.POST.get("what") == "confirm":
            confirm_step(by=request.actor, step=chosen)
            messages.success(request, _("Confirmed. The answer counts now."))
        elif request.POST.get("what") == "aside":
            set_step_aside(by=request.actor, step=chosen)
            messages.success(request, _("Set aside. The answer does not count."))
        else:
            raise Invalid("what", _("Confirm the answer or set it aside."))
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
    return HttpResponseRedirect(reverse("request", args=[key]))
