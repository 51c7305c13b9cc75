"""Events of a Hindi sentence: what was done, to how many, where and when."""

from __future__ import annotations

from dataclasses import dataclass

from samanvay.insight.extract.cues import Words
from samanvay.insight.extract.cues import hindi as cues
from samanvay.insight.extract.cues import hindi_doubts as doubts
from samanvay.insight.extract.cues import hindi_verbs as verbs
from samanvay.insight.extract.cues.hindi_places import LOCAL_BEFORE
from samanvay.insight.extract.hindi.forms import words
from samanvay.insight.extract.hindi.frames import Frame
from samanvay.insight.extract.hindi.moved import bearer_of
from samanvay.insight.extract.hindi.movements import part_of
from samanvay.insight.extract.hindi.people import number_at
from samanvay.insight.extract.hindi.scenes import Scene
from samanvay.insight.extract.hindi.spot import AND, Spot
from samanvay.insight.extract.memory import Memory
from samanvay.insight.extract.mentions import Mention
from samanvay.insight.extract.people import Persons

_SAME_HAPPENING = frozenset({"rescue", "arrest", "interception", "check"})
_SINGLE = frozenset({"gya", "tha", "hua", "rha", "pkda", "dbocha"})
# "Lapta: Kumari Kashi, putri ...": one person is named.
_ONE_CALLED = Words.of("kumari ku0 km putri putra s/o d/o w/o कुमारी कु० कु0 पुत्री पुत्र")
_THINGS = words(
    "rupaye rupye rupees mobile मोबाइल gadi gaadi vahan nakdi saman samaan truck ट्रक avedan dastavej dhanrashi "
    "lash shav sharab ganja vivah shadi bus"
)


_CHARGE = words("dhara mukadma mukdma fir एफआईआर bns बीएनएस ipc panjikrit abhiyog mukadme prathmiki")


@dataclass(slots=True)
class Happening:
    """One event told by a sentence."""

    kind: str
    frame: Frame
    place: Mention | None
    people: int | None
    date: str | None
    persons: Persons | None = None


def happenings(scene: Scene, memory: Memory, index: int) -> list[Happening]:
    """The events that the sentence tells, whether or not they count."""
    found: list[Happening] = []
    for frame in scene.frames:
        if not frame.event:
            continue
        listed = _listed(scene, frame) or _respectively(scene, frame)
        if not listed and (_points_back(scene, frame) or _found_again(scene, frame)):
            continue
        who = _patient(scene, frame)
        kind = _kind(scene, frame, who, memory, index)
        if kind is None:
            continue
        date = scene.date_at(frame, since=kind == "missing")
        if listed:
            told = {(h.kind, h.place.place.key) for h in found if h.place is not None}
            found.extend(
                Happening(kind, frame, place, people, date)
                for place, people in listed
                if (kind, place.place.key) not in told
            )
            continue
        places = _places(scene, frame, kind, found, memory, index)
        people = _how_many(scene, frame, who, kind, memory, index)
        if people == 0:
            continue
        each = _each_from(scene, frame, places)
        if each:
            found.extend(Happening(kind, frame, place, number, date) for place, number in each)
            continue
        made = Happening(kind, frame, places[0] if places else None, people if len(places) < 2 else None, date, who)
        if made.place is None and date is None:
            _carry_over(scene, made, memory, index)
        twin = next((h for h in found if _same(h, made)), None)
        if twin is not None:
            twin.people = twin.people if twin.people is not None else made.people
            twin.place = twin.place or made.place
            continue
        found.append(made)
        found.extend(Happening(kind, frame, place, None, date, who) for place in places[1:])
    placed = [h for h in found if h.place is not None and h.kind in _SAME_HAPPENING]
    for happening in found:
        if happening.place is None and happening.kind in _SAME_HAPPENING and placed:
            happening.place = placed[0].place
    return found


