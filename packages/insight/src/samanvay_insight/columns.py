"""What is given to the library is refused by name where it is not what is expected.

A column that nothing reads too: a misspelt one would count as not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

ALIKE = 0.5
TABLE = "an Arrow table: pyarrow.table(…) or pyarrow.Table.from_pandas(…) makes one"


class UnknownColumn(ValueError):
    """A table has a column that nothing reads; the words name it, one that may be meant, and all that are known."""


def check_columns(given: Iterable[str], known: Sequence[str]) -> None:
    """Raise UnknownColumn where one of the columns given is not known."""
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    near = get_close_matches(unknown[0], known, n=1, cutoff=ALIKE)
    meant = f" (is “{near[0]}” meant?)" if near else ""
    raise UnknownColumn(f"no column “{unknown[0]}” is read{meant}: rename or drop it; known are {', '.join(known)}")


def check_type(name: str, given: object, kind: type, expected: str) -> None:
    """Raise TypeError where something of another kind is given."""
    if not isinstance(given, kind):
        raise TypeError(f"{name} is of type {type(given).__name__}; expected {expected}")


def check_table(name: str, given: pa.Table, known: Sequence[str]) -> None:
    """Raise TypeError for what is no Arrow table, UnknownColumn for one with a column that is not known."""
    import pyarrow as pa

    check_type(name, given, pa.Table, TABLE)
    check_columns(given.column_names, known)
