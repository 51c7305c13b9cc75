"""Fields of forms: a day, a moment, a unit, a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.directory import queries
from samanvay.directory.models import Place, Unit


class DayInput(forms.DateInput):
    """A day picked or typed, in the form that browsers expect."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and an hour picked or typed, in the form that browsers expect."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class UnitField(forms.CharField):
    """A unit by its name or code, proposed while typing from a list of the state's units."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"list": "units-of-the-state", "autocomplete": "off"}), **more)
        self.home_state = ""

    def clean(self, value: str) -> Unit | None:
        said = " ".join((super().clean(value) or "").split())
        if not said:
            return None
        found = queries.units_called(said, self.home_state)
        if len(found) != 1:
            raise forms.ValidationError(_("Choose a unit from the list."), code="unit")
        return found[0]


class PlaceField(forms.CharField):
    """A district or division by its name, proposed from a list; several when ``many`` (one a line)."""

    def __init__(self, *, kinds: tuple[str, ...], many: bool = False, **more: Any) -> None:
        attributes = {"list": "places-of-the-state", "autocomplete": "off"}
        widget = forms.Textarea(attrs={"rows": 8}) if many else forms.TextInput(attrs=attributes)
        super().__init__(widget=widget, **more)
        self.kinds, self.many, self.state = kinds, many, ""

    def clean(self, value: str) -> Any:
        said = super().clean(value) or ""
        lines = [" ".join(line.split()) for line in said.splitlines() if line.strip()]
        places = [self._one(line) for line in lines]
        return places if self.many else (places[0] if places else None)

    def _one(self, said: str) -> Place:
        found = queries.places_called(said, self.kinds, self.state)
        # a name that a district shares with its railway station means the district, as the kinds are ordered
        for kind in self.kinds:
            if len(alike := [one for one in found if one.kind == kind]) == 1:
                return alike[0]
        raise forms.ValidationError(
            _("“%(said)s” is not the name of exactly one place here. You can also give the key from its address."),
            code="place",
            params={"said": said},
        )
