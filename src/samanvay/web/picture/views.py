"""The picture: one page with the map and its tables, the same as CSV and as a file, the ground behind the map."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture import queries
from samanvay.picture.findings import queries as findings
from samanvay.web.components.pieces import Table, address, under_filters
from samanvay.web.kit import fact_tables, finding_lines
from samanvay.web.kit.access import OfficerRequest, officer_page
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.maps.frame import Frame, frame_of_code
from samanvay.web.kit.maps.ground import ground, rails
from samanvay.web.kit.maps.poster import Poster
from samanvay.web.kit.pages import READ, every_officer, page

from . import presenters, tables
from .filters import PictureFilters, asked
from .material import Material, gathered, grounds

DAY = 24 * 3600
MAP_KINDS = {"png": "image/png", "svg": "image/svg+xml; charset=utf-8"}
SHOWN_CHANGES = 5


@page(may=every_officer, methods=READ)
def picture(request: OfficerRequest) -> HttpResponse:
    """Show the map, or to partners the counts that they may see; with ``part=map`` the map alone, for the slider."""
    given = asked(request.GET)
    if not holds(request.actor, Permission.FACT_READ):
        return _partners(request, given)
    known = gathered(request.actor, given)
    context = _map(request, given, known)
    if request.GET.get("part") == "map":
        return render(request, "picture/moving.html", context)
    return render(request, "picture/picture.html", context | _around_map(request, given, known))


def _map(request: OfficerRequest, given: PictureFilters, known: Material) -> dict[str, Any]:
    """Return what changes from month to month while the slider moves."""
    drawing = known.drawing(given)
    return {
        "title": presenters.title(given.filters.period),
        "seen": presenters.seen(known.picture),
        "spoke": presenters.spoke(known.own, known.silent),
        "silent": len(known.silent),
        "is_empty": known.picture.is_empty,
        "drawing": drawing,
        "legend": presenters.signs(drawing, known.published),
        "published": known.published,
        "is_whole_country": given.is_whole_country,
        "other_view_url": address(request, part=None, view="" if given.is_whole_country else "india")
        if known.state
        else "",
        "reports_url": reverse("reports") if holds(request.actor, Permission.REPORT_WRITE) else "",
    }


def _around_map(request: OfficerRequest, given: PictureFilters, known: Material) -> dict[str, Any]:
    counts = known.picture.by_month
    around = replace(given.filters, period=presenters.track_period(given))
    if around.period != given.filters.period:
        counts = queries.by_month(request.actor, around)
    shown = {name: make(known) for name, make in tables.TABLES.items()}
    return {
        "chips": presenters.chips(request, given.filters),
        "choices": presenters.choices(given),
        "grounds": grounds(request.actor, given.ground),
        "has_rails": given.has_rails,
        "rails_url": address(request, part=None, rails="off" if given.has_rails else ""),
        "map_urls": {kind: under_filters(request, "picture_map", kind) for kind in ("png", "svg")},
        "track": presenters.track(request, given, counts),
        "by_quarter": counts.get(None, 0),
        "beats": [
            (str(unit.names), reverse("picture_beat", args=[unit.pk])) for unit in queries.beats_of(request.actor)
        ],
        "blind_url": presenters.blind_url(given),
        "silence": presenters.silence(known.silent, known.spots),
        "tables": {
            name: listing.table(tables.SHOWN_DISTRICTS if name == "districts" else tables.SHOWN)
            for name, listing in shown.items()
        },
        "rows": {name: len(listing.records) for name, listing in shown.items()},
        "csv": {name: under_filters(request, "picture_csv", name) for name in shown},
        "changed": finding_lines.short_lines(
            list(findings.findings(request.actor, findings.FindingFilters())[:SHOWN_CHANGES])
        ),
    }


def _partners(request: OfficerRequest, given: PictureFilters) -> HttpResponse:
    context = {
        "title": presenters.title(given.filters.period),
        "tables": [
            (make(request.actor, given), under_filters(request, "picture_csv", name))
            for name, make in PARTNER_TABLES.items()
        ],
        "choices": presenters.choices(given),
    }
    return render(request, "picture/partners.html", context)


def _cells(actor: Actor, given: PictureFilters) -> Table:
    found = queries.partner_cells(actor, given.filters.period)
    form = given.filters.form
    kept = {cell: count for cell, count in found.items() if not form or cell[1] == form}
    return fact_tables.cells(kept, queries.spots({key for key, _form, _quarter in kept}))


def _corridor_cells(actor: Actor, given: PictureFilters) -> Table:
    found = queries.partner_corridors(actor, given.filters.period)
    form = given.filters.form
    kept = {cell: count for cell, count in found.items() if not form or cell[2] == form}
    return fact_tables.corridor_cells(kept, queries.spots({key for cell in kept for key in cell[:2]}))


PARTNER_TABLES = {"cells": _cells, "corridor-cells": _corridor_cells}


@page(may=every_officer, methods=READ)
def table_csv(request: OfficerRequest, table: str) -> HttpResponse:
    """Give one table of the page as CSV, of the facts that this officer may see."""
    given = asked(request.GET)
    if table in PARTNER_TABLES:
        return as_csv(PARTNER_TABLES[table](request.actor, given), f"samanvay-{table}")
    if table not in tables.TABLES:
        raise Unseen
    return as_csv(tables.TABLES[table](gathered(request.actor, given)).table(), f"samanvay-{table}")


@page(permission=Permission.FACT_READ, methods=READ)
def map_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Give the map of the facts that this officer may see, with its title, its filters and its signs explained."""
    if kind not in MAP_KINDS:
        raise Unseen
    given = asked(request.GET)
    poster = _poster(given, gathered(request.actor, given))
    answer = HttpResponse(poster.png() if kind == "png" else poster.svg(), content_type=MAP_KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="samanvay-map.{kind}"'
    return answer


def _poster(given: PictureFilters, known: Material) -> Poster:
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


@officer_page
@require_GET
@cache_control(private=True, max_age=DAY)
def ground_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Give the land behind a map as an image: outlines alone, the same for everybody."""
    return _image(code, ground)


@officer_page
@require_GET
@cache_control(private=True, max_age=DAY)
def rails_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Give the railway lines of a map as an image: out of the time-table, the same for everybody."""
    return _image(code, rails)


def _image(code: str, drawn: Callable[[Frame], str]) -> HttpResponse:
    frame = frame_of_code(code)
    if frame is None:
        raise Unseen
    return HttpResponse(drawn(frame), content_type="image/svg+xml; charset=utf-8")
