"""Codes that one person hands over to another: used once, for a while, kept as a keyed hash alone."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from samanvay.kernel.classify import SECRET_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded


class CodeQuerySet(models.QuerySet["SignInCode"]):
    """Reads on codes."""

    def unused(self, at: datetime) -> Self:
        """Keep those that were not used and have not run out."""
        return self.filter(used_at__isnull=True, expires_at__gt=at)


class SignInCode(Guarded):
    """A code that an administrator hands to one officer, who chooses a password with it, once.

    ``attempts`` counts wrong tries; the code is dead after some of them.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = CodeQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        "code_hash": SECRET_FIELD,
        **dict.fromkeys(("user", "made_by", "made_at", "expires_at", "attempts", "used_at"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-made_at"], name="access_signincode_user")
        ]

    def __str__(self) -> str:
        return f"code of {self.made_at:%Y-%m-%d %H:%M}"
