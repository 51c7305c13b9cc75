"""Deciding on a duty that was sent back."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.duties import queries
from samanvay.duties.actions.asking import Decision, decide_sent_back
from samanvay.duties.models import Duty
from samanvay.duties.owners import Seat
from samanvay.duties.working_days import CLOSES_AT
from samanvay.kernel import clock
from samanvay.kernel.dates import read_day
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, seen_version
from samanvay.web.kit.pages import POST, every_reader, record_page

from .action_views import Sent, text_sent
from .duty_page import DUTY, duty_context

FIELDS = ("what", "words", "to", "due_on", "pii_answer")


@record_page(DUTY, may=every_reader, methods=POST)
def decide(request: OfficerRequest, decision: Duty) -> HttpResponse:
    """Insist, give a duty to somebody else, or withdraw it."""
    sent = Sent()

    def act() -> Duty:
        what = request.POST.get("what", "")
        if what not in list(Decision):
            raise Invalid("what", _("Choose what becomes of it."))
        return decide_sent_back(
            by=request.actor,
            decision=decision,
            what=Decision(what),
            to=_seat(request.POST.get("to", "")) if what == Decision.REASSIGN else None,
            due_at=_hour(request.POST.get("due_on", "")) if what == Decision.REASSIGN else None,
            expected=seen_version(request),
            **text_sent(request, "text"),
        )

    gone = answered(request, sent, act, to=reverse("today"), said=lambda decided: f"{_('Decided.')} {decided.title}")
    if gone is not None:
        return gone
    context = duty_context(
        request.actor,
        queries.duty(request.actor, decision.pk),
        wrong=sent.refused("decide"),
        said={name: request.POST.get(name, "") for name in FIELDS},
        sought=request.POST.get("sought", ""),
    )
    return render(request, "today/duty.html", context, status=400)


def _seat(given: str) -> Seat | None:
    role, _colon, audience = given.rpartition(":")
    number = whole_number(audience)
    return Seat(role, number) if role and number is not None else None


def _hour(given: str) -> datetime | None:
    if not given.strip():
        return None
    try:
        day = read_day(given)
    except ValueError:
        raise Invalid("due_on", _("Write the day as it is shown: year, month, day.")) from None
    return datetime.combine(day, CLOSES_AT, tzinfo=clock.INDIA)
