"""The part that a place of a Hindi sentence plays in a movement."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.moved import bearer_of
from samanvay_insight.extract.hindi.scenes import Scene, entrusted
from samanvay_insight.extract.hindi.spot import Spot
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

MOVING = frozenset({"carry", "send", "bring", "come", "go", "sell", "reach", "work"})
_PRETEXT = words("naam bahane jhansa jhanse lalach jhasa vada wada jhaansa bahana")
_CAPTIVE = words("band bandhak bandhua kaid qaid band")
# Who was recovered had been brought there.
RECOVERED = words(
    "baramad baramadgi traced trace recover recovered dhoondh dhundh khoj sakushal khoja baraamad ट्रेस रिकवर"
)
_BACK = words("wapas vapas vapis wapis sakushal surakshit")
_AIMS = words("kaam kam naukri shadi dehvyapar dhandhe dhandha majdoori majduri bechne")


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
            then = cues.CHAIN.ending(scene.tokens, spot.start) is not None and frame is not scene.frames[0]
            ends = spot.end < len(scene.tokens) and scene.tokens[spot.end].text == ","
            # "Ajmer le ge, fir Udaipur, vha 3 mhine rkha"
            return "goal" if then and ends else "via"
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
    loosed = any(t.low.startswith(("bhag", "bhg", "chut")) for t in scene.tokens[spot.upto : frame.after])
    escaped = loosed and frame.kind in ("go", "come", "bring") and any(s.role == "home" for s in scene.spots)
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
        on = any(f.kind in MOVING and frame.cue < f.cue < freed and own_goal(scene, f) for f in scene.frames)
        brought = [f for f in scene.frames if f.cue < frame.cue and f.kind in ("bring", "carry")]
        led = (
            bool(brought)
            and brought[-1].end >= frame.start - 1
            and any(t.low.endswith("kr") or t.text in ("ke", "के") for t in _verb(scene, brought[-1]))
            and not own_goal(scene, brought[-1])
        )
        if led and not on and not spot.is_stop:
            # "Jalpaiguri se lakr Merath me rkha gya"
            return "weak"
        held = (captive or _present(scene, frame)) and not on
        return "weak" if spot.work or held or (later and not on and not spot.is_stop) else "via"
    if frame.kind == "go" and spot.work and any(s.role == "from" for s in frame.spots):
        # "Chitrakut se ldkia Nasik ke orchestra bar me jati he"
        return "goal"
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


def _verb(scene: Scene, frame: Frame) -> Sequence[Token]:
    return scene.tokens[frame.cue : frame.end]


def _present(scene: Scene, frame: Frame) -> bool:
    """ "kaid rkha gya he"."""
    return scene.tokens[frame.end - 1].low == "he"


def works_in(scene: Scene, frame: Frame) -> bool:
    """Whether the rescued were freed from a place of work: "Mau me ... int bhatte se"."""
    tokens = scene.tokens
    return any(
        tokens[i].low in cues.WORK
        and tokens[i].low != "ghr"
        and tokens[i + 1].low in ("se", "me", "pr", "pe", "va", "or", ":")
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


def own_goal(scene: Scene, frame: Frame | None) -> bool:
    return frame is not None and any(s.role in ("to", "bare", "goal!") for s in frame.spots)
