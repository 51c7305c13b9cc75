"""Registering an old or shared phone, signing in on it with a PIN, locking and taking it back.

Wrong codes and PINs are counted and recorded, so these functions answer with an outcome instead of raising:
an exception would undo the count together with the page's transaction.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access import events, pins
from samanvay.access.actors import actor_for
from samanvay.access.models import Device, DeviceCode, Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.policies import require, units_with
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor
from samanvay.kernel.refusals import Invalid, Refused, Unseen

CODE_LASTS = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODES_AN_HOUR = 5
PIN_ATTEMPTS = 5


def recorder(user: User, *, via: str, audience: int | None = None) -> Actor:
    """Return the user as the actor of an event about themselves, also when they hold no grant.

    Without a grant they see no row, not even the event; then it is written with the system's sight. ``audience``
    is the unit of a registered phone.
    """
    return with_sight(actor_for(user, via=via, audience=audience))


def with_sight(actor: Actor) -> Actor:
    """Return an actor who sees the event about themselves: one without any grant, with the system's sight."""
    return actor if actor.audiences else replace(actor, audiences=(SYSTEM_AUDIENCE,))


@dataclass(frozen=True, slots=True)
class Registration:
    """What came of entering a code: the device and the secret for its cookie, or words that say no."""

    device: Device | None
    secret: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PinOutcome:
    """What came of entering a PIN: the device when it was right; else how many tries are left."""

    device: Device | None
    left: int = 0


def give_device_code(*, by: Actor, user: User, audience: int) -> str:
    """Return a new six-digit code with which an officer of the unit registers one phone.

    It is valid for ten minutes, once, and replaces any earlier one of the same officer. Raises Refused without
    the permission at that unit, Invalid for somebody who does not serve there.
    """
    require(by, Permission.DEVICE_REGISTER, audience=audience)
    now = clock.now()
    serves = Grant.objects.filter(user=user, audience=audience).in_force(clock.today()).exists()
    if not serves or not user.is_active or user.is_client:
        raise Invalid("user", _("Choose an officer who is posted at this unit today."))
    recent = DeviceCode.objects.filter(user=user, made_at__gt=now - timedelta(hours=1)).count()
    if recent >= CODES_AN_HOUR:
        raise Refused(_("This officer was given many codes in the last hour. Wait, and ask why they are needed."))
    code = pins.new_code()
    row = DeviceCode(user=user, audience=audience, made_by=by.id, made_at=now, expires_at=now + CODE_LASTS)
    row.code_hash = pins.code_hash(code, salt=str(row.id))
    with operation(events.DEVICE_CODE_GIVEN, by=by, target=("user", user.id), readers=[audience], code=str(row.id)):
        DeviceCode.objects.filter(user=user, used_at__isnull=True, expires_at__gt=now).update(expires_at=now)
        row.save(force_insert=True)
    return code


def _wrong_code(user: User | None, row: DeviceCode | None) -> Registration:
    readers = [row.audience] if row else []
    with operation(
        events.SIGN_IN_FAILED,
        by=SYSTEM,
        target=("user", user.id if user else ""),
        readers=readers,
        how="device code",
    ):
        if row:
            DeviceCode.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, version=row.version + 1)
    return Registration(
        None,
        words=_("The login or code is wrong, or the code has expired. Ask your station officer for a new code."),
    )


def register_device(*, username: str, code: str, pin: str, label: str) -> Registration:
    """Register the phone at hand for an officer who was given a code, with the PIN they chose.

    Raises Invalid for a trivial PIN, before the code is touched. A wrong code counts against it; unknown login,
    wrong, used and expired codes answer alike.
    """
    pins.require_good_pin(pin)
    now = clock.now()
    user = User.objects.filter(username__iexact=username.strip(), is_active=True, is_client=False).first()
    row = None
    if user is not None:
        row = (
            DeviceCode.objects.select_for_update()
            .filter(user=user, used_at__isnull=True, expires_at__gt=now, attempts__lt=CODE_ATTEMPTS)
            .order_by("-made_at")
            .first()
        )
    is_right = pins.is_code(code.strip(), row.code_hash if row else "", salt=str(row.id) if row else "none")
    if user is None or row is None or not is_right:
        return _wrong_code(user, row)
    secret = secrets.token_urlsafe(32)
    device = Device(
        user=user,
        audience=row.audience,
        label=label.strip()[:60] or _("Phone"),
        secret_hash=pins.secret_hash(secret),
        pin_hash=pins.pin_hash(pin, secret),
        registered_by=row.made_by,
        registered_at=now,
        last_used_at=now,
    )
    with operation(
        events.DEVICE_REGISTERED,
        by=recorder(user, via="device", audience=row.audience),
        target=("device", device.id),
        readers=[row.audience],
        user=str(user.id),
        given_by=str(row.made_by),
    ):
        DeviceCode.objects.filter(pk=row.pk).update(used_at=now, version=row.version + 1)
        device.save(force_insert=True)
    return Registration(device, secret)


