"""What is left of a role where the door is weaker than a person at their own desk: the one place of that rule.

Written as what may be done, not as what may not, so that a new permission stays shut until somebody opens it here.
"""

from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .permissions import Permission as P

ON_A_REGISTERED_PHONE: frozenset[P] = frozenset(
    {
        P.CASE_AMEND,
        P.CASE_OPEN,
        P.CASE_READ,
        P.DIRECTORY_READ,
        P.DOCUMENT_ADD,
        P.DUTY_DO,
        P.FACT_READ,
        P.FACT_READ_PARTNER,
        P.REPORT_READ,
        P.REPORT_WRITE,
        P.REQUEST_READ,
        P.REQUEST_SEND,
        P.TRACING_READ,
        P.TRACING_WRITE,
    }
)
"""By PIN on a registered phone: the day's recording. No log, no export, no glass, no granting, no devices."""

BY_A_TOKEN: frozenset[P] = ON_A_REGISTERED_PHONE | {
    P.DIRECTORY_EDIT,
    P.DUTY_ASSIGN,
    P.HEALTH_READ,
    P.IMPORT_RUN,
    P.REPORT_ACCEPT,
}
"""What a token for a machine may be given: nothing sealed, no log, no export, nothing that makes new rights."""

BY_DOOR: dict[str, frozenset[P]] = {"device": ON_A_REGISTERED_PHONE, "token": BY_A_TOKEN}
"""The most that an actor keeps, by ``Actor.via``; a door that is not named here limits nothing."""


UNTIL_CONFIRMED: frozenset[P] = frozenset({P.DIRECTORY_READ, P.DUTY_DO})
"""All that is left of a role after a first code or a reset, until a superior confirms the officer.

Who serves where, and which tasks wait for the officer themself. No case, register, report, request, fact or count, no
telephone number of others, nothing that is written or decided. Pages that ask for no permission stay shut too, unless
they say that they open (``officer_page(until_confirmed=True)``): Today, notices, the own sign-in.
"""


def may_open_sealed(actor: Actor) -> bool:
    """Tell whether sealed words are shown at this door at all; who may see them there, the case team decides.

    A phone is registered by another officer, who may keep it: being of the team must not travel with it. A code for
    a new password passed through an administrator's hands: until a superior confirms the officer, it may be theirs.
    """
    return actor.via not in BY_DOOR and actor.is_confirmed


def require_sealed_door(actor: Actor) -> None:
    """Refuse at a door where nothing sealed is opened and nobody is named to a case team."""
    if not may_open_sealed(actor):
        raise Refused(closed_door_words(actor), code="door")


def unconfirmed_words() -> str:
    """Return why an officer whose sign-in was reset may do so little yet."""
    return _("Your sign-in is new or was reset. You can work when a senior officer confirms that it is you.")


def closed_door_words(actor: Actor) -> str:
    """Return why nothing sealed is opened here by this actor."""
    if actor.via not in BY_DOOR:
        return unconfirmed_words()
    return _("Names cannot be opened from a registered phone or by a token. Sign in with your password.")
