"""Signs upon a map: rings, dots, squares, diamonds; those that lie on one another stand as their number."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

CIRCLES = {"ring": 13, "passed": 7}
LIES_ON = 30.0  # signs whose middles are closer lie on one another


@dataclass(frozen=True, slots=True)
class Sign:
    """A ring, a dot, a square (blind), or a diamond (hollow for what is neither arrest, rescue nor interception)."""

    x: int
    y: int
    says: str
    kind: str

    @property
    def shape(self) -> SafeString:
        if self.kind in CIRCLES:
            return format_html(
                '<circle class="{}" cx="{}" cy="{}" r="{}"/>', self.kind, self.x, self.y, CIRCLES[self.kind]
            )
        outline = "m-14-14h28v28h-28z" if self.kind == "blind" else "m0-15l15 15l-15 15l-15-15z"
        return format_html('<path class="{}" d="M{} {}{}"/>', self.kind, self.x, self.y, outline)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Signs that lie on one another: their number stands for them until the map is brought closer."""

    x: int
    y: int
    signs: Sequence[Sign]

    @property
    def says(self) -> str:
        return "\n".join(each.says for each in self.signs)


def clustered(signs: Sequence[Sign]) -> tuple[list[Sign], list[Cluster]]:
    """Return the signs that stand alone, and those that lie on one another together."""
    groups: list[list[Sign]] = []
    for sign in signs:
        touched = [group for group in groups if any(_lies_on(sign, other) for other in group)]
        groups = [group for group in groups if group not in touched]
        groups.append([sign, *(other for group in touched for other in group)])
    alone = [group[0] for group in groups if len(group) == 1]
    return alone, [_cluster(group) for group in groups if len(group) > 1]


def _lies_on(one: Sign, other: Sign) -> bool:
    return math.hypot(one.x - other.x, one.y - other.y) < LIES_ON


def _cluster(signs: Sequence[Sign]) -> Cluster:
    count = len(signs)
    return Cluster(round(sum(each.x for each in signs) / count), round(sum(each.y for each in signs) / count), signs)
