"""Where proofs are carried out: a throwaway home with its own server and the demonstration, never the user's data."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from samanvay.cli import django_ready
from samanvay.kernel.pg import READY, CannotStart, Endpoint, running

OURS = ("DATABASE_", "SAMANVAY_", "PG")


@dataclass(frozen=True)
class Stage:
    """The throwaway home, its server, and the environment in which commands find them."""

    home: Path
    keys: Path
    endpoint: Endpoint
    environment: Mapping[str, str]

    def owner(self) -> "psycopg.Connection[Any]":
        """Return a connection of the tables' owner, whom no policy holds: the attacker of the proofs."""
        return self.endpoint.connect("owner", autocommit=True)

    def command(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a ``samanvay`` command there to its end."""
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "samanvay.cli", *words],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def throwaway() -> Iterator[Stage]:
    """Give a stage with the demonstration told; it is gone afterwards. Sets this process's Django on it."""
    folder = Path(tempfile.mkdtemp(prefix="samanvay-prove-"))
    try:
        with staged(folder) as stage:
            yield stage
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Give the stage in a folder, which stays; the demonstration is told if nothing lies there yet."""
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)  # root's server runs as a user of its own
    home, keys = folder / "home", folder / "keys"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = {**clean, "SAMANVAY_HOME": str(home), "SAMANVAY_KEYS": str(keys), "SAMANVAY_MODE": "demo"}
    is_told = home.exists()
    with running(home, fsync=False) as endpoint:
        stage = Stage(home, keys, endpoint, environment)
        for words in (("migrate", "--quiet"), *(() if is_told else (("demo", "load", "--story"),))):
            done = stage.command(*words, SAMANVAY_ROLE="owner" if words[0] == "migrate" else "app")
            if done.returncode != 0:
                raise CannotStart(f"samanvay {' '.join(words)} failed: {done.stderr.strip().splitlines()[-1]}")
        for name in [name for name in os.environ if name.startswith(OURS)]:
            del os.environ[name]
        os.environ.update({name: value for name, value in environment.items() if name.startswith(OURS)})
        os.environ |= {READY: "1", "SAMANVAY_ROLE": "app"}
        django_ready()
        # Refusals are what the proofs are after; each is counted, none is news.
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        try:
            yield stage
        finally:
            from django.db import connections

            connections.close_all()
