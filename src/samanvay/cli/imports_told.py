"""What ``samanvay import`` tells of a file: what was assumed before anything is written, then what became of it."""

import json
from collections.abc import Mapping
from typing import Any

import click


def tell_assumptions(run: Any) -> None:
    """Name on stderr how the file was read and what was assumed, by field and kind with the first rows."""
    for line in _notes(run):
        click.echo(f"{run.file_name}: {line}", err=True)
    for group in run.summary.get("notes", []):
        where = f"{group['label']['en']}, {group['kind_words']['en']}"
        click.echo(f"{run.file_name}: assumed in {where}: {_often(group)}.", err=True)
        for each in group["examples"]:
            click.echo(f"    {each['words']['en']} ({_often(each)})", err=True)
        if group["others"]:
            click.echo(f"    and {group['others']} more", err=True)


def report(run: Any, errors: list[Any], missing: list[str], as_json: bool, *, kept: bool = True) -> None:
    """Name each fault on stderr and say on stdout what became of the rows, as one JSON object where asked."""
    from samanvay.documents.importing.queries import counts_by_status
    from samanvay.kernel.db.scope import SYSTEM, reading

    if kept:
        with reading(SYSTEM):
            run.counts = counts_by_status(run)
    for error in errors:
        click.echo(f"{error.file}: {error.words.en}", err=True)
    named = _named(run, missing)
    for each in named:
        said = f"{each['en']} ({each['hi']})" if each["hi"] else each["en"]
        click.echo(f"{run.file_name}: no column was recognised for {said}; choose it on the import's page.", err=True)
    unused = _unused(run)
    if unused:
        click.echo(f"{run.file_name}: no field takes up the columns {', '.join(unused)}.", err=True)
    if as_json:
        told = {
            "run": str(run.id) if kept else None,
            "state": run.state if kept else "checked",
            "rows": run.total,
            "good": run.good,
            "bad": run.bad,
            "counts": run.counts,
            "missing": missing,
            "missing_words": named,
            "unused": unused,
            "notes": _notes(run),
            "assumed": [_assumed(group) for group in run.summary.get("notes", [])],
            "errors": [error.as_json() for error in errors],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{run.total} rows: {run.good} good, {run.bad} with faults.")
    if kept and run.state == "staged":
        click.echo(f"Nothing is written yet. The good rows wait: samanvay import apply {run.id}")
    elif kept:
        done = ", ".join(f"{count} {status}" for status, count in sorted(run.counts.items()) if status != "aside")
        way = f" To take it back: samanvay import undo {run.id}" if _can_be_undone(run) else ""
        click.echo(f"{run.state.capitalize()}: {done}.{way}")


def _can_be_undone(run: Any) -> bool:
    return run.state == "applied" and bool(run.counts.get("created") or run.counts.get("updated"))


def _named(run: Any, codes: list[str]) -> list[dict[str, str]]:
    from samanvay.documents.importing.kinds import import_kind

    fields = import_kind(run.kind).spec(run.home_state).by_code
    return [fields[code].label.to_json() for code in codes]


def _notes(run: Any) -> list[str]:
    return [note["en"] for note in run.notes]


def _often(of: Mapping[str, Any]) -> str:
    rows = ", ".join(map(str, of["rows"])) + (" …" if of["count"] > len(of["rows"]) else "")
    return f"{of['count']} {'time' if of['count'] == 1 else 'times'}, {'row' if of['count'] == 1 else 'rows'} {rows}"


def _assumed(group: Mapping[str, Any]) -> dict[str, Any]:
    examples = [{**each, "words": each["words"]["en"]} for each in group["examples"]]
    return {name: group[name] for name in ("field", "kind", "count", "rows", "others")} | {"examples": examples}


def _unused(run: Any) -> list[str]:
    from samanvay.importing import Mapping as Columns

    named = [header for header in run.headers if not header.startswith("[")]
    return list(Columns.from_json(run.mapping).unused(named))
