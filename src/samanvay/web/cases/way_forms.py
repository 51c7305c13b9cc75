"""The forms of the way of people, of the things found with them, and of handing over."""

from typing import Any
from uuid import UUID

from django.forms import CharField, ChoiceField, IntegerField, NumberInput, RadioSelect, TypedChoiceField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samanvay.cases.kinds import CERTAINTIES, ITEM_KINDS, LEG_ROLES, MODES
from samanvay.cases.models import CaseLeg, CasePerson
from samanvay.directory.models import Unit
from samanvay.kernel.dates import PartialDateField
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.capture import CaptureForm, PlaceForm, choices
from samanvay.web.kit.forms import PostedForm, field_of

from .forms import CorrectionForm

TRAIN: dict[str, Any] = {"required": False, "max_length": 12}  # five digits, and blanks between them


class LegFields(PlaceForm):
    """What is known of a place on the way."""

    role = ChoiceField(label=_("Role of this place"), choices=choices(LEG_ROLES), widget=RadioSelect)
    mode = ChoiceField(label=_("How they travelled there"), choices=choices(MODES), initial="unknown")
    train = CharField(label=_("Train number"), **TRAIN)
    occurred = PartialDateField(label=_("When"), required=False, allow_future=False)
    certainty = ChoiceField(label=_("How it is known"), choices=choices(CERTAINTIES), initial="stated")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].required = True


class LegForm(LegFields, CaptureForm):
    """Add a place to the way."""

    field_order = ["role", "place", "place_key", "mode", "train", "occurred", "certainty"]


class AmendLegForm(LegFields, CorrectionForm):
    """Correct a place of the way, with the reason and the version that was seen."""

    field_order = ["role", "place", "place_key", "mode", "train", "occurred", "certainty", "reason"]

    def taken(self) -> dict[str, Any]:
        """Return the changes; a place that stands as it was shown is not told anew, whatever else bears its name."""
        data = self.cleaned_data
        changes = {name: data[name] for name in ("role", "mode", "train", "occurred", "certainty")}
        if data["place"] != self.initial["place"]:
            changes["place"] = self.place_of()
        return {"reason": data["reason"], "expected": data["version"], "changes": changes}


class OrderForm(PostedForm):
    """Put the way in another order: a number for each place."""

    def __init__(self, *args: Any, legs: list[CaseLeg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.legs = legs
        for number, leg in enumerate(legs, 1):
            self.fields[str(leg.id)] = IntegerField(
                label=f"{leg.role_words}: {leg.place.names}", min_value=1, max_value=99, initial=number,
                widget=NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
        self.fields["reason"] = CharField(label=_("Reason"), max_length=500)

    def taken(self) -> dict[str, Any]:
        """Return the legs in the order of their numbers. Raises Invalid where two have one number."""
        numbers = {leg.id: self.cleaned_data[str(leg.id)] for leg in self.legs}
        if len(set(numbers.values())) < len(numbers):
            twice = next(leg for leg in self.legs if list(numbers.values()).count(numbers[leg.id]) > 1)
            raise Invalid(str(twice.id), gettext("Two places have the same number. Give each its own."))
        return {"order": sorted(numbers, key=lambda key: numbers[key]), "reason": self.cleaned_data["reason"]}


class ItemForm(CaptureForm):
    """Add a thing that was found; its numbers are sealed for the team."""

    kind = ChoiceField(label=_("Items found"), choices=choices(ITEM_KINDS))
    description = CharField(
        label=_("In a few words"),
        required=False,
        max_length=300,
        help_text=_("Make, colour, condition; no names. Write numbers in the sealed fields."),
    )
    person = TypedChoiceField(label=_("Found with"), required=False, coerce=UUID, empty_value=None)
    amount = IntegerField(label=_("Amount in rupees"), required=False, min_value=0)
    train = CharField(label=_("Train number"), help_text=_("For a ticket."), **TRAIN)
    travelled = PartialDateField(label=_("Day of travel"), required=False)

    def __init__(self, *args: Any, people: list[CasePerson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(person.id), str(person.label)) for person in people if not person.is_void]
        field_of(self, "person", ChoiceField).choices = [("", _("No particular person")), *listed]


class AmendItemForm(CorrectionForm):
    """Correct what a thing is outside its box."""

    description = ItemForm.base_fields["description"]
    amount = ItemForm.base_fields["amount"]
    train = ItemForm.base_fields["train"]
    field_order = ["description", "amount", "train", "reason"]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"reason": given.pop("reason"), "expected": given.pop("expected"), "changes": given}


class HandOverForm(PlaceForm, CaptureForm):
    """Hand over: to which unit, where, when, how many; ``usual_place`` is where, unless another is named."""

    field_order = ["unit", "place", "place_key", "occurred", "people", "note"]

    unit = TypedChoiceField(label=_("Unit that takes over"), coerce=int, widget=RadioSelect)
    occurred = PartialDateField(label=_("When"), required=False, allow_future=False)
    people = IntegerField(label=_("How many people"), required=False, min_value=0)
    note = CharField(
        label=_("Other known details"), required=False, max_length=500,
        help_text=_("Do not write names or Aadhaar numbers here."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[Unit], usual_place: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual_place = usual_place
        field_of(self, "unit", ChoiceField).choices = [(unit.audience, str(unit.names)) for unit in units]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        unit, place = given.pop("unit"), given["place"] or self.usual_place
        return {**given, "to_unit": unit, "place": place}
