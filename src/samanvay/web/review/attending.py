"""Who is there: "I am here", the roll, and the way into a video room."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from samanvay.access.permissions import Permission
from samanvay.directory.queries import districts_of, names_of_places
from samanvay.kernel.refusals import reason_against
from samanvay.review import actions, policies
from samanvay.review.actions.attendance import Mark, Noted
from samanvay.review.invitations import video_rooms as rooms
from samanvay.review.invitations.roll import RollRow, roll_of
from samanvay.review.kinds import SEATS
from samanvay.review.models import Conference, Invitation
from samanvay.review.states import PRESENCE_WORDS, Presence
from samanvay.web.components.pieces import Crumb, Side
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, record_page

from . import presenters
from .forms import RollForm, mark_of
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

    def saved(noted: Noted) -> HttpResponse:
        if noted.clashing:
            return _page(request, found, RollForm(), noted.clashing)
        messages.success(request, _("The attendance is saved."))
        return HttpResponseRedirect(onward)

    return form_page(
        request, RollForm, actions.note_roll, found, then=saved, show=lambda form: _page(request, found, form)
    )


def _page(
    request: OfficerRequest, found: Conference, form: RollForm, clashing: Sequence[tuple[Invitation, Mark]] = ()
) -> HttpResponse:
    chair, rows = roll_of(found)
    if chair is not None:
        form.initial.setdefault("chair", chair.invitation.by_role)
    sent = form.data if form.is_bound else None
    ticked = set(request.POST.getlist("present"))
    was = {mark_of(each)[0]: each for each in request.POST.getlist("listed")} if sent else {}
    shown: list[dict[str, Any]] = [
        {
            "row": row,
            "is_on": row.is_ticked if sent is None else str(row.invitation.pk) in ticked,
            "vacancy": presenters.vacancy_words(row),
            "seen": was.get(str(row.invitation.pk), row.seen),
            "by_role": sent.get(f"by-{row.invitation.pk}", "") if sent else row.invitation.by_role,
        }
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
        expected=[each for each in shown if each["is_on"] or not each["row"].is_vacant],
        vacant=[each for each in shown if each["row"].is_vacant and not each["is_on"]],
        seen_chair=request.POST.get("seen_chair", "") if sent else chair.seen if chair else "",
        sides=_sides([chair, *rows] if chair else rows, clashing),
        form=form,
        may_note=may_note,
        others=range(MOST_OTHERS) if may_note else (),
        roles=sorted(((role, presenters.role_name(role)) for role in SEATS), key=itemgetter(1)),
        districts=_districts(found) if may_note else [],
        said=said % {"present": present, "all": len(rows), "vacant": vacant},
        sees_all=policies.is_of_line(request.actor, found) or found.is_confirmed,
        chair_holder=presenters.chair_holder(found),
    )
    return render(request, "review/attendance.html", context, status=409 if clashing else 400 if form.errors else 200)


def _sides(rows: Sequence[RollRow], clashing: Sequence[tuple[Invitation, Mark]]) -> list[Side]:
    """Return of each line that two marked otherwise what somebody else saved, and what was sent."""
    by_key = {row.invitation.pk: row for row in rows}

    def words(is_there: bool, by_role: str) -> str:
        said = str(PRESENCE_WORDS[Presence.PRESENT if is_there else Presence.ABSENT])
        return f"{said} ({by_role})" if by_role else said

    return [
        Side(f"{row.place}: {row.role}", words(row.is_ticked, row.invitation.by_role), words(*sent))
        for invitation, sent in clashing
        if (row := by_key.get(invitation.pk)) is not None
    ]


def _districts(found: Conference) -> list[tuple[str, str]]:
    names = names_of_places(districts_of(found.place))
    return sorted(names.items(), key=itemgetter(1))
