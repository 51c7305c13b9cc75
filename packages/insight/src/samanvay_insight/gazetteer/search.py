"""Finding a place by a name as people type it.

Five ways in, from sure to vague: the name itself, its beginning, its sound (see `script.skeleton`), a sound
one slip away, a spelling near it. All names are compared once, as strings; places come in afterwards. The
score is likeness of the name, weighed by how likely such a place is meant and how near it is to the asker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from heapq import nlargest

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler

from samanvay_insight.gazetteer.atlas import (
    EVERYTHING,
    fixed,
    former_table,
    settlements,
    station_codes,
    unhurried,
)
from samanvay_insight.gazetteer.geometry import Point, km_between, where
from samanvay_insight.gazetteer.naming import WEIGHT, kinds_or_all, name_key, names, names_of, weights, withheld_keys
from samanvay_insight.gazetteer.places import Found, How, Place
from samanvay_insight.script import fold, skeleton, to_latin
from samanvay_insight.script.skeletons import latin_skeleton, voiced

CANDIDATES = 160  # names looked at closely
PREFIXES = 250  # names with one beginning that are looked at, the most promising
HALF_KM = 120.0  # distance at which nearness has lost half its say
NEAR_SAYS = 0.16  # what nearness can add or take
WITHIN = 0.99  # a place found inside the area that was named after it
OTHER_SAYS = 0.003  # what another name than its own takes, so that of two equals the namesake comes first
VAGUE = 0.60  # a score below which the words are tried one run at a time
MOST_WORDS = 8  # of a query that are looked at so
KIND_SAYS = 0.50  # what the likelihood of the kind can take
SAID_KIND_SAYS = 0.2  # what is left of that where the kind was said
SAID_KINDS = {
    fold(word): kind
    for kind, said in {
        "station": "station|railway station|rly station|stn|स्टेशन|रेलवे स्टेशन",
        "crossing": "border|border post|checkpost|check post|naka|बॉर्डर|सीमा",
        "district": "district|distt|dist|zila|jila|janpad|जिला|ज़िला|जनपद",
        "division": "division|mandal|commissionerate|मंडल",
        "village": "village|vill|gram|gaon|गांव|गाँव|ग्राम",
        "town": "town|city|nagar palika|kasba|shahar|शहर|कस्बा|नगर पालिका",
    }.items()
    for word in said.split("|")
}
Offer = Callable[[str, float], None]
HEARD = 0.76  # how like a spelling must be to one that sounds the same, in a text
ENOUGH = 0.965  # a likeness above which nothing vaguer is tried: the very name


@dataclass(frozen=True, slots=True)
class Index:
    """All names in order, and their skeletons: `by_sound` gives the names of a skeleton."""

    ordered: list[str]
    by_sound: dict[str, list[str]]
    sounds_by_first: dict[str, list[str]]
    names_by_first: dict[str, list[str]]


@cache
def read_or_heard() -> Mapping[str, tuple[str, ...]]:
    """Give the names of a text, and Hindi names as read in Latin letters."""
    found = dict(names())
    unread = withheld_keys()
    for place in (*fixed().values(), *settlements().named_otherwise()):
        held = unread.get(place.key, ())
        for name in names_of(place):
            if not name.isascii() and (not held or name_key(name) not in held):
                latin = name_key(to_latin(name))
                if latin and latin not in held and place.key not in found.get(latin, ()):
                    found[latin] = (*found.get(latin, ()), place.key)
    return found


@cache
def searched() -> Mapping[str, tuple[str, ...]]:
    """Give the names that a search looks through: those read in a text and those withheld from it."""
    found = dict(read_or_heard())
    for key, held in withheld_keys().items():
        for name in held:
            found[name] = (*(other for other in found.get(name, ()) if other != key), key)
    return found


@cache
def index() -> Index:
    """Build the index once; about half a second for all names of India."""
    with unhurried():
        return _index(sorted(searched()))


def _index(ordered: list[str]) -> Index:
    by_sound: dict[str, list[str]] = {}
    by_first: dict[str, list[str]] = {}
    for name in ordered:
        by_first.setdefault(name[0], []).append(name)
        by_sound.setdefault(latin_skeleton(name) if name.isascii() else skeleton(name), []).append(name)
    sounds: dict[str, list[str]] = {}
    for sound in by_sound:
        sounds.setdefault(sound[:1], []).append(sound)
    return Index(ordered, by_sound, sounds, by_first)


def warm() -> None:
    """Load and index everything, about a second, so that the first search of a process is as fast as the rest."""
    index()
    heard()
    weights()


def find(
    query: str,
    *,
    kinds: Iterable[str] | None = None,
    near: str | Point | None = None,
    limit: int = 10,
) -> list[Found]:
    """Return the places that `query` may mean, best guess first.

    `query` may be English, Devanagari or Hindi in Latin letters, a former name, a misspelling or a beginning.
    `kinds` keeps only those kinds; `near` is a place's key or (latitude, longitude) of the asker. Raises
    ValueError on an unknown kind and KeyError on an unknown `near`.
    """
    wanted = kinds_or_all(kinds)
    origin = where(near) if near is not None else None
    asked = name_key(query)
    if not asked:
        return []
    best = _scored(_alike(asked, query, wanted), asked, query, wanted, origin)
    code = query.strip()
    by_code = station_codes().get(code.upper())
    if by_code and "station" in wanted:
        # in capitals it is meant as a code, else it may be the beginning of a word
        score = _score(1.0 if code.isupper() else 0.86, EVERYTHING[by_code], origin, asked)
        best.append(Found(EVERYTHING[by_code], score, code.upper(), How.EXACT))
    for name, inside in _split(query):
        # "Balrampur Chhattisgarh", "Noida, Gautam Buddha Nagar": the place is sought inside the second
        shorter = name_key(name)
        for hit in _scored(_alike(shorter, name, wanted), shorter, name, wanted, origin):
            if inside & {hit.place.district, hit.place.state, hit.place.parent}:
                best.append(replace(hit, score=hit.score * WITHIN))
    for name, kind in _said_kind(query):
        if kind in wanted:
            # "Gonda railway station", "zila Banda", "Sonauli border": the kind is said
            shorter, only = name_key(name), frozenset({kind})
            best += _scored(_alike(shorter, name, only), shorter, name, only, origin, said=True)
    if max((hit.score for hit in best), default=0.0) < VAGUE:
        best += _by_words(query, wanted, origin)
    unique: dict[str, Found] = {}
    for hit in best:
        known = unique.get(hit.place.key)
        if known is None or hit.score > known.score:
            unique[hit.place.key] = hit
    ranked = sorted(unique.values(), key=lambda hit: (-hit.score, hit.place.key))[:limit]
    return [replace(hit, score=round(hit.score, 4)) for hit in ranked]


@cache
def heard() -> Mapping[str, tuple[str, ...]]:
    """Give the names of towns and wider places by how they sound with their vowels."""
    found: dict[str, tuple[str, ...]] = {}
    with unhurried():
        for name, keys in read_or_heard().items():
            if name.isascii() and not all(key.startswith("village:") for key in keys):
                sound = voiced(name)
                found[sound] = (*found.get(sound, ()), name)
    return found


def by_ear(query: str, *, kinds: Iterable[str] | None = None) -> list[Place]:
    """Return the places whose name sounds like `query` vowel by vowel, likeliest first.

    Surer than `find` and in microseconds: for reading text, where a wrong place is worse than none. Villages
    and most small towns are left out. The sound that is written d or r (Sitamadhi, Sitamarhi) counts as one.
    """
    wanted = kinds_or_all(kinds) - {"village"}
    asked = name_key(query)
    latin = asked if asked.isascii() else name_key(to_latin(query))
    best: dict[str, float] = {}
    for spelt in dict.fromkeys((latin, latin.replace("d", "r"), latin.replace("r", "d"))):
        for name in heard().get(voiced(spelt), ()):
            alike = Indel.normalized_similarity(spelt, name)
            for key in read_or_heard()[name] if alike >= HEARD else ():
                place = EVERYTHING[key]
                small = place.kind in ("town", "station") and weights().get(key, 0.0) <= WEIGHT[place.kind] + 0.01
                if place.kind in wanted and (not small or (len(spelt) > 6 and alike > 0.8)):
                    best[key] = max(alike + KIND_SAYS * weights().get(key, 0.0), best.get(key, 0.0))
    return [EVERYTHING[key] for key in sorted(best, key=lambda key: (-best[key], key))[:8]]


def _split(query: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Cut a query of several words into a name and the keys of a state, district or country after it."""
    words = fold(query).split()
    for at in range(len(words) - 1, max(0, len(words) - 6), -1):
        inside = names().get("".join(words[at:]), ())
        areas = frozenset(key for key in inside if EVERYTHING[key].kind in ("country", "state", "district"))
        if areas:
            yield " ".join(words[:at]), areas


