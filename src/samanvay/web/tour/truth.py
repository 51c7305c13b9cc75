"""What was true beside what the system knows: only in the demonstration, whose state is simulated."""

import calendar
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.demo import told
from samanvay.demo.truth import Truth, area_of_key, legs_of, truth_of
from samanvay.directory.queries import state_of
from samanvay.picture.filters import Filters, last_twelve_months
from samanvay.picture.queries import Corridor, Picture, Spot, picture, spots
from samanvay.web.components.pieces import Column, Table
from samanvay.web.kit import sentences
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.maps.drawing import Scene, draw, likely_passed, places_in
from samanvay.web.kit.pages import READ, page

SHOWN = 16
STOPS_SHOWN = 2
FEWEST = 4  # journeys below which an arc or a ring of the truth is left out


@dataclass(frozen=True, slots=True)
class Known:
    """What the system shows of one corridor."""

    journeys: int
    stops: Counter[str]


@page(permission=Permission.FACT_READ, methods=READ)
def truth(request: OfficerRequest) -> HttpResponse:
    """Show the simulated truth of the last twelve months beside what this officer's Picture tells of them."""
    if not settings.IS_DEMO:
        raise Http404
    told_on = told.day_of_the_register()
    if told_on is None:
        return render(request, "tour/truth.html", {"is_empty": True})
    period = last_twelve_months()
    days = calendar.monthrange(period.last.year, period.last.month)[1]
    true = truth_of(told_on, period.first, period.last.replace(day=days))
    seen, state = picture(request.actor, Filters(period)), state_of(request.actor)
    passed = likely_passed(seen, spots(places_in(seen, state)))
    known = _known(seen)
    ends = {key for each in true.corridors for key in (each.origin, each.destination)}
    shown = {key for pair, each in known.items() for key in (*pair, *each.stops) if key}
    named = dict(spots({*ends, *true.stopovers, *shown, *seen.stopovers, *passed}))
    drawing = _drawing(true, state, named)
    context = {
        "is_empty": False,
        "drawing": drawing,
        "true": true,
        "corridors": _corridors(true, known, named),
        "stopovers": _stopovers(true, seen, passed, named),
    }
    return render(request, "tour/truth.html", context)


def _known(seen: Picture) -> dict[tuple[str, str], Known]:
    """Return by their ends what the system shows of each corridor, the ends called as the truth calls them."""
    found: dict[tuple[str, str], Known] = {}
    for route in seen.routes:
        ends = (area_of_key(route.origin), area_of_key(route.destination, is_destination=True))
        before = found.get(ends, Known(0, Counter()))
        found[ends] = Known(before.journeys + route.journeys, before.stops + route.stops)
    return found


def _drawing(true: Truth, state: str, named: dict[str, Spot]) -> Any:
    """Return the map of the truth: its legs as arcs, its stop-overs as rings, nothing of what was caught."""
    drawn = Picture(journeys=true.journeys)
    for origin, destination, count in legs_of(true):
        if count >= FEWEST:
            drawn.corridors.append(Corridor(origin, destination, count, count, is_hearsay=False))
            drawn.by_place.update({origin: count, destination: count})
    drawn.stopovers = Counter({key: count for key, count in true.stopovers.items() if count >= FEWEST})
    places = dict(spots(places_in(drawn, state) - named.keys()))
    return draw(Scene(drawn, {**named, **places}, state, has_rails=False))


def _corridors(true: Truth, known: dict[tuple[str, str], Known], named: dict[str, Spot]) -> Table:
    def seen(corridor: Any) -> Known:
        return known.get((corridor.origin, corridor.destination), Known(0, Counter()))

    def ends(corridor: Any) -> str:
        return " → ".join(sentences.name_of(named, key) for key in (corridor.origin, corridor.destination))

    return Table.of(
        _("Corridors: what was true and what the system shows"),
        [
            Column(_("Corridor"), ends),
            Column(_("Real journeys"), lambda each: each.journeys, number=True),
            Column(_("Shown, journeys"), lambda each: seen(each).journeys or None, number=True),
            Column(_("Really kept at"), lambda each: _stops(each.stops, named)),
            Column(_("Shown as stop-over"), lambda each: _stops(seen(each).stops, named)),
        ],
        true.corridors[:SHOWN],
    )


def _stops(stops: Counter[str], named: dict[str, Spot]) -> str | None:
    shown = stops.most_common(STOPS_SHOWN)
    return ", ".join(f"{sentences.name_of(named, key)} ({count})" for key, count in shown) or None


def _stopovers(true: Truth, seen: Picture, passed: Mapping[str, float], named: dict[str, Spot]) -> Table:
    def likely(key: str) -> str | None:
        return f"{passed[key]:.0f}" if passed.get(key, 0) >= 0.5 else None

    return Table.of(
        _("Stop-overs: what was true and what the system shows"),
        [
            Column(_("Place"), lambda each: sentences.name_of(named, each[0])),
            Column(_("Journeys really kept there"), lambda each: each[1], number=True),
            Column(_("Shown as stop-over"), lambda each: seen.stopovers.get(each[0]) or None, number=True),
            Column(_("Passed (estimate)"), lambda each: likely(each[0]), number=True),
        ],
        true.stopovers.most_common(SHOWN),
    )
