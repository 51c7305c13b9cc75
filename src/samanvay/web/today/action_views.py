"""What is done with a duty: by a form on its page, or in its row of the list where scripts run."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from samanvay.access.queries import user_by_id
from samanvay.duties import queries
from samanvay.duties.actions import asking
from samanvay.duties.actions import duties as actions
from samanvay.duties.models import Duty
from samanvay.duties.policies import owns
from samanvay.duties.superiors.actions import remind_owner
from samanvay.duties.superiors.seats import WAYS, Seat
from samanvay.duties.working_days import CLOSES_AT
from samanvay.kernel import clock
from samanvay.kernel.dates import read_day
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Refused, Stale
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered, seen_version
from samanvay.web.kit.pages import POST, every_reader, record_page
from samanvay.web.kit.pii import given_answer

from .duty_page import DUTY, duty_context
from .presenters import action_form, duty_line, known_of
from .tasks_page import tasks_words

# What a decision sends.
DECIDED = ("what", "words", "to", "due_on", "pii_answer")


class Sent:
    """What was sent of a duty's page; ``wrong`` is what its action refused."""

    wrong: Invalid | None = None

    def is_valid(self) -> bool:
        return True

    def refuse(self, refusal: Invalid) -> None:
        self.wrong = refusal

    def refused(self, name: str) -> dict[str, Invalid]:
        """Return what was wrong under the name of the form."""
        return {name: self.wrong} if self.wrong else {}


def text_sent(request: HttpRequest, field: str) -> dict[str, Any]:
    """Return the text that was sent under the name that its action gives it, and what its writer confirms of it."""
    return {field: request.POST.get("words", ""), "pii_answer": given_answer(request.POST)}


