"""Whom an event befell, and how many they were."""

from __future__ import annotations

from itertools import pairwise

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.people import Persons, number_at
from samanvay_insight.extract.scenes import Cue, Scene

PASSIVE = Words.of("was were been being is are got get has have had be")
# "Police have arrested a couple" is active.
_PERFECT = Words.of("has have had")
_SINGULAR_VERB = Words.of("was is has")
NOUNS = Words.of("rescue rescues arrest arrests interception interceptions")


def patient(scene: Scene, cue: Cue) -> Persons | None:
    """Those whom the event befell: after an active verb, before a passive one."""
    start, end = scene.clause_of(cue.start)
    by_object = any(t.low in cues.BY_OBJECT for t in scene.tokens[cue.start : cue.end])
    wanted = [
        p
        for p in scene.persons
        if suits(p, cue.kind, by_object) and not p.inner and scene.tokens[p.start - 1].low != "including"
    ]
    accompanied = _led_by_one(scene, wanted) if cue.kind in ("rescue", "interception") else None
    if accompanied is not None:
        return accompanied
    # "One couple with an infant was stopped": the couple was.
    first = [p for p in wanted if scene.tokens[p.start - 1].low != "with"]
    wanted = first or wanted
    colon = next((i for i, t in enumerate(scene.tokens) if t.text == ":" and cue.end <= i <= cue.end + 12), None)
    if cue.start == 0 and colon is not None and not any(p.start < colon for p in wanted):
        # "Intercepted at Rupaidiha on 7.7.2026: 3 girls."
        listed = [p for p in wanted if p.start > colon]
        return listed[0] if listed else None
    left = [p for p in wanted if start <= p.start and p.end <= cue.start]
    right = [p for p in wanted if cue.end <= p.start < end and not p.agent]
    stop = next((e.start for e in scene.events if e.start >= cue.end), end)
    right = [p for p in right if p.start < max(stop, cue.end + 1)]
    passive = any(t.low in PASSIVE - _PERFECT for t in scene.tokens[max(0, cue.start - 3) : cue.start + 1])
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
        also = start > 1 and scene.tokens[start - 1].low == "and"
        # "was chased and stopped"
        relative = relative or (also and any(t.low in PASSIVE for t in scene.tokens[max(0, start - 4) : start - 1]))
        earlier = _before_relative(scene, earlier, start)
        joined = scene.tokens[start].low in PASSIVE or relative
        if earlier and joined:
            return earlier[-1]
        if right and cue.kind == "sensitisation":
            return right[0]
    return None


def _led_by_one(scene: Scene, wanted: list[Persons]) -> Persons | None:
    """The girls of "one youth with 2 girls of Nawalparasi": he who leads them is not whom it befell."""
    for one, other in pairwise(wanted):
        led = [t.low for t in scene.tokens[one.end : other.start]]
        alone = one.who == "persons" and one.count == 1 and scene.tokens[one.end - 1].low in _LEADERS
        if led[-1:] == ["with"] and len(led) <= 4 and alone and other.who == "victims" and (other.count or 0) > 1:
            return other
    return None


_LEADERS = Words.of("youth man male person woman lady individual adult")


def _before_relative(scene: Scene, earlier: list[Persons], start: int) -> list[Persons]:
    """ "The agent, who supplied girls, was arrested": those before "who" are meant."""
    if scene.tokens[start].low not in PASSIVE:
        return earlier
    who = [i for i in range(start) if scene.tokens[i].low in ("who", "which")]
    outer = [p for p in earlier if who and p.end <= who[-1]]
    return outer or earlier


def _accused(left: list[Persons]) -> Persons:
    suspects = [p for p in left if p.who == "suspects"]
    others = [p for p in left if p.who == "persons"]
    if left[-1].count is not None and left[-1].end - left[-1].start == 1:
        # "Accused: 1 arrested"
        return left[-1]
    return (suspects or others or left)[-1]


def suits(persons: Persons, kind: str, by_object: bool) -> bool:
    if persons.who in ("officers", "public"):
        return kind == "sensitisation"
    if kind == "arrest":
        return persons.who != "victims" or by_object
    if kind == "sensitisation":
        # "80 hotel managers"
        return persons.who != "suspects" or (persons.count or 0) > 4
    return persons.who != "suspects" and not persons.agent


