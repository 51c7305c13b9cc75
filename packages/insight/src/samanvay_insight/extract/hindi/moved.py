"""Whose home a place of a Hindi sentence is, and how many were moved."""

from __future__ import annotations

from samanvay_insight.extract.cues import hindi as cues
from samanvay_insight.extract.hindi.forms import words
from samanvay_insight.extract.hindi.numbers import number_at
from samanvay_insight.extract.hindi.scenes import Scene
from samanvay_insight.extract.hindi.spot import AND, Spot
from samanvay_insight.extract.legs import Way
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.people import Persons


def bearer_of(scene: Scene, spot: Spot) -> Persons | None:
    """The persons whose home the spot is."""
    if spot.bearer is not None:
        return next((p for p in scene.persons if p.start <= spot.bearer < p.end), None)
    before = [p for p in scene.persons if p.end <= spot.start and p.who != "officers" and p.who != "public"]
    return before[-1] if before else None


def people_moved(scene: Scene, way: Way, after: int, memory: Memory, index: int) -> int | None:
    after_colon = way.end < len(scene.tokens) and scene.tokens[way.end].text == ":"
    listed = [p for p in scene.persons if after_colon and p.start == way.end + 1]
    if listed:
        return listed[0].count
    for spot in (s for s in scene.spots if way.inherited and any(h in way.goal for h in s.heads)):
        if spot.start > 1 and scene.tokens[spot.start - 2].low in AND and number_at(scene.tokens, spot.start - 1):
            # "4 ldkia Mumbai or 2 Pune bhejne"
            return number_at(scene.tokens, spot.start - 1)
    homes = [s for s in scene.spots if s.role == "home" and any(h in way.origin for h in s.heads)]
    for spot in homes:
        if any(_numbered(scene, s) for s in scene.spots):
            # "Jaunpur ki 3 ttha Azamgarh ki 2 ldkia"
            number = number_at(scene.tokens, spot.upto) if spot.upto < len(scene.tokens) else None
            if number is not None:
                return number
        bearer = bearer_of(scene, spot)
        if bearer is None or bearer.who == "suspects" or (bearer.definite and bearer.count is None):
            continue
        said = [p.count for p in scene.persons if p.who == "victims" and p.end <= bearer.start and p.count]
        if bearer.count is None and not bearer.vague and said and bearer.start - bearer.end >= -1:
            # "10 bche rescue kie, bche Khagaria ke he"
            return said[-1]
        if bearer.count is None and not bearer.vague and bearer.start <= 1 and _spoken_of(way, memory, scene, index):
            return memory.moved
        first = any(t.low in _FIRST_PERSON for t in scene.tokens[: way.end])
        return 1 if bearer.count is None and not bearer.vague and first and bearer.start <= 1 else bearer.count
    for spot in (s for s in scene.spots if s.role == "from" and any(h in way.origin for h in s.heads)):
        # "1 Nadia se or 2 Darjeeling se lai ge"
        told = [
            p.count
            for p in scene.persons
            if p.end == spot.start and p.count and (p.who == "victims" or number_at(scene.tokens, p.end - 1))
        ]
        frame = scene.frame_at(spot.start)
        if not told and frame is not None:
            # "Hovrah se lae ge tin ldke or Bardhaman se lai ge ek bchi"
            told = [p.count for p in scene.persons if p.start == frame.end and p.who == "victims" and p.count]
        number = number_at(scene.tokens, spot.upto) if spot.upto < len(scene.tokens) else None
        if not told and number and spot.upto + 1 < len(scene.tokens) and scene.tokens[spot.upto + 1].low in AND:
            # "Sidhi se 4 or Garhwa se 2 bche"
            return number
        if told:
            return told[0]
    moved = [p for p in scene.persons if p.who in ("victims", "persons") and p.start >= after - 2 and not p.inner]
    reach = [p for p in moved if p.start < way.end + 14]
    near = [p for p in reach if p.who == "victims" and not p.agent] or [p for p in reach if p.who == "victims"]
    near = near or [p for p in reach if not p.agent and not _arrested(scene, p)]
    before = [p for p in near if p.start <= way.end]
    chosen = before[-1] if before else near[0] if near else None
    if chosen is not None and chosen.count is None and not chosen.vague:
        said = [p.count for p in scene.persons if p.who == "victims" and p.end <= chosen.start and p.count]
        if said:
            return said[-1]
    if chosen is None and homes and scene.tokens[homes[0].upto - 1].low == "ka":
        # "Deoria ka Anil Malaysia me fsa he"
        return 1
    fresh = memory.fresh(index, scene.paragraph, 2)
    said_words = {t.low for t in scene.tokens[: way.end]}
    them = any(t.low in ("unhe", "inhe", "use", "ise", "unko", "inko", "usko") for t in scene.tokens[: way.end])
    if chosen is not None and chosen.who == "persons" and them and way.carried:
        chosen = None
    back = chosen is None or (chosen.count is None and not chosen.vague and (chosen.definite or chosen.start <= 1))
    if back and (way.carried or fresh):
        if said_words & cues.ONE and not said_words & cues.THEY and memory.moved is None:
            return 1
        return memory.moved
    if chosen is None or (back and chosen.start <= 1):
        return 1 if said_words & cues.ONE and not said_words & cues.THEY else None
    return chosen.count


_FIRST_PERSON = words("mujhe mera meri maine mujhko")


def _spoken_of(way: Way, memory: Memory, scene: Scene, index: int) -> bool:
    """ "Bche Araria ke he or unhe ...": of whom the sentence before told."""
    return way.carried or (memory.fresh(index, scene.paragraph) and memory.moved is not None)


def _numbered(scene: Scene, spot: Spot) -> bool:
    """Whether a number alone follows, whose noun comes later."""
    at = spot.upto
    follows = spot.role == "home" and at + 1 < len(scene.tokens) and scene.tokens[at + 1].low in AND
    return follows and number_at(scene.tokens, at) is not None


def _arrested(scene: Scene, persons: Persons) -> bool:
    return any(f.kind in ("arrest", "caught") and persons in f.persons for f in scene.frames)


def their_village(scene: Scene, made: list[Way]) -> None:
    """Give "Sandila: logo ka kehna he ki unke gaon ke ldke Vapi bheje jate he" its source."""
    tokens = scene.tokens
    for way in made:
        if way.origin or not way.goal:
            continue
        for index in range(min(way.start, len(tokens) - 1)):
            own = tokens[index].low in _OWN and tokens[index + 1].low in _HOMES
            spoken = [
                s for s in scene.spots if s.end <= index and s.role in ("at", "head", "local", "none", "of", "home")
            ]
            if own and spoken:
                way.origin = list(spoken[0].heads)
                way.covers(spoken[0].start, way.end)
                break


_OWN = words("unke unki hamare hamari apne apni inke")
_HOMES = words("yahan yahaan yaha gaon gaanv ganv tole ilake mohalle basti panchayat block kasbe")
