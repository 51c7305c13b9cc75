"""Lists as CSV, safe to open in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from samanvay.kernel.spreadsheets import harmless

ROWS = 20_000


def csv_answer(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a download of at most :data:`ROWS` rows; a cell that begins like a formula is kept a text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([str(cell) for cell in header])
    for count, row in enumerate(rows):
        if count >= ROWS:
            break
        writer.writerow([harmless(cell) for cell in row])
    # the mark at the beginning tells Excel that the Hindi is UTF-8
    answer = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