def _said_kind(query: str) -> Iterator[tuple[str, str]]:
    """Cut a word that says the kind off either end of a query, where a name is left."""
    words = fold(query).split()
    for size in (2, 1):
        if len(words) > size:
            for said, name in ((words[-size:], words[:-size]), (words[:size], words[size:])):
                kind = SAID_KINDS.get(" ".join(said))
                if kind:
                    yield " ".join(name), kind


def _by_words(query: str, wanted: frozenset[str], origin: Point | None) -> list[Found]:
    """Look the words of a query up one run at a time, where the whole says nothing: "thana Chauri Chaura"."""
    words = fold(query).split()[:MOST_WORDS]
    found: list[Found] = []
    for start in range(len(words)):
        for stop in range(len(words), start, -1):
            run = "".join(words[start:stop])
            if stop - start < len(words) and len(run) > 2 and run in names():
                share = len(run) / sum(map(len, words))
                likeness = {run: 0.55 + 0.30 * share}
                found += _scored(likeness, run, run, wanted, origin)
    return found


def _scored(
    likeness: dict[str, float],
    asked: str,
    query: str,
    wanted: frozenset[str],
    origin: Point | None,
    *,
    said: bool = False,
) -> list[Found]:
    """Turn likely names into places with a score, each place once; if the kind is `said` it takes nothing."""
    best: dict[str, tuple[float, float, str]] = {}
    table = searched()
    for name, alike in likeness.items():
        for key in table[name]:
            place = EVERYTHING[key]
            if place.kind not in wanted:
                continue
            score = _score(alike, place, origin, name, said=said)
            known = best.get(key)
            if known is None or (score, alike) > known[:2]:
                best[key] = (score, alike, name)
    # nobody reads further than this, and saying how a name was met costs more than the score
    top = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:CANDIDATES]
    return [_found(EVERYTHING[key], score, name, asked, query) for key, (score, _, name) in top]


