"""A reading made of the scores: what the rules read and the encoder agrees with, and what the encoder alone reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from samanvay_insight.extract import atlas
from samanvay_insight.extract.learned.candidates import KINDS, Candidate
from samanvay_insight.extract.learned.nested import given_to_inner, outer_names
from samanvay_insight.extract.learned.roles import Scores
from samanvay_insight.extract.learned.signals import EVENTS, Signals
from samanvay_insight.extract.mentions import Mention, settle
from samanvay_insight.extract.reading import AsideRead, EventRead, Evidence, MovementRead, PlaceRead, Reading
from samanvay_insight.gazetteer import Place

_LIKELY = 0.5
# Log-odds above which a reading that the rules do not have is offered without doubt.
SURE = 4.0
# What the rules read stands unless the odds against it are better than these: they seldom err where they speak.
MOVED_STANDS, HAPPENED_STANDS, STOP_STANDS = 1.0, 1.0, 2.0
# A movement of the learned reader's own needs better than even odds; found on narratives held back for checking.
MOVED_LEAST = 0.6
_LONG = 240
_ENDS = ".।;!?\n"


@dataclass(frozen=True, slots=True)
class _Said:
    """An accepted mention: which candidate, and the place."""

    row: int
    place: PlaceRead


def decided(text: str, told: Signals, found: Scores, rules: Reading, near: str | None) -> Reading:
    """The reading of a text whose signals and scores are given; labels are the rules'."""
    said = _accepted(text, told, found, near)
    of_name: dict[int, list[_Said]] = {}
    for one in said:
        of_name.setdefault(int(told.name_of[one.row]), []).append(one)
    found = given_to_inner(found, outer_names(text, [(int(told.name_of[one.row]), one.place) for one in said]))
    movements = _movements(text, told, found, rules, of_name)
    events = _events(text, told, found, rules, of_name)
    movements = [replace(m, sure=m.sure and not _doubted(m, rules)) for m in movements]
    aside = tuple(a for a in rules.set_aside if not _counted(a, rules, movements if a.kind == "movement" else events))
    return Reading(
        places=tuple(one.place for one in said),
        movements=tuple(sorted(movements, key=lambda m: m.evidence.start)),
        events=tuple(sorted(events, key=lambda e: e.evidence.start)),
        forms=rules.forms,
        lures=rules.lures,
        disparities=rules.disparities,
        set_aside=aside,
    )


def _doubted(one: MovementRead, rules: Reading) -> bool:
    """Whether the rules set aside what the learned reader alone takes for a movement: planned, denied, a habit."""
    if any(m.source == one.source and m.destination == one.destination for m in rules.movements):
        return False
    start, end = one.evidence.start, one.evidence.end
    return any(a.kind == "movement" and a.evidence.start < end and start < a.evidence.end for a in rules.set_aside)


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
    wide = [place for _, place, _ in meant.values() if place.kind in atlas.WIDE]
    return [_Said(row, _read(text, told.found[row], *meant[row], wide, near)) for row in rows]


def _meant(one: Candidate, kind: str) -> tuple[str, Place, tuple[Place, ...]]:
    """The kind, the likeliest place of that kind and its rivals."""
    of_kind = tuple(p for p in one.places if atlas.read_kind(p) == kind)
    rivals = of_kind or one.places
    ruled = None if one.ruled is None or one.ruled.kind != kind else atlas.known(one.ruled.key)
    return kind if of_kind or kind == "station" else atlas.read_kind(rivals[0]), ruled or rivals[0], rivals


def _read(
    text: str,
    one: Candidate,
    kind: str,
    place: Place,
    rivals: tuple[Place, ...],
    wide: Sequence[Place],
    near: str | None,
) -> PlaceRead:
    if one.ruled is not None and one.ruled.kind == kind:
        return one.ruled
    mention = Mention(place, kind, 0, 0, one.start, one.end, rivals)
    place = settle(mention, [w for w in wide if w.key != place.key], near).place
    lgd = place.lgd if kind in ("district", "state") else None
    return PlaceRead(text[one.start : one.end], atlas.shown_name(place), kind, lgd, one.start, one.end, place.key)


