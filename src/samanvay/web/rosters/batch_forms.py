"""The forms of a batch and of one's turns: where it meets, why it is cancelled, why somebody cannot come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from samanvay.kernel.refusals import Invalid
from samanvay.rosters.batches.actions.excusing import SAID
from samanvay.rosters.batches.states import ABSENCES
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pii import PiiForm


class WhereForm(PiiForm):
    """The hall of a batch, and the link of one that meets online."""

    keeps_once = False

    hall = forms.CharField(label=gettext_lazy("Hall or room"), max_length=160, required=False)
    link = forms.CharField(
        label=gettext_lazy("Link"),
        help_text=gettext_lazy("Begins with https://; those who are called see it."),
        max_length=300,
        required=False,
        widget=forms.URLInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_online: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_online:
            del self.fields["link"]


class CancelForm(PiiForm):
    """Why a batch is cancelled."""

    keeps_once = False

    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Those who were called read it."), max_length=200
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class CannotForm(PiiForm):
    """Why somebody cannot come."""

    keeps_once = False

    absence = forms.ChoiceField(
        label=gettext_lazy("Why"), widget=forms.RadioSelect, choices=[(code, ABSENCES[code]) for code in SAID]
    )
    words = forms.CharField(
        label=gettext_lazy("More of it"),
        help_text=gettext_lazy("If it helps; no names, no numbers."),
        max_length=200,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class WalkInForm(ActionForm):
    """The number of somebody who was not called and is here."""

    number = forms.CharField(
        label=gettext_lazy("Employee number"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def refuse(self, refusal: Invalid) -> None:
        self.add_error("number", str(refusal.words))
