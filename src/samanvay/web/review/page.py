"""The page of a conference: its agenda for those who prepare it, the running order for those who are invited."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import reason_against
from samanvay.review import policies, queries
from samanvay.review.actions.attendance import own_invitation
from samanvay.review.agenda import actions as agenda_actions
from samanvay.review.agenda.consent import PROPOSED
from samanvay.review.agenda.items import agenda, shown_of
from samanvay.review.agenda.stakes import SOURCES
from samanvay.review.invitations.calendar_file import invitation_file
from samanvay.review.models import Conference
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, form_page, seen_version
from samanvay.web.kit.pages import POST, READ, record_page

from . import presenters
from .forms import PartForm, ReasonForm, uuid_of, words_of
from .records import CONFERENCE, conference_crumbs


@record_page(CONFERENCE, permission=Permission.CONFERENCE_READ, methods=READ)
def conference(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Show a conference."""
    return _page(request, found)


def _page(
    request: OfficerRequest, found: Conference, *, part: PartForm | None = None, status: int = 200
) -> HttpResponse:
    actor = request.actor
    is_line = policies.is_of_line(actor, found)
    lines = agenda(actor, found)
    offices = len({(each.role, each.audience) for each in queries.invitations(found)})
    may_arrange = not reason_against(policies.may_arrange_conference, actor, found)
    context = presenters.context_of(
        found,
        crumbs=conference_crumbs(Crumb(str(found.names))),
        items=presenters.items_shown(lines),
        is_line=is_line,
        runs=policies.runs(actor, found),
        may_arrange=may_arrange,
        part=part or PartForm(),
        own=None if is_line else _own(actor, found),
        invitation=own_invitation(actor, found),
        may_join=not reason_against(policies.may_join, actor, found),
        may_say_here=found.is_running and own_invitation(actor, found) is not None,
        may_read=not reason_against(policies.may_read_minutes, actor, found),
        awaits_minutes=found.is_over and not found.is_confirmed,
        sources=[
            (
                str(each.name),
                _("%(n)s points each, at most %(most)d counted") % {"n": f"{each.weight:g}", "most": each.most},
            )
            for each in SOURCES
        ],
        proposed=PROPOSED,
        invited=ngettext("%(n)d office", "%(n)d offices", offices) % {"n": offices},
    )
    template = "review/agenda.html" if request.headers.get("HX-Request") else "review/conference.html"
    return render(request, template, context, status=status)


def _own(actor: Any, found: Conference) -> dict[str, Any] | None:
    """Return the item of the reader's own district, with what stands under it, None where there is none."""
    invitation = own_invitation(actor, found)
    if invitation is None or not invitation.district:
        return None
    item = next((each for each in queries.items(found) if each.district == invitation.district), None)
    if item is None:
        return None
    return {
        "words": str(item.words),
        "reasons": presenters.shown_reasons(shown_of([item.pk]).get(item.pk, ())),
        "lines": presenters.lines_shown(queries.lines_of(found, item)),
    }


@record_page(CONFERENCE, permission=Permission.CONFERENCE_READ, methods=READ)
def calendar_file(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Give the invitation as a calendar file."""
    invited = queries.invitations(found)
    units = queries.units_named([found.home_unit, *(each.audience for each in invited)])
    address = request.build_absolute_uri(CONFERENCE.page(found))
    content = invitation_file(found, invited, units, address)
    method = "CANCEL" if found.is_cancelled else "REQUEST"
    answer = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = 'attachment; filename="samanvay-conference.ics"'
    return answer


@record_page(CONFERENCE, may=policies.may_arrange_conference, permission=Permission.CONFERENCE_RUN, methods=POST)
def order(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Move an item up or down, take one up separately, or let the order follow what is at stake again."""
    step = {"up": -1, "down": 1, "first": -1000}.get(request.POST.get("way", ""))
    way, seen = request.POST.get("way", ""), seen_version(request)
    if way == "stakes":
        agenda_actions.order_by_stakes(by=request.actor, conference=found)
    elif step is None and way != "apart":
        return _page(request, found, status=400)
    else:
        item = queries.item_or_unseen(request.actor, found, uuid_of(request.POST.get("item", "")))
        if step is None:
            agenda_actions.take_up_separately(by=request.actor, item=item, expected=seen)
        else:
            agenda_actions.move_item(by=request.actor, item=item, steps=step, expected=seen)
    if request.headers.get("HX-Request"):
        return _page(request, queries.conference_or_unseen(request.actor, found.pk))
    return HttpResponseRedirect(f"{CONFERENCE.page(found)}#agenda")


@record_page(CONFERENCE, may=policies.may_arrange_conference, permission=Permission.CONFERENCE_RUN, methods=POST)
def add(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Add a part to the agenda."""
    return form_page(
        request,
        PartForm,
        agenda_actions.add_item,
        found,
        to=f"{CONFERENCE.page(found)}#agenda",
        done=_("Added to the agenda."),
        show=lambda form: _page(request, found, part=form, status=400),
    )


@record_page(CONFERENCE, may=policies.may_arrange_conference, permission=Permission.CONFERENCE_RUN, methods=POST)
def postpone(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Leave an item for the next conference with a reason, or put it back."""
    item_key = uuid_of(request.POST.get("item", ""))
    if item_key is None:
        return _page(request, found, status=400)
    item = queries.item_or_unseen(request.actor, found, item_key)
    there = f"{CONFERENCE.page(found)}#item-{item.pk}"
    if request.POST.get("back"):
        agenda_actions.take_back_item(by=request.actor, item=item, expected=seen_version(request))
        return HttpResponseRedirect(there)
    form = ReasonForm(request.POST)

    def act() -> None:
        agenda_actions.postpone_item(by=request.actor, item=item, **form.taken())

    answer = answered(request, form, act, to=there, said="")
    if answer is None:
        messages.error(request, f"{item.words}: {words_of(form)}")
    return answer or _page(request, found, status=400)
