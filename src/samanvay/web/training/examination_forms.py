"""The forms of examinations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.ids import uuid7
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.pii import PiiForm


class BeginForm(ActionForm):
    """Whether one sits at a centre: the code that the invigilator wrote up, and the seat."""

    seat_code = forms.CharField(
        label=_("Code for this hour"),
        help_text=_("Six digits; only if you sit at a centre."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    seat = forms.CharField(label=_("Number of your seat"), required=False, max_length=12)


class SeatsForm(ActionForm):
    """Which course is examined, and where."""

    course = forms.ChoiceField(label=_("Course"))
    place = forms.CharField(label=_("Room or hall"), max_length=120)
    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def __init__(self, *args: object, choices: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field_of(self, "course", forms.ChoiceField).choices = choices

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given["code"] = given.pop("course")
        return given


class ReasonForm(PiiForm):
    """A reason that others read."""

    keeps_once = False
    is_ticked = True  # some pages have a button for each thing that the reason may be for

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason.")},
    )


class ItemForm(ReasonForm):
    """Why a question is retired, or is to be set aside."""

    keeps_once = True


class RulingForm(ReasonForm):
    """What a second person decides on a question that is to be set aside."""

    outcome = forms.ChoiceField(
        label=_("Decide"),
        choices=[("aside", _("Remove from scoring: it counts for nobody")), ("kept", _("It counts as before"))],
        widget=forms.RadioSelect,
    )
    field_order = ("outcome", "reason")

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given |= {"is_aside": given.pop("outcome") == "aside", "words": given.pop("reason")}
        return given


class BankForm(PiiForm):
    """A file of questions."""

    keeps_once = False  # a code that is known is not taken in again

    file = forms.FileField(
        label=_("Questions file"),
        help_text=_("GIFT (.gift, .txt), Moodle XML (.xml) or a table (.csv, .xlsx) like the export, at most 5 MB."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        file = given.pop("file")
        return {**given, "name": file.name, "data": file.read()}
