"""The intentions of those who answer and what the asking unit makes of it: seen, accepted, declined, another time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.places.actions.places import keep_place
from samanvay.kernel import clock
from samanvay.kernel.contacts import NotAPhone, phone_e164
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.pii import REFUSED_OUTRIGHT, PiiKind, refuse_pii
from samanvay.kernel.refusals import Invalid

from ...contacts.models import ASKABLE
from ...models import Request, RequestStep
from .. import clocks, events, policies
from ..states import ANSWERS, HOW_WORDS, NEEDS_WORDS, TRANSITIONS, RequestState
from ..texts import checked_text
from .steps import add_step

LONGEST_OFFICE = 160
LONGEST_REFERENCE = 80


@dataclass(frozen=True, slots=True)
class FromOutside:
    """Who answered from outside: the office, its telephone, its reference, the day, and how it came (by hand only)."""

    office: str
    phone: str = ""
    reference: str = ""
    said_on: date | None = None
    how: str = ""


def answer_request(
    *,
    by: Actor,
    request: Request,
    to: RequestState,
    words: str = "",
    pii_answer: str = "",
    instead: str | None = None,
    expected: int | None = None,
) -> Request:
    """Say that a request was seen, is accepted, declined (with the reason, and whom to ask instead) or done.

    Raises Refused, Invalid, PersonalDataFound, Stale.
    """
    policies.may_answer_request(by, request, to)
    said, _answered = checked_text("words", words, by=by, pii_answer=pii_answer, missing=_missing(to))
    with operation(events.REQUEST_ANSWERED, by=by, target=("request", request.id), readers=request.readers) as op:
        changes: dict[str, Any] = {}
        if to == RequestState.DECLINED and instead:
            changes["instead"] = _place_instead(by, instead)
        _enter(request, to, expected=expected, changes=changes)
        add_step(request, to.value, by=by, words=said)
        if not request.is_open:
            clocks.stop_clock(request, proof=f"{to.value} {request.number}")
        clocks.notify_asking(request, to.value, op=op.id)
        op.add(to=to.value, of=request.kind, instead=request.instead_id)
    return request


def propose_time(
    *,
    by: Actor,
    request: Request,
    wanted_from: datetime,
    wanted_until: datetime | None = None,
    words: str = "",
    pii_answer: str = "",
    expected: int | None = None,
) -> Request:
    """Offer the help at another time; the asking unit takes it or lets the asked time stand."""
    policies.may_answer_request(by, request)
    if wanted_from < clock.now():
        raise Invalid("wanted_from", _("This time is already past."))
    if wanted_until is not None and wanted_until < wanted_from:
        raise Invalid("wanted_until", _("The end is before the beginning."))
    said, _answered = checked_text("words", words, by=by, pii_answer=pii_answer)
    changes = {"proposed_from": wanted_from, "proposed_until": wanted_until}
    with operation(events.REQUEST_TIMED, by=by, target=("request", request.id), readers=request.readers) as op:
        request.revise(expected=expected, changes=changes)
        add_step(request, "proposed", by=by, words=said)
        clocks.notify_asking(request, "proposed", op=op.id)
        op.add(what="proposed")
    return request


def decide_time(*, by: Actor, request: Request, is_taken: bool, expected: int | None = None) -> Request:
    """Agree on the other time, which accepts the request and moves its clock, or let the asked time stand."""
    policies.may_decide_time(by, request)
    changes: dict[str, Any] = {"proposed_from": None, "proposed_until": None}
    until = request.proposed_until or request.proposed_from
    assert until is not None
    if is_taken:
        changes |= {"wanted_from": request.proposed_from, "wanted_until": request.proposed_until}
        changes["state"] = RequestState.ACCEPTED
    what = "taken" if is_taken else "kept"
    with operation(events.REQUEST_TIMED, by=by, target=("request", request.id), readers=request.readers) as op:
        request.revise(expected=expected, changes=changes)
        add_step(request, what, by=by)
        if is_taken:
            clocks.restart_clock(request, op=op.id, until=until, reason=_("Both sides agreed on another time."))
        clocks.notify_asked(request, what, op=op.id)
        op.add(what=what)
    return request


def record_answer(
    *,
    by: Actor,
    request: Request,
    to: RequestState,
    outside: FromOutside,
    words: str = "",
    pii_answer: str = "",
    expected: int | None = None,
) -> RequestStep:
    """Write down an answer that came by post or telephone: the day, from which office, under which reference."""
    policies.may_record_answer(by, request)
    if outside.how not in HOW_WORDS:
        raise Invalid("how", _("Enter how the answer came."))
    told = checked_outside(outside)
    if told.said_on is None or told.said_on > clock.today():
        raise Invalid("said_on", _("Enter the day on which it came: today or earlier."))
    _may_become(request, to)
    said, _answered = checked_text("words", words, by=by, pii_answer=pii_answer, missing=_missing(to))
    with operation(events.REQUEST_ANSWERED, by=by, target=("request", request.id), readers=request.readers) as op:
        _enter(request, to, expected=expected)
        step = add_step(
            request, to.value, by=by, words=said, is_outside=True, how=told.how, office=told.office,
            phone=told.phone, reference=told.reference, said_on=told.said_on,
        )  # fmt: skip
        if not request.is_open:
            clocks.stop_clock(request, proof=f"{to.value} {request.number}")
        op.add(to=to.value, of=request.kind, how=told.how)
    return step


def confirm_step(*, by: Actor, step: RequestStep) -> Request:
    """Confirm what an office wrote through the letter's address: from now on it counts. Raises Refused, Invalid."""
    request = step.request
    policies.may_confirm_step(by, step)
    to = RequestState(step.what)
    if request.state != to:
        _may_become(request, to)
    with operation(events.REQUEST_CONFIRMED, by=by, target=("request", request.id), readers=request.readers, to=to):
        step.revise(expected=None, changes={"confirmed_at": clock.now(), "confirmed_by": by.id})
        clocks.confirmed(step.id)
        if request.state != to:
            _enter(request, to, expected=None)
        if not request.is_open:
            clocks.stop_clock(request, proof=f"{to.value} {request.number}")
    return request