def _score(alike: float, place: Place, origin: Point | None, name: str, *, said: bool = False) -> float:
    says = KIND_SAYS * (1.0 - weights().get(place.key, WEIGHT["village"]))
    score = alike - (SAID_KIND_SAYS * says if said else says)
    if name not in (name_key(place.name), name_key(place.name_hi)):
        score -= OTHER_SAYS
    if origin is not None:
        point = where(place.key, missing=True)
        away = km_between(origin, point) if point else 800.0
        # a country or state is not far from anybody
        part = 0.25 if place.kind in ("country", "state", "region") else 1.0
        score += NEAR_SAYS * part * (HALF_KM / (HALF_KM + away) - 0.5)
    return max(0.0, min(1.0, score))


def _alike(asked: str, query: str, wanted: frozenset[str]) -> dict[str, float]:
    """Give the names worth looking at and how like the query they are, 0 to 1."""
    table, idx = searched(), index()
    latin = asked if asked.isascii() else name_key(to_latin(query))
    likeness: dict[str, float] = {}

    def offer(name: str, alike: float) -> None:
        if alike > likeness.get(name, 0.0):
            likeness[name] = alike

    for form in {asked, latin}:
        if form in table:
            offer(form, 1.0 if form == asked else 0.97)
        _offer_prefixes(form, idx, 0.0 if form == asked else 0.03, offer)
    sound = skeleton(query)
    for name in idx.by_sound.get(sound, ()):
        offer(name, 0.62 + 0.34 * _spelling(latin, asked, name))
    if not _any_wanted(likeness, wanted):
        _offer_near_sounds(sound, latin, asked, idx, offer)
        _offer_near_spellings(latin, idx, offer)
    return likeness


