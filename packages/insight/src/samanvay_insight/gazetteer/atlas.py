"""All places, put together from the tables: the administrative ones at once, the rest when asked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from samanvay_insight.gazetteer.places import FormerName, Origin, Place
from samanvay_insight.gazetteer.settlements import Settlements
from samanvay_insight.gazetteer.tables import derived, listed, number, written

AREAS = ("country", "state", "division", "district", "region")
KINDS = (*AREAS, "town", "crossing", "station", "village")


@cache
def former_table() -> dict[str, tuple[FormerName, ...]]:
    """Give the former names of each place by its key."""
    found: dict[str, list[FormerName]] = {}
    for row in written("former"):
        name = FormerName(row["key"], row["name"], row["name_hi"], row["since"], row["until"])
        found.setdefault(row["key"], []).append(name)
    return {key: tuple(names) for key, names in found.items()}


@cache
def origin_table() -> dict[str, Origin]:
    """Give the origin of each district where it is well known."""
    found = {}
    for row in written("districts_since"):
        key = f"district:{row['code']}"
        found[key] = Origin(key, row["since"], tuple(f"district:{code}" for code in listed(row["parents"], ",")))
    return found


@cache
def spelling_table() -> dict[str, tuple[str, ...]]:
    """Give other spellings of names that everybody knows, by key."""
    return {row["key"]: listed(row["names"]) for row in written("spellings")}


def _with_former(key: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    names = [alias for former in former_table().get(key, ()) for alias in (former.name, former.name_hi) if alias]
    return tuple(dict.fromkeys((*aliases, *names, *spelling_table().get(key, ()))))


@cache
def points() -> dict[str, tuple[float, float, str, tuple[str, ...]]]:
    """Give latitude, longitude, state's LGD code and neighbours of each district of India and Nepal."""
    return {
        row["key"]: (float(row["lat"]), float(row["lon"]), row["state_lgd"], listed(row["neighbours"], ","))
        for row in written("district_points")
    }


@cache
def areas() -> dict[str, Place]:
    """Give countries, states, divisions, districts and regions by key."""
    found = [*_countries(), *_states()]
    states = {place.lgd: place.key for place in found if place.kind == "state"}
    divisions: dict[str, str] = {}
    for row in written("divisions"):
        members = tuple(f"district:{lgd}" for lgd in listed(row["districts"], ","))
        state = row["state"]
        key = f"division:{state.removeprefix('IN-')}:{row['slug']}"
        divisions.update(dict.fromkeys(members, key))
        lat, lon = _middle(members)
        found.append(
            Place(
                key, "division", row["name"], row["name_hi"], None, state, None, state, lat, lon,
                (f"{row['name']} division", f"{row['name_hi']} मंडल", f"{row['name']} mandal"), members,
            )
        )  # fmt: skip
    found += _districts(states, divisions)
    found += _nepal_districts()
    for row in written("regions"):
        members = tuple(f"district:{lgd}" for lgd in listed(row["districts"], ","))
        lat, lon = _middle(members)
        found.append(
            Place(
                f"region:{row['slug']}", "region", row["name"], row["name_hi"], None, "IN", None,
                None, lat, lon, listed(row["aliases"]), members,
            )
        )  # fmt: skip
    return {place.key: place for place in found}


def _countries() -> Iterator[Place]:
    ours = {row["key"]: row for row in written("countries")}
    of_the_world = {row["key"]: row for row in written("countries_world")}
    for key in dict.fromkeys((*ours, *of_the_world)):
        said = {cell: value for cell, value in ours.get(key, {}).items() if value}
        row = {"aliases": "", **of_the_world.get(key, {}), **said}
        yield Place(
            key, "country", row["name"], row["name_hi"], None, None, None, None,
            number(row["lat"]), number(row["lon"]), listed(row["aliases"]),
        )  # fmt: skip


def _states() -> Iterator[Place]:
    inside: dict[str, list[str]] = {}
    for key, (_, _, lgd, _) in points().items():
        inside.setdefault(lgd, []).append(key)
    for row in written("states"):
        lat, lon = _middle(tuple(inside[row["lgd"]]))
        yield Place(
            row["iso"], "state", row["name"], row["name_hi"], int(row["lgd"]), "IN", None, row["iso"],
            lat, lon, _with_former(row["iso"], listed(row["aliases"])),
        )  # fmt: skip


def _districts(states: dict[int | None, str], divisions: dict[str, str]) -> Iterator[Place]:
    codes = {row["code"]: int(row["lgd"]) for row in written("districts_lgd")}
    for row in written("districts"):
        key = f"district:{row['code']}"
        lat, lon, state_lgd, _ = points()[key]
        state = states[int(state_lgd)]
        lgd = codes.get(row["code"])
        yield Place(
            key, "district", row["name"], row["name_hi"], lgd, divisions.get(key, state), key, state,
            lat, lon, _with_former(key, listed(row["aliases"])),
        )  # fmt: skip


def _nepal_districts() -> Iterator[Place]:
    for row in written("nepal_districts"):
        key = f"np-district:{row['slug']}"
        lat, lon, _, _ = points()[key]
        yield Place(
            key, "district", row["name"], row["name_hi"], None, "NP", key, None,
            lat, lon, _with_former(key, listed(row["aliases"])),
        )  # fmt: skip


