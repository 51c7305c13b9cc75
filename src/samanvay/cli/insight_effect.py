"""`samanvay insight effect`: whether something worked, from a table of weekly counts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from samanvay.cli.insight_files import tell_bad_cells

if TYPE_CHECKING:
    from samanvay_insight.effect import Change, Effect, Estimate, Panel, RowError

_SIZE, _ROWS = 2**30, 5_000_000
_NAMES = {"corridor": "unit", "district": "unit", "monday": "week", "counts": "count"}
_ANSWERS = {
    "cannot_tell": "Cannot tell yet.",
    "fewer": "Fewer than expected.",
    "more": "More than expected.",
    "no_difference": "No difference seen.",
}
_REASONS = {
    "too_early": "fewer than 8 whole weeks have passed since",
    "short_before": "fewer than 26 weeks are known before",
    "few_before": "fewer than 20 were counted before",
    "few_expected": "fewer than 8 were to be expected after",
    "few_comparisons": "too few others did nothing and can be counted (12, and twice as many as acted)",
    "little_reported": "after the day less than half as much was reported",
    "effort_changed": "reporting changed by more than a quarter, otherwise than with the others",
    "comparison_moved": "the others changed by more than a half as well",
    "apart_before": "before the day they did not go alike with the others",
    "as_before": "they were moving away from the others already, and this may only go on",
    "recorded_alike": "everything else recorded there changed nearly as much: recording may have changed",
    "wide": "the numbers are too few: even a halving could not be told from chance",
}


@click.command("effect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def effect_command(file: Path, as_json: bool) -> None:
    """Tell whether fewer were counted after something was done than to be expected from the others.

    FILE is a table with the columns unit, week, count, effort, entries, treated and since: a corridor or district, a
    day of the week, how many were counted, the share that was reported (0 to 1; may be missing), how many other entries
    were recorded there (may be missing; without it a change of recording cannot be told from an effect), whether
    something was done there (yes, no; beside for a neighbour where things may have moved) and since which day.
    """
    from samanvay.cli.insight_routes import day_read
    from samanvay_insight.effect import did_it_work, panel_of

    panel, errors = panel_of(_rows(file), day_read)
    tell_bad_cells(file, errors)
    if panel is None:
        _stop(f"{file} holds no usable row of a unit that was acted on (treated yes, with a day in since).")
    told = as_object(did_it_work(panel), panel, errors, file)
    words = json.dumps(told, ensure_ascii=False, indent=2) if as_json else as_text(told)
    sys.stdout.buffer.write(words.encode("utf-8") + b"\n")
    sys.stdout.flush()


def as_object(found: Effect, panel: Panel, errors: list[RowError], file: Path) -> dict[str, Any]:
    """Return the answer as one object: `verdict`, `reasons`, `ratio`, `low`, `high`, the counts, `errors`."""
    from samanvay_insight.effect import Role

    windows = found.windows
    return {
        "verdict": found.answer.value,
        "reasons": [reason.value for reason in found.reasons],
        "units": [panel.units[row] for row in panel.rows(Role.TREATED)],
        "since": [panel.first.isoformat(), panel.last.isoformat()],
        "weeks_before": windows.weeks_before,
        "weeks_after": windows.weeks_after,
        "effect": _estimate(found.estimate),
        "treated": _change(found.treated),
        "comparison": None if found.estimate is None else _change(found.estimate.comparison),
        "before_alone": _estimate(found.earlier),
        "beside": _estimate(found.beside),
        "recorded": _estimate(found.recorded),
        "may_have_moved": found.has_moved,
        "errors": [
            {"file": str(file), "row": e.row, "field": e.field, "expected": e.expected} for e in errors
        ],
    }  # fmt: skip


def _estimate(found: Estimate | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {name: round(getattr(found, name), 4) for name in ("ratio", "low", "high", "p_value")}


def _change(found: Change) -> dict[str, Any]:
    return {
        "units": found.units,
        "before": found.before,
        "after": found.after,
        "at_equal_effort": round(found.level, 2),
        "effort_ratio": round(found.effort, 4),
    }


def as_text(told: dict[str, Any]) -> str:
    """Return the same for a reader: the verdict first, then what it rests on."""
    lines = [_ANSWERS[told["verdict"]], *(f"  because {_REASONS[reason]}" for reason in told["reasons"]), ""]
    lines.append(f"Acted on: {', '.join(told['units'])}, since {told['since'][0]}")
    lines.append(f"Compared: {told['weeks_before']:.0f} weeks before, {told['weeks_after']:.0f} weeks after")

    def counted(words: str, change: dict[str, Any] | None) -> None:
        if change is not None:
            lines.append(
                f"{words}: {change['before']:,} before, {change['after']:,} after"
                f" ({change['at_equal_effort']:,.1f} at the rate of before; {change['units']} units)"
            )

    def ratio(words: str, estimate: dict[str, float] | None) -> None:
        if estimate is not None:
            lines.append(f"{words}: {estimate['ratio']:.2f} ({estimate['low']:.2f}–{estimate['high']:.2f} in 9 of 10)")

    counted("Action taken", told["treated"])
    counted("The others", told["comparison"])
    ratio("After over before, over that of the others", told["effect"])
    ratio("The same within what lies before", told["before_alone"])
    ratio("Of the neighbours", told["beside"])
    ratio("Of everything else recorded there", told["recorded"])
    if told["recorded"] is None and told["verdict"] in ("fewer", "more"):
        lines.append("Whether recording changed is not known: too few other entries were given.")
    if told["may_have_moved"]:
        lines.append("The neighbours rose: it may have moved there.")
    return "\n".join(lines)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's number and its words by column."""
    from samanvay.importing import Limits, SheetError, read_sheet
    from samanvay.importing.grid import cell_text
    from samanvay_insight.effect import COLUMNS

    if not file.exists():
        _stop(f"There is no file {file}.")
    if file.is_dir():
        _stop(f"{file} is a folder; give a table of weekly counts.")
    try:
        sheet = read_sheet(file, str(file), limits=Limits(size=_SIZE, rows=_ROWS))
    except SheetError as error:
        _stop(f"{file}: {error.words.en}")
    except OSError as error:
        _stop(f"{file} cannot be read: {error.strerror or error}.")
    known = [_known(header) for header in sheet.headers]
    missing = [name for name in ("unit", "week", "count", "treated", "since") if name not in known]
    if missing:
        _stop(f"{file} has no column “{missing[0]}”; the columns are {', '.join(COLUMNS)}.")
    at = {name: known.index(name) for name in COLUMNS if name in known}
    for row in sheet.rows():
        yield row.number, {name: cell_text(row.cells[column]) for name, column in at.items()}


def _known(header: str) -> str:
    plain = header.strip().strip("\ufeff").casefold().replace(" ", "_").replace("-", "_")
    return _NAMES.get(plain, plain)


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(2)
