"""Entries of the library as the state keeps them: every edition that a release brought, none overwritten."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import OPEN_FIELD, Sort
from samanvay.kernel.models import Protected

from ..library_files import Entry
from ..saying import entry_of


class LawEntry(Protected):
    """One thing that the library holds, by the code under which cases and other rooms cite it.

    ``current`` is the number of its newest edition. ``left_at`` is when a release came without it: it is found no more,
    and its page stays, since something may cite it. ``changed_at`` is when either last changed.
    """

    code = models.CharField(max_length=60, unique=True)
    current = models.PositiveSmallIntegerField(default=1)
    left_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("code", "current", "left_at", "changed_at"), OPEN_FIELD),
    }

    class Meta(Protected.Meta):
        """The guard and the row policy, no more."""

    def __str__(self) -> str:
        return self.code


class LawEdition(Protected):
    """What an entry said from a release on, never changed after. ``digest`` is the SHA-256 of what it says."""

    entry = models.ForeignKey(LawEntry, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    said = models.JSONField(help_text="the fields of an entry of the library's files")
    taken_in_at = models.DateTimeField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("entry", "no", "digest", "said", "taken_in_at"), OPEN_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["entry", "no"], name="law_lawedition_no"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.no}"

    def text(self) -> Entry:
        """Return what this edition says."""
        return entry_of(self.said)
