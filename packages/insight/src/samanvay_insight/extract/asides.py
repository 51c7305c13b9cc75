"""Readings that do not count and are no movement or event of their own: sayings, plans, displacement."""

from __future__ import annotations

from samanvay_insight.extract.cues import english as cues
from samanvay_insight.extract.cues import english_doubts as doubts
from samanvay_insight.extract.movements import half_told
from samanvay_insight.extract.reading import AsideRead, Evidence
from samanvay_insight.extract.scenes import Scene, evidence_span


def displacement(scene: Scene) -> AsideRead | None:
    """People whom a flood or an earthquake moved, where nobody trafficked them."""
    tokens = scene.tokens
    words = {t.low for t in tokens}
    if words & cues.CRIME:
        return None
    flooded = any(t.low == "flooded" and tokens[i + 1].low != "with" for i, t in enumerate(tokens[:-1]))
    disaster = bool(words & cues.DISASTER) or flooded
    for cue in scene.moves:
        shifted = tokens[cue.start].low in (
            "shifted",
            "walked",
            "trekked",
            "moved",
            "sent",
            "taken",
            "brought",
            "came",
            "went",
            "returned",
            "left",
        )
        shifted = shifted or [t.low for t in tokens[cue.start : cue.start + 2]] in (
            ["took", "shelter"],
            ["took", "refuge"],
        )
        if cue.kind != "displaced" and not (disaster and shifted):
            continue
        if not disaster and any(e.kind == "sensitisation" for e in scene.events):
            # "Awareness meeting on safe migration"
            continue
        start, end = scene.clause_of(cue.start)
        first = next((p.start for p in scene.persons if start <= p.start < cue.start), start)
        placed = any(g.start >= first and g.start < end for g in scene.groups) or any(
            tokens[i].low in ("to", "from") and i + 1 < end and tokens[i + 1].capital for i in range(first, end)
        )
        if placed:
            return _aside(scene, "movement", "displacement", first, end)
    return None


def half_movements(scene: Scene) -> list[AsideRead]:
    """Statements that name only one end."""
    return [
        _aside(scene, "movement", scene.counts(end - 1, event=False) or "general", start, end)
        for start, end in half_told(scene)[:1]
    ]


def saying(scene: Scene) -> AsideRead | None:
    """A saying about a place: "Uttar Pradesh is the destination and also the transit point"."""
    tokens = scene.tokens
    for group in scene.groups:
        for index in range(group.end, min(group.end + 3, len(tokens))):
            if tokens[index].low in doubts.COPULA:
                ahead = [t.low for t in tokens[index + 1 : index + 8]]
                if any(w in doubts.STANDING for w in ahead):
                    last = max(i for i in range(index, len(tokens)) if tokens[i].low in doubts.STANDING)
                    return _aside(scene, "movement", "general", group.start, min(last + 2, len(tokens)))
    return None


def plain_plans_and_denials(scene: Scene, told: list[int]) -> AsideRead | None:
    """A raid that is planned, or a nil report, in a clause that holds none of the tokens `told`."""
    tokens = scene.tokens
    for cue in scene.denied:
        start, end = scene.clause_of(cue.start)
        if not any(start <= index < end for index in told) and cue.kind != "whole":
            return _aside(scene, "event", "denied", start, end)
    for cue in scene.planned:
        start, end = scene.clause_of(cue.start)
        if tokens[cue.start].low in doubts.ADVICE and not scene.events:
            continue
        if not told and any(t.low in doubts.OPERATIONS for t in tokens[start:end]):
            return _aside(scene, "event", "planned", start, end)
    return None


def _aside(scene: Scene, kind: str, reason: str, start: int, end: int) -> AsideRead:
    first, last = evidence_span(scene.tokens, start, end)
    return AsideRead(kind, reason, Evidence(scene.text[first:last], first, last))  # type: ignore[arg-type]