def names_before(scene: Scene, cue: Cue) -> int | None:
    """How many names stand before "were": "Ramesh, Suresh and Dinesh were arrested" is three."""
    index = cue.start - 1
    while index >= 0 and scene.tokens[index].low in PASSIVE:
        index -= 1
    names, inside = 0, False
    placed = {i for m in scene.mentions for i in range(m.start, m.end)}
    while index >= 0 and index not in placed:
        token = scene.tokens[index]
        if token.kind == "word" and token.capital and not token.text.isupper():
            names += not inside
            inside = True
        elif token.low in (",", "and", "&"):
            inside = False
        else:
            break
        index -= 1
    return names if names > 1 else None


def named_subject(scene: Scene, cue: Cue) -> bool:
    """Whether a person's name stands just before the verb: "and Tabrez was held"."""
    index = cue.start - 1
    while index >= 0 and scene.tokens[index].low in PASSIVE:
        index -= 1
    if index < 0 or (index == 0 and scene.tokens[cue.end - 1].low == "held"):
        # "Meeting was held": the first word of a sentence has its capital anyway.
        return False
    return scene.tokens[index].kind == "word" and scene.tokens[index].capital


def _one_named(scene: Scene, who: Persons, cue: Cue) -> bool:
    """Whether one name and no more follows: "accused Salman s/o Rafiq arrested"."""
    named = scene.tokens[who.end : cue.start]
    return bool(named) and named[0].capital and not any(t.low in (",", "and", "&") for t in named)


def names_after(scene: Scene, cue: Cue) -> int | None:
    """How many names stand after the verb: "has arrested Raju and Sonu" is two."""
    names, inside = 0, False
    for token in scene.tokens[cue.end : cue.end + 12]:
        if token.kind == "word" and token.capital and not token.text.isupper():
            names += not inside
            inside = True
        elif token.low in (",", "and", "&"):
            inside = False
        else:
            break
    return names or None


def how_many(scene: Scene, cue: Cue, who: Persons | None, kind: str, memory: Memory, index: int) -> int | None:
    start, _ = scene.clause_of(cue.start)
    if any(t.low == "respectively" for t in scene.tokens):
        return None
    words = [t.low for t in scene.tokens[start : cue.end]]
    fresh = memory.fresh(index, scene.sentence.paragraph, 2)
    if kind == "arrest" and who is not None and who.who == "victims":
        return None
    if who is None and kind == "sensitisation":
        # "in which 150 women took part"
        counted = [p.count for p in scene.persons if p.start > cue.end and p.count and p.who != "suspects"]
        return counted[0] if counted else number_behind(scene, cue)
    if who is None and kind == "arrest":
        named = names_before(scene, cue) or names_after(scene, cue)
        if named is not None:
            return named
        verb = [t.low for t in scene.tokens[max(0, cue.start - 1) : cue.start + 1] if t.low in PASSIVE]
        if verb[:1] and verb[0] in _SINGULAR_VERB and named_subject(scene, cue):
            return 1
    behind_it = number_behind(scene, cue)
    if who is None and behind_it is not None:
        return behind_it
    before = number_at(scene.tokens, cue.start - 1) if cue.start else None
    if who is None and before and scene.tokens[cue.start].low in NOUNS:
        # "Jhansi reported one rescue"
        return before
    if who is None:
        behind = [t.low for t in scene.tokens[cue.end : cue.end + 3]]
        if any(w in cues.THEY for w in behind) and fresh and kind != "arrest":
            return memory.moved
        if kind != "arrest" and any(w in cues.THEY | cues.ONE for w in behind):
            # "... of a maid; police rescued her"
            counts = [p.count for p in scene.persons if p.who == "victims" and p.end <= cue.start and p.count]
            if counts:
                return counts[0]
            if any(w in cues.ONE for w in behind):
                return 1
        if fresh and cue.start == 0 and kind != "arrest":
            return memory.moved
        words = words or [t.low for t in scene.tokens[: cue.start]]
        if not any(w in cues.THEY for w in words):
            words = [t.low for t in scene.tokens[: cue.end]]
        if any(w in cues.ONE for w in words):
            return 1
        said = [t.low for t in scene.tokens[max(0, cue.start - 2) : cue.start + 1] if t.low in PASSIVE]
        if kind == "arrest" and said[:1] and said[0] in _SINGULAR_VERB:
            # "one Pintu, who had sold them, was nabbed"
            return 1
        if any(w in cues.THEY for w in words):
            # "... to take six girls to Mumbai, but they were intercepted"
            told = [p for p in scene.persons if p.end <= start and not p.inner and not p.agent]
            earlier = [p.count for p in told if p.who == "victims"] or [p.count for p in told if p.who == "persons"]
            if earlier and earlier[-1] is not None and kind != "arrest":
                return earlier[-1]
            return memory.moved if fresh and kind != "arrest" else None
        verbs = [t.low for t in scene.tokens[max(0, cue.start - 3) : cue.start] if t.low in PASSIVE]
        if kind in ("missing", "arrest", "rescue") and verbs and verbs[0] in _SINGULAR_VERB:
            return 1
        titled = [t.low for t in scene.tokens if t.low in ("km", "smt", "d/o", "s/o", "w/o")]
        if kind == "missing" and len(titled) == 1:
            # "A missing complaint regarding Km. Mau Kumari aged 16"
            return 1
        if kind == "missing" and scene.tokens[cue.start].low in ("is", "was", "has"):
            return 1
        return None
    figure = _figure_behind(scene, cue, who)
    if figure is not None:
        return figure
    said = [t.low for t in scene.tokens[max(0, cue.start - 3) : cue.start] if t.low in PASSIVE]
    if who.count is None and not who.vague and who.who == "suspects":
        one = (said and said[0] in _SINGULAR_VERB) or _one_named(scene, who, cue)
        return 1 + (_others_with(scene, who) if kind == "arrest" else 0) if one else None
    if who.count is None and who.definite and kind != "sensitisation":
        earlier = [p.count for p in scene.persons if p.who == who.who and p.end <= who.start and p.count]
        if earlier:
            return earlier[-1]
    if who.count is None and who.start == 0 and who.plural and not who.vague and fresh and kind == "rescue":
        # "Boys got down at Orai": of whom the sentence before spoke.
        return memory.moved
    if who.count is None and who.definite and fresh and kind not in ("arrest", "sensitisation"):
        return memory.moved
    if who.count is None and not who.vague and kind in ("rescue", "interception") and who.end - who.start == 1:
        # "5 girls were made to sit in a Scorpio ...; girls freed"
        noun = scene.tokens[who.start].low
        same = [p for p in scene.persons if p.end <= who.start and p.count and scene.tokens[p.end - 1].low == noun]
        if not same and fresh and scene.tokens[who.start - 1].text in (",", ";"):
            # "Team reached, boys rescued."
            return memory.moved
        return same[-1].count if same else None
    others = _others_with(scene, who) if kind == "arrest" and who.count is not None else 0
    if others:
        return (who.count or 0) + others
    return who.count