def _points_back(scene: Scene, frame: Frame) -> bool:
    """ "brmd ldkio ko ghr bheja", "girftar aropi ne btaya" tell no new event."""
    if frame.kind not in ("rescue", "arrest", "missing", "caught", "interception"):
        return False
    if frame.end != frame.after and not _participle(scene, frame):
        return False
    if scene.tokens[frame.end - 1].low.endswith("kr"):
        # "utarkr mhila siphi ko sonpa"
        return False
    ahead = scene.tokens[frame.end : frame.end + 2]
    if not ahead or number_at(scene.tokens, frame.end) is not None:
        return False
    nouns = cues.VICTIMS | cues.PERSONS | cues.SUSPECTS
    follows = any(t.low in nouns for t in ahead) and ahead[0].low not in AND
    if not follows or any(t.kind == "mark" for t in ahead[:1]):
        return False
    headed = next((p.end for p in scene.persons if p.start == frame.end), 0)
    if headed and headed < len(scene.tokens) and scene.tokens[headed].text == ":":
        # "girftar sevayojk: Hapur 1"
        return False
    placed = any(s.role == "from" for s in frame.spots)
    before = [s for s in frame.spots if s.start < frame.cue or frame.end == frame.after]
    return not (placed and frame.kind == "missing") and not any(s.role in ("at", "from") for s in before)


def _participle(scene: Scene, frame: Frame) -> bool:
    """ "mukt krai ge yuvtio ko": a clause that only tells which girls are meant."""
    bare = next((p for p in scene.persons if p.start == frame.end), None)
    if bare is None or bare.count is not None or frame.end == len(scene.tokens):
        return False
    after = scene.tokens[bare.end].low if bare.end < len(scene.tokens) else ""
    return scene.tokens[frame.end - 1].low in ("ge", "hui", "hue") and after in (
        "ko",
        "ke",
        "ki",
        "ka",
        "ne",
        "se",
        "me",
    )


def _found_again(scene: Scene, frame: Frame) -> bool:
    """ "lapta 3 kisor brmd": who is found again is not reported missing."""
    if frame.kind != "missing" or not any(f.kind in ("rescue", "found") and f.cue > frame.cue for f in scene.frames):
        return False
    found = [p for p in scene.persons if frame.end <= p.start <= frame.end + 4]
    return bool(found) and not any(t.kind == "mark" for t in scene.tokens[frame.end : found[0].start])


def _kind(scene: Scene, frame: Frame, who: Persons | None, memory: Memory, index: int) -> str | None:
    before = {t.low for t in scene.tokens[max(frame.start, frame.cue - 3) : frame.cue]}
    if before & _THINGS and who is None:
        return None
    victims = any(p.who == "victims" and p.start < frame.end for p in scene.persons)
    if scene.tokens[frame.cue].low.startswith("uth") and (who is None or who.who != "suspects"):
        return None
    if scene.tokens[frame.cue].low in _FOUND_THINGS and who is None and frame.cue and _thing(scene, frame.cue - 1):
        return None
    if frame.kind in ("caught", "interception"):
        if who is None and _of_things(scene, frame):
            # "gadi Puranpur me rok ke": the vehicle was stopped.
            return None
        if who is None:
            if frame.kind == "caught" and _pointed_at_suspects(scene, frame):
                return "arrest"
            verb = {t.low for t in scene.tokens[frame.cue : frame.end]}
            if verb & _SINGLE and frame.kind == "caught":
                return "arrest"
            fresh = memory.fresh(index, scene.paragraph) and memory.moved is not None
            return "interception" if victims or fresh else None if frame.kind == "interception" else "arrest"
        if who.who == "suspects":
            return "arrest" if frame.kind == "caught" else None
        if frame.kind == "caught" and who.who == "persons":
            return "arrest"
        also = who.end < len(scene.tokens) and scene.tokens[who.end].low in ("bi", "bhi")
        if frame.kind == "caught" and also and any(f.kind in ("rescue", "found") for f in scene.frames):
            # "ldki brmd ho ge, ldka bi pkda gya"
            return "arrest"
        return "interception"
    if who is None and _of_things(scene, frame):
        return None
    after = frame.end if frame.end < len(scene.tokens) else frame.cue
    gone = scene.tokens[frame.end - 1].low in ("hui", "hua", "hue")
    if frame.kind == "missing" and who is None and gone and after != frame.cue and _thing(scene, after):
        # "gum hui dak"
        return None
    given = scene.tokens[frame.cue].low in ("plis", "pulis", "police")
    if given and who is None and any(p.who == "victims" for p in frame.persons):
        # "ldki ko police ke hvale kia"
        return None
    if frame.kind == "arrest" and who is not None and who.who == "victims" and who.end != frame.cue:
        return None
    if frame.kind == "sensitisation":
        return "sensitisation"
    return frame.kind


