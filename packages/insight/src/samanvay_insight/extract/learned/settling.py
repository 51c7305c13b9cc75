"""Among places of one name the one that is meant."""

from __future__ import annotations

from collections.abc import Sequence

from samanvay_insight.extract import atlas
from samanvay_insight.gazetteer import Place


def settled(place: Place, rivals: Sequence[Place], wide: Sequence[Place], near: str | None) -> Place:
    """The one of `rivals` that lies in one of `wide`, else in the district or state `near` that reports, else `place`.

    `wide` are the districts, states and countries that the text names.
    """
    those = [p for p in rivals if p.kind == place.kind]
    if len(those) < 2:
        return place
    inside = [p for p in those if any(atlas.within(p, w) for w in wide if w.kind == "district")]
    inside = inside or [p for p in those if any(atlas.within(p, w) for w in wide)]
    if not inside and near is not None:
        inside = [p for p in those if near in (p.key, p.parent, p.district)]
    if not inside and place.kind == "district":
        # Places named beside it lie in its state: "Dhemaji and Lakhimpur".
        states = {w.state for w in wide if w.kind == "district" and w.key not in {p.key for p in those}}
        home = atlas.state_of(near)
        inside = [p for p in those if p.state in states] or [p for p in those if home and p.state == home.key]
    return inside[0] if inside and place not in inside else place
