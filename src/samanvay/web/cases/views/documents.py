"""Documents of a case: taken in, given out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samanvay.cases.models import Case
from samanvay.cases.queries import case_or_unseen, persons_of
from samanvay.documents.actions import add_document, read_document
from samanvay.documents.policies import may_add_document, may_read_document
from samanvay.documents.queries import custody_of, document_or_unseen
from samanvay.kernel.refusals import Refused, Unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases.forms import DocumentForm, PurposeForm
from samanvay.web.cases.presenters import custody

from .page import answered, posted, show

BOTH = ["GET", "POST"]


@never_cache
@officer_page
@require_http_methods(BOTH)
def add(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Take in a file."""
    case = case_or_unseen(request.actor, case_id)
    if case.is_void:
        raise Refused(_("This case is void; nothing is changed in it any more."))
    may_add_document(request.actor, case.id, None, "other", case.readers)
    people = [(str(person.id), str(person.label)) for person in persons_of(request.actor, case)]
    form = DocumentForm(posted(request), request.FILES or None, people=people)

    def act() -> Any:
        data = form.cleaned_data
        return add_document(
            by=request.actor,
            record_id=case.id,
            subject_id=form.person_id(),
            kind=data["kind"],
            name=data["file"].name,
            chunks=data["file"].chunks(),
            readers=case.readers,
            home_unit=case.home_unit,
            home_state=case.home_state,
            submission_id=data["submission_id"],
        )

    said = _("The document is sealed and kept.")
    answer = answered(request, form, act, to=reverse("case", args=[case.id]), said=said)
    return answer or show(
        request, form, title=_("Add a document"), label=_("Add the document"), case=case, is_upload=True
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def document(request: OfficerRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Ask for the purpose, then give the file out, never shown inside a page of ours."""
    case: Case = case_or_unseen(request.actor, case_id)
    found = document_or_unseen(request.actor, document_id)
    if found.record_id != case.id:
        raise Unseen
    may_read_document(request.actor, found)
    form = PurposeForm(posted(request))
    if not form.is_valid():
        return show(
            request,
            form,
            title=str(found.kind_words),
            label=_("Give it to me"),
            case=case,
            intro=_("Who had this document, when and for what purpose stands in its custody."),
            custody=custody(custody_of(request.actor, found)),
            template="cases/document.html",
        )
    opened = read_document(by=request.actor, document_id=found.id, purpose=form.cleaned_data["purpose"])
    answer = StreamingHttpResponse(opened.chunks, content_type=opened.media_type)
    answer["Content-Length"] = str(opened.size)
    answer["Content-Disposition"] = content_disposition_header(True, opened.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
