"""Whether a person's digest tells what changed in the law."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from samanvay.duties.messages.digest_parts import HowOften
from samanvay.kernel.classify import OWN_FIELD, Sort
from samanvay.kernel.models import Guarded


class LawDigestChoice(Guarded):
    """What a person chose; whoever has no row hears of the law once a week."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=[(each.value, each.value) for each in HowOften])

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("user", "how"), OWN_FIELD),
    }

    def __str__(self) -> str:
        return f"{self.user_id} {self.how}"
