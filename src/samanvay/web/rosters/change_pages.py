"""What upset a plan: said, worked out by the worker, looked at, applied or dropped."""

from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel.digits import grouped
from samanvay.rosters import tasks, weeks
from samanvay.rosters.centres.queries import usable_centres
from samanvay.rosters.models import Plan, PlanChange
from samanvay.rosters.plans import policies, queries
from samanvay.rosters.plans.actions import changes
from samanvay.rosters.plans.states import ChangeState
from samanvay.rosters.travel import Travel
from samanvay.web.components.pieces import Crumb, Progress, Stat
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, READ, every_reader, record_page

from . import plan_presenters
from .plan_forms import ChangeForm
from .records import CHANGE, PLAN
from .travel_presenters import rupees


@record_page(PLAN, may=policies.may_change_plan)
def change_ask(request: OfficerRequest, plan: Plan) -> HttpResponse:
    """Say what upset a plan."""
    initial: dict[str, Any] = {"from_monday": max(weeks.next_monday(), plan.monday)}
    initial |= {name: request.GET[name][:80] for name in ("kind", "centre") if request.GET.get(name)}
    title = _("Change the plan")
    return form_page(
        request,
        partial(ChangeForm, {str(each.pk): each for each in usable_centres(plan.home_state, plan.monday)}),
        changes.ask_change,
        plan,
        initial=initial,
        title=title,
        template="rosters/change_ask.html",
        done=_work_out,
        to=CHANGE.page,
    )


def _work_out(change: PlanChange) -> None:
    if change.state == ChangeState.WORKING:
        transaction.on_commit(lambda: tasks.work_out.enqueue(str(change.pk)))


@record_page(CHANGE, may=every_reader, methods=READ)
def change(request: OfficerRequest, found: PlanChange) -> HttpResponse:
    """Show what a change moves, before it is applied."""
    plan = found.plan
    told, other = found.figures, queries.waiting_change(plan)
    rules, broken = plan.as_rules(), told.get("infeasible", ())
    context = {
        "change": found,
        "plan": plan,
        "words": plan_presenters.change_words(found),
        "pill": plan_presenters.state_pill(found),
        "crumbs": [*CHANGE.crumbs(request.actor, found), Crumb(found.kind_words)],
        "progress": _progress(found) if found.state == ChangeState.WORKING else None,
        "stats": _stats(found) if "cost" in told else [],
        "table": plan_presenters.weeks_table(found) if told.get("weeks") else None,
        "broken": [plan_presenters.rule_words(rule, value, rules) for rule, value, _together in broken],
        "may_apply": found.state == ChangeState.READY and plan.state == "published",
        "may_drop": found.state not in (ChangeState.APPLIED, ChangeState.DROPPED),
        "other": CHANGE.page(other) if other is not None and other.pk != found.pk else "",
    }
    return render(request, "rosters/change.html", context)


def _stats(found: PlanChange) -> list[Stat]:
    told = found.figures
    moved = told["moved"]
    said = [
        Stat(f"{moved:,}", ngettext("person affected", "people affected", moved), "warn" if moved else "ok"),
        Stat(plan_presenters.percent(told["share"]), _("of all people in the plan")),
    ]
    if "travel" in told:  # not of a change that an earlier edition worked out
        was, now = (Travel(nights=nights, rupees=paid) for nights, paid in (told["travel_before"], told["travel"]))
        for each, words in ((was, _("for travel before")), (now, _("for travel after"))):
            nights = ngettext("%(n)s night", "%(n)s nights", each.nights) % {"n": grouped(each.nights)}
            said.append(Stat(rupees(each.rupees), f"{words} ({nights})"))
    if told.get("ended"):
        said.append(
            Stat(
                f"{told['ended']:,}",
                ngettext("person left without a week", "people left without a week", told["ended"]),
            )
        )
    return said


def _progress(found: PlanChange) -> Progress:
    done = 1 if found.state == ChangeState.WORKING else 2
    return Progress(_("Calculating what will change"), done, 2, reverse("roster_change_progress", args=[found.pk]))


@record_page(CHANGE, may=every_reader, methods=READ)
def change_progress(request: OfficerRequest, found: PlanChange) -> HttpResponse:
    """Say whether a change is worked out; when it is, let the page be shown anew."""
    answer = render(request, "components/progress.html", {"progress": _progress(found)})
    if found.state != ChangeState.WORKING:
        answer["HX-Redirect"] = reverse("roster_change", args=[found.pk])
    return answer


@record_page(CHANGE, may=every_reader, methods=POST)
def change_apply(request: OfficerRequest, found: PlanChange) -> HttpResponse:
    """Apply a change."""
    return action_page(request, changes.apply_change, found, done=_moved_words, to=PLAN.page(found.plan))


def _moved_words(done: PlanChange) -> str:
    moved = done.figures["moved"]
    words = ngettext("Applied: %(n)s person was moved.", "Applied: %(n)s people were moved.", moved)
    return words % {"n": f"{moved:,}"}


@record_page(CHANGE, may=every_reader, methods=POST)
def change_drop(request: OfficerRequest, found: PlanChange) -> HttpResponse:
    """Leave a plan as it is."""
    done = _("Dropped. The plan stays as it is.")
    return action_page(request, changes.drop_change, found, done=done, to=PLAN.page(found.plan))
