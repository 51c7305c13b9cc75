"""The part that a place plays in a movement, by the words and persons around it."""

from __future__ import annotations

from itertools import pairwise

from samanvay_insight.extract.before import buyer
from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.groups import Group
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.scenes import Scene

_FOUND = Words.of("traced recovered recovery")
_SNATCHED = Words.of("stolen kidnapped abducted lifted snatched")
_VEHICLES = Words.of("coach special flight train bus express vehicle exp truck van car")
_SPELLS = Words.of("night nights day days week weeks fortnight month months stay halt")
_OTHER_VERB = Words.of(
    "was were is are been being who which that found seen met noticed spotted located told said stated disclosed"
)
# The word itself says that a way began here.
_TAKEN_UP = frozenset({"collect", "collected", "gather", "bought", "purchased", "procured", "picked", "recruited"})


def part_of(scene: Scene, group: Group) -> tuple[str, bool]:
    """The part a group plays in a movement (origin, via, goal, weak or none)."""
    role = group.role
    if sent_home(scene, group):
        return "none", False
    if role in ("origin", "of") and group.cue and buyer(scene.tokens, group.cue) is not None:
        # "sold their daughter to a man from Haryana"
        return "goal", False
    if role in ("origin", "of", "demonym"):
        return _source_or_not(scene, group), False
    if role == "at":
        if group.cue == 0 and _passed_there(scene, group):
            return "via", False
        if _lived_there(scene, group) or _moved_out(scene, group):
            return "origin", False
        if _sent_from(scene, group):
            return "origin", False
        told = _by_verb(scene, group)
        if group.care:
            return "origin" if told == "origin" else "none", False
        if told is not None:
            return told, False
        if _works_there(scene, group):
            return "weak", True
        if group.work == "lodging" and _confined_there(scene, group):
            return "weak", True
        if group.work == "work" and (_held_there(scene, group) or _had_persons(scene, group)):
            return "weak", True
        if group.work == "work" and _near_event(scene, group, ("rescue",)):
            return "weak", True
        at_work = scene.at_work or _at_their_work(scene, group)
        if at_work and not group.is_stop and _near_event(scene, group, ("rescue",)) and not group.care:
            return "weak", True
        if _found_there(scene, group):
            return "weak", True
        return "none", False
    if role == "goal" and _belongs_too(scene, group):
        return "origin", False
    if role == "weak" and group.is_stop and scene.tokens[group.cue].low == "traced":
        return "none", False
    if (
        role == "via"
        and group.cue
        and scene.tokens[group.cue].low in ("halted", "halt", "stopped")
        and scene.tokens[group.cue - 1].low in _VEHICLES
    ):
        # "The train halted at Tundla"
        return "none", False
    if role == "goal" and _came_to_a_stop(scene, group):
        return "none", False
    if role == "goal" and _fled(scene, group):
        return "none", False
    if role in ("goal", "via", "weak"):
        return ("none" if _officers_way(scene, group) else role), False
    return "none", False


def governs(scene: Scene, group: Group) -> str | None:
    """The kind of event whose "from" this is: "rescued from Jaipur", "missing from Gonda"."""
    if group.role != "origin" or scene.tokens[group.cue].low not in ("from", "out"):
        return None
    # The "from" may belong to the verb: "released from".
    before = [e for e in scene.events if e.end <= group.cue or e.start < group.cue < e.end]
    if not before or any(p.inner and 0 <= group.cue - p.end <= 1 for p in scene.persons):
        return None
    event = before[-1]
    if any(t.text == ";" for t in scene.tokens[event.end : group.cue]):
        return None
    moved = [m for m in scene.moves if event.end <= m.start and m.end <= group.cue]
    if moved and scene.tokens[moved[0].start].low in cues.SALE:
        # "arrested for selling a girl from Katihar"
        return None
    if any(p.start >= event.end and p.end <= group.cue for p in scene.persons if p.who != "officers"):
        others = [g for g in scene.groups if g is not group and g.role == "at" and not g.care]
        goals = [g for g in scene.groups if g.role == "goal"]
        if event.kind not in ("rescue", "arrest", "missing") or ((others or goals) and not group.work):
            return None
        between = scene.tokens[event.end : group.cue]
        if any(t.low in cues.VICTIMS | cues.PERSONS for t in between) and event.kind == "rescue":
            return event.kind if group.work or not (others or goals) else None
        return event.kind
    if any(m.start >= event.end and m.end <= group.cue for m in scene.moves):
        return None
    first, last = scene.clause_of(event.start)
    return event.kind if first <= group.cue < last else None


