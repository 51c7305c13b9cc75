"""The page of tokens for machines: make a client with its token, shown once; revoke one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.access import queries
from samanvay.access.limits import BY_A_TOKEN
from samanvay.access.permissions import Permission
from samanvay.access.roles import role_choices
from samanvay.access.tokens.actions import issue_token, make_client, revoke_token
from samanvay.directory.queries import unit_by_code
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, carried_out, posted
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, page


class TokenForm(ActionForm):
    """Which machine, as whom, for what, until when."""

    name = forms.CharField(label=_("Name of the system"), max_length=50)
    unit = forms.CharField(label=_("Code of its unit"), max_length=80)
    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    permissions = forms.MultipleChoiceField(
        label=_("Rights"),
        choices=sorted((str(each), str(each)) for each in BY_A_TOKEN),
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = DayField(label=_("Last day"), widget=forms.DateInput({"type": "date"}))


def _made(request: OfficerRequest, said: dict[str, Any]) -> str:
    unit = unit_by_code(said["unit"])
    if unit is None:
        raise Invalid("unit", _("No unit has this code."))
    client = make_client(
        by=request.actor,
        name=said["name"],
        role=said["role"],
        audience=unit.audience,
        compartment=unit.compartment,
        home_state=unit.home_state,
        until=said["expires_on"],
    )
    _token, text = issue_token(
        by=request.actor,
        client=client,
        name=said["name"],
        audience=unit.audience,
        permissions=said["permissions"],
        expires_on=said["expires_on"],
    )
    return text


@page(permission=Permission.API_TOKEN)
def tokens(request: OfficerRequest) -> HttpResponse:
    """List tokens and make one; its text is shown once."""
    form = TokenForm(posted(request), initial={"expires_on": clock.today() + timedelta(days=90)})

    def show(text: str = "") -> HttpResponse:
        context = {"form": form, "text": text, "tokens": queries.tokens(request.actor), "now": clock.now()}
        return render(request, "signin/tokens.html", context, status=400 if form.errors else 200)

    return carried_out(form, lambda: _made(request, form.cleaned_data), show) or show()


@page(permission=Permission.API_TOKEN, methods=POST)
def revoke(request: OfficerRequest, key: UUID) -> HttpResponse:
    """End a token at once."""
    token = queries.token_by_id(request.actor, key)
    return action_page(request, revoke_token, token=token, to=reverse("tokens"), done="")
