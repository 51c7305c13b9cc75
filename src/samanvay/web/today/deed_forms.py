"""The forms of what is done with a duty: where each is posted, what it asks, what its button says."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.duties.models import Duty
from samanvay.kernel.refusals import Invalid
from samanvay.web.kit.pii import PiiQuestion, pii_question


@dataclass(frozen=True)
class DeedForm:
    """One form: ``asks`` is the label of its text, "" for one button; ``wrong`` and ``said`` after a refusal."""

    name: str
    url: str
    label: str
    asks: str
    kind: str = ""
    hint: str = ""
    wrong: str = ""
    said: str = ""
    pii: PiiQuestion | None = None


def _words() -> dict[str, tuple[str, str, str, str]]:
    """Return for each deed its address, the button's words, what it asks and the button's look."""
    return {
        "done": ("duty_done", _("Done"), _("What shows that this is done"), ""),
        "pause": ("duty_pause", _("Pause"), _("Why the clock stops"), "quiet"),
        "ask": ("duty_ask", _("Ask"), _("What you need to know"), "quiet"),
        "send_back": ("duty_send_back", _("Send back"), _("Why this is not for you, or cannot be done"), "quiet"),
        "withdraw": ("duty_withdraw", _("Withdraw"), _("Why this duty has become needless"), "danger"),
        "answer": ("duty_answer", _("Answer"), _("Your answer"), ""),
        "let_stand": ("duty_let_stand", _("Let the clock stand until I answer"), "", "quiet"),
    }


HINTS: dict[str, Callable[[], str]] = {
    "ask": lambda: _("Whoever asked for this, or the unit above, has two working days. The clock runs on meanwhile."),
    "send_back": lambda: _("Until it is decided, it stays with you and its clock runs on. Name no victim."),
    "answer": lambda: _("Everybody who sees this duty reads it. Name no victim."),
}


def deed_form(deed: str, duty: Duty, *, asked: bool = True, wrong: Invalid | None = None, said: str = "") -> DeedForm:
    """Return the form of a deed on a duty; without ``asked`` it is one button."""
    address, label, asks, kind = _words()[deed]
    return DeedForm(
        name=deed,
        url=reverse(address, args=[duty.pk]),
        label=label,
        asks=asks if asked else "",
        kind=kind,
        hint=HINTS[deed]() if deed in HINTS else "",
        wrong=str(wrong) if wrong else "",
        said=said,
        pii=pii_question(wrong),
    )
