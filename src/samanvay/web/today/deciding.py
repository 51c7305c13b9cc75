"""Deciding on a duty that was sent back."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samanvay.duties import queries
from samanvay.duties.actions_asking import Decision, decide_sent_back
from samanvay.duties.seats import Seat
from samanvay.duties.working_days import CLOSES_AT
from samanvay.kernel import clock
from samanvay.kernel.dates import read_day
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.access import OfficerRequest, officer_page

from .deeds import said_of
from .duty_page import duty_context

FIELDS = ("what", "words", "to", "due_on", "pii_answer")


@officer_page
@require_POST
def decide(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Insist, give a duty to somebody else, or withdraw it."""
    decision = queries.duty(request.actor, key)
    version = request.POST.get("version", "")
    try:
        what = request.POST.get("what", "")
        if what not in list(Decision):
            raise Invalid("what", _("Choose what becomes of it."))
        decided = decide_sent_back(
            by=request.actor,
            decision=decision,
            what=Decision(what),
            to=_seat(request.POST.get("to", "")) if what == Decision.REASSIGN else None,
            due_at=_hour(request.POST.get("due_on", "")) if what == Decision.REASSIGN else None,
            expected=whole_number(version),
            **said_of(request, "text"),
        )
    except Invalid as refusal:
        context = duty_context(
            request.actor,
            queries.duty(request.actor, key),
            wrong={"decide": refusal},
            said={name: request.POST.get(name, "") for name in FIELDS},
            sought=request.POST.get("sought", ""),
        )
        return render(request, "today/duty.html", context, status=400)
    messages.success(request, f"{_('Decided.')} {decided.title}")
    return HttpResponseRedirect(reverse("today"))


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
