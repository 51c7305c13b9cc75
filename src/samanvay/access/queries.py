"""Reads on people and their grants, on phones, tokens, proposals, and on boxes with their team and broken glass."""

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from typing import Literal
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .actors import actor_for
from .models import ApiToken, ApiTokenUse, Box, Device, GlassBreak, Grant, Proposal, TeamMember, User
from .permissions import Permission
from .pins import secret_hash
from .policies import require, units_with
from .proposals.models import ProposalQuerySet
from .roles import BY_CODE
from .users.models.grant import GrantQuerySet

USE_NOTED_EVERY = timedelta(minutes=1)


def user_by_id(key: UUID | str) -> User | None:
    """Return a user, None where there is none."""
    return User.objects.filter(pk=key).first()


def officer_or_unseen(key: UUID | str) -> User:
    """Return a user who is a person and whose account is open. Raises Unseen."""
    found = User.objects.filter(pk=key, is_active=True, is_client=False).first()
    if found is None:
        raise Unseen
    return found


def user_by_login(login: str) -> User | None:
    """Return the user of a login in whatever case it is typed, None where there is none."""
    return User.objects.filter(username__iexact=login.strip()).first() if login else None


def users_named(words: str) -> list[User]:
    """Return the users with a login, or with a part of a name in either language, 200 at most."""
    sought = words.strip()
    named = Q(username__iexact=sought) | Q(name__icontains=sought) | Q(name_hi__icontains=sought)
    return list(User.objects.filter(named)[:200]) if sought else []


def users_with(value: str, by: Literal["email", "username"]) -> list[User]:
    """Return the users with an e-mail address or login in whatever case, two at most."""
    return list(User.objects.filter(**{f"{by}__iexact": value.strip()})[:2])


def users_by_id(ids: Iterable[UUID]) -> dict[UUID, User]:
    """Return users by id, in one query."""
    return {user.pk: user for user in User.objects.filter(pk__in=set(ids))}


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of users by id, in the active language."""
    found = User.objects.filter(pk__in=set(ids)).values_list("pk", "name", "name_hi")
    return {key: str(Bilingual(name, name_hi)) for key, name, name_hi in found}


def officers_posted_at(audiences: Iterable[int]) -> list[User]:
    """Return who serves today at some units and may sign in, by name, 500 at most."""
    posted = Grant.objects.filter(audience__in=list(audiences)).in_force(clock.today()).values("user")
    return list(User.objects.filter(pk__in=posted, is_active=True).order_by("name", "id")[:500])


def officers_holding(permission: str, audiences: Sequence[int], limit: int) -> list[Grant]:
    """Return who holds a permission at some units today, each once, in the order of the units; ``limit`` at most."""
    roles = [role.code for role in BY_CODE.values() if permission in role.permissions]
    found = Grant.objects.filter(audience__in=audiences, role__in=roles, user__is_active=True).in_force(clock.today())
    order = {audience: number for number, audience in enumerate(audiences)}
    listed = sorted(found.select_related("user")[:200], key=lambda each: (order[each.audience], each.since, each.pk))
    return list({each.user_id: each for each in reversed(listed)}.values())[::-1][:limit]


def locked_user(key: UUID) -> User:
    """Return a user whose row nobody else changes before this transaction ends."""
    return User.objects.select_for_update().get(pk=key)


def has_second_factor(user: User) -> bool:
    """Tell whether a user has an authenticator app or a passkey; recovery codes alone are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists())


def personas(logins: Collection[str]) -> dict[str, User]:
    """Return those of the demonstration's personas who have one of the logins, by login."""
    found = User.objects.filter(username__in=logins, is_persona=True, is_active=True)
    return {user.username: user for user in found}


def persona_by_id(key: UUID) -> User | None:
    """Return a persona of the demonstration, None where there is none."""
    return User.objects.filter(pk=key, is_persona=True, is_active=True).first()


def grants_of_personas() -> QuerySet[Grant]:
    """Return the grants in force of the personas of the demonstration, each with its user."""
    found = Grant.objects.filter(user__is_persona=True, user__is_active=True)
    return found.in_force(clock.today()).select_related("user")


def grants_in_force(user: User) -> GrantQuerySet:
    """Return what a user holds today, the oldest first."""
    return Grant.objects.filter(user=user).in_force(clock.today()).order_by("since", "id")


def grants_standing(user: User) -> GrantQuerySet:
    """Return what a user holds today or will, the oldest first."""
    return Grant.objects.filter(user=user).standing(clock.today()).order_by("since", "id")


def first_grants(users: Iterable[UUID]) -> dict[UUID, Grant]:
    """Return by user the oldest grant in force of those who may sign in."""
    found: dict[UUID, Grant] = {}
    grants = Grant.objects.filter(user__in=list(users), user__is_active=True).in_force(clock.today())
    for grant in grants.order_by("since", "id"):
        found.setdefault(grant.user_id, grant)
    return found


def grant_of_token(token: ApiToken) -> Grant | None:
    """Return the role that a token's machine holds at the token's unit."""
    return Grant.objects.filter(user=token.user_id, audience=token.audience).order_by("since").first()