def _pointed_at_suspects(scene: Scene, frame: Frame) -> bool:
    """ "abhiyukto ka irda ... tha, unhe Kaimganj me pkd lia"."""
    mine = {t.low for t in scene.tokens[frame.start : frame.cue]}
    return bool(mine & _POINTING) and any(p.who == "suspects" and p.end <= frame.start for p in scene.persons)


_POINTING = words("unhe inhe use ise usko unko inko")


def _of_things(scene: Scene, frame: Frame) -> bool:
    """Whether a vehicle or a wedding was stopped, and no person."""
    if any(p.who in ("victims", "persons") and not _owner(scene, p, frame) for p in frame.persons):
        return False
    mine = scene.tokens[frame.start : frame.cue]
    wedding = any(t.low in _THINGS for t in mine) and any(_owner(scene, p, frame) for p in frame.persons)
    near = mine[max((i + 1 for i, t in enumerate(mine) if t.kind == "mark"), default=0) :][-6:]
    thing = any(t.low in cues.VEHICLES - cues.ROADS for t in near) and not any(
        t.low in cues.ONE | cues.THEY for t in near
    )
    return wedding or (thing and frame.kind in ("interception", "caught"))


def _patient(scene: Scene, frame: Frame) -> Persons | None:
    """Those whom the event befell: before its verb, else before an earlier verb, else after it."""
    if frame.kind == "caught" and not frame.persons and _pointed_at_suspects(scene, frame):
        return [p for p in scene.persons if p.who == "suspects" and p.end <= frame.start][-1]
    own = [
        p
        for p in frame.persons
        if _suits(p, frame.kind) and not p.inner and not _with(scene, p) and not _owner(scene, p, frame)
    ]
    left = [p for p in own if p.end <= frame.cue and not p.agent]
    if frame.kind in ("arrest", "caught"):
        counted = bool(left) and left[-1].who == "persons" and left[-1].count is not None
        if frame.kind == "arrest" and not counted:
            left = [p for p in left if p.who == "suspects"][-1:] or left
    if frame.kind == "rescue" or frame.kind == "missing":
        left = [p for p in left if p.who == "victims"] or left
    if left:
        return _nearest(scene, left)
    if frame.kind == "arrest":
        # "ek ldka girftr"
        beside = [p for p in frame.persons if p.who == "victims" and p.end == frame.cue and p.count]
        if beside:
            return beside[-1]
    right = [
        p for p in scene.persons if frame.end <= p.start <= frame.end + 4 and _suits(p, frame.kind) and not p.agent
    ]
    marks = (
        any(t.kind == "mark" and t.text not in ":-\u2013" for t in scene.tokens[frame.end : right[0].start])
        if right
        else True
    )
    if right and not marks:
        return right[0]
    if frame.kind in ("rescue", "interception", "caught", "missing"):
        mark = max(
            (i + 1 for i in range(frame.start, frame.cue) if scene.tokens[i].kind == "mark"), default=frame.start
        )
        words = [t.low for t in scene.tokens[mark : frame.cue]]
        earlier = [p for p in scene.persons if p.end <= frame.start and p.who == "victims" and not p.inner]
        pointed = any(w in cues.ONE | cues.THEY for w in words)
        if pointed and not earlier:
            earlier = [p for p in scene.persons if p.end <= frame.start and p.who == "persons" and p.count]
        alone = all(p.who in ("officers", "public") for p in frame.persons)
        if earlier and (pointed or (frame.kind != "caught" and alone)):
            return earlier[-1]
    if frame.kind in ("arrest", "caught"):
        verb = {t.low for t in scene.tokens[frame.cue : frame.end]}
        doers = [p for p in scene.persons if p.end <= frame.start and p.who in ("suspects", "persons")]
        if doers and not left and verb & {"ge", "gya", "hui", "hua", "gi", "hue"}:
            return doers[-1]
    return None


def _nearest(scene: Scene, left: list[Persons]) -> Persons:
    """The last before the verb, but those with "ko" before those with another case."""
    objects = [p for p in left if p.end < len(scene.tokens) and scene.tokens[p.end].low == "ko"]
    return (objects or left)[-1]


