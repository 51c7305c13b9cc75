"""What may be said or done about a request from its page: each step with its form, its policy and its action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.measures.models import Request
from samanvay.measures.requests import policies
from samanvay.measures.requests.actions.answering import answer_request, decide_time, propose_time
from samanvay.measures.requests.actions.writing import forward_request, withdraw_request
from samanvay.measures.requests.states import RequestState
from samanvay.web.kit.places import place_label

from .request_forms import DeclineForm, ForwardForm, PressForm, SayForm, TimeForm, WordsForm

S = RequestState


@dataclass(frozen=True)
class Step:
    """One thing that may be done: its words, what is said when it is done, its form, which its action takes."""

    name: str
    side: Literal["asked", "asking"]
    words: str
    done: str
    form: WordsForm
    refused: str
    action: Callable[..., Request]
    kind: str = "quiet"


STEPS = ("seen", "accept", "done", "time", "decline", "take", "stand", "forward", "withdraw")


def steps_of(actor: Actor, request: Request, posted: Mapping[str, Any] | None = None, *, only: str = "") -> list[Step]:
    """Return what may be done about a request, greyed steps with the policy's words; ``posted`` fills the form."""
    return [_step(name, actor, request, posted if name == only else None) for name in STEPS if only in ("", name)]


def _step(name: str, actor: Actor, request: Request, posted: Mapping[str, Any] | None) -> Step:
    def form(kind: type[WordsForm], initial: Mapping[str, Any] | None = None, **more: Any) -> WordsForm:
        first = {"version": request.version, **(initial or {})}
        return kind(posted, initial=first, auto_id=f"id_{name}_%s", **more)

    def refused(policy: Callable[..., None], *to: RequestState) -> str:
        return reason_against(policy, actor, request, *to)

    def withdraw(*, words: str, pii_answer: str, **given: Any) -> Request:
        return withdraw_request(reason=words, **given)

    makers: dict[str, Callable[[], Step]] = {
        "seen": lambda: Step(
            name, "asked", _("We have seen it"), _("Recorded. The asking unit is informed."), form(PressForm),
            refused(policies.may_answer_request, S.SEEN), partial(answer_request, to=S.SEEN)),
        "accept": lambda: Step(
            name, "asked", _("Accept"), _("Accepted. The asking unit is informed."),
            form(SayForm, label=_("How and when you will help")),
            refused(policies.may_answer_request, S.ACCEPTED), partial(answer_request, to=S.ACCEPTED), "primary"),
        "done": lambda: Step(
            name, "asked", _("Done"), _("Done. The time limit no longer runs."),
            form(SayForm, label=_("What was done"), required=True),
            refused(policies.may_answer_request, S.DONE), partial(answer_request, to=S.DONE), "primary"),
        "time": lambda: Step(
            name, "asked", _("Propose another time"), _("Proposed. The asking unit must decide."),
            form(TimeForm, label=_("In words")), refused(policies.may_answer_request), propose_time),
        "decline": lambda: Step(
            name, "asked", _("We cannot"), _("Declined. The asking unit is informed."), form(DeclineForm, actor=actor),
            refused(policies.may_answer_request, S.DECLINED), partial(answer_request, to=S.DECLINED)),
        "take": lambda: Step(
            name, "asking", _("Agree on the other time"), _("Agreed. The time limit is now the other time."),
            form(PressForm), refused(policies.may_decide_time), partial(decide_time, is_taken=True), "primary"),
        "stand": lambda: Step(
            name, "asking", _("Do not change the time"), _("They are informed that the time does not change."),
            form(PressForm), refused(policies.may_decide_time), partial(decide_time, is_taken=False)),
        "forward": lambda: Step(
            name, "asking", _("Ask another district instead"), _("Sent to the other district."),
            form(ForwardForm, {"place": place_label(request.instead_id)}, actor=actor),
            refused(policies.may_forward_request), forward_request),
        "withdraw": lambda: Step(
            name, "asking", _("Withdraw"), _("Withdrawn."),
            form(SayForm, label=_("Reason for withdrawing"), required=True),
            refused(policies.may_withdraw_request), withdraw, "danger"),
    }  # fmt: skip
    return makers[name]()
