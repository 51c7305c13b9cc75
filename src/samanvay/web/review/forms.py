"""The forms of conferences: a series, one conference, moving, cancelling, lines."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.roles import BY_CODE
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import DayField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.submissions import Captured
from samanvay.review.kinds import KINDS, RHYTHMS, SEATS, WEEKDAYS, ConferenceKind
from samanvay.review.models import Series
from samanvay.review.owners import office_words
from samanvay.review.series.actions import LONGEST, LONGEST_DIAL_IN, LONGEST_NAME, SHORTEST, Given, chairs_for
from samanvay.review.states import ABSENT, SKIP_WORDS
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pii import PiiForm

VERSION = "1"
PARTS = "|"


class PlanForm(ActionForm):
    """What a series and a single conference have in common."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[(each.code, each.name) for each in KINDS.values()])
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=LONGEST_NAME)
    name_hi = forms.CharField(label=gettext_lazy("Name in Hindi"), max_length=LONGEST_NAME, required=False)
    chair = forms.ChoiceField(label=gettext_lazy("Chair"), help_text=gettext_lazy("The area whose meeting this is."))
    invited = forms.MultipleChoiceField(
        label=gettext_lazy("Invited"),
        choices=[(role, BY_CODE[role].name) for role in SEATS],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each role is invited from its unit in every district, division or the state."),
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=SHORTEST, max_value=LONGEST)
    walks_districts = forms.BooleanField(label=gettext_lazy("All districts are reviewed one by one"), required=False)
    standing = forms.CharField(
        label=gettext_lazy("Standing agenda items"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One per line, English | Hindi. The last comes after the districts."),
    )
    dial_in = forms.CharField(
        label=gettext_lazy("Place or dial-in number"),
        max_length=LONGEST_DIAL_IN,
        required=False,
        help_text=gettext_lazy("The room, or the number to dial if there is no video."),
    )
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, kind: ConferenceKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_id", uuid7())
        chairs = [(f"{role}:{unit.audience}", str(office_words(role, unit))) for role, unit in chairs_for(actor)]
        field_of(self, "chair", forms.ChoiceField).choices = chairs
        for name, value in usual_of(kind).items():
            self.initial.setdefault(name, value)
        seat = next((value for value, _words in chairs if value.startswith(f"{kind.chair}:")), None)
        if seat:
            self.initial.setdefault("chair", seat)

    def taken(self) -> dict[str, Any]:
        said = self.cleaned_data
        role, _sep, audience = said["chair"].partition(":")
        given = Given(
            kind=said["kind"],
            name=Bilingual(said["name_en"], said["name_hi"]),
            chair=(role, int(audience)),
            invited=tuple(said["invited"]),
            minutes=said["minutes"],
            walks_districts=said["walks_districts"],
            standing=parts_of(said["standing"]),
            dial_in=said["dial_in"],
        )
        return {"given": given, "captured": Captured(said["submission_id"], form_version=VERSION)}


def usual_of(kind: ConferenceKind) -> dict[str, Any]:
    """Return what a form of a kind begins with."""
    names = ("invited", "minutes", "walks_districts", "rhythm", "weekday", "at")
    said = {"kind": kind.code, "name_en": kind.name.en, "name_hi": kind.name.hi}
    return {**said, "standing": parts_text(kind.standing), **{name: getattr(kind, name) for name in names}}


def parts_of(text: str) -> tuple[Bilingual, ...]:
    """Return the standing parts of a text, one a line: English | Hindi."""
    halves = [line.partition(PARTS) for line in text.splitlines() if line.strip()]
    return tuple(Bilingual(english.strip() or hindi.strip(), hindi.strip()) for english, _sep, hindi in halves)


def parts_text(parts: Any) -> str:
    """Return standing parts as a text, one a line."""
    return "\n".join(f"{part.en} {PARTS} {part.hi}" if part.hi else part.en for part in parts)


def _time_field() -> forms.TimeField:
    return forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class SeriesForm(PlanForm):
    """A series."""

    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=list(RHYTHMS.items()))
    weekday = forms.TypedChoiceField(label=gettext_lazy("Day"), choices=list(enumerate(WEEKDAYS)), coerce=int)
    at = _time_field()
    field_order = ("kind", "name_en", "name_hi", "chair", "rhythm", "weekday", "at", "minutes")

    def taken(self) -> dict[str, Any]:
        return {**super().taken(), **{name: self.cleaned_data[name] for name in ("rhythm", "weekday", "at")}}


