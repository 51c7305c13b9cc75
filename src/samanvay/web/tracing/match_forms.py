"""The forms on a pair and on the way home: a verdict, a nodal officer's word, a proof, a consent, an answer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.groups import PURPOSE_WORDS, Purpose
from samanvay.cases.actions.checks import Captured
from samanvay.duties.wording import LONGEST
from samanvay.kernel.dates import DayField
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.tracing.kinds import LANGUAGES
from samanvay.tracing.states import CONSENTS, HOMES, RETURNED_TO, VERDICTS, VERIFIED_HOW
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pii import PiiForm

VERSION = "1"
WHO_READS = _("Read by both sides' units. No name, no telephone, no address of a home.")


def choices(words: Any) -> list[tuple[str, str]]:
    """Return a vocabulary as the choices of a field, in the active language."""
    return [(str(code), str(each)) for code, each in words.items()]


class SaidForm(PiiForm):
    """A form with words that are checked for personal data before they are kept; ``text`` names their field."""

    text = "reason"

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def captured(self) -> Captured:
        return Captured(self.cleaned_data.get("submission_id") or uuid7(), form_version=VERSION)

    @property
    def expected(self) -> int | None:
        found: int | None = self.cleaned_data.get("version")
        return found

    @property
    def said(self) -> dict[str, Any]:
        """The words and what their writer confirms of them, as the actions take them."""
        return {self.text: self.cleaned_data.get(self.text) or "", "pii_answer": self.pii_answer}


def words_field(label: Any, *, required: bool = True, hint: Any = WHO_READS, rows: int = 3) -> forms.CharField:
    """Return a field of free words."""
    area = forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST})
    return forms.CharField(label=label, required=required, max_length=LONGEST, widget=area, help_text=hint)


class JudgeForm(SaidForm):
    """Whether it is one person, and by what one sees it."""

    verdict = forms.ChoiceField(label=_("What do you see?"), widget=forms.RadioSelect)
    reason = words_field(_("By what you see it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = choices(VERDICTS)  # type: ignore[attr-defined]


class ReasonForm(SaidForm):
    """A reason alone."""

    reason = words_field(_("Reason"))


class AcceptForm(SaidForm):
    """A nodal officer's word for one side."""

    decision = forms.ChoiceField(label=_("As nodal officer of your side"), widget=forms.RadioSelect)
    side = forms.ChoiceField(label=_("For which entry you speak"), widget=forms.RadioSelect, required=False)
    reason = words_field(_("Reason, if you decline"), required=False)

    def __init__(self, *args: Any, sides: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            ("accept", _("Accept: the teams of both sides may see who it is")),
            ("decline", _("Decline")),
        ]
        listed = list(sides)
        self.fields["side"].choices = listed  # type: ignore[attr-defined]
        if len(listed) < 2:
            del self.fields["side"]


class VerifyForm(SaidForm):
    """How it was confirmed who a person is."""

    text = "words"

    how = forms.ChoiceField(label=_("How it was confirmed"), widget=forms.RadioSelect)
    words = words_field(_("Who confirmed it, and by what"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = choices(VERIFIED_HOW)  # type: ignore[attr-defined]


class OpenForm(forms.Form):
    """For what purpose a sealed record is opened."""

    purpose = forms.ChoiceField(label=_("For what purpose"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = (Purpose.TRACING, Purpose.RESTORATION, Purpose.INVESTIGATION)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (each.value, str(PURPOSE_WORDS[each])) for each in wanted
        ]

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.words))


class ConsentForm(SaidForm):
    """What the person said, and in which language they were asked."""

    consent = forms.ChoiceField(label=_("What the person says"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Asked in the language"))

    def __init__(self, *args: Any, is_child: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = (
            [("given", _("The child wants to go home")), ("refused", _("The child does not want to go home"))]
            if is_child
            else choices(CONSENTS)
        )
        self.fields["consent"].choices = words  # type: ignore[attr-defined]
        self.fields["language"].choices = [("", "–"), *choices(LANGUAGES)]  # type: ignore[attr-defined]


class AskHomeForm(SaidForm):
    """Which unit verifies the home."""

    unit = forms.TypedChoiceField(label=_("Unit that verifies the home"), coerce=int)

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "–"), *units]  # type: ignore[attr-defined]


class HomeForm(SaidForm):
    """What the home is like."""

    text = "words"

    home_is = forms.ChoiceField(label=_("The home is"), widget=forms.RadioSelect)
    on = DayField(label=_("Visited on"), widget=DayInput())
    words = words_field(_("Who went there and what they saw"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["home_is"].choices = choices(HOMES)  # type: ignore[attr-defined]


class OrderForm(SaidForm):
    """An order that lets somebody go back to a home found unsafe."""

    text = "order"

    order = forms.CharField(label=_("Order of the committee or court: number and date"), max_length=80)


class ReturnForm(SaidForm):
    """The day on which somebody came home, and to whom."""

    text = "order"

    on = DayField(label=_("Came home on"), widget=DayInput())
    to = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    order = forms.CharField(
        label=_("Order of the Child Welfare Committee: number and date"), max_length=80, required=False
    )

    def __init__(self, *args: Any, is_child: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices(RETURNED_TO)  # type: ignore[attr-defined]
        if not is_child:
            del self.fields["order"]
