"""The form of the quick record: one screen, answered with the thumb."""

from collections.abc import Iterable
from typing import Any

from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    FloatField,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
    NumberInput,
    RadioSelect,
    Textarea,
    TextInput,
    TypedChoiceField,
)
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samanvay.cases.actions import Counted
from samanvay.cases.actions.quick import QUICK_KINDS
from samanvay.cases.kinds import DISPARITIES, EVENT_KINDS, FORMS, LURES, EventKind, PersonRole
from samanvay.cases.whereabouts import (
    likely_takers,
    next_halts,
    own_points,
    place_rows,
    places_near,
    recording_units,
    trains_named,
    units_named,
)
from samanvay.directory.models import Place
from samanvay.directory.queries import units_of
from samanvay.kernel.dates import PartialDateField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid

from .forms import CaptureForm, PlaceForm, choices

MOST_ALIKE = 40

# Each row of "how many": its part in the case, sex, age group, and whether an age is asked.
ROWS: dict[str, tuple[Any, PersonRole, str, str, bool]] = {
    "girls": (_("Girls under 18"), PersonRole.VICTIM, "female", "under_18", True),
    "boys": (_("Boys under 18"), PersonRole.VICTIM, "male", "under_18", True),
    "women": (_("Women"), PersonRole.VICTIM, "female", "adult", False),
    "men": (_("Men"), PersonRole.VICTIM, "male", "adult", False),
    "accused_men": (_("Suspects: men"), PersonRole.ACCUSED, "male", "unknown", False),
    "accused_women": (_("Suspects: women"), PersonRole.ACCUSED, "female", "unknown", False),
}
PHONE_KEYS = {"inputmode": "numeric", "autocomplete": "off"}


def _count(words: Any, most: int = MOST_ALIKE) -> IntegerField:
    return IntegerField(label=words, required=False, min_value=0, max_value=most, widget=NumberInput(attrs=PHONE_KEYS))


