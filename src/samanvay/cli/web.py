"""``samanvay web``: the pages alone; ``samanvay note-end``: why a service ended. Where systemd runs each by itself."""

import logging
import os
import subprocess
import sys

import click

from . import composition, django_ready
from .serve import first_steps

log = logging.getLogger("samanvay.background")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="SAMANVAY_PORT", show_default=True)
def web(host: str, port: int) -> None:
    """Serve the pages alone, where each program is a service of its own. Needs DATABASE_URL."""
    if not os.environ.get("DATABASE_URL"):
        raise click.ClickException("Set DATABASE_URL, or run `samanvay serve`, which brings its own database.")
    for step in first_steps("production"):
        if code := subprocess.run(step.argv, check=False).returncode:  # noqa: S603 - the command is ours
            sys.exit(code)
    django_ready()
    from django.db import connections

    from samanvay.duties.machinery.programs import note_start

    note_start("web")
    connections.close_all()
    argv = composition.web(host, port)
    os.execv(argv[0], argv)  # noqa: S606 - so that a signal for us reaches the server


@click.command()
@click.argument("name", type=click.Choice(["web", "worker", "ticker", "matcher"]))
def note_end(name: str) -> None:
    """Note for the health page why a service ended by itself: for ExecStopPost of systemd, which tells it."""
    if os.environ.get("SERVICE_RESULT", "success") == "success":
        return
    django_ready()
    from django.db import DatabaseError, InterfaceError

    from samanvay.duties.machinery import programs as machinery

    status = os.environ.get("EXIT_STATUS", "")
    how = f"exit code {status}" if os.environ.get("EXIT_CODE") == "exited" else f"SIG{status}"
    try:
        machinery.note_end(name, f"{name} ended by itself ({how})")
    except (DatabaseError, InterfaceError):
        click.echo("The database does not answer: how the service ended could not be noted.", err=True)
        sys.exit(1)
