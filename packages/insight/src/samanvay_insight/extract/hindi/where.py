"""The places at which an event of a Hindi sentence happened."""

from __future__ import annotations

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.cues.hindi_places import LOCAL_BEFORE
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.happening import Happening
from samanvay_insight.extract.hindi.headings import governing
from samanvay_insight.extract.hindi.moved import bearer_of
from samanvay_insight.extract.hindi.parts import part_of
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.hindi.spot import Spot
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention

SAME_HAPPENING = frozenset({"rescue", "arrest", "interception", "check"})
_CHARGE = words("dhara mukadma mukdma fir एफआईआर bns बीएनएस ipc panjikrit abhiyog mukadme prathmiki")
_TAUGHT = frozenset({"public", "victims", "persons"})


def places_of(
    scene: Scene, frame: Frame, kind: str, earlier: list[Happening], memory: Memory, index: int
) -> list[Mention]:
    able = [s for s in scene.spots if s.role in ("at", "from", "head") and _can_hold(scene, s, kind)]
    own = [s for s in able if s in frame.spots and (s.role != "from" or part_of(scene, s) != "origin")]
    headed = [s for s in own if s.role == "head" and s.start < frame.cue]
    exact = [s for s in frame.spots if s.start < frame.cue and _of_a_post(scene, s)]
    if exact and (headed or not own):
        # "Bulandshahr: Khurja thane ne 2 dalal pakde"
        return list(exact[-1].heads[:1])
    if headed and own[-1].role == "head":
        return list(headed[-1].heads)
    for near in ([s for s in own if s.role == "from" and kind in ("rescue", "missing", "arrest")], own):
        if near and kind != "sensitisation":
            before = [s for s in near if s.start < frame.cue]
            return list((before or near)[-1].heads)
    if own:
        return [m for s in own for m in s.heads] if kind == "sensitisation" else list(own[-1].heads)
    words = {t.low for t in scene.tokens[frame.start : frame.cue]}
    if words & cues.THERE:
        ends = [s for s in scene.spots if s.end <= frame.cue and s.role in ("at", "to", "bare", "from", "via", "goal!")]
        if ends:
            return list(ends[-1].heads)
        if memory.there is not None and memory.fresh(index, scene.paragraph):
            return [memory.there]
    same = [h for h in earlier if h.place is not None and h.kind != kind and h.kind in SAME_HAPPENING]
    if same and kind != "missing" and same[-1].place is not None:
        return [same[-1].place]
    ahead = [s for s in able if s.end <= frame.cue and part_of(scene, s) in ("none", "weak", "lost")]
    ahead = [s for s in ahead if s.role != "from" or ((f := scene.frame_at(s.start)) is not None and f.event)]
    if ahead and kind != "missing" and len(ahead[-1].heads) == 1:
        return list(ahead[-1].heads)
    opened = [s for s in scene.spots if s.role == "head"]
    if ahead and opened and kind in SAME_HAPPENING:
        # "Moradabad: Rinku ne 5 ldkio ko Delhi or Noida ki kothio me rkhvaya, Rinku girftr"
        return list(opened[0].heads)
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
        ends = [s for s in ends if len(s.heads) == 1]
        if ends:
            return list(ends[-1].heads)
    trailing = [s for s in able if s.start >= frame.end and part_of(scene, s) in ("none", "weak")]
    if trailing and kind != "sensitisation":
        return list(trailing[0].heads)
    posts = [s for s in scene.spots if s.bearer is not None and scene.tokens[s.bearer].low in cues.OFFICERS]
    posts = [s for s in posts if (hit := LOCAL_BEFORE.ending(scene.tokens, s.start)) is not None and hit[0] == "local"]
    local = local or ([s for s in posts if s.start < frame.cue] if kind in SAME_HAPPENING else [])
    return list(local[0].heads[:1]) if local else []


def by_default(scene: Scene, frame: Frame, memory: Memory) -> list[Mention]:
    """Where an event was of which no place is said: at the heading's, else where they were held, else the agency's."""
    above = governing(memory, scene.paragraph)
    if above:
        return above
    held = [s for s in scene.spots if s.end <= frame.cue and s.role in ("at", "from") and not s.care]
    held = [s for s in held if (f := scene.frame_at(s.start)) is not None and f.kind in ("work", "halt")]
    held = held or [s for s in scene.spots if s.start < frame.cue and _of_a_post(scene, s)]
    held = held or [s for s in scene.spots if s.role in ("agency", "local") and s.start < frame.cue]
    held = [s for s in held if _can_hold(scene, s, frame.kind)]
    return list(held[-1].heads[:1]) if held else []


def _of_a_post(scene: Scene, spot: Spot) -> bool:
    """ "Khurja thane ne", "Rasra kotwali dvra"."""
    tokens = scene.tokens
    kind = cues.KIND.at(tokens, spot.end) if spot.end < len(tokens) else None
    if kind is None or spot.role not in ("none", "local", "agency") or tokens[spot.end].low not in _POSTS:
        return False
    after = kind[1] + (kind[1] < len(tokens) and tokens[kind[1]].low in cues.OFFICERS)
    return after < len(tokens) and (tokens[after].low in ("ne", "dvra") or tokens[after].text in ":-\u2013")


_POSTS = words("thana thane kotwali chowki chauki")


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
    if spot.role == "from" and spot.vehicle and scene.tokens[spot.end].low not in ("me", "pr"):
        return False
    if spot.role == "at" and part_of(scene, spot) in ("goal", "via"):
        return False
    return not spot.care or spot.role != "at"
