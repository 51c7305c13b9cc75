"""Asking on a duty and answering, sending it back and deciding whose it is. Each leaves a remark on its thread.

A question and a decision are duties themselves, so that they wait on somebody's Today with a clock of their own. The
clock of the duty they are about runs on, unless whoever was asked lets it stand until the answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid, Refused

from .. import events, policies
from ..duty_kinds import DECISION, QUESTION
from ..kinds import DutyKind, kind_of
from ..messages.telling import owners_of, tell
from ..models import Duty, Remark
from ..superiors.seats import Seat, is_below, seat_above, seat_to_ask, takers_of
from ..wording import checked_text
from ..working_days import after_working_days
from .duties import Step, close_beside, open_duty, running_on

ANSWERED_WITHIN = 2  # working days
DECIDED_WITHIN = 1  # working days, or the duty's own hour where that comes sooner
LEAST_TO_DECIDE = timedelta(hours=2)
HEARD_AFTER = timedelta(hours=24)


class Decision(StrEnum):
    """What becomes of a duty that was sent back."""

    INSIST = "insist"
    REASSIGN = "reassign"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class _Said:
    words: str
    is_confirmed: bool


def ask_duty(
    *, by: Actor, duty: Duty, text: str, way: str = "", pii_answer: str = "", expected: int | None = None
) -> Duty:
    """Ask whoever opened a duty (``way`` "opener") or the unit above ("superior"); returns the duty to answer.

    Without ``way`` the opener is asked where there is one. Raises Refused, Invalid.
    """
    policies.may_ask_duty(by, duty)
    said = _Said(*checked_text("text", text, by=by, pii_answer=pii_answer))
    seat = _seat(duty, by, way)
    with operation(
        events.DUTY_ASKED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind, to=seat.audience
    ) as op:
        with acting_as(SYSTEM, op=op.id):
            duty.revise(expected=expected, changes={"asked_at": clock.now(), "readers": _with(duty, seat)})
        _remark(op, by, duty, Remark.Kind.ASKED, said, seat)
        return _open_beside(
            op,
            by,
            duty,
            QUESTION,
            seat,
            Bilingual(f"Question on: {duty.title_en}", f"प्रश्न: {duty.title_hi or duty.title_en}"),
            after_working_days(clock.now(), ANSWERED_WITHIN),
        )


def answer_question(*, by: Actor, question: Duty, text: str, pii_answer: str = "", expected: int | None = None) -> Duty:
    """Answer an open question: its owner hears it, and a clock that stood for it runs on. Returns the duty."""
    policies.may_answer_question(by, question)
    said = _Said(*checked_text("text", text, by=by, pii_answer=pii_answer))
    duty = subject_of(question)
    with operation(
        events.DUTY_ANSWERED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind
    ) as op:
        _close(op, by, question, expected)
        _remark(op, by, duty, Remark.Kind.ANSWERED, said)
        with acting_as(SYSTEM, op=op.id):
            duty.revise(expected=None, changes={"asked_at": None, **running_on(duty)})
        tell(
            owners_of(duty),
            duty=duty,
            words=Bilingual(f"Answered: {duty.title_en}", f"उत्तर मिला: {duty.title_hi or duty.title_en}"),
            key=f"answered:{question.id}",
            link=f"/duties/{duty.pk}/#thread",
        )
    return duty


def let_stand(*, by: Actor, question: Duty, expected: int | None = None) -> Duty:
    """Let the clock of a duty stand until its question is answered; only who was asked agrees to that."""
    policies.may_answer_question(by, question)
    duty = subject_of(question)
    policies.may_stand(duty)
    with operation(events.DUTY_STANDS, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind) as op:
        _remark(op, by, duty, Remark.Kind.STANDS, _Said("", False))
        with acting_as(SYSTEM, op=op.id):
            question.revise(expected=expected, changes={})
            duty.revise(
                expected=None,
                changes={"paused_at": clock.now(), "pause_reason": "", "waits_for_answer": True, "next_at": None},
            )
        tell(
            owners_of(duty),
            duty=duty,
            words=Bilingual(
                f"The clock stands until the answer: {duty.title_en}",
                f"उत्तर मिलने तक घड़ी रुकी: {duty.title_hi or duty.title_en}",
            ),
            key=f"stands:{question.id}",
        )
    return duty


def send_back_duty(*, by: Actor, duty: Duty, reason: str, pii_answer: str = "", expected: int | None = None) -> Duty:
    """Say that a duty is not for this unit or cannot be done; returns the duty to decide on it.

    It goes to whoever opened it, else to the unit above. Until that it stays with its owner and its clock runs.
    """
    policies.may_send_back_duty(by, duty)
    said = _Said(*checked_text("reason", reason, by=by, pii_answer=pii_answer))
    seat = _seat(duty, by, "")
    with operation(
        events.DUTY_SENT_BACK,
        by=by,
        target=("duty", duty.id),
        readers=duty.readers,
        of_kind=duty.kind,
        to=seat.audience,
    ) as op:
        with acting_as(SYSTEM, op=op.id):
            duty.revise(expected=expected, changes={"sent_back_at": clock.now(), "readers": _with(duty, seat)})
        _remark(op, by, duty, Remark.Kind.SENT_BACK, said, seat)
        soonest = clock.now() + LEAST_TO_DECIDE
        return _open_beside(
            op,
            by,
            duty,
            DECISION,
            seat,
            Bilingual(f"Sent back, decide: {duty.title_en}", f"लौटाया गया, निर्णय करें: {duty.title_hi or duty.title_en}"),
            max(soonest, min(duty.due_at, after_working_days(clock.now(), DECIDED_WITHIN))),
        )


def decide_sent_back(
    *,
    by: Actor,
    decision: Duty,
    what: Decision,
    text: str,
    to: Seat | None = None,
    due_at: datetime | None = None,
    pii_answer: str = "",
    expected: int | None = None,
) -> Duty:
    """Decide on a duty that was sent back: insist, give it to another seat, or withdraw it. Returns the duty.

    ``due_at`` gives the new seat another hour; None keeps the one there was, and a hour set by law is always kept.
    """
    policies.may_decide_sent_back(by, decision)
    duty = subject_of(decision)
    said = _Said(*checked_text("text", text, by=by, pii_answer=pii_answer))
    if what == Decision.WITHDRAW:
        policies.may_withdraw(duty)
        if policies.owns(by, duty):
            raise Refused(_("You do not have permission. An officer above the one who has the task can withdraw it."))
    if what == Decision.REASSIGN:
        _check_new_seat(duty, to, due_at)
    with operation(
        events.DUTY_DECIDED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind, what=what
    ) as op:
        _close(op, by, decision, expected)
        if what == Decision.INSIST:
            _insist(op, by, duty, said, decision)
        elif what == Decision.REASSIGN:
            assert to is not None
            _reassign(op, by, duty, said, to, due_at)
        else:
            _withdraw(op, by, duty, said, decision)
    return duty


def reassign_duty(
    *, by: Actor, duty: Duty, to: Seat | None, reason: str, pii_answer: str = "", expected: int | None = None
) -> Duty:
    """Give a duty of somebody below to another seat below, with the reason. Raises Refused, Invalid."""
    policies.may_reassign_duty(by, duty)
    said = _Said(*checked_text("reason", reason, by=by, pii_answer=pii_answer, missing=_("Write why you reassign it.")))
    _check_new_seat(duty, to, None)
    assert to is not None
    if not is_below(by, [to.audience]):
        raise Invalid("to", _("Choose a post below you."))
    before = owners_of(duty)
    with operation(
        events.DUTY_REASSIGNED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind
    ) as op:
        with acting_as(SYSTEM, op=op.id):
            duty.revise(expected=expected, changes={})
        _reassign(op, by, duty, said, to, None)
        tell(
            before,
            duty=duty,
            words=Bilingual(f"Reassigned: {duty.title_en}", f"दूसरे को सौंपा गया: {duty.title_hi or duty.title_en}"),
            key=f"taken:{duty.id}:{duty.version}",
        )
    return duty


def subject_of(beside: Duty) -> Duty:
    """Return the duty that a question or a decision is about."""
    return Duty.objects.select_related("owner_user").get(pk=beside.subject_id)


def _seat(duty: Duty, by: Actor, way: str) -> Seat:
    seat = seat_to_ask(duty, by, way=way)
    if seat is None:
        raise Refused(_("No officer above this unit can answer, and no unit asked for this. Tell the administrator."))
    return seat


def _with(duty: Duty, seat: Seat) -> list[int]:
    """Return the readers of a duty with a seat's unit among them, and let it read the thread so far."""
    readers = sorted({*duty.readers, seat.audience})
    Remark.objects.filter(duty=duty).update(readers=readers)
    return readers


