"""Batches that stayed small: seat use, who is in them by post, why they have no other batch, and what can be done."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.rosters.models import Plan
from samanvay.rosters.plans.queries import ThinBatch
from samanvay.rosters.plans.states import Mode, PlanState
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.components.pieces import Action, Column, DutyRow, Pill, Table

from .week_words import day_words

THIN_MOST = 12


def size_words(each: ThinBatch) -> str:
    """Return how many come, of how many seats: "1 person, 2 % of 57 seats"."""
    people = ngettext("%(n)d person", "%(n)d people", each.row.people) % {"n": each.row.people}
    if not each.seats:
        return people
    share = f"{100 * each.row.people / each.seats:.0f} %"
    return _("%(people)s, %(share)s of %(seats)d seats") % {"people": people, "share": share, "seats": each.seats}


def post_words(each: ThinBatch) -> str:
    """Return who comes by post: "2 × Constable, AHTU Bahraich"; nobody by name."""
    posts = sorted(each.posts.items(), key=lambda post: (-post[1], post[0][1].code, post[0][0]))
    said = (
        (n, ", ".join(str(part) for part in (rank_words(rank) if rank else "", unit.names) if part))
        for (rank, unit), n in posts
    )
    return "; ".join(f"{n} × {post}" for n, post in said)


def why_words(each: ThinBatch, plan: Plan) -> str:
    """Return why the people have no other batch, the reason of most of them first."""
    rules = plan.as_rules()
    gap = _("no other batch meets in their %(least)d to %(most)d weeks") % {
        "least": rules.min_gap_weeks,
        "most": rules.max_gap_weeks,
    }
    words = {
        "gap": gap,
        "leave": _("on leave when other batches meet"),
        "seats": _("no free seat in the other batches"),
        "cover": _("too few of the unit would stay on duty"),
        "cost": _("the longer way would cost more than this batch"),
    }
    ordered = sorted(each.why.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{n} × {words[reason]}" for reason, n in ordered)


def thin_rows(found: Iterable[ThinBatch], plan: Plan) -> list[DutyRow]:
    """Return thin batches with what a coordinator can do about each."""
    return [
        DutyRow(
            f"{each.row.batch.label}: {each.row.batch.where}, {day_words(each.row.batch.monday)}",
            _("%(who)s. Not merged: %(why)s.") % {"who": post_words(each), "why": why_words(each, plan)},
            url=reverse("roster_batch", args=[each.row.batch.pk]),
            clock=Pill(size_words(each), "warn"),
            actions=_actions(each, plan),
        )
        for each in found
    ]


def _actions(each: ThinBatch, plan: Plan) -> list[Action]:
    batch = each.row.batch
    found = [Action(_("Move"), reverse("roster_move", args=[batch.pk]))]
    if plan.state == PlanState.DRAFT and batch.mode == Mode.DISTRICT:
        url = reverse("roster_batch_online", args=[batch.pk])
        found.insert(0, Action(_("Hold online"), url, post=True, fields={"version": batch.version}))
    return found


def thin_table(found: Iterable[ThinBatch], plan: Plan) -> Table:
    """Return thin batches as rows of a file."""
    columns = [
        Column(_("Batch"), lambda each: each.row.batch.label),
        Column(_("Week of"), lambda each: each.row.batch.monday),
        Column(_("Where"), lambda each: each.row.batch.where),
        Column(_("How"), lambda each: each.row.batch.mode_words),
        Column(_("People"), lambda each: each.row.people, number=True),
        Column(_("Seats"), lambda each: each.seats, number=True),
        Column(_("Who"), post_words),
        Column(_("Why it is not merged"), lambda each: why_words(each, plan)),
    ]
    return Table.of(_("Small batches"), columns, found)
