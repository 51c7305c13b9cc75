"""Today, the page of a duty, notices, the calendar."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from icalendar import Alarm, Calendar, Event

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.duties import queries
from samanvay.duties.actions.duties import see_notices
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.reports.weeks.weekly import unowned_agencies
from samanvay.web.components.pieces import Chip, Column, Table, address, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.filters import choice_of, flag_of
from samanvay.web.kit.lists import part_of
from samanvay.web.kit.pages import POST, READ, every_officer, every_reader, page, record_page

from .duty_page import DUTY, duty_context
from .figures import figures, head_action, next_steps, post_stats, state_in_charge, waiting_sentence
from .presenters import Section, duty_lines

SHOWN_AT_ONCE = 12
SHOWN_ALONE = 200
LASTS = timedelta(minutes=30)
RINGS_BEFORE = timedelta(hours=2)
PARTS = ("mine", "escalated", "below", "closed")


@require_GET
def front(request: HttpRequest) -> HttpResponseBase:
    """Show the first page: today's, and in the demonstration the thread to whoever is nobody yet."""
    if settings.IS_DEMO and getattr(request, "actor", None) is None:
        return HttpResponseRedirect(reverse("thread"))
    return today(request)


@page(may=every_officer, methods=READ, until_confirmed=True)
def today(request: OfficerRequest) -> HttpResponse:
    """Show what waits for this person, what has come up to them, and what is overdue below."""
    actor = request.actor
    context = {
        **head_context(actor),
        "sections": _sections(request, actor),
        "action": head_action(actor),
        "late": _late_in_state(actor),
        "unowned": _unowned(actor),
        "steps": next_steps(actor),
        "post_stats": post_stats(actor),
        "meeting_url": reverse("meeting") if holds(actor, Permission.REPORT_ACCEPT) else "",
    }
    chosen = choice_of(request, "show", PARTS)
    context["filters"] = _filters(request, context["sections"], chosen)
    told = [each for each in context["sections"] if each.total or each.name == (chosen or "mine")]
    context["shown"] = [each for each in told if chosen in ("", each.name)]
    return render(request, "today/today.html", context)


def _filters(request: HttpRequest, sections: list[Section], chosen: str) -> list[Chip]:
    """Return a chip for each part that holds something, for what was closed, and for the one chosen."""
    short = dict(zip(PARTS, (_("For you"), _("Come up"), _("Late below"), _("Closed")), strict=True))
    offered = [each for each in sections if each.holds or each.name in ("closed", chosen)]
    counts = {each.name: each.holds for each in offered if each.name != "closed"}
    return chips(
        request, "show", [(each.name, short[each.name]) for each in offered], every=_("Everything"), counts=counts
    )


def head_context(actor: Actor) -> dict[str, Any]:
    """Return the head of the day: the date, the sentence, the figures."""
    counts = queries.day_counts(actor)
    return {
        "day": formats.date_format(clock.today(), "l, j F Y"),
        "sentence": waiting_sentence(counts.waiting, counts.due_today, counts.overdue),
        "figures": figures(actor, counts),
    }


def _sections(request: HttpRequest, actor: Actor) -> list[Section]:
    up = queries.escalated_to(actor)
    found: list[tuple[str, str, Any]] = [
        ("mine", _("For you"), queries.today(actor)),
        ("escalated", _("Come up to you, because nobody acted"), up),
    ]
    if holds(actor, Permission.DUTY_ASSIGN):
        below = queries.overdue_below(actor).exclude(pk__in=up.values("pk"))
        found.append(("below", _("Overdue in the units below"), below))
    found.append(("closed", _("Closed in the last seven days"), queries.closed_lately(actor)))
    chosen = choice_of(request, "show", PARTS)
    return [_section(request, actor, *each, chosen) for each in found]


def _section(request: HttpRequest, actor: Actor, name: str, words: str, rows: Any, chosen: str) -> Section:
    total = rows.count()
    # What is closed is looked up, not worked on: it is drawn only when asked for.
    most = SHOWN_ALONE if chosen == name else SHOWN_AT_ONCE if not chosen and name != "closed" else 0
    lines = duty_lines(actor, rows.select_related("owner_user")[:most], mine=name in ("mine", "closed")) if most else []
    counted = total if name != "closed" or chosen == name else 0
    return Section(name, words, lines, counted, address(request, show=name), holds=total)


def _late_in_state(actor: Actor) -> Table | None:
    """Return what is overdue in a whole state by its kind, for the head of its administration alone."""
    late = queries.overdue_in_state(actor)
    if not late:
        return None
    columns = [
        Column(_("What"), lambda each: kind_of(each.kind).words),
        Column(_("Overdue"), lambda each: each.count, number=True),
        Column(_("The oldest since"), lambda each: moment_words(each.oldest)),
    ]
    return Table.of(_("Overdue in the whole state"), columns, late)


def _unowned(actor: Actor) -> dict[str, Any] | None:
    """Return the districts of the state for which nobody is named, for the desk of the whole state alone."""
    state = state_in_charge(actor)
    if not state:
        return None
    agencies = unowned_agencies(state)
    if not agencies:
        return None
    groups: dict[str, tuple[str, list[str]]] = {
        "police": (_("No police chief named"), []),
        "administration": (_("No District Magistrate named"), []),
    }
    for agency in agencies:
        groups[agency.unit.compartment][1].append(agency.place_name)
    parts = [(words, len(names), ", ".join(sorted(names))) for words, names in groups.values() if names]
    words = ngettext(
        "For %(count)d post of a district no owner is named: its weekly report falls to whoever stands above.",
        "For %(count)d posts of districts no owner is named: their weekly reports fall to whoever stands above.",
        len(agencies),
    )
    return {"words": words % {"count": len(agencies)}, "parts": parts}


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
        "notices": part.rows,
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


@page(may=every_officer, methods=READ, until_confirmed=True)
def calendar(request: OfficerRequest) -> HttpResponse:
    """Give the duties of this person as a calendar file."""
    waiting: list[Duty] = list(queries.today(request.actor)[:500])
    answer = HttpResponse(calendar_of(waiting, request.build_absolute_uri), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="samanvay-duties.ics"'
    return answer
