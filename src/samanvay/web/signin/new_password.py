"""Choosing a password with the code that an administrator handed over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from samanvay.access.signin.actions.resetting import NewPassword, choose_password
from samanvay.web.kit.answers import carried_out
from samanvay.web.kit.pages import FORM, open_page

from .forms import NewPasswordForm
from .guessing import is_too_fast, remember

RATES = {"new_password": "60/10m/ip"}


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
        messages.success(request, _("Your new password is kept. Sign in with it."))
        answer = HttpResponseRedirect(reverse("account_login"))
        remember(request, answer, done.user)
        return answer

    return carried_out(form, act, onward) or render(request, "signin/new_password.html", {"form": form}, status=status)
