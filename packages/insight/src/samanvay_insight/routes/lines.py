"""The railway lines of the train table: pieces between stations, for drawing.

The time-table knows halts, not tracks. An express that leaves out halts runs on the line of the slower train, so its
leap is credited to the chain of short pieces (as in `graph`); what is left are straight pieces from halt to halt.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from samanvay_insight.gazetteer.atlas import stations
from samanvay_insight.gazetteer.geometry import km_between
from samanvay_insight.gazetteer.rail import trains
from samanvay_insight.routes.graph import chain_of, pair_of

LONGEST_KM = 120.0  # a longer piece is a hole in the table: drawn straight it would show a line where there is none
SLACK, SLACK_KM = 1.15, 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of line: (longitude, latitude) of both stations, trains a week in one direction."""

    start: tuple[float, float]
    end: tuple[float, float]
    trains: float


@cache
def railway_lines() -> tuple[Line, ...]:
    """Return the pieces of line of the train table, the busiest first; derived in about half a second and kept."""
    known = stations()
    runs = _runs()
    lengths = {(a, b): km_between(_spot(a), _spot(b)) for a, b in runs}
    near: dict[str, dict[str, float]] = defaultdict(dict)
    weekly: dict[tuple[str, str], float] = defaultdict(float)
    for pair in sorted(runs, key=lambda pair: (lengths[pair], pair)):
        a, b = pair
        if lengths[pair] > LONGEST_KM:
            continue
        chain = chain_of(near, a, b, SLACK * lengths[pair] + SLACK_KM)
        if not chain:
            near[a][b] = near[b][a] = lengths[pair]
            chain = [a, b]
        for first, second in pairwise(chain):
            weekly[pair_of(first, second)] += runs[pair] / 2
    found = [
        Line((known[a].lon or 0.0, known[a].lat or 0.0), (known[b].lon or 0.0, known[b].lat or 0.0), count)
        for (a, b), count in weekly.items()
    ]
    return tuple(sorted(found, key=lambda line: (-line.trains, line.start, line.end)))


def _spot(key: str) -> tuple[float, float]:
    station = stations()[key]
    return (station.lat or 0.0, station.lon or 0.0)


def _runs() -> dict[tuple[str, str], int]:
    """Give for stations that follow each other the runs a week, both directions."""
    known = stations()
    runs: dict[tuple[str, str], int] = defaultdict(int)
    for train in trains().values():
        last = ""
        for code in train.codes:
            station = known.get(f"station:{code}")
            if station is None or station.lat is None or station.lon is None:
                continue
            if last and last != station.key:
                runs[pair_of(last, station.key)] += len(train.days)
            last = station.key
    return dict(runs)
