"""Forms that record something new; each carries a submission id, so that sending twice keeps once."""

from typing import Any

from django.forms import CharField, ChoiceField, HiddenInput, RadioSelect, TextInput, UUIDField
from django.utils.translation import gettext_lazy as _

from samanvay.cases.fields import PLACE
from samanvay.directory import queries as directory
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import CapturedAtField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import Captured
from samanvay_insight.gazetteer import How

from .forms import PostedForm, field_of

VERSION = "2026-11"
# How well a name must fit to be offered at all, and to be taken without asking; and how near a rival may come.
LIKE_AT_ALL, SURE, CLOSE = 0.55, 0.85, 0.1


def choices(words: dict[Any, Bilingual], *, blank: Any = None) -> list[tuple[str, Any]]:
    """Return choices for a form from a vocabulary, with an empty one first where ``blank`` words it."""
    found = [(str(code), said) for code, said in words.items()]
    return found if blank is None else [("", blank), *found]


class CaptureForm(PostedForm):
    """A form that records something new."""

    submission_id = UUIDField(widget=HiddenInput)
    captured_at = CapturedAtField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_id", uuid7())
        self.initial.setdefault("captured_at", clock.now().isoformat(timespec="seconds"))

    def captured(self) -> Captured:
        """Return what the form posts along."""
        return Captured(self.cleaned_data["submission_id"], self.cleaned_data.get("captured_at"), form_version=VERSION)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        del given["submission_id"]
        given.pop("captured_at", None)
        return {**given, "captured": self.captured()}


class PlaceForm(PostedForm):
    """A place by its name: taken at once where it is certain, asked back where several may be meant."""

    place = CharField(
        label=PLACE.label,  # type: ignore[arg-type]  # a text in two languages
        required=False,
        max_length=120,
        help_text=_("District, town, village, station or border crossing, in English or Hindi."),
        widget=TextInput(attrs={"autocomplete": "off"}),
    )
    place_key = ChoiceField(label=_("Which of these?"), required=False, widget=RadioSelect)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        found = self._found() if self.is_bound else []
        self.candidates = found
        if len(found) > 1:
            field_of(self, "place_key", ChoiceField).choices = [
                (one.place.key, _place_words(one.place)) for one in found
            ]
        else:
            del self.fields["place_key"]

    def _found(self) -> list[Any]:
        text = str(self.data.get(self.add_prefix("place"), "")).strip()
        if not text:
            return []
        found = [one for one in directory.find_places(self.actor, text, limit=6) if one.score >= LIKE_AT_ALL]
        if not found or found[0].score < SURE:
            return found
        best = found[0]
        rivals = [
            one
            for one in found[1:]
            if one.score > best.score - CLOSE
            and not _belong_together(one.place, best.place)
            # A longer name that only begins so is no rival of the name itself: Nepalganj of Nepal.
            and (one.how is not How.PREFIX or best.how is How.PREFIX)
        ]
        return [best, *rivals]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given.pop("place_key", None)
        return {**given, "place": self.place_of()}

    def place_of(self) -> str | None:
        """Return the key of the chosen place, None when none was named. Raises Invalid when it is not clear."""
        if not self.cleaned_data.get("place"):
            return None
        if not self.candidates:
            raise Invalid("place", _("No place of this name is known. Try another spelling, or the district."))
        if len(self.candidates) == 1:
            key: str = self.candidates[0].place.key
            return key
        if chosen := self.cleaned_data.get("place_key"):
            return str(chosen)
        raise Invalid("place_key", _("Several places have this name. Choose one."))


def _belong_together(one: Any, other: Any) -> bool:
    """Tell whether one place lies in the other, or both in one district: a town that bears its district's name."""
    around = [{place.parent, place.state, place.district} - {None} for place in (one, other)]
    same_district = one.district is not None and one.district == other.district
    return same_district or one.key in around[1] or other.key in around[0]


def _place_words(place: Any) -> str:
    names = [str(Bilingual(place.name, place.name_hi))]
    for key in (place.district, place.state):
        if key and key != place.key:
            try:
                names.append(str(directory.place_for(key).names))
            except Unseen:
                continue
    return f"{', '.join(dict.fromkeys(names))} ({PLACE_KINDS.get(place.kind, place.kind)})"
