"""The forms of notices: what one shows and until when, the answer of whoever decides, the purpose of an export."""

from datetime import timedelta
from typing import Any

from django.forms import (
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
    RadioSelect,
    Textarea,
    TextInput,
)
from django.utils.translation import gettext_lazy as _

from samanvay.access.boxes.groups import PURPOSE_WORDS
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.tracing.actions.notices import LONGEST_REASON, allowed_shows
from samanvay.tracing.models import Entry
from samanvay.tracing.notice_kinds import DEFAULT_DAYS, Show
from samanvay.web.kit.capture import CaptureForm, choices
from samanvay.web.kit.forms import PostedForm
from samanvay.web.kit.inputs import DayInput

# What most notices need; a name, a father and a photograph are chosen each time.
USUAL = (Show.AGE, Show.SEX, Show.HEIGHT, Show.LOOKS, Show.MARKS, Show.CLOTHES, Show.PLACE)


class AskForm(CaptureForm):
    """A notice that is asked for."""

    shows = MultipleChoiceField(label=_("What it shows"), widget=CheckboxSelectMultiple)
    until = DayField(
        label=_("Last day on which it hangs"), widget=DayInput(), required=False,
        help_text=_("At most 90 days from today; it can be asked again after."),
    )  # fmt: skip
    phone = CharField(
        label=_("Public number of your unit"), required=False, max_length=40, widget=TextInput({"inputmode": "tel"}),
        help_text=_("112 stands on every notice, 1098 on a child's. Never a number of the family."),
    )  # fmt: skip
    reason = CharField(
        label=_("Why it is needed"), max_length=LONGEST_REASON, widget=Textarea({"rows": 3}),
        help_text=_("What was done so far, and who among the family agrees. No names."),
    )  # fmt: skip

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = allowed_shows(entry)
        self.fields["shows"].choices = choices(allowed)  # type: ignore[attr-defined]
        self.initial.setdefault("shows", [code for code in USUAL if code in allowed])
        self.initial.setdefault("until", clock.today() + timedelta(days=DEFAULT_DAYS))


class DecideForm(PostedForm):
    """The answer to a notice that was asked for."""

    decision = ChoiceField(
        label=_("Decision"), widget=RadioSelect, choices=[("approve", _("Approve")), ("decline", _("Decline"))]
    )
    answer = CharField(
        label=_("In words"), required=False, max_length=LONGEST_REASON, widget=Textarea({"rows": 3}),
        help_text=_("Needed where something has to be weighed, and with every no."),
    )  # fmt: skip
    version = IntegerField(widget=HiddenInput)


class ExchangeForm(PostedForm):
    """Why records leave for another register."""

    purpose = ChoiceField(label=_("For what purpose"), choices=choices(PURPOSE_WORDS, blank=_("Choose")))
