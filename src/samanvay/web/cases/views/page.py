"""What every form page of a case does: the form, the action, its refusals at the fields, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.cases.models import Case
from samanvay.kernel.refusals import Invalid, Stale
from samanvay.web.access import OfficerRequest
from samanvay.web.components.pieces import Crumb
from samanvay.web.field_words import sides


def crumbs(case: Case | None, *last: Any) -> list[Crumb]:
    """Return the way to a page of a case."""
    way = [Crumb(_("Cases"), reverse("cases"))]
    if case is not None:
        way.append(Crumb(case.number, reverse("case", args=[case.id])))
    return [*way, *(Crumb(words) for words in last)]


def posted(request: OfficerRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing: an empty form that was sent is wrong, not new."""
    return request.POST if request.method == "POST" else None


def show(
    request: OfficerRequest, form: Any, *, title: Any, label: Any, case: Case | None = None, **more: Any
) -> HttpResponse:
    """Show a form on a page of its own."""
    parts = [form, *(each for each in more.values() if isinstance(each, Form))]
    status = 400 if any(part.is_bound and part.errors for part in parts) else 200
    context = {
        "form": form,
        "title": title,
        "label": label,
        "case": case,
        "crumbs": crumbs(case, title),
        **more,
    }
    context.setdefault("back", reverse("case", args=[case.id]) if case else reverse("cases"))
    return render(request, more.get("template", "cases/form.html"), context, status=status)


def answered(
    request: OfficerRequest, form: Any, act: Callable[[], Any], *, to: Callable[[Any], str] | str, said: Any
) -> HttpResponse | None:
    """Do what a valid form asks and go on; None when the form or the action found a fault, now shown at its field."""
    if not form.is_valid():
        return None
    try:
        done = act()
    except Invalid as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, said)
    return HttpResponseRedirect(to if isinstance(to, str) else to(done))


def conflict(request: OfficerRequest, case: Case, refusal: Stale, *, again: str) -> HttpResponse:
    """Show both sides when somebody else was faster; nothing of theirs was overwritten."""
    page = reverse("case", args=[case.id])
    return two_versions(request, refusal, again=again, page=page, crumbs=crumbs(case, _("Two versions")))


def two_versions(
    request: OfficerRequest, refusal: Stale, *, again: str, page: str, crumbs: list[Crumb]
) -> HttpResponse:
    """Show both sides of any record: ``page`` is its own, ``again`` where it is corrected anew."""
    context = {
        "words": refusal.words,
        "sides": sides(refusal),
        "crumbs": crumbs,
        "again": again,
        "page": page,
    }
    return render(request, "cases/conflict.html", context, status=409)