def _lived_there(scene: Scene, group: Group) -> bool:
    """ "Girls in Jajarkot were trafficked to Lucknow": the place belongs to the persons, not to an event."""
    home = [p for p in scene.persons if p.who == "victims" and 0 <= group.cue - p.end <= 1]
    if not home or group.is_stop:
        return False
    verb = next((m.start for m in scene.moves if m.start >= group.end), None)
    event = next((e.start for e in scene.events if e.start >= group.end), None)
    later = any(g.role == "goal" and g.start > group.end for g in scene.groups)
    return later and verb is not None and verb - group.end <= 4 and (event is None or event > verb)


def _left_behind(scene: Scene, index: int) -> bool:
    """ "Left them at brothels in Meerut", "was left with a family in Rohtak"."""
    if scene.tokens[index].low not in ("left", "leaving"):
        return False
    after = scene.tokens[index + 1].low if index + 1 < len(scene.tokens) else ""
    return after in _OBJECTS or (index > 0 and scene.tokens[index - 1].low in ("was", "were", "been"))


_OBJECTS = Words.of("them her him us me it")


def _held_there(scene: Scene, group: Group) -> bool:
    """ "He is being held in a jaggery unit at Khatauli", "At a kiln at Loni 17 persons were kept in bondage"."""
    _, last = scene.clause_of(group.cue)
    if any(t.low in ("bondage", "captive", "captivity") for t in scene.tokens[group.end : last]):
        return True
    return any(t.low in _HELD for t in scene.tokens[max(0, group.cue - 8) : group.cue])


def _confined_there(scene: Scene, group: Group) -> bool:
    """ "A maid is being beaten in a flat at Lucknow; police rescued her"."""
    said = {t.low for t in scene.tokens[max(0, group.cue - 7) : group.cue]}
    return bool(said & _SUFFERED) and any(e.kind == "rescue" and e.start > group.end for e in scene.events)


_SUFFERED = Words.of("held confined captive beaten locked exploited forced tortured starved enslaved")


def _works_there(scene: Scene, group: Group) -> bool:
    """ "Most kiln workers at Gajraula come from Bilaspur"."""
    near = [p for p in scene.persons if p.end == group.cue and p.who in ("victims", "persons")]
    if not near or group.is_stop:
        return False
    workers = scene.tokens[near[-1].end - 1].low in ("workers", "labourers", "worker", "labourer", "maids", "dancers")
    from_there = [g for g in scene.groups if g.start >= group.end and g.role in ("origin", "of")]
    return workers and bool(from_there)


_RUNS = Words.of("runs run ran owns operates operated running")


def _had_persons(scene: Scene, group: Group) -> bool:
    """ "The kiln at Loni had 34 labourers of Balangir"."""
    after = [t.low for t in scene.tokens[group.end : group.end + 2]]
    if any(t.low in _RUNS for t in scene.tokens[max(0, group.cue - 5) : group.cue]):
        return any(g.role == "origin" and g.start > group.end for g in scene.groups)
    return bool(after) and after[0] in ("had", "has", "employed", "employs", "housed", "kept", "used", "uses")


_HELD = Words.of(
    "found held confined detained kept captive trapped stuck beaten exploited made forced working employed bonded"
)


def _at_their_work(scene: Scene, group: Group) -> bool:
    """ "Four boys begging outside the shrine were rescued at Najibabad"."""
    first, _ = scene.clause_of(group.cue)
    tokens = scene.tokens
    return any(
        tokens[p.end].low in ("begging", "working", "toiling", "labouring", "dancing", "employed", "engaged")
        for p in scene.persons
        if first <= p.start and p.end < group.cue and p.who in ("victims", "persons")
    )


def _came_to_a_stop(scene: Scene, group: Group) -> bool:
    """ "The girls reached Sonauli by bus", "the van reached Barabanki": where a way was cut, not ended."""
    if scene.tokens[group.cue].low not in ("reached", "reaching", "arrived"):
        return False
    return group.is_stop or (group.cue > 0 and scene.tokens[group.cue - 1].low in _VEHICLES)


def _passed_there(scene: Scene, group: Group) -> bool:
    """ "In Lucknow he was put on a train for Mumbai"."""
    ahead = [t.low for t in scene.tokens[group.end : group.end + 4]]
    onward = any(g.role == "goal" and g.start > group.end for g in scene.groups)
    moved = any(group.end <= m.start <= group.end + 6 for m in scene.moves)
    return onward and moved and any(w in cues.ONE | cues.THEY for w in ahead) and not group.is_stop


def _fled(scene: Scene, group: Group) -> bool:
    """ "She escaped and reached Deoria": a way to help is no movement of trafficking."""
    first, _ = scene.clause_of(group.cue)
    before = [t.low for t in scene.tokens[max(0, first - 4) : group.cue]]
    return any(w in ("escaped", "fled", "escape", "slipped") for w in before)


