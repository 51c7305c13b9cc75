"""The access matrix of the tests, walked beside the other proofs, on the tests' own server."""

import importlib
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

from .promises import NotHere, check, promise
from .stage import OURS, Stage

WORKERS = "2" if importlib.util.find_spec("xdist") is not None else "0"


class Walk:
    """The tests of the matrix, running in a process of their own since before the other proofs."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def begin(self) -> None:
        """Start, where the repository and the tests' environment are there."""
        folder = _folder()
        if folder is None:
            return
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "pytest", f"-n{WORKERS}", str(folder / "test_matrix.py")],
            env={**kept, "DJANGO_SETTINGS_MODULE": "samanvay.config.settings"},
            cwd=folder.parents[1],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def end(self) -> str:
        """Return what the tests said last, however long they take. Raises NotHere where they could not be run."""
        if self.process is None:
            raise NotHere("the matrix needs the repository and the tests' environment: `make test` walks it")
        said, _ = self.process.communicate()
        last = said.strip().splitlines()[-1] if said.strip() else "nothing"
        check(self.process.returncode == 0, f"tests/access/test_matrix.py says: {last}")
        return last

    def stop(self) -> None:
        """End it, wherever it is."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # by which pytest ends its workers and their servers
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


walk = Walk()


def _folder() -> Path | None:
    folder = Path(__file__).resolve().parents[4] / "tests" / "access"
    return folder if folder.is_dir() and importlib.util.find_spec("pytest") is not None else None


@promise("Every address answers every role as declared, and a foreign record like none")
def matrix(stage: Stage) -> str:
    last = walk.end()
    cells, rows = _cells()
    return f"{cells} cells (address, method, person) of {rows} addresses, each as declared: {last}"


def _cells() -> tuple[int, int]:
    """Return how many cells and rows the matrix has, by its table."""
    folder = str(_folder())
    sys.path.insert(0, folder)
    try:
        table = importlib.import_module("matrix")
    finally:
        sys.path.remove(folder)
    from samanvay.access.roles import BY_CODE

    people, few = len(BY_CODE) + 2, 4
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    return sum(people if row.status(m) is not None else few for row in table.ROWS for m in methods), len(table.ROWS)
