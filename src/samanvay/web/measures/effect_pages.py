"""The page that tells whether something worked, and its CSV."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.measures.effect.queries import MeasuredEffect
from samanvay.measures.effect.queries import effect as found_effect
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page

from . import effect_presenters as shown
from .effect_forms import EffectForm


def _form(request: OfficerRequest) -> EffectForm:
    """Return the form as it was sent; one that was only led to, without a day, waits to be filled."""
    if request.GET.get("day") is not None:
        return EffectForm(request.GET, actor=request.actor)
    return EffectForm(initial={"what": request.GET.get("what", "")}, actor=request.actor)


@page(permission=Permission.FACT_READ, methods=READ)
def effect(request: OfficerRequest) -> HttpResponse:
    """Show what was counted before and after something was done, and what may be said of it."""
    form = _form(request)
    context: dict[str, Any] = {
        "form": form,
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(_("Did it work?"))],
    }
    if not form.is_bound:
        return render(request, "measures/effect.html", context)
    if not form.is_valid():
        return render(request, "measures/effect.html", context, status=400)
    context |= _shown(found_effect(request.actor, form.question()))
    context["csv"] = f"{reverse('effect_csv')}?{request.GET.urlencode()}"
    return render(request, "measures/effect.html", context)


def _shown(found: MeasuredEffect) -> dict[str, Any]:
    return {
        "found": found,
        "what": shown.what(found),
        "since": date_format(found.question.acted.first, "j M Y"),
        "pill": shown.pill(found),
        "sentence": shown.sentence(found),
        "reasons": shown.reasons(found),
        "has_moved": found.effect.has_moved,
        "numbers": shown.numbers(found),
        "windows": shown.windows(found),
        "by_quarter": shown.by_quarter(found),
        "chart": shown.chart(found),
        "over_time": shown.over_time(found),
        "compared_with": shown.compared_with(found),
        "neighbours": shown.neighbours(found),
    }


@page(permission=Permission.FACT_READ, methods=READ)
def effect_csv(request: OfficerRequest) -> HttpResponse:
    """Give both series as CSV, of the facts that this officer may see."""
    form = EffectForm(request.GET, actor=request.actor)
    if not form.is_valid():
        return render(request, "measures/effect.html", {"form": form}, status=400)
    return as_csv(shown.over_time(found_effect(request.actor, form.question())), "samanvay-effect")
