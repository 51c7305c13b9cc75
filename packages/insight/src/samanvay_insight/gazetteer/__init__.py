"""Places of India and Nepal: their names old and new, where they lie, what borders on what, how trains run.

Pure and off line: the compact tables lie in `tables` (sources and licences in `tables/SOURCES.md`).
Countries, states, divisions, districts and regions load in milliseconds, the rest when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from samanvay_insight.gazetteer.atlas import (
    AREAS,
    EVERYTHING,
    KINDS,
    areas,
    fixed,
    former_table,
    origin_table,
    settlements,
    unhurried,
)
from samanvay_insight.gazetteer.codes import by_code
from samanvay_insight.gazetteer.geometry import distance_km, district_at, neighbours, polygons
from samanvay_insight.gazetteer.naming import kinds_or_all, name_key, names
from samanvay_insight.gazetteer.places import FormerName, Found, Halt, How, Origin, Place, Train
from samanvay_insight.gazetteer.rail import halts, trains, trains_between
from samanvay_insight.gazetteer.search import find, lookup, warm
from samanvay_insight.gazetteer.settlements import GRADES

__all__ = [
    "KINDS",
    "FormerName",
    "Found",
    "Halt",
    "How",
    "Origin",
    "Place",
    "Train",
    "by_code",
    "distance_km",
    "district_at",
    "find",
    "former_names",
    "given_up_to",
    "halts",
    "keys_with_former_names",
    "lookup",
    "name_key",
    "names",
    "neighbours",
    "origin",
    "place",
    "places",
    "polygons",
    "trains",
    "trains_between",
    "warm",
]


def places(kinds: Iterable[str] | None = None) -> Sequence[Place]:
    """Return the places of some kinds, all where None, in a fixed order. Raises ValueError on an unknown kind."""
    return _of_kinds(kinds_or_all(kinds))


@cache
def _of_kinds(wanted: frozenset[str]) -> tuple[Place, ...]:
    source = areas() if wanted <= frozenset(AREAS) else fixed()
    with unhurried():
        found = [each for each in source.values() if each.kind in wanted]
        if wanted & frozenset(GRADES.values()):
            known = settlements()
            found += [known[key] for key in known if key.partition(":")[0] in wanted]  # it begins with the kind
        return tuple(found)


def place(key: str) -> Place:
    """Return the place of a key. Raises KeyError where there is none."""
    found = areas().get(key) or EVERYTHING.get(key)
    if found is None:
        raise KeyError(f"no place has the key {key!r}")
    return found


def former_names(key: str) -> tuple[FormerName, ...]:
    """Return the names that a place no longer bears, each with the date until which it did (if known)."""
    place(key)
    return former_table().get(key, ())


def keys_with_former_names() -> tuple[str, ...]:
    """Return the keys of the places that bear a former name."""
    return tuple(former_table())


def origin(key: str) -> Origin | None:
    """Return when a district came to be and out of which others, None where that is not well known."""
    return origin_table().get(key)


def given_up_to(key: str) -> tuple[Origin, ...]:
    """Return the districts that were made out of a district, the earliest first."""
    return tuple(sorted((each for each in origin_table().values() if key in each.parents), key=_age))


def _age(origin: Origin) -> tuple[str, str]:
    return origin.since, origin.key
