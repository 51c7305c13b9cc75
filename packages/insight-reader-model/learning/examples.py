"""Narratives as the network learns from them: the product's own signals, and what a careful officer reads."""

from __future__ import annotations

import random
import sys
import zlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

TESTS = Path(__file__).resolve().parents[3] / "tests" / "insight" / "narratives"
sys.path.insert(0, str(TESTS))

from scoring import HOME, Narrative, located, narratives, rows_of, scored, sound_of

from samanvay_insight.extract.learned.candidates import KINDS
from samanvay_insight.extract.learned.pieces import Pieces
from samanvay_insight.extract.learned.signals import ASIDES, EVENTS, Signals, signals
from samanvay_insight.extract.tokens import tokens

HERE = Path(__file__).parent / "narratives"
__all__ = [
    "HOME",
    "TESTS",
    "Example",
    "Happened",
    "Moved",
    "Narrative",
    "common_words",
    "example",
    "is_held_back",
    "joined",
    "names_of",
    "narratives",
    "of_the_old_manner",
    "renamed",
    "rows_of",
    "scored",
    "sound_of",
    "written_to_learn_from",
]


@dataclass(frozen=True, slots=True)
class Moved:
    """Persons moved between names (numbers of the signals' names; the one after the last is "not said")."""

    source: int
    stops: frozenset[int]
    goal: int
    people: int | None
    day: str | None
    hearsay: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """An event at a name."""

    place: int
    kind: int
    people: int | None
    day: str | None
    hearsay: bool


@dataclass(slots=True)
class Example:
    """A narrative made ready; `kinds` are 0 for no place, else one more than the kind's number.

    `judged` is 0 where the readers of the narrative differ on whether it is a place; `disputed_moves` (source, goal)
    and `disputed_events` (place, kind) are those that one of them alone set down, which count neither way.
    """

    narrative: Narrative
    told: Signals
    kinds: np.ndarray
    judged: np.ndarray
    moved: list[Moved]
    happened: list[Happened]
    aside: np.ndarray
    disputed_moves: list[tuple[int, int]]
    disputed_events: list[tuple[int, int]]
    arrays: dict[str, np.ndarray] = field(default_factory=dict)


def example(narrative: Narrative, pieces: Pieces, common: Container[str]) -> Example:
    """The example of a narrative. What the signals cannot show (a place they have no candidate for) is left out."""
    told = signals(narrative.text, pieces, common, near=HOME)
    at = {(c.start, c.end): row for row, c in enumerate(told.found)}
    kinds, judged = np.zeros(len(told.found), dtype=np.int64), np.ones(len(told.found), dtype=np.float32)
    named: dict[str | None, int] = {None: len(told.names)}
    for start, end, name, kind in located(narrative):
        row = at.get((start, end))
        if row is not None:
            kinds[row] = 1 + KINDS.index(kind)
            told.kinds[row, KINDS.index(kind)] = True
            named.setdefault(name, int(told.name_of[row]))
    for start, end, name, _ in located(narrative, narrative.disputed_places):
        row = at.get((start, end))
        if row is not None and not kinds[row]:
            judged[row] = 0
            named.setdefault(name, int(told.name_of[row]))
    moved, happened = [], []
    for source, via, goal, people, day, certainty in narrative.expected["movements"]:
        if source in named and goal in named:
            stops = frozenset(named[stop] for stop in via if stop in named)
            moved.append(Moved(named[source], stops, named[goal], people, day, certainty == "hearsay"))
    for kind, place, people, day, certainty in narrative.expected["events"]:
        if place in named:
            happened.append(Happened(named[place], EVENTS.index(kind), people, day, certainty == "hearsay"))
    aside = np.array([row in narrative.expected["set_aside"] for row in ASIDES], dtype=np.float32)
    moves = [(named[s], named[g]) for s, _, g in narrative.disputed["movements"] if s in named and g in named]
    events = [(named[place], EVENTS.index(kind)) for kind, place in narrative.disputed["events"] if place in named]
    return Example(narrative, told, kinds, judged, moved, happened, aside, moves, events)


# Places of these kinds may stand for each other; countries, states and regions are too few.
_MANY = frozenset({"district", "town", "village", "station"})
Names = Mapping[tuple[str, bool], Sequence[tuple[str, str]]]


def names_of(those: Sequence[Narrative]) -> Names:
    """The places of narratives as they are written, with their names, by kind and by whether in Devanagari."""
    found: dict[tuple[str, bool], dict[tuple[str, str], None]] = {}
    for narrative in those:
        for words, name, kind in narrative.places:
            found.setdefault((kind, _in_devanagari(words)), {})[words, name] = None
    return {kind: tuple(names) for kind, names in found.items()}


