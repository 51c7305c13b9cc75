"""Resetting an officer's sign-in: asked with a reason, the code shown once."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.models import Proposal
from samanvay.access.permissions import Permission
from samanvay.access.proposals.second_persons import agreers, is_of_state
from samanvay.access.queries import open_proposal
from samanvay.access.signin.actions.resetting import LOCK_OUT_REASONS, RESET_REASONS
from samanvay.directory import policies
from samanvay.directory.models import Officer
from samanvay.directory.officers.actions import accounts as account_actions
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.capture import choices
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.pages import record_page

from . import proposal_words
from .asking import ask
from .forms import DirectoryForm
from .records import OFFICER


class ResetForm(DirectoryForm):
    """Why a sign-in is reset, or opened again."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Mapping[str, Bilingual] = RESET_REASONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "reason", forms.ChoiceField).choices = choices(dict(reasons))


@record_page(OFFICER, may=policies.require_reset, permission=Permission.ACCESS_GRANT)
def officer_reset(request: OfficerRequest, officer: Officer) -> HttpResponse:
    """Reset a sign-in; the answer shows the code, which is kept nowhere."""
    user = policies.require_reset(request.actor, officer)

    def shown(code: str) -> HttpResponse:
        waiting = open_proposal(user.pk, Proposal.Kind.RESET)
        context = {
            "officer": officer,
            "login": user.username,
            "back": OFFICER.page(officer),
            "code": code,
            "waits": waiting is not None,
            "people": proposal_words.people(agreers(waiting)) if waiting else [],
        }
        return render(request, "directory/sign_in_code.html", context)

    words = _(
        "The officer's password, second factors, registered phones and open sessions end at once. You get a "
        "code; with it the officer chooses a new password. First make sure that it is really the officer."
    )
    if is_of_state(user):
        words = _(
            "This officer holds a state-level role: a second person of another unit must agree. Until then "
            "the sign-in does not change, and the code does not work. First make sure that it is really the "
            "officer."
        )
    title = _("Reset the sign-in of %(name)s?") % {"name": officer.names}
    return ask(
        request, ResetForm, account_actions.reset_sign_in, officer, then=shown,
        title=title, words=words, label=_("Reset sign-in"), kind="danger",
    )  # fmt: skip


def _open(*, by: Actor, officer: Officer, reason: str) -> None:
    account_actions.end_lock_out(by=by, officer=officer, reason=reason)
    offers.forget_tries(policies.require_reset(by, officer))


@record_page(OFFICER, may=policies.require_reset, permission=Permission.ACCESS_GRANT)
def officer_open_sign_in(request: OfficerRequest, officer: Officer) -> HttpResponse:
    """End the lock of an account after many wrong passwords."""
    return ask(
        request,
        partial(ResetForm, reasons=LOCK_OUT_REASONS),
        _open,
        officer,
        title=_("Unlock the sign-in of %(name)s?") % {"name": officer.names},
        words=_(
            "New devices may try passwords again. If somebody else may know the password, reset the sign-in instead."
        ),
        label=_("Unlock sign-in"),
        done=_("The sign-in is unlocked."),
    )