def _by_verb(scene: Scene, group: Group) -> str | None:
    """The part that the nearest verb before gives the place of an "in" or "at".

    "Bought girls in Sundargarh" begins a way, "married off at Rewari" ends it, "kept two nights in
    Jhansi" halts it; "rescued at Basti" does none of these.
    """
    if group.is_stop and not any(t.low in _SNATCHED for t in scene.tokens[max(0, group.cue - 2) : group.cue]):
        return None
    if scene.tokens[group.cue - 1].low in _SPELLS and not group.work and group.cue:
        # "after a week in Barabanki"
        worked = any(t.low in cues.LEFT_THERE for t in scene.tokens[max(0, group.cue - 6) : group.cue])
        return "goal" if worked else "via"
    first, _ = scene.clause_of(group.cue)
    busy = {i for e in scene.events for i in range(e.start, e.end)}
    for index in range(group.cue - 1, first - 1, -1):
        word = scene.tokens[index].low
        if index in busy or word in _OTHER_VERB:
            return None
        if word in cues.SALE and any(p.agent and index < p.start < group.cue for p in scene.persons):
            # "sold by her parents at Kalahandi"
            return None
        if word in cues.SALE | cues.LEFT_THERE or _left_behind(scene, index):
            return "goal"
        if word == "picked" and scene.tokens[index + 1].low == "out":
            return None
        if word in ("put", "seated", "loaded") and _VEHICLES & {t.low for t in scene.tokens[index : group.cue]}:
            # "put on Sabarmati Express at Ayodhya"
            return "via"
        if word in cues.GOT_THERE:
            return "origin"
        if word in cues.KEPT_THERE:
            filed = word == "lodged" and _PAPERS & {t.low for t in scene.tokens[max(0, index - 6) : index]}
            return None if filed else "via"
    return None


_PAPERS = Words.of("fir complaint case report application gd")


def _moved_out(scene: Scene, group: Group) -> bool:
    """ "In Jharkhand we saw children moving out"."""
    _, last = scene.clause_of(group.cue)
    return any(group.end <= start < last for _, start, _ in cues.MOVED_OUT.all(scene.tokens))


def _sent_from(scene: Scene, group: Group) -> bool:
    """ "A home at Deoria sent girls to Gorakhpur": who stands at the place sends from it."""
    tokens = scene.tokens
    verb = tokens[group.end].low if group.end < len(tokens) else ""
    sends = verb in ("sent", "sends", "send", "supplied", "supplies", "supply")
    onward = any(g.role == "goal" and g.start > group.end for g in scene.groups)
    first, _ = scene.clause_of(group.cue)
    led = any(p.who != "suspects" for p in scene.persons if first <= p.start < group.cue)
    return sends and onward and not led and not group.is_stop and group.cue > first


def _belongs_too(scene: Scene, group: Group) -> bool:
    """ "6 belong to Samastipur and 5 to Muzaffarpur"."""
    numbered = any(p.end == group.cue and p.count for p in scene.persons)
    return numbered and any(t.low in ("belong", "belongs", "belonged") for t in scene.tokens[: group.cue])


def _officers_way(scene: Scene, group: Group) -> bool:
    """ "Our team reached Delhi" tells the way of the police."""
    start, _ = scene.clause_of(group.start)
    verbs = [m for m in scene.moves if start <= m.start and m.start <= group.cue]
    if not verbs:
        return False
    before = [p for p in scene.persons if start <= p.start and p.end <= verbs[-1].start]
    between = [p for p in scene.persons if verbs[-1].end <= p.start and p.end <= group.cue]
    return bool(before) and all(p.who == "officers" and not p.agent for p in before) and not between


def sent_home(scene: Scene, group: Group) -> bool:
    """Whether it is where the rescued were sent back or handed over to."""
    if group.role == "goal":
        led = [t.low for t in scene.tokens[group.cue : group.start]]
        if any(a in ("her", "his", "their") and b in ("home", "homes", "parents") for a, b in pairwise(led)):
            # "escorted to her home at Purulia"
            return True
    hits = [e for _, _, e in cues.ENTRUSTED.all(scene.tokens) if e <= group.start + 1]
    return (
        bool(hits) and group.role in ("goal", "at") and 0 <= group.start - hits[-1] <= 4 and not _to_crime(scene, group)
    )


def _to_crime(scene: Scene, group: Group) -> bool:
    return any(t.low in cues.SUSPECTS | _ANYBODY for t in scene.tokens[max(0, group.cue - 2) : group.start])