def _remark(op: Operation, by: Actor, duty: Duty, kind: Remark.Kind, said: _Said, to: Seat | None = None) -> None:
    with acting_as(SYSTEM, op=op.id):
        Remark(
            duty=duty,
            kind=kind,
            words=said.words,
            names_nobody=said.is_confirmed,
            at=clock.now(),
            by=by.id,
            to_role=to.role if to else "",
            to_audience=to.audience if to else None,
            **duty.ownership(),
        ).save(force_insert=True)


def _open_beside(
    op: Operation, by: Actor, duty: Duty, kind: DutyKind, seat: Seat, title: Bilingual, due_at: datetime
) -> Duty:
    """Open a question or decision at a seat; the first unit above it hears when it is left a day too long."""
    above = seat_above(seat.audience)
    return open_duty(
        by=by,
        kind=kind,
        subject=("duty", duty.id),
        title=Bilingual(title.en[:240], title.hi[:240]),
        owner_role=seat.role,
        owner_audience=seat.audience,
        owner_user=seat.user,
        due_at=due_at,
        readers=duty.readers,
        home_state=duty.home_state,
        escalate=[Step(HEARD_AFTER, above.role, above.audience)] if above else [],
        urgent=duty.is_urgent,
    )


def _close(op: Operation, by: Actor, beside: Duty, expected: int | None) -> None:
    op.also(events.DUTY_DONE, ("duty", beside.id), beside.readers, of_kind=beside.kind)
    with acting_as(SYSTEM, op=op.id):
        beside.revise(
            expected=expected, changes={"done_at": clock.now(), "done_by": by.id, "proof": "", "next_at": None}
        )


