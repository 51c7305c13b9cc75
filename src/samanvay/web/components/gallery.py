"""The live page that shows every piece, with the call that makes it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samanvay.kernel import clock
from samanvay.kernel.dates.forms import PartialDateField

from . import pieces


class ExampleForm(forms.Form):
    """Every kind of field once."""

    reference = forms.CharField(label=gettext_lazy("Case number"), help_text=gettext_lazy("As in UP-VNS-2026-000418."))
    seen_on = PartialDateField(label=gettext_lazy("When she was last seen"), allow_future=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), required=False)
    form = forms.ChoiceField(
        label=gettext_lazy("Form of exploitation"),
        choices=[("labour", gettext_lazy("Forced labour")), ("begging", gettext_lazy("Begging"))],
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Informant"),
        widget=forms.RadioSelect,
        choices=[("family", gettext_lazy("Her family")), ("helpline", gettext_lazy("The helpline"))],
    )
    means = forms.MultipleChoiceField(
        label=gettext_lazy("Means of travel"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("train", gettext_lazy("Train")), ("bus", gettext_lazy("Bus"))],
    )
    narrative = forms.CharField(
        label=gettext_lazy("What happened"),
        widget=forms.Textarea,
        help_text=gettext_lazy("Write in your own words; places are found in the text."),
    )
    report = forms.FileField(
        label=gettext_lazy("Report"),
        required=False,
        help_text=gettext_lazy("PDF, Word or a photograph, up to 10 MB."),
    )
    urgent = forms.BooleanField(label=gettext_lazy("She is in danger now"), required=False)


def _examples(request: HttpRequest) -> dict[str, Any]:
    at = clock.now()
    refused = _("You do not have permission. Only the officer of the case can close it.")
    return {
        "refused_words": refused,
        "ask_and_close": [pieces.Action(_("Ask"), "#who-can"), pieces.Action(_("Close"), refused=refused)],
        "who_can": [(_("Close"), refused)],
        "forms": pieces.chips(
            request,
            "form",
            [("labour", _("Forced labour")), ("sexual", _("Sexual exploitation")), ("begging", _("Begging"))],
            every=_("All forms"),
            counts={"labour": 12, "sexual": 7, "begging": 3},
        ),
        "stats": [
            pieces.Stat("23", _("journeys on one corridor where 9 were expected"), "hot"),
            pieces.Stat(_("65 of 75"), _("districts reported this week")),
            pieces.Stat("71 %", _("of advisories acted on in time")),
            pieces.Stat(_("3 h 40"), _("median hand-over to the AHTU"), "ok"),
        ],
        "duties": [
            pieces.DutyRow(
                _("Rescued girl, 15: before the Child Welfare Committee"),
                _("UP-VNS-2026-000418 · Varanasi AHTU · journey of 3 h not counted"),
                "#duty",
                pieces.Pill(_("5 h 10 left"), "hot"),
                [pieces.Action(_("Ask"), "#duty")],
            ),
            pieces.DutyRow(
                _("Two possible matches: missing in Dumka, found in Kanpur"),
                _("Both nodal officers must agree before names show"),
                "",
                pieces.Pill(_("2 days left"), "calm"),
                [
                    pieces.Action(_("Compare"), "#duty", kind="primary"),
                    pieces.Action(_("Close"), refused=refused),
                ],
            ),
        ],
        "table": pieces.Table(
            _("Reports of the week by district"),
            [
                pieces.Column(_("District")),
                pieces.Column(_("Reports"), number=True),
                pieces.Column(_("Status")),
            ],
            [
                pieces.Row([_("Varanasi"), 12, pieces.Pill(_("reported"), "ok")], "#table"),
                pieces.Row([_("Ballia"), 0, pieces.Pill(_("no report for three weeks"), "warn")], "#table"),
            ],
        ),
        "crumbs": [
            pieces.Crumb(_("Cases"), "#ways"),
            pieces.Crumb(_("Varanasi"), "#ways"),
            pieces.Crumb("UP-VNS-2026-000418"),
        ],
        "tabs": [
            pieces.Tab(_("Story"), "#ways", True),
            pieces.Tab(_("People"), "#ways"),
            pieces.Tab(_("Documents"), "#ways"),
        ],
        "happenings": [
            pieces.Happening(
                at - timedelta(hours=30), _("Rescued at the railway station"), _("Railway police"), kind="ok"
            ),
            pieces.Happening(at - timedelta(hours=20), _("Handed over to the AHTU"), _("Varanasi AHTU")),
            pieces.Happening(
                _("about March 2026"), _("Taken from her village"), more=_("said by her mother"), kind="hot"
            ),
        ],
        "facts": [
            (_("Number"), "UP-VNS-2026-000418"),
            (_("Form of exploitation"), _("Forced labour")),
            (_("Status"), pieces.Pill(_("under inquiry"), "calm")),
        ],
        "progress": pieces.Progress(_("Rows of the roster checked"), 320, 780),
        "sides": [
            pieces.Side(_("Station"), _("Cantt"), _("Sigra")),
            pieces.Side(_("Form of exploitation"), _("Forced labour"), _("Forced labour")),
        ],
    }


@require_safe
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Show the gallery, in a demonstration alone."""
    if not settings.IS_DEMO:
        raise Http404
    form = ExampleForm({"reference": "UP-VNS", "seen_on": "32 March", "form": "labour"}, auto_id="wrong_%s")
    return render(request, "gallery.html", {**_examples(request), "form": ExampleForm(), "wrong": form})
