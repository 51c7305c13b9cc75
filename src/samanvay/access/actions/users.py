"""Making users, giving and ending grants. Called by the directory's posting of officers and by the first set-up."""

from datetime import date

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.models import Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid


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
        raise Invalid("username", _("The login %(login)s is taken.") % {"login": username})
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
    return user


def close_user(*, by: Actor, user: User) -> User:
    """Close an account: its grants end and nobody signs in with it any more."""
    _require_administrator(by)
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
) -> Grant:
    """Give a role at a unit. Raises Invalid for an unknown role or dates in the wrong order."""
    _require_administrator(by)
    if role not in BY_CODE:
        raise Invalid("role", _("There is no role %(role)s.") % {"role": role})
    if until is not None and until < since:
        raise Invalid("until", _("The last day lies before the first."))
    grant = Grant(
        user=user,
        role=role,
        audience=audience,
        compartment=compartment,
        home_state=home_state,
        since=since,
        until=until,
    )
    with operation(
        events.GRANT_GIVEN, by=by, target=("user", user.id), readers=[audience], role=role, audience=audience
    ):
        grant.save(force_insert=True)
    return grant


def end_grant(*, by: Actor, grant: Grant, until: date | None = None) -> Grant:
    """End a grant now, or with a last day in the future."""
    _require_administrator(by)
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
        raise Invalid("language", _("A language is chosen by its user alone."))
    if language not in ("en", "hi"):
        raise Invalid("language", _("Choose English or Hindi."))
    with operation(events.LANGUAGE_CHOSEN, by=by, target=("user", user.id), language=language):
        User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
    return user
