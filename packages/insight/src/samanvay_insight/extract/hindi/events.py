"""Events of a Hindi sentence: what was done, to how many, where and when."""

from __future__ import annotations

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.hindi.counts import SINGLE, people_of
from samanvay_insight.extract.hindi.figures import figures_by_place, figures_for_each, figures_in_turn, figures_of_each
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.happening import Happening
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.parts import part_of
from samanvay_insight.extract.hindi.patients import (
    THINGS,
    is_of_things,
    is_thing_at,
    just_before,
    patient_of,
    pointed_at_suspects,
    seizes,
)
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.hindi.spot import AND
from samanvay_insight.extract.hindi.where import SAME_HAPPENING, by_default, places_of
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.people import Persons

_FOUND_THINGS = words("baramad baraamad baramadgi baramadagi recover recovered रिकवर")


_GROWN = words("laRka laRke laRko yuvak youth")


def happenings(scene: Scene, memory: Memory, index: int) -> list[Happening]:
    """The events that the sentence tells, whether or not they count."""
    found: list[Happening] = []
    for frame in scene.frames:
        if not frame.event:
            continue
        listed = figures_by_place(scene, frame) or figures_in_turn(scene, frame)
        if not listed and (_points_back(scene, frame) or _found_again(scene, frame)):
            continue
        who = patient_of(scene, frame)
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
        places = places_of(scene, frame, kind, found, memory, index)
        people = people_of(scene, frame, who, kind, memory, index)
        if people == 0:
            continue
        each = figures_of_each(scene, frame, places) or figures_for_each(scene, who, places)
        if each:
            found.extend(Happening(kind, frame, place, number, date) for place, number in each)
            continue
        made = Happening(kind, frame, places[0] if places else None, people if len(places) < 2 else None, date, who)
        if made.place is None and date is None:
            _carry_over(scene, made, memory, index)
        if made.place is None:
            made.place = next(iter(by_default(scene, frame, memory)), None)
        if made.place is None and memory.fresh(index, scene.paragraph) and memory.event == kind:
            made.place = memory.place
        twin = next((h for h in found if _same(h, made)), None)
        if twin is not None:
            twin.people = twin.people if twin.people is not None else made.people
            twin.place = twin.place or made.place
            continue
        found.append(made)
        found.extend(Happening(kind, frame, place, None, date, who) for place in places[1:])
    placed = [h for h in found if h.place is not None and h.kind in SAME_HAPPENING]
    for happening in found:
        if happening.place is None and happening.kind in SAME_HAPPENING and placed:
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
    if before & THINGS and who is None:
        return None
    victims = any(p.who == "victims" and p.start < frame.end for p in scene.persons)
    lifted = scene.tokens[frame.cue].low.startswith("uth") and frame.kind == "caught"
    slang = seizes(scene, frame) or lifted
    if (
        slang
        and who is not None
        and who.who == "victims"
        and not any(t.low in _GROWN for t in scene.tokens[who.start : who.end])
    ):
        # "4 ldkia dhr li ge": stopped, not charged.
        return "interception"
    if lifted and (who is None or who.who != "suspects"):
        return None
    if scene.tokens[frame.cue].low in _FOUND_THINGS and who is None and frame.cue and is_thing_at(scene, frame.cue - 1):
        return None
    if frame.kind in ("caught", "interception"):
        if is_of_things(scene, frame):
            # "gadi Puranpur me rok ke": the vehicle was stopped.
            return None
        if who is None:
            if frame.kind == "caught" and pointed_at_suspects(scene, frame):
                return "arrest"
            verb = {t.low for t in scene.tokens[frame.cue : frame.end]}
            if verb & SINGLE and frame.kind == "caught":
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
    if who is None and is_of_things(scene, frame):
        return None
    after = frame.end if frame.end < len(scene.tokens) else frame.cue
    gone = scene.tokens[frame.end - 1].low in ("hui", "hua", "hue")
    if frame.kind == "missing" and who is None and gone and after != frame.cue and is_thing_at(scene, after):
        # "gum hui dak"
        return None
    given = scene.tokens[frame.cue].low in ("plis", "pulis", "police")
    if given and who is None and any(p.who == "victims" for p in frame.persons):
        # "ldki ko police ke hvale kia"
        return None
    if frame.kind == "arrest" and who is not None and who.who == "victims" and not just_before(scene, who, frame):
        return None
    if frame.kind == "sensitisation":
        return "sensitisation"
    return frame.kind


def _carry_over(scene: Scene, happening: Happening, memory: Memory, index: int) -> None:
    """The next sentence goes on with the same happening unless it says another place or date."""
    if not memory.fresh(index, scene.paragraph) or memory.event is None:
        return
    other = memory.event != happening.kind and {memory.event, happening.kind} <= SAME_HAPPENING
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