class ChangeSeriesForm(SeriesForm):
    """A series that stands, in the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        del given["captured"]
        return {**given, "expected": self.cleaned_data["version"]}


def initial_of(series: Series) -> dict[str, Any]:
    """Return what the form of a series that stands begins with."""
    names = ("kind", "name_en", "name_hi", "invited", "minutes", "walks_districts", "dial_in", "rhythm", "weekday")
    return {
        **{name: getattr(series, name) for name in (*names, "at", "version")},
        "chair": f"{series.chair_role}:{series.home_unit}",
        "standing": parts_text(Bilingual.from_json(part) for part in series.standing),
    }


class MomentForm(ActionForm):
    """A day and a time in India."""

    starts_on = DayField(label=gettext_lazy("Day"), widget=DayInput())
    at = _time_field()

    def taken(self) -> dict[str, Any]:
        given = {name: value for name, value in super().taken().items() if name not in ("starts_on", "at")}
        day, at = self.cleaned_data["starts_on"], self.cleaned_data["at"]
        return {**given, "starts_at": datetime.combine(day, at, tzinfo=clock.INDIA)}

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field; of the moment at its day."""
        super().refuse(Invalid("starts_on", refusal.words) if refusal.field == "starts_at" else refusal)


class ConferenceForm(MomentForm, PlanForm):
    """One conference, called by hand."""

    field_order = ("kind", "name_en", "name_hi", "chair", "starts_on", "at", "minutes")


class ReasonForm(ActionForm):
    """Why something is cancelled, postponed or struck out."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class MoveForm(ReasonForm, MomentForm):
    """Another time, and why."""


class PartForm(ActionForm):
    """A part that is added to the agenda."""

    words_en = forms.CharField(label=gettext_lazy("What is to be discussed"), max_length=160)
    words_hi = forms.CharField(label=gettext_lazy("The same in Hindi"), max_length=160, required=False)
    is_first = forms.BooleanField(label=gettext_lazy("Agenda items before the districts"), required=False)

    def taken(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"words": Bilingual(said["words_en"], said["words_hi"]), "is_last": not said["is_first"]}


class RollForm(ActionForm):
    """Which offices are there, in which role somebody came for them, who has the chair, who else came."""

    chair = forms.CharField(
        label=gettext_lazy("In the chair, if another officer"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("By rank or role, no name. Leave it empty where the chair is taken by its own holder."),
    )

    def clean(self) -> dict[str, Any]:
        sent = cast(QueryDict, self.data)
        present = set(sent.getlist("present"))
        roll: dict[UUID, tuple[str, str]] = {}
        seen: dict[UUID, tuple[bool, str]] = {}
        for listed in sent.getlist("listed"):
            value, mark = mark_of(listed)
            if (key := uuid_of(value)) is not None:
                by_role = sent.get(f"by-{value}", "")
                came = value in present or (not mark[0] and by_role.strip() not in ("", mark[1]))
                roll[key], seen[key] = ("present" if came else "absent", by_role), mark
        others = [each for each in zip(sent.getlist("role"), sent.getlist("district"), strict=False) if each[0]]
        if not others and not any(state == "present" for state, _by in roll.values()):
            raise forms.ValidationError(_("Nobody is ticked. Tick who is here, or add who came."))
        seen_chair = mark_of(sent.get("seen_chair", ""))[1]
        return {**self.cleaned_data, "roll": roll, "others": others, "seen": seen, "seen_chair": seen_chair}


class EndForm(ActionForm):
    """The end of a conference; why what is left was not taken up, where that is known."""

    skip_reason = forms.ChoiceField(
        label=gettext_lazy("Why were they not taken up?"),
        choices=[
            ("", gettext_lazy("No reason: they stand as not taken up")),
            *(each for each in SKIP_WORDS.items() if each[0] != ABSENT),
        ],
        required=False,
    )


class LineForm(PiiForm):
    """An update or a decision under an item."""

    item = forms.UUIDField()
    kind = forms.ChoiceField(choices=[("update", "update"), ("decision", "decision")])
    text = forms.CharField(label=gettext_lazy("Text"), required=False)
    owner = forms.CharField(required=False)
    said_on = DayField(required=False)
    submission_id = forms.UUIDField(required=False)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        del given["item"]
        return {"captured": Captured(given.pop("submission_id") or uuid7(), form_version=VERSION), **given}


class WordingForm(PiiForm):
    """A line worded anew, with the reason where one is asked for."""

    keeps_once = False  # the same words twice are the same line

    text = forms.CharField(label=gettext_lazy("Text"), required=False, strip=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False)


def mark_of(sent: str) -> tuple[str, tuple[bool, str]]:
    """Return of a line of the roll as it was shown whose it is, and its mark."""
    value, _sep, mark = sent.partition(":")
    ticked, _sep, by_role = mark.partition(":")
    return value, (ticked == "1", by_role if ticked == "1" else "")


def uuid_of(text: str) -> UUID | None:
    """Return the identifier that a form sent, None for nonsense."""
    try:
        return UUID(text)
    except ValueError:
        return None


def words_of(wrong: forms.Form) -> str:
    """Return the first thing that is wrong with a form."""
    for errors in wrong.errors.values():
        return str(errors[0])
    return _("The form has an error. Check the fields and send it again.")
