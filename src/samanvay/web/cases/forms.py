"""The forms of cases. Every capture form carries a submission id, so that sending twice keeps once."""

from collections.abc import Iterable
from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    HiddenInput,
    IntegerField,
    RadioSelect,
    Textarea,
    TextInput,
    TypedChoiceField,
    UUIDField,
)
from django.utils.translation import gettext_lazy as _

from samanvay.access import queries as access
from samanvay.access.boxes.actions.erasure import REASON_WORDS
from samanvay.access.boxes.actions.team import role_choices
from samanvay.access.boxes.groups import FIELDS, LONGEST, PURPOSE_WORDS, Group, Shape, TeamRole
from samanvay.cases.fields import CASE_FIELDS, PERSON_FIELDS, PLACE
from samanvay.cases.kinds import EVENT_KINDS
from samanvay.directory import queries as directory
from samanvay.directory.kinds import PLACE_KINDS
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import CapturedAtField, PartialDateField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.fields import without
from samanvay.recording.submissions import Captured
from samanvay.web.kit.fields import DeclaredForm
from samanvay.web.kit.forms import PostedForm, ReasonForm, VersionedReasonForm, field_of
from samanvay_insight.gazetteer import How

VERSION = "2026-11"
ASKED = without(CASE_FIELDS, "place")  # which is asked for by its name
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


class CorrectionForm(PostedForm):
    """The reason of a correction, and the version that was seen."""

    reason = CharField(label=_("Reason of the correction"), max_length=500)
    version = IntegerField(widget=HiddenInput)


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
        raise Invalid("place_key", _("Several places have this name. Choose the one that is meant."))


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
    return f"{', '.join(dict.fromkeys(names))} ({directory_kind(place.kind)})"


def directory_kind(kind: str) -> str:
    """Return the words of a kind of place."""
    return str(PLACE_KINDS.get(kind, kind))


class OpenCaseForm(DeclaredForm, PlaceForm, CaptureForm):
    """Open a case: what, where, when, how many, which form."""

    declared = ASKED
    field_order = [
        *("what", "place", "place_key", "occurred", "people", "forms", "lures", "disparities", "source", "unit"),
        "narrative",
    ]

    unit = TypedChoiceField(label=_("Unit of the case"), coerce=int)

    def __init__(self, *args: Any, units: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "unit", ChoiceField).choices = [(audience, str(unit)) for audience, unit in units.items()]
        if len(units) == 1:
            self.fields["unit"].widget = HiddenInput()
            self.initial.setdefault("unit", next(iter(units)))


class AmendCaseForm(DeclaredForm, PlaceForm, CorrectionForm):
    """Correct a case, with the reason and the version that was seen."""

    declared = ASKED
    field_order = [*OpenCaseForm.field_order, "reason"]

    def taken(self) -> dict[str, Any]:
        """Return the changes; a place and a time that stand as they were shown are not told anew."""
        data, before = self.cleaned_data, self.initial
        changes = {field.name: data[field.name] for field in ASKED}
        if data["place"] != before["place"]:
            changes["place"] = self.place_of()
        if changes["occurred"] is not None and before["occurred"] is not None:
            same = (before["occurred"].earliest, before["occurred"].latest)
            if (changes["occurred"].earliest, changes["occurred"].latest) == same:
                del changes["occurred"]
        return {"reason": data["reason"], "expected": data["version"], "changes": changes}


class PersonForm(DeclaredForm, CaptureForm):
    """Add a person; what is typed under identity and contact is sealed."""

    declared = PERSON_FIELDS


class AmendPersonForm(DeclaredForm, CorrectionForm):
    """Correct what is known of a person outside the boxes, with the reason."""

    declared = tuple(field for field in PERSON_FIELDS if field.is_amended)
    field_order = [*(field.name for field in declared), "reason"]


class SealForm(PostedForm):
    """The fields of one group, to be sealed. Nothing typed here is shown again without an opening."""

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in FIELDS[group]:
            widget = Textarea(attrs={"rows": 6}) if each.shape is Shape.TEXT else TextInput()
            widget.attrs["autocomplete"] = "off"
            self.fields[each.name] = CharField(
                label=str(each.label), required=False, max_length=LONGEST[each.shape], widget=widget
            )

    def values(self) -> dict[str, str]:
        """Return what was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "edition")}

    def taken(self) -> dict[str, Any]:
        return {"values": self.values()}


class CorrectBoxForm(SealForm):
    """Correct a sealed record that was just opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = CharField(label=_("Reason of the correction"), max_length=500)
        self.fields["edition"] = IntegerField(widget=HiddenInput)

    def taken(self) -> dict[str, Any]:
        return {
            "values": self.values(), "reason": self.cleaned_data["reason"], "expected": self.cleaned_data["edition"]
        }  # fmt: skip


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


class PurposeForm(PostedForm):
    """For what purpose something sealed is opened."""

    purpose = ChoiceField(label=_("Purpose"), choices=choices(PURPOSE_WORDS, blank=_("Choose a purpose")))


class GlassForm(PostedForm):
    """Why the glass is broken."""

    reason = CharField(
        label=_("Reason"),
        max_length=2_000,
        widget=Textarea(attrs={"rows": 4}),
        help_text=_(
            "At least 20 characters. The officer who has the case, your superior and the data-protection officer "
            "read it."
        ),
    )


class MoveForm(VersionedReasonForm):
    """The next stage, with a reason where it needs one."""

    to = ChoiceField(label=_("Next stage"))
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, stages: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", ChoiceField).choices = stages
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed for closing and for taking a case up again.")


class TeamForm(PostedForm):
    """Name an officer who is posted at one of ``units`` to the team."""

    user = ChoiceField(label=_("Officer"))
    role = ChoiceField(label=_("Part in the team"))

    def __init__(self, *args: Any, units: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "user", ChoiceField).choices = [
            (str(user.pk), user.name) for user in access.officers_posted_at(units)
        ]
        field_of(self, "role", ChoiceField).choices = role_choices()

    def taken(self) -> dict[str, Any]:
        return {
            "user": access.user_by_id(self.cleaned_data["user"]),
            "role": TeamRole(self.cleaned_data["role"]),
        }


class ShareForm(ReasonForm):
    """Share with a unit that serves the place ``near``, by its name, and that is not among the ``readers`` yet."""

    unit = TypedChoiceField(label=_("Unit"), coerce=int)
    field_order = ["unit", "reason"]

    def __init__(self, *args: Any, actor: Actor, near: str, readers: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = directory.find_places(actor, near, kinds=["district", "state"], limit=1) if near else []
        units = directory.units_serving(found[0].place.key) if found else []
        field_of(self, "unit", ChoiceField).choices = [
            (unit.audience, f"{unit.names} ({unit.kind_words})") for unit in units if unit.audience not in readers
        ]

    def taken(self) -> dict[str, Any]:
        return {"units": [self.cleaned_data["unit"]], "reason": self.cleaned_data["reason"]}


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
