"""Measures of the playbook: what districts have tried, every text of it kept."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.access.roles import BY_CODE
from samanvay.cases.kinds import DISPARITIES, FORMS, LURES
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, DIRECTORY_FIELD, FACT_FIELD, Sort
from samanvay.kernel.models import Captured, Protected

from .states import MEASURE_WORDS, MeasureState
from .texts import LISTS, MeasureText
from .vocabulary import COSTS, EVIDENCE, ORIGINS, PLACE_ROLES, PROOFS

TEXT_FIELDS = tuple(MeasureText.__dataclass_fields__)


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Reads on measures."""

    def published(self) -> Self:
        """Keep those that may be taken up."""
        return self.filter(state=MeasureState.PUBLISHED)


class Measure(Protected):
    """Something that can be done in a district. ``current`` is the number of the version that is published, if any.

    ``last`` numbers the newest version, ``draft`` is the number of one that waits to be published. ``shipped_edition``
    is the highest edition of a shipped text that was taken in, ``newer_shipped`` the number of the version that holds a
    shipped text newer than what the state keeps.
    """

    code = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=[(each.value, each.value) for each in MeasureState])
    current = models.PositiveSmallIntegerField(null=True)
    last = models.PositiveSmallIntegerField(default=0)
    draft = models.PositiveSmallIntegerField(null=True)
    shipped_edition = models.PositiveSmallIntegerField(null=True)
    newer_shipped = models.PositiveSmallIntegerField(null=True)
    retire_reason = models.TextField(blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    objects = MeasureQuerySet.as_manager()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("code", "state", "current", "last", "draft", "shipped_edition", "newer_shipped"),
                *("retire_reason", "made_at"),
            ),
            FACT_FIELD,
        ),
        "made_by": CASE_FIELD,
    }

    class Meta(Protected.Meta):
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "code"], name="measures_measure_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def state_words(self) -> Bilingual:
        return MEASURE_WORDS[self.state]


class MeasureVersion(Protected, Captured):
    """One text of a measure, as it was written, shipped or proposed, by whom and when; never changed after.

    ``edition`` is that of a shipped text. ``published_at`` is when it first became the text of the measure.
    """

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=8)
    edition = models.PositiveSmallIntegerField(null=True)
    title_en = models.CharField(max_length=100)
    title_hi = models.CharField(max_length=100, blank=True)
    summary_en = models.TextField()
    summary_hi = models.TextField(blank=True)
    what_en = models.TextField()
    what_hi = models.TextField(blank=True)
    forms = ArrayField(models.CharField(max_length=32), default=list)
    lures = ArrayField(models.CharField(max_length=24), default=list)
    disparities = ArrayField(models.CharField(max_length=24), default=list)
    place_roles = ArrayField(models.CharField(max_length=12), default=list)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    cost = models.CharField(max_length=8)
    cost_note_en = models.TextField(blank=True)
    cost_note_hi = models.TextField(blank=True)
    days = models.PositiveSmallIntegerField()
    proof = models.CharField(max_length=8)
    proof_words_en = models.TextField(blank=True)
    proof_words_hi = models.TextField(blank=True)
    second_check = models.BooleanField(default=False)
    evidence = models.CharField(max_length=10)
    evidence_words_en = models.TextField(blank=True)
    evidence_words_hi = models.TextField(blank=True)
    sources = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, help_text="what was changed and why")
    written_at = models.DateTimeField()
    written_by = models.UUIDField()
    published_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("measure", "no", "origin", "edition", *TEXT_FIELDS), FACT_FIELD),
        **dict.fromkeys(("note", "written_at", "written_by", "published_at", "published_by"), DIRECTORY_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["measure", "no"], name="measures_measureversion_no"),
            models.UniqueConstraint(fields=["written_by", "submission_id"], name="measures_measureversion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.no}"

    def text(self) -> MeasureText:
        """Return what this version says."""
        said: dict[str, Any] = {name: getattr(self, name) for name in TEXT_FIELDS}
        said |= {name: tuple(said[name]) for name in LISTS}
        said["sources"] = tuple((each["en"], each["hi"]) for each in self.sources)
        return MeasureText(**said)

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_en, self.title_hi)

    @property
    def summary(self) -> Bilingual:
        return Bilingual(self.summary_en, self.summary_hi)

    @property
    def steps(self) -> list[str]:
        """The steps in the active language."""
        return str(Bilingual(self.what_en, self.what_hi)).splitlines()

    @property
    def cost_words(self) -> Bilingual:
        return COSTS[self.cost]

    @property
    def proof_kind_words(self) -> Bilingual:
        return PROOFS[self.proof]

    @property
    def evidence_kind_words(self) -> Bilingual:
        return EVIDENCE[self.evidence]

    @property
    def origin_words(self) -> Bilingual:
        return ORIGINS[self.origin]

    def words_of(self, name: str) -> list[Bilingual]:
        """Return the words of a list of codes: forms, lures, disparities, place_roles, roles."""
        if name == "roles":
            return [BY_CODE[code].name for code in self.roles if code in BY_CODE]
        known = {"forms": FORMS, "lures": LURES, "disparities": DISPARITIES, "place_roles": PLACE_ROLES}[name]
        return [known.get(code, Bilingual(code)) for code in getattr(self, name)]
