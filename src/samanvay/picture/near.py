"""Who is near a fact: the reporting unit and those above it, and the units of every district that it names."""

import time
from collections.abc import Iterable
from datetime import date

from django.db import connection

from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM_AUDIENCE
from samanvay.kernel.refusals import Unseen

NEAR_COMPARTMENTS = ("police", "administration", "railway", "border", "welfare")
REMEMBERED_SECONDS = 60
MOST_REMEMBERED = 5_000

_remembered: dict[tuple[str, date, str], tuple[float, frozenset[int]]] = {}


def near_readers(source_readers: Iterable[int], place_keys: Iterable[str]) -> list[int]:
    """Return the audiences that see a fact at once.

    Those of its source, and for each place named the heads of its district (or its state's desk, where a whole
    state is named), with the units above them.
    """
    readers = {SYSTEM_AUDIENCE, *(each for each in source_readers if each >= FIRST_UNIT_AUDIENCE)}
    heads: set[int] = set()
    for key in dict.fromkeys(place_keys):
        heads.update(_heads_of(key))
    for chain in directory.readers_for_many(heads).values():
        readers.update(chain)
    return sorted(readers)


def _heads_of(key: str) -> frozenset[int]:
    """Return who heads a place, asked of the directory at most once a minute for each database and day.

    A reorganisation is followed by ``rebuild-readers`` and ``rebuild-facts``, which leave nothing of the last minute.
    """
    asked = (str(connection.settings_dict["NAME"]), clock.today(), key)
    moment = time.monotonic()
    known = _remembered.get(asked)
    if known is None or moment - known[0] > REMEMBERED_SECONDS:
        if len(_remembered) >= MOST_REMEMBERED:
            _remembered.clear()
        known = _remembered[asked] = (moment, frozenset(_ask_heads(key)))
    return known[1]


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
    heads = set()
    for district in directory.districts_of(key):
        units = directory.district_units(district)
        heads.update(unit.audience for name, unit in units.items() if name in NEAR_COMPARTMENTS)
        heads.update(unit.audience for unit in directory.units_serving(district, kinds=["ahtu"]))
    return heads
