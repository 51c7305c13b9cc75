"""A batch as a calendar file: the same UID for ever, a higher SEQUENCE with every change, CANCEL at the end."""

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from samanvay.kernel import clock

from .models import Batch
from .states import BatchState

RINGS_BEFORE = timedelta(days=1)


def invitation_file(batch: Batch, course: str, address: str) -> bytes:
    """Return the calendar file of a batch; ``course`` is its title, ``address`` leads to its page. It names nobody."""
    is_cancelled = batch.state == BatchState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Samanvay//Trainings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_cancelled else "REQUEST")
    event = Event()
    event.add("uid", f"{batch.pk}@samanvay")
    event.add("sequence", batch.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", batch.starts_on)
    event.add("dtend", batch.ends_on + timedelta(days=1))
    summary = _("Training: %(course)s") % {"course": course}
    event.add("summary", summary)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("url", address)
    event.add("location", ", ".join(part for part in (batch.hall, str(batch.where), batch.link) if part))
    event.add("description", _("Batch %(label)s") % {"label": batch.label})
    if not is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -RINGS_BEFORE)
        event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
