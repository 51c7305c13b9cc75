"""Who is there: "I am here", the roll, and the way into a video room."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.review import actions, policies, queries, rooms
from samanvay.review.models import Conference
from samanvay.review.states import PRESENCE_WORDS, Presence
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb

from . import shown
from .page import uuid_of


@officer_page(permission=Permission.CONFERENCE_READ)
@require_POST
def here(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Note that the office of the one who presses is there."""
    found = queries.conference_or_unseen(request.actor, key)
    actions.say_here(by=request.actor, conference=found)
    messages.success(request, _("Noted: your office is present."))
    return HttpResponseRedirect(reverse("conference", args=[found.pk]))


@never_cache
@sensitive_variables()
@officer_page(permission=Permission.CONFERENCE_READ)
@require_POST
def join(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Make the way into the room for the one who presses, for ten minutes; without a video server say how to dial."""
    found = queries.conference_or_unseen(request.actor, key)
    policies.may_join(request.actor, found)
    server = rooms.server()
    open_link, link = "", ""
    if server is not None:
        actions.note_joining(by=request.actor, conference=found)
        moderates = policies.runs(request.actor, found)
        open_link, link = rooms.links(server, request.actor, found, moderates=moderates)
    context = shown.context_of(
        found,
        crumbs=[
            Crumb(_("Conferences"), reverse("conferences")),
            Crumb(str(found.names), reverse("conference", args=[found.pk])),
            Crumb(_("Join")),
        ],
        link=link,
        open_link=open_link,
    )
    answer = render(request, "review/join.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@officer_page(permission=Permission.CONFERENCE_READ)
@require_http_methods(["GET", "POST"])
def attendance(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show who is there, district by district; keep the roll that who runs the conference types."""
    found = queries.conference_or_unseen(request.actor, key)
    if request.method == "GET":
        return _page(request, found)
    policies.may_note_attendance(request.actor, found)
    roll = {}
    for name, value in request.POST.items():
        invitation = uuid_of(name.removeprefix("presence-")) if name.startswith("presence-") else None
        if invitation is not None:
            roll[invitation] = (value, request.POST.get(f"by-{invitation}", ""))
    try:
        if not roll:
            raise Invalid("presence", _("Say of at least one office whether it was there."))
        actions.note_roll(by=request.actor, conference=found, roll=roll)
    except Invalid as refusal:
        return _page(request, found, wrong=str(refusal.words), status=400)
    messages.success(request, _("The roll is kept."))
    return HttpResponseRedirect(reverse("conference_attendance", args=[found.pk]))


def _page(request: OfficerRequest, found: Conference, *, wrong: str = "", status: int = 200) -> HttpResponse:
    listed = queries.invitations(found)
    units = queries.units_named(each.audience for each in listed)
    rows: list[dict[str, Any]] = []
    for each in listed:
        unit = units.get(each.audience)
        rows.append(
            {
                "key": each.pk,
                "place": str(unit.place.names) if unit and unit.place else "",
                "unit": str(unit.names) if unit else "",
                "role": str(each.role_words),
                "presence": each.presence,
                "presence_words": str(each.presence_words),
                "by_role": each.by_role,
            }
        )
    rows.sort(key=lambda row: (row["place"], row["role"]))
    present = sum(row["presence"] == Presence.PRESENT for row in rows)
    context = shown.context_of(
        found,
        crumbs=[
            Crumb(_("Conferences"), reverse("conferences")),
            Crumb(str(found.names), reverse("conference", args=[found.pk])),
            Crumb(_("Attendance")),
        ],
        rows=rows,
        wrong=wrong,
        choices=[(each.value, str(PRESENCE_WORDS[each])) for each in Presence],
        may_note=not reason_against(policies.may_note_attendance, request.actor, found),
        said=_("%(present)d of %(all)d offices are noted as present") % {"present": present, "all": len(rows)},
        sees_all=policies.is_of_line(request.actor, found) or found.is_confirmed,
    )
    return render(request, "review/attendance.html", context, status=status)
