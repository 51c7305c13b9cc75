"""Imports as their readers see them."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, QuerySet

from samanvay.importing import RowError
from samanvay.kernel.db.scope import Actor, acting_as
from samanvay.kernel.refusals import Refused, Unseen

from ..models import ImportRow, ImportRun
from ..states import RunState
from .cells import may_open_rows, open_rows
from .staged import error_of


def imports_seen(actor: Actor) -> QuerySet[ImportRun]:
    """Return the imports that an actor may see, the latest first; to be walked while the actor acts."""
    with acting_as(actor):
        return ImportRun.objects.order_by("-begun_at", "-id")


def import_seen(actor: Actor, run_id: UUID | str) -> ImportRun:
    """Return an import. Raises Unseen where there is none, or none that the actor may see."""
    with acting_as(actor):
        found = ImportRun.objects.filter(pk=run_id).first()
    if found is None:
        raise Unseen
    return found


def same_file_before(run: ImportRun) -> ImportRun | None:
    """Return the latest other import of the very same file that waits or was written, None where there is none."""
    same = ImportRun.objects.filter(kind=run.kind, file_hash=run.file_hash, sheet=run.sheet).exclude(pk=run.pk)
    return same.exclude(state__in=(RunState.DROPPED, RunState.UNDONE)).order_by("-begun_at", "-id").first()


def counts_by_status(run: ImportRun) -> dict[str, int]:
    """Return how many rows are in each status."""
    return {row["status"]: row["n"] for row in run.rows.values("status").annotate(n=Count("id")).order_by("status")}


def first_rows(actor: Actor, run: ImportRun, count: int) -> list[ImportRow]:
    """Return the first good rows with their cells; none for those who may not open rows that name people."""
    try:
        may_open_rows(actor, run)
    except Refused:
        return []
    aside = (ImportRow.Status.ASIDE, ImportRow.Status.BAD)
    rows = list(run.rows.exclude(status__in=aside).order_by("number")[:count])
    open_rows(run, rows)
    return rows


def faulty_rows(run: ImportRun) -> QuerySet[ImportRow]:
    """Return the rows with faults: bad, refused when written, or kept when taken back."""
    return run.rows.filter(status__in=(ImportRow.Status.BAD, ImportRow.Status.REFUSED, ImportRow.Status.KEPT)).order_by(
        "number"
    )


def faults(run: ImportRun) -> Iterator[RowError]:
    """Give every fault of a run, in the order of the file."""
    for row in faulty_rows(run).iterator(chunk_size=2_000):
        for kept in row.errors:
            yield error_of(run.file_name, kept)
