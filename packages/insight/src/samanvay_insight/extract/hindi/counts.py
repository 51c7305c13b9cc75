"""How many an event of a Hindi sentence befell."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.frames import Frame
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.patients import in_company, is_thing_at
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.people import Persons
from samanvay_insight.extract.tokens import Token

SINGLE = frozenset({"gya", "tha", "hua", "rha", "pkda", "dbocha"})
# "Lapta: Kumari Kashi, putri ...": one person is named.
_ONE_CALLED = Words.of("kumari ku0 km putri putra s/o d/o w/o कुमारी कु० कु0 पुत्री पुत्र")
_ATTENDANCE = words("upasthiti upsthiti upasthit pratibhagi attendance")


def people_of(scene: Scene, frame: Frame, who: Persons | None, kind: str, memory: Memory, index: int) -> int | None:
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
            alone = frame.cue - frame.start <= 2 and frame.cue > frame.start and is_thing_at(scene, frame.cue - 1)
            return 1 if verb & SINGLE or alone else None
        if words & cues.ONE and not words & cues.THEY:
            return 1
        pointed = kind != "missing" or bool(memory.origin)
        return memory.moved if fresh and pointed else None
    if kind == "missing" and who.count == 1:
        # "bhu apne 2 bcho shit gayb"
        others = [p.count for p in frame.persons if p.start > who.start and p.count and in_company(scene, p)]
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
    if who.count is None and kind == "missing":
        told = _told_number(scene, frame)
        if told is not None:
            return told
    if who.count is None and who.definite and kind not in ("sensitisation",):
        said = [p.count for p in scene.persons if p.who == who.who and p.end <= who.start and p.count]
        if said:
            return said[-1]
        return memory.moved if fresh and kind != "arrest" else None
    return who.count


def _of_all(scene: Scene, frame: Frame) -> int | None:
    """ "3 ldkia Dang ki, 2 Banke ki, sb Rupaidiha pr roki ge": all of those numbered before."""
    tokens = scene.tokens
    at = next((i for i in range(frame.start, frame.cue) if _all_at(tokens, i)), None)
    if at is None or frame.kind not in ("rescue", "interception") or any(p.start <= at < p.end for p in scene.persons):
        return None
    said = [p.count for p in scene.persons if p.end <= at and p.who in ("victims", "persons") and p.count]
    if len(said) < 2:
        return None
    return max(said) if 2 * max(said) == sum(said) else sum(said)


def _all_at(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].low in ("sb", "sbhi", "sbko") and (index == 0 or tokens[index - 1].text != "(")


def _attended(scene: Scene) -> int | None:
    """ "upsthiti 110"."""
    for index, token in enumerate(scene.tokens):
        if token.low in _ATTENDANCE:
            before = number_at(scene.tokens, index - 1) if index else None
            if before is not None:
                return before
            rest = range(index + 1, min(index + 3, len(scene.tokens)))
            after = next((at for at in rest if scene.tokens[at].kind != "mark"), None)
            return None if after is None else number_at(scene.tokens, after)
    return None


def _told_number(scene: Scene, frame: Frame) -> int | None:
    """ "gumsuda bcho ki snkhya is mah 4 rhi"."""
    tokens = scene.tokens
    at = next((i for i in range(frame.end, min(frame.end + 5, len(tokens))) if tokens[i].low in _SUMS), None)
    if at is None:
        return None
    return next((n for i in range(at + 1, min(at + 5, len(tokens))) if (n := number_at(tokens, i)) is not None), None)


_SUMS = words("sankhya sankhyaa tadad")


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
