"""After a reset of a sign-in: the page on which a superior says that the officer is truly them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.models import SignInCode, User
from samanvay.access.queries import grants_in_force, names_of, officer_or_unseen
from samanvay.access.roles import BY_CODE
from samanvay.access.signin.actions.confirming import DENIAL_REASONS
from samanvay.access.signin.confirmers import awaiting, is_waiting_for_password, why_not_confirm
from samanvay.directory.officers.actions.accounts import confirm_sign_in, deny_sign_in
from samanvay.directory.queries import line_of, name_of_unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.refusals import Refused
from samanvay.web.components import pieces
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page
from samanvay.web.kit.capture import choices
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.pages import every_officer, page


class DenialForm(forms.Form):
    """Why whoever signs in is not the officer."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong"), choices=choices(DENIAL_REASONS), widget=forms.RadioSelect
    )


@page(may=every_officer)
def confirm(request: OfficerRequest, key: UUID) -> HttpResponseBase:
    """Show an officer whose sign-in was reset to those above; take their word that it is them, or that it is not."""
    user = officer_or_unseen(key)
    if denial := why_not_confirm(request.actor, user, line_of(user)):
        raise Refused(denial, code="confirm")
    form = DenialForm(request.POST if "deny" in request.POST else None)
    if form.is_bound and form.is_valid():
        done = _("This sign-in is locked. The state's administrators are informed.")
        return action_page(request, deny_sign_in, user=user, **form.cleaned_data, to=reverse("today"), done=done)
    if request.method == "POST" and not form.is_bound:
        return action_page(request, confirm_sign_in, user=user, done=_("Confirmed. The officer can work again."))
    codes = list(awaiting(user))
    context = {
        "officer": Bilingual(user.name, user.name_hi),
        "facts": _facts(user, codes),
        "waits": bool(codes),
        "too_early": is_waiting_for_password(codes),
        "form": form,
    }
    return render(request, "signin/confirm.html", context, status=400 if form.is_bound else 200)


def _facts(user: User, codes: list[SignInCode]) -> list[tuple[str, Any]]:
    posts = [f"{BY_CODE[each.role].name}, {name_of_unit(each.audience) or '–'}" for each in grants_in_force(user)]
    told: list[tuple[str, Any]] = [(_("Login"), user.username), (_("Posted as"), "; ".join(posts) or "–")]
    names = names_of(code.made_by for code in codes)
    for code in codes:
        who = names.get(code.made_by, "–")
        if code.code_hash and code.made_by == SYSTEM.id:
            who = _("the server's command")
        said = _("%(when)s, by %(who)s") % {"when": moment_words(code.made_at), "who": who}
        told.append((_("Reset") if code.code_hash else _("Account opened"), said))
        if code.code_hash:
            chosen = moment_words(code.used_at) if code.used_at else pieces.Pill(_("not yet"), "warn")
            told.append((_("New password"), chosen))
    return told
