"""One table of a file, with its header found and each row told apart: data, total, footnote, …"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from samanvay.importing.folding import fold
from samanvay.importing.grid import DEFAULT_LIMITS, Cell, Grid, Limits, Merge, SheetError, cell_text, refuse_too_large
from samanvay.importing.header import LOOKED_AT, Header, find_header
from samanvay.importing.spec import ImportSpec
from samanvay.importing.text import read_text
from samanvay.importing.workbook import is_workbook, read_workbook
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.contacts import contains_aadhaar, mask_digits
from samanvay.kernel.digits import latin_digits


class RowKind(StrEnum):
    """What a row below the header is; all but data are set aside and shown."""

    DATA = "data"
    TOTAL = "total"
    NUMBERING = "numbering"
    REPEATED_HEADER = "repeated header"
    SECTION = "section"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that is not empty; `number` is its row in the file (1 = the first), `filled` the columns whose
    value comes from a merged cell above."""

    number: int
    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.DATA
    filled: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A table ready for mapping and checking; `rows()` can be walked again and again."""

    file: str
    headers: tuple[str, ...]
    header_rows: tuple[int, ...]
    titles: tuple[str, ...]
    last_row: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[Bilingual, ...] = ()
    _grid: Grid | None = field(default=None, repr=False, compare=False)
    _kept: tuple[SheetRow, ...] = field(default=(), repr=False, compare=False)

    def rows(self) -> Iterator[SheetRow]:
        """Walk the rows below the header that are not empty, merged cells filled downwards."""
        if self._grid is None:
            yield from self._kept
            return
        header = _header_keys(self._grid, self.header_rows)
        after = max(self.header_rows, default=0)
        fill = _FillDown(self._grid.merges)
        width = len(self.headers)
        just_below = True
        for number, record in enumerate(self._grid.records(), start=1):
            cells = (*record[:width], *(None,) * (width - len(record)))
            alone = fill.spans_alone(number, cells)
            cells, filled = fill(number, cells)
            if number <= after or not any(map(cell_text, cells)):
                continue
            kind = RowKind.SECTION if alone else _kind(cells, header, just_below=just_below)
            just_below = just_below and kind is RowKind.NUMBERING
            yield SheetRow(number, cells, kind, filled)


def read_sheet(
    source: str | Path | bytes,
    name: str = "",
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    header_rows: Sequence[int] = (),
    spec: ImportSpec | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Sheet:
    """Read a CSV, TSV, XLSX, XLS or ODS table from a path or from bytes.

    The kind of file is known by its bytes, not by `name`, which is only shown. The header is the row that has
    most of the names that `spec` knows, else the likeliest one; `header_rows` (1 = the file's first row)
    overrules both. Raises `SheetError` where nothing can be read.
    """
    content, shown = _content(source, name, limits)
    if not content.strip(b"\0 \t\r\n"):
        raise SheetError(_EMPTY)
    if is_workbook(content):
        grid = read_workbook(content, limits=limits, sheet=sheet)
    else:
        grid = read_text(content, limits=limits, encoding=encoding)
    top = list(itertools.islice(grid.records(), max(LOOKED_AT, *header_rows, 0)))
    if not any(cell_text(cell) for row in top for cell in row):
        raise SheetError(_EMPTY)
    known = spec.header_names if spec is not None else frozenset()
    if any(not 1 <= number <= len(top) for number in header_rows):
        raise SheetError(_NO_SUCH_ROW.format(row=max(header_rows), last=grid.rows))
    header = find_header(top, grid.columns, grid.merges, at=tuple(header_rows), known=known)
    # Headers are shown, stored with the mapping and named in errors.
    if any(contains_aadhaar(name) for name in header.names):
        raise SheetError(_AADHAAR_IN_HEADER)
    return Sheet(
        file=shown,
        headers=header.names,
        header_rows=header.rows,
        titles=_titles(top, header),
        last_row=grid.rows,
        sheet=grid.sheet,
        sheets=grid.sheets,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        notes=grid.notes,
        _grid=grid,
    )


def kept_sheet(
    file: str,
    headers: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    filled: Mapping[int, Sequence[int]] = MappingProxyType({}),
) -> Sheet:
    """Return a sheet of rows that were kept from an earlier one (number, texts in the order of `headers`).

    `filled` gives, by row number, the columns whose text came from a merged cell.
    So rows that waited, or that a person mended on the page, are checked anew under their old numbers.
    """
    width = len(headers)
    kept = tuple(
        SheetRow(number, (*texts[:width], *("",) * (width - len(texts))), filled=tuple(filled.get(number, ())))
        for number, texts in rows
    )
    last = max((row.number for row in kept), default=0)
    return Sheet(file, tuple(headers), (), (), last, _kept=kept)


_EMPTY = Bilingual("The file is empty.", "फ़ाइल ख़ाली है।")
_AADHAAR_IN_HEADER = Bilingual(
    "The header row contains an Aadhaar number. Give the columns names, and delete the number.",
    "शीर्षक की पंक्ति में आधार नंबर है। कॉलमों को नाम दें और नंबर हटा दें।",
)
_NO_SUCH_ROW = Bilingual(
    "Row {row} cannot be the header: the table ends at row {last}.",
    "पंक्ति {row} शीर्षक नहीं हो सकती: तालिका पंक्ति {last} पर समाप्त होती है।",
)
_MISSING = Bilingual("The file {name} cannot be opened.", "फ़ाइल {name} खुल नहीं सकी।")

# "Total", "Grand Total", "TOTAL STATE(S)", "All India", "कुल", "योग", "महायोग", "kul yog"
_TOTAL = re.compile(
    r"(?:(?:grand|sub|over ?all) )?totals?(?: .*)?|all india(?: .*)?"
    r"|(?:(?:कुल|महा|सकल|उप) ?)?(?:योग|जोड)|कुल(?: (?:संख्या|मामले|जनपद))?|(?:kul|maha) ?yog|kul"
)
# Beside other words ("Total (UTs), UT, 152, …") only what can be nothing else.
_WHOLES = r"(?:of )?(?:all )?(?:india|states?(?: s)?|u ?ts?(?: s)?|districts?|zones?|ranges?|stations?)"
_TOTAL_AMONG_WORDS = re.compile(rf"(?:grand |sub |over ?all )?totals?(?: {_WHOLES})?|महायोग|कुल योग|योग")
_FOOTNOTE = re.compile(r"(?:sources?|notes?|n b|footnotes?|disclaimer|स्रोत|नोट|टिप्पणी|srot)(?: .*)?")
_COLUMN_NUMBER = re.compile(r"[\[(]?(\d{1,3})[\])]?")


def _content(source: str | Path | bytes, name: str, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        refuse_too_large(len(source), limits)
        return source, name
    path = Path(source)
    try:
        refuse_too_large(path.stat().st_size, limits)
        return path.read_bytes(), name or path.name
    except OSError as error:
        raise SheetError(_MISSING.format(name=name or path.name)) from error


def _titles(top: Sequence[Sequence[Cell]], header: Header) -> tuple[str, ...]:
    first = min(header.rows, default=1)
    lines = (" ".join(filter(None, map(cell_text, row))) for row in top[: first - 1])
    return tuple(mask_digits(line) for line in lines if line)


def _header_keys(grid: Grid, header_rows: Sequence[int]) -> frozenset[tuple[str, ...]]:
    records = itertools.islice(grid.records(), max(header_rows, default=0))
    return frozenset(
        key for number, record in enumerate(records, start=1) if number in header_rows and len(key := _key(record)) > 1
    )


def _key(cells: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(text for cell in cells if (text := cell_text(cell)))


def _kind(cells: Sequence[Cell], header: frozenset[tuple[str, ...]], *, just_below: bool) -> RowKind:
    texts = [text for cell in cells if (text := cell_text(cell))]
    if just_below and _is_numbering(texts, len(cells)):
        return RowKind.NUMBERING
    # Total and footnote are known by one word: only rows whose words are few are looked at closely.
    words = [text for text in texts if not _is_count(text)]
    if 1 < len(words) <= 3 and len(texts) > len(words) and _TOTAL_AMONG_WORDS.fullmatch(fold(words[0])):
        return RowKind.TOTAL
    if len(words) == 1:
        said = fold(words[0])
        if len(texts) > 1 and _TOTAL.fullmatch(said):
            return RowKind.TOTAL
        starts_note = _FOOTNOTE.fullmatch(said) or words[0].startswith("*")
        if len(texts) == 1 and len(cells) > 2 and starts_note:
            return RowKind.FOOTNOTE
    if len(words) > 1 and tuple(texts) in header:
        return RowKind.REPEATED_HEADER
    return RowKind.DATA


def _is_count(text: str) -> bool:
    return not text.strip("0123456789०१२३४५६७८९.,-%() ")


def _is_numbering(texts: Sequence[str], width: int) -> bool:
    found = [_COLUMN_NUMBER.fullmatch(latin_digits(text)) for text in texts]
    numbers = [int(match[1]) for match in found if match]
    bracketed = all(text[0] in "[(" for text in texts)
    long_enough = len(texts) >= (2 if bracketed else 4) and len(texts) >= width - 1
    return long_enough and numbers == list(range(1, len(texts) + 1))


class _FillDown:
    """Gives the cells below the first of a merged range its value, row by row."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._waiting = list(reversed(merges))
        self._open: list[tuple[Merge, Cell]] = []
        self._wide = {
            merge.first_row: merge
            for merge in merges
            if merge.first_row == merge.last_row and merge.last_column > merge.first_column
        }

    def spans_alone(self, number: int, cells: Sequence[Cell]) -> bool:
        """Tell whether the row is one merged cell over most columns: a heading between the rows."""
        merge = self._wide.get(number)
        if merge is None:
            return False
        filled = [column for column, cell in enumerate(cells) if cell_text(cell)]
        return filled == [merge.first_column] and merge.last_column - merge.first_column + 1 > len(cells) // 2

    def __call__(self, number: int, cells: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], tuple[int, ...]]:
        if not self._waiting and not self._open:
            return cells, ()
        changed: list[Cell] | None = None
        columns: list[int] = []
        self._open = [entry for entry in self._open if entry[0].last_row >= number]
        for merge, value in self._open:
            column = merge.first_column
            if column < len(cells) and not cell_text(cells[column]) and cell_text(value):
                changed = changed or list(cells)
                changed[column] = value
                columns.append(column)
        while self._waiting and self._waiting[-1].first_row <= number:
            merge = self._waiting.pop()
            if merge.first_row == number and merge.last_row > number and merge.first_column < len(cells):
                self._open.append((merge, cells[merge.first_column]))
        return (tuple(changed) if changed else cells), tuple(columns)
