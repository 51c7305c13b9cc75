"""The custody of a document as a page and as CSV; voiding, putting to another person, scanning again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.documents.actions import move_document, scan_document, void_document
from samanvay.documents.custody import is_whole
from samanvay.documents.policies import may_void_document, reason_against_reading
from samanvay.documents.queries import custody_of, reasons_of
from samanvay.documents.states import Scan
from samanvay.kernel import clock
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.spreadsheets import csv_answer

from . import presenters
from .forms import MoveForm, VoidDocumentForm
from .records import address_of
from .showing import BOTH, asked, found


@never_cache
@officer_page
@require_GET
def custody(request: OfficerRequest, document_id: UUID) -> HttpResponse:
    """Show every hand that a document passed through, fit to be printed for a court."""
    record, document = found(request, document_id)
    entries = custody_of(request.actor, document)
    rows = presenters.custody_rows(entries, reasons_of(request.actor, document, entries))
    title = _("Chain of custody")
    context = {
        "title": title,
        "document": document,
        "record": record,
        "crumbs": record.crumbs(title),
        "facts": [(document.record_words, record.title), *presenters.facts(record, document)],
        "table": presenters.custody_table(rows),
        "is_whole": is_whole(document, entries),
        "csv_url": reverse("document_custody_csv", args=[document.id]),
        "back": "" if reason_against_reading(request.actor, document) else address_of(document),
        "printed_at": clock.now(),
        "last_digest": presenters.in_fours(entries[-1].digest) if entries else "",
    }
    return render(request, "documents/custody.html", context)


@never_cache
@officer_page
@require_GET
def custody_csv(request: OfficerRequest, document_id: UUID) -> HttpResponse:
    """Give the custody of a document as CSV."""
    _record, document = found(request, document_id)
    entries = custody_of(request.actor, document)
    rows = presenters.custody_rows(entries, reasons_of(request.actor, document, entries))
    return csv_answer(f"custody-{document.sha256[:12]}", [presenters.custody_columns(), *rows])


@never_cache
@officer_page
@require_http_methods(BOTH)
def void(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Strike a document out with a reason."""
    record, document = found(request, document_id)
    may_void_document(request.actor, document)
    form = VoidDocumentForm(request.POST if request.method == "POST" else None)

    def act() -> HttpResponseBase:
        void_document(by=request.actor, document_id=document.id, reason=form.cleaned_data["reason"])
        messages.success(request, _("The document is void. Its file and its custody are kept; nobody opens it."))
        return HttpResponseRedirect(record.url)

    return asked(
        request, record, document, form, act, title=_("Void a document"), label=_("Void it"), kind="danger",
        intro=_("It stays in the record with your reason, and is given to nobody any more."),
    )  # fmt: skip


@never_cache
@officer_page
@require_http_methods(BOTH)
def move(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Put a document to the person whom it is really about."""
    record, document = found(request, document_id)
    may_void_document(request.actor, document)
    others = [(key, label) for key, label in record.people if key != str(document.subject_id)]
    form = MoveForm(request.POST if request.method == "POST" else None, people=others)

    def act() -> HttpResponseBase:
        move_document(by=request.actor, document_id=document.id, subject_id=UUID(form.cleaned_data["person"]))
        messages.success(request, _("The document is now about the person you chose."))
        return HttpResponseRedirect(address_of(document))

    return asked(
        request, record, document, form, act, title=_("Put to another person"), label=_("Put it there"),
        intro=_("Its key goes along: when that person is forgotten, so is this file."),
    )  # fmt: skip


@never_cache
@officer_page
@require_POST
def scan(request: OfficerRequest, document_id: UUID) -> HttpResponse:
    """Have a document scanned that has not been."""
    _record, document = found(request, document_id)
    done = scan_document(by=request.actor, document_id=document.id)
    if done.scan == Scan.WAITING:
        messages.warning(request, _("The virus scanner does not answer. Try again later."))
    else:
        messages.success(request, str(done.scan_words))
    return HttpResponseRedirect(reverse("document_custody", args=[document.id]))
