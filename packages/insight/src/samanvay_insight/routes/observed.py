"""What is known of each journey: its ends and what was seen between them, hidden steps included."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.routes.legs import DESTINATION, NO_ROLE, NONE, RESCUE, SOURCE, STOPOVER, TRANSIT
from samanvay_insight.routes.patterns import Patterns

# What a row between the ends shows: with or without a place, with one of four labels. 0 is "no row at all".
LABELS = (NO_ROLE, TRANSIT, STOPOVER, RESCUE)
SYMBOLS = 1 + 2 * len(LABELS)
MOST_ROWS = 24  # between the ends of one journey; what goes beyond is a slip of the file
MOST_GAP = 12  # steps that a jump in the sequence may stand for
_WEIGHT = {NO_ROLE: 0, TRANSIT: 1, RESCUE: 2, STOPOVER: 3}
FEW = 10  # rows between two ends, fewer of which tell nothing of a file's habits
Row = tuple[int, int, int]  # sequence, place, role


@dataclass(frozen=True, eq=False)
class Observed:
    """N patterns: the places of their ends or -1, and K rows at most between them in their order.

    `place` (N, K) is -1 for an unobserved step, `symbol` (N, K) what the row shows (0 beyond the `rows` (N,) that a
    pattern has), `count` (N,) how many cases it stands for, `ended` (N,) whether a row tells of the destination.
    """

    source: NDArray[np.int32]
    destination: NDArray[np.int32]
    place: NDArray[np.int32]
    symbol: NDArray[np.int8]
    rows: NDArray[np.int32]
    count: NDArray[np.float64]
    ended: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.count)


def symbol_of(place: int, role: int) -> int:
    """Return what a row between the ends shows."""
    label = LABELS.index(role) if role in LABELS else 0
    return 1 + 2 * label + (place >= 0)


def observed_of(patterns: Patterns) -> Observed:
    """Read each pattern: its ends by their roles, or where a row without a role stands at the end that rows have.

    A missing number in the sequence is an unobserved step where the file numbers the steps of its cases by ones.
    """
    journeys = [_merged(rows) for rows in _rows(patterns)]
    first_is_source, last_is_end = _habits(journeys, patterns.count)
    by_ones = _numbered_by_ones(patterns)
    read = [_ends(rows, first_is_source, last_is_end) for rows in journeys]
    between = [_between(mids, whole if by_ones else []) for (_, _, mids, _), whole in zip(read, journeys, strict=True)]
    width = max([1, *map(len, between)])
    place = np.full((len(read), width), NONE, dtype=np.int32)
    symbol = np.zeros((len(read), width), dtype=np.int8)
    for at, rows in enumerate(between):
        for k, (seen, role) in enumerate(rows):
            place[at, k] = seen
            symbol[at, k] = symbol_of(seen, role)
    return Observed(
        source=np.array([source for source, *_ in read], dtype=np.int32),
        destination=np.array([destination for _, destination, *_ in read], dtype=np.int32),
        place=place,
        symbol=symbol,
        rows=np.array([len(rows) for rows in between], dtype=np.int32),
        count=patterns.count,
        ended=np.array([ended for _, _, _, ended in read], dtype=np.bool_),
    )


def _rows(patterns: Patterns) -> list[list[Row]]:
    every = list(zip(patterns.sequence.tolist(), patterns.place.tolist(), patterns.role.tolist(), strict=True))
    bounds = patterns.start.tolist()
    return [every[first:last] for first, last in pairwise(bounds)]


def _merged(rows: list[Row]) -> list[Row]:
    """Take one place told twice in a row for one sighting, with the role that says most."""
    found: list[Row] = []
    for row in rows:
        if found and row[1] >= 0 and row[1] == found[-1][1]:
            if _WEIGHT.get(row[2], 9) > _WEIGHT.get(found[-1][2], 9):
                found[-1] = (found[-1][0], row[1], row[2])
            if {row[2], found[-1][2]} != {SOURCE, DESTINATION}:
                continue
        found.append(row)
    return found


def _habits(journeys: list[list[Row]], count: NDArray[np.float64]) -> tuple[bool, bool]:
    """Tell whether the first of a case's rows is mostly its source and the last its destination, where roles are given.

    Where hardly any are given, the order of the rows is all there is, and it is taken so. Where most rows between two
    ends have none, one that comes first tells of the way like these.
    """
    first, last = [2.0, 1.0], [2.0, 1.0]  # as if three had been seen
    for rows, n in zip(journeys, count.tolist(), strict=True):
        if rows and rows[0][2] != NO_ROLE and rows[0][0] <= 1:
            first[rows[0][2] != SOURCE] += n
        if rows and rows[-1][2] != NO_ROLE:
            last[rows[-1][2] != DESTINATION] += n
    bare = every = 0.0
    for rows, n in zip(journeys, count.tolist(), strict=True):
        roles = {role for _, _, role in rows}
        if SOURCE in roles and DESTINATION in roles:
            between = [role for _, place, role in rows if place >= 0 and role not in (SOURCE, DESTINATION)]
            bare, every = bare + n * between.count(NO_ROLE), every + n * len(between)
    if every >= FEW and 2 * bare > every:
        return False, False
    return first[0] > first[1], last[0] > last[1]


def _numbered_by_ones(patterns: Patterns) -> bool:
    inside = np.ones(len(patterns.sequence), dtype=bool)
    inside[patterns.start[:-1][patterns.start[:-1] < len(inside)]] = False
    steps = np.diff(patterns.sequence, prepend=0)[inside]
    return bool(len(steps) and (steps == 1).mean() > 0.2 and (steps <= MOST_GAP + 1).mean() > 0.9)


def _ends(rows: list[Row], first_is_source: bool, last_is_end: bool) -> tuple[int, int, list[Row], bool]:
    """Give the source, the destination (-1 where unknown), the rows between, and whether a row tells of the end."""
    sources = [row for row in rows if row[2] == SOURCE]
    ends = [row for row in rows if row[2] == DESTINATION]
    mids = [row for row in rows if row[2] not in (SOURCE, DESTINATION)]
    if not sources and mids and first_is_source and mids[0] is rows[0] and mids[0][0] <= 1 and _bare(mids[0]):
        sources = [mids.pop(0)]
    if not ends and mids and last_is_end and mids[-1] is rows[-1] and _bare(mids[-1]):
        ends = [mids.pop()]
    source = next((row[1] for row in sources if row[1] >= 0), NONE)
    destination = next((row[1] for row in reversed(ends) if row[1] >= 0), NONE)
    if ends and mids and mids[-1][2] == RESCUE and mids[-1][0] >= ends[-1][0]:
        freed = mids.pop()  # after arriving, so there
        destination = freed[1] if destination < 0 else destination
    return source, destination, mids, bool(ends)


def _bare(row: Row) -> bool:
    return row[1] >= 0 and row[2] == NO_ROLE


def _between(mids: list[Row], whole: list[Row]) -> list[tuple[int, int]]:
    """Give (place, role) of the rows between the ends, an unobserved step for each number that is left out."""
    gaps: dict[int, int] = {}
    for before, after in pairwise(whole):
        jump = after[0] - before[0] - 1
        gaps[id(after)] = jump if 0 < jump <= MOST_GAP else 0
    found: list[tuple[int, int]] = []
    for row in whole or mids:
        found += [(NONE, NO_ROLE)] * gaps.get(id(row), 0)
        if any(row is mid for mid in mids):
            found.append((row[1], row[2]))
    if len(found) > MOST_ROWS:
        found = [each for each in found if each[0] >= 0][:MOST_ROWS]
    return found
