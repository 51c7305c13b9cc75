"""The legs of a sentence made whole ways: ends shared, stop-overs added, one leg joined to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from samanvay_insight.extract.cues import Words
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.people import number_at
from samanvay_insight.extract.scenes import Scene

_BOARDED = Words.of("boarded boarding put loaded seated made entrained")


@dataclass(slots=True)
class Way:
    """One way told by a sentence; `start:end` are the tokens that tell it."""

    origin: list[Mention] = field(default_factory=list)
    via: list[Mention] = field(default_factory=list)
    goal: list[Mention] = field(default_factory=list)
    weak: bool = False
    start: int = 10**6
    end: int = 0
    inherited: bool = False
    carried: bool = False
    people: int | None = None

    def covers(self, start: int, end: int) -> None:
        self.start, self.end = min(self.start, start), max(self.end, end)

    @property
    def complete(self) -> bool:
        return bool(self.origin and (self.via or self.goal))


def merged(scene: Scene, made: list[Way]) -> list[Way]:
    """Make one of "Rolpa to Tulsipur by jeep, Tulsipur to Koilabas on foot"."""
    kept: list[Way] = []
    for way in made:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.origin
            and len(last.goal) == 1
            and (way.goal or way.via)
            and same_places(way.origin, last.goal)
            and not any(last.end <= p.start < way.start and p.count for p in scene.persons)
            and not own_leg(scene, last.end, way.start)
        ):
            last.via = [*last.via, *last.goal, *way.via]
            last.goal = list(way.goal)
            last.covers(way.start, way.end)
        else:
            kept.append(way)
    return kept


def own_leg(scene: Scene, start: int, end: int) -> bool:
    """Whether the tokens say a date or companion of one leg only: two journeys, not one that went on.

    "From Basti to Lucknow on 1 August and from Lucknow to Jaipur on 3 August", "to Ranchi with her
    friend, from Ranchi to Delhi with an agent".
    """
    if start >= end:
        return False
    first, last = scene.tokens[start].start, scene.tokens[end - 1].end
    dated = any(first <= d.start < last for d in scene.dates) and any(d.start >= last for d in scene.dates)
    led = [t.low for t in scene.tokens]
    return dated or ("with" in led[start:end] and "with" in led[end:])


def dated_by_event(scene: Scene, way: Way, verb: int) -> bool:
    """Whether the only date is of what was done later: "had been sold at Meerut; she was rescued on 9 November"."""
    tokens = scene.tokens
    dates = [d for d in scene.dates if not d.since]
    if len({d.value for d in dates}) != 1:
        return False
    at = next((i for i, t in enumerate(tokens) if t.start >= dates[0].start), len(tokens))
    done = [e for e in scene.events if e.kind in ("rescue", "arrest") and e.end <= at]
    if not done:
        return False
    if done[-1].end <= verb and at < verb:
        # "arrested on 21 October for selling a girl"
        return any(t.low in ("for", "accused") for t in tokens[at:verb])
    parted = any(t.text == ";" for t in tokens[max(way.end, verb) : done[-1].start])
    return parted and way.end <= done[-1].start and not _still_moving(scene, verb)


def date_of_leg(scene: Scene, told: Sequence[Way], position: int) -> str | None:
    """The date said with this way of several: "to Lucknow on 1 August and from Lucknow to Jaipur on 3 August"."""
    if len(told) < 2 or len({d.value for d in scene.dates if not d.since}) < 2:
        return None
    first = scene.tokens[told[position].start].start
    last = scene.tokens[told[position + 1].start].start if position + 1 < len(told) else scene.tokens[-1].end
    own = [d.value for d in scene.dates if not d.since and first <= d.start < last]
    return own[0] if len(own) == 1 else None


def _still_moving(scene: Scene, verb: int) -> bool:
    """ "Were being taken", "going to Delhi": cut on the day of the rescue."""
    return any(t.low in _MOVING for t in scene.tokens[max(0, verb - 3) : verb + 1])


_MOVING = Words.of("being going coming heading headed bound proceeding travelling taking en way on")


def found_at_the_end(scene: Scene, made: list[Way]) -> list[Way]:
    """Give "found in Rewari, having been brought from Assam through Delhi" its end."""
    for way in made:
        if way.origin and way.via and not way.goal and _freed_there(scene, way):
            way.goal, way.via = way.via[-1:], way.via[:-1]
        if way.origin and way.via and not way.goal:
            for group in scene.groups:
                near = {t.low for t in scene.tokens[max(0, group.cue - 2) : group.cue + 1]}
                if group.role == "at" and "found" in near and not group.is_stop:
                    way.goal = list(group.heads)
                    way.covers(group.cue, group.end)
    return made


def _freed_there(scene: Scene, way: Way) -> bool:
    """ "Girls kept in a flat at Najafgarh were freed": where they were kept is where the way ended."""
    last = next((g for g in scene.groups if way.via[-1] in g.heads), None)
    if last is None or last.work not in ("work", "lodging") or last.is_stop:
        return False
    rescued = [e for e in scene.events if e.kind == "rescue" and e.start >= way.end]
    return bool(rescued) and not any(g.role in ("at", "goal") and g.start >= way.end for g in scene.groups)


def stops_added(made: list[Way]) -> list[Way]:
    """Give "...; they halted at Barabanki" to the way told before it in the sentence."""
    kept: list[Way] = []
    for way in made:
        if kept and kept[-1].complete and way.via and not way.origin and not way.goal:
            kept[-1].via.extend(way.via)
            kept[-1].covers(way.start, way.end)
        else:
            kept.append(way)
    return kept


def ends_shared(scene: Scene, made: list[Way]) -> list[Way]:
    """Give "two girls from Gonda and one from Basti were taken to Surat" its end for both."""
    for one, other in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
        alone = one.origin and not one.goal and not one.via and other.origin
        if alone and not any(one.end <= m.start < other.start for m in scene.moves):
            one.goal, one.via, one.weak = list(other.goal), list(other.via), other.weak
    for one, other in pairwise(made):
        gap = scene.tokens[one.end : other.start]
        alone = other.origin and not other.goal and not other.via and one.origin and one.goal
        if (
            alone
            and len(gap) in (2, 3)
            and gap[0].low in ("and", ",", ";")
            and number_at(scene.tokens, other.start - 1)
        ):
            other.goal, other.weak = list(one.goal), one.weak
    return made


def boarded(scene: Scene, way: Way) -> bool:
    """ "Boarded at Siwan", "put on a train at Patna"; "put up at Siswa" is a halt."""
    word = scene.tokens[way.start].low
    near = {t.low for t in scene.tokens[way.start : way.start + 5]}
    behind = {t.low for t in scene.tokens[max(0, way.start - 6) : way.start]}
    if behind & {"put", "seated", "loaded"} and behind & {
        "train",
        "express",
        "exp",
        "bus",
        "coach",
        "special",
        "flight",
    }:
        return True
    return word in _BOARDED and (word != "put" or bool(near & {"train", "bus", "coach", "flight", "truck"}))


def same_places(some: list[Mention], others: list[Mention]) -> bool:
    return {m.place.key for m in some} == {m.place.key for m in others}