def _with(scene: Scene, who: Persons) -> bool:
    """ "4 ldkio ke sath ek dlal pkda": the girls were not caught."""
    ahead = [t.low for t in scene.tokens[who.end : who.end + 2]]
    return ahead in (["ke", "sth"], ["ke", "smet"], ["ke", "sang"]) or ahead[:1] in (["smet"], ["shit"], ["sht"])


def _owner(scene: Scene, who: Persons, frame: Frame) -> bool:
    """ "yatri ka bag brmd": what was his was found, not he."""
    tokens = scene.tokens
    if frame.kind == "sensitisation":
        return False
    if who.end >= frame.cue - 1 or tokens[who.end].low not in ("ka", "ki", "ke"):
        return False
    if tokens[who.end + 1].low in _THINGS:
        return True
    return _thing(scene, frame.cue - 1)


def _thing(scene: Scene, index: int) -> bool:
    """Whether the token is a noun of no table: neither a person, a place, an adverb nor a postposition."""
    token = scene.tokens[index]
    known = token.kind != "word" or token.low in _BEFORE_A_VERB or token.low in cues.BARRIERS or token.low in verbs.AUX
    known = known or any(p.start <= index < p.end for p in scene.persons)
    known = known or any(m.start <= index < m.end for m in scene.mentions)
    known = known or token.low in doubts.NOT or number_at(scene.tokens, index) is not None
    return not known and verbs.MOVES.at(scene.tokens, index) is None


_BEFORE_A_VERB = words(
    "sakushal surakshit safaltapoorvak turant aaj kal bhi hi wahan vahan yahan wahin sabhi sab dono use unhe inhe "
    "jinhe "
    "jise isko usko unko inko dwara police rescue bandhak giraftar mukt kul anya baad subah shaam raat dopahar "
    "turant mauke chhapa der kai ek do kramshah punah phir fir tab tatkal itna lekin akele bhag"
)
_FOUND_THINGS = words("baramad baraamad baramadgi baramadagi recover recovered रिकवर")


def _suits(persons: Persons, kind: str) -> bool:
    if persons.who in ("officers", "public"):
        return kind == "sensitisation"
    if kind == "arrest":
        return persons.who != "victims"
    if kind in ("caught", "sensitisation"):
        return True
    return persons.who != "suspects"


def _places(
    scene: Scene, frame: Frame, kind: str, earlier: list[Happening], memory: Memory, index: int
) -> list[Mention]:
    able = [s for s in scene.spots if s.role in ("at", "from", "head") and _can_hold(scene, s, kind)]
    own = [s for s in able if s in frame.spots and (s.role != "from" or part_of(scene, s) != "origin")]
    headed = [s for s in own if s.role == "head" and s.start < frame.cue]
    if headed and own[-1].role == "head":
        return list(headed[-1].heads)
    for near in ([s for s in own if s.role == "from" and kind in ("rescue", "missing", "arrest")], own):
        if near and kind != "sensitisation":
            return list(near[-1].heads)
    if own:
        return [m for s in own for m in s.heads] if kind == "sensitisation" else list(own[-1].heads)
    words = {t.low for t in scene.tokens[frame.start : frame.cue]}
    if words & cues.THERE:
        ends = [s for s in scene.spots if s.end <= frame.cue and s.role in ("at", "to", "bare", "from", "via")]
        if ends:
            return list(ends[-1].heads)
        if memory.there is not None and memory.fresh(index, scene.paragraph):
            return [memory.there]
    same = [h for h in earlier if h.place is not None and h.kind != kind and h.kind in _SAME_HAPPENING]
    if same and kind != "missing" and same[-1].place is not None:
        return [same[-1].place]
    ahead = [s for s in able if s.end <= frame.cue and part_of(scene, s) in ("none", "weak", "lost")]
    ahead = [s for s in ahead if s.role != "from" or ((f := scene.frame_at(s.start)) is not None and f.event)]
    if ahead and kind != "missing":
        return list(ahead[-1].heads)
    if kind == "sensitisation" and not local_of(scene):
        named = [s for s in scene.spots if s.bearer is not None]
        ours = [s for s in named if (bearer := bearer_of(scene, s)) is not None and bearer.who in _TAUGHT]
        if ours:
            return list(ours[-1].heads)
    if kind == "missing":
        home = [s for s in scene.spots if s.role in ("home", "at", "from", "of") and _can_hold(scene, s, kind)]
        home = home or [s for s in scene.spots if s.role in ("none", "local") and _can_hold(scene, s, kind)]
        if home:
            return list(home[0].heads)
        return memory.origin[:1] if memory.fresh(index, scene.paragraph) else []
    weak = [s for s in scene.spots if part_of(scene, s) == "weak"]
    if weak and kind == "rescue":
        return list(weak[0].heads)
    local = [s for s in scene.spots if s.role == "local"]
    if local and kind != "sensitisation" and local[0].start < frame.cue:
        return list(local[0].heads[:1])
    stops = [s for s in scene.spots if part_of(scene, s) == "via" and s.is_stop and s.end <= frame.cue]
    if stops and kind == "interception":
        return list(stops[-1].heads)
    if kind in ("rescue", "arrest") and frame.kind != "arrest":
        ends = [s for s in scene.spots if s.end <= frame.cue and not s.is_stop and _brought_to(scene, s)]
        if ends:
            return list(ends[-1].heads)
    trailing = [s for s in able if s.start >= frame.end and part_of(scene, s) in ("none", "weak")]
    if trailing and kind != "sensitisation":
        return list(trailing[0].heads)
    posts = [s for s in scene.spots if s.bearer is not None and scene.tokens[s.bearer].low in cues.OFFICERS]
    posts = [s for s in posts if (hit := LOCAL_BEFORE.ending(scene.tokens, s.start)) is not None and hit[0] == "local"]
    local = local or ([s for s in posts if s.start < frame.cue] if kind in _SAME_HAPPENING else [])
    return list(local[0].heads[:1]) if local else []