def _figure_behind(scene: Scene, cue: Cue, who: Persons) -> int | None:
    """The figure of "missing 14, traced 11" and "children rescued from labour 9"."""
    tokens = scene.tokens
    if cue.end < len(tokens) and number_at(tokens, cue.end) is not None and not who.start <= cue.end < who.end:
        after = tokens[cue.end + 1].text if cue.end + 1 < len(tokens) else "."
        if after in (",", ";", ".", ")"):
            return number_at(tokens, cue.end)
    if who.count is not None or who.end != cue.start:
        return None
    stop = next((i for i in range(cue.end, len(tokens)) if tokens[i].text in (",", ";", ".")), len(tokens))
    last = stop - 1
    if cue.end < last <= cue.end + 4 and tokens[last].kind == "number" and tokens[last - 1].kind == "word":
        return number_at(tokens, last) if not tokens[last - 1].capital and tokens[last - 1].low not in _DATED else None
    return None


_DATED = frozenset({"on", "in", "no", "of", "dated", "aged", "sector", "at", "since", "by"})


def _others_with(scene: Scene, who: Persons) -> int:
    """How many more are said by ", along with two others"."""
    tokens = scene.tokens
    for index in range(who.end, min(who.end + 6, len(tokens) - 2)):
        led = tokens[index].low in ("with", "and") and tokens[index - 1].low in ("along", "together", ",")
        after = index + 2 if tokens[index + 1].low in ("his", "her", "their") else index + 1
        if led and after + 1 < len(tokens) and tokens[after + 1].low in _OTHERS:
            return number_at(tokens, after) or 0
    return 0


_OTHERS = Words.of("others other associates accomplices aides companions helpers more")


def number_behind(scene: Scene, cue: Cue) -> int | None:
    """ "arrested 1", "rescued: 3", "missing reported - 12"."""
    index = begin = cue.end
    for later in range(cue.end, min(cue.end + 8, len(scene.tokens) - 1)):
        # "Total arrests in Bahraich this month: 4"
        if (
            scene.tokens[later].text == ":"
            and not any(cue.end <= p.start < later for p in scene.persons)
            and scene.tokens[cue.start].low in NOUNS | {"missing", "traced"}
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
