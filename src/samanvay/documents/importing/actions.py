"""Staging a file, choosing its columns, writing and taking back its rows; `import_mending` corrects them."""

import hashlib
from collections.abc import Mapping, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.directory.importing.officers import Written
from samanvay.directory.queries import readers_for, unit_of
from samanvay.importing import (
    Fault,
    Outcome,
    Result,
    Row,
    RowError,
    RowKind,
    SheetError,
    apply_in_batches,
    read_sheet,
    tally,
)
from samanvay.importing import Mapping as Columns
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Refused

from .. import events
from ..models import ColumnMapping, ImportRow, ImportRun
from ..states import RunState
from . import cells as import_cells
from . import legacy, staged
from .correcting import apart_header as apart_header
from .correcting import keep_beside as keep_beside
from .correcting import mend_row as mend_row
from .correcting import row_to_mend as row_to_mend
from .course import drop_run as drop_run
from .course import enter, holds_still, is_in, opened
from .course import stop_run as stop_run
from .kinds import ImportKind, import_kind
from .staged import Progress

BATCH = 1_000
IN_REQUEST = 300
"""Up to so many rows are written while the person waits; more are left to the worker."""
CHECKED_IN_REQUEST = 6_000
"""Up to so many rows are checked while the person waits; more are left to the worker."""

_LABEL = Bilingual("Record", "अभिलेख")
_NO_ROWS = Bilingual("The file has no rows below its header.", "फ़ाइल में शीर्षक के नीचे कोई पंक्ति नहीं है।")
_NO_HEADER = Bilingual(
    "No header row with known names was found. Name the columns in the first row. Nothing was saved.",
    "पहचाने गए नामों वाली शीर्षक पंक्ति नहीं मिली। पहली पंक्ति में कॉलमों के नाम लिखें। कुछ नहीं सहेजा गया।",
)
_KNOWN_HEADERS = 2  # so many show that a row of names of people was not taken for the header


def stage_file(
    *,
    by: Actor,
    kind: str,
    content: bytes,
    file_name: str,
    audience: int,
    sheet: str | None = None,
    progress: Progress | None = None,
    check_at_most: int | None = None,
) -> ImportRun:
    """Read a file, keep its rows at a unit, suggest its columns and check it. The bytes are not kept.

    With more than ``check_at_most`` rows of data the check is left to :func:`check_rows`.
    Raises ``SheetError`` (with ``words``) where the file cannot be used at all: then nothing is written.
    """
    unit = unit_of(audience)
    chosen = import_kind(kind)
    chosen.require(by, unit.home_state)
    if not by.is_system and audience not in by.audiences:
        raise Refused(_("You can import only for a unit where you are posted."))
    if not by.is_system:
        require(by, chosen.permission, audience=audience)
    spec = chosen.spec_of(by, unit.home_state, audience)
    if chosen.read is not None:
        table = chosen.read(content, file_name)
    else:
        table = read_sheet(content, file_name, sheet=sheet, spec=spec)
    if not any(row.kind is RowKind.DATA for row in table.rows()):
        raise SheetError(_NO_ROWS)
    mapping = staged.suggested(table.headers, spec, _remembered(by, kind))
    read = staged.suggested(legacy.headers_read(table.headers), spec, [])
    if chosen.is_sealed and max(len(mapping.columns), len(read.columns)) < _KNOWN_HEADERS:
        raise SheetError(_NO_HEADER)
    readers = readers_for(audience)
    whose = {"readers": readers, "home_unit": audience, "home_state": unit.home_state}
    run = ImportRun(
        kind=kind,
        file_name=file_name[:200] or kind,
        file_hash=hashlib.sha256(content).hexdigest(),
        sheet=table.sheet[:120],
        headers=list(table.headers),
        notes=[note.to_json() for note in table.notes],
        mapping=mapping.to_json(),
        begun_by=by.id,
        begun_at=clock.now(),
        **whose,
    )
    with operation(events.IMPORT_STAGED, by=by, target=("import", run.id), readers=readers, of_kind=kind) as op:
        run.save(force_insert=True)
        rows = [
            ImportRow(
                run=run,
                number=read.number,
                cells=texts,
                filled=list(read.filled),
                status=ImportRow.Status.WAITING if read.kind is RowKind.DATA else ImportRow.Status.ASIDE,
                aside="" if read.kind is RowKind.DATA else read.kind.value,
                **whose,
            )
            for read, texts in staged.texts_of(table, spec, mapping, progress)
        ]
        found = legacy.found_in(run.headers, [row.cells for row in rows], hides=import_cells.is_sealed(run))
        run.summary = staged.with_legacy({}, found)
        import_cells.seal_rows(run, rows, key=import_cells.make_key(run))
        insert_many(ImportRow, rows)
        run.total = sum(row.status != ImportRow.Status.ASIDE for row in rows)
        if check_at_most is not None and run.total > check_at_most:
            run.state = RunState.CHECKING
        else:
            staged.recheck(run, spec)
        run.revise(expected=None, changes={}, also=("total", "good", "bad", "summary", "state"))
        op.add(rows=run.total, good=run.good, bad=run.bad, sha256=run.file_hash)
    return run


