"""The forms of advisories: writing one, answering it, saying that it is done, and what a sender does later."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.cases.actions.checks import Captured
from samanvay.documents.media import ACCEPT, LARGEST
from samanvay.kernel.refusals import Invalid
from samanvay.measures.advisory_answers import LONGEST_PROOF, LONGEST_WORDS, ProofFile
from samanvay.measures.advisory_writing import LONGEST_TEXT, LONGEST_TITLE, Said
from samanvay.measures.clocks import LONGEST_ANSWER_DAYS, LONGEST_DO_DAYS, USUAL_ANSWER_DAYS, USUAL_DO_DAYS
from samanvay.measures.seats import OFFICES, seats
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pii import PiiForm

VERSION = "1"

Choices = Sequence[tuple[str, Any]]


class WordsForm(PiiForm):
    """What an advisory says, in one language or both."""

    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=LONGEST_TITLE)
    text_en = forms.CharField(
        label=_("What you advise, in English"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
    )
    title_hi = forms.CharField(label=_("Title in Hindi"), required=False, max_length=LONGEST_TITLE)
    text_hi = forms.CharField(
        label=_("What you advise, in Hindi"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
    )

    @property
    def said(self) -> Said:
        return Said(**{name: self.cleaned_data[name] for name in ("title_en", "title_hi", "text_en", "text_hi")})


class AdvisoryForm(WordsForm):
    """An advisory as it is written: words, measures, to whom, how long."""

    measures = forms.MultipleChoiceField(
        label=_("Measures that fit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_measures = forms.MultipleChoiceField(
        label=_("Other measures of the playbook"), required=False, widget=forms.CheckboxSelectMultiple
    )
    districts = forms.MultipleChoiceField(
        label=_("Districts that it touches"), required=False, widget=forms.CheckboxSelectMultiple
    )
    more_districts = forms.MultipleChoiceField(
        label=_("Other districts"), required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.ChoiceField(label=_("A group of districts besides"), required=False)
    offices = forms.MultipleChoiceField(
        label=_("To whom in each district"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, office.words) for code, office in OFFICES.items()],
        initial=["police"],
    )
    answer_days = forms.IntegerField(
        label=_("Days to accept or decline"), min_value=1, max_value=LONGEST_ANSWER_DAYS, initial=USUAL_ANSWER_DAYS
    )
    do_days = forms.IntegerField(
        label=_("Days from accepting to done"), min_value=1, max_value=LONGEST_DO_DAYS, initial=USUAL_DO_DAYS
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        fitting: Choices = (),
        other_measures: Choices = (),
        linked: Choices = (),
        other_districts: Choices = (),
        groups: Choices = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("measures", fitting),
            ("more_measures", other_measures),
            ("districts", linked),
            ("more_districts", other_districts),
        ):
            self.fields[name].choices = list(choices)
        self.fields["group"].choices = [("", _("None")), *groups]

    @property
    def chosen_measures(self) -> list[str]:
        return [*self.cleaned_data["measures"], *self.cleaned_data["more_measures"]]

    @property
    def captured(self) -> Captured:
        return Captured(self.cleaned_data["submission_id"], form_version=VERSION)


class DoneForm(PiiForm):
    """What shows that an advisory is carried out."""

    words = forms.CharField(
        label=_("What was done"), required=False, max_length=LONGEST_PROOF, widget=forms.Textarea({"rows": 3})
    )
    file = forms.FileField(
        label=_("Photograph or document"),
        required=False,
        widget=forms.FileInput({"accept": ACCEPT}),
        help_text=_("Of the place or thing, never of a victim. At most 20 MB."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = asks_file
        self.fields["file"].error_messages["required"] = _("A photograph or document is asked for here: choose one.")

    def taken(self) -> dict[str, Any]:
        """Return what was done; the submission says it once, whatever version was seen."""
        given, file = super().taken(), self.cleaned_data["file"]
        if getattr(file, "is_cut", False):
            raise Invalid("file", _("The file is too large: at most %(n)d MB.") % {"n": LARGEST // 1024 // 1024})
        del given["expected"]
        submission = given.pop("submission_id")
        return {**given, "submission": submission, "file": ProofFile(str(file.name), file.chunks()) if file else None}


class DeclineForm(ActionForm):
    """Why an advisory is declined."""

    reason = forms.CharField(
        label=_("Why not"),
        max_length=LONGEST_WORDS,
        help_text=_("The sender and those above read it. No names of people."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BackForm(ActionForm):
    """What lacks in work that is sent back."""

    words = forms.CharField(label=_("What lacks"), max_length=LONGEST_WORDS)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CorrectForm(WordsForm):
    """A corrected text of a sent advisory."""

    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"said": self.said, **{name: given[name] for name in ("reason", "pii_answer", "expected")}}


class AddForm(ActionForm):
    """Further recipients of a sent advisory."""

    more_districts = forms.MultipleChoiceField(label=_("Districts"), widget=forms.CheckboxSelectMultiple)
    offices = forms.MultipleChoiceField(
        label=_("To whom in each district"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, office.words) for code, office in OFFICES.items()],
        initial=["police"],
    )

    def __init__(self, *args: Any, districts: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["more_districts"].choices = list(districts)

    def taken(self) -> dict[str, Any]:
        return {"seats": seats(self.cleaned_data["more_districts"], self.cleaned_data["offices"])}

    def refuse(self, refusal: Invalid) -> None:
        """Show every refusal at the districts."""
        self.add_error("more_districts", str(refusal.words))
