"""The bare cells of a file, before anybody knows which row is the header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samanvay.kernel.bilingual import Bilingual

Cell = str | int | float | bool | date | datetime | time | timedelta | None

Progress = Callable[[int, int | None], None]
"""Called with the rows done and, where known, the rows in all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold at most; beyond it the file is refused whole, with a clear sentence."""

    size: int = 50 * 1024 * 1024
    rows: int = 300_000
    columns: int = 300
    unpacked: int = 600 * 1024 * 1024
    packing_ratio: int = 400


DEFAULT_LIMITS = Limits()


class SheetError(ValueError):
    """A file that cannot be used at all; `words` say why and what to do, in both languages."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of cells: rows from 1, columns from 0, both ends within."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Grid:
    """All cells of one table; `records()` can be walked again and again, the first record is row 1."""

    records: Callable[[], Iterator[Sequence[Cell]]]
    rows: int
    columns: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    merges: tuple[Merge, ...] = ()
    notes: tuple[Bilingual, ...] = ()


def cell_text(cell: Cell) -> str:
    """Return the cell as a person sees it, without outer blanks; a whole number has no ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip(" \t\r\n\u00a0\ufeff\u200b")
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def refuse_too_large(size: int, limits: Limits) -> None:
    """Raise `SheetError` for a file of more bytes than allowed."""
    if size > limits.size:
        raise SheetError(
            Bilingual(
                "The file is larger than {limit} MB. Split it into several files.",
                "फ़ाइल {limit} MB से बड़ी है। इसे कई फ़ाइलों में बाँटें।",
            ).format(limit=limits.size // (1024 * 1024))
        )


def refuse_too_many_rows(rows: int, limits: Limits) -> None:
    """Raise `SheetError` for a table of more rows than allowed."""
    if rows > limits.rows:
        raise SheetError(
            Bilingual(
                "The table has more than {limit} rows. Split it into several files.",
                "तालिका में {limit} से अधिक पंक्तियाँ हैं। इसे कई फ़ाइलों में बाँटें।",
            ).format(limit=limits.rows)
        )


def refuse_too_many_columns(columns: int, limits: Limits) -> None:
    """Raise `SheetError` for a table of more columns than allowed."""
    if columns > limits.columns:
        raise SheetError(
            Bilingual(
                "The table has more than {limit} columns. Keep only those to be imported.",
                "तालिका में {limit} से अधिक कॉलम हैं। केवल ज़रूरी कॉलम रखें।",
            ).format(limit=limits.columns)
        )
