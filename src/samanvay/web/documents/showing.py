"""Looking at a document and taking it out, each for a purpose and on record."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.documents import previews, scanning, tasks
from samanvay.documents.actions import Opened, open_document, read_document, read_original
from samanvay.documents.media import Look
from samanvay.documents.models import Document
from samanvay.documents.policies import may_read_document, may_take_original, refuse_closed
from samanvay.documents.previews import NotDrawn, Uncleaned
from samanvay.documents.queries import document_or_unseen
from samanvay.documents.states import Scan
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page, posted
from samanvay.web.kit.boxes.forms import PurposeForm
from samanvay.web.kit.downloads import asked_range, attached, guarded, shown
from samanvay.web.kit.pages import POST, READ, record_page

from . import presenters
from .forms import OriginalForm
from .records import DOCUMENT, OF_CASE, address_of, lies_with

# What a page may load after a document was opened for a purpose: for that officer, for an hour. The opening is the act
# on record; a player asks for its file in many parts, which are not openings of their own.
SALT = "samanvay.documents.opened"
AN_HOUR = 3600


def _page(request: OfficerRequest, document: Document) -> HttpResponse:
    """Say what a document is and ask for the purpose; once it is given, let it be looked at."""
    form = PurposeForm(posted(request))
    opened = None
    if form.is_valid():
        opened = open_document(by=request.actor, document_id=document.id, purpose=form.cleaned_data["purpose"])
    return _shown(request, document, form, _look(request, opened) if opened else {})


of_case = record_page(OF_CASE, may=may_read_document)(_page)
page = record_page(DOCUMENT, may=may_read_document)(_page)


def _shown(request: OfficerRequest, document: Document, form: PurposeForm, look: dict[str, Any]) -> HttpResponse:
    record = lies_with(request.actor, document)
    title = str(document.kind_words)
    replaced = document_or_unseen(request.actor, document.replaces) if document.replaces else None
    context = {
        "document": document,
        "record": record,
        "title": title,
        "crumbs": record.crumbs(title),
        "facts": presenters.facts(record, document),
        "actions": presenters.document_actions(request.actor, record, document),
        "form": form,
        "is_open_to": document.has_file and not document.is_void and document.scan != Scan.WAITING,
        "may_scan": scanning.is_set() and document.scan in (Scan.UNSCANNED, Scan.WAITING) and document.has_file,
        "replaced_url": address_of(replaced) if replaced else "",
        "hides_parts": previews.hides_parts(document.media_type),
        "unclean": previews.unclean_words() if previews.is_never_clean(document.media_type) else "",
        **look,
    }
    return render(request, "documents/page.html", context, status=400 if form.is_bound and form.errors else 200)


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


@record_page(DOCUMENT, may=may_read_document, methods=READ)
def look(request: OfficerRequest, document: Document) -> HttpResponseBase:
    """Give the part of the page that shows a document opened within the hour, for one that was being drawn."""
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


@record_page(DOCUMENT, may=may_read_document, methods=READ)
def picture(request: OfficerRequest, document: Document) -> HttpResponseBase:
    """Give the preview of a document that was opened within the hour."""
    require_ticket(request.actor, document.id, request.GET.get("ticket", ""))
    if previews.look_of(document) not in (Look.PICTURE, Look.PAGE):
        raise Unseen
    made = previews.preview_of(request.actor, document)
    if made is None:
        raise Unseen
    return shown("preview.webp", "image/webp", made)


@record_page(DOCUMENT, may=may_read_document, methods=READ)
def play(request: OfficerRequest, document: Document) -> HttpResponseBase:
    """Give a part of a recording that was opened within the hour, as players ask for it."""
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


@record_page(DOCUMENT, may=may_read_document, methods=POST)
def copy(request: OfficerRequest, document: Document) -> HttpResponseBase:
    """Give out the copy, without what is hidden in it; where that cannot be taken out, say so before it leaves."""
    form = PurposeForm(request.POST)
    if not form.is_valid():
        return _shown(request, document, form, {})
    try:
        opened = read_document(
            by=request.actor,
            document_id=document.id,
            purpose=form.cleaned_data["purpose"],
            as_it_came=request.POST.get("as_it_came") == "1",
        )
    except Uncleaned as refusal:
        answer = _shown(request, document, form, {"unclean": str(refusal)})
        answer.status_code = refusal.status
        return answer
    return attached(opened.name, opened.media_type, opened.size, opened.chunks)


@record_page(DOCUMENT, may=may_take_original)
def original(request: OfficerRequest, document: Document) -> HttpResponseBase:
    """Ask why the file is wanted as it came, then give it out."""
    refuse_closed(document)
    return form_page(
        request,
        OriginalForm,
        read_original,
        document,
        then=lambda opened: attached(opened.name, opened.media_type, opened.size, opened.chunks),
        title=_("Take the original"),
        label=_("Take the file"),
        intro=_(
            "You get the file as it came, with its hidden data: author, place, time, device, earlier "
            "versions. Its hash is the recorded one, as a court requires. For everything else take the copy."
        ),
        template="documents/ask.html",
    )


def ticket_for(actor: Actor, document: Document) -> str:
    """Return the ticket of an officer who has just opened a document."""
    return signing.dumps([document.id.hex, actor.id.hex], salt=SALT)


def require_ticket(actor: Actor, document_id: UUID, ticket: str) -> None:
    """Refuse unless this officer opened this document within the hour."""
    try:
        said = signing.loads(ticket, salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        said = None
    if said != [document_id.hex, actor.id.hex]:
        raise Refused(
            _("Open the document with a purpose first. You can use it for one hour after opening."), code="ticket"
        )
