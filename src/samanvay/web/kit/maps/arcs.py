"""Arcs of corridors: bent to their left, narrow where people leave, wide where they arrive, with a head."""

import math
from dataclasses import dataclass

from .frame import Point

BEND = 0.17
STEPS = 18
NARROWEST, WIDEST = 5.0, 17.0
FEW = 10  # journeys that make an arc of full width at the least


@dataclass(frozen=True, slots=True)
class Arc:
    """The shapes of one arc: its body (or, for hearsay, the line to be dashed), its head, and points along it."""

    body: str
    line: str
    head: str
    width: float
    along: tuple[Point, ...]


def width_for(journeys: int, most: int) -> float:
    """Return the width of an arc where it arrives: the square root of its share of the most travelled one.

    Where all are few, none is drawn as if it were many.
    """
    return NARROWEST + (WIDEST - NARROWEST) * math.sqrt(journeys / max(most, FEW))


def arc(start: Point, end: Point, width: float, *, keep_off: float = 0.0) -> Arc:
    """Return the shapes of an arc between two points of the picture, ending ``keep_off`` before its end."""
    (ax, ay), (bx, by) = start, end
    length = math.hypot(bx - ax, by - ay) or 1.0
    control = ((ax + bx) / 2 + (by - ay) * BEND, (ay + by) / 2 - (bx - ax) * BEND)
    head = max(14.0, width * 2.1)
    reach = max(0.35, 1 - keep_off / length)
    stop = max(0.2, reach - head / length)
    left, right = [], []
    for step in range(STEPS + 1):
        t = stop * step / STEPS
        (x, y), (nx, ny) = _on(start, control, end, t)
        half = width / 2 * (0.3 + 0.7 * t / stop)
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    tip, _ = _on(start, control, end, reach)
    neck, (nx, ny) = _on(start, control, end, stop)
    wing = head * 0.55
    wings = [(neck[0] + nx * wing, neck[1] + ny * wing), (neck[0] - nx * wing, neck[1] - ny * wing)]
    along = tuple(_on(start, control, end, step / STEPS)[0] for step in range(2, STEPS))
    # The control point of the first part of the curve, up to its neck (de Casteljau).
    bent = start[0] + (control[0] - start[0]) * stop, start[1] + (control[1] - start[1]) * stop
    return Arc(
        body=_closed([*left, *reversed(right)]),
        line=f"M{_pair(start)}Q{_pair(bent)} {_pair(neck)}",
        head=_closed([wings[0], tip, wings[1]]),
        width=round(width, 1),
        along=(*along, tip),
    )


def _on(start: Point, control: Point, end: Point, t: float) -> tuple[Point, Point]:
    """Return the point of a quadratic curve and the unit vector at right angles to it."""
    u = 1 - t
    x = u * u * start[0] + 2 * u * t * control[0] + t * t * end[0]
    y = u * u * start[1] + 2 * u * t * control[1] + t * t * end[1]
    dx = 2 * u * (control[0] - start[0]) + 2 * t * (end[0] - control[0])
    dy = 2 * u * (control[1] - start[1]) + 2 * t * (end[1] - control[1])
    length = math.hypot(dx, dy) or 1.0
    return (x, y), (-dy / length, dx / length)


def _pair(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"


def _closed(points: list[Point]) -> str:
    (x, y), *rest = points
    return f"M{x:.1f} {y:.1f}" + "".join(f"L{px:.1f} {py:.1f}" for px, py in rest) + "z"
