"""What a batch cost, and what its trainers noted; the costs of a plan as CSV."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.queries import names_of
from samanvay.kernel import clock
from samanvay.kernel.digits import latin_digits
from samanvay.kernel.refusals import Unseen
from samanvay.rosters import coordination
from samanvay.rosters.batches import policies as batch_policies
from samanvay.rosters.delivery.actions import costs
from samanvay.rosters.delivery.actions.costs import COST_KINDS
from samanvay.rosters.models import Batch, BatchNote, Cost
from samanvay.web.components.pieces import Stat
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered, posted
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page
from samanvay.web.kit.pii import PiiForm
from samanvay.web.kit.spreadsheets import csv_answer

from . import batch_presenters
from .records import BATCH
from .travel_presenters import rate_facts, rupees, travel_stats


class CostForm(PiiForm):
    """A line of what a batch cost; commas in the amount are left out, digits of any script are read."""

    kind = forms.ChoiceField(label=gettext_lazy("Spent on"), choices=list(COST_KINDS.items()))
    amount = forms.CharField(
        label=gettext_lazy("Rupees"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("For example 1,23,456 or 123456.50."),
    )
    words = forms.CharField(label=gettext_lazy("In a few words"), max_length=160, required=False)

    def clean_amount(self) -> Decimal:
        text = latin_digits(self.cleaned_data["amount"]).replace(",", "").replace("₹", "").strip()
        whole, _dot, paise = text.partition(".")
        if not (whole.isascii() and whole.isdigit() and (not paise or (paise.isascii() and paise.isdigit()))):
            raise forms.ValidationError(_("Enter an amount in rupees above 0."))
        return Decimal(text)


class NoteForm(PiiForm):
    """What whoever taught noted."""

    words = forms.CharField(
        label=gettext_lazy("What went well, what did not, what the next batch needs"),
        max_length=costs.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Write about the training, not about persons. Those who run the batch read it."),
    )


@record_page(BATCH, may=batch_policies.may_run)
def roster_costs(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Show what a batch cost and what was noted; write a line or a note."""
    is_note = request.POST.get("what") == "note"
    cost = CostForm(None if is_note else posted(request), auto_id="cost_%s")
    note = NoteForm(posted(request) if is_note else None, auto_id="note_%s")
    form, action = (note, costs.write_note) if is_note else (cost, costs.write_cost)
    answer = answered(
        request,
        form,
        lambda: action(by=request.actor, batch=batch, **form.taken()),
        to=reverse("roster_costs", args=[batch.pk]),
        said=_("Saved."),
    )
    status = 400 if form.errors else 200
    return answer or render(request, "rosters/batch_costs.html", _shown(request, batch, cost, note), status=status)


def _shown(request: OfficerRequest, batch: Batch, cost: CostForm, note: NoteForm) -> dict[str, Any]:
    found, lines = costs.cost_of(request.actor, batch), costs.costs_of(request.actor, batch)
    notes = costs.notes_of(request.actor, batch)
    names = names_of([*(each.written_by for each in lines), *(each.written_by for each in notes)])

    def written(each: BatchNote | Cost) -> dict[str, Any]:
        by, at = names.get(each.written_by, ""), moment_words(each.written_at)
        return {"key": each.pk, "words": each.words, "by": by, "at": at}

    stats = [
        Stat(rupees(found.total), _("in total")),
        Stat(
            rupees(found.per_person),
            ngettext("for %(n)d person who attended", "per person, %(n)d attended", found.came) % {"n": found.came},
        ),
    ]
    if found.travel is not None:
        stats += travel_stats(found.travel)
    return {
        **batch_presenters.head_of(request.actor, batch, "roster_costs"),
        "stats": stats,
        "rates": rate_facts() if found.travel is not None else [],
        "lines": [{**written(each), "kind": COST_KINDS[each.kind], "amount": rupees(each.amount)} for each in lines],
        "notes": [written(each) for each in notes],
        "cost": cost,
        "note": note,
        "csv": f"{reverse('roster_costs_csv')}?plan={batch.plan_id}"
        if batch.plan_id and coordination.coordinates(request.actor)
        else "",
    }


@record_page(BATCH, may=every_reader, methods=POST)
def roster_cost_void(request: OfficerRequest, batch: Batch, line: UUID) -> HttpResponse:
    """Strike a line of the cost out with the reason."""
    return _struck_out(request, costs.void_cost, batch, line)


@record_page(BATCH, may=every_reader, methods=POST)
def roster_note_void(request: OfficerRequest, batch: Batch, note: UUID) -> HttpResponse:
    """Strike a note out with the reason."""
    return _struck_out(request, costs.void_note, batch, note)


def _struck_out(request: OfficerRequest, action: Callable[..., Any], batch: Batch, key: UUID) -> HttpResponse:
    reason, to = request.POST.get("reason", ""), reverse("roster_costs", args=[batch.pk])
    return action_page(request, action, batch, key=key, reason=reason, done=_("Deleted."), to=to)


@page(may=coordination.may_coordinate, methods=READ)
def roster_costs_csv(request: OfficerRequest) -> HttpResponse:
    """Give what each batch of a plan cost as CSV, of the plan in the address, else of the latest that holds."""
    plans = costs.plans_with_costs(request.actor)
    asked = request.GET.get("plan", "")
    chosen = next((each for each in plans if not asked or str(each.pk) == asked), None)
    if asked and chosen is None:
        raise Unseen
    heads = ("batch", "first_day", "last_day", "mode", "where", "came", *COST_KINDS, "total", "per_person")
    rows = [
        [
            *(each.batch.label, each.batch.starts_on.isoformat(), each.batch.ends_on.isoformat()),
            *(each.batch.mode, each.batch.where, each.came),
            *(str(each.by_kind.get(kind, Decimal(0))) for kind in COST_KINDS),
            *(str(each.total), "" if each.per_person is None else str(round(each.per_person, 2))),
        ]
        for each in (costs.costs_of_plan(request.actor, chosen) if chosen is not None else [])
    ]
    return csv_answer(f"samanvay-training-costs-{clock.today().isoformat()}", [heads, *rows])
