"""What has pages of its own in the room: batches, turns, units, plans, their changes, centres, closed weeks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.directory.models import Unit
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.centres import queries as centre_queries
from samanvay.rosters.models import Batch, Centre, Closure, Plan, PlanChange, Turn
from samanvay.rosters.plans import queries as plan_queries
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.pages import Record

from . import batch_presenters, frame


def plan_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of plans."""
    return frame.crumbs(Crumb(_("Plans"), reverse("roster_plans")), *more)


def centre_crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of centres."""
    return frame.crumbs(Crumb(_("Centres"), reverse("roster_centres")), *more)


BATCH: Record[Batch] = Record(
    "batch",
    load=lambda actor, key: batches.batch_or_unseen(actor, key),
    page=lambda batch: reverse("roster_batch", args=[batch.pk]),
    crumbs=lambda actor, batch: batch_presenters.crumbs(actor, batch),
    given=lambda batch: {"batch": batch},
)
TURN: Record[Turn] = Record(
    "turn",
    load=lambda actor, key: batches.turn_or_unseen(actor, key),
    page=lambda turn: reverse("roster_cannot", args=[turn.pk]),
    crumbs=lambda actor, turn: frame.crumbs(),
    given=lambda turn: {"turn": turn},
)
UNIT: Record[Unit] = Record(
    "unit",
    load=lambda actor, key: batches.unit_or_unseen(key),
    page=lambda unit: reverse("roster_away"),
    crumbs=lambda actor, unit: frame.crumbs(Crumb(_("Away"), reverse("roster_away"))),
    given=lambda unit: {"unit": unit},
)
PLAN: Record[Plan] = Record(
    "plan",
    load=lambda actor, key: plan_queries.plan_or_unseen(actor, key),
    page=lambda plan: reverse("roster_plan", args=[plan.pk]),
    crumbs=lambda actor, plan: plan_crumbs(Crumb(plan.name, PLAN.page(plan))),
    given=lambda plan: {"plan": plan},
)
CHANGE: Record[PlanChange] = Record(
    "change",
    load=lambda actor, key: plan_queries.change_or_unseen(actor, key),
    page=lambda change: reverse("roster_change", args=[change.pk]),
    crumbs=lambda actor, change: PLAN.crumbs(actor, change.plan),
    given=lambda change: {"change": change},
)
CENTRE: Record[Centre] = Record(
    "centre",
    load=lambda actor, key: centre_queries.centre_or_unseen(actor, key),
    page=lambda centre: reverse("roster_centre", args=[centre.pk]),
    crumbs=lambda actor, centre: centre_crumbs(Crumb(centre.names, CENTRE.page(centre))),
    given=lambda centre: {"centre": centre},
)
CLOSURE: Record[Closure] = Record(
    "closure",
    load=lambda actor, key: centre_queries.closure_or_unseen(actor, key),
    page=lambda closure: CENTRE.page(closure.centre) if closure.centre else reverse("roster_closures"),
    crumbs=lambda actor, closure: (
        CENTRE.crumbs(actor, closure.centre)
        if closure.centre
        else centre_crumbs(Crumb(_("Weeks closed for the whole state"), CLOSURE.page(closure)))
    ),
    given=lambda closure: {"closure": closure},
)
