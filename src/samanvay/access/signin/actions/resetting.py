"""A forgotten password, a lost second factor, a first sign-in: an administrator clears the old and hands over a code.

A wrong code is counted and recorded, so ``choose_password`` answers with an outcome instead of raising: an exception
would undo the count together with the page's transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samanvay.access import events, pins
from samanvay.access.models import Device, Grant, Proposal, SignInCode, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor
from samanvay.kernel.refusals import Invalid, Refused

from ...devices.actions import recorder
from ...proposals.actions.proposing import propose

SIGN_IN_CODE_LASTS = timedelta(hours=24)
SIGN_IN_CODE_ATTEMPTS = 10_000
"""Twelve letters cannot be tried through; a limit that a stranger reaches would spoil the code of an officer."""

RESET_REASONS: dict[str, Bilingual] = {
    "first": Bilingual("First sign-in: there is no password yet", "पहला साइन इन: अभी पासवर्ड नहीं है"),
    "forgotten": Bilingual("Password forgotten", "पासवर्ड भूल गए"),
    "lost": Bilingual("Phone or key of the second factor lost or broken", "दूसरे सत्यापन का फ़ोन या कुंजी खो गई या ख़राब हुई"),
    "misused": Bilingual("Somebody else may know the password", "पासवर्ड किसी और को पता होने की आशंका"),
}


LOCK_OUT_REASONS: dict[str, Bilingual] = {
    "asked": Bilingual("The officer asked, and I verified their identity", "अधिकारी ने कहा, और मैंने पहचान पक्की की"),
    "over": Bilingual("Whoever tried was found and stopped", "प्रयास करने वाला मिल गया और रोका गया"),
}


@dataclass(frozen=True, slots=True)
class NewPassword:
    """What came of choosing a password with a code: whose it is, or words that say no."""

    user: User | None
    words: str = ""


def require_reset(by: Actor, user: User) -> None:
    """Refuse who may not reset this sign-in: only administrators may, and nobody their own.

    Of other roles none holds the permission, so that nobody takes over somebody who may do more.
    """
    if not by.is_system:
        require(by, Permission.ACCESS_GRANT)
    if by.id == user.id:
        raise Refused(_("Another administrator resets your own sign-in. To change your password, use its page."))
    if user.is_client:
        raise Refused(_("A machine has no password; it signs in with a token."))
    if not user.is_active:
        raise Refused(_("This account is closed."))


def reset_sign_in(*, by: Actor, user: User, reason: str) -> str:
    """End every way in of a user and return the code with which they choose a new password, within a day.

    Sessions end, second factors and registered phones are taken away, the password opens nothing any more, and the
    work of their roles stays shut until a superior confirms them (``confirm_sign_in``). The binding to an identity of
    the state's own sign-in ends, too; that sign-in itself is the state's to close. Only a keyed hash of the code is
    kept; it replaces any earlier one.

    Where the user holds a role of the state nothing of this happens, and the code opens nothing, until a second person
    agrees (:func:`samanvay.access.proposals.actions.agreeing.agree`); from then on the code holds for a day.
    """
    require_reset(by, user)
    if reason not in RESET_REASONS:
        raise Invalid("reason", _("Choose the reason."))
    now = clock.now()
    code = pins.new_sign_in_code()
    row = SignInCode(user=user, made_by=by.id, made_at=now, expires_at=now + SIGN_IN_CODE_LASTS)
    row.code_hash = pins.code_hash(pins.plain_code(code), salt=str(row.id))
    held = Grant.objects.filter(user=user).standing(clock.today()).of_state().order_by("since", "id").first()
    if held is not None and not by.is_system:
        if Proposal.objects.waiting(now).filter(user=user, kind=Proposal.Kind.RESET).exists():
            raise Invalid("reason", _("A reset of this officer's sign-in is already waiting for a second person."))
        row.waits = True
        kind = Proposal.Kind.RESET
        propose(by=by, kind=kind, user=user, home_state=held.home_state, code=row, reason=reason)
        return code
    clear_ways_in(by=by, user=user, row=row, reason=reason)
    return code


def clear_ways_in(*, by: Actor, user: User, row: SignInCode, reason: str) -> None:
    """End every way in of a user and let a code be used from now on, for a day."""
    now = clock.now()
    with operation(events.SIGN_IN_RESET, by=by, target=("user", user.id), reason=reason, code=str(row.id)) as op:
        # a confirmation of this moment is of what was before
        User.objects.select_for_update().get(pk=user.pk)
        ended = end_ways_in(by=by, user=user)
        if row.waits:
            row.revise(expected=None, changes={"waits": False, "expires_at": now + SIGN_IN_CODE_LASTS})
        else:
            row.save(force_insert=True)
        op.add(**ended, made_by=str(row.made_by))


def end_ways_in(*, by: Actor, user: User) -> dict[str, int]:
    """End every way in that a user has; return how many of what ended.

    It works inside the caller's operation, with the user's row locked.
    """
    now = clock.now()
    # a new unusable password is another one each time: sessions, which carry its mark, end with it
    user.set_password(None)
    User.objects.filter(pk=user.pk).update(password=user.password)
    sessions = list(UserSession.objects.filter(user_id=user.pk))
    for session in sessions:
        session.end()
    factors, _kinds = Authenticator.objects.filter(user_id=user.pk).delete()
    bindings, _kinds = SocialAccount.objects.filter(user_id=user.pk).delete()
    phones = list(Device.objects.in_use().filter(user=user))
    for phone in phones:
        phone.revise(expected=None, changes={"revoked_at": now, "revoked_by": by.id})
    SignInCode.objects.filter(user=user).unused(now).update(expires_at=now)
    return {"sessions": len(sessions), "factors": factors, "phones": len(phones), "bindings": bindings}


def end_lock_out(*, by: Actor, user: User, reason: str) -> None:
    """Record that the lock of an account after wrong passwords is ended; may be done by whoever may reset it."""
    require_reset(by, user)
    if reason not in LOCK_OUT_REASONS:
        raise Invalid("reason", _("Choose the reason."))
    with operation(events.LOCK_OUT_ENDED, by=by, target=("user", user.id), reason=reason):
        """The tries are counted in the cache, by the pages."""


def _good_password(password: str, user: User | None) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Invalid("password", " ".join(weak.messages)) from weak


def choose_password(*, username: str, code: str, password: str) -> NewPassword:
    """Store the password that an officer chose with the code they were given; it opens no session by itself.

    Raises Invalid for a weak password, before the code is used up. Unknown login, wrong, used and expired codes
    answer alike; one that waits for a second person says so to whoever has it.
    """
    _good_password(password, None)
    now = clock.now()
    user = User.objects.filter(username__iexact=username.strip(), is_active=True, is_client=False).first()
    row = None
    if user is not None:
        waiting = SignInCode.objects.select_for_update().filter(user=user, attempts__lt=SIGN_IN_CODE_ATTEMPTS)
        row = waiting.unused(now).order_by("-made_at").first()
    salt = str(row.id) if row else "none"
    is_right = pins.is_code(pins.plain_code(code), row.code_hash if row else "", salt=salt)
    if user is None or row is None or not is_right:
        return _waiting_code(user, code, now) or _wrong_code(user, row)
    _good_password(password, user)
    user.set_password(password)
    by = recorder(user, via="session")
    with operation(events.PASSWORD_CHANGED, by=by, target=("user", user.id), how="code", given_by=str(row.made_by)):
        SignInCode.objects.filter(pk=row.pk).update(used_at=now, version=row.version + 1)
        User.objects.filter(pk=user.pk).update(password=user.password)
    return NewPassword(user)


def _waiting_code(user: User | None, code: str, now: datetime) -> NewPassword | None:
    proposal = Proposal.objects.waiting(now).filter(user=user, code__isnull=False).select_related("code").first()
    row = proposal.code if proposal else None
    if not pins.is_code(pins.plain_code(code), row.code_hash if row else "", salt=str(row.id) if row else "none"):
        return None
    with operation(events.SIGN_IN_FAILED, by=SYSTEM, target=("user", user.id if user else ""), how="waiting code"):
        """The event is all there is to write."""
    return NewPassword(
        None, _("The code is right, but a second person must agree to the reset first. Try again later.")
    )


def _wrong_code(user: User | None, row: SignInCode | None) -> NewPassword:
    target = ("user", user.id if user else "")
    with operation(events.SIGN_IN_FAILED, by=SYSTEM, target=target, how="sign-in code"):
        if row:
            SignInCode.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, version=row.version + 1)
    words = _("The login or code is wrong, or the code was used or has expired. Ask your administrator for a new code.")
    return NewPassword(None, words)
