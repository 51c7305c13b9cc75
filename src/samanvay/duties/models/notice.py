"""A notice: a line to one person, on screen and by e-mail. It never holds a name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import OWN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected

from .duty import Duty


class Notice(Protected):
    """What one person is told, when they saw it and when it went out by e-mail.

    ``is_pressing``: it goes out by itself as soon as it is told, whatever hour the person chose for e-mails.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, null=True, on_delete=models.PROTECT, related_name="notices")
    words_en = models.CharField(max_length=300)
    words_hi = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=240, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_pressing = models.BooleanField(default=False)
    key = models.CharField(max_length=160, unique=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("user", "duty", "words_en", "words_hi", "link", "at", "seen_at"), OWN_FIELD),
        **dict.fromkeys(("sent_at", "attempts", "is_pressing", "key"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-at"], name="duties_notice_user"),
            models.Index(fields=["at"], name="duties_notice_unsent", condition=Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.words)

    @property
    def words(self) -> Bilingual:
        return Bilingual(self.words_en, self.words_hi)
