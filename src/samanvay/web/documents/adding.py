"""Taking files in: several at once, the good ones kept, each bad one named with its reason."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.documents.actions import AlreadyHere, add_document
from samanvay.documents.media import LARGEST
from samanvay.documents.models import Document
from samanvay.documents.policies import may_add_document, may_void_document
from samanvay.documents.queries import document_or_unseen
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import posted
from samanvay.web.kit.pages import record_page
from samanvay.web.kit.uploads import TOGETHER

from .forms import UploadForm
from .records import Record, address_of, of


@dataclass(frozen=True)
class Outcome:
    """What became of one file that was sent."""

    name: str
    words: str
    url: str = ""
    is_kept: bool = False


def _may_add(actor: Actor, record: Record) -> None:
    record.refuse_void()
    may_add_document(actor, record.id, None, "other", record.readers, record.of)


def _adding(request: OfficerRequest, record: Record) -> HttpResponse:
    """Take in files of a record."""
    replaced = _replaced(request, record)
    first = (
        {"kind": replaced.kind, "person": str(replaced.subject_id or ""), "replaces": replaced.id} if replaced else {}
    )
    sent = posted(request)
    form = UploadForm(sent, request.FILES if sent else None, people=record.people, of=record.of, initial=first)
    outcomes: list[Outcome] = []
    if sent is not None and form.is_valid():
        outcomes = [_take(request, record, form, number, file) for number, file in enumerate(form.given())]
        kept = [each for each in outcomes if each.is_kept]
        if kept:
            said = ngettext("%(n)d document is sealed and saved.", "%(n)d documents are sealed and saved.", len(kept))
            messages.success(request, said % {"n": len(kept)})
        if not form.errors and len(kept) == len(outcomes):
            return HttpResponseRedirect(record.url)
        if len(outcomes) == 1 and not form.errors:
            form.add_error("file", outcomes[0].words)
        elif kept:
            # What is sent next is a new sending: the good ones of this one are done.
            again = {"kind": form.cleaned_data["kind"], "person": form.cleaned_data.get("person")}
            form = UploadForm(people=record.people, of=record.of, initial=again)
    failed = sent is not None and (bool(form.errors) or not any(each.is_kept for each in outcomes))
    title = _("Replace a document") if replaced else _("Add documents")
    context = {
        "form": form,
        "title": title,
        "crumbs": record.crumbs(title),
        "back": record.url,
        "outcomes": outcomes if len(outcomes) > 1 else [each for each in outcomes if each.url],
        "replaced": replaced,
        "largest": LARGEST,
        "together": TOGETHER * LARGEST,
    }
    return render(request, "documents/add.html", context, status=400 if failed else 200)


add_to_case = record_page(of("case"), may=_may_add)(_adding)
add_to_report = record_page(of("report"), may=_may_add, permission=Permission.REPORT_WRITE)(_adding)
# Both sides of a request read its files.
add_to_request = record_page(of("request"), may=_may_add, permission=Permission.REQUEST_SEND)(_adding)
# Of an entry of a register: photographs before all.
add_to_entry = record_page(of("tracing"), may=_may_add, permission=Permission.TRACING_WRITE)(_adding)


def _replaced(request: OfficerRequest, record: Record) -> Document | None:
    asked = request.POST.get("replaces") or request.GET.get("replaces")
    if not asked:
        return None
    try:
        found = document_or_unseen(request.actor, UUID(asked))
    except ValueError:
        raise Unseen from None
    if found.record_id != record.id:
        raise Unseen
    may_void_document(request.actor, found)
    return found


def _take(request: OfficerRequest, record: Record, form: UploadForm, number: int, file: Any) -> Outcome:
    data = form.cleaned_data
    try:
        if getattr(file, "is_cut", False):
            raise Invalid(
                "file",
                _("Too large: at most %(n)d MB per file, and %(all)d MB in total.")
                % {"n": LARGEST // 1024 // 1024, "all": TOGETHER * LARGEST // 1024 // 1024},
            )
        document = add_document(
            by=request.actor,
            of=record.of,
            record_id=record.id,
            subject_id=form.person_id(),
            kind=data["kind"],
            name=str(file.name),
            chunks=file.chunks(),
            readers=record.readers,
            home_unit=record.home_unit,
            home_state=record.home_state,
            # Sent twice over a weak line, each file is still kept once.
            submission_id=uuid5(data["submission_id"], str(number)) if number else data["submission_id"],
            captured_at=data.get("captured_at"),
            replaces=data.get("replaces") if number == 0 else None,
        )
    except AlreadyHere as known:
        return Outcome(file.name, str(known), address_of(known.document))
    except Invalid as refusal:
        if refusal.field != "file":
            form.refuse(refusal)
        return Outcome(file.name, str(refusal))
    if document.is_infected:
        return Outcome(file.name, _("The file contained a virus and was destroyed. The record of it stays."))
    return Outcome(file.name, _("Saved."), is_kept=True)
