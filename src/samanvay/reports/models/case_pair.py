"""Whether two cases tell of one happening, as somebody who may answer for both said."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import CASE_FIELD, Sort
from samanvay.kernel.models import Protected

from ..states import PairAnswer


class CasePair(Protected):
    """Two events of two cases that may be one happening; ``first`` was recorded before ``second``.

    ``home_unit`` is the unit that is asked, ``readers`` are those that see both cases, or where none does the unit that
    is asked alone: whoever sees one of the cases does not learn by this row that there is another. ``answer`` is empty
    until somebody has said. Of what is the same the first counts, and the second while the first does not.
    """

    first_case = models.UUIDField(db_index=True)
    first_event = models.UUIDField()
    second_case = models.UUIDField(db_index=True)
    second_event = models.UUIDField(db_index=True)
    district = models.CharField(max_length=80, help_text="key of the district in which both happened")
    answer = models.CharField(
        max_length=8, blank=True, choices=[(answer.value, answer.value) for answer in PairAnswer], default=""
    )
    settled_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)

    log_kind: ClassVar[str] = "case_pair"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("first_case", "first_event", "second_case", "second_event", "district"),
                *("answer", "settled_by", "settled_at"),
            ),
            CASE_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["first_event", "second_event"], name="reports_casepair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_event} and {self.second_event}"
