"""What upset a plan: said, worked out by the worker, looked at, applied or dropped."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.kernel.refusals import Invalid
from samanvay.rosters import changing, plan_queries, policies, queries, rescheduling, tasks
from samanvay.rosters.models import Centre, Plan, PlanChange
from samanvay.rosters.states import ChangeKind, ChangeState
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb, Progress, Stat

from . import plan_shown, rule_words
from .plan_forms import ChangeForm
from .plan_pages import crumbs


def _usable(plan: Plan) -> dict[str, Centre]:
    found = Centre.objects.usable(plan.monday).filter(home_state=plan.home_state).order_by("name")
    return {str(each.pk): each for each in found}


@never_cache
@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def change_ask(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say what upset a plan."""
    plan = queries.plan_or_unseen(request.actor, key)
    policies.may_change_plan(request.actor, plan)
    centres = _usable(plan)
    initial: dict[str, Any] = {"from_monday": max(rescheduling.next_monday(), plan.monday)}
    initial |= {name: request.GET[name][:80] for name in ("kind", "centre") if request.GET.get(name)}
    choices = [(pk, str(each.names)) for pk, each in centres.items()]
    form = ChangeForm(choices, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        is_centre, is_blackout = said["kind"] == ChangeKind.CENTRE, said["kind"] == ChangeKind.BLACKOUT
        try:
            change = changing.ask_change(
                by=request.actor,
                plan=plan,
                kind=said["kind"],
                centre=centres[said["centre"]] if is_centre else None,
                from_monday=said["from_monday"],
                until_monday=said["until_monday"] if is_blackout else None,
                words=said["words"],
                pii_answer=form.pii_answer,
                submission_id=said["submission_id"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            if change.state == ChangeState.WORKING:
                transaction.on_commit(lambda: tasks.work_out.enqueue(str(change.pk)))
            return HttpResponseRedirect(reverse("roster_change", args=[change.pk]))
    context = {
        "form": form,
        "plan": plan,
        "crumbs": crumbs(Crumb(plan.name, reverse("roster_plan", args=[plan.pk])), Crumb(_("Change the plan"))),
    }
    return render(request, "rosters/change_ask.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_GET
def change(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show what a change moves, before it is applied."""
    found = queries.change_or_unseen(request.actor, key)
    plan = found.plan
    told = found.figures
    context = {
        "change": found,
        "plan": plan,
        "words": plan_shown.change_words(found),
        "pill": plan_shown.change_pill(found),
        "crumbs": crumbs(Crumb(plan.name, reverse("roster_plan", args=[plan.pk])), Crumb(found.kind_words)),
        "progress": _progress(found) if found.state == ChangeState.WORKING else None,
        "stats": _stats(found) if "cost" in told else [],
        "table": plan_shown.weeks_table(found) if told.get("weeks") else None,
        "broken": plan_shown.broken_words(plan, told.get("infeasible", ())),
        "may_apply": found.state == ChangeState.READY and plan.state == "published",
        "may_drop": found.state not in (ChangeState.APPLIED, ChangeState.DROPPED),
        "again": reverse("roster_change_ask", args=[plan.pk]),
        "other": _other(found),
    }
    return render(request, "rosters/change.html", context)


def _other(found: PlanChange) -> str:
    """Return the address of another change of the plan that waits, "" for none."""
    other = plan_queries.waiting_change(found.plan)
    return reverse("roster_change", args=[other.pk]) if other is not None and other.pk != found.pk else ""


def _stats(found: PlanChange) -> list[Stat]:
    told = found.figures
    moved, more = told["moved"], told["cost"] - told["cost_before"]
    said = [
        Stat(f"{moved:,}", ngettext("person moves", "people move", moved), "warn" if moved else "ok"),
        Stat(rule_words.percent(told["share"]), _("of everybody in the plan")),
        Stat(plan_shown.km_words(told["cost_before"]), _("before")),
        Stat(plan_shown.km_words(told["cost"]), _("after (%(n)s km)") % {"n": f"{more:+,}"}),
    ]
    if told.get("ended"):
        said.append(
            Stat(
                f"{told['ended']:,}", ngettext("turn ends without another", "turns end without another", told["ended"])
            )
        )
    return said


def _progress(found: PlanChange) -> Progress:
    done = 1 if found.state == ChangeState.WORKING else 2
    return Progress(_("What it moves is being worked out"), done, 2, reverse("roster_change_progress", args=[found.pk]))


@never_cache
@officer_page
@require_GET
def change_progress(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say whether a change is worked out; when it is, let the page be shown anew."""
    found = queries.change_or_unseen(request.actor, key)
    answer = render(request, "components/progress.html", {"progress": _progress(found)})
    if found.state != ChangeState.WORKING:
        answer["HX-Redirect"] = reverse("roster_change", args=[found.pk])
    return answer


@never_cache
@officer_page
@require_POST
def change_apply(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Apply a change."""
    found = queries.change_or_unseen(request.actor, key)
    done = changing.apply_change(by=request.actor, change=found)
    moved = done.figures["moved"]
    words = ngettext("Applied: %(n)s person was moved.", "Applied: %(n)s people were moved.", moved)
    messages.success(request, words % {"n": f"{moved:,}"})
    return HttpResponseRedirect(reverse("roster_plan", args=[found.plan_id]))


@never_cache
@officer_page
@require_POST
def change_drop(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Leave a plan as it is."""
    found = queries.change_or_unseen(request.actor, key)
    changing.drop_change(by=request.actor, change=found)
    messages.success(request, _("Dropped: the plan stays as it is."))
    return HttpResponseRedirect(reverse("roster_plan", args=[found.plan_id]))
