"""``samanvay import``: lists from files, row by row."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from . import django_ready
from .imports_told import report, tell_assumptions

UNUSABLE = 2


@click.group("import")
def import_group() -> None:
    """Take lists from files; good rows wait beside bad ones, and what was written can be taken back."""


def common(command: Any) -> Any:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        click.option(
            "--as",
            "login",
            metavar="LOGIN",
            help="Act as this user (default: the system, from this machine).",
        ),
    ):
        command = option(command)
    return command


KINDS = {
    "officers": "Add, update and post the officers of FILE.",
    "contacts": "Add or correct the offices of nodal officers of FILE, with no names of officers.",
    "cases": "Open a case for each new row of FILE, with its events; needs --as, since a case has an owner.",
    "missing": "Add an entry for each new row of FILE to the register of the missing; needs --as.",
    "found": "Add an entry for each new row of FILE to the register of the found; needs --as.",
    "pfif": "Add an entry for each new record of FILE, PFIF 1.1 to 1.4 as XML; needs --as.",
    "members": "Add or bring up to date the members of FILE who are to be trained every quarter.",
    "members_whole": "As members; whoever of a unit that FILE names is not in it has left.",
    "centres": "Enter the training centres of FILE, or bring known ones up to date.",
    "reports": "Write a draft report for each row of FILE at its district's unit.",
    "ncrb-crimes": "Take the bureau's district table of crimes under the Penal Code.",
    "ncrb-women": "Take the bureau's district table of crimes against women and children.",
    "ncrb-missing-2017": "Take the bureau's district table of missing persons in the age bands of 2017 to 2020.",
    "ncrb-missing-2021": "Take the bureau's district table of missing persons in the age bands from 2021.",
    "ncrb-states": "Take the bureau's table of trafficking cases by state.",
    "ncrb-purposes": "Take the bureau's table of trafficked persons by purpose and state.",
}
HOW = """FILE is a CSV, TSV, XLSX, XLS or ODS table (PFIF: XML).

    Without a fault all is written, and the command ends with 0. With faults nothing is written yet: the good
    rows stay staged, each fault is named on stderr, and it ends with 2; ``samanvay import apply RUN`` writes the
    good rows. A file that cannot be used at all ends with 2 too. Ctrl-C stops between two batches; what is written
    stays, and ``samanvay import apply RUN`` goes on."""


def _command(kind: str, words: str) -> None:
    @import_group.command(kind, help=f"{words}\n\n    {HOW}")
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--state", default="", help="The state to which the file belongs (default: the installation's).")
    @click.option("--sheet", help="Name of the sheet (default: the first that is not empty).")
    @click.option("--dry-run", is_flag=True, help="Check and report; keep and write nothing.")
    @click.option(
        "--old-font",
        type=click.Choice(["read", "keep"]),
        help="Words typed in a legacy font such as Kruti Dev: read them as Unicode, or keep the letters.",
    )
    @common
    def taken(
        file: Path, state: str, sheet: str | None, dry_run: bool, old_font: str | None, as_json: bool, login: str | None
    ) -> None:
        _take(kind, file, state, sheet, dry_run, old_font, as_json, login)


for _kind, _words in KINDS.items():
    _command(_kind, _words)


def _take(
    kind: str,
    file: Path,
    state: str,
    sheet: str | None,
    dry_run: bool,
    old_font: str | None,
    as_json: bool,
    login: str | None,
) -> None:
    django_ready()
    from django.db import transaction

    from samanvay.documents.importing import actions as imports
    from samanvay.documents.importing.legacy import is_open
    from samanvay.documents.importing.queries import same_file_before
    from samanvay.importing import SheetError
    from samanvay.kernel.db.scope import reading
    from samanvay.kernel.refusals import Refusal

    actor, audience = _actor_at(login, state, kind)
    try:
        content = file.read_bytes()
    except OSError as error:
        _unusable(f"{file.name}: {error.strerror}", as_json)
    try:
        with reading(actor), _bar("Checking") as told:
            run = imports.stage_file(
                by=actor,
                kind=kind,
                content=content,
                file_name=file.name,
                audience=audience,
                sheet=sheet,
                progress=told,
            )
            if old_font is not None and is_open(run.summary):
                run = imports.read_legacy(by=actor, run=run, take=old_font == "read")
            if (before := same_file_before(run)) is not None:
                click.echo(f"{file.name}: this file was taken before, as {before.id} ({before.state}).", err=True)
            errors = _errors(run)
            missing = run.summary.get("missing", [])
            waits = is_open(run.summary)
            if dry_run:
                transaction.set_rollback(True)
        tell_assumptions(run)
        if waits:
            _tell_legacy(run)
        if dry_run or errors or missing or waits:
            report(run, errors, missing, as_json, kept=not dry_run)
            sys.exit(UNUSABLE if errors or missing or waits else 0)
        run = _apply(actor, run)
    except SheetError as error:
        _unusable(f"{file.name}: {error.words.en}", as_json)
    except Refusal as refusal:
        _unusable(str(refusal.words), as_json)
    report(run, [], [], as_json)


def _tell_legacy(run: Any) -> None:
    for column in run.summary["legacy"]["columns"]:
        click.echo(f"{run.file_name}: {column['reads']}: {column['count']} different cells in an old font", err=True)
        for original, text in column["examples"] or [[column["header"], column["reads"]]]:
            click.echo(f"{run.file_name}: {column['reads']}: {original} reads {text}", err=True)
    click.echo("Some words were typed in an old font: say --old-font read, or --old-font keep.", err=True)


@import_group.command()
@click.argument("run_id", metavar="RUN")
@common
def apply(run_id: str, as_json: bool, login: str | None) -> None:
    """Write the good rows of a staged import, or go on with one that was stopped."""
    django_ready()
    from samanvay.kernel.db.scope import reading
    from samanvay.kernel.refusals import Refusal

    try:
        actor, run = _known(run_id, login)
        run = _apply(actor, run)
        with reading(actor):
            errors = _errors(run)
    except Refusal as refusal:
        _unusable(str(refusal.words), as_json)
    report(run, errors, [], as_json)
    sys.exit(UNUSABLE if errors else 0)


@import_group.command()
@click.argument("run_id", metavar="RUN")
@common
def undo(run_id: str, as_json: bool, login: str | None) -> None:
    """Take back what an import wrote; records changed since stay and are named. Ends with 2 where any stays."""
    django_ready()
    from samanvay.documents.importing import actions as imports
    from samanvay.documents.states import RunState
    from samanvay.kernel.db.scope import reading
    from samanvay.kernel.refusals import Refusal

    try:
        actor, run = _known(run_id, login)
        if run.state != RunState.UNDOING:
            imports.begin_undo(by=actor, run=run)
        with _bar("Taking back") as told:
            run = imports.undo_rows(by=actor, run=run, progress=told)
        with reading(actor):
            errors = _errors(run)
    except Refusal as refusal:
        _unusable(str(refusal.words), as_json)
    report(run, errors, [], as_json)
    sys.exit(UNUSABLE if run.rows_kept else 0)  # type: ignore[attr-defined]  # counted by _errors


def _actor_at(login: str | None, state: str, kind: str) -> tuple[Any, int]:
    """Return who acts and the unit at which an import of a kind is kept."""
    from samanvay.access.policies import unit_with
    from samanvay.directory.models import Unit
    from samanvay.directory.queries import home_state
    from samanvay.documents.importing.kinds import import_kind
    from samanvay.kernel.db.scope import SYSTEM
    from samanvay.kernel.refusals import Refusal

    if login is None:
        state = state or home_state()
        unit = Unit.objects.filter(code=f"administration:{state}").first()
        if unit is None:
            raise click.ClickException(f"The directory has no units of {state or 'a state'} yet.")
        return SYSTEM, unit.audience
    actor = _actor(login)
    try:
        return actor, unit_with(actor, import_kind(kind).permission)
    except Refusal as refusal:
        raise click.ClickException(str(refusal.words)) from None


def _actor(login: str) -> Any:
    """Return who acts."""
    from samanvay.access.actors import actor_for
    from samanvay.access.models import User

    user = User.objects.filter(username__iexact=login, is_active=True).first()
    if user is None:
        raise click.BadParameter("there is no such user", param_hint="--as")
    return actor_for(user, via="command")


def _known(run_id: str, login: str | None) -> tuple[Any, Any]:
    from uuid import UUID

    from samanvay.documents.importing.queries import import_seen
    from samanvay.kernel.db.scope import SYSTEM, reading

    actor = SYSTEM if login is None else _actor(login)
    try:
        key = UUID(run_id)
    except ValueError:
        raise click.BadParameter(
            "an import's number looks like 01a20e43-644c-70ca-9474-fd402e3e5b7e", param_hint="RUN"
        ) from None
    with reading(actor):
        return actor, import_seen(actor, key)


def _apply(actor: Any, run: Any) -> Any:
    from samanvay.documents.importing import actions as imports
    from samanvay.documents.states import RunState

    with _bar("Writing") as told:
        if run.state != RunState.APPLYING:
            imports.begin_apply(by=actor, run=run)
        try:
            return imports.apply_rows(by=actor, run=run, progress=told)
        except KeyboardInterrupt:
            click.echo(f"\nStopped; what is written stays. To go on: samanvay import apply {run.id}", err=True)
            raise


class _bar:
    """A progress bar on stderr, shown only to a person."""

    def __init__(self, label: str) -> None:
        self.bar = click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())

    def __enter__(self) -> Any:
        self.bar.__enter__()

        def told(done: int, total: int | None) -> None:
            self.bar.length = total or done
            self.bar.update(done - self.bar.pos)

        return told

    def __exit__(self, *error: Any) -> None:
        self.bar.__exit__(*error)


def _errors(run: Any) -> list[Any]:
    from samanvay.documents.importing.queries import counts_by_status, faults

    run.counts = counts_by_status(run)
    run.rows_kept = run.counts.get("kept", 0)
    return list(faults(run))


def _unusable(words: str, as_json: bool) -> NoReturn:
    click.echo(words, err=True)
    if as_json:
        click.echo(json.dumps({"run": None, "state": "refused", "errors": [], "reason": words}, ensure_ascii=False))
    sys.exit(UNUSABLE)
