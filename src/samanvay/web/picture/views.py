"""The picture: one page with the map and its tables, the same as CSV, the ground behind the map, a district's sheet."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.directory.queries import districts_of
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture import findings, queries
from samanvay.web.access import OfficerRequest, officer_page

from . import findings_shown, presenters, sentences, tables
from .asked import Asked, asked
from .drawing import draw, places_in
from .frame import frame_of_code
from .ground import ground

DAY = 24 * 3600
SHOWN_CHANGES = 5


@never_cache
@officer_page
@require_GET
def picture(request: OfficerRequest) -> HttpResponse:
    """Show the map, or to partners the counts that they may see."""
    given = asked(request.GET)
    if not holds(request.actor, Permission.FACT_READ):
        return _partners(request, given)
    material, state, own = _material(request.actor, given)
    effort = presenters.Effort(len(own) - len(material.silent), len(own))
    counts = material.picture.by_month
    if presenters.track_period(given.filters) != given.filters.period:
        counts = queries.by_month(request.actor, _around_period(given))
    shown = {name: make(material) for name, make in tables.TABLES.items()}
    context = {
        "title": presenters.title(given.filters.period),
        "seen": presenters.seen(material.picture),
        "spoke": presenters.spoke(effort) if own else "",
        "effort": effort,
        "is_empty": material.picture.is_empty,
        "drawing": draw(
            material.picture,
            material.spots,
            "" if given.is_whole_country else state,
            [each.district for each in material.silent],
            own,
        ),
        "chips": presenters.chips(request, given.filters),
        "choices": presenters.choices(given.filters),
        "track": presenters.track(request, given.filters, counts),
        "by_quarter": counts.get(None, 0),
        "silence": presenters.silence(material.silent, material.spots),
        "tables": {name: tables.shortened(table) for name, table in shown.items()},
        "rows": {name: len(table.rows) for name, table in shown.items()},
        "csv": presenters.csv_urls(request, list(shown)),
        "reports_url": presenters.reports_url(request.actor),
        "changed": findings_shown.short_lines(findings.findings(request.actor, findings.Asked())[:SHOWN_CHANGES]),
        "is_whole_country": given.is_whole_country,
        "other_view_url": presenters.country_url(request, given) if state else "",
    }
    return render(request, "picture/picture.html", context)


def _material(actor: Actor, given: Asked) -> tuple[tables.Material, str, list[str]]:
    """Return what page and CSV are made of, the actor's state and its districts."""
    drawn = queries.picture(actor, given.filters)
    state = queries.home_state(actor)
    own = districts_of(state) if state else []
    silent = queries.silent_districts(actor, state) if state else []
    keys = places_in(drawn, state) | {each.district for each in silent}
    return tables.Material(drawn, queries.spots(keys), silent), state, own


def _around_period(given: Asked) -> queries.Filters:
    return replace(given.filters, period=presenters.track_period(given.filters))


def _partners(request: OfficerRequest, given: Asked) -> HttpResponse:
    table = _cells(request.actor, given)
    context = {
        "title": presenters.title(given.filters.period),
        "table": table,
        "choices": presenters.choices(given.filters),
        "csv": presenters.csv_urls(request, ["cells"])["cells"],
    }
    return render(request, "picture/partners.html", context)


def _cells(actor: Actor, given: Asked) -> tables.Table:
    found = queries.partner_cells(actor, given.filters.period)
    form = given.filters.form
    kept = {cell: count for cell, count in found.items() if not form or cell[1] == form}
    return tables.cells(kept, queries.spots({key for key, _form, _quarter in kept}))


@never_cache
@officer_page
@require_GET
def table_csv(request: OfficerRequest, table: str) -> HttpResponse:
    """Give one table of the page as CSV, of the facts that this officer may see."""
    given = asked(request.GET)
    if table == "cells":
        return tables.as_csv(_cells(request.actor, given), "samanvay-cells")
    if table not in tables.TABLES:
        raise Unseen
    material, _state, _own = _material(request.actor, given)
    return tables.as_csv(tables.TABLES[table](material), f"samanvay-{table}")


@officer_page
@require_GET
@cache_control(private=True, max_age=DAY)
def ground_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Give the land behind a map as an image: outlines alone, the same for everybody."""
    frame = frame_of_code(code)
    if frame is None:
        raise Unseen
    return HttpResponse(ground(frame), content_type="image/svg+xml; charset=utf-8")


@never_cache
@officer_page
@require_GET
def district(request: OfficerRequest, key: str) -> HttpResponse:
    """Show the sheet of a district: from here, through here, to here, caught here and in linked districts."""
    require(request.actor, Permission.FACT_READ)
    place = queries.spots([key]).get(key)
    if place is None or place.kind != "district":
        raise Unseen
    given = asked(request.GET)
    sheet = queries.district_sheet(request.actor, key, given.filters)
    named = {*sheet.taken.journeys, *sheet.passing.journeys, *sheet.brought.journeys, *sheet.caught_linked}
    spots = queries.spots({key, *named})
    material = tables.Material(queries.Picture(), spots, [])
    period = given.filters.period
    context = {
        "name": str(place.names),
        "period": (sentences.month(period.first), sentences.month(period.last)),
        "sheet": sheet,
        "choices": presenters.choices(given.filters),
        "tables": [
            tables.ways(_("Taken from here"), _("To"), sheet.taken.lines(), material),
            tables.ways(_("Stopped here on the way"), _("From"), sheet.passing.lines(), material),
            tables.ways(_("Brought here"), _("From"), sheet.brought.lines(), material),
            tables.caught_linked(sheet, material),
        ],
        "caught_here": [(sentences.event(kind), count) for kind, count in sheet.caught_here.most_common()],
        "is_own": place.state == queries.home_state(request.actor),
        "changed": findings_shown.short_lines(findings.findings_of_district(request.actor, key, period.first)),
    }
    return render(request, "picture/district.html", context)
