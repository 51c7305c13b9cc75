"""A page with one form of the directory; what a reorganisation will change is shown before it is carried out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, form_page, given_of, show_form

from .foreseen import Lines
from .presenters import day


def ask(
    request: OfficerRequest,
    form: Callable[..., Any],
    action: Callable[..., Any],
    record: Any = None,
    *,
    label: Any = "",
    foresee: Callable[[Any, dict[str, Any]], Lines] | None = None,
    title: Any,
    words: Any = "",
    kind: str = "primary",
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """Answer a page of one form, as `form_page` does, in the look of the directory.

    With ``foresee`` the change is first tried and taken back, and what it will change is shown to be confirmed.
    """
    show = partial(
        show_form, request, record=record, template="directory/ask.html",
        title=title, words=words, label=label or _("Save"), kind=kind, back=back,
    )  # fmt: skip
    if foresee is None or request.method != "POST" or "confirmed" in request.POST:
        return form_page(request, form, action, record, **{"done": _("Saved."), **more}, show=show)
    filled = form(request.POST)
    foreseen: Lines = []

    def tried() -> None:
        said = filled.cleaned_data
        foreseen.extend([(_("From which day"), day(said["on"])), *foresee(record, said)])
        action(by=request.actor, **given_of(request, record), **filled.taken())
        transaction.set_rollback(True)

    if "again" not in request.POST and answered(request, filled, tried, to="", said=""):
        sent = [(name, request.POST[name]) for name in filled.fields if name in request.POST]
        label = label or _("Carry it out")
        context = {"title": title, "sent": sent, "foreseen": foreseen, "label": label, "kind": kind}
        return render(request, "directory/confirm.html", context)
    return show(filled)
