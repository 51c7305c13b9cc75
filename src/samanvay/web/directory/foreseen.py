"""What a reorganisation will change, in words, shown before it is carried out."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory import queries
from samanvay.directory.models import Place, Unit

NAMED = 8

Lines = list[tuple[Any, Any]]


def renaming(place: Place, given: dict[str, Any]) -> Lines:
    """Say what renaming a place changes."""
    called = [unit for unit in queries.units_serving(place.key) if place.name in unit.name]
    listed = _listed(called, _("rename each on its own page")) if called else None
    return [
        (_("Name"), f"{place.names} → {given['name']}"),
        (_("Former name"), _("%(name)s, search still finds it") % {"name": place.names}),
        (_("Units with the old name"), listed),
    ]


def splitting(place: Place, given: dict[str, Any]) -> Lines:
    """Say what carving a district out of another changes."""
    groups = queries.groups_of(place.key)
    return [
        (_("New district"), given["name"]),
        (_("Is in"), place.parent.names if place.parent else "–"),
        (_("Groups that will include it"), ", ".join(str(one.group.names) for one in groups) or "–"),
        (_("Units"), _listed(_own_units(place), _("they continue to serve %(place)s") % {"place": place.names})),
        (_("Records"), _("The same units read them: this depends on units, not on places.")),
    ]


def merging(place: Place, given: dict[str, Any]) -> Lines:
    """Say what taking a district into another changes."""
    inside = queries.places_inside(place.key).count()
    return [
        (_("Ends on"), str(place.names)),
        (_("Continues"), str(given["into"].names)),
        (_("Places inside"), ngettext("%(count)s place moves", "%(count)s places move", inside) % {"count": inside}),
        (_("Units"), _listed(_own_units(place), _("close or move each on its own page"))),
        (_("Records"), _("The same units read them until the units are moved.")),
    ]


def moving_district(place: Place, given: dict[str, Any]) -> Lines:
    """Say what putting a district under another division changes."""
    heads = list(queries.district_units(place.key).values())
    return [
        (_("Division"), f"{place.parent.names if place.parent else '–'} → {given['division'].names}"),
        (_("Units"), _listed(heads, _("they stay where they are until you move them on their own pages"))),
    ]


def moving_unit(unit: Unit, given: dict[str, Any]) -> Lines:
    """Say what putting a unit under another changes: who stops reading, who begins."""
    below = queries.units_under(unit).count()
    old = set(queries.readers_for(unit.audience)[2:])
    new = set(queries.readers_for(given["parent"].audience)[1:])
    return [
        (_("Under"), f"{unit.parent.names if unit.parent else '–'} → {given['parent'].names}"),
        (_("Units that move"), ngettext("%(count)s unit", "%(count)s units", below) % {"count": below}),
        (_("Will no longer be able to read"), _names(queries.units_of(old - new).values())),
        (_("Will be able to read"), _names(queries.units_of(new - old).values())),
        (
            _("Records"),
            _(
                "New records at once. Old records are handed over in the background; until then the former "
                "units above can read them."
            ),
        ),
    ]


def _own_units(place: Place) -> list[Unit]:
    """Return the units seated in the place itself: those of the division and the state serve it and many others."""
    return [unit for unit in queries.units_serving(place.key) if unit.place_id == place.key]


def _listed(units: Sequence[Unit], what: str) -> str:
    return f"{_names(units)}: {what}" if units else "–"


def _names(units: Iterable[Unit]) -> str:
    names = sorted(str(unit.names) for unit in units)
    more = len(names) - NAMED
    shown = ", ".join(names[:NAMED]) or "–"
    if more > 0:
        return ngettext("%(names)s and %(count)s more", "%(names)s and %(count)s more", more) % {
            "names": shown,
            "count": more,
        }
    return shown
