"""The gazetteer as the reader needs it: names by words, kinds as a reading calls them."""

from __future__ import annotations

import re
from functools import lru_cache

from samanvay_insight import gazetteer
from samanvay_insight.gazetteer import Place

# The kinds of the gazetteer that a reading calls otherwise.
_READ_AS = {"division": "region", "crossing": "town"}
ORDER = ("country", "state", "region", "district", "crossing", "town", "station", "village", "division")
WIDE = frozenset({"country", "state", "region", "district", "division"})
_JUNCTION = re.compile(r"\s+(?:jn|junction|rly stn|railway station|halt)\.?$", re.IGNORECASE)


@lru_cache(maxsize=65536)
def named(words: str) -> tuple[Place, ...]:
    """The places that bear exactly this name, former names and spellings included."""
    return tuple(gazetteer.lookup(words))


def known(key: str | None) -> Place | None:
    """The place of a key, if there is one."""
    try:
        return gazetteer.place(key) if key else None
    except KeyError:
        return None


def check_near(near: str | None) -> None:
    """Raise ValueError where no place has this key."""
    if near is not None and known(near) is None:
        raise ValueError(f"the gazetteer has no place {near!r}; expected the key of a district or a state")


def state_of(near: str | None) -> Place | None:
    """The state of the district, or the state itself, that reports."""
    place = known(near)
    return known(place.state) if place is not None else None


@lru_cache(maxsize=4096)
def nearly_named(word: str, near: str | None) -> Place | None:
    """The one district, state or country that a misspelt word can only mean, if there is one."""
    home = state_of(near)
    if home is not None and home.key == near:
        near = None  # a whole state is near to none of its places
    # A first letter is seldom wrong, and a second candidate as good makes the word unreadable.
    found = gazetteer.find(word, kinds=("district", "state", "country"), near=near, limit=4)
    found = [f for f in found if f.place.name[:1].lower() == word[:1].lower()]
    if not found or found[0].score < 0.86:
        return None
    rivals = [f for f in found[1:] if f.place.key != found[0].place.key]
    if rivals and found[0].score - rivals[0].score < 0.05:
        return None
    return found[0].place


def read_kind(place: Place) -> str:
    """The kind of a place in the words of a reading."""
    return _READ_AS.get(place.kind, place.kind)


def shown_name(place: Place) -> str:
    """The canonical English name, a station's without "Jn"."""
    return _JUNCTION.sub("", place.name) if place.kind == "station" else place.name


def within(inner: Place, outer: Place) -> bool:
    """Whether `outer` is known to hold `inner`."""
    if inner.key == outer.key:
        return False
    seen = 0
    current: Place | None = inner
    while current is not None and seen < 6:
        if outer.key in (current.parent, current.district, current.state):
            return True
        current = known(current.parent)
        seen += 1
    return inner.key in outer.members
