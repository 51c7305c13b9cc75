"""``samanvay verify-audit``: prove the log."""

import json
import sys

import click

from .database import database


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--head", help="The head printed on minutes or a meeting paper: the chain must contain it.")
@click.option(
    "--note-heads",
    "because",
    metavar="REASON",
    help="Where audit-heads.log is lost: note the heads of the log as it now is, with the reason, on record.",
)
def verify_audit(as_json: bool, head: str | None, because: str | None) -> None:
    """Hash every sealed event again and name each that was changed, removed, added or reordered.

    Ends with 0 when the log holds, 1 when it does not.
    """
    wanted = None if head is None else _bytes(head)
    with database():
        from samanvay.audit.models import Seal
        from samanvay.audit.verifying import verify_log

        if because is not None:
            _note_heads(because)
        verdict = verify_log(_told if sys.stderr.isatty() else None)
        known = wanted is None or Seal.objects.filter(head=wanted).exists()
    if as_json:
        findings = [{"what": f.what, "event": f.seq, "seal": f.seal, "kind": f.kind} for f in verdict.findings]
        click.echo(
            json.dumps(
                {
                    "holds": verdict.holds and known,
                    "events": verdict.events,
                    "seals": verdict.seals,
                    "unsealed": verdict.unsealed,
                    "head": verdict.head,
                    "head_known": known,
                    "findings": findings,
                }
            )
        )
    else:
        click.echo(f"{verdict.events} events in {verdict.seals} seals; {verdict.unsealed} not yet sealed.")
        for finding in verdict.findings:
            what = f"Event {finding.seq} ({finding.kind or 'gone'})" if finding.seq else "The chain"
            where = f", seal {finding.seal}" if finding.seal else ""
            click.echo(f"{what}: {finding.what_words.en}{where}.")
        for words in dict.fromkeys(finding.what_to_do.en for finding in verdict.findings):
            click.echo(words)
        if not known:
            click.echo("The given head is not in the chain.")
        click.echo(f"Head: {verdict.head}")
        click.echo("The log is intact." if verdict.holds and known else "The log is NOT intact.")
    sys.exit(0 if verdict.holds and known else 1)


def _note_heads(because: str) -> None:
    from samanvay.audit.events import HEADS_NOTED
    from samanvay.audit.heads import note_what_is_missing
    from samanvay.audit.operations import operation
    from samanvay.kernel.db.scope import SYSTEM

    if not because.strip():
        raise click.BadParameter("say why the heads are lost", param_hint="--note-heads")
    with operation(HEADS_NOTED, by=SYSTEM, because=because.strip()) as op:
        op.add(heads=note_what_is_missing())


def _told(count: int) -> None:
    click.echo(f"\r{count} events verified", err=True, nl=False)


def _bytes(head: str) -> bytes:
    try:
        return bytes.fromhex(head)
    except ValueError:
        raise click.BadParameter("a head is 64 hexadecimal digits", param_hint="--head") from None
