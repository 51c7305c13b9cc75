"""Calling conferences: a series, one by hand, another time, none at all."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.review import actions
from samanvay.review.kinds import KINDS, RHYTHMS, WEEKDAYS, ConferenceKind
from samanvay.review.models import Conference, Series
from samanvay.review.policies import may_arrange_conference, may_call_conference, may_change_series
from samanvay.review.series import actions as series_actions
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, page, record_page

from . import presenters
from .forms import ChangeSeriesForm, ConferenceForm, MoveForm, ReasonForm, SeriesForm, initial_of
from .records import CONFERENCE, SERIES, conference_crumbs

DEFAULT = "weekly_round"


def _kind(request: OfficerRequest) -> ConferenceKind:
    asked = request.GET.get("kind") or request.POST.get("kind") or DEFAULT
    if asked not in KINDS:
        raise Unseen
    return KINDS[asked]


def _form_page(request: OfficerRequest, form: Any, title: str, label: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "label": label, "crumbs": conference_crumbs(Crumb(title)), **more}
    return render(request, "review/form.html", context, status=400 if form.is_bound else 200)


def _kinds(chosen: ConferenceKind) -> dict[str, Any]:
    """Return the choice of a kind, which fills the form with what is usual for it."""
    return {"kinds": [(each.code, str(each.name), each.code == chosen.code) for each in KINDS.values()]}


@page(may=may_call_conference)
def series_new(request: OfficerRequest) -> HttpResponse:
    """Make a series."""
    kind = _kind(request)
    return form_page(
        request,
        partial(SeriesForm, actor=request.actor, kind=kind),
        series_actions.make_series,
        to=SERIES.page,
        done=_("The series is saved. Its next meeting is called automatically."),
        show=lambda form: _form_page(request, form, _("New series"), _("Make the series"), **_kinds(kind)),
    )


@record_page(SERIES, permission=Permission.CONFERENCE_READ)
def series(request: OfficerRequest, found: Series) -> HttpResponse:
    """Show a series and change what its coming conferences are made of."""
    if request.method == "POST":
        may_change_series(request.actor, found)
    more = {
        "series": found,
        "refused": reason_against(may_change_series, request.actor, found),
        "is_ended": found.ended_at is not None,
        "facts": _facts(found),
    }
    return form_page(
        request,
        partial(ChangeSeriesForm, actor=request.actor, kind=KINDS.get(found.kind, KINDS[DEFAULT])),
        series_actions.change_series,
        found,
        initial=initial_of(found),
        done=_("Saved. Meetings that were already called do not change."),
        show=lambda form: _form_page(request, form, str(found.names), _("Save"), **more),
    )


def _facts(found: Series) -> list[tuple[str, str]]:
    """Return a series in words, for those who do not change it."""
    invited = ", ".join(presenters.role_name(role) for role in found.invited)
    said = f"{RHYTHMS[found.rhythm]}, {WEEKDAYS[found.weekday]} {found.at:%H:%M}"
    return [(_("How often"), said), (_("Chair"), presenters.role_name(found.chair_role)), (_("Invited"), invited)]


@record_page(SERIES, may=may_change_series, permission=Permission.CONFERENCE_RUN, methods=POST)
def series_end(request: OfficerRequest, found: Series) -> HttpResponse:
    """End a series."""
    done = _("The series has ended. If a meeting that was already called will not be held, cancel it.")
    return action_page(request, series_actions.end_series, found, to=reverse("conferences"), done=done)


@page(may=may_call_conference)
def conference_new(request: OfficerRequest) -> HttpResponse:
    """Call one conference by hand."""
    kind = _kind(request)
    return form_page(
        request,
        partial(ConferenceForm, actor=request.actor, kind=kind),
        actions.call_conference,
        to=CONFERENCE.page,
        done=_("The meeting is called. Those invited are informed."),
        show=lambda form: _form_page(request, form, _("New meeting"), _("Call the meeting"), **_kinds(kind)),
    )


@record_page(CONFERENCE, may=may_arrange_conference, permission=Permission.CONFERENCE_RUN)
def move(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Move a conference to another time."""
    here = found.starts_at.astimezone(clock.INDIA)
    return form_page(
        request,
        MoveForm,
        actions.move_conference,
        found,
        initial={"starts_on": here.date(), "at": here.time()},
        done=_("Time changed. Those invited are informed; their calendars get the new file."),
        show=lambda form: _about(request, found, form, _("Change the time of this meeting"), _("Change the time")),
    )


@record_page(CONFERENCE, may=may_arrange_conference, permission=Permission.CONFERENCE_RUN)
def cancel(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Cancel a conference."""
    return form_page(
        request,
        ReasonForm,
        actions.cancel_conference,
        found,
        done=_("Cancelled. Those invited are informed."),
        show=lambda form: _about(request, found, form, _("Cancel this meeting"), _("Cancel it")),
    )


def _about(request: OfficerRequest, found: Conference, form: Any, title: str, label: str) -> HttpResponse:
    intro = f"{found.names}, {presenters.when(found.starts_at)}"
    return _form_page(request, form, title, label, intro=intro, back=CONFERENCE.page(found))
