"""One's own trainings, and giving a turn up or taking it up again: by oneself, one's command, or who runs the batch."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel import clock
from samanvay.kernel.refusals import reason_against
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.accounts import members_of
from samanvay.rosters.batches.actions import excusing
from samanvay.rosters.batches.actions.rescheduling import Placements
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.states import ABSENCES, COMING, BatchState, TurnState
from samanvay.rosters.models import Turn
from samanvay.training.roll.policies import may_see_roll
from samanvay.web.components.pieces import Column, Crumb, Row, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.pages import POST, READ, every_officer, page, record_page
from samanvay.web.kit.pii import PiiForm

from . import batch_presenters, frame
from .member_presenters import standing_pill
from .records import TURN


class CannotForm(PiiForm):
    """Why somebody cannot come."""

    keeps_once = False

    absence = forms.ChoiceField(
        label=gettext_lazy("Why"), widget=forms.RadioSelect, choices=[(code, ABSENCES[code]) for code in excusing.SAID]
    )
    words = forms.CharField(
        label=gettext_lazy("More of it"),
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
        rows.append(Row(cells, reverse("roster_cannot", args=[turn.pk]) if _may_come(request, turn) else ""))
    columns = [Column(_("When")), Column(_("Where")), Column(_("You")), Column(_("In its place"))]
    return Table(_("Past and given up"), columns, rows)


def _may_come(request: OfficerRequest, turn: Turn) -> bool:
    return turn.state == TurnState.MOVED and not batch_presenters.reason(policies.may_excuse_anew, request.actor, turn)


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
        words = _("Noted. No other week has room; whoever coordinates training is asked to find one.")
        messages.warning(request, words)
    else:
        messages.success(request, _("Noted: nothing takes its place."))


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
        done=_("Taken up again: the old week holds."),
        or_tell=True,
    )
