"""Reads on devices and tokens."""

from datetime import timedelta
from uuid import UUID

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .actors import actor_for
from .models import ApiToken, ApiTokenUse, Device, Grant, User
from .permissions import Permission
from .pins import secret_hash
from .policies import require, units_with

USE_NOTED_EVERY = timedelta(minutes=1)


def devices_in_charge(actor: Actor) -> list[Device]:
    """Return the phones of the units at which the actor registers phones, the locked ones first."""
    units = units_with(actor, Permission.DEVICE_REGISTER)
    rows = Device.objects.of_units(units).select_related("user").order_by("-registered_at")[:500]
    return sorted(rows, key=lambda device: device.state != "locked")


def own_devices(actor: Actor) -> list[Device]:
    """Return the phones on which the actor signs in with a PIN."""
    return list(Device.objects.in_use().filter(user_id=actor.id).order_by("-registered_at"))


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
