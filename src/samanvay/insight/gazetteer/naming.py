"""Names by their folded form, for reading text: exact, any script, in microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from samanvay.insight.gazetteer.atlas import KINDS, everything, head_towns, station_stops
from samanvay.insight.gazetteer.places import Place
from samanvay.insight.script import fold

# What a bare name most likely means: a name that is both district and town means the district.
WEIGHT = {
    "country": 1.0, "state": 0.99, "district": 0.97, "region": 0.95, "division": 0.90, "town": 0.86,
    "crossing": 0.86, "station": 0.76, "village": 0.70,
}  # fmt: skip


def name_key(text: str) -> str:
    """Return the form under which a name is kept: folded, without spaces ("Bara Banki" gives "barabanki")."""
    return fold(text).replace(" ", "")


def weight(place: Place) -> float:
    """Return how likely a place is meant among those of one name, 0 to 1, before anything is known of the asker."""
    base = WEIGHT[place.kind]
    if place.kind == "town" and place.key in head_towns():
        return base + 0.06
    if place.kind == "station":
        return base + min(station_stops().get(place.key, 0), 100) / 1000
    return base


def names_of(place: Place) -> tuple[str, ...]:
    """Return every name of a place, its own first."""
    own = (place.name, place.name_hi) if place.name_hi else (place.name,)
    return (*own, *place.aliases)


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Map each name (see `name_key`) to the keys of the places that bear it, likeliest first.

    To scan a text, fold it, join the words of each window without spaces and look that up.
    """
    found: dict[str, list[tuple[float, str]]] = {}
    for key, place in everything().items():
        rank = 1.0 - weight(place)
        own = name_key(place.name)
        found.setdefault(own, []).append((rank, key))
        if place.name_hi or place.aliases:
            for name in {name_key(name) for name in (place.name_hi, *place.aliases) if name} - {own}:
                # an own name before another's former or other name of the same kind
                least = 0.005 if name == name_key(place.name_hi) else 0.02
                found.setdefault(name, []).append((rank + least, key))
    found.pop("", None)
    return MappingProxyType(
        {
            name: tuple(key for _, key in (sorted(ranked) if len(ranked) > 1 else ranked))
            for name, ranked in found.items()
        }
    )


def lookup(name: str, *, kinds: Iterable[str] | None = None, fuzzy: bool = False) -> list[Place]:
    """Return the places that bear exactly this name, likeliest first; case, spaces and diacritics do not count.

    With `fuzzy`, a name that nobody bears gives the places whose sound or spelling is very near.
    """
    wanted = frozenset(kinds) if kinds is not None else None
    all_places = everything()
    hits = [all_places[key] for key in names().get(name_key(name), ())]
    hits = [place for place in hits if wanted is None or place.kind in wanted]
    if hits or not fuzzy:
        return hits
    from samanvay.insight.gazetteer.search import find  # the search stands on this module

    return [found.place for found in find(name, kinds=kinds, limit=5) if found.score >= 0.75]


def kinds_or_all(kinds: Iterable[str] | None) -> frozenset[str]:
    """Return the kinds asked for, all where None; raise ValueError on a kind that does not exist."""
    wanted = frozenset(KINDS if kinds is None else kinds)
    unknown = wanted - frozenset(KINDS)
    if unknown:
        raise ValueError(f"no such kind of place: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    return wanted
