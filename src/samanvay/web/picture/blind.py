"""Blind transit: its page and CSV, the tables, the map with its signs, the sentence of a district."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.picture.findings.blind import PERHAPS, Blind, is_blind
from samanvay.picture.findings.blind import blind as read_blind
from samanvay.picture.queries import Spot, spots
from samanvay.web.components.pieces import Column, Crumb, Pill, under_filters
from samanvay.web.kit import offers, sentences
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.fact_tables import reported
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.maps.drawing import Drawing, ShadedDraughtsman, district_url, shades
from samanvay.web.kit.maps.ground import districts_by_state
from samanvay.web.kit.maps.labels import Named
from samanvay.web.kit.maps.poster import SILENT, ramp
from samanvay.web.kit.maps.signs import Sign
from samanvay.web.kit.pages import READ, page
from samanvay_insight.routes.blind import BlindTransit

from . import presenters
from .filters import asked
from .tables import Listing

SHOWN = 15
SQUARE = 16.0


@dataclass(frozen=True, slots=True)
class BlindFigures:
    """What is told of a period, with the places that it names."""

    blind: Blind
    spots: Mapping[str, Spot]

    def name(self, key: str) -> str:
        return sentences.name_of(self.spots, key)


def percent(share: float) -> str:
    """Return a share in words; of one that is nearly whole or nearly nothing no more is claimed than is known."""
    if share > 0.99:
        return _("over 99 %%") % {}
    if 0 < share < 0.01:
        return _("under 1 %%") % {}
    return _("%(share)d %%") % {"share": round(100 * share)}


def verdict(place: BlindTransit) -> Pill | str:
    """Return in a word how blind a district is."""
    if is_blind(place):
        return Pill(_("under-detected"), "warn", "◻")
    if place.percent >= PERHAPS:
        return Pill(_("possibly under-detected"))
    return _("not shown to be under-detected")


def judged(told: BlindFigures) -> Listing:
    """Return the districts that were judged, the blindest first."""
    columns = [
        Column(_("District"), lambda place: told.name(place.key)),
        Column(_("Result"), verdict),
        Column(_("Journeys passed (estimate)"), lambda place: round(place.passed.journeys), number=True),
        Column(
            _("Range (9 of 10 cases)"),
            lambda place: f"{place.passed.low:.0f}–{place.passed.high:.0f}",
            number=True,
        ),
        Column(_("Interceptions and rescues recorded"), lambda place: round(place.seen), number=True),
        Column(_("Normally"), lambda place: tenths(place.expected), number=True),
        Column(_("Certainty"), lambda place: percent(place.probability), number=True),
        Column(_("Weeks with a report"), lambda place: reported(told.blind.effort, place.key)),
    ]
    return Listing(_("Under-detected transit"), columns, told.blind.places, lambda place: district_url(place.key))


def silent(told: BlindFigures) -> Listing:
    """Return the districts of which nothing can be said, since they said nothing."""
    columns = [
        Column(_("District"), lambda each: told.name(each.key)),
        Column(_("Journeys passed (estimate)"), lambda each: round(each.passed.journeys), number=True),
        Column(_("Weeks with a report"), lambda each: reported(told.blind.effort, each.key)),
    ]
    return Listing(_("No reports, cannot be judged"), columns, told.blind.silent, lambda each: district_url(each.key))


def tenths(number: float) -> str:
    """Return a number with one place after the point where it is small."""
    return f"{number:.1f}" if number < 10 else f"{number:.0f}"


def sentence(place: BlindTransit) -> str:
    """Return what is told of a district that is blind: what passed, what was seen, what it is not."""
    passed = ngettext("about %(count)d journey passed", "about %(count)d journeys passed", round(place.passed.journeys))
    seen = ngettext(
        "%(count)d interception or rescue was recorded",
        "%(count)d interceptions and rescues were recorded",
        round(place.seen),
    )
    return _(
        "According to reports of other districts, %(passed)s (%(low)d–%(high)d); %(seen)s, normally %(usual)s."
    ) % {
        "passed": passed % {"count": round(place.passed.journeys)},
        "low": place.passed.low,
        "high": place.passed.high,
        "seen": seen % {"count": round(place.seen)},
        "usual": tenths(place.expected),
    }


class BlindDraughtsman(ShadedDraughtsman):
    """Draws a state shaded by what passes, with a square on each blind district."""

    def __init__(self, told: BlindFigures) -> None:
        blind = told.blind
        self.told = told
        self.judged = {place.key: place for place in blind.places}
        self.mute = {each.key: round(each.passed.journeys) for each in blind.silent}
        self.shades = shades({key: round(place.passed.journeys) for key, place in self.judged.items()} | self.mute)
        super().__init__(blind.state, told.spots, self.judged, self._shaded)

    def _shaded(self, key: str) -> dict[str, Any]:
        is_silent = key in self.mute or self.told.blind.effort.is_silent(key)
        return {
            "shade": self.shades.get(key, 0),
            "says": self._says(key),
            "url": district_url(key),
            "is_silent": is_silent,
        }

    def _says(self, key: str) -> str:
        name, place, silent = self.words(key), self.judged.get(key), self.mute.get(key)
        if place is not None:
            return (
                f"{name} ({_('under-detected')}). {sentence(place)}"
                if is_blind(place)
                else f"{name}. {sentence(place)}"
            )
        if silent is not None:
            said = {"name": name, "count": silent}
            return _("%(name)s. No reports, so it cannot be judged: about %(count)d journeys passed.") % said
        return _("%(name)s. Too few journeys pass here to judge.") % {"name": name}

    def _signs(self) -> None:
        for place in self.told.blind.blind:
            point = self.at(place.key)
            if point and self.frame.holds(point):
                says = f"{self.words(place.key)}. {sentence(place)}"
                self.drawing.squares.append(Sign(round(point[0]), round(point[1]), says, "blind"))
                self.named[place.key] = Named(self.words(place.key), point, 100.0 + place.lacking)
                self.boxes.append((point, SQUARE + 3))


def legend(drawn: Drawing) -> list[dict[str, Any]]:
    square = '<rect x="18" y="2" width="18" height="18" fill="#fff" stroke="#1b1f2a" stroke-width="5"/>'
    return [
        {"shapes": ramp(drawn), "words": _("journeys that probably passed, few to many")},
        {"shapes": square, "words": _("under-detected: many journeys pass, few are recorded")},
        {"shapes": SILENT, "words": _("no reports in these months")},
    ]


def _told(request: OfficerRequest) -> BlindFigures:
    found = read_blind(request.actor, asked(request).filters.period)
    keys = {place.key for place in found.places} | {each.key for each in found.silent}
    return BlindFigures(found, spots(keys | set(districts_by_state().get(found.state, ()))))


@page(permission=Permission.FACT_READ, methods=READ)
def blind(request: OfficerRequest) -> HttpResponse:
    """Show where much passes and little was seen, and which districts are silent instead."""
    told = _told(request)
    given, found = asked(request), told.blind
    listed, drawn = judged(told), BlindDraughtsman(told).draw()
    context = {
        "period": (sentences.month(given.filters.period.first), sentences.month(given.filters.period.last)),
        "choices": presenters.choices(given),
        "table": listed.table(SHOWN),
        "rows": len(listed.records),
        "silent": silent(told).table(SHOWN),
        "journeys": found.journeys,
        "usual": percent(found.usual),
        "called": [
            (told.name(place.key), sentence(place), offers.tell_action(request.actor, "district", place.key))
            for place in found.blind
        ],
        "is_empty": not found.places,
        "drawing": drawn,
        "legend": legend(drawn),
        "csv": under_filters(request, "blind_csv"),
        "crumbs": [Crumb(_("Picture"), reverse("picture")), Crumb(_("Under-detected transit"))],
    }
    return render(request, "picture/blind.html", context)


@page(permission=Permission.FACT_READ, methods=READ)
def blind_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same districts as CSV, of the facts that this officer may see."""
    return as_csv(judged(_told(request)).table(), "samanvay-blind-transit")
