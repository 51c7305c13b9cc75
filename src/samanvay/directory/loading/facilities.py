"""Facilities of a state: stations where many trains stop, crossings, courts, homes, hospitals, training centre."""

from collections import Counter
from collections.abc import Mapping, Sequence

from samanvay.directory.models import Facility, Unit
from samanvay_insight import gazetteer

from .structures import structure_of

BUSY_STATION = 10  # trains of the time-table that halt there


def _stops() -> Counter[str]:
    return Counter(code for train in gazetteer.trains().values() for code in set(train.codes))


def facilities_of(districts: Sequence[gazetteer.Place], units: Mapping[str, Unit]) -> list[Facility]:
    """Return the facilities of a state's districts, unsaved, with the unit that runs each where there is one."""
    inside = {district.key: district for district in districts}
    found: list[Facility] = []
    stops = _stops()
    for station in gazetteer.places(["station"]):
        code = station.key.removeprefix("station:")
        if station.district in inside and stops[code] >= BUSY_STATION:
            found.append(_of(f"railway_station:{code}", "railway_station", station, units.get(f"grp:station:{code}")))
    for crossing in gazetteer.places(["crossing"]):
        if crossing.district in inside:
            slug = crossing.key.removeprefix("crossing:")
            found.append(_of(f"border_crossing:{slug}", "border_crossing", crossing, units.get(f"ssb:post:{slug}")))
    for district in districts:
        number = district.key.removeprefix("district:")
        found.append(
            _at(
                f"court:{number}",
                "court",
                district,
                ("District Court", "जिला न्यायालय"),
                units.get(f"court:{number}"),
            )
        )
        found.append(
            _at(
                f"hospital:{number}",
                "hospital",
                district,
                ("District Hospital", "जिला चिकित्सालय"),
                units.get(f"cmo:{number}"),
            )
        )
        found.append(_at(f"bus_stand:{number}", "bus_stand", district, ("Bus Station", "बस अड्डा"), None))
        home = units.get(f"home:girls:{number}")
        if home is not None:
            found.append(_at(f"home:{number}", "home", district, ("Children's Home (Girls)", "बालिका गृह"), home))
    faculty = next((unit for code, unit in units.items() if code.startswith("training:")), None)
    wanted = f"district:{structure_of(str(districts[0].state)).training_centre}"
    seat = inside.get(wanted, districts[0])
    found.append(_at("training_centre:1", "training_centre", seat, ("Training Centre", "प्रशिक्षण केंद्र"), faculty))
    return found


def _of(code: str, kind: str, place: gazetteer.Place, operator: Unit | None) -> Facility:
    return Facility(
        code=code, kind=kind, name=place.name, name_hi=place.name_hi, place_id=place.key, district_id=place.district,
        lat=place.lat, lon=place.lon, operator=operator,
    )  # fmt: skip


def _at(code: str, kind: str, district: gazetteer.Place, words: tuple[str, str], operator: Unit | None) -> Facility:
    """Return a facility known to be in a district, without a point of its own."""
    hindi = f"{words[1]}, {district.name_hi}" if district.name_hi else ""
    return Facility(
        code=code, kind=kind, name=f"{words[0]}, {district.name}", name_hi=hindi, place_id=district.key,
        district_id=district.key, operator=operator,
    )  # fmt: skip
