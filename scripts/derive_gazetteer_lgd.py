"""Derive the Local Government Directory's codes of the districts of India.

Source
  "All Districts of India" of the Local Government Directory (Ministry of Panchayati Raj, Government Open Data
  Licence – India), as a CSV with the columns State Code, District Code, District Name, Census 2011 Code.

    python scripts/derive_gazetteer_lgd.py ALL_DISTRICTS.csv

Our districts bear the codes of their layer: those of the Census of 2011 up to 640, the layer's own beyond. Districts
of 2011 are joined by the Census code, younger ones by state and name. What finds no partner is printed.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from samanvay_insight import gazetteer
from samanvay_insight.gazetteer import Place
from samanvay_insight.script import skeleton

TABLE = Path(__file__).parent.parent / "packages/insight/src/samanvay_insight/gazetteer/tables/districts_lgd.tsv"
CENSUS = 640  # districts counted in 2011


def sounds(name: str, state: str | None) -> set[str]:
    """Give the sound of a name, with its state's behind it too: the Directory's "South East" is South East Delhi."""
    behind = gazetteer.place(state).name if state else ""
    return {skeleton(each.replace("-", " ")).replace(" ", "") for each in (name, f"{name} {behind}")}


def alike(place: Place) -> set[str]:
    """Give the sound of each name of a place."""
    return {sound for name in (place.name, *place.aliases) if name for sound in sounds(name, None)}


def main(source: Path) -> None:
    """Write the table of layer code and Directory code."""
    districts = {int(p.key[9:]): p for p in gazetteer.places() if p.kind == "district" and p.key[9:].isdigit()}
    states = {p.key: p.lgd for p in gazetteer.places() if p.kind == "state"}
    found: dict[int, int] = {}
    for row in csv.DictReader(source.open(encoding="utf-8-sig")):
        lgd, census, name = int(row["District Code"]), int(row["Census 2011 Code"] or 0), row["District Name"]
        if census:
            code = census if census in districts else None
        else:
            here = [(c, p) for c, p in districts.items() if states[p.state or ""] == int(row["State Code"])]
            code = next((c for c, p in here if c > CENSUS and alike(p) & sounds(name, p.state)), None)
        if code is None or code in found:
            print(f"{name} ({lgd}) has no district of ours", file=sys.stderr)
            continue
        found[code] = lgd
    for code in sorted(set(districts) - set(found)):
        print(f"{districts[code].name} ({code}) has no code in the Directory's table", file=sys.stderr)
    lines = ["# Codes of the Local Government Directory by the layer's codes. Made by scripts/derive_gazetteer_lgd.py."]
    lines += ["code\tlgd", *(f"{code}\t{found[code]}" for code in sorted(found))]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
