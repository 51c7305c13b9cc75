"""Trainers of the state: who is lacking when, what each has, a plan staffed at once; and one's own days and batches."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.access.queries import names_of
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import DayField
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.rosters import coordination, tasks
from samanvay.rosters.batches.labels import days_with_year, title_of, where_words
from samanvay.rosters.delivery.actions import staffing, trainers
from samanvay.rosters.models import Batch, BatchTrainer, Plan, TrainerAway
from samanvay.rosters.plans import policies as plan_policies
from samanvay.rosters.plans.queries import published_plans
from samanvay.training.models import ResourcePerson
from samanvay.training.roll.actions.teachers import teacher_of
from samanvay.training.roll.vocabulary import LANGUAGES
from samanvay.web.components.pieces import Column, Stat, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, READ, page, record_page

from . import batch_presenters, frame, member_presenters, week_words
from .records import PLAN

MOST_SHOWN = 60


class AwayForm(ActionForm):
    """Days on which somebody cannot teach."""

    first_day = DayField(label=gettext_lazy("First day away"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = DayField(label=gettext_lazy("Last day away"), widget=forms.DateInput(attrs={"type": "date"}))
    submission_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


@page(permission=Permission.ROSTER_WRITE, methods=READ)
def roster_trainers(request: OfficerRequest) -> HttpResponse:
    """Show the batches to come without a trainer, the weeks and languages in which some lack, and what each has."""
    unit = coordination.coordinating_unit(request.actor)
    state = unit.home_state if unit is not None else directory.home_state()
    known, batches = staffing.staff(state), staffing.unstaffed(state)
    lacking = staffing.shortages(known, batches)
    plans = [each for each in published_plans(state) if staffing.is_staffable(each)]
    own = {each.pk: sum(batch.plan_id == each.pk for batch in batches) for each in plans}
    context = {
        "tabs": frame.tabs(request.actor, "roster_trainers"),
        "stats": [
            Stat(
                len(batches),
                ngettext("upcoming batch without a trainer", "upcoming batches without a trainer", len(batches)),
                "warn" if batches else "",
            ),
            Stat(len(known.people), ngettext("trainer", "trainers", len(known.people))),
            Stat(
                len(lacking),
                ngettext(
                    "week and language without enough trainers",
                    "weeks and languages without enough trainers",
                    len(lacking),
                ),
                "hot" if lacking else "",
            ),
        ],
        "plans": [(each, own[each.pk]) for each in plans] if unit is not None else [],
        "shortages": [_shortage(each) for each in lacking[:MOST_SHOWN]],
        "batches": _batch_table(batches[:MOST_SHOWN]),
        "more": max(0, len(batches) - MOST_SHOWN),
        "load": _load_table(known),
    }
    return render(request, "rosters/trainers.html", context)


def _shortage(each: staffing.Shortage) -> dict[str, Any]:
    told = {"language": LANGUAGES.get(each.language, each.language), "day": week_words.day_words(each.monday)}
    batches = ngettext("%(n)d batch", "%(n)d batches", each.batches) % {"n": each.batches}
    if not each.speak:
        words = _("no trainer for %(language)s in the week of %(day)s") % told
    elif not each.free:
        words = _("no free trainer for %(language)s in the week of %(day)s") % told
    else:
        free = ngettext("only %(n)d is free", "only %(n)d are free", each.free) % {"n": each.free}
        words = _("%(language)s in the week of %(day)s: %(free)s") % {**told, "free": free}
    return {"words": words, "batches": batches}


def _batch_table(batches: list[Batch]) -> Table:
    columns = [
        Column(_("Batch"), lambda each: each.label),
        Column(_("When"), batch_presenters.when),
        Column(_("Where"), lambda each: each.where),
        Column(_("Language"), lambda each: LANGUAGES.get(each.language, each.language)),
    ]
    return Table.of(_("Upcoming batches without a trainer"), columns, batches, _teaching_url)


def _teaching_url(batch: Batch) -> str:
    return reverse("roster_teaching", args=[batch.pk])


def _load_table(known: staffing.Staff) -> Table:
    first, last = staffing.quarter_of(clock.today())
    names = names_of(each.person for each in known.people)
    people = sorted(known.people, key=lambda each: (-known.batches_of(each, first, last), names.get(each.person, "")))
    columns = [
        Column(_("Name"), lambda each: names.get(each.person, "–")),
        Column(_("Languages"), lambda each: member_presenters.language_words(each.languages)),
        Column(_("Batches this quarter"), lambda each: known.batches_of(each, first, last), number=True),
        Column(
            _("Upcoming batches"),
            lambda each: sum(batch.starts_on > clock.today() for batch in known.booked.get(each.pk, ())),
            number=True,
        ),
        Column(
            _("Upcoming days away"),
            lambda each: sum(end >= clock.today() for _first, end in known.away.get(each.pk, ())) or None,
            number=True,
        ),
    ]
    return Table.of(_("Batches of each trainer"), columns, people)


@record_page(PLAN, may=plan_policies.may_change_plan, methods=POST)
def roster_trainers_assign(request: OfficerRequest, plan: Plan) -> HttpResponse:
    """Have the worker give the batches of a plan trainers."""
    if not staffing.is_staffable(plan):
        raise Invalid("state", _("Trainers can be assigned after the plan is published."))
    told = (str(plan.pk), str(request.actor.id))
    transaction.on_commit(lambda: tasks.assign_trainers.enqueue(*told))
    messages.success(request, _("Trainers are being assigned. You get a notice when it is done."))
    return HttpResponseRedirect(reverse("roster_trainers"))


@page(may=coordination.may_see)
def roster_teaching_mine(request: OfficerRequest) -> HttpResponse:
    """Show somebody the batches in which they teach, and take the days on which they cannot."""
    person = teacher_of(request.actor.id)
    if request.method == "POST" and person is None:
        raise Invalid("person", _("First enter what you teach, and agree to be listed."))
    return form_page(
        request,
        AwayForm,
        partial(trainers.set_away, person=person),  # type: ignore[arg-type]  # without one, a press was refused
        done=partial(_tell_away, request),
        show=lambda form: _mine(request, person, form),
    )


def _mine(request: OfficerRequest, person: ResourcePerson | None, form: AwayForm) -> HttpResponse:
    taught = trainers.taught_by(person, since=clock.today()) if person is not None else []
    context = {
        "tabs": frame.tabs(request.actor, "roster_teaching_mine"),
        "person": person,
        "form": form,
        "batches": _own_table(taught),
        "away": [
            {"key": each.pk, "days": days_with_year(each.first_day, each.last_day)}
            for each in (trainers.away_of(person) if person is not None else [])
        ],
    }
    return render(request, "rosters/teaching_mine.html", context, status=400 if form.errors else 200)


def _tell_away(request: OfficerRequest, made: TrainerAway) -> None:
    if clash := trainers.overlapping(made.person, made):
        labels = ", ".join(each.batch.label for each in clash)
        words = _("Saved. You are already assigned to %(batches)s on these days: tell the officer who runs it.")
        messages.warning(request, words % {"batches": labels})
    else:
        messages.success(request, _("Saved. You will not be assigned to a batch on these days."))


def _own_table(taught: list[BatchTrainer]) -> Table:
    columns = [
        Column(_("Batch"), lambda each: each.batch.label),
        Column(_("Course"), lambda each: title_of(each.batch.course)),
        Column(_("When"), lambda each: batch_presenters.when(each.batch)),
        Column(_("Where"), lambda each: where_words(each.batch)),
        Column(_("Language"), lambda each: LANGUAGES.get(each.batch.language, each.batch.language)),
        Column(_("Status"), lambda each: batch_presenters.batch_pill(each.batch)),
    ]
    return Table.of(_("Batches in which you teach"), columns, taught, lambda each: _teaching_url(each.batch))


@page(may=coordination.may_see, methods=POST)
def roster_teaching_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Strike days away of one's own out."""
    trainers.void_away(by=request.actor, away=trainers.away_or_unseen(request.actor, key))
    return HttpResponseRedirect(reverse("roster_teaching_mine"))
