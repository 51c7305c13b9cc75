"""Personal data found in a text: shown to its writer, who takes it out or confirms that it identifies nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import PII_WORDS, Finding, PersonalDataFound
from samanvay.kernel.refusals import Invalid

from .forms import PostedForm

ANSWER = "pii_answer"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; ``says`` is what it seems to be, "" for the rest of it."""

    text: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class PiiText:
    """A text in which something was found: the label of its field, its pieces, and what was found in words."""

    label: Any
    pieces: Sequence[Piece]
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class PiiQuestion:
    """What ``components/pii.html`` shows: ``answer`` is what the tick sends, ``given`` what was sent before."""

    texts: Sequence[PiiText] = ()
    is_refused: bool = False
    answer: str = ""
    given: str = ""


def given_answer(data: Mapping[str, Any]) -> str:
    """Return what a page sent of confirmed texts, this time and before."""
    given = data.getlist(ANSWER) if hasattr(data, "getlist") else [data.get(ANSWER, "")]
    return " ".join(dict.fromkeys(" ".join(given).split()))


def pii_question(
    refusal: Exception | None, data: Mapping[str, Any] | None = None, labels: Mapping[str, Any] | None = None
) -> PiiQuestion:
    """Return what is asked of the writer after a refusal; nothing where it has another ground."""
    given = given_answer(data or {})
    if not isinstance(refusal, PersonalDataFound):
        return PiiQuestion(given=given)
    return PiiQuestion(
        [_text(each, (labels or {}).get(each.field, "")) for each in refusal.findings],
        any(each.is_refused for each in refusal.findings),
        refusal.pii_answer,
        given,
    )


class PiiForm(PostedForm):
    """A form with free text that is checked for personal data."""

    keeps_once = True
    """Whether the action takes the submission's identifier: sent twice, it is kept once."""

    submission_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission_id", uuid7())
        self.refusal: Invalid | None = None

    @property
    def pii_answer(self) -> str:
        return given_answer(self.data)

    @property
    def pii(self) -> PiiQuestion:
        return pii_question(self.refusal, self.data, {name: field.label for name, field in self.fields.items()})

    def taken(self) -> dict[str, Any]:
        given = {**super().taken(), "pii_answer": self.pii_answer}
        if not self.keeps_once:
            del given["submission_id"]
        return given

    def refuse(self, refusal: Invalid) -> None:
        """Show a refusal at its field, and personal data that was found where it stands."""
        self.refusal = refusal
        super().refuse(refusal)

    def visible(self) -> list[Any]:
        """Return the fields that a template shows one after another."""
        return [field for field in self if not field.is_hidden]


def _text(found: Finding, label: Any) -> PiiText:
    pieces: list[Piece] = []
    end = 0
    for match in found.matches:
        says = str(PII_WORDS[match.kind])
        pieces += [Piece(found.text[end : match.start]), Piece(found.text[match.start : match.end], says)]
        end = match.end
    pieces.append(Piece(found.text[end:]))
    kinds = dict.fromkeys(piece.says for piece in pieces if piece.says)
    return PiiText(label, [piece for piece in pieces if piece.text], list(kinds))
