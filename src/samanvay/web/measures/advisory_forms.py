"""The forms of advisories: writing one, answering it, saying that it is done, and what a sender does later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.documents.media import ACCEPT, LARGEST
from samanvay.kernel.refusals import Invalid
from samanvay.measures.advisories.actions.answering import LONGEST_PROOF, LONGEST_WORDS, ProofFile
from samanvay.measures.advisories.actions.writing import LONGEST_TEXT, LONGEST_TITLE, AdvisoryWords, Content
from samanvay.measures.advisories.addressees import OFFICES, addressees_in
from samanvay.measures.advisories.clocks import LONGEST_ANSWER_DAYS, LONGEST_DO_DAYS, USUAL_ANSWER_DAYS, USUAL_DO_DAYS
from samanvay.measures.advisories.queries.patterns import AdvisedPattern
from samanvay.recording.submissions import Captured
from samanvay.web.kit.forms import ActionForm, field_of
from samanvay.web.kit.pii import PiiForm
from samanvay.web.kit.places import Choices

from .choosing import Choosing, districts_chosen, versions_chosen

VERSION = "1"
TEXTS = ("title_en", "title_hi", "text_en", "text_hi")


def _title(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST_TITLE)


def _text(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 6}))


def _several(label: Any, *, required: bool = False, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=required, widget=forms.CheckboxSelectMultiple, **more)


class VersionedForm(ActionForm):
    """A form that answers what was seen in this version; several stand on one page, so that each has ids of its own."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{type(self).__name__}-%s"


class WithdrawForm(VersionedForm):
    """Why something is set aside or withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class WordsForm(PiiForm, VersionedForm):
    """What an advisory says, in one language or both."""

    title_en = _title(_("Title in English"))
    text_en = _text(_("What you advise, in English"))
    title_hi = _title(_("Title in Hindi"))
    text_hi = _text(_("What you advise, in Hindi"))

    @property
    def said(self) -> AdvisoryWords:
        return AdvisoryWords(**{name: self.cleaned_data[name] for name in TEXTS})


class AdvisoryForm(WordsForm):
    """An advisory as it is written: words, measures, to whom, how long; ``is_change`` of a draft that there is."""

    measures = _several(_("Matching measures"))
    more_measures = _several(_("Other measures of the playbook"))
    districts = _several(_("Affected districts"))
    more_districts = _several(_("Other districts"))
    group = forms.ChoiceField(label=_("Also a group of districts"), required=False)
    offices = _several(
        _("Recipient in each district"),
        required=True,
        choices=[(code, office.words) for code, office in OFFICES.items()],
        initial=["police"],
    )
    answer_days = forms.IntegerField(
        label=_("Days to accept or decline"), min_value=1, max_value=LONGEST_ANSWER_DAYS, initial=USUAL_ANSWER_DAYS
    )
    do_days = forms.IntegerField(
        label=_("Days to complete, from accepting"), min_value=1, max_value=LONGEST_DO_DAYS, initial=USUAL_DO_DAYS
    )
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, pattern: AdvisedPattern, chosen: Choosing, is_change: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pattern, self.chosen, self.is_change = pattern, chosen, is_change
        for name, choices in (
            ("measures", chosen.fitting),
            ("more_measures", chosen.other_measures),
            ("districts", chosen.linked),
            ("more_districts", chosen.other_districts),
            ("group", [("", _("None")), *chosen.groups]),
        ):
            field_of(self, name, forms.ChoiceField).choices = choices

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        taken = {"content": self.content(), "pii_answer": given["pii_answer"]}
        if self.is_change:
            return {**taken, "expected": given["expected"]}
        return {**taken, "captured": Captured(given["submission_id"], form_version=VERSION)}

    def content(self) -> Content:
        """Return the advisory as the actions take it."""
        said, pattern = self.cleaned_data, self.pattern
        districts = districts_chosen([*said["districts"], *said["more_districts"]], said["group"], self.chosen.state)
        return Content(
            said=self.said,
            seats=addressees_in(districts, said["offices"]),
            measures=versions_chosen([*said["measures"], *said["more_measures"]]),
            parts=self.chosen.parts,
            source=pattern.source,
            source_key=pattern.source_key,
            route=pattern.route or ((pattern.place,) if pattern.place else ()),
            forms=pattern.forms,
            lures=pattern.lures,
            disparities=pattern.disparities,
            answer_days=said["answer_days"],
            do_days=said["do_days"],
        )


class DoneForm(PiiForm, VersionedForm):
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

    def __init__(self, *args: Any, asks_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = asks_file
        self.fields["file"].error_messages["required"] = _("A photograph or document is required here. Choose one.")

    def taken(self) -> dict[str, Any]:
        """Return what was done; the submission says it once, whatever version was seen."""
        given, file = super().taken(), self.cleaned_data["file"]
        if getattr(file, "is_cut", False):
            raise Invalid("file", _("The file is too large: at most %(n)d MB.") % {"n": LARGEST // 1024 // 1024})
        del given["expected"]
        submission = given.pop("submission_id")
        return {**given, "submission": submission, "file": ProofFile(str(file.name), file.chunks()) if file else None}


class DeclineForm(VersionedForm):
    """Why an advisory is declined."""

    reason = forms.CharField(
        label=_("Why not"),
        max_length=LONGEST_WORDS,
        help_text=_("The sender and those above read this. Do not write names of people."),
    )


class BackForm(VersionedForm):
    """What lacks in work that is sent back."""

    words = forms.CharField(label=_("What is missing"), max_length=LONGEST_WORDS)


class CorrectForm(WordsForm):
    """A corrected text of a sent advisory."""

    reason = forms.CharField(label=_("Reason for the correction"), max_length=300)

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        return {"said": self.said, **{name: given[name] for name in ("reason", "pii_answer", "expected")}}


class AddForm(ActionForm):
    """Further recipients of a sent advisory."""

    more_districts = _several(_("Districts"), required=True)
    offices = AdvisoryForm.base_fields["offices"]

    def __init__(self, *args: Any, districts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "more_districts", forms.ChoiceField).choices = districts

    def taken(self) -> dict[str, Any]:
        return {"seats": addressees_in(self.cleaned_data["more_districts"], self.cleaned_data["offices"])}

    def refuse(self, refusal: Invalid) -> None:
        """Show every refusal at the districts."""
        self.add_error("more_districts", str(refusal.words))
