"""What leaves for a spreadsheet program, which runs what begins like a formula: every CSV of the house is made here."""

import csv
import io
from collections.abc import Iterable, Iterator

# The last four are the full-width signs, which such programs take for the plain ones.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(cell: object) -> object:
    """Return a cell that stays a text: numbers as they are, None empty, suspicious words behind an apostrophe."""
    if isinstance(cell, int | float):
        return cell
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.lstrip(" ").startswith(_STARTS) else words


def csv_lines(rows: Iterable[Iterable[object]], *, marked: bool = True) -> Iterator[str]:
    """Yield a CSV, a row at a time, of cells that stay texts.

    It begins with the mark by which Excel takes it for UTF-8, unless ``marked`` is False: programs read it then.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    mark = "\ufeff" if marked else ""
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
        yield mark + buffer.getvalue()
        mark = ""
        buffer.seek(0)
        buffer.truncate()
