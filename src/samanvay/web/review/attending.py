"""Who is there: "I am here", the roll, and the way into a video room."""

from operator import itemgetter

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import reason_against
from samanvay.review import actions, policies, queries
from samanvay.review.invitations import video_rooms as rooms
from samanvay.review.models import Conference
from samanvay.review.states import PRESENCE_WORDS, Presence
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, record_page

from . import presenters
from .forms import RollForm, words_of
from .records import CONFERENCE


@record_page(CONFERENCE, may=policies.may_say_here, permission=Permission.CONFERENCE_READ, methods=POST)
def here(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Note that the office of the one who presses is there."""
    return action_page(request, actions.say_here, found, done=_("Noted: your office is present."))


@sensitive_variables()
@record_page(CONFERENCE, may=policies.may_join, permission=Permission.CONFERENCE_READ, methods=POST)
def join(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Make the way into the room for the one who presses, for ten minutes; without a video server say how to dial."""
    server = rooms.server()
    open_link, link = "", ""
    if server is not None:
        actions.note_joining(by=request.actor, conference=found)
        moderates = policies.runs(request.actor, found)
        open_link, link = rooms.links(server, request.actor, found, moderates=moderates)
    context = presenters.context_of(
        found,
        crumbs=[*CONFERENCE.crumbs(request.actor, found), Crumb(_("Join"))],
        link=link,
        open_link=open_link,
    )
    answer = render(request, "review/join.html", context)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@record_page(CONFERENCE, permission=Permission.CONFERENCE_READ)
def attendance(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Show who is there, district by district; keep the roll that who runs the conference types."""
    if request.method == "POST":
        policies.may_note_attendance(request.actor, found)
    return form_page(
        request,
        RollForm,
        actions.note_roll,
        found,
        to=request.path,
        done=_("The roll is kept."),
        show=lambda form: _page(request, found, form),
    )


def _page(request: OfficerRequest, found: Conference, form: RollForm) -> HttpResponse:
    listed = queries.invitations(found)
    units = queries.units_named(each.audience for each in listed)
    rows = []
    for each in listed:
        unit = units.get(each.audience)
        place = str(unit.place.names) if unit and unit.place else ""
        rows.append((place, str(each.role_words), str(unit.names) if unit else "", each))
    rows.sort(key=itemgetter(0, 1))
    present = sum(each.presence == Presence.PRESENT for each in listed)
    context = presenters.context_of(
        found,
        crumbs=[*CONFERENCE.crumbs(request.actor, found), Crumb(_("Attendance"))],
        rows=rows,
        wrong=words_of(form) if form.errors else "",
        choices=PRESENCE_WORDS.items(),
        may_note=not reason_against(policies.may_note_attendance, request.actor, found),
        said=_("%(present)d of %(all)d offices are noted as present") % {"present": present, "all": len(rows)},
        sees_all=policies.is_of_line(request.actor, found) or found.is_confirmed,
    )
    return render(request, "review/attendance.html", context, status=400 if form.errors else 200)
