"""What is done with a duty: by a form on its page, or in its row of Today where scripts run."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from samanvay.access.queries import user_by_id
from samanvay.duties import queries
from samanvay.duties.actions import asking as actions_asking
from samanvay.duties.actions import duties as actions
from samanvay.duties.models import Duty
from samanvay.duties.owners import WAYS
from samanvay.duties.policies import owns
from samanvay.kernel.refusals import Invalid, Refusal, Refused, Stale
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, seen_version
from samanvay.web.kit.pages import POST, every_reader, record_page
from samanvay.web.kit.pii import given_answer

from .action_forms import action_form
from .duty_page import DUTY, duty_context
from .presenters import duty_line, known_of
from .views import head_context


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
    return _answer(
        request, duty, "done", _("Done."), partial(actions.do_duty, duty=duty, **text_sent(request, "proof"))
    )


@record_page(DUTY, may=every_reader)
def pause(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Stop the clock of a duty, with the reason."""
    act = partial(actions.pause_duty, duty=duty, **text_sent(request, "reason"))
    return _answer(request, duty, "pause", _("The clock stands."), act)


@record_page(DUTY, may=every_reader)
def ask(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Ask whoever opened a duty, or the unit above."""
    way = request.POST.get("way", "")
    act = partial(actions_asking.ask_duty, duty=duty, way=way if way in WAYS else "", **text_sent(request, "text"))
    return _answer(request, duty, "ask", _("Asked."), act)


@record_page(DUTY, may=every_reader)
def send_back(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Say that a duty is not for this unit, or cannot be done."""
    act = partial(actions_asking.send_back_duty, duty=duty, **text_sent(request, "reason"))
    return _answer(request, duty, "send_back", _("Sent back."), act)


@record_page(DUTY, may=every_reader, methods=POST)
def answer(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Answer a question."""
    act = partial(actions_asking.answer_question, question=duty, **text_sent(request, "text"))
    return _answer(request, duty, "answer", _("Answered."), act)


@record_page(DUTY, may=every_reader, methods=POST)
def let_stand(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Let the clock of the duty that a question is about stand until the answer."""
    act = partial(actions_asking.let_stand, question=duty)
    return _answer(request, duty, "let_stand", _("The clock stands."), act)


@record_page(DUTY, may=every_reader, methods=POST)
def resume(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Let the clock of a duty run on."""
    return _answer(request, duty, "resume", _("The clock runs on."), partial(actions.resume_duty, duty=duty))


@record_page(DUTY, may=every_reader, methods=POST)
def hand_over(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Give a duty to another holder of the role."""

    def act(**given: Any) -> Duty:
        try:
            to = user_by_id(UUID(request.POST.get("to", "")))
        except ValueError:
            to = None
        if to is None:
            raise Invalid("to", _("Choose to whom."))
        return actions.hand_over_duty(duty=duty, to=to, **given)

    return _answer(request, duty, "hand_over", _("Handed over."), act)


@record_page(DUTY, may=every_reader, methods=POST)
def withdraw(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Withdraw a duty that has become needless."""
    act = partial(actions.drop_duty, duty=duty, **text_sent(request, "reason"))
    return _answer(request, duty, "withdraw", _("Withdrawn."), act)


def _answer(request: OfficerRequest, duty: Duty, name: str, words: str, act: Callable[..., Any]) -> HttpResponse:
    in_row = bool(request.headers.get("HX-Request"))
    if request.method != "POST":
        return _row(request, duty, name) if in_row else HttpResponseRedirect(f"{DUTY.page(duty)}#{name}")
    sent = Sent()
    try:
        gone = answered(
            request,
            sent,
            lambda: act(by=request.actor, expected=seen_version(request)),
            to=_back(request, duty),
            said="" if in_row else f"{words} {duty.title}",
        )
    except (Refused, Stale) as refusal:
        if not in_row:
            raise
        return _elsewhere(request, duty, refusal)
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
        context |= {**head_context(request.actor), "is_anew": True}
    return render(request, "today/row.html", context)


def _elsewhere(request: OfficerRequest, duty: Duty, refusal: Refusal) -> HttpResponse:
    """Lead the whole window to the duty's page, where the refusal is said."""
    messages.error(request, str(refusal))
    return HttpResponse(status=204, headers={"HX-Redirect": DUTY.page(duty)})


def _back(request: OfficerRequest, duty: Duty) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return DUTY.page(duty)
