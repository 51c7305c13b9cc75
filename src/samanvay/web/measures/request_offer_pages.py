"""The board of standing offers: what districts lend, offering, taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.measures import request_policies as policies
from samanvay.measures import request_queries as queries
from samanvay.measures.request_kinds import LANGUAGES
from samanvay.measures.request_offers import LENT, offer_help, withdraw_offer
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb, chips
from samanvay.web.filters import choice_of

from .request_forms import OfferForm
from .request_shown import offer_rows


@never_cache
@officer_page(permission=Permission.REQUEST_READ)
@require_http_methods(["GET", "POST"])
def offers(request: OfficerRequest) -> HttpResponse:
    """List what districts offer; take an offer of one's own."""
    form = OfferForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        policies.may_offer_help(request.actor)
        if form.is_valid() and _kept(request, form):
            return HttpResponseRedirect(reverse("offers"))
    kind, language = choice_of(request, "kind", LENT), choice_of(request, "language", LANGUAGES)
    found = queries.offers_standing(request.actor, kind=kind, language=language)
    spoken = {code for each in queries.offers_standing(request.actor) for code in each.languages}
    rows = offer_rows(found)
    for row in rows:
        row["may_withdraw"] = not reason_against(policies.may_withdraw_offer, request.actor, row["offer"])
    context: dict[str, Any] = {
        "rows": rows,
        "kinds": chips(request, "kind", [(code, each.words) for code, each in LENT.items()], every=_("All kinds")),
        "languages": chips(
            request,
            "language",
            [(code, words) for code, words in LANGUAGES.items() if code in spoken],
            every=_("All languages"),
        ) if spoken else [],
        "is_narrowed": bool(kind or language),
        "form": form,
        "is_open": bool(form.errors),
        "refused": reason_against(policies.may_offer_help, request.actor),
        "crumbs": [Crumb(_("Requests"), reverse("requests")), Crumb(_("Offers"))],
    }  # fmt: skip
    return render(request, "measures/request_offers.html", context, status=400 if form.errors else 200)


def _kept(request: OfficerRequest, form: OfferForm) -> bool:
    said = form.cleaned_data
    try:
        offer_help(
            by=request.actor,
            kind=said["kind"],
            since=said["since"],
            until=said["until"],
            languages=said["languages"],
            how_many=said["how_many"],
            words=said["words"],
            pii_answer=form.pii_answer,
            captured=form.captured,
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Every district sees your offer now."))
    return True


@never_cache
@officer_page(permission=Permission.REQUEST_SEND)
@require_POST
def offer_withdraw(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take an offer back."""
    offer = queries.offer_or_unseen(request.actor, key)
    policies.may_withdraw_offer(request.actor, offer)
    try:
        withdraw_offer(by=request.actor, offer=offer, reason=request.POST.get("reason", ""))
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("Withdrawn. Nobody is shown it any more."))
    return HttpResponseRedirect(reverse("offers"))
