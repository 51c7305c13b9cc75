"""Those whom an event of a Hindi sentence befell."""

from __future__ import annotations

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues import hindi_doubts as doubts
from samanvay_insight.extract.cues import hindi_verbs as verbs
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.people import Persons

THINGS = words(
    "rupaye rupye rupees mobile मोबाइल gadi gaadi vahan nakdi saman samaan truck ट्रक avedan dastavej dhanrashi "
    "lash shav sharab ganja vivah shadi bus"
)
_POINTING = words("unhe inhe use ise usko unko inko")
_BEFORE_A_VERB = words(
    "sakushal surakshit safaltapoorvak turant aaj kal bhi hi wahan vahan yahan wahin sabhi sab dono use unhe inhe "
    "jinhe "
    "jise isko usko unko inko dwara police rescue bandhak giraftar mukt kul anya baad subah shaam raat dopahar "
    "turant mauke chhapa der kai ek do kramshah punah phir fir tab tatkal itna lekin akele bhag"
)


def pointed_at_suspects(scene: Scene, frame: Frame) -> bool:
    """ "abhiyukto ka irda ... tha, unhe Kaimganj me pkd lia"."""
    mine = {t.low for t in scene.tokens[frame.start : frame.cue]}
    return bool(mine & _POINTING) and any(p.who == "suspects" and p.end <= frame.start for p in scene.persons)


def is_of_things(scene: Scene, frame: Frame) -> bool:
    """Whether a vehicle or a wedding was stopped, and no person."""
    if any(p.who in ("victims", "persons", "suspects") and not _owner(scene, p, frame) for p in frame.persons):
        return False
    mine = scene.tokens[frame.start : frame.cue]
    wedding = any(t.low in THINGS for t in mine) and any(_owner(scene, p, frame) for p in frame.persons)
    near = mine[max((i + 1 for i, t in enumerate(mine) if t.kind == "mark"), default=0) :][-6:]
    thing = any(t.low in cues.VEHICLES - cues.ROADS for t in near) and not any(
        t.low in cues.ONE | cues.THEY for t in near
    )
    return wedding or (thing and frame.kind in ("interception", "caught"))


def patient_of(scene: Scene, frame: Frame) -> Persons | None:
    """Those whom the event befell: before its verb, else before an earlier verb, else after it."""
    if frame.kind == "caught" and not frame.persons and pointed_at_suspects(scene, frame):
        return [p for p in scene.persons if p.who == "suspects" and p.end <= frame.start][-1]
    own = [
        p
        for p in frame.persons
        if _suits(p, frame.kind) and not p.inner and not in_company(scene, p) and not _owner(scene, p, frame)
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
        beside = [p for p in frame.persons if p.who == "victims" and p.count and just_before(scene, p, frame)]
        if beside:
            return beside[-1]
    right = [
        p
        for p in scene.persons
        if frame.end <= p.start <= frame.end + 4 and _suits(p, frame.kind) and (not p.agent or p.start == frame.end)
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
        if not earlier and (pointed or (alone_of(frame) and frame.kind != "caught")):
            earlier = [p for p in scene.persons if p.end <= frame.start and p.who == "persons" and p.count]
            earlier = [p for p in earlier if pointed or p.end - p.start > 1]
        if earlier and (pointed or (frame.kind != "caught" and alone_of(frame))):
            return earlier[-1]
    if frame.kind in ("arrest", "caught"):
        verb = {t.low for t in scene.tokens[frame.cue : frame.end]}
        doers = [p for p in scene.persons if p.end <= frame.start and p.who in ("suspects", "persons")]
        if seizes(scene, frame) and not left and not any(p.who == "suspects" for p in scene.persons):
            stopped = [p for p in scene.persons if p.end <= frame.start and p.who == "victims" and p.count]
            if stopped:
                return stopped[-1]
        if doers and not left and verb & {"ge", "gya", "hui", "hua", "gi", "hue"}:
            return doers[-1]
    return None


def alone_of(frame: Frame) -> bool:
    """Whether the clause names nobody but those who acted."""
    return all(p.who in ("officers", "public") or _whose(p, frame) for p in frame.persons)


def _whose(who: Persons, frame: Frame) -> bool:
    """ "malkin ke ghr se chudvai ge": whose house it was."""
    return frame.kind in ("rescue", "interception") and who.who == "suspects" and who.end < frame.cue - 1


def seizes(scene: Scene, frame: Frame) -> bool:
    """Whether the verb is one of slang, said of those stopped and of those arrested alike."""
    return frame.kind == "arrest" and scene.tokens[frame.cue].low.startswith(_SEIZED)


_SEIZED = ("dhr", "dboc", "hte")


def just_before(scene: Scene, who: Persons, frame: Frame) -> bool:
    """ "ldka girftr", "ldka bhi hirast me"."""
    also = who.end == frame.cue - 1 and scene.tokens[who.end].low in ("bhi", "bi")
    return who.end == frame.cue or also


def _nearest(scene: Scene, left: list[Persons]) -> Persons:
    """The last before the verb, but those with "ko" before those with another case."""
    objects = [p for p in left if p.end < len(scene.tokens) and scene.tokens[p.end].low == "ko"]
    return (objects or left)[-1]


def in_company(scene: Scene, who: Persons) -> bool:
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
    if tokens[who.end + 1].low in THINGS:
        return True
    return is_thing_at(scene, frame.cue - 1)


def is_thing_at(scene: Scene, index: int) -> bool:
    """Whether the token is a noun of no table: neither a person, a place, an adverb nor a postposition."""
    token = scene.tokens[index]
    known = token.kind != "word" or token.low in _BEFORE_A_VERB or token.low in cues.BARRIERS or token.low in verbs.AUX
    known = known or any(p.start <= index < p.end for p in scene.persons)
    known = known or any(m.start <= index < m.end for m in scene.mentions)
    known = known or token.low in doubts.NOT or number_at(scene.tokens, index) is not None
    return not known and verbs.MOVES.at(scene.tokens, index) is None


def _suits(persons: Persons, kind: str) -> bool:
    if persons.who in ("officers", "public"):
        return kind == "sensitisation"
    if kind == "arrest":
        return persons.who != "victims"
    if kind in ("caught", "sensitisation"):
        return True
    return persons.who != "suspects"
