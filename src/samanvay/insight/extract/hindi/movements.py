"""Movements of a Hindi sentence, in the ways that the English rules make too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from samanvay.insight.extract import atlas
from samanvay.insight.extract.cues import hindi as cues
from samanvay.insight.extract.hindi.forms import words
from samanvay.insight.extract.hindi.frames import Frame
from samanvay.insight.extract.hindi.moved import bearer_of, people_moved, their_village
from samanvay.insight.extract.hindi.people import number_at
from samanvay.insight.extract.hindi.scenes import Scene, entrusted
from samanvay.insight.extract.hindi.spot import AND, Spot
from samanvay.insight.extract.memory import Memory
from samanvay.insight.extract.mentions import Mention
from samanvay.insight.extract.movements import Way
from samanvay.insight.extract.people import Persons

MOVING = frozenset({"carry", "send", "bring", "come", "go", "sell", "reach", "work"})
_PRETEXT = words("naam bahane jhansa jhanse lalach jhasa vada wada jhaansa bahana")
_GOODS = words("suchna soochna jankari saman samaan patra chitthi dak file fail report dastavej vahan ration anaj dawa")
_CAPTIVE = words("band bandhak bandhua kaid qaid band")
# Who was recovered had been brought there.
RECOVERED = words(
    "baramad baramadgi traced trace recover recovered dhoondh dhundh khoj sakushal khoja baraamad ट्रेस रिकवर"
)


def ways(scene: Scene, memory: Memory, index: int) -> list[Way]:
    """The complete ways that the sentence tells, whether or not they count."""
    made = _ends_shared(scene, _slots(scene))
    their_village(scene, made)
    for way in made:
        if way.origin and not way.goal:
            _end_at_the_rescue(scene, way)
        if way.origin and way.goal and _left_on_the_way(scene, way, memory, index):
            way.via, way.origin, way.carried = [*way.origin, *way.via], list(memory.origin), True
        if not way.origin and (way.goal or way.via):
            earlier = [w for w in made if w is not way and w.origin and w.start <= way.start]
            if way.inherited and earlier:
                way.origin = list(earlier[-1].origin)
                way.covers(earlier[-1].start, way.end)
            elif memory.origin and memory.fresh(index, scene.paragraph, 2) and _points_back(scene, way):
                way.origin, way.carried = list(memory.origin), True
        elif way.origin and not way.goal and not way.via and memory.goal and _goes_on(scene, way, memory, index):
            way.goal, way.carried = list(memory.goal), True
        elif way.origin and not way.goal and not way.via and _brought_there(scene, way, memory, index):
            way.goal, way.carried = [m for m in (memory.place,) if m is not None], True
    told = [w for w in made if w.complete and not _official(scene, w) and not _own_way(scene, w)]
    told = [w for w in told if not _only_called(scene, w)]
    for position, way in enumerate(told):
        _drop_echoes(way)
        way.people = people_moved(scene, way, told[position - 1].end if position else 0, memory, index)
    return [w for w in told if w.complete]


def part_of(scene: Scene, spot: Spot) -> str:
    """The part a spot plays in a movement: origin, via, goal, weak, lost or none."""
    frame = scene.holds(spot)
    if spot.route:
        return "origin"
    if spot.role == "home":
        return _home(scene, spot, frame)
    if spot.role == "goal!":
        return "goal"
    if spot.role == "via":
        return "none" if spot.care else "via"
    if spot.care and spot.role != "from":
        return "none"
    if frame is None:
        return "none"
    if spot.role == "from" and spot.care and frame.kind in ("send", "bring", "reach"):
        # Sent on from a home in care.
        return "none"
    if spot.role == "from":
        return "none" if _of_a_vehicle(scene, spot, frame) else _from(scene, spot, frame)
    moving = not frame.event and frame.kind in MOVING
    if moving and _only_said(scene, frame):
        return "none"
    if moving and entrusted(scene.tokens, frame):
        return "none"
    if spot.role in ("to", "bare"):
        if frame.kind == "halt" and spot.role == "bare":
            return "via"
        return "goal" if moving and frame.kind != "found" else "none"
    if spot.role == "at":
        return _at(scene, spot, frame, moving)
    return "none"


def _of_a_vehicle(scene: Scene, spot: Spot, frame: Frame) -> bool:
    """ "Guwahati se a rhi tre se 4 ldkia utari": where the train came from, not the girls."""
    if (
        frame.event
        or frame.kind not in ("go", "come")
        or not any(t.low in cues.VEHICLES for t in scene.tokens[frame.end : frame.end + 3])
    ):
        return False
    homes = any(s.role == "home" and s is not spot for s in scene.spots)
    return homes or not any(s.role in ("to", "bare") for s in frame.spots)


def _only_said(scene: Scene, frame: Frame) -> bool:
    """ "Dubai bhejne ke nam pr Lucknow bulaya": where they were told they would go."""
    ahead = {t.low for t in scene.tokens[frame.end : frame.end + 3]}
    return scene.tokens[frame.end - 1].low.endswith("ne") and bool(ahead & _PRETEXT)


def _from(scene: Scene, spot: Spot, frame: Frame) -> str:
    escaped = scene.tokens[frame.cue].low.startswith("bhag") and any(s.role == "home" for s in scene.spots)
    homes = any(s.role == "home" or (s.role == "from" and s.end < frame.start) for s in scene.spots)
    only = bool(frame.persons) and all(p.who == "officers" for p in frame.persons)
    if only and frame.kind == "bring" and frame is not scene.frames[0]:
        # "..., plis Indor se lai"
        return "none" if spot.is_stop else "weak"
    if homes and frame.kind == "bring" and any(t.low in _BACK for t in scene.tokens[frame.start : frame.cue]):
        # "Kheri ke 3 bche Dehradun se vaps lae ge"
        return "none" if spot.is_stop else "weak"
    if escaped and not spot.is_stop and (spot.work or spot.upto - spot.end > 1):
        # "Ludhiana ki hojri se bhagkr ae Araria ke char bche": they had worked there.
        return "weak"
    if frame.kind in ("rescue", "found"):
        return "none" if spot.is_stop or spot.vehicle else "weak"
    if frame.kind == "missing":
        return "lost"
    if frame.event:
        later = [f for f in scene.frames if f.cue < frame.cue and f.kind in MOVING]
        return "origin" if later and spot.start < later[0].cue and not spot.work else "none"
    return "origin" if frame.kind in MOVING or frame.kind in ("halt", "gather") else "none"


def _at(scene: Scene, spot: Spot, frame: Frame, moving: bool) -> str:
    if spot.vehicle and frame.kind in ("send", "carry", "go"):
        return "goal" if spot.end < frame.cue and scene.tokens[spot.end].low in ("ki", "ke", "ka", "jane") else "none"
    if frame.kind == "gather":
        return "origin"
    others = [s for s in frame.spots if s is not spot and s.start < frame.cue and s.role in ("to", "bare", "goal!")]
    if frame.kind == "halt":
        # Held in a quarry is where they worked, not where they rested.
        captive = any(t.low in _CAPTIVE for t in scene.tokens[frame.start : frame.end])
        later = any(f.kind == "rescue" for f in scene.frames if f.cue > frame.cue)
        freed = next((f.cue for f in scene.frames if f.kind == "rescue" and f.cue > frame.cue), len(scene.tokens))
        on = any(f.kind in MOVING and frame.cue < f.cue < freed and _own_goal(scene, f) for f in scene.frames)
        brought = [f for f in scene.frames if f.cue < frame.cue and f.kind in ("bring", "carry")]
        led = (
            bool(brought)
            and brought[-1].end >= frame.start - 1
            and scene.tokens[brought[-1].cue].low.endswith("kr")
            and not _own_goal(scene, brought[-1])
        )
        if led and not on and not spot.is_stop:
            # "Jalpaiguri se lakr Merath me rkha gya"
            return "weak"
        held = captive and (later or _present(scene, frame) or not on) and not on
        return "weak" if spot.work or held or (later and not on and not spot.is_stop) else "via"
    if frame.kind == "go" and scene.tokens[frame.cue - 1].low.endswith("ne") and not others and not spot.is_stop:
        # "Sangrur me dhan ropne ge mjdur"
        return "goal"
    if frame.kind in ("sell", "reach"):
        return "none" if others or spot.is_stop else "goal"
    if frame.kind == "work":
        return "none" if others else "weak" if not spot.is_stop else "none"
    if frame.kind in ("send", "carry", "bring") and not others and not spot.is_stop and (spot.work or not spot.par):
        led = any(s.role in ("from", "home") and s.end <= spot.start for s in frame.spots)
        aim = any(t.low in _AIMS for t in scene.tokens[spot.upto : frame.cue])
        sent = frame.kind == "send" or spot.work or (frame.kind == "bring" and led) or aim
        return "goal" if sent and spot.upto + 9 > frame.cue else "none"
    if frame.kind == "found":
        return "none" if spot.is_stop or spot.vehicle else "weak"
    if frame.kind == "rescue" and not spot.is_stop and not spot.vehicle:
        found = scene.tokens[frame.cue].low in RECOVERED
        return "weak" if spot.work or found or works_in(scene, frame) else "none"
    return "none"


_BACK = words("wapas vapas vapis wapis sakushal surakshit")
_AIMS = words("kaam kam naukri shadi dehvyapar dhandhe dhandha majdoori majduri bechne")


def _present(scene: Scene, frame: Frame) -> bool:
    """ "kaid rkha gya he"."""
    return scene.tokens[frame.end - 1].low == "he"


def works_in(scene: Scene, frame: Frame) -> bool:
    """Whether the rescued were freed from a place of work: "Mau me ... int bhatte se"."""
    tokens = scene.tokens
    return any(
        tokens[i].low in cues.WORK
        and tokens[i].low != "ghr"
        and tokens[i + 1].low in ("se", "me", "pr", "pe", "va", "or")
        for i in range(frame.start, min(frame.end, len(tokens) - 1))
    )


def _home(scene: Scene, spot: Spot, frame: Frame | None) -> str:
    bearer = bearer_of(scene, spot)
    if bearer is not None:
        return "origin" if bearer.who in ("victims", "persons") and not _charged(scene, spot, bearer, frame) else "none"
    if spot.bearer is not None:
        return "origin" if scene.tokens[spot.bearer].low in cues.VICTIMS | cues.PERSONS else "none"
    arrested = any(f.kind == "arrest" for f in scene.frames)
    return "none" if arrested and not any(p.who == "victims" for p in scene.persons) else "origin"


def _charged(scene: Scene, spot: Spot, bearer: Persons, frame: Frame | None) -> bool:
    """Whether the person is the one arrested: "Katihar ke do vykti girftar"."""
    freed = any(p.who == "victims" and p.end <= bearer.start and p.count == bearer.count for p in scene.persons)
    if bearer.definite and freed:
        # "do ldkia brmd, dono Latehar ki, dlal girftar"
        return False
    return (
        bearer.who == "persons" and frame is not None and frame.kind in ("arrest", "caught") and bearer in frame.persons
    )


def _slots(scene: Scene) -> list[Way]:
    made: list[Way] = []
    now, last, ended = Way(), None, 0
    framed: Frame | None = None
    for spot in scene.spots:
        part = part_of(scene, spot)
        if part in ("none", "lost"):
            if part == "lost" and not now.origin and any(f.kind in ("rescue", "found") for f in scene.frames):
                now.origin = list(spot.heads)
                now.covers(spot.start, spot.upto)
                last, framed = spot, scene.frame_at(spot.start)
            continue
        frame = scene.frame_at(spot.start)
        gap = range(last.upto, spot.start) if last is not None else range(0)
        like = last is not None and part_of(scene, last) == part
        joined = like and len(gap) <= 1 and all(scene.tokens[i].low in AND for i in gap)
        if part == "origin" and now.goal and spot.role == "from" and _same_places(now.goal, spot.heads):
            # "Patna laya, fir Patna se Varanasi"
            now.via, now.goal = [*now.via, *now.goal], []
            now.covers(spot.start, spot.upto)
            last, framed = spot, frame
            continue
        if part == "origin" and last is not None and last.demonym and _nearer_home(now, spot):
            now.origin = list(spot.heads)
            now.covers(spot.start, spot.upto)
            last, framed = spot, frame
            continue
        if part == "origin":
            left = any(s.role == "from" and s.heads[0] in now.origin for s in scene.spots)
            passed = left and now.via and not now.goal and spot.role == "home" and framed is frame
            if now.origin and (now.goal or now.via) and not passed:
                made.append(now)
                now = Way()
            elif now.origin and not joined:
                if (
                    spot.role == "from"
                    and last is not None
                    and last.role == "home"
                    and not _people_between(scene, last, spot)
                ):
                    now.via.extend(spot.heads)
                    now.covers(spot.start, spot.upto)
                    continue
                if (
                    spot.role == "home"
                    and not now.goal
                    and last is not None
                    and framed is frame
                    and last.role in ("from", "via")
                ):
                    # "Palia se Gauriphanta ke raste Nepal ki 2 ldkia Lucknow ai"
                    now.via, now.origin = [*now.origin, *now.via], list(spot.heads)
                    now.covers(spot.start, spot.upto)
                    last = spot
                    continue
                if spot.role == "home" and _same_people(scene, last, spot):
                    continue
                made.append(now)
                now = Way()
            elif not now.origin and now.goal and frame is not framed and _own_goal(scene, frame):
                made.append(now)
                now = Way()
            now.origin.extend(spot.heads)
        elif part == "via":
            now.via.extend(spot.heads)
        elif part == "weak" and now.goal and not _chained(scene, gap):
            if now.weak and joined:
                now.goal.extend(spot.heads)
            continue
        elif now.goal and joined:
            now.goal.extend(spot.heads)
        elif now.goal and (
            now.weak
            or _chained(scene, range(ended, spot.start))
            or (frame is not framed and not _people_between(scene, last, spot))
        ):
            if not now.weak:
                now.via = sorted([*now.via, *now.goal], key=lambda m: m.start)
            now.goal, now.weak = list(spot.heads), part == "weak"
        elif now.goal:
            made.append(now)
            now = Way(inherited=True)
            now.goal = list(spot.heads)
        else:
            now.goal, now.weak = list(spot.heads), part == "weak"
        now.covers(spot.start, spot.upto)
        last, framed = spot, frame
        ended = spot.upto if part in ("goal", "weak") else ended
    made.append(now)
    return made


def _nearer_home(way: Way, spot: Spot) -> bool:
    """ "Nepali yuvti Surkhet se": the second of two homes lies in the first."""
    alone = bool(way.origin) and not way.goal and not way.via
    return alone and all(atlas.within(m.place, way.origin[0].place) for m in spot.heads)


def _same_places(some: Sequence[Mention], others: Sequence[Mention]) -> bool:
    return {m.place.key for m in some} == {m.place.key for m in others}


def _same_people(scene: Scene, last: Spot | None, spot: Spot) -> bool:
    if last is not None and any(number_at(scene.tokens, i) is not None for i in range(last.upto, spot.start)):
        return False
    return last is not None and bearer_of(scene, spot) is bearer_of(scene, last) is not None


def _own_goal(scene: Scene, frame: Frame | None) -> bool:
    return frame is not None and any(s.role in ("to", "bare", "goal!") for s in frame.spots)


def _people_between(scene: Scene, last: Spot | None, spot: Spot) -> bool:
    return last is not None and any(
        last.upto <= p.start < spot.start
        and p.who in ("victims", "persons")
        and not p.definite
        and p is not bearer_of(scene, last)
        for p in scene.persons
    )


def _chained(scene: Scene, gap: Sequence[int]) -> bool:
    """Whether "vahan se", "phir" or the like stands between two places."""
    if not gap:
        return False
    return any(gap[0] - 1 <= s <= gap[-1] for _, s, _ in cues.CHAIN.all(scene.tokens[: gap[-1] + 1]))


def _ends_shared(scene: Scene, made: list[Way]) -> list[Way]:
    """Give "2 ladki Gonda ki aur 1 Basti ki Surat bheji" its end for both."""
    for one, other in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
        alone = one.origin and not one.goal and not one.via and other.origin
        if alone and not any(one.end <= f.cue < other.start for f in scene.frames):
            one.goal, one.via, one.weak = list(other.goal), list(other.via), other.weak
    for one, other in pairwise(made):
        # "Bhivndi se 7 ldke chudae, 4 Bahraich ke or 3 Sitapur ke"
        lacks = one.origin and one.goal and other.origin and not other.goal and not other.via
        if lacks and not any(one.end <= f.cue < other.end for f in scene.frames):
            other.goal, other.weak = list(one.goal), one.weak
    for one, other in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
        both = any(t.low in ("dono", "sb", "sbhi", "tino") for t in scene.tokens[one.end : max(other.end, one.end)])
        if one.origin and one.via and not one.goal and other.origin and other.goal and both:
            one.goal = list(other.goal)
    return made


def _end_at_the_rescue(scene: Scene, way: Way) -> None:
    """ "Jaunpur: Bangal se lai ge 5 kisoria chudae ge": brought to where they were freed."""
    brought = any(f.kind in ("bring", "come", "work") for f in scene.frames)
    freed = [f for f in scene.frames if f.kind == "rescue"]
    if not freed or not (brought or any(works_in(scene, f) for f in scene.frames)):
        return
    for frame in freed:
        for spot in scene.spots:
            able = spot.role in ("head", "at", "from", "local", "of") and not spot.is_stop and not spot.care
            if (
                able
                and part_of(scene, spot) in ("none", "weak")
                and scene.frame_at(spot.start) in (frame, scene.frames[0])
            ):
                way.goal, way.weak = list(spot.heads), True
                way.covers(spot.start, frame.end)
                return


def _goes_on(scene: Scene, way: Way, memory: Memory, index: int) -> bool:
    return memory.fresh(index, scene.paragraph) and _points_back(scene, way)


def _left_on_the_way(scene: Scene, way: Way, memory: Memory, index: int) -> bool:
    """ "Kisori Basirhat ki he. Chalk use Sealdah se ... Mughalsarai laya": her way began at her home."""
    if not memory.origin or not memory.fresh(index, scene.paragraph) or memory.there is not None:
        return False
    spoken = {t.low for t in scene.tokens[: way.start + 1]} & (cues.ONE | cues.THEY)
    left = [s for s in scene.spots if s.role == "from" and any(h in way.origin for h in s.heads)]
    homes = any(s.role == "home" for s in scene.spots)
    known = {m.place.key for m in (*way.origin, *way.goal)}
    others = [p for p in scene.persons if p.who == "victims"]
    return bool(spoken and left) and not homes and not others and memory.origin[0].place.key not in known


def _brought_there(scene: Scene, way: Way, memory: Memory, index: int) -> bool:
    """ "8 bche Prayagraj mele me chudae. Ye Satna se lae ge the.": brought to where they were freed."""
    place = memory.place
    if place is None or memory.event not in ("rescue", "arrest") or not _goes_on(scene, way, memory, index):
        return False
    if place.kind in ("station", "country") or place.place.kind in ("station", "crossing"):
        return False
    return any(f.kind == "bring" for f in scene.frames) and all(o.place.key != place.place.key for o in way.origin)


def _points_back(scene: Scene, way: Way) -> bool:
    """Whether the sentence goes on with the persons of the one before."""
    before = [p for p in scene.persons if p.who in ("victims", "persons") and p.start < way.end]
    if not before:
        return True
    said = {t.low for t in scene.tokens[: way.end]}
    return (
        any(p.definite for p in before)
        or bool(said & (cues.ONE | cues.THEY))
        or (before[0].count in (None, 1) and before[0].start <= 2)
    )


def _official(scene: Scene, way: Way) -> bool:
    """Whether the sentence tells of officers on duty."""
    moved = [p for p in scene.persons if p.who in ("victims", "persons", "suspects")]
    officers = any(p.who == "officers" for p in scene.persons)
    pointed = any(t.low in cues.ONE | cues.THEY for t in scene.tokens)
    if officers and not moved and not pointed and all(f.kind in ("go", "come", "reach") for f in scene.frames):
        return True
    return officers and not moved and not way.carried


def _only_called(scene: Scene, way: Way) -> bool:
    """ "Bihar source he or Punjab destination": sayings about places, of nobody's way."""
    if way.carried or any(f.kind in MOVING for f in scene.frames):
        return False
    if any(p.who in ("victims", "persons", "suspects") for p in scene.persons):
        return False
    return all(cues.NAMED.at(scene.tokens, m.end) is not None for m in way.origin if m.end < len(scene.tokens))


