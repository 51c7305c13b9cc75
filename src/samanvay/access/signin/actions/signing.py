"""What is recorded of sign-ins: who came, by which way, who failed, who left; no password, code or typed login."""

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM, Actor, current_actor
from samanvay.kernel.refusals import Refused

from ...devices.actions import recorder, with_sight


def record_sign_in(*, user: User, how: str, via: str = "session") -> None:
    """Record that a user came in, and how (password, passkey, persona, the state's own sign-in)."""
    with operation(events.SIGNED_IN, by=recorder(user, via=via), target=("user", user.id), how=how):
        """The event is all there is to write."""


def record_sign_out(*, user: User, via: str = "session", audience: int | None = None) -> None:
    """Record that a user left by their own will; ``audience`` is the unit of a registered phone."""
    with operation(events.SIGNED_OUT, by=recorder(user, via=via, audience=audience), target=("user", user.id)):
        """The event is all there is to write."""


def record_failed_sign_in(*, user: User | None, how: str) -> None:
    """Record a failed sign-in.

    What was typed as login is kept in no case: people type passwords there.
    """
    with operation(events.SIGN_IN_FAILED, by=SYSTEM, target=("user", user.id if user else ""), how=how):
        """The event is all there is to write."""


def record_lock_out(*, user: User | None) -> None:
    """Record that sign-in is locked for a while after too many failures."""
    with operation(events.LOCKED_OUT, by=SYSTEM, target=("user", user.id if user else "")):
        """The event is all there is to write."""


def record_second_factor(*, user: User, kind: str, is_added: bool) -> None:
    """Record that a second factor was added or removed: by its user, or by whoever resets their sign-in."""
    event = events.SECOND_FACTOR_ADDED if is_added else events.SECOND_FACTOR_REMOVED
    acting = current_actor()
    by = recorder(user, via="session") if acting is None or acting.id == user.id else with_sight(acting)
    with operation(event, by=by, target=("user", user.id), factor=kind):
        """The event is all there is to write."""


def change_password(*, user: User, password: str) -> None:
    """Store a new password that its user chose."""
    if user.is_client:
        raise Refused(_("A machine has no password; it signs in with a token."))
    user.set_password(password)
    with operation(events.PASSWORD_CHANGED, by=recorder(user, via="session"), target=("user", user.id)):
        User.objects.filter(pk=user.pk).update(password=user.password)


def end_session(*, by: Actor, user: User, count: int = 1) -> None:
    """Record that a user ended sessions of their own elsewhere."""
    if by.id != user.id:
        raise Refused(_("Only the user can end their own session."))
    with operation(events.SESSION_ENDED, by=with_sight(by), target=("user", user.id), count=count):
        """The event is all there is to write."""
