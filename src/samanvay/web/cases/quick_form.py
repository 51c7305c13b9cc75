"""The form of the quick record: one screen, answered with the thumb."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samanvay.cases.fields import CASE_FIELDS
from samanvay.cases.kinds import EVENT_KINDS, EventKind, PersonRole
from samanvay.cases.quick import place_choices
from samanvay.cases.quick.actions import QUICK_KINDS
from samanvay.directory.queries import units_of
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import spaced_digits, whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.capture import CaptureForm
from samanvay.web.kit.fields import DeclaredForm
from samanvay.web.kit.forms import field_of

from .forms import EventForm, offer_units
from .quick_people import ROWS, CountedFields
from .quick_places import Group, each_once, of_officer, of_phone, of_train, shown, words_of

LONGEST_WHAT = 200
LOOKED_FOR = ("train", "here")

# Where a refusal is shown on this page.
SHOWN_AT = {"to_unit": "takes_over", "place": "at", "people": "girls", "journey_minutes": "journey_hours"}


class QuickForm(CountedFields, DeclaredForm, CaptureForm):
    """What, where, how many, who takes over; what is known besides lies folded."""

    declared = [field for field in CASE_FIELDS if field.name in ("occurred", "forms", "lures", "disparities")]

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[(kind, EVENT_KINDS[kind]) for kind in QUICK_KINDS],
        initial=EventKind.INTERCEPTION,
        widget=forms.RadioSelect,
    )
    at = forms.ChoiceField(label=_("At one of these"), required=False, widget=forms.RadioSelect)
    train = forms.CharField(
        label=_("Train, by number or name"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    asked = forms.CharField(required=False, widget=forms.HiddenInput)  # what was looked for last: it is offered first
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, widget=forms.HiddenInput)
    takes_over = forms.TypedChoiceField(
        label=_("Who takes over"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    taker = forms.CharField(
        label=_("Another unit, by its name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    what = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=LONGEST_WHAT,
        help_text=_("Without names. If you leave it empty, the numbers are used."),
    )
    journey_hours = EventForm.base_fields["journey_hours"]
    note = forms.CharField(
        label=_("Other known details"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Do not write names or Aadhaar numbers here."),
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("Unit of the case"), coerce=int)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.ask_counts(ROWS)
        self.units = place_choices.recording_units(actor)
        self.found_nothing: dict[str, str] = {}
        self.found: dict[str, str] = {}
        self._offer_places()
        self._offer_takers()
        offer_units(self, {audience: unit.names for audience, unit in self.units.items()})

    def told(self, name: str) -> str:
        """Return what was typed so far, sent or only looked up."""
        given = self.data.get(name, "") if self.is_bound else self.initial.get(name, "")
        return str(given or "").strip()

    def _offer_places(self) -> None:
        """Offer the halts of the train and what lies near the phone, first what was asked for last; the own points."""
        own, spot = place_choices.own_points(self.actor), self._spot()
        looked = self.told("look") if self.told("look") in LOOKED_FOR else self.told("asked")
        self.initial["asked"] = looked
        found = {"train": self._halts(spot), "here": self._nearby(spot)}
        order = ("here", "train") if looked == "here" else ("train", "here")
        groups = [group for name in order for group in found[name]]
        is_elsewhere = any(group.places for group in groups)
        groups = each_once([*groups, of_officer(own, is_folded=is_elsewhere)])
        chosen = self.told("at")
        if chosen and not any(chosen in group.places for group in groups):
            groups = each_once(
                [Group(gettext("Chosen earlier"), words_of(place_choices.place_rows([chosen]).values())), *groups]
            )
        self.groups = groups
        field_of(self, "at", forms.ChoiceField).choices = [
            choice for group in groups for choice in group.places.items()
        ]
        if len(own) == 1 and not is_elsewhere:
            self.initial.setdefault("at", own[0].key)
        elif len(own) == 1 and chosen == own[0].key and self.told("look") in LOOKED_FOR:
            self.initial["at"] = ""  # it was chosen by itself; who asks for a train or the phone is elsewhere

    def place_groups(self) -> list[dict[str, Any]]:
        """Return the offered places for the page, in their groups."""
        return shown(self.groups, self["at"].subwidgets)

    def _halts(self, spot: tuple[float, float] | None) -> list[Group]:
        asked = self.told("train")
        trains = place_choices.trains_named(asked) if asked else []
        if len(trains) == 1:
            halts = place_choices.next_halts(self.actor, trains[0], spot)
            train = {"train": f"{trains[0].number} {trains[0].name}"}
            if halts.is_from_phone:
                self.found["train"] = (
                    gettext("%(train)s: its next halts from the phone's place are shown above.") % train
                )
            elif spot:
                self.found["train"] = (
                    gettext("%(train)s: its halts are shown above. The phone is not on its route.") % train
                )
            else:
                self.found["train"] = gettext("%(train)s: its next halts are shown above.") % train
            return of_train(halts)
        if trains:
            named = ", ".join(f"{train.number} {train.name}" for train in trains)
            self.found_nothing["train"] = gettext("Which one? Give the number: %(trains)s.") % {"trains": named}
        elif asked:
            self.found_nothing["train"] = gettext(
                "This train is not in the time-table. Choose the place or write its name."
            )
        return []

    def _nearby(self, spot: tuple[float, float] | None) -> list[Group]:
        near = place_choices.places_near(*spot) if spot else []
        if near:
            self.found["here"] = gettext("Places near the phone are shown above.")
        elif spot:
            self.found_nothing["here"] = gettext("No place in India or Nepal is known there. Write its name instead.")
        return of_phone(near)

    def _spot(self) -> tuple[float, float] | None:
        try:
            lat, lon = float(self.told("lat")), float(self.told("lon"))
        except ValueError:
            return None
        return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None

    def _offer_takers(self) -> None:
        units = place_choices.likely_takers(self.actor, self.told("at") or None)
        if asked := self.told("taker"):
            named = place_choices.units_named(asked)
            if not named:
                self.found_nothing["taker"] = gettext("No unit has this name. Try a shorter name, or the district.")
            units = [*named, *units]
        chosen = self.told("takes_over")
        offered = {unit.audience: str(unit.names) for unit in units if unit.audience not in self.units}
        audience = whole_number(chosen)
        if audience is not None and audience not in offered:
            offered |= {unit.audience: str(unit.names) for unit in units_of([audience]).values()}
        field_of(self, "takes_over", forms.ChoiceField).choices = [("", _("Nobody yet")), *offered.items()]

    def refuse(self, refusal: Invalid) -> None:
        refusal.field = SHOWN_AT.get(refusal.field, refusal.field)
        super().refuse(refusal)

    def what_words(self) -> str:
        """Return what happened in words: those given, or the numbers."""
        data = self.cleaned_data
        if data["what"].strip():
            return str(data["what"])
        told = {name: data[name] for name in ROWS if data[name]}
        said = [ROWS[name].said % {"n": many} for name, many in told.items() if ROWS[name].role == PersonRole.VICTIM]
        if suspects := sum(many for name, many in told.items() if ROWS[name].role == PersonRole.ACCUSED):
            said.append(ngettext("%(n)d suspect", "%(n)d suspects", suspects) % {"n": suspects})
        kind = str(EVENT_KINDS[data["kind"]])
        words = f"{kind}: {', '.join(said)}" if said else kind
        if len(words) > LONGEST_WHAT:
            many = sum(told.values())
            return f"{kind}: {ngettext('%(n)d person', '%(n)d persons', many) % {'n': many}}"
        return words


def train_of(form: QuickForm) -> str:
    """Return the number of the train: that of the one train meant, or a number that the time-table does not have."""
    asked = form.told("train")
    meant = place_choices.trains_named(asked) if asked else []
    if len(meant) == 1:
        return meant[0].number
    return spaced_digits(asked)


def as_it_stands(posted: QueryDict) -> dict[str, Any]:
    """Return what was typed so far, for a form that is only looked at again."""
    several = ("forms", "lures", "disparities")
    return {name: posted.getlist(name) if name in several else value for name, value in posted.items()}
