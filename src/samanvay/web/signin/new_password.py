"""Choosing a password with the code that an administrator handed over."""

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from samanvay.access.signin.actions.resetting import choose_password
from samanvay.kernel.refusals import Invalid

from .forms import NewPasswordForm
from .guessing import remember

RATES = {"new_password": "60/10m/ip"}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """Choose a password with a sign-in code; afterwards one signs in with it."""
    form = NewPasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if ratelimit.consume(request, app="samanvay.code", action="new_password", config=RATES) is None:
            form.add_error(None, _("Too many tries from here. Wait ten minutes."))
            status = 429
        else:
            try:
                done = choose_password(username=said["login"], code=said["code"], password=said["password"])
            except Invalid as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                if done.user is not None:
                    messages.success(request, _("Your new password is kept. Sign in with it."))
                    answer = HttpResponseRedirect(reverse("account_login"))
                    remember(request, answer, done.user)
                    return answer
                form.add_error(None, done.words)
    return render(request, "signin/new_password.html", {"form": form}, status=status)
