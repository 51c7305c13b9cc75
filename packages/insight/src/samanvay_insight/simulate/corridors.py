"""The corridors of the simulated state, from the hand-written table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from samanvay_insight.routes.graph import RouteGraph, graph

TABLES = files("samanvay_insight.simulate") / "tables"
Shares = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Corridor:
    """Journeys from some districts to some others, with the habits of those who run them.

    Nodes are those of the graph; shares add up to one. `stops` holds for each habit the stop-overs in their
    order, none for a journey straight through. `number` tells whose habitual lines the way follows: journeys
    diverted off a corridor keep its number. `peak` is the month of most journeys, `swing` by how much more.
    """

    slug: str
    number: int
    weight: float
    rail: float
    sources: tuple[int, ...]
    source_shares: Shares
    destinations: tuple[int, ...]
    destination_shares: Shares
    stops: tuple[tuple[int, ...], ...]
    stop_shares: Shares
    form: str
    lure: str
    peak: int
    swing: float


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a hand-written table of this package; lines that begin with # are remarks."""
    lines = (TABLES / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    header, *rest = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [dict(zip(header, cells, strict=True)) for cells in rest]


HOME = rows("home")[0]


def node(of: RouteGraph, name: str) -> int:
    """Return the node of a name as the graph writes it. Raises KeyError on another."""
    return of.named[name]


def shares(weights: list[float]) -> Shares:
    """Return weights that add up to one."""
    found = np.array(weights, dtype=np.float64)
    found /= found.sum()
    return found


def _weighted(of: RouteGraph, cell: str) -> tuple[tuple[int, ...], Shares]:
    parts = [part.partition("*") for part in cell.split(";")]
    return tuple(node(of, name) for name, _, _ in parts), shares([float(weight or 1) for _, _, weight in parts])


def _habits(of: RouteGraph, cell: str) -> tuple[tuple[tuple[int, ...], ...], Shares]:
    parts = [part.rpartition(" ") for part in cell.split(";")]
    stops = tuple(() if names == "-" else tuple(node(of, name) for name in names.split(">")) for names, _, _ in parts)
    return stops, shares([float(share) for _, _, share in parts])


@cache
def corridors() -> tuple[Corridor, ...]:
    """Return the corridors of the table. Raises KeyError where it names a place that the graph does not have."""
    of = graph()
    return tuple(
        Corridor(
            row["slug"],
            number,
            float(row["weight"]),
            float(row["rail"]) / 100,
            *_weighted(of, row["from"]),
            *_weighted(of, row["to"]),
            *_habits(of, row["stops"]),
            row["form"],
            row["lure"],
            int(row["peak"]),
            float(row["swing"]) / 100,
        )
        for number, row in enumerate(rows("corridors"))
    )
