"""An import in words: how it stands, its faults, its first rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.documents import import_legacy as legacy
from samanvay.documents.import_cells import may_open_rows
from samanvay.documents.import_kinds import import_kind
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.documents.states import RunState
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.imports import Mapping
from samanvay.kernel.refusals import Refused
from samanvay.web.components.pieces import Column, Kind, Pill, Progress, Row, Stat, Table

FAULTY_SHOWN = 10  # a page of them; the rest by paging, and all as CSV
COLUMNS_SHOWN = 7  # more do not fit beside each other; what each column feeds is listed below


def state_pill(run: ImportRun) -> Pill:
    """Return how an import stands."""
    words: dict[str, tuple[str, Kind]] = {
        RunState.STAGED: (_("waits for you"), "warn"),
        RunState.APPLYING: (_("being written"), "calm"),
        RunState.APPLIED: (_("written"), "ok"),
        RunState.UNDOING: (_("being taken back"), "calm"),
        RunState.UNDONE: (_("taken back"), "calm"),
        RunState.DROPPED: (_("set aside"), "calm"),
    }
    return Pill(*words[run.state])


def run_rows(runs: Iterable[ImportRun]) -> Table:
    """Return imports as a table, the latest first."""
    found = list(runs)
    names = {user.id: user.name for user in User.objects.filter(pk__in={run.begun_by for run in found})}
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
    missing = run.summary.get("missing")
    return [
        Stat(
            counts[code],
            _("rows wait for their columns") if missing and code == status.WAITING else words,
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
                ", ".join(map(str, group["rows"])) + (" …" if group["count"] > len(group["rows"]) else ""),
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
                Bilingual.from_json(note["example"]),
                note["count"],
                ", ".join(map(str, note["rows"])) + (" …" if note["count"] > len(note["rows"]) else ""),
            ]
        )
        for note in run.summary.get("notes", [])
    ]
    columns = [Column(_("Column")), Column(_("For example")), Column(_("How often"), number=True), Column(_("Which"))]
    return Table(_("What was assumed"), columns, rows)


def legacy_rows(run: ImportRun) -> Table | None:
    """Return words typed in an old font beside their reading, None where nothing is to be decided."""
    if run.state != RunState.STAGED or not legacy.is_open(run.summary):
        return None
    rows = []
    for column in run.summary["legacy"]["columns"]:
        pairs = column["examples"] or [[column["header"], column["reads"]]]
        rows += [Row([column["reads"], original, text]) for original, text in pairs]
    columns = [Column(_("Column")), Column(_("As it came")), Column(_("As it reads"))]
    return Table(_("Words in an old font"), columns, rows)


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


def first_rows(run: ImportRun, rows: Iterable[ImportRow]) -> Table:
    """Return the first rows as they were understood: one column a field that has a header, none that is sealed."""
    mapping = Mapping.from_json(run.mapping)
    spec = import_kind(run.kind).spec(run.home_state)
    fields = [one for one in spec.fields if one.code in mapping.columns and not one.sealed][:COLUMNS_SHOWN]
    at = [run.headers.index(mapping.columns[one.code]) for one in fields]
    lines = [Row([row.number, *(row.cells[index] if index < len(row.cells) else "" for index in at)]) for row in rows]
    if not fields:
        lines = []
    return Table(_("The first rows"), [Column(_("Row"), number=True), *(Column(one.label) for one in fields)], lines)


def why_closed(actor: Actor, run: ImportRun) -> str:
    """Return why the rows are not opened by an actor, empty where they are."""
    try:
        may_open_rows(actor, run)
    except Refused as refusal:
        return str(refusal.words)
    return ""


def progress_of(run: ImportRun, counts: dict[str, int]) -> Progress:
    """Return how far writing or taking back has come; asks again by itself."""
    status = ImportRow.Status
    if run.state == RunState.UNDOING:
        left = counts.get(status.CREATED, 0) + counts.get(status.UPDATED, 0)
        words = _("Records taken back")
    else:
        left = counts.get(status.WAITING, 0)
        words = _("Rows written")
    # one more than is done, until the state itself says that it is over
    total = max(run.done + left, run.done + 1) if run.is_busy else run.done
    return Progress(words, run.done, total, reverse("import_progress", kwargs={"key": run.id}))
