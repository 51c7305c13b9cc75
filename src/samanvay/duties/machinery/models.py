"""How the machinery fares: its programs, and the parts of the ticker's round. It holds nothing of anybody's case."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import SYSTEM_FIELD, Sort
from samanvay.kernel.models import Bookkeeping


class Heartbeat(Bookkeeping):
    """When a program last did its round, when it began, how often it came back and why it last ended."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    restarts = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=240, blank=True)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(
        ("name", "at", "took_ms", "began_at", "restarts", "ended_at", "ended_why"), SYSTEM_FIELD
    )

    def __str__(self) -> str:
        return self.name


class RoundPart(Bookkeeping):
    """One part of the ticker's round: when it last went well, when and by what kind of error it last failed.

    ``failures`` counts those in a row; until ``next_at`` it is left out. The error's own words are kept nowhere but in
    the log: they may quote what people wrote.
    """

    name = models.CharField(primary_key=True, max_length=60)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=120, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    classification: ClassVar[dict[str, Sort]] = dict.fromkeys(
        ("name", "succeeded_at", "failed_at", "error", "failures", "next_at"), SYSTEM_FIELD
    )

    def __str__(self) -> str:
        return self.name
