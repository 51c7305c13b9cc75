"""The ground of a map: outlines as path data, and the picture of all that lies around a state."""

import gzip
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import Any, Literal

from django.urls import reverse

from samanvay_insight import gazetteer
from samanvay_insight.routes.lines import railway_lines

from .frame import WIDTH, Frame, Point

Ring = list[list[float]]

# Wider frames than this (in quarters of a degree) leave out the lines of districts: they would be a grey haze.
WIDEST_WITH_DISTRICTS = 4 * 16
# In those, lines with fewer trains a week than this are left out too; and shorter pieces than this many units always.
BUSY, FAINT = 70.0, 3
MAIN = 150.0
RAIL_COLOUR = "#b9b2a1"


@lru_cache(maxsize=1)
def outlines() -> dict[str, list[Ring]]:
    """Return the rings of every district (also of Nepal) and every state by key."""
    found: dict[str, list[Ring]] = {}
    for level in ("district", "nepal", "state"):
        for feature in gazetteer.polygons(level)["features"]:
            found[feature["id"]] = list(_rings(feature["geometry"]))
    return found


def _rings(shape: dict[str, Any]) -> Iterator[Ring]:
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    for part in parts:
        yield from part


@lru_cache(maxsize=1)
def nepal() -> tuple[str, ...]:
    return tuple(feature["id"] for feature in gazetteer.polygons("nepal")["features"])


@lru_cache(maxsize=1)
def districts_by_state() -> dict[str, tuple[str, ...]]:
    """Return the keys of the drawn districts of every state, "" for those of a disputed or unknown one."""
    found: dict[str, list[str]] = {}
    for feature in gazetteer.polygons("district")["features"]:
        found.setdefault(feature["properties"]["state"] or "", []).append(feature["id"])
    return {state: tuple(keys) for state, keys in found.items()}


@lru_cache(maxsize=8192)
def path_of(frame: Frame, key: str) -> str:
    """Return the path data of a district or state in a frame, "" where nothing of it is seen."""
    return path_of_rings(frame, outlines().get(key, []))


def path_of_rings(frame: Frame, rings: Iterable[Ring]) -> str:
    """Return path data of closed rings in whole units, relative, leaving out what lies outside or is too small."""
    west, south, east, north = frame.bounds
    said = []
    for ring in rings:
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        if max(xs) < west or min(xs) > east or max(ys) < south or min(ys) > north:
            continue
        line = _line(frame, ring)
        if len(line) > 3:
            said.append(_moves(line) + "z")
    return "".join(said)


def _line(frame: Frame, ring: Ring) -> list[tuple[int, int]]:
    line: list[tuple[int, int]] = []
    for lon, lat in ring:
        x, y = frame.at(lon, lat)
        point = (round(x), round(y))
        if not line or line[-1] != point:
            line.append(point)
    return line


@lru_cache(maxsize=512)
def coarse_paths(frame: Frame, keys: tuple[str, ...], grid: int) -> str:
    """Return the path data of districts or states on a grid, in steps of it: neighbours keep the same points."""
    said = []
    low, across, down = -2, WIDTH // grid + 2, frame.height // grid + 2
    for key in keys:
        for ring in outlines().get(key, []):
            line: list[tuple[int, int]] = []
            for lon, lat in ring:
                x, y = frame.at(lon, lat)
                point = (min(across, max(low, round(x / grid))), min(down, max(low, round(y / grid))))
                if line and point == line[-1]:
                    continue
                if len(line) > 1 and _is_straight(line[-2], line[-1], point):
                    line[-1] = point
                else:
                    line.append(point)
            if len(line) > 3:
                said.append(_moves(line) + "z")
    return "".join(said)


def _is_straight(first: tuple[int, int], middle: tuple[int, int], last: tuple[int, int]) -> bool:
    return (middle[0] - first[0]) * (last[1] - middle[1]) == (middle[1] - first[1]) * (last[0] - middle[0])


