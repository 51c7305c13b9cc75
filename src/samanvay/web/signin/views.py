"""Our own pages around signing in: personas of the demonstration, a password of one's own, the second factor."""

from uuid import UUID

from allauth.account import views as account_views
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from samanvay.access.queries import grants_of_personas, has_second_factor, persona_by_id
from samanvay.access.signin.actions.resetting import NewPassword, choose_password
from samanvay.access.signin.second_factor import powers_of
from samanvay.kernel.refusals import Refused
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out
from samanvay.web.kit.filters import text_of
from samanvay.web.kit.pages import FORM, READ, every_officer, open_page, page

from .door import enter_as_persona
from .forms import NewPasswordForm
from .guessing import is_too_fast, remember
from .presenters import personas as personas_of

RATES = {"new_password": "60/10m/ip"}


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
    sought = text_of(request, "q")
    firsts, others = personas_of(grants_of_personas(), sought)
    return render(request, "signin/personas.html", {"personas": firsts, "others": others, "sought": sought})


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
        raise Refused(_("You sign in here without a password, so there is no password to change."))
    answer: HttpResponseBase = account_views.password_change(request)
    return answer


@sensitive_post_parameters()
@open_page(*FORM)
def new_password(request: HttpRequest) -> HttpResponse:
    """Choose a password with a sign-in code; afterwards one signs in with it."""
    form = NewPasswordForm(request.POST or None)
    status = 429 if is_too_fast(request, form, "new_password", RATES) else 200

    def act() -> NewPassword:
        said = form.cleaned_data
        return choose_password(username=said["login"], code=said["code"], password=said["password"])

    def onward(done: NewPassword) -> HttpResponse | None:
        if done.user is None:
            form.add_error(None, done.words)
            return None
        messages.success(request, _("Your new password is saved. Sign in with it."))
        answer = HttpResponseRedirect(reverse("account_login"))
        remember(request, answer, done.user)
        return answer

    return carried_out(form, act, onward) or render(request, "signin/new_password.html", {"form": form}, status=status)
