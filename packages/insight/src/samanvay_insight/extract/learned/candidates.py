"""Every run of words that could name a place; whether it does is decided later, from all that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import english_places as english
from samanvay_insight.extract.cues import hindi_places as hindi
from samanvay_insight.extract.cues.hindi_words import COMMON
from samanvay_insight.extract.hindi.forms import form
from samanvay_insight.extract.hindi.named import key_of, places_named
from samanvay_insight.extract.reading import PlaceRead, Reading
from samanvay_insight.extract.tokens import Token, tokens
from samanvay_insight.gazetteer import Place
from samanvay_insight.gazetteer.consonants import by_consonants

KINDS = ("country", "state", "district", "town", "station", "village", "region")
LONGEST = 5
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words at code points `start:end` and the places they may name, the likeliest first.

    `ruled` is the place that the rules took them for, if they did; `sure` says that a place bears the very name.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    sure: bool
    ruled: PlaceRead | None

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that a reading could give it; "Kota station" makes a station of any place with trains."""
        said = {atlas.read_kind(place) for place in self.places}
        if said & {"district", "town", "village"}:
            said.add("station")
        if self.ruled is not None:
            said.add(self.ruled.kind)
        return frozenset(said)


def candidates(text: str, rules: Reading, near: str | None = None) -> list[Candidate]:
    """The candidates of a text by where they begin; they may overlap. What the rules found is among them."""
    home = atlas.state_of(near)
    ruled = {(p.start, p.end): p for p in _places_of(rules)}
    found: dict[tuple[int, int], Candidate] = {}
    said = tokens(text)
    for index in range(len(said)):
        for length in range(min(LONGEST, len(said) - index), 0, -1):
            words = said[index : index + length]
            places, sure = _named(words, home)
            if places:
                at = (words[0].start, words[-1].end)
                found[at] = Candidate(*at, tuple(sorted(places, key=_rank)), sure, ruled.get(at))
    for at, place in ruled.items():
        known = atlas.known(place.key)
        if at not in found and known is not None:
            found[at] = Candidate(*at, (known,), True, place)
    return [found[at] for at in sorted(found)]


def _rank(place: Place) -> int:
    return atlas.ORDER.index(place.kind) if place.kind in atlas.ORDER else len(atlas.ORDER)


def _places_of(rules: Reading) -> list[PlaceRead]:
    ends = [p for m in rules.movements for p in (m.source, m.destination, *m.via) if p is not None]
    return [*rules.places, *ends, *(e.place for e in rules.events if e.place is not None)]


def _named(words: Sequence[Token], home: Place | None) -> tuple[tuple[Place, ...], bool]:
    if any(t.kind in ("mark", "number") for t in (words[0], words[-1])):
        return (), False
    if any(t.kind == "mark" and t.text not in "-.&'" for t in words):
        return (), False
    name = " ".join(t.text for t in words)
    short = _short(words)
    if short is not None:
        return atlas.named(short), True
    if len(words) == 1 and len(name) < _SHORTEST:
        return (), False
    demonym = english.DEMONYMS.get(words[0].low) or hindi.DEMONYMS.get(form(name)) if len(words) == 1 else None
    if demonym is not None:
        return atlas.named(demonym), True
    places, sure = places_named(name)
    if places or len(words) > 1 or len(name) <= _SHORTEST or key_of(words[0]) in COMMON:
        return places, sure
    return tuple(by_consonants(name, home.key if home else None)), False


def _short(words: Sequence[Token]) -> str | None:
    """What "UP", "DDU" or "dilli" stands for."""
    if len(words) == 1:
        return english.ABBREVIATIONS.get(words[0].text) or hindi.SAID.get(form(words[0].text))
    return hindi.SAID.get(form("".join(t.text for t in words)))
