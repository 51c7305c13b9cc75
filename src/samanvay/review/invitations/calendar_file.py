"""The invitation as a calendar file: the same UID for ever, a higher SEQUENCE with every change, CANCEL at the end."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Unit
from samanvay.kernel import clock

from ..models import Conference, Invitation

RINGS_BEFORE = timedelta(minutes=30)
METHODS = {True: "CANCEL", False: "REQUEST"}


def invitation_file(
    conference: Conference, invited: Iterable[Invitation], units: Mapping[int, Unit], address: str
) -> bytes:
    """Return the calendar file of a conference; ``address`` leads to its page. It names offices, never a person."""
    calendar = Calendar()
    calendar.add("prodid", "-//Samanvay//Conferences//EN")
    calendar.add("version", "2.0")
    calendar.add("method", METHODS[conference.is_cancelled])
    event = Event()
    event.add("uid", f"{conference.pk}@samanvay")
    event.add("sequence", conference.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", conference.starts_at.astimezone(clock.INDIA))
    event.add("dtend", conference.ends_at.astimezone(clock.INDIA))
    event.add("summary", str(conference.names))
    event.add("status", "CANCELLED" if conference.is_cancelled else "CONFIRMED")
    event.add("url", address)
    said = [conference.reason, _("Chair: %(role)s") % {"role": conference.chair_words}]
    event.add("description", "\n".join(part for part in said if part))
    if conference.dial_in:
        event.add("location", conference.dial_in)
    event["organizer"] = _office(conference.chair_role, units.get(conference.home_unit), address)
    for each in invited:
        attendee = _office(each.role, units.get(each.audience), address)
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        event.add("attendee", attendee, encode=False)
    if not conference.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(conference.names))
        alarm.add("trigger", -RINGS_BEFORE)
        event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _office(role: str, unit: Unit | None, address: str) -> vCalAddress:
    """Return an office as a calendar address: its page instead of a person's mail."""
    name = str(BY_CODE[role].name) if role in BY_CODE else role
    office = vCalAddress(f"{address}#{role}-{unit.audience}" if unit else address)
    office.params["CN"] = vText(f"{name}, {unit.names}" if unit else name)
    return office
