"""`samanvay insight roster`: a year of trainings for everybody, from a file of officers and one of centres."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samanvay.cli.insight_files import plain_name, stop, table_of, tell_bad_cells, written

if TYPE_CHECKING:
    from samanvay_insight.roster import Plan, Rules
    from samanvay_insight.roster.reading import RowError

_SHOWN = 20
_OTHER_NAMES = {"lat": "latitude", "lon": "longitude", "lng": "longitude", "long": "longitude", "gender": "sex",
                "unit": "unit_id", "officer": "officer_id", "center_id": "centre_id"}  # fmt: skip
_PLAN = ("officer_id", "centre_id", "week", "batch_id")


@click.command("roster")
@click.option("--officers", type=click.Path(path_type=Path), required=True, metavar="CSV", help="Who is to be trained.")
@click.option("--centres", type=click.Path(path_type=Path), required=True, metavar="CSV", help="Where, and how many.")
@click.option("--rules", "rule_file", type=click.Path(path_type=Path), metavar="YAML", help="What the plan keeps to.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="CSV", help="Where the plan goes.")
@click.option("--keep", type=click.Path(path_type=Path), metavar="CSV",
              help="A plan written before: keep its weeks and centres wherever they can be kept.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def roster_command(
    officers: Path, centres: Path, rule_file: Path | None, out: Path, keep: Path | None, as_json: bool
) -> None:
    """Plan who trains when and where, so that everybody's turn comes in time and no station is left empty.

    Officers: officer_id, unit_id, service, rank, sex, latitude, longitude; perhaps language, leave_weeks and
    last_trained_week. Centres: centre_id, latitude, longitude, seats, closed_weeks; perhaps women_places and trainers
    (batches at the same time). Weeks are ISO weeks such as 2027-W11, several with spaces between. The plan has
    officer_id, centre_id (or district), week and batch_id. Where no plan keeps all rules it has no row, and the answer
    says which rule to relax and to what; that ends with 0, since the question was answered. docs/how-to/roster.md says
    more, the rules among it.
    """
    begun = time.monotonic()
    from samanvay_insight.roster import CENTRE_COLUMNS, OFFICER_COLUMNS, centres_of, people_of, plan_roster
    from samanvay_insight.roster.reading import values

    rules = _rules(rule_file)
    _writable(out, [file for file in (officers, centres, rule_file) if file is not None])
    people, bad_officers = _read(officers, OFFICER_COLUMNS, "officers", people_of, rules)
    places, bad_centres = _read(centres, CENTRE_COLUMNS, "centres", centres_of, rules)
    errors = values(bad_officers, officers) + values(bad_centres, centres)
    tell_bad_cells(officers, bad_officers)
    tell_bad_cells(centres, bad_centres)
    if not len(people):
        stop(f"{officers} holds no officer who can be planned.")
    if not len(places) and rules.visits != 0:
        stop(f"{centres} holds no centre that can be used; without one, set centre_visits_per_year to 0.")
    plan = plan_roster(people, places, rules) if keep is None else _kept(keep, people, places, rules)
    _write(plan, out)
    told = as_object(plan, errors) | {"out": str(out), "seconds": round(time.monotonic() - begun, 2)}
    written(json.dumps(told, ensure_ascii=False, indent=2) if as_json else as_text(told))


def as_object(plan: Plan, errors: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the answer as one object; costs in kilometres, `cost` and `fill` null where nobody is planned."""
    planned = not plan.infeasible
    return {
        "cost": round(plan.cost, 3) if planned else None,
        "bound": None if plan.bound is None else round(plan.bound, 3),
        "fill": None if plan.fill is None else round(plan.fill, 6),
        "batches": plan.centre_batches,
        "raised": [{"unit_id": r.unit_id, "rule": r.rule, "value": r.value} for r in plan.raised],
        "infeasible": [{"rule": r.rule, "relax_to": r.relax_to} for r in plan.infeasible],
        "officers": len(plan.people),
        "trainings": len(plan.rows[0]),
        "at_centres": int((plan.rows[1] >= 0).sum()),
        "errors": errors,
    }


