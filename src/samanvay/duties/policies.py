"""May this person do, pause or hand over this duty, and if not, why not."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require_confirmed, units_with
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.kinds import HOME_DEPARTMENT
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from .duty_kinds import BESIDE, DECISION, QUESTION
from .kinds import kind_of
from .models import Duty


def owns(actor: Actor, duty: Duty) -> bool:
    """Tell whether a duty waits for this person."""
    if duty.owner_user_id is not None:
        return duty.owner_user_id == actor.id
    return any(held.role == duty.owner_role and held.audience == duty.owner_audience for held in actor.grants)


def commands(actor: Actor, duty: Duty) -> bool:
    """Tell whether this person may assign duties at the owning unit or at one above it.

    A unit that only reads the duty, since the case was shared with it, commands nothing.
    """
    seats = {audience for audience in duty.readers if holds(actor, Permission.DUTY_ASSIGN, audience=audience)}
    if not seats or duty.owner_audience in seats:
        return bool(seats)
    line = directory.readers_for(duty.owner_audience) if duty.line is None else duty.line
    return not seats.isdisjoint(line)


def know_lines(duties: Iterable[Duty]) -> None:
    """Look up the units above the owners of many duties at once, so that no policy asks for each."""
    listed = list(duties)
    lines = directory.readers_for_many({duty.owner_audience for duty in listed})
    for duty in listed:
        duty.line = lines[duty.owner_audience]


def state_reviewed(actor: Actor) -> str:
    """Return the state whose overdue duties this person sees as counts: whoever assigns at its Home Department."""
    units = directory.units_of(units_with(actor, Permission.DUTY_ASSIGN)).values()
    return next((unit.home_state for unit in units if unit.kind == HOME_DEPARTMENT), "")


def may_do_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the duty waits and the person owns it or commands its owner."""
    require_confirmed(actor)
    _refuse_closed(duty)
    if actor.is_system or owns(actor, duty) or commands(actor, duty):
        return
    raise Refused(_("This is another officer's task."))


may_hand_over_duty = may_do_duty


def _refuse_closed(duty: Duty) -> None:
    if not duty.is_waiting:
        raise AlreadyDone(_("This task is already closed: %(how)s.") % {"how": duty.closed_words})


def may_close_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the person owns the duty or heads the owning unit, and its kind is closed by a press.

    A unit above does not say that the act of another is done: it reminds, reassigns or withdraws.
    """
    may_do_duty(actor, duty)
    if actor.is_system:
        return
    if kind_of(duty.kind).closes_itself:
        raise Refused(_("This task closes automatically when the work is done."))
    if not owns(actor, duty) and not holds(actor, Permission.DUTY_ASSIGN, audience=duty.owner_audience):
        unit = directory.name_of_unit(duty.owner_audience) or ""
        said = _("Only %(who)s can mark this as done. You can remind them, or reassign or withdraw the task.")
        raise Refused(said % {"who": f"{BY_CODE[duty.owner_role].name}, {unit}"})


def may_remind_owner(actor: Actor, duty: Duty) -> None:
    """Refuse unless the duty is overdue or escalated, waits for somebody else and this person commands its owner."""
    _refuse_unless_above(actor, duty, _("An officer above the owner reminds them."))
    if duty.paused_at is not None or (duty.level == 0 and duty.due_at > clock.now()):
        raise Refused(_("This task is not overdue."))


def may_reassign_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the duty waits for somebody else whom this person commands."""
    _refuse_unless_above(actor, duty, _("A task is reassigned by an officer above its owner."))
    _refuse_beside(duty)
    if duty.sent_back_at is not None:
        raise Refused(_("It was sent back: decide on that."))


def may_reopen_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the person marked the duty as done themselves, today."""
    require_confirmed(actor)
    if duty.done_at is None or duty.done_by != actor.id or duty.done_at.astimezone(clock.INDIA).date() != clock.today():
        raise Refused(_("Only what you marked as done yourself today can be reopened."))
    if kind_of(duty.kind).closes_itself:
        raise Refused(_("This task closes automatically when the work is done."))


def _refuse_unless_above(actor: Actor, duty: Duty, words: str) -> None:
    require_confirmed(actor)
    _refuse_closed(duty)
    if owns(actor, duty) or not commands(actor, duty):
        raise Refused(words)


def may_drop_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the duty waits and the person commands its owner: nobody withdraws their own duty, or a law's."""
    _refuse_closed(duty)
    if not actor.is_system:
        may_withdraw(duty)
    if actor.is_system or (commands(actor, duty) and not owns(actor, duty)):
        return
    raise Refused(_("You do not have permission. An officer above the one who has the task can withdraw it."))


def may_withdraw(duty: Duty) -> None:
    """Refuse to withdraw what a law asks for by an hour of its own."""
    if kind_of(duty.kind).fixed_hour:
        raise Refused(_("The law asks for this. It closes when the work is done, and nobody can withdraw it."))


def may_pause_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the person may do the duty and it runs; an owner who has asked waits for leave to let it stand."""
    may_do_duty(actor, duty)
    if duty.paused_at is not None:
        raise AlreadyDone(_("This task is already deferred."))
    if not actor.is_system:  # which lets the clock stand while a child is on the way
        may_stand(duty)
    if duty.asked_at is not None and owns(actor, duty):
        raise Refused(_("A question on this task is open. It is deferred only if the officer who was asked agrees."))


def may_resume_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the person may do the duty and it is paused."""
    may_do_duty(actor, duty)
    if duty.paused_at is None:
        raise Refused(_("This task is not deferred."))


def may_ask_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the person may do the duty and no question on it is open."""
    may_do_duty(actor, duty)
    _refuse_beside(duty)
    if duty.asked_at is not None:
        raise Refused(_("A question on this task is already open. Wait for the answer."))


def may_send_back_duty(actor: Actor, duty: Duty) -> None:
    """Refuse unless the person may do the duty and it is not sent back already."""
    may_do_duty(actor, duty)
    _refuse_beside(duty)
    if duty.sent_back_at is not None:
        raise AlreadyDone(_("It was already sent back. Wait for the decision."))


def may_answer_question(actor: Actor, question: Duty) -> None:
    """Refuse unless it is an open question that waits for the person or for whom they command."""
    if question.kind != QUESTION.code:
        raise Refused(_("This task is not a question."))
    may_do_duty(actor, question)


def may_stand(duty: Duty) -> None:
    """Refuse to let the clock of a duty stand until an answer where it stands already or a law sets its hour."""
    if kind_of(duty.kind).fixed_hour:
        raise Refused(_("The law sets this time limit. You cannot defer the task."))
    if duty.paused_at is not None:
        raise AlreadyDone(_("This task is already deferred."))


def may_decide_sent_back(actor: Actor, decision: Duty) -> None:
    """Refuse unless a duty that was sent back waits for this person's decision, or for one whom they command."""
    if decision.kind != DECISION.code:
        raise Refused(_("This task was not sent back."))
    may_do_duty(actor, decision)


def _refuse_beside(duty: Duty) -> None:
    if duty.kind in BESIDE:
        raise Refused(_("Answer it or decide it. You cannot ask about it or send it back."))
