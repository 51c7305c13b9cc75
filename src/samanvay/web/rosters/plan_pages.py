"""Plans of trainings: the list, a new one asked for, one with its figures, published, dropped, taken out."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.queries import home_state
from samanvay.kernel import clock
from samanvay.kernel.refusals import reason_against
from samanvay.rosters import coordination, tasks
from samanvay.rosters.batches.actions.rescheduling import without_week
from samanvay.rosters.models import Batch, Plan
from samanvay.rosters.plans import policies as plan_policies
from samanvay.rosters.plans import queries as plan_queries
from samanvay.rosters.plans.actions import planning
from samanvay.rosters.plans.actions.exporting import export_plan
from samanvay.rosters.plans.actions.going_online import hold_online
from samanvay.rosters.plans.queries import PlanFilters
from samanvay.rosters.plans.states import MODES, PlanState
from samanvay.rosters.travel import Travel, travel_by_centre, travel_of_batches
from samanvay.training.courses.queries import published_editions
from samanvay.training.roll.queries import sees_corridors, unit_names
from samanvay.web.components.pieces import Column, Crumb, Progress, Select, Table, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.filters import choice_of, day_asked
from samanvay.web.kit.lists import as_csv, part_of
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page
from samanvay.web.kit.spreadsheets import streamed_csv

from . import frame, plan_presenters, thin_presenters, travel_presenters
from .centre_forms import StrikeOutForm
from .plan_forms import PlanForm, initial_of
from .records import BATCH, PLAN, plan_crumbs
from .week_words import day_words

MADE = (PlanState.DRAFT, PlanState.PUBLISHED, PlanState.DROPPED)


@page(may=coordination.may_see, methods=READ)
def plans(request: OfficerRequest) -> HttpResponse:
    """List the plans: those that hold, and for who coordinates all of them."""
    found, unit = plan_queries.plans(request.actor, home_state()), coordination.coordinating_unit(request.actor)
    columns = [
        Column(_("Plan"), lambda each: each.name),
        Column(_("Weeks"), plan_presenters.weeks_words),
        Column(_("Status"), plan_presenters.state_pill),
        Column(_("People"), lambda each: _number(each, "people"), number=True),
        Column(_("Batches"), lambda each: _number(each, "batches"), number=True),
    ]
    context = {
        "tabs": frame.tabs(request.actor, "roster_plans"),
        "table": Table.of(_("Plans"), columns, found, PLAN.page),
        "words": ngettext("%(n)d plan", "%(n)d plans", len(found)) % {"n": len(found)},
        "writes": unit is not None,
        "without": without_week(unit.home_state).count() if unit is not None else 0,
    }
    return render(request, "rosters/plans.html", context)


def _number(plan: Plan, name: str) -> str:
    return f"{plan.figures[name]:,}" if plan.figures.get(name) else "–"


@page(may=coordination.may_coordinate)
def plan_new(request: OfficerRequest) -> HttpResponse:
    """Ask for a plan: the usual rules are filled in, or those of a plan that was not possible."""
    home = coordination.may_coordinate(request.actor)
    priority = plan_queries.priority_units(request.actor, home.home_state)
    seats, count = plan_queries.seats_of(home.home_state, clock.today())
    words = ngettext(
        "%(seats)s seats in %(n)d centre are available.", "%(seats)s seats in %(n)d centres are available.", count
    )
    courses = [(each.course.code, str(each.text().title)) for each in published_editions(request.actor)]
    title = _("New plan")
    return form_page(
        request,
        partial(PlanForm, sorted(courses, key=lambda each: each[1]), priority),
        planning.ask_plan,
        initial=_initial(request),
        title=title,
        template="rosters/plan_new.html",
        crumbs=plan_crumbs(Crumb(title)),
        priority=len(priority),
        sees_corridors=sees_corridors(request.actor),
        seats=words % {"seats": f"{seats:,}", "n": count} if count else "",
        done=_make,
        to=PLAN.page,
    )


def _make(plan: Plan) -> None:
    if plan.state == PlanState.WORKING:
        transaction.on_commit(lambda: tasks.make_plan.enqueue(str(plan.pk)))


def _initial(request: OfficerRequest) -> dict[str, Any]:
    """Return what the form begins with: the next quarter, or an earlier plan with a rule of it relaxed."""
    monday = planning.next_quarter(clock.today())
    try:
        key = UUID(request.GET.get("from", ""))
    except ValueError:
        return {"monday": monday, "name": _("Quarter from %(day)s") % {"day": day_words(monday)}}
    plan = plan_queries.plan_or_unseen(request.actor, key)
    better = planning.relaxed(plan) if request.GET.get("relax") else {}
    rule = request.GET.get("relax", "")
    wanted = {rule} if rule != "all" else set(better)
    return initial_of(plan, {name: value for name, value in better.items() if name in wanted})


@record_page(PLAN, may=every_reader, methods=READ)
def plan(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Show a plan: how far it is, or its figures, weeks, batches, what changed it, what can be done."""
    return _page(request, found)