def box_of(keys: Iterable[str]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of districts or states, None where no outline of them is known."""
    points = [point for key in keys for ring in outlines().get(key, []) for point in ring]
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _moves(line: list[tuple[int, int]]) -> str:
    (x, y), *rest = line
    said = [f"M{x} {y}l"]
    for next_x, next_y in rest:
        dx, dy = next_x - x, next_y - y
        said.append(f"{dx}{dy}" if dy < 0 and said[-1][-1] == "l" else f" {dx}{dy}" if dy < 0 else f" {dx} {dy}")
        x, y = next_x, next_y
    return "".join(said)


@lru_cache(maxsize=256)
def path_of_union(frame: Frame, keys: tuple[str, ...]) -> str:
    """Return the outer border of several districts: the edges that only one of them has.

    Neighbours share the very same points, so an inner edge is met twice, once in each direction.
    """
    edges: dict[tuple[Point, Point], None] = {}
    for key in keys:
        for outline in outlines().get(key, []):
            for start, end in pairwise(outline):
                edge = ((start[0], start[1]), (end[0], end[1]))
                if (edge[1], edge[0]) in edges:
                    del edges[edge[1], edge[0]]
                else:
                    edges[edge] = None
    onward: dict[Point, list[Point]] = {}
    for start_point, end_point in edges:
        onward.setdefault(start_point, []).append(end_point)
    rings: list[Ring] = []
    while onward:
        at = next(iter(onward))
        ring: Ring = [list(at)]
        while at in onward:
            ends = onward[at]
            following = ends.pop()
            if not ends:
                del onward[at]
            at = following
            ring.append(list(at))
        rings.append(ring)
    return path_of_rings(frame, rings)


@lru_cache(maxsize=16)
def ground(frame: Frame) -> str:
    """Return the picture of the land around as SVG: states, Nepal, and in a close frame their districts.

    Shown as an image behind the map, so that the browser keeps it; hence attributes for colours, not classes.
    """
    india = "".join(path_of(frame, feature["id"]) for feature in gazetteer.polygons("state")["features"])
    nepals = [path for key in nepal() if (path := path_of(frame, key))]
    lines = ""
    if frame.east - frame.west <= WIDEST_WITH_DISTRICTS:
        inner = [path_of(frame, key) for keys in districts_by_state().values() for key in keys]
        lines = f'<path d="{"".join(inner)}" fill="none" stroke="#ebe7dc" stroke-width="2"/>'
    border = path_of_union(frame, nepal())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {frame.height}">'
        f'<rect width="{WIDTH}" height="{frame.height}" fill="#f3f0e8"/>'
        f'<path d="{india}" fill="#fbfaf7"/>{lines}'
        f'<path d="{"".join(nepals)}" fill="#f3f0e8" stroke="#e6e1d5" stroke-width="2"/>'
        f'<path d="{border}" fill="none" stroke="#a39d8e" stroke-width="2.5"/>'
        f'<path d="{india}" fill="none" stroke="#a39d8e" stroke-width="2.5" stroke-linejoin="round"/>'
        "</svg>"
    )


@lru_cache(maxsize=16)
def rails(frame: Frame) -> str:
    """Return the picture of the railway lines of a frame as SVG, without ground: main lines stronger than others."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {frame.height}">{rail_shapes(frame)}</svg>'


@lru_cache(maxsize=16)
def rail_shapes(frame: Frame) -> str:
    """Return the same lines as shapes for a picture that holds more."""
    is_wide = frame.east - frame.west > WIDEST_WITH_DISTRICTS
    main: list[str] = []
    other: list[str] = []
    for line in railway_lines():
        if is_wide and line.trains < BUSY:
            continue
        start, end = frame.at(*line.start), frame.at(*line.end)
        if not (frame.holds(start, -100) or frame.holds(end, -100)):
            continue
        dx, dy = round(end[0]) - round(start[0]), round(end[1]) - round(start[1])
        if abs(dx) + abs(dy) >= FAINT:
            (main if line.trains >= MAIN else other).append(f"M{round(start[0])} {round(start[1])}l{dx} {dy}")
    return (
        f'<path d="{"".join(other)}" fill="none" stroke="{RAIL_COLOUR}" stroke-width="1.6" stroke-linecap="round"/>'
        f'<path d="{"".join(main)}" fill="none" stroke="{RAIL_COLOUR}" stroke-width="3.4" stroke-linecap="round"/>'
    )


def outline_id(key: str) -> str:
    """Return the id of a district or state in the outlines of a frame."""
    return key.replace(":", "-")


def outline_shapes(frame: Frame) -> str:
    """Return every district and state that a frame shows, and Nepal, each under its id, for maps to use by address."""
    drawn = [(key, path) for key in outlines() if (path := path_of(frame, key))]
    drawn.append(("NP", path_of_union(frame, nepal())))
    shapes = "".join(f'<path id="{outline_id(key)}" d="{path}"/>' for key, path in drawn)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>{shapes}</defs></svg>'


FileKind = Literal["ground", "outlines", "rails"]


@dataclass(frozen=True, slots=True)
class MapFile:
    """A picture that is the same for everybody, compressed, with the mark of what it holds."""

    body: bytes
    mark: str


@lru_cache(maxsize=48)
def file_of(kind: FileKind, frame: Frame) -> MapFile:
    """Return the land, the outlines or the railway lines of a frame as a file."""
    makers: dict[FileKind, Callable[[Frame], str]] = {"ground": ground, "outlines": outline_shapes, "rails": rails}
    drawn = makers[kind](frame).encode()
    return MapFile(gzip.compress(drawn, 9, mtime=0), sha256(drawn).hexdigest()[:12])


@lru_cache(maxsize=1024)
def address_of(kind: FileKind, frame: Frame) -> str:
    """Return the address of such a file, which changes with what it holds: a browser may keep it for good."""
    return f"{reverse(f'picture_{kind}', args=[frame.code])}?v={file_of(kind, frame).mark}"
