"""Flags: what a module rests on has changed, so that its authors look and its learners hear."""

from typing import ClassVar, Self

from django.db import models

from samanvay.kernel.classify import DIRECTORY_FIELD, OPEN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected

from .course import Course


class FlagQuerySet(models.QuerySet["ModuleFlag"]):
    """Reads on flags."""

    def standing(self) -> Self:
        """Keep those that nobody cleared."""
        return self.filter(cleared_at=None)


class ModuleFlag(Protected):
    """Why a module may be out of date: an entry of the law got an edition, or a pattern that it teaches was found.

    ``cause`` is "law" (``ref`` the entry's code, ``ref_no`` its edition) or "finding" (``ref`` the finding's id,
    ``topic`` what of the module it touches). ``told_at`` is when all learners concerned were told. ``cleared_how`` is
    "looked" (still right, ``cleared_words`` say why) or "edition".
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="flags")
    module = models.CharField(max_length=60)
    cause = models.CharField(max_length=8)
    ref = models.CharField(max_length=60)
    ref_no = models.PositiveSmallIntegerField(default=0)
    topic = models.CharField(max_length=60, blank=True)
    raised_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.UUIDField(null=True)
    cleared_how = models.CharField(max_length=8, blank=True)
    cleared_words = models.CharField(max_length=300, blank=True)

    objects = FlagQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("course", "module", "cause", "ref", "ref_no", "topic", "raised_at", "cleared_at"), OPEN_FIELD),
        "told_at": SYSTEM_FIELD,
        **dict.fromkeys(("cleared_by", "cleared_how", "cleared_words"), DIRECTORY_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["course", "module", "cause", "ref", "ref_no"], name="training_flag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.module} {self.ref}"
