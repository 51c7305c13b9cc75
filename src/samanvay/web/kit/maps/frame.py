"""The frame of a map: which part of the earth it shows and where a point lies in the picture (Mercator)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from samanvay_insight import gazetteer

WIDTH = 2000
SHAPE = (0.7, 0.78)  # height over width, least and most
GRID = 4  # frames end at quarters of a degree, so that few different ones are asked for
REACH = 1.5  # degrees around the state within which the frame follows the facts
NEAR = 4.0  # degrees that the frame of a district shows at the least
INDIA = (68.0, 6.5, 97.5, 37.25)
CODE = re.compile(r"(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})")

Point = tuple[float, float]


def _y(lat: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def _lat(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


@dataclass(frozen=True)
class Frame:
    """West, south, east and north in quarters of a degree; the picture is 2000 units wide."""

    west: int
    south: int
    east: int
    north: int

    @property
    def code(self) -> str:
        return f"{self.west}-{self.south}-{self.east}-{self.north}"

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.west / GRID, self.south / GRID, self.east / GRID, self.north / GRID

    @cached_property
    def _scale(self) -> float:
        return WIDTH * GRID / (self.east - self.west)

    @cached_property
    def _top(self) -> float:
        return _y(self.north / GRID)

    @cached_property
    def height(self) -> int:
        return round((self._top - _y(self.south / GRID)) * self._scale)

    def at(self, lon: float, lat: float) -> Point:
        """Return where a point of the earth lies in the picture."""
        return (lon - self.west / GRID) * self._scale, (self._top - _y(lat)) * self._scale

    def holds(self, point: Point, inset: float = 0) -> bool:
        """Tell whether a point of the picture lies inside it, so far from the edge."""
        x, y = point
        return inset <= x <= WIDTH - inset and inset <= y <= self.height - inset

    def edge_towards(self, inner: Point, outer: Point, inset: float = 40) -> Point:
        """Return where the straight way from an inner to an outer point leaves the picture, or a little before."""
        share = 1.0
        limits = ((inset, WIDTH - inset), (inset, self.height - inset))
        for start, end, (low, high) in zip(inner, outer, limits, strict=True):
            if end > high and end != start:
                share = min(share, (high - start) / (end - start))
            if end < low and end != start:
                share = min(share, (low - start) / (end - start))
        share = max(share, 0.0)
        return inner[0] + (outer[0] - inner[0]) * share, inner[1] + (outer[1] - inner[1]) * share


def frame_of_code(code: str) -> Frame | None:
    """Return the frame of a code, None for one that shows nothing of the region."""
    found = CODE.fullmatch(code)
    if found is None:
        return None
    west, south, east, north = map(int, found.groups())
    lies_here = 60 * GRID <= west < east <= 105 * GRID and 0 <= south < north <= 45 * GRID
    return Frame(west, south, east, north) if lies_here else None


def frame_around(
    box: tuple[float, float, float, float], pad: float = 0.05, shape: tuple[float, float] = SHAPE
) -> Frame:
    """Return the frame that shows a box (west, south, east, north) with some space around, in a good shape."""
    west, south, east, north = box
    low, high = _y(south), _y(north)
    pad_x, pad_y = (east - west) * pad, (high - low) * pad
    west, east, low, high = west - pad_x, east + pad_x, low - pad_y, high + pad_y
    width, height = east - west, high - low
    if height / width > shape[1]:
        more = (height / shape[1] - width) / 2
        west, east = west - more, east + more
    elif height / width < shape[0]:
        more = (width * shape[0] - height) / 2
        low, high = low - more, high + more
    return Frame(
        math.floor(west * GRID), math.floor(_lat(low) * GRID), math.ceil(east * GRID), math.ceil(_lat(high) * GRID)
    )


def frame_for(state: str, points: Iterable[Point]) -> Frame:
    """Return the frame of a state, grown to the points (longitude, latitude) close to it; of India without a state."""
    box = box_of_state(state)
    if box is None:
        return frame_around(INDIA, pad=0.01, shape=(0.9, 1.15))
    west, south, east, north = box
    longitudes, latitudes = [west, east], [south, north]
    for lon, lat in points:
        if west - REACH <= lon <= east + REACH and south - REACH <= lat <= north + REACH:
            longitudes.append(lon)
            latitudes.append(lat)
    return frame_around((min(longitudes), min(latitudes), max(longitudes), max(latitudes)))


def frame_near(box: tuple[float, float, float, float]) -> Frame:
    """Return the frame of a district, in the middle, with what lies around it."""
    west, south, east, north = box
    wide, high = max(0.0, NEAR - (east - west)) / 2, max(0.0, NEAR * SHAPE[0] - (north - south)) / 2
    return frame_around((west - wide, south - high, east + wide, north + high))


def box_of_state(state: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of a state, None for an unknown one."""
    for feature in gazetteer.polygons("state")["features"]:
        if feature["id"] == state:
            shape = feature["geometry"]
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            xs = [x for part in parts for x, _ in part[0]]
            ys = [y for part in parts for _, y in part[0]]
            return min(xs), min(ys), max(xs), max(ys)
    return None
