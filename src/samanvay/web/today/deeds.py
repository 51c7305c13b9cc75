"""What is done with a duty: by a form on its page, or in its row of Today where scripts run."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.models import User
from samanvay.duties import actions, actions_asking, queries
from samanvay.duties.models import Duty
from samanvay.duties.policies import owns
from samanvay.duties.seats import WAYS
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Refusal, Refused, Stale
from samanvay.web.kit.access import OfficerRequest, officer_page
from samanvay.web.kit.pii import given_answer

from .deed_forms import deed_form
from .duty_page import duty_context
from .presenters import duty_line, known_of
from .views import head_context

Deed = Callable[[OfficerRequest, Duty, int | None], Any]


@officer_page
@require_http_methods(["GET", "POST"])
def done(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Close a duty as done, with its proof where the kind asks for one."""
    return _answer(request, key, "done", _("Done."), _do)


@officer_page
@require_http_methods(["GET", "POST"])
def pause(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Stop the clock of a duty, with the reason."""
    return _answer(request, key, "pause", _("The clock stands."), _pause)


@officer_page
@require_http_methods(["GET", "POST"])
def ask(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Ask whoever opened a duty, or the unit above."""
    return _answer(request, key, "ask", _("Asked."), _ask)


@officer_page
@require_http_methods(["GET", "POST"])
def send_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say that a duty is not for this unit, or cannot be done."""
    return _answer(request, key, "send_back", _("Sent back."), _send_back)


@officer_page
@require_POST
def answer(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Answer a question."""
    return _answer(request, key, "answer", _("Answered."), _answer_question)


@officer_page
@require_POST
def let_stand(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Let the clock of the duty that a question is about stand until the answer."""
    return _answer(request, key, "let_stand", _("The clock stands."), _let_stand)


@officer_page
@require_POST
def resume(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Let the clock of a duty run on."""
    return _answer(request, key, "resume", _("The clock runs on."), _resume)


@officer_page
@require_POST
def hand_over(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Give a duty to another holder of the role."""
    return _answer(request, key, "hand_over", _("Handed over."), _hand_over)


@officer_page
@require_POST
def withdraw(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Withdraw a duty that has become needless."""
    return _answer(request, key, "withdraw", _("Withdrawn."), _withdraw)


def said_of(request: OfficerRequest, field: str) -> dict[str, Any]:
    """Return the text of a deed's form under the name that its action gives it, and what its writer confirms of it."""
    return {field: request.POST.get("words", ""), "pii_answer": given_answer(request.POST)}


def _do(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions.do_duty(by=request.actor, duty=duty, **said_of(request, "proof"), expected=seen)


def _pause(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions.pause_duty(by=request.actor, duty=duty, **said_of(request, "reason"), expected=seen)


def _ask(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    way = request.POST.get("way", "")
    way = way if way in WAYS else ""
    actions_asking.ask_duty(by=request.actor, duty=duty, way=way, **said_of(request, "text"), expected=seen)


def _send_back(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions_asking.send_back_duty(by=request.actor, duty=duty, **said_of(request, "reason"), expected=seen)


def _answer_question(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions_asking.answer_question(by=request.actor, question=duty, **said_of(request, "text"), expected=seen)


def _let_stand(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions_asking.let_stand(by=request.actor, question=duty, expected=seen)


def _resume(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions.resume_duty(by=request.actor, duty=duty, expected=seen)


def _hand_over(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    chosen = _uuid(request.POST.get("to", ""))
    to = User.objects.filter(pk=chosen).first() if chosen else None
    if to is None:
        raise Invalid("to", _("Choose to whom."))
    actions.hand_over_duty(by=request.actor, duty=duty, to=to, expected=seen)


def _withdraw(request: OfficerRequest, duty: Duty, seen: int | None) -> None:
    actions.drop_duty(by=request.actor, duty=duty, **said_of(request, "reason"), expected=seen)


def _answer(request: OfficerRequest, key: UUID, deed: str, words: str, do: Deed) -> HttpResponse:
    duty = queries.duty(request.actor, key)
    in_row = bool(request.headers.get("HX-Request"))
    if request.method == "GET":
        return _row(request, duty, deed) if in_row else HttpResponseRedirect(f"{_page(duty)}#{deed}")
    given = request.POST.get("version", "")
    try:
        do(request, duty, whole_number(given))
    except Invalid as refusal:
        if in_row:
            return _row(request, duty, deed, wrong=refusal)
        said = {deed: request.POST.get("words", "")}
        context = duty_context(request.actor, queries.duty(request.actor, key), wrong={deed: refusal}, said=said)
        return render(request, "today/duty.html", context, status=400)
    except (Refused, Stale) as refusal:
        if not in_row:
            raise
        return _elsewhere(request, duty, refusal)
    if in_row:
        return _row(request, queries.duty(request.actor, key))
    messages.success(request, f"{words} {duty.title}")
    return HttpResponseRedirect(_back(request, duty))


def _row(request: OfficerRequest, duty: Duty, deed: str = "", wrong: Invalid | None = None) -> HttpResponse:
    """Return the duty's row anew: with the form of a deed, or as it now stands with the head of the day beside it."""
    line = duty_line(request.actor, duty, known_of([duty]), mine=owns(request.actor, duty))
    context: dict[str, Any] = {
        "line": line,
        "form": deed_form(deed, duty, wrong=wrong, said=request.POST.get("words", "")) if deed else None,
    }
    if not deed:
        context |= {**head_context(request.actor), "is_anew": True}
    return render(request, "today/row.html", context)


def _elsewhere(request: OfficerRequest, duty: Duty, refusal: Refusal) -> HttpResponse:
    """Lead the whole window to the duty's page, where the refusal is said."""
    messages.error(request, str(refusal))
    return HttpResponse(status=204, headers={"HX-Redirect": _page(duty)})


def _page(duty: Duty) -> str:
    return reverse("duty", args=[duty.pk])


def _back(request: OfficerRequest, duty: Duty) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return _page(duty)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
