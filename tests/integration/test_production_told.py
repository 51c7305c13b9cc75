"""The pages that tell how to run a production: every command on them, in their order, on an empty server."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from plain_server import plain_server

from samanvay.config.env import ROOT
from samanvay.kernel.pg.binaries import binaries

pytestmark = pytest.mark.slow

PAGES = ("production.md", "backup.md")
PASSWORD = "correct horse battery staple"
SECOND_PASSWORD = "the other morning is a river"
# What belongs to the machine, not to us: users, services and the installation of what is installed already.
SHIMS = {
    "useradd": "exit 0",
    "systemctl": "exit 0",
    "systemd-analyze": "exit 0",
    "make": "exit 0",
    "chown": "exit 0",
    "runuser": 'shift 2; [ "$1" = -- ] && shift; exec "$@"',
    "install": 'n=$#; while [ "$n" -gt 0 ]; do a=$1; shift; n=$((n-1)); case "$a" in -o|-g) shift; n=$((n-1));; '
    '*) set -- "$@" "$a";; esac; done; exec /usr/bin/install "$@"',
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def commands(page: str) -> str:
    """Return the commands of a page: its blocks marked ``sh``, as they stand."""
    text = (ROOT / "docs" / "how-to" / page).read_text()
    found = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert found, f"{page} has no commands"
    return "".join(found)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str], str]]:
    """A folder that stands for the root of an empty server, its environment, and the text that maps paths into it."""
    root = tmp_path_factory.mktemp("machine")
    for folder in ("etc", "var/lib", "srv", "mnt", "tmp", "usr/local/bin", "shims"):
        (root / folder).mkdir(parents=True)
    for name, words in SHIMS.items():
        (root / "shims" / name).write_text(f"#!/bin/sh\n{words}\n")
        (root / "shims" / name).chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "SAMANVAY_", "PG"))}
    path = f"{root}/shims:{root}/usr/local/bin:{binaries().root}/bin:{kept['PATH']}"
    with plain_server() as sockets:
        yield (
            root,
            {**kept, "PATH": path, "PGHOST": str(sockets), "PGUSER": "postgres", "PGDATABASE": "postgres"},
            str(sockets),
        )


def mapped(script: str, root: Path, sockets: str, port: int) -> str:
    """Return the commands with the paths of a server led into the folder that stands for it."""
    folders = "etc/samanvay|etc/systemd|var/lib|srv|mnt|tmp|usr/local/bin"
    script = re.sub(rf"(?<![\w/.])/({folders})\b", rf"{root}/\1", script)
    script = script.replace("/opt/samanvay/.venv/bin", str(Path(sys.executable).parent))
    script = script.replace("/opt/samanvay", str(ROOT)).replace("/var/run/postgresql", sockets)
    return re.sub(r"\b8000\b", str(port), script)


def test_every_command_of_the_pages_works_in_their_order(machine: tuple[Path, dict[str, str], str]) -> None:
    root, environment, sockets = machine
    script = mapped("".join(commands(page) for page in PAGES), root, sockets, free_port())
    told = root / "told.sh"
    told.write_text(script)
    process = subprocess.Popen(
        ["bash", "-euo", "pipefail", "-x", str(told)],
        env=environment,
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        # The passwords of the first administrators, each twice: whoever runs the commands types them.
        said, errors = process.communicate(f"{PASSWORD}\n" * 2 + f"{SECOND_PASSWORD}\n" * 2, timeout=900)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        said, errors = process.communicate()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
    assert process.returncode == 0, f"{said}\n{errors[-6000:]}"
    for words in (
        "Made in",
        "ok",
        'name="password"',
        "2026-11-24.samanvay: ",
        "The log is intact",
        "Restored from the backup",
    ):
        assert words in said + errors, f"{words} was not said:\n{said}\n{errors[-3000:]}"
    assert "not safe to open" not in errors
    assert "\nWarning: The application" not in errors
    assert "\nWarning: A " not in errors
