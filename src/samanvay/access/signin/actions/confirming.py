"""After a reset: a superior says that the officer is truly them, and their work opens; or that it is somebody else."""

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import Grant, SignInCode, User
from samanvay.access.signin.confirmers import Line, awaiting, is_waiting_for_password, superiors, why_not_confirm
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused

from .resetting import end_ways_in

DENIAL_REASONS: dict[str, Bilingual] = {
    "not_asked": Bilingual(
        "The officer did not ask for the account or the reset", "अधिकारी ने खाता या रीसेट नहीं माँगा था"
    ),
    "not_chosen": Bilingual("The officer did not choose the password", "पासवर्ड अधिकारी ने नहीं चुना"),
    "other": Bilingual("Another person uses the sign-in", "साइन इन का उपयोग कोई और व्यक्ति कर रहा है"),
    "not_serving": Bilingual("The officer is not posted here", "अधिकारी यहाँ तैनात नहीं हैं"),
}


def confirm_sign_in(*, by: Actor, user: User, line: Line) -> list[SignInCode]:
    """Confirm that a user whose sign-in was reset is truly them; return the resets that this answers.

    ``line`` is where the officer serves and what stands above today. Raises Refused for one who may not
    (:func:`samanvay.access.signin.confirmers.why_not_confirm`), Invalid where nothing is to be confirmed or the code
    has not been used yet and could still be used by another. The system confirms from the server's command alone.
    """
    if denial := why_not_confirm(by, user, line):
        raise Refused(denial, code="confirm")
    with operation(events.SIGN_IN_CONFIRMED, by=by, target=("user", user.id), readers=_homes(user)) as op:
        codes = _awaiting_word(by, user, line)
        if is_waiting_for_password(codes):
            raise Invalid("user", _("The officer has not chosen a new password yet. Confirm after that."))
        for code in codes:
            code.revise(expected=None, changes={"confirmed_at": clock.now(), "confirmed_by": by.id})
        op.add(way=_way(by, user, line), reset_by=sorted({str(code.made_by) for code in codes}))
    return codes


def deny_sign_in(*, by: Actor, user: User, line: Line, reason: str) -> None:
    """Say that whoever signs in is not the officer: every way in ends, as by a reset, until a new code is given.

    What waits to be confirmed goes on waiting. Raises as :func:`confirm_sign_in` does, Invalid without a known reason.
    """
    if denial := why_not_confirm(by, user, line):
        raise Refused(denial, code="confirm")
    if reason not in DENIAL_REASONS:
        raise Invalid("reason", _("Choose the reason."))
    with operation(events.SIGN_IN_DENIED, by=by, target=("user", user.id), readers=_homes(user), reason=reason) as op:
        codes = _awaiting_word(by, user, line)
        op.add(way=_way(by, user, line), reset_by=sorted({str(code.made_by) for code in codes}))
        op.add(**end_ways_in(by=by, user=user))


def _homes(user: User) -> list[int]:
    return sorted(set(Grant.objects.filter(user=user).in_force(clock.today()).values_list("audience", flat=True)))


def _awaiting_word(by: Actor, user: User, line: Line) -> list[SignInCode]:
    """Return the resets that wait for a superior's word, locked; a reset of this moment waits, or is seen here."""
    User.objects.select_for_update().get(pk=user.pk)
    codes = list(awaiting(user).select_for_update())
    if not codes:
        raise Invalid("user", _("This officer's sign-in does not need to be confirmed."))
    if denial := why_not_confirm(by, user, line):
        raise Refused(denial, code="confirm")
    return codes


def _way(by: Actor, user: User, line: Line) -> str:
    """Return as what the actor confirmed: their role, or the server's command."""
    if by.is_system:
        return "server"
    return next(grant.role for grant in superiors(user, line) if grant.user_id == by.id)
