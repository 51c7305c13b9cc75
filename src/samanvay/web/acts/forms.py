"""The forms of acts: recording one, answering, correcting, attesting."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samanvay.acts.actions.several import SameActs, declare_acts
from samanvay.acts.kinds import ActKind
from samanvay.acts.models import Act
from samanvay.cases.models import CasePerson
from samanvay.directory.models import Unit
from samanvay.documents.models import Document
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField, PartialDate, PartialDateField
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.capture import CaptureForm, PlaceForm
from samanvay.web.kit.fields import form_field
from samanvay.web.kit.forms import PostedForm, field_of, reason_field
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.places import place_words

from .presenters import when_words

NO_NAMES = _("Do not write names, telephone numbers or Aadhaar numbers here.")
FEW = 6
BY_ITS_FORM = {"person": "persons", "document_id": "document"}


def time_field(label: Any, *, required: bool, hint: Any = "") -> forms.TimeField:
    """Return the field of an hour of the day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget, help_text=hint)


class ActFields(PlaceForm):
    """What every act says: day, hour, receiver, number, place, the fields of its kind, a note."""

    on = PartialDateField(label=_("Day"), allow_future=False, required=False)
    at = time_field(_("Time"), required=False)
    receiver = forms.TypedChoiceField(
        label=_("Received by"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("This office confirms the act. Those of this case and district stand first."),
    )
    reference = forms.CharField(
        label=_("Order or reference number"), required=False, max_length=80, help_text=_("As written on the paper.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_NAMES
    )

    first: Sequence[str] = ()
    last: Sequence[str] = ()

    def __init__(self, *args: Any, kind: ActKind, receivers: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields |= {field.name: form_field(field) for field in kind.fields}
        for name in ("on", "receiver"):
            self.fields[name].required = True
        self.fields["at"].required = kind.needs_time
        if kind.needs_time:
            self.fields["at"].help_text = _("A legal time limit depends on this hour.")
        choice = field_of(self, "receiver", forms.TypedChoiceField)
        offered = [(unit.audience, str(unit.names)) for unit in receivers]
        if len(offered) <= FEW:
            choice.widget = forms.RadioSelect()
            choice.choices = offered
        else:
            choice.choices = [("", _("Choose the office")), *offered]
        declared = [field.name for field in kind.fields]
        self.order_fields(
            [*self.first, "on", "at", "receiver", "reference", *declared, "place", "place_key", "note", *self.last]
        )

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given["details"] = {field.name: given.pop(field.name) for field in self.kind.fields}
        return given

    def refuse(self, refusal: Invalid) -> None:
        refusal.field = BY_ITS_FORM.get(refusal.field, refusal.field)
        super().refuse(refusal)


class DeclareForm(ActFields, CaptureForm):
    """Record an act, for one person of a case or several at once."""

    first = ("persons",)
    last = ("unit", "is_another")

    persons = forms.MultipleChoiceField(
        label=_("For whom"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all to whom the same day, time and number apply."),
    )
    unit = forms.TypedChoiceField(label=_("Recorded by"), coerce=int, empty_value=None)
    is_another = forms.BooleanField(
        label=_("It is another act. Record it as well."), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, persons: Sequence[CasePerson], units: Sequence[Unit], kind: ActKind, **kwargs: Any
    ) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.same: list[Act] = []
        self.initial.setdefault("on", PartialDate.day(clock.today()))
        if kind.of_person:
            self.fields["persons"].required = True
            field_of(self, "persons", forms.MultipleChoiceField).choices = [
                (str(person.id), f"{person.label} ({person.age_words})") for person in persons
            ]
        else:
            del self.fields["persons"]
        field_of(self, "unit", forms.TypedChoiceField).choices = [(each.audience, str(each.names)) for each in units]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0].audience)
        if self.is_bound and self.data.get("is_another"):
            self.ask_again(())

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given["persons"] = [UUID(key) for key in given.pop("persons", ())]
        return {**given, "code": self.kind.code}

    def ask_again(self, standing: Iterable[Act]) -> None:
        """Show the tick by which what stands already is recorded once more, with what stands."""
        self.same = list(standing)
        self.fields["is_another"].widget = forms.CheckboxInput()
        if self.same:
            links = [
                format_html(
                    '<a href="{}">{}, {}</a>', reverse("act", args=[act.id]), act.subject_words, when_words(act)
                )
                for act in self.same
            ]
            self["is_another"].help_text = format_html(
                "{} {}", gettext("Already recorded:"), format_html("; ".join("{}" for _each in links), *links)
            )


def record_acts(form: DeclareForm, **given: Any) -> list[Act]:
    """Record what the form asks. Raises Invalid at its tick where an act stands already."""
    try:
        return declare_acts(**given)
    except SameActs as refusal:
        form.ask_again(refusal.all)
        raise Invalid("is_another", gettext("Is it the same act? Open it, or tick that it is another.")) from refusal


class HourForm(PostedForm):
    """The receiver's own number and hour."""

    reference = forms.CharField(
        label=_("Your reference number"), required=False, max_length=80, help_text=_("From your own register.")
    )
    on = DayField(label=_("Your day"), required=False, widget=DayInput)
    at = time_field(_("Your time"), required=False, hint=_("Only if your register gives another hour than theirs."))

    def hour(self) -> datetime | None:
        """Return the hour that was given, None where none was. Raises Invalid for a half of it."""
        on, at = self.cleaned_data.get("on"), self.cleaned_data.get("at")
        if on is None and at is None:
            return None
        if at is None:
            raise Invalid("at", gettext("Give the time as well, or leave both empty."))
        if on is None:
            raise Invalid("on", gettext("Give the day as well, or leave both empty."))
        return datetime.combine(on, at, tzinfo=clock.INDIA)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        del given["on"]
        return {**given, "at": self.hour()}


class ConfirmForm(HourForm):
    """Confirm that an act was done."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ContradictForm(HourForm):
    """Say what is not so."""

    field_order = ["words", "reference", "on", "at"]

    words = forms.CharField(
        label=_("What is not correct"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_NAMES
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AnswerManyForm(PostedForm):
    """One answer to several acts that were ticked; an hour of one's own is said of each by itself."""

    field_order = ["answer", "words", "reference"]

    answer = forms.ChoiceField(
        label=_("Your answer to the ticked acts"),
        widget=forms.RadioSelect,
        choices=[("confirm", _("Confirm: it was so")), ("contradict", _("Not so"))],
    )
    reference = forms.CharField(
        label=_("Your reference number"), required=False, max_length=80, help_text=_("From your own register.")
    )
    words = forms.CharField(
        label=_("What is not correct"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only for “Not so”."),
    )


class CorrectForm(ActFields):
    """Correct an act, with the reason: it waits for its receiver again."""

    last = ("reason",)

    reason = reason_field(_("The old text stays readable. The receiver answers again."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def taken(self) -> dict[str, Any]:
        """Return the changes; a place and a day that stand as they were shown are not told anew."""
        data, before = self.cleaned_data, self.initial
        changes: dict[str, Any] = {name: data[name] for name in ("receiver", "reference", "note", "at")}
        changes["details"] = {field.name: data[field.name] for field in self.kind.fields}
        if data["place"] != before.get("place"):
            changes["place"] = self.place_of()
        shown = before.get("on")
        if shown is None or (shown.earliest, shown.latest) != (data["on"].earliest, data["on"].latest):
            changes["on"] = data["on"]
        return {"reason": data["reason"], "expected": data["version"], "changes": changes}


def initial_of(act: Act) -> dict[str, Any]:
    """Return what the form of a correction begins with."""
    at = act.happened_at.astimezone(clock.INDIA).time().replace(second=0, microsecond=0) if act.happened_at else None
    return {
        **act.details,
        "on": act.happened,
        "at": at,
        "receiver": act.receiver_unit,
        "reference": act.reference,
        "note": act.note,
        "place": place_words(act.place) if act.place else "",
    }


class AttestForm(PostedForm):
    """Attest by a paper of the case."""

    document = forms.ChoiceField(
        label=_("Order or paper"),
        widget=forms.RadioSelect,
        help_text=_("A document of this case that shows that it was done. Add it to the case first."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, documents: Iterable[tuple[Document, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "document", forms.ChoiceField).choices = [(str(each.id), words) for each, words in documents]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given["document_id"] = UUID(given.pop("document"))
        return given

    def refuse(self, refusal: Invalid) -> None:
        refusal.field = BY_ITS_FORM.get(refusal.field, refusal.field)
        super().refuse(refusal)
