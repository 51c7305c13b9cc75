"""Places that bear a name of either script."""

from __future__ import annotations

from functools import lru_cache

from samanvay_insight import gazetteer
from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues.hindi_words import COMMON
from samanvay_insight.extract.tokens import Token
from samanvay_insight.gazetteer import Place
from samanvay_insight.gazetteer.search import by_ear
from samanvay_insight.script import to_latin

# Halves of names that are English words, as boards write them.
_LOANS = {
    "रोड": "Road", "सिटी": "City", "कैंट": "Cantt", "कैण्ट": "Cantt", "सेंट्रल": "Central", "टर्मिनल": "Terminal",
    "टर्मिनस": "Terminus", "न्यू": "New", "हाल्ट": "Halt", "जंक्शन": "Junction", "सदर": "Sadar",
}  # fmt: skip
_NASAL = "\u0901\u0902"


@lru_cache(maxsize=65_536)
def places_named(words: str) -> tuple[tuple[Place, ...], bool]:
    """The places of a name and whether they bear it so written, not only by its sound."""
    places = atlas.named(words)
    if not words.isascii():
        latin = " ".join(_LOANS.get(word, to_latin(word)) for word in words.split())
        # The towns of a table without Hindi names are found by how they are read.
        bare = to_latin(words.rstrip(_NASAL)) if words[-1] in _NASAL else latin
        spelt = dict.fromkeys(
            (latin, bare, latin.replace("v", "w"), latin.replace("aya", "aiya"), latin.replace("aya", "ai"))
        )
        places = tuple(dict.fromkeys((*places, *(place for name in spelt for place in atlas.named(name)))))
        first, _, suffix = words.rpartition(" ")
        if first and suffix in _LOANS:
            # "Deoria" has a name in Hindi, "Deoria Sadar" has none.
            longer = (at for p in atlas.named(first) for at in atlas.named(f"{p.name} {_LOANS[suffix]}"))
            places = tuple(dict.fromkeys((*places, *longer)))
    if places and any(place.kind != "village" for place in places):
        return places, True
    heard = tuple(by_ear(words)) if len(words) > 5 and gazetteer.name_key(to_latin(words)) not in COMMON else ()
    if places:
        # A village somewhere bears the very name, a town that everybody knows sounds like it.
        return (*places, *heard), False
    if len(words) < 4 or gazetteer.name_key(to_latin(words)) in COMMON:
        return (), False
    return tuple(by_ear(words)), False


def key_of(token: Token) -> str:
    return gazetteer.name_key(to_latin(token.text))
