"""A batch as a calendar file: the same UID for ever, a higher SEQUENCE with every change, CANCEL at the end."""

from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from samanvay.kernel import clock

from ..models import Batch
from .capacity import is_called_off
from .labels import title_of, where_words

RINGS_BEFORE = timedelta(days=1)


def invitation_file(batch: Batch, *, uid: str, address: str = "") -> bytes:
    """Return the calendar file of a batch, whole days, in the active language; it names nobody.

    ``uid`` is the key of the batch, or of a guest of it; ``address`` leads to its page.
    """
    is_cancelled = is_called_off(batch)
    calendar = Calendar()
    calendar.add("prodid", "-//Samanvay//Trainings//EN")
    calendar.add("version", "2.0")
    # Published, not requested: a request names its organiser and attendees (RFC 5546), and this names nobody.
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    event = Event()
    event.add("uid", f"{uid}@samanvay")
    event.add("sequence", batch.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", batch.starts_on)
    event.add("dtend", batch.ends_on + timedelta(days=1))
    summary = _("Training: %(course)s") % {"course": title_of(batch.course)}
    event.add("summary", summary)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("location", where_words(batch))
    event.add("description", _("Batch %(label)s") % {"label": batch.label})
    if address:
        event.add("url", address)
    if not is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", -RINGS_BEFORE)
        event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
