"""What a state sees of the sightings: silent weeks, hidden rows, places as clerks write them, dates left out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from samanvay_insight.gazetteer.atlas import areas, station_stops, stations
from samanvay_insight.routes.graph import RouteGraph, graph
from samanvay_insight.simulate.corridors import HOME
from samanvay_insight.simulate.journeys import (
    DESTINATION,
    NOBODY,
    RESCUE,
    SOURCE,
    TRANSIT,
    Bools,
    Floats,
    Journeys,
    Sightings,
    home_nodes,
)
from samanvay_insight.simulate.shifts import WEEKS, Shift
from samanvay_insight.simulate.ways import Ints

REPORTS = 0.95  # how often a district reports in its week; each has a habit of its own around it
SILENT_DISTRICTS, SILENT_AT_LEAST, SILENT_AT_MOST = 4, 10, 21
UNHEARD = 0.7  # cases of a district's silent week that nobody else reports
EMPTY = 0.5  # hidden sightings of which it is still known that there was a step
KNOWN_BEST = 0.5  # how much less often the home and the place of the rescue are hidden
ROLE_LOST, DAY_LOST = 0.4, 0.5  # of such a step
DAY_UNSAID = 0.12  # of a sighting that is reported
LATE, LATE_DAYS = 0.10, (14, 71)
COARSE_SOURCE, COARSE_NEPAL, COARSE_CITY, COARSE_NCR = 0.10, 0.30, 0.50, 0.08
AS_STATION, AS_CODE = 0.12, 0.05


@dataclass(eq=False)
class Observed:
    """What is known of a batch: which journeys are reported, and the rows of their legs, some without a place.

    `shown` marks the sightings that are known with their place; `kept` those that have a row, with place or
    without; `role` and `day` are -1 where the row leaves them empty.
    """

    reported: Bools
    reporter: Ints
    reported_on: Ints
    shown: Bools
    kept: Bools
    role: Ints
    day: Ints


def efforts(seed: int, *, shifts: bool) -> tuple[Bools, list[Shift]]:
    """Return for each district and week whether it reports, shape (N, WEEKS), and the long silences.

    Only districts of the simulated state can be silent: the others' reports come through partners.
    """
    of, random = graph(), np.random.default_rng([seed, 5])
    home = np.flatnonzero(home_nodes(of))
    habit = random.beta(REPORTS * 40, (1 - REPORTS) * 40, len(home))
    reported = np.ones((len(of.keys), WEEKS), dtype=np.bool_)
    reported[home] = random.random((len(home), WEEKS)) < habit[:, None]
    if not shifts:
        return reported, []
    told = []
    for at in np.sort(random.choice(home, SILENT_DISTRICTS, replace=False)).tolist():
        first = int(random.integers(100, WEEKS - SILENT_AT_MOST))
        last = first + int(random.integers(SILENT_AT_LEAST, SILENT_AT_MOST))
        reported[at, first:last] = False
        told.append(Shift("silent", "", (), (), (of.names[at],), first, last, 0.0))
    return reported, told


def observe(journeys: Journeys, seen: Sightings, reported: Bools, hide: float, random: np.random.Generator) -> Observed:
    """Return what a state sees when the share `hide` of the sightings is hidden, those of silent weeks first."""
    size = len(journeys.number)
    first = np.searchsorted(seen.journey, np.arange(size))
    last = np.searchsorted(seen.journey, np.arange(size), side="right") - 1
    reporter = np.where(journeys.found != NOBODY, journeys.found, seen.node[last])
    heard_on = np.where(journeys.found_on != NOBODY, journeys.found_on, np.maximum.reduceat(seen.day, first))
    speaks = reported[reporter, np.clip(heard_on // 7, 0, WEEKS - 1)]
    delay = random.geometric(0.3, size) - 1 + (random.random(size) < LATE) * random.integers(*LATE_DAYS, size)
    delay += np.where(speaks, 0, random.integers(*LATE_DAYS, size))
    # what is reported after the end is not known yet
    known = (speaks | (random.random(size) >= UNHEARD)) & (heard_on + delay < WEEKS * 7)
    silent = ~reported[seen.node, np.clip(seen.day // 7, 0, WEEKS - 1)] & (seen.day != NOBODY)
    hidden = (silent & (hide > 0)) | (random.random(len(silent)) < _hiding(seen.role, silent, hide))
    shown = ~hidden
    # of a case that is reported something is known: at least its last sighting
    nothing = np.flatnonzero(np.maximum.reduceat(shown, first) == 0)
    shown[last[nothing]] = True
    kept = shown | (random.random(len(shown)) < EMPTY)
    role = np.where(~shown & (random.random(len(shown)) < ROLE_LOST), NOBODY, seen.role)
    unsaid = random.random(len(shown)) < np.where(shown, DAY_UNSAID, DAY_LOST)
    day = np.where(unsaid, NOBODY, seen.day)
    return Observed(known, reporter, heard_on + delay, shown, kept & known[seen.journey], role, day)


def _hiding(role: Ints, silent: Bools, hide: float) -> Floats:
    """Give the chance that a sighting is hidden, so that with the silent ones the share `hide` is.

    Of whoever was found, the home and the place of the rescue are known best; what is told less than those goes
    out of sight among the places that were only passed. A stop-over is hidden as often as all together.
    """
    rest = max(hide - silent.mean(), 0.0) / max(1.0 - silent.mean(), 1e-9)
    weight = np.ones(len(role))
    known, passed = (role == SOURCE) | (role == RESCUE), role == TRANSIT
    weight[known] = KNOWN_BEST
    weight[passed] += (1 - KNOWN_BEST) * known.sum() / max(int(passed.sum()), 1)
    chance: Floats = np.clip(rest * weight, 0.0, 1.0)
    return chance


@dataclass(frozen=True, eq=False)
class Writing:
    """How places are written: `words` holds for each node its name, its code, its chief station, its wide name."""

    words: pa.Array
    wide: NDArray[np.int64]
    wide_chance: Floats


NAME, CODE, STATION, WIDE = range(4)


@cache
def writing() -> Writing:
    """Return the words for every node."""
    of = graph()
    names = list(of.names)
    codes = [str(place.lgd) if (place := areas()[key]).lgd is not None else place.name for key in of.keys]
    chief = _chief_stations(of)
    wide = [_wide(key) for key in of.keys]
    chance = np.array([share for _, share in wide])
    words = pa.array([*names, *codes, *(chief.get(key, names[at]) for at, key in enumerate(of.keys)),
                      *(name for name, _ in wide)])  # fmt: skip
    return Writing(words, np.arange(len(of.keys)), chance)


def _chief_stations(of: RouteGraph) -> dict[str, str]:
    """Give for each district the code of the station where most trains stop."""
    halts: dict[str, list[tuple[int, str]]] = {}
    for key, station in stations().items():
        if station.district:
            halts.setdefault(station.district, []).append((station_stops().get(key, 0), key.removeprefix("station:")))
    found = {}
    for district, codes in halts.items():
        for stops, code in sorted(codes, reverse=True)[:3]:
            # a code that is also the name of another place would be read as that
            if stops and of.node_of(code) == of.index.get(district):
                found[district] = code
                break
    return found


def _wide(key: str) -> tuple[str, float]:
    """Give the wider name that is often written instead of a district, and how often."""
    place = areas()[key]
    if key.startswith("np-district:"):
        return "Nepal", COARSE_NEPAL
    assert place.state is not None
    state = areas()[place.state].name
    if place.state == HOME["city"]:
        return state, COARSE_CITY
    if key in areas()["region:ncr"].members:
        return "NCR", COARSE_NCR
    return state, COARSE_SOURCE


def places_written(seen: Sightings, random: np.random.Generator) -> pa.Array:
    """Return how the place of each sighting is written: mostly a district's English name, shape (m,)."""
    how = writing()
    size = len(how.wide)
    drawn = random.random(len(seen.node))
    form = np.full(len(drawn), NAME)
    form[drawn < AS_CODE] = CODE
    form[(seen.role == TRANSIT) & (drawn >= AS_CODE) & (drawn < AS_CODE + AS_STATION)] = STATION
    ends = (seen.role == SOURCE) | (seen.role == DESTINATION)
    form[ends & (drawn > 1 - how.wide_chance[seen.node])] = WIDE
    return how.words.take(pa.array(form * size + seen.node))
