"""The picture: one page with the map and its tables, the same as CSV and as a file, the ground behind the map."""

import gzip
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture import queries
from samanvay.picture.findings import queries as findings
from samanvay.web.components.pieces import Tab, Table, address, under_filters
from samanvay.web.kit import fact_tables, finding_lines
from samanvay.web.kit.access import OfficerRequest, officer_page
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.maps.frame import frame_of_code
from samanvay.web.kit.maps.ground import FileKind, file_of
from samanvay.web.kit.maps.poster import Poster
from samanvay.web.kit.pages import READ, every_officer, page

from . import presenters, tables
from .filters import PictureFilters, asked
from .material import Material, Named, grounds

DAY = 24 * 3600
YEAR = 365 * DAY
MAP_KINDS = {"png": "image/png", "svg": "image/svg+xml; charset=utf-8"}
SHOWN_CHANGES = 5


TABS: dict[str, tuple[str, ...]] = {
    "": (),
    "districts": ("districts",),
    "corridors": ("corridors",),
    "incidents": ("events",),
    "stops": ("stopovers", "through", "passed"),
    "silent": ("silent",),
    "more": (),
}


@page(may=every_officer, methods=READ)
def picture(request: OfficerRequest) -> HttpResponse:
    """Show the map or one tab of tables, to partners the counts that they may see; ``part=map`` for the slider."""
    given = asked(request)
    if not holds(request.actor, Permission.FACT_READ):
        return _partners(request, given)
    known = Material(request.actor, given)
    tab = choice_of(request, "tab", TABS)
    if choice_of(request, "part", ("map",)):
        return render(request, "picture/moving.html", _map(request, given, known))
    context: dict[str, Any] = {"title": presenters.title(given.filters.period), "tabs": _tabs(request, tab)}
    if not tab:
        context |= _map(request, given, known) | _around_map(request, given, known)
        return render(request, "picture/picture.html", context)
    if tab == "more":
        context |= _more(request, given)
    else:
        context |= {"tables": [_shown(request, known, name) for name in TABS[tab]], **_filters(request, given)}
    return render(request, "picture/tab.html", context)


def _tabs(request: OfficerRequest, chosen: str) -> list[Tab]:
    words = (
        *(_("Map"), _("Districts"), _("Corridors"), _("Incidents"), _("Stop-overs"), _("Districts without reports")),
        _("More"),
    )
    return [
        Tab(said, address(request, tab=name, part=None), name == chosen) for name, said in zip(TABS, words, strict=True)
    ]


def _map(request: OfficerRequest, given: PictureFilters, known: Material) -> dict[str, Any]:
    """Return what changes from month to month while the slider moves."""
    drawn = known.map
    return {
        "title": presenters.title(given.filters.period),
        "seen": presenters.seen(known.picture),
        "spoke": presenters.spoke(known.own, known.silent),
        "silent": len(known.silent),
        "silent_url": address(request, tab="silent", part=None),
        "is_empty": known.picture.is_empty,
        "map": drawn.svg,
        "undrawn": drawn.drawing.undrawn,
        **presenters.signs_of_page(drawn.drawing, known.published),
        "published": known.published,
        "views": _views(request, given, known),
        "reports_url": reverse("reports") if holds(request.actor, Permission.REPORT_WRITE) else "",
    }


def _views(request: OfficerRequest, given: PictureFilters, known: Material) -> list[tuple[str, str]]:
    """Return what else the map may be drawn around: the reader's district, their state, all of India."""
    words = {"": _("My district"), "state": _("The whole state"), "india": _("All of India")}
    if not known.charge.district:
        words = {"": _("The whole state"), "india": words["india"]}
    now = given.view if given.view in words else ""
    return [(said, address(request, part=None, view=view)) for view, said in words.items() if view != now]


