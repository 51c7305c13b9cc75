"""Places said one in the other: "Alambagh, Lucknow", "Ballia ke Rasra". What is said of both is of the inner one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.extract import atlas
from samanvay_insight.extract.learned.encoder import Array
from samanvay_insight.extract.learned.roles import Scores
from samanvay_insight.extract.reading import PlaceRead

NEVER = -1e3
# What may stand between the two: marks, and words that say no more than "in", "of" or what kind of place it is.
_BETWEEN = re.compile(
    r"^[\s,(\-–:।.]*(?:(?:ps|p\.s\.|thana|थाना|district|distt\.?|dist\.?|janpad|jnpd|jila|zila|जिला|जिले|जनपद"
    r"|in|of|ke|ka|ki|के|का|की|me|mein|में|मे|town|city|शहर|कस्बा|kasba)[\s,.:(]*){0,3}$",
    re.IGNORECASE,
)


def outer_names(text: str, said: Iterable[tuple[int, PlaceRead]]) -> Mapping[int, int]:
    """The names that are only said beside a place inside them, each with that place's name.

    `said` are the mentions in the order of the text, with the number of each one's name. A name that is also said
    alone, or beside several places of its own, is not among them.
    """
    mentions = list(said)
    inner: dict[int, list[int]] = {}
    for (name, place), (next_name, next_place) in pairwise(mentions):
        if name == next_name or not _BETWEEN.match(text[place.end : next_place.start]):
            continue
        if _holds(place, next_place):
            inner.setdefault(name, []).append(next_name)
        elif _holds(next_place, place):
            inner.setdefault(next_name, []).append(name)
    times = [name for name, _ in mentions]
    return {name: those[0] for name, those in inner.items() if len(set(those)) == 1 and len(those) == times.count(name)}


def given_to_inner(found: Scores, outer: Mapping[int, int]) -> Scores:
    """The scores with every part of an outer name given to its inner one; the most exact place that is named counts."""
    if not outer:
        return found
    moved, happened = found.moved.copy(), found.happened.copy()
    after, before = found.stop_after.copy(), found.stop_before.copy()
    for name, inner in outer.items():
        happened[inner] = np.maximum(happened[inner], happened[name])
        happened[name] = NEVER
        for pairs in (moved, after, before):
            _give(pairs, name, inner)
    return replace(found, moved=moved, happened=happened, stop_after=after, stop_before=before)


def _give(pairs: Array | NDArray[np.float32], name: int, inner: int) -> None:
    pairs[inner] = np.maximum(pairs[inner], pairs[name])
    pairs[:, inner] = np.maximum(pairs[:, inner], pairs[:, name])
    pairs[name], pairs[:, name], pairs[inner, inner] = NEVER, NEVER, NEVER


def _holds(outer: PlaceRead, inner: PlaceRead) -> bool:
    one, other = atlas.known(outer.key), atlas.known(inner.key)
    return one is not None and other is not None and atlas.within(other, one)
