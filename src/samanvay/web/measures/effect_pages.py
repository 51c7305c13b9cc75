"""The page that tells whether something worked, with the form that asks it, and its CSV."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from samanvay.access.permissions import Permission
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.db.scope import Actor
from samanvay.measures.effect.queries import ActingDistricts, EffectFilters, Ends, MeasuredEffect, Outcome, corridors
from samanvay.measures.effect.queries import effect as found_effect
from samanvay.picture.queries import spots
from samanvay.web.components.pieces import Crumb, under_filters
from samanvay.web.kit import sentences
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page

from . import effect_presenters as shown

EARLIEST = 2000  # a year
COUNTED_WORDS = {
    Outcome.TOLD: _("Every fact about the district"),
    Outcome.TAKEN: _("Journeys that begin in the district"),
}


class EffectForm(forms.Form):
    """Of which corridor or district, since which day, and which districts acted."""

    what = forms.ChoiceField(label=_("Of what"))
    day = DayField(
        label=_("Day of the action"),
        widget=DayInput(),
        error_messages={
            "required": _("Enter the day of the action."),
            "invalid": _("Write the date as 24/11/2026 or 2026-11-24."),
        },
    )
    until = DayField(label=_("Last day, if not all acted on the same day"), required=False, widget=DayInput())
    acted = forms.MultipleChoiceField(
        label=_("Districts that acted"),
        required=False,
        help_text=_("Select several with Ctrl or ⌘. Corridors that begin or end in these are not used for comparison."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    counted = forms.ChoiceField(
        label=_("What to count"),
        required=False,
        choices=[(each.value, words) for each, words in COUNTED_WORDS.items()],
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = directory.districts_of(directory.state_of(actor))
        ways = corridors(actor)
        asked = _ends(str(self.data.get("what") or self.initial.get("what") or ""))
        if asked is not None and asked not in ways:
            ways = [asked, *ways]
        known = spots({*own, *(key for ends in ways for key in ends)})
        ways = [ends for ends in ways if all(key in known for key in ends)]

        def name(key: str) -> str:
            return sentences.name_of(known, key)

        districts = sorted(((key, name(key)) for key in own), key=lambda pair: pair[1])
        named = sorted(
            ((">".join(ends), f"{name(ends[0])} → {name(ends[1])}") for ends in ways), key=lambda way: way[1]
        )
        choices: Any = [("", "–"), (str(_("Corridors, most reported first")), named), (str(_("Districts")), districts)]
        field_of(self, "what", forms.ChoiceField).choices = choices
        field_of(self, "acted", forms.ChoiceField).choices = districts

    def clean_day(self) -> date:
        """Refuse a day that has not come, and one before anything is told of."""
        day: date = self.cleaned_data["day"]
        if day.year < EARLIEST:
            raise forms.ValidationError(_("Write the date as 24/11/2026 or 2026-11-24."))
        if day > clock.today():
            raise forms.ValidationError(_("This day is in the future."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first or in the future."""
        said = super().clean() or {}
        day, until = said.get("day"), said.get("until")
        if day and until and until < day:
            self.add_error("until", _("The last day is before the first."))
        elif until and until > clock.today():
            self.add_error("until", _("This day is in the future."))
        return said

    def question(self) -> EffectFilters:
        """Return what is asked, of a form that is in order."""
        said = self.cleaned_data
        ends = _ends(said["what"])
        districts = {*said["acted"], *([] if ends else [said["what"]])}
        acted = ActingDistricts(tuple(sorted(districts)), said["day"], said["until"] or said["day"])
        return EffectFilters(acted, ends, Outcome(said["counted"] or Outcome.TOLD))


def _ends(said: str) -> Ends | None:
    start, arrow, end = said.partition(">")
    return (start[:80], end[:80]) if arrow and start and end else None


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
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(_("Impact"))],
    }
    if form.is_bound and form.is_valid():
        context |= _shown(found_effect(request.actor, form.question()))
        context["csv"] = under_filters(request, "effect_csv")
    return render(request, "measures/effect.html", context, status=400 if form.errors else 200)


def _shown(found: MeasuredEffect) -> dict[str, Any]:
    return {
        "found": found,
        "what": shown.what(found),
        "since": date_format(found.question.acted.first, "j M Y"),
        "pill": shown.pill(found),
        "sentence": shown.sentence(found),
        "reasons": shown.reasons(found),
        "recorded": shown.recorded(found),
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
