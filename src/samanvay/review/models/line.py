"""A line of a conference: what a district said, or what was decided, for whom and until when."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from samanvay.access.roles import BY_CODE
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable

from ..states import LINE_WORDS, LineKind
from .conference import Conference
from .item import Item


class LineQuerySet(models.QuerySet["Line"]):
    """Reads on lines."""

    def standing(self) -> Self:
        """Keep those that are not struck out."""
        return self.filter(voided_at__isnull=True)

    def decisions(self) -> Self:
        """Keep decisions."""
        return self.filter(kind=LineKind.DECISION)


class Line(Protected, Captured, Voidable):
    """What was said or decided under an item; kept only after it was checked for personal data.

    Of a decision ``owner_role`` at ``owner_audience`` (or, with ``group``, at each district of the group) and
    ``owner_user`` are who does it. ``said_on`` is the day as it was said; the clock that runs is the duty's.
    """

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in LineKind])
    text = models.TextField()
    names_nobody = models.BooleanField(default=False)
    owner_role = models.CharField(max_length=40, blank=True)
    owner_audience = models.IntegerField(null=True)
    owner_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=20, blank=True)
    group_size = models.PositiveSmallIntegerField(default=0)
    said_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False, help_text="added after the meeting had ended")
    written_by = models.UUIDField()
    written_at = models.DateTimeField()

    objects = LineQuerySet.as_manager()

    log_kind: ClassVar[str] = "decision"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("conference", "item", "kind", "owner_role", "owner_audience", "owner_user", "group", "group_size"),
                *("said_on", "is_late", "written_by", "written_at"),
            ),
            CASE_FIELD,
        ),
        "text": CASE_TEXT,
        "names_nobody": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="review_line_once"),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.DECISION.value) | (Q(said_on__isnull=False) & ~Q(owner_role="")),
                name="review_line_decision_has_owner",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["item", "written_at"], name="review_line_item"),
            models.Index(fields=["conference", "kind"], name="review_line_conference"),
        ]

    @property
    def is_added(self) -> bool:
        """Whether it was written after the conference had ended; of older rows their time alone tells it."""
        ended = self.conference.ended_at
        return self.is_late or (ended is not None and self.written_at > ended)

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def kind_words(self) -> Bilingual:
        return LINE_WORDS[LineKind(self.kind)]

    @property
    def is_decision(self) -> bool:
        return self.kind == LineKind.DECISION

    @property
    def role_words(self) -> Bilingual:
        return BY_CODE[self.owner_role].name if self.owner_role in BY_CODE else Bilingual(self.owner_role)