def proposals_of(states: Collection[str]) -> ProposalQuerySet:
    """Return the proposals of states, with whom and what they are about."""
    found = Proposal.objects.filter(home_state__in=states)
    return found.select_related("user", "grant", "token", "token__user")


def proposals_by_id(ids: Collection[UUID | str]) -> dict[str, Proposal]:
    """Return proposals by id in letters."""
    found = Proposal.objects.filter(pk__in=ids).select_related("user", "grant", "token") if ids else []
    return {str(proposal.pk): proposal for proposal in found}


def proposal_or_unseen(key: UUID) -> Proposal:
    """Return a proposal. Raises Unseen."""
    found = Proposal.objects.select_related("user", "grant", "code", "token", "token__user").filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def open_proposal(user: UUID, kind: str = "") -> Proposal | None:
    """Return the latest proposal about a user that is neither carried out nor closed, of a kind or of any."""
    found = Proposal.objects.open().filter(user=user)
    return (found.filter(kind=kind) if kind else found).order_by("-proposed_at").first()


def box_or_unseen(key: UUID, record_id: UUID) -> Box:
    """Return a box of a record. Raises Unseen."""
    found = Box.objects.filter(pk=key, record_id=record_id).first()
    if found is None:
        raise Unseen
    return found


def team_of(record_id: UUID) -> QuerySet[TeamMember]:
    """Return who is in the team of a record now, each with the user, the longest first."""
    return TeamMember.objects.filter(record_id=record_id).in_force(clock.now()).select_related("user").order_by("since")


def glasses_of(record_id: UUID, subject: UUID | None = None) -> QuerySet[GlassBreak]:
    """Return broken glass of a record or of one person in it, and requests for it, the latest 20."""
    found = GlassBreak.objects.filter(record_id=record_id, **({"subject_id": subject} if subject else {}))
    return found.select_related("box").order_by("-asked_at")[:20]


def glass_or_unseen(key: UUID, record_id: UUID) -> GlassBreak:
    """Return one breaking of the glass of a record. Raises Unseen."""
    found = GlassBreak.objects.select_related("box").filter(pk=key, record_id=record_id).first()
    if found is None:
        raise Unseen
    return found


def devices_in_charge(actor: Actor) -> list[Device]:
    """Return the phones of the units at which the actor registers phones, the locked ones first."""
    units = units_with(actor, Permission.DEVICE_REGISTER)
    rows = Device.objects.of_units(units).select_related("user").order_by("-registered_at")[:500]
    return sorted(rows, key=lambda device: device.state != "locked")


def own_devices(actor: Actor) -> list[Device]:
    """Return the phones on which the actor signs in with a PIN."""
    return list(Device.objects.in_use().filter(user_id=actor.id).order_by("-registered_at"))


def phone_of(user: UUID, key: UUID) -> Device | None:
    """Return one phone of a user, in use or not, None where there is none."""
    return Device.objects.filter(pk=key, user_id=user).first()


def device_in_charge(actor: Actor, key: UUID | str) -> Device:
    """Return one phone of the actor's charge or their own; raises Unseen for any other, there or not."""
    device = Device.objects.select_related("user").filter(pk=key).first()
    if device is None:
        raise Unseen
    if device.user_id == actor.id or device.audience in units_with(actor, Permission.DEVICE_REGISTER):
        return device
    raise Unseen


def officers_in_charge(actor: Actor) -> list[Grant]:
    """Return who serves today at the units at which the actor registers phones."""
    units = units_with(actor, Permission.DEVICE_REGISTER)
    grants = Grant.objects.filter(audience__in=units, user__is_active=True, user__is_client=False)
    return list(grants.in_force(clock.today()).select_related("user").order_by("user__name", "audience")[:1000])


def tokens(actor: Actor) -> list[ApiToken]:
    """Return every token, newest first, to those who make them."""
    require(actor, Permission.API_TOKEN)
    return list(ApiToken.objects.select_related("user", "use", "proposal").order_by("-made_at")[:500])


def token_by_id(actor: Actor, key: UUID | str) -> ApiToken:
    """Return one token to those who make them; raises Unseen where there is none."""
    require(actor, Permission.API_TOKEN)
    token = ApiToken.objects.select_related("user").filter(pk=key).first()
    if token is None:
        raise Unseen
    return token


def clients(actor: Actor) -> list[User]:
    """Return the machines that may be given tokens."""
    require(actor, Permission.API_TOKEN)
    return list(User.objects.filter(is_client=True, is_active=True).order_by("name")[:500])


def actor_of_token(text: str) -> Actor | None:
    """Return the actor that a token's text stands for now, or None. Notes the use, at most once a minute."""
    now = clock.now()
    token = (
        ApiToken.objects.valid(now)
        .select_related("user")
        .filter(token_hash=secret_hash(text), user__is_active=True, user__is_client=True)
        .first()
    )
    if token is None:
        return None
    use, is_new = ApiTokenUse.objects.get_or_create(token=token, defaults={"last_used_at": now})
    if not is_new and use.last_used_at < now - USE_NOTED_EVERY:
        ApiTokenUse.objects.filter(pk=token.pk).update(last_used_at=now)
    return actor_for(token.user, via="token", audience=token.audience, only=token.permissions)