_TAUGHT = frozenset({"public", "victims", "persons"})


def local_of(scene: Scene) -> list[Spot]:
    """The spots that name the post which acted."""
    return [s for s in scene.spots if s.role == "local"]


def _brought_to(scene: Scene, spot: Spot) -> bool:
    """Whether they had been brought or sold there, not only taken on the way to it."""
    frame = scene.frame_at(spot.start)
    if frame is None:
        return False
    if frame.kind == "go" and any(t.low == "jkr" for t in scene.tokens[frame.cue : frame.end]):
        # "police ne Mumbai jakr chudaya"
        return spot.role in ("bare", "to")
    if frame.kind == "go" and spot.role == "at" and part_of(scene, spot) == "goal":
        # "Sangrur me dhan ropne ge mjdur ... chudae"
        return True
    if part_of(scene, spot) != "goal" or frame.kind not in ("sell", "work", "bring", "reach"):
        return False
    return frame.kind == "sell" or not any(t.low in ("rhe", "rhi", "rha") for t in scene.tokens[frame.cue : frame.end])


def _can_hold(scene: Scene, spot: Spot, kind: str) -> bool:
    head = spot.heads[0]
    if (
        spot.role == "at"
        and not spot.is_stop
        and any(t.low in _CHARGE for t in scene.tokens[max(0, spot.start - 9) : spot.start])
    ):
        # "dhara 143 thana Banda me": where the case is registered.
        return False
    if head.kind == "country" or (spot.is_stop and head.kind == "state"):
        return False
    if spot.role == "from" and spot.vehicle:
        return False
    if spot.role == "at" and part_of(scene, spot) in ("goal", "via"):
        return False
    return not spot.care or spot.role != "at"


