"""Names on the map: placed greedily, the weightiest first, where they cover neither a sign nor another name."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .frame import WIDTH, Point

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Named:
    """A name that wants a place beside a point; ``kind`` is its class, ``centred`` puts it upon the point."""

    words: str
    point: Point
    weight: float
    kind: str = "place"
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name that found its place."""

    words: str
    x: int
    y: int
    anchor: str
    kind: str


def wide(words: str, size: float) -> float:
    """Return about how wide a text is: marks of Devanagari stand upon their letter and add nothing."""
    letters = sum(0.28 if letter in " il.,·" else 1 for letter in words if not unicodedata.combining(letter))
    marks = sum(unicodedata.category(letter) == "Mc" for letter in words)
    return (letters * 0.55 + marks * 0.2) * size


def placed(
    named: Iterable[Named], taken: Iterable[Box], soft: Iterable[Box] = (), *, height: int, size: float, gap: float
) -> list[Label]:
    """Return the labels that found room.

    ``taken`` are boxes of signs that no label may cover; ``soft`` those of arcs, which a label covers only where
    there is no other room for it.
    """
    full: list[Box] = list(taken)
    arcs = np.array([*soft], dtype=np.float64).reshape(-1, 4)
    found: list[Label] = []
    for each in sorted(named, key=lambda one: (-one.weight, one.words)):
        spaced = 1.75 if each.kind == "state" else 1.0
        width = wide(each.words, size) * spaced
        free = [
            (label, box)
            for label, box in _candidates(each, width, size, gap)
            if _lies_inside(box, height) and not any(_meet(box, other) for other in full)
        ]
        if free:
            label, box = min(free, key=lambda one: _met(one[1], arcs))
            full.append(box)
            found.append(label)
    return found


def _lies_inside(box: Box, height: int) -> bool:
    return box[0] >= 4 and box[1] >= 4 and box[2] <= WIDTH - 4 and box[3] <= height - 4


def _candidates(named: Named, width: float, size: float, gap: float) -> Iterable[tuple[Label, Box]]:
    x, y = named.point
    rise, fall = size * 0.78, size * 0.26
    if named.centred:
        for shift in (0, -1.4, 1.4, -2.8, 2.8):
            base = y + size * 0.3 + shift * size
            yield _at(named, x, base, "middle"), (x - width / 2, base - rise, x + width / 2, base + fall)
        return
    right, left = x + gap, x - gap
    for base in (y + size * 0.3, y - size * 0.35, y + size * 0.95):
        yield _at(named, right, base, "start"), (right, base - rise, right + width, base + fall)
        yield _at(named, left, base, "end"), (left - width, base - rise, left, base + fall)
    for base in (y + gap + rise, y - gap - fall):
        yield _at(named, x, base, "middle"), (x - width / 2, base - rise, x + width / 2, base + fall)


def _at(named: Named, x: float, y: float, anchor: str) -> Label:
    return Label(named.words, round(x), round(y), anchor, named.kind)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _met(one: Box, others: NDArray[np.float64]) -> int:
    """Return how many of many boxes, shape (n, 4), a box meets."""
    left, top, right, bottom = others.T
    return int(((one[0] < right) & (left < one[2]) & (one[1] < bottom) & (top < one[3])).sum())
