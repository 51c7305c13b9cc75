"""Correcting rows of an import that are not written."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.importing import Fault
from samanvay.importing import Mapping as Columns
from samanvay.kernel.contacts import contains_aadhaar
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Unseen

from .. import events
from ..models import ImportRow, ImportRun
from ..states import RunState
from . import cells as import_cells
from . import staged
from .course import opened
from .kinds import import_kind


def mend_row(*, by: Actor, run: ImportRun, number: int, cells: Mapping[str, str]) -> ImportRow:
    """Correct cells of a row that is not written (by header), and check the rows anew."""
    _chosen, spec = opened(by, run)
    if run.state not in (RunState.STAGED, RunState.APPLIED):
        raise Invalid("row", _("This import accepts no more rows."))
    row = run.rows.filter(
        number=number, status__in=(ImportRow.Status.BAD, ImportRow.Status.WAITING, ImportRow.Status.REFUSED)
    ).first()
    if row is None:
        raise Invalid("row", _("This row is already saved and cannot be edited."))
    import_cells.open_rows(run, [row])
    texts = list(row.cells)
    mapping = Columns.from_json(run.mapping)
    phones = {header for code, header in mapping.columns.items() if code == "phone"}
    for header, text in cells.items():
        if header not in run.headers:
            raise Invalid("row", _("The file does not have this column."))
        if header not in phones and contains_aadhaar(text):
            raise Invalid(
                "row", _("This looks like an Aadhaar number. Aadhaar numbers are never stored here. Delete it.")
            )
        at = run.headers.index(header)
        said = " ".join(text.split())
        if said != " ".join(texts[at].split()):
            row.filled = [column for column in row.filled if column != at]
        texts[at] = said
    with operation(events.IMPORT_ROW_MENDED, by=by, target=("import", run.id), readers=run.readers, row=number):
        row.cells = texts
        import_cells.seal_rows(run, [row])
        row.revise(expected=None, changes={}, also=("cells", "filled"))
        staged.recheck(run, spec)
        run.revise(expected=None, changes={}, also=("good", "bad", "summary"))
    return ImportRow.objects.get(pk=row.pk)


def row_to_mend(*, by: Actor, run: ImportRun, number: int) -> ImportRow:
    """Return a row with its cells to be read and mended; where they name people, that it was opened is on record.

    Raises Unseen, Refused for those who did not take a file whose rows name people.
    """
    import_cells.may_open_rows(by, run)
    row = run.rows.filter(number=number).first()
    if row is None:
        raise Unseen
    if isinstance(row.cells, dict):
        with operation(events.IMPORT_ROW_OPENED, by=by, target=("import", run.id), readers=run.readers, row=number):
            import_cells.open_rows(run, [row])
    return row


def keep_beside(*, by: Actor, run: ImportRun, number: int) -> ImportRow:
    """Keep a row that has an earlier one's unit and other numbers as a unit of its own, named by its place in the file.

    Raises Unseen, Invalid for a row about which nothing of that kind is asked.
    """
    row = row_to_mend(by=by, run=run, number=number)
    header = apart_header(run, row)
    if not header:
        raise Invalid("row", _("You can save a row as another unit only if it repeats a unit with other numbers."))
    named = f"{row.cells[run.headers.index(header)]} (row {number})".strip()
    return mend_row(by=by, run=run, number=number, cells={header: named})


def apart_header(run: ImportRun, row: ImportRow) -> str:
    """Return the header whose text tells a row from an earlier one of its unit; empty where nothing is to be told."""
    if not any(error["fault"] == Fault.OTHER_NUMBERS for error in row.errors):
        return ""
    return Columns.from_json(run.mapping).columns.get(import_kind(run.kind).spec(run.home_state).apart) or ""
