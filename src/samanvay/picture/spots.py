"""Where the places of facts lie: point, district, and the districts of a place that is a whole area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.once import once_each
from samanvay_insight import gazetteer
from samanvay_insight.routes.places import district_keys

AREAS = ("state", "country", "region", "division")
COLUMNS = ("key", "kind", "name", "name_hi", "district_id", "state_id", "lat", "lon")


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
    return once_each("spots", keys, _spots)


def _spots(keys: list[str]) -> dict[str, Spot]:
    wanted = set(keys)
    found = {row[0]: _spot(*row) for row in Place.objects.filter(pk__in=wanted).values_list(*COLUMNS)}
    for key in wanted - found.keys():
        try:
            known = gazetteer.place(key)
        except KeyError:
            continue
        found[key] = _spot(*(getattr(known, name.removesuffix("_id")) for name in COLUMNS))
    return found


@lru_cache(maxsize=20_000)
def _spot(
    key: str,
    kind: str,
    name: str,
    name_hi: str,
    district: str | None,
    state: str | None,
    lat: float | None,
    lon: float | None,
) -> Spot:
    """Return the spot of a row: as long as the row says the same, the same."""
    point = (lat, lon) if lat is not None and lon is not None else None
    members: tuple[str, ...] = ()
    try:
        known = gazetteer.place(key)
        members = known.members
        if point is None and known.lat is not None and known.lon is not None:
            point = (known.lat, known.lon)
    except KeyError:
        members = ()
    within = key if kind == "district" else district or ""
    if point is None and within:
        home = gazetteer.place(within) if within.startswith(("district:", "np-district:")) else None
        point = (home.lat, home.lon) if home is not None and home.lat is not None and home.lon is not None else None
    return Spot(key, kind, Bilingual(name, name_hi), within, state or "", point, members)


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
