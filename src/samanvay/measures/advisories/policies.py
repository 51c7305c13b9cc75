"""May this person send an advisory, answer it, say that it is done, check it; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.directory import queries as directory
from samanvay.duties.wording import by_and_at
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import Advisory, Recipient
from .states import ACTED_ON, RECIPIENT_FOLLOWS, RecipientState


def may_send_advisory(actor: Actor) -> None:
    """Refuse unless the person may advise other districts at some unit."""
    require(actor, Permission.ADVISORY_SEND)


def may_change_draft(actor: Actor, advisory: Advisory) -> None:
    """Refuse unless the person sends advisories at the unit of the draft and it was not sent."""
    _keeps(actor, advisory)
    if advisory.sent_at is not None:
        how = by_and_at(advisory.sent_by, advisory.sent_at)
        raise AlreadyDone(_("This advisory was already sent: %(how)s. Correct its text instead.") % {"how": how})
    if not advisory.is_draft:
        raise AlreadyDone(_("This draft was already deleted."))


def may_manage_advisory(actor: Actor, advisory: Advisory) -> None:
    """Refuse unless the person sends advisories at the unit that sent this one, and it stands."""
    _keeps(actor, advisory)
    if advisory.is_draft:
        raise Refused(_("This advisory has not been sent yet."))
    if not advisory.is_sent:
        how = by_and_at(advisory.withdrawn_by, advisory.withdrawn_at)
        raise AlreadyDone(_("This advisory was already withdrawn: %(how)s.") % {"how": how})


def _keeps(actor: Actor, advisory: Advisory) -> None:
    require(actor, Permission.ADVISORY_SEND)
    if not holds(actor, Permission.ADVISORY_SEND, audience=advisory.home_unit):
        raise Refused(_("You do not have permission. Only the unit that sends an advisory can change it."))


def sees_all_rows(actor: Actor, advisory: Advisory) -> bool:
    """Tell whether the person belongs to the sender's unit, a unit above it, or the state's desk."""
    return not set(actor.units).isdisjoint(sender_readers(advisory))


def sender_readers(advisory: Advisory) -> set[int]:
    """Return the sender's unit, those above it and the state's desk."""

    desk = directory.desk_of(advisory.home_state)
    return {*directory.readers_for(advisory.home_unit)[1:], *([desk.audience] if desk is not None else [])}


def owns_row(actor: Actor, recipient: Recipient) -> bool:
    """Tell whether an advisory waits for this person."""
    return any(held.role == recipient.role and held.audience == recipient.unit for held in actor.grants)


def may_answer(actor: Actor, recipient: Recipient) -> None:
    """Refuse unless the advisory waits for the person, or for an officer whom the person commands."""
    if not recipient.advisory.is_sent:
        raise Refused(_("This advisory was withdrawn."))
    if owns_row(actor, recipient) and holds(actor, Permission.DUTY_DO, audience=recipient.unit):
        return
    above = set(directory.readers_for(recipient.unit)[1:])
    if any(holds(actor, Permission.DUTY_ASSIGN, audience=audience) for audience in above & set(actor.units)):
        return
    raise Refused(
        _("You do not have permission. %(role)s there or a senior officer can do this.")
        % {"role": recipient.role_words}
    )


def may_move(actor: Actor, recipient: Recipient, to: RecipientState) -> None:
    """Refuse unless the person answers for the recipient and the state follows the present one."""
    may_answer(actor, recipient)
    if recipient.state == to or (to == RecipientState.ACCEPTED and recipient.state in ACTED_ON):
        how = by_and_at(recipient.answered_by, recipient.answered_at)
        raise AlreadyDone(_("This was already answered: %(how)s.") % {"how": how})
    if to not in RECIPIENT_FOLLOWS[RecipientState(recipient.state)]:
        raise Refused(_("This is not possible in the advisory's present status."))


def may_say_done(actor: Actor, recipient: Recipient) -> None:
    """Refuse unless the person answers for the recipient and has accepted."""
    may_answer(actor, recipient)
    if recipient.state in ACTED_ON:
        how = by_and_at(recipient.done_by, recipient.done_at)
        raise AlreadyDone(_("This was already done: %(how)s.") % {"how": how})
    if recipient.state != RecipientState.ACCEPTED:
        raise Refused(_("Accept the advisory first. Then report it as done."))


def may_check(actor: Actor, recipient: Recipient) -> None:
    """Refuse unless the work waits for a check and the person is of the sender or above the doer, and did not do it."""
    if recipient.state != RecipientState.TO_CHECK:
        if recipient.checked_at is None:
            raise Refused(_("Nothing is waiting to be checked here."))
        how = by_and_at(recipient.checked_by, recipient.checked_at)
        raise AlreadyDone(_("This was already checked: %(how)s.") % {"how": how})
    if recipient.done_by == actor.id:
        raise Refused(_("You reported this as done. Another person must check it."))
    if holds(actor, Permission.ADVISORY_SEND, audience=recipient.advisory.home_unit):
        return
    above = set(directory.readers_for(recipient.unit)[2:])
    if any(holds(actor, Permission.DUTY_ASSIGN, audience=audience) for audience in above & set(actor.units)):
        return
    raise Refused(
        _("You do not have permission. The sender, or an officer senior to those who did the work, can check it.")
    )
