"""By itself: the next conference of each series is called a week ahead, with its duty to the chair."""

from datetime import timedelta

from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from ..actions.calling import call_next
from ..models import Conference, Series
from ..states import ConferenceState
from .rhythm import next_moment, submission_of

AHEAD = timedelta(days=8)  # a weekly one is called before the one before it is over


def call_coming_conferences() -> int:
    """Call what of every series comes within eight days and is not called yet; returns how many.

    Called every round of the ticker: three queries when there is nothing to call. A conference that was moved or
    cancelled is not called again, since its moment in the rhythm was.
    """
    moment = clock.now()
    with reading(SYSTEM):
        wanted = {
            submission_of(each.pk, starts_at): (each, starts_at)
            for each in Series.objects.going().order_by("pk")
            if (starts_at := next_moment(each.rhythm, each.weekday, each.at, moment)) - moment <= AHEAD
        }
        called = set(Conference.objects.filter(submission_id__in=wanted).values_list("submission_id", flat=True))
        taken = set(
            Conference.objects.filter(series__in=[each.pk for each, _at in wanted.values()])
            .exclude(state=ConferenceState.CANCELLED)
            .values_list("series_id", "starts_at")
        )
    count = 0
    for submission, (series, starts_at) in wanted.items():
        if submission in called or (series.pk, starts_at) in taken:
            continue
        with reading(SYSTEM):
            call_next(by=SYSTEM, series=series, starts_at=starts_at)
        count += 1
    return count