def _listed(scene: Scene, frame: Frame) -> list[tuple[Mention, int | None]]:
    """Places that each have their own number: "Hardoi: 4, Sitapur: 7"."""
    listed: list[tuple[Mention, int | None]] = []
    tokens = scene.tokens
    for spot in scene.spots:
        for head in spot.heads:
            at = head.end
            while at < len(tokens) and (tokens[at].text in (":", "-", "\u2013", "=") or tokens[at].low in ("me", "se")):
                at += 1
            number = number_at(tokens, at) if at < len(tokens) and at > head.end - 1 else None
            after = tokens[at + 1].text if at + 1 < len(tokens) else "."
            alone = after in (",", ";", ".", ")", "-", "*", "•", "।") or tokens[min(at + 1, len(tokens) - 1)].low in AND
            person = any(p.start == at for p in scene.persons)
            if number is not None and (alone or (person and (spot.role == "at" or (listed and spot.role == "from")))):
                listed.append((head, number))
    counted = [
        (s.heads[0], p.count)
        for s in scene.spots
        for p in scene.persons
        if p.end == s.start and p.end - p.start == 1 and s.role in ("from", "at") and part_of(scene, s) != "origin"
    ]
    if len(counted) > 1 and frame.cue < counted[0][0].start:
        # "brmd: 1 Jaipur se, 1 Dilli se"
        return counted
    colon = frame.end
    while colon < min(frame.end + 4, len(tokens) - 1) and any(p.start <= colon < p.end for p in scene.persons):
        # "girftar sevayojk: Hapur 1"
        colon += 1
    alone = any(t.low in doubts.NOT for t in tokens[frame.end :]) or tokens[min(colon, len(tokens) - 1)].text in _COLONS
    others = [f for f in scene.frames if f.event and f.start >= frame.end and f.kind != frame.kind]
    following = others[0].start if others else None
    if following is not None and len(listed) > 1:
        # "lapta bche: Ballia 4, Mau 2; brmd bche: Ballia 3": each its own.
        cue = next(f.cue for f in scene.frames if f.start == following)
        mine = [pair for pair in listed if frame.end <= pair[0].start < cue]
        before = [pair for pair in listed if frame.start <= pair[0].start < frame.cue]
        listed = mine if colon < len(tokens) and tokens[colon].text in _COLONS else before or mine
    elif len(listed) > 1 and tokens[min(colon, len(tokens) - 1)].text in _COLONS:
        listed = [pair for pair in listed if pair[0].start >= frame.end] or listed
    led = [pair for pair in listed if pair[0].start >= frame.end]
    if alone and len(led) == 1 == len(listed) and frame.start:
        return led
    return listed if len(listed) > 1 or (alone and led and frame.start == 0) else []


def _how_many(scene: Scene, frame: Frame, who: Persons | None, kind: str, memory: Memory, index: int) -> int | None:
    fresh = memory.fresh(index, scene.paragraph, 2)
    words = {t.low for t in scene.tokens[frame.start : frame.cue]}
    verb = {t.low for t in scene.tokens[frame.cue : frame.end]}
    if who is None:
        if kind == "sensitisation":
            later = [p.count for p in scene.persons if p.start > frame.cue and p.count and p.who != "suspects"]
            return later[0] if later else _attended(scene)
        number = _number_near(scene, frame)
        if number is not None:
            return number
        if kind == "missing" and any(t.text.lower() in _ONE_CALLED for t in scene.tokens):
            return 1
        if kind == "missing" and any(t.low in cues.AGE and i for i, t in enumerate(scene.tokens)):
            # "gumsudgi drj: Rekha, 17 sal"
            return 1
        if kind in ("arrest",):
            alone = frame.cue - frame.start <= 2 and frame.cue > frame.start and _thing(scene, frame.cue - 1)
            return 1 if verb & _SINGLE or alone else None
        if words & cues.ONE and not words & cues.THEY:
            return 1
        pointed = kind != "missing" or bool(memory.origin)
        return memory.moved if fresh and pointed else None
    if kind == "missing" and who.count == 1:
        # "bhu apne 2 bcho shit gayb"
        others = [p.count for p in frame.persons if p.start > who.start and p.count and _with(scene, p)]
        if others:
            return 1 + others[0]
    if kind == "sensitisation" and who.count is None:
        later = [p.count for p in scene.persons if p.start > frame.cue and p.count and p.who != "suspects"]
        return later[0] if later else _attended(scene)
    summed = _of_all(scene, frame)
    if summed is not None:
        return summed
    if who.count is None and not who.vague and not who.definite and kind in ("rescue", "interception"):
        said = [p.count for p in scene.persons if p.who == "victims" and p.end <= who.start and p.count]
        if said:
            return said[-1]
    if who.count is None and who.definite and kind not in ("sensitisation",):
        said = [p.count for p in scene.persons if p.who == who.who and p.end <= who.start and p.count]
        if said:
            return said[-1]
        return memory.moved if fresh and kind != "arrest" else None
    return who.count


