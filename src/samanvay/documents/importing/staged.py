"""Kept rows as a sheet again, checked anew, and their faults as plain values."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import connection

from samanvay.importing import (
    Context,
    Fault,
    How,
    ImportSpec,
    Kind,
    NoteGroup,
    Row,
    RowError,
    Sheet,
    check,
    kept_sheet,
    preview,
    suggest_mapping,
)
from samanvay.importing import Mapping as Columns
from samanvay.importing.words import HIDDEN
from samanvay.kernel import clock
from samanvay.kernel.assumptions import Assumption
from samanvay.kernel.bilingual import Bilingual

from ..models import ImportRow, ImportRun
from .cells import drop_key, is_sealed, open_rows
from .kinds import import_kind

Progress = Callable[[int, int | None], None]

_GROUP_JOINT = " / "  # as the frame joins a header of two rows
_NOT_WRITTEN = (ImportRow.Status.BAD, ImportRow.Status.WAITING, ImportRow.Status.REFUSED)

_SET_STATUS = """
update documents_importrow r set status = d.status, errors = d.errors::jsonb
from unnest(%s::uuid[], %s::text[], %s::text[]) as d(id, status, errors)
where r.id = d.id and (r.status <> d.status or r.errors <> d.errors::jsonb)
"""

_KEEP_CELLS = """
update documents_importrow r set cells = d.cells::jsonb
from unnest(%s::uuid[], %s::text[]) as d(id, cells)
where r.id = d.id and r.cells <> d.cells::jsonb
"""

_KEEP_OUTCOME = """
update documents_importrow r set status = d.status, errors = d.errors::jsonb, reference = d.reference,
  written_version = d.written_version, before = d.before::jsonb
from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::int[], %s::text[])
  as d(id, status, errors, reference, written_version, before)
where r.id = d.id
"""


def context(run: ImportRun) -> Context:
    """Return what a check needs from outside."""
    kind = import_kind(run.kind)
    return Context(
        today=clock.today(),
        resolve_place=kind.places(run.home_state) if kind.places else None,
        assumed=kind.assumed(run) if kind.assumed else {},
    )


def suggested(headers: Sequence[str], spec: ImportSpec, remembered: Sequence[Columns]) -> Columns:
    """Return the likeliest mapping; a header under a group ("Officer / Number") is also known by its own part."""
    found = suggest_mapping(headers, spec, remembered)
    own = [header.rpartition(_GROUP_JOINT)[2] for header in headers]
    if own == list(headers):
        return found
    for code, part in suggest_mapping(own, spec).columns.items():
        header = headers[own.index(part)]
        if code not in found.columns and header in found.unused(headers):
            found.columns[code], found.how[code] = header, How.FOLDED
    return found


def lenient(spec: ImportSpec) -> ImportSpec:
    """Return a spec that asks for nothing, so that the rows of any table can be read and kept.

    Telephones stay: a number of twelve digits in their column is no Aadhaar number.
    """
    phones = tuple(replace(one, required=False) for one in spec.fields if one.kind is Kind.PHONE)
    return replace(spec, fields=phones, key=(), rules=(), is_once=False, is_counted=False, apart="")


def texts_of(
    sheet: Sheet, spec: ImportSpec, mapping: Columns, progress: Progress | None = None
) -> Iterable[tuple[Row, list[str]]]:
    """Give each row and its texts as they are kept: merged cells filled, Aadhaar numbers taken out."""
    for row in check(sheet, lenient(spec), mapping, context=Context(today=clock.today()), progress=progress):
        yield row, [row.raw[header] for header in sheet.headers]


_FORGET_UNUSED = """
update documents_importrow set cells = coalesce((
    select jsonb_agg(case when at - 1 = any(%s) then text else '""'::jsonb end order by at)
    from jsonb_array_elements(cells) with ordinality as told(text, at)
), '[]') where run_id = %s and status = any(%s)
"""


def forget_cells(run: ImportRun, *, whole: bool) -> None:
    """Empty what no column takes up, names that stood beside it among them; ``whole`` empties every cell.

    Called inside an operation, when a run is finished, taken back or set aside: staged cells have no erasure of their
    own. Of a row that still waits to be mended, a cell that its faults name stays.
    """
    if whole:
        run.rows.update(cells=[])
        drop_key(run)
        return
    run.rows.filter(status=ImportRow.Status.ASIDE).update(cells=[])
    if is_sealed(run):
        # What was written lies in its own boxes now.
        run.rows.exclude(status__in=_NOT_WRITTEN).update(cells=[])
        if not run.rows.filter(status__in=_NOT_WRITTEN).exists():
            drop_key(run)
        return
    taken = {header for header in Columns.from_json(run.mapping).columns.values() if header}
    kept = [at for at, header in enumerate(run.headers) if header in taken]
    written = [status for status in ImportRow.Status.values if status not in (*_NOT_WRITTEN, ImportRow.Status.ASIDE)]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_UNUSED, [kept, run.id, written])
    for row in run.rows.filter(status__in=_NOT_WRITTEN):
        named = taken | {error["field"] for error in row.errors} | {error["label"].get("en") for error in row.errors}
        cells = [text if header in named else "" for header, text in zip(run.headers, row.cells, strict=False)]
        if cells != row.cells:
            ImportRow.objects.filter(pk=row.pk).update(cells=cells)


def checked(
    run: ImportRun, spec: ImportSpec, rows: Sequence[ImportRow], progress: Progress | None = None
) -> Iterable[Row]:
    """Check kept rows with the run's mapping. Raises MappingIncomplete."""
    return check(_sheet(run, rows), spec, Columns.from_json(run.mapping), context=context(run), progress=progress)


