"""Resource persons: who teaches what, in which languages and where, by their own consent; what learners say of it."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from samanvay.kernel.classify import DIRECTORY_FIELD, OWN_FIELD, Sort
from samanvay.kernel.models import Captured, Protected


class ResourcePersonQuerySet(models.QuerySet["ResourcePerson"]):
    """Reads on resource persons."""

    def listed(self) -> Self:
        """Keep those who said that they want to be found."""
        return self.filter(consented_at__isnull=False)


class ResourcePerson(Protected):
    """Somebody who teaches. ``person`` is the id of a user; name, post and unit are those of the directory.

    ``topics`` are codes of the law's topics, ``languages`` of ``vocabulary``, ``districts`` keys of places, none for
    the whole state. ``consented_at`` is when the person themself agreed to be listed; without it nobody finds the row.
    ``ratings`` and ``stars`` are the count and the sum of what learners gave.
    """

    person = models.UUIDField(unique=True)
    topics = ArrayField(models.CharField(max_length=40), default=list)
    languages = ArrayField(models.CharField(max_length=12), default=list)
    districts = ArrayField(models.CharField(max_length=80), default=list)
    about = models.CharField(max_length=300, blank=True)
    consented_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()
    ratings = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)

    objects = ResourcePersonQuerySet.as_manager()

    log_kind: ClassVar[str] = "resource person"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(
            (
                *("person", "topics", "languages", "districts", "about", "consented_at"),
                *("changed_at", "changed_by", "ratings", "stars"),
            ),
            DIRECTORY_FIELD,
        ),
    }

    class Meta(Protected.Meta):
        """The guard and the row policy, no more."""

    def __str__(self) -> str:
        return str(self.person)


class TeachingRating(Protected, Captured):
    """What one learner gave one resource person for one course, one to five; given again it takes the old one's place.

    Nobody reads a single one: only the sum on the person is shown, from five ratings on.
    """

    teacher = models.ForeignKey(ResourcePerson, on_delete=models.PROTECT, related_name="given")
    learner = models.UUIDField()
    course = models.CharField(max_length=60)
    stars = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(("teacher", "learner", "course", "stars", "given_at"), OWN_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["teacher", "learner", "course"], name="training_rating_once"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=5), name="training_rating_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.teacher_id} {self.course}"
