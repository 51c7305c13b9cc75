"""Making users, giving and ending grants. Called by the directory's posting of officers and by the first set-up."""

from datetime import date

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import Grant, Proposal, SignInCode, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.access.proposals.second_persons import is_of_state, needs_second
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused

from ..proposals.actions.proposing import propose, withdraw


def _require_administrator(by: Actor) -> None:
    if not by.is_system:
        require(by, Permission.ACCESS_GRANT)


def create_user(
    *,
    by: Actor,
    username: str,
    name: str,
    name_hi: str = "",
    email: str = "",
    language: str = "en",
    password: str | None = None,
    is_persona: bool = False,
    is_client: bool = False,
) -> User:
    """Make a user; without a password they must be given a way in (a code, a key, the state's own sign-in)."""
    _require_administrator(by)
    username = username.strip()
    if not username:
        raise Invalid("username", _("Give a login, for example the employee number."))
    if User.objects.filter(username__iexact=username).exists():
        raise Invalid("username", _("The login %(login)s is already in use.") % {"login": username})
    user = User(
        username=username,
        name=name.strip(),
        name_hi=name_hi.strip(),
        email=email.strip(),
        language=language,
        is_persona=is_persona,
        is_client=is_client,
        joined_at=clock.now(),
    )
    user.set_password(password)
    with operation(events.USER_CREATED, by=by, target=("user", user.id), is_persona=is_persona):
        user.save(force_insert=True)
        if not by.is_system and not is_client:
            _ask_confirmation(by, user)
    return user


def _ask_confirmation(by: Actor, user: User) -> None:
    """Keep a code that was never given and opens nothing: whoever comes first, by whatever door, is confirmed first.

    The state's own sign-in lets in whom the login names, and an administrator chose the login.
    """
    now = clock.now()
    SignInCode.objects.create(user=user, code_hash="", made_by=by.id, made_at=now, expires_at=now)


def close_user(*, by: Actor, user: User) -> User:
    """Close an account: its grants end and nobody signs in with it any more.

    Raises Refused for one who holds a role of the state: it is ended first, by two persons.
    """
    _require_administrator(by)
    if not by.is_system and is_of_state(user):
        raise Refused(_by_two())
    with operation(events.USER_CLOSED, by=by, target=("user", user.id)):
        User.objects.filter(pk=user.pk).update(is_active=False)
        Grant.objects.filter(user=user, ended_at__isnull=True).update(ended_at=clock.now())
    user.is_active = False
    return user


def give_grant(
    *,
    by: Actor,
    user: User,
    role: str,
    audience: int,
    compartment: str,
    home_state: str,
    since: date,
    until: date | None = None,
    is_wide: bool = False,
) -> Grant:
    """Give a role at a unit; ``is_wide`` says that its rows are those of the whole state.

    A role of the state waits for a second person; a machine's waits with its token. Raises Invalid for an unknown role
    or dates in the wrong order.
    """
    _require_administrator(by)
    if role not in BY_CODE:
        raise Invalid("role", _("The role %(role)s does not exist.") % {"role": role})
    if until is not None and until < since:
        raise Invalid("until", _("The last day is before the first."))
    grant = Grant(
        user=user,
        role=role,
        audience=audience,
        compartment=compartment,
        home_state=home_state,
        since=since,
        until=until,
        is_wide=is_wide,
        waits=not user.is_client and needs_second(by, role=role, is_wide=is_wide),
    )
    if grant.waits:
        propose(by=by, kind=Proposal.Kind.POSTING, user=user, home_state=home_state, grant=grant)
        return grant
    with operation(
        events.GRANT_GIVEN, by=by, target=("user", user.id), readers=[audience], role=role, audience=audience
    ):
        grant.save(force_insert=True)
    return grant


def put_in_force(*, by: Actor, grant: Grant) -> Grant:
    """Give a role that waited; within the operation of whoever agreed.

    A code that one person gave before ends: whoever kept it would come into a role of the state by it.
    """
    with operation(
        events.GRANT_GIVEN,
        by=by,
        target=("user", grant.user_id),
        readers=[grant.audience],
        role=grant.role,
        audience=grant.audience,
    ) as op:
        now = clock.now()
        given = SignInCode.objects.filter(user=grant.user_id, proposal__isnull=True).unused(now)
        op.add(codes_ended=given.update(expires_at=now))
        grant.revise(expected=None, changes={"waits": False})
    return grant


def end_grant(*, by: Actor, grant: Grant, until: date | None = None) -> Grant:
    """End a grant now, or with a last day in the future.

    One that waits for a second person is taken back. Raises Refused for a role of the state in force: its end is
    proposed (:func:`propose_end`) and agreed to.
    """
    _require_administrator(by)
    if grant.waits and grant.ended_at is None:
        withdraw(by=by, proposal=grant.proposals.open().get())
        grant.refresh_from_db()
        return grant
    if not by.is_system and grant.is_of_state and grant.ended_at is None:
        raise Refused(_by_two())
    return write_end(by=by, grant=grant, until=until)


def propose_end(*, by: Actor, grant: Grant, until: date) -> Proposal:
    """Propose that a role of the state ends; it holds until a second person agrees."""
    _require_administrator(by)
    if Proposal.objects.open().filter(grant=grant).exists():
        raise Invalid("until", _("Ending this role is already proposed and waits for a second person."))
    kind = Proposal.Kind.ENDING
    return propose(by=by, kind=kind, user=grant.user, home_state=grant.home_state, grant=grant, until=until)


def _by_two() -> str:
    return _("Two persons are needed to end a state-level role. End its posting on the officer's page.")


def write_end(*, by: Actor, grant: Grant, until: date | None) -> Grant:
    """End a grant, once everybody has agreed whom it needs."""
    with operation(
        events.GRANT_ENDED,
        by=by,
        target=("user", grant.user_id),
        readers=[grant.audience],
        role=grant.role,
        audience=grant.audience,
    ):
        if until is not None and until >= clock.today():
            grant.revise(expected=grant.version, changes={"until": until})
        else:
            grant.revise(expected=grant.version, changes={"ended_at": clock.now()})
    return grant


def choose_language(*, by: Actor, user: User, language: str) -> User:
    """Keep the language a user chose for themselves."""
    if by.id != user.id:
        raise Invalid("language", _("Only the user can change their language."))
    if language not in ("en", "hi"):
        raise Invalid("language", _("Choose English or Hindi."))
    with operation(events.LANGUAGE_CHOSEN, by=by, target=("user", user.id), language=language):
        User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
    return user
