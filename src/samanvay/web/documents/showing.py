"""Looking at a document and taking it out, each for a purpose and on record."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.documents import previews, scanning, tasks
from samanvay.documents.actions import Opened, open_document, read_document, read_original
from samanvay.documents.media import Look
from samanvay.documents.models import Document
from samanvay.documents.policies import may_read_document, may_take_original, refuse_closed
from samanvay.documents.previews import NotDrawn, Uncleaned
from samanvay.documents.queries import document_or_unseen
from samanvay.documents.states import Scan
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb

from . import presenters
from .forms import LookForm, OriginalForm
from .records import Record, address_of, record_of
from .sending import asked_range, attached, guarded, shown
from .tickets import require_ticket, ticket_for

BOTH = ["GET", "POST"]


def found(request: OfficerRequest, document_id: UUID) -> tuple[Record, Document]:
    """Return a document and its record, both seen by the one who asks. Raises Unseen."""
    document = document_or_unseen(request.actor, document_id)
    return record_of(request.actor, document.of, document.record_id), document


@never_cache
@officer_page
@require_http_methods(BOTH)
def of_case(request: OfficerRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Show a document of a case."""
    record, document = found(request, document_id)
    if (document.of, document.record_id) != ("case", case_id):
        raise Unseen
    return _page(request, record, document)


