"""``samanvay reader``: what the reader of reports reads with, and how it learns from what officers decided."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import django_ready
from .database import database
from .reader_learning import Away, compared, learn_anew

if TYPE_CHECKING:
    from samanvay.reports.teaching.comparing import Comparison, Figures

_AS = click.option("--as", "login", metavar="LOGIN", help="Act as this user (default: the system, from this machine).")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
_NUMBERS = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def reader() -> None:
    """Teach the reader of reports: export decided rows by consent, learn anew, compare, adopt, go back."""


@reader.command()
@_JSON
def show(as_json: bool) -> None:
    """Say which learned numbers are in use, since when, by whom and why."""
    django_ready()
    from samanvay.reports.teaching.numbers import Damaged, checksum_of, numbers_in_use, path_in_use
    from samanvay_insight.extract.learned import weights

    damage = ""
    try:
        found = numbers_in_use()
        if found is not None:
            weights.look_through(path_in_use() or weights.shipped())
    except (Damaged, weights.NotLearned) as error:
        damage = str(error)
    if damage or found is None:
        said = {"file": "shipped", "checksum": checksum_of(weights.shipped()), "damage": damage}
    else:
        said = {name: getattr(found, name) for name in ("file", "checksum", "since", "by", "reason")}
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    if damage:
        click.echo(f"The adopted numbers are not used: {damage}. Adopt them again, or say: samanvay reader withdraw")
    if said["file"] == "shipped":
        click.echo(f"The numbers that came with the product are in use. SHA-256 {said['checksum']}")
        return
    click.echo(f"{said['file']} is in use since {said['since']}, adopted by {said['by']}: {said['reason']}")
    click.echo(f"SHA-256 {said['checksum']}")


@reader.command()
@click.argument("numbers", metavar="NEW.npz", type=_NUMBERS)
@click.option("--reason", required=True, help="Why; it stands in the log.")
@click.option(
    "--margin", default=0.01, show_default=True, type=click.FloatRange(0, 1), help="So much worse is allowed."
)
@click.option("--anyway", is_flag=True, help="Adopt it whatever the comparison says, or where there is none.")
@_AS
@_JSON
def adopt(numbers: Path, reason: str, margin: float, anyway: bool, login: str | None, as_json: bool) -> None:
    """Read every report from now on with the numbers of NEW.npz, once they read a fixed set well enough.

    They are compared with those in use on narratives that neither learned from. Refused are numbers that read
    movements or events worse, and those of whose rows read without doubt fewer than 98 of 100 are right. The file is
    copied to SAMANVAY_HOME/reader; programs that run read with it from the next report on.
    """
    with database():
        from samanvay.reports.teaching.actions.adopting import adopt_numbers

        by = _actor(login)
        _known_good(numbers)
        seen: Comparison | None = None
        try:
            seen = compared(_before(), numbers)
        except Away as away:
            if not anyway:
                raise click.ClickException(
                    f"{away} Without a comparison nothing is adopted but with --anyway."
                ) from None
            click.echo(f"Not compared: {away}", err=True)
        against = seen.against(margin) if seen is not None else []
        if seen is not None and not as_json:
            click.echo(table(seen))
        if against and not anyway:
            raise click.ClickException(" ".join([*against, "It is not adopted. Adopt it nevertheless with --anyway."]))
        done = adopt_numbers(by=by, path=numbers, reason=reason, compared=seen, margin=margin, is_anyway=anyway)
    if as_json:
        said = {"file": done.file, "checksum": done.checksum, "against": against}
        click.echo(json.dumps(said | ({} if seen is None else _as_json(seen))))
        return
    for each in against:
        click.echo(f"Adopted all the same: {each}")
    click.echo(f"In use from the next report on: {done.file}, SHA-256 {done.checksum}")


@reader.command()
@click.option("--reason", required=True, help="Why; it stands in the log.")
@_AS
def withdraw(reason: str, login: str | None) -> None:
    """Read from the next report on with the numbers that came with the product."""
    with database():
        from samanvay.reports.teaching.actions.adopting import withdraw_numbers

        withdraw_numbers(by=_actor(login), reason=reason)
    click.echo("The numbers that came with the product are in use from the next report on.")


@reader.command()
@click.argument("file", type=click.Path(path_type=Path))
@_AS
@_JSON
def export(file: Path, login: str | None, as_json: bool) -> None:
    """Write decided reports as de-identified narratives to FILE, where the state's desk consents.

    Of reports of which every detail is decided and at least one was corrected, rejected or added. Names and numbers of
    persons become invented ones, days are shifted, reporter, office and report number are gone; places stay. Nothing
    is sent anywhere.
    """
    with database():
        from samanvay.reports.teaching.actions.exporting import export_rows

        done = export_rows(by=_actor(login), path=file)
    if as_json:
        click.echo(json.dumps({"written": done.written, "left_out": done.left_out}))
        return
    click.echo(f"{done.written} reports written to {file}.")
    for why, many in done.left_out.items():
        click.echo(f"{many} left out: {why}.")


@reader.command()
@click.argument("files", metavar="FILE...", nargs=-1, type=_NUMBERS)
@click.option("--out", required=True, metavar="NEW.npz", type=click.Path(path_type=Path), help="Where the numbers go.")
@click.option(
    "--rounds", default=2, show_default=True, type=click.IntRange(1, 100), help="So often all is gone through."
)
@_JSON
def learn(files: tuple[Path, ...], out: Path, rounds: int, as_json: bool) -> None:
    """Learn anew from the exported FILEs beside the narratives of the product, and show before and after.

    It goes on from the numbers that came with the product, takes hours on a small machine, and changes nothing that is
    in use: adopt what it writes with samanvay reader adopt.
    """
    django_ready()
    try:
        learn_anew(files, out, rounds)
        seen = compared(_before(), out)
    except Away as away:
        raise click.ClickException(str(away)) from None
    click.echo(json.dumps({"out": str(out), **_as_json(seen)}) if as_json else table(seen))


def _known_good(numbers: Path) -> None:
    from samanvay_insight.extract.learned import weights

    try:
        weights.look_through(numbers)
    except weights.NotLearned as error:
        raise click.ClickException(f"{error}. Nothing is adopted.") from None


def _before() -> Path:
    """Return the numbers that reports are read with now."""
    from samanvay.reports.teaching.numbers import Damaged, path_in_use
    from samanvay_insight.extract.learned import weights

    try:
        return path_in_use() or weights.shipped()
    except Damaged as error:
        click.echo(f"The adopted numbers are not used ({error}); compared with the shipped ones.", err=True)
        return weights.shipped()


def table(seen: "Comparison") -> str:
    """Return a comparison as lines of a table."""

    def line(name: str, told: "Callable[[Figures], str]") -> str:
        return f"{name:<34}{told(seen.before):>12}{told(seen.after):>12}"

    lines = [f"{seen.narratives} narratives that neither learned from", f"{'':<34}{'before':>12}{'after':>12}"]
    for part in seen.before.precision:
        lines.append(line(f"{part}: precision", lambda one, part=part: f"{one.precision[part]:.3f}"))  # type: ignore[misc]
        lines.append(line(f"{part}: recall", lambda one, part=part: f"{one.recall[part]:.3f}"))  # type: ignore[misc]
    lines.append(line("read without doubt, and right", lambda one: f"{one.right} of {one.undoubted}"))
    return "\n".join(lines)


def _as_json(seen: "Comparison") -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(seen), "against": seen.against()}


def _actor(login: str | None) -> Any:
    from samanvay.kernel.db.scope import SYSTEM

    from .imports import _actor as known

    return SYSTEM if login is None else known(login)
