"""The forms of the registers. Every field may stay empty: what is not known is not guessed."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import (
    CharField,
    ChoiceField,
    FileField,
    FileInput,
    HiddenInput,
    IntegerField,
    RadioSelect,
    Textarea,
    TextInput,
    TypedChoiceField,
    UUIDField,
)
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.groups import FIELDS, GROUP_WORDS, LONGEST, Group, Shape
from samanvay.cases.kinds import SEXES
from samanvay.documents.media import LARGEST, media_of
from samanvay.kernel.dates import PartialDateField
from samanvay.kernel.refusals import Invalid
from samanvay.tracing.entries.actions import PersonDetails
from samanvay.tracing.entries.ages import read_age
from samanvay.tracing.entries.heights import read_height
from samanvay.tracing.kinds import (
    BODY_PARTS,
    CATEGORIES,
    ENTRY_KINDS,
    GONE_FOR,
    LANGUAGES,
    MARK_KINDS,
    SIDES,
    TOLD_BY,
    EntryKind,
)
from samanvay.tracing.models import Entry
from samanvay.web.kit.capture import CaptureForm, PlaceForm, choices
from samanvay.web.kit.forms import PostedForm, field_of

OFF = {"autocomplete": "off"}
MARK_ROWS, LANGUAGE_ROWS = 4, 3
REPORTED = ("happened", "category", "gone_for", "told_by", "note", "external")
WHERE: dict[str, Any] = {
    EntryKind.MISSING: _("Last seen where"),
    EntryKind.FOUND: _("Found where"),
    EntryKind.SIGHTING: _("Seen where"),
}
WHEN: dict[str, Any] = {
    EntryKind.MISSING: _("Missing since"),
    EntryKind.FOUND: _("Found on"),
    EntryKind.SIGHTING: _("Seen on"),
}
NO_NAMES = _("Everybody at your units can read this: do not write names or telephone numbers.")
# What the quick form asks of a person behind the seal, by register; the full form asks for all.
QUICK_SEALED: dict[str, tuple[tuple[Group, str], ...]] = {
    EntryKind.MISSING: (
        (Group.IDENTITY, "given"), (Group.IDENTITY, "father"), (Group.IDENTITY, "village"),
        (Group.CONTACT, "family_phone"), (Group.TRACING, "clothes"), (Group.TRACING, "last_seen_with"),
    ),
    EntryKind.FOUND: (
        (Group.IDENTITY, "given"), (Group.IDENTITY, "father"), (Group.TRACING, "home_words"),
        (Group.TRACING, "clothes"),
    ),
    EntryKind.SIGHTING: (
        (Group.IDENTITY, "given"), (Group.TRACING, "last_seen_with"), (Group.TRACING, "vehicle"),
        (Group.TRACING, "clothes"),
    ),
}  # fmt: skip
FIRST_SEALED = ("given",)
FULL_SEALED: tuple[tuple[Group, str], ...] = tuple(
    (group, each.name) for group in (Group.IDENTITY, Group.CONTACT, Group.TRACING) for each in FIELDS[group]
)


def _sealed_field(group: Group, name: str) -> CharField:
    each = next(field for field in FIELDS[group] if field.name == name)
    widget = Textarea(attrs={"rows": 2}) if each.shape is Shape.TEXT else TextInput()
    widget.attrs |= OFF
    if each.shape is Shape.PHONE:
        widget.attrs["inputmode"] = "tel"
    return CharField(label=str(each.label), required=False, max_length=LONGEST[each.shape], widget=widget)


class ReportForm(PlaceForm):
    """What a report tells beside its people: where, when, why, who told."""

    happened = PartialDateField(label=_("When"), required=False, allow_future=False)
    category = ChoiceField(label=_("Category when found"), choices=choices(CATEGORIES), widget=RadioSelect)
    gone_for = ChoiceField(
        label=_("Where or why they probably went"),
        required=False,
        choices=choices(GONE_FOR),
        initial="unknown",
        widget=RadioSelect,
        help_text=_("For a job, a marriage or with an acquaintance: the questions about trafficking open next."),
    )
    told_by = ChoiceField(label=_("Informant"), required=False, choices=choices(TOLD_BY, blank=_("Not given")))
    note = CharField(
        label=_("Other known details"),
        required=False,
        max_length=4_000,
        widget=Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )
    external = CharField(
        label=_("Number in another register"),
        required=False,
        max_length=80,
        widget=TextInput(attrs=OFF),
        help_text=_("General diary, Track Child, hospital: as written there."),
    )

    def __init__(self, *args: Any, register: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label = WHERE[register]
        self.fields["happened"].label = WHEN[register]
        if register != EntryKind.FOUND:
            del self.fields["category"]
        if register != EntryKind.MISSING:
            del self.fields["gone_for"]


class EntryForm(ReportForm, CaptureForm):
    """What all people of one report share."""

    field_order = [
        *("category", "place", "place_key", "happened", "gone_for", "told_by", "note", "external", "unit"),
    ]

    unit = TypedChoiceField(label=_("Unit of the entry"), coerce=int)
    kind = ChoiceField(label=_("Register"), choices=choices(ENTRY_KINDS), widget=HiddenInput)
    case = UUIDField(widget=HiddenInput, required=False)
    beside = UUIDField(widget=HiddenInput, required=False)

    def __init__(self, *args: Any, register: str, units: Mapping[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, register=register, **kwargs)
        self.initial["kind"] = register
        if self.is_bound and self["kind"].value() not in ENTRY_KINDS:
            self.fields["kind"].widget = RadioSelect(choices=choices(ENTRY_KINDS))
        field_of(self, "unit", ChoiceField).choices = [(audience, str(unit)) for audience, unit in units.items()]
        if len(units) == 1:
            self.fields["unit"].widget = HiddenInput()
            self.initial.setdefault("unit", next(iter(units)))


class TellingForm(PostedForm):
    """What an entry tells of one person outside the boxes: sex, age, height, languages, marks."""

    sex = ChoiceField(label=_("Sex"), choices=choices(SEXES), initial="unknown", widget=RadioSelect)
    age = CharField(
        label=_("Age"),
        required=False,
        max_length=80,
        widget=TextInput(attrs=OFF),
        help_text=_("14, about 14, 12-15, under 18; or several: 14 or 16."),
    )
    height = CharField(
        label=_("Height"),
        required=False,
        max_length=40,
        widget=TextInput(attrs=OFF),
        help_text=_("150 cm, 145-155, or 5 ft 2 in."),
    )

    def __init__(
        self, *args: Any, is_quick: bool = False, languages: int = LANGUAGE_ROWS, marks: int = MARK_ROWS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_quick:
            del self.fields["height"]
            languages = marks = 1
        self.languages_asked, self.marks_asked = languages, marks
        for number in range(languages):
            label = _("Language") if number == 0 else _("another language")
            self.fields[f"language_{number}"] = ChoiceField(
                label=label, required=False, choices=choices(LANGUAGES, blank=_("Not known"))
            )
        for number in range(marks):
            self.fields[f"mark_{number}"] = ChoiceField(
                label=_("Mark of the body"), required=False, choices=choices(MARK_KINDS, blank=_("None known"))
            )
            self.fields[f"side_{number}"] = ChoiceField(
                label=_("side"), required=False, choices=[(code, str(words) or "–") for code, words in SIDES.items()]
            )
            self.fields[f"part_{number}"] = ChoiceField(
                label=_("where"), required=False, choices=choices(BODY_PARTS, blank="–")
            )

    @property
    def mark_rows(self) -> list[list[Any]]:
        """The fields of each mark, side by side."""
        return [[self[f"{part}_{number}"] for part in ("mark", "side", "part")] for number in range(self.marks_asked)]

    @property
    def language_fields(self) -> list[Any]:
        return [self[f"language_{number}"] for number in range(self.languages_asked)]

    def clean_age(self) -> Any:
        """Read the age as it was told."""
        try:
            return read_age(self.cleaned_data["age"])
        except Invalid as refusal:
            raise ValidationError(str(refusal.words)) from refusal

    def clean_height(self) -> tuple[int, int] | None:
        """Read the height as it was told."""
        text = self.cleaned_data["height"]
        if not text.strip():
            return None
        told = read_height(text)
        if told is None:
            raise ValidationError(gettext("Write a height such as 150 cm, 145-155 or 5 ft 2 in."))
        return told.lowest, told.highest

    def clean(self) -> dict[str, Any]:
        """Take a mark only with the part of the body."""
        data: dict[str, Any] = super().clean() or {}
        for number in range(self.marks_asked):
            if data.get(f"mark_{number}") and not data.get(f"part_{number}"):
                self.add_error(f"part_{number}", gettext("Where on the body is this mark?"))
            if data.get(f"part_{number}") and not data.get(f"mark_{number}"):
                self.add_error(f"mark_{number}", gettext("What kind of mark is it?"))
        return data

    def marks(self) -> list[str]:
        """Return the marks in the codes of the registers."""
        data, found = self.cleaned_data, []
        for number in range(self.marks_asked):
            if kind := data.get(f"mark_{number}"):
                side, part = data.get(f"side_{number}", ""), data[f"part_{number}"]
                found.append(f"{kind}:{side} {part}" if side else f"{kind}:{part}")
        return found

    def languages(self) -> list[str]:
        """Return the languages, each once."""
        said = [self.cleaned_data.get(f"language_{number}", "") for number in range(self.languages_asked)]
        return [code for code in dict.fromkeys(said) if code]


class PersonForm(TellingForm):
    """One person of a report: a photograph, what is told of them, and behind the seal who they are."""

    photo = FileField(
        label=_("Photograph"),
        required=False,
        widget=FileInput(attrs={"accept": "image/*", "capture": "environment", "data-preview": "yes"}),
        help_text=_("The latest one. Opens the camera of a telephone; it is sealed with the name."),
    )

    def __init__(self, *args: Any, register: str, is_quick: bool, **kwargs: Any) -> None:
        super().__init__(*args, is_quick=is_quick, **kwargs)
        self.sealed_names = QUICK_SEALED[register] if is_quick else FULL_SEALED
        for group, name in self.sealed_names:
            self.fields[f"{group}-{name}"] = _sealed_field(group, name)

    def clean_photo(self) -> Any:
        """Take a picture of a size that is kept."""
        file = self.cleaned_data["photo"]
        if file is None:
            return None
        if getattr(file, "is_cut", False):
            raise ValidationError(gettext("The file is too large: at most %(n)d MB.") % {"n": LARGEST // 1024 // 1024})
        media = media_of(file.read())
        file.seek(0)
        if media is None or not media.type.startswith("image/"):
            raise ValidationError(gettext("This is no picture. Take a photograph, or choose a JPEG or PNG file."))
        return file

    def sealed_fields(self) -> list[tuple[Any, list[Any]]]:
        """Return the fields behind the seal by group, as the full form shows them."""
        found: dict[Group, list[Any]] = {}
        for group, name in self.sealed_names:
            found.setdefault(group, []).append(self[f"{group}-{name}"])
        return [(GROUP_WORDS[group], fields) for group, fields in found.items()]

    @property
    def first_sealed(self) -> list[Any]:
        """The name, which is asked before all else."""
        return [self[f"{group}-{name}"] for group, name in self.sealed_names if name in FIRST_SEALED]

    @property
    def more_sealed(self) -> list[Any]:
        return [self[f"{group}-{name}"] for group, name in self.sealed_names if name not in FIRST_SEALED]

    def told(self, home: str | None) -> PersonDetails:
        """Return what is told of the person. ``home`` is the key of where they are from."""
        data = self.cleaned_data
        sealed: dict[str, dict[str, str]] = {}
        for group, name in self.sealed_names:
            sealed.setdefault(group.value, {})[name] = data[f"{group}-{name}"]
        return PersonDetails(
            sex=data["sex"],
            age=data["age"],
            height=data.get("height"),
            languages=self.languages(),
            marks=self.marks(),
            home=home,
            sealed=sealed,
            photo=(str(data["photo"].name), data["photo"].chunks()) if data["photo"] else None,
        )


class AmendEntryForm(ReportForm, TellingForm):
    """Correct an entry, with the reason and the version that was seen."""

    reason = CharField(label=_("Reason for the correction"), max_length=500)
    version = IntegerField(widget=HiddenInput)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        rows: dict[str, Any] = {
            "languages": max(LANGUAGE_ROWS, len(entry.languages) + 1), "marks": max(MARK_ROWS, len(entry.marks) + 1),
        }  # fmt: skip
        super().__init__(*args, register=entry.kind, **rows, **kwargs)
        if entry.case_person:
            del self.fields["sex"], self.fields["age"]

    def taken(self) -> dict[str, Any]:
        """Return the changes; what was not touched is not told: a range would otherwise lose how it was told."""
        data = self.cleaned_data
        told = ("sex", "age", "height", *REPORTED)
        changes = {name: data[name] for name in told if name in self.fields and name in self.changed_data}
        changes |= {"marks": self.marks(), "languages": self.languages()}
        if data["place"] != self.initial["place"]:
            changes["place"] = self.place_of()
        return {"reason": data["reason"], "expected": data["version"], "changes": changes}

    @property
    def plain_fields(self) -> list[Any]:
        """The fields in their order, without marks and languages."""
        names = ("sex", "age", "height", "place", "place_key", *REPORTED)
        return [self[name] for name in names if name in self.fields]


def as_it_is(entry: Entry) -> dict[str, Any]:
    """Return the values of an entry for the form that corrects it."""
    values: dict[str, Any] = {
        **{name: getattr(entry, name) for name in ("sex", *REPORTED)},
        "age": _age_text(entry),
        "height": "" if entry.height_from is None else f"{entry.height_from}-{entry.height_to}",
        "place": str(entry.place.names) if entry.place else "",
    }
    for number, code in enumerate(entry.languages):
        values[f"language_{number}"] = code
    for number, mark in enumerate(entry.marks):
        kind, _colon, where = mark.partition(":")
        side, _blank, part = where.rpartition(" ")
        values |= {f"mark_{number}": kind, f"side_{number}": side, f"part_{number}": part}
    return values


def _age_text(entry: Entry) -> str:
    if entry.age_from is None or entry.age_to is None:
        return ""
    return f"{entry.age_from}-{entry.age_to}" if entry.age_from != entry.age_to else f"{entry.age_from}"


class HomeForm(PlaceForm):
    """Where somebody is from, as far as it is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label = _("From which district or town")
        self.fields["place"].help_text = _("Only the town. The village is sealed with the name.")
