"""A place by its name in a form: suggestions while typing, and one key in the end, or the question which is meant."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay_insight import gazetteer

from .field_words import NOT_SAID

SUGGESTED = 8
LOOKED_AT = 160
# What it adds to the score of a place that it lies where the text says: in the first of the sets of areas, the second …
LIES_THERE = (0.3, 0.2, 0.1)
STATE_SAYS = 0.5  # of that, where only its state is named
SAME_NAME = frozenset({gazetteer.How.EXACT, gazetteer.How.FORMER, gazetteer.How.HINDI, gazetteer.How.ROMANISED})


def place_label(key: str | None) -> str:
    """Return a place with its kind and what it lies in: "Bijnor, District, Uttar Pradesh"; empty for None."""
    if not key:
        return ""
    place = directory.place_for(key)
    return _label(place.names, place.kind, place.district_id, place.state_id)


def _label(names: Bilingual, kind: str, district: str | None, state: str | None) -> str:
    said = [str(names), str(PLACE_KINDS.get(kind, Bilingual(kind)))]
    for above in (district if kind not in ("district", "state", "country") else None, state):
        if above and kind not in ("state", "country"):
            name = str(directory.place_for(above).names)
            if name not in said:
                said.append(name)
    return ", ".join(said)


def _found_label(found: gazetteer.Found) -> str:
    place = found.place
    return _label(
        directory.place_names(place.name, place.name_hi, place.district), place.kind, place.district, place.state
    )


def suggestions(actor: Actor, text: str) -> list[str]:
    """Return the labels of the places that a text may mean, nearest to the actor first."""
    return list(dict.fromkeys(_found_label(found) for found in _found(actor, text)))


def _found(actor: Actor, text: str) -> list[gazetteer.Found]:
    name = text.split(",")[0].strip()
    return directory.find_places(actor, name, limit=SUGGESTED) if len(name) > 1 else []


def likely_places(actor: Actor, text: str, areas: Sequence[Collection[str]] = ()) -> list[tuple[str, str]]:
    """Return key and label of the places that a text may mean.

    First those in ``areas``: sets of districts and states, the likeliest set first. Among equals the nearest to the
    last of them, or to the actor.
    """
    name = text.split(",")[0].strip()
    if not areas or len(name) < 2:
        return list({found.place.key: _found_label(found) for found in _found(actor, text)}.items())
    near = next(iter(areas[-1]), None)
    found = {each.place.key: each for each in directory.find_places(actor, name, limit=LOOKED_AT, near=near)}
    ranked = sorted(found.values(), key=lambda each: (-each.score - _lies_in(each.place, areas), each.place.key))
    return [(each.place.key, _found_label(each)) for each in ranked[:SUGGESTED]]


def _lies_in(place: gazetteer.Place, areas: Sequence[Collection[str]]) -> float:
    """Return what a place gains by lying in one of some sets of areas."""
    gains = [0.0]
    for within, says in zip(areas, LIES_THERE, strict=False):
        if place.district in within:
            gains.append(says)
        elif place.state in within:
            gains.append(says * STATE_SAYS)
    return max(gains)


def key_of(actor: Actor, text: str) -> str | None:
    """Return the key of the place that a text names; None for no text.

    A label as suggested names one place. A bare name is taken when one place bears it, or one district among those
    that do. Raises ValidationError with the choices otherwise.
    """
    if not text.strip():
        return None
    found = _found(actor, text)
    named = [each for each in found if _found_label(each).casefold() == text.strip().casefold()]
    if not named and "," not in text:
        named = [each for each in found if each.how in SAME_NAME]
        areas = [each for each in named if each.place.kind in ("state", "country")]
        districts = [each for each in named if each.place.kind == "district"]
        named = areas if len(areas) == 1 else districts if len(districts) == 1 else named
    if len(named) == 1:
        return named[0].place.key
    choices = "; ".join(dict.fromkeys(_found_label(each) for each in (named or found)[:5]))
    if choices:
        raise ValidationError(
            _("Several places have this name. Write one of these: %(choices)s.") % {"choices": choices}
        )
    raise ValidationError(_("No place of this name is known. Try another spelling, or its district."))


class PlaceName(forms.CharField):
    """A form field whose value is the key of a place, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.actor: Actor | None = None
        self.list_id = ""

    def ask(self, actor: Actor, list_id: str) -> None:
        """Search near this actor's posting; ``list_id`` names the list of suggestions, filled while one types."""
        self.actor, self.list_id = actor, list_id
        self.widget.attrs |= {
            "list": list_id,
            "autocomplete": "off",
            "hx-get": reverse("report_places"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{list_id}",
            "hx-swap": "innerHTML",
        }

    def clean(self, value: Any) -> Any:
        """Return the key. Raises ValidationError where the name does not say which place."""
        text = super().clean(value)
        assert self.actor is not None
        return key_of(self.actor, text)


def place_words(place: Place | None) -> str:
    """Return a place with its district, or a dash."""
    if place is None:
        return NOT_SAID
    district = place.district if place.district_id and place.district_id != place.key else None
    return f"{place.names}, {district.names}" if district else str(place.names)


Choices = list[tuple[str, Any]]


def district_choices(state: str) -> Choices:
    """Return the districts of a state by name."""
    named = directory.names_of_places(directory.districts_of(state))
    return sorted(named.items(), key=lambda choice: choice[1])