@record_page(DUTY, may=every_reader)
def done(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Close a duty as done, with its proof where the kind asks for one."""
    return _answer(request, duty, "done", _("Done."), partial(actions.do_duty, duty=duty), text="proof")


@record_page(DUTY, may=every_reader)
def pause(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Stop the clock of a duty, with the reason."""
    return _answer(request, duty, "pause", _("Deferred."), partial(actions.pause_duty, duty=duty), text="reason")


@record_page(DUTY, may=every_reader)
def ask(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Ask whoever opened a duty, or the unit above."""
    way = request.POST.get("way", "")
    act = partial(asking.ask_duty, duty=duty, way=way if way in WAYS else "")
    return _answer(request, duty, "ask", _("Question sent."), act, text="text")


@record_page(DUTY, may=every_reader)
def send_back(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Say that a duty is not for this unit, or cannot be done."""
    act = partial(asking.send_back_duty, duty=duty)
    return _answer(request, duty, "send_back", _("Sent back."), act, text="reason")


@record_page(DUTY, may=every_reader, methods=POST)
def answer(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Answer a question."""
    act = partial(asking.answer_question, question=duty)
    return _answer(request, duty, "answer", _("Answered."), act, text="text")


@record_page(DUTY, may=every_reader, methods=POST)
def let_stand(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Let the clock of the duty that a question is about stand until the answer."""
    act = partial(asking.let_stand, question=duty)
    return _answer(request, duty, "let_stand", _("Deferred."), act)


@record_page(DUTY, may=every_reader, methods=POST)
def resume(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Let the clock of a duty run on."""
    return _answer(
        request,
        duty,
        "resume",
        _("No longer deferred. The time limit applies again."),
        partial(actions.resume_duty, duty=duty),
    )


@record_page(DUTY, may=every_reader, methods=POST)
def hand_over(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Give a duty to another holder of the role."""

    def act(**given: Any) -> Duty:
        try:
            to = user_by_id(UUID(request.POST.get("to", "")))
        except ValueError:
            to = None
        if to is None:
            raise Invalid("to", _("Choose who gets it."))
        return actions.hand_over_duty(duty=duty, to=to, **given)

    return _answer(request, duty, "hand_over", _("Handed over."), act)


@record_page(DUTY, may=every_reader, methods=POST)
def reassign(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Give a duty of somebody below to another post below."""

    def act(**given: Any) -> Duty:
        return asking.reassign_duty(duty=duty, to=_seat(request.POST.get("to", "")), **given)

    return _answer(request, duty, "reassign", _("Reassigned."), act, text="reason")


@record_page(DUTY, may=every_reader, methods=POST)
def remind(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Remind the owner of a duty, once a day."""
    said = {True: _("Reminded."), False: _("They were reminded today already.")}
    return action_page(
        request, remind_owner, duty, to=_back(request, duty), done=lambda told: f"{said[told]} {duty.title}"
    )


@record_page(DUTY, may=every_reader, methods=POST)
def reopen(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Take back that a duty is done."""
    return _answer(request, duty, "reopen", _("Reopened."), partial(actions.reopen_duty, duty=duty))


@record_page(DUTY, may=every_reader, methods=POST)
def withdraw(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Withdraw a duty that has become needless."""
    return _answer(request, duty, "withdraw", _("Withdrawn."), partial(actions.drop_duty, duty=duty), text="reason")


@record_page(DUTY, may=every_reader, methods=POST)
def decide(request: OfficerRequest, decision: Duty) -> HttpResponse:
    """Insist, give a duty to somebody else, or withdraw it."""
    sent = Sent()

    def act() -> Duty:
        what = request.POST.get("what", "")
        if what not in list(asking.Decision):
            raise Invalid("what", _("Choose what to do with it."))
        return asking.decide_sent_back(
            by=request.actor,
            decision=decision,
            what=asking.Decision(what),
            to=_seat(request.POST.get("to", "")) if what == asking.Decision.REASSIGN else None,
            due_at=_hour(request.POST.get("due_on", "")) if what == asking.Decision.REASSIGN else None,
            expected=seen_version(request),
            **text_sent(request, "text"),
        )

    gone = answered(
        request, sent, act, to=reverse("today"), said=lambda decided: f"{_('Decision saved.')} {decided.title}"
    )
    if gone is not None:
        return gone
    context = duty_context(
        request.actor,
        queries.duty(request.actor, decision.pk),
        wrong=sent.refused("decide"),
        said={name: request.POST.get(name, "") for name in DECIDED},
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
        raise Invalid("due_on", _("Write the date like this: year-month-day.")) from None
    return datetime.combine(day, CLOSES_AT, tzinfo=clock.INDIA)


def _answer(
    request: OfficerRequest, duty: Duty, name: str, words: str, act: Callable[..., Any], *, text: str = ""
) -> HttpResponse:
    """Do what was pressed and go back; ``text`` is the name under which the action takes the words that were sent."""
    in_row = bool(request.headers.get("HX-Request"))
    if request.method != "POST":
        return _row(request, duty, name) if in_row else HttpResponseRedirect(f"{DUTY.page(duty)}#{name}")
    sent = Sent()
    try:
        gone = answered(
            request,
            sent,
            lambda: act(by=request.actor, expected=seen_version(request), **(text_sent(request, text) if text else {})),
            to=_back(request, duty),
            said="" if in_row else f"{words} {duty.title}",
        )
    except (Refused, Stale) as refusal:
        if not in_row:
            raise
        # The whole window is led to the duty's page, where the refusal is said.
        messages.error(request, str(refusal))
        return HttpResponse(status=204, headers={"HX-Redirect": DUTY.page(duty)})
    if gone is not None and not in_row:
        return gone
    duty = queries.duty(request.actor, duty.pk)
    if in_row:
        return _row(request, duty, "" if gone else name, sent.wrong)
    said = {name: request.POST.get("words", "")}
    context = duty_context(request.actor, duty, wrong=sent.refused(name), said=said)
    return render(request, "today/duty.html", context, status=400)


def _row(request: OfficerRequest, duty: Duty, name: str = "", wrong: Invalid | None = None) -> HttpResponse:
    """Return the duty's row anew: with the form of an action, or as it stands with the head of the day beside it."""
    line = duty_line(request.actor, duty, known_of([duty]), mine=owns(request.actor, duty))
    context: dict[str, Any] = {
        "line": line,
        "form": action_form(name, duty, wrong=wrong, said=request.POST.get("words", "")) if name else None,
    }
    if not name:
        context |= {**tasks_words(request.actor), "is_anew": True}
    return render(request, "today/row.html", context)


def _back(request: OfficerRequest, duty: Duty) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return DUTY.page(duty)