def check_rows(*, by: Actor, run: ImportRun) -> ImportRun:
    """Check the rows of a file that was kept without it, telling in ``done`` how far it has come."""
    _chosen, spec = opened(by, run)
    if run.state != RunState.CHECKING:
        raise Invalid("run", _("The rows of this import are already checked."))

    def told(done: int, total: int | None) -> None:
        if done % CHECKED_IN_REQUEST == 0:
            with operation(events.IMPORT_CHECKED, by=by, target=("import", run.id), readers=run.readers, rows=done):
                ImportRun.objects.filter(pk=run.pk, state=RunState.CHECKING).update(done=done)

    with reading(by):
        rows = staged.data_rows(run)
    # in no transaction, so that others see how far it has come
    seen = staged.examined(run, spec, rows, told)
    with operation(events.IMPORT_CHECKED, by=by, target=("import", run.id), readers=run.readers) as op:
        if not holds_still(run, RunState.CHECKING):
            op.keep_silent()
            return run
        staged.keep(run, seen)
        run.revise(expected=None, changes={"state": RunState.STAGED, "done": 0}, also=("good", "bad", "summary"))
        op.add(good=run.good, bad=run.bad)
    return run


def choose_columns(
    *, by: Actor, run: ImportRun, columns: Mapping[str, str | None], expected: int | None = None
) -> ImportRun:
    """Set which header feeds which field (None: no header), remember it for this person, and check anew."""
    chosen, spec = opened(by, run)
    if run.state != RunState.STAGED:
        raise Invalid("columns", _("Choose the columns before you save the rows."))
    mapping = Columns.from_json(run.mapping)
    for code, header in columns.items():
        if code not in spec.by_code:
            raise Invalid("columns", _("There is no such field."))
        if header is not None and header not in run.headers:
            raise Invalid("columns", _("The file does not have this column."))
        if mapping.columns.get(code) != header:
            mapping = mapping.choose(code, header)
    run.mapping = mapping.to_json()
    with operation(events.IMPORT_CHECKED, by=by, target=("import", run.id), readers=run.readers, fields=["mapping"]):
        staged.recheck(run, spec)
        run.revise(expected=expected, changes={}, also=("mapping", "good", "bad", "summary"))
        _remember(by, chosen.code, mapping)
    return run


def read_legacy(*, by: Actor, run: ImportRun, take: bool) -> ImportRun:
    """Take the Unicode reading of what was typed in a legacy font, or leave the letters as they came."""
    chosen, spec = opened(by, run)
    found = run.summary.get("legacy")
    if run.state != RunState.STAGED or not found or found["decided"]:
        raise Invalid("legacy", _("This import has no text in an old font."))
    with operation(events.IMPORT_CHECKED, by=by, target=("import", run.id), readers=run.readers) as op:
        if take:
            rows = list(run.rows.order_by("number"))
            import_cells.open_rows(run, rows)
            run.headers = legacy.converted_rows(run.headers, rows)
            import_cells.seal_rows(run, rows)
            staged.keep_cells(rows)
            mapping = staged.suggested(run.headers, spec, _remembered(by, chosen.code))
            run.mapping = mapping.to_json()
        run.summary = staged.with_legacy(run.summary, {**found, "decided": "taken" if take else "kept"})
        staged.recheck(run, spec)
        run.revise(expected=None, changes={}, also=("headers", "mapping", "good", "bad", "summary"))
        op.add(legacy=run.summary["legacy"]["decided"], layout=found["layout"])
    return run


