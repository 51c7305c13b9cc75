"""The forms of a report: writing it, and putting a reading right."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.kernel import clock
from samanvay.kernel.dates import CapturedAtField, DayField, read_day
from samanvay.kernel.dates.forms import PartialDateField
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.reports.actions import LONGEST_NARRATIVE
from samanvay.reports.models import Claim
from samanvay.reports.queries import Week
from samanvay.reports.vocabulary import EVENT_KINDS, FORMS, LURES
from samanvay.web.kit.forms import ActionForm, PostedForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pasted import ANSWER, READ, TYPED
from samanvay.web.kit.places import PlaceName, place_label
from samanvay_insight.script.legacy import recognise

from .uploads import is_word, text_of

FORM_VERSION = "1"
MOST_STOPS = 4


class ReportForm(PostedForm):
    """What happened in a period, in words or as a text file; of which district, where that is to be chosen."""

    district = forms.ChoiceField(
        label=gettext_lazy("District"),
        help_text=gettext_lazy("The district that this message is about."),
        error_messages={"required": gettext_lazy("Choose the district that sent this message.")},
    )
    period_from = DayField(label=gettext_lazy("First day"), widget=DayInput())
    period_to = DayField(label=gettext_lazy("Last day"), widget=DayInput())
    narrative = forms.CharField(
        label=gettext_lazy("What happened"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Type or paste it in your own words. Places, movements and arrests are found in the text; you confirm them."
        ),
    )
    upload = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,text/plain,.docx"}),
        help_text=gettext_lazy("A Word document (.docx, up to 10 MB) or a text file (.txt, up to 1 MB)."),
    )
    source_name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)
    submission_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    captured_at = CapturedAtField()
    form_version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(
        self,
        *args: Any,
        is_quiet: bool = False,
        may_be_without_words: bool = False,
        districts: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """``districts`` are those to choose from, by name; without them none is asked for."""
        super().__init__(*args, **kwargs)
        if districts is None:
            del self.fields["district"]
        else:
            field_of(self, "district", forms.ChoiceField).choices = [("", _("Choose a district")), *districts.items()]
        self.is_quiet = is_quiet
        self.upload_was_word = False
        self.may_be_without_words = may_be_without_words
        self.use_required_attribute = False  # a file may stand in for the words, which the browser cannot know

    @classmethod
    def fresh(
        cls, week: Week, narrative: str = "", *, districts: Mapping[str, str] | None = None, district: str = ""
    ) -> "ReportForm":
        """Return an empty form for a week, with an identity of its own."""
        form = cls(
            districts=districts,
            initial={
                "district": district,
                "period_from": week.first,
                "period_to": min(week.last, max(week.first, clock.today())),
                "narrative": narrative,
                "submission_id": uuid7(),
                "captured_at": clock.now(),
                "form_version": FORM_VERSION,
            },
        )
        form.fields["narrative"].required = True
        return form

    def clean(self) -> dict[str, Any]:
        """Take the words from the file where there is one; refuse both, none, and words with "nothing to report"."""
        given = super().clean() or {}
        self.fields["narrative"].required = True  # as shown from now on: not an extra beside the rest
        typed, upload = (given.get("narrative") or "").strip(), given.get("upload")
        if self.is_quiet:
            if typed or upload:
                self.add_error("narrative", _("You wrote something. Delete it, or send it as a report."))
            return given
        if upload and typed and self.was_asked:
            try:
                text_of(upload)  # chosen again to be kept; its words were agreed to
                given["source_name"] = str(upload.name)[:120]
            except ValidationError as error:
                self.add_error("upload", error)
        elif upload and typed:
            self.add_error("upload", _("Give either the text or a file, not both."))
        elif upload:
            try:
                given["narrative"], given["source_name"] = text_of(upload), str(upload.name)[:120]
            except ValidationError as error:
                self.add_error("upload", error)
        elif not typed and not self.may_be_without_words:
            self.add_error("narrative", _("Write what happened, or press “Nothing to report”."))
        if len(given.get("narrative") or "") > LONGEST_NARRATIVE:
            field = "upload" if upload else "narrative"
            self.add_error(
                field, _("A report can have %(most)d letters. Split it into two.") % {"most": LONGEST_NARRATIVE}
            )
        elif upload and recognise(given.get("narrative") or ""):
            # The words go into the field to be asked about, since a browser does not send the same file again.
            data = cast(QueryDict, self.data).copy()
            data["narrative"], data["source_name"] = given["narrative"], given["source_name"]
            self.data = data
            self.upload_was_word = is_word(given["source_name"])
        return given

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        del given["upload"]
        return {**given, "is_quiet": self.is_quiet}

    @property
    def was_asked(self) -> bool:
        """Whether the person has said how words in a legacy font are to be stored."""
        return self.data.get(ANSWER, "") in (READ, TYPED)


class RevisionForm(ReportForm):
    """The words of a report anew, beside the version that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {name: given[name] for name in ("period_from", "period_to", "narrative", "expected")}


