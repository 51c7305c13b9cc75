"""Tables as files for a spreadsheet program."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse

from samanvay.kernel.spreadsheets import csv_lines

KIND = "text/csv; charset=utf-8"


def csv_answer(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Return a download of rows, the first of which is the header."""
    return HttpResponse("".join(csv_lines(rows)), content_type=KIND, headers=_as(name))


def streamed_csv(name: str, rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """Return the same row by row, however many; ``rows`` must ask the database for nothing any more."""
    return StreamingHttpResponse(csv_lines(rows), content_type=KIND, headers=_as(name))


def _as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.csv"'}
