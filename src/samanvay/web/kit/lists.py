"""What lists share: the part of one that a page shows, the ways to its neighbours, the same rows as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from samanvay.kernel.dates import read_instant
from samanvay.kernel.digits import whole_number
from samanvay.web.components.pieces import Pill, Table, address

from .access import OfficerRequest
from .filters import NO_NUMBER, NO_ROW, note_unread
from .spreadsheets import csv_answer

STEP = 50


def rows_before(request: OfficerRequest) -> int:
    """Return how many rows the page passes over, by ``after`` in its address."""
    said = request.GET.get("after", "")
    number = whole_number(said)
    if said and number is None:
        note_unread(request, "after", NO_NUMBER)
    return number or 0


def row_before(request: OfficerRequest) -> tuple[datetime, UUID] | None:
    """Return the row after which the page begins, by moment and id in its address; None for the first."""
    said = request.GET.get("after", "")
    moment, _underscore, key = said.partition("_")
    try:
        return (read_instant(moment), UUID(key)) if said else None
    except ValueError:
        note_unread(request, "after", NO_ROW)
        return None


@dataclass(frozen=True)
class Part:
    """The rows of a list that a page shows, with how many there are in all."""

    rows: Sequence[Any]
    count: int
    newer: str = ""
    older: str = ""


def part_of(request: OfficerRequest, found: QuerySet[Any] | Sequence[Any], step: int = STEP) -> Part:
    """Return the rows that the address asks for, ``step`` of them."""
    before, count = rows_before(request), found.count() if isinstance(found, QuerySet) else len(found)
    return Part(
        list(found[before : before + step]),
        count,
        address(request, after=max(0, before - step)) if before else "",
        address(request, after=before + step) if before + step < count else "",
    )


def list_page(
    request: OfficerRequest, part: Part, template: str, *, table: Table | None, csv: str = "", **shown: Any
) -> HttpResponse:
    """Show a part of a list; ``csv`` is the name of the address of the same list as a file."""
    query = request.GET.urlencode()
    context = {
        "table": table if part.rows else None,
        "csv": reverse(csv) + (f"?{query}" if query else "") if csv else "",
        "newer": part.newer,
        "older": part.older,
    }
    return render(request, template, {**context, **shown})


def as_csv(table: Table, name: str) -> HttpResponse:
    """Return a table as a CSV file that a spreadsheet opens in the right letters and never runs as a formula.

    Of a pill its words stand in the file.
    """
    rows = ([cell.words if isinstance(cell, Pill) else cell for cell in row.cells] for row in table.rows)
    return csv_answer(name, [[column.words for column in table.columns], *rows])