def _spelling(latin: str, asked: str, name: str) -> float:
    """Give how alike two spellings are, 0 to 1, in the script that the name is kept in."""
    return Indel.normalized_similarity(latin if name.isascii() else asked, name)


def _any_wanted(likeness: dict[str, float], wanted: frozenset[str]) -> bool:
    all_places, table = EVERYTHING, searched()
    return any(
        alike >= ENOUGH and any(all_places[key].kind in wanted for key in table[name])
        for name, alike in likeness.items()
    )


def _offer_prefixes(form: str, idx: Index, less: float, offer: Offer) -> None:
    if len(form) < 2:
        return
    start = bisect_left(idx.ordered, form)
    stop = bisect_left(idx.ordered, form + "\U0010ffff", start)
    table, known = searched(), weights()
    village = WEIGHT["village"]

    def promise(name: str) -> float:
        """Give the score that a name may reach at its best."""
        return 0.19 * len(form) / len(name) + KIND_SAYS * known.get(table[name][0], village)

    begun = [name for name in idx.ordered[start:stop] if name != form]
    for name in nlargest(PREFIXES, begun, key=promise) if len(begun) > PREFIXES else begun:
        offer(name, 0.80 - less + 0.19 * len(form) / len(name))


def _offer_near_sounds(sound: str, latin: str, asked: str, idx: Index, offer: Offer) -> None:
    if len(sound) < 2:
        return
    cutoff = 0.72 if len(sound) > 3 else 0.66
    near = process.extract(
        sound, idx.sounds_by_first.get(sound[:1], ()), scorer=Indel.normalized_similarity,
        score_cutoff=cutoff, limit=CANDIDATES,
    )  # fmt: skip
    for other, alike, _ in near:
        for name in idx.by_sound[other]:
            offer(name, alike * (0.50 + 0.42 * _spelling(latin, asked, name)))


def _offer_near_spellings(latin: str, idx: Index, offer: Offer) -> None:
    near = process.extract(
        latin, idx.names_by_first.get(latin[:1], ()), scorer=fuzz.ratio, score_cutoff=74.0, limit=CANDIDATES
    )
    for name, alike, _ in near:
        offer(name, 0.55 * alike / 100 + 0.38 * JaroWinkler.similarity(latin, name))


def _found(place: Place, score: float, name: str, asked: str, query: str) -> Found:
    own = names_of(place)
    matched = next((one for one in own if name_key(one) == name), None)
    if matched is None:  # a Hindi name that was read in Latin letters
        matched = next((one for one in own if not one.isascii() and name_key(to_latin(one)) == name), place.name)
    return Found(place, score, matched, _how(place, matched, name, asked, query))


def _how(place: Place, matched: str, name: str, asked: str, query: str) -> How:
    former = {old for entry in former_table().get(place.key, ()) for old in (entry.name, entry.name_hi)}
    by_ear = name != name_key(matched)  # the query stands in Latin letters, the name in Hindi ones
    if name == asked and not by_ear:
        if matched in former:
            return How.FORMER
        if not name.isascii():
            return How.HINDI
        # another spelling of its name, or another name of its own (NCR, UP)
        spelt = matched != place.name and skeleton(matched) == skeleton(place.name)
        return How.SPELLING if spelt else How.EXACT
    if name.startswith(asked) and name != asked:
        return How.PREFIX
    across = by_ear or asked.isascii() != name.isascii()
    return How.ROMANISED if across and skeleton(query) == skeleton(matched) else How.SPELLING


def lookup(name: str, *, kinds: Iterable[str] | None = None, fuzzy: bool = False) -> list[Place]:
    """Return the places that bear exactly this name, likeliest first; case, spaces and diacritics do not count.

    With `fuzzy`, a name that nobody bears gives the places whose sound or spelling is very near.
    """
    wanted = frozenset(kinds) if kinds is not None else None
    hits = [EVERYTHING[key] for key in names().get(name_key(name), ())]
    hits = [place for place in hits if wanted is None or place.kind in wanted]
    if hits or not fuzzy:
        return hits
    return [found.place for found in find(name, kinds=kinds, limit=5) if found.score >= 0.75]