def _page(request: OfficerRequest, found: Plan, *, dropping: StrikeOutForm | None = None) -> HttpResponse:
    writes = not reason_against(plan_policies.may_change_plan, request.actor, found)
    told = found.figures
    is_stuck = plan_policies.is_stuck(found)
    context: dict[str, Any] = {
        "plan": found,
        "pill": plan_presenters.state_pill(found),
        "weeks": plan_presenters.weeks_words(found),
        "rules": plan_presenters.rule_facts(found),
        "crumbs": plan_crumbs(Crumb(found.name)),
        "writes": writes,
        "progress": _progress(found) if found.state == PlanState.WORKING else None,
        "again": f"{reverse('roster_plan_new')}?from={found.pk}",
        "dropping": (dropping or StrikeOutForm())
        if writes and (is_stuck or found.state not in (PlanState.WORKING, PlanState.DROPPED))
        else None,
        "is_stuck": is_stuck,
    }
    if found.state == PlanState.IMPOSSIBLE:
        relax = plan_presenters.relaxations(found, told.get("infeasible", ()))
        context |= {
            "relax": relax,
            "together": any(each["together"] for each in relax),
            "relax_all": f"{context['again']}&relax=all",
            "nobody": not told.get("people"),
        }
    if found.state in MADE:
        context |= _made(request, found, writes)
    return render(request, "rosters/plan.html", context, status=400 if dropping is not None else 200)


def _made(request: OfficerRequest, found: Plan, writes: bool) -> dict[str, Any]:
    asked, selects = _filters(request, found)
    part = part_of(request, plan_queries.batches(found, asked))
    query = request.GET.urlencode()
    raised = found.figures.get("raised_in_all", 0)
    codes = [each[0] for each in found.figures.get("raised", [])[: plan_presenters.RAISED_MOST]]
    history = plan_queries.changes(found)
    unplaced = found.figures.get("unplaced", 0)
    ways = travel_by_centre(found)
    in_all = sum((each for _centre, each in ways), Travel())
    thin = plan_queries.thin_batches(request.actor, found) if writes else []
    other = planning.plan_in_the_way(found) if writes and found.state == PlanState.DRAFT else None
    return {
        "stats": [*plan_presenters.stats(found), *travel_presenters.travel_stats(in_all)],
        "facts": plan_presenters.facts(found),
        "ways": travel_presenters.centre_table(ways) if ways else None,
        "chart": plan_presenters.bars_of(found, plan_queries.people_by_week(found), plan_queries.seats_by_week(found)),
        "thin": thin_presenters.thin_rows(thin[: thin_presenters.THIN_MOST], found),
        "thin_words": ngettext("%(n)d small batch", "%(n)d small batches", len(thin)) % {"n": len(thin)},
        "raised": plan_presenters.raised_table(found, unit_names(codes)) if raised else None,
        "raised_words": ngettext("%(n)d unit", "%(n)d units", raised) % {"n": raised},
        "unplaced": unplaced,
        "nowhere": plan_queries.nowhere(request.actor, found.home_state) if writes and unplaced else [],
        "batches": _batch_table(part.rows, writes=writes) if part.rows else None,
        "batch_words": ngettext("%(n)d batch", "%(n)d batches", part.count) % {"n": part.count},
        "batches_csv": reverse("roster_plan_batches_csv", args=[found.pk]) + (f"?{query}" if query else ""),
        "whole_csv": reverse("roster_plan_csv", args=[found.pk]) if writes else "",
        "selects": selects,
        "is_narrowed": asked != PlanFilters(),
        "history": plan_presenters.change_table(history, links=writes) if history else None,
        "may_change": writes and found.state == PlanState.PUBLISHED and found.end > clock.today(),
        "may_publish": writes and found.state == PlanState.DRAFT,
        "why_not": planning.in_the_way_words(other) if other is not None else "",
        "will_do": _will_do(found),
        "part": part,
    }


def _batch_table(some: Iterable[Batch], *, writes: bool, with_km: bool = False) -> Table:
    """Return batches as rows; what the way to one takes is for who coordinates: it can point at where people serve."""
    listed = list(some)
    travel = travel_of_batches(listed) if writes else None
    return plan_presenters.batch_table(plan_queries.with_people(listed), travel, with_km=with_km)


