"""The simulated state as tables: at once in memory, or batch by batch to disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from samanvay_insight.routes.graph import graph
from samanvay_insight.simulate.journeys import (
    NOBODY,
    ROLES,
    Bools,
    Journeys,
    Sightings,
    Steps,
    attention,
    home_nodes,
    sightings,
    steps,
    travel,
)
from samanvay_insight.simulate.observation_model import Observed, efforts, observe, places_written
from samanvay_insight.simulate.registers import COLUMNS, Taken, days, ids, registers
from samanvay_insight.simulate.shifts import START, WEEKS, Shift, monday, plan, weekly_counts
from samanvay_insight.simulate.ways import TASTES, Ints, Ways

BATCH = 50_000
KIND_WORDS = ("rail", "road", "either")


@dataclass(frozen=True)
class Size:
    """How large a state is: cases, the registers, and the chance that a passing journey is seen in a district."""

    cases: int
    missing: int
    found: int
    noticed: float = 0.40


SIZES = {
    "S": Size(2_000, 1_500, 300),
    "M": Size(200_000, 200_000, 20_000),
    "L": Size(1_000_000, 1_000_000, 50_000, 0.62),
}
FILES = {
    "legs": ("case_id", "sequence", "place", "role", "date"),
    "cases": ("case_id", "reported_on", "district", "form", "lure", "persons"),
    "reports": ("district", "week", "reported"),
    "missing": COLUMNS,
    "found": COLUMNS,
    "truth_edges": ("case_id", "from", "to"),
    "truth_stopovers": ("case_id", "place"),
    "truth_cases": ("case_id", "corridor", "from", "to", "prefers", "left", "found", "reported"),
    "truth_doubles": ("case_id", "same_as"),
    "truth_shifts": ("kind", "corridor", "from", "to", "places", "first_week", "last_week", "share"),
    "truth_blind": ("place",),
    "truth_links": ("missing_id", "found_id"),
}  # fmt: skip
Part = tuple[str, pa.Table]


@dataclass(frozen=True, eq=False)
class State:
    """The simulated state in memory: what a state sees, and the truth. Arrow tables with the columns of FILES.

    Beside the files: `sightings` (case_id, sequence, place, role, date, shown, kept), every true sighting of the
    reported cases by the district's name, whether legs.csv has a row for it and whether with its place.
    """

    legs: pa.Table
    cases: pa.Table
    reports: pa.Table
    missing: pa.Table
    found: pa.Table
    truth_edges: pa.Table
    truth_stopovers: pa.Table
    truth_cases: pa.Table
    truth_doubles: pa.Table
    truth_shifts: pa.Table
    truth_blind: pa.Table
    truth_links: pa.Table
    sightings: pa.Table


def simulate(
    size: str | Size = "S", seed: int = 7, *, hide: float = 0.5, shifts: bool = True, start: date = START
) -> State:
    """Return a simulated state. The same arguments give the same state, bit by bit.

    `size` is "S", "M", "L" or a Size; `hide` the share of sightings that nobody reports; without `shifts` nothing
    changes but season, trend and chance. `start` is the Monday on which the three years begin. Raises ValueError
    where an argument is none of these.
    """
    found: dict[str, list[pa.Table]] = {}
    for name, table in parts(size, seed, hide=hide, shifts=shifts, start=start):
        found.setdefault(name, []).append(table)
    return State(**{name: pa.concat_tables(tables) for name, tables in found.items()})


def write_state(
    size: str | Size,
    seed: int,
    folder: Path,
    *,
    hide: float = 0.5,
    shifts: bool = True,
    start: date = START,
    told: Callable[[str, int], None] = lambda name, written: None,
) -> dict[str, int]:
    """Write the files of a state batch by batch and return the rows of each; `told` hears of every batch.

    A file takes its name when it is whole; those of the same names are replaced. Raises OSError where the folder
    cannot be written, ValueError as `simulate`.
    """
    batches = parts(size, seed, hide=hide, shifts=shifts, start=start)
    first = next(batches)  # a wrong argument is refused before anything is written
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(FILES, 0)
    unfinished = {name: folder / f"{name}.csv.part" for name in FILES}
    try:
        with ExitStack() as stack:
            writers: dict[str, Any] = {}
            for name, table in chain((first,), batches):
                _append(writers, stack, unfinished, name, table, counts, told)
        for name, path in unfinished.items():
            os.replace(path, folder / f"{name}.csv")
    finally:
        for path in unfinished.values():
            path.unlink(missing_ok=True)
    return counts


def _append(
    writers: dict[str, Any],
    stack: ExitStack,
    unfinished: dict[str, Path],
    name: str,
    table: pa.Table,
    counts: dict[str, int],
    told: Callable[[str, int], None],
) -> None:
    if name not in unfinished:
        return
    if name not in writers:
        options = pa.csv.WriteOptions(quoting_style="needed", quoting_header="none")
        writers[name] = stack.enter_context(
            pa.csv.CSVWriter(str(unfinished[name]), table.schema, write_options=options)
        )
    writers[name].write_table(table)
    counts[name] += table.num_rows
    told(name, counts[name])


def parts(size: str | Size, seed: int, *, hide: float, shifts: bool, start: date = START) -> Iterator[Part]:
    """Give the tables of a state batch by batch, each with its name; see `simulate`."""
    dims = _checked(size, seed, hide, start)
    of = graph()
    streams, changed = plan(seed, dims.cases, start, shifts=shifts)
    reported, silences = efforts(seed, shifts=shifts)
    chance, blind = attention(of, dims.noticed, np.random.default_rng([seed, 7]))
    yield "reports", _reports(reported, start)
    yield "truth_shifts", _shifts([*changed, *silences], start)
    yield "truth_blind", pa.table({"place": [of.names[at] for at in blind.tolist()]})
    ways = Ways(streams, seed)
    stream, week = _in_order(weekly_counts(streams, dims.cases, seed), np.random.default_rng([seed, 8]))
    homes, left, back = [], [], []
    for batch, first in enumerate(range(0, dims.cases, BATCH)):
        random = np.random.default_rng([seed, 9, batch])
        part = slice(first, min(first + BATCH, dims.cases))
        journeys = travel(np.arange(part.start, part.stop), stream[part], week[part], ways, random)
        walked = steps(journeys, ways, random)
        truly = sightings(journeys, walked, chance, random)
        seen = observe(journeys, truly, reported, hide, random)
        yield from _batch(journeys, walked, truly, seen, ways, start, random)
        once = journeys.same_as == NOBODY
        homes.append(walked.node[walked.first][once])
        left.append(journeys.departed[once])
        back.append(journeys.found_on[once])
    taken = Taken(np.concatenate(homes), np.concatenate(left), np.concatenate(back))
    yield from registers(seed, dims.missing, dims.found, taken, start)


def _checked(size: str | Size, seed: int, hide: float, start: date) -> Size:
    if isinstance(size, str) and size not in SIZES:
        raise ValueError(f"the size is {size!r}; it must be one of {', '.join(SIZES)}")
    if seed < 0:
        raise ValueError(f"the seed is {seed}; it must not be negative")
    if not 0 <= hide < 1:
        raise ValueError(f"the share to hide is {hide}; it must be from 0 to below 1")
    if start.weekday() != 0:
        raise ValueError(f"{start.isoformat()} is no Monday; the weeks begin on one")
    return SIZES[size] if isinstance(size, str) else size


def _in_order(counts: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
    """Give stream and week of each journey, week after week, in a random order within the week."""
    stream = np.repeat(np.tile(np.arange(len(counts)), WEEKS), counts.T.ravel())
    week = np.repeat(np.arange(WEEKS), counts.sum(axis=0))
    order = np.lexsort((random.random(len(week)), week))
    return stream[order], week


def _batch(
    journeys: Journeys,
    walked: Steps,
    truly: Sightings,
    seen: Observed,
    ways: Ways,
    start: date,
    random: np.random.Generator,
) -> Iterator[Part]:
    of = graph()
    names, case = pa.array(of.names), ids("C", journeys.number)
    written = places_written(truly, random)
    yield "legs", _legs(case, truly, seen, written, start)
    known = seen.reported[truly.journey]
    yield (
        "sightings",
        pa.table({
            "case_id": case.take(pa.array(truly.journey)), "sequence": _sequence(truly.journey),
            "place": names.take(pa.array(truly.node)), "role": pa.array(ROLES).take(pa.array(truly.role)),
            "date": days(truly.day, start), "shown": seen.shown, "kept": seen.kept,
        }).filter(pa.array(known)),
    )  # fmt: skip
    heard = seen.reported[walked.journey]
    inner = np.ones(len(walked.node), dtype=np.bool_)
    inner[walked.first] = False
    edges = np.flatnonzero(inner & heard)
    yield (
        "truth_edges",
        pa.table({
            "case_id": case.take(pa.array(walked.journey[edges])),
            "from": names.take(pa.array(walked.node[edges - 1])), "to": names.take(pa.array(walked.node[edges])),
        }),
    )  # fmt: skip
    stops = np.flatnonzero(walked.stop & heard)
    yield (
        "truth_stopovers",
        pa.table({
            "case_id": case.take(pa.array(walked.journey[stops])), "place": names.take(pa.array(walked.node[stops])),
        }),
    )  # fmt: skip
    yield from _case_tables(journeys, walked, seen, ways, case, start, random)


def _legs(case: pa.Array, truly: Sightings, seen: Observed, written: pa.Array, start: date) -> pa.Table:
    rows = np.flatnonzero(seen.kept)
    at = pa.array(rows)
    none = pa.scalar(None, pa.string())
    role = pa.array(ROLES).take(pa.array(np.maximum(seen.role[rows], 0)))
    return pa.table({
        "case_id": case.take(pa.array(truly.journey[rows])),
        "sequence": _sequence(truly.journey[rows]),
        "place": pc.if_else(pa.array(seen.shown[rows]), written.take(at), none),
        "role": pc.if_else(pa.array(seen.role[rows] != NOBODY), role, none),
        "date": days(seen.day[rows], start),
    })  # fmt: skip


def _sequence(journey: Ints) -> pa.Array:
    """Number the rows of each journey from 1."""
    begins = np.flatnonzero(np.diff(journey, prepend=-1))
    size = np.diff(np.append(begins, len(journey)))
    return pa.array(np.arange(len(journey)) - np.repeat(begins, size) + 1)


def _case_tables(
    journeys: Journeys,
    walked: Steps,
    seen: Observed,
    ways: Ways,
    case: pa.Array,
    start: date,
    random: np.random.Generator,
) -> Iterator[Part]:
    names = pa.array([*graph().names, None], pa.string())
    corridors = [stream.corridor for stream in ways.streams]
    stream = pa.array(journeys.stream)
    reported = pa.array(seen.reported)
    # some of each corridor are told or found to be exploited otherwise
    other = random.random(len(journeys.number)) < 0.15
    forms = pa.array([each.form for each in corridors]).take(stream)
    yield (
        "cases",
        pa.table({
            "case_id": case, "reported_on": days(seen.reported_on, start),
            "district": names.take(pa.array(seen.reporter)),
            "form": pc.if_else(pa.array(other), pa.scalar("forced_labour"), forms),
            "lure": pa.array([each.lure for each in corridors]).take(stream),
            "persons": pa.array(journeys.persons),
        }).filter(reported),
    )  # fmt: skip
    last = walked.first + walked.size - 1
    kinds = pa.array(KIND_WORDS).take(pa.array(journeys.option // TASTES))
    yield (
        "truth_cases",
        pa.table({
            "case_id": case, "corridor": pa.array([each.slug for each in corridors]).take(stream),
            "from": names.take(pa.array(walked.node[walked.first])), "to": names.take(pa.array(walked.node[last])),
            "prefers": kinds, "left": days(journeys.departed, start),
            "found": names.take(pa.array(journeys.found % len(names))),
            "reported": pa.array(seen.reported.astype(np.int8)),
        }),
    )  # fmt: skip
    twice = np.flatnonzero((journeys.same_as != NOBODY) & seen.reported)
    yield (
        "truth_doubles",
        pa.table({"case_id": case.take(pa.array(twice)), "same_as": ids("C", journeys.same_as[twice])}),
    )


def _reports(reported: Bools, start: date) -> pa.Table:
    """Give for each district of the home state and each week, by its Monday, whether it reported."""
    home = np.flatnonzero(home_nodes(graph()))
    names = pa.array(graph().names).take(pa.array(np.repeat(home, WEEKS)))
    mondays = days(np.tile(np.arange(WEEKS) * 7, len(home)), start)
    return pa.table({"district": names, "week": mondays, "reported": reported[home].ravel().astype(np.int8)})


def _shifts(told: list[Shift], start: date) -> pa.Table:
    """Give what changed; weeks by their Mondays, the last one included and empty where it lasts to the end."""
    ends = [monday(start, shift.last - 1).isoformat() if shift.last < WEEKS else None for shift in told]
    return pa.table({
        "kind": pa.array([shift.kind for shift in told], pa.string()),
        "corridor": pa.array([shift.corridor or None for shift in told], pa.string()),
        "from": pa.array([";".join(shift.sources) or None for shift in told], pa.string()),
        "to": pa.array([";".join(shift.destinations) or None for shift in told], pa.string()),
        "places": pa.array([";".join(shift.places) or None for shift in told], pa.string()),
        "first_week": pa.array([monday(start, shift.first).isoformat() for shift in told], pa.string()),
        "last_week": pa.array(ends, pa.string()),
        "share": pa.array([shift.share for shift in told], pa.float64()),
    })  # fmt: skip
