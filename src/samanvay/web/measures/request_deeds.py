"""What may be said or done about a request from its page: each deed with its form, its policy and its action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, reason_against
from samanvay.measures import request_answers as answers
from samanvay.measures import request_policies as policies
from samanvay.measures.models import Request
from samanvay.measures.request_states import RequestState
from samanvay.measures.request_writing import forward_request, withdraw_request
from samanvay.web.kit.places import place_label

from .request_forms import DeclineForm, ForwardForm, SayForm, TimeForm, WordsForm

S = RequestState
Side = Literal["asked", "asking"]


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: its words, what is said when it is kept, its form (None: a press alone)."""

    name: str
    side: Side
    words: str
    kept: str
    form: WordsForm | None
    refused: str
    kind: str = "quiet"


DEEDS = ("seen", "accept", "done", "time", "decline", "take", "stand", "forward", "withdraw")


def deeds_of(actor: Actor, request: Request, posted: Mapping[str, Any] | None = None, *, only: str = "") -> list[Deed]:
    """Return what may be done about a request, greyed deeds with the policy's words; ``posted`` fills the form."""
    return [_deed(name, actor, request, posted if name == only else None) for name in DEEDS if only in ("", name)]


def _deed(name: str, actor: Actor, request: Request, posted: Mapping[str, Any] | None) -> Deed:
    against = reason_against
    first = {"version": request.version}
    auto = f"id_{name}_%s"

    def answered(to: RequestState) -> str:
        return against(policies.may_answer_request, actor, request, to)

    def say(label: str, *, required: bool = False) -> WordsForm:
        return SayForm(posted, label=label, required=required, initial=first, auto_id=auto)

    makers: dict[str, Callable[[], Deed]] = {
        "seen": lambda: Deed(
            "seen", "asked", _("We have seen it"), _("Noted, and the asking unit is told."), WordsForm(
                posted, initial=first, auto_id=auto), answered(S.SEEN)),
        "accept": lambda: Deed(
            "accept", "asked", _("Accept"), _("Accepted, and the asking unit is told."),
            say(_("How and when you help")), answered(S.ACCEPTED), "primary"),
        "done": lambda: Deed(
            "done", "asked", _("Done"), _("Done. The clock stands still."),
            say(_("What was done"), required=True), answered(S.DONE), "primary"),
        "time": lambda: Deed(
            "time", "asked", _("Propose another time"), _("Proposed; the asking unit decides."),
            TimeForm(posted, label=_("In words"), initial=first, auto_id=auto),
            against(policies.may_answer_request, actor, request)),
        "decline": lambda: Deed(
            "decline", "asked", _("We cannot"), _("Declined, and the asking unit is told."),
            DeclineForm(posted, actor=actor, initial=first, auto_id=auto), answered(S.DECLINED)),
        "take": lambda: Deed(
            "take", "asking", _("Agree on the other time"), _("Agreed. The clock runs to the other time."),
            WordsForm(posted, initial=first, auto_id=auto), against(policies.may_decide_time, actor, request),
            "primary"),
        "stand": lambda: Deed(
            "stand", "asking", _("The asked time stands"), _("They are told that the asked time stands."),
            WordsForm(posted, initial=first, auto_id=auto), against(policies.may_decide_time, actor, request)),
        "forward": lambda: Deed(
            "forward", "asking", _("Ask another district instead"), _("Sent to the other district."),
            ForwardForm(posted, actor=actor, auto_id=auto, initial={
                **first, "place": place_label(request.instead_id)}),
            against(policies.may_forward_request, actor, request)),
        "withdraw": lambda: Deed(
            "withdraw", "asking", _("Withdraw"), _("Withdrawn."), say(_("Why it is withdrawn"), required=True),
            against(policies.may_withdraw_request, actor, request), "danger"),
    }  # fmt: skip
    return makers[name]()


def do_deed(actor: Actor, request: Request, deed: Deed) -> Request | None:
    """Do what was posted; None where its form has errors. Raises Refused, Invalid, PersonalDataFound, Stale."""
    if deed.refused:
        raise Refused(deed.refused)
    form = deed.form
    assert form is not None
    if not form.is_valid():
        return None
    said = form.cleaned_data
    common: dict[str, Any] = {"by": actor, "request": request, "expected": form.expected}
    spoken: dict[str, Any] = {"words": said.get("words") or "", "pii_answer": form.pii_answer}
    doing: dict[str, Callable[[], Request]] = {
        "seen": lambda: answers.answer_request(**common, to=S.SEEN),
        "accept": lambda: answers.answer_request(**common, **spoken, to=S.ACCEPTED),
        "done": lambda: answers.answer_request(**common, **spoken, to=S.DONE),
        "decline": lambda: answers.answer_request(**common, **spoken, to=S.DECLINED, instead=said.get("instead")),
        "time": lambda: answers.propose_time(
            **common, **spoken, wanted_from=said["wanted_from"], wanted_until=said.get("wanted_until")
        ),
        "take": lambda: answers.decide_time(**common, is_taken=True),
        "stand": lambda: answers.decide_time(**common, is_taken=False),
        "forward": lambda: forward_request(**common, place=said["place"], captured=form.captured),
        "withdraw": lambda: withdraw_request(**common, reason=spoken["words"]),
    }
    return doing[deed.name]()
