"""XLSX, XLS and ODS workbooks: one sheet of them as a grid."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import python_calamine

from samanvay.importing.grid import (
    Cell,
    Grid,
    Limits,
    Merge,
    SheetError,
    cell_text,
    refuse_too_many_columns,
    refuse_too_many_rows,
)
from samanvay.importing.zip_safety import look_inside
from samanvay.kernel.bilingual import Bilingual

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_UNREADABLE = Bilingual(
    "The workbook cannot be read. Open it in a spreadsheet program and save it as XLSX.",
    "वर्कबुक पढ़ी नहीं जा सकी। इसे स्प्रेडशीट प्रोग्राम में खोलकर XLSX में सहेजें।",
)
_LOCKED = Bilingual(
    "The workbook is locked with a password. Save it without one.",
    "वर्कबुक पासवर्ड से बंद है। इसे बिना पासवर्ड के सहेजें।",
)
_NO_SUCH_SHEET = Bilingual(
    "There is no sheet “{sheet}”. The file has: {sheets}.", "“{sheet}” नाम की शीट नहीं है। फ़ाइल में हैं: {sheets}।"
)
_OTHER_SHEETS = Bilingual(
    "Sheet “{sheet}” was read; the file also has: {others}.", "शीट “{sheet}” पढ़ी गई; फ़ाइल में ये भी हैं: {others}।"
)
_HIDDEN_SHEETS = Bilingual("Hidden sheets: {hidden}.", "छिपी शीट: {hidden}।")


def is_workbook(content: bytes) -> bool:
    """Tell a workbook by its first bytes, whatever its name says."""
    return content.startswith((_ZIP, _OLE))


def read_workbook(content: bytes, *, limits: Limits, sheet: str | None = None) -> Grid:
    """Return the grid of one sheet: the named one, else the first visible one that is not empty."""
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetError(_LOCKED)
    notes: list[Bilingual] = []
    if content.startswith(_ZIP):
        notes.extend(look_inside(content, limits).notes)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        chosen, hidden = _choose(book, sheet)
    except python_calamine.PasswordError as error:
        raise SheetError(_LOCKED) from error
    except (SheetError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the Rust reader on a damaged file is no Exception
        raise SheetError(_UNREADABLE) from error
    names = tuple(book.sheet_names)
    others = [name for name in names if name != chosen.name and name not in hidden]
    if others and sheet is None:
        notes.append(_OTHER_SHEETS.format(sheet=chosen.name, others=", ".join(others)))
    if hidden:
        notes.append(_HIDDEN_SHEETS.format(hidden=", ".join(hidden)))
    # calamine's total_height and total_width leave out the last row and column.
    rows, columns = (chosen.end[0] + 1, chosen.end[1] + 1) if chosen.end else (0, 0)
    refuse_too_many_rows(rows, limits)
    refuse_too_many_columns(columns, limits)
    left = chosen.start[1] if chosen.start else 0
    margin: tuple[Cell, ...] = (None,) * left

    def records() -> Iterator[Sequence[Cell]]:
        # calamine gives the empty rows above the first value, but not the empty columns before it.
        for cells in chosen.iter_rows():
            yield (*margin, *cells)

    return Grid(
        records=records,
        rows=rows,
        columns=columns,
        sheet=chosen.name,
        sheets=names,
        merges=_merges(chosen, rows, columns),
        notes=tuple(notes),
    )


def _choose(
    book: python_calamine.CalamineWorkbook, wanted: str | None
) -> tuple[python_calamine.CalamineSheet, tuple[str, ...]]:
    visible = python_calamine.SheetVisibleEnum.Visible
    hidden = tuple(meta.name for meta in book.sheets_metadata if meta.visible != visible)
    if wanted is not None:
        for name in book.sheet_names:
            if name.strip().casefold() == wanted.strip().casefold():
                return book.get_sheet_by_name(name), hidden
        raise SheetError(_NO_SUCH_SHEET.format(sheet=wanted, sheets=", ".join(book.sheet_names)))
    if not book.sheet_names:
        raise SheetError(_UNREADABLE)
    candidates = [name for name in book.sheet_names if name not in hidden] or list(book.sheet_names)
    for name in candidates:
        found = book.get_sheet_by_name(name)
        if any(cell_text(cell) for cells in found.iter_rows() for cell in cells):
            return found, hidden
    return book.get_sheet_by_name(candidates[0]), hidden


def _merges(sheet: python_calamine.CalamineSheet, rows: int, columns: int) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or []
    found = (
        Merge(top + 1, min(bottom + 1, rows), left, min(right, columns - 1))
        for (top, left), (bottom, right) in ranges
        if top < rows and left < columns
    )
    return tuple(sorted(found, key=lambda merge: (merge.first_row, merge.first_column)))