def known_device(device_id: UUID, secret: str) -> Device | None:
    """Return the device whose cookie this is, whatever its state, or None."""
    device = Device.objects.select_related("user").filter(pk=device_id).first()
    if device is None or not pins.is_secret(secret, device.secret_hash):
        return None
    return device


def sign_in_with_pin(*, device_id: UUID, secret: str, pin: str) -> PinOutcome:
    """Check a PIN on a registered phone; five wrong ones in a row lock it until the station officer unlocks it."""
    device = Device.objects.select_for_update(of=("self",)).select_related("user").filter(pk=device_id).first()
    if device is None or not pins.is_secret(secret, device.secret_hash):
        return PinOutcome(None)
    if not device.opens or not device.user.is_active:
        return PinOutcome(None)
    now = clock.now()
    if pins.is_pin(pin, secret, device.pin_hash):
        with operation(
            events.SIGNED_IN,
            by=recorder(device.user, via="device", audience=device.audience),
            target=("user", device.user_id),
            how="pin",
        ) as op:
            op.add(device=str(device.id))
            device.revise(expected=None, changes={"failures": 0, "last_used_at": now})
        return PinOutcome(device)
    failures = device.failures + 1
    is_locked = failures >= PIN_ATTEMPTS
    kind = events.DEVICE_LOCKED if is_locked else events.SIGN_IN_FAILED
    with operation(kind, by=SYSTEM, target=("device", device.id), readers=[device.audience], how="pin"):
        device.revise(expected=None, changes={"failures": failures, "locked_at": now if is_locked else None})
    return PinOutcome(None, left=max(PIN_ATTEMPTS - failures, 0))


def change_pin(*, by: Actor, device: Device, secret: str, old: str, new: str) -> PinOutcome:
    """Change the PIN on the phone itself; the old one is asked for and counted like at the door."""
    if by.id != device.user_id:
        raise Unseen
    pins.require_good_pin(new)
    outcome = sign_in_with_pin(device_id=device.id, secret=secret, pin=old)
    if outcome.device is None:
        return outcome
    with operation(
        events.DEVICE_PIN_CHANGED,
        by=by,
        target=("device", device.id),
        readers=[device.audience, SYSTEM_AUDIENCE],
    ):
        outcome.device.revise(expected=None, changes={"pin_hash": pins.pin_hash(new, secret)})
    return outcome


def _require_charge(by: Actor, device: Device) -> None:
    """Let those pass who register phones at the device's unit; to others of the unit say no, to the rest nothing."""
    if device.audience in units_with(by, Permission.DEVICE_REGISTER):
        return
    if device.audience in by.audiences:
        require(by, Permission.DEVICE_REGISTER, audience=device.audience)
    raise Unseen


def revoke_device(*, by: Actor, device: Device) -> Device:
    """Take a phone back: its sessions end at their next step and its PIN opens nothing. Its officer may, too."""
    if by.id != device.user_id:
        _require_charge(by, device)
    if device.revoked_at is not None:
        return device
    with operation(events.DEVICE_REVOKED, by=by, target=("device", device.id), readers=[device.audience]):
        device.revise(expected=None, changes={"revoked_at": clock.now(), "revoked_by": by.id})
    return device


def unlock_device(*, by: Actor, device: Device) -> Device:
    """Let a locked phone try again, once its officer has shown who they are."""
    _require_charge(by, device)
    if device.locked_at is None:
        return device
    with operation(events.DEVICE_UNLOCKED, by=by, target=("device", device.id), readers=[device.audience]):
        device.revise(expected=None, changes={"locked_at": None, "failures": 0})
    return device
