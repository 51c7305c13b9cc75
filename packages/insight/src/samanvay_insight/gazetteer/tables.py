"""Reading the compact tables that lie in this package."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

FOLDER = files("samanvay_insight.gazetteer") / "tables"


def written(name: str) -> Iterator[dict[str, str]]:
    """Give the rows of a hand-written table as dictionaries; lines that begin with # are remarks."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def derived_lines(name: str) -> list[str]:
    """Give the lines of a derived table, which has no header."""
    return gzip.decompress((FOLDER / f"{name}.tsv.gz").read_bytes()).decode().splitlines()


def derived(name: str) -> list[list[str]]:
    """Give the rows of a derived table as lists of cells."""
    return [line.split("\t") for line in derived_lines(name)]


@cache
def outline_topology(level: str) -> dict[str, Any]:
    """Give the TopoJSON of a level: district, state or nepal."""
    loaded: dict[str, Any] = json.loads(gzip.decompress((FOLDER / f"outlines_{level}.json.gz").read_bytes()))
    return loaded


def listed(cell: str, by: str = ";") -> tuple[str, ...]:
    """Split a cell that holds several values."""
    return tuple(part.strip() for part in cell.split(by) if part.strip())


def number(cell: str) -> float | None:
    """Read a cell that may be empty."""
    return float(cell) if cell else None
