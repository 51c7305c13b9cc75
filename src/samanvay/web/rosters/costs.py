"""What a batch cost, and what its trainers noted; the costs of a plan as CSV."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.kernel import clock
from samanvay.kernel.digits import latin_digits
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.rosters import costing, policies
from samanvay.rosters.costing import COST_KINDS
from samanvay.rosters.models import Batch
from samanvay.rosters.queries import batch_or_unseen
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Row, Stat, Table
from samanvay.web.picture.tables import as_csv
from samanvay.web.pii import PiiForm
from samanvay.web.today.presenters import moment_words

from .beside_shown import head_of, names_of, rupees

BOTH = ["GET", "POST"]


class CostForm(PiiForm):
    """A line of what a batch cost; commas in the amount are left out, digits of any script are read."""

    kind = forms.ChoiceField(label=gettext_lazy("For what"), choices=list(COST_KINDS.items()))
    amount = forms.CharField(
        label=gettext_lazy("Rupees"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("As 1,23,456 or 123456.50."),
    )
    words = forms.CharField(label=gettext_lazy("In a few words"), max_length=160, required=False)

    def clean_amount(self) -> Decimal:
        text = latin_digits(self.cleaned_data["amount"]).replace(",", "").replace("₹", "").strip()
        whole, _dot, paise = text.partition(".")
        if not (whole.isascii() and whole.isdigit() and (not paise or (paise.isascii() and paise.isdigit()))):
            raise forms.ValidationError(_("An amount in rupees above 0."))
        return Decimal(text)


class NoteForm(PiiForm):
    """What whoever taught noted."""

    words = forms.CharField(
        label=gettext_lazy("What went well, what did not, what the next batch needs"),
        max_length=costing.LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Write of the training, not of persons. Those who run the batch read it."),
    )


@never_cache
@officer_page
@require_http_methods(BOTH)
def roster_costs(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show what a batch cost and what was noted; write a line or a note."""
    batch = batch_or_unseen(request.actor, key)
    policies.may_run(request.actor, batch)
    is_note = request.POST.get("what") == "note"
    posted = request.POST if request.method == "POST" else None
    cost = CostForm(None if is_note else posted, auto_id="cost_%s")
    note = NoteForm(posted if is_note else None, auto_id="note_%s")
    form = note if is_note else cost
    if posted is not None and form.is_valid():
        try:
            _write(request, batch, form)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("roster_costs", args=[key]))
    status = 400 if form.errors else 200
    return render(request, "rosters/batch_costs.html", _shown(request, batch, cost, note), status=status)


def _write(request: OfficerRequest, batch: Batch, form: PiiForm) -> None:
    said = form.cleaned_data
    same: dict[str, Any] = {
        "by": request.actor,
        "batch": batch,
        "words": said["words"],
        "pii_answer": form.pii_answer,
        "submission_id": said["submission_id"],
    }
    if isinstance(form, CostForm):
        costing.write_cost(kind=said["kind"], amount=said["amount"], **same)
    else:
        costing.write_note(**same)


def _shown(request: OfficerRequest, batch: Batch, cost: CostForm, note: NoteForm) -> dict[str, Any]:
    found, lines = costing.cost_of(request.actor, batch), costing.costs_of(request.actor, batch)
    notes = costing.notes_of(request.actor, batch)
    names = names_of([*(each.written_by for each in lines), *(each.written_by for each in notes)])
    stats = [
        Stat(rupees(found.total), _("in all")),
        Stat(
            rupees(found.per_person),
            ngettext("for %(n)d person who came", "for each of %(n)d who came", found.came) % {"n": found.came},
        ),
    ]
    if found.km is not None:
        stats.append(Stat(f"{found.km:,}", _("km one way, as planned, of all together")))
    return {
        **head_of(request.actor, batch, "roster_costs"),
        "stats": stats,
        "lines": [
            {
                "key": each.pk,
                "kind": COST_KINDS[each.kind],
                "amount": rupees(each.amount),
                "words": each.words,
                "by": names.get(each.written_by, ""),
                "at": moment_words(each.written_at),
            }
            for each in lines
        ],
        "notes": [
            {
                "key": each.pk,
                "words": each.words,
                "by": names.get(each.written_by, ""),
                "at": moment_words(each.written_at),
            }
            for each in notes
        ],
        "cost": cost,
        "note": note,
        "csv": f"{reverse('roster_costs_csv')}?plan={batch.plan_id}"
        if batch.plan_id and policies.coordinates(request.actor)
        else "",
    }


@never_cache
@officer_page
@require_POST
def roster_cost_void(request: OfficerRequest, key: UUID, line: UUID) -> HttpResponse:
    """Strike a line of the cost out with the reason."""
    batch = batch_or_unseen(request.actor, key)
    costing.void_cost(by=request.actor, batch=batch, key=line, reason=request.POST.get("reason", ""))
    messages.success(request, _("Struck out."))
    return HttpResponseRedirect(reverse("roster_costs", args=[key]))


@never_cache
@officer_page
@require_POST
def roster_note_void(request: OfficerRequest, key: UUID, note: UUID) -> HttpResponse:
    """Strike a note out with the reason."""
    batch = batch_or_unseen(request.actor, key)
    costing.void_note(by=request.actor, batch=batch, key=note, reason=request.POST.get("reason", ""))
    messages.success(request, _("Struck out."))
    return HttpResponseRedirect(reverse("roster_costs", args=[key]))


@never_cache
@officer_page
@require_GET
def roster_costs_csv(request: OfficerRequest) -> HttpResponse:
    """Give what each batch of a plan cost as CSV, of the plan in the address, else of the latest that holds."""
    plans = costing.plans_with_costs(request.actor)
    asked = request.GET.get("plan", "")
    chosen = next((each for each in plans if not asked or str(each.pk) == asked), None)
    if asked and chosen is None:
        raise Unseen
    heads = ("batch", "first_day", "last_day", "mode", "where", "came", *COST_KINDS, "total", "per_person")
    rows = [
        Row(
            [
                *(each.batch.label, each.batch.starts_on.isoformat(), each.batch.ends_on.isoformat()),
                *(each.batch.mode, each.batch.where, each.came),
                *(str(each.by_kind.get(kind, Decimal(0))) for kind in COST_KINDS),
                *(str(each.total), "" if each.per_person is None else str(round(each.per_person, 2))),
            ]
        )
        for each in (costing.costs_of_plan(request.actor, chosen) if chosen is not None else [])
    ]
    table = Table(_("Cost"), [Column(each) for each in heads], rows)
    return as_csv(table, f"samanvay-training-costs-{clock.today().isoformat()}")
