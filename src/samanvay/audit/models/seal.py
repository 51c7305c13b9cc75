"""Seals: each covers a batch of events and is hashed with the one before."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from samanvay.kernel.classify import OPEN_FIELD, SYSTEM_FIELD, Sort
from samanvay.kernel.db.constraints import InsertOnly, WriteGuard

from .event import XidField


class Seal(models.Model):
    """A batch of events in the order (xid, seq), its leaf hashes, Merkle root and chained head.

    ``leaves`` holds 32 bytes an event, ``seqs`` their numbers, both in that order. Insert-only.
    """

    number = models.BigAutoField(primary_key=True)
    era = models.SmallIntegerField()
    first_xid = XidField()
    last_xid = XidField()
    seqs = ArrayField(models.BigIntegerField())
    leaves = models.BinaryField()
    root = models.BinaryField()
    head = models.BinaryField()
    at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **dict.fromkeys(("number", "root", "head", "at"), OPEN_FIELD),
        **dict.fromkeys(("era", "first_xid", "last_xid", "seqs", "leaves"), SYSTEM_FIELD),
    }

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            WriteGuard(name="audit_seal_guard"),
            InsertOnly(name="audit_seal_insert_only"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
