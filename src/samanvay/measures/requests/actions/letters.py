"""The letter's address for an answer: made, answered under, closed. Its secret is in the letter alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from samanvay.access.pins import secret_hash
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.ids import public_code
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import one_at_a_time

from ...models import Request, RequestStep, RequestToken
from .. import clocks, events, policies
from ..states import ANSWERS, NEEDS_WORDS, TRANSITIONS, RequestState
from ..texts import checked_text
from .answering import FromOutside, checked_outside
from .steps import add_step

STAYS_OPEN = timedelta(days=30)
MOST_LETTERS = 20
MOST_ANSWERS = 20


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """All that the reply address tells: reference, kind, asking office, until when, and what may be answered."""

    number: str
    kind: Bilingual
    office: Bilingual
    until: datetime | None
    answers: tuple[RequestState, ...]


def make_token(*, by: Actor, request: Request) -> str:
    """Make an address for one letter and return its secret, which nobody can read again.

    Earlier letters stay valid until they are closed: they may be on their way.
    """
    policies.may_make_letter(by, request)
    if request.tokens.filter(revoked_at__isnull=True).count() >= MOST_LETTERS:
        raise Invalid("letter", _("Twenty letters were already made. Close their reply addresses first."))
    secret = public_code()
    due = clocks.clock_of(request)
    until = due.due_at if due is not None else clock.now() + timedelta(hours=request.within_hours)
    with operation(events.REQUEST_LETTER_MADE, by=by, target=("request", request.id), readers=request.readers):
        RequestToken(
            request=request,
            token_hash=secret_hash(secret),
            made_at=clock.now(),
            made_by=by.id,
            expires_at=until + STAYS_OPEN,
        ).save(force_insert=True)
        add_step(request, "letter", by=by)
    return secret


def revoke_tokens(*, by: Actor, request: Request) -> int:
    """Close the reply addresses of all letters of a request; returns how many were open."""
    policies.may_make_letter(by, request)
    with operation(events.REQUEST_REVOKED, by=by, target=("request", request.id), readers=request.readers) as op:
        closed = request.tokens.filter(revoked_at__isnull=True).update(revoked_at=clock.now())
        op.add(closed=closed)
        if closed:
            add_step(request, "revoked", by=by)
        else:
            op.keep_silent()
    return closed


def open_tokens(request: Request) -> int:
    """Return under how many addresses an answer may come now."""
    return request.tokens.filter(revoked_at__isnull=True, expires_at__gt=clock.now()).count()


def letter_of(secret: str) -> OpenLetter:
    """Return what the holder of a letter sees. Raises Unseen for an unknown, closed or expired address."""
    with reading(SYSTEM):
        request = _request_of(secret)
        due = clocks.clock_of(request)
        return OpenLetter(
            request.number,
            request.kind_words,
            directory.unit_of(request.home_unit).names,
            due.due_at if due is not None else None,
            _answers(request),
        )


def answer_outside(*, secret: str, to: str, words: str, outside: FromOutside) -> RequestStep:
    """Keep what an office outside says under a letter's address; it counts when the asking unit confirms it.

    Raises Unseen for an unknown, closed or expired address, Invalid.
    """
    with reading(SYSTEM):
        request = _request_of(secret)
        told = checked_outside(outside)
        answers = _answers(request)
        if to not in answers:
            raise Invalid("to", _("Choose one of the answers."))
        state = RequestState(to)
        missing = _("Write in a few words what was done, or why not.") if state in NEEDS_WORDS else ""
        said, _answered = checked_text("words", words, missing=missing)
        if request.steps.filter(is_outside=True, how="").count() >= MOST_ANSWERS:
            raise Invalid("to", _("Too many answers were sent from here. Please telephone the office that asked."))
    with operation(
        events.REQUEST_ANSWERED_OUTSIDE, by=SYSTEM, target=("request", request.id), readers=request.readers
    ) as op:
        one_at_a_time(request.id)  # the same answer over a bad line is one answer
        again = request.steps.filter(
            is_outside=True, how="", what=state.value, words=said, office=told.office, set_aside_at__isnull=True
        ).first()
        if again is not None:
            op.keep_silent()
            return again
        step = add_step(
            request, state.value, by=None, words=said, is_outside=True, office=told.office, phone=told.phone,
            reference=told.reference,
        )  # fmt: skip
        clocks.ask_to_confirm(request, step.id, at=step.at, op=op.id)
        op.add(to=state.value)
    return step


def _answers(request: Request) -> tuple[RequestState, ...]:
    return tuple(each for each in ANSWERS if each in TRANSITIONS[RequestState(request.state)])


def _request_of(secret: str) -> Request:
    token = (
        RequestToken.objects.filter(token_hash=secret_hash(secret), revoked_at__isnull=True, expires_at__gt=clock.now())
        .select_related("request")
        .first()
    )
    if token is None:
        raise Unseen
    return token.request