def understood(run: ImportRun, spec: ImportSpec, rows: Sequence[ImportRow]) -> Iterable[Row]:
    """Read kept rows for a page with the run's mapping; what is missing or does not fit together refuses nothing."""
    fields = tuple(replace(one, required=False) for one in spec.fields)
    lax = replace(spec, fields=fields, key=(), rules=(), is_once=False)
    return check(_sheet(run, rows), lax, Columns.from_json(run.mapping), context=context(run))


def _sheet(run: ImportRun, rows: Sequence[ImportRow]) -> Sheet:
    filled = {row.number: row.filled for row in rows if row.filled}
    return kept_sheet(run.file_name, run.headers, [(row.number, row.cells) for row in rows], filled=filled)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check found: the status and faults of each row that is not written, and the run's summary."""

    statuses: Sequence[tuple[UUID, str, list[dict[str, Any]]]]
    summary: dict[str, Any]
    good: int
    bad: int


def recheck(run: ImportRun, spec: ImportSpec) -> None:
    """Check every row that is not written yet and keep its status, its faults and the run's summary.

    Called inside an operation. With columns missing, nothing is checked and the summary says which.
    """
    keep(run, examined(run, spec, data_rows(run)))


def data_rows(run: ImportRun) -> list[ImportRow]:
    """Return the rows that are data, in the order of the file; to be read while somebody acts."""
    return list(run.rows.exclude(status=ImportRow.Status.ASIDE).order_by("number"))


def keep(run: ImportRun, seen: Examined) -> None:
    """Keep what a check found; inside an operation, the caller writes the run."""
    set_status(seen.statuses)
    run.good, run.bad = seen.good, seen.bad
    run.summary = with_legacy(seen.summary, run.summary.get("legacy"))


