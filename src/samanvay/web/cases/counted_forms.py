"""Forms about people by number: the number corrected, who left, the answer to a lower number, the table of all."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samanvay.cases.counted.actions.table import LONGEST_WORD, Row
from samanvay.cases.fields import OLDEST
from samanvay.cases.kinds import AGE_BANDS, LEFT, LEFT_TOLD_BY, SEXES
from samanvay.cases.models import CasePerson
from samanvay.kernel.dates import InstantField
from samanvay.recording.checks import MOST_PEOPLE
from samanvay.web.kit.capture import CaptureForm, choices
from samanvay.web.kit.forms import PostedForm, field_of
from samanvay.web.kit.inputs import MomentInput

from .forms import CorrectionForm
from .quick_people import FOUND_ROWS, CountedFields, with_ages


class RecountForm(CountedFields, CorrectionForm, CaptureForm):
    """How many were found in truth; who more, or who was counted too many."""

    field_order = ["people", *with_ages(FOUND_ROWS), "surplus", "sure", "reason"]

    people = forms.IntegerField(
        label=_("How many people were found"),
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("In all. If they are more than before, say below what the others are."),
    )
    surplus = forms.MultipleChoiceField(
        label=_("Counted too many"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only if they are fewer: whose entries are to be cancelled."),
    )
    sure = forms.BooleanField(
        label=_("Cancel these entries although something is recorded of the person"), required=False
    )

    def __init__(self, *args: Any, listed: Sequence[CasePerson], recorded: Mapping[UUID, list[str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.ask_counts(FOUND_ROWS)
        self.order_fields(self.field_order)
        field_of(self, "surplus", forms.MultipleChoiceField).choices = [
            (str(each.id), _person_words(each, recorded.get(each.id, ()))) for each in listed
        ]

    def taken(self) -> dict[str, Any]:
        given = self.without_counts(super().taken())
        return {**given, "surplus": [UUID(key) for key in given["surplus"]]}


def _person_words(person: CasePerson, recorded: Sequence[str]) -> str:
    words = f"{person.label}, {person.age_words}"
    return f"{words} ({', '.join(recorded)})" if recorded else words


class AnswerForm(PostedForm):
    """Whether a lower number is right."""

    agrees = forms.TypedChoiceField(
        label=_("Is this number right?"),
        choices=[("yes", _("Yes, confirm it")), ("no", _("No, it is not right"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if it is not right. Without names."),
    )

    def refuse(self, refusal: Any) -> None:
        if refusal.field == "reason":
            refusal.field = "note"
        super().refuse(refusal)


class LeftForm(CaptureForm):
    """That a person left: how, at which hour, in whose words."""

    field_order = ["kind", "left_at", "told_by", "note"]

    kind = forms.ChoiceField(label=_("What happened"), choices=choices(LEFT), widget=forms.RadioSelect)
    left_at = InstantField(
        label=_("Day and hour"),
        widget=MomentInput(),
        help_text=_("If the hour is not known, give the latest possible."),
    )
    told_by = forms.ChoiceField(label=_("Who says so"), choices=choices(LEFT_TOLD_BY, blank=_("Choose")))
    note = forms.CharField(
        label=_("In their words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Do not write names or Aadhaar numbers here."),
    )


COLUMNS = {
    "sex": _("Sex"),
    "age": _("Age in years"),
    "age_band": _("or age group"),
    "handed_in": _("Handed over to"),
    "not_handed": _("If not handed over: where"),
}


class PeopleForm(CorrectionForm):
    """People of a case in one table, a row each; ``handed`` are the hand-overs of the case in words, by key."""

    reason = forms.CharField(label=_("Reason for the correction"), max_length=500)
    version = None  # type: ignore[assignment]  # each row has its own

    def __init__(self, *args: Any, people: Sequence[CasePerson], handed: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        self.names = [name for name in COLUMNS if handed or name not in ("handed_in", "not_handed")]
        for person in people:
            begun = {
                "sex": person.sex, "age": person.age, "age_band": person.age_band,
                "handed_in": str(person.handed_in_id or ""), "not_handed": person.not_handed,
                "version": person.version,
            }  # fmt: skip
            for name, field in self._row(handed).items():
                field.label = f"{person.label}: {COLUMNS.get(name, '')}"
                field.initial = begun[name]
                field.widget.attrs["aria-label"] = field.label
                self.fields[f"{person.id}:{name}"] = field
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def _row(self, handed: Mapping[str, str]) -> dict[str, forms.Field]:
        whole = {
            "sex": forms.ChoiceField(choices=choices(SEXES)),
            "age": forms.IntegerField(required=False, min_value=0, max_value=OLDEST),
            "age_band": forms.ChoiceField(choices=choices(AGE_BANDS)),
            "handed_in": forms.ChoiceField(
                required=False, choices=[("", pgettext_lazy("a person", "not handed over")), *handed.items()]
            ),
            "not_handed": forms.CharField(required=False, max_length=LONGEST_WORD),
        }
        return {
            **{name: whole[name] for name in self.names},
            "version": forms.IntegerField(widget=forms.HiddenInput),
        }

    def head(self) -> list[Any]:
        """Return the words above the columns."""
        return [COLUMNS[name] for name in self.names]

    def lines(self) -> list[dict[str, Any]]:
        """Return each person with their cells and hidden version."""
        return [
            {
                "person": person,
                "cells": [self[f"{person.id}:{name}"] for name in self.names],
                "version": self[f"{person.id}:version"],
            }
            for person in self.people
        ]

    def taken(self) -> dict[str, Any]:
        data = self.cleaned_data
        rows = []
        for person in self.people:
            said = {name: data[f"{person.id}:{name}"] for name in (*self.names, "version")}
            handed = said.pop("handed_in", "")
            rows.append(Row(person.id, handed_in=UUID(handed) if handed else None, **said))
        return {"rows": rows, "reason": data["reason"]}
