"""Where a way ended that its own sentence does not say: at the place of a raid or rescue told before."""

from __future__ import annotations

from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_doubts as doubts
from samanvay_insight.extract.groups import Group
from samanvay_insight.extract.memory import Memory
from samanvay_insight.extract.mentions import Mention
from samanvay_insight.extract.scenes import Scene


def raided_before(scene: Scene, memory: Memory, index: int) -> Mention | None:
    """ "A team raided a factory at Bawana. Its owner had fled. Nine boys from Motihari were rescued." """
    if memory.site is None or memory.paragraph != scene.sentence.paragraph or index - memory.site_index > 3:
        return None
    found = any(e.kind == "rescue" for e in scene.events) or any(t.low == "found" for t in scene.tokens)
    elsewhere = any(g.role in ("at", "weak", "goal") for g in scene.groups)
    return memory.site if found and not elsewhere else None


def taken_where_rescued(scene: Scene, memory: Memory, index: int) -> list[Mention]:
    """ "A boy was rescued in Kanpur. He had been taken away from Unnao by a juggler." """
    fresh = memory.fresh(index, scene.sentence.paragraph)
    if not fresh or memory.event != "rescue" or memory.place is None or memory.place.place.kind in _STOPS:
        return []
    words = [t.low for t in scene.tokens]
    brought = any(w in ("taken", "brought", "lured", "trafficked", "kidnapped", "enticed", "abducted") for w in words)
    if not brought or "being" in words or not any(w in cues.ONE | cues.THEY for w in words) or scene.events:
        return []
    return [memory.place]


_STOPS = frozenset({"station", "crossing"})


def raided(now: Scene, group: Group) -> bool:
    """Whether the group is a place of work or lodging that was searched or visited by those who report."""
    words = {t.low for t in now.tokens}
    inside = bool(group.work) or now.tokens[group.cue - 1].low in cues.LODGING
    return inside and bool(words & (doubts.CHECKS | {"visited", "reached"})) and not now.planned


def looked_into(now: Scene) -> bool:
    """Whether a place of work was checked: "seven carpet looms were searched"."""
    words = {t.low for t in now.tokens}
    return bool(words & doubts.CHECKS) and bool(words & cues.WORKPLACE) and not now.planned
