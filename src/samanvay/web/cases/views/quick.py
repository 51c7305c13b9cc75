"""The quick record: one page, where looking a place, train or unit up keeps all that was typed."""

from typing import Any

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from samanvay.access.permissions import Permission
from samanvay.cases.models import Case
from samanvay.cases.quick.actions import Way, record_quickly
from samanvay.cases.tasks import follow_case
from samanvay.kernel.db.scope import SYSTEM
from samanvay.reports.actions import look_for_case, look_for_pairs
from samanvay.reports.sameness.of_cases import case_questions
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out
from samanvay.web.kit.forms import Together
from samanvay.web.kit.pages import page

from ..forms import OtherPlace
from ..quick_form import QuickForm, as_it_stands, train_of
from ..quick_people import COMMON, RARE, with_ages
from ..sameness import pairs_shown
from .page import crumbs

Parts = dict[str, OtherPlace]


@page(permission=Permission.CASE_OPEN)
def quick(request: OfficerRequest) -> HttpResponse:
    """Record what happened on one screen; with ``look`` only look something up and keep what was typed."""
    is_looked_up = request.method == "POST" and "look" in request.POST
    sent = request.POST if request.method == "POST" and not is_looked_up else None
    typed = as_it_stands(request.POST) if is_looked_up else {}
    form = QuickForm(sent, actor=request.actor, initial=typed)
    parts = _parts(request, sent, typed)
    if Together(form, *parts.values()).is_valid():
        answer = carried_out(form, lambda: _record(request, form, parts), lambda case: _onward(request, case))
        if answer is not None:
            return answer
    wrong = any(part.is_bound and part.errors for part in (form, *parts.values()))
    context = {
        "form": form,
        "other": parts["other"],
        "ways": [parts["source"], parts["destination"]],
        "common": _counts(form, COMMON),
        "rare": _counts(form, RARE),
        "is_rare_told": any(form.told(name) or (form.is_bound and form[name].errors) for name in with_ages(RARE)),
        "more": [form[name] for name in ("what", "occurred", "journey_hours", "forms", "lures", "disparities", "note")],
        "is_more_wrong": any(part.errors for part in (parts["source"], parts["destination"]) if part.is_bound),
        "crumbs": crumbs(None, _("Quick record")),
        "back": reverse("cases"),
    }
    # By script the page is put in place with its faults, which is an answer and no failure.
    is_failure = wrong and not request.headers.get("HX-Request")
    return render(request, "cases/quick.html", context, status=400 if is_failure else 200)


def _parts(request: OfficerRequest, sent: Any, typed: dict[str, Any]) -> Parts:
    words = {
        "other": (
            _("Another place, by its name"),
            _("If you write a name here, it is used instead of the choice above."),
        ),
        "source": (_("Taken from"), ""),
        "destination": (_("Going to"), ""),
    }
    return {
        name: OtherPlace(
            sent,
            prefix=name,
            actor=request.actor,
            words=said,
            hint=hint,
            initial={"place": typed.get(f"{name}-place", "")},
        )
        for name, (said, hint) in words.items()
    }


def _record(request: OfficerRequest, form: QuickForm, parts: Parts) -> Case:
    keys = {name: part.key for name, part in parts.items()}
    data = form.cleaned_data
    return record_quickly(
        by=request.actor,
        kind=data["kind"],
        what=form.what_words(),
        place=keys["other"] or data["at"],
        counted=form.counted(),
        takes_over=data["takes_over"],
        occurred=data["occurred"],
        journey_minutes=(data["journey_hours"] or 0) * 60,
        forms=data["forms"],
        lures=data["lures"],
        disparities=data["disparities"],
        note=data["note"],
        way=Way(keys["source"], keys["destination"], train_of(form)),
        unit=data["unit"],
        captured=form.captured(),
    )


def _counts(form: QuickForm, names: list[str]) -> list[BoundField]:
    """Return the fields that count people, each followed by that of their age."""
    return [form[name] for name in with_ages(names)]


def _onward(request: OfficerRequest, case: Case) -> HttpResponse:
    messages.success(
        request, _("Saved as %(number)s. Add names and other details when there is time.") % {"number": case}
    )
    address = reverse("case", args=[case.id])
    # Looked now and not by the worker: whoever has just recorded it knows best whether it is the same.
    look_for_case(by=request.actor, case=case)
    follow_case(case.id)
    # By the system: another office's case that this officer does not see is asked of somebody else.
    look_for_pairs(by=SYSTEM, case=case)
    if any(both["is_open"] for _other, both in pairs_shown(request.actor, case)):
        messages.warning(request, _("Another case may be about the same incident. Answer below whether it is."))
        address = f"{address}#same"
    elif any(question.choices for question in case_questions(request.actor, case)):
        messages.warning(request, _("A report may already contain this. Answer below whether it is the same incident."))
        address = f"{address}#same"
    # Sent by script, so that a lost line leaves everything typed on the page.
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else HttpResponseRedirect(address)