def _filters(request: OfficerRequest, given: PictureFilters) -> dict[str, Any]:
    return {
        "chips": presenters.chips(request, given.filters),
        "choices": presenters.choices(given),
        "grounds": grounds(request.actor, given.ground),
        "kept": presenters.kept(request),
    }


def _around_map(request: OfficerRequest, given: PictureFilters, known: Material) -> dict[str, Any]:
    counts = known.picture.by_month
    around = replace(given.filters, period=presenters.track_period(given))
    if around.period != given.filters.period:
        counts = queries.by_month(request.actor, around)
    return {
        **_filters(request, given),
        "has_rails": given.has_rails,
        "rails_url": address(request, part=None, rails="off" if given.has_rails else ""),
        "map_urls": {kind: under_filters(request, "picture_map", kind) for kind in ("png", "svg")},
        "csv": under_filters(request, "picture_csv", "districts"),
        "track": presenters.track(request, given, counts),
        "by_quarter": counts.get(None, 0),
        "silence": presenters.silence(known.silent, Named(known.seen).name),
        "changed": finding_lines.short_lines(
            list(findings.findings(request.actor, findings.FindingFilters())[:SHOWN_CHANGES])
        ),
    }


def _shown(request: OfficerRequest, known: Material, name: str) -> dict[str, Any]:
    """Return one table of a tab, its first rows, with the address of all of them."""
    listing = tables.TABLES[name](known)
    return {
        "id": name,
        "table": listing.table(tables.SHOWN),
        "rows": len(listing.records),
        "csv": under_filters(request, "picture_csv", name),
    }


def _more(request: OfficerRequest, given: PictureFilters) -> dict[str, Any]:
    return {
        "is_more": True,
        "beats": [
            (str(unit.names), reverse("picture_beat", args=[unit.pk])) for unit in queries.beats_of(request.actor)
        ],
        "blind_url": presenters.blind_url(given),
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
    given = asked(request)
    if table in PARTNER_TABLES:
        return as_csv(PARTNER_TABLES[table](request.actor, given), f"samanvay-{table}")
    if table not in tables.TABLES:
        raise Unseen
    return as_csv(tables.TABLES[table](Material(request.actor, given)).table(), f"samanvay-{table}")


@page(permission=Permission.FACT_READ, methods=READ)
def map_file(request: OfficerRequest, kind: str) -> HttpResponse:
    """Give the map of the facts that this officer may see, with its title, its filters and its signs explained."""
    if kind not in MAP_KINDS:
        raise Unseen
    given = asked(request)
    poster = _poster(given, Material(request.actor, given))
    answer = HttpResponse(poster.png() if kind == "png" else poster.svg(), content_type=MAP_KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="samanvay-map.{kind}"'
    return answer


def _poster(given: PictureFilters, known: Material) -> Poster:
    """Return the map with the words of the page around it."""
    drawing = known.map.drawing
    seen, spoke = presenters.seen(known.picture), presenters.spoke(known.own, known.silent)
    head = [" · ".join(filter(None, (seen, spoke)))]
    if narrowed := presenters.narrowed(given.filters):
        head.append(" · ".join(narrowed))
    foot = [
        _("Samanvay, %(day)s: data that the office which took this file may see. White does not mean safe.")
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
def map_layer(request: HttpRequest, code: str, kind: FileKind) -> HttpResponse:
    """Give the land, the outlines or the railway lines of a map as an image: the same for everybody.

    Under the mark of what it holds a browser may keep it for good.
    """
    frame = frame_of_code(code)
    if frame is None:
        raise Unseen
    found = file_of(kind, frame)
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(
        found.body if takes_gzip else gzip.decompress(found.body), content_type="image/svg+xml; charset=utf-8"
    )
    if takes_gzip:
        answer["Content-Encoding"] = "gzip"
    answer["Vary"] = "Accept-Encoding"
    is_marked = request.GET.get("v") == found.mark
    patch_cache_control(
        answer, private=True, **({"max_age": YEAR, "immutable": True} if is_marked else {"max_age": DAY})
    )
    return answer
