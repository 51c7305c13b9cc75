"""Lists as CSV, safe to open in a spreadsheet program."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse

from samanvay.web.kit.spreadsheets import csv_answer

ROWS = 20_000


def list_answer(name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return a download of at most :data:`ROWS` rows."""
    return csv_answer(name, chain([header], islice(rows, ROWS)))
