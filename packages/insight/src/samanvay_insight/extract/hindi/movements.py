"""Movements of a Hindi sentence, in the ways that the English rules make too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from samanvay_insight.extract import atlas
from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.headings import governing
from samanvay_insight.extract.hindi.moved import bearer_of, people_moved, their_village
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.parts import MOVING, own_goal, part_of, works_in
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.hindi.spot import AND, Spot
from samanvay_insight.extract.legs import Way
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention

_GOODS = words("suchna soochna jankari saman samaan patra chitthi dak file fail report dastavej vahan ration anaj dawa")


def ways(scene: Scene, memory: Memory, index: int) -> list[Way]:
    """The complete ways that the sentence tells, whether or not they count."""
    made = _ends_shared(scene, _slots(scene))
    their_village(scene, made)
    for way in made:
        if way.origin and not way.goal:
            _end_at_the_rescue(scene, way, governing(memory, scene.paragraph))
        if way.origin and way.goal and _left_on_the_way(scene, way, memory, index):
            way.via, way.origin, way.carried = [*way.origin, *way.via], list(memory.origin), True
        if not way.origin and (way.goal or way.via):
            earlier = [w for w in made if w is not way and w.origin and w.start <= way.start]
            if way.inherited and earlier:
                way.origin = list(earlier[-1].origin)
                way.covers(earlier[-1].start, way.end)
            elif memory.origin and memory.fresh(index, scene.paragraph, 2) and _points_back(scene, way):
                way.origin, way.carried = list(memory.origin), True
            elif way.goal:
                way.origin = _left_from_the_head(scene, way)
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
            bound = framed is not None and frame is not framed and frame is not None and frame.event
            if left and bound and now.goal and not now.via and spot.role == "home" and _right_after(framed, spot):
                # "Lucknow se Jaipur bheje ja rhe Bihar ke bche"
                now.via, now.origin = list(now.origin), list(spot.heads)
                now.covers(spot.start, spot.upto)
                last, framed = spot, frame
                continue
            if _whose_they_were(scene, now, spot):
                now.via, now.origin = [*now.origin, *now.via], list(spot.heads)
                now.covers(spot.start, spot.upto)
                last, framed = spot, frame
                continue
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
            elif not now.origin and now.goal and frame is not framed and own_goal(scene, frame):
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


def _whose_they_were(scene: Scene, way: Way, spot: Spot) -> bool:
    """ "Patna laye, fir Gorakhpur, vha se Nepal bheja - Samastipur ki do ldkia thi": the home said last."""
    after = spot.role == "home" and bool(scene.frames) and all(f.end <= spot.start for f in scene.frames)
    before = any(p.who in ("victims", "persons") and p.end <= spot.start for p in scene.persons)
    return after and not before and bool(way.origin and way.goal)


def _right_after(frame: Frame | None, spot: Spot) -> bool:
    return frame is not None and spot.start == frame.end


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


def _end_at_the_rescue(scene: Scene, way: Way, above: list[Mention]) -> None:
    """ "Jaunpur: Bangal se lai ge 5 kisoria chudae ge": brought to where they were freed."""
    brought = any(f.kind in ("bring", "come", "work") for f in scene.frames)
    freed = [f for f in scene.frames if f.kind == "rescue"]
    if not freed or not (brought or any(works_in(scene, f) for f in scene.frames)):
        return
    if any(s.start >= way.end and part_of(scene, s) == "goal" for s in scene.spots):
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
    if above and brought and above[0].place.kind not in ("station", "crossing", "country"):
        # "Jhansi। Gwalior se lai ge ek kisori hotel se mukt"
        way.goal, way.weak = list(above), True


def _left_from_the_head(scene: Scene, way: Way) -> list[Mention]:
    """ "Jaunpur: dalalo ne 6 ldke Rajkot bheje": sent from where the report is of."""
    heads = [s for s in scene.spots if s.role == "head" and s.start < way.start and not s.is_stop]
    gone = any(f.kind in ("send", "carry") and f.end > way.start for f in scene.frames)
    who = any(p.who == "victims" and p.count for p in scene.persons)
    caught = any(f.event and f.kind not in ("missing", "arrest") for f in scene.frames)
    known = {m.place.key for m in (*way.goal, *way.via)}
    if not (heads and gone and who) or caught or heads[-1].heads[0].place.key in known:
        return []
    return list(heads[-1].heads[:1])


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
    if place is None or memory.event not in ("rescue", "arrest", "check") or not _goes_on(scene, way, memory, index):
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
