"""Where places are: distances, neighbours, the district of a point, outlines for a map."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from samanvay_insight.gazetteer.atlas import EVERYTHING, areas, points
from samanvay_insight.gazetteer.places import Place
from samanvay_insight.gazetteer.tables import outline_topology

EARTH_KM = 6371.0088
Point = tuple[float, float]
Ring = list[list[float]]


def _get(key: str) -> Place:
    found = areas().get(key) or EVERYTHING.get(key)
    if found is None:
        raise KeyError(f"no place has the key {key!r}")
    return found


def where(at: str | Point, *, missing: bool = False) -> Point | None:
    """Return (latitude, longitude) of a key; a place without a point of its own lies at its district's.

    Raises KeyError on an unknown key, and ValueError on a place of unknown position unless it may be `missing`.
    """
    if not isinstance(at, str):
        return at
    place = _get(at)
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    if place.district:
        lat, lon, *_ = points()[place.district]
        return lat, lon
    if missing:
        return None
    raise ValueError(f"the position of {place.name} is not known")


def km_between(a: Point, b: Point) -> float:
    """Return the great-circle distance of two (latitude, longitude) points in km (haversine)."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    chord = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, chord)))


def distance_km(a: str | Point, b: str | Point) -> float:
    """Return the distance in km between two places or points, as the crow flies."""
    first, second = where(a), where(b)
    assert first is not None
    assert second is not None
    return km_between(first, second)


def neighbours(key: str) -> tuple[str, ...]:
    """Return the keys that share a border with a district (also across the frontier with Nepal) or a state.

    Other kinds have none. Raises KeyError on an unknown key.
    """
    place = _get(key)
    if place.kind == "district":
        return points()[key][3]
    if place.kind == "state":
        return _state_neighbours()[key]
    return ()


@cache
def _state_neighbours() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {place.key: set() for place in areas().values() if place.kind == "state"}
    for key, (_, _, _, near) in points().items():
        here = areas()[key].state
        for other in near:
            there = areas()[other].state or "NP"
            if here and there != here:
                found[here].add(there)
    return {key: tuple(sorted(others)) for key, others in found.items()}


@cache
def polygons(level: str = "district") -> dict[str, Any]:
    """Return the outlines of a level ("district", "state" or "nepal") as a GeoJSON FeatureCollection.

    Each feature has the place's key as `id` and its names and state in `properties`. Neighbours share the
    very same points. The dictionary is kept: do not change it. Raises ValueError on another level.
    """
    if level not in ("district", "state", "nepal"):
        raise ValueError(f"no outlines of the level {level!r}: district, state or nepal")
    raw = outline_topology(level)
    arcs = _decoded(raw)
    features = []
    by_lgd = {str(p.lgd): p.key for p in areas().values() if p.kind == "state"}
    for item in raw["objects"]["data"]["geometries"]:
        key = by_lgd[item["id"]] if level == "state" else item["id"]
        place = areas()[key]
        features.append(
            {
                "type": "Feature",
                "id": key,
                "properties": {
                    "key": key,
                    "name": place.name,
                    "name_hi": place.name_hi,
                    "state": place.state,
                },
                "geometry": _geometry(item, arcs),
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _decoded(raw: dict[str, Any]) -> list[Ring]:
    (sx, sy), (tx, ty) = raw["transform"]["scale"], raw["transform"]["translate"]
    arcs = []
    for arc in raw["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append([round(x * sx + tx, 4), round(y * sy + ty, 4)])
        arcs.append(line)
    return arcs


def _geometry(item: dict[str, Any], arcs: list[Ring]) -> dict[str, Any]:
    def ring(indices: list[int]) -> Ring:
        out: Ring = []
        for at in indices:
            line = arcs[at] if at >= 0 else arcs[~at][::-1]
            out.extend(line[1:] if out else line)
        return out

    if item["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": [ring(part) for part in item["arcs"]]}
    return {"type": "MultiPolygon", "coordinates": [[ring(part) for part in poly] for poly in item["arcs"]]}


@cache
def _boxes() -> list[tuple[float, float, float, float, str, list[list[Ring]]]]:
    boxes = []
    for level in ("district", "nepal"):
        for feature in polygons(level)["features"]:
            shape = feature["geometry"]
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            xs = [x for part in parts for x, _ in part[0]]
            ys = [y for part in parts for _, y in part[0]]
            boxes.append((min(xs), min(ys), max(xs), max(ys), feature["id"], parts))
    return boxes


def district_at(lat: float, lon: float) -> str | None:
    """Return the key of the district of India or Nepal at a point, by the simplified outlines (some 1 km)."""
    for west, south, east, north, key, parts in _boxes():
        if west <= lon <= east and south <= lat <= north:
            for part in parts:
                if _inside(lon, lat, part[0]) and not any(_inside(lon, lat, hole) for hole in part[1:]):
                    return key
    return None


def _inside(x: float, y: float, ring: Ring) -> bool:
    inside = False
    ax, ay = ring[-1]
    for bx, by in ring:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        ax, ay = bx, by
    return inside
