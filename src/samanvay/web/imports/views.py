"""From the file to the records and back: upload, columns, faults, writing, taking back."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, unit_with
from samanvay.directory.models import Unit
from samanvay.directory.queries import unit_of
from samanvay.documents import import_legacy as legacy
from samanvay.documents import import_queries, tasks
from samanvay.documents import imports as doing
from samanvay.documents.import_kinds import ImportKind, import_kind, import_kinds
from samanvay.documents.models import ImportRow, ImportRun
from samanvay.documents.states import RunState
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.kernel.imports import SheetError, errors_as_csv
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.web.kit.access import OfficerRequest, officer_page

from . import presenters
from .first_rows import first_rows
from .forms import ColumnsForm, RowForm, UploadForm

FIRST = 5
WORDS_SHOWN = 500  # different cells in an old font on one page

P = ParamSpec("P")


def permission_of(actor: Actor) -> Permission:
    """Return a permission by which somebody imports, the widest first. Raises Refused where they hold none."""
    for each in (Permission.IMPORT_RUN, *sorted({kind.permission for kind in import_kinds()})):
        if holds(actor, each):
            return each
    require(actor, Permission.IMPORT_RUN)
    raise Refused


def import_page(
    view: Callable[Concatenate[OfficerRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Open a page to whoever may run some kind of import; which ones, the kinds say."""

    @wraps(view)
    def asked(request: OfficerRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        permission_of(request.actor)
        return view(request, *args, **kwargs)

    return officer_page(asked)


def _url(run: ImportRun) -> str:
    return reverse("import_run", kwargs={"key": run.id})


def _run(request: OfficerRequest, key: UUID) -> ImportRun:
    run = import_queries.import_seen(request.actor, key)
    import_kind(run.kind).require(request.actor, run.home_state)
    return run


def _kinds(request: OfficerRequest) -> list[ImportKind]:
    """Return the kinds of import that the actor may run."""
    state = unit_of_actor(request).home_state
    found = []
    for kind in import_kinds():
        try:
            kind.require(request.actor, state)
        except Refused:
            continue
        found.append(kind)
    return found


def unit_of_actor(request: OfficerRequest) -> Unit:
    """Return the unit at which the actor imports."""
    return unit_of(unit_with(request.actor, permission_of(request.actor)))


@import_page
@require_http_methods(["GET", "POST"])
def imports(request: OfficerRequest) -> HttpResponseBase:
    """List the imports of one's units; take a new file."""
    kinds = _kinds(request)
    form = UploadForm(kinds, request.POST if request.method == "POST" else None, request.FILES or None)
    status = 200
    if form.is_bound:
        if form.is_valid():
            run = _staged(request, form)
            if run is not None:
                if run.is_busy:
                    told = str(run.id), str(request.user.id)
                    transaction.on_commit(lambda: tasks.carry_on.enqueue(*told))
                return HttpResponseRedirect(_url(run))
        status = 400
    may_open = [kind.code for kind in kinds]
    seen = list(import_queries.imports_seen(request.actor).filter(kind__in=may_open)[:100])
    context = {"form": form, "table": presenters.run_rows(seen), "count": len(seen), "kinds": kinds}
    return render(request, "imports/imports.html", context, status=status)


def _staged(request: OfficerRequest, form: UploadForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return doing.stage_file(
            by=request.actor,
            kind=form.cleaned_data["kind"],
            content=file.read(),
            file_name=file.name,
            audience=unit_with(request.actor, import_kind(form.cleaned_data["kind"]).permission),
            sheet=form.cleaned_data["sheet"] or None,
            check_at_most=doing.CHECKED_IN_REQUEST,
        )
    except SheetError as error:
        form.add_error("file", str(error.words))
    except Invalid as refusal:
        form.add_error(None, str(refusal.words))
    return None


@import_page
@require_GET
def import_run(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Show an import: its columns, its numbers, its faults, what can be done next."""
    run = _run(request, key)
    counts = import_queries.counts_by_status(run)
    spec = import_kind(run.kind).spec(run.home_state)
    faulty = import_queries.faulty_rows(run)
    after = whole_number(request.GET.get("after", "")) or 0
    page = list(faulty.filter(number__gt=after)[: presenters.FAULTY_SHOWN + 1])
    shown = page[: presenters.FAULTY_SHOWN]
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
        "newer": f"{_url(run)}#faulty" if after else "",
        "older": f"{_url(run)}?after={shown[-1].number}#faulty" if len(page) > len(shown) else "",
        "first": first_rows(run, import_queries.first_rows(request.actor, run, FIRST)),
        "why_closed": presenters.why_closed(request.actor, run),
        "progress": presenters.progress_of(run, counts) if run.is_busy else None,
        "may_stop": run.state in (RunState.APPLYING, RunState.UNDOING),
        "may_go_on": run.state == RunState.STOPPED and not counts.get(ImportRow.Status.UNDONE),
        "may_drop": run.state in (RunState.STAGED, RunState.CHECKING),
        "waiting": 0 if missing or legacy.is_open(run.summary) else counts.get(ImportRow.Status.WAITING, 0),
        "may_undo": run.state in (RunState.APPLIED, RunState.STOPPED)
        and bool(counts.get(ImportRow.Status.CREATED) or counts.get(ImportRow.Status.UPDATED)),
    }
    return render(request, "imports/run.html", context)


@import_page
@require_POST
def columns(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Choose the columns; they are taken up again for the next file with the same header."""
    run = _run(request, key)
    form = ColumnsForm(run, import_kind(run.kind).spec(run.home_state), request.POST)
    if not form.is_valid():
        raise Invalid("columns", _("The file has no such column."))
    doing.choose_columns(by=request.actor, run=run, columns=form.columns())
    messages.success(request, _("The rows were checked with these columns."))
    return HttpResponseRedirect(_url(run))


@never_cache
@import_page
@require_http_methods(["GET", "POST"])
def old_font(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Show all that was typed in an old font; take it as it reads, or leave its letters as they came."""
    if request.method == "GET":
        return _all_words(request, _run(request, key))
    run = doing.read_legacy(by=request.actor, run=_run(request, key), take=request.POST.get("take") == "yes")
    messages.success(
        request,
        _("The words are read as Hindi now; look at the columns again.")
        if run.summary["legacy"]["decided"] == "taken"
        else _("The letters stay as they came."),
    )
    return HttpResponseRedirect(_url(run))


def _all_words(request: OfficerRequest, run: ImportRun) -> HttpResponseBase:
    columns = doing.legacy_words(by=request.actor, run=run)
    if not columns:
        return HttpResponseRedirect(_url(run))
    count = sum(len(each.words) for each in columns)
    first = int(told) if (told := request.GET.get("from", "")).isdecimal() and len(told) < 8 else 0
    context = {
        "run": run,
        "back": _url(run),
        "count": count,
        "table": presenters.all_legacy_rows(columns, first, WORDS_SHOWN),
        "newer": f"?from={max(0, first - WORDS_SHOWN)}" if first else "",
        "older": f"?from={first + WORDS_SHOWN}" if first + WORDS_SHOWN < count else "",
    }
    return render(request, "imports/old_font.html", context)


@import_page
@require_http_methods(["GET", "POST"])
def mend(request: OfficerRequest, key: UUID, number: int) -> HttpResponseBase:
    """Mend one row."""
    run = _run(request, key)
    row = doing.row_to_mend(by=request.actor, run=run, number=number)
    form = RowForm(run, row, request.POST if request.method == "POST" else None)
    status = 200
    if "beside" in request.POST:
        doing.keep_beside(by=request.actor, run=run, number=number)
        messages.success(request, _("Row %(row)s is kept as a unit of its own.") % {"row": number})
        return HttpResponseRedirect(_url(run))
    if form.is_bound and form.is_valid():
        try:
            row = doing.mend_row(by=request.actor, run=run, number=number, cells=form.cells())
        except Invalid as refusal:
            form.add_error(None, str(refusal.words))
            status = 400
        else:
            if row.status == ImportRow.Status.WAITING:
                messages.success(request, _("Row %(row)s is good now.") % {"row": number})
                return HttpResponseRedirect(_url(run))
            messages.warning(request, _("Row %(row)s still has faults.") % {"row": number})
            return HttpResponseRedirect(request.path)
    context = {
        "run": run,
        "form": form,
        "number": number,
        "faults": presenters.faulty(run, [row])[0]["faults"],
        "may_stand_beside": bool(doing.apart_header(run, row)),
        "back": _url(run),
    }
    return render(request, "imports/row.html", context, status=status)


@import_page
@require_POST
def apply(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Write the good rows: at once when they are few, else by the worker."""
    run = doing.begin_apply(by=request.actor, run=_run(request, key))
    rows = run.rows.filter(status=ImportRow.Status.WAITING).count()
    return _carried_on(request, run, rows)


@import_page
@require_POST
def stop(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Stop the writing or taking back; what is done stays done."""
    run = doing.stop_run(by=request.actor, run=_run(request, key))
    messages.success(request, _("Stopped; what is done stays. You may go on, or take back what was written."))
    return HttpResponseRedirect(_url(run))


@import_page
@require_POST
def undo(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Take back what was written: at once when it is little, else by the worker."""
    run = doing.begin_undo(by=request.actor, run=_run(request, key))
    rows = run.rows.filter(status__in=(ImportRow.Status.CREATED, ImportRow.Status.UPDATED)).count()
    return _carried_on(request, run, rows)


def _carried_on(request: OfficerRequest, run: ImportRun, rows: int) -> HttpResponseBase:
    if rows <= doing.IN_REQUEST:
        if run.state == RunState.APPLYING:
            doing.apply_rows(by=request.actor, run=run)
        else:
            doing.undo_rows(by=request.actor, run=run)
    else:
        told = str(run.id), str(request.user.id)
        transaction.on_commit(lambda: tasks.carry_on.enqueue(*told))
    return HttpResponseRedirect(_url(run))


@import_page
@require_POST
def drop(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Set an import aside."""
    doing.drop_run(by=request.actor, run=_run(request, key))
    messages.success(request, _("Set aside; nothing was written."))
    return HttpResponseRedirect(reverse("imports"))


@import_page
@require_GET
def progress(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Say how far it has come; when it is over, let the page be shown anew."""
    run = _run(request, key)
    counts = import_queries.counts_by_status(run)
    context: dict[str, Any] = {"progress": presenters.progress_of(run, counts)}
    answer = render(request, "components/progress.html", context)
    if not run.is_busy:
        answer["HX-Redirect"] = _url(run)
    return answer


@import_page
@require_GET
def faults_csv(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Give the faults as a list to send back to who made the file."""
    run = _run(request, key)
    body = "\ufeff" + "".join(errors_as_csv(import_queries.faults(run), language=get_language() or "en"))
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faults.csv"'
    return answer
