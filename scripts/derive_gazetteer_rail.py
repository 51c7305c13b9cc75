"""Derive the tables of railway stations and of trains with their halts.

Source: stations.json and trains_dict.json of the data folder's `rail` (CC0). The trains carry the order of
their halts, their length and their days, but no hours. A station's district is found by its point in the
outlines of `adarvmaps` (MIT); a station abroad or without a point has none.

    PYTHONPATH=src python scripts/derive_gazetteer_rail.py DATA_FOLDER

Needs the dependency group `derive`. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from derive_gazetteer_borders import TABLES, district_at_points, india, nepal, packed
from shapely import Point, STRtree

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COAST_DEGREES = 0.06  # a pier or bridge may stand outside a simplified coast
# Endings that the source abbreviates, as they are painted on the board.
WORDS = {
    "Jn": "Junction", "Jn.": "Junction", "Jn,": "Junction", "Rd": "Road", "Cantt": "Cantt", "Hlt": "Halt",
    "H": "Halt", "Stn": "Station", "Crg": "Crossing",
}  # fmt: skip
CAPITALS = {"Bg", "Ng", "Ii", "Iii"}


def board_name(name: str) -> str:
    """Write a station's name as it stands on its board: VARANASI JN becomes Varanasi Junction."""
    words = re.sub(r"\s+", " ", name.replace(".", ". ")).strip().title().split(" ")
    if words[-1] in WORDS:
        words[-1] = WORDS[words[-1]]
    return " ".join(word.upper() if word in CAPITALS else word for word in words)


def renamed() -> list[tuple[str, str, str]]:
    """Read new code, old code and name of the stations that were renamed or are younger than the source."""
    lines = (TABLES / "stations_named.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in cells[1:]]


def main(data: Path) -> None:
    """Write one row a station and one a train."""
    ours = india()
    keys, tree = list(ours), STRtree(list(ours.values()))
    features = json.loads((data / "rail" / "stations.json").read_text())["features"]
    trains = json.loads((data / "rail" / "trains_dict.json").read_text())
    stops = Counter(code for train in trains.values() for code in train["Stations"])
    rows: dict[str, tuple[str, tuple[float, float] | None]] = {}
    for feature in features:
        code, name = feature["properties"]["code"], feature["properties"]["name"]
        point = feature["geometry"] and tuple(reversed(feature["geometry"]["coordinates"][:2]))
        # a code without name or halt is a junction box of the signalling, not a place
        if name and (not name.startswith("XX-")) and (name != code or code in stops):
            rows[code] = (board_name(name), point)
    # the trains bear new codes, the stations old ones: the hand-written table joins them
    for new, old, name in renamed():
        rows[new] = (name, rows.pop(old)[1] if old in rows else rows.get(new, ("", None))[1])
    points = [point for _, point in rows.values() if point]
    found = dict(zip(points, district_at_points(points, keys, tree), strict=True))
    abroad = nepal(data)
    abroad_keys, abroad_tree = list(abroad), STRtree(list(abroad.values()))
    for point in [point for point, key in found.items() if key is None]:
        spot = Point(point[1], point[0])
        inside = abroad_tree.query(spot, predicate="within")
        if len(inside):
            found[point] = abroad_keys[inside[0]]
            continue
        near = tree.query_nearest(spot, max_distance=COAST_DEGREES)
        found[point] = keys[min(near)] if len(near) else None
    lines = []
    for code, (name, point) in sorted(rows.items()):
        key = (found[point] or "") if point else ""
        where = (f"{point[0]:.4f}", f"{point[1]:.4f}") if point and key else ("", "")
        lines.append("\t".join((code, name, key, *where, str(stops[code]))))
    packed(TABLES / "stations.tsv.gz", "\n".join(lines) + "\n")
    lines = []
    for number, train in sorted(trains.items()):
        days = "".join(str(n) for n, day in enumerate(DAYS, 1) if train["Runs_on"][day])
        fields = (
            number,
            train["Train_name"].strip(),
            str(train["Distance"]),
            days,
            " ".join(train["Stations"]),
        )
        lines.append("\t".join(fields))
    packed(TABLES / "trains.tsv.gz", "\n".join(lines) + "\n")
    print(
        len(rows),
        "stations,",
        sum(key is None for key in found.values()),
        "points outside;",
        len(trains),
        "trains",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
