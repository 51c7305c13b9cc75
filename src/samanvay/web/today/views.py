"""The desk, the page of a duty, notices, the calendar."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from icalendar import Alarm, Calendar, Event

from samanvay.duties import queries
from samanvay.duties.actions.duties import see_notices
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.web.components.pieces import chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page
from samanvay.web.kit.filters import flag_of
from samanvay.web.kit.lists import part_of
from samanvay.web.kit.pages import POST, READ, every_officer, every_reader, page, record_page

from .desk import desk_of
from .duty_page import DUTY, duty_context
from .presenters import notice_link

LASTS = timedelta(minutes=30)
RINGS_BEFORE = timedelta(hours=2)


@require_GET
def front(request: HttpRequest) -> HttpResponseBase:
    """Show the first page: today's, and in the demonstration the thread to whoever is nobody yet."""
    if settings.IS_DEMO and getattr(request, "actor", None) is None:
        return HttpResponseRedirect(reverse("thread"))
    return today(request)


@page(may=every_officer, methods=READ, until_confirmed=True)
def today(request: OfficerRequest) -> HttpResponse:
    """Show the desk of this person: their tasks, what was escalated to them, their training, cards."""
    return render(request, "today/desk.html", desk_of(request.actor))


@record_page(DUTY, may=every_reader, methods=READ, until_confirmed=True)
def duty_page(request: OfficerRequest, duty: Duty) -> HttpResponse:
    """Show one duty, its history and what may be done with it."""
    context = duty_context(request.actor, duty, sought=request.GET.get("to", "")[:80])
    return render(request, "today/duty.html", context)


@page(may=every_officer, methods=READ, until_confirmed=True)
def notices(request: OfficerRequest) -> HttpResponse:
    """List the notices of this person, those not seen first asked for by the filter."""
    rows = queries.notices(request.actor)
    if flag_of(request, "show", "new"):
        rows = rows.filter(seen_at__isnull=True)
    part = part_of(request, rows)
    context = {
        "notices": [(notice, notice_link(request.actor, notice)) for notice in part.rows],
        "unseen": queries.unseen_notices(request.actor),
        "filters": chips(request, "show", [("new", _("Not seen"))], every=_("All notices")),
        "older": part.older,
    }
    return render(request, "today/notices.html", context)


@page(may=every_officer, methods=POST, until_confirmed=True)
def notices_seen(request: OfficerRequest) -> HttpResponse:
    """Mark all notices of this person as seen."""
    return action_page(request, see_notices, to=reverse("notices"), done="")


def calendar_of(duties: Iterable[Duty], absolute: Callable[[str], str]) -> bytes:
    """Return an iCalendar of duties: each an event that ends at its hour, with an alarm two hours before.

    ``absolute`` makes a whole address of a path. A paused duty is tentative and does not ring.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Samanvay//Duties//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Samanvay: my tasks"))
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


@page(may=every_officer, methods=READ, until_confirmed=True)
def calendar(request: OfficerRequest) -> HttpResponse:
    """Give the duties of this person as a calendar file."""
    waiting: list[Duty] = list(queries.today(request.actor)[:500])
    answer = HttpResponse(calendar_of(waiting, request.build_absolute_uri), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="samanvay-duties.ics"'
    return answer
