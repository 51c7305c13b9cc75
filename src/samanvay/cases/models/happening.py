"""What happened in a case: a kind, a date as well as it is known, a place, how many people."""

from datetime import date
from typing import ClassVar

from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.models import Captured, Protected, Voidable

from ..kinds import EVENT_KINDS
from .case import Case


class CaseEvent(Protected, Captured, Voidable):
    """An event. ``people`` None means not said; the law leaves ``journey_minutes`` out of its 24 hours.

    ``to_unit`` is the audience of the unit that takes over, in a hand-over.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16)
    occurred = PartialDateColumns(null=True)
    occurred_earliest: date | None  # columns of `occurred`
    occurred_latest: date | None
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    people = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    journey_minutes = models.PositiveIntegerField(default=0)
    to_unit = models.IntegerField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **dict.fromkeys(
            (
                *("case", "kind", "place", "people", "journey_minutes", "to_unit", "recorded_at", "recorded_by"),
                *("occurred_earliest", "occurred_latest"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("note", "occurred_said"), CASE_TEXT),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("occurred", name="cases_caseevent_occurred"),
            models.UniqueConstraint(fields=["recorded_by", "submission_id"], name="cases_caseevent_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case", "occurred_earliest"], name="cases_caseevent_case")
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"

    @property
    def kind_words(self) -> Bilingual:
        return EVENT_KINDS[self.kind]
