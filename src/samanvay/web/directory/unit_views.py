"""Units: as a list, as a tree, and each by itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory import policies, queries
from samanvay.directory.kinds import COMPARTMENTS, UNIT_KINDS
from samanvay.directory.models import Unit
from samanvay.kernel.digits import whole_number
from samanvay.web.components import pieces
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import part_of
from samanvay.web.kit.pages import READ, page, record_page

from . import presenters
from .records import UNIT

CSV_HEADER = ("code", "compartment", "kind", "name", "name_hi", "under", "place", "state", "from", "until")


@page(permission=Permission.DIRECTORY_READ, methods=READ)
def units(request: OfficerRequest) -> HttpResponse:
    """List units by compartment, kind, state, district and name; or walk the trees from their tops."""
    given = {
        "q": text_of(request, "q"),
        "compartment": choice_of(request, "compartment", COMPARTMENTS),
        "kind": choice_of(request, "kind", UNIT_KINDS),
        "state": place_of(request, "state", _("State")),
        "district": place_of(request, "district"),
        "view": choice_of(request, "view", ("tree",)),
    }
    found = queries.units_found(
        words=given["q"],
        compartment=given["compartment"],
        kind=given["kind"],
        state=given["state"],
        district=given["district"],
    )
    if request.GET.get("as") == "csv":
        return presenters.list_answer("units", CSV_HEADER, (_line(one) for one in found))
    context: dict[str, Any] = {"given": given, "tabs": presenters.parts("units")}
    if given["view"] == "tree":
        context["tops"] = tops = queries.tops_of(found)
        context["count"] = tops.count()
    else:
        part = part_of(request, found)
        context["table"] = presenters.unit_rows(part.rows)
        context |= {"count": part.count, "newer": part.newer, "older": part.older}
    context["compartments"] = pieces.chips(
        request, "compartment", list(COMPARTMENTS.items()), every=_("All departments")
    )
    context["views"] = pieces.chips(request, "view", [("tree", _("As a hierarchy"))], every=_("As a list"))
    context["kinds"] = [
        (kind.code, kind.name) for kind in UNIT_KINDS.values() if given["compartment"] in ("", kind.compartment)
    ]
    context["states"] = queries.states()
    context["csv"] = pieces.address(request, **{"as": "csv"})
    context["may_add"] = bool(policies.state_kept(request.actor))
    awaiting = queries.units_awaiting_rebuild().count() if context["may_add"] else 0
    context["rebuild"] = _rebuild(awaiting, awaiting) if awaiting else None
    return render(request, "directory/units.html", context)


def _rebuild(awaiting: int, total: int) -> pieces.Progress:
    words = _("Records of reorganised units are being handed over")
    return pieces.Progress(words, total - awaiting, total, f"{reverse('readers_progress')}?of={total}")


@page(permission=Permission.DIRECTORY_EDIT, methods=READ)
def readers_progress(request: OfficerRequest) -> HttpResponse:
    """Show how many reorganised units still wait for the new readers of their records."""
    awaiting = queries.units_awaiting_rebuild().count()
    total = whole_number(request.GET.get("of", "")) or awaiting
    return render(request, "components/progress.html", {"progress": _rebuild(awaiting, max(total, awaiting, 1))})


def _line(unit: Unit) -> list[Any]:
    return [
        unit.code, unit.compartment, unit.kind, unit.name, unit.name_hi, unit.parent.code if unit.parent else "",
        unit.place_id, unit.home_state, unit.valid_from, unit.valid_to,
    ]  # fmt: skip


@record_page(UNIT, permission=Permission.DIRECTORY_READ, methods=READ)
def unit(request: OfficerRequest, found: Unit) -> HttpResponse:
    """Show a unit: who stands above and below, which places it serves, who is posted there, what happened to it."""
    above = queries.units_of(queries.readers_for(found.audience)[1:])
    chain = [above[audience] for audience in reversed(queries.readers_for(found.audience)[1:])]
    context = {
        "unit": found,
        "title": presenters.said(found.names),
        "crumbs": [pieces.Crumb(one.names, UNIT.page(one)) for one in chain[:-1]] + [pieces.Crumb(found.names)],
        "facts": _facts(found),
        "serves": queries.places_served(found),
        "posted": presenters.posted_rows(queries.posted_at(found)),
        "below": presenters.unit_rows(queries.units_right_under(found), _("Units under it")),
        "facilities": presenters.facility_rows(queries.facilities_of(found)),
        "happenings": presenters.change_happenings(queries.changes_of_unit(found)),
        "actions": _actions(request, found),
        "tabs": presenters.parts("units"),
    }
    return render(request, "directory/unit.html", context)


def _facts(found: Unit) -> list[tuple[Any, Any]]:
    return [
        (_("Kind"), found.kind_words),
        (_("Department"), found.compartment_words),
        (_("Under"), found.parent.names if found.parent else _("nobody: top of its department")),
        (_("Headquarters"), presenters.said(found.place.names) if found.place else None),
        (_("Since"), presenters.day(found.valid_from)),
        (_("Until"), presenters.day(found.valid_to)),
        (_("Code"), found.code),
    ]


def _actions(request: OfficerRequest, found: Unit) -> list[pieces.Action]:
    if not policies.may_edit(request.actor, found.home_state) or found.valid_to is not None:
        return []
    known = (
        (_("Rename"), "unit_rename"),
        (_("Move"), "unit_move"),
        (_("Places served"), "unit_serves"),
        (_("Close"), "unit_close"),
    )
    return [pieces.Action(words, reverse(name, kwargs={"key": found.id})) for words, name in known]