def _middle(members: tuple[str, ...]) -> tuple[float, float]:
    """Give the point of the member district that lies nearest to the mean of all of them."""
    known = [points()[key][:2] for key in members]
    lat = sum(point[0] for point in known) / len(known)
    lon = sum(point[1] for point in known) / len(known)
    return min(known, key=lambda point: ((point[0] - lat) ** 2 + (point[1] - lon) ** 2, point))


@cache
def crossings() -> dict[str, Place]:
    """Give the border crossings by key; their points are approximate."""
    found = {}
    for row in written("crossings"):
        key, district = f"crossing:{row['slug']}", f"district:{row['district']}"
        found[key] = Place(
            key, "crossing", row["name"], row["name_hi"], None, district, district, areas()[district].state,
            number(row["lat"]), number(row["lon"]), _with_former(key, listed(row["aliases"])),
        )  # fmt: skip
    return found


@cache
def towns_abroad() -> dict[str, Place]:
    """Give the towns abroad by key; the points of those written by hand are approximate."""
    found: dict[str, Place] = {}
    for table in ("towns_abroad", "cities_world", "border_places"):
        for row in written(table):
            key, district = f"town:{row['slug']}", row["district"] or None
            found[key] = Place(
                key, "town", row["name"], row["name_hi"], None, district or row["country"], district, None,
                number(row["lat"]), number(row["lon"]), listed(row["aliases"]),
            )  # fmt: skip
    for row in written("bangladesh_districts"):
        key = f"town:{row['slug']}"
        known = found.get(key)
        aliases = (*(known.aliases if known else ()), *listed(row["aliases"]))
        lat, lon = (known.lat, known.lon) if known else (number(row["lat"]), number(row["lon"]))
        found[key] = Place(
            key, "town", row["name"], row["name_hi"], None, "BD", None, None, lat, lon, tuple(dict.fromkeys(aliases))
        )
    for row in written("local_levels"):
        key, district = f"{row['kind']}:{row['slug']}", row["district"] or None
        found.setdefault(
            key,
            Place(
                key, row["kind"], row["name"], row["name_hi"], None, row["parent"], district, None,
                number(row["lat"]), number(row["lon"]),
            ),
        )  # fmt: skip
    return found


@cache
def towns_by_hand() -> frozenset[str]:
    """Give the keys of the towns abroad that are well known here, which are written by hand."""
    return frozenset(f"town:{row['slug']}" for row in written("towns_abroad"))


@cache
def withheld() -> frozenset[tuple[str, str]]:
    """Give the names and codes that the reading of a text leaves out, each with its place's key."""
    return frozenset((row["name"], row["key"]) for row in written("withheld"))


@cache
def stations() -> dict[str, Place]:
    """Give the railway stations by key. Codes are no names: half of them are words of a sentence (TO, FOR)."""
    hindi = {row["code"]: row for row in written("stations_named")}
    found = {}
    for code, name, district, lat, lon, _ in derived("stations"):
        key = f"station:{code}"
        known = hindi.get(code)
        board = known["name"] if known else name
        short = (board.removesuffix(" Junction"),) if board.endswith(" Junction") else ()
        aliases = (*short, *(listed(known["aliases"]) if known else ()))
        found[key] = Place(
            key, "station", board, known["name_hi"] if known else "", None,
            district or None, district or None, areas()[district].state if district else None,
            number(lat), number(lon), _with_former(key, aliases),
        )  # fmt: skip
    return found


@cache
def station_codes() -> dict[str, str]:
    """Give a station's key by its code, the codes of before a renaming too."""
    codes = {key.removeprefix("station:"): key for key in stations()}
    for row in written("stations_named"):
        if row["was"]:
            codes.setdefault(row["was"], f"station:{row['code']}")
    return codes


@cache
def station_stops() -> dict[str, int]:
    """Give how many trains of the time-table stop at each station."""
    return {f"station:{row[0]}": int(row[5]) for row in derived("stations")}


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """Give the keys of the states, countries and towns that people abbreviate, by the form in capitals."""
    return {row["form"]: listed(row["keys"], ",") for row in written("short_forms")}


@cache
def settlements() -> Settlements:
    """Give the towns and villages by key."""
    keys = dict.fromkeys((*former_table(), *spelling_table()))
    former = {key: _with_former(key, ()) for key in keys if key.startswith("town:")}
    return Settlements({place.key: place.state for place in areas().values()}, former)


@cache
def fixed() -> dict[str, Place]:
    """Give every place but the towns and villages of India, by key."""
    return {**areas(), **crossings(), **towns_abroad(), **stations()}


class Everything(Mapping[str, Place]):
    """All places by key."""

    def __getitem__(self, key: str) -> Place:
        found = fixed().get(key)
        return settlements()[key] if found is None else found

    def __iter__(self) -> Iterator[str]:
        yield from fixed()
        yield from settlements()

    def __len__(self) -> int:
        return len(fixed()) + len(settlements())


EVERYTHING = Everything()


@contextmanager
def unhurried() -> Iterator[None]:
    """Hold the garbage collector while many small records are made, which it would walk again and again."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
