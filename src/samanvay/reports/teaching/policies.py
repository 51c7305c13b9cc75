"""May this person consent to teaching the reader, confirm or withdraw that, and keep the reader's numbers."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import ReaderConsent


def may_see_consent(actor: Actor) -> None:
    """Refuse unless the person is of the state's desk."""
    require(actor, Permission.READER_CONSENT)


def may_give_consent(actor: Actor) -> None:
    """Refuse unless the person is of the state's desk."""
    require(actor, Permission.READER_CONSENT)


def may_confirm_consent(actor: Actor, consent: ReaderConsent) -> None:
    """Refuse unless the person is of the state's desk and somebody else gave the consent, which still waits."""
    require(actor, Permission.READER_CONSENT)
    if consent.withdrawn_at is not None:
        raise AlreadyDone(_("This consent is withdrawn."))
    if consent.confirmed_at is not None:
        raise AlreadyDone(_("This consent is confirmed already."))
    if consent.given_by == actor.id:
        raise Refused(_("You gave this consent yourself. Somebody else of the state's desk must confirm it."))


def may_withdraw_consent(actor: Actor, consent: ReaderConsent) -> None:
    """Refuse unless the person is of the state's desk and the consent was not withdrawn."""
    require(actor, Permission.READER_CONSENT)
    if consent.withdrawn_at is not None:
        raise AlreadyDone(_("This consent is withdrawn already."))


def may_keep_reader(actor: Actor) -> None:
    """Refuse unless the person is of the state's desk, or the server's own command asks."""
    if not actor.is_system:
        require(actor, Permission.READER_CONSENT)
