"""Names by their folded form, for reading text: exact, any script, in microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from samanvay_insight.gazetteer.atlas import (
    KINDS,
    fixed,
    settlements,
    station_stops,
    towns_by_hand,
    unhurried,
    withheld,
)
from samanvay_insight.gazetteer.places import Place
from samanvay_insight.script import fold

# What a bare name most likely means: a name that is both district and town means the district.
WEIGHT = {
    "country": 1.0, "state": 0.99, "district": 0.97, "region": 0.95, "division": 0.90, "town": 0.86,
    "crossing": 0.93, "station": 0.76, "village": 0.70,
}  # fmt: skip


def name_key(text: str) -> str:
    """Return the form under which a name is kept: folded, without spaces ("Bara Banki" gives "barabanki")."""
    return fold(text).replace(" ", "")


HEAD_TOWN = 0.06  # a town with a head post office, or one that everybody knows
QUARTER = -0.08  # a quarter of a city, which is told with it: a town or station of the name is meant first


def weight(place: Place) -> float:
    """Return how likely a place is meant among those of its name, 0 to 1, whoever asks."""
    base = WEIGHT[place.kind]
    if place.kind == "station":
        return base + min(station_stops().get(place.key, 0), 100) / 1000
    if place.key in settlements().quarters:
        return base + QUARTER
    known = place.key in settlements().heads or place.key in towns_by_hand()
    return base + HEAD_TOWN if known else base


@cache
def weights() -> dict[str, float]:
    """Return the weight of every place by key, villages left out: theirs is WEIGHT["village"]."""
    found = {place.key: weight(place) for place in fixed().values()}
    heads, quarters = settlements().heads, settlements().quarters
    for _, key in settlements().bare:
        if key[0] == "t":
            more = HEAD_TOWN if key in heads else QUARTER if key in quarters else 0.0
            found[key] = WEIGHT["town"] + more
    return found


def names_of(place: Place) -> tuple[str, ...]:
    """Return every name of a place, its own first."""
    own = (place.name, place.name_hi) if place.name_hi else (place.name,)
    return (*own, *place.aliases)


@cache
def withheld_keys() -> Mapping[str, tuple[str, ...]]:
    """Give by a place's key the folded names of it that are not read in a text, since there they are words."""
    found: dict[str, tuple[str, ...]] = {}
    for name, key in sorted(withheld()):
        if key.startswith("station:"):
            continue  # a code, which is no name anyway
        found[key] = (*found.get(key, ()), name_key(name))
    return found


@cache
def names() -> Mapping[str, tuple[str, ...]]:
    """Map each name (see `name_key`) to the keys of the places that bear it, likeliest first.

    To scan a text, fold it, join the words of each window without spaces and look that up.
    """
    with unhurried():
        return MappingProxyType(_names())


def _names() -> dict[str, tuple[str, ...]]:
    first: dict[str, str] = {}
    more: dict[str, list[str]] = {}
    lowered: dict[tuple[str, str], float] = {}

    def add(name: str, key: str) -> None:
        if first.setdefault(name, key) != key:
            more.setdefault(name, []).append(key)

    for part, key in settlements().bare:
        add(part.replace("-", ""), key)
    unread = withheld_keys()
    for place in (*settlements().named_otherwise(), *fixed().values()):
        own, hindi = name_key(place.name), name_key(place.name_hi)
        held = unread.get(place.key, ())
        if own not in held:
            add(own, place.key)
        for name in dict.fromkeys(name_key(name) for name in (place.name_hi, *place.aliases)):
            if name and name != own and name not in held:
                add(name, place.key)
                # an own name goes before another's former or other name of the same kind
                lowered[name, place.key] = 0.005 if name == hindi else 0.02
    found: dict[str, tuple[str, ...]] = {name: (key,) for name, key in first.items()}
    known, village = weights(), WEIGHT["village"]
    for name, others in more.items():

        def rank(key: str, name: str = name) -> tuple[float, str]:
            return lowered.get((name, key), 0.0) - known.get(key, village), key

        found[name] = tuple(sorted({first[name], *others}, key=rank))
    return found


def kinds_or_all(kinds: Iterable[str] | None) -> frozenset[str]:
    """Return the kinds asked for, all where None; raise ValueError on a kind that does not exist."""
    wanted = frozenset(KINDS if kinds is None else kinds)
    unknown = wanted - frozenset(KINDS)
    if unknown:
        raise ValueError(f"no such kind of place: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    return wanted
