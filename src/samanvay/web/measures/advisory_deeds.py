"""What recipients do with an advisory on its page: accept, decline, say that it is done; and the second look."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.digits import whole_number
from samanvay.measures import advisory_answers as answers
from samanvay.measures import advisory_policies as policies
from samanvay.measures.advisory_writing import proof_of
from samanvay.measures.kinds import Proof
from samanvay.measures.models import Recipient
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, record_page

from .advisory_forms import BackForm, DeclineForm, DoneForm
from .advisory_views import advisory_page
from .records import RECIPIENT


def _seen(request: OfficerRequest) -> int | None:
    return whole_number(request.POST.get("version", ""))


def _wrong(request: OfficerRequest, recipient: Recipient, name: str, form: ActionForm) -> HttpResponse:
    return advisory_page(request, recipient.advisory, wrong={name: form}, at=recipient.pk)


@record_page(RECIPIENT, permission=Permission.DUTY_DO, methods=POST)
def advisory_accept(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Accept an advisory."""
    done = _("Accepted. When it is done, say so here.")
    return action_page(request, answers.accept_advisory, recipient, expected=_seen(request), done=done)


@record_page(RECIPIENT, permission=Permission.DUTY_DO, may=policies.may_answer, methods=POST)
def advisory_decline(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Decline an advisory with the reason."""
    return form_page(
        request,
        DeclineForm,
        answers.decline_advisory,
        recipient,
        done=_("Declined. The sender reads why."),
        show=partial(_wrong, request, recipient, "decline"),
    )


@record_page(RECIPIENT, permission=Permission.DUTY_DO, may=policies.may_answer, methods=POST)
def advisory_done(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Say that an advisory is carried out, with what shows it; sent twice over a bad line, it is said once."""
    return form_page(
        request,
        partial(DoneForm, asks_file=proof_of(recipient.advisory) == Proof.DOCUMENT),
        answers.say_done,
        recipient,
        done=_("Kept."),
        show=partial(_wrong, request, recipient, "done"),
    )


@record_page(RECIPIENT, permission=Permission.DUTY_DO, methods=POST)
def advisory_check(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Agree, as a second person, that it is done."""
    done = _("Checked: it counts as done.")
    return action_page(request, answers.check_work, recipient, expected=_seen(request), done=done)


@record_page(RECIPIENT, permission=Permission.DUTY_DO, may=policies.may_check, methods=POST)
def advisory_send_back(request: OfficerRequest, recipient: Recipient) -> HttpResponse:
    """Send work back with words that say what lacks."""
    return form_page(
        request,
        BackForm,
        answers.send_back,
        recipient,
        done=_("Sent back. The duty to do it begins again."),
        show=partial(_wrong, request, recipient, "back"),
    )
