"""Staging a file, choosing its columns, mending, writing and taking back its rows."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.directory.actions.roster import Written
from samanvay.directory.queries import readers_for, unit_of
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.contacts import contains_aadhaar
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.imports import (
    Fault,
    ImportSpec,
    Outcome,
    Result,
    RowError,
    RowKind,
    SheetError,
    apply_in_batches,
    read_sheet,
    tally,
)
from samanvay.kernel.imports import Mapping as Columns
from samanvay.kernel.refusals import Invalid, Refused, Unseen

from . import events, import_cells, staged
from . import import_legacy as legacy
from .import_kinds import ImportKind, import_kind
from .models import ColumnMapping, ImportRow, ImportRun
from .staged import Progress
from .states import MAY_FOLLOW, RunState

BATCH = 1_000
IN_REQUEST = 300
"""Up to so many rows are written while the person waits; more are left to the worker."""

_LABEL = Bilingual("Record", "अभिलेख")
_NO_ROWS = Bilingual("The file has no rows below its header.", "फ़ाइल में शीर्षक के नीचे कोई पंक्ति नहीं है।")
_NO_HEADER = Bilingual(
    "No header row with known names was found. Name the columns in the first row; nothing of the file was kept.",
    "पहचाने गए नामों वाली शीर्षक पंक्ति नहीं मिली। पहली पंक्ति में कॉलमों के नाम लिखें; फ़ाइल से कुछ नहीं रखा गया।",
)
_KNOWN_HEADERS = 2  # so many show that a row of names of people was not taken for the header
_EVENT = {
    RunState.APPLYING: events.IMPORT_BEGUN,
    RunState.APPLIED: events.IMPORT_APPLIED,
    RunState.UNDOING: events.IMPORT_BEGUN,
    RunState.UNDONE: events.IMPORT_UNDONE,
    RunState.DROPPED: events.IMPORT_DROPPED,
}


def stage_file(
    *,
    by: Actor,
    kind: str,
    content: bytes,
    file_name: str,
    audience: int,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> ImportRun:
    """Read a file, keep its rows at a unit, suggest its columns and check it. The bytes are not kept.

    Raises ``SheetError`` (with ``words``) where the file cannot be used at all: then nothing is written.
    """
    unit = unit_of(audience)
    chosen = import_kind(kind)
    chosen.require(by, unit.home_state)
    if not by.is_system and audience not in by.audiences:
        raise Refused(_("An import belongs to a unit where you are posted."))
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
    if chosen.is_sealed and len(mapping.columns) < _KNOWN_HEADERS:
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
                number=number,
                cells=texts,
                status=ImportRow.Status.WAITING if row_kind is RowKind.DATA else ImportRow.Status.ASIDE,
                aside="" if row_kind is RowKind.DATA else row_kind.value,
                **whose,
            )
            for number, row_kind, texts in staged.texts_of(table, spec, mapping, progress)
        ]
        run.summary = staged.with_legacy({}, _legacy_in(run, rows))
        import_cells.seal_rows(run, rows, key=import_cells.make_key(run))
        insert_many(ImportRow, rows)
        run.total = sum(row.status != ImportRow.Status.ASIDE for row in rows)
        staged.recheck(run, spec)
        run.revise(expected=None, changes={}, also=("total", "good", "bad", "summary"))
        op.add(rows=run.total, good=run.good, bad=run.bad, sha256=run.file_hash)
    return run


def _legacy_in(run: ImportRun, rows: Sequence[ImportRow]) -> dict[str, Any] | None:
    found = legacy.found_in(run.headers, [row.cells for row in rows])
    if found is not None and import_cells.is_sealed(run):
        # Examples would stand unsealed beside the rows.
        found["columns"] = [{**column, "examples": []} for column in found["columns"]]
    return found


def choose_columns(
    *, by: Actor, run: ImportRun, columns: Mapping[str, str | None], expected: int | None = None
) -> ImportRun:
    """Set which header feeds which field (None: no header), remember it for this person, and check anew."""
    chosen, spec = _opened(by, run)
    if run.state != RunState.STAGED:
        raise Invalid("columns", _("The columns are chosen before rows are written."))
    mapping = Columns.from_json(run.mapping)
    for code, header in columns.items():
        if code not in spec.by_code:
            raise Invalid("columns", _("There is no such field."))
        if header is not None and header not in run.headers:
            raise Invalid("columns", _("The file has no such column."))
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
    chosen, spec = _opened(by, run)
    found = run.summary.get("legacy")
    if run.state != RunState.STAGED or not found or found["decided"]:
        raise Invalid("legacy", _("There is nothing in an old font to decide about."))
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


def mend_row(*, by: Actor, run: ImportRun, number: int, cells: Mapping[str, str]) -> ImportRow:
    """Correct cells of a row that is not written (by header), and check the rows anew."""
    _chosen, spec = _opened(by, run)
    if run.is_busy or run.state in (RunState.UNDONE, RunState.DROPPED):
        raise Invalid("row", _("This import takes no more rows."))
    row = run.rows.filter(
        number=number, status__in=(ImportRow.Status.BAD, ImportRow.Status.WAITING, ImportRow.Status.REFUSED)
    ).first()
    if row is None:
        raise Invalid("row", _("Only a row that is not written can be mended."))
    import_cells.open_rows(run, [row])
    texts = list(row.cells)
    mapping = Columns.from_json(run.mapping)
    phones = {header for code, header in mapping.columns.items() if code == "phone"}
    for header, text in cells.items():
        if header not in run.headers:
            raise Invalid("row", _("The file has no such column."))
        if header not in phones and contains_aadhaar(text):
            raise Invalid("row", _("This looks like an Aadhaar number. It is never kept here."))
        texts[run.headers.index(header)] = " ".join(text.split())
    with operation(events.IMPORT_ROW_MENDED, by=by, target=("import", run.id), readers=run.readers, row=number):
        row.cells = texts
        import_cells.seal_rows(run, [row])
        row.revise(expected=None, changes={}, also=("cells",))
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
        raise Invalid("row", _("Only a row that has another's unit and other numbers is kept beside it."))
    named = f"{row.cells[run.headers.index(header)]} (row {number})".strip()
    return mend_row(by=by, run=run, number=number, cells={header: named})


def apart_header(run: ImportRun, row: ImportRow) -> str:
    """Return the header whose text tells a row from an earlier one of its unit; empty where nothing is to be told."""
    if not any(error["fault"] == Fault.OTHER_NUMBERS for error in row.errors):
        return ""
    return Columns.from_json(run.mapping).columns.get(import_kind(run.kind).spec(run.home_state).apart) or ""


def begin_apply(*, by: Actor, run: ImportRun, expected: int | None = None) -> ImportRun:
    """Say that the good rows are to be written; they are written by :func:`apply_rows`."""
    _opened(by, run)
    with reading(by):
        waits = run.rows.filter(status=ImportRow.Status.WAITING).exists()
    if not waits or run.summary.get("missing"):
        raise Invalid("run", _("There is no good row to write."))
    if legacy.is_open(run.summary):
        raise Invalid("legacy", _("Say first how the words in the old font are to be read."))
    return _enter(by, run, RunState.APPLYING, expected=expected, done=0)


def apply_rows(*, by: Actor, run: ImportRun, progress: Progress | None = None) -> ImportRun:
    """Write the good rows in batches, each a transaction, and go on where a stopped run left off."""
    chosen, _spec = _opened(by, run)
    if run.state != RunState.APPLYING:
        raise Invalid("run", _("Begin the import first."))
    with reading(by):
        rows = list(run.rows.filter(status=ImportRow.Status.WAITING).order_by("number"))
    import_cells.open_rows(run, rows)
    by_number = {row.number: row for row in rows}
    writer = _Writer(by, run, chosen, by_number)
    # Without what holds for this actor alone: a row that somebody else's check let through is refused by name.
    good = staged.checked(run, chosen.spec(run.home_state), rows)
    tally(apply_in_batches(good, writer, size=BATCH, progress=progress, total=len(rows)))
    with reading(by):
        run.refresh_from_db()
    if chosen.finish is not None:
        chosen.finish(by=by, run=run)
    return _enter(by, run, RunState.APPLIED, expected=None, applied_at=clock.now())


class _Writer:
    """Writes a batch of good rows and, in the same transaction, what became of each."""

    def __init__(self, by: Actor, run: ImportRun, kind: ImportKind, rows: Mapping[int, ImportRow]) -> None:
        self.by, self.run, self.kind, self.rows = by, run, kind, rows

    def __call__(self, batch: Sequence[object]) -> list[Outcome]:
        run = self.run
        with operation(events.IMPORT_ROWS_WRITTEN, by=self.by, target=("import", run.id), readers=run.readers) as op:
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
    _opened(by, run, opens_rows=False)
    return _enter(by, run, RunState.UNDOING, expected=expected, done=0)


def undo_rows(*, by: Actor, run: ImportRun, progress: Progress | None = None) -> ImportRun:
    """Take written rows back, the last first; a record that somebody changed since stays and says so."""
    chosen, _spec = _opened(by, run, opens_rows=False)
    if run.state != RunState.UNDOING:
        raise Invalid("run", _("Begin taking back first."))
    reason = str(_("import of %(file)s taken back") % {"file": run.file_name})
    written = (ImportRow.Status.CREATED, ImportRow.Status.UPDATED)
    with reading(by):
        rows = list(run.rows.filter(status__in=written).order_by("-number"))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        with operation(events.IMPORT_UNDONE, by=by, target=("import", run.id), readers=run.readers) as op:
            _take_back(by, run, chosen, batch, reason)
            staged.keep_outcomes(batch)
            ImportRun.objects.filter(pk=run.pk).update(done=F("done") + len(batch))
            op.add(rows=len(batch))
        if progress is not None:
            progress(start + len(batch), len(rows))
    with reading(by):
        run.refresh_from_db()
    if chosen.reopen is not None:
        chosen.reopen(by=by, run=run)
    return _enter(by, run, RunState.UNDONE, expected=None, undone_at=clock.now())


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


def drop_run(*, by: Actor, run: ImportRun) -> ImportRun:
    """Set an import aside before anything of it was written."""
    _opened(by, run, opens_rows=False)
    return _enter(by, run, RunState.DROPPED, expected=None)


def _opened(by: Actor, run: ImportRun, *, opens_rows: bool = True) -> tuple[ImportKind, ImportSpec]:
    chosen = import_kind(run.kind)
    chosen.require(by, run.home_state)
    if opens_rows:
        import_cells.may_open_rows(by, run)
    return chosen, chosen.spec_of(by, run.home_state, run.home_unit)


def _enter(by: Actor, run: ImportRun, state: RunState, *, expected: int | None, **more: object) -> ImportRun:
    if state not in MAY_FOLLOW[run.state]:
        raise Invalid("run", _("This import is no longer open for that."))
    with operation(_EVENT[state], by=by, target=("import", run.id), readers=run.readers, state=state):
        run.revise(expected=expected, changes={"state": state, **more})
        if state in (RunState.APPLIED, RunState.UNDONE, RunState.DROPPED):
            staged.forget_cells(run, whole=state != RunState.APPLIED)
    return run


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
