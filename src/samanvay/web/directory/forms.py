"""What an administrator fills in about places, units and officers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samanvay.access.roles import role_choices
from samanvay.directory import queries
from samanvay.directory.kinds import COMPARTMENTS, FACILITY_KINDS, PLACE_KINDS, UNIT_KINDS
from samanvay.directory.models import Place, Unit
from samanvay.directory.places.actions.places import NewDistrict
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.web.kit.capture import choices
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.inputs import DayInput, PlaceField, UnitField

# Stations and crossings are facilities.
ADDED_IN_DISTRICT = ("village", "town", "ward", "panchayat", "block", "tehsil")
UNITS_BY_COMPARTMENT = [
    (words, [(kind.code, kind.name) for kind in UNIT_KINDS.values() if kind.compartment == code])
    for code, words in COMPARTMENTS.items()
]


class DirectoryForm(ActionForm):
    """A form whose units and places are those of a state, which its page proposes while one types."""

    def __init__(self, *args: Any, state: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.state = state
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.home_state = state
            if isinstance(field, PlaceField):
                # groups and places served may name any state's districts
                field.state = "" if field.many else state

    def proposed_units(self) -> QuerySet[Unit] | None:
        """Return the units to choose from, None where none is asked for."""
        if not any(isinstance(field, UnitField) for field in self.fields.values()):
            return None
        return queries.open_units(self.state)

    def proposed_places(self) -> QuerySet[Place] | None:
        """Return the places to choose from, None where no single one is asked for."""
        asked = [field for field in self.fields.values() if isinstance(field, PlaceField) and not field.many]
        if not asked:
            return None
        return queries.places_of_kinds({kind for field in asked for kind in field.kinds}, self.state)


class DatedForm(DirectoryForm):
    """Something with its first day and the order that says so."""

    on = DayField(label=_("From which day"), initial=clock.today, widget=DayInput())
    order_no = forms.CharField(label=_("Order or notification"), max_length=80, required=False)


class ChangeForm(DatedForm):
    """The same of a record that was seen in this version."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("New name"), max_length=120)
    name_hi = forms.CharField(label=_("New name in Hindi"), max_length=120, required=False)
    field_order = ["name", "name_hi", "on", "order_no"]


class NamedForm(DirectoryForm):
    """Something with its name in both languages."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=120, required=False)


class CorrectNameForm(NamedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PointForm(NamedForm):
    """Something with a name and a point that may be unknown."""

    lat = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not {"lat", "lon"} & self.errors.keys() and (given.get("lat") is None) != (given.get("lon") is None):
            self.add_error("lat" if given.get("lat") is None else "lon", _("Enter both latitude and longitude."))
        return given


class PlaceForm(PointForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind, PLACE_KINDS[kind]) for kind in ADDED_IN_DISTRICT])
    field_order = ["kind", "name", "name_hi", "lat", "lon"]


class FacilityForm(PointForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(FACILITY_KINDS))
    operator = UnitField(label=_("Run by"), required=False, help_text=_("The unit that runs it, if any."))
    on = DayField(label=_("In use from"), initial=clock.today, widget=DayInput())
    field_order = ["kind", "name", "name_hi", "operator", "lat", "lon", "on"]


class SplitForm(NamedForm, DatedForm):
    name = forms.CharField(label=_("Name of the new district"), max_length=120)
    lgd = forms.IntegerField(label=_("LGD code"), required=False, min_value=1, max_value=99_999)
    field_order = ["name", "name_hi", "lgd", "on", "order_no"]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"into": [NewDistrict(given.pop("name"), given.pop("name_hi"), given.pop("lgd"))], **given}


class DivisionForm(ChangeForm):
    division = PlaceField(label=_("Division"), kinds=("division",))
    field_order = ["division", "on", "order_no"]


class MergeForm(DatedForm):
    into = PlaceField(label=_("Merged into"), kinds=("district",))
    field_order = ["into", "on", "order_no"]


class MembersForm(DirectoryForm):
    members = PlaceField(
        label=_("Districts"), kinds=("district",), many=True, help_text=_("One per line, in English or Hindi.")
    )
    on = DatedForm.base_fields["on"]


class GroupForm(NamedForm, MembersForm):
    name = forms.CharField(label=_("Name of the group"), max_length=120)
    field_order = ["name", "name_hi", "members", "on"]


class UnitForm(DatedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=UNITS_BY_COMPARTMENT)
    name = forms.CharField(label=_("Name"), max_length=160)
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=160, required=False)
    parent = UnitField(label=_("Under"), required=False)
    place = PlaceField(label=_("District or division"), kinds=("district", "division", "state"), required=False)
    field_order = ["kind", "name", "name_hi", "parent", "place", "on", "order_no"]


class MoveUnitForm(ChangeForm):
    parent = UnitField(label=_("Under"), help_text=_("A unit of the same department."))
    field_order = ["parent", "on", "order_no"]


class CloseForm(ChangeForm):
    field_order = ["on", "order_no"]


class ServesForm(DirectoryForm):
    places = PlaceField(
        label=_("Places served"),
        kinds=("district", "division", "state", "region", "crossing", "station"),
        many=True,
        required=False,
        help_text=_("One per line: the name, or the key from the address of the place's page."),
    )
    on = DatedForm.base_fields["on"]


class OfficerForm(NamedForm):
    rank = forms.CharField(label=_("Rank"), max_length=60, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"),
        required=False,
        choices=[("", "–"), ("female", _("Female")), ("male", _("Male")), ("other", _("Other"))],
    )
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    service = forms.CharField(label=_("Service"), max_length=60, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("hi", _("Hindi")), ("en", _("English"))])


class CorrectOfficerForm(OfficerForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewOfficerForm(OfficerForm):
    employee_no = forms.CharField(label=_("Employee number"), max_length=32)
    field_order = ["employee_no", "name"]


class PostForm(DirectoryForm):
    unit = UnitField(label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"), choices=lambda: [("", _("Choose a role")), *role_choices()])
    since = DatedForm.base_fields["on"]
    order_no = forms.CharField(label=_("Order number"), max_length=80, required=False)


class TransferForm(PostForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"on": given.pop("since"), **given}


class EndForm(DirectoryForm):
    until = DayField(
        label=_("Last day"), required=False, widget=DayInput(), help_text=_("Empty: access ends immediately.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