class DecisionForm(ActionForm):
    """Whether a report is accepted, or returned with words."""

    decision = forms.CharField(required=False)
    words = forms.CharField(required=False)
    version = forms.IntegerField(required=False)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"accept": given.pop("decision") == "accept", **given}


class CorrectionForm(ActionForm):
    """A reading put right. Of a movement or of an event: the fields of the other kind are left out."""

    origin = PlaceName(label=gettext_lazy("From where"), required=False)
    via_1 = PlaceName(label=gettext_lazy("On the way"), required=False)
    kept_1 = forms.BooleanField(label=gettext_lazy("Kept there: a stop-over, not only passed through"), required=False)
    via_2 = PlaceName(label=gettext_lazy("Second place on the route"), required=False)
    kept_2 = forms.BooleanField(label=gettext_lazy("Kept at the second place"), required=False)
    via_3 = PlaceName(label=gettext_lazy("Third place on the route"), required=False)
    kept_3 = forms.BooleanField(label=gettext_lazy("Kept at the third place"), required=False)
    via_4 = PlaceName(label=gettext_lazy("Fourth place on the route"), required=False)
    kept_4 = forms.BooleanField(label=gettext_lazy("Kept at the fourth place"), required=False)
    destination = PlaceName(label=gettext_lazy("To where"), required=False)
    event_kind = forms.ChoiceField(
        label=gettext_lazy("What happened"), required=False, choices=list(EVENT_KINDS.items())
    )
    place = PlaceName(label=gettext_lazy("Where"), required=False)
    people = forms.IntegerField(
        label=gettext_lazy("How many persons"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Leave it empty when it is not known."),
    )
    occurred = PartialDateField(
        label=gettext_lazy("When"),
        required=False,
        allow_future=False,
        help_text=gettext_lazy("A day, a month or a year: 12.11.2026, Nov 2026, about 2025."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, claim: Claim, actor: Actor) -> None:
        super().__init__(data, initial=_initial(claim), auto_id=f"c{claim.number}_%s")
        self.claim = claim
        shown = max(1, min(MOST_STOPS, len(claim.via) + 1))
        between = [f"{name}_{number}" for number in range(1, shown + 1) for name in ("via", "kept")]
        movement = ("origin", *between, "destination")
        kept = movement if claim.kind == "movement" else ("event_kind", "place")
        for name in set(self.fields) - {*kept, "people", "occurred", "version"}:
            del self.fields[name]
        for name, label, table in (("forms", _("Form of exploitation"), FORMS), ("lures", _("Lure"), LURES)):
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=list(table.items()),
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Only what the report says about these persons. You can choose several."),
            )
        for name, field in self.fields.items():
            if isinstance(field, PlaceName):
                field.ask(actor, f"places-{claim.number}-{name}")

    def clean(self) -> dict[str, Any]:
        """Refuse a movement that names only one end."""
        given = super().clean() or {}
        if self.claim.kind == "movement" and not self.errors and len(self.stops()) < 2:
            raise ValidationError(_("A movement needs two places: where from, and a stop-over or where to."))
        return given

    def stops(self) -> list[str]:
        """Return the keys of the places given, in order."""
        names = [name for name in self.fields if isinstance(self.fields[name], PlaceName)]
        return [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        between = [(given.pop(f"via_{n}", None), given.pop(f"kept_{n}", None)) for n in range(1, MOST_STOPS + 1)]
        return {
            **dict.fromkeys(("origin", "destination", "place")),
            "event_kind": "",
            **given,
            "via": [key for key, _is_kept in between if key],
            "stops": [key for key, is_kept in between if key and is_kept],
        }


def _initial(claim: Claim) -> dict[str, Any]:
    said = {
        "origin": place_label(claim.origin_id),
        "destination": place_label(claim.destination_id),
        "place": place_label(claim.place_id),
        "event_kind": claim.event_kind,
        "people": claim.people,
        # A day read without a year is shown with the year that was taken; what an officer typed stays as typed.
        "occurred": claim.occurred if claim.is_corrected or not claim.occurred else claim.occurred.as_said(""),
        "forms": claim.forms,
        "lures": claim.lures,
        "version": claim.version,
    }
    for number, key in enumerate(claim.via, 1):
        said[f"via_{number}"] = place_label(key)
        said[f"kept_{number}"] = claim.stops is None or key in claim.stops
    return said


def day_of(text: str) -> date | None:
    """Return the day of an ISO text, None for anything else."""
    try:
        return read_day(text)
    except ValueError:
        return None
