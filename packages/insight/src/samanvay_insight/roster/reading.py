"""Officers and centres as files hold them: which rows can be planned with, and what is wrong with the others.

A row without an identifier of its own, an officer without unit or place on the map, a centre whose seats or closed
weeks cannot be read are named and left out: a plan that guesses where somebody lives sends them the wrong way. A cell
beside the point (sex, weeks of leave, the last training) is named and counts as not known.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from samanvay_insight.columns import check_table
from samanvay_insight.roster.people import Centres, Ints, Mask, People
from samanvay_insight.roster.weeks import EXPECTED_WEEK, Calendar, monday_of

OFFICER_COLUMNS = (
    "officer_id", "unit_id", "service", "rank", "sex", "latitude", "longitude", "language", "leave_weeks",
    "last_trained_week",
)  # fmt: skip
CENTRE_COLUMNS = ("centre_id", "latitude", "longitude", "seats", "closed_weeks", "women_places", "trainers")
NEEDED = {"officers": ("officer_id", "unit_id", "latitude", "longitude"),
          "centres": ("centre_id", "latitude", "longitude", "seats")}  # fmt: skip
DISTRICT = "district"  # stands in the place of a centre where a training is in the district
LATITUDES, LONGITUDES = (6.0, 38.0), (68.0, 98.0)  # of India
EXCHANGED = "degrees of India; latitude and longitude look exchanged"
NEVER = 10_000  # weeks that somebody waited who was never trained
WOMAN = {"f", "female", "woman", "w", "महिला", "स्त्री"}
NOT_WOMAN = {"m", "male", "man", "o", "other", "पुरुष", "अन्य", ""}
EXPECTED = {
    "officer_id": "an identifier that no earlier row has",
    "centre_id": f"an identifier that no earlier row has, other than “{DISTRICT}”",
    "unit_id": "the identifier of a unit",
    "latitude": "degrees from -90 to 90",
    "longitude": "degrees from -180 to 180",
    "seats": "a whole number from 1 on",
    "women_places": "a whole number from 0 on, or nothing",
    "trainers": "a whole number from 0 on, or nothing",
    "sex": "F, M or O",
    "closed_weeks": f"{EXPECTED_WEEK}, several with spaces between",
    "leave_weeks": f"{EXPECTED_WEEK}, several with spaces between",
    "last_trained_week": EXPECTED_WEEK,
}
Floats = NDArray[np.float64]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class RowError:
    """A cell that could not be read: the row of the file (the header is row 1), its column, what it should hold."""

    row: int
    field: str
    expected: str


class _Cells:
    """The cells of a table by column, each distinct word read once."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table
        self.rows: Ints = (
            table["row"].to_numpy() if "row" in table.column_names else np.arange(len(table), dtype=np.int64) + 2
        )
        self.errors: list[RowError] = []
        self.kept: Mask = np.ones(len(table), dtype=bool)

    def words(self, name: str) -> tuple[Ints, list[str]]:
        """Give for each row the number of its words, and the words without the spaces around them."""
        if name not in self.table.column_names:
            return np.zeros(len(self.table), dtype=np.int64), [""]
        column = self.table[name]
        if not pa.types.is_dictionary(column.type):
            column = pc.fill_null(column.cast(pa.string()), "").dictionary_encode()
        whole = column.unify_dictionaries().combine_chunks()
        if isinstance(whole, pa.ChunkedArray):
            return np.zeros(0, dtype=np.int64), []
        numbers: dict[str, int] = {"": 0}
        at = [numbers.setdefault((word or "").strip(), len(numbers)) for word in whole.dictionary.to_pylist()]
        codes = np.asarray(pc.fill_null(pc.cast(whole.indices, pa.int64()), len(at)))
        return np.array([*at, 0], dtype=np.int64)[codes], list(numbers)

    def read(self, name: str, reader: Callable[[str], _T], blank: _T, *, needed: bool) -> tuple[Ints, list[_T]]:
        """Give the codes of a column and what each of its words says; a word that says nothing usable is named.

        Where the column is needed its row is left out, otherwise it counts as `blank`.
        """
        codes, words = self.words(name)
        said: list[_T] = []
        for number, word in enumerate(words):
            try:
                said.append(reader(word) if word or needed else blank)
            except ValueError:
                said.append(blank)
                self._name(codes == number, name, needed=needed)
        return codes, said

    def own(self, name: str, forbidden: frozenset[str] = frozenset()) -> list[str]:
        """Name rows without an identifier of their own, the first of equal ones kept; give the identifiers."""
        codes, words = self.words(name)
        first = np.full(len(words), -1, dtype=np.int64)
        back = np.arange(len(codes))[::-1]
        first[codes[back]] = back
        usable = np.array([bool(word) and word not in forbidden for word in words], dtype=bool)
        self._name(~(usable[codes] & (first[codes] == np.arange(len(codes)))), name, needed=True)
        return [words[code] for code in codes.tolist()]

    def refuse_exchanged(self, lat: Floats, lon: Floats) -> None:
        """Name and leave out rows whose degrees lie in India only if latitude is longitude and the other way round."""
        (south, north), (west, east) = LATITUDES, LONGITUDES
        exchanged = (lon >= south) & (lon <= north) & (lat >= west) & (lat <= east)
        self._name(exchanged, "latitude", needed=True, expected=EXCHANGED)

    def _name(self, rows: Mask, field: str, *, needed: bool, expected: str = "") -> None:
        chosen = rows & ~self.blank
        self.errors += [RowError(int(row), field, expected or EXPECTED[field]) for row in self.rows[chosen].tolist()]
        if needed:
            self.kept &= ~rows

    @property
    def blank(self) -> Mask:
        """Tell which rows hold nothing at all: they are no rows."""
        if not hasattr(self, "_blank"):
            self._blank = np.ones(len(self.table), dtype=bool)
            for name in self.table.column_names:
                if name != "row":
                    codes, words = self.words(name)
                    self._blank &= np.array([not word for word in words] or [True], dtype=bool)[codes]
            self.kept &= ~self._blank
        return self._blank


