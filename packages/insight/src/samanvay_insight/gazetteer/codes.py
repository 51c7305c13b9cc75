"""Short forms in capitals: codes of stations, of states and of cities as people write them."""

from __future__ import annotations

from collections.abc import Iterable

from samanvay_insight.gazetteer.atlas import EVERYTHING, short_forms, station_codes, station_stops, withheld
from samanvay_insight.gazetteer.naming import kinds_or_all
from samanvay_insight.gazetteer.places import Place

LEAST_STOPS = 20  # of a station whose code has two letters, which mostly are no code


def by_code(code: str, *, kinds: Iterable[str] | None = None) -> list[Place]:
    """Return the places that a code means, empty where it is not in capitals: no code is a name (see `lookup`).

    "UP" and "U.P." give the state, "GD" the district of Gonda and then its station, "NDLS" the station. Of the
    stations those are left out whose code is an office or a word in a report ("PS", "SHO", "TO"), and those of one
    letter; of two letters only a station with many trains counts. "GD" may still be a general diary: the words around
    it decide. Raises ValueError on an unknown kind.
    """
    wanted = kinds_or_all(kinds)
    plain = code.strip().replace(".", "")
    if not plain.isascii() or not plain.isupper():
        return []
    keys = list(short_forms().get(plain, ()))
    station = station_codes().get(plain)
    if station is not None and _is_told(plain, station):
        keys.append(station)
    return [place for place in map(EVERYTHING.__getitem__, keys) if place.kind in wanted]


def _is_told(code: str, station: str) -> bool:
    if (code, station) in withheld() or len(code) < 2:
        return False
    return len(code) > 2 or station_stops().get(station, 0) >= LEAST_STOPS
