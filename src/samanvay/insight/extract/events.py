"""Events of a sentence: what was done, to how many, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from samanvay.insight.extract.cues import Words
from samanvay.insight.extract.cues import english as cues
from samanvay.insight.extract.groups import Group
from samanvay.insight.extract.memory import Memory
from samanvay.insight.extract.mentions import Mention
from samanvay.insight.extract.movements import governs
from samanvay.insight.extract.people import Persons, number_at
from samanvay.insight.extract.scenes import Cue, Scene

_PASSIVE = Words.of("was were been being is are got get has have had be")
_SINGULAR_VERB = Words.of("was is has")
_NOUNS = Words.of("rescue rescues arrest arrests interception interceptions")
_SAME_HAPPENING = frozenset({"rescue", "arrest", "interception", "check"})


@dataclass(slots=True)
class Happening:
    """One event told by a sentence; `start:end` are the tokens that tell it."""

    kind: str
    cue: Cue
    place: Mention | None
    people: int | None
    date: str | None
    start: int
    end: int
    persons: Persons | None


def happenings(scene: Scene, memory: Memory, index: int) -> list[Happening]:
    """The events that the sentence tells, whether or not they count."""
    found: list[Happening] = []
    for cue in scene.events:
        told = _told(scene, cue)
        if told is None:
            continue
        kind, who = told
        start, end = scene.clause_of(cue.start)
        places = _place(scene, cue, kind, found)
        place = places[0] if places else None
        date = scene.date_at(start, end, since=kind == "missing")
        people = _count(scene, cue, who, kind, memory, index)
        apart = _apart(scene, cue)
        if apart:
            found.extend(Happening(kind, cue, m, n, date, start, cue.end, None) for m, n in apart)
            continue
        happening = Happening(kind, cue, place, people if len(places) < 2 else None, date, start, end, who)
        if place is None and date is None:
            _carry_over(scene, happening, memory, index)
        twin = next((h for h in found if _same(h, happening)), None)
        if twin is None:
            found.append(happening)
            # Several places share the event; how many at each is not said.
            found.extend(replace(happening, place=m) for m in places[1:])
        elif twin.people is None:
            twin.people = people
    return found


def _apart(scene: Scene, cue: Cue) -> list[tuple[Mention, int]]:
    """Places that each have their own number: "in Hardoi 3 children and in Sitapur 4 were rescued"."""
    told = [g for g in scene.groups if g.role == "at" and len(g.heads) == 1]
    for ahead in (True, False):
        pairs = []
        for group in told:
            near = [
                p
                for p in scene.persons
                if p.count is not None
                and _suits(p, cue.kind, False)
                and 0 <= (p.start - group.end if ahead else group.cue - p.end) <= 1
            ]
            if near:
                pairs.append((group.heads[0], near[0].count or 0))
        if len(pairs) > 1:
            return pairs
    return []


def _told(scene: Scene, cue: Cue) -> tuple[str, Persons | None] | None:
    """The kind of the event and those it befell, or None where the words tell no event."""
    tokens = scene.tokens
    word = tokens[cue.end - 1].low
    first = tokens[cue.start].low
    after = [t.low for t in tokens[cue.end : cue.end + 4]]
    if len(after) > 1 and after[0] in (":", "-") and after[1] in ("nil", "no", "none", "0", "zero"):
        return None
    if cue.kind != "sensitisation":
        if (
            first in ("rescue", "arrest", "interception")
            and after[:1]
            and after[0]
            in (
                "operation",
                "operations",
                "team",
                "van",
                "warrant",
                "memo",
                "drive",
                "centre",
                "home",
            )
        ):
            return None
        if _points_back(scene, cue):
            return None
        if _done_to_things(after) or _befell_a_thing(scene, cue):
            return None
        if cues.NOT_EVENT_BEFORE.ending(tokens, cue.start) is not None or _asks_who(scene, cue):
            return None
    if after[:1] == ["captive"]:
        return None
    who = _patient(scene, cue)
    kind = cue.kind
    if word in cues.BY_OBJECT or first in cues.BY_OBJECT:
        if who is None and word not in ("caught", "apprehended", "detained"):
            return None
        if who is not None and word == "stopped" and _done_to_a_matter(scene, who):
            return None
        if (who is not None and who.who == "victims") or word in ("stopped", "offloaded"):
            kind = "interception"
        else:
            kind = "arrest"
        named = cue.start > 1 and tokens[cue.start - 1].low in _PASSIVE and tokens[cue.start - 2].capital
        if who is None and not named and not any(t.low in cues.THEY | cues.ONE for t in tokens[: cue.start]):
            return None
    if word == "released" and (who is None or who.who not in ("victims", "persons")):
        return None
    if first == "missing" and cue.start > 1 and [t.low for t in tokens[cue.start - 2 : cue.start]] == ["of", "the"]:
        return None
    loose = word in ("recovered", "recovery", "traced", "saved", "freed", "down")
    if loose and who is None and _number_behind(scene, cue) is None:
        said = {t.low for t in (*tokens[: cue.start], *tokens[cue.end : cue.end + 3])}
        if said & {"d/o", "s/o", "w/o", "r/o", "km", "smt"}:
            return kind, None
        if not said & (cues.ONE | cues.THEY):
            return None
    return kind, who


def _asks_who(scene: Scene, cue: Cue) -> bool:
    """ "In which district who was caught": no person is told of."""
    for back in range(cue.start - 1, max(-1, cue.start - 4), -1):
        if scene.tokens[back].low == "who":
            return back == 0 or not (scene.tokens[back - 1].text == "," or any(p.end == back for p in scene.persons))
        if scene.tokens[back].low not in _PASSIVE:
            return False
    return False


def _points_back(scene: Scene, cue: Cue) -> bool:
    """ "The rescued girls were sent home" tells no new rescue."""
    tokens = scene.tokens
    if cue.end - cue.start != 1 or tokens[cue.start].low not in cues.ATTRIBUTIVE or cue.end >= len(tokens):
        return False
    nouns = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS
    follows = any(t.low in nouns for t in tokens[cue.end : cue.end + 2])
    if not follows or any(t.kind == "number" or t.low in cues.NUMBERS for t in tokens[cue.end : cue.end + 1]):
        return False
    before = tokens[cue.start - 1].low if cue.start else ""
    return (
        cue.start == 0
        or before in cues.DEFINITE
        or before in ("of", "with", "for", "a")
        or before.isdecimal()
        or before in cues.NUMBERS
    )


def _done_to_things(after: list[str]) -> bool:
    for word in after[:3]:
        if word in ("and", ",", ";"):
            return False
        if word in cues.THINGS:
            return True
    return False


def _done_to_a_matter(scene: Scene, who: Persons) -> bool:
    """ "The marriage of a girl was stopped"."""
    before = [t.low for t in scene.tokens[max(0, who.start - 2) : who.start]]
    return before[-1:] == ["of"] and before[0] not in ("group", "batch", "total", "party", "number")


def _befell_a_thing(scene: Scene, cue: Cue) -> bool:
    before = [t.low for t in scene.tokens[max(0, cue.start - 4) : cue.start]]
    start, _ = scene.clause_of(cue.start)
    near = [p for p in scene.persons if start <= p.start < cue.start]
    return any(w in cues.THINGS for w in before) and not near


def _patient(scene: Scene, cue: Cue) -> Persons | None:
    """Those whom the event befell: after an active verb, before a passive one."""
    start, end = scene.clause_of(cue.start)
    by_object = any(t.low in cues.BY_OBJECT for t in scene.tokens[cue.start : cue.end])
    wanted = [
        p
        for p in scene.persons
        if _suits(p, cue.kind, by_object) and not p.inner and scene.tokens[p.start - 1].low != "including"
    ]
    left = [p for p in wanted if start <= p.start and p.end <= cue.start]
    right = [p for p in wanted if cue.end <= p.start < end and not p.agent]
    stop = next((e.start for e in scene.events if e.start >= cue.end), end)
    right = [p for p in right if p.start < max(stop, cue.end + 1)]
    passive = any(t.low in _PASSIVE for t in scene.tokens[max(0, cue.start - 3) : cue.start])
    if not passive and start == cue.start > 0 and not right:
        # "3 girls of Gonda, rescued on 18 March"
        earlier = [p for p in wanted if p.end <= cue.start]
        return earlier[-1] if earlier and scene.tokens[start - 1].text == "," else None
    if not passive and right and right[0].start - cue.end <= 8:
        return right[0]
    if len(left) > 1 and scene.tokens[left[-1].start - 1].low == "of" and left[-1].start - left[-2].end <= 2:
        # "six members of the gang"
        left = left[:-1]
    if left:
        return left[-1] if cue.kind != "arrest" else _accused(left)
    if not passive and right:
        return right[0]
    if passive and not left:
        earlier = [p for p in wanted if p.end <= cue.start]
        relative = start > 0 and scene.tokens[start].low in ("who", "which", "and", "was", "were")
        earlier = _before_relative(scene, earlier, start)
        joined = scene.tokens[start].low in _PASSIVE or relative
        if earlier and joined:
            return earlier[-1]
        if right and cue.kind == "sensitisation":
            return right[0]
    return None


def _before_relative(scene: Scene, earlier: list[Persons], start: int) -> list[Persons]:
    """ "The agent, who supplied girls, was arrested": those before "who" are meant."""
    if scene.tokens[start].low not in _PASSIVE:
        return earlier
    who = [i for i in range(start) if scene.tokens[i].low in ("who", "which")]
    outer = [p for p in earlier if who and p.end <= who[-1]]
    return outer or earlier


def _accused(left: list[Persons]) -> Persons:
    suspects = [p for p in left if p.who == "suspects"]
    others = [p for p in left if p.who == "persons"]
    return (suspects or others or left)[-1]


def _suits(persons: Persons, kind: str, by_object: bool) -> bool:
    if persons.who in ("officers", "public"):
        return kind == "sensitisation"
    if kind == "arrest":
        return persons.who != "victims" or by_object
    if kind == "sensitisation":
        return persons.who != "suspects"
    return persons.who != "suspects" and not persons.agent


def _count(scene: Scene, cue: Cue, who: Persons | None, kind: str, memory: Memory, index: int) -> int | None:
    start, _ = scene.clause_of(cue.start)
    if any(t.low == "respectively" for t in scene.tokens):
        return None
    words = [t.low for t in scene.tokens[start : cue.start]]
    fresh = memory.fresh(index, scene.sentence.paragraph, 2)
    if kind == "arrest" and who is not None and who.who == "victims":
        return None
    if who is None and kind == "sensitisation":
        # "in which 150 women took part"
        counted = [p.count for p in scene.persons if p.start > cue.end and p.count and p.who != "suspects"]
        return counted[0] if counted else None
    behind_it = _number_behind(scene, cue)
    if who is None and behind_it is not None:
        return behind_it
    before = number_at(scene.tokens, cue.start - 1) if cue.start else None
    if who is None and before and scene.tokens[cue.start].low in _NOUNS:
        # "Jhansi reported one rescue"
        return before
    if who is None:
        behind = [t.low for t in scene.tokens[cue.end : cue.end + 3]]
        if any(w in cues.THEY for w in behind) and fresh and kind != "arrest":
            return memory.moved
        if fresh and cue.start == 0 and kind != "arrest":
            return memory.moved
        words = words or [t.low for t in scene.tokens[: cue.start]]
        if not any(w in cues.THEY for w in words):
            words = [t.low for t in scene.tokens[: cue.start]]
        if any(w in cues.ONE for w in words):
            return 1
        if any(w in cues.THEY for w in words):
            return memory.moved if fresh and kind != "arrest" else None
        verbs = [t.low for t in scene.tokens[max(0, cue.start - 3) : cue.start] if t.low in _PASSIVE]
        if kind in ("missing", "arrest", "rescue") and verbs and verbs[0] in _SINGULAR_VERB:
            return 1
        if kind == "missing" and scene.tokens[cue.start].low in ("is", "was", "has"):
            return 1
        return None
    if who.count is None and not who.vague and who.who == "suspects":
        if scene.tokens[max(0, cue.start - 1)].low in _SINGULAR_VERB:
            return 1
        return None
    if who.count is None and who.definite and fresh and kind not in ("arrest", "sensitisation"):
        return memory.moved
    return who.count


def _number_behind(scene: Scene, cue: Cue) -> int | None:
    """ "arrested 1", "rescued: 3", "missing reported - 12"."""
    index = begin = cue.end
    for later in range(cue.end, min(cue.end + 8, len(scene.tokens) - 1)):
        # "Total arrests in Bahraich this month: 4"
        if (
            scene.tokens[later].text == ":"
            and not any(cue.end <= p.start < later for p in scene.persons)
            and scene.tokens[cue.start].low in _NOUNS | {"missing", "traced"}
        ):
            index = begin = later
            break
    while index < len(scene.tokens) and scene.tokens[index].low in (
        ":",
        "-",
        "\u2013",
        "=",
        "reported",
        "cases",
    ):
        index += 1
    if index >= len(scene.tokens) or index - begin > 3 or scene.tokens[index].low in ("a", "an"):
        return None
    return number_at(scene.tokens, index)


def _place(scene: Scene, cue: Cue, kind: str, earlier: list[Happening]) -> Sequence[Mention]:
    start, end = scene.clause_of(cue.start)
    able = [g for g in scene.groups if _can_hold(scene, g, kind)]
    inside = [g for g in able if start <= g.start < end]
    after = [g for g in inside if g.start >= cue.end]
    before = [g for g in inside if g.end <= cue.start]
    governed = [g for g in able if g.role == "origin"]
    if kind == "missing" and governed:
        return governed[0].heads
    for near in (after[:1], before[-1:]):
        if near:
            return near[0].heads
    if kind != "missing":
        same = [h for h in earlier if h.place is not None and h.kind != kind]
        if same:
            return [m for m in (same[-1].place,) if m]
    frame = [g for g in able if g.end <= cue.start] or [
        g for g in able if g.role == "at" and kind != "arrest" and not _claimed(scene, g)
    ]
    if frame:
        return frame[-1].heads if kind != "missing" else frame[0].heads
    if kind == "missing":
        home = [g for g in scene.groups if g.role in ("origin", "of") and start <= g.start < end]
        return home[0].heads if home else ()
    if kind == "rescue":
        work = [g for g in scene.groups if g.role == "weak" or (g.role == "goal" and g.work == "work")]
        if work:
            return work[0].heads
    local = [g for g in scene.groups if g.role == "local"]
    return local[0].heads if local else ()


def _can_hold(scene: Scene, group: Group, kind: str) -> bool:
    head = group.heads[0]
    if group.border and head.kind in ("country", "state"):
        return False
    if head.kind == "country":
        return False
    if group.role == "at":
        return not _claimed(scene, group)
    if group.role == "origin":
        return governs(scene, group) == kind
    # "Jhansi reported one rescue", "Gonda: 3 rescued"
    start, _ = scene.clause_of(group.start)
    follows = scene.tokens[group.end].low if group.end < len(scene.tokens) else ""
    return group.role == "none" and group.start == start and follows in ("reported", "district", "has", "had")


def _claimed(scene: Scene, group: Group) -> bool:
    """Whether the place belongs to a job that was promised or a sale that was made, not to the event."""
    words = {t.low for t in scene.tokens[max(0, group.cue - 3) : group.cue]}
    return bool(words & {"around", "married", "studying", "job", "jobs", "registered"})


def _carry_over(scene: Scene, happening: Happening, memory: Memory, index: int) -> None:
    """The next sentence goes on with the same happening unless it says another place or date."""
    if not memory.fresh(index, scene.sentence.paragraph) or memory.event is None:
        return
    vague = happening.persons is not None and happening.persons.vague
    other = memory.event != happening.kind and {memory.event, happening.kind} <= _SAME_HAPPENING
    named = any(g.role in ("at", "weak") for g in scene.groups)
    if other and not vague and not named:
        happening.place = memory.place
        happening.date = memory.date


def _same(one: Happening, other: Happening) -> bool:
    if one.kind != other.kind:
        return False
    if one.persons is not None and one.persons == other.persons:
        return True
    same_place = (one.place and one.place.place.key) == (other.place and other.place.place.key)
    return same_place and (other.people is None or one.people == other.people or one.people is None)
