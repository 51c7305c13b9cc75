"""Registered devices: an old or shared phone on which one officer signs in with a PIN."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from samanvay.kernel.classify import DIRECTORY_FIELD, SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded


class DeviceCode(Guarded):
    """A six-digit code that a station officer reads out to one officer; it registers one phone, once.

    Only a keyed hash is kept. ``attempts`` counts wrong tries; the code is dead after a few of them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    audience = models.IntegerField(help_text="audience of the unit whose officer gave the code")
    code_hash = models.CharField(max_length=64)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        "code_hash": SECRET_FIELD,
        **dict.fromkeys(("user", "audience", "made_by", "made_at", "expires_at", "attempts", "used_at"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-made_at"], name="access_devicecode_user")
        ]

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"


class DeviceQuerySet(models.QuerySet["Device"]):
    """Reads on devices."""

    def in_use(self) -> Self:
        """Keep those that were not taken back."""
        return self.filter(revoked_at__isnull=True)

    def of_units(self, audiences: tuple[int, ...]) -> Self:
        """Keep those registered at some units."""
        return self.filter(audience__in=audiences)


class Device(Guarded):
    """A phone registered for one officer.

    The phone holds a random secret in a cookie, of which only a hash is kept. The PIN is hashed together with that
    secret, so that this table alone does not let anybody try the million PINs.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="devices")
    audience = models.IntegerField(help_text="audience of the unit that registered it")
    label = models.CharField(max_length=60)
    secret_hash = models.CharField(max_length=64)
    pin_hash = models.CharField(max_length=160)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.UUIDField(null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("secret_hash", "pin_hash"), SECRET_FIELD),
        **dict.fromkeys(("user", "audience", "label"), DIRECTORY_FIELD),
        **dict.fromkeys(
            (
                "registered_by",
                "registered_at",
                "failures",
                "last_used_at",
                "locked_at",
                "revoked_at",
                "revoked_by",
            ),
            SYSTEM_FIELD,
        ),
    }

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["audience", "-registered_at"], name="access_device_unit")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def opens(self) -> bool:
        """Tell whether this device still lets its officer in."""
        return self.revoked_at is None and self.locked_at is None

    @property
    def state(self) -> str:
        """Return ``revoked``, ``locked`` or ``in_use``."""
        if self.revoked_at is not None:
            return "revoked"
        return "locked" if self.locked_at is not None else "in_use"
