"""The filters of the log."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samanvay.access.queries import users_named
from samanvay.audit.queries import Filters
from samanvay.audit.vocabulary import Question
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.web.kit.filters import note_errors

from .presenters import grouped_kinds, kinds_with

LOOKS_BACK = timedelta(days=30)


def kind_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    return [("", str(_("Everything"))), *grouped_kinds()]


class FilterForm(forms.Form):
    """Narrows the log; every field may stay empty."""

    words = forms.CharField(label=_("Text in the event"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Kind of event"), choices=kind_choices, required=False)
    who = forms.CharField(label=_("Name or login of the officer"), max_length=60, required=False)
    subject = forms.CharField(label=_("Record"), max_length=64, required=False, widget=forms.HiddenInput)
    question = forms.ChoiceField(
        label=_("Question"), choices=[(each, each) for each in Question], required=False, widget=forms.HiddenInput
    )
    since = DayField(label=_("From date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = DayField(label=_("To date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def filters(self, request: HttpRequest) -> Filters:
        """Return the filters that were given; a name that nobody has finds nothing.

        What answers a question is looked for in the last thirty days where no day is given.
        """
        note_errors(request, self)
        given = getattr(self, "cleaned_data", {})
        question = given.get("question", "")
        since = given.get("since")
        return Filters(
            kind=given.get("kind", ""),
            kinds=kinds_with(given["words"]) if given.get("words") else None,
            question=Question(question) if question else None,
            subject=given.get("subject", "").strip(),
            people=[user.pk for user in users_named(given["who"])] if given.get("who") else None,
            since=since or (clock.today() - LOOKS_BACK if question and not given.get("until") else None),
            until=given.get("until"),
        )
