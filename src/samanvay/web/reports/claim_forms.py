"""The forms of one detail: putting a reading right, adding one that was missed, saying which place is meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.kernel.dates.forms import PartialDateField
from samanvay.kernel.db.scope import Actor
from samanvay.reports.actions import ClaimFields
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.settling.written import LONGEST, Role, WrittenPlace
from samanvay.reports.vocabulary import FORMS, LURES, OFFICER_KINDS
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.places import PlaceName, place_label
from samanvay_insight.extract import atlas

MOST_STOPS = 4
MOVEMENT = "movement"
ENDS: tuple[Role, ...] = ("origin", "destination", "place")
LABELS: Mapping[Role, Any] = {
    "origin": gettext_lazy("From where: “%(words)s”, as the report writes it"),
    "via": gettext_lazy("On the way: “%(words)s”, as the report writes it"),
    "destination": gettext_lazy("To where: “%(words)s”, as the report writes it"),
    "place": gettext_lazy("Where: “%(words)s”, as the report writes it"),
}


class Words(str):
    """A place that was typed and that is to stay as it is written."""

    __slots__ = ()


class PlaceOrWords(PlaceName):
    """A place by its name: its key, or, where the form allows it and no place is found, the words themselves."""

    may_be_words = False

    def clean(self, value: Any) -> Any:
        """Return the key, or the words. Raises ValidationError where the name does not say which place."""
        super(PlaceName, self).clean(value)  # what no place can be called is refused, not kept as words
        said = " ".join(str(value or "").split())
        try:
            key = super().clean(value)
        except ValidationError as error:
            if self.may_be_words and 1 < len(said) <= LONGEST:
                return Words(said)
            raise ValidationError(
                [*error.messages, _("Or choose below to keep it as it is written.")], code="place"
            ) from None
        # One that only sounds so is not what was written.
        return Words(said) if self.may_be_words and key and not _bears(key, said) else key


def _bears(key: str, said: str) -> bool:
    """Tell whether a place is called so, by a name of its own or as it is suggested."""
    place = atlas.known(key)
    names = {place_label(key), *((place.name, place.name_hi, *place.aliases) if place else ())}
    return said.casefold() in {name.casefold() for name in names}


def _place(label: Any) -> PlaceOrWords:
    return PlaceOrWords(label=label, required=False)


def _count(label: Any, least: int = 0, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=least,
        max_value=100_000,
        help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ClaimForm(ActionForm):
    """What a movement or an event is: places, numbers, day, form and lure."""

    origin = _place(gettext_lazy("From where"))
    via_1 = _place(gettext_lazy("On the way"))
    kept_1 = forms.BooleanField(label=gettext_lazy("Kept there: a stop-over, not only passed through"), required=False)
    via_2 = _place(gettext_lazy("Second place on the route"))
    kept_2 = forms.BooleanField(label=gettext_lazy("Kept at the second place"), required=False)
    via_3 = _place(gettext_lazy("Third place on the route"))
    kept_3 = forms.BooleanField(label=gettext_lazy("Kept at the third place"), required=False)
    via_4 = _place(gettext_lazy("Fourth place on the route"))
    kept_4 = forms.BooleanField(label=gettext_lazy("Kept at the fourth place"), required=False)
    destination = _place(gettext_lazy("To where"))
    event_kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), required=False, choices=list(OFFICER_KINDS.items())
    )
    place = _place(gettext_lazy("Where"))
    as_written = forms.BooleanField(
        label=gettext_lazy("Keep a place that is not found as it is written"),
        required=False,
        help_text=gettext_lazy("It counts for no district until somebody says which place it is."),
    )
    people = _count(gettext_lazy("How many persons"), 1, gettext_lazy("Leave it empty when it is not known."))
    females = _count(gettext_lazy("Of them women and girls"))
    males = _count(gettext_lazy("Of them men and boys"))
    children = _count(gettext_lazy("Of them under 18"))
    occurred = PartialDateField(
        label=gettext_lazy("When"),
        required=False,
        allow_future=False,
        help_text=gettext_lazy("A day, a month or a year: 12.11.2026, Nov 2026, about 2025."),
    )

    def prepare(self, actor: Actor, *, names: Iterable[str], number: int, written: Sequence[WrittenPlace] = ()) -> None:
        """Keep the fields ``names`` and those of every detail; offer each of the ``written`` places to stay."""
        self.written = list(written)
        kept = {*names, "as_written", "people", "occurred", *(name for name in self.fields if name in ("version",))}
        for name in set(self.fields) - kept:
            del self.fields[name]
        for at, place in enumerate(self.written):
            if place.stands:
                self.fields[f"written_{at}"] = forms.BooleanField(
                    label=LABELS[place.role] % {"words": place.words}, required=False, initial=True
                )
        stays = [name for name in self.fields if name.startswith("written_")]
        at = list(self.fields).index("as_written")
        others = [name for name in self.fields if name not in stays]
        self.order_fields([*others[:at], *stays, *others[at:]])  # beside the places, not below the numbers
        for name, label, table in (("forms", _("Form of exploitation"), FORMS), ("lures", _("Lure"), LURES)):
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=list(table.items()),
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Only what the report says about these persons. You can choose several."),
            )
        for name, field in self.fields.items():
            if isinstance(field, PlaceOrWords):
                field.ask(actor, f"places-{number}-{name}")
                field.may_be_words = self.is_bound and bool(self.data.get("as_written"))

    @property
    def is_movement(self) -> bool:
        return bool(self.cleaned_data.get("kind") == MOVEMENT)

    def clean(self) -> dict[str, Any]:
        """Refuse a movement that names only one end."""
        given = super().clean() or {}
        if self.is_movement and not self.errors and self.places_named() < 2:
            raise ValidationError(_("A movement needs two places: where from, and a stop-over or where to."))
        return given

    def places_named(self) -> int:
        """Return how many places of a movement are given, as a place or in words."""
        between = [f"via_{number}" for number in range(1, MOST_STOPS + 1)]
        given = [name for name in ("origin", *between, "destination") if self.cleaned_data.get(name)]
        stay = [place for place in self._stay() if place.role not in given]
        return len(given) + len(stay)

    def _stay(self) -> list[WrittenPlace]:
        """Return the written places that were not ticked away."""
        return [
            place
            for at, place in enumerate(self.written)
            if place.stands and self.cleaned_data.get(f"written_{at}", True)
        ]

    def told(self) -> dict[str, Any]:
        """Return the places and numbers that were given, by the names of the fields of a claim."""
        data = self.cleaned_data
        between = [(data.get(f"via_{n}"), data.get(f"kept_{n}")) for n in range(1, MOST_STOPS + 1)]
        known = [(key, is_kept) for key, is_kept in between if key and not isinstance(key, Words)]
        ends = {role: data.get(role) for role in ENDS}
        return {
            **{role: None if isinstance(said, Words) else said or None for role, said in ends.items()},
            "via": [key for key, _is_kept in known],
            "stops": [key for key, is_kept in known if is_kept],
            "written": self._written(ends, [said for said, _is_kept in between]),
            "event_kind": data.get("event_kind", ""),
            **{name: data.get(name) for name in ("people", "females", "males", "children", "occurred")},
            "forms": data["forms"],
            "lures": data["lures"],
        }

    def _written(self, ends: Mapping[Role, Any], between: Iterable[Any]) -> list[WrittenPlace]:
        found: list[WrittenPlace] = []
        stay = self._stay()
        for place in self.written:
            said = ends.get(place.role)
            if place.stands and said and not isinstance(said, Words):
                found.append(replace(place, key=said, is_kept=False))  # what was written is now known to be this place
            elif not place.stands or (place in stay and not said):
                found.append(place)
        found += [WrittenPlace(role, str(said)) for role, said in ends.items() if isinstance(said, Words)]
        known = 0
        for said in between:
            if isinstance(said, Words):
                found.append(WrittenPlace("via", str(said), known))
            known += bool(said) and not isinstance(said, Words)
        return found


class CorrectionForm(ClaimForm):
    """A reading put right. Of a movement or of an event: the fields of the other kind are left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, claim: Claim, actor: Actor) -> None:
        super().__init__(data, initial=_initial(claim), auto_id=f"c{claim.number}_%s")
        self.claim = claim
        shown = max(1, min(MOST_STOPS, len(claim.via) + 1))
        between = [f"{name}_{number}" for number in range(1, shown + 1) for name in ("via", "kept")]
        movement = ("origin", *between, "destination")
        event = ("event_kind", "place", "females", "males", "children")
        names = movement if self.is_movement else event
        self.prepare(actor, names=names, number=claim.number, written=claim.written_places)

    @property
    def is_movement(self) -> bool:
        return self.claim.kind == MOVEMENT

    def taken(self) -> dict[str, Any]:
        return {**self.told(), "expected": self.cleaned_data["version"]}


