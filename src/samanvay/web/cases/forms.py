"""The forms of cases. Every capture form carries a submission id, so that sending twice keeps once."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.actions.erasure import REASON_WORDS
from samanvay.cases.fields import CASE_FIELDS, PERSON_FIELDS
from samanvay.cases.kinds import ADDED_KINDS
from samanvay.directory.models import Place
from samanvay.kernel.dates import PartialDateField
from samanvay.kernel.refusals import Invalid
from samanvay.recording.fields import without
from samanvay.web.kit.capture import CaptureForm, PlaceForm, choices
from samanvay.web.kit.fields import DeclaredForm
from samanvay.web.kit.forms import PostedForm, VersionedReasonForm, field_of

from .quick_people import FOUND_ROWS, CountedFields, with_ages

ASKED = without(CASE_FIELDS, "place")  # which is asked for by its name


class CorrectionForm(PostedForm):
    """The reason of a correction, and the version that was seen."""

    reason = forms.CharField(label=_("Reason for the correction"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


def offer_units(form: forms.Form, units: Mapping[int, Any]) -> None:
    """Ask for the unit of a case among these names by audience; a single one is taken unasked."""
    field_of(form, "unit", forms.ChoiceField).choices = [(audience, str(names)) for audience, names in units.items()]
    if len(units) == 1:
        form.fields["unit"].widget = forms.HiddenInput()
        form.initial.setdefault("unit", next(iter(units)))


class OpenCaseForm(DeclaredForm, PlaceForm, CaptureForm):
    """Open a case: what, where, when, how many, which form."""

    declared = ASKED
    field_order = [
        *("what", "place", "place_key", "occurred", "people", "forms", "lures", "disparities", "source", "unit"),
        "narrative",
    ]

    unit = forms.TypedChoiceField(label=_("Unit of the case"), coerce=int)

    def __init__(self, *args: Any, units: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, units)


class AmendCaseForm(DeclaredForm, PlaceForm, CorrectionForm):
    """Correct a case, with the reason and the version that was seen."""

    declared = ASKED
    field_order = [*OpenCaseForm.field_order, "reason"]

    def taken(self) -> dict[str, Any]:
        """Return the changes; a place and a time that stand as they were shown are not told anew."""
        data, before = self.cleaned_data, self.initial
        changes = {field.name: data[field.name] for field in ASKED}
        if data["place"] != before["place"]:
            changes["place"] = self.place_of()
        if changes["occurred"] is not None and before["occurred"] is not None:
            same = (before["occurred"].earliest, before["occurred"].latest)
            if (changes["occurred"].earliest, changes["occurred"].latest) == same:
                del changes["occurred"]
        return {"reason": data["reason"], "expected": data["version"], "changes": changes}


class OtherPlace(PlaceForm):
    """A place by its name; ``kept`` is the one that stands as long as its name is not changed."""

    def __init__(self, *args: Any, words: Any, hint: Any = "", kept: Place | None = None, **kwargs: Any) -> None:
        if kept is not None:
            kwargs["initial"] = {"place": str(kept.names)}
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["place"].label = words
        self.fields["place"].help_text = hint

    def clean(self) -> dict[str, Any]:
        """Find the place: ``key`` is that of the place named, None where none is; not clear is a fault of its field."""
        found = super().clean() or {}
        self.key: str | None = None
        if self.kept is not None and self.cleaned_data.get("place") == str(self.kept.names):
            self.key = str(self.kept.key)
            return found
        try:
            self.key = self.place_of()
        except Invalid as refusal:
            self.refuse(refusal)
        return found


class PersonForm(DeclaredForm, CaptureForm):
    """Add a person; what is typed under identity and contact is sealed."""

    declared = PERSON_FIELDS


class AmendPersonForm(DeclaredForm, CorrectionForm):
    """Correct what is known of a person outside the boxes, with the reason."""

    declared = tuple(field for field in PERSON_FIELDS if field.is_amended)
    field_order = [*(field.name for field in declared), "reason"]


class EventForm(CountedFields, PlaceForm, CaptureForm):
    """Add what happened; who was found is told by number, and each is then listed in the case."""

    field_order = [
        *("kind", "occurred", "place", "place_key", "people", *with_ages(FOUND_ROWS)),
        *("journey_hours", "note"),
    ]

    kind = forms.ChoiceField(label=_("What happened"), choices=choices(ADDED_KINDS))
    occurred = PartialDateField(label=_("When"), required=False, allow_future=False)
    people = forms.IntegerField(
        label=_("How many people"),
        required=False,
        min_value=0,
        help_text=_(
            "In all. After a rescue or interception each of them is listed in the case, without a name. Whoever is not "
            "in the groups below is listed with unknown sex and age and is protected like a child."
        ),
    )
    journey_hours = forms.IntegerField(
        label=_("Hours of journey to the committee"),
        required=False,
        min_value=0,
        max_value=168,
        help_text=_("For a rescue on a journey: by law the travel time is not counted in the 24 hours."),
    )
    note = forms.CharField(
        label=_("Other known details"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Do not write names or Aadhaar numbers here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_counts(FOUND_ROWS)
        self.order_fields(self.field_order)

    def taken(self) -> dict[str, Any]:
        given = self.without_counts(super().taken())
        hours = given.pop("journey_hours") or 0
        return {**given, "journey_minutes": 60 * hours}


class MoveForm(VersionedReasonForm):
    """The next stage, with a reason where it needs one."""

    to = forms.ChoiceField(label=_("Next stage"))
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, stages: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", forms.ChoiceField).choices = stages
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed to close or reopen a case.")


class SearchForm(PostedForm):
    """Search sealed people by name or telephone."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("With the surname, or with one of the next two fields. Spelling and script do not matter."),
    )
    father = forms.CharField(label=_("Father's name"), required=False, max_length=120)
    village = forms.CharField(label=_("Village or town"), required=False, max_length=120)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    vehicle = forms.CharField(label=_("Registration number of a vehicle"), required=False, max_length=20)

    def refuse(self, refusal: Invalid) -> None:
        if refusal.field == "given":
            refusal.field = "name"
        super().refuse(refusal)


class ErasureForm(PostedForm):
    """Whom to forget, and on what ground."""

    subject = forms.UUIDField(label=_("Identifier of the person"), help_text=_("You find it on the person's page."))
    reason = forms.ChoiceField(label=_("Ground"), choices=choices(REASON_WORDS, blank=_("Choose a ground")))
    sure = forms.BooleanField(label=_("Destroy the data. I know that nobody can restore it."))

    def taken(self) -> dict[str, Any]:
        return {"subject_id": self.cleaned_data["subject"], "reason": self.cleaned_data["reason"]}
