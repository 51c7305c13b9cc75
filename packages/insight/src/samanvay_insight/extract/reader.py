"""The rules' reading of a whole text, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from samanvay_insight.columns import check_type
from samanvay_insight.extract import asides
from samanvay_insight.extract.atlas import check_near
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_doubts as doubts
from samanvay_insight.extract.cues import english_labels
from samanvay_insight.extract.dates import dates
from samanvay_insight.extract.ends import looked_into, raided
from samanvay_insight.extract.events import happenings
from samanvay_insight.extract.happening import Happening
from samanvay_insight.extract.hindi.headings import note_heading
from samanvay_insight.extract.hindi.language import opens_in_hindi, runs
from samanvay_insight.extract.hindi.reader import end_added, place_read, read_run
from samanvay_insight.extract.labels import Labels
from samanvay_insight.extract.legs import Way, date_of_leg, dated_by_event
from samanvay_insight.extract.lists import joined_lists
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention, mentions
from samanvay_insight.extract.movements import ways
from samanvay_insight.extract.parts import part_of
from samanvay_insight.extract.reading import AsideRead, EventRead, Evidence, LabelRead, MovementRead, PlaceRead, Reading
from samanvay_insight.extract.scenes import Scene, evidence_span, scene
from samanvay_insight.extract.tables import Table, tables
from samanvay_insight.extract.tokens import Sentence, Token, sentences


def read_by_rules(text: str, *, near: str | None = None, written_on: date | None = None) -> Reading:
    """What the written rules alone read in a report; the parameters are those of `read`."""
    check_type("text", text, str, "the words of a report")
    check_near(near)
    memory = Memory()
    gathered = _Gathered()
    index = 0
    laid_out = tables(text)
    for table in laid_out:
        gathered.figures(text, table)
    said = [s for s in sentences(text) if not any(t.start <= s.start < t.end for t in laid_out)]
    hindi = opens_in_hindi(said)
    for sentence in joined_lists(said):
        for is_hindi, tokens in runs(sentence, hindi_before=hindi):
            hindi = is_hindi
            if is_hindi:
                _read_hindi(gathered, text, tokens, sentence.paragraph, memory, index, near, written_on)
            else:
                part = Sentence(tokens, sentence.paragraph)
                now = scene(text, part, mentions(tokens, near=near), written_on)
                now.at_work = looked_into(now) or (memory.at_work and memory.fresh(index, part.paragraph))
                _read_english(gathered, now, memory, index)
                note_heading(memory, now.tokens, now.mentions)
            index += 1
    headed = _dated_heading(text, written_on)
    events = [replace(e, date=headed) if headed and e.date is None else e for e in gathered.events]
    return Reading(
        places=tuple(gathered.places),
        movements=tuple(gathered.movements),
        events=tuple(events),
        forms=tuple(gathered.forms.values()),
        lures=tuple(gathered.lures.values()),
        disparities=tuple(gathered.disparities.values()),
        set_aside=tuple(gathered.aside),
    )


def _dated_heading(text: str, written_on: date | None) -> str | None:
    """The month of "Item wise progress, Aug 2026", which holds for the events below that say none."""
    end = min(i for i in (text.find("\n"), text.find(":"), len(text)) if i >= 0)
    words = text[:end].lower().split()
    if end == len(text) or len(words) > 9 or not any(w.strip(".,-:") in english_labels.TITLES for w in words):
        return None
    said = dates(text, 0, end, written_on=written_on)
    return said[0].value if len(said) == 1 and len(said[0].value) == 7 else None


@dataclass(slots=True)
class _Gathered:
    """What has been read so far; a form or lure counts once, with the first words that say it."""

    places: list[PlaceRead] = field(default_factory=list)
    movements: list[MovementRead] = field(default_factory=list)
    events: list[EventRead] = field(default_factory=list)
    aside: list[AsideRead] = field(default_factory=list)
    forms: dict[str, LabelRead] = field(default_factory=dict)
    lures: dict[str, LabelRead] = field(default_factory=dict)
    disparities: dict[str, LabelRead] = field(default_factory=dict)

    def figures(self, text: str, table: Table) -> None:
        """Take up a table typed as text."""
        self.places += [place_read(text, mention) for mention in table.places]
        for figure in table.figures:
            evidence = Evidence(text[figure.start : figure.end], figure.start, figure.end)
            place = place_read(text, figure.mention)
            self.events.append(EventRead(figure.kind, place, figure.people, None, evidence, "stated"))  # type: ignore[arg-type]

    def label(self, text: str, tokens: Sequence[Token], *, is_hindi: bool) -> None:
        """Take up the labels of a run."""
        told = Labels()
        told.take(text, tokens, is_hindi=is_hindi)
        for kept, found in ((self.forms, told.forms), (self.lures, told.lures), (self.disparities, told.disparities)):
            for label in found:
                kept.setdefault(label.code, label)


def _read_english(gathered: _Gathered, now: Scene, memory: Memory, index: int) -> None:
    told = ways(now, memory, index)
    happened = happenings(now, memory, index)
    moved = _movements(now, told, happened, memory, index, gathered.movements, gathered.aside)
    done = _events(now, happened, gathered.events, gathered.aside)
    _other_asides(now, told, happened, gathered.aside)
    used = {id(m) for way in told for m in (*way.origin, *way.via, *way.goal)}
    if not told and not happened and not now.mentions and any(t.low in doubts.TO_BE_PROVED for t in now.tokens):
        _doubt_what_was_told(gathered, memory, index, now.sentence.paragraph)
    memory.rows = (len(gathered.movements) - moved, len(gathered.events) - done, index)
    _remember(now, told, happened, memory, index, counted=bool(moved or done))
    gathered.places += [place_read(now.text, m) for m in now.mentions if not m.demonym or id(m) in used]
    gathered.label(now.text, now.tokens, is_hindi=False)


def _doubt_what_was_told(gathered: _Gathered, memory: Memory, index: int, paragraph: int) -> None:
    """Make hearsay of the sentence before, of which "This is being verified" is said."""
    movements, events, last = memory.rows
    if not memory.fresh(index, paragraph) or last != memory.index:
        return
    gathered.movements[movements:] = [replace(m, certainty="hearsay") for m in gathered.movements[movements:]]
    gathered.events[events:] = [replace(e, certainty="hearsay") for e in gathered.events[events:]]


def _read_hindi(
    gathered: _Gathered,
    text: str,
    tokens: Sequence[Token],
    paragraph: int,
    memory: Memory,
    index: int,
    near: str | None,
    written_on: date | None,
) -> None:
    told = read_run(text, tokens, paragraph, memory, index, near, written_on, gathered.movements)
    gathered.places += told.places
    gathered.movements += told.movements
    gathered.events += told.events
    gathered.aside += told.aside
    gathered.label(text, tokens, is_hindi=True)


def _movements(
    now: Scene,
    told: list[Way],
    happened: list[Happening],
    memory: Memory,
    index: int,
    movements: list[MovementRead],
    aside: list[AsideRead],
) -> int:
    displaced = asides.displacement(now) if told else None
    if displaced is not None:
        aside.append(displaced)
        return 0
    counted = 0
    done = any(h.kind != "missing" and now.counts(h.cue.start, event=True) is None for h in happened)
    for position, way in enumerate(told):
        start, end = _way_span(now, way)
        reason = now.counts(_verb_of(now, way), event=False)
        first, last = evidence_span(now.tokens, start, end)
        if way.carried:
            first = min(first, memory.origin_start)
        evidence = Evidence(now.text[first:last], first, last)
        on = _day_of(now, told, position, memory, index)
        if reason is None and now.is_habit(_verb_of(now, way)) and not (way.people and on):
            reason = "general"
        if reason is not None:
            aside.append(AsideRead("movement", reason, evidence))
            continue
        ends: list[Mention | None] = [*way.goal] or [None]
        pairs = [(o, g) for o in way.origin for g in ends]
        if way.carried:
            _drop_halves(aside, memory.origin_start, now.sentence.start)
        if way.carried and _told_already(movements, way):
            _stop_added(now, movements, way)
            continue
        if way.carried and (
            end_added(now.text, now.tokens[way.end - 1].end, movements, way)
            or (not way.goal and _stop_added(now, movements, way))
        ):
            counted += 1
            continue
        for source, goal in pairs:
            movements.append(
                MovementRead(
                    place_read(now.text, source),
                    tuple(place_read(now.text, m) for m in way.via),
                    None if goal is None else place_read(now.text, goal),
                    way.people if len(pairs) == 1 else None,
                    on,
                    evidence,
                    now.certainty(happened=done, at=_verb_of(now, way)),
                )
            )
        counted += 1
    return counted


def _day_of(now: Scene, told: list[Way], position: int, memory: Memory, index: int) -> str | None:
    """The day of a movement, said in its sentence or left by the one before."""
    way = told[position]
    on = now.date_at(*now.clause_of(way.start)) if not dated_by_event(now, way, _verb_of(now, way)) else None
    on = date_of_leg(now, told, position) or on
    if on is None and not now.dates and (way.carried or memory.fresh(index, now.sentence.paragraph)):
        moved = way.carried or way.people == memory.moved is not None
        on = memory.date if moved and memory.event != "missing" else None
    return on


def _drop_halves(aside: list[AsideRead], first: int, last: int) -> None:
    """Take back the half of a way that the sentence before told, now that it has its other end."""
    aside[:] = [
        a for a in aside if not (a.kind == "movement" and a.reason == "general" and first <= a.evidence.start < last)
    ]


def _stop_added(now: Scene, movements: list[MovementRead], way: Way) -> bool:
    """Add "They halted at Jhansi" to the ways that the sentence before told."""
    keys = {m.place.key for m in way.origin}
    added = False
    for index in range(max(0, len(movements) - 4), len(movements)):
        told = movements[index]
        if told.source is None or told.source.key not in keys or told.destination is None:
            continue
        last = now.tokens[way.end - 1].end
        stops = tuple(place_read(now.text, m) for m in way.via if m.place.key not in {v.key for v in told.via})
        evidence = Evidence(now.text[told.evidence.start : last], told.evidence.start, last)
        movements[index] = replace(told, via=(*told.via, *stops), evidence=evidence)
        added = True
    return added


def _told_already(movements: list[MovementRead], way: Way) -> bool:
    """Whether the sentence before told the same way: one happening counts once."""
    ends = {m.place.key for m in way.goal}
    keys = {m.place.key for m in way.origin}
    return any(
        m.source is not None and m.source.key in keys and m.destination is not None and m.destination.key in ends
        for m in movements[-4:]
    )


def _events(now: Scene, happened: list[Happening], events: list[EventRead], aside: list[AsideRead]) -> int:
    counted = 0
    for event in happened:
        first, last = evidence_span(now.tokens, event.start, event.end)
        evidence = Evidence(now.text[first:last], first, last)
        reason = now.counts(event.cue.start, event=True)
        if reason is None and _is_purpose(now, event):
            continue
        if reason is not None:
            mine = AsideRead("event", reason, evidence)
            if mine not in aside:
                aside.append(mine)
            continue
        place = None if event.place is None else place_read(now.text, event.place)
        events.append(
            EventRead(
                event.kind,  # type: ignore[arg-type]
                place,
                event.people,
                event.date,
                evidence,
                now.certainty(happened=True, at=event.cue.start, event=True),
            )
        )
        counted += 1
    return counted


def _is_purpose(now: Scene, event: Happening) -> bool:
    """Whether the event was only aimed at: "a team left to rescue the girls"."""
    start = event.cue.start
    if start == 0 or event.kind == "missing":
        return False
    before = now.tokens[start - 1].low
    if event.kind == "sensitisation" and any(t.low in cues.HELD for t in now.tokens[:start]):
        return False
    if before == "to" or (before in ("for", "of") and event.cue.kind != "sensitisation"):
        return not any(t.low in cues.ACHIEVED for t in now.tokens[max(0, start - 3) : start])
    return False


def _other_asides(now: Scene, moved: list[Way], happened: list[Happening], aside: list[AsideRead]) -> None:
    displaced = None if moved else asides.displacement(now)
    if displaced is not None:
        aside.append(displaced)
        return
    told = [_verb_of(now, way) for way in moved] + [h.cue.start for h in happened]
    plain = asides.plain_plans_and_denials(now, told)
    if plain is not None:
        aside.append(plain)
        return
    if moved:
        return
    saying = asides.saying(now)
    if saying is not None:
        aside.append(saying)
    elif not happened:
        aside.extend(asides.half_movements(now))


def _verb_of(now: Scene, way: Way) -> int:
    start, end = now.clause_of(way.start)
    inside = [m.start for m in now.moves if start <= m.start < max(end, way.end)]
    near = [i for i in inside if i <= way.end]
    return near[-1] if near else way.start


def _way_span(now: Scene, way: Way) -> tuple[int, int]:
    start, end = way.start, way.end
    clause_start, _ = now.clause_of(start)
    before = [p.start for p in now.persons if clause_start <= p.start < start]
    verbs = [m.start for m in now.moves if clause_start <= m.start < start]
    start = min([start, *before[-1:], *verbs[-1:]])
    for group in now.groups:
        if group.start <= way.start < group.end or (group.start >= way.start and group.end <= way.end):
            start = min(start, group.start)
    if start and now.tokens[start - 1].low == "the":
        start -= 1
    while end < len(now.tokens) and now.tokens[end].low in ("district", "districts", "region", "state", ")"):
        end += 1
    return start, end


_COUNTRY = frozenset({"country", "state"})


def _remember(
    now: Scene, told: list[Way], happened: list[Happening], memory: Memory, index: int, *, counted: bool
) -> None:
    origin = [g for g in now.groups if part_of(now, g)[0] == "origin"]
    ended = [g for g in now.groups if part_of(now, g)[0] in ("goal", "weak")]
    if not ended and not told and not happened and any(t.low == "found" for t in now.tokens):
        # "Our team found a girl in a flat in Gurugram."
        ended = [g for g in now.groups if g.role == "at" and g.work and not g.is_stop]
    memory.goal = list(ended[-1].heads) if ended and not told and not origin and not now.question else []
    missing = [h for h in happened if h.kind == "missing" and h.place is not None]
    fresh = memory.fresh(index, now.sentence.paragraph)
    if memory.goal:
        memory.origin_start = now.sentence.start
    heads = origin[0].heads if origin else [missing[0].place] if missing and missing[0].place else []
    if heads:
        memory.origin = list(heads)
        memory.origin_start = now.sentence.start
    elif not fresh:
        memory.origin = []
    stops = [m for g in now.groups if part_of(now, g)[0] == "via" for m in g.heads]
    memory.stops = stops if not told and not heads and not memory.origin else []
    victims = [p for p in now.persons if p.who in ("victims", "persons") and not p.agent and p.count is not None]
    moved = [h.people for h in happened if h.kind != "arrest" and h.people is not None]
    counts = [w.people for w in told if w.people is not None]
    named = [p.count for p in victims if p.who == "victims"] or [p.count for p in victims]
    if counts or moved or named:
        memory.moved = (counts or moved or named)[0]
    elif not fresh:
        memory.moved = None
    said = [h for h in happened if h.place is not None or h.date is not None]
    if said and counted:
        memory.event, memory.place, memory.date = said[-1].kind, said[-1].place, said[-1].date
    elif happened or not fresh:
        memory.event = happened[-1].kind if happened else None
        memory.place = None
        memory.date = now.date_at(0, len(now.tokens))
    checked = [g for g in now.groups if g.role == "at" and g.heads[0].kind not in ("country", "state")]
    if not happened and checked and any(t.low in doubts.CHECKS for t in now.tokens):
        memory.event, memory.place = "check", checked[0].heads[0]
    if not happened and not told and not now.moves:
        posts = [g.heads[0] for g in now.groups if g.role == "local" or (g.role == "at" and g.start < 3)]
        memory.post = posts[0] if posts else memory.post
    if checked and not told and raided(now, checked[0]):
        memory.site, memory.site_index = checked[0].heads[0], index
    elif memory.paragraph != now.sentence.paragraph or told or any(h.place is not memory.site for h in happened):
        memory.site = None
    memory.at_work = looked_into(now)
    ends = [m for way in told for m in way.goal] or [h.place for h in happened if h.place is not None]
    seen = [g for g in now.groups if g.role == "at" and not g.care and not g.is_stop and g.heads[0].kind != "country"]
    seen = seen or [g for g in now.groups if g.role in ("via", "goal", "at") and g.heads[0].kind not in _COUNTRY]
    memory.there = ends[-1] if ends else seen[-1].heads[0] if seen else None
    memory.index = index
    memory.paragraph = now.sentence.paragraph