@never_cache
@officer_page
@require_http_methods(BOTH)
def page(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Show a document of any record."""
    return _page(request, *found(request, document_id))


def _page(request: OfficerRequest, record: Record, document: Document) -> HttpResponseBase:
    """Say what a document is and ask for the purpose; once it is given, let it be looked at."""
    may_read_document(request.actor, document)
    form = LookForm(request.POST if request.method == "POST" else None)
    opened = None
    if form.is_valid():
        opened = open_document(by=request.actor, document_id=document.id, purpose=form.cleaned_data["purpose"])
    return _shown(request, record, document, form, _look(request, opened) if opened else {})


def _shown(
    request: OfficerRequest, record: Record, document: Document, form: LookForm, look: dict[str, Any]
) -> HttpResponse:
    title = str(document.kind_words)
    context = {
        "document": document,
        "record": record,
        "title": title,
        "crumbs": record.crumbs(title),
        "facts": presenters.facts(record, document),
        "deeds": presenters.deeds(request.actor, record, document),
        "form": form,
        "is_open_to": document.has_file and not document.is_void and document.scan != Scan.WAITING,
        "may_scan": scanning.is_set() and document.scan in (Scan.UNSCANNED, Scan.WAITING) and document.has_file,
        "replaced_url": _replaced_url(request, document),
        "hides_parts": previews.hides_parts(document.media_type),
        "unclean": previews.unclean_words() if previews.is_never_clean(document.media_type) else "",
        **look,
    }
    return render(request, "documents/page.html", context, status=400 if form.is_bound and form.errors else 200)


def _replaced_url(request: OfficerRequest, document: Document) -> str:
    return address_of(document_or_unseen(request.actor, document.replaces)) if document.replaces else ""


def _look(request: OfficerRequest, opened: Opened) -> dict[str, Any]:
    """Return what the page shows of an opened document."""
    document, look = opened.document, previews.look_of(opened.document)
    said: dict[str, Any] = {"opened": opened, "look": look.value}
    query = f"?ticket={ticket_for(request.actor, document)}"
    said |= _preview(request, document, query)
    if said.get("drawing_url"):
        # A file of before, or one whose turn was lost: asked for again, which does no harm.
        transaction.on_commit(lambda: tasks.draw.enqueue(str(document.id)))
    return said


def _preview(request: OfficerRequest, document: Document, query: str) -> dict[str, Any]:
    """Return what there is of a preview: where the picture is, the lines, why there is none, or where to ask again."""
    look = previews.look_of(document)
    if look not in previews.DRAWN:
        return {}
    drawing = {"drawing_url": reverse("document_look", args=[document.id]) + query}
    try:
        if look in previews.PLAYED:
            size = previews.played_size(request.actor, document)
            return drawing if size is None else {"play_url": reverse("document_play", args=[document.id]) + query}
        made = previews.preview_of(request.actor, document)
        if made is None:
            return drawing
        if look is Look.LINES:
            return {"lines": previews.lines_of(request.actor, document)}
    except NotDrawn as refusal:
        return {"not_drawn": str(refusal)}
    return {"picture_url": reverse("document_picture", args=[document.id]) + query}


@never_cache
@officer_page
@require_GET
def look(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Give the part of the page that shows a document opened within the hour, for one that was being drawn."""
    _record, document = found(request, document_id)
    may_read_document(request.actor, document)
    ticket = request.GET.get("ticket", "")
    require_ticket(request.actor, document.id, ticket)
    shape = previews.look_of(document)
    if shape not in previews.DRAWN:
        raise Unseen
    context = {
        "document": document,
        "title": str(document.kind_words),
        "look": shape.value,
        **_preview(request, document, f"?ticket={ticket}"),
    }
    return render(request, "documents/look.html", context)


@never_cache
@officer_page
@require_GET
def picture(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Give the preview of a document that was opened within the hour."""
    _record, document = found(request, document_id)
    may_read_document(request.actor, document)
    require_ticket(request.actor, document.id, request.GET.get("ticket", ""))
    if previews.look_of(document) not in (Look.PICTURE, Look.PAGE):
        raise Unseen
    made = previews.preview_of(request.actor, document)
    if made is None:
        raise Unseen
    return shown("preview.webp", "image/webp", made)


@never_cache
@officer_page
@require_GET
def play(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Give a part of a recording that was opened within the hour, as players ask for it."""
    _record, document = found(request, document_id)
    may_read_document(request.actor, document)
    require_ticket(request.actor, document.id, request.GET.get("ticket", ""))
    if previews.look_of(document) not in (Look.SOUND, Look.FILM):
        raise Unseen
    asked = request.headers.get("Range", "")
    size = previews.played_size(request.actor, document)
    if size is None:
        raise Unseen
    part = asked_range(asked, size)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, length = part
    chunks = previews.part_of(request.actor, document, start, length)
    answer = StreamingHttpResponse(chunks, content_type=document.media_type, status=206 if asked else 200)
    answer["Accept-Ranges"], answer["Content-Length"] = "bytes", str(length)
    answer["Content-Disposition"] = "inline"
    if asked:
        answer["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return guarded(answer)


@never_cache
@officer_page
@require_POST
def copy(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Give out the copy, without what is hidden in it; where that cannot be taken out, say so before it leaves."""
    record, document = found(request, document_id)
    may_read_document(request.actor, document)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _shown(request, record, document, form, {})
    try:
        opened = read_document(
            by=request.actor,
            document_id=document.id,
            purpose=form.cleaned_data["purpose"],
            as_it_came=request.POST.get("as_it_came") == "1",
        )
    except Uncleaned as refusal:
        answer = _shown(request, record, document, form, {"unclean": str(refusal)})
        answer.status_code = refusal.status
        return answer
    return attached(opened.name, opened.media_type, opened.size, opened.chunks)


@never_cache
@officer_page
@require_http_methods(BOTH)
def original(request: OfficerRequest, document_id: UUID) -> HttpResponseBase:
    """Ask why the file is wanted as it came, then give it out."""
    record, document = found(request, document_id)
    may_take_original(request.actor, document)
    refuse_closed(document)
    form = OriginalForm(request.POST if request.method == "POST" else None)

    def act() -> HttpResponseBase:
        opened = read_original(
            by=request.actor,
            document_id=document.id,
            purpose=form.cleaned_data["purpose"],
            reason=form.cleaned_data["reason"],
        )
        return attached(opened.name, opened.media_type, opened.size, opened.chunks)

    intro = _(
        "The file goes out as it came, with what is hidden in it: author, place, time, device, history. Its hash is "
        "the one on record, as a court asks. For all else take the copy."
    )
    return asked(
        request, record, document, form, act, title=_("Take the original"), label=_("Give it to me"), intro=intro
    )


def asked(
    request: OfficerRequest,
    record: Record,
    document: Document,
    form: Any,
    act: Callable[[], HttpResponseBase],
    **words: Any,
) -> HttpResponseBase:
    """Show a form about a document and, once it is filled, do what it asks."""
    if form.is_valid():
        try:
            return act()
        except Invalid as refusal:
            form.refuse(refusal)
    kind = words.pop("kind", "")
    context = {
        "form": form,
        "back": address_of(document),
        "kind": kind,
        "crumbs": record.crumbs(Crumb(str(document.kind_words), address_of(document)), words["title"]),
        **words,
    }
    return render(request, "documents/ask.html", context, status=400 if form.is_bound else 200)
