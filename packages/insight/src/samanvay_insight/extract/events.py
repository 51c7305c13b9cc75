"""Events of a sentence: what was done, to how many, where and when."""

from __future__ import annotations

from dataclasses import replace

from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.happening import Happening
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.patients import PASSIVE, how_many, named_subject, number_behind, patient
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.scenes import Cue, Scene
from samanvay_insight.extract.where import apart, figures, place_of

_SPELLS = frozenset({"day", "days", "week", "weeks", "month", "months", "hours", "ransom"})
_SAME_HAPPENING = frozenset({"rescue", "arrest", "interception", "check"})


def happenings(scene: Scene, memory: Memory, index: int) -> list[Happening]:
    """The events that the sentence tells, whether or not they count."""
    found: list[Happening] = []
    for cue in scene.events:
        by_place = figures(scene, cue) if cue.start < 4 else []
        if len(by_place) > 1:
            date = scene.date_at(0, len(scene.tokens))
            found.extend(Happening(cue.kind, cue, m, n, date, 0, cue.end, None) for m, n in by_place)
            continue
        told = _told(scene, cue)
        if told is None:
            continue
        kind, who = told
        start, end = scene.clause_of(cue.start)
        places = place_of(scene, cue, kind, found)
        place = places[0] if places else None
        date = scene.date_at(start, end, since=kind == "missing")
        people = how_many(scene, cue, who, kind, memory, index)
        several = apart(scene, cue)
        if several:
            found.extend(Happening(kind, cue, m, n, date, start, cue.end, None) for m, n in several)
            continue
        happening = Happening(kind, cue, place, people if len(places) < 2 else None, date, start, end, who)
        if place is None and memory.fresh(index, scene.sentence.paragraph) and _says_there(scene, start, end):
            happening.place = memory.there
        if place is None and date is None:
            _carry_over(scene, happening, memory, index)
        if happening.place is None and memory.paragraph == scene.sentence.paragraph:
            raided = kind in _SAME_HAPPENING and index - memory.site_index <= 3
            happening.place = (memory.site if raided else None) or memory.post
        found.extend(_further(scene, happening))
        twin = next((h for h in found if _same(h, happening)), None)
        if twin is None:
            found.append(happening)
            # Several places share the event; how many at each is not said.
            found.extend(replace(happening, place=m) for m in places[1:])
        elif twin.people is None:
            twin.people = people
    placed = [h for h in found if h.place is not None and h.kind in _SAME_HAPPENING]
    for happening in found:
        # "3 agents arrested, 8 minors rescued at Basti": one happening, its place said at the end.
        if happening.place is None and happening.kind in _SAME_HAPPENING and len(placed) == 1:
            happening.place = placed[0].place
    return found


def _says_there(scene: Scene, start: int, end: int) -> bool:
    """Whether "rescued there" is said; "there were" points at no place."""
    placed = any(start <= g.start < end for g in scene.groups)
    if not placed and any(t.low in ("reached", "rushed", "spot") for t in scene.tokens[:end]):
        # "Team reached, boys rescued."
        return True
    follows = [scene.tokens[i + 1].low for i in range(start, end - 1) if scene.tokens[i].low == "there"]
    return bool(follows) and not {"is", "are", "was", "were"} & set(follows)


def _further(scene: Scene, first: Happening) -> list[Happening]:
    """The rest of "42 were rescued from Delhi, 13 from Haryana and 8 from Punjab"."""
    found = []
    own = next((g for g in scene.groups if first.place in g.heads), None)
    for group in scene.groups if own is not None else ():
        if own is not None and scene.tokens[group.cue].low == "from" != scene.tokens[own.cue].low:
            # "rescued in Ghaziabad, 5 from Kishanganj": their home.
            continue
        if scene.tokens[group.cue].low not in ("from", "in", "at") or group.heads[0] == first.place:
            continue
        for number in scene.persons:
            bare = number.end == group.cue and number.end - number.start == 1 and not number.inner
            if bare and number.count and number.start > first.cue.end:
                head, last = group.heads[0], group.end
                found.append(
                    Happening(first.kind, first.cue, head, number.count, first.date, number.start, last, number)
                )
    return found


