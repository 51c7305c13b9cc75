"""``samanvay matcher`` and ``samanvay match``: what finds possible matches, behind the pages and in bulk."""

import time

import click

from . import django_ready
from .background import Stop, until_stopped

BEAT_SECONDS = 30


@click.command()
def matcher() -> None:
    """Hold the coded registers in memory and answer which entries may be one person.

    Answers on a socket in the home's folder, for programs of the same user. Holds no name.
    """
    django_ready()
    from samanvay.duties.machinery.programs import beat, note_start
    from samanvay.tracing.matcher.serving import Server, listening
    from samanvay.tracing.matcher.store import Store

    stop = Stop()
    server = Server(Store())
    last = -float(BEAT_SECONDS)
    has_begun = False

    def turn() -> int:
        nonlocal last, has_begun
        if not has_begun:
            note_start("matcher")
            has_begun = True
        if not server.is_filled:
            server.fill(stop.event)
        if time.monotonic() - last > BEAT_SECONDS:
            beat("matcher")
            last = time.monotonic()
        came = server.serve_once(ear)
        if not came:
            server.store.follow()
        return 1

    with listening() as ear:
        until_stopped(stop, turn, 0, "the matcher")


@click.command()
@click.option("--all", "everything", is_flag=True, help="Look again at every entry, not only at what waits.")
def match(everything: bool) -> None:
    """Look for the best matches of many entries at once: after an import, or over whole registers.

    Goes on where it was stopped.
    """
    django_ready()
    from samanvay.tracing.matcher.actions.bulk import match_waiting, wait_anew

    if everything:
        click.echo(f"{wait_anew()} entries are looked at again.")
    for done in match_waiting():
        click.echo(f"{done.looked} of {done.total} looked at, {done.pairs} pairs to look at")
