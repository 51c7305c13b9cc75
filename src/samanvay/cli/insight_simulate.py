"""`samanvay insight simulate`: three years of an invented state, with the truth beside them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command("simulate")
@click.option("--size", type=click.Choice(["S", "M", "L"]), default="S", show_default=True,
              help="2,000 cases, 200,000 or a million.")  # fmt: skip
@click.option("--seed", type=click.IntRange(min=0), default=7, show_default=True, help="The same seed, the same state.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Where the files go.")
@click.option("--hide", type=click.FloatRange(0, 1, max_open=True), default=0.5, show_default=True,
              help="The share of sightings that nobody reports.")  # fmt: skip
@click.option("--no-shifts", is_flag=True, help="Nothing changes but season, trend and chance.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows of each file as one JSON object.")
def simulate_command(size: str, seed: int, out: Path, hide: float, no_shifts: bool, as_json: bool) -> None:
    """Write three years of an invented state and its neighbours.

    What a state sees: legs.csv, cases.csv, reports.csv, missing.csv, found.csv. The truth beside it: truth_*.csv.
    Files of these names are replaced. Every person, case and figure is invented; no file says anything of a place.
    """
    from samanvay_insight.simulate import FILES, SIZES, write_state

    cases = SIZES[size].cases
    shown = sys.stderr.isatty()

    def told(name: str, rows: int) -> None:
        if shown and name == "truth_cases":
            click.echo(f"\r{rows:,} of {cases:,} cases", err=True, nl=rows == cases)

    try:
        counts = write_state(size, seed, out, hide=hide, shifts=not no_shifts, told=told)
    except OSError as error:
        at_fault = f"{error.filename or out}"
        click.echo(f"{at_fault} cannot be written: {error.strerror or error}.", err=True)
        sys.exit(2)
    if as_json:
        click.echo(json.dumps(counts))
        return
    for name in FILES:
        click.echo(f"{counts[name]:>12,}  {out / name}.csv")