def legacy_words(*, by: Actor, run: ImportRun) -> list[legacy.LegacyColumn]:
    """Return what was typed in a legacy font, with every different cell; none once it is decided about.

    Where the rows name people, that they were opened is on record. Raises Refused for those who did not take them.
    """
    if run.state != RunState.STAGED or not legacy.is_open(run.summary):
        return []
    import_cells.may_open_rows(by, run)
    rows = list(run.rows.order_by("number"))
    if import_cells.is_sealed(run):
        with operation(events.IMPORT_ROW_OPENED, by=by, target=("import", run.id), readers=run.readers, rows=len(rows)):
            import_cells.open_rows(run, rows)
    return legacy.columns_in(run.headers, [row.cells for row in rows])


def begin_apply(*, by: Actor, run: ImportRun, expected: int | None = None) -> ImportRun:
    """Say that the good rows are to be written; they are written by :func:`apply_rows`."""
    opened(by, run)
    with reading(by):
        waits = run.rows.filter(status=ImportRow.Status.WAITING).exists()
        # stopped after the last row but before the end: only the end is missing
        ends = run.state == RunState.STOPPED and not run.rows.filter(status=ImportRow.Status.UNDONE).exists()
    if run.summary.get("missing") or not (waits or ends):
        raise Invalid("run", _("There is no good row to save."))
    if legacy.is_open(run.summary):
        raise Invalid("legacy", _("Choose first how to read the text in the old font."))
    return enter(by, run, RunState.APPLYING, expected=expected, done=0)


def apply_rows(*, by: Actor, run: ImportRun, progress: Progress | None = None) -> ImportRun:
    """Write the good rows in batches, each a transaction, and go on where a stopped run left off."""
    chosen, _spec = opened(by, run)
    if run.state != RunState.APPLYING:
        raise Invalid("run", _("Start the import first."))
    with reading(by):
        rows = list(run.rows.filter(status=ImportRow.Status.WAITING).order_by("number"))
    import_cells.open_rows(run, rows)
    by_number = {row.number: row for row in rows}
    writer = _Writer(by, run, chosen, by_number)
    # Without what holds for this actor alone: a row that somebody else's check let through is refused by name.
    good = staged.checked(run, chosen.spec(run.home_state), rows)
    written = apply_in_batches(good, writer, size=BATCH, stop=writer.is_stopped, progress=progress, total=len(rows))
    is_whole = True
    try:
        tally(written)
    except _StoppedElsewhere:
        is_whole = False
    with reading(by):
        run.refresh_from_db()
    if not is_whole or run.state != RunState.APPLYING:
        return run
    if chosen.finish is not None:
        chosen.finish(by=by, run=run)
    return enter(by, run, RunState.APPLIED, expected=None, applied_at=clock.now())


class _StoppedElsewhere(Exception):
    """The import was stopped, or another goes on with it: nothing of this batch is written."""


class _Writer:
    """Writes a batch of good rows and, in the same transaction, what became of each."""

    def __init__(self, by: Actor, run: ImportRun, kind: ImportKind, rows: Mapping[int, ImportRow]) -> None:
        self.by, self.run, self.kind, self.rows = by, run, kind, rows

    def is_stopped(self) -> bool:
        return not is_in(self.by, self.run, RunState.APPLYING)

    def __call__(self, batch: Sequence[Row]) -> list[Outcome]:
        run = self.run
        with operation(events.IMPORT_ROWS_WRITTEN, by=self.by, target=("import", run.id), readers=run.readers) as op:
            numbers = [row.number for row in batch]
            waits = run.rows.filter(number__in=numbers, status=ImportRow.Status.WAITING)
            if not holds_still(run, RunState.APPLYING) or waits.count() != len(numbers):
                raise _StoppedElsewhere
            written: Sequence[Written] = self.kind.write(batch, by=self.by, run=run)
            kept = []
            for one in written:
                row = self.rows[one.outcome.row]
                row.status = _status(one.outcome)
                row.reference = one.outcome.reference
                row.written_version = one.outcome.version
                row.before = one.before
                row.errors = [_refusal(run, one.outcome)] if one.outcome.result is Result.REFUSED else []
                kept.append(row)
            staged.keep_outcomes(kept)
            ImportRun.objects.filter(pk=run.pk).update(done=F("done") + len(kept))
            op.add(rows=len(kept), first=written[0].outcome.row, last=written[-1].outcome.row)
        return [one.outcome for one in written]