def _each_from(scene: Scene, frame: Frame, places: list[Mention]) -> list[tuple[Mention, int | None]]:
    """ "Rinku ko Nagpur se, uski sathi ko Amravati se girftar": each from a place of his own."""
    own = [s for s in frame.spots if s.role in ("from", "at") and s.start and scene.tokens[s.start - 1].low == "ko"]
    if frame.kind not in ("arrest", "rescue", "caught") or len(own) < 2 or not places:
        return []
    told: list[tuple[Mention, int | None]] = []
    for spot in own:
        who = next((p for p in scene.persons if p.end == spot.start - 1), None)
        told.append((spot.heads[0], 1 if who is None else who.count))
    return told


_COLONS = frozenset(":=-\u2013\u2014")


def _respectively(scene: Scene, frame: Frame) -> list[tuple[Mention, int | None]]:
    """ "Etawah or Mainpuri me ... krmsh 2 or 3 dlal girftr"."""
    tokens = scene.tokens
    at = next((i for i in range(frame.start, frame.cue) if tokens[i].low in _EACH), None)
    places = [s for s in scene.spots if at is not None and s.end <= at and len(s.heads) > 1]
    if at is None or not places:
        return []
    numbers = [n for i in range(at + 1, frame.cue) if (n := number_at(tokens, i)) is not None]
    heads = places[-1].heads
    return list(zip(heads, numbers, strict=True)) if len(heads) == len(numbers) else []


_EACH = words("kramshah kramash क्रमशः kramsah respectively")


def _of_all(scene: Scene, frame: Frame) -> int | None:
    """ "3 ldkia Dang ki, 2 Banke ki, sb Rupaidiha pr roki ge": all of those numbered before."""
    tokens = scene.tokens
    at = next((i for i in range(frame.start, frame.cue) if tokens[i].low in ("sb", "sbhi", "sbko")), None)
    if at is None or frame.kind not in ("rescue", "interception") or any(p.start <= at < p.end for p in scene.persons):
        return None
    said = [p.count for p in scene.persons if p.end <= at and p.who in ("victims", "persons") and p.count]
    if len(said) < 2:
        return None
    return max(said) if 2 * max(said) == sum(said) else sum(said)


def _attended(scene: Scene) -> int | None:
    """ "upsthiti 110"."""
    for index, token in enumerate(scene.tokens[:-1]):
        if token.low in _ATTENDANCE:
            after = index + 1 + (scene.tokens[index + 1].kind == "mark")
            return number_at(scene.tokens, after) if after < len(scene.tokens) else None
    return None


_ATTENDANCE = words("upasthiti upsthiti upasthit pratibhagi attendance")


def _number_near(scene: Scene, frame: Frame) -> int | None:
    """ "Giraftari: 4", "rescue - 3"."""
    at = frame.end
    while at < len(scene.tokens) and at - frame.end < 3 and scene.tokens[at].text in (":", "-", "\u2013", "="):
        at += 1
    if at == frame.end < len(scene.tokens) and scene.tokens[at].kind == "number":
        # "missing 2, rescue 0"
        ends = at + 1 >= len(scene.tokens) or scene.tokens[at + 1].kind == "mark"
        return number_at(scene.tokens, at) if ends else None
    before = frame.cue - 1
    if before >= 0 and at >= frame.end and number_at(scene.tokens, before) is not None:
        # "char girftaria"
        return number_at(scene.tokens, before)
    if at < len(scene.tokens) and at > frame.end:
        return number_at(scene.tokens, at)
    return None


def _carry_over(scene: Scene, happening: Happening, memory: Memory, index: int) -> None:
    """The next sentence goes on with the same happening unless it says another place or date."""
    if not memory.fresh(index, scene.paragraph) or memory.event is None:
        return
    other = memory.event != happening.kind and {memory.event, happening.kind} <= _SAME_HAPPENING
    named = any(s.role in ("at", "from", "head") and part_of(scene, s) in ("none", "weak") for s in scene.spots)
    if other and not named:
        happening.place, happening.date = memory.place, memory.date


def _same(one: Happening, other: Happening) -> bool:
    if one.kind != other.kind:
        return False
    if one.persons is not None and one.persons == other.persons:
        return True
    here = (one.place and one.place.place.key) == (other.place and other.place.place.key) or other.place is None
    here = here or (one.place is None and one.kind == "missing")
    return here and (other.people is None or one.people == other.people or one.people is None)
