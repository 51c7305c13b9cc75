"""What a Hindi sentence tells, as the movements, events and set-aside readings of the whole text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import hindi_doubts as doubts
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.events import happenings
from samanvay_insight.extract.hindi.forms import in_form, words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.happening import Happening
from samanvay_insight.extract.hindi.headings import note_heading, note_post
from samanvay_insight.extract.hindi.movements import ways
from samanvay_insight.extract.hindi.parts import MOVING, part_of, works_in
from samanvay_insight.extract.hindi.scenes import Scene, entrusted, scene
from samanvay_insight.extract.legs import Way
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.reading import AsideRead, EventRead, Evidence, MovementRead, PlaceRead
from samanvay_insight.extract.scenes import evidence_span
from samanvay_insight.extract.tokens import Token


@dataclass(slots=True)
class RunReading:
    """What one run of Hindi tells."""

    scene: Scene
    places: list[PlaceRead] = field(default_factory=list)
    movements: list[MovementRead] = field(default_factory=list)
    events: list[EventRead] = field(default_factory=list)
    aside: list[AsideRead] = field(default_factory=list)


def read_run(
    text: str,
    tokens: Sequence[Token],
    paragraph: int,
    memory: Memory,
    index: int,
    near: str | None,
    written_on: date | None,
    earlier: list[MovementRead],
) -> RunReading:
    """Read one sentence, or the Hindi part of a mixed one, and leave in `memory` what the next may point back to."""
    now = scene(text, in_form(tokens), paragraph, near, written_on)
    told = RunReading(now, [place_read(text, m) for m in now.mentions])
    lines = [s for s in now.spots if s.role == "head"]
    if lines:
        memory.lined, memory.lined_in = lines[-1].heads[-1], paragraph
    moved = [w for w in ways(now, memory, index) if not (w.carried and _told_already(earlier, w))]
    happened = happenings(now, memory, index)
    if now.dates and not now.frames and not now.persons and len({d.value for d in now.dates}) == 1:
        memory.headed = now.dates[0].value
    displaced = _displacement(now)
    if displaced is not None:
        told.aside.append(displaced)
    else:
        _tell_movements(told, moved, happened, memory, index, earlier)
    _tell_events(told, happened, memory)
    if displaced is None:
        _tell_asides(told, moved, happened, memory_moved=memory.fresh(index, paragraph))
    _remember(now, moved, happened, memory, index, counted=bool(told.movements or told.events))
    if not now.frames:
        note_heading(memory, tokens, now.mentions)
    note_post(memory, [h for s in now.spots if s.role in ("agency", "local") for h in s.heads])
    return told


def _tell_movements(
    told: RunReading,
    moved: list[Way],
    happened: list[Happening],
    memory: Memory,
    index: int,
    earlier: list[MovementRead],
) -> None:
    now = told.scene
    done = any(h.kind != "missing" and now.counts(h.frame) is None for h in happened)
    for way in moved:
        frames = [f for f in now.frames if f.kind in MOVING and f.start < way.end and f.end > way.start - 1]
        evidence = _evidence(now, *_span(now, way, frames))
        if way.carried and memory.origin_start < evidence.start:
            evidence = Evidence(now.text[memory.origin_start : evidence.end], memory.origin_start, evidence.end)
        reason = next((r for f in reversed(frames) if (r := now.counts(f)) is not None), None)
        if not frames and now.false:
            reason = "denied"
        on = _day_of(now, way, moved, frames, memory, index)
        if reason is None and now.is_habit(frames) and not (way.people and on):
            reason = "general"
        if reason is not None:
            told.aside.append(AsideRead("movement", reason, evidence))
            continue
        if way.carried and end_added(now.text, evidence.end, earlier, way):
            continue
        ends: list[Mention | None] = [*way.goal] or [None]
        pairs = [(o, g) for o in way.origin for g in ends]
        for source, goal in pairs:
            told.movements.append(
                MovementRead(
                    place_read(now.text, source),
                    tuple(place_read(now.text, m) for m in way.via),
                    None if goal is None else place_read(now.text, goal),
                    way.people if len(pairs) == 1 else None,
                    on,
                    evidence,
                    now.certainty(happened=done),
                )
            )


def _day_of(now: Scene, way: Way, moved: list[Way], frames: list[Frame], memory: Memory, index: int) -> str | None:
    """The day of a movement, said in its sentence or left by the one before."""
    on = now.date_at(frames[-1] if frames else None)
    if on is None and way.carried:
        on = memory.date if memory.event != "missing" else None
    elif (
        on is None
        and not now.dates
        and memory.fresh(index, now.paragraph)
        and memory.moved is not None
        and memory.moved in (way.people, sum(w.people or 0 for w in moved))
    ):
        on = memory.date
    return on or memory.headed


def _tell_events(told: RunReading, happened: list[Happening], memory: Memory) -> None:
    now = told.scene
    for event in happened:
        start = event.frame.start
        evidence = _evidence(now, start, event.frame.end)
        reason = now.counts(event.frame)
        if reason is not None:
            mine = AsideRead("event", reason, evidence)
            if (mine.kind, mine.reason) not in {(a.kind, a.reason) for a in told.aside}:
                told.aside.append(mine)
            continue
        place = None if event.place is None else place_read(now.text, event.place)
        told.events.append(
            EventRead(
                event.kind,  # type: ignore[arg-type]
                place,
                event.people,
                event.date or memory.headed,
                evidence,
                now.certainty(happened=True),
            )
        )


def end_added(text: str, last: int, movements: list[MovementRead], way: Way) -> bool:
    """Add "They were then sent to Pune" to the ways that the sentence before told without an end."""
    keys = {m.place.key for m in way.origin}
    added = False
    for index in range(max(0, len(movements) - 4), len(movements)):
        told = movements[index]
        if len(way.goal) != 1 or told.source is None or told.source.key not in keys or told.destination is not None:
            continue
        stops = tuple(place_read(text, m) for m in way.via if m.place.key not in {v.key for v in told.via})
        evidence = Evidence(text[told.evidence.start : last], told.evidence.start, last)
        end = place_read(text, way.goal[0])
        movements[index] = replace(told, via=(*told.via, *stops), destination=end, evidence=evidence)
        added = True
    return added


def _told_already(earlier: Sequence[MovementRead], way: Way) -> bool:
    """Whether the sentence before told the same way: one happening counts once."""
    ends = {m.place.key for m in (*way.goal, *way.via)}
    keys = {m.place.key for m in way.origin}
    return any(
        m.source is not None and m.source.key in keys and m.destination is not None and m.destination.key in ends
        for m in earlier[-4:]
    )


def _tell_asides(told: RunReading, moved: list[Way], happened: list[Happening], *, memory_moved: bool) -> None:
    """Readings that do not count and are no movement or event of their own."""
    now = told.scene
    if told.aside:
        return
    tokens = now.tokens
    busy = [h.frame for h in happened]
    for frame in now.frames:
        if frame in busy or frame.event or moved:
            continue
        who = [p for p in now.persons if p.who in ("victims", "persons")]
        parts = [part_of(now, s) for s in now.spots if now.frame_at(s.start) is frame]
        half = {p for p in parts if p in ("origin", "goal", "via")}
        looked = frame.kind in MOVING or frame.kind == "found"
        if looked and now.counts(frame) == "denied" and (who or memory_moved):
            kind = "movement" if half and frame.kind != "found" else "event"
            told.aside.append(AsideRead(kind, "denied", _evidence(now, frame.start, frame.end)))  # type: ignore[arg-type]
            return
        if (
            frame.kind in MOVING
            and not entrusted(now.tokens, frame)
            and who
            and half
            and not happened
            and not told.movements
        ):
            reason = now.counts(frame) or "general"
            told.aside.append(AsideRead("movement", reason, _evidence(now, frame.start, frame.end)))
            return
    if happened or moved:
        return
    if any(f.event and f.kind != "missing" and now.counts(f) == "denied" for f in now.frames):
        told.aside.append(AsideRead("event", "denied", _evidence(now, 0, len(tokens))))
        return
    words = {t.low for t in tokens}
    if words & doubts.NOT and words & (verbs.MATTERS | verbs.OPERATIONS):
        told.aside.append(AsideRead("event", "denied", _evidence(now, 0, len(tokens))))
    elif words & verbs.OPERATIONS and (
        doubts.PLANNED.all(tokens) or any(t.low.endswith(doubts.FUTURE_ENDS) and len(t.low) > 3 for t in tokens)
    ):
        told.aside.append(AsideRead("event", "planned", _evidence(now, 0, len(tokens))))
    elif _saying(now):
        told.aside.append(AsideRead("movement", "general", _evidence(now, 0, len(tokens))))


def _saying(now: Scene) -> bool:
    """ "Gorakhpur taskari ka gadh hai": a saying about a place."""
    if len(now.spots) != 1:
        return False
    hub = any(t.low in _HUBS for t in now.tokens) and not any(p.count for p in now.persons)
    return hub or now.spots[0].role in ("goal!", "via")


_HUBS = words("hub हब gadh garh adda transit ट्रांजिट")


def _displacement(now: Scene) -> AsideRead | None:
    tokens = now.tokens
    words = {t.low for t in tokens}
    if words & verbs.CRIME or not now.spots:
        return None
    fled = any(t.low in verbs.DISPLACED for t in tokens)
    disaster = bool(words & verbs.DISASTER)
    moved = any(f.kind in MOVING or f.kind == "halt" for f in now.frames)
    if (fled and not any(f.event for f in now.frames)) or (disaster and moved and not any(f.event for f in now.frames)):
        return AsideRead("movement", "displacement", _evidence(now, 0, len(tokens)))
    return None


def _span(now: Scene, way: Way, frames: list[Frame]) -> tuple[int, int]:
    start = min([way.start, *(f.start for f in frames if f.start <= way.start)], default=way.start)
    end = max([way.end, *(f.end for f in frames)], default=way.end)
    # The whole frame belongs to the reading; what an earlier event says does not.
    earlier = [f.end for f in now.frames if f.event and f.end <= way.start]
    return max(start, earlier[-1] if earlier and start < earlier[-1] else start), end


def _evidence(now: Scene, start: int, end: int) -> Evidence:
    first, last = evidence_span(now.tokens, start, max(end, start + 1))
    return Evidence(now.text[first:last], first, last)


def _remember(
    now: Scene, moved: list[Way], happened: list[Happening], memory: Memory, index: int, *, counted: bool
) -> None:
    fresh = memory.fresh(index, now.paragraph)
    parts = [(s, part_of(now, s)) for s in now.spots]
    origin = [s for s, part in parts if part in ("origin", "lost")]
    ended = [s for s, part in parts if part in ("goal", "weak")]
    before = memory.goal if fresh and not moved and not origin and not happened else []
    memory.goal = list(ended[-1].heads) if ended and not moved and not origin else list(before)
    if not moved and not origin and not memory.goal:
        # "Hapur: factory me km kr rhe 6 bche mukt" leaves where the next sentence's way ended.
        freed = [
            h
            for h in happened
            if h.kind == "rescue" and h.place is not None and any(works_in(now, f) for f in now.frames)
        ]
        memory.goal = [freed[0].place] if freed and freed[0].place is not None else []
    missing = [h for h in happened if h.kind == "missing" and h.place is not None]
    heads = origin[0].heads if origin else [missing[0].place] if missing and missing[0].place else []
    if memory.goal or heads:
        memory.origin_start = now.tokens[0].start
    if heads:
        memory.origin = list(heads)
    elif not fresh:
        memory.origin = []
    memory.stops = []
    counts = [w.people for w in moved if w.people is not None]
    counts += [h.people for h in happened if h.kind not in ("arrest", "sensitisation") and h.people is not None]
    counts += [p.count for p in now.persons if p.who == "victims" and p.count is not None]
    counts = counts or [p.count for p in now.persons if p.who == "persons" and not p.agent and p.count is not None]
    if counts:
        memory.moved = counts[0]
    elif not fresh:
        memory.moved = None
    said = [h for h in happened if h.place is not None or h.date is not None]
    if said and counted:
        memory.event, memory.place, memory.date = said[-1].kind, said[-1].place, said[-1].date
    elif happened or not fresh:
        memory.event = happened[-1].kind if happened else None
        memory.place, memory.date = None, now.date_at(None)
    seen = [s for s in now.spots if s.role == "at" and (s.work or s.lodging) and not s.is_stop]
    if not happened and not moved and seen and any(p.who == "victims" for p in now.persons) and not memory.goal:
        # "Varanasi ke ek hotel me ldki hai."
        memory.goal, memory.event, memory.place = list(seen[0].heads), "check", seen[0].heads[0]
    checked = [s for s in now.spots if s.role == "at" and s.heads[0].kind not in ("country", "state")]
    halted = any(f.kind in ("interception", "caught", "found") for f in now.frames)
    if (
        not happened
        and checked
        and (halted or any(t.low in verbs.OPERATIONS or t.low == "cheking" for t in now.tokens))
    ):
        memory.event, memory.place = "check", checked[0].heads[0]
    ends = [m for way in moved for m in way.goal] or [h.place for h in happened if h.place is not None]
    memory.there = ends[-1] if ends else None
    memory.index, memory.paragraph = index, now.paragraph


def place_read(text: str, mention: Mention) -> PlaceRead:
    """The mention as a reading shows it."""
    place = mention.place
    lgd = place.lgd if mention.kind in ("district", "state") else None
    first, last = mention.first, mention.last
    return PlaceRead(text[first:last], atlas.shown_name(place), mention.kind, lgd, first, last, place.key)
