"""Children who were not brought before the committee within the 24 hours of the law."""

from datetime import timedelta

from django.db.models import Q

from samanvay.cases import tasks as of_cases
from samanvay.kernel import clock
from samanvay.tracing import duty_kinds as of_tracing

CHILDREN = (of_cases.BEFORE_CWC.code, of_tracing.BEFORE_CWC.code)
LONGEST_JOURNEY = timedelta(hours=24)


def is_late() -> Q:
    """Return what keeps the duties about them, of cases and of found children.

    The journey is left out of the 24 hours, so a clock may stand; one that has stood for longer than a day is looked
    at, lest a pause that was forgotten hide a child.
    """
    now = clock.now()
    runs = Q(paused_at__isnull=True) | Q(paused_at__lt=now - LONGEST_JOURNEY)
    return runs & Q(kind__in=CHILDREN, due_at__lt=now)
