"""Legs as they are given: a table of words becomes codes, every cell that cannot be read is named.

`case_id`, `sequence`, `place`, `role` and `date` may each be empty or missing as a column. A cell that cannot be read
is reported and then counts as not given, so that what else its row says is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samanvay_insight import gazetteer
from samanvay_insight.columns import TABLE, check_columns, check_type
from samanvay_insight.gazetteer.places import Place
from samanvay_insight.routes.places import place_of

COLUMNS = ("case_id", "sequence", "place", "role", "date")
# The codes of the roles; a row without a role has the first.
ROLES = ("", "transit", "stopover", "rescue", "source", "destination")
NO_ROLE, TRANSIT, STOPOVER, RESCUE, SOURCE, DESTINATION = range(len(ROLES))
NONE = -1  # of a place, a month
MOST_SEQUENCE = 2**20
_SPELT = {role: code for code, role in enumerate(ROLES)} | {"stop": STOPOVER, "via": TRANSIT, "rescued": RESCUE}
EXPECTED_PLACE = "an English name of a place in India or near it, a district's LGD code or a station's code"
EXPECTED_ROLE = "source, transit, stopover, destination, rescue or nothing"
EXPECTED_SEQUENCE = f"a whole number from 0 to {MOST_SEQUENCE}"
EXPECTED_DATE = "a date such as 2026-11-24"
Day = Callable[[str], date | None]


@dataclass(frozen=True, slots=True, order=True)
class LegError:
    """A cell that could not be read: the row of the file (the header is row 1), its column, what it should hold."""

    row: int
    field: str
    expected: str


@dataclass(frozen=True, eq=False)
class Legs:
    """Legs as codes, one row each: R rows of C cases at U places.

    `case` (R,) indexes `cases` (C,), `place` (R,) indexes `places` (U,) or is -1 where it is not given; `role` (R,)
    indexes `ROLES`; `sequence` (R,) orders the rows of a case; `month` (R,) is year * 12 + month - 1, or -1.
    """

    case: NDArray[np.int32]
    sequence: NDArray[np.int32]
    place: NDArray[np.int32]
    role: NDArray[np.int8]
    month: NDArray[np.int32]
    cases: pa.Array
    places: tuple[Place, ...]
    given: tuple[str, ...]  # how the file writes each place

    def __len__(self) -> int:
        return len(self.case)


def iso_day(text: str) -> date | None:
    """Read a day as ISO writes it. Raises ValueError with what is expected."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(EXPECTED_DATE) from error


def check_home(home: str | None) -> None:
    """Raise ValueError where no state has this key."""
    if home is not None and home not in {place.key for place in gazetteer.places(["state"])}:
        raise ValueError(f"the gazetteer has no state {home!r}; expected the key of a state")


def legs_of(table: pa.Table, *, home: str | None = None, read_day: Day = iso_day) -> tuple[Legs, list[LegError]]:
    """Return the legs of a table of words and the cells that could not be read, by row.

    `table` holds any of `COLUMNS` as strings and optionally `row`, the number of each row in its file (without it
    the first is row 2). Of several districts with one name that of the state `home` is meant. `read_day` reads a date,
    None where it says that the day is not known, and raises ValueError with what is expected. Rows without a single
    word are left out. Raises UnknownColumn, and ValueError where no column is there or `home` is the key of no state.
    """
    check_type("table", table, pa.Table, TABLE)
    check_home(home)
    known = [name for name in COLUMNS if name in table.column_names]
    if not known:
        raise ValueError(f"none of the columns {', '.join(COLUMNS)} is there")
    check_columns(table.column_names, (*COLUMNS, "row"))
    rows = table["row"].to_numpy() if "row" in table.column_names else np.arange(len(table)) + 2
    cells = {name: _coded(table[name]) if name in known else _absent(len(table)) for name in COLUMNS}
    said = np.zeros(len(table), dtype=bool)
    for codes, _ in cells.values():
        said |= codes >= 0
    if not said.all():
        rows = rows[said]
        cells = {name: (codes[said], words) for name, (codes, words) in cells.items()}
    errors: list[LegError] = []

    def read(name: str, reader: Callable[[str], Any], missing: int) -> NDArray[np.int32]:
        codes, words = cells[name]
        found = np.full(len(words) + 1, missing, dtype=np.int32)
        used = np.bincount(codes + 1, minlength=len(words) + 1)[1:]
        for at, word in enumerate(words.to_pylist()):
            if not word or not used[at]:
                continue
            try:
                found[at] = reader(word)
            except ValueError as error:
                errors.extend(LegError(int(row), name, str(error)) for row in rows[codes == at])
        return found[codes]

    resolved = _Places(home)
    place = read("place", resolved.code, NONE)
    role = read("role", _role, NO_ROLE)
    sequence = read("sequence", _sequence, NONE)
    month = read("date", lambda word: _month(word, read_day), NONE)
    case, names = _cases(cells["case_id"], sequence, role)
    sequence = _ordered(case, sequence, month)
    known_places = tuple(resolved.places), tuple(resolved.given)
    return Legs(case, sequence, place, role.astype(np.int8), month, names, *known_places), sorted(errors)