def examined(run: ImportRun, spec: ImportSpec, rows: Sequence[ImportRow], progress: Progress | None = None) -> Examined:
    """Check those of the rows of data that are not written yet, and keep nothing."""
    mapping = Columns.from_json(run.mapping)
    open_rows(run, rows)
    waiting = [row for row in rows if row.status in _NOT_WRITTEN]
    if missing := mapping.missing(spec):
        unread: list[tuple[UUID, str, list[dict[str, Any]]]] = [
            (row.id, ImportRow.Status.WAITING, []) for row in waiting
        ]
        return Examined(unread, {"missing": [one.code for one in missing]}, 0, 0)
    by_number = {row.number: row.id for row in waiting}
    hides = is_sealed(run)
    found: list[tuple[UUID, str, list[dict[str, Any]]]] = []

    def noted() -> Iterable[Row]:
        # rows already written are read along, so that one that repeats them is found
        for row in checked(run, spec, rows, progress):
            if row.number not in by_number:
                continue
            status = ImportRow.Status.WAITING if row.good else ImportRow.Status.BAD
            found.append((by_number[row.number], status, [error_json(error, hides=hides) for error in row.errors]))
            yield row

    seen = preview(noted(), first=12)
    told: dict[str, Any] = {
        "groups": [
            {
                "field": group.field,
                "label": group.label.to_json(),
                "fault": group.fault.value,
                "fault_words": group.fault.label.to_json(),
                "count": group.count,
                "rows": list(group.rows),
                "expected": group.expected.to_json(),
            }
            for group in seen.groups
        ],
        "notes": [note_json(group, spec, hides=hides) for group in seen.notes],
    }
    return Examined(found, told, seen.good + len(rows) - len(waiting), seen.bad)


def note_json(group: NoteGroup, spec: ImportSpec, *, hides: bool = False) -> dict[str, Any]:
    """Return the assumptions of one kind in one field as they are kept.

    The examples of a sealed field stay out; ``hides`` keeps out those of places that are not known, which may be names
    of a shifted column.
    """
    one = spec.by_code.get(group.field)
    secret = (one is not None and one.sealed) or (hides and group.kind is Assumption.AROUND)
    return {
        "field": group.field,
        "label": group.label.to_json(),
        "kind": group.kind.value,
        "kind_words": group.kind.label.to_json(),
        "count": group.count,
        "rows": list(group.rows),
        "examples": [
            {"words": each.words.to_json(), "count": each.count, "rows": list(each.rows)} for each in group.examples
        ]
        if not secret
        else [],
        "others": 0 if secret else group.others,
    }


def with_legacy(summary: Mapping[str, Any], found: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a summary that also says what was typed in a legacy font."""
    return {**summary, "legacy": found} if found else dict(summary)


def keep_cells(rows: Sequence[ImportRow]) -> None:
    """Write the texts of many rows in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP_CELLS,
            [[row.id for row in rows], [json.dumps(row.cells, ensure_ascii=False) for row in rows]],
        )


def set_status(found: Sequence[tuple[UUID, str, list[dict[str, Any]]]]) -> None:
    """Write the status and faults of many rows in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SET_STATUS,
            [
                [row_id for row_id, _status, _errors in found],
                [str(status) for _id, status, _errors in found],
                [json.dumps(errors, ensure_ascii=False) for _id, _status, errors in found],
            ],
        )


def keep_outcomes(rows: Sequence[ImportRow]) -> None:
    """Write what became of many rows in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP_OUTCOME,
            [
                [row.id for row in rows],
                [str(row.status) for row in rows],
                [json.dumps(row.errors, ensure_ascii=False) for row in rows],
                [row.reference for row in rows],
                [row.written_version for row in rows],
                [json.dumps(row.before, ensure_ascii=False) for row in rows],
            ],
        )


def error_json(error: RowError, *, hides: bool = False) -> dict[str, Any]:
    """Return a fault as it is kept beside its row; ``hides`` keeps the value out, since columns may be shifted."""
    return {
        "row": error.row,
        "field": error.field,
        "label": error.label.to_json(),
        "fault": error.fault.value,
        "expected": error.expected.to_json(),
        "value": HIDDEN if hides and error.value_shown else error.value_shown,
    }


def error_of(file: str, kept: Mapping[str, Any]) -> RowError:
    """Return the fault that :func:`error_json` kept."""
    return RowError(
        file=file,
        row=kept["row"],
        field=kept["field"],
        label=Bilingual.from_json(kept["label"]),
        fault=Fault(kept["fault"]),
        expected=Bilingual.from_json(kept["expected"]),
        value_shown=kept["value"],
    )
