"""The page of the thread, taking a step of it, leaving it."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samanvay.access.actors import actor_for
from samanvay.access.users.actions import choose_language
from samanvay.demo import told
from samanvay.web.kit import offers

from .presenters import parts_of
from .steps import STEPS
from .strip import KEPT_IN


@never_cache
@require_GET
def thread(request: HttpRequest) -> HttpResponse:
    """Show what a visitor may try first."""
    _only_in_the_demonstration()
    is_whole = told.day_of_the_register() is not None
    return render(request, "tour/thread.html", {"parts": parts_of(), "is_told": told.is_told(), "is_whole": is_whole})


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
    language = get_language() or user.language
    if user.language != language:  # the thread stays in the language in which it is read
        choose_language(by=actor_for(user), user=user, language=language)
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
