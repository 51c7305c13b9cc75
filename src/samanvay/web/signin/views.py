"""Our own pages around signing in: the personas of the demonstration and the call to a second factor."""

from uuid import UUID

from allauth.account import views as account_views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from samanvay.access.queries import grants_of_personas, has_second_factor, persona_by_id
from samanvay.access.signin.second_factor import powers_of
from samanvay.kernel.refusals import Refused
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, every_officer, page

from .door import enter_as_persona
from .presenters import personas as personas_of


def leave(request: HttpRequest) -> HttpResponseBase:
    """Sign out, and have the browser forget what it kept of us: the next at this desk may be somebody else."""
    answer: HttpResponseBase = account_views.logout(request)
    if request.method == "POST":
        answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_GET
def personas(request: HttpRequest) -> HttpResponse:
    """List whom one may be in the demonstration."""
    if not settings.IS_DEMO:
        raise Http404
    firsts, others = personas_of(grants_of_personas())
    return render(request, "signin/personas.html", {"personas": firsts, "others": others})


@require_POST
def become(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign in as a persona, in the demonstration alone."""
    user = persona_by_id(key) if settings.IS_DEMO else None
    if user is None:
        raise Http404
    enter_as_persona(request, user)
    return HttpResponseRedirect("/")


@page(may=every_officer, methods=READ, until_confirmed=True)
def second_factor_needed(request: OfficerRequest) -> HttpResponse:
    """Say why this role needs a second factor and lead to the two ways of getting one."""
    context = {"powers": powers_of(request.actor), "has_one": has_second_factor(request.user)}
    return render(request, "signin/second_factor_needed.html", context)


@page(may=every_officer, until_confirmed=True)
def password(request: OfficerRequest) -> HttpResponseBase:
    """Change one's password; who has none (a persona, the state's own sign-in) is told so."""
    if not request.user.has_usable_password():
        raise Refused(_("You sign in here without a password, so there is none to change."))
    answer: HttpResponseBase = account_views.password_change(request)
    return answer
