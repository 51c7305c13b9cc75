"""The board of standing offers: what districts lend, offering, taking back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import reason_against
from samanvay.measures.models import Offer
from samanvay.measures.requests import policies, queries
from samanvay.measures.requests.actions.offers import LENT, offer_help, withdraw_offer
from samanvay.measures.requests.kinds import LANGUAGES
from samanvay.web.components.pieces import Crumb, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.pages import POST, page, record_page

from .records import OFFER, request_crumbs
from .request_forms import OfferForm
from .request_presenters import offer_rows


@page(permission=Permission.REQUEST_READ)
def offers(request: OfficerRequest) -> HttpResponse:
    """List what districts offer; take an offer of one's own."""
    if request.method == "POST":
        policies.may_offer_help(request.actor)
    done = _("Every district can now see your offer.")
    return form_page(request, OfferForm, offer_help, done=done, show=lambda form: _board(request, form))


def _board(request: OfficerRequest, form: OfferForm) -> HttpResponse:
    kind, language = choice_of(request, "kind", LENT), choice_of(request, "language", LANGUAGES)
    found = queries.offers_standing(request.actor, kind=kind, language=language)
    spoken = {code for each in queries.offers_standing(request.actor) for code in each.languages}
    rows = offer_rows(found)
    for row in rows:
        row["may_withdraw"] = not reason_against(policies.may_withdraw_offer, request.actor, row["offer"])
    kinds = [(code, each.words) for code, each in LENT.items()]
    languages = [(code, words) for code, words in LANGUAGES.items() if code in spoken]
    context = {
        "rows": rows,
        "kinds": chips(request, "kind", kinds, every=_("All kinds")),
        "languages": chips(request, "language", languages, every=_("All languages")) if languages else [],
        "is_narrowed": bool(kind or language),
        "form": form,
        "refused": reason_against(policies.may_offer_help, request.actor),
        "crumbs": request_crumbs(Crumb(_("Offers"))),
    }
    return render(request, "measures/request_offers.html", context, status=400 if form.errors else 200)


@record_page(OFFER, permission=Permission.REQUEST_SEND, may=policies.may_withdraw_offer, methods=POST)
def offer_withdraw(request: OfficerRequest, offer: Offer) -> HttpResponse:
    """Take an offer back."""
    reason, done = request.POST.get("reason", ""), _("Withdrawn. The offer is no longer shown.")
    return action_page(request, withdraw_offer, offer, reason=reason, done=done, or_tell=True)
