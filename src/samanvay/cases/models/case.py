"""The case: what happened, where, when, who has it. Who it happened to lies in sealed boxes."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.directory.models import Place
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.dates import PartialDateColumns, partial_date_order
from samanvay.kernel.db.constraints import WriteGuard
from samanvay.kernel.models import Captured, Guarded, Protected, Voidable
from samanvay.recording.fields import classified

from ..fields import CASE_FIELDS
from ..kinds import DISPARITIES, FORMS, LURES, SOURCES
from ..states import STAGES, Stage


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads on cases."""

    def standing(self) -> Self:
        """Keep those that are not void."""
        return self.filter(voided_at__isnull=True)

    def newest_first(self) -> Self:
        """Order by opening, the latest first."""
        return self.order_by("-opened_at", "-id")


class Case(Protected, Captured, Voidable):
    """A case. ``number`` is given by the server and never reused; ``people`` None means not said."""

    number = models.CharField(max_length=24, unique=True)
    what = models.CharField(max_length=200)
    narrative = models.TextField(blank=True)
    forms = ArrayField(models.CharField(max_length=32), default=list)
    lures = ArrayField(models.CharField(max_length=24), default=list, db_default=[])
    disparities = ArrayField(models.CharField(max_length=24), default=list, db_default=[])
    stage = models.CharField(max_length=16, default=Stage.OPENED)
    source = models.CharField(max_length=20)
    people = models.PositiveIntegerField(null=True)
    occurred = PartialDateColumns(null=True)
    occurred_earliest: date | None  # columns of `occurred`
    occurred_latest: date | None
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    stage_since = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **classified(CASE_FIELDS),
        **dict.fromkeys(("number", "stage", "owner", "opened_at", "opened_by", "stage_since"), CASE_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            partial_date_order("occurred", name="cases_case_occurred"),
            models.UniqueConstraint(fields=["opened_by", "submission_id"], name="cases_case_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-opened_at", "-id"], name="cases_case_latest"),
            models.Index(fields=["stage", "-opened_at", "-id"], name="cases_case_stage"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stage_words(self) -> Bilingual:
        return STAGES[self.stage]

    @property
    def form_words(self) -> list[Bilingual]:
        return [FORMS.get(form, Bilingual(form)) for form in self.forms]

    @property
    def lure_words(self) -> list[Bilingual]:
        return [LURES.get(lure, Bilingual(lure)) for lure in self.lures]

    @property
    def disparity_words(self) -> list[Bilingual]:
        return [DISPARITIES.get(disparity, Bilingual(disparity)) for disparity in self.disparities]

    @property
    def source_words(self) -> Bilingual:
        return SOURCES.get(self.source, Bilingual(self.source))

    @property
    def is_closed(self) -> bool:
        return self.stage == Stage.CLOSED


class CaseSeries(Guarded):
    """The letters by which a district stands in case numbers; given once, kept for ever."""

    district = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=6)
    code = models.CharField(max_length=3)

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        **dict.fromkeys(("district", "state", "code"), SYSTEM_FIELD),
    }

    class Meta(Guarded.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Guarded.Meta.constraints,
            models.UniqueConstraint(fields=["state", "code"], name="cases_caseseries_once"),
        ]

    def __str__(self) -> str:
        return f"{self.state}-{self.code}"


class CaseCounter(models.Model):
    """The last number of a series in a year."""

    id = models.BigAutoField(primary_key=True)
    series = models.ForeignKey(CaseSeries, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("id", "series", "year", "last"), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="cases_casecounter_guard"),
            models.UniqueConstraint(fields=["series", "year"], name="cases_casecounter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.year}: {self.last}"
