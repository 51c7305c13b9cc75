"""Columns of a table that nothing reads are refused by name: a misspelt one would count as not given."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

ALIKE = 0.5


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
