"""Resetting an officer's sign-in: asked with a reason, the code shown once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.actions.resetting import LOCK_OUT_REASONS, RESET_REASONS
from samanvay.access.models import Proposal
from samanvay.access.permissions import Permission
from samanvay.access.proposals import agreers, is_of_state
from samanvay.directory import actions, policies
from samanvay.kernel.bilingual import Bilingual
from samanvay.web.access import OfficerRequest
from samanvay.web.kit.pages import page
from samanvay.web.signin.guessing import forget_tries

from . import proposal_words
from .asking import ask
from .officer_views import officer_of


class ResetForm(forms.Form):
    """Why a sign-in is reset, or opened again."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Mapping[str, Bilingual] = RESET_REASONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, str(words)) for code, words in reasons.items()]


@page(permission=Permission.ACCESS_GRANT)
def officer_reset(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Reset a sign-in; the answer shows the code, which is kept nowhere."""
    found = officer_of(key)
    user = policies.require_reset(request.actor, found)
    form = ResetForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"officer": found, "login": user.username, "back": reverse("officer", args=[found.id])}
    if form.is_bound and form.is_valid():
        code = actions.reset_sign_in(by=request.actor, officer=found, reason=form.cleaned_data["reason"])
        waiting = Proposal.objects.open().filter(user=user, kind=Proposal.Kind.RESET).first()
        people = proposal_words.people(agreers(waiting)) if waiting else []
        context |= {"code": code, "waits": waiting is not None, "people": people}
        return render(request, "directory/sign_in_code.html", context)
    title = _("Reset the sign-in of %(name)s?") % {"name": found.names}
    words = _(
        "The password, second factors, registered phones and open sessions of this officer end at once. You are given "
        "a code to hand over; with it the officer chooses a new password. First make sure whom you speak with."
    )
    if is_of_state(user):
        words = _(
            "This officer holds a role of the state: a second person of another unit must agree. Until then nothing of "
            "the officer's sign-in changes, and the code opens nothing. First make sure whom you speak with."
        )
    context |= {"form": form, "title": title, "words": words, "label": _("Reset sign-in"), "kind": "danger"}
    return render(request, "directory/ask.html", context, status=400 if form.is_bound else 200)


@page(permission=Permission.ACCESS_GRANT)
def officer_open_sign_in(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """End the lock of an account after many wrong passwords."""
    found = officer_of(key)
    user = policies.require_reset(request.actor, found)
    back = reverse("officer", args=[found.id])

    def do(given: dict[str, Any]) -> str:
        actions.end_lock_out(by=request.actor, officer=found, reason=given["reason"])
        forget_tries(user)
        return back

    return ask(
        request,
        ResetForm(request.POST if request.method == "POST" else None, reasons=LOCK_OUT_REASONS),
        do,
        title=_("Open the sign-in of %(name)s again?") % {"name": found.names},
        words=_(
            "Unknown devices may try passwords again. If somebody may know the password, reset the sign-in instead."
        ),
        label=_("Open sign-in"),
        back=back,
        done=_("The sign-in is open again."),
    )
