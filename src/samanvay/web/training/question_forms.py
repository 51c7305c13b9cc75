"""The form of a question: its kind decides what the answer is."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samanvay.training.courses.checking import LONGEST_STEM, LONGEST_VIGNETTE
from samanvay.training.courses.syllabus import DIFFICULTIES, QUESTION_KINDS
from samanvay.web.kit.forms import field_of

from .forms import CODE_HELP, CodesField, DraftForm, LinesField, fill, words

PAIRS = tuple(f"{name}_{language}" for name in ("stem", "options", "matches", "why") for language in ("en", "hi"))


class QuestionForm(DraftForm):
    """A question with its answer, in both languages."""

    says = ("vignette_en", "vignette_hi", *PAIRS)

    code = words(_("Code"), 60, CODE_HELP, required=True)
    module = forms.ChoiceField(label=_("Module"))
    kind = forms.ChoiceField(label=_("Kind"), choices=list(QUESTION_KINDS.items()))
    difficulty = forms.ChoiceField(label=_("Difficulty"), choices=list(DIFFICULTIES.items()))
    vignette_en = words(_("What happened, in English"), LONGEST_VIGNETTE, _("If the question is about a case."), rows=4)
    vignette_hi = words(_("What happened, in Hindi"), LONGEST_VIGNETTE, rows=4)
    stem_en = words(_("Question in English"), LONGEST_STEM, rows=2, required=True)
    stem_hi = words(_("Question in Hindi"), LONGEST_STEM, rows=2)
    options_en = LinesField(
        _("Options in English"), _("One per line. For a question about order, write them in the right order.")
    )
    options_hi = LinesField(_("Options in Hindi"), _("In the same order."))
    answer = forms.CharField(
        label=_("Right options"),
        help_text=_("Their numbers from 1, such as 2 or 1, 3. Leave empty for order or matching questions."),
        required=False,
        max_length=40,
    )
    matches_en = LinesField(
        _("What each option is matched with, in English"), _("Line by line, in the order of the options.")
    )
    matches_hi = LinesField(_("What each option is matched with, in Hindi"))
    why_en = words(_("Why it is right, in English"), LONGEST_STEM, rows=2)
    why_hi = words(_("Why it is right, in Hindi"), LONGEST_STEM, rows=2)
    rests_on = CodesField(_("Law entries on which it is based"), _("Their codes, such as bns_143."))

    def __init__(
        self,
        *args: Any,
        law: Collection[str],
        modules: Sequence[tuple[str, str]],
        of: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "rests_on", CodesField).known = law
        field_of(self, "module", forms.ChoiceField).choices = modules
        self.of = of
        if of is None:
            return
        del self.fields["code"]
        fill(self, of, ("module", "kind", "difficulty", *PAIRS, "rests_on"))
        vignette = of.get("vignette") or {}
        for language in ("en", "hi"):
            self.initial.setdefault(f"vignette_{language}", vignette.get(f"text_{language}", ""))
        self.initial.setdefault("answer", ", ".join(map(str, of.get("answer", ()))))

    def clean_answer(self) -> list[int]:
        parts = self.cleaned_data["answer"].replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and int(part) > 0 for part in parts):
            raise forms.ValidationError(_("Numbers from 1, such as 2 or 1, 3."))
        return sorted({int(part) for part in parts})

    def taken(self) -> dict[str, Any]:
        return {**super().taken(), "said": self.said(), "submission_id": self.cleaned_data["submission_id"]}

    def said(self) -> dict[str, Any]:
        """Return what the form says, as an edition keeps it: only what its kind has."""
        given = self.cleaned_data
        code = self.of["code"] if self.of is not None else given["code"]
        kind = given["kind"]
        said: dict[str, Any] = {
            "code": code,
            **{name: given[name] for name in ("module", "kind", "difficulty", *PAIRS, "rests_on")},
        }
        if kind != "matching":
            del said["matches_en"], said["matches_hi"]
        if kind in ("single", "multiple"):
            said["answer"] = given["answer"]
        if given["vignette_en"] or given["vignette_hi"]:
            known = (self.of or {}).get("vignette") or {}
            said["vignette"] = {
                "code": known.get("code", f"v_{code}"[:60]),
                "text_en": given["vignette_en"],
                "text_hi": given["vignette_hi"],
            }
        return said
