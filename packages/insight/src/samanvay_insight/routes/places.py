"""Which districts a place named in a file may mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from samanvay_insight.gazetteer.atlas import EVERYTHING, areas, crossings, station_codes
from samanvay_insight.gazetteer.places import Place
from samanvay_insight.gazetteer.search import find, lookup

SURE = 0.84  # a misspelt name is taken for a place from this score of the search on
AREA_KINDS = ("country", "state", "district", "region", "division")
SMALL_KINDS = ("town", "crossing", "station")
# A country without districts of its own in the graph is entered and left by these crossings.
GATES = {
    "BD": ("petrapole", "ghojadanga", "gede", "mahadipur", "hili", "radhikapur", "fulbari", "changrabandha",
           "dawki", "sutarkandi", "akhaura", "sabroom"),
    "BT": ("jaigaon",),
    "MM": ("moreh",),
    "PK": ("attari",),
}  # fmt: skip


def nodes_of(text: str, named: Mapping[str, int], index: Mapping[str, int]) -> tuple[int, ...]:
    """Return the nodes that a place may mean, empty where nobody knows it.

    `text` is a district's code in the Local Government Directory, a station's code, a key of the gazetteer or an
    English name, also a former or misspelt one and with its state behind it ("Hamirpur, Himachal Pradesh"). A
    district, station, town or crossing gives one node; a state, region or country all its districts; Bangladesh,
    Bhutan, Myanmar and Pakistan the districts of their crossings. `named` and `index` give the nodes of names and keys.
    """
    own = named.get(text.strip())
    if own is not None:
        return (own,)
    place = place_of(text)
    return tuple(sorted(index[key] for key in district_keys(place) if key in index)) if place else ()


@cache
def place_of(text: str, home: str | None = None) -> Place | None:
    """Return the place that a cell of a file means (see `nodes_of`), None where nobody knows it.

    Of several districts with one name, that of the state `home` is meant.
    """
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return _by_lgd().get(int(text))
    if text in areas():
        return areas()[text]
    if text == text.upper() and text in station_codes():
        return _as_name(text, home) or EVERYTHING[station_codes()[text]]
    if ":" in text:
        return EVERYTHING.get(text)
    return _as_name(text, home) or _likeliest(lookup(text, kinds=SMALL_KINDS), home) or _searched(text)


def district_keys(place: Place) -> tuple[str, ...]:
    """Return the keys of the districts that a place lies in or holds."""
    if place.kind == "country":
        return _of_country(place.key)
    if place.kind == "state":
        return tuple(key for key, area in areas().items() if area.kind == "district" and area.state == place.key)
    if place.kind in ("region", "division"):
        return place.members
    if place.kind == "district":
        return (place.key,)
    if place.district:
        return (place.district,)
    above = place.parent
    while above is not None and above not in GATES:  # an upazila lies in a district that has no outline
        above = EVERYTHING[above].parent if above in EVERYTHING else None
    return _of_country(above) if above is not None else ()


@cache
def _of_country(key: str) -> tuple[str, ...]:
    if key in GATES:
        return tuple(sorted({str(crossings()[f"crossing:{slug}"].district) for slug in GATES[key]}))
    start = {"IN": "district:", "NP": "np-district:"}.get(key, "?")
    return tuple(district for district in areas() if district.startswith(start))


@cache
def _by_lgd() -> dict[int, Place]:
    return {place.lgd: place for place in areas().values() if place.kind == "district" and place.lgd is not None}


def _as_name(text: str, home: str | None) -> Place | None:
    return _likeliest(lookup(text, kinds=AREA_KINDS), home)


def _likeliest(hits: Iterable[Place], home: str | None) -> Place | None:
    """Give the likeliest of the places with one name: of the first's kind, the home state's goes before."""
    hits = list(hits)
    alike = [place for place in hits if place.kind == hits[0].kind]
    return next((place for place in alike if home and place.state == home), alike[0] if alike else None)


def _searched(text: str) -> Place | None:
    found = find(text, kinds=(*AREA_KINDS, *SMALL_KINDS), limit=1)
    return found[0].place if found and found[0].score >= SURE else None
