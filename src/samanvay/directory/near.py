"""Who is near a fact: the reporting unit and those above it, and the units of every district that it names."""

import time
from collections.abc import Callable, Iterable
from datetime import date

from django.db import connection

from samanvay.directory import queries as directory
from samanvay.directory.kinds import DISTRICT_HEADS
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM_AUDIENCE
from samanvay.kernel.refusals import Unseen

NEAR_COMPARTMENTS = ("police", "administration", "railway", "border", "welfare")
AHTU = "ahtu"
REMEMBERED_SECONDS = 60
MOST_REMEMBERED = 5_000

_remembered: dict[tuple[str, date, str], tuple[float, frozenset[int]]] = {}


def near_readers(source_readers: Iterable[int], place_keys: Iterable[str]) -> list[int]:
    """Return the audiences that see a fact at once.

    Those of its source, and for each place named the heads of its district (or its state's desk, where a whole
    state is named), with the units above them.
    """
    readers = {SYSTEM_AUDIENCE, *(each for each in source_readers if each >= FIRST_UNIT_AUDIENCE)}
    for key in dict.fromkeys(place_keys):
        readers.update(heads_of(key))
    return sorted(readers)


def stands_in_line(unit: Unit, key: str) -> bool:
    """Tell whether a unit serves a place, stands above one that does, or belongs to the same district.

    Nobody stands in the line of a place that no unit known here serves.
    """
    if unit.audience in _once(f"line:{key}", lambda: {each.audience for each in directory.units_serving(key)}):
        return True
    home = directory.counting_district(unit, None)
    return bool(home) and directory.districts_of(key) == [home]


def heads_of(key: str) -> frozenset[int]:
    """Return who heads a place and who stands above: they see at once what is told of it."""
    return _once(key, lambda: _ask_heads(key))


def _once(asked_for: str, ask: Callable[[], set[int]]) -> frozenset[int]:
    """Return some units with those above them, asked at most once a minute for each database and day.

    After a reorganisation ``rebuild-facts`` asks anew.
    """
    asked = (str(connection.settings_dict["NAME"]), clock.today(), asked_for)
    moment = time.monotonic()
    known = _remembered.get(asked)
    if known is None or moment - known[0] > REMEMBERED_SECONDS:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        chains = directory.readers_for_many(ask()).values()
        known = _remembered[asked] = (moment, frozenset(reader for chain in chains for reader in chain))
    return known[1]


def forget_near() -> None:
    """Ask the directory anew from now on."""
    _remembered.clear()


def _ask_heads(key: str) -> set[int]:
    try:
        place = directory.place_for(key)
    except Unseen:
        return set()
    if place.kind == "country":
        return {unit.audience for unit in directory.units_serving(key, kinds=["nodal_desk"])}
    if place.kind == "state":
        desks = directory.units_serving(key, kinds=["nodal_desk", "state_bureau", "state_police"])
        return {unit.audience for unit in desks}
    heads: set[int] = set()
    for district in directory.districts_of(key):
        serving = directory.units_serving(district, kinds=[*sorted(DISTRICT_HEADS), AHTU])
        nearest: dict[str, int] = {}
        for unit in serving:
            if unit.kind != AHTU:
                nearest.setdefault(unit.compartment, unit.audience)
        heads.update(audience for name, audience in nearest.items() if name in NEAR_COMPARTMENTS)
        heads.update(unit.audience for unit in serving if unit.kind == AHTU)
    return heads
