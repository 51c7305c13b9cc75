"""Posts: what officers and partners say under a pattern."""

from typing import ClassVar, Self

from django.db import models

from samanvay.kernel.classify import DIRECTORY_FIELD, FACT_FIELD, Sort
from samanvay.kernel.models import Captured, Protected, Voidable

from ..kinds import PatternKind


class PostQuerySet(models.QuerySet["Post"]):
    """Reads on posts."""

    def standing(self) -> Self:
        """Keep those that are not struck out."""
        return self.filter(voided_at__isnull=True)

    def under(self, kind: str, key: str) -> Self:
        """Keep those under one pattern, the newest last."""
        return self.filter(kind=kind, key=key).order_by("written_at", "id")


class Post(Protected, Captured, Voidable):
    """What somebody wrote under a pattern; kept only after it was checked for personal data.

    ``names_nobody`` is true where something was found and its writer said that it names nobody.
    """

    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in PatternKind])
    key = models.CharField(max_length=170)
    text = models.TextField()
    names_nobody = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    objects = PostQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(("kind", "key", "text", "names_nobody"), FACT_FIELD),
        **dict.fromkeys(("written_at", "written_by"), DIRECTORY_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="opendata_post_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "key", "written_at"], name="opendata_post_pattern")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