def _told(scene: Scene, cue: Cue) -> tuple[str, Persons | None] | None:
    """The kind of the event and those it befell, or None where the words tell no event."""
    tokens = scene.tokens
    word = tokens[cue.end - 1].low
    first = tokens[cue.start].low
    after = [t.low for t in tokens[cue.end : cue.end + 4]]
    if after[:1] and after[0] in ("nil", "none", "zero", "0"):
        return None
    if len(after) > 1 and after[0] in (":", "-") and after[1] in ("nil", "no", "none", "0", "zero"):
        return None
    if cue.kind != "sensitisation":
        if (
            first in ("rescue", "arrest", "interception")
            and after[:1]
            and after[0] in ("operation", "operations", "team", "van", "warrant", "memo", "drive", "centre", "home")
        ):
            return None
        if _points_back(scene, cue):
            return None
        if _done_to_things(after) or _befell_a_thing(scene, cue):
            return None
        if cues.NOT_EVENT_BEFORE.ending(tokens, cue.start) is not None or _asks_who(scene, cue):
            return None
    if after[:1] == ["captive"] or (word == "held" and after[:1] == ["for"] and _SPELLS & set(after)):
        return None
    who = patient(scene, cue)
    kind = cue.kind
    if (
        who is None
        and word in ("stopped", "intercepted", "offloaded")
        and after[:1]
        and after[0] in ("them", "her", "him")
    ):
        # "They were on a bus to Delhi when SSB stopped them."
        meant = [p for p in scene.persons if p.end <= cue.start and p.who in ("victims", "persons") and not p.agent]
        who = meant[0] if meant else None
    if word in cues.BY_OBJECT or first in cues.BY_OBJECT:
        named = named_subject(scene, cue)
        if who is None and not named and word not in ("caught", "apprehended", "detained"):
            return None
        if who is not None and word == "stopped" and _done_to_a_matter(scene, who):
            return None
        if (who is not None and who.who == "victims") or word in ("stopped", "offloaded"):
            kind = "interception"
        else:
            kind = "arrest"
        named = named and (tokens[cue.start - 1].low in PASSIVE or first in PASSIVE)
        if who is None and not named and not any(t.low in cues.THEY | cues.ONE for t in tokens[: cue.start]):
            return None
    all_of_them = who is None and any(t.low in cues.THEY for t in tokens[max(0, cue.start - 3) : cue.start])
    if (
        (word == "released" or first == "let")
        and not all_of_them
        and (who is None or who.who not in ("victims", "persons"))
    ):
        return None
    if (
        first == "missing"
        and number_behind(scene, cue) is None
        and any(e.start > cue.end and scene.tokens[e.start].low in ("traced", "tracked") for e in scene.events)
        and not any(t.low in ("report", "complaint", "reported") for t in tokens)
    ):
        # "A student, missing for nine days, was tracked down": who is found again is not reported missing.
        return None
    if kind == "missing" and who is None:
        start, _ = scene.clause_of(cue.start)
        if any(p.who == "suspects" and start <= p.start < cue.start for p in scene.persons):
            # "owner not traceable"
            return None
    if first == "missing" and cue.start > 1 and [t.low for t in tokens[cue.start - 2 : cue.start]] == ["of", "the"]:
        return None
    loose = word in ("recovered", "recovery", "traced", "saved", "freed", "down")
    if loose and who is None and number_behind(scene, cue) is None:
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
        if scene.tokens[back].low not in PASSIVE:
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
        or before in ("of", "with", "for", "a", "about", "on", "regarding", "among", "between", "to")
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
    start, _ = scene.clause_of(who.start)
    if any(t.low in ("marriage", "wedding", "nikah") for t in scene.tokens[start : who.start]):
        return True
    before = [t.low for t in scene.tokens[max(0, who.start - 2) : who.start]]
    return before[-1:] == ["of"] and before[0] not in ("group", "batch", "total", "party", "number")


def _befell_a_thing(scene: Scene, cue: Cue) -> bool:
    before = [t.low for t in scene.tokens[max(0, cue.start - 4) : cue.start]]
    start, _ = scene.clause_of(cue.start)
    near = [p for p in scene.persons if start <= p.start < cue.start]
    stopped = any(w in cues.VEHICLES for w in before) and not {"and", "in", "by", "on", "from"} & set(before)
    return (stopped or any(w in cues.THINGS for w in before)) and not near


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
