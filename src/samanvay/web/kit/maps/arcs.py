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
    tip, _ = _on(start, control, end, reach)
    neck, (nx, ny) = _on(start, control, end, stop)
    wing = head * 0.55
    wings = [(neck[0] + nx * wing, neck[1] + ny * wing), (neck[0] - nx * wing, neck[1] - ny * wing)]
    along = tuple(_on(start, control, end, step / STEPS)[0] for step in range(2, STEPS))
    # The control point of the first part of the curve, up to the neck (de Casteljau).
    bent = (start[0] + (control[0] - start[0]) * stop, start[1] + (control[1] - start[1]) * stop)
    return Arc(
        body=_body(start, bent, neck, width),
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


def _body(start: Point, bent: Point, neck: Point, width: float) -> str:
    """Return the outline of a curve that widens: its edges are curves themselves, told by their ends and one point."""
    edges = []
    for point, t, share in ((start, 0.0, 0.3), (bent, 0.5, 0.65), (neck, 1.0, 1.0)):
        _at, (nx, ny) = _on(start, bent, neck, t)
        half = width / 2 * share
        edges.append(((point[0] + nx * half, point[1] + ny * half), (point[0] - nx * half, point[1] - ny * half)))
    (a, f), (b, e), (c, d) = edges
    return f"M{_fine(a)}Q{_fine(b)} {_fine(c)}L{_fine(d)}Q{_fine(e)} {_fine(f)}z"


def _fine(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}".replace(".0", "")


def _pair(point: Point) -> str:
    return f"{point[0]:.0f} {point[1]:.0f}"


def _closed(points: list[Point]) -> str:
    return "M" + "L".join(_fine(point) for point in points) + "z"
