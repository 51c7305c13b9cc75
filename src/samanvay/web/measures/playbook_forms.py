"""The form that writes a measure of the playbook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.access.roles import BY_CODE, role_choices
from samanvay.cases.kinds import DISPARITIES, FORMS, LURES
from samanvay.kernel.refusals import Invalid
from samanvay.measures.models import MeasureVersion
from samanvay.measures.playbook.texts import LONGEST_DAYS, LONGEST_STEPS, LONGEST_TITLE, MeasureText
from samanvay.measures.playbook.vocabulary import COSTS, EVIDENCE, PLACE_ROLES, PROOFS
from samanvay.recording.submissions import Captured
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.pii import PiiForm

VERSION = "1"
BETWEEN = "|"


def _lines(label: Any, help_text: Any = "", *, rows: int = 3, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_STEPS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _several(label: Any, words: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, choices=list(words.items())
    )


class MeasureForm(PiiForm):
    """Everything that a measure says."""

    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=LONGEST_TITLE)
    title_hi = forms.CharField(label=_("Title in Hindi"), required=False, max_length=LONGEST_TITLE)
    summary_en = _lines(_("In one sentence, in English"), _("What is done and why."), rows=2)
    summary_hi = _lines(_("In one sentence, in Hindi"), rows=2)
    what_en = _lines(_("The steps, in English"), _("One per line, each something that an officer can do."), rows=6)
    what_hi = _lines(_("The steps, in Hindi"), rows=6)
    forms_ = _several(_("For which forms of exploitation"), FORMS)
    lures = _several(_("For which lures"), LURES)
    disparities = _several(_("For which vulnerabilities"), DISPARITIES)
    place_roles = _several(_("Where on a corridor"), PLACE_ROLES)
    leader = forms.ChoiceField(label=_("Who leads it"), required=False)
    roles = _several(_("Who else takes part"), {code: role.name for code, role in BY_CODE.items()})
    cost = forms.ChoiceField(label=_("Cost"), choices=list(COSTS.items()))
    cost_note_en = _lines(_("What it costs, in English"), rows=2)
    cost_note_hi = _lines(_("What it costs, in Hindi"), rows=2)
    days = forms.IntegerField(
        label=_("Usual days from accepting to done"), min_value=1, max_value=LONGEST_DAYS, initial=14
    )
    proof = forms.ChoiceField(label=_("Proof"), choices=list(PROOFS.items()), initial="words")
    proof_words_en = _lines(_("Proof that it was done, in English"), rows=2)
    proof_words_hi = _lines(_("Proof that it was done, in Hindi"), rows=2)
    second_check = forms.BooleanField(
        label=_("A second person must check it before it counts as done"),
        help_text=_("Only where people could be harmed or money is involved."),
        required=False,
    )
    evidence = forms.ChoiceField(label=_("What is known about its effect"), choices=list(EVIDENCE.items()))
    evidence_words_en = _lines(
        _("In words, in English"), _('Only what is known. Write "not measured" where it was not measured.'), rows=2
    )
    evidence_words_hi = _lines(_("In words, in Hindi"), rows=2)
    sources = _lines(
        _("Sources"), _("One per line: document, issuer, year; the Hindi after a | if there is one."), rows=3
    )
    note = forms.CharField(label=_("What changed and why"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, of: MeasureVersion | None = None, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "leader", forms.ChoiceField).choices = [("", _("Not given")), *role_choices()]
        self.fields["forms_"].help_text = self.fields["lures"].help_text = _("If you choose none, it is for all.")
        if of is not None:
            for name, value in _values_of(of).items():
                self.initial.setdefault(name, value)
            self.initial.setdefault("version", of.measure.version)
        self.is_new = is_new
        if is_new:
            del self.fields["note"]

    def taken(self) -> dict[str, Any]:
        given = super().taken()
        captured = Captured(given["submission_id"], form_version=VERSION)
        said = {"text": self.text(), "pii_answer": given["pii_answer"], "captured": captured}
        return said if self.is_new else {**said, "note": given["note"], "expected": given["expected"]}

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field; a form has its own word for ``forms``."""
        if refusal.field == "forms":
            refusal.field = "forms_"
        super().refuse(refusal)

    def text(self) -> MeasureText:
        """Return what the form says, as the actions take it."""
        said = self.cleaned_data
        texts: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in said.items()
            if name in MeasureText.__dataclass_fields__
        }
        leader = [said["leader"]] if said["leader"] else []
        texts |= {
            "forms": tuple(said["forms_"]),
            "roles": tuple(dict.fromkeys([*leader, *said["roles"]])),
            "sources": tuple(_source(line) for line in said["sources"].splitlines() if line.strip()),
        }
        return MeasureText(**texts)


def _source(line: str) -> tuple[str, str]:
    english, _between, hindi = line.partition(BETWEEN)
    return english.strip(), hindi.strip()


def _values_of(version: MeasureVersion) -> dict[str, Any]:
    text = version.text()
    values: dict[str, Any] = {name: getattr(text, name) for name in text.__dataclass_fields__}
    values["forms_"] = values.pop("forms")
    values["leader"] = text.roles[0] if text.roles else ""
    values["roles"] = list(text.roles[1:])
    values["sources"] = "\n".join(f"{en} {BETWEEN} {hi}" if hi else en for en, hi in text.sources)
    return values
