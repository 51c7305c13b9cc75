"""An import in words: how it stands, its faults, its first rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.documents import import_legacy as legacy
from samanvay.documents import imports as doing
from samanvay.documents.import_cells import is_sealed, may_open_rows
from samanvay.documents.import_kinds import import_kind
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.documents.states import RunState
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.imports import Mapping
from samanvay.kernel.refusals import Refused
from samanvay.web.components.pieces import Column, Kind, Pill, Progress, Row, Stat, Table
from samanvay.web.kit.people import names_of

FAULTY_SHOWN = 10  # a page of them; the rest by paging, and all as CSV


def state_pill(run: ImportRun) -> Pill:
    """Return how an import stands."""
    words: dict[str, tuple[str, Kind]] = {
        RunState.CHECKING: (_("being checked"), "calm"),
        RunState.STAGED: (_("waits for you"), "warn"),
        RunState.APPLYING: (_("being written"), "calm"),
        RunState.APPLIED: (_("written"), "ok"),
        RunState.STOPPED: (_("stopped half-way"), "warn"),
        RunState.UNDOING: (_("being taken back"), "calm"),
        RunState.UNDONE: (_("taken back"), "calm"),
        RunState.DROPPED: (_("set aside"), "calm"),
    }
    return Pill(*words[run.state])


def run_rows(runs: Iterable[ImportRun]) -> Table:
    """Return imports as a table, the latest first."""
    found = list(runs)
    names = names_of(run.begun_by for run in found)
    rows = [
        Row(
            [
                run.file_name,
                import_kind(run.kind).words,
                moment(run.begun_at),
                names.get(run.begun_by, _("the system")),
                run.total,
                run.bad,
                state_pill(run),
            ],
            reverse("import_run", kwargs={"key": run.id}),
        )
        for run in found
    ]
    columns = [
        Column(_("File")), Column(_("Holds")), Column(_("Begun")), Column(_("By")),
        Column(_("Rows"), number=True), Column(_("With faults"), number=True), Column(_("Status")),
    ]  # fmt: skip
    return Table(_("Imports"), columns, rows)


def moment(at: Any) -> str:
    """Return a moment as Indians write it."""
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")


def stats(run: ImportRun, counts: dict[str, int]) -> list[Stat]:
    """Return the numbers of an import, each with the sentence it begins."""
    status = ImportRow.Status
    known: tuple[tuple[str, str, Kind], ...] = (
        (status.WAITING, _("good rows wait to be written"), "ok"),
        (status.BAD, _("rows have faults and wait beside them"), "hot"),
        (status.CREATED, _("records were added"), "ok"),
        (status.UPDATED, _("records were brought up to date"), "ok"),
        (status.UNCHANGED, _("rows said nothing new"), ""),
        (status.REFUSED, _("rows were refused when written"), "hot"),
        (status.UNDONE, _("records were taken back"), ""),
        (status.KEPT, _("records changed since and stayed"), "warn"),
        (status.ASIDE, _("rows are no data: totals, headings, footnotes"), ""),
    )
    waits = ""
    if run.state == RunState.CHECKING:
        waits = _("rows wait for their check")
    elif run.summary.get("missing"):
        waits = _("rows wait for their columns")
    return [
        Stat(
            counts[code],
            waits if waits and code == status.WAITING else words,
            kind,
        )
        for code, words, kind in known
        if counts.get(code)
    ]


def group_rows(run: ImportRun) -> Table:
    """Return the kinds of fault, the most frequent first."""
    rows = [
        Row(
            [
                Bilingual.from_json(group["label"]),
                Bilingual.from_json(group["fault_words"]),
                group["count"],
                _which(group),
                Bilingual.from_json(group["expected"]),
            ]
        )
        for group in run.summary.get("groups", [])
    ]
    columns = [
        Column(_("Column")), Column(_("Fault")), Column(_("Rows"), number=True), Column(_("Which")),
        Column(_("Expected, for example")),
    ]  # fmt: skip
    return Table(_("Faults by column"), columns, rows)


def note_rows(run: ImportRun) -> Table:
    """Return what was assumed in reading the columns, so that nothing is taken silently."""
    rows = [
        Row(
            [
                Bilingual.from_json(note["label"]),
                Bilingual.from_json(note.get("kind_words", "")),
                note["count"],
                _which(note),
                _examples(note),
            ]
        )
        for note in run.summary.get("notes", [])
    ]
    columns = [
        Column(_("Column")), Column(_("Assumed")), Column(_("How often"), number=True), Column(_("Which rows")),
        Column(_("For example")),
    ]  # fmt: skip
    return Table(_("What was assumed"), columns, rows)


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


@dataclass(frozen=True, slots=True)
class LegacyWords:
    """Words of one column typed in an old font, beside their reading."""

    head: str
    said: str
    table: Table


def legacy_words(actor: Actor, run: ImportRun) -> list[LegacyWords]:
    """Return words typed in an old font by column, none where nothing is to be decided.

    Rows that name people are opened for whoever took the file; the others see which columns are meant.
    """
    if run.state != RunState.STAGED or not legacy.is_open(run.summary):
        return []
    if is_sealed(run) and not why_closed(actor, run):
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
            said = _("%(cells)s; the first %(n)d stand here.") % {"cells": said, "n": len(shown)}
        columns = [Column(_("As it came")), Column(_("As it reads"))]
        found.append(LegacyWords(reads, said, Table(reads, columns, [Row(list(pair)) for pair in shown])))
    return found


def all_legacy_rows(columns: Iterable[legacy.LegacyColumn], first: int, count: int) -> Table:
    """Return some of all different cells typed in an old font, beside their reading."""
    pairs = [(each.reads, *pair) for each in columns for pair in each.words]
    heads = [Column(_("Column")), Column(_("As it came")), Column(_("As it reads"))]
    return Table(_("Words in an old font"), heads, [Row(list(each)) for each in pairs[first : first + count]])


def left_out(run: ImportRun) -> str:
    """Return the names of the columns that nothing takes up, so that none is left out silently."""
    return ", ".join(Mapping.from_json(run.mapping).unused([each for each in run.headers if not each.startswith("[")]))


def same_before(run: ImportRun | None) -> dict[str, str] | None:
    """Return when the same file was taken before and the way there."""
    if run is None:
        return None
    return {
        "at": moment(run.begun_at),
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


def why_closed(actor: Actor, run: ImportRun) -> str:
    """Return why the rows are not opened by an actor, empty where they are."""
    try:
        may_open_rows(actor, run)
    except Refused as refusal:
        return str(refusal.words)
    return ""


def progress_of(run: ImportRun, counts: dict[str, int]) -> Progress:
    """Return how far checking, writing or taking back has come; asks again by itself."""
    status = ImportRow.Status
    if run.state == RunState.UNDOING:
        left = counts.get(status.CREATED, 0) + counts.get(status.UPDATED, 0)
        words = _("Records taken back")
    elif run.state == RunState.CHECKING:
        left = run.total - run.done
        words = _("Rows checked")
    else:
        left = counts.get(status.WAITING, 0)
        words = _("Rows written")
    # one more than is done, until the state itself says that it is over
    total = max(run.done + left, run.done + 1) if run.is_busy else run.done
    return Progress(words, run.done, total, reverse("import_progress", kwargs={"key": run.id}))
