"""Words that could point at one person: shown to their writer, who mends them or answers for them."""

from dataclasses import dataclass
from typing import Any

from django import forms

from samanvay.kernel.details.looking import PointsAtSomebody
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.forms import PostedForm
from samanvay.web.opendata.discussion import ToMend, to_mend
from samanvay.web.opendata.forms import fingerprint


class AnsweredForm(PostedForm):
    """A form of words that travel: ``says`` names its fields of free text, in the order of the page.

    The writer's word that it names nobody stands for these very words alone.
    """

    says: tuple[str, ...] = ()
    keeps_once = True
    """Whether the action takes the submission's identifier: sent twice, it is kept once."""

    names_nobody = forms.CharField(required=False, widget=forms.HiddenInput)
    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_id", uuid7())
        self.mend: Mend | None = None

    @property
    def all_said(self) -> str:
        return "\n".join(str(self.cleaned_data.get(name) or "") for name in self.says)

    @property
    def is_answered_for(self) -> bool:
        """Tell whether the writer said of these very words that they name nobody."""
        said = self.cleaned_data.get("names_nobody", "")
        return bool(said) and said == fingerprint(self.all_said)

    def taken(self) -> dict[str, Any]:
        given = {**super().taken(), "names_nobody": self.is_answered_for}
        if not self.keeps_once:
            del given["submission_id"]
        return given

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field, and of words that could point at somebody where they do."""
        if isinstance(refusal, PointsAtSomebody):
            found = to_mend(refusal.text, refusal.details, fingerprint(self.all_said))
            label = self.fields[refusal.field].label if refusal.field in self.fields else ""
            self.mend = Mend(found, label)
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.words))

    def visible(self) -> list[Any]:
        """Return the fields that a template shows one after another."""
        return [field for field in self if not field.is_hidden]


@dataclass(frozen=True, slots=True)
class Mend:
    """What was found, and in which field."""

    found: ToMend
    label: Any
