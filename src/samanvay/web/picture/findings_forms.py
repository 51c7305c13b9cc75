"""The forms of findings: writing one by hand, deciding on one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.db.scope import Actor
from samanvay.picture.findings.actions.deciding import LONGEST
from samanvay.picture.models import Finding
from samanvay.picture.states import FINDING_FOLLOWS, FINDING_WORDS, SUBJECT_WORDS, FindingState, Subject
from samanvay.reports.vocabulary import FORMS
from samanvay.web.kit.forms import ActionForm, PostedForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.places import PlaceName

PLACES = ("origin", "destination", "place")
LAST_DAYS = timedelta(days=28)


class FindingForm(PostedForm):
    """What an officer noticed: of what, in which days, in a sentence."""

    subject = forms.ChoiceField(label=_("Of what"), choices=list(SUBJECT_WORDS.items()))
    origin = PlaceName(label=_("From"), required=False, help_text=_("For a corridor."))
    destination = PlaceName(label=_("To"), required=False, help_text=_("For a corridor."))
    place = PlaceName(label=_("Place"), required=False, help_text=_("For a stop-over or a district."))
    form = forms.ChoiceField(label=_("Form of exploitation"), required=False, choices=[("", "–"), *FORMS.items()])
    since = DayField(label=_("First day"), widget=DayInput())
    until = DayField(label=_("Last day"), widget=DayInput())
    said = forms.CharField(
        label=_("What you noticed"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In one or two sentences, without names of people: the desk and the districts concerned read it."),
    )

    def __init__(self, *args: Any, actor: Actor, list_id: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PLACES:
            field_of(self, name, PlaceName).ask(actor, list_id)
        self.initial.setdefault("until", clock.today())
        self.initial.setdefault("since", clock.today() - LAST_DAYS)

    def taken(self) -> dict[str, Any]:
        said = super().taken()
        said["subject"] = Subject(said["subject"])
        return {name: value or "" if name in (*PLACES, "form") else value for name, value in said.items()}


class DecideForm(ActionForm):
    """What becomes of a finding, and why."""

    to = forms.ChoiceField(label=_("Your decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason, or what was done"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed if you dismiss it or say that action was taken. No names of people."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follows = FINDING_FOLLOWS[FindingState(finding.state)]
        field_of(self, "to", forms.ChoiceField).choices = [
            (state.value, words) for state, words in FINDING_WORDS.items() if state in follows
        ]
        self.initial.setdefault("version", finding.version)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {**given, "to": FindingState(given["to"])}