class QuickForm(CaptureForm):
    """What, where, how many, who takes over; what is known besides lies folded."""

    kind = ChoiceField(
        label=_("What happened"),
        choices=[(kind, EVENT_KINDS[kind]) for kind in QUICK_KINDS],
        initial=EventKind.INTERCEPTION,
        widget=RadioSelect,
    )
    at = ChoiceField(label=_("At one of these"), required=False, widget=RadioSelect)
    train = CharField(
        label=_("Train, by number or name"),
        required=False,
        max_length=40,
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    lat = FloatField(required=False, widget=HiddenInput)
    lon = FloatField(required=False, widget=HiddenInput)
    girls, girls_age = _count(ROWS["girls"][0]), _count(_("about how old"), 17)
    boys, boys_age = _count(ROWS["boys"][0]), _count(_("about how old"), 17)
    women, men = _count(ROWS["women"][0]), _count(ROWS["men"][0])
    accused_men, accused_women = _count(ROWS["accused_men"][0]), _count(ROWS["accused_women"][0])
    takes_over = TypedChoiceField(
        label=_("Who takes over"), required=False, coerce=int, empty_value=None, widget=RadioSelect
    )
    taker = CharField(
        label=_("Another unit, by its name"),
        required=False,
        max_length=80,
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    what = CharField(
        label=_("In a few words"),
        required=False,
        max_length=200,
        help_text=_("Without names. Left empty, the numbers say it."),
    )
    occurred = PartialDateField(label=_("When"), required=False, allow_future=False)
    journey_hours = IntegerField(
        label=_("Hours of journey to the committee"), required=False, min_value=0, max_value=168,
        help_text=_("For a rescue on the way: the law leaves the journey out of the 24 hours."),
    )  # fmt: skip
    forms = MultipleChoiceField(
        label=_("Form of exploitation"), required=False, choices=choices(FORMS), widget=CheckboxSelectMultiple
    )
    lures = MultipleChoiceField(label=_("Lure"), required=False, choices=choices(LURES), widget=CheckboxSelectMultiple)
    disparities = MultipleChoiceField(
        label=_("What was exploited"), required=False, choices=choices(DISPARITIES), widget=CheckboxSelectMultiple
    )
    note = CharField(
        label=_("What else is known"), required=False, max_length=20_000, widget=Textarea(attrs={"rows": 3}),
        help_text=_("Do not write names or Aadhaar numbers here."),
    )  # fmt: skip
    unit = TypedChoiceField(label=_("Unit of the case"), coerce=int)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.units = recording_units(actor)
        self.found_nothing: dict[str, str] = {}
        self._offer_places()
        self._offer_takers()
        self.fields["unit"].choices = [(audience, str(unit.names)) for audience, unit in self.units.items()]
        if len(self.units) == 1:
            self.fields["unit"].widget = HiddenInput()
            self.initial.setdefault("unit", next(iter(self.units)))

    def told(self, name: str) -> str:
        """Return what was typed so far, sent or only looked up."""
        given = self.data.get(name, "") if self.is_bound else self.initial.get(name, "")
        return str(given or "").strip()

    def _offer_places(self) -> None:
        """Offer the next halts of the train, else what lies near the phone; besides, the officer's own points."""
        own = own_points(self.actor)
        offered = (self._halts() or self._nearby()) | _words(own)
        chosen = self.told("at")
        if chosen and chosen not in offered:
            offered |= _words(place_rows([chosen]).values())
        self.fields["at"].choices = list(offered.items())
        if len(own) == 1:
            self.initial.setdefault("at", own[0].key)

    def _halts(self) -> dict[str, str]:
        asked = self.told("train")
        trains = trains_named(asked) if asked else []
        if len(trains) == 1:
            self.train_words = f"{trains[0].number} {trains[0].name}"
            return _words(next_halts(self.actor, trains[0]).places)
        if trains:
            named = ", ".join(f"{train.number} {train.name}" for train in trains)
            self.found_nothing["train"] = gettext("Which one? Give the number: %(trains)s.") % {"trains": named}
        elif asked:
            self.found_nothing["train"] = gettext("The time-table has no such train. Choose or name the place.")
        return {}

    def _nearby(self) -> dict[str, str]:
        spot = self._spot()
        near = places_near(*spot) if spot else []
        if spot and not near:
            self.found_nothing["here"] = gettext("No place of India or Nepal is known there. Name it instead.")
        said = _words(each.place for each in near)
        return {each.place.key: _with_km(said[each.place.key], each.km) for each in near}

    def _spot(self) -> tuple[float, float] | None:
        try:
            lat, lon = float(self.told("lat")), float(self.told("lon"))
        except ValueError:
            return None
        return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None

    def _offer_takers(self) -> None:
        units = likely_takers(self.actor, self.told("at") or None)
        if asked := self.told("taker"):
            named = units_named(asked)
            if not named:
                self.found_nothing["taker"] = gettext("No unit has such a name. Try a shorter one, or the district.")
            units = [*named, *units]
        chosen = self.told("takes_over")
        offered = {unit.audience: str(unit.names) for unit in units if unit.audience not in self.units}
        audience = whole_number(chosen)
        if audience is not None and audience not in offered:
            offered |= {unit.audience: str(unit.names) for unit in units_of([audience]).values()}
        self.fields["takes_over"].choices = [("", _("Nobody yet")), *offered.items()]

    def clean(self) -> dict[str, Any]:
        """Take an age only with its number of children."""
        data: dict[str, Any] = super().clean() or {}
        for name in ("girls", "boys"):
            if data.get(f"{name}_age") is not None and not data.get(name):
                self.add_error(name, _("How many are they?"))
        return data

    def counted(self) -> list[Counted]:
        """Return the people by count."""
        data, found = self.cleaned_data, []
        for name, (_said, role, sex, band, _asks) in ROWS.items():
            if many := data.get(name):
                found.append(Counted(many, role, sex, data.get(f"{name}_age"), band))
        return found

    def what_words(self) -> str:
        """Return what happened in words: those given, or the numbers."""
        data = self.cleaned_data
        if data["what"].strip():
            return str(data["what"])
        said = [
            phrase % {"n": data[name]}
            for name, phrase in (
                ("girls", ngettext("%(n)d girl", "%(n)d girls", data["girls"] or 0)),
                ("boys", ngettext("%(n)d boy", "%(n)d boys", data["boys"] or 0)),
                ("women", ngettext("%(n)d woman", "%(n)d women", data["women"] or 0)),
                ("men", ngettext("%(n)d man", "%(n)d men", data["men"] or 0)),
            )
            if data[name]
        ]
        if suspects := (data["accused_men"] or 0) + (data["accused_women"] or 0):
            said.append(ngettext("%(n)d suspect", "%(n)d suspects", suspects) % {"n": suspects})
        kind = str(EVENT_KINDS[data["kind"]])
        return f"{kind}: {', '.join(said)}" if said else kind


class OtherPlace(PlaceForm):
    """A place by its name, beside those offered; also where from and whereto."""

    def __init__(self, *args: Any, words: Any, hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label = words
        self.fields["place"].help_text = hint

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.words))


def train_of(form: QuickForm) -> str:
    """Return the number of the train: that of the one train meant, or a number that the time-table does not have."""
    asked = form.told("train")
    meant = trains_named(asked) if asked else []
    if len(meant) == 1:
        return meant[0].number
    return asked if asked.isascii() and asked.isdigit() else ""


def as_it_stands(posted: QueryDict) -> dict[str, Any]:
    """Return what was typed so far, for a form that is only looked at again."""
    several = ("forms", "lures", "disparities")
    return {name: posted.getlist(name) if name in several else value for name, value in posted.items()}


def _words(places: Iterable[Place]) -> dict[str, str]:
    """Return places in words by key, each with its district."""
    rows = list(places)
    districts = place_rows(row.district_id for row in rows if row.district_id and row.district_id != row.key)
    return {
        row.key: f"{row.names}, {districts[row.district_id].names}" if row.district_id in districts else str(row.names)
        for row in rows
    }


def _with_km(words: str, km: float | None) -> str:
    return gettext("In %(place)s") % {"place": words} if km is None else f"{words} · {km} km"