def _insist(op: Operation, by: Actor, duty: Duty, said: _Said, decision: Duty) -> None:
    _remark(op, by, duty, Remark.Kind.INSISTED, said)
    with acting_as(SYSTEM, op=op.id):
        duty.revise(expected=None, changes={"sent_back_at": None})
    tell(
        owners_of(duty),
        duty=duty,
        words=Bilingual(
            f"It stays with you: {duty.title_en}", f"यह आपका ही दायित्व है: {duty.title_hi or duty.title_en}"
        ),
        key=f"insisted:{decision.id}",
        link=f"/duties/{duty.pk}/#thread",
    )


def _check_new_seat(duty: Duty, to: Seat | None, due_at: datetime | None) -> None:
    if to is None:
        raise Invalid("to", _("Choose who gets it."))
    if (to.role, to.audience) == (duty.owner_role, duty.owner_audience):
        raise Invalid("to", _("They already have this task. Choose “They keep the task” instead."))
    if not directory.holders_of(to.role, to.audience).exists():
        raise Invalid("to", _("Nobody has that role at that unit today."))
    if why := takers_of(duty).refusal(to.role, to.audience):
        raise Invalid("to", why)
    if due_at is not None and kind_of(duty.kind).fixed_hour:
        raise Invalid("due_on", _("The law sets this time limit. Leave the day empty."))
    if due_at is not None and due_at <= clock.now():
        raise Invalid("due_on", _("Choose today or a later day."))


def _reassign(op: Operation, by: Actor, duty: Duty, said: _Said, to: Seat, due_at: datetime | None) -> None:
    """Give a duty to another seat: its clock begins to be looked at anew, and the line above the new unit hears."""
    readers = sorted({*duty.readers, *directory.readers_for(to.audience)})
    above = seat_above(to.audience)
    steps = list(duty.steps)
    if above is not None and all(step["audience"] != above.audience for step in steps):
        minutes = int(HEARD_AFTER.total_seconds() // 60)
        steps.append({"minutes": minutes, "role": above.role, "audience": above.audience})
    hour = due_at or duty.due_at
    changes = {
        "owner_role": to.role,
        "owner_audience": to.audience,
        "owner_user": to.user,
        "home_unit": to.audience,
        "readers": readers,
        "steps": sorted(steps, key=lambda step: step["minutes"]),
        "level": 0,
        "due_at": hour,
        "next_at": hour if duty.paused_at is None else None,
        "sent_back_at": None,
    }
    op.readers.update(readers)
    op.add(to_role=to.role, to_audience=to.audience)
    with acting_as(SYSTEM, op=op.id):
        duty.revise(expected=None, changes=changes)
        Remark.objects.filter(duty=duty).update(readers=readers)
    _remark(op, by, duty, Remark.Kind.REASSIGNED, said, to)
    tell(
        owners_of(duty),
        duty=duty,
        words=Bilingual(f"New: {duty.title_en}", f"नया: {duty.title_hi or duty.title_en}"),
        key=f"reassigned:{duty.id}:{duty.version}",
    )


def _withdraw(op: Operation, by: Actor, duty: Duty, said: _Said, decision: Duty) -> None:
    op.also(events.DUTY_DROPPED, ("duty", duty.id), duty.readers, of_kind=duty.kind)
    before = owners_of(duty)
    with acting_as(SYSTEM, op=op.id):
        duty.revise(expected=None, changes={"dropped_at": clock.now(), "drop_reason": said.words, "next_at": None})
    close_beside(op.id, duty)
    tell(
        before,
        duty=duty,
        words=Bilingual(f"Withdrawn: {duty.title_en}", f"वापस लिया गया: {duty.title_hi or duty.title_en}"),
        key=f"withdrawn:{decision.id}",
    )
