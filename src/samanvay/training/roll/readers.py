"""Where a member's row is at home and who reads it: the own line, and those who coordinate training for the state."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock

COORDINATE = ("state_bureau", "training_partner")
"""Kinds of units that keep the roll of every service of their state: the bureau, and the training faculty."""


def access_of_units(units: Iterable[Unit]) -> Mapping[UUID, dict[str, Any]]:
    """Return for each unit what a member of it carries: unit_id, district, home_unit, home_state and readers."""
    wanted = list(units)
    readers = directory.readers_for_many({each.audience for each in wanted})
    coordinating: dict[str, list[int]] = {}
    found = Unit.objects.open(clock.today()).filter(kind__in=COORDINATE, home_state__in={u.home_state for u in wanted})
    for state, audience in found.values_list("home_state", "audience"):
        coordinating.setdefault(state, []).append(audience)
    return {
        each.pk: {
            "unit_id": each.pk,
            "district": _district(each),
            "home_unit": each.audience,
            "home_state": each.home_state,
            "readers": sorted({*readers[each.audience], *coordinating.get(each.home_state, ())}),
        }
        for each in wanted
    }


def _district(unit: Unit) -> str:
    if unit.place is None:
        return ""
    return unit.place.key if unit.place.kind == "district" else unit.place.district_id or ""
