"""Events of a Hindi sentence that are told as figures of several places."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import hindi_doubts as doubts
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.numbers import each_at, number_at
from samanvay_insight.extract.hindi.parts import part_of
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.hindi.spot import AND
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

_COLONS = frozenset(":=-\u2013\u2014")
_EACH = words("kramshah kramash क्रमशः kramsah respectively")


def _between(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token may stand between a place and its figure: "Barhni sima pr 11"."""
    token = tokens[at]
    return token.text in (":", "-", "\u2013", "=") or token.low in ("me", "se", "pr", "pe") or token.low in _SORTS


_SORTS = words("seema sima border बॉर्डर station स्टेशन jila zila janpad thana naka chauki chowki")


def figures_by_place(scene: Scene, frame: Frame) -> list[tuple[Mention, int | None]]:
    """Places that each have their own number: "Hardoi: 4, Sitapur: 7"."""
    listed: list[tuple[Mention, int | None]] = []
    tokens = scene.tokens
    for spot in scene.spots:
        for head in spot.heads:
            at = head.end
            while at < len(tokens) and _between(tokens, at):
                at += 1
            number = number_at(tokens, at) if at < len(tokens) and at > head.end - 1 else None
            after = tokens[at + 1].text if at + 1 < len(tokens) else "."
            alone = after in (",", ";", ".", ")", "-", "*", "•", "।") or tokens[min(at + 1, len(tokens) - 1)].low in AND
            person = any(p.start == at for p in scene.persons)
            if _of_another(scene, frame, spot.start):
                continue
            if number is not None and (alone or (person and (spot.role == "at" or (listed and spot.role == "from")))):
                listed.append((head, number))
    counted = [
        (s.heads[0], p.count)
        for s in scene.spots
        for p in scene.persons
        if p.end == s.start and p.end - p.start == 1 and s.role in ("from", "at") and part_of(scene, s) != "origin"
    ]
    own = [s.heads[0] for s in frame.spots]
    freed = frame.kind in ("rescue", "arrest") and all(head in own for head, _ in counted)
    if len(counted) > 1 and (frame.cue < counted[0][0].start or freed):
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


def _of_another(scene: Scene, frame: Frame, index: int) -> bool:
    """Whether the place stands before another event's verb: "Naugarh pr 2 girftar, Bansi me 1 ldki brmd"."""
    held = next((f for f in scene.frames if f.start <= index < f.cue), None)
    if held is None or any(t.text in ";:\u2014" for t in scene.tokens[index : held.cue]):
        return False
    return held is not frame and held.event and held.kind != frame.kind


def figures_of_each(scene: Scene, frame: Frame, places: list[Mention]) -> list[tuple[Mention, int | None]]:
    """ "Rinku ko Nagpur se, uski sathi ko Amravati se girftar": each from a place of his own."""
    own = [s for s in frame.spots if s.role in ("from", "at") and s.start and scene.tokens[s.start - 1].low == "ko"]
    if frame.kind not in ("arrest", "rescue", "caught") or len(own) < 2 or not places:
        return []
    told: list[tuple[Mention, int | None]] = []
    for spot in own:
        who = next((p for p in scene.persons if p.end == spot.start - 1), None)
        told.append((spot.heads[0], 1 if who is None or (who.count is None and not who.vague) else who.count))
    return told


def figures_in_turn(scene: Scene, frame: Frame) -> list[tuple[Mention, int | None]]:
    """ "Etawah or Mainpuri me ... krmsh 2 or 3 dlal girftr"."""
    tokens = scene.tokens
    at = next((i for i in range(frame.start, frame.cue) if tokens[i].low in _EACH), None)
    places = [s for s in scene.spots if at is not None and s.end <= at and len(s.heads) > 1]
    if at is None or not places:
        return []
    numbers = [n for i in range(at + 1, frame.cue) if (n := number_at(tokens, i)) is not None]
    heads = places[-1].heads
    return list(zip(heads, numbers, strict=True)) if len(heads) == len(numbers) else []


def figures_for_each(scene: Scene, who: Persons | None, places: list[Mention]) -> list[tuple[Mention, int | None]]:
    """ "Basti or Gonda me 2-2 dalal pkde ge": the same number at each of the places."""
    if who is None or len(places) < 2:
        return []
    said = next((n for i in range(who.start, who.end) if (n := each_at(scene.tokens, i)) is not None), None)
    return [(place, said) for place in places] if said else []
