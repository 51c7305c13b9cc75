"""What is filled in about a centre, closed weeks, and why something is struck out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.kernel.dates import DayField
from samanvay.rosters.centres.actions import LONGEST_ADDRESS, LONGEST_CODE, LONGEST_NAME, LONGEST_REASON, LONGEST_WORDS
from samanvay.rosters.centres.states import CLOSURES
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.inputs import DayInput, PlaceField, UnitField
from samanvay.web.kit.pii import PiiForm


class WeekField(DayField):
    """A week, given by any of its days; the value is its Monday."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("widget", DayInput())
        super().__init__(**more)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        return day and day - timedelta(days=day.weekday())


class CentreForm(PiiForm):
    """A new centre."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    name_hi = forms.CharField(label=_("Name in Hindi"), max_length=LONGEST_NAME, required=False)
    code = forms.CharField(
        label=_("Code"),
        max_length=LONGEST_CODE,
        help_text=_("Short and used for this centre only; sheets identify the centre by it."),
    )
    place = PlaceField(label=_("District"), kinds=("district",))
    address = forms.CharField(label=_("Address"), max_length=LONGEST_ADDRESS, required=False)
    unit = UnitField(
        label=_("Run by"), required=False, help_text=_("The unit whose officers run the batches there, if any.")
    )
    seats = forms.IntegerField(label=_("Seats"), min_value=1, help_text=_("People at the same time."))
    women_places = forms.IntegerField(
        label=_("Places for women in its hostel"), min_value=0, required=False, help_text=_("Empty: no known limit.")
    )
    halls = forms.IntegerField(
        label=_("Halls"), min_value=1, required=False, help_text=_("Batches at the same time. Empty: as many as fit.")
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("Empty: the location of the district."),
    )
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)

    def __init__(self, *args: Any, home_state: str, **more: Any) -> None:
        super().__init__(*args, **more)
        field_of(self, "place", PlaceField).state = home_state
        field_of(self, "unit", UnitField).home_state = self.home_state = home_state

    def places(self) -> Iterable[Place]:
        return directory.places_of_kinds(("district",), self.home_state)

    def units(self) -> Iterable[Unit]:
        return directory.open_units(self.home_state)


class AmendForm(CentreForm):
    """A centre that is there, with what upset it and why it changes."""

    keeps_once = False

    lost_from = WeekField(
        label=_("Not available from the week of"),
        required=False,
        help_text=_(
            "Empty: the centre is available. Batches already planned there move only when you change the plan."
        ),
    )
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        """Return the centre; in another district it lies where that does, unless another point is typed."""
        given = super().taken()
        has_moved = given["place"].name != self.initial["place"]
        if has_moved and all(given[name] == self.initial[name] for name in ("latitude", "longitude")):
            given |= {"latitude": None, "longitude": None}
        return given


class ClosureForm(PiiForm):
    """Weeks in which nobody trains."""

    kind = forms.ChoiceField(label=_("Reason for closing these weeks"), choices=list(CLOSURES.items()))
    first_monday = WeekField(label=_("First week"), help_text=_("Any day of that week."))
    last_monday = WeekField(label=_("Last week"), required=False, help_text=_("Empty: one week."))
    words = forms.CharField(label=_("In words"), max_length=LONGEST_WORDS, required=False)


class StrikeOutForm(PiiForm):
    """Why something is struck out, dropped or taken back."""

    keeps_once = False

    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)
