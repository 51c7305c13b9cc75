"""The custody of a document as a page and as CSV; voiding, putting to another person, scanning again."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.documents.actions import move_document, scan_document, void_document
from samanvay.documents.custody import is_whole
from samanvay.documents.models import Document
from samanvay.documents.policies import may_void_document, reason_against_reading
from samanvay.documents.queries import custody_of
from samanvay.documents.states import Scan
from samanvay.kernel import clock
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import POST, READ, every_reader, record_page

from . import presenters
from .forms import MoveForm, VoidDocumentForm
from .records import DOCUMENT, address_of, lies_with


@record_page(DOCUMENT, may=every_reader, methods=READ)
def custody(request: OfficerRequest, document: Document) -> HttpResponse:
    """Show every hand that a document passed through, fit to be printed for a court."""
    record = lies_with(request.actor, document)
    entries = custody_of(request.actor, document)
    title = _("Chain of custody")
    context = {
        "title": title,
        "document": document,
        "crumbs": record.crumbs(title),
        "facts": [(document.record_words, record.title), *presenters.facts(record, document)],
        "table": presenters.custody_table(request.actor, document, entries),
        "is_whole": is_whole(document, entries),
        "csv_url": reverse("document_custody_csv", args=[document.id]),
        "back": "" if reason_against_reading(request.actor, document) else address_of(document),
        "printed_at": clock.now(),
        "last_digest": presenters.in_fours(entries[-1].digest) if entries else "",
    }
    return render(request, "documents/custody.html", context)


@record_page(DOCUMENT, may=every_reader, methods=READ)
def custody_csv(request: OfficerRequest, document: Document) -> HttpResponse:
    """Give the custody of a document as CSV."""
    entries = custody_of(request.actor, document)
    table = presenters.custody_table(request.actor, document, entries, in_file=True)
    return as_csv(table, f"custody-{document.sha256[:12]}")


@record_page(DOCUMENT, may=may_void_document)
def void(request: OfficerRequest, document: Document) -> HttpResponse:
    """Strike a document out with a reason."""
    return form_page(
        request,
        VoidDocumentForm,
        void_document,
        document,
        title=_("Cancel a document"),
        label=_("Cancel document"),
        kind="danger",
        intro=_("It stays in the record with your reason, but nobody can open it."),
        template="documents/ask.html",
        done=_("The document is cancelled. Its file and custody record are kept; nobody can open it."),
        to=lies_with(request.actor, document).url,
    )


@record_page(DOCUMENT, may=may_void_document)
def move(request: OfficerRequest, document: Document) -> HttpResponse:
    """Put a document to the person whom it is really about."""
    people = lies_with(request.actor, document).people
    return form_page(
        request,
        partial(MoveForm, people=[(key, label) for key, label in people if key != str(document.subject_id)]),
        move_document,
        document,
        title=_("Move to another person"),
        label=_("Move the document"),
        intro=_("The key of the file moves too: when that person's data is erased, this file is erased."),
        template="documents/ask.html",
        done=_("The document is now about the person you chose."),
    )


@record_page(DOCUMENT, may=every_reader, methods=POST)
def scan(request: OfficerRequest, document: Document) -> HttpResponse:
    """Have a document scanned that has not been."""
    onward = reverse("document_custody", args=[document.id])
    return action_page(request, scan_document, document, done=partial(_scanned, request), to=onward)


def _scanned(request: OfficerRequest, document: Document) -> str:
    if document.scan != Scan.WAITING:
        return str(document.scan_words)
    messages.warning(request, _("The virus scanner does not answer. Try again later."))
    return ""
