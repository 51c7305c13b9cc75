"""When a person wants e-mails: once a day at an hour, once a week, each at once, or only what has come up to them."""

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models

from samanvay.kernel.classify import OWN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Guarded


class MailChoice(Guarded):
    """What a person chose; whoever has no row gets the digest of each day at half past eight.

    ``last_on`` is the day of the latest digest, sent or found empty, so that no day has two.
    """

    class How(models.TextChoices):
        DAILY = "daily"
        WEEKLY = "weekly"
        EACH = "each"
        ESCALATIONS = "escalations"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=12, choices=How.choices, default=How.DAILY)
    hour = models.TimeField(default=time(8, 30))
    weekday = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday")
    texts_of_own = models.BooleanField(default=True, help_text="text messages of one's own overdue duties")
    chosen_at = models.DateTimeField(null=True)
    last_on = models.DateField(null=True)
    failed_on = models.DateField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("user", "how", "hour", "weekday", "texts_of_own", "chosen_at"), OWN_FIELD),
        **dict.fromkeys(("last_on", "failed_on", "failures"), SYSTEM_FIELD),
    }

    def __str__(self) -> str:
        return f"{self.user_id} {self.how}"
