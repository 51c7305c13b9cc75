"""Entries of the library as the state keeps them: every edition that a release or the state wrote, none overwritten."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.classify import DIRECTORY_FIELD, OPEN_FIELD, Sort
from samanvay.kernel.models import Protected

from ..entries import Entry, StatutoryClock
from ..saying import clock_of, entry_of

SHIPPED, STATE = "shipped", "state"


class LawEntry(Protected):
    """One thing that the library holds, by the code under which cases and other rooms cite it.

    ``current`` is the number of its newest edition. ``left_at`` is when a release came without it: it is found no more,
    and its page stays, since something may cite it. ``changed_at`` is when either last changed. A statutory clock is
    one too (``is_clock``): it has editions, counsel's word and drafts as any other.
    """

    code = models.CharField(max_length=60, unique=True)
    is_clock = models.BooleanField(default=False, db_default=False)
    current = models.PositiveSmallIntegerField(default=1)
    left_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    log_kind: ClassVar[str] = "law entry"

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("code", "is_clock", "current", "left_at", "changed_at"), OPEN_FIELD),
    }

    class Meta(Protected.Meta):
        """The guard and the row policy, no more."""

    def __str__(self) -> str:
        return self.code


class LawEdition(Protected):
    """What an entry said from a day on, never changed after. ``digest`` is the SHA-256 of what it says.

    ``origin`` is whose text it is: the product's (``shipped``) or the state's own. Who wrote and who published a text
    of the state stands beside it; of the product's, who took it where the state had its own.
    """

    entry = models.ForeignKey(LawEntry, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    said = models.JSONField(help_text="the fields of an entry of the library's files")
    origin = models.CharField(max_length=8, default=SHIPPED, db_default=SHIPPED)
    taken_in_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    published_by = models.UUIDField(null=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("entry", "no", "digest", "said", "origin", "taken_in_at"), OPEN_FIELD),
        **dict.fromkeys(("written_by", "published_by"), DIRECTORY_FIELD),
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

    def clock(self) -> StatutoryClock:
        """Return the time that this edition of a clock gives."""
        return clock_of(self.said)

    @property
    def is_own(self) -> bool:
        """Tell whether it is a text of this state."""
        return self.origin == STATE
