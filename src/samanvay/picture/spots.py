"""Where the places of facts lie: point, district, and the districts of a place that is a whole area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samanvay.directory.models import Place
from samanvay.directory.queries.places import as_row
from samanvay.insight import gazetteer
from samanvay.insight.routes.places import district_keys
from samanvay.kernel.bilingual import Bilingual

AREAS = ("state", "country", "region", "division")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the map needs it. ``district`` is "" for a whole area; ``members`` are a region's districts."""

    key: str
    kind: str
    names: Bilingual
    district: str
    state: str
    point: tuple[float, float] | None
    members: tuple[str, ...] = ()

    @property
    def is_area(self) -> bool:
        return self.kind in AREAS


def spots(keys: Iterable[str]) -> Mapping[str, Spot]:
    """Return the spots of places by key; a key that nobody knows any more is left out.

    Rows of the directory come before the gazetteer: a place may have been renamed since.
    """
    wanted = set(keys)
    found = {row.key: _spot(row) for row in Place.objects.filter(pk__in=wanted)}
    for key in wanted - found.keys():
        try:
            found[key] = _spot(as_row(gazetteer.place(key)))
        except KeyError:
            continue
    return found


def _spot(row: Place) -> Spot:
    point = (row.lat, row.lon) if row.lat is not None and row.lon is not None else None
    members: tuple[str, ...] = ()
    try:
        known = gazetteer.place(row.key)
        members = known.members
        if point is None and known.lat is not None and known.lon is not None:
            point = (known.lat, known.lon)
    except KeyError:
        members = ()
    district = row.key if row.kind == "district" else row.district_id or ""
    if point is None and district:
        home = gazetteer.place(district) if district.startswith(("district:", "np-district:")) else None
        point = (home.lat, home.lon) if home is not None and home.lat is not None and home.lon is not None else None
    return Spot(row.key, row.kind, row.names, district, row.state_id or "", point, members)


def district_of(spot: Spot | None) -> str:
    """Return the district in which a place lies, "" for a whole area or an unknown place."""
    return spot.district if spot is not None and not spot.is_area else ""


def districts_in(key: str, known: Mapping[str, Spot]) -> tuple[str, ...]:
    """Return the districts in which a place may lie: one, those of a whole area, none where nothing is known."""
    if district := district_of(known.get(key)):
        return (district,)
    if not key or key == "IN":
        return ()
    try:
        return district_keys(gazetteer.place(key))
    except KeyError:
        return ()
