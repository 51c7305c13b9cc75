"""Movements of a sentence: sources, stop-overs and destinations put together in their order."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.ends import raided_before, taken_where_rescued
from samanvay_insight.extract.groups import Group
from samanvay_insight.extract.legs import (
    Way,
    boarded,
    ends_shared,
    found_at_the_end,
    merged,
    own_leg,
    same_places,
    stops_added,
)
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.parts import part_of, sent_home
from samanvay_insight.extract.people import Persons, number_at
from samanvay_insight.extract.scenes import Scene

__all__ = ["Way", "half_told", "ways"]

_ENDED = Words.of("ended ends ending finally terminated")
# "Her parents are labourers in Sonitpur": who they are is not who was moved.
_KIN = Words.of("parents father mother")
_OTHERS = Words.of("purchased bought brought taken trafficked sold from of lured procured picked recruited aged")
_SHE_OR_HE = frozenset({"she", "he"})
# Without a word for persons these tell of anybody, a courier or an officer.
_OWN_MOTION = Words.of("went go goes going gone travelled travelling travel came come reached arrived")


def ways(scene: Scene, memory: Memory, index: int) -> list[Way]:
    """The complete ways that the sentence tells, whether or not they count."""
    made = found_at_the_end(scene, stops_added(_slots(scene)))
    for way in made:
        if not way.origin and (way.goal or way.via):
            _complete_from_before(scene, way, made, memory, index)
        elif way.origin and not way.goal and not way.via and _ended_before(scene, way, memory, index):
            way.goal, way.carried = list(memory.goal), True
        elif way.origin and not way.goal and not way.via:
            site = raided_before(scene, memory, index)
            way.goal = [site] if site is not None else taken_where_rescued(scene, memory, index)
    for way in made:
        if not way.origin and way.goal and way.via and boarded(scene, way):
            # "She boarded a train at Siwan for Delhi"
            way.origin, way.via = way.via[:1], way.via[1:]
    if memory.stops and memory.fresh(index, scene.sentence.paragraph):
        # "They were kept in Raxaul. They had come from Birgunj and were on their way to Patna."
        for way in made[:1]:
            if way.origin and _points_back(scene, way.start):
                way.via = [*memory.stops, *way.via]
    made = merged(scene, made)
    told = [w for w in made if w.complete and not _official(scene, w) and _of_persons(scene, w)]
    for position, way in enumerate(told):
        _drop_echoes(way)
        way.people = _people(scene, way, told[position - 1].end if position else 0, memory, index)
    return [w for w in told if w.complete]


def _alighted(scene: Scene, group: Group) -> str:
    """The part of "the boys got down at Orai": a stop where they went on, no end where they were helped."""
    others = [g for g in scene.groups if g is not group and part_of(scene, g)[0] == "goal"]
    if others:
        return "via"
    return "none" if scene.events else "goal"


_ALIGHTED = Words.of("got alighted")


def half_told(scene: Scene) -> list[tuple[int, int]]:
    """Statements of moving that name only one end, as token spans: "From Nepal people come"."""
    found = []
    for way in _slots(scene):
        if bool(way.origin) == bool(way.goal or way.via) or way.weak:
            continue
        start, end = scene.clause_of(way.start)
        moved = any(start <= m.start < end for m in scene.moves)
        if any(sent_home(scene, g) for g in scene.groups if start <= g.start < end):
            continue
        who = any(start <= p.start < end and p.who in ("victims", "persons") for p in scene.persons)
        if moved and who and not any(start <= e.start < end for e in scene.events) and not _official(scene, way):
            found.append((start, end))
    return found


def _slots(scene: Scene) -> list[Way]:
    made: list[Way] = []
    now = Way()
    last: Group | None = None
    onward = False
    for group in scene.groups:
        part, _ = part_of(scene, group)
        if part == "goal" and scene.tokens[group.cue].low in _ALIGHTED:
            part = _alighted(scene, group)
        if part == "none":
            continue
        gap = range(last.end, group.cue) if last is not None else range(0)
        chain = range(last.end, group.start) if last is not None else range(0)
        joined = last is not None and len(gap) <= 2 and all(scene.tokens[i].low in (",", "and", "&") for i in gap)
        joined = joined and not _chained(scene, chain) and scene.tokens[group.cue].low not in _ENDED
        # "brought to Benares and sold in Calcutta": one way that went on.
        joined = joined and (group.heads[0].start == group.cue or not _sold_on(scene, last, group))
        form = scene.tokens[group.cue].low in cues.HEADINGS
        broken = any(scene.tokens[i].text == ";" for i in gap) and not form
        if broken and now.complete:
            made.append(now)
            now = Way()
        again = part == "origin" and bool(now.goal) and same_places(group.heads, now.goal)
        if again and not own_leg(scene, last.end if last else 0, group.cue):
            # "to Rourkela, from Rourkela to Delhi"
            onward = True
            now.covers(group.cue, group.end)
            last = group
            continue
        if part == "origin":
            if now.origin and (now.goal or now.via):
                made.append(now)
                now = Way()
            elif now.origin and not joined:
                if group.role not in ("origin", "goal") and not number_at(scene.tokens, group.cue - 1):
                    continue
                made.append(now)
                now = Way()
            now.origin.extend(group.heads)
        elif part == "via" and now.origin and now.goal and _kept_at_last(scene, last, group):
            now.via = _in_order(scene, now)
            now.goal = list(group.heads)
        elif part == "via":
            now.via.extend(group.heads)
        elif part == "weak" and now.goal and not _chained(scene, chain):
            if now.weak and joined:
                now.goal.extend(group.heads)
            continue
        elif now.goal and joined and not onward:
            now.goal.extend(group.heads)
        elif now.goal and (
            onward
            or _chained(scene, chain)
            or scene.tokens[group.cue].low in _ENDED
            or _went_on(scene, chain)
            or (now.weak and part == "goal")
        ):
            if not now.weak:
                now.via = _in_order(scene, now)
            now.goal = list(group.heads)
            now.weak = part == "weak"
        elif now.goal and _same_travellers(scene, last, group):
            now.via = _in_order(scene, now)
            now.goal = list(group.heads)
        elif now.goal:
            made.append(now)
            now = Way(inherited=True)
            now.goal = list(group.heads)
        else:
            now.goal = list(group.heads)
            now.weak = part == "weak"
        onward = False
        now.covers(group.cue, group.end)
        last = group
    made.append(now)
    return ends_shared(scene, made)


def _in_order(scene: Scene, way: Way) -> list[Mention]:
    """The stops of a way whose end was one more: "brought to Bahraich via Rupaidiha, from where ..."."""
    last = way.goal[-1].end
    later = [m for m in way.via if m.start > last and not _chained(scene, range(last, m.start))]
    through = [m for m in later if m.start <= last + 3 and scene.tokens[m.start - 1].low in ("via", "through")]
    rest = [m for m in way.via if m not in through]
    return [*through, *way.goal] if not rest else sorted([*rest, *through, *way.goal], key=lambda m: m.start)


def _kept_at_last(scene: Scene, last: Group | None, group: Group) -> bool:
    """ "Taken to Patna and kept in Kolkata for three months": no halt, but where the way ended."""
    if last is None or scene.tokens[group.cue].low not in ("kept", "held", "confined", "housed"):
        return False
    tokens = scene.tokens
    near = {t.low for t in tokens[group.cue : min(group.end + 5, len(tokens))]}
    onward = any(part_of(scene, g)[0] in ("goal", "weak") for g in scene.groups if g.start > group.end)
    led = {t.low for t in tokens[last.end : group.cue]}
    return bool(near & _LONG) and not onward and bool(led & {"and", "then"})


_LONG = Words.of("month months year years weeks captive bondage brothel")


def _same_travellers(scene: Scene, last: Group | None, group: Group) -> bool:
    """Whether no other persons or numbers part two ends: "took a bus to Patna and were on the Mail to Delhi"."""
    if last is None:
        return False
    gap = range(last.end, group.cue)
    if any(p.start in gap for p in scene.persons) or any(scene.tokens[i].low in _PARTED | _ANOTHER for i in gap):
        return False
    return any(scene.tokens[i].low in _AND_THEN for i in gap) and len(gap) > 1


_PARTED = Words.of("; or other some one but while whereas who which that to for from")
_ANOTHER = Words.of("second third fourth fifth another remaining rest others")
_AND_THEN = Words.of("and , where")


def _sold_on(scene: Scene, last: Group | None, group: Group) -> bool:
    sale = scene.tokens[group.cue].low in cues.SALE
    return sale and last is not None and scene.tokens[last.cue].low not in cues.SALE


def _went_on(scene: Scene, gap: range) -> bool:
    """Whether the same persons were moved again: "taken to Delhi and sold in Agra"."""
    if any(scene.tokens[i].low in _ANOTHER for i in gap):
        # "were taken to Mumbai, and a third was sent to Pune"
        return False
    moved = [
        m for m in scene.moves if m.start in gap or (m.start - 1 in gap and scene.tokens[m.start].low in cues.SALE)
    ]
    return bool(moved) and not any(p.start in gap and p.who in ("victims", "persons") for p in scene.persons)


def _chained(scene: Scene, gap: Sequence[int]) -> bool:
    """Whether "then", "from there" or the like stands between two destinations."""
    if not gap:
        return False
    tokens = scene.tokens[: gap[-1] + 1]
    return any(s >= gap[0] for _, s, _ in cues.CHAIN.all(tokens))


def _complete_from_before(scene: Scene, way: Way, made: list[Way], memory: Memory, index: int) -> None:
    earlier = [w for w in made if w is not way and w.origin and w.start <= way.start]
    if way.inherited and earlier:
        way.origin = list(earlier[-1].origin)
        way.covers(earlier[-1].start, way.end)
        return
    if memory.origin and memory.fresh(index, scene.sentence.paragraph, 2) and _points_back(scene, way.start or way.end):
        way.origin = list(memory.origin)
        way.carried = True
        start, end = scene.clause_of(way.start)
        if not way.goal and memory.there is not None and any(t.low == "there" for t in scene.tokens[start:end]):
            # "They had been sold there via Delhi"
            way.goal = [memory.there]


def _ended_before(scene: Scene, way: Way, memory: Memory, index: int) -> bool:
    """ "Six boys were found in a factory at Hapur. They had come from Madhepura." """
    fresh = memory.fresh(index, scene.sentence.paragraph)
    return bool(memory.goal) and fresh and _points_back(scene, way.start)


def _points_back(scene: Scene, at: int) -> bool:
    words = scene.tokens[:at]
    if any(cue.start == 0 for cue in (*scene.moves, *scene.events)):
        # "Taken to Delhi in 2023": of whom the sentence before spoke.
        return True
    if any(t.low in cues.ONE | cues.THEY or t.low in ("me", "us") for t in words):
        return True
    return any(
        p.definite
        or (p.count == 1 and scene.tokens[p.start - 1 if p.start else 0].low in ("the", "victim"))
        or (p.start == 0 and p.who == "victims" and p.count in (None, 1))
        for p in scene.persons
        if p.start < at and p.who in ("victims", "persons")
    )


def _official(scene: Scene, way: Way) -> bool:
    """Whether the sentence tells of officers on duty or of rescued persons taken home."""
    start, end = scene.clause_of(way.start)
    # "The SP informed that girls were taken ..." tells of others.
    hits = [
        s for _, s, e in cues.ENTRUSTED.all(scene.tokens) if scene.tokens[min(e, len(scene.tokens) - 1)].low != "that"
    ]
    if any(start <= s < end and s < way.start for s in hits):
        return not any(t.low in cues.SUSPECTS for t in scene.tokens[way.start : way.end])
    subject = [p for p in scene.persons if start <= p.start < way.start]
    verbs = [m for m in scene.moves if start <= m.start < way.end]
    if not subject or not verbs:
        return False
    said = {t.low for t in scene.tokens[subject[-1].end : way.start]}
    if said & cues.THEY and said & {"said", "told", "stated", "were", "disclosed"}:
        # "RPF counselled them and they said they were from Jaunpur"
        return False
    doers = [p for p in subject if p.end <= verbs[0].start and not p.agent]
    others = [p for p in scene.persons if p.who != "officers" and start <= p.start < end]
    return bool(doers) and all(p.who == "officers" for p in doers) and not others


def _of_persons(scene: Scene, way: Way) -> bool:
    if any(p.who in ("victims", "persons", "suspects") for p in scene.persons) or way.carried:
        return True
    if any(g.route for g in scene.groups) or all(
        scene.tokens[m.start - 1].text == ":" for m in (*way.origin, *way.goal) if 0 < m.start <= len(scene.tokens)
    ):
        return True
    words = {t.low for t in scene.tokens}
    return bool(words & (cues.ONE | cues.THEY)) or any(
        scene.tokens[m.start].low not in _OWN_MOTION for m in scene.moves
    )


def _drop_echoes(way: Way) -> None:
    """Leave out a place that is both a stop-over and an end."""
    ends = {m.place.key for m in way.goal} | {m.place.key for m in way.origin}
    way.goal = [m for m in way.goal if m.place.key not in {o.place.key for o in way.origin}]
    seen: set[str] = set()
    kept = []
    for mention in way.via:
        if mention.place.key not in ends | seen:
            kept.append(mention)
            seen.add(mention.place.key)
    way.via = kept


def _people(scene: Scene, way: Way, after: int, memory: Memory, index: int) -> int | None:
    moved = [
        p for p in scene.persons if p.who in ("victims", "persons") and not p.agent and after <= p.start < way.end + 6
    ]
    behind = [p for p in scene.persons if p.start == way.end + 1 and p.who in ("victims", "persons") and p.count]
    if behind and _closes(scene, way, behind[0]):
        # "Gonda to Surat: 4 boys", "Sambalpur to Hamirpur, two women; ..."
        return behind[0].count
    moved = [p for p in moved if not any(t.low in _KIN for t in scene.tokens[max(0, p.start - 4) : p.start])]
    inner = [p for p in moved if p.inner and 0 <= way.start - p.end <= 1 and not _included(scene, p)]
    if inner:
        # "11 boys (8 from Sitamarhi, 3 from Sheohar)"
        return inner[-1].count
    led = next((g.cue for g in scene.groups if g.heads == way.origin), way.start)
    own = [p for p in moved if p.end - p.start == 1 and p.count and 0 <= led - p.end <= 1]
    origin = next((g for g in scene.groups if g.heads == way.origin), None)
    counted = origin is not None and origin.role == "origin" and origin.cue == origin.start and not origin.route
    if origin is not None and counted and origin.end < len(scene.tokens) and number_at(scene.tokens, origin.end):
        # "five minors (Rohtas 2, Kaimur 3)"
        return number_at(scene.tokens, origin.end)
    if way.inherited:
        # "seven were sent to Gurgaon, four to Noida and one to Faridabad"
        goal = next((g.cue for g in scene.groups if g.heads == way.goal), way.end)
        bare = [p for p in moved if p.end - p.start == 1 and p.count and 0 <= goal - p.end <= 1]
        if bare:
            return bare[-1].count
    if own:
        # "six hail from Sheohar and three from Gaya"
        return own[-1].count
    moved = [p for p in moved if not p.inner]
    before = [p for p in moved if p.start <= way.start] or moved
    victims = [p for p in before if p.who == "victims"] or before
    chosen = victims[-1] if victims else None
    fresh = memory.fresh(index, scene.sentence.paragraph, 2)
    if chosen is not None and chosen.count is None and chosen.definite:
        said = [p.count for p in scene.persons if p.who == "victims" and p.end <= chosen.start and p.count]
        if said:
            return said[-1]
    if chosen is None or (chosen.count is None and not chosen.vague and chosen.definite) or _bare_the(scene, chosen):
        words = {t.low for t in scene.tokens[: way.end]}
        if way.carried or fresh:
            if chosen is None and words & cues.ONE and not words & cues.THEY and memory.moved is None:
                return 1
            if fresh and (way.carried or words & cues.THEY or chosen is not None):
                return memory.moved if chosen is None or chosen.count is None else chosen.count
    if chosen is None:
        return 1 if {t.low for t in scene.tokens} & (_SHE_OR_HE | {"me"}) else None
    return chosen.count


def _included(scene: Scene, persons: Persons) -> bool:
    """ "40 workers, including 11 children, from Nuapada": the eleven are some of the forty."""
    return persons.start > 0 and scene.tokens[persons.start - 1].low == "including"


def _closes(scene: Scene, way: Way, persons: Persons) -> bool:
    if scene.tokens[way.end].text in (":", "("):
        return True
    ends = persons.end >= len(scene.tokens) or scene.tokens[persons.end].text in (";", ".", "\n")
    return scene.tokens[way.end].text in (",", "-", "\u2013", "=") and ends and scene.tokens[way.start].low != "from"


def _bare_the(scene: Scene, chosen: Persons) -> bool:
    """Whether "Victims were ..." opens the sentence; "Infants purchased at ..." are others."""
    goes_on = chosen.end < len(scene.tokens) and scene.tokens[chosen.end].low in _OTHERS
    return chosen.count is None and not chosen.vague and chosen.start <= 1 and not goes_on
