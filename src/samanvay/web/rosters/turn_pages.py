"""Turns: one's own, giving one up or taking it up again, who of a unit is called in a week, who has no week."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import do_duty
from samanvay.duties.policies import may_close_duty
from samanvay.kernel import clock
from samanvay.kernel.dates import read_day
from samanvay.kernel.refusals import Unseen, reason_against
from samanvay.rosters import coordination
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.accounts import members_of
from samanvay.rosters.batches.actions import excusing
from samanvay.rosters.batches.actions.rescheduling import Placements
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.states import ABSENCES, COMING, BatchState, TurnState
from samanvay.rosters.models import Turn
from samanvay.training.roll.policies import may_see_roll
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.components.pieces import Column, Crumb, Row, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import POST, READ, every_officer, page, record_page
from samanvay.web.kit.pii import PiiForm

from . import batch_presenters, frame, week_words
from .member_presenters import standing_pill
from .records import TURN, UNIT, plan_crumbs


class CannotForm(PiiForm):
    """Why somebody cannot come."""

    keeps_once = False

    absence = forms.ChoiceField(
        label=gettext_lazy("Why"), widget=forms.RadioSelect, choices=[(code, ABSENCES[code]) for code in excusing.SAID]
    )
    words = forms.CharField(
        label=gettext_lazy("Details"),
        help_text=gettext_lazy("If it helps; no names, no numbers."),
        max_length=200,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


@page(may=every_officer, methods=READ)
def mine(request: OfficerRequest) -> HttpResponse:
    """Show one's own trainings to come and past, and nobody else's."""
    members = members_of(request.actor)
    turns = batches.own_turns(request.actor)
    coming = [turn for turn in turns if turn.state in COMING and turn.batch.ends_on >= clock.today()]
    shown = {turn.pk for turn in coming}
    past = [turn for turn in turns if turn.pk not in shown and turn.state != TurnState.EXCUSED]
    member = members[0] if members else None
    context = {
        "tabs": frame.tabs(request.actor, "roster_mine"),
        "member": member,
        "keeps": holds(request.actor, Permission.ROSTER_WRITE),
        "is_partner": bool(reason_against(may_see_roll, request.actor)),
        "standing": standing_pill(member) if member is not None else None,
        "coming": [_coming(turn) for turn in reversed(coming)],
        "table": _past(request, past),
    }
    return render(request, "rosters/mine.html", context)


def _coming(turn: Turn) -> dict[str, Any]:
    batch = turn.batch
    return {
        "turn": turn,
        "course": title_of(batch.course),
        "when": batch_presenters.when(batch),
        "where": ", ".join(part for part in (str(batch.where), batch.hall) if part),
        "link": batch.link if turn.state == TurnState.CALLED else "",
        "pill": batch_presenters.turn_pill(turn),
        "origin": batch_presenters.origin_words(turn),
    }


def _past(request: OfficerRequest, turns: list[Turn]) -> Table:
    rows = []
    for turn in turns:
        after = batches.after(turn) if turn.state in (TurnState.MOVED, TurnState.MISSED) else None
        instead = _("now %(when)s") % {"when": batch_presenters.when(after.batch)} if after is not None else None
        cells = [batch_presenters.when(turn.batch), turn.batch.where, batch_presenters.turn_pill(turn), instead]
        is_moved = turn.state == TurnState.MOVED
        may_come = is_moved and not batch_presenters.reason(policies.may_excuse_anew, request.actor, turn)
        rows.append(Row(cells, TURN.page(turn) if may_come else ""))
    columns = [Column(_("When")), Column(_("Where")), Column(_("You")), Column(_("Instead"))]
    return Table(_("Past and cancelled"), columns, rows)


@record_page(TURN, may=policies.may_speak_for)
def cannot(request: OfficerRequest, found: Turn) -> HttpResponse:
    """Say why somebody cannot come to their turn; of one that was given up, show what came of it and the way back."""
    is_own = policies.is_own(request.actor, found)
    after = batches.after(found)
    return form_page(
        request,
        CannotForm,
        excusing.decline_turn,
        found,
        title=_("My training") if is_own else found.member.names,
        template="rosters/cannot.html",
        is_own=is_own,
        when=batch_presenters.when(found.batch),
        pill=batch_presenters.turn_pill(found),
        is_coming=found.state in COMING and found.batch.state in (BatchState.PLANNED, BatchState.CALLED),
        after=batch_presenters.when_and_where(after) if after is not None and after.state in COMING else "",
        come_refused=batch_presenters.reason(policies.may_excuse_anew, request.actor, found),
        back=_back(request, found, is_own=is_own),
        crumbs=_crumbs(request, found, is_own=is_own),
        done=partial(_tell_excused, request),
    )


def _tell_excused(request: OfficerRequest, made: Placements) -> None:
    new = next(iter(made.turns.values()), None)
    if new is not None:
        messages.success(request, _("Moved: now %(when)s.") % {"when": batch_presenters.when_and_where(new)})
    elif made.unplaced:
        words = _("Saved. No other week has a seat; the training coordinator is asked to find one.")
        messages.warning(request, words)
    else:
        messages.success(request, _("Saved. There is no other turn instead."))


def _crumbs(request: OfficerRequest, turn: Turn, *, is_own: bool) -> list[Crumb]:
    if is_own:
        return frame.crumbs(Crumb(_("My training")))
    back = _back(request, turn, is_own=False)
    is_batch = back == reverse("roster_batch", args=[turn.batch_id])
    return frame.crumbs(Crumb(turn.batch.label if is_batch else turn.unit.names, back), Crumb(turn.member.names))


def _back(request: OfficerRequest, turn: Turn, *, is_own: bool) -> str:
    if is_own:
        return reverse("roster_mine")
    for unit in (batches.releasing_unit(turn.unit), turn.unit):
        if not batch_presenters.reason(policies.may_release, request.actor, unit):
            return reverse("roster_release", args=[unit.pk, turn.monday.isoformat()])
    return reverse("roster_batch", args=[turn.batch_id])


@record_page(TURN, may=policies.may_speak_for, methods=POST)
def come(request: OfficerRequest, found: Turn) -> HttpResponse:
    """Take back that somebody cannot come, while their seat is free."""
    return action_page(
        request,
        excusing.take_up_turn,
        found,
        expected=seen_version(request),
        done=_("The earlier week is valid again."),
        or_tell=True,
    )


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
            messages.success(request, _("Saved: all are confirmed."))
        return HttpResponseRedirect(request.path)
    coming = sum(turn.state in COMING for turn in turns)
    away = f"{reverse('roster_away')}?week={week_words.week_key(day)}"
    context = {
        "unit": unit.names,
        "week": date_format(day, "j M Y"),
        "table": _called(turns),
        "words": ngettext("%(n)d person", "%(n)d people", coming) % {"n": coming},
        "may_release": bool(own) and coming > 0,
        "crumbs": frame.crumbs(Crumb(_("Away"), away), Crumb(unit.names)),
    }
    return render(request, "rosters/release.html", context)


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
        words = _("Week found: %(n)d. Still without a week: %(left)d.")
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