def as_text(told: dict[str, Any]) -> str:
    """Return the same for a reader."""
    if told["infeasible"]:
        lines = ["No plan keeps all rules. Any one of these makes one possible:"]
        return "\n".join([*lines, *(f"  {each['rule']}: {_value(each['relax_to'])}" for each in told["infeasible"])])
    over = f", {told['cost'] / told['bound'] - 1:.1%} over the bound of {told['bound']:,.0f}" if told["bound"] else ""
    fill = "" if told["fill"] is None else f", filled to {told['fill']:.1%}"
    lines = [
        f"{told['officers']:,} people, {told['trainings']:,} trainings, {told['at_centres']:,} of them at a centre",
        f"{told['batches']:,} batches at centres{fill}",
        f"{told['cost']:,.0f} km{over}",
        f"written to {told['out']} in {told['seconds']:.1f} s",
    ]
    if told["raised"]:
        lines.append(f"{len(told['raised']):,} units in which a rule could not hold as it is:")
        lines += [f"  {each['unit_id']}: {each['rule']} {_value(each['value'])}" for each in told["raised"][:_SHOWN]]
        if len(told["raised"]) > _SHOWN:
            lines.append(f"  … and {len(told['raised']) - _SHOWN:,} more; --json gives all")
    return "\n".join(lines)


def _value(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else f"{value:,}"


def _rules(file: Path | None) -> Rules:
    from samanvay.kernel.clock import today
    from samanvay_insight.roster import RuleError, rules_of

    day = today()
    start = day - timedelta(days=day.weekday()) + timedelta(weeks=1)
    if file is None:
        return rules_of({}, start=start)
    try:
        import yaml
    except ImportError:
        stop("Rules in YAML need the package pyyaml, which is not installed.")
    try:
        return rules_of(yaml.safe_load(file.read_text("utf-8")), start=start)
    except FileNotFoundError:
        stop(f"There is no file {file}.")
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror or error}.")
    except UnicodeDecodeError:
        stop(f"{file} is not UTF-8 text.")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        stop(f"{file} is not YAML{f': line {mark.line + 1}' if mark else ''}.")
    except RuleError as error:
        stop(f"{file}: {error}.")


def _read(file: Path, columns: Sequence[str], kind: str, reader: Any, rules: Rules) -> tuple[Any, list[RowError]]:
    from samanvay_insight.roster import lacking

    table = table_of(file, columns, name_of=_known, sure=3, what=f"a table of {kind}")
    missing = lacking(table, kind)
    if missing is not None:
        stop(f"{file} has no column “{missing}”; the columns are {', '.join(columns)}.")
    found: tuple[Any, list[RowError]] = reader(table, rules.calendar)
    return found


def _kept(file: Path, people: Any, centres: Any, rules: Rules) -> Plan:
    from samanvay_insight.roster import of_table, replanned

    table = table_of(file, _PLAN, name_of=plain_name, sure=3, what="a plan written before")
    missing = next((name for name in _PLAN[:3] if name not in table.column_names), None)
    if missing is not None:
        stop(f"{file} has no column “{missing}”; the columns are {', '.join(_PLAN)}.")
    try:
        week, centre, lost = of_table(table, people, centres, rules)
    except ValueError:
        stop(f"{file}: the column week holds something that is no ISO week such as 2027-W11.")
    return replanned(people, centres, rules, week, centre, lost=lost)


def _writable(out: Path, inputs: list[Path]) -> None:
    if out.resolve() in {file.resolve() for file in inputs}:
        stop(f"{out} is read; write to another file.")
    if out.is_dir():
        stop(f"{out} is a folder; name a file.")
    if not out.resolve().parent.is_dir():
        stop(f"There is no folder {out.parent}.")


def _write(plan: Plan, out: Path) -> None:
    """Write the plan as CSV; words are quoted only where an identifier needs it."""
    from pyarrow import csv

    names = "".join((*plan.people.ids, *plan.centres.ids))
    style = "needed" if any(sign in names for sign in ',"\r\n') else "none"
    try:
        with out.open("wb") as opened:
            opened.write(f"{','.join(_PLAN)}\n".encode())
            csv.write_csv(plan.table(), opened, csv.WriteOptions(include_header=False, quoting_style=style))
    except OSError as error:
        stop(f"{out} cannot be written: {error.strerror or error}.")


def _known(header: str) -> str:
    plain = plain_name(header)
    return _OTHER_NAMES.get(plain, plain)
