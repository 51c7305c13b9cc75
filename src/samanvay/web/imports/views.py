"""From the file to the records and back: upload, columns, faults, writing, taking back."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, unit_with
from samanvay.directory.queries import unit_of
from samanvay.documents import tasks
from samanvay.documents.importing import actions as doing
from samanvay.documents.importing import legacy
from samanvay.documents.importing import queries as import_queries
from samanvay.documents.importing.cells import may_open_rows
from samanvay.documents.importing.kinds import ImportKind, import_kind, import_kinds
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.documents.states import RunState
from samanvay.importing import SheetError, errors_as_csv
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Refused, reason_against
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, READ, Record, page, record_page
from samanvay.web.kit.spreadsheets import csv_file

from . import presenters
from .forms import ColumnsForm, RowForm, UploadForm

FIRST = 5
WORDS_SHOWN = 500  # different cells in an old font on one page


def permission_of(actor: Actor) -> Permission:
    """Return a permission by which somebody imports, the widest first. Raises Refused where they hold none."""
    for each in (Permission.IMPORT_RUN, *sorted({kind.permission for kind in import_kinds()})):
        if holds(actor, each):
            return each
    require(actor, Permission.IMPORT_RUN)
    raise Refused


def _run(actor: Actor, key: UUID) -> ImportRun:
    permission_of(actor)
    return import_queries.import_seen(actor, key)


def may_run(actor: Actor, run: ImportRun) -> None:
    """Refuse whoever may not run this kind of import."""
    import_kind(run.kind).require(actor, run.home_state)


RUN: Record[ImportRun] = Record(
    "run",
    load=_run,
    page=lambda run: reverse("import_run", args=[run.id]),
    crumbs=lambda actor, run: [Crumb(_("Imports"), reverse("imports")), Crumb(run.file_name, RUN.page(run))],
)


def _kinds(actor: Actor) -> list[ImportKind]:
    """Return the kinds of import that the actor may run at the unit at which they import."""
    state = unit_of(unit_with(actor, permission_of(actor))).home_state
    return [kind for kind in import_kinds() if not reason_against(kind.require, actor, state)]


@page(may=permission_of)
def imports(request: OfficerRequest) -> HttpResponse:
    """List the imports of one's units; take a new file."""
    kinds = _kinds(request.actor)

    def show(form: UploadForm) -> HttpResponse:
        may_open = [kind.code for kind in kinds]
        seen = list(import_queries.imports_seen(request.actor).filter(kind__in=may_open)[:100])
        context = {"form": form, "table": presenters.run_rows(seen), "count": len(seen), "kinds": kinds}
        return render(request, "imports/imports.html", context, status=400 if form.is_bound else 200)

    return form_page(request, partial(UploadForm, kinds=kinds), partial(_stage, request), to=RUN.page, show=show)


def _stage(request: OfficerRequest, *, by: Actor, kind: str, file: Any, sheet: str) -> ImportRun:
    try:
        run = doing.stage_file(
            by=by,
            kind=kind,
            content=file.read(),
            file_name=file.name,
            audience=unit_with(by, import_kind(kind).permission),
            sheet=sheet or None,
            check_at_most=doing.CHECKED_IN_REQUEST,
        )
    except SheetError as error:
        raise Invalid("file", error.words) from error
    if run.is_busy:
        _carry_on(request, run)
    return run


def _carry_on(request: OfficerRequest, run: ImportRun) -> None:
    told = str(run.id), str(request.user.id)
    transaction.on_commit(lambda: tasks.carry_on.enqueue(*told))


