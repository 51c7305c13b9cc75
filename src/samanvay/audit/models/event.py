"""The log: one row an event, in the transaction of what it tells of."""

import json
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from samanvay.kernel.classify import CASE_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import InsertOnly, RowSecurity, WriteGuard


class XidField(models.Field[int, int]):
    """PostgreSQL's 64-bit transaction id (xid8), an int in Python."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if value is None or hasattr(value, "resolve_expression") else str(value)


class CurrentXid(models.Func):
    function = "pg_current_xact_id"
    arity = 0
    output_field = XidField()


class Era(models.Model):
    """A span between two restores, since transaction ids start anew after one. The highest number is now."""

    number = models.SmallIntegerField(primary_key=True)
    began_at = models.DateTimeField(db_default=Now())
    because = models.CharField(max_length=200)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(("number", "began_at", "because"), SYSTEM_FIELD)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="audit_era_guard"),
            InsertOnly(name="audit_era_insert_only"),
        ]

    def __str__(self) -> str:
        return f"era {self.number}"


class Event(models.Model):
    """What happened, who did it, when, to what: identifiers and field names, never a sealed value.

    ``body`` is JSON kept as text, since what is hashed must be what is stored. ``readers`` follow the subject's
    after a reorganisation; ``written_readers`` then keeps those at the time of writing, which were sealed.
    """

    seq = models.BigAutoField(primary_key=True)
    era = models.SmallIntegerField()
    xid = XidField(db_default=CurrentXid())
    at = models.DateTimeField(db_default=Now())
    op = models.UUIDField()
    actor = models.UUIDField()
    via = models.CharField(max_length=16)
    kind = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    readers = ArrayField(models.IntegerField())
    written_readers = ArrayField(models.IntegerField(), null=True)
    body = models.TextField()

    classification: ClassVar[dict[str, Sort]] = {
        **dict.fromkeys(("seq", "era", "xid", "op", "readers", "written_readers"), SYSTEM_FIELD),
        **dict.fromkeys(("at", "actor", "via", "kind", "subject_kind", "subject_id", "body"), CASE_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="audit_event_guard"),
            RowSecurity(name="audit_event_rows"),
            InsertOnly(name="audit_event_insert_only"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["era", "xid", "seq"], name="audit_event_order"),
            models.Index(fields=["subject_kind", "subject_id", "seq"], name="audit_event_subject"),
            models.Index(fields=["op"], name="audit_event_op"),
            models.Index(fields=["kind", "at"], name="audit_event_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.seq}"

    @property
    def detail(self) -> dict[str, Any]:
        """The body as a dictionary."""
        loaded: dict[str, Any] = json.loads(self.body)
        return loaded
