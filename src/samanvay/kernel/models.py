"""The abstract models that every room builds on."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from .db.constraints import RowSecurity, WriteGuard
from .ids import uuid7
from .refusals import Stale


class Guarded(models.Model):
    """A row written only inside an operation, with a time-ordered key and a version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1)

    classification: ClassVar[dict[str, Sort]] = {"id": SYSTEM_FIELD, "version": SYSTEM_FIELD}

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [WriteGuard(name="%(app_label)s_%(class)s_guard")]

    def revise(self, *, expected: int | None, changes: Mapping[str, Any], also: Iterable[str] = ()) -> Self:
        """Write changed fields and raise the version by one, if the version is still the one expected.

        ``expected`` is the version that the writer saw; None skips the comparison (for the machinery's own
        changes). ``also`` names fields already set on the instance. Raises :class:`Stale` with both sides.
        """
        for name, value in changes.items():
            setattr(self, name, value)
        names = [*changes, *also]
        seen = self.version if expected is None else expected
        columns = {name: getattr(self, name) for name in names}
        manager = type(self)._default_manager
        written = manager.filter(pk=self.pk, version=seen).update(version=seen + 1, **columns)
        if not written:
            row = manager.filter(pk=self.pk).values("version", *names).first()
            raise Stale(theirs=dict(row or {}), yours=columns, of=type(self))
        self.version = seen + 1
        return self


class Protected(Guarded):
    """A row seen only by its readers: home unit, the units above it and those it was shared with."""

    readers = ArrayField(models.IntegerField())
    home_unit = models.IntegerField(help_text="audience of the unit that the row belongs to")
    home_state = models.CharField(max_length=6, help_text="ISO 3166-2 code, as IN-UP")

    log_kind: ClassVar[str] = ""  # what the log calls it, where that is not the model's own name

    classification: ClassVar[dict[str, Sort]] = {
        **Guarded.classification,
        "readers": SYSTEM_FIELD,
        "home_unit": CASE_FIELD,
        "home_state": CASE_FIELD,
    }

    class Meta(Guarded.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="%(app_label)s_%(class)s_guard"),
            RowSecurity(name="%(app_label)s_%(class)s_rows"),
        ]

    def ownership(self) -> dict[str, Any]:
        """Return readers and home, for another row that belongs with this one."""
        return {"readers": self.readers, "home_unit": self.home_unit, "home_state": self.home_state}


class Captured(models.Model):
    """What every capture form posts along, so that the same submission twice gives the same answer."""

    submission_id = models.UUIDField(default=uuid7)
    captured_at = models.DateTimeField(null=True, blank=True)
    device = models.CharField(max_length=64, blank=True)
    form_version = models.CharField(max_length=16, blank=True)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(
        ("submission_id", "captured_at", "device", "form_version"), SYSTEM_FIELD
    )

    class Meta:
        abstract = True


class Voidable(models.Model):
    """A record that is voided with a reason, never deleted."""

    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.UUIDField(null=True, blank=True)
    void_reason = models.TextField(blank=True)

    classification: ClassVar[dict[str, Sort]] = {
        "voided_at": CASE_FIELD,
        "voided_by": CASE_FIELD,
        "void_reason": CASE_TEXT,
    }

    class Meta:
        abstract = True

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None


class Bookkeeping(models.Model):
    """A row of the machinery itself (positions, progress): unguarded, since its writes tell nobody's story."""

    class Meta:
        abstract = True
