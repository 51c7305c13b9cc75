"""Registers as files hold them: which cells can be read, and which rows can be told apart.

A cell that cannot be read is named and then counts as not known, so that a person is still looked for by what else
their row says. A row without an identifier of its own is named and left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samanvay_insight.columns import check_table
from samanvay_insight.gazetteer import lookup, place
from samanvay_insight.linkage.coding import COLUMNS as CODED
from samanvay_insight.linkage.coding import LISTED, SEX_OF, place_token, read_age, read_day, read_height
from samanvay_insight.script import fold

ID = "id"
COLUMNS = (ID, *CODED)
LONGEST = 2_000  # letters of one cell; what is longer is no name, place or list of marks
EXPECTED = {
    "sex": "F, M or O",
    "age": "years such as 12, or a range such as 10-14",
    "height_cm": "a height from 30 to 250 cm",
    "date": "a day such as 2026-11-24",
    "date_latest": "a day such as 2026-11-24",
    "marks": "kind and part of the body, such as scar:left cheek; tattoo:right hand",
}
EXPECTED_ID = "an identifier"
EXPECTED_OWN_ID = "an identifier that no earlier row has"
EXPECTED_LENGTH = f"at most {LONGEST:,} letters, none of them invisible"
AGE = re.compile(
    r"\d{1,3}(?:\.\d+)?(?:\s*(?:-|–|—|to|से)\s*\d{1,3}(?:\.\d+)?)?"
    r"\s*(?:years?|yrs?\.?|y|months?|वर्षीय|वर्ष|साल|माह|महीने|महीना)?(?:\s+old)?"
)
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")


@dataclass(frozen=True, slots=True, order=True)
class RecordError:
    """A cell that could not be read: the row of the file (the header is row 1), its column, what it should hold."""

    row: int
    field: str
    expected: str


@dataclass(frozen=True, eq=False)
class Register:
    """The rows that can be used: `records` with `id` and known columns as text (null where not known).

    `rows` gives each row's number in the file, `read` how many rows the file has.
    """

    records: pa.Table
    rows: NDArray[np.int64]
    read: int

    def __len__(self) -> int:
        return len(self.rows)


def register_of(table: pa.Table) -> tuple[Register, list[RecordError]]:
    """Return the rows of a table of words that can be used, and what could not be read, by row.

    `table` holds any of COLUMNS as text and optionally `row`, the number of each row in its file (without it the first
    is row 2). Without `id` a row's number is its identifier. Rows without a single word are left out.
    Raises UnknownColumn.
    """
    check_table("table", table, (*COLUMNS, "row"))
    names = [name for name in COLUMNS if name in table.column_names]
    rows = table["row"].to_numpy() if "row" in table.column_names else np.arange(len(table), dtype=np.int64) + 2
    cells = {name: _words(table[name]) for name in names}
    said = np.zeros(len(table), dtype=bool)
    for codes, _ in cells.values():
        said |= codes >= 0
    errors: list[RecordError] = []
    kept = said.copy()
    if ID in cells:
        kept &= _own(*cells[ID], rows, said, errors)
    columns: dict[str, pa.Array] = {}
    for name, (codes, words) in cells.items():
        read = [_checked(name, word) for word in words]
        for at, (_, expected) in enumerate(read):
            if expected and name != ID:
                errors += [RecordError(int(rows[row]), name, expected) for row in np.flatnonzero((codes == at) & kept)]
        texts = pa.array([word for word, _ in read], pa.string())
        columns[name] = texts.take(pa.array(np.where(codes < 0, 0, codes), mask=codes < 0)) if words else _none(codes)
    if ID not in columns:
        columns = {ID: pc.cast(pa.array(rows), pa.string()), **columns}
    whole = pa.table(columns)
    return Register(whole.filter(pa.array(kept)), rows[kept], int(said.sum())), sorted(errors)


def says_anything(register: Register) -> bool:
    """Tell whether at least one row knows something beside its identifier."""
    return any(column.null_count < len(column) for name, column in _beside(register))


def places_read(register: Register) -> dict[str, str]:
    """Return the places of a register that name no district, state or country, and in what they were found to lie."""
    read: dict[str, str] = {}
    for column in {"place", "other_places"} & set(register.records.column_names):
        for cell in pc.unique(register.records[column]).to_pylist():
            for said in map(str.strip, LISTED.split(cell or "")):
                kind, _, key = place_token(said).partition("=")
                if kind in ("district", "state") and key not in {each.key for each in lookup(said)}:
                    read[said] = place(key).name
    return read


def _beside(register: Register) -> list[tuple[str, pa.ChunkedArray]]:
    return [(name, register.records[name]) for name in register.records.column_names if name != ID]


def _own(
    codes: NDArray[np.int64],
    words: list[str],
    rows: NDArray[np.int64],
    said: NDArray[np.bool_],
    errors: list[RecordError],
) -> NDArray[np.bool_]:
    """Tell which rows have an identifier of their own; of equal ones the first."""
    first = np.full(len(words) + 1, -1, dtype=np.int64)
    order = np.arange(len(codes))[::-1]
    first[codes[order]] = order
    usable = np.array([_checked(ID, word)[1] == "" for word in words] + [False], dtype=bool)
    named = usable[codes]
    alone: NDArray[np.bool_] = named & (first[codes] == np.arange(len(codes)))
    errors += [RecordError(int(rows[at]), ID, EXPECTED_ID) for at in np.flatnonzero(said & ~named)]
    errors += [RecordError(int(rows[at]), ID, EXPECTED_OWN_ID) for at in np.flatnonzero(said & named & ~alone)]
    return alone


def _words(column: pa.ChunkedArray) -> tuple[NDArray[np.int64], list[str]]:
    """Give for each cell the number of its words without the spaces around them, -1 for none, and the words."""
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):  # a column of no rows
        whole = pa.array([], pa.string()).dictionary_encode()
    numbers: dict[str, int] = {}
    at = [numbers.setdefault(word, len(numbers)) if (word := (said or "").strip()) else -1
          for said in whole.dictionary.cast(pa.string()).to_pylist()]  # fmt: skip
    codes = np.asarray(pc.fill_null(pc.cast(whole.indices, pa.int64()), len(at)))
    return np.array([*at, -1], dtype=np.int64)[codes], list(numbers)


def _none(codes: NDArray[np.int64]) -> pa.Array:
    return pa.nulls(len(codes), pa.string())


def _checked(name: str, word: str) -> tuple[str | None, str]:
    """Return what of a cell can be used, None for nothing, and what was expected where not all of it can."""
    if len(word) > LONGEST or INVISIBLE.search(word):
        return None, EXPECTED_LENGTH
    reader = READERS.get(name)
    if reader is None:
        return word, ""
    usable = reader(word)
    return usable, "" if usable == word else EXPECTED[name]


def _if(usable: Callable[[str], bool]) -> Callable[[str], str | None]:
    return lambda word: word if usable(word) else None


def _is_age(word: str) -> bool:
    latin = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in word).casefold()
    years = [float(each) for each in re.findall(r"\d+(?:\.\d+)?", latin)]
    return AGE.fullmatch(latin) is not None and years == sorted(years) and read_age(word) is not None


def _marks(word: str) -> str | None:
    """Keep the marks that name a kind and a part of the body."""
    parts = [part.strip() for part in re.split(r"[;\n]", word)]
    whole = [part for part in parts if not part or all(side.strip() for side in part.partition(":")[::2])]
    return word if len(whole) == len(parts) else "; ".join(filter(None, whole)) or None


READERS: dict[str, Callable[[str], str | None]] = {
    "sex": _if(lambda word: fold(word) in SEX_OF),
    "age": _if(_is_age),
    "height_cm": _if(lambda word: read_height(word) is not None),
    "date": _if(lambda word: read_day(word) is not None),
    "date_latest": _if(lambda word: read_day(word) is not None),
    "marks": _marks,
}
