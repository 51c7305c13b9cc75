"""A situation report: what a district says of a period, in its own words."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from ..states import REPORT_WORDS, SENT, ReportState


class ReportQuerySet(models.QuerySet["SituationReport"]):
    """Reads on reports."""

    def sent(self) -> Self:
        """Keep those that the district has let go."""
        return self.filter(state__in=SENT)

    def spoken(self) -> Self:
        """Keep those by which a district's own unit has spoken."""
        return self.sent().filter(is_taken_down=False)


class SituationReport(Protected, Captured):
    """A report of one unit of a district on a period.

    ``unread`` and ``numbers`` are null in a report that was read before they were asked for
    (:mod:`..narratives.beside`).
    ``agency`` is the compartment that speaks; ``is_quiet`` says that there was nothing to report. One that an office
    above the districts took down from a district's message counts like any other by its readings, but the district
    itself has not spoken by it: its week is still owed, and its counts are its own to give.
    """

    district = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=16, db_column="voice")
    period_from = models.DateField()
    period_to = models.DateField()
    narrative = models.TextField(blank=True)
    is_taken_down = models.BooleanField(
        default=False, db_default=False, help_text="from a district's message, by an office above the districts"
    )
    unread = ArrayField(
        models.PositiveIntegerField(), null=True, help_text="where sentences begin and end of which nothing was read"
    )
    numbers = models.JSONField(null=True, help_text="where numbers stand in the narrative; the numbers stay there")
    source_name = models.CharField(max_length=120, blank=True, help_text="of an uploaded file")
    explained = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text="why its counts are lower than its details, and which numbers that was said of",
    )
    is_quiet = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12, choices=[(state.value, state.value) for state in ReportState], default=ReportState.DRAFT
    )
    words_back = models.TextField(blank=True, help_text="why it was returned")
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    log_kind: ClassVar[str] = "report"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("district", "agency", "period_from", "period_to", "is_quiet", "is_taken_down", "state", "unread"),
                *("written_by", "written_at", "submitted_at", "decided_by", "decided_at"),
            ),
            CASE_FIELD,
        ),
        **dict.fromkeys(("narrative", "words_back", "numbers", "explained"), CASE_TEXT),
        "source_name": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["home_unit", "submission_id"], name="reports_submission_once"),
            models.CheckConstraint(
                condition=models.Q(period_from__lte=models.F("period_to")), name="reports_period_in_order"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-period_to", "-id"], name="reports_report_latest"),
            models.Index(fields=["district", "-period_to"], name="reports_report_district"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} {self.period_from}–{self.period_to}"

    @property
    def state_words(self) -> Bilingual:
        return REPORT_WORDS[ReportState(self.state)]

    @property
    def says_a_number(self) -> bool:
        """Whether any of its counts is said."""
        return bool(self.figures.filter(number__isnull=False).exists())
