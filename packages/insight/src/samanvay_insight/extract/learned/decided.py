"""A reading made of the scores: which words are places, who was moved between them, what happened where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.extract import atlas
from samanvay_insight.extract.learned.candidates import KINDS, Candidate
from samanvay_insight.extract.learned.counts import whole
from samanvay_insight.extract.learned.guards import is_habit, is_of_goods, kind_for_victims, may_count, names_victims
from samanvay_insight.extract.learned.nested import given_to_inner, outer_names
from samanvay_insight.extract.learned.roles import Scores
from samanvay_insight.extract.learned.settling import settled
from samanvay_insight.extract.learned.signals import ASIDES, EVENTS, Signals
from samanvay_insight.extract.reading import AsideRead, EventKind, EventRead, Evidence, MovementRead, PlaceRead, Reading
from samanvay_insight.extract.tokens import sentences
from samanvay_insight.gazetteer import Place

# Odds found on narratives held back for checking (packages/insight-reader-model/learning/odds.py).
_LIKELY = 0.5
MOVED_LEAST = 0.6
HAPPENED_LEAST = 0.0
ASIDE_LEAST = 0.5
# Log-odds above which a short message is read without doubt; nothing of a longer text is.
SURE = 6.0
SURE_PIECES = 60
_LONG = 240
_ENDS = ".।;!?\n"


@dataclass(frozen=True, slots=True)
class _Said:
    """An accepted mention: which candidate, and the place."""

    row: int
    place: PlaceRead


_Way = tuple[int, list[int], int]


def decided(text: str, told: Signals, found: Scores, near: str | None) -> Reading:
    """The places, movements, events and what does not count of a text whose signals and scores are given."""
    said = _accepted(text, told, found, near)
    of_name: dict[int, list[_Said]] = {}
    for one in said:
        of_name.setdefault(int(told.name_of[one.row]), []).append(one)
    found = given_to_inner(found, outer_names(text, [(int(told.name_of[one.row]), one.place) for one in said]))
    movements, habits = _movements(text, told, found, of_name)
    events = _events(text, told, found, of_name)
    read = {"movement": [m.evidence for m in movements], "event": [e.evidence for e in events]}
    # What counts is not also told as what does not.
    asides = [a for a in _asides(text, told, found) if not any(_overlap(a.evidence, each) for each in read[a.kind])]
    return Reading(
        places=tuple(one.place for one in said),
        movements=tuple(sorted(movements, key=lambda m: m.evidence.start)),
        events=tuple(events),
        set_aside=tuple(sorted((*habits, *asides), key=lambda a: a.evidence.start)),
    )


def _accepted(text: str, told: Signals, found: Scores, near: str | None) -> list[_Said]:
    likely = [(1 - float(found.kinds[row, 0]), row) for row in range(len(told.found))]
    rows: list[int] = []
    for chance, row in sorted(likely, key=lambda pair: (-pair[0], pair[1])):
        one = told.found[row]
        free = all(one.end <= told.found[r].start or told.found[r].end <= one.start for r in rows)
        if chance > _LIKELY and free:
            rows.append(row)
    rows.sort()
    meant = {row: _meant(told.found[row], KINDS[int(found.kinds[row, 1:].argmax())]) for row in rows}
    wide = [place for _, place, _ in meant.values() if place is not None and place.kind in atlas.WIDE]
    return [_Said(row, _read(text, told.found[row], *meant[row], wide, near)) for row in rows]


def _meant(one: Candidate, kind: str) -> tuple[str, Place | None, tuple[Place, ...]]:
    """The kind, the likeliest place of that kind and its rivals."""
    if not one.places:
        return kind, None, ()
    rivals = tuple(p for p in one.places if atlas.read_kind(p) == kind) or one.places
    stands = kind == "station" or any(atlas.read_kind(p) == kind for p in rivals)
    return kind if stands else atlas.read_kind(rivals[0]), rivals[0], rivals


def _read(
    text: str,
    one: Candidate,
    kind: str,
    place: Place | None,
    rivals: tuple[Place, ...],
    wide: Sequence[Place],
    near: str | None,
) -> PlaceRead:
    words = text[one.start : one.end]
    if place is None:
        return PlaceRead(words, words, kind, None, one.start, one.end, "")
    place = settled(place, rivals, [w for w in wide if w.key != place.key], near)
    lgd = place.lgd if kind in ("district", "state") else None
    return PlaceRead(words, atlas.shown_name(place), kind, lgd, one.start, one.end, place.key)


def _movements(
    text: str, told: Signals, found: Scores, of_name: dict[int, list[_Said]]
) -> tuple[list[MovementRead], list[AsideRead]]:
    made, habits = [], []
    for source, stops, goal in _ways(told, found, of_name):
        one = _movement(text, told, found, of_name, source, stops, goal)
        if is_of_goods(text[_begin(text, one.evidence.start) : one.evidence.end]):
            continue
        if one.people is None and one.date is None and is_habit(one.evidence.text):
            habits.append(AsideRead("movement", "general", one.evidence))
        else:
            made.append(one)
    return made, habits


def _ways(told: Signals, found: Scores, of_name: dict[int, list[_Said]]) -> list[_Way]:
    """Sources, stop-overs and destinations by their odds; a part of a longer way is no way of its own."""
    unsaid = len(told.names)
    ways: list[_Way] = []
    for source in of_name:
        for goal in (*of_name, unsaid):
            if source == goal or found.moved[source, goal] <= MOVED_LEAST:
                continue
            stops = [stop for stop in of_name if stop not in (source, goal) and _stopped(found, source, stop, goal)]
            if goal != unsaid or stops:
                ways.append((source, sorted(stops, key=lambda stop: of_name[stop][0].row), goal))
    return [way for way in ways if not any(_is_part(way, other, found, unsaid) for other in ways if other != way)]


def _is_part(way: _Way, other: _Way, found: Scores, unsaid: int) -> bool:
    """Whether a way is told by another: it has the same stop-overs and no end, or is a leg less surely read."""
    source, stops, goal = way
    if source == other[0] and goal == unsaid:
        return other[2] != unsaid and set(stops) <= {*other[1], other[2]}
    points = [other[0], *other[1], other[2]]
    if source not in points or goal not in points or stops or not other[1]:
        return False
    return points.index(source) < points.index(goal) and bool(
        found.moved[source, goal] < found.moved[other[0], other[2]]
    )


def _stopped(found: Scores, source: int, stop: int, goal: int) -> bool:
    return bool(found.stop_after[source, stop] + found.stop_before[stop, goal] > 0)


def _movement(
    text: str,
    told: Signals,
    found: Scores,
    of_name: dict[int, list[_Said]],
    source: int,
    stops: Sequence[int],
    goal: int,
) -> MovementRead:
    names = (source, *stops, *([goal] if goal in of_name else []))
    cue = _span_of_piece(told, int(found.where_moved[source, goal]))
    ends = _nearest([[one.place for one in of_name[name]] for name in names], cue)
    to = ends[-1] if goal in of_name else None
    count = _with_its_sum(told, found.count_of_move(source, goal, _allowed(told, None)))
    day = found.day_of_move(source, goal)
    return MovementRead(
        ends[0],
        tuple(ends[1 : 1 + len(stops)]),
        to,
        _people(told, count),
        None if day == 0 else told.days[day - 1][2],
        _evidence(text, _with_persons(told, text, min(p.start for p in ends), count), max(p.end for p in ends)),
        "hearsay" if found.moved_by_hearsay[source, goal] > 0 else "stated",
        sure=_is_sure(told, float(found.moved[source, goal])),
    )


def _nearest(mentions: Sequence[Sequence[PlaceRead]], cue: tuple[int, int] | None) -> tuple[PlaceRead, ...]:
    """One mention of each place, so that the words from the first to the last, with the cue, are fewest."""
    tried = [those[:4] for those in mentions] if len(mentions) < 5 else [those[:1] for those in mentions]

    def width(those: Sequence[PlaceRead]) -> int:
        start, end = min(p.start for p in those), max(p.end for p in those)
        far = 0 if cue is None else max(0, start - cue[1]) + max(0, cue[0] - end)
        return end - start + far

    return min(product(*tried), key=width)


def _span_of_piece(told: Signals, piece: int) -> tuple[int, int] | None:
    if not 0 <= piece < len(told.pieces):
        return None
    return told.pieces[piece].start, told.pieces[piece].end


def _is_sure(told: Signals, odds: float) -> bool:
    return odds > SURE and len(told.pieces) <= SURE_PIECES


def _events(text: str, told: Signals, found: Scores, of_name: dict[int, list[_Said]]) -> list[EventRead]:
    unsaid = len(told.names)
    made: list[tuple[int, EventRead]] = []
    said_in = [(sentence.start, sentence.end) for sentence in sentences(text)]
    for name in (*of_name, unsaid):
        for number, kind in enumerate(EVENTS):
            odds = float(found.happened[name, number])
            if odds <= HAPPENED_LEAST:
                continue
            cue = _span_of_piece(told, int(found.where_said[name, number]))
            place = _nearest([[one.place for one in of_name[name]]], cue)[0] if name in of_name else None
            spans = [span for span in (cue, place and (place.start, place.end)) if span] or [(0, len(text))]
            start, end = min(first for first, _ in spans), max(last for _, last in spans)
            sentence = text[_begin(text, start) : _evidence(text, start, end).end]
            said = kind_for_victims(kind, sentence)
            count, day = _count(told, found, name, said), found.day_of_event(name, number)
            if cue and place is not None and not _in_one(said_in, cue[0], place.start):
                # "… at Rupaidiha. Two agents were arrested": the words that say so, and not what stands before.
                start, end = cue
            evidence = _evidence(text, _with_persons(told, text, start, count), end)
            counted = told.counts[count - 2][2] if count > 1 else None
            event = EventRead(
                said,
                place,
                _people(told, count),
                None if day == 0 else told.days[day - 1][2],
                evidence,
                "hearsay" if found.happened_by_hearsay[name, number] > 0 else "stated",
                sure=_is_sure(told, odds) and not (kind == "arrest" and names_victims(sentence)),
                females=counted and counted.females,
                males=counted and counted.males,
                children=counted and counted.children,
            )
            made.append((cue[0] if cue else start, event))
    return list(_once(event for _, event in sorted(made, key=lambda one: one[0])))


def _count(told: Signals, found: Scores, name: int, kind: EventKind) -> int:
    """Which count an event has, as in `Scores.count_of_event`, of those that its kind may have."""
    return _with_its_sum(told, found.count_of_event(name, EVENTS.index(kind), _allowed(told, kind)))


def _with_its_sum(told: Signals, count: int) -> int:
    return count if count < 2 else 2 + whole(told.counts, count - 2)


def _allowed(told: Signals, kind: EventKind | None) -> NDArray[np.bool_]:
    return np.array([True, True, *(may_count(one, kind) for *_, one in told.counts)], dtype=np.bool_)


def _in_one(spans: Iterable[tuple[int, int]], one: int, other: int) -> bool:
    """Whether two code points stand in one sentence."""
    return any(start <= one < end and start <= other < end for start, end in spans)


def _once(events: Iterable[EventRead]) -> Iterable[EventRead]:
    """The events without a second of one kind and place that a guard has made."""
    seen: set[tuple[str, str | None]] = set()
    for event in events:
        key = (event.kind, event.place and event.place.name)
        if key not in seen:
            seen.add(key)
            yield event


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def _asides(text: str, told: Signals, found: Scores) -> Iterable[AsideRead]:
    for number, (kind, reason) in enumerate(ASIDES):
        if found.aside[number] > ASIDE_LEAST:
            start, end = _span_of_piece(told, int(found.where_aside[number])) or (0, len(text))
            yield AsideRead(kind, reason, _evidence(text, _begin(text, start), end))


def _people(told: Signals, count: int) -> int | None:
    return None if count == 0 else 1 if count == 1 else told.counts[count - 2][2].value


def _with_persons(told: Signals, text: str, start: int, count: int) -> int:
    """Where evidence begins that has those whom it counts in it, if its own sentence counts them before."""
    if count < 2:
        return start
    said = told.counts[count - 2][2].start
    return said if _begin(text, start) <= said < start else start


def _begin(text: str, at: int) -> int:
    """Where the sentence of a code point begins."""
    start = max((text.rfind(sign, 0, at) for sign in _ENDS), default=-1) + 1
    while start < at and text[start].isspace():
        start += 1
    return start


def _evidence(text: str, start: int, end: int) -> Evidence:
    """The words from `start` to the end of the sentence that `end` stands in; only to `end` where that is far."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while start < len(text) - 1 and text[start].isspace():
        start += 1
    stop = next((at for at in range(end, len(text)) if text[at] in _ENDS), len(text))
    if stop - start > _LONG:
        stop = next((at for at in range(end, len(text)) if text[at].isspace()), len(text))
    said = text[start:stop].rstrip()
    return Evidence(said, start, start + len(said))
