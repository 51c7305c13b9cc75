"""After a reset: a superior says that the officer is truly them, and their sealed records open again."""

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.confirming import Line, awaiting, is_waiting_for_password, superiors, why_not_confirm
from samanvay.access.models import Grant, SignInCode, User
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused


def confirm_sign_in(*, by: Actor, user: User, line: Line) -> list[SignInCode]:
    """Confirm that a user whose sign-in was reset is truly them; return the resets that this answers.

    ``line`` is where the officer serves and what stands above today. Raises Refused for one who may not
    (:func:`samanvay.access.confirming.why_not_confirm`), Invalid where nothing is to be confirmed or the code has not
    been used yet and could still be used by another. The system confirms from the server's command alone.
    """
    if denial := why_not_confirm(by, user, line):
        raise Refused(denial, code="confirm")
    now = clock.now()
    homes = Grant.objects.filter(user=user).in_force(clock.today()).values_list("audience", flat=True)
    with operation(events.SIGN_IN_CONFIRMED, by=by, target=("user", user.id), readers=sorted(set(homes))) as op:
        # A reset of this moment waits here, or is seen below.
        User.objects.select_for_update().get(pk=user.pk)
        codes = list(awaiting(user).select_for_update())
        if not codes:
            raise Invalid("user", _("Nothing waits to be confirmed for this officer."))
        if is_waiting_for_password(codes):
            raise Invalid("user", _("The officer has not chosen a new password yet. Confirm them afterwards."))
        if denial := why_not_confirm(by, user, line):
            raise Refused(denial, code="confirm")
        for code in codes:
            code.revise(expected=None, changes={"confirmed_at": now, "confirmed_by": by.id})
        op.add(way=_way(by, user, line), reset_by=sorted({str(code.made_by) for code in codes}))
    return codes


def _way(by: Actor, user: User, line: Line) -> str:
    """Return as what the actor confirmed: their role, or the server's command."""
    if by.is_system:
        return "server"
    return next(grant.role for grant in superiors(user, line) if grant.user_id == by.id)
