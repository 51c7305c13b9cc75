"""Machine clients and their tokens: made by administrators, shown once, kept as a hash."""

import re
import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from samanvay.access import events
from samanvay.access.actors import actor_for
from samanvay.access.limits import BY_A_TOKEN
from samanvay.access.models import ApiToken, Grant, Proposal, User
from samanvay.access.permissions import Permission
from samanvay.access.pins import secret_hash
from samanvay.access.policies import holds, require
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ..proposals.actions.proposing import propose, withdraw
from ..users.actions import create_user, give_grant

PREFIX = "sam_"
LONGEST = timedelta(days=366)


def make_client(
    *,
    by: Actor,
    name: str,
    role: str,
    audience: int,
    compartment: str,
    home_state: str,
    until: date | None = None,
) -> User:
    """Make the user of a machine, with one role at one unit; it never signs in by password."""
    require(by, Permission.API_TOKEN)
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise Invalid("name", _("Give the client a name in English letters, for example the name of the system."))
    client = create_user(by=by, username=f"client-{slug}"[:60], name=name, is_client=True)
    give_grant(
        by=by,
        user=client,
        role=role,
        audience=audience,
        compartment=compartment,
        home_state=home_state,
        since=clock.today(),
        until=until,
    )
    return client


def issue_token(
    *, by: Actor, client: User, name: str, audience: int, permissions: Iterable[str], expires_on: date
) -> tuple[ApiToken, str]:
    """Return a new token and its text, which is shown once.

    Its scope is a subset of what a token may ever do (``limits.BY_A_TOKEN``) and of what the client holds at the
    unit; what the client loses later, the token loses too. It lasts a year at most, and opens nothing until a second
    person has agreed and the head of the unit has accepted it.
    """
    require(by, Permission.API_TOKEN)
    if not client.is_client or not client.is_active:
        raise Invalid("client", _("Tokens are for machines; a person signs in."))
    wanted = sorted({str(each) for each in permissions})
    if not wanted:
        raise Invalid("permissions", _("Choose at least one right."))
    allowed = {str(each) for each in BY_A_TOKEN}
    actor = actor_for(client, via="token", audience=audience)
    for each in wanted:
        if each not in allowed:
            raise Invalid("permissions", _("A token cannot have the right %(right)s.") % {"right": each})
        if not holds(actor, Permission(each), audience=audience):
            raise Invalid("permissions", _("The client does not hold %(right)s at this unit.") % {"right": each})
    if not clock.today() <= expires_on <= clock.today() + LONGEST:
        raise Invalid("expires_on", _("Choose a last day within a year from today."))
    text = PREFIX + secrets.token_urlsafe(32)
    last_moment = (
        clock.now()
        .astimezone(clock.INDIA)
        .replace(year=expires_on.year, month=expires_on.month, day=expires_on.day, hour=23, minute=59, second=59)
    )
    token = ApiToken(
        user=client,
        name=name.strip() or client.name,
        audience=audience,
        permissions=wanted,
        token_hash=secret_hash(text),
        made_by=by.id,
        made_at=clock.now(),
        expires_at=last_moment,
        waits=True,
    )
    held = Grant.objects.filter(user=client, audience=audience).in_force(clock.today()).order_by("since", "id")[0]
    propose(by=by, kind=Proposal.Kind.TOKEN, user=client, home_state=held.home_state, token=token)
    return token, text


def put_in_force(*, by: Actor, token: ApiToken) -> ApiToken:
    """Let a token that waited open the door; within the operation of whoever agreed or accepted last."""
    with operation(
        events.TOKEN_ISSUED,
        by=by,
        target=("token", token.id),
        readers=[token.audience],
        client=str(token.user_id),
        permissions=token.permissions,
        expires_on=token.expires_at.astimezone(clock.INDIA).date().isoformat(),
    ):
        token.revise(expected=None, changes={"waits": False})
    return token


def revoke_token(*, by: Actor, token: ApiToken) -> ApiToken:
    """End a token at once."""
    require(by, Permission.API_TOKEN)
    if token.revoked_at is not None:
        return token
    if token.waits:
        withdraw(by=by, proposal=token.proposal)
        token.refresh_from_db()
        return token
    with operation(events.TOKEN_REVOKED, by=by, target=("token", token.id), readers=[token.audience]):
        token.revise(expected=None, changes={"revoked_at": clock.now(), "revoked_by": by.id})
    return token