def _movements(
    text: str, told: Signals, found: Scores, rules: Reading, of_name: dict[int, list[_Said]]
) -> list[MovementRead]:
    unsaid = len(told.names)
    ruled = told.ruled_pairs
    made = []
    for source in of_name:
        told_by_rules = any(
            ruled[source, goal, 0] and found.moved[source, goal] > -MOVED_STANDS for goal in range(unsaid + 1)
        )
        for goal in (*of_name, unsaid):
            odds = float(found.moved[source, goal])
            least = -MOVED_STANDS if ruled[source, goal, 0] else SURE if told_by_rules else MOVED_LEAST
            if source == goal or odds <= least:
                continue
            stops = [
                stop for stop in of_name if stop not in (source, goal) and _stopped(told, found, source, stop, goal)
            ]
            if goal == unsaid and not stops:
                continue
            stops.sort(key=lambda stop: of_name[stop][0].row)
            made.append(_movement(text, told, found, rules, of_name, source, stops, goal, odds))
    return made


def _stopped(told: Signals, found: Scores, source: int, stop: int, goal: int) -> bool:
    """Whether they stopped there on the way; what the rules say of this way weighs."""
    ruled = told.ruled_pairs
    weight = 0.0
    if ruled[source, goal, 0]:
        weight = STOP_STANDS if ruled[source, stop, 1] and ruled[stop, goal, 2] else -STOP_STANDS
    return bool(found.stop_after[source, stop] + found.stop_before[stop, goal] + weight > 0)


def _movement(
    text: str,
    told: Signals,
    found: Scores,
    rules: Reading,
    of_name: dict[int, list[_Said]],
    source: int,
    stops: list[int],
    goal: int,
    odds: float,
) -> MovementRead:
    ends = [of_name[name][0].place for name in (source, *stops, *([goal] if goal in of_name else []))]
    names = [place.name for place in ends]
    via = ends[1 : 1 + len(stops)]
    to = ends[-1] if goal in of_name else None
    for ruled in rules.movements:
        same = [p.name for p in (ruled.source, *ruled.via, ruled.destination) if p is not None] == names
        if same and (ruled.destination is None) == (to is None):
            return replace(ruled, sure=odds > 0)
    start, end = min(p.start for p in ends), max(p.end for p in ends)
    count, day = found.count_of_move(source, goal), found.day_of_move(source, goal)
    return MovementRead(
        ends[0],
        tuple(via),
        to,
        _people(told, count),
        None if day == 0 else told.days[day - 1][2],
        _evidence(text, start, end),
        "hearsay" if found.moved_by_hearsay[source, goal] > 0 else "stated",
        sure=odds > SURE,
    )


def _events(
    text: str, told: Signals, found: Scores, rules: Reading, of_name: dict[int, list[_Said]]
) -> list[EventRead]:
    unsaid = len(told.names)
    made: list[EventRead] = []
    for name in (*of_name, unsaid):
        place = of_name[name][0].place if name in of_name else None
        for number, kind in enumerate(EVENTS):
            odds = float(found.happened[name, number])
            at = place and place.name
            same = [e for e in rules.events if e.kind == kind and (e.place.name if e.place else None) == at]
            if odds <= (-HAPPENED_STANDS if same else 0.0):
                continue
            if same:
                made += [replace(event, sure=odds > 0) for event in same]
                continue
            piece = int(found.where_said[name, number])
            start, end = (0, len(text)) if place is None else (place.start, place.end)
            if 0 <= piece < len(told.pieces):
                cue = told.pieces[piece]
                start, end = (cue.start, cue.end) if place is None else (min(start, cue.start), max(end, cue.end))
            count, day = found.count_of_event(name, number), found.day_of_event(name, number)
            made.append(
                EventRead(
                    kind,  # type: ignore[arg-type]
                    place,
                    _people(told, count),
                    None if day == 0 else told.days[day - 1][2],
                    _evidence(text, start, end),
                    "hearsay" if found.happened_by_hearsay[name, number] > 0 else "stated",
                    sure=odds > SURE,
                )
            )
    return made


def _people(told: Signals, count: int) -> int | None:
    return None if count == 0 else 1 if count == 1 else told.counts[count - 2][2]


def _evidence(text: str, start: int, end: int) -> Evidence:
    """The words from `start` to the end of the sentence that `end` stands in; only to `end` where that is far."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    stop = next((at for at in range(end, len(text)) if text[at] in _ENDS), len(text))
    if stop - start > _LONG:
        stop = next((at for at in range(end, len(text)) if text[at].isspace()), len(text))
    said = text[start:stop].rstrip()
    return Evidence(said, start, start + len(said))


def _counted(aside: AsideRead, rules: Reading, counted: Iterable[MovementRead | EventRead]) -> bool:
    """Whether what the rules set aside counts now."""
    known = [row.evidence for row in rules.movements] + [row.evidence for row in rules.events]
    ruled = {(words.start, words.end) for words in known}
    added = [row.evidence for row in counted if (row.evidence.start, row.evidence.end) not in ruled]
    return any(words.start < aside.evidence.end and aside.evidence.start < words.end for words in added)
