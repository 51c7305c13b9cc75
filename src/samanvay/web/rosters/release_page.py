"""Who of a unit is called in a week, for its command; and who has no week, for those who coordinate training."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.policies import may_close_duty
from samanvay.kernel.dates import read_day
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.rosters import coordination
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.actions import excusing
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.states import COMING
from samanvay.rosters.models import Turn
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.components.pieces import Column, Crumb, Row, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, page, record_page
from samanvay.web.kit.spreadsheets import csv_answer

from . import batch_presenters, frame, week_words
from .records import UNIT, plan_crumbs

HEAD = ("employee_no", "name", "unit", "batch", "called_for", "absence")


@record_page(UNIT, may=policies.may_release)
def release(request: OfficerRequest, unit: Unit, monday: str) -> HttpResponse:
    """Show who of a unit trains in a week; POST says that all who are called are released."""
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
    heads = (_("Name"), _("Number"), _("Rank"), _("Unit"), _("When and where"), _("Status"))
    rows = [
        Row(
            [
                turn.member.names,
                turn.member.employee_no,
                rank_words(turn.member.rank),
                turn.unit.names,
                f"{batch_presenters.when(turn.batch)}, {turn.batch.where}",
                batch_presenters.turn_pill(turn),
            ],
            reverse("roster_cannot", args=[turn.pk]),
        )
        for turn in turns
    ]
    return Table(_("Who trains in this week"), [Column(each) for each in heads], rows)


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
    heads = (_("Name"), _("Number"), _("Unit"), _("Was called for"), _("Why not"))
    rows = [
        Row(
            [
                turn.member.names,
                turn.member.employee_no,
                turn.member.unit.names,
                f"{batch_presenters.when(turn.batch)}, {turn.batch.where}",
                batch_presenters.turn_pill(turn),
            ],
            reverse("member", args=[turn.member_id]),
        )
        for turn in turns
    ]
    count = len(rows)
    context = {
        "csv": reverse("roster_waiting_csv"),
        "crumbs": plan_crumbs(Crumb(_("Without a week"))),
        "table": Table(_("Without a week"), [Column(each) for each in heads], rows),
        "words": ngettext("%(n)d person", "%(n)d people", count) % {"n": count},
    }
    return render(request, "rosters/waiting.html", context)


@page(may=coordination.may_coordinate, methods=READ)
def waiting_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same people as CSV."""
    rows = [
        (
            turn.member.employee_no,
            turn.member.name,
            turn.member.unit.names,
            turn.batch.label,
            turn.batch.starts_on,
            turn.absence,
        )
        for turn in batches.waiting(request.actor)
    ]
    return csv_answer("samanvay-without-a-week", [HEAD, *rows])
