"""Opening, doing, pausing and handing over duties; telling people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.models import Grant, User
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as
from samanvay.kernel.refusals import Invalid, Refused

from .. import events, policies
from ..duty_kinds import DECISION, QUESTION
from ..kinds import DutyKind, kind_of
from ..messages.telling import notify, owners_of, tell
from ..models import Duty, Notice, TextMessage
from ..wording import checked_text

__all__ = [
    "Step",
    "close_beside",
    "do_duty",
    "drop_duty",
    "hand_over_duty",
    "holders_or_superiors",
    "notify",
    "open_duty",
    "pause_duty",
    "reopen_duty",
    "restart_duty",
    "resume_duty",
    "running_on",
    "see_notices",
    "stored_steps",
    "superiors_of",
]


@dataclass(frozen=True, slots=True)
class Step:
    """An escalation: so long after the hour, the holders of a role at a unit hear of it."""

    after: timedelta
    role: str
    audience: int


def stored_steps(escalate: Iterable[Step]) -> list[dict[str, Any]]:
    """Return escalations as a duty keeps them, in their order."""
    return [
        {"minutes": int(step.after.total_seconds() // 60), "role": step.role, "audience": step.audience}
        for step in sorted(escalate, key=lambda step: step.after)
    ]


def open_duty(
    *,
    by: Actor,
    kind: DutyKind,
    subject: tuple[str, UUID | str],
    title: Bilingual,
    owner_role: str,
    owner_audience: int,
    due_at: datetime,
    readers: Iterable[int],
    home_state: str,
    owner_user: User | None = None,
    link: str = "",
    escalate: Sequence[Step] = (),
    key: str | None = None,
    opener_unit: int | None = None,
    urgent: bool | None = None,
) -> Duty:
    """Open a duty and tell its owner. With a ``key`` the same duty is opened once, whoever asks again.

    ``title`` must hold no name: it goes out by e-mail. ``opener_unit`` is the unit at whose wish the machinery opens it
    (who handed over, the desk that wants the report): its owner may ask there. ``urgent`` marks this one; by default
    its kind says.
    """
    if key is not None and (known := Duty.objects.filter(key=key).first()):
        return known
    duty = Duty(
        kind=kind.code,
        key=key,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        title_en=title.en,
        title_hi=title.hi,
        link=link,
        owner_role=owner_role,
        owner_audience=owner_audience,
        owner_user=owner_user,
        opened_at=clock.now(),
        opened_by=by.id,
        opener_unit=opener_unit if opener_unit is not None else next(iter(by.units), None),
        is_urgent=kind.urgent if urgent is None else urgent,
        due_at=due_at,
        steps=stored_steps(escalate),
        next_at=due_at,
        readers=sorted({SYSTEM_AUDIENCE, owner_audience, *readers, *by.units} | ({opener_unit} - {None})),
        home_unit=owner_audience,
        home_state=home_state,
    )
    with operation(events.DUTY_OPENED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=kind.code) as op:
        op.add(subject=list(subject), owner_role=owner_role, owner_audience=owner_audience, due_at=due_at)
        duty.save(force_insert=True)
        tell(
            owners_of(duty),
            duty=duty,
            words=Bilingual(f"New: {title.en}", f"नया: {title.hi or title.en}"),
            key=f"opened:{duty.id}",
            reason=TextMessage.Reason.URGENT if duty.is_urgent else None,
        )
    return duty


def do_duty(
    *,
    by: Actor,
    duty: Duty,
    proof: str = "",
    pii_answer: str = "",
    expected: int | None = None,
    at: datetime | None = None,
) -> Duty:
    """Close a duty as done. A kind that asks for proof is not done without it.

    ``at`` is the hour at which it was done where the machinery knows it by an act; nobody else tells another than now.
    """
    policies.may_close_duty(by, duty)
    if kind_of(duty.kind).asks_proof or proof.strip():
        proof = _checked("proof", proof, _("Write how it can be seen that this is done."), by, pii_answer)
    with operation(events.DUTY_DONE, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind) as op:
        done_at = at if at is not None and by.is_system else clock.now()
        op.add(subject=[duty.subject_kind, duty.subject_id], was_late=done_at > duty.due_at)
        duty.revise(
            expected=expected,
            changes={"done_at": done_at, "done_by": by.id, "proof": proof.strip(), "next_at": None},
        )
        close_beside(op.id, duty)
    return duty


def reopen_duty(*, by: Actor, duty: Duty, expected: int | None = None) -> Duty:
    """Take back that a duty is done, on the same day, by whoever said so: it waits again with the hour that it had."""
    policies.may_reopen_duty(by, duty)
    with operation(
        events.DUTY_REOPENED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind
    ) as op:
        op.add(subject=[duty.subject_kind, duty.subject_id])
        open_again = {"done_at": None, "done_by": None, "proof": "", "next_at": duty.next_look(duty.due_at)}
        duty.revise(expected=expected, changes=open_again)
    return duty


def restart_duty(*, by: Actor, duty: Duty, due_at: datetime | None = None) -> Duty:
    """Let a duty wait again whose end no longer stands, with its hour or another: for the machinery. Raises Refused."""
    if not by.is_system:
        raise Refused(_("This task opens again automatically when what ended it no longer stands."))
    was_waiting, due = duty.is_waiting, due_at or duty.due_at
    with operation(events.DUTY_REOPENED, by=by, target=("duty", duty.id), readers=duty.readers) as op:
        op.add(of_kind=duty.kind, subject=[duty.subject_kind, duty.subject_id], due_at=due)
        changes: dict[str, object] = {"due_at": due, "next_at": duty.next_look(due)}
        if not was_waiting:
            changes |= dict.fromkeys(("done_at", "done_by", "dropped_at", "paused_at"), None)
            changes |= {"proof": "", "drop_reason": "", "waits_for_answer": False}
        duty.revise(expected=None, changes=changes)
        if not was_waiting:
            words = Bilingual(f"Open again: {duty.title_en}", f"फिर खुला: {duty.title_hi or duty.title_en}")
            tell(owners_of(duty), duty=duty, words=words, key=f"restarted:{duty.id}:{duty.version}")
    return duty


def drop_duty(*, by: Actor, duty: Duty, reason: str, pii_answer: str = "", expected: int | None = None) -> Duty:
    """Withdraw a duty that has become needless, with the reason."""
    policies.may_drop_duty(by, duty)
    reason = _checked("reason", reason, _("Write why you withdraw this task."), by, pii_answer)
    with operation(events.DUTY_DROPPED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind) as op:
        duty.revise(
            expected=expected,
            changes={"dropped_at": clock.now(), "drop_reason": reason.strip(), "next_at": None},
        )
        close_beside(op.id, duty)
        _free_subject(op.id, duty)
        if not by.is_system:
            tell(
                [each for each in owners_of(duty) if each.pk != by.id],
                duty=duty,
                words=Bilingual(f"Withdrawn: {duty.title_en}", f"वापस लिया गया: {duty.title_hi or duty.title_en}"),
                key=f"withdrawn:{duty.id}",
            )
    return duty


def pause_duty(*, by: Actor, duty: Duty, reason: str, pii_answer: str = "", expected: int | None = None) -> Duty:
    """Stop the clock of a duty, with the reason (a journey, a court's stay)."""
    policies.may_pause_duty(by, duty)
    reason = _checked("reason", reason, _("Write why you defer this."), by, pii_answer)
    with operation(events.DUTY_PAUSED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind):
        duty.revise(
            expected=expected,
            changes={"paused_at": clock.now(), "pause_reason": reason.strip(), "next_at": None},
        )
    return duty


def resume_duty(*, by: Actor, duty: Duty, expected: int | None = None) -> Duty:
    """Let the clock run on; the hour moves by as long as it stood."""
    policies.may_resume_duty(by, duty)
    assert duty.paused_at is not None
    stood = clock.now() - duty.paused_at
    due_at = duty.due_at + stood
    with operation(events.DUTY_RESUMED, by=by, target=("duty", duty.id), readers=duty.readers, of_kind=duty.kind) as op:
        op.add(stood_minutes=int(stood.total_seconds() // 60))
        duty.due_at = due_at
        duty.revise(
            expected=expected,
            changes={"due_at": due_at, "paused_at": None, "waits_for_answer": False, "next_at": duty.next_look(due_at)},
        )
    return duty


def hand_over_duty(*, by: Actor, duty: Duty, to: User, expected: int | None = None) -> Duty:
    """Give a duty to a person who holds the owning role at the owning unit."""
    policies.may_hand_over_duty(by, duty)
    if not directory.holders_of(duty.owner_role, duty.owner_audience).filter(pk=to.pk).exists():
        raise Invalid("to", _("%(name)s does not have that role at that unit.") % {"name": to.name})
    with operation(
        events.DUTY_HANDED_OVER,
        by=by,
        target=("duty", duty.id),
        readers=duty.readers,
        of_kind=duty.kind,
        to=to.id,
    ):
        duty.revise(expected=expected, changes={"owner_user": to})
        tell(
            [to],
            duty=duty,
            words=Bilingual(f"Given to you: {duty.title_en}", f"आपको सौंपा गया: {duty.title_hi or duty.title_en}"),
            key=f"handed:{duty.id}:{duty.version}",
        )
    return duty


def _free_subject(op: UUID, beside: Duty) -> None:
    """Let a duty be asked about or sent back anew when its question or decision is withdrawn; its clock runs on."""
    fields = {QUESTION.code: "asked_at", DECISION.code: "sent_back_at"}
    if beside.kind not in fields:
        return
    with acting_as(SYSTEM, op=op):
        for subject in Duty.objects.waiting().filter(pk=beside.subject_id):
            more = running_on(subject) if beside.kind == QUESTION.code else {}
            subject.revise(expected=None, changes={fields[beside.kind]: None, **more})


def running_on(duty: Duty) -> dict[str, object]:
    """Return the changes by which a clock that stood for an answer runs on; none where it did not stand for one."""
    if not duty.waits_for_answer or duty.paused_at is None:
        return {}
    due_at = duty.due_at + (clock.now() - duty.paused_at)
    return {"due_at": due_at, "paused_at": None, "waits_for_answer": False, "next_at": duty.next_look(due_at)}


def close_beside(op: UUID, duty: Duty) -> None:
    """End what was asked or waits to be decided on a duty that closes, inside the caller's operation."""
    if duty.asked_at is None and duty.sent_back_at is None:
        return
    with acting_as(SYSTEM, op=op):
        for beside in Duty.objects.waiting().filter(subject_kind="duty", subject_id=str(duty.pk)):
            reason = _("The task that this was about is closed.")
            drop_duty(by=SYSTEM, duty=beside, reason=reason)


def see_notices(*, by: Actor) -> int:
    """Mark all notices of the actor as seen and return how many there were."""
    unseen = Notice.objects.filter(user_id=by.id, seen_at__isnull=True)
    with operation(events.NOTICES_SEEN, by=by, target=("user", by.id)) as op:
        count = unseen.update(seen_at=clock.now())
        op.add(count=count)
        if not count:
            op.keep_silent()
    return count


def _checked(field: str, text: str, missing: str, by: Actor, pii_answer: str) -> str:
    """Return what an officer wrote, checked; what the machinery passes on was checked where it arose."""
    if not text.strip():
        raise Invalid(field, missing)
    return text.strip() if by.is_system else checked_text(field, text, by=by, pii_answer=pii_answer)[0]


def holders_or_superiors(role: str, audience: int) -> tuple[list[User], int]:
    """Return who holds a role at a unit; where nobody does, whoever serves at the first unit above it."""
    people = list(directory.holders_of(role, audience))
    if not people:
        people, audience = _first_served_above(audience)
    return people, audience


def superiors_of(audience: int) -> list[User]:
    """Return who serves at the first unit above one where anybody does."""
    return _first_served_above(audience)[0]


def _first_served_above(audience: int) -> tuple[list[User], int]:
    above = directory.superior_of(audience)
    while above is not None:
        if people := _anyone_at(above):
            return people, above
        above = directory.superior_of(above)
    return [], audience


def _anyone_at(audience: int) -> list[User]:
    serving = Grant.objects.filter(audience=audience).in_force(clock.today()).values("user")
    return list(User.objects.filter(pk__in=serving, is_active=True).order_by("name", "id"))
