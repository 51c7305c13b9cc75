"""The forms of the law: on which day, since when and for whom, what counsel says, what is asked and answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.roles import role_choices
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import DateError, DayField
from samanvay.law.actions import LONGEST_WORDS
from samanvay.law.questions.actions import LONGEST_ANSWER, LONGEST_QUESTION, LONGEST_REASON
from samanvay.law.vocabulary import OUTCOMES
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pii import PiiForm

EARLIEST, LATEST = 1860, 2100  # years; before the first there is no code that this library knows
WITHIN = Bilingual("A day from {first} to {last}.", "{first} से {last} के बीच का दिन।").format(
    first=EARLIEST, last=LATEST
)


def day_of_law(day: date) -> date:
    """Return a day of which the library knows the law; raises `DateError` for one outside."""
    if not EARLIEST <= day.year <= LATEST:
        raise DateError(WITHIN)
    return day


class LawDayField(DayField):
    """A day within the years of the law that the library knows."""

    bound = staticmethod(day_of_law)

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            widget=DayInput(),
            error_messages={
                "required": _("Enter the date."),
                "invalid": _("Write the date as 24/11/2026 or 2026-11-24."),
            },
            **kwargs,
        )


class OnDayForm(forms.Form):
    """The day of which the law is asked."""

    on = LawDayField(_("Date"))

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = label


class SinceForm(forms.Form):
    """Since which day, and for which role."""

    since = LawDayField(_("Since"))
    role = forms.ChoiceField(label=_("For"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "role", forms.ChoiceField).choices = [("", _("everybody")), *role_choices()]


class CheckForm(PiiForm):
    """What counsel says of an edition."""

    outcome = forms.ChoiceField(
        label=_("My opinion as counsel: this text is"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is right.")},
    )
    words = forms.CharField(
        label=_("What to correct, or what you checked"),
        help_text=_(
            "What is wrong, what is right, and where it is written. Everybody who uses the law library can read it."
        ),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.CharField(widget=forms.HiddenInput, required=False)  # of which the next is to be


class AskForm(PiiForm):
    """What somebody wants to know of an entry."""

    text = forms.CharField(
        label=_("What do you want to know?"),
        error_messages={"required": _("Write what you want to know.")},
        help_text=_("Ask about the law, not about a case: no name, no person's age, no village, no FIR number."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_QUESTION}),
    )


class AnswerForm(PiiForm):
    """What somebody answers."""

    text = forms.CharField(
        label=_("Your answer"),
        error_messages={"required": _("Write the answer.")},
        help_text=_(
            "What applies, and where it is written. Everybody who uses the law library can read it; write no names."
        ),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_ANSWER}),
    )


class WrongForm(PiiForm):
    """Why counsel holds an answer to be wrong; sent twice it meets an answer that is struck out already."""

    keeps_once = False

    reason = forms.CharField(
        label=_("What is wrong, and what is right"),
        error_messages={"required": _("Say what is wrong, and what is right.")},
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StrikeForm(ActionForm):
    """Why a question or an answer is struck out."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, error_messages={"required": _("Give the reason.")}
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