def set_step_aside(*, by: Actor, step: RequestStep) -> Request:
    """Let what came through the letter's address not count; it stays in the timeline as such."""
    policies.may_confirm_step(by, step)
    request = step.request
    with operation(events.REQUEST_SET_ASIDE, by=by, target=("request", request.id), readers=request.readers):
        step.revise(expected=None, changes={"set_aside_at": clock.now(), "confirmed_by": by.id})
        clocks.confirmed(step.id)
    return request


def checked_outside(outside: FromOutside) -> FromOutside:
    """Return who answered with its telephone in one form. Raises Invalid; an office is named, no person need be."""
    office = " ".join(outside.office.split())
    if not office:
        raise Invalid("office", _("Enter which office answers."))
    if len(office) > LONGEST_OFFICE:
        raise Invalid("office", _("At most %(most)d characters.") % {"most": LONGEST_OFFICE})
    reference = " ".join(outside.reference.split())
    if len(reference) > LONGEST_REFERENCE:
        raise Invalid("reference", _("At most %(most)d characters.") % {"most": LONGEST_REFERENCE})
    for name, words in (("office", office), ("reference", reference)):
        refuse_pii(name, words, allowed=set(PiiKind) - REFUSED_OUTRIGHT)
    phone = ""
    if outside.phone.strip():
        try:
            phone = phone_e164(outside.phone)
        except NotAPhone as refusal:
            raise Invalid("phone", _("Enter: %(what)s.") % {"what": refusal.words}) from None
    return FromOutside(office, phone, reference, outside.said_on, outside.how)


def _missing(to: RequestState) -> str:
    if to not in NEEDS_WORDS:
        return ""
    return _("Give the reason for declining.") if to == RequestState.DECLINED else _("Write what was done.")


def _may_become(request: Request, to: RequestState) -> None:
    if to not in ANSWERS or to not in TRANSITIONS[RequestState(request.state)]:
        raise Invalid(
            "to", _("This is not possible: the status of the request is “%(state)s”.") % {"state": request.state_words}
        )


def _place_instead(by: Actor, key: str) -> Any:
    place = directory.place_for(key)
    if place.kind not in ASKABLE:
        raise Invalid("instead", _("Enter a district or a state."))
    return keep_place(by=by, key=key)


def _enter(request: Request, to: RequestState, *, expected: int | None, changes: dict[str, Any] | None = None) -> None:
    more = dict(changes or {})
    if to in (RequestState.DECLINED, RequestState.DONE):
        more |= {"closed_at": clock.now(), "proposed_from": None, "proposed_until": None}
    request.revise(expected=expected, changes={"state": to, **more})
