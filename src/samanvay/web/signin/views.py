"""Our own pages around signing in: the personas of the demonstration and the call to a second factor."""

from uuid import UUID

from allauth.account import views as account_views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samanvay.access.models import Grant, User
from samanvay.access.second_factor import powers_of
from samanvay.kernel import clock
from samanvay.kernel.refusals import Refused
from samanvay.web.kit.access import OfficerRequest, officer_page

from .door import enter_as_persona, has_second_factor
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
    grants = Grant.objects.filter(user__is_persona=True, user__is_active=True).in_force(clock.today())
    firsts, others = personas_of(grants.select_related("user"))
    return render(request, "signin/personas.html", {"personas": firsts, "others": others})


@require_POST
def become(request: HttpRequest, key: UUID) -> HttpResponse:
    """Sign in as a persona, in the demonstration alone."""
    user = User.objects.filter(pk=key, is_persona=True, is_active=True).first() if settings.IS_DEMO else None
    if user is None:
        raise Http404
    enter_as_persona(request, user)
    return HttpResponseRedirect("/")


@never_cache
@officer_page(until_confirmed=True)
@require_GET
def second_factor_needed(request: OfficerRequest) -> HttpResponse:
    """Say why this role needs a second factor and lead to the two ways of getting one."""
    context = {"powers": powers_of(request.actor), "has_one": has_second_factor(request.user)}
    return render(request, "signin/second_factor_needed.html", context)


@never_cache
@officer_page(until_confirmed=True)
def password(request: OfficerRequest) -> HttpResponseBase:
    """Change one's password; who has none (a persona, the state's own sign-in) is told so."""
    if not request.user.has_usable_password():
        raise Refused(_("You sign in here without a password, so there is none to change."))
    answer: HttpResponseBase = account_views.password_change(request)
    return answer
