"""The page of the thread, taking a step of it, leaving it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samanvay.access.models import Grant, User
from samanvay.access.queries import first_grants, personas
from samanvay.access.roles import BY_CODE
from samanvay.demo import told
from samanvay.directory.queries import name_of_unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.kit import offers
from samanvay.web.kit.pages import READ, open_page

from .steps import KEPT_IN, STEPS, THREAD, Step


@open_page(*READ)
def thread(request: HttpRequest) -> HttpResponse:
    """Show what a visitor may try first."""
    _only_in_the_demonstration()
    is_whole = told.day_of_the_register() is not None
    return render(request, "tour/thread.html", {"parts": parts_of(), "is_told": told.is_told(), "is_whole": is_whole})


def parts_of() -> list[dict[str, Any]]:
    """Return the parts of the thread with those of their steps that can be taken, each as whom."""
    users = personas({step.login for part in THREAD for step in part.steps})
    held = first_grants(user.pk for user in users.values())
    return [{"part": part, "rows": list(_rows(part.steps, users, held))} for part in THREAD]


def _rows(steps: tuple[Step, ...], users: dict[str, User], held: dict[Any, Grant]) -> Iterator[dict[str, Any]]:
    for step in steps:
        user = users.get(step.login)
        grant = held.get(user.pk) if user else None
        if user is None or grant is None:
            continue
        said = [str(BY_CODE[grant.role].name), str(name_of_unit(grant.audience) or "")]
        role = ", ".join(part for part in said if part)
        yield {"step": step, "who": Bilingual(user.name, user.name_hi), "role": role}


@require_POST
def take(request: HttpRequest, step: str) -> HttpResponse:
    """Become the persona of a step and open its live page."""
    _only_in_the_demonstration()
    if step not in STEPS:
        raise Http404
    _part, chosen = STEPS[step]
    user = told.persona(chosen.login)
    if user is None:
        raise Http404
    offers.enter_as_persona(request, user)
    request.session[KEPT_IN] = step
    return HttpResponseRedirect(chosen.url())


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Take the line of the thread off the pages; one stays who one is."""
    _only_in_the_demonstration()
    request.session.pop(KEPT_IN, None)
    return HttpResponseRedirect(reverse("thread"))


def _only_in_the_demonstration() -> None:
    if not settings.IS_DEMO:
        raise Http404