def renamed(narrative: Narrative, names: Names) -> Narrative:
    """The narrative with other places in the parts of its own, so that no name is learned by heart."""
    taken = {name for _, name, _ in narrative.places}
    others: dict[tuple[str, str], tuple[str, str]] = {}
    for words, name, kind in narrative.places:
        if kind in _MANY and (name, kind) not in others:
            pool = [n for n in names.get((kind, _in_devanagari(words)), ()) if n[1] not in taken]
            if pool:
                others[name, kind] = random.choice(pool)
                taken.add(others[name, kind][1])
    text, places, last = "", [], 0
    for (start, end, name, kind), (words, *_) in zip(located(narrative), narrative.places, strict=False):
        said, new = others.get((name, kind), (words, name))
        said = said.lower() if words.islower() else said.title() if said.islower() else said
        if start < last:
            return narrative
        text += narrative.text[last:start] + said
        places.append((said, new, kind))
        last = end
    called = {name: new for (name, _), (_, new) in others.items()}
    expected = {
        part: Counter(_called(row, called) for row in rows.elements()) for part, rows in narrative.expected.items()
    }
    expected["places"] = Counter(places)
    disputed = {
        part: Counter(_called(row, called) for row in rows.elements()) for part, rows in narrative.disputed.items()
    }
    whole = text + narrative.text[last:]
    return replace(narrative, text=whole, expected=expected, disputed=disputed, places=tuple(places))


# Two messages in one are no longer than this, in signs, so that nearly all of it is read.
_TOGETHER = 700


def joined(one: Narrative, others: Sequence[Narrative]) -> Narrative | None:
    """The narrative and another after it as one message of two matters, if one of `others` fits.

    They are written in the same letters, name no place in common, and tell of no event without its place, since that
    would be read as at the place told of before.
    """
    names = {name for _, name, _ in one.places}
    for other in random.sample(others, 8):
        apart = other.id != one.id and names.isdisjoint(name for _, name, _ in other.places)
        alike = _in_devanagari(one.text) == _in_devanagari(other.text)
        placed = all(row[1] is not None for each in (one, other) for row in each.expected["events"])
        if apart and alike and placed and len(one.text) + len(other.text) < _TOGETHER:
            between = random.choice((" ", "\n", "\n\n", " 2. ", "\n2) "))
            begin = random.choice(("1. ", "1) ", "")) if "2" in between else ""
            return replace(
                one,
                text=begin + one.text.strip() + between + other.text.strip(),
                expected={part: rows + other.expected[part] for part, rows in one.expected.items()},
                disputed={part: rows + other.disputed[part] for part, rows in one.disputed.items()},
                places=one.places + other.places,
                disputed_places=(),
            )
    return None


def _called(row: tuple[object, ...], called: Mapping[str, str]) -> tuple[object, ...]:
    """A row of movements or events with the places' new names."""

    def new(part: object) -> object:
        if isinstance(part, tuple):
            return tuple(new(each) for each in part)
        return called.get(part, part) if isinstance(part, str) else part

    return tuple(new(part) for part in row)


def _in_devanagari(words: str) -> bool:
    return any("\u0900" <= sign <= "\u097f" for sign in words)


# Words so common name no place that the gazetteer lacks, if seldom a place bears them.
_COMMON_FROM, _SELDOM = 3, 0.1


def common_words(those: Iterable[Narrative]) -> frozenset[str]:
    """The words, in small letters, that narratives use again and again and that are hardly ever of a place's name."""
    said, of_places = Counter[str](), Counter[str]()
    for narrative in those:
        spans = [(start, end) for start, end, _, _ in located(narrative)]
        for token in tokens(narrative.text):
            if token.kind == "word":
                said[token.low] += 1
                of_places[token.low] += any(start <= token.start < end for start, end in spans)
    return frozenset(
        word for word, times in said.items() if times >= _COMMON_FROM and of_places[word] < _SELDOM * times
    )


def _is_old(file: Path) -> bool:
    return "_" in file.stem or file.stem == "talk"


def of_the_old_manner() -> list[Narrative]:
    """Those written by the conventions of this project's own, before real texts were read for their manner."""
    learned = [n for file in sorted(HERE.glob("*.txt")) if _is_old(file) for n in narratives(file)]
    return learned + [n for file in sorted(TESTS.glob("dev*.txt")) for n in narratives(file)]


def written_to_learn_from() -> list[Narrative]:
    """The messages in the manner of real ones. Those kept aside under tests/ are never read here."""
    return [n for file in sorted(HERE.glob("*.txt")) if not _is_old(file) for n in narratives(file)]


def is_held_back(narrative: Narrative) -> bool:
    """Whether a narrative is one in twenty of those that learning looks at only to check."""
    return zlib.crc32(narrative.id.encode()) % 20 == 0