@record_page(RUN, may=may_run, methods=READ)
def import_run(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Show an import: its columns, its numbers, its faults, what can be done next."""
    counts = import_queries.counts_by_status(run)
    spec = import_kind(run.kind).spec(run.home_state)
    faulty = import_queries.faulty_rows(run)
    after = whole_number(request.GET.get("after", "")) or 0
    listed = list(faulty.filter(number__gt=after)[: presenters.FAULTY_SHOWN + 1])
    shown = listed[: presenters.FAULTY_SHOWN]
    missing = [spec.by_code[code].label for code in run.summary.get("missing", [])]
    context = {
        "run": run,
        "kind": import_kind(run.kind),
        "pill": presenters.state_pill(run),
        "stats": presenters.stats(run, counts),
        "notes": [note["hi" if get_language() == "hi" and note.get("hi") else "en"] for note in run.notes],
        "missing": ", ".join(str(label) for label in missing),
        "left_out": presenters.left_out(run),
        "same": presenters.same_before(import_queries.same_file_before(run)),
        "legacy": presenters.legacy_words(request.actor, run),
        "assumed": presenters.note_rows(run),
        "columns": ColumnsForm(run, spec) if run.state == RunState.STAGED else None,
        "groups": presenters.group_rows(run),
        "faulty": presenters.faulty(run, shown),
        "faulty_count": faulty.count(),
        "newer": f"{RUN.page(run)}#faulty" if after else "",
        "older": f"{RUN.page(run)}?after={shown[-1].number}#faulty" if len(listed) > len(shown) else "",
        "first": presenters.first_rows(run, import_queries.first_rows(request.actor, run, FIRST)),
        "why_closed": reason_against(may_open_rows, request.actor, run),
        "progress": presenters.progress_of(run, counts) if run.is_busy else None,
        "may_stop": run.state in (RunState.APPLYING, RunState.UNDOING),
        "may_go_on": run.state == RunState.STOPPED and not counts.get(ImportRow.Status.UNDONE),
        "may_drop": run.state in (RunState.STAGED, RunState.CHECKING),
        "waiting": 0 if missing or legacy.is_open(run.summary) else counts.get(ImportRow.Status.WAITING, 0),
        "may_undo": run.state in (RunState.APPLIED, RunState.STOPPED)
        and bool(counts.get(ImportRow.Status.CREATED) or counts.get(ImportRow.Status.UPDATED)),
    }
    return render(request, "imports/run.html", context)


@record_page(RUN, may=may_run, methods=POST)
def columns(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Choose the columns; they are taken up again for the next file with the same header."""
    form = ColumnsForm(run, import_kind(run.kind).spec(run.home_state), request.POST)
    if not form.is_valid():
        raise Invalid("columns", _("The file does not have this column."))
    done = _("The rows were checked with these columns.")
    return action_page(request, doing.choose_columns, run, columns=form.columns(), done=done)


@record_page(RUN, may=may_run)
def old_font(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Show all that was typed in an old font; take it as it reads, or leave its letters as they came."""
    if request.method != "POST":
        return _all_words(request, run)
    take = request.POST.get("take") == "yes"
    return action_page(request, doing.read_legacy, run, take=take, done=_legacy_words)


def _legacy_words(run: ImportRun) -> str:
    if run.summary["legacy"]["decided"] == "taken":
        return _("The text is now read as Hindi. Check the columns again.")
    return _("The text was left as it was.")


def _all_words(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    columns = doing.legacy_words(by=request.actor, run=run)
    if not columns:
        return HttpResponseRedirect(RUN.page(run))
    count = sum(len(each.words) for each in columns)
    first = whole_number(request.GET.get("from", "")) or 0
    context = {
        "run": run,
        "back": RUN.page(run),
        "count": count,
        "table": presenters.all_legacy_rows(columns, first, WORDS_SHOWN),
        "newer": f"?from={max(0, first - WORDS_SHOWN)}" if first else "",
        "older": f"?from={first + WORDS_SHOWN}" if first + WORDS_SHOWN < count else "",
    }
    return render(request, "imports/old_font.html", context)


@record_page(RUN, may=may_run)
def mend(request: OfficerRequest, run: ImportRun, number: int) -> HttpResponse:
    """Edit one row."""
    row = doing.row_to_mend(by=request.actor, run=run, number=number)
    if "beside" in request.POST:
        done = _("Row %(row)s is saved as a separate unit.") % {"row": number}
        return action_page(request, doing.keep_beside, run, number=number, done=done)

    def onward(row: ImportRow) -> HttpResponse:
        if row.status == ImportRow.Status.WAITING:
            messages.success(request, _("Row %(row)s has no errors now.") % {"row": number})
            return HttpResponseRedirect(RUN.page(run))
        messages.warning(request, _("Row %(row)s still has errors.") % {"row": number})
        return HttpResponseRedirect(request.path)

    def show(form: RowForm) -> HttpResponse:
        context = {
            "run": run,
            "form": form,
            "number": number,
            "faults": presenters.faulty(run, [row])[0]["faults"],
            "may_stand_beside": bool(doing.apart_header(run, row)),
            "back": RUN.page(run),
        }
        return render(request, "imports/row.html", context, status=400 if form.errors else 200)

    mending = partial(doing.mend_row, number=number)
    return form_page(request, partial(RowForm, run=run, row=row), mending, run, then=onward, show=show)


@record_page(RUN, may=may_run, methods=POST)
def apply(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Write the good rows: at once when they are few, else by the worker."""
    run = doing.begin_apply(by=request.actor, run=run)
    return _carried_on(request, run, ImportRow.Status.WAITING)


@record_page(RUN, may=may_run, methods=POST)
def stop(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Stop the writing or taking back; what is done stays done."""
    done = _("Stopped; saved rows stay. You can continue, or undo what was saved.")
    return action_page(request, doing.stop_run, run, done=done)


@record_page(RUN, may=may_run, methods=POST)
def undo(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Take back what was written: at once when it is little, else by the worker."""
    run = doing.begin_undo(by=request.actor, run=run)
    return _carried_on(request, run, ImportRow.Status.CREATED, ImportRow.Status.UPDATED)


def _carried_on(request: OfficerRequest, run: ImportRun, *left: str) -> HttpResponse:
    counts = import_queries.counts_by_status(run)
    if sum(counts.get(status, 0) for status in left) <= doing.IN_REQUEST:
        if run.state == RunState.APPLYING:
            doing.apply_rows(by=request.actor, run=run)
        else:
            doing.undo_rows(by=request.actor, run=run)
    else:
        _carry_on(request, run)
    return HttpResponseRedirect(RUN.page(run))


@record_page(RUN, may=may_run, methods=POST)
def drop(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Set an import aside."""
    return action_page(request, doing.drop_run, run, to=reverse("imports"), done=_("Set aside; nothing was saved."))


@record_page(RUN, may=may_run, methods=READ)
def progress(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Say how far it has come; when it is over, let the page be shown anew."""
    counts = import_queries.counts_by_status(run)
    answer = render(request, "components/progress.html", {"progress": presenters.progress_of(run, counts)})
    if not run.is_busy:
        answer["HX-Redirect"] = RUN.page(run)
    return answer


@record_page(RUN, may=may_run, methods=READ)
def faults_csv(request: OfficerRequest, run: ImportRun) -> HttpResponse:
    """Give the faults as a list to send back to who made the file."""
    lines = errors_as_csv(import_queries.faults(run), language=get_language() or "en")
    return csv_file("faults", "\ufeff" + "".join(lines))
