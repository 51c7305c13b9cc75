"""An import in words: how it stands, its faults, its first rows."""

from collections.abc import Iterable, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.documents.importing import actions as doing
from samanvay.documents.importing import legacy
from samanvay.documents.importing.cells import is_sealed, may_open_rows
from samanvay.documents.importing.kinds import import_kind
from samanvay.documents.importing.staged import understood
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.documents.states import RunState
from samanvay.importing import Field, Mapping
from samanvay.importing import Kind as FieldKind
from samanvay.importing import Row as CheckedRow
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.web.components.pieces import Column, Kind, Pill, Progress, Stat, Table
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.people import names_of
from samanvay_insight import gazetteer

COLUMNS_SHOWN = 7  # more do not fit beside each other; what each column feeds is listed below
FAULTY_SHOWN = 10  # a page of them; the rest by paging, and all as CSV


def state_pill(run: ImportRun) -> Pill:
    """Return how an import stands."""
    words: dict[str, tuple[str, Kind]] = {
        RunState.CHECKING: (_("being checked"), "calm"),
        RunState.STAGED: (_("waiting for you"), "warn"),
        RunState.APPLYING: (_("being saved"), "calm"),
        RunState.APPLIED: (_("saved"), "ok"),
        RunState.STOPPED: (_("stopped midway"), "warn"),
        RunState.UNDOING: (_("being undone"), "calm"),
        RunState.UNDONE: (_("withdrawn"), "calm"),
        RunState.DROPPED: (_("set aside"), "calm"),
    }
    return Pill(*words[run.state])


def run_rows(runs: Iterable[ImportRun]) -> Table:
    """Return imports as a table, the latest first."""
    found = list(runs)
    names = names_of(run.begun_by for run in found)
    return Table.of(
        _("Imports"),
        [
            Column(_("File"), lambda run: run.file_name),
            Column(_("Contains"), lambda run: import_kind(run.kind).words),
            Column(_("Started"), lambda run: moment_words(run.begun_at)),
            Column(_("By"), lambda run: names.get(run.begun_by, _("the system"))),
            Column(_("Rows"), lambda run: run.total, number=True),
            Column(_("With errors"), lambda run: run.bad, number=True),
            Column(_("Status"), state_pill),
        ],
        found,
        lambda run: reverse("import_run", kwargs={"key": run.id}),
    )


def stats(run: ImportRun, counts: dict[str, int]) -> list[Stat]:
    """Return the numbers of an import, each with the sentence it begins."""
    status = ImportRow.Status
    known: tuple[tuple[str, str, Kind], ...] = (
        (status.WAITING, _("good rows ready to be saved"), "ok"),
        (status.BAD, _("rows have errors and are waiting"), "hot"),
        (status.CREATED, _("records were added"), "ok"),
        (status.UPDATED, _("records were updated"), "ok"),
        (status.UNCHANGED, _("rows had nothing new"), ""),
        (status.REFUSED, _("rows were rejected when saving"), "hot"),
        (status.UNDONE, _("records were undone"), ""),
        (status.KEPT, _("records not undone: changed since"), "warn"),
        (status.ASIDE, _("rows left out: totals, headings, footnotes"), ""),
    )
    waits = ""
    if run.state == RunState.CHECKING:
        waits = _("rows waiting to be checked")
    elif run.summary.get("missing"):
        waits = _("rows waiting until columns are chosen")
    return [
        Stat(counts[code], waits if waits and code == status.WAITING else words, kind)
        for code, words, kind in known
        if counts.get(code)
    ]


def group_rows(run: ImportRun) -> Table:
    """Return the kinds of fault, the most frequent first."""
    columns = [
        Column(_("Column"), lambda group: Bilingual.from_json(group["label"])),
        Column(_("Error"), lambda group: Bilingual.from_json(group["fault_words"])),
        Column(_("Rows"), lambda group: group["count"], number=True),
        Column(_("Which"), _which),
        Column(_("Expected, for example"), lambda group: Bilingual.from_json(group["expected"])),
    ]
    return Table.of(_("Errors by column"), columns, run.summary.get("groups", []))


def note_rows(run: ImportRun) -> Table:
    """Return what was assumed in reading the columns, so that nothing is taken silently."""
    columns = [
        Column(_("Column"), lambda note: Bilingual.from_json(note["label"])),
        Column(_("Read as"), lambda note: Bilingual.from_json(note.get("kind_words", ""))),
        Column(_("How often"), lambda note: note["count"], number=True),
        Column(_("Which rows"), _which),
        Column(_("For example"), _examples),
    ]
    return Table.of(_("How values were read"), columns, run.summary.get("notes", []))


def _which(of: dict[str, Any]) -> str:
    """Return the first row numbers of a group, and that there are more."""
    return ", ".join(map(str, of["rows"])) + (" …" if of["count"] > len(of["rows"]) else "")


def _examples(note: dict[str, Any]) -> SafeString:
    """Return the commonest examples of an assumption, one a line, and how many others there are."""
    if "example" in note:  # an import that was checked before kinds were told
        return format_html_join("", "{}", [(Bilingual.from_json(note["example"]),)])
    lines = [
        _("%(words)s (%(count)s; row %(rows)s)")
        % {"words": Bilingual.from_json(each["words"]), "count": each["count"], "rows": _which(each)}
        for each in note["examples"]
    ]
    if note["others"]:
        lines.append(_("and %(count)s more") % {"count": note["others"]})
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))


