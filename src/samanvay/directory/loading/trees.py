"""What units a state has: each as a sprout that names its parent by code, parents before children."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samanvay.directory.kinds import UNIT_KINDS
from samanvay_insight import gazetteer

from .structures import Structure, structure_of


@dataclass(frozen=True, slots=True)
class Sprout:
    """A unit to be made."""

    code: str
    kind: str
    name: str
    name_hi: str
    home_state: str
    parent: str = ""
    place: str = ""
    serves: tuple[str, ...] = ()

    @property
    def compartment(self) -> str:
        """The compartment of its kind."""
        return UNIT_KINDS[self.kind].compartment


def _number(place: gazetteer.Place) -> str:
    return place.key.removeprefix("district:")


def trees_of(state: str, districts: Sequence[gazetteer.Place]) -> list[Sprout]:
    """Return every unit of a state: zones, ranges, railway and border units where its structure is known."""
    place, known = gazetteer.place(state), structure_of(state)
    return [
        *_police(place, districts, known),
        *(_railway(place, known) if known.railway_sections else ()),
        *(_border(place, districts, known.border) if known.border else ()),
        *_administration(place, districts),
        *_welfare(place, districts, known),
        *_justice(place, districts),
        *_health(place, districts),
        *_partners(place, districts, known),
        *_oversight(place),
    ]


def desks_elsewhere(state: str) -> list[Sprout]:
    """Return a nodal desk for every other state and for Nepal, so that each can be addressed."""
    found = [
        Sprout(
            f"desk:{place.key}", "nodal_desk", f"Nodal desk, {place.name}", f"नोडल डेस्क, {place.name_hi}",
            place.key, place=place.key, serves=(place.key,),
        )
        for place in gazetteer.places(["state"])
        if place.key != state
    ]  # fmt: skip
    return [
        *found,
        Sprout("desk:NP", "nodal_desk", "Nodal desk, Nepal", "नोडल डेस्क, नेपाल", "NP", place="NP", serves=("NP",)),
    ]


def _police(place: gazetteer.Place, districts: Sequence[gazetteer.Place], known: Structure) -> Iterator[Sprout]:
    state, name, hindi = place.key, place.name, place.name_hi
    top, bureau = f"police:{state}", f"bureau:{state}"
    yield Sprout(
        top, "state_police", f"State nodal office, {name}", f"राज्य नोडल कार्यालय, {hindi}", state,
        place=state, serves=(state,),
    )  # fmt: skip
    # In the matter of trafficking the districts report through the bureau: it stands above zones in this tree.
    yield Sprout(
        bureau, "state_bureau", f"Anti Human Trafficking Bureau, {name}", f"मानव तस्करी रोधी ब्यूरो, {hindi}",
        state, top, state, (state,),
    )  # fmt: skip
    above: dict[str, str] = {}
    for zone, ranges in known.zones.items():
        yield from _zone(zone, ranges, bureau, state)
        above.update({_division(state, slug): f"police:range:{slug}" for slug in ranges})
    for district in districts:
        yield from _district_police(district, above.get(district.parent or "", bureau), bureau, state, known)


def _zone(zone: str, ranges: Sequence[str], bureau: str, state: str) -> Iterator[Sprout]:
    divisions = {slug: gazetteer.place(_division(state, slug)) for slug in ranges}
    seat = divisions[zone]
    yield Sprout(
        f"police:zone:{zone}", "zone", f"{seat.name} Zone", f"{seat.name_hi} जोन", state, bureau, seat.key,
        tuple(division.key for division in divisions.values()),
    )  # fmt: skip
    for slug, division in divisions.items():
        yield Sprout(
            f"police:range:{slug}", "range", f"{division.name} Range", f"{division.name_hi} परिक्षेत्र", state,
            f"police:zone:{zone}", division.key, (division.key,),
        )  # fmt: skip


def _district_police(
    district: gazetteer.Place, above: str, bureau: str, state: str, known: Structure
) -> Iterator[Sprout]:
    number, key, name, hindi = _number(district), district.key, district.name, district.name_hi
    head = f"police:district:{number}"
    if number in known.commissionerates:
        yield Sprout(
            head, "commissionerate", f"Police Commissionerate {name}", f"पुलिस कमिश्नरेट {hindi}", state, bureau,
            key, (key,),
        )  # fmt: skip
    else:
        yield Sprout(
            head,
            "district_police",
            f"District Police {name}",
            f"जनपद पुलिस {hindi}",
            state,
            above,
            key,
            (key,),
        )
    yield Sprout(f"police:ahtu:{number}", "ahtu", f"AHTU {name}", f"एएचटीयू {hindi}", state, head, key, (key,))
    yield Sprout(
        f"police:help_desk:{number}", "help_desk", f"Women Help Desk {name}", f"महिला हेल्प डेस्क {hindi}",
        state, head, key, (key,),
    )  # fmt: skip
    stations = known.stations.get(number, [])
    circles: set[str] = set()
    for circle, station, station_hi in stations:
        under = head
        if circle:
            under = f"police:circle:{number}:{_slug(circle)}"
            if under not in circles:
                circles.add(under)
                yield Sprout(under, "circle", f"Circle {circle}", _circle_hi(stations, circle), state, head, key)
        yield Sprout(
            f"police:station:{number}:{_slug(station)}", "station", f"PS {station}", f"थाना {station_hi}",
            state, under, key,
        )  # fmt: skip


def _circle_hi(stations: Sequence[tuple[str, str, str]], circle: str) -> str:
    named = {station: hindi for _, station, hindi in stations}
    return f"सर्किल {named[circle]}" if circle in named else ""


def _slug(name: str) -> str:
    return "-".join(name.lower().replace(",", " ").split())


def _division(state: str, slug: str) -> str:
    return f"division:{state.removeprefix('IN-')}:{slug}"


def _railway(place: gazetteer.Place, known: Structure) -> Iterator[Sprout]:
    state, police, force = place.key, f"grp:{place.key}", f"rpf:{place.key}"
    yield Sprout(
        police, "grp_headquarters", f"Government Railway Police, {place.name}",
        f"राजकीय रेलवे पुलिस, {place.name_hi}", state, place=state, serves=(state,),
    )  # fmt: skip
    for slug, of in known.railway_sections.items():
        section = f"grp:section:{slug}"
        yield Sprout(
            section, "grp_section", f"GRP Section {of['name']}", f"जीआरपी अनुभाग {of['name_hi']}", state, police
        )
        for code in of["stations"]:
            yield _at_station("grp:station", "grp_station", ("GRP", "जीआरपी"), code, state, section)
    yield Sprout(
        force, "rpf_headquarters", f"Railway Protection Force, posts in {place.name}",
        f"रेलवे सुरक्षा बल, {place.name_hi} की पोस्ट", state, place=state, serves=(state,),
    )  # fmt: skip
    for code in known.rpf_posts:
        yield _at_station("rpf:post", "rpf_post", ("RPF Post", "आरपीएफ पोस्ट"), code, state, force)


def _at_station(prefix: str, kind: str, words: tuple[str, str], code: str, state: str, parent: str) -> Sprout:
    station = gazetteer.place(f"station:{code}")
    hindi = f"{words[1]} {station.name_hi}" if station.name_hi else ""
    return Sprout(
        f"{prefix}:{code}",
        kind,
        f"{words[0]} {station.name}",
        hindi,
        state,
        parent,
        station.key,
        (station.key,),
    )


def _border(place: gazetteer.Place, districts: Sequence[gazetteer.Place], known: Mapping[str, Any]) -> Iterator[Sprout]:
    state = place.key
    by_number = {_number(district): district for district in districts}
    top, region = f"ssb:{state}", known["serves"]
    yield Sprout(top, "border_frontier", known["name"], known["name_hi"], state, place=region, serves=(region,))
    above = dict.fromkeys(known["districts"], top)
    for slug, of in known["sectors"].items():
        above.update(dict.fromkeys(of["districts"], f"ssb:sector:{slug}"))
        yield Sprout(
            f"ssb:sector:{slug}", "border_sector", f"SSB Sector {of['name']}", f"एसएसबी सेक्टर {of['name_hi']}", state,
            top, f"district:{of['seat']}", tuple(f"district:{number}" for number in of["districts"]),
        )  # fmt: skip
    for number, parent in above.items():
        district = by_number[number]
        unit = f"ssb:district:{number}"
        yield Sprout(
            unit, "border_district", f"SSB {district.name}", f"एसएसबी {district.name_hi}", state, parent,
            district.key, (district.key,),
        )  # fmt: skip
        for crossing in gazetteer.places(["crossing"]):
            if crossing.district == district.key:
                yield Sprout(
                    f"ssb:post:{crossing.key.removeprefix('crossing:')}", "border_post",
                    f"SSB Border Post {crossing.name}", f"एसएसबी सीमा चौकी {crossing.name_hi}", state, unit,
                    crossing.key, (crossing.key,),
                )  # fmt: skip


def _administration(place: gazetteer.Place, districts: Sequence[gazetteer.Place]) -> Iterator[Sprout]:
    state = place.key
    top = f"home-department:{state}"
    yield Sprout(
        top, "home_department", f"Home Department, {place.name}", f"गृह विभाग, {place.name_hi}", state,
        place=state, serves=(state,),
    )  # fmt: skip
    divisions = [one for one in gazetteer.places(["division"]) if one.state == state]
    for division in divisions:
        yield Sprout(
            f"division-office:{division.key}", "division_office", f"Divisional Commissioner {division.name}",
            f"मंडलायुक्त {division.name_hi}", state, top, division.key, (division.key,),
        )  # fmt: skip
    above = {division.key: f"division-office:{division.key}" for division in divisions}
    for district in districts:
        number, key, name, hindi = _number(district), district.key, district.name, district.name_hi
        office = f"district-office:{number}"
        yield Sprout(
            office, "district_office", f"District Magistrate {name}", f"जिलाधिकारी {hindi}", state,
            above.get(district.parent or "", top), key, (key,),
        )  # fmt: skip
        yield Sprout(
            f"labour:{number}", "labour_office", f"Labour Office {name}", f"श्रम कार्यालय {hindi}", state,
            office, key, (key,),
        )  # fmt: skip


def _each(
    districts: Sequence[gazetteer.Place], prefix: str, kind: str, en: str, hi: str, state: str, parent: str
) -> Iterator[Sprout]:
    for district in districts:
        yield Sprout(
            f"{prefix}:{_number(district)}", kind, f"{en} {district.name}", f"{hi} {district.name_hi}", state,
            parent, district.key, (district.key,),
        )  # fmt: skip


def _welfare(place: gazetteer.Place, districts: Sequence[gazetteer.Place], known: Structure) -> Iterator[Sprout]:
    state = place.key
    top = f"welfare:{state}"
    yield Sprout(
        top, "welfare_department", f"Women and Child Welfare Department, {place.name}",
        f"महिला एवं बाल कल्याण विभाग, {place.name_hi}", state, place=state, serves=(state,),
    )  # fmt: skip
    yield from _each(districts, "dcpu", "dcpu", "DCPU", "जिला बाल संरक्षण इकाई", state, top)
    # A committee decides by itself: it stands beside the protection unit, not under it.
    yield from _each(districts, "cwc", "cwc", "CWC", "बाल कल्याण समिति", state, top)
    for district in districts:
        if _number(district) in known.homes:
            yield Sprout(
                f"home:girls:{_number(district)}", "home", f"Children's Home (Girls) {district.name}",
                f"बालिका गृह {district.name_hi}", state, f"dcpu:{_number(district)}", district.key,
            )  # fmt: skip


def _justice(place: gazetteer.Place, districts: Sequence[gazetteer.Place]) -> Iterator[Sprout]:
    state = place.key
    legal, prosecution = f"legal-services:{state}", f"prosecution:{state}"
    yield Sprout(
        legal, "state_legal_services", f"State Legal Services Authority, {place.name}",
        f"राज्य विधिक सेवा प्राधिकरण, {place.name_hi}", state, place=state, serves=(state,),
    )  # fmt: skip
    yield from _each(districts, "legal-services", "legal_services", "DLSA", "जिला विधिक सेवा प्राधिकरण", state, legal)
    yield Sprout(
        prosecution, "prosecution_directorate", f"Directorate of Prosecution, {place.name}",
        f"अभियोजन निदेशालय, {place.name_hi}", state, place=state, serves=(state,),
    )  # fmt: skip
    yield from _each(
        districts, "prosecution", "prosecution", "Prosecution Office", "अभियोजन कार्यालय", state, prosecution
    )
    yield from _each(districts, "court", "court", "District and Sessions Court", "जिला एवं सत्र न्यायालय", state, "")


def _health(place: gazetteer.Place, districts: Sequence[gazetteer.Place]) -> Iterator[Sprout]:
    state = place.key
    top = f"health:{state}"
    yield Sprout(
        top, "health_department", f"Health Department, {place.name}", f"स्वास्थ्य विभाग, {place.name_hi}", state,
        place=state, serves=(state,),
    )  # fmt: skip
    yield from _each(districts, "cmo", "cmo", "CMO", "मुख्य चिकित्साधिकारी", state, top)


def _partners(place: gazetteer.Place, districts: Sequence[gazetteer.Place], known: Structure) -> Iterator[Sprout]:
    state = place.key
    yield Sprout(
        f"training:{state}", "training_partner", f"Training Faculty, {place.name}",
        f"प्रशिक्षण संकाय, {place.name_hi}", state, place=state,
    )  # fmt: skip
    yield Sprout(
        f"press:{state}", "press_desk", f"State Press Desk, {place.name}", f"राज्य प्रेस प्रकोष्ठ, {place.name_hi}",
        state, place=state,
    )  # fmt: skip
    # Each partner is a tree of its own: none reads another's rows.
    chosen = [one for one in districts if known.partners is None or _number(one) in known.partners]
    yield from _each(chosen, "ngo", "ngo", "NGO Partner", "सहयोगी संस्था", state, "")
    yield from _each(chosen, "panchayat", "panchayat", "Zila Panchayat", "जिला पंचायत", state, "")
    yield from _each(chosen, "bar", "bar_association", "Bar Association", "अधिवक्ता संघ", state, "")


def _oversight(place: gazetteer.Place) -> Iterator[Sprout]:
    state, name, hindi = place.key, place.name, place.name_hi
    for kind, en, hi in (
        ("audit_office", "Audit Office", "लेखापरीक्षा कार्यालय"),
        ("data_protection", "Data Protection Office", "डेटा संरक्षण कार्यालय"),
        ("administration", "System Administration", "प्रणाली प्रशासन"),
    ):
        yield Sprout(f"{kind}:{state}", kind, f"{en}, {name}", f"{hi}, {hindi}", state, place=state, serves=(state,))
    # What needs two persons needs two units: the second office of administrators sits with the Home Department.
    yield Sprout(
        f"administration:{state}:home", "administration", f"System Administration, Home Department, {name}",
        f"प्रणाली प्रशासन, गृह विभाग, {hindi}", state, place=state, serves=(state,),
    )  # fmt: skip