def _will_do(found: Plan) -> list[str]:
    """Return what publishing does, in words."""
    told = found.figures
    said = [
        ngettext(
            "%(n)s person sees their weeks under My trainings, and their unit sees who is away.",
            "%(n)s people see their weeks under My trainings, and their units see who is away.",
            told.get("people", 0),
        )
        % {"n": f"{told.get('people', 0):,}"},
        _("%(n)s batches are in the calendar, from %(first)s to %(last)s.")
        % {
            "n": f"{told.get('batches', 0):,}",
            "first": day_words(found.monday),
            "last": day_words(found.end - timedelta(days=1)),
        },
        _("After that a week changes only if you apply a change or move a batch."),
    ]
    if found.monday <= clock.today():
        said.append(_("The plan begins in the past: batches of past weeks can be marked as held."))
    return said


def _filters(request: OfficerRequest, found: Plan) -> tuple[PlanFilters, list[Select]]:
    """Return the filters of an address, and the selects by which they are chosen."""
    in_plan, around = plan_queries.places_of(found)
    centres = [(str(each.pk), each.names) for each in in_plan]
    districts = [(each.key, each.names) for each in around]
    mondays = [found.monday + timedelta(weeks=at) for at in range(found.weeks)]
    week = day_asked(request, "week")
    centre = choice_of(request, "centre", dict(centres))
    district = choice_of(request, "district", dict(districts))
    mode = choice_of(request, "how", MODES)
    weeks = [(each.isoformat(), day_words(each)) for each in mondays]
    selects = [
        Select("week", _("Week of"), options(weeks, week.isoformat() if week else "")),
        Select("centre", _("Centre"), options(centres, centre)),
        Select("district", _("District"), options(districts, district)),
        Select("how", _("How"), options(MODES.items(), mode)),
    ]
    return PlanFilters(week, UUID(centre) if centre else None, district, mode), selects


def _progress(found: Plan) -> Progress:
    done = min(found.done, 99) if found.state == PlanState.WORKING else 100
    return Progress(_("The plan is being made"), done, 100, reverse("roster_plan_progress", args=[found.pk]))


@record_page(PLAN, may=every_reader, methods=READ)
def plan_progress(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Say how far a plan has come; when it is over, let the page be shown anew."""
    answer = render(request, "components/progress.html", {"progress": _progress(found)})
    if found.state != PlanState.WORKING:
        answer["HX-Redirect"] = PLAN.page(found)
    return answer


@record_page(PLAN, may=plan_policies.may_change_plan, methods=POST)
def plan_publish(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Let a plan hold."""
    done = _("Published: everybody sees their own weeks.")
    return action_page(request, planning.publish_plan, found, done=done)


@record_page(PLAN, may=plan_policies.may_change_plan, methods=POST)
def plan_drop(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Drop a plan, with the reason."""
    return form_page(
        request,
        StrikeOutForm,
        planning.drop_plan,
        found,
        done=_("Dropped."),
        to=reverse("roster_plans"),
        show=lambda form: _page(request, found, dropping=form),
    )


@record_page(PLAN, may=every_reader, methods=READ)
def plan_batches_csv(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Give the same batches as CSV."""
    some = plan_queries.batches(found, _filters(request, found)[0])
    writes = not reason_against(plan_policies.may_change_plan, request.actor, found)
    return as_csv(_batch_table(some, writes=writes, with_km=True), "samanvay-batches")


@record_page(PLAN, may=plan_policies.may_change_plan, methods=READ)
def plan_thin_csv(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Give the batches that stayed small as CSV."""
    thin = plan_queries.thin_batches(request.actor, found)
    return as_csv(thin_presenters.thin_table(thin, found), "samanvay-small-batches")


@record_page(BATCH, may=plan_policies.may_hold_online, methods=POST)
def batch_online(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Hold a small batch of a draft online."""
    plan = reverse("roster_plan", args=[batch.plan_id])
    done = _("The batch is held online.")
    return action_page(request, hold_online, batch, done=done, to=f"{plan}#thin", expected=seen_version(request))


@record_page(PLAN, may=every_reader, methods=READ)
def plan_raised_csv(request: OfficerRequest, found: Plan) -> HttpResponse:
    """Give the rules that were raised in small units as CSV."""
    names = unit_names(each[0] for each in found.figures.get("raised", []))
    return as_csv(plan_presenters.raised_table(found, names, most=None), "samanvay-raised-rules")


@record_page(PLAN, may=every_reader, methods=READ)
def plan_csv(request: OfficerRequest, found: Plan) -> HttpResponseBase:
    """Give a whole plan, a training a row, to who coordinates; that it leaves is on record."""
    rows = export_plan(by=request.actor, plan=found)
    return streamed_csv("samanvay-plan", chain([plan_queries.EXPORTED], rows))
