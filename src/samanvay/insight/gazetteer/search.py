"""Finding a place by a name as people type it.

Five ways in, from sure to vague: the name itself, its beginning, its sound (see `script.skeleton`), a sound
one slip away, a spelling near it. All names are compared once, as strings; places come in afterwards. The
score is likeness of the name, weighed by how likely such a place is meant and how near it is to the asker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler

from samanvay.insight.gazetteer.atlas import EVERYTHING, former_table, unhurried
from samanvay.insight.gazetteer.geometry import km_between, where
from samanvay.insight.gazetteer.naming import kinds_or_all, name_key, names, names_of, weight, weights
from samanvay.insight.gazetteer.places import Found, How, Place
from samanvay.insight.script import skeleton, to_latin
from samanvay.insight.script.skeletons import latin_skeleton

CANDIDATES = 160  # names looked at closely
PREFIXES = 1_000  # names with one beginning, above which the villages among them are left out
WELL_KNOWN = 0.84
HALF_KM = 120.0  # distance at which nearness has lost half its say
NEAR_SAYS = 0.16  # what nearness can add or take
KIND_SAYS = 0.50  # what the likelihood of the kind can take
Offer = Callable[[str, float], None]
ENOUGH = 0.90  # a likeness above which nothing vaguer is tried


@dataclass(frozen=True, slots=True)
class Index:
    """All names in order, and their skeletons: `by_sound` gives the names of a skeleton."""

    ordered: list[str]
    by_sound: dict[str, list[str]]
    sounds_by_first: dict[str, list[str]]
    names_by_first: dict[str, list[str]]


@cache
def index() -> Index:
    """Build the index once; about half a second for all names of India."""
    with unhurried():
        return _index(sorted(names()))


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


def find(
    query: str,
    *,
    kinds: Iterable[str] | None = None,
    near: str | tuple[float, float] | None = None,
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
    likeness = _alike(asked, query, wanted)
    best: dict[str, tuple[float, float, str]] = {}
    all_places, table = EVERYTHING, names()
    for name, alike in likeness.items():
        for key in table[name]:
            place = all_places[key]
            if place.kind not in wanted:
                continue
            score = _score(alike, place, origin, own=name == name_key(place.name))
            known = best.get(key)
            if known is None or (score, alike) > known[:2]:
                best[key] = (score, alike, name)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:limit]
    return [_found(all_places[key], score, name, asked, query) for key, (score, _, name) in ranked]


def _score(alike: float, place: Place, origin: tuple[float, float] | None, *, own: bool) -> float:
    score = alike - KIND_SAYS * (1.0 - weight(place)) - (0.0 if own else 0.012)
    if origin is not None:
        point = where(place.key, missing=True)
        away = km_between(origin, point) if point else 800.0
        # a country or state is not far from anybody
        part = 0.25 if place.kind in ("country", "state", "region") else 1.0
        score += NEAR_SAYS * part * (HALF_KM / (HALF_KM + away) - 0.5)
    return max(0.0, min(1.0, score))


def _alike(asked: str, query: str, wanted: frozenset[str]) -> dict[str, float]:
    """Give the names worth looking at and how like the query they are, 0 to 1."""
    table, idx = names(), index()
    latin = asked if asked.isascii() else name_key(to_latin(query))
    likeness: dict[str, float] = {}

    def offer(name: str, alike: float) -> None:
        if alike > likeness.get(name, 0.0):
            likeness[name] = alike

    for form in {asked, latin}:
        if form in table:
            offer(form, 1.0 if form == asked else 0.97)
        _offer_prefixes(form, idx, offer)
    sound = skeleton(query)
    for name in idx.by_sound.get(sound, ()):
        offer(name, 0.62 + 0.34 * _spelling(latin, asked, name))
    if max(likeness.values(), default=0.0) < ENOUGH or not _any_wanted(likeness, wanted):
        _offer_near_sounds(sound, latin, asked, idx, offer)
        _offer_near_spellings(latin, idx, offer)
    return likeness


def _spelling(latin: str, asked: str, name: str) -> float:
    """Give how alike two spellings are, 0 to 1, in the script that the name is kept in."""
    return Indel.normalized_similarity(latin if name.isascii() else asked, name)


def _any_wanted(likeness: dict[str, float], wanted: frozenset[str]) -> bool:
    all_places, table = EVERYTHING, names()
    return any(
        alike >= ENOUGH and any(all_places[key].kind in wanted for key in table[name])
        for name, alike in likeness.items()
    )


def _offer_prefixes(form: str, idx: Index, offer: Offer) -> None:
    if len(form) < 2:
        return
    start = bisect_left(idx.ordered, form)
    stop = bisect_left(idx.ordered, form + "\U0010ffff", start)
    table, known = names(), weights()
    many = stop - start > PREFIXES
    for name in idx.ordered[start:stop]:
        # under a short beginning only what is well known is worth showing
        if many and known.get(table[name][0], 0.0) < WELL_KNOWN:
            continue
        offer(name, 0.80 + 0.19 * len(form) / len(name))


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
    matched = next((own for own in names_of(place) if name_key(own) == name), place.name)
    return Found(place, round(score, 4), matched, _how(place, matched, name, asked, query))


def _how(place: Place, matched: str, name: str, asked: str, query: str) -> How:
    former = {old for entry in former_table().get(place.key, ()) for old in (entry.name, entry.name_hi)}
    if name == asked:
        if matched in former:
            return How.FORMER
        if not name.isascii():
            return How.HINDI
        # another spelling of its name, or another name of its own (NCR, UP)
        spelt = matched != place.name and skeleton(matched) == skeleton(place.name)
        return How.SPELLING if spelt else How.EXACT
    if name.startswith(asked):
        return How.PREFIX
    if not asked.isascii() or skeleton(query) == skeleton(matched):
        return How.ROMANISED if not asked.isascii() or not name.isascii() else How.SPELLING
    return How.SPELLING
