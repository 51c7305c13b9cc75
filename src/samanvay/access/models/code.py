"""Codes that one person hands over to another: used once, for a while, kept as a keyed hash alone."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded


class CodeQuerySet(models.QuerySet["SignInCode"]):
    """Reads on codes."""

    def unused(self, at: datetime) -> Self:
        """Keep those that were not used and have not run out."""
        return self.filter(used_at__isnull=True, expires_at__gt=at)

    def awaiting(self) -> Self:
        """Keep those after which nobody has confirmed yet that the officer is truly them."""
        return self.filter(asks_confirmation=True, confirmed_at__isnull=True)


class SignInCode(Guarded):
    """A code that an administrator hands to one officer, who chooses a password with it, once.

    ``attempts`` counts wrong tries; the code is dead after some of them. Whatever becomes of it, the officer's sealed
    records stay shut until a superior has confirmed them; codes of before that rule do not ask for it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    asks_confirmation = models.BooleanField(default=True, db_default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)

    objects = CodeQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        "code_hash": SECRET_FIELD,
        **dict.fromkeys(
            (
                *("user", "made_by", "made_at", "expires_at", "attempts", "used_at"),
                *("asks_confirmation", "confirmed_at", "confirmed_by"),
            ),
            SYSTEM_FIELD,
        ),
    }

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-made_at"], name="access_signincode_user"),
            models.Index(
                fields=["user"],
                name="access_signincode_awaiting",
                condition=Q(asks_confirmation=True, confirmed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"