def people_of(table: pa.Table, calendar: Calendar) -> tuple[People, list[RowError]]:
    """Return the officers of a table that can be planned, and what could not be read, by row.

    `table` holds OFFICER_COLUMNS as words (those of NEEDED at least) and optionally `row`. Raises UnknownColumn.
    """
    check_table("table", table, (*OFFICER_COLUMNS, "row"))
    cells = _Cells(table)
    ids = cells.own("officer_id")
    units, unit_names = cells.read("unit_id", _said, "", needed=True)
    lat, lats = cells.read("latitude", lambda word: _degrees(word, 90), math.nan, needed=True)
    lon, lons = cells.read("longitude", lambda word: _degrees(word, 180), math.nan, needed=True)
    cells.refuse_exchanged(np.array(lats)[lat], np.array(lons)[lon])
    sex, women = cells.read("sex", _is_woman, False, needed=False)
    leave, weeks = cells.read("leave_weeks", lambda word: _numbers(word, calendar), frozenset[int](), needed=False)
    last, waits = cells.read("last_trained_week", lambda word: _waited(word, calendar), NEVER, needed=False)
    service, _ = cells.words("service")
    language, _ = cells.words("language")
    keep = np.flatnonzero(cells.kept & ~cells.blank)
    where = np.column_stack([np.array(lats)[lat[keep]], np.array(lons)[lon[keep]]])
    places, place = np.unique(where, axis=0, return_inverse=True) if len(keep) else (where, np.zeros(0, np.int64))
    known, unit = np.unique(units[keep], return_inverse=True)
    away = leave[keep]
    return People(
        ids=[ids[row] for row in keep.tolist()],
        unit=unit.astype(np.int64),
        unit_ids=[unit_names[code] for code in known.tolist()],
        place=place.astype(np.int64).ravel(),
        where=places,
        service=service[keep],
        language=language[keep],
        is_woman=np.array(women, dtype=bool)[sex[keep]],
        waited=np.array(waits, dtype=np.int64)[last[keep]],
        leave={int(at): weeks[code] for at, code in enumerate(away.tolist()) if weeks[code]},
    ), sorted(cells.errors)


def centres_of(table: pa.Table, calendar: Calendar) -> tuple[Centres, list[RowError]]:
    """Return the centres of a table that can be used, and what could not be read, by row. Raises UnknownColumn."""
    check_table("table", table, (*CENTRE_COLUMNS, "row"))
    cells = _Cells(table)
    ids = cells.own("centre_id", frozenset({DISTRICT}))
    lat, lats = cells.read("latitude", lambda word: _degrees(word, 90), math.nan, needed=True)
    lon, lons = cells.read("longitude", lambda word: _degrees(word, 180), math.nan, needed=True)
    cells.refuse_exchanged(np.array(lats)[lat], np.array(lons)[lon])
    seats, counts = cells.read("seats", lambda word: _count(word, 1), 0, needed=True)
    # A centre whose closed weeks cannot be read could be planned into one of them.
    closed, weeks = cells.read("closed_weeks", lambda word: _numbers(word, calendar), frozenset[int](), needed=True)
    women, places = cells.read("women_places", lambda word: _count(word, 0), -1, needed=False)
    trainers, batches = cells.read("trainers", lambda word: _count(word, 0), -1, needed=False)
    keep = np.flatnonzero(cells.kept & ~cells.blank)
    is_open = np.ones((len(keep), calendar.weeks), dtype=bool)
    for at, row in enumerate(keep.tolist()):
        is_open[at, sorted(weeks[int(closed[row])])] = False
    return Centres(
        ids=[ids[row] for row in keep.tolist()],
        where=np.column_stack([np.array(lats)[lat[keep]], np.array(lons)[lon[keep]]]),
        seats=np.array(counts, dtype=np.int64)[seats[keep]],
        is_open=is_open,
        women_places=np.array(places, dtype=np.int64)[women[keep]],
        trainers=np.array(batches, dtype=np.int64)[trainers[keep]],
    ), sorted(cells.errors)


def _said(word: str) -> str:
    if not word:
        raise ValueError
    return word


def _degrees(word: str, most: float) -> float:
    value = float(word)
    if not abs(value) <= most:  # also not a number
        raise ValueError
    return value


def _count(word: str, least: int) -> int:
    value = float(word)
    if not (least <= value <= 10**7 and value.is_integer()):
        raise ValueError
    return int(value)


def _is_woman(word: str) -> bool:
    plain = word.casefold()
    if plain not in WOMAN | NOT_WOMAN:
        raise ValueError
    return plain in WOMAN


def _numbers(words: str, calendar: Calendar) -> frozenset[int]:
    mondays = [monday_of(word) for word in words.replace(",", " ").replace(";", " ").split()]
    return frozenset(at for day in mondays if (at := calendar.number(day)) in calendar)


def _waited(word: str, calendar: Calendar) -> int:
    return max(0, -calendar.number(monday_of(word)))


def lacking(table: pa.Table, kind: str) -> str | None:
    """Return the first column that a table of `officers` or `centres` cannot do without and has not."""
    return next((name for name in NEEDED[kind] if name not in table.column_names), None)


def values(errors: list[RowError], file: Any) -> list[dict[str, Any]]:
    """Return errors as the commands print them."""
    return [{"file": str(file), "row": e.row, "field": e.field, "expected": e.expected} for e in errors]
