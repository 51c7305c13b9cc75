"""The forms on a pair and on the way home: a verdict, a nodal officer's word, a proof, a consent, an answer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.groups import PURPOSE_WORDS, Purpose
from samanvay.duties.wording import LONGEST
from samanvay.kernel.dates import DayField
from samanvay.kernel.ids import uuid7
from samanvay.recording.submissions import Captured
from samanvay.tracing.kinds import LANGUAGES
from samanvay.tracing.states import CONSENTS, HOMES, RETURNED_TO, VERDICTS, VERIFIED_HOW
from samanvay.web.kit.capture import choices
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pii import PiiForm

VERSION = "1"
PURPOSES = (Purpose.TRACING, Purpose.RESTORATION, Purpose.INVESTIGATION)
WHO_READS = _("Units of both sides read this. Do not write names, telephone numbers or addresses of homes.")


CHILD_CONSENTS = {"given": _("The child wants to go home"), "refused": _("The child does not want to go home")}


class SaidForm(PiiForm):
    """A form of a pair or a return; ``takes`` says what its action takes beside the form's own fields."""

    takes: ClassVar[Sequence[str]] = ("pii_answer",)

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        own = dict(self.cleaned_data)
        beside = {
            "pii_answer": self.pii_answer,
            "expected": own.pop("version"),
            "captured": Captured(own.pop("submission_id") or uuid7(), form_version=VERSION),
        }
        return {**own, **{name: beside[name] for name in self.takes}}


def words_field(label: Any, *, required: bool = True, hint: Any = WHO_READS, rows: int = 3) -> forms.CharField:
    """Return a field of free words."""
    area = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=hint)


class JudgeForm(SaidForm):
    """Whether it is one person, and by what one sees it."""

    takes = ("pii_answer", "captured")

    verdict = forms.ChoiceField(label=_("What is your decision?"), widget=forms.RadioSelect, choices=choices(VERDICTS))
    reason = words_field(_("Reason"))


class RejectForm(SaidForm):
    """By what one sees of several pairs that they are different persons."""

    reason = words_field(_("Reason to reject the ticked pairs"))


class ReasonForm(SaidForm):
    """A reason alone."""

    reason = words_field(_("Reason"))


class AcceptForm(SaidForm):
    """A nodal officer's word for one side."""

    takes = ("pii_answer", "captured")

    decision = forms.ChoiceField(
        label=_("As nodal officer of your side"),
        widget=forms.RadioSelect,
        choices=[
            ("accept", _("Accept: the teams of both sides can see the person's identity")),
            ("decline", _("Decline")),
        ],
    )
    side = forms.ChoiceField(label=_("For which entry"), widget=forms.RadioSelect, required=False)
    reason = words_field(_("Reason, if you reject"), required=False)

    def __init__(self, *args: Any, sides: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "side", forms.ChoiceField).choices = sides
        if len(sides) < 2:
            del self.fields["side"]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        given["accepts"] = given.pop("decision") == "accept"
        return given


class VerifyForm(SaidForm):
    """How it was confirmed who a person is."""

    how = forms.ChoiceField(label=_("How it was confirmed"), widget=forms.RadioSelect, choices=choices(VERIFIED_HOW))
    words = words_field(_("Who confirmed it, and how"))


class OpenForm(ActionForm):
    """For what purpose a sealed record is opened."""

    purpose = forms.ChoiceField(
        label=_("Purpose"),
        widget=forms.RadioSelect,
        choices=[(each.value, PURPOSE_WORDS[each]) for each in PURPOSES],
    )


class ConsentForm(SaidForm):
    """What the person said, and in which language they were asked."""

    takes = ("expected",)

    consent = forms.ChoiceField(label=_("What the person says"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Asked in which language"), choices=choices(LANGUAGES, blank="–"))

    def __init__(self, *args: Any, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Mapping[str, Any] = CHILD_CONSENTS if is_child else CONSENTS
        field_of(self, "consent", forms.ChoiceField).choices = list(words.items())


class AskHomeForm(SaidForm):
    """Which unit verifies the home."""

    takes = ("expected",)

    unit = forms.TypedChoiceField(label=_("Unit that verifies the home"), coerce=int)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "unit", forms.ChoiceField).choices = [("", "–"), *units]


class HomeForm(SaidForm):
    """What the home is like."""

    takes = ("pii_answer", "expected")

    home_is = forms.ChoiceField(label=_("The home is"), widget=forms.RadioSelect, choices=choices(HOMES))
    on = DayField(label=_("Visited on"), widget=DayInput())
    words = words_field(_("Who went there and what they saw"))


class OrderForm(SaidForm):
    """An order that lets somebody go back to a home found unsafe."""

    takes = ("expected",)

    order = forms.CharField(label=_("Order of the committee or court: number and date"), max_length=80)


class ReturnForm(SaidForm):
    """The day on which somebody came home, and to whom."""

    takes = ("expected",)

    on = DayField(label=_("Restored on"), widget=DayInput())
    to = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect, choices=choices(RETURNED_TO))
    order = forms.CharField(
        label=_("Order of the Child Welfare Committee: number and date"), max_length=80, required=False
    )

    def __init__(self, *args: Any, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_child:
            del self.fields["order"]
