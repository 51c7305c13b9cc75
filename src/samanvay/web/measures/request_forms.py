"""The forms of requests and offers: what is asked, what is answered, what is lent."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samanvay.cases.actions.checks import Captured
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField, InstantField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.measures.models import Request
from samanvay.measures.request_answers import FromOutside
from samanvay.measures.request_kinds import ASKS, LANGUAGES, LEAST_HOURS, MOST_HOURS, RequestKind
from samanvay.measures.request_offers import LENT
from samanvay.measures.request_states import ANSWERS, HOW_WORDS, STATE_WORDS, RequestState
from samanvay.measures.request_text import LONGEST
from samanvay.measures.request_writing import LONGEST_FIELD, Wanted
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pii import PiiForm
from samanvay.web.kit.places import PlaceName, place_label

VERSION = "1"
SUGGESTIONS = "places-of-request"
NO_NAMES = _("No names, addresses of homes or telephone numbers: those travel with the case, not here.")


class MomentInput(forms.DateTimeInput):
    """A day and an hour picked or typed, in the form that browsers expect."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WordsForm(PiiForm):
    """A form with free text that is checked for personal data."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def captured(self) -> Captured:
        return Captured(self.cleaned_data.get("submission_id") or uuid7(), form_version=VERSION)

    @property
    def expected(self) -> int | None:
        found: int | None = self.cleaned_data.get("version")
        return found


class RequestForm(WordsForm):
    """What is asked of a district or state, with the fields of its kind."""

    is_ticked = True  # it is sent, or kept as a draft

    place = PlaceName(label=_("District or state that is asked"))

    def __init__(self, *args: Any, kind: RequestKind, actor: Actor, request: Request | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["place"].ask(actor, SUGGESTIONS)
        for code in kind.asks:
            self.fields[code] = _field_of(code)
        self.fields["wanted_from"] = InstantField(label=_("Needed from"), required=False, widget=MomentInput())
        self.fields["wanted_until"] = InstantField(label=_("Until"), required=False, widget=MomentInput())
        self.fields["says"] = forms.CharField(
            label=_("What is needed, in words"),
            required=kind.code == "other",
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
            help_text=NO_NAMES,
        )
        self.fields["within_hours"] = forms.IntegerField(
            label=_("Answer within (hours)"),
            min_value=LEAST_HOURS,
            max_value=MOST_HOURS,
            initial=kind.hours,
            help_text=gettext("Usual for this: %(n)d hours. Then both sides' superiors hear of it.")
            % {"n": kind.hours},
        )
        if request is not None:
            self.initial |= {
                **request.asks,
                "place": place_label(request.to_place_id),
                "says": request.says,
                "wanted_from": request.wanted_from,
                "wanted_until": request.wanted_until,
                "within_hours": request.within_hours,
                "version": request.version,
            }

    def wanted(self) -> Wanted:
        """Return what the action takes."""
        said = self.cleaned_data
        return Wanted(
            kind=self.kind.code,
            place=said["place"] or "",
            asks={code: said.get(code) for code in self.kind.asks},
            says=said.get("says") or "",
            pii_answer=self.pii_answer,
            wanted_from=said.get("wanted_from"),
            wanted_until=said.get("wanted_until"),
            within_hours=said.get("within_hours"),
        )


def _field_of(code: str) -> forms.Field:
    ask = ASKS[code]
    if ask.form == "languages":
        return _languages()
    if ask.form == "count":
        return forms.IntegerField(label=ask.words, required=False, min_value=0, max_value=10_000)
    if ask.form == "day":
        return DayField(label=ask.words, required=False, widget=DayInput())
    return forms.CharField(label=ask.words, required=False, max_length=LONGEST_FIELD)


def _languages(**more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=[(code, words) for code, words in LANGUAGES.items()],
        widget=forms.CheckboxSelectMultiple,
        **more,
    )


def _words(label: Any, *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}),
        help_text=NO_NAMES,
    )  # fmt: skip


class SayForm(WordsForm):
    """A word that goes with an answer, and only a word."""

    def __init__(self, *args: Any, label: Any, required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = _words(label, required=required)


class DeclineForm(SayForm):
    """Why not, and whom to ask instead."""

    instead = PlaceName(label=_("Ask instead (district or state)"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Why not"), required=True, **kwargs)
        self.fields["instead"].ask(actor, SUGGESTIONS)


class TimeForm(SayForm):
    """Another time that would do."""

    wanted_from = InstantField(label=pgettext_lazy("time", "From"), widget=MomentInput())
    wanted_until = InstantField(label=_("Until"), required=False, widget=MomentInput())


class ForwardForm(WordsForm):
    """Whom to ask instead."""

    place = PlaceName(label=_("District or state that is asked"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].ask(actor, SUGGESTIONS)


class OutsideForm(WordsForm):
    """What an office outside answered: through its letter's address."""

    to = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    office = forms.CharField(label=_("Name of your office"), max_length=160)
    phone = forms.CharField(label=_("Office telephone"), required=False, max_length=40)

    def __init__(self, *args: Any, answers: Any = ANSWERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(each.value, STATE_WORDS[each]) for each in answers]
        self.fields["words"] = _words(_("In words"), rows=4)
        self.fields["words"].help_text = ""  # the page says it beneath
        del self.fields["version"]


class ByHandForm(OutsideForm):
    """What came by post or telephone, written down by the office that asked."""

    how = forms.ChoiceField(label=_("How it came"), choices=[(code, words) for code, words in HOW_WORDS.items()])
    said_on = DayField(label=_("Day on which it came"), widget=DayInput())
    reference = forms.CharField(label=_("Their reference"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].label = gettext("What they answered")
        self.fields["office"].label = gettext("Office that answered")
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.initial.setdefault("said_on", clock.today())
        self.order_fields(["to", "how", "said_on", "office", "phone", "reference", "words"])

    def taken(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "to": RequestState(said["to"]),
            "outside": FromOutside(said["office"], said["phone"], said["reference"], said["said_on"], said["how"]),
            "words": said["words"],
            "pii_answer": self.pii_answer,
            "expected": self.expected,
        }


class OfferForm(WordsForm):
    """What a district lends, and when."""

    kind = forms.ChoiceField(label=_("What you offer"), choices=[(code, kind.words) for code, kind in LENT.items()])
    languages = _languages()
    how_many = forms.IntegerField(label=_("How many"), required=False, min_value=1, max_value=10_000)
    since = DayField(label=_("First day"), widget=DayInput())
    until = DayField(label=_("Last day"), widget=DayInput())
    words = forms.CharField(
        label=_("In words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_NAMES,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", clock.today())

    def taken(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("kind", "languages", "how_many", "since", "until", "words")}
        return {**given, "pii_answer": self.pii_answer, "captured": self.captured}
