"""Who is there: "I am here", the roll, and the way into a video room."""

from operator import itemgetter

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samanvay.access.permissions import Permission
from samanvay.directory.queries import districts_of, names_of_places
from samanvay.kernel.refusals import reason_against
from samanvay.review import actions, policies
from samanvay.review.invitations import video_rooms as rooms
from samanvay.review.invitations.roll import roll_of
from samanvay.review.kinds import SEATS
from samanvay.review.models import Conference
from samanvay.review.states import Presence
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, record_page

from . import presenters
from .forms import RollForm
from .records import CONFERENCE

MOST_OTHERS = 3


@record_page(CONFERENCE, may=policies.may_say_here, permission=Permission.CONFERENCE_READ, methods=POST)
def here(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Note that the office of the one who presses is there."""
    return action_page(request, actions.say_here, found, done=_("Recorded: your office is present."))


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
    """Show who is there, district by district; keep the roll that who runs the conference ticks."""
    if request.method == "POST":
        policies.may_note_attendance(request.actor, found)
    onward = reverse("conference_live" if found.is_running else "conference", args=[found.pk])
    return form_page(
        request,
        RollForm,
        actions.note_roll,
        found,
        to=onward,
        done=_("The attendance is saved."),
        show=lambda form: _page(request, found, form),
    )


def _page(request: OfficerRequest, found: Conference, form: RollForm) -> HttpResponse:
    chair, rows = roll_of(found)
    if chair is not None:
        form.initial.setdefault("chair", chair.invitation.by_role)
    ticked = set(request.POST.getlist("present")) if form.is_bound else None
    shown = [
        (row, row.is_ticked if ticked is None else str(row.invitation.pk) in ticked, presenters.vacancy_words(row))
        for row in rows
    ]
    present = sum(row.invitation.presence == Presence.PRESENT for row in rows)
    vacant = sum(row.is_vacant for row in rows)
    said = _("%(present)d of %(all)d offices are noted as present. Vacant posts: %(vacant)d.")
    may_note = not reason_against(policies.may_note_attendance, request.actor, found)
    context = presenters.context_of(
        found,
        crumbs=[*CONFERENCE.crumbs(request.actor, found), Crumb(_("Attendance"))],
        rows=shown,
        expected=[each for each in shown if each[1] or not each[0].is_vacant],
        vacant=[each for each in shown if each[0].is_vacant and not each[1]],
        form=form,
        may_note=may_note,
        others=range(MOST_OTHERS) if may_note else (),
        roles=sorted(((role, presenters.role_name(role)) for role in SEATS), key=itemgetter(1)),
        districts=_districts(found) if may_note else [],
        said=said % {"present": present, "all": len(rows), "vacant": vacant},
        sees_all=policies.is_of_line(request.actor, found) or found.is_confirmed,
        chair_holder=presenters.chair_holder(found),
    )
    return render(request, "review/attendance.html", context, status=400 if form.errors else 200)


def _districts(found: Conference) -> list[tuple[str, str]]:
    names = names_of_places(districts_of(found.place))
    return sorted(names.items(), key=itemgetter(1))
