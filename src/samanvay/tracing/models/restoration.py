"""The way home of a found person: their own consent, the verification of the home, the day of return."""

from typing import ClassVar

from django.db import models

from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.classify import CASE_FIELD, CASE_TEXT, Sort
from samanvay.kernel.models import Captured, Protected

from ..states import RESTORATION_STATES, RestorationState
from .candidate import Candidate
from .entry import Entry


class Restoration(Protected, Captured):
    """A return to the family. An adult's family is told nothing before the person has consented.

    ``consent`` is given, refused or not_asked, taken by a named officer in ``consent_language``; a child has none of
    its own but is heard, and what it said stands there. ``home_is`` is safe, unsafe or not_found, as
    ``home_checked_by`` found it. ``returned_to`` is a kind of person (mother, father, kin, own_household), never a
    name. Nobody goes back to a home found unsafe but by the order named in ``override_order``.
    """

    found = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="restoration")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, null=True, related_name="restorations")
    state = models.CharField(max_length=10)
    consent = models.CharField(max_length=10, blank=True)
    consent_at = models.DateTimeField(null=True)
    consent_by = models.UUIDField(null=True)
    consent_language = models.CharField(max_length=16, blank=True)
    home_unit_asked = models.IntegerField(null=True)
    home_asked_at = models.DateTimeField(null=True)
    home_is = models.CharField(max_length=10, blank=True)
    home_checked_on = models.DateField(null=True)
    home_checked_by = models.UUIDField(null=True)
    home_words = models.TextField(blank=True)
    returned_on = models.DateField(null=True)
    returned_to = models.CharField(max_length=16, blank=True)
    order_reference = models.CharField(max_length=80, blank=True, help_text="order of the CWC or magistrate")
    override_order = models.CharField(max_length=80, blank=True)
    override_by = models.UUIDField(null=True)
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()

    classification: ClassVar[dict[str, Sort]] = {
        **Protected.classification,
        **Captured.classification,
        **dict.fromkeys(
            (
                *("found", "candidate", "state", "consent", "consent_at", "consent_by", "consent_language"),
                *("home_unit_asked", "home_is", "home_checked_on", "home_checked_by", "returned_on", "returned_to"),
                *("home_asked_at", "order_reference", "override_order", "override_by", "begun_at", "begun_by"),
            ),
            CASE_FIELD,
        ),
        "home_words": CASE_TEXT,
    }

    class Meta(Protected.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Protected.Meta.constraints,
            models.UniqueConstraint(fields=["begun_by", "submission_id"], name="tracing_restoration_once"),
        ]

    def __str__(self) -> str:
        return f"restoration of {self.found_id}"

    @property
    def state_words(self) -> Bilingual:
        return RESTORATION_STATES[RestorationState(self.state)]
