"""Giving an officer a way to sign in, with the access of the postings; giving a lost one back."""

from samanvay.access.models import SignInCode, User
from samanvay.access.signin.actions.confirming import confirm_sign_in as confirm_in_line
from samanvay.access.signin.actions.confirming import deny_sign_in as deny_in_line
from samanvay.access.signin.actions.resetting import end_lock_out as end_lock_out_of
from samanvay.access.signin.actions.resetting import reset_sign_in as clear_ways_in
from samanvay.access.users.actions import create_user
from samanvay.audit.operations import operation
from samanvay.directory import events
from samanvay.directory.models import Officer
from samanvay.directory.policies import require_post, require_reset
from samanvay.directory.queries import line_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor

from .postings import give_access


def open_account(
    *,
    by: Actor,
    officer: Officer,
    username: str = "",
    password: str | None = None,
    is_persona: bool = False,
) -> User:
    """Make the officer's user and give it the access of every posting that holds now or later.

    The login is the employee number unless another is given. Returns the user that stands, if there is one.
    """
    require_post(by, officer.home_state)
    if officer.user is not None:
        return officer.user
    with operation(events.OFFICER_ACCOUNT_OPENED, by=by, target=("officer", officer.id)) as op:
        user = create_user(
            by=by,
            username=username or officer.employee_no,
            name=officer.name,
            name_hi=officer.name_hi,
            email=officer.email,
            language=officer.language,
            password=password,
            is_persona=is_persona,
        )
        op.add(user=user.id)
        officer.revise(expected=None, changes={"user": user})
        for posting in officer.postings.standing().select_related("unit"):
            if posting.until is None or posting.until >= clock.today():
                give_access(by=by, posting=posting, officer=officer)
    return user


def reset_sign_in(*, by: Actor, officer: Officer, reason: str) -> str:
    """End every way in of an officer and return the code that is handed over; it holds for a day.

    Raises Refused where the actor may not, Invalid without a known reason.
    """
    return clear_ways_in(by=by, user=require_reset(by, officer), reason=reason)


def end_lock_out(*, by: Actor, officer: Officer, reason: str) -> None:
    """End the lock of an officer's account. Raises Refused where the actor may not, Invalid without a known reason."""
    end_lock_out_of(by=by, user=require_reset(by, officer), reason=reason)


def confirm_sign_in(*, by: Actor, user: User) -> list[SignInCode]:
    """Confirm, as a superior of today, that a user whose sign-in was reset is truly them; return what this answers.

    Raises Refused where the actor may not, Invalid where nothing waits or the code may still be used.
    """
    return confirm_in_line(by=by, user=user, line=line_of(user))


def deny_sign_in(*, by: Actor, user: User, reason: str) -> None:
    """Say, as a superior of today, that whoever signs in is not the officer; every way in ends."""
    deny_in_line(by=by, user=user, line=line_of(user), reason=reason)
