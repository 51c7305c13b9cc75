"""The cookie by which a registered phone is known: one secret for each officer who uses it."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from samanvay.access.devices.actions import known_device
from samanvay.access.models import Device

from .guessing import keep_cookie

# Sent to the pages of signing in alone, which "__Host-" does not allow.
NAME = "__Secure-phone" if settings.SESSION_COOKIE_SECURE else "phone"
MOST = 6


def pairs(request: HttpRequest) -> list[tuple[UUID, str]]:
    """Return the devices of the cookie, each with its secret; whatever is not well formed is left out."""
    found = []
    for part in request.COOKIES.get(NAME, "").split("|")[:MOST]:
        key, _, secret = part.partition(".")
        try:
            found.append((UUID(key), secret))
        except ValueError:
            continue
    return found


def devices(request: HttpRequest) -> list[Device]:
    """Return the devices that this phone is, those taken back left out."""
    known = [known_device(device, secret) for device, secret in pairs(request)]
    return [device for device in known if device is not None and device.revoked_at is None]


def secret_for(request: HttpRequest, device: UUID) -> str:
    """Return the secret that this phone holds for a device, or an empty string."""
    return next((secret for key, secret in pairs(request) if key == device), "")


def keep(request: HttpRequest, response: HttpResponse, device: Device, secret: str) -> None:
    """Put a new device in front of those that the phone already holds."""
    others = [pair for pair in pairs(request) if pair[0] != device.id][: MOST - 1]
    value = "|".join(f"{key}.{held}" for key, held in [(device.id, secret), *others])
    keep_cookie(response, NAME, value)
