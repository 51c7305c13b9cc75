"""An item of an agenda, and what was shown of its district."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, SYSTEM_FIELD, Sort
from samanvay.kernel.models import Protected

from ..states import CONSENT, ITEM_WORDS, SKIP_WORDS, ItemState
from .conference import Conference


class Item(Protected):
    """A district, or a standing or added part, in the running order that everybody invited sees.

    ``seconds`` is how long it was on the wall. Before the order is fixed ``position`` is the order of making.
    ``reason`` says why it was postponed, in words, or skipped, by code.
    """

    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    district = models.CharField(max_length=80, blank=True)
    words_en = models.CharField(max_length=160)
    words_hi = models.CharField(max_length=160, blank=True)
    is_last = models.BooleanField(default=False, help_text="a part that comes after the districts")
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in ItemState], default=ItemState.WAITING.value
    )
    reason = models.CharField(max_length=300, blank=True, help_text="why it was postponed")
    seconds = models.PositiveIntegerField(default=0)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("conference", "district", "words_en", "words_hi", "state"), CASE_FIELD),
        "reason": CASE_TEXT,
        **dict.fromkeys(("position", "is_last", "seconds"), SYSTEM_FIELD),
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [*Protected.Meta.constraints]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["conference", "position"], name="review_item_order")
        ]

    def __str__(self) -> str:
        return self.words_en

    @property
    def words(self) -> Bilingual:
        return Bilingual(self.words_en, self.words_hi)

    @property
    def state_words(self) -> Bilingual:
        return ITEM_WORDS[ItemState(self.state)]

    @property
    def reason_words(self) -> Bilingual:
        return SKIP_WORDS.get(self.reason, Bilingual("" if self.is_consent else self.reason))

    @property
    def is_waiting(self) -> bool:
        return self.state == ItemState.WAITING

    @property
    def is_consent(self) -> bool:
        """Whether it is the item under which the districts after it are taken note of together."""
        return not self.district and self.reason == CONSENT and self.state != ItemState.POSTPONED


class Shown(Protected):
    """What one source said of an item's district when it was fixed: its number, its weight, its lines as shown.

    ``lines`` are {en, hi}. ``is_told`` is false for what stays with those near it when the minutes go to all.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="shown")
    source = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    score = models.FloatField()
    words = models.JSONField(help_text="{en, hi}")
    lines = models.JSONField(default=list)
    is_told = models.BooleanField(default=True)

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **dict.fromkeys(("item", "source", "number", "score"), CASE_FIELD),
        **dict.fromkeys(("words", "lines"), CASE_TEXT),
        "is_told": SYSTEM_FIELD,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["item", "source"], name="review_shown_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