def _own_way(scene: Scene, way: Way) -> bool:
    """ "abhiyukt Delhi se Gorakhpur a rha tha": the way of a suspect alone."""
    frames = [f for f in scene.frames if f.kind in MOVING and f.start < way.end and f.end > way.start]
    opening = {t.low for t in scene.tokens[: way.start]}
    if not scene.persons and opening & _GOODS:
        return True
    if not scene.persons and opening & (cues.VEHICLES | _GOODS):
        # "srkari gadi Pilibhit se Bareilly ge he"
        return not way.carried
    if way.carried or not frames or any(f.kind not in ("go", "come", "reach") for f in frames):
        return False
    before = [p for p in scene.persons if p.start <= way.start]
    others = any(p.who in ("victims", "persons") for p in scene.persons)
    spoken = any(t.low in cues.ONE | cues.THEY for t in scene.tokens)
    if (
        not others
        and not spoken
        and any(t.low in cues.VEHICLES for t in scene.tokens[frames[-1].end : frames[-1].end + 2])
    ):
        # "Dilli se Gonda a rhi bus ke chlk ko": the way of the bus.
        return True
    return bool(before) and before[-1].who == "suspects" and not others


def _drop_echoes(way: Way) -> None:
    way.goal = [m for m in way.goal if m.place.key not in {o.place.key for o in way.origin}]
    ends = {m.place.key for m in (*way.goal, *way.origin)}
    kept: list[Mention] = []
    for mention in way.via:
        if mention.place.key not in ends | {m.place.key for m in kept}:
            kept.append(mention)
    way.via = kept
