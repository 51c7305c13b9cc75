"""The forms of a search that goes on: steps, questions, its case, where it stands, what leaves the house."""

from collections.abc import Mapping
from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
    TextInput,
    TypedChoiceField,
)
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.groups import PURPOSE_WORDS
from samanvay.cases.kinds import FORMS
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.refusals import Invalid
from samanvay.tracing.entries.questions import ANSWERS, CURRENT
from samanvay.tracing.entries.step_kinds import steps_for
from samanvay.tracing.models import Entry
from samanvay.web.kit.capture import CaptureForm, choices
from samanvay.web.kit.forms import PostedForm, VersionedReasonForm, field_of
from samanvay.web.kit.inputs import DayInput

from .forms import NO_NAMES, OFF


class StepForm(CaptureForm):
    """A step of the search."""

    kind = ChoiceField(label=_("What was done"))
    on = DayField(label=_("On which day"), widget=DayInput())
    reference = CharField(
        label=_("Number"),
        required=False,
        max_length=80,
        widget=TextInput(attrs=OFF),
        help_text=_("For an FIR its number and year; for a helpline the number of the call."),
    )
    note = CharField(
        label=_("Result"), required=False, max_length=4_000, widget=Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )  # fmt: skip
    to_unit = TypedChoiceField(
        label=_("To which AHTU"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("For a transfer. If empty, the AHTU of your district."),
    )
    for_all = BooleanField(label=_("Also for others in the same group"), required=False, initial=True)

    def __init__(self, *args: Any, entry: Entry, units: Mapping[int, Any], has_party: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kind", ChoiceField).choices = choices(steps_for(entry.kind))
        field_of(self, "to_unit", ChoiceField).choices = [("", _("The AHTU of this district")), *units.items()]
        self.initial.setdefault("on", clock.today())
        if not has_party:
            del self.fields["for_all"]


class QuestionsForm(CaptureForm):
    """The station's questions about trafficking, each with yes, no or not known."""

    for_all = StepForm.base_fields["for_all"]

    def __init__(self, *args: Any, has_party: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in CURRENT.questions:
            self.fields[f"q_{each.code}"] = ChoiceField(
                label=str(each.words),
                help_text=str(each.why),
                required=False,
                choices=choices(ANSWERS),
                initial="unknown",
                widget=RadioSelect,
            )
        if not has_party:
            del self.fields["for_all"]

    @property
    def asked(self) -> list[Any]:
        """The questions in their order."""
        return [self[f"q_{each.code}"] for each in CURRENT.questions]

    def answers(self) -> dict[str, str]:
        """Return the answers by question."""
        return {each.code: self.cleaned_data[f"q_{each.code}"] or "unknown" for each in CURRENT.questions}

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at the field of its question."""
        refusal.field = f"q_{refusal.field}"
        super().refuse(refusal)


class EntryCaseForm(CaptureForm):
    """Open the case of a missing person."""

    forms = MultipleChoiceField(
        label=_("Form of exploitation"), required=False, choices=choices(FORMS), widget=CheckboxSelectMultiple
    )
    narrative = CharField(
        label=_("Other known details"), required=False, max_length=20_000, widget=Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )  # fmt: skip


class StateForm(VersionedReasonForm):
    """Where a search stands, with the reason where it needs one."""

    to = ChoiceField(label=_("Status"))
    field_order = ["to", "reason"]

    def __init__(self, *args: Any, states: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", ChoiceField).choices = states
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Required to close or reopen a search.")


class EntryExportForm(PostedForm):
    """For what purpose a list leaves the house."""

    purpose = ChoiceField(label=_("Purpose"), choices=choices(PURPOSE_WORDS, blank=_("Choose a purpose")))
