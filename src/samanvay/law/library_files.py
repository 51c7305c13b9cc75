"""The library that comes with the product: files of entries, read strictly, every fault named with file and field.

A file of ``library/`` is ``[defaults]`` (what holds for each of its entries that does not say otherwise) and
``[[entries]]``; ``clocks.toml`` has ``[[clocks]]`` in the same way. Nothing here has been verified by counsel.
"""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from .entries import Entry, Library, StatutoryClock, library_of
from .faults import faults_of, loose_ends, tupled

__all__ = ["Entry", "Library", "LibraryError", "StatutoryClock", "library_of", "read_library", "shipped_library"]

FOLDER = Path(__file__).parent / "library"
CLOCKS = "clocks.toml"


class LibraryError(ValueError):
    """The library is not as it should be; ``faults`` has a line for each, naming file, entry and field."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(self.faults))


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    """Return the library that comes with the product. Raises LibraryError that names every fault of every file."""
    return read_library(FOLDER)


def read_library(folder: Path) -> Library:
    """Return the library of a folder. Raises LibraryError that names every fault of every file."""
    faults: list[str] = []
    entries: dict[str, Entry] = {}
    clocks: dict[str, StatutoryClock] = {}
    with override("en"):
        for path in sorted(folder.glob("*.toml")):
            is_clocks = path.name == CLOCKS
            for where, said in _tables(path, faults):
                wrong = [f"{where}: {fault}" for fault in faults_of(said, StatutoryClock if is_clocks else Entry)]
                faults.extend(wrong)
                code = said.get("code")
                if code in entries or code in clocks:
                    faults.append(f"{where}: code is entered twice")
                elif not wrong and is_clocks:
                    clocks[said["code"]] = StatutoryClock(**tupled(said))
                elif not wrong:
                    entries[said["code"]] = Entry(**tupled(said), file=path.name)
        if not faults:
            faults.extend(
                f"{each.file if isinstance(each, Entry) else CLOCKS}: {each.code}: {fault}"
                for each, fault in loose_ends(entries, clocks.values())
            )
    if faults:
        raise LibraryError(faults)
    return library_of(entries, clocks.values())


def _tables(path: Path, faults: list[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield the tables of a file with its defaults filled in, each with the words by which a fault names it."""
    name = "clocks" if path.name == CLOCKS else "entries"
    try:
        said = tomllib.loads(path.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        faults.append(f"{path.name}: not TOML in UTF-8: {wrong}")
        return
    faults.extend(f"{path.name}: {key} is neither defaults nor {name}" for key in said.keys() - {"defaults", name})
    tables = said.get(name)
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        faults.append(f"{path.name}: expected tables [[{name}]]")
        return
    for number, table in enumerate(tables, start=1):
        yield f"{path.name}: {table.get('code', f'number {number}')}", {**said.get("defaults", {}), **table}
