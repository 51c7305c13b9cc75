"""The forms of a report: writing it, deciding on it."""

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
from samanvay.kernel.ids import uuid7
from samanvay.reports.actions import LONGEST_NARRATIVE
from samanvay.reports.queries import Week
from samanvay.web.kit.forms import ActionForm, PostedForm, field_of
from samanvay.web.kit.inputs import DayInput
from samanvay.web.kit.pasted import ANSWER, READ, TYPED
from samanvay_insight.script.legacy import recognise

from .uploads import is_word, text_of

FORM_VERSION = "1"


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


def day_of(text: str) -> date | None:
    """Return the day of an ISO text, None for anything else."""
    try:
        return read_day(text)
    except ValueError:
        return None
