"""The units of a state: a tree for each compartment over its districts, with jurisdictions and facilities."""

from datetime import date
from uuid import UUID

from django.db import connection

from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import Facility, Jurisdiction, Place, Unit
from samanvay.kernel.db.scope import Actor
from samanvay_insight import gazetteer

from .facilities import facilities_of
from .trees import Sprout, desks_elsewhere, trees_of

BATCH = 1_000


def next_audiences(count: int) -> list[int]:
    """Draw audiences from their sequence, which never gives one twice."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('directory_unit_audience') from generate_series(1, %s)", [count])
        return [row[0] for row in cursor.fetchall()]


def load_units(*, by: Actor, state: str, since: date | None = None) -> dict[str, int]:
    """Make the units of a state, its facilities, and a nodal desk for every other state and for Nepal.

    Units that stand (by ``code``) are left as they are; returns how many were made in each compartment.
    Places must be loaded first. Raises LookupError for a state without districts.
    """
    districts = sorted(
        (place for place in gazetteer.places(["district"]) if place.state == state),
        key=lambda place: place.key,
    )
    if not districts:
        raise LookupError(f"the gazetteer has no district in {state!r}")
    wanted = [*trees_of(state, districts), *desks_elsewhere(state)]
    standing = dict(Unit.objects.filter(code__in=[sprout.code for sprout in wanted]).values_list("code", "id"))
    fresh = [sprout for sprout in wanted if sprout.code not in standing]
    counts: dict[str, int] = {}
    for sprout in fresh:
        counts[str(sprout.compartment)] = counts.get(str(sprout.compartment), 0) + 1
    with operation(events.UNITS_LOADED, by=by, target=("place", state), counts=counts) as op:
        made = _plant(fresh, standing, since)
        count = _build(districts, {unit.code: unit for unit in Unit.objects.filter(home_state=state)})
        if not made and not count:
            op.keep_silent()
        op.add(facilities=count)
    return counts


def _plant(fresh: list[Sprout], standing: dict[str, UUID], since: date | None) -> int:
    ids = dict(standing)
    known_places = set(Place.objects.values_list("key", flat=True))
    units: list[Unit] = []
    jurisdictions: list[Jurisdiction] = []
    for sprout, audience in zip(fresh, next_audiences(len(fresh)), strict=True):
        unit = Unit(
            audience=audience,
            code=sprout.code,
            compartment=sprout.compartment,
            kind=sprout.kind,
            parent_id=ids[sprout.parent] if sprout.parent else None,
            name=sprout.name,
            name_hi=sprout.name_hi,
            home_state=sprout.home_state,
            place_id=sprout.place if sprout.place in known_places else None,
            valid_from=since,
        )
        ids[sprout.code] = unit.id
        units.append(unit)
        jurisdictions.extend(
            Jurisdiction(unit_id=unit.id, place_id=key, since=since) for key in sprout.serves if key in known_places
        )
    Unit.objects.bulk_create(units, batch_size=BATCH)
    Jurisdiction.objects.bulk_create(jurisdictions, batch_size=BATCH)
    return len(units)


def _build(districts: list[gazetteer.Place], units: dict[str, Unit]) -> int:
    wanted = facilities_of(districts, units)
    standing = set(Facility.objects.filter(code__in=[one.code for one in wanted]).values_list("code", flat=True))
    fresh = [one for one in wanted if one.code not in standing]
    Facility.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)


__all__ = ["load_units", "next_audiences"]
