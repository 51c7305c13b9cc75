"""Places and groups: found by name, listed by filters, each with what is known of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.directory import policies, queries
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.directory.loading.places import said_date
from samanvay.directory.models import Place, PlaceName
from samanvay.directory.places.actions.places import BELOW_DISTRICT
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.components import pieces
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import part_of
from samanvay.web.kit.pages import READ, page, record_page
from samanvay_insight import gazetteer

from . import presenters
from .records import GROUP, KNOWN, place_url

SHOWN_KINDS = ("state", "division", "district", "region", "town", "village", "crossing", "station")
CSV_HEADER = ("key", "kind", "name", "name_hi", "lgd", "district", "state", "lat", "lon")


@page(permission=Permission.DIRECTORY_READ, methods=READ)
def places(request: OfficerRequest) -> HttpResponse:
    """Find places by name while typing, or list them by kind, state and district."""
    given = {
        "q": text_of(request, "q"),
        "kind": (kind := choice_of(request, "kind", PLACE_KINDS)),
        "state": place_of(request, "state", _("State")),
        "district": place_of(request, "district"),
    }
    context: dict[str, Any] = {"given": given, "tabs": presenters.parts("places")}
    if given["q"]:
        found = queries.find_places(request.actor, given["q"], kinds=[kind] if kind else None, limit=30)
        found = [one for one in found if _lies(one.place, given)]
        if request.GET.get("as") == "csv":
            return presenters.list_answer("places", CSV_HEADER, (_plain_line(one.place) for one in found))
        areas = queries.places_by_key({key for one in found for key in (one.place.district, one.place.state) if key})
        context["table"] = presenters.found_rows(found, areas)
        context["count"] = len(found)
    else:
        # without a filter the list begins with the states: nobody reads ten thousand stations
        listed = queries.places_found(
            kind=kind or ("" if given["district"] else "district" if given["state"] else "state"),
            state=given["state"],
            district=given["district"],
        )
        if request.GET.get("as") == "csv":
            return presenters.list_answer("places", CSV_HEADER, (_line(place) for place in listed))
        part = part_of(request, listed)
        context["table"] = presenters.place_rows(part.rows)
        context |= {"count": part.count, "newer": part.newer, "older": part.older}
    context["kinds"] = pieces.chips(
        request, "kind", [(code, PLACE_KINDS[code]) for code in SHOWN_KINDS], every=_("All kinds")
    )
    context["states"] = queries.states()
    if given["state"]:
        context["districts"] = queries.places_found(kind="district", state=given["state"])
    context["csv"] = pieces.address(request, **{"as": "csv"})
    return render(request, "directory/places.html", context)


def _lies(place: gazetteer.Place, given: dict[str, str]) -> bool:
    if given["district"] and given["district"] not in (place.key, place.district):
        return False
    return not given["state"] or given["state"] in (place.key, place.state)


def _line(place: Place) -> list[Any]:
    return [getattr(place, f"{name}_id" if name in ("district", "state") else name) for name in CSV_HEADER]


def _plain_line(place: gazetteer.Place) -> list[Any]:
    return [getattr(place, name) for name in CSV_HEADER]


@record_page(KNOWN, permission=Permission.DIRECTORY_READ, methods=READ)
def place(request: OfficerRequest, found: Place) -> HttpResponse:
    """Show a place: its names, what it lies in, its neighbours, who serves it, what is there, what it became."""
    key = found.key
    above = [queries.place_for(one) for one in reversed(queries.containing(key))]
    context = {
        "place": found,
        "title": presenters.said(found.names),
        "crumbs": [pieces.Crumb(one.names, place_url(one.key)) for one in above[:-1]] + [pieces.Crumb(found.names)],
        "facts": _facts(found),
        "neighbours": _neighbours(found),
        "units": presenters.unit_rows(queries.units_serving(key)[:40], _("Units that serve this place")),
        "facilities": presenters.facility_rows(queries.facilities_at(key)[:60]),
        "inside": presenters.place_rows(queries.places_inside(key)[:200]),
        "towns": [(each.key, Bilingual(each.name, each.name_hi)) for each in queries.towns_of(key)],
        "trains": _trains(found),
        "members": list(queries.group_members(key)) if found.is_group else [],
        "happenings": presenters.change_happenings(queries.changes_of_place(key)),
        "actions": _actions(request, found),
        "tabs": presenters.parts("groups" if found.is_group else "places"),
    }
    return render(request, "directory/place.html", context)


def _facts(found: Place) -> list[tuple[Any, Any]]:
    names = list(found.other_names.order_by("kind", "name")) if not found._state.adding else []
    has_point = found.lat is not None and found.lon is not None
    return [
        (_("Kind"), found.kind_words),
        (_("LGD code"), found.lgd or None),
        (_("Station code"), found.key.removeprefix("station:") if found.kind == "station" else None),
        (_("Former names"), _of_kind(names, "former")),
        (_("Other names"), _of_kind(names, "other")),
        (_("Point"), f"{found.lat:.3f} N, {found.lon:.3f} E" if has_point else None),
        (_("Since"), presenters.since_words(found)),
        *_kinship(found),
        (_("Until"), presenters.day(found.valid_to)),
    ]


def _of_kind(names: list[PlaceName], kind: str) -> str | None:
    return "; ".join(presenters.name_words(name) for name in names if name.kind == kind) or None


def _kinship(found: Place) -> list[tuple[Any, Any]]:
    """Return out of which districts one was formed, and which were formed out of it, by the gazetteer."""
    origin, later = gazetteer.origin(found.key), gazetteer.given_up_to(found.key)
    parents = origin.parents if origin else ()
    known = queries.places_by_key([*parents, *(each.key for each in later)])
    formed = [str(known[key].names) for key in parents if key in known]
    gave = [f"{known[one.key].names} ({said_date(one.since)})" for one in later if one.key in known]
    return [(_("Formed from"), ", ".join(formed) or None), (_("Gave territory to"), ", ".join(gave) or None)]


def _neighbours(found: Place) -> list[Place]:
    if found.kind not in ("district", "state"):
        return []
    keys = queries.neighbours_of(found.key)
    return sorted(queries.places_by_key(keys).values(), key=lambda one: one.name)


def _trains(found: Place) -> list[dict[str, Any]]:
    """Return the trains that halt at a station, each with where it comes from and goes to."""
    if found.kind != "station":
        return []
    lines = []
    for train in queries.trains_halting(found.key):
        stops = gazetteer.halts(train.number)
        position = next(number for number, halt in enumerate(stops) if halt.station == found.key)
        lines.append(
            {
                "number": train.number,
                "name": train.name,
                "origin": _halt_name(stops[0]),
                "previous": _halt_name(stops[position - 1]) if position else "–",
                "next": _halt_name(stops[position + 1]) if position + 1 < len(stops) else "–",
                "end": _halt_name(stops[-1]),
            }
        )
    return lines


def _halt_name(halt: gazetteer.Halt) -> str:
    return gazetteer.place(halt.station).name if halt.station else halt.code


def _actions(request: OfficerRequest, found: Place) -> list[pieces.Action]:
    if not policies.may_edit(request.actor, found.state_id or found.key):
        return []
    known: list[tuple[Any, str]] = []
    if found.kind == "district" or found.kind in BELOW_DISTRICT:
        known += [(_("Add a place"), "place_add"), (_("Add a facility"), "facility_add")]
    known.append((_("Correct the name"), "place_correct"))
    if not found._state.adding:
        known.append((_("Rename"), "place_rename"))
    if found.kind == "district" and found.valid_to is None:
        known += [
            (_("Split"), "district_split"),
            (_("Merge"), "district_merge"),
            (_("Move to another division"), "district_move"),
        ]
    if found.is_group:
        known.append((_("Members"), "group_members_set"))
    return [pieces.Action(words, reverse(name, kwargs={"key": found.key})) for words, name in known]


@page(permission=Permission.DIRECTORY_READ, methods=READ)
def groups(request: OfficerRequest) -> HttpResponse:
    """List the groups of districts that are addressed like one."""
    found = list(queries.all_groups())
    if request.GET.get("as") == "csv":
        rows = (
            (one.key, one.name, one.name_hi, member.member_id, member.member.name)
            for one in found
            for member in queries.group_members(one.key)
        )
        return presenters.list_answer("groups", ("group", "name", "name_hi", "district", "district_name"), rows)
    table = pieces.Table.of(
        _("Groups of districts"),
        [
            pieces.Column(_("Group"), lambda one: presenters.said(one.names)),
            pieces.Column(_("Districts"), lambda one: queries.group_members(one.key).count(), number=True),
        ],
        found,
        GROUP.page,
    )
    context = {
        "table": table,
        "count": len(found),
        "csv": pieces.address(request, **{"as": "csv"}),
        "tabs": presenters.parts("groups"),
        "may_add": bool(policies.state_kept(request.actor)),
    }
    return render(request, "directory/groups.html", context)
