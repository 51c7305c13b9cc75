"""Duties as a calendar file. It holds titles, which name nobody, and addresses that ask for sign-in."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from samanvay.duties.models import Duty
from samanvay.kernel import clock

LASTS = timedelta(minutes=30)
RINGS_BEFORE = timedelta(hours=2)


def calendar_of(duties: Iterable[Duty], absolute: Callable[[str], str]) -> bytes:
    """Return an iCalendar of duties: each an event that ends at its hour, with an alarm two hours before.

    ``absolute`` makes a whole address of a path. A paused duty is tentative and does not ring.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Samanvay//Duties//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Samanvay: my duties"))
    for duty in duties:
        event = Event()
        event.add("uid", f"{duty.pk}@samanvay")
        event.add("dtstamp", clock.now())
        event.add("dtstart", duty.due_at - LASTS)
        event.add("dtend", duty.due_at)
        event.add("summary", str(duty.title))
        event.add("url", absolute(reverse("duty", args=[duty.pk])))
        event.add("sequence", duty.version)
        event.add("status", "TENTATIVE" if duty.paused_at else "CONFIRMED")
        if not duty.paused_at:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", str(duty.title))
            alarm.add("trigger", -RINGS_BEFORE)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
