"""Where am I signed in? The list, and the ways to end sessions and phones."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.queries import own_devices
from samanvay.access.signin.actions.signing import end_session
from samanvay.kernel.refusals import Unseen
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import POST, READ, every_officer, page

from .presenters import confirmer_words, session_rows
from .queries import other_sessions, session_of, sessions_of
from .store import stored_key


@page(may=every_officer, methods=READ, until_confirmed=True)
def sessions(request: OfficerRequest) -> HttpResponse:
    """List the user's own sessions and registered phones."""
    found = sessions_of(request.user)
    context = {
        "rows": session_rows(found, stored_key(request.session.session_key or "")),
        "phones": own_devices(request.actor),
        "confirmers": [] if request.actor.is_confirmed else confirmer_words(request.user),
    }
    return render(request, "sessions/sessions.html", context)


def _end(request: OfficerRequest, chosen: list[UserSession]) -> HttpResponse:
    for session in chosen:
        session.end()
    if chosen:
        end_session(by=request.actor, user=request.user, count=len(chosen))
        messages.success(request, _("Ended. That device must sign in again."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@page(may=every_officer, methods=POST, until_confirmed=True)
def end_one(request: OfficerRequest, key: int) -> HttpResponse:
    """End one of the user's own sessions; another's is not there."""
    session = session_of(request.user, key)
    if session is None:
        raise Unseen
    return _end(request, [session])


@page(may=every_officer, methods=POST, until_confirmed=True)
def end_others(request: OfficerRequest) -> HttpResponse:
    """End all the user's sessions but this one."""
    this = stored_key(request.session.session_key or "")
    return _end(request, other_sessions(request.user, this))