def legacy_words(actor: Actor, run: ImportRun) -> list[dict[str, Any]]:
    """Return words typed in an old font by column, none where nothing is to be decided.

    Rows that name people are opened for whoever took the file; the others see which columns are meant.
    """
    if run.state != RunState.STAGED or not legacy.is_open(run.summary):
        return []
    if is_sealed(run) and not reason_against(may_open_rows, actor, run):
        seen = [
            (each.header, each.reads, len(each.words), each.words) for each in doing.legacy_words(by=actor, run=run)
        ]
    else:
        kept = run.summary["legacy"]["columns"]
        seen = [(each["header"], each["reads"], each.get("count", 0), each["examples"]) for each in kept]
    found = []
    for header, reads, count, words in seen:
        shown = list(words)[: legacy.EXAMPLES] or [(header, reads)]
        said = ngettext("%(n)d different cell", "%(n)d different cells", count) % {"n": count} if count else ""
        if count > len(shown) and words:
            said = _("%(cells)s; the first %(n)d are shown.") % {"cells": said, "n": len(shown)}
        columns = [Column(_("In the file"), itemgetter(0)), Column(_("Preview"), itemgetter(1))]
        found.append({"head": reads, "said": said, "table": Table.of(reads, columns, shown)})
    return found


def all_legacy_rows(columns: Iterable[legacy.LegacyColumn], first: int, count: int) -> Table:
    """Return some of all different cells typed in an old font, beside their reading."""
    cells = [(each.reads, *pair) for each in columns for pair in each.words]
    heads = [_("Column"), _("In the file"), _("Preview")]
    shown = [Column(words, itemgetter(at)) for at, words in enumerate(heads)]
    return Table.of(_("Words in an old font"), shown, cells[first : first + count])


def left_out(run: ImportRun) -> str:
    """Return the names of the columns that nothing takes up, so that none is left out silently."""
    return ", ".join(Mapping.from_json(run.mapping).unused([each for each in run.headers if not each.startswith("[")]))


def same_before(run: ImportRun | None) -> dict[str, str] | None:
    """Return when the same file was taken before and the way there."""
    if run is None:
        return None
    return {
        "at": moment_words(run.begun_at),
        "state": str(state_pill(run).words),
        "url": reverse("import_run", kwargs={"key": run.id}),
    }


def faulty(run: ImportRun, rows: Iterable[ImportRow]) -> list[dict[str, Any]]:
    """Return rows with their faults and, where they may still be mended, the way there."""
    mendable = run.state in (RunState.STAGED, RunState.APPLIED)
    found = []
    for row in rows:
        faults = [
            _("%(field)s: expected %(expected)s")
            % {"field": Bilingual.from_json(one["label"]), "expected": Bilingual.from_json(one["expected"])}
            if one["field"]
            else str(Bilingual.from_json(one["expected"]))
            for one in row.errors
        ]
        way = reverse("import_row", kwargs={"key": run.id, "number": row.number})
        may = mendable and row.status in (ImportRow.Status.BAD, ImportRow.Status.REFUSED)
        found.append({"number": row.number, "faults": faults, "url": way if may else ""})
    return found


def progress_of(run: ImportRun, counts: dict[str, int]) -> Progress:
    """Return how far checking, writing or taking back has come; asks again by itself."""
    status = ImportRow.Status
    if run.state == RunState.UNDOING:
        left = counts.get(status.CREATED, 0) + counts.get(status.UPDATED, 0)
        words = _("Records undone")
    elif run.state == RunState.CHECKING:
        left = run.total - run.done
        words = _("Rows checked")
    else:
        left = counts.get(status.WAITING, 0)
        words = _("Rows saved")
    # one more than is done, until the state itself says that it is over
    total = max(run.done + left, run.done + 1) if run.is_busy else run.done
    return Progress(words, run.done, total, reverse("import_progress", kwargs={"key": run.id}))


def first_rows(run: ImportRun, rows: Sequence[ImportRow]) -> Table:
    """Return the first rows as they were understood: one column a field that has a header, none that is sealed."""
    mapping = Mapping.from_json(run.mapping)
    spec = import_kind(run.kind).spec(run.home_state)
    fields = [one for one in spec.fields if one.code in mapping.columns and not one.sealed][:COLUMNS_SHOWN]
    columns = [
        Column(_("Row"), lambda row: row.number, number=True),
        *(Column(one.label, partial(_cell, one, mapping.columns[one.code])) for one in fields),
    ]
    return Table.of(_("The first rows"), columns, understood(run, spec, rows) if fields else ())


def _cell(one: Field, header: str, row: CheckedRow) -> Any:
    """Return what was read, the cell of the file beside it where the two differ."""
    value, raw = row.values.get(one.code), row.raw[header]
    said = "; ".join(_words(each, one) for each in (value if isinstance(value, tuple) else (value,)))
    if said == raw or not raw or (one.kind is FieldKind.INTEGER and raw.removesuffix(".0") == said):
        return said
    return format_html('{} <span class="soft small">{}</span>', said, _("in the file: %(text)s") % {"text": raw})


def _words(value: object, one: Field) -> str:
    if value is None:
        return ""
    if one.kind is FieldKind.PLACE:
        return _place_words(str(value))
    if one.kind is FieldKind.CHOICE:
        return next((str(choice.label) for choice in one.choices if choice.value == value), str(value))
    if one.kind is FieldKind.BOOLEAN:
        return _("yes") if value else _("no")
    if one.kind is FieldKind.DATE:
        return str(PartialDate.day(value))  # type: ignore[arg-type]
    return str(value)


def _place_words(key: str) -> str:
    try:
        found = gazetteer.place(key)
    except KeyError:
        return key
    return str(Bilingual(found.name, found.name_hi))