class _Places:
    """The places of a file, each once however it is written."""

    def __init__(self, home: str | None) -> None:
        self.home = home
        self.places: list[Place] = []
        self.given: list[str] = []
        self._by_key: dict[str, int] = {}

    def code(self, word: str) -> int:
        found = place_of(word, self.home)
        if found is None:
            raise ValueError(EXPECTED_PLACE)
        if found.key not in self._by_key:
            self._by_key[found.key] = len(self.places)
            self.places.append(found)
            self.given.append(word)
        return self._by_key[found.key]


def _role(word: str) -> int:
    plain = word.casefold().replace("-", "").replace("_", "").replace(" ", "")
    if plain not in _SPELT:
        raise ValueError(EXPECTED_ROLE)
    return _SPELT[plain]


def _sequence(word: str) -> int:
    try:
        number = float(word)
    except ValueError:
        number = -1.0
    if not (0 <= number <= MOST_SEQUENCE and number == int(number)):
        raise ValueError(EXPECTED_SEQUENCE)
    return int(number)


def _month(word: str, read_day: Day) -> int:
    day = read_day(word)
    return NONE if day is None else day.year * 12 + day.month - 1


def _absent(rows: int) -> tuple[NDArray[np.int32], pa.Array]:
    return np.full(rows, NONE, dtype=np.int32), pa.array([], type=pa.string())


def _coded(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], pa.Array]:
    """Give for each cell the code of its word without the spaces around it, -1 where it has none, and the words."""
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # a column of no rows
        whole = pa.array([], type=pa.string()).dictionary_encode()
    words = pc.utf8_trim_whitespace(whole.dictionary.cast(pa.string()))
    trimmed = words.dictionary_encode()
    at = trimmed.indices.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int32)
    distinct = trimmed.dictionary
    empty = pc.index(distinct, "").as_py()
    if empty >= 0:
        at = np.where(at == empty, NONE, at).astype(np.int32)
    codes = whole.indices.fill_null(len(at)).to_numpy(zero_copy_only=False)
    return np.append(at, np.int32(NONE))[codes], distinct


def _cases(
    given: tuple[NDArray[np.int32], pa.Array], sequence: NDArray[np.int32], role: NDArray[np.int32]
) -> tuple[NDArray[np.int32], pa.Array]:
    """Number the cases in the order in which they appear; a row that names none is a case of its own.

    Where no row names a case, one begins at each source and wherever the sequence does not rise.
    """
    codes, words = given
    nameless = codes < 0
    if not nameless.any():
        return codes, words
    if nameless.all() and (sequence >= 0).all():
        begins = np.ones(len(codes), dtype=bool)
        begins[1:] = (sequence[1:] <= sequence[:-1]) | (role[1:] == SOURCE)
        return (np.cumsum(begins) - 1).astype(np.int32), pa.array([""] * int(begins.sum()), type=pa.string())
    codes = codes.copy()
    codes[nameless] = len(words) + np.arange(nameless.sum())
    return codes, pa.array([*words.to_pylist(), *[""] * int(nameless.sum())], type=pa.string())


def _ordered(case: NDArray[np.int32], sequence: NDArray[np.int32], month: NDArray[np.int32]) -> NDArray[np.int32]:
    """Give every row a place in its case: where a case lacks a number, all its rows go by month, then as they stand."""
    if not len(case) or (sequence >= 0).all():
        return sequence
    lacks = np.zeros(case.max() + 1, dtype=bool)
    lacks[case[sequence < 0]] = True
    dateless = np.zeros(case.max() + 1, dtype=bool)
    dateless[case[month < 0]] = True
    rows = np.flatnonzero(lacks[case])
    by_month = np.where(dateless[case[rows]], 0, month[rows])
    order = rows[np.lexsort((rows, by_month, case[rows]))]
    first = np.r_[True, case[order][1:] != case[order][:-1]]
    starts = np.flatnonzero(first)
    filled = sequence.copy()
    filled[order] = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)])) + 1
    return filled
