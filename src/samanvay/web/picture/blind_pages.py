"""The page of blind transit and its CSV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.picture import queries
from samanvay.picture.findings.blind import blind as read_blind
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit import offers, sentences
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.maps.ground import districts_by_state
from samanvay.web.kit.pages import READ, page

from . import blind_presenters as shown
from . import presenters
from .filters import asked


def _told(request: OfficerRequest) -> shown.BlindFigures:
    found = read_blind(request.actor, asked(request.GET).filters.period)
    keys = {place.key for place in found.places} | {each.key for each in found.silent}
    return shown.BlindFigures(found, queries.spots(keys | set(districts_by_state().get(found.state, ()))))


@page(permission=Permission.FACT_READ, methods=READ)
def blind(request: OfficerRequest) -> HttpResponse:
    """Show where much passes and little was seen, and which districts are silent instead."""
    told = _told(request)
    given, found = asked(request.GET), told.blind
    judged, drawn = shown.judged(told), shown.BlindDraughtsman(told).draw()
    query = request.GET.urlencode()
    context = {
        "period": (sentences.month(given.filters.period.first), sentences.month(given.filters.period.last)),
        "choices": presenters.choices(given),
        "table": judged.table(shown.SHOWN),
        "rows": len(judged.records),
        "silent": shown.silent(told).table(shown.SHOWN),
        "journeys": found.journeys,
        "usual": shown.percent(found.usual),
        "called": [
            (told.name(place.key), shown.sentence(place), offers.tell_action(request.actor, "district", place.key))
            for place in found.blind
        ],
        "is_empty": not found.places,
        "drawing": drawn,
        "legend": shown.legend(drawn),
        "csv": reverse("blind_csv") + (f"?{query}" if query else ""),
        "crumbs": [Crumb(_("Picture"), reverse("picture")), Crumb(_("Blind transit"))],
    }
    return render(request, "picture/blind.html", context)


@page(permission=Permission.FACT_READ, methods=READ)
def blind_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same districts as CSV, of the facts that this officer may see."""
    return as_csv(shown.judged(_told(request)).table(), "samanvay-blind-transit")
