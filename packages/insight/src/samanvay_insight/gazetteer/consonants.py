"""Places of a state by their consonants alone, for words that something else judges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz.distance import Indel

from samanvay_insight.gazetteer.atlas import EVERYTHING, unhurried
from samanvay_insight.gazetteer.naming import name_key
from samanvay_insight.gazetteer.places import Place
from samanvay_insight.gazetteer.search import read_or_heard
from samanvay_insight.script import to_latin
from samanvay_insight.script.skeletons import latin_skeleton, voiced

ROUGHLY, NEARLY = 0.7, 0.78  # how like the spellings must be: of a long name in Devanagari, of every other
LEAST = 3  # sounds of a skeleton
_FEW = 4  # places at most


@cache
def consonants_at_home(home: str | None) -> Mapping[str, tuple[str, ...]]:
    """Give the names of districts, crossings and a state's towns by their skeleton without h (0.3 s once a state)."""
    found: dict[str, tuple[str, ...]] = {}
    with unhurried():
        for name, keys in read_or_heard().items():
            if name.isascii() and any(_at_home(key, home) for key in keys):
                sound = latin_skeleton(name).replace("h", "")
                found[sound] = (*found.get(sound, ()), name)
    return found


def by_consonants(query: str, home: str | None = None) -> list[Place]:
    """Return districts, crossings and towns of the state `home` that one who spells by ear may mean, likeliest first.

    Vaguer than `by_ear`: the skeleton is the same (कुलपहाड़, Mahrauni, lalitpr) and the spelling like it, or the
    vowels are heard alike; three sounds ask for the latter. In microseconds.
    """
    asked = name_key(query)
    latin = asked if asked.isascii() else name_key(to_latin(query))
    sound = latin_skeleton(latin).replace("h", "")
    if len(sound) < LEAST:
        return []
    least = ROUGHLY if not asked.isascii() and len(sound) > LEAST + 1 else NEARLY
    said = voiced(latin)
    best: dict[str, float] = {}
    for name in consonants_at_home(home).get(sound, ()):
        alike, heard = Indel.normalized_similarity(latin, name), voiced(name)
        same = heard == said if len(sound) == LEAST else heard == said or alike >= least
        if same and heard[:1] == said[:1] and alike >= ROUGHLY:
            best |= {key: max(alike, best.get(key, 0.0)) for key in read_or_heard()[name] if _at_home(key, home)}
    return [EVERYTHING[key] for key in sorted(best, key=lambda key: (-best[key], key))[:_FEW]]


def _at_home(key: str, home: str | None) -> bool:
    if key.startswith(("village:", "station:")):
        return False
    place = EVERYTHING[key]
    return place.kind in ("district", "crossing") or (place.kind == "town" and home is not None and place.state == home)
