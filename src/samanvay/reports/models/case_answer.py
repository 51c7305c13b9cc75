"""Whether what a case tells was told in a report already, as an officer of the case answered."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import CASE_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected


class CaseAnswer(Protected):
    """What is asked and answered of one event of a case, or of its way (``event`` None). Its readers are the case's.

    ``same_as_claim`` is the reading that tells of the same happening: the case counts, that reading does not beside it.
    ``apart_from`` are readings said to tell of another. ``beyond`` are those of other offices that were found when the
    case was recorded; ``asked_as`` is what it said then and ``looks`` how often was looked (see ``reports.same``).
    """

    case = models.UUIDField()
    event = models.UUIDField(null=True)
    same_as_claim = models.UUIDField(null=True, db_index=True)
    apart_from = ArrayField(models.UUIDField(), default=list)
    beyond = ArrayField(models.UUIDField(), default=list)
    asked_as = models.CharField(max_length=64, blank=True)
    looks = models.PositiveSmallIntegerField(default=0)
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("case", "event", "same_as_claim", "apart_from", "settled_by", "settled_at"), CASE_FIELD),
        **dict.fromkeys(("beyond", "asked_as", "looks"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["case", "event"], nulls_distinct=False, name="reports_caseanswer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.event or 'way'}"
