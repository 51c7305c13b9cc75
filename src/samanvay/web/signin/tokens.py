"""The page of tokens for machines: make a client with its token, shown once; revoke one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access import queries
from samanvay.access.actions import issue_token, make_client, revoke_token
from samanvay.access.limits import BY_A_TOKEN
from samanvay.access.permissions import Permission
from samanvay.access.roles import role_choices
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.access import OfficerRequest, officer_page


class TokenForm(forms.Form):
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
    unit = Unit.objects.filter(code__iexact=said["unit"].strip()).first()
    if unit is None:
        raise Invalid("unit", _("There is no unit with this code."))
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


@never_cache
@officer_page(permission=Permission.API_TOKEN)
@require_http_methods(["GET", "POST"])
def tokens(request: OfficerRequest) -> HttpResponse:
    """List tokens and make one; its text is shown once."""
    form = TokenForm(request.POST or None, initial={"expires_on": clock.today() + timedelta(days=90)})
    text = ""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():  # a client whose token is refused is not left behind
                text = _made(request, form.cleaned_data)
        except Invalid as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    status = 400 if request.method == "POST" and not text else 200
    context = {"form": form, "text": text, "tokens": queries.tokens(request.actor), "now": clock.now()}
    return render(request, "signin/tokens.html", context, status=status)


@officer_page(permission=Permission.API_TOKEN)
@require_POST
def revoke(request: OfficerRequest, key: UUID) -> HttpResponse:
    """End a token at once."""
    revoke_token(by=request.actor, token=queries.token_by_id(request.actor, key))
    return HttpResponseRedirect(reverse("tokens"))
