"""Who is trained, has attended only, is due or overdue: the one rule, by the quarters of a certificate.

*Trained* is who passed the examination; presence alone is *attended*. Every course that is published has an examination
(`courses.checking`), so that nobody is trained by presence.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q

from samanvay.kernel.bilingual import Bilingual

from ..examining.models.certificate import AMBER_AFTER, VALID


class Standing(StrEnum):
    """How long ago somebody passed or attended: less than 13 weeks, up to 26, longer, never."""

    TRAINED = "trained"  # passed less than 13 weeks ago
    ATTENDED = "attended"  # attended less than 13 weeks ago, and is not trained
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"


STANDING_WORDS: dict[str, Bilingual] = {
    Standing.TRAINED: Bilingual("trained", "प्रशिक्षित"),
    Standing.ATTENDED: Bilingual("attended only", "केवल उपस्थित"),
    Standing.DUE: Bilingual("due", "देय"),
    Standing.OVERDUE: Bilingual("overdue", "समय-सीमा बीती"),
    Standing.NEVER: Bilingual("never attended", "कभी उपस्थित नहीं"),
}


def standing_of(last: date | None, passed: date | None, day: date) -> Standing:
    """Return how somebody stands on a day who attended or passed last on one, and passed on another (None: never)."""
    if passed is not None and day < passed + AMBER_AFTER:
        return Standing.TRAINED
    if last is None:
        return Standing.NEVER
    if day < last + AMBER_AFTER:
        return Standing.ATTENDED
    return Standing.DUE if day <= last + VALID else Standing.OVERDUE


def attended_lately(day: date) -> Q:
    """Return the condition on members who attended or passed less than 13 weeks ago: the trained are among them."""
    return Q(last_on__gt=day - AMBER_AFTER)


def stands(standing: str, day: date) -> Q:
    """Return the condition on members that :func:`standing_of` says of one by one."""
    is_trained = Q(certified_on__gt=day - AMBER_AFTER)
    return {
        Standing.TRAINED: is_trained,
        Standing.ATTENDED: attended_lately(day) & (Q(certified_on__isnull=True) | ~is_trained),
        Standing.DUE: Q(last_on__lte=day - AMBER_AFTER, last_on__gte=day - VALID),
        Standing.OVERDUE: Q(last_on__lt=day - VALID),
        Standing.NEVER: Q(last_on__isnull=True),
    }[Standing(standing)]


def counts_on(day: date) -> dict[str, Any]:
    """Return how to count members by standing on a day; ``attended`` are all who did lately, the trained among them."""
    counts = {each.value: Count("pk", filter=stands(each, day)) for each in Standing}
    return counts | {Standing.ATTENDED.value: Count("pk", filter=attended_lately(day))}
