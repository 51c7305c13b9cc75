"""Where am I signed in? The list, and the ways to end sessions and phones."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samanvay.access.actions import end_session
from samanvay.access.queries import own_devices
from samanvay.kernel.refusals import Unseen
from samanvay.web.kit.access import OfficerRequest, officer_page

from .presenters import confirmer_words, session_rows
from .store import stored_key


@never_cache
@officer_page(until_confirmed=True)
@require_GET
def sessions(request: OfficerRequest) -> HttpResponse:
    """List the user's own sessions and registered phones."""
    found = UserSession.objects.purge_and_list(request.user)
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
        messages.success(request, _("Ended. Whoever sat there must sign in again."))
    return HttpResponseRedirect(reverse("usersessions_list"))


@officer_page(until_confirmed=True)
@require_POST
def end_one(request: OfficerRequest, key: int) -> HttpResponse:
    """End one of the user's own sessions; another's is not there."""
    session = UserSession.objects.filter(pk=key, user_id=request.user.pk).first()
    if session is None:
        raise Unseen
    return _end(request, [session])


@officer_page(until_confirmed=True)
@require_POST
def end_others(request: OfficerRequest) -> HttpResponse:
    """End all the user's sessions but this one."""
    this = stored_key(request.session.session_key or "")
    others = UserSession.objects.filter(user_id=request.user.pk).exclude(session_key=this)
    return _end(request, list(others))
