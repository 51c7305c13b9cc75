"""The forms of cases. Every capture form carries a submission id, so that sending twice keeps once."""

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
    Textarea,
    TypedChoiceField,
    UUIDField,
)
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.erasure import REASON_WORDS
from samanvay.access.boxes.groups import PURPOSE_WORDS
from samanvay.cases.kinds import AGE_BANDS, DISPARITIES, EVENT_KINDS, FORMS, LURES, PERSON_ROLES, SEXES, SOURCES
from samanvay.kernel.dates import PartialDateField
from samanvay.web.kit.capture import CaptureForm, PlaceForm, choices
from samanvay.web.kit.forms import PostedForm, VersionedReasonForm


class OpenCaseForm(PlaceForm, CaptureForm):
    """Open a case: what, where, when, how many, which form."""

    field_order = [
        *("what", "place", "place_key", "occurred", "people", "forms", "lures", "disparities", "source", "unit"),
        "narrative",
    ]

    what = CharField(
        label=_("What happened"),
        max_length=200,
        help_text=_("In a few words, without names: names go into the sealed record of a person."),
    )
    occurred = PartialDateField(label=_("When"), required=False, allow_future=False)
    people = IntegerField(
        label=_("How many people"), required=False, min_value=0, help_text=_("Leave empty if it was not said.")
    )
    forms = MultipleChoiceField(
        label=_("Form of exploitation"), required=False, choices=choices(FORMS), widget=CheckboxSelectMultiple
    )
    lures = MultipleChoiceField(label=_("Lure"), required=False, choices=choices(LURES), widget=CheckboxSelectMultiple)
    disparities = MultipleChoiceField(
        label=_("What was exploited"), required=False, choices=choices(DISPARITIES), widget=CheckboxSelectMultiple
    )
    source = ChoiceField(label=_("How it became known"), choices=choices(SOURCES))
    narrative = CharField(
        label=_("What else is known"),
        required=False,
        max_length=20_000,
        widget=Textarea(attrs={"rows": 5}),
        help_text=_("Do not write names or Aadhaar numbers here."),
    )
    unit = TypedChoiceField(label=_("Unit of the case"), coerce=int)

    def __init__(self, *args: Any, units: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(audience, str(unit)) for audience, unit in units.items()]
        if len(units) == 1:
            self.fields["unit"].widget = HiddenInput()
            self.initial.setdefault("unit", next(iter(units)))


class AmendCaseForm(PlaceForm, PostedForm):
    """Correct a case, with the reason and the version that was seen."""

    field_order = [
        *("what", "place", "place_key", "occurred", "people", "forms", "lures", "disparities", "source"),
        *("narrative", "reason"),
    ]

    what = OpenCaseForm.base_fields["what"]
    occurred = OpenCaseForm.base_fields["occurred"]
    people = OpenCaseForm.base_fields["people"]
    forms = OpenCaseForm.base_fields["forms"]
    lures = OpenCaseForm.base_fields["lures"]
    disparities = OpenCaseForm.base_fields["disparities"]
    source = OpenCaseForm.base_fields["source"]
    narrative = OpenCaseForm.base_fields["narrative"]
    reason = CharField(label=_("Reason of the correction"), max_length=500)
    version = IntegerField(widget=HiddenInput)

    def taken(self) -> dict[str, Any]:
        """Return the changes; a place and a time that stand as they were shown are not told anew."""
        data, before = self.cleaned_data, self.initial
        changes = {name: data[name] for name in self.fields if name not in ("place", "place_key", "reason", "version")}
        if data["place"] != before["place"]:
            changes["place"] = self.place_of()
        if changes["occurred"] is not None and before["occurred"] is not None:
            same = (before["occurred"].earliest, before["occurred"].latest)
            if (changes["occurred"].earliest, changes["occurred"].latest) == same:
                del changes["occurred"]
        return {"reason": data["reason"], "expected": data["version"], "changes": changes}


class PersonForm(CaptureForm):
    """Add a person; what is typed under identity and contact is sealed."""

    role = ChoiceField(label=_("Part in the case"), choices=choices(PERSON_ROLES))
    sex = ChoiceField(label=_("Sex"), choices=choices(SEXES), initial="unknown")
    age = IntegerField(label=_("Age in years"), required=False, min_value=0, max_value=120)
    age_band = ChoiceField(label=_("or age group"), choices=choices(AGE_BANDS), initial="unknown")


class AmendPersonForm(PostedForm):
    """Correct sex or age of a person, with the reason."""

    sex = ChoiceField(label=_("Sex"), choices=choices(SEXES))
    age = IntegerField(label=_("Age in years"), required=False, min_value=0, max_value=120)
    age_band = ChoiceField(label=_("or age group"), choices=choices(AGE_BANDS))
    reason = CharField(label=_("Reason of the correction"), max_length=500)
    version = IntegerField(widget=HiddenInput)


class EventForm(PlaceForm, CaptureForm):
    """Add what happened."""

    field_order = ["kind", "occurred", "place", "place_key", "people", "journey_hours", "note"]

    kind = ChoiceField(label=_("What happened"), choices=choices(EVENT_KINDS))
    occurred = PartialDateField(label=_("When"), required=False, allow_future=False)
    people = IntegerField(label=_("How many people"), required=False, min_value=0)
    journey_hours = IntegerField(
        label=_("Hours of journey to the committee"),
        required=False,
        min_value=0,
        max_value=168,
        help_text=_("For a rescue on the way: the law leaves the journey out of the 24 hours."),
    )
    note = CharField(
        label=_("What else is known"),
        required=False,
        max_length=5_000,
        widget=Textarea(attrs={"rows": 3}),
        help_text=_("Do not write names or Aadhaar numbers here."),
    )

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        hours = given.pop("journey_hours") or 0
        return {**given, "journey_minutes": 60 * hours}


class MoveForm(VersionedReasonForm):
    """The next stage, with a reason where it needs one."""

    to = ChoiceField(label=_("Next stage"))
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, stages: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = stages
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed for closing and for taking a case up again.")


class SearchForm(PostedForm):
    """Search sealed people by name or telephone."""

    name = CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("With surname, or with one of the next two. Spelling and script do not matter."),
    )
    father = CharField(label=_("Father's name"), required=False, max_length=120)
    village = CharField(label=_("Village or town"), required=False, max_length=120)
    phone = CharField(label=_("Telephone"), required=False, max_length=60)
    vehicle = CharField(label=_("Registration number of a vehicle"), required=False, max_length=20)


class ErasureForm(PostedForm):
    """Whom to forget, and on what ground."""

    subject = UUIDField(label=_("Identifier of the person"), help_text=_("It stands on the person's page."))
    reason = ChoiceField(label=_("Ground"), choices=choices(REASON_WORDS, blank=_("Choose a ground")))
    sure = BooleanField(label=_("Destroy it. I know that nobody can bring it back."))

    def taken(self) -> dict[str, Any]:
        return {"subject_id": self.cleaned_data["subject"], "reason": self.cleaned_data["reason"]}


class ExportForm(PostedForm):
    """For what purpose a list leaves the house."""

    purpose = ChoiceField(label=_("Purpose"), choices=choices(PURPOSE_WORDS, blank=_("Choose a purpose")))
