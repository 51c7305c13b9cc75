"""Who of a unit is called in a week, for its command; and who has no week, for those who coordinate training."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.duties.actions.duties import do_duty
from samanvay.duties.policies import may_close_duty
from samanvay.kernel.dates import read_day
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.rosters import coordination
from samanvay.rosters.batches.actions import excusing
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.states import COMING
from samanvay.rosters.models import Turn
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.components.pieces import Column, Crumb, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, every_officer, page

from . import batch_presenters, frame, week_words
from .records import TURN, plan_crumbs


@page(may=every_officer)
def release(request: OfficerRequest, key: UUID, monday: str) -> HttpResponse:
    """Show who of a unit trains in a week; POST says that all who are called are released."""
    unit = batches.unit_or_unseen(key)
    try:
        day = read_day(monday)
    except ValueError:
        raise Unseen from None
    turns = batches.released(request.actor, unit, day)
    duties = batches.release_duties(unit, day)
    own = [duty for duty in duties if not reason_against(may_close_duty, request.actor, duty)]
    if request.method == "POST":
        for duty in own:
            do_duty(by=request.actor, duty=duty)
        if own:
            messages.success(request, _("Noted: all of them are released."))
        return HttpResponseRedirect(request.path)
    coming = sum(turn.state in COMING for turn in turns)
    context = {
        "unit": unit.names,
        "week": date_format(day, "j M Y"),
        "table": _called(turns),
        "words": ngettext("%(n)d person", "%(n)d people", coming) % {"n": coming},
        "may_release": bool(own) and coming > 0,
        "crumbs": frame.crumbs(Crumb(_("Away"), _away(day)), Crumb(unit.names)),
    }
    return render(request, "rosters/release.html", context)


def _away(day: date) -> str:
    return f"{reverse('roster_away')}?week={week_words.week_key(day)}"


def _called(turns: list[Turn]) -> Table:
    columns = [
        Column(_("Name"), lambda turn: turn.member.names),
        Column(_("Number"), lambda turn: turn.member.employee_no),
        Column(_("Rank"), lambda turn: rank_words(turn.member.rank)),
        Column(_("Unit"), lambda turn: turn.unit.names),
        Column(_("When and where"), batch_presenters.when_and_where),
        Column(_("Status"), batch_presenters.turn_pill),
    ]
    return Table.of(_("Who trains in this week"), columns, turns, TURN.page)


@page(may=coordination.may_coordinate)
def waiting(request: OfficerRequest) -> HttpResponse:
    """List who has no week, for those who coordinate training; POST looks once more for one for each."""
    state = coordination.may_coordinate(request.actor).home_state
    if request.method == "POST":
        made = excusing.place_waiting(by=request.actor, home_state=state)
        words = _("Placed: %(n)d. Still without a week: %(left)d.")
        messages.success(request, words % {"n": len(made.turns), "left": len(made.unplaced)})
        return HttpResponseRedirect(reverse("roster_waiting"))
    turns = batches.waiting(request.actor)
    columns = [
        Column(_("Name"), lambda turn: turn.member.names),
        Column(_("Number"), lambda turn: turn.member.employee_no),
        Column(_("Unit"), lambda turn: turn.member.unit.names),
        Column(_("Was called for"), batch_presenters.when_and_where),
        Column(_("Why not"), batch_presenters.turn_pill),
    ]
    count = len(turns)
    context = {
        "csv": reverse("roster_waiting_csv"),
        "crumbs": plan_crumbs(Crumb(_("Without a week"))),
        "table": Table.of(_("Without a week"), columns, turns, lambda turn: reverse("member", args=[turn.member_id])),
        "words": ngettext("%(n)d person", "%(n)d people", count) % {"n": count},
    }
    return render(request, "rosters/waiting.html", context)


@page(may=coordination.may_coordinate, methods=READ)
def waiting_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same people as CSV."""
    columns = [
        Column("employee_no", lambda turn: turn.member.employee_no),
        Column("name", lambda turn: turn.member.name),
        Column("unit", lambda turn: turn.member.unit.names),
        Column("batch", lambda turn: turn.batch.label),
        Column("called_for", lambda turn: turn.batch.starts_on),
        Column("absence", lambda turn: turn.absence),
    ]
    return as_csv(Table.of(_("Without a week"), columns, batches.waiting(request.actor)), "samanvay-without-a-week")
