"""What recipients do with an advisory on its page: accept, decline, say that it is done; and the second look."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from samanvay.access.permissions import Permission
from samanvay.documents.media import LARGEST
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.measures import advisory_answers as answers
from samanvay.measures import advisory_policies as policies
from samanvay.measures import advisory_queries as lists
from samanvay.measures.advisory_writing import proof_of
from samanvay.measures.kinds import Proof
from samanvay.measures.models import Recipient
from samanvay.web.access import OfficerRequest, officer_page

from .advisory_forms import BackForm, DeclineForm, DoneForm
from .advisory_views import page


@never_cache
@officer_page(permission=Permission.DUTY_DO)
@require_POST
def advisory_accept(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Accept an advisory."""
    recipient = lists.recipient_or_unseen(request.actor, key)
    given = request.POST.get("version", "")
    answers.accept_advisory(by=request.actor, recipient=recipient, expected=whole_number(given))
    return _back(request, recipient, _("Accepted. When it is done, say so here."))


@never_cache
@officer_page(permission=Permission.DUTY_DO)
@require_POST
def advisory_decline(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Decline an advisory with the reason."""
    recipient = lists.recipient_or_unseen(request.actor, key)
    policies.may_answer(request.actor, recipient)
    form = DeclineForm(request.POST)

    def do(said: dict[str, Any]) -> None:
        answers.decline_advisory(by=request.actor, recipient=recipient, reason=said["reason"], expected=said["version"])

    return _answered(request, recipient, "decline", form, do, _("Declined. The sender reads why."))


@never_cache
@officer_page(permission=Permission.DUTY_DO)
@require_POST
def advisory_done(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say that an advisory is carried out, with what shows it; sent twice over a bad line, it is said once."""
    recipient = lists.recipient_or_unseen(request.actor, key)
    policies.may_answer(request.actor, recipient)
    is_asked = proof_of(recipient.advisory) == Proof.DOCUMENT
    form = DoneForm(request.POST, request.FILES, asks_file=is_asked)

    def do(said: dict[str, Any]) -> None:
        file = said["file"]
        if getattr(file, "is_cut", False):
            raise Invalid("file", _("The file is too large: at most %(n)d MB.") % {"n": LARGEST // 1024 // 1024})
        answers.say_done(
            by=request.actor,
            recipient=recipient,
            words=said["words"],
            file=answers.ProofFile(str(file.name), file.chunks()) if file else None,
            submission=said["submission_id"],
            pii_answer=form.pii_answer,
        )

    return _answered(request, recipient, "done", form, do, _("Kept."))


@never_cache
@officer_page(permission=Permission.DUTY_DO)
@require_POST
def advisory_check(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Agree, as a second person, that it is done."""
    recipient = lists.recipient_or_unseen(request.actor, key)
    given = request.POST.get("version", "")
    answers.check_work(by=request.actor, recipient=recipient, expected=whole_number(given))
    return _back(request, recipient, _("Checked: it counts as done."))


@never_cache
@officer_page(permission=Permission.DUTY_DO)
@require_POST
def advisory_send_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Send work back with words that say what lacks."""
    recipient = lists.recipient_or_unseen(request.actor, key)
    policies.may_check(request.actor, recipient)
    form = BackForm(request.POST)

    def do(said: dict[str, Any]) -> None:
        answers.send_back(by=request.actor, recipient=recipient, words=said["words"], expected=said["version"])

    return _answered(request, recipient, "back", form, do, _("Sent back. The duty to do it begins again."))


def _answered(
    request: OfficerRequest,
    recipient: Recipient,
    name: str,
    form: Form,
    do: Callable[[dict[str, Any]], None],
    words: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except Invalid as refusal:
            if isinstance(form, DoneForm):
                form.refuse(refusal)
            else:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        else:
            return _back(request, recipient, words)
    return page(request, recipient.advisory, wrong={name: form}, at=recipient.pk)


def _back(request: OfficerRequest, recipient: Recipient, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("advisory", args=[recipient.advisory_id]))
