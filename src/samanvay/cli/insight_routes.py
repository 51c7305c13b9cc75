"""`samanvay insight routes`: corridors, stop-overs and edges from a table of partial legs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    import pyarrow as pa

    from samanvay.insight.routes import LegError, Routes

_SIZE, _ROWS = 4 * 2**30, 20_000_000
_SHOWN = 25  # lines of each part of the readable table


@click.command("routes")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def routes_command(file: Path, as_json: bool) -> None:
    """Infer routes from partial legs: corridors, stop-overs and edges with their uncertainty.

    FILE is a table with the columns case_id, sequence, place, role and date, any of which may be empty or missing.
    A place is an English name, an LGD code or a station's code; a role is source, transit, stopover, destination,
    rescue or empty; a row without a place is a step that nobody saw.
    """
    table = _table_of(file)
    from samanvay.insight.routes import legs_of, routes

    if "place" not in table.column_names:
        _stop(f"{file} has no column “place”; the columns are case_id, sequence, place, role and date.")
    legs, errors = legs_of(table, read_day=day_read)
    for error in errors:
        click.echo(f"{file}: row {error.row}, {error.field}: expected {error.expected}.", err=True)
    if not (legs.place >= 0).any():
        _stop(f"{file} holds no leg at a known place; there is nothing to infer from.")
    found = routes(legs)
    told = as_object(found, errors, file)
    words = json.dumps(told, ensure_ascii=False, indent=2) if as_json else as_text(told, found)
    sys.stdout.buffer.write(words.encode("utf-8") + b"\n")
    sys.stdout.flush()


def as_object(found: Routes, errors: list[LegError], file: Path) -> dict[str, Any]:
    """Return the answer as one object: `corridors`, `stopovers`, `edges`, `errors`."""

    def estimate(each: Any) -> dict[str, float]:
        return {name: round(getattr(each, name), 4) for name in ("journeys", "low", "high")}

    return {
        "corridors": [
            {"from": c.source, "to": c.destination, **estimate(c.estimate), "share": round(c.share, 6)}
            for c in found.corridors()
        ],
        "stopovers": [{"place": s.place, **estimate(s.estimate)} for s in found.stopovers()],
        "edges": [{"from": e.tail, "to": e.head, "probability": round(e.probability, 6)} for e in found.edges()],
        "errors": [
            {"file": str(file), "row": e.row, "field": e.field, "expected": e.expected} for e in errors
        ],
    }  # fmt: skip


def as_text(told: dict[str, Any], found: Routes) -> str:
    """Return the same for a reader: the busiest of each, numbers in columns, and transit that nobody looks at."""
    from samanvay.insight.routes import blind_transit, passings_of

    lines = [f"{found.journeys:,} journeys, {len(found.legs):,} legs"]

    def part(title: str, head: str, rows: list[str]) -> None:
        lines.extend(["", title, f"  {head}", *(f"  {row}" for row in rows[:_SHOWN])])
        if len(rows) > _SHOWN:
            lines.append(f"  … and {len(rows) - _SHOWN:,} more; --json gives all")

    def numbers(row: dict[str, Any]) -> str:
        return f"{row['journeys']:>10,.1f}{row['low']:>10,.1f}–{row['high']:<10,.1f}"

    head = f"{'journeys':>10}{'90 % interval':>21}"
    part(
        "Corridors",
        f"{head}{'share':>8}",
        [f"{numbers(row)}{row['share']:>8.1%}  {row['from']} → {row['to']}" for row in told["corridors"]],
    )
    part("Stop-overs", head, [f"{numbers(row)}  {row['place']}" for row in told["stopovers"]])
    part(
        "Edges",
        f"{'share of journeys':>18}",
        [f"{row['probability']:>18.1%}  {row['from']} → {row['to']}" for row in told["edges"]],
    )
    named = dict(zip(found.graph.keys, found.graph.names, strict=True))
    blind = [each for each in blind_transit(*passings_of(found)).places if each.probability >= 0.5]
    if blind:
        part(
            "Passed by many, with few interceptions",
            f"{head}{'intercepted':>13}{'usual':>8}{'sure':>7}",
            [
                f"{numbers(asdict(b.passed))}{b.seen:>13,.0f}{b.expected:>8,.1f}{b.probability:>7.0%}  {named[b.key]}"
                for b in blind
            ],
        )
    return "\n".join(lines)


def day_read(text: str) -> date | None:
    """Return the day that is written in one of many ways. Raises ValueError where none is."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from samanvay.kernel.clock import today
        from samanvay.kernel.dates import read_date

        said = read_date(text, today=today()).date  # a DateError is a ValueError with what is expected
        return None if said.earliest == date.min else said.earliest


def _table_of(file: Path) -> pa.Table:
    """Read a table of words with `row`, the number of each row in the file."""
    if not file.exists():
        _stop(f"There is no file {file}.")
    if file.is_dir():
        _stop(f"{file} is a folder; give a table of legs.")
    try:
        table = _plain(file)
        return _ugly(file) if table is None else table
    except OSError as error:
        _stop(f"{file} cannot be read: {error.strerror or error}.")


def _known(header: str) -> str:
    plain = header.strip().strip("\ufeff").casefold().replace(" ", "_").replace("-", "_")
    return {"caseid": "case_id", "case": "case_id", "seq": "sequence"}.get(plain, plain)


def _plain(file: Path) -> pa.Table | None:
    """Read a clean file by the million rows: UTF-8, commas, rows of one width; None where it is not so clean."""
    import pyarrow as pa
    from pyarrow import csv

    from samanvay.insight.routes import COLUMNS

    if file.read_bytes()[:4].startswith((b"PK", b"\xff\xfe", b"\xfe\xff", b"\xd0\xcf")):
        return None
    words = pa.dictionary(pa.int32(), pa.string())
    try:
        with csv.open_csv(file) as reader:
            headers = reader.schema.names
        known = {header: _known(header) for header in headers}
        if len(set(known.values())) < len(headers) or not {"place", "case_id"} <= set(known.values()):
            return None
        table = csv.read_csv(
            file,
            parse_options=csv.ParseOptions(ignore_empty_lines=False),
            convert_options=csv.ConvertOptions(
                include_columns=[header for header in headers if known[header] in COLUMNS],
                column_types=dict.fromkeys(headers, words),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table.rename_columns([known[name] for name in table.column_names])


def _ugly(file: Path) -> pa.Table:
    """Read what offices send: any encoding and delimiter, workbooks, rows too short or too long."""
    import pyarrow as pa

    from samanvay.insight.routes import COLUMNS
    from samanvay.kernel.imports import Limits, SheetError, read_sheet
    from samanvay.kernel.imports.grid import cell_text

    try:
        sheet = read_sheet(file, str(file), limits=Limits(size=_SIZE, rows=_ROWS))
    except SheetError as error:
        _stop(f"{file}: {error.words.en}")
    known = [_known(header) for header in sheet.headers]
    at = {name: known.index(name) for name in COLUMNS if name in known}
    if not at:
        _stop(f"{file} has none of the columns case_id, sequence, place, role and date.")
    rows: list[int] = []
    cells: dict[str, list[str]] = {name: [] for name in at}
    for row in sheet.rows():
        rows.append(row.number)
        for name, column in at.items():
            cells[name].append(cell_text(row.cells[column]))
    columns = {name: pa.array(words, type=pa.string()) for name, words in cells.items()}
    return pa.table({**columns, "row": pa.array(rows, type=pa.int64())})


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(2)