class AddForm(ClaimForm):
    """A movement or event that the reader missed: the words that say it, what it is, and the rest."""

    of_movement = ("origin", "via_1", "kept_1", "via_2", "kept_2", "destination")
    of_event = ("place", "females", "males", "children")
    field_order = ("start", "end", "sentence", "kind", *of_movement, "place", "people", *of_event[1:], "occurred")

    start = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)
    end = forms.IntegerField(min_value=1, widget=forms.HiddenInput, required=False)
    sentence = forms.ChoiceField(
        label=gettext_lazy("Sentence"),
        widget=forms.RadioSelect(attrs={"class": "sentences"}),
        error_messages={"required": gettext_lazy("Choose the words of the report that say it.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"), error_messages={"required": gettext_lazy("Choose what it is.")}
    )

    def __init__(
        self,
        data: Any = None,
        *,
        report: SituationReport,
        actor: Actor,
        sentences: Sequence[tuple[str, str]],
        **more: Any,
    ) -> None:
        """``sentences`` are those of the report, by "start-end"."""
        super().__init__(data, auto_id="add_%s", **more)
        self.prepare(actor, names=(*self.of_movement, *self.of_event, "start", "end", "sentence", "kind"), number=0)
        kinds = [(MOVEMENT, _("Movement: taken from one place to another")), *OFFICER_KINDS.items()]
        self.fields["kind"].choices = [("", _("Choose")), *kinds]  # type: ignore[attr-defined]
        self.fields["sentence"].choices = list(sentences)  # type: ignore[attr-defined]
        # Words that reach from one sentence into the next are chosen in the text alone.
        begun = self.data if self.is_bound else self.initial
        self.fields["sentence"].required = begun.get("start") in (None, "") or bool(begun.get("sentence"))

    def clean(self) -> dict[str, Any]:
        """Ask for the words that say it: chosen in the text, or a sentence."""
        if self.span() is None and "sentence" not in self.errors:
            self.add_error("sentence", _("Choose the words of the report that say it."))
        return super().clean()

    def span(self) -> tuple[int, int] | None:
        """Return where the words that were chosen begin and end, None where none were."""
        data = self.cleaned_data
        start, end = data.get("start"), data.get("end")
        first, _dash, last = str(data.get("sentence") or "").partition("-")
        if start is not None and end is not None and (not last or int(first) <= start < end <= int(last)):
            return start, end
        return (int(first), int(last)) if last else None

    def taken(self) -> dict[str, Any]:
        told, span = self.told(), self.span()
        assert span is not None
        kind = self.cleaned_data["kind"]
        others = ("place",) if kind == MOVEMENT else ("origin", "destination", "via", "stops")
        for name in others:
            told[name] = [] if name in ("via", "stops") else None
        roles = ("origin", "via", "destination") if kind == MOVEMENT else ("place",)
        told["written"] = [place for place in told["written"] if place.role in roles]
        told["event_kind"] = "" if kind == MOVEMENT else kind
        return {
            "start": span[0],
            "end": span[1],
            "told": ClaimFields(kind=MOVEMENT if kind == MOVEMENT else "event", **told),
        }


class SettleForm(ActionForm):
    """Which place the words of a report mean."""

    place = PlaceName(label=gettext_lazy("Another place"), required=False)
    likely = forms.ChoiceField(label=gettext_lazy("Which place is meant?"), required=False, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("likely", "place")

    def __init__(self, *args: Any, actor: Actor, likely: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``likely`` are the places that the words may mean, by key."""
        super().__init__(*args, **kwargs)
        self.fields["likely"].choices = [*likely]  # type: ignore[attr-defined]
        if not likely:
            del self.fields["likely"]
            self.fields["place"].label = _("Which place is meant?")
        place = self.fields["place"]
        assert isinstance(place, PlaceName)
        place.ask(actor, "places-settle")

    def clean(self) -> dict[str, Any]:
        """Ask for a place unless the words are to stay."""
        given = super().clean() or {}
        if not self.errors and not self.stays and not (given.get("place") or given.get("likely")):
            self.add_error("place", _("Choose a place, or keep it as written."))
        return given

    @property
    def stays(self) -> bool:
        return "as_written" in self.data

    def taken(self) -> dict[str, Any]:
        data = self.cleaned_data
        key = None if self.stays else data.get("place") or data.get("likely")
        return {"key": key, "everywhere": "everywhere" in self.data, "expected": data["version"]}


def _initial(claim: Claim) -> dict[str, Any]:
    said = {
        "origin": place_label(claim.origin_id),
        "destination": place_label(claim.destination_id),
        "place": place_label(claim.place_id),
        "event_kind": claim.event_kind,
        "people": claim.people,
        "females": claim.females,
        "males": claim.males,
        "children": claim.children,
        # A day read without a year is shown with the year that was taken; what an officer typed stays as typed.
        "occurred": claim.occurred if claim.is_corrected or not claim.occurred else claim.occurred.as_said(""),
        "forms": claim.forms,
        "lures": claim.lures,
        "version": claim.version,
    }
    for number, key in enumerate(claim.via, 1):
        said[f"via_{number}"] = place_label(key)
        said[f"kept_{number}"] = claim.stops is None or key in claim.stops
    return said
