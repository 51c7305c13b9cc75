"""The map as a file: what the page shows under the same address, seen by the same reader, as PNG or SVG."""

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.refusals import Unseen
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.maps.poster import Poster
from samanvay.web.kit.pages import READ, page

from . import presenters
from .filters import PictureFilters, asked
from .material import Material, gathered

KINDS = {"png": "image/png", "svg": "image/svg+xml; charset=utf-8"}


@page(permission=Permission.FACT_READ, methods=READ)
def map_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Give the map of the facts that this officer may see, with its title, its filters and its signs explained."""
    if kind not in KINDS:
        raise Unseen
    given = asked(request.GET)
    material = gathered(request.actor, given)
    poster = poster_of(given, material)
    answer = HttpResponse(poster.png() if kind == "png" else poster.svg(), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="samanvay-map.{kind}"'
    return answer


def poster_of(given: PictureFilters, known: Material) -> Poster:
    """Return the map with the words of the page around it."""
    drawing = known.drawing(given)
    seen, spoke = presenters.seen(known.picture), presenters.spoke(known.own, known.silent)
    head = [" · ".join(filter(None, (seen, spoke)))]
    if narrowed := presenters.narrowed(given.filters):
        head.append(" · ".join(narrowed))
    foot = [
        _("Samanvay, %(day)s: what the office that took this file may see. White is not safety.")
        % {"day": date_format(clock.today(), "j F Y")}
    ]
    if known.published:
        foot.append(f"{known.published.rule} {_('Source')}: {known.published.source}.")
    return Poster(
        drawing,
        presenters.title(given.filters.period),
        head,
        presenters.signs(drawing, known.published),
        foot,
        get_language() or "en",
    )
