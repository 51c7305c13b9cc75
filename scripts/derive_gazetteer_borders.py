"""Derive outlines, representative points and neighbours of the districts of India and Nepal.

Sources
  India: the package `adarvmaps` (MIT licence, (c) 2025 ADARV), district_boundary_lite.fgb. The 28 features
         with REMARKS (land disputed between two states) are left out. "NAZUL" (the Yamuna's bed in Delhi,
         which is no district and has no LGD code) is joined to the district it borders longest.
  Nepal: nepal-districts.topojson (MIT licence), the 75 districts before 2015.

    python scripts/derive_gazetteer_borders.py DATA_FOLDER

Needs the dependency group `derive`. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from importlib.resources import files
from pathlib import Path

import geopandas
import shapely
import topojson
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

TABLES = Path(__file__).parent.parent / "packages/insight/src/samanvay_insight/gazetteer/tables"
TOLERANCE = 0.012  # degrees: some 1.3 km, a line's width on a map of a state
QUANTUM = 1_000_000  # positions along each axis of the whole of India: about 30 m
SHARED = 0.015  # degrees of common border (some 1.5 km) below which two districts only meet at a corner
SLACK = 0.004  # degrees by which two lines of the same source may lie apart (slivers of disputed land)
ABROAD = 0.045  # the same for lines of two sources, which draw the same frontier apart
SHARED_ABROAD = 0.08  # less than some 9 km near a line of another source proves no common border


def key_of(row: object) -> str:
    """Give the place key of a row of the Indian layer."""
    code = str(row.DIST_LGD)  # type: ignore[attr-defined]
    if code.isdigit():
        return f"district:{int(code)}"
    # Mirpur and Muzaffarabad are drawn as parts of India but bear no code in the source.
    return "district:" + str(row.DISTRICT).strip().lower()  # type: ignore[attr-defined]


def india() -> dict[str, BaseGeometry]:
    """Read the districts of India, by key in the order of their codes."""
    layer = geopandas.read_file(str(files("adarvmaps") / "data" / "district_boundary_lite.fgb"))
    layer = layer[layer.REMARKS.isna()]
    nazul = layer[layer.DISTRICT == "NAZUL"].geometry.iloc[0]
    layer = layer[layer.DISTRICT != "NAZUL"]
    shapes = {key_of(row): shapely.make_valid(row.geometry) for row in layer.itertuples()}
    reach = nazul.buffer(SLACK)
    nearest = max(shapes, key=lambda key: reach.intersection(shapes[key].boundary).length)
    shapes[nearest] = shapely.union_all([shapes[nearest], nazul.buffer(0.0001)])
    return dict(sorted(shapes.items(), key=lambda item: item[0].rpartition(":")[2].zfill(20)))


def state_of() -> dict[str, int]:
    """Give each district's state by its LGD code."""
    layer = geopandas.read_file(str(files("adarvmaps") / "data" / "district_boundary_lite.fgb"))
    layer = layer[layer.REMARKS.isna() & (layer.DISTRICT != "NAZUL")]
    # the source gives Dadra and Nagar Haveli's old code (26) to the territory merged in 2020 (38)
    return {key_of(row): {26: 38}.get(int(row.STATE_LGD), int(row.STATE_LGD)) for row in layer.itertuples()}


def district_at_points(points: list[tuple[float, float]], keys: list[str], tree: STRtree) -> list[str | None]:
    """Give the district of each (lat, lon), or None at sea and abroad."""
    found: list[str | None] = [None] * len(points)
    geometry = shapely.points([(lon, lat) for lat, lon in points])
    for at, shape in zip(*tree.query(geometry, predicate="within"), strict=True):
        found[at] = keys[shape]
    return found


