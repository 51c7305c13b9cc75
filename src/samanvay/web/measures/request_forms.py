"""The forms of requests, offers and nodal officers: what is asked, answered, lent; which office answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField, InstantField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.measures.models import NodalContact, Request
from samanvay.measures.requests.actions.answering import FromOutside
from samanvay.measures.requests.actions.offers import LENT
from samanvay.measures.requests.actions.writing import LONGEST_FIELD, RequestContent
from samanvay.measures.requests.kinds import ASKS, LANGUAGES, LEAST_HOURS, MOST_HOURS, RequestKind
from samanvay.measures.requests.states import ANSWERS, HOW_WORDS, STATE_WORDS, RequestState
from samanvay.measures.requests.texts import LONGEST
from samanvay.recording.submissions import Captured
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.inputs import DayInput, MomentInput
from samanvay.web.kit.pii import PiiForm
from samanvay.web.kit.places import PlaceName, place_label

VERSION = "1"
SUGGESTIONS, CONTACT_SUGGESTIONS = "places-of-request", "places-of-contact"
NO_NAMES = _("Do not write names, home addresses or telephone numbers here. They are sent with the case.")


class WordsForm(PiiForm):
    """A form with free text that is checked for personal data; its submission may lack."""

    takes: Sequence[str] = ("pii_answer", "expected")
    """What its action takes beside the form's own fields."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        own = dict(self.cleaned_data)
        beside = {
            "pii_answer": self.pii_answer,
            "expected": own.pop("version", None),
            "captured": Captured(own.pop("submission_id") or uuid7(), form_version=VERSION),
        }
        return {**own, **{name: beside[name] for name in self.takes}}


class PressForm(WordsForm):
    """A press alone, on what was seen in this version."""

    takes = ("expected",)


class RequestForm(WordsForm):
    """What is asked of a district or state, with the fields of its kind."""

    is_ticked = True  # it is sent, or kept as a draft

    place = PlaceName(label=_("District or state to ask"))

    def __init__(self, *args: Any, kind: RequestKind, actor: Actor, request: Request | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind, self.takes = kind, ("captured",) if request is None else ("expected",)
        field_of(self, "place", PlaceName).ask(actor, SUGGESTIONS)
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
            help_text=gettext("Usually %(n)d hours. After that, the senior officers of both sides are informed.")
            % {"n": kind.hours},
        )
        if request is not None:
            kept = ("says", "wanted_from", "wanted_until", "within_hours", "version")
            self.initial.update(request.asks | {name: getattr(request, name) for name in kept})
            self.initial["place"] = place_label(request.to_place_id)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"wanted": self.wanted(), **{name: given[name] for name in self.takes}}

    def wanted(self) -> RequestContent:
        """Return what the action takes."""
        said = self.cleaned_data
        return RequestContent(
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
        return forms.IntegerField(label=str(ask.words), required=False, min_value=0, max_value=10_000)
    if ask.form == "day":
        return DayField(label=str(ask.words), required=False, widget=DayInput())
    return forms.CharField(label=str(ask.words), required=False, max_length=LONGEST_FIELD)


def _languages() -> forms.MultipleChoiceField:
    choices = list(LANGUAGES.items())
    return forms.MultipleChoiceField(
        label=_("Languages"), required=False, choices=choices, widget=forms.CheckboxSelectMultiple
    )


def _words(label: Any, *, required: bool = False, rows: int = 3, longest: int = LONGEST) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area, help_text=NO_NAMES)


class SayForm(WordsForm):
    """A word that goes with an answer, and only a word."""

    def __init__(self, *args: Any, label: Any, required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = _words(label, required=required)


class DeclineForm(SayForm):
    """Why not, and whom to ask instead."""

    instead = PlaceName(label=_("Ask which district or state instead"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, label=_("Why not"), required=True, **kwargs)
        field_of(self, "instead", PlaceName).ask(actor, SUGGESTIONS)


class TimeForm(SayForm):
    """Another time that would do."""

    wanted_from = InstantField(label=pgettext_lazy("time", "From"), widget=MomentInput())
    wanted_until = InstantField(label=_("Until"), required=False, widget=MomentInput())


class ForwardForm(WordsForm):
    """Whom to ask instead."""

    takes = ("captured", "expected")

    place = PlaceName(label=_("District or state to ask"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "place", PlaceName).ask(actor, SUGGESTIONS)


class OutsideForm(WordsForm):
    """What an office outside answered: through its letter's address."""

    to = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect)
    office = forms.CharField(label=_("Name of your office"), max_length=160)
    phone = forms.CharField(label=_("Office telephone"), required=False, max_length=40)

    def __init__(self, *args: Any, answers: Any = ANSWERS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "to", forms.ChoiceField).choices = [(each.value, STATE_WORDS[each]) for each in answers]
        self.fields["words"] = _words(_("In words"), rows=4)
        self.fields["words"].help_text = ""  # the page says it beneath
        del self.fields["version"]


class ByHandForm(OutsideForm):
    """What came by post or telephone, written down by the office that asked."""

    how = forms.ChoiceField(label=_("How it came"), choices=list(HOW_WORDS.items()))
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
            "expected": said["version"],
        }


class OfferForm(WordsForm):
    """What a district lends, and when."""

    takes = ("pii_answer", "captured")

    kind = forms.ChoiceField(label=_("What you offer"), choices=[(code, kind.words) for code, kind in LENT.items()])
    languages = _languages()
    how_many = forms.IntegerField(label=_("How many"), required=False, min_value=1, max_value=10_000)
    since = DayField(label=_("First day"), widget=DayInput())
    until = DayField(label=_("Last day"), widget=DayInput())
    words = _words(_("In words"), rows=2, longest=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", clock.today())


class ContactForm(ActionForm):
    """An office that answers for a state or district. No person is named."""

    place = PlaceName(label=_("State or district"))
    compartment = forms.ChoiceField(label=_("Department"), choices=list(COMPARTMENTS.items()))
    designation = forms.CharField(
        label=_("Designation"),
        max_length=120,
        help_text=_("For example “Nodal officer, AHTU”. Do not write a name: officers change."),
    )
    office = forms.CharField(label=_("Office"), max_length=160)
    phone = forms.CharField(label=_("Office telephone"), required=False, max_length=40)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=120)
    valid_from = DayField(label=_("Valid from"), required=False, widget=DayInput())
    valid_until = DayField(label=_("Valid until"), required=False, widget=DayInput())
    verified_on = DayField(
        label=_("Verified on"), required=False, widget=DayInput(), help_text=_("The day on which the office was asked.")
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("A letter, an order, a website with its date.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, contact: NodalContact | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "place", PlaceName).ask(actor, CONTACT_SUGGESTIONS)
        self.is_correction = contact is not None
        if contact is not None:
            self.initial.update({name: getattr(contact, name) for name in self.fields if name != "place"})
            self.initial["place"] = place_label(contact.place_id)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        expected = given.pop("expected")
        return {"said": given, "expected": expected} if self.is_correction else {"said": given}


class VoidForm(ActionForm):
    """Why an entry is struck out."""

    reason = forms.CharField(required=False)
