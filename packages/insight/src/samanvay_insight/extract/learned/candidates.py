"""Every run of words that could name a place; whether it does is decided later, from all that is said."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise

from samanvay_insight import gazetteer
from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues.hindi_words import COMMON
from samanvay_insight.extract.cues.names import ENGLISH_DEMONYMS, HINDI_DEMONYMS, SAID
from samanvay_insight.extract.hindi.forms import form
from samanvay_insight.extract.hindi.named import key_of, places_named
from samanvay_insight.extract.learned.settling import settled
from samanvay_insight.extract.reading import PlaceRead
from samanvay_insight.extract.tokens import Token, tokens
from samanvay_insight.gazetteer import Place
from samanvay_insight.gazetteer.consonants import by_consonants
from samanvay_insight.script import to_latin

KINDS = ("country", "state", "district", "town", "station", "village", "region")
# What a place that the gazetteer does not have may be.
UNKNOWN_KINDS = frozenset({"town", "station", "village"})
LONGEST = 5
_LONGEST_UNKNOWN = 3
_LONGEST_WORD = 30  # letters of a name; more are no word
_SHORTEST = 3
_SHORTEST_SMALL = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words at code points `start:end` and the places they may name, the likeliest first; none if all are unknown.

    `sure` says that a place bears the very name.
    """

    start: int
    end: int
    words: str
    places: tuple[Place, ...]
    sure: bool

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that a reading could give it; "Kota station" makes a station of any place with trains."""
        if not self.places:
            return UNKNOWN_KINDS
        said = {atlas.read_kind(place) for place in self.places}
        if said & {"district", "town", "village"}:
            said.add("station")
        return frozenset(said)

    @property
    def name(self) -> str:
        """The name under which its mentions are one: of the likeliest place, else the words by their sound."""
        return atlas.shown_name(self.places[0]) if self.places else "?" + gazetteer.name_key(to_latin(self.words))


def candidates(text: str, common: Container[str], near: str | None = None) -> list[Candidate]:
    """The candidates of a text by where they begin; they may overlap.

    `common` are the words, in small letters, that name no village, nor a place that the gazetteer does not have.
    """
    home = atlas.state_of(near)
    found: list[Candidate] = []
    said = tokens(text)
    for index in range(len(said)):
        for length in range(min(LONGEST, len(said) - index), 0, -1):
            words = said[index : index + length]
            places, sure = _named(words, home)
            if length == 1 and words[0].low in common and not _is_well_known(places, sure):
                continue
            if places or _may_be_unknown(words, common):
                start, end = words[0].start, words[-1].end
                found.append(Candidate(start, end, text[start:end], tuple(sorted(places, key=_rank)), sure))
    return sorted(found, key=lambda one: (one.start, one.end))


def place_named(words: str, start: int, near: str | None) -> PlaceRead | None:
    """The place that words alone name, as in the cell of a table; none where the gazetteer has none of the name."""
    said = tokens(words)
    places, sure = _named(said, atlas.state_of(near)) if said else ((), False)
    if not places or not sure:
        return None
    place = settled(min(places, key=_rank), places, (), near)
    kind = atlas.read_kind(place)
    lgd = place.lgd if kind in ("district", "state") else None
    return PlaceRead(words, atlas.shown_name(place), kind, lgd, start, start + len(words), place.key)


def _rank(place: Place) -> int:
    return atlas.ORDER.index(place.kind) if place.kind in atlas.ORDER else len(atlas.ORDER)


def _is_well_known(places: Sequence[Place], sure: bool) -> bool:
    """Whether a common word is the very name of more than a village or a halt."""
    return sure and any(place.kind not in ("village", "station") for place in places)


def _may_be_unknown(words: Sequence[Token], common: Container[str]) -> bool:
    """Whether words that the gazetteer does not have could name a place: written as a name, none of them common.

    A single word may be written small, as in messages; several begin with capitals, or stand in Devanagari and none of
    them is common.
    """
    if len(words) > _LONGEST_UNKNOWN or any(w.kind != "word" or len(w.text) > _LONGEST_WORD for w in words):
        return False
    if any(b.start - a.end > 1 for a, b in pairwise(words)):
        return False
    if len(words) > 1:
        names = all(w.capital and len(w.text) > 1 for w in words)
        rare = [w.low not in common for w in words]
        return names and (any(rare) if words[0].text.isascii() else all(rare) and len(words) == 2)
    (word,) = words
    least = _SHORTEST - 1 if word.capital else _SHORTEST_SMALL
    return len(word.text) >= least and word.low not in common


def _named(words: Sequence[Token], home: Place | None) -> tuple[tuple[Place, ...], bool]:
    if any(len(t.text) > _LONGEST_WORD for t in words):
        return (), False
    if any(t.kind in ("mark", "number") for t in (words[0], words[-1])):
        return (), False
    if any(t.kind == "mark" and t.text not in "-.&'" for t in words):
        return (), False
    name = " ".join(t.text for t in words)
    coded = gazetteer.by_code(words[0].text) if len(words) == 1 else ()
    if coded:
        return tuple(coded), True
    short = _short(words)
    if short is not None:
        return tuple(dict.fromkeys((*atlas.named(short), *atlas.named(name)))), True
    if len(words) == 1 and len(name) < (_SHORTEST if name.isascii() else 2):
        return (), False
    demonym = ENGLISH_DEMONYMS.get(words[0].low) or HINDI_DEMONYMS.get(form(name)) if len(words) == 1 else None
    if demonym is not None:
        return atlas.named(demonym), True
    places, sure = places_named(name)
    if places or len(words) > 1 or len(name) <= _SHORTEST or key_of(words[0]) in COMMON:
        return places, sure
    return tuple(by_consonants(name, home.key if home else None)), False


def _short(words: Sequence[Token]) -> str | None:
    """What "dilli" or "उ0प्र0" stands for."""
    return SAID.get(form("".join(t.text for t in words)))