def nepal(data: Path) -> dict[str, BaseGeometry]:
    """Read the districts of Nepal, by key in the order of their names."""
    raw = json.loads((data / "geo" / "nepal-districts.topojson").read_text())
    scale, shift = raw["transform"]["scale"], raw["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in raw["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(line)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            line = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(line if not points else line[1:])
        return points

    shapes = {}
    for item in raw["objects"]["nepal"]["geometries"]:
        parts = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        polygons = [shapely.Polygon(ring(part[0]), [ring(hole) for hole in part[1:]]) for part in parts]
        key = "np-district:" + item["properties"]["name"].lower()
        shapes[key] = shapely.make_valid(shapely.MultiPolygon(polygons).buffer(0))
    return dict(sorted(shapes.items()))


def shared_borders(
    left: dict[str, BaseGeometry], right: dict[str, BaseGeometry], slack: float, least: float
) -> set[tuple[str, str]]:
    """List the pairs whose outlines run beside each other for at least `least` degrees."""
    pairs: set[tuple[str, str]] = set()
    right_keys = list(right)
    tree = STRtree(list(right.values()))
    for key, shape in left.items():
        reach = shape.buffer(slack)
        for at in tree.query(reach, predicate="intersects"):
            other = right_keys[at]
            # what merely crosses the reach at a corner is about twice the slack long: take that off
            if other != key and reach.intersection(right[other].boundary).length >= least + 2 * slack:
                pairs.add((key, other))
    return pairs


def neighbours(ours: dict[str, BaseGeometry], theirs: dict[str, BaseGeometry]) -> dict[str, set[str]]:
    """Give the neighbours of each district, on both sides of the frontier, symmetric."""
    pairs = shared_borders(ours, ours, SLACK, SHARED) | shared_borders(theirs, theirs, SLACK, SHARED)
    outline = shapely.union_all([shape.buffer(0.002) for shape in theirs.values()]).boundary
    frontier = {
        key: shape.intersection(outline.buffer(0.25)) for key, shape in ours.items() if shape.distance(outline) < ABROAD
    }
    outer = {key: shape for key, shape in theirs.items() if shape.distance(outline) < 0.003}
    pairs |= shared_borders(frontier, outer, ABROAD, SHARED_ABROAD)
    found: dict[str, set[str]] = {key: set() for key in (*ours, *theirs)}
    for left, right in pairs:
        found[left].add(right)
        found[right].add(left)
    return found


def packed(path: Path, text: str) -> None:
    """Write gzip bytes that do not depend on the hour or the file's name."""
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def topology(shapes: dict[str, BaseGeometry]) -> tuple[dict[str, object], geopandas.GeoDataFrame]:
    """Simplify the outlines together, so that neighbours keep one common line."""
    frame = geopandas.GeoDataFrame({"id": list(shapes)}, geometry=list(shapes.values()), crs=4326)
    made = topojson.Topology(
        frame, prequantize=QUANTUM, toposimplify=TOLERANCE, prevent_oversimplify=True, topology=True
    ).topoquantize(20_000)
    raw = json.loads(made.to_json())
    raw["objects"]["data"].pop("bbox", None)
    for item in raw["objects"]["data"]["geometries"]:
        item["id"] = item.pop("properties")["id"]
        item.pop("bbox", None)
    return {"transform": raw["transform"], "arcs": raw["arcs"], "objects": raw["objects"]}, made.to_gdf()


def state_outlines(districts: geopandas.GeoDataFrame, states: dict[str, int]) -> dict[str, BaseGeometry]:
    """Dissolve the simplified districts into states; close the slivers that the disputed land leaves."""
    groups: dict[int, list[BaseGeometry]] = {}
    for key, shape in zip(districts["id"], districts.geometry, strict=True):
        # simplifying may leave a ring of two points behind: it encloses nothing
        rings = [part for part in shapely.get_parts(shape) if len(part.exterior.coords) >= 4]
        groups.setdefault(states[key], []).append(shapely.MultiPolygon(rings).buffer(0))
    outlines = {}
    for code, shapes in sorted(groups.items()):
        whole = shapely.union_all([shape.buffer(0.003, join_style="mitre") for shape in shapes])
        whole = whole.buffer(-0.003, join_style="mitre")
        parts = shapely.get_parts(whole)
        parts = [
            shapely.Polygon(p.exterior, [hole for hole in p.interiors if shapely.Polygon(hole).area > 0.004])
            for p in parts
        ]
        outlines[str(code)] = shapely.MultiPolygon([p for p in parts if not p.is_empty])
    return outlines


def main(data: Path) -> None:
    """Write the three outline files and the table of points and neighbours."""
    ours, theirs, states = india(), nepal(data), state_of()
    near = neighbours(ours, theirs)
    lines = ["key\tstate_lgd\tlat\tlon\tneighbours"]
    for key, shape in (*ours.items(), *theirs.items()):
        inside = shape.representative_point()
        row = (
            key,
            str(states.get(key, "")),
            f"{inside.y:.4f}",
            f"{inside.x:.4f}",
            ",".join(sorted(near[key])),
        )
        lines.append("\t".join(row))
    (TABLES / "district_points.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    compact = {"separators": (",", ":"), "sort_keys": True}
    districts, simplified = topology(ours)
    packed(TABLES / "outlines_district.json.gz", json.dumps(districts, **compact))
    packed(TABLES / "outlines_nepal.json.gz", json.dumps(topology(theirs)[0], **compact))
    outlines, _ = topology(state_outlines(simplified, states))
    packed(TABLES / "outlines_state.json.gz", json.dumps(outlines, **compact))
    print(len(ours), "districts of India,", len(theirs), "of Nepal")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
