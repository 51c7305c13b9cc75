"""``samanvay prove``: each promise and its proof, on a throwaway database."""

import json
import signal
import sys
import time

import click

from samanvay.kernel.pg import CannotStart


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--only", metavar="WORD", help="Carry out only the promises in whose words this occurs.")
@click.option("--trace", is_flag=True, help="Show where a proof failed in an unforeseen way.")
def prove(as_json: bool, only: str | None, trace: bool) -> None:
    """Print each promise, what was tried against it, and whether it holds. Never touches your data.

    A server and a demonstration of its own are made for it and taken away. Ends with 1 when any promise is broken.
    """
    from .proofs import PROMISES
    from .proofs.matrix import walk
    from .proofs.promises import Outcome, carry_out
    from .proofs.stage import throwaway

    begun = time.monotonic()
    # Who ends it from outside leaves as little behind as who lets it finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))

    def told(outcome: Outcome) -> None:
        if not as_json:
            click.echo(f"{outcome.mark} {outcome.promise}  ({outcome.seconds:.1f} s)")
            click.echo(f"    {outcome.done}")
        if trace and outcome.trace:
            click.echo(outcome.trace, err=True)

    chosen = [each for each in PROMISES if only is None or only.lower() in each.words.lower()]
    click.echo("Making a throwaway home and telling the demonstration into it.", err=True)
    try:
        if any(each.proof.__name__ == "matrix" for each in chosen):
            walk.begin()
        with throwaway() as stage:
            outcomes = carry_out(chosen, stage, told)
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        sys.exit(1)
    finally:
        walk.stop()
    broken = [each for each in outcomes if each.result == "broken"]
    held = sum(each.result == "holds" for each in outcomes)
    seconds = time.monotonic() - begun
    if as_json:
        told_all = [each.as_json() for each in outcomes]
        click.echo(json.dumps({"holds": not broken, "seconds": seconds, "promises": told_all}, ensure_ascii=False))
    else:
        untried = len(outcomes) - held - len(broken)
        click.echo(f"{held} promises hold, {len(broken)} are broken, {untried} were not tried; {seconds:.0f} s.")
    sys.exit(1 if broken else 0)