def begin_undo(*, by: Actor, run: ImportRun, expected: int | None = None) -> ImportRun:
    """Say that the written rows are to be taken back; they are taken back by :func:`undo_rows`."""
    opened(by, run, opens_rows=False)
    return enter(by, run, RunState.UNDOING, expected=expected, done=0)


def undo_rows(*, by: Actor, run: ImportRun, progress: Progress | None = None) -> ImportRun:
    """Take written rows back, the last first; a record that somebody changed since stays and says so."""
    chosen, _spec = opened(by, run, opens_rows=False)
    if run.state != RunState.UNDOING:
        raise Invalid("run", _("Start undoing the import first."))
    reason = str(_("import of %(file)s undone") % {"file": run.file_name})
    written = (ImportRow.Status.CREATED, ImportRow.Status.UPDATED)
    with reading(by):
        rows = list(run.rows.filter(status__in=written).order_by("-number"))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        with operation(events.IMPORT_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op:
            if not holds_still(run, RunState.UNDOING):
                op.keep_silent()
                break
            # another who goes on with it may have taken some back
            batch = list(run.rows.filter(pk__in=[row.pk for row in batch], status__in=written).order_by("-number"))
            _take_back(by, run, chosen, batch, reason)
            staged.keep_outcomes(batch)
            ImportRun.objects.filter(pk=run.pk).update(done=F("done") + len(batch))
            op.add(rows=len(batch))
        if progress is not None:
            progress(min(start + BATCH, len(rows)), len(rows))
    with reading(by):
        run.refresh_from_db()
    if run.state != RunState.UNDOING:
        return run
    if chosen.reopen is not None:
        chosen.reopen(by=by, run=run)
    return enter(by, run, RunState.UNDONE, expected=None, undone_at=clock.now())


def _take_back(by: Actor, run: ImportRun, kind: ImportKind, batch: Sequence[ImportRow], reason: str) -> None:
    written = [
        (Outcome(row.number, Result(row.status), row.reference, row.written_version), row.before) for row in batch
    ]
    left = kind.revert(written, by=by, run=run, reason=reason)
    for row in batch:
        if row.number in left:
            row.status = ImportRow.Status.KEPT
            row.errors = [_refusal(run, Outcome(row.number, Result.REFUSED, words=left[row.number]))]
        else:
            row.status, row.errors = ImportRow.Status.UNDONE, []


def _status(outcome: Outcome) -> str:
    return ImportRow.Status(outcome.result.value)


def _refusal(run: ImportRun, outcome: Outcome) -> dict[str, object]:
    words = Bilingual(str(outcome.words)) if not isinstance(outcome.words, Bilingual) else outcome.words
    return staged.error_json(RowError(run.file_name, outcome.row, "", _LABEL, Fault.RULE, words))


def _remembered(by: Actor, kind: str) -> list[Columns]:
    return [
        Columns.from_json(one.mapping)
        for one in ColumnMapping.objects.filter(user_id=by.id, kind=kind).order_by("-used_at")
    ]


def _remember(by: Actor, kind: str, mapping: Columns) -> None:
    if by.is_system or not User.objects.filter(pk=by.id).exists():
        return
    ColumnMapping.objects.update_or_create(
        user_id=by.id,
        kind=kind,
        signature=mapping.signature,
        defaults={"mapping": mapping.to_json(), "used_at": clock.now()},
    )
