"""Days, moments and how long there is, as people say them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel import clock
from samanvay.web.components.pieces import Pill

HOT_BELOW = timedelta(hours=6)
DAYS_FROM = timedelta(hours=48)


def day_words(moment: datetime) -> str:
    """Return the day of a moment in India: "2 Nov", with the year when it is another than this."""
    day = moment.astimezone(clock.INDIA).date()
    return formats.date_format(day, "j M" if day.year == clock.today().year else "j M Y")


def clock_pill(*, due_at: datetime, paused: bool = False) -> Pill:
    """Return how long there is: hot under six hours and past the hour, warn today, calm beyond."""
    if paused:
        return Pill(_("deferred"), "calm", "⏸")
    left = due_at - clock.now()
    if left < timedelta(0):
        return _past(due_at)
    minutes = int(left.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if left < HOT_BELOW:
        words = _("%(hours)d h %(minutes)02d left") % {"hours": hours, "minutes": rest} if hours else None
        return Pill(words or _("%(minutes)d min left") % {"minutes": rest}, "hot")
    if due_at.astimezone(clock.INDIA).date() == clock.today():
        return Pill(_("due today"), "warn")
    if left < DAYS_FROM:
        return Pill(ngettext("%(hours)d h left", "%(hours)d h left", hours) % {"hours": hours}, "warn")
    return Pill(ngettext("%(days)d day left", "%(days)d days left", left.days) % {"days": left.days}, "calm")


def late_pill(due_at: datetime) -> Pill:
    """Return how late something is: in hours, from two days on in days."""
    late = clock.now() - due_at
    hours = int(late.total_seconds() // 3600)
    if late < DAYS_FROM:
        return Pill(_("%(hours)d h late") % {"hours": hours} if hours else _("just overdue"), "hot")
    return Pill(ngettext("%(days)d day late", "%(days)d days late", late.days) % {"days": late.days}, "hot")


def _past(due_at: datetime) -> Pill:
    if due_at.astimezone(clock.INDIA).date() == clock.today():
        at = formats.date_format(due_at.astimezone(clock.INDIA), "H:i")
        return Pill(_("since %(when)s") % {"when": at}, "hot")
    return Pill(_("since %(when)s") % {"when": day_words(due_at)}, "hot")


def moment_words(moment: Any) -> str:
    """Return a moment in India as it is written here: "24 Nov 2026, 18:00"."""
    return formats.date_format(moment.astimezone(clock.INDIA), "DATETIME_FORMAT")
