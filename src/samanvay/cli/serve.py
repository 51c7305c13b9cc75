"""``samanvay serve``: the whole product, in the foreground."""

import os
import sys
from pathlib import Path

import click

from . import composition
from .composition import Step
from .database import VAR

FORGETTING = Step("Carrying out the erasures on record.", [sys.executable, "-m", "samanvay.cli.backups.forgetting"])


def first_steps(mode: str) -> list[Step]:
    """Return what is done before the pages open: a demonstration is filled, a production looked at for safety."""
    if mode == "production":
        return [
            Step("Checking that this production is safe.", [sys.executable, "-m", "samanvay.config.refuse"]),
            Step(
                "Collecting what pages are made of.",
                [sys.executable, "-m", "samanvay.config.manage", "collectstatic", "--noinput", "-v0"],
            ),
            FORGETTING,
        ]
    return [Step("Loading the demonstration.", [*FORGETTING.argv, "--after-demo"])]


@click.command()
@click.option("--home", type=click.Path(path_type=Path), envvar="SAMANVAY_HOME", help="Folder of data and database.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, envvar="SAMANVAY_PORT", show_default=True)
def serve(home: Path | None, host: str, port: int) -> None:
    """Start the database, the pages and the background work; stop them with Ctrl-C.

    With DATABASE_URL a given PostgreSQL server is used, else one of our own in the home's folder.
    """
    mode = os.environ.get("SAMANVAY_MODE", "demo")
    sys.exit(composition.serve((home or VAR).absolute(), port, host=host, steps=first_steps(mode)))
