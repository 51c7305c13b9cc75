"""Whether somebody's training is fresh, due or overdue: the one rule, by the quarters of a certificate."""

from datetime import date
from enum import StrEnum

from django.db.models import Q

from samanvay.kernel.bilingual import Bilingual

from ..examining.models.certificate import AMBER_AFTER, VALID


class Standing(StrEnum):
    """How long ago somebody was last trained: less than 13 weeks, up to 26, longer, never."""

    TRAINED = "trained"
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"


STANDING_WORDS: dict[str, Bilingual] = {
    Standing.TRAINED: Bilingual("trained", "प्रशिक्षित"),
    Standing.DUE: Bilingual("due", "देय"),
    Standing.OVERDUE: Bilingual("overdue", "समय-सीमा बीती"),
    Standing.NEVER: Bilingual("never trained", "कभी प्रशिक्षित नहीं"),
}


def standing_of(last: date | None, day: date) -> Standing:
    """Return how somebody stands on a day who was last trained on another (None: never)."""
    if last is None:
        return Standing.NEVER
    if day < last + AMBER_AFTER:
        return Standing.TRAINED
    return Standing.DUE if day <= last + VALID else Standing.OVERDUE


def stands(standing: str, day: date) -> Q:
    """Return the condition on members that :func:`standing_of` says of one by one."""
    return {
        Standing.TRAINED: Q(last_on__gt=day - AMBER_AFTER),
        Standing.DUE: Q(last_on__lte=day - AMBER_AFTER, last_on__gte=day - VALID),
        Standing.OVERDUE: Q(last_on__lt=day - VALID),
        Standing.NEVER: Q(last_on__isnull=True),
    }[Standing(standing)]