_ANYBODY = Words.of("man woman person men somebody someone")


def _source_or_not(scene: Scene, group: Group) -> str:
    event = governs(scene, group)
    if event == "rescue":
        return "none" if group.is_stop else "weak"
    if event in ("arrest", "interception"):
        return "none"
    if group.role == "demonym":
        others = [g for g in scene.groups if g.role in ("origin", "of")]
        return "none" if any(_source_or_not(scene, g) == "origin" for g in others) else "origin"
    if group.route or scene.tokens[group.cue].low in _TAKEN_UP:
        return "origin"
    near = _bearer(scene, group)
    if near is None and group.role == "of" and _they_are(scene, group):
        return "origin"
    if near is None:
        residence = scene.tokens[group.cue].low not in ("from", "out") and group.start > group.cue
        first, last = scene.clause_of(group.cue)
        charged = residence and any(t.low in cues.CHARGED for t in scene.tokens[first:last])
        charged = charged or (residence and _sells(scene, group))
        aged = group.role == "of" and _after_an_age(scene, group)
        return "none" if (group.role == "of" and not aged) or group.care or charged else "origin"
    if near.who in ("officers", "suspects", "public") or near.agent or _arrested(scene, near, group):
        return "none"
    return "origin"


def _arrested(scene: Scene, near: Persons, group: Group) -> bool:
    """ "A couple from Varanasi was arrested", "arrest of a couple from Varanasi": the home of who is accused."""
    if near.who != "persons":
        return False
    if any(t.low in ("buy", "purchase") for t in scene.tokens[group.end : group.end + 9]):
        # "A man from Sangrur had come to buy a bride"
        return True
    for event in scene.events:
        if event.kind != "arrest" or scene.tokens[event.end - 1].low in cues.BY_OBJECT:
            continue
        if scene.clause_of(event.start) != scene.clause_of(near.start):
            continue
        moved = any(min(near.end, event.end) <= m.start < max(group.end, event.start) for m in scene.moves)
        if not moved and (0 <= near.start - event.end <= 3 or 0 <= event.start - group.end <= 3):
            return True
    return False


def _sells(scene: Scene, group: Group) -> bool:
    """ "One Guddi, resident of Banda, sold her niece": the home of who sold."""
    return any(t.low in ("sold", "sells", "sell") for t in scene.tokens[group.end : group.end + 3])


def _they_are(scene: Scene, group: Group) -> bool:
    """ "They are of Bahraich", "the boys whose photo was sent are all of Barpeta"."""
    led = [t.low for t in scene.tokens[max(0, group.cue - 3) : group.cue] if t.low not in ("all", "both")]
    return len(led) > 1 and led[-1] in ("are", "is", "was", "were") and led[-2] not in ("case", "cases", "there")


def _after_an_age(scene: Scene, group: Group) -> bool:
    """ "Sita, 14, of village Semra": the age stands for the person."""
    before = scene.tokens[max(0, group.cue - 3) : group.cue]
    return any(t.kind == "number" and t.low.isdecimal() and 3 < int(t.low) < 40 for t in before)


def _bearer(scene: Scene, group: Group) -> Persons | None:
    """The persons whose home the group is: "3 girls of Gumla"."""
    # "two girls aged 16 and 17 years of Kapilvastu"
    aged = any(t.low in ("aged", "age") for t in scene.tokens[max(0, group.cue - 9) : group.cue])
    plain = not any(group.cue - 7 <= c.start < group.cue and c.end <= group.cue for c in (*scene.moves, *scene.events))
    reach = 10 if group.role == "origin" or aged else 7 if plain else 4
    near = [p for p in scene.persons if p.end <= group.cue and group.cue - p.end <= reach]
    said = {t.low for t in scene.tokens[near[-1].end : group.cue]} if near else set()
    if near and near[-1].who in ("officers", "suspects") and said & (cues.THEY | cues.ONE):
        return None
    if near and near[-1].agent and group.role == "origin" and any(m.end <= near[-1].start for m in scene.moves):
        near = [p for p in near if not p.agent]
    if not near:
        return None
    between = [c for c in scene.moves if c.start >= near[-1].end and c.end <= group.cue]
    if between and group.role == "origin" and near[-1].who in ("suspects", "officers"):
        return None
    return near[-1]


def _near_event(scene: Scene, group: Group, kinds: tuple[str, ...]) -> bool:
    return any(e.kind in kinds for e in scene.events) and not group.is_stop


def _found_there(scene: Scene, group: Group) -> bool:
    before = [e for e in scene.events if e.end <= group.cue and group.cue - e.end <= 2]
    return bool(before) and scene.tokens[before[-1].end - 1].low in _FOUND and not group.is_stop
