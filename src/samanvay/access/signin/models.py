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
        """Keep those that were not used, have not run out and wait for no second person."""
        return self.filter(used_at__isnull=True, expires_at__gt=at, waits=False)

    def awaiting(self) -> Self:
        """Keep those after which nobody has confirmed yet that the officer is truly them."""
        return self.filter(asks_confirmation=True, confirmed_at__isnull=True, waits=False)


class SignInCode(Guarded):
    """A code that an administrator hands to one officer, who chooses a password with it, once.

    ``attempts`` counts wrong tries; the code is dead after some of them. Whatever becomes of it, the officer's sealed
    records stay shut until a superior has confirmed them; codes of before that rule do not ask for it. One that
    ``waits`` opens nothing and has ended nothing until a second person agrees; one never agreed to waits for ever.
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
    waits = models.BooleanField(default=False, db_default=False)

    objects = CodeQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        "code_hash": SECRET_FIELD,
        **dict.fromkeys(
            (
                *("user", "made_by", "made_at", "expires_at", "attempts", "used_at"),
                *("asks_confirmation", "confirmed_at", "confirmed_by", "waits"),
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
