"""Search tokens: keyed hashes of combined name parts and of telephones, under the readers of the case."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from samanvay.kernel.classify import CASE_FIELD, SYSTEM_FIELD, Erase, Keep, Sort, Tier
from samanvay.kernel.models import Protected

TOKEN_FIELD = Sort(Tier.SEALED, Keep.CASE, Erase.REMOVED)


class SearchToken(Protected):
    """The tokens of one box. ``token_no`` is the number of the token key, so that a rotation can resume."""

    record_id = models.UUIDField(db_index=True)
    subject_id = models.UUIDField()
    group = models.CharField(max_length=16)
    token_no = models.SmallIntegerField()
    tokens = ArrayField(models.BigIntegerField())

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("record_id", "subject_id", "group"), CASE_FIELD),
        "token_no": SYSTEM_FIELD,
        "tokens": TOKEN_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["subject_id", "group"], name="access_searchtoken_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            GinIndex(fields=["tokens"], fastupdate=False, name="access_searchtoken_tokens")
        ]

    def __str__(self) -> str:
        return f"tokens of {self.subject_id}"
