"""A person of a case, without any name: what may be known without opening a box."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.models import Captured, Protected, Voidable
from samanvay.recording.fields import classified

from ..fields import PERSON_FIELDS
from ..kinds import ADULT_BANDS, AGE_BANDS, CHILD_BANDS, NOUNS, PERSON_ROLES, SEXES
from .case import Case
from .happening import CaseEvent


class CasePerson(Protected, Captured, Voidable):
    """A person in a case, called by a noun and a number ("Girl 1"). ``age`` is in years, as told or guessed.

    ``found_in`` is the event whose number they belong to, ``handed_in`` the hand-over they went with; ``not_handed``
    says where they are instead. ``purge_after`` is the day after which an acquitted person's sealed data are destroyed.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="persons")
    role = models.CharField(max_length=12)
    noun = models.CharField(max_length=12)
    no = models.PositiveSmallIntegerField()
    sex = models.CharField(max_length=12, default="unknown")
    age = models.PositiveSmallIntegerField(null=True)
    age_band = models.CharField(max_length=12, default="unknown")
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    purge_after = models.DateField(null=True)
    found_in = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, null=True, related_name="found")
    handed_in = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, null=True, related_name="handed")
    not_handed = models.CharField(max_length=200, blank=True, default="", db_default="")

    log_kind: ClassVar[str] = "person"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **Voidable.classification,
        **classified(PERSON_FIELDS),
        **dict.fromkeys(("case", "noun", "no", "added_at", "added_by", "purge_after"), CASE_FIELD),
        **dict.fromkeys(("found_in", "handed_in"), CASE_FIELD),
        "not_handed": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["case", "noun", "no"], name="cases_caseperson_label"),
            models.UniqueConstraint(fields=["added_by", "submission_id"], name="cases_caseperson_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["purge_after"],
                condition=models.Q(purge_after__isnull=False),
                name="cases_caseperson_purge",
            )
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> Bilingual:
        """How the person is called on screen and paper."""
        noun = NOUNS[self.noun]
        return Bilingual(f"{noun.en} {self.no}", f"{noun.hi} {self.no}")

    @property
    def role_words(self) -> Bilingual:
        return PERSON_ROLES[self.role]

    @property
    def sex_words(self) -> Bilingual:
        return SEXES[self.sex]

    @property
    def age_words(self) -> Bilingual:
        return Bilingual(f"about {self.age}", f"लगभग {self.age}") if self.age is not None else AGE_BANDS[self.age_band]

    @property
    def is_child(self) -> bool:
        """Known to be under 18."""
        return self.age_band in CHILD_BANDS

    @property
    def may_be_child(self) -> bool:
        """Not known to be grown up: protected like a child until it is known."""
        return self.age_band not in ADULT_BANDS
