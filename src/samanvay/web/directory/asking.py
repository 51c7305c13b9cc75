"""A page with one form: shown, checked, done by an action, its refusals put beside their fields."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.directory.models import Place, Unit
from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid
from samanvay.web.access import OfficerRequest

from .forms import PlaceField, UnitField


def ask(
    request: OfficerRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], str],
    *,
    title: Any,
    back: str,
    label: Any = "",
    words: Any = "",
    state: str = "",
    done: Any = "",
    danger: bool = False,
    foresee: Callable[[dict[str, Any]], list[tuple[Any, Any]]] | None = None,
) -> HttpResponseBase:
    """Show a form; when it is sent and whole, call ``do`` with its values and go to the address it returns.

    What the action refuses is shown at its field (status 400). ``state`` bounds the units and places proposed.
    With ``foresee`` the change is first tried and taken back, and what it will change is shown to be confirmed.
    """
    for field in form.fields.values():
        if isinstance(field, UnitField):
            field.home_state = state
        if isinstance(field, PlaceField):
            # groups and places served may name any state's districts
            field.state = "" if field.many else state
    status = 200
    if form.is_bound and "again" not in request.POST:
        if form.is_valid():
            try:
                if foresee is not None and "confirmed" not in request.POST:
                    foreseen = foresee(form.cleaned_data)
                    with transaction.atomic():
                        do(dict(form.cleaned_data))
                        transaction.set_rollback(True)
                    return _confirm(request, form, foreseen, title, label, danger)
                where = do(form.cleaned_data)
            except Invalid as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
            else:
                messages.success(request, done or _("Kept."))
                return HttpResponseRedirect(where)
        status = 400
    context = {
        "form": form,
        "title": title,
        "words": words,
        "back": back,
        "label": label or _("Keep"),
        "kind": "danger" if danger else "primary",
        **_proposals(form, state),
    }
    return render(request, "directory/ask.html", context, status=status)


def _confirm(
    request: OfficerRequest, form: forms.Form, foreseen: list[tuple[Any, Any]], title: Any, label: Any, danger: bool
) -> HttpResponseBase:
    context = {
        "title": title,
        "sent": [(name, request.POST[name]) for name in form.fields if name in request.POST],
        "foreseen": foreseen,
        "label": label or _("Carry it out"),
        "kind": "danger" if danger else "primary",
    }
    return render(request, "directory/confirm.html", context)


def _proposals(form: forms.Form, state: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    kinds = {
        kind
        for field in form.fields.values()
        if isinstance(field, PlaceField) and not field.many
        for kind in field.kinds
    }
    if kinds:
        found["places"] = Place.objects.of_kind(*kinds).standing(clock.today()).filter(state_id=state).order_by("name")
    if any(isinstance(field, UnitField) for field in form.fields.values()):
        found["units"] = Unit.objects.open(clock.today()).filter(home_state=state).order_by("name")
    return found
