"""`samanvay insight routes`: corridors, stop-overs and edges from a table of partial legs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samanvay.cli.insight_files import plain_name, stop, table_of, tell_bad_cells, written

if TYPE_CHECKING:
    from samanvay_insight.routes import LegError, Routes

_SHOWN = 25  # lines of each part of the readable table


@click.command("routes")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--home", metavar="KEY", help="The state meant where districts of several bear one name, as a key of the gazetteer."
)
def routes_command(file: Path, as_json: bool, home: str | None) -> None:
    """Infer routes from partial legs: corridors, stop-overs and edges with their uncertainty.

    FILE is a table with the columns case_id, sequence, place, role and date, any of which may be empty or missing.
    A place is an English name, an LGD code or a station's code; a role is source, transit, stopover, destination,
    rescue or empty; a row without a place is a step that nobody saw. Where rows name a stop-over in fewer than 30
    cases none is inferred, and the notes say so. Of more than some thousand sorts of journeys a sample stands for all.
    """
    from samanvay_insight.routes import COLUMNS, check_home, fit_routes, legs_of

    try:
        check_home(home)
    except ValueError as refused:
        raise click.BadParameter(str(refused), param_hint="--home") from None

    table = table_of(file, COLUMNS, name_of=_known, sure=2, what="a table of legs")
    if "place" not in table.column_names:
        stop(f"{file} has no column “place”; the columns are case_id, sequence, place, role and date.")
    legs, errors = legs_of(table, home=home, read_day=day_read)
    tell_bad_cells(file, errors)
    if not (legs.place >= 0).any():
        stop(f"{file} holds no leg at a known place; there is nothing to infer from.")
    found = fit_routes(legs, told=_progress if sys.stderr.isatty() else lambda done, steps: None)
    told = as_object(found, errors, file)
    words = json.dumps(told, ensure_ascii=False, indent=2) if as_json else as_text(told, found)
    written(words)


def _progress(done: int, steps: int) -> None:
    click.echo(f"\rlearning the routes: {done} of {steps} steps", err=True, nl=done == steps)


def as_object(found: Routes, errors: list[LegError], file: Path) -> dict[str, Any]:
    """Return the answer as one object: `corridors`, `stopovers`, `passed`, `edges`, `notes`, `errors`."""

    def estimate(each: Any) -> dict[str, float]:
        return {name: round(getattr(each, name), 4) for name in ("journeys", "low", "high")}

    return {
        "corridors": [
            {"from": c.source, "to": c.destination, **estimate(c.estimate), "share": round(c.share, 6)}
            for c in found.corridors()
        ],
        "stopovers": [{"place": s.place, **estimate(s.estimate), "named": s.named} for s in found.stopovers()],
        "passed": [{"place": p.place, **estimate(p.estimate)} for p in found.passings()],
        "edges": [{"from": e.tail, "to": e.head, "probability": round(e.probability, 6)} for e in found.edges()],
        "notes": found.notes,
        "errors": [
            {"file": str(file), "row": e.row, "field": e.field, "expected": e.expected} for e in errors
        ],
    }  # fmt: skip


def as_text(told: dict[str, Any], found: Routes) -> str:
    """Return the same for a reader: the busiest of each, numbers in columns, and transit that nobody looks at."""
    from samanvay_insight.routes import blind_transit, passings_of

    lines = [f"{found.journeys:,} journeys, {len(found.legs):,} legs", *found.notes]

    def part(title: str, head: str, rows: list[str]) -> None:
        if not rows:
            return
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
    part(
        "Stopped, in districts on the way",
        f"{head}{'named':>8}",
        [f"{numbers(row)}{row['named']:>8,}  {row['place']}" for row in told["stopovers"]],
    )
    part("Passed, stopping or not", head, [f"{numbers(row)}  {row['place']}" for row in told["passed"]])
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


def _known(header: str) -> str:
    plain = plain_name(header)
    return {"caseid": "case_id", "case": "case_id", "seq": "sequence"}.get(plain, plain)
