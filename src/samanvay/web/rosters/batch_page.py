"""One batch: its facts for everybody, its next steps for those who run it, its calendar file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid
from samanvay.rosters import arranging, batch_queries, calling, excusing, policies, queries
from samanvay.rosters.invitation_file import invitation_file
from samanvay.rosters.models import Batch, BatchTrainer
from samanvay.rosters.states import BatchState, Mode
from samanvay.training.examining.queries import as_machinery
from samanvay.web.access import OfficerRequest, officer_page

from . import batch_shown
from .batch_forms import CancelForm, WhereForm
from .beside_shown import head_of, names_of


@never_cache
@officer_page
@require_GET
def batch(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show a batch."""
    return _page(request, queries.batch_or_unseen(request.actor, key))


def _page(request: OfficerRequest, found: Batch, form: WhereForm | None = None) -> HttpResponse:
    runs = policies.runs(request.actor, found)
    is_ahead = found.state in (BatchState.PLANNED, BatchState.CALLED)
    form = form or WhereForm(
        is_online=found.mode == Mode.ONLINE,
        initial={"hall": found.hall, "link": found.link, "version": found.version},
    )
    context = {
        **head_of(request.actor, found, "roster_batch"),
        "facts": batch_shown.facts(found, batch_queries.figures(found), _trainers(found, may_name=runs)),
        "link": found.link if is_ahead else "",
        "runs": runs,
        "form": form if runs and is_ahead else None,
        "may_call": found.state == BatchState.PLANNED,
        "may_cancel": is_ahead,
        "has_begun": found.state == BatchState.CALLED and found.starts_on <= clock.today(),
        "is_on": found.state == BatchState.CALLED and batch_shown.is_on(found),
        "is_over": found.state == BatchState.CALLED and found.ends_on <= clock.today(),
        "crumbs": batch_shown.crumbs(request.actor, found),
    }
    return render(request, "rosters/batch.html", context, status=400 if form.errors else 200)


def _trainers(found: Batch, *, may_name: bool) -> str:
    with as_machinery():
        rows = BatchTrainer.objects.filter(batch=found, voided_at=None)
        people = list(rows.values_list("person__person", flat=True))
    return batch_shown.trainers_words(sorted(names_of(people).values()), may_name=may_name)


@never_cache
@officer_page
@require_POST
def keep(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep the hall, or the link of a batch that meets online."""
    found = queries.batch_or_unseen(request.actor, key)
    policies.may_run(request.actor, found)
    form = WhereForm(request.POST, is_online=found.mode == Mode.ONLINE)
    if form.is_valid():
        said = form.cleaned_data
        try:
            arranging.keep_where(
                by=request.actor,
                batch=found,
                hall=said["hall"],
                link=said.get("link", ""),
                pii_answer=form.pii_answer,
                expected=said["version"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("roster_batch", args=[key]))
    return _page(request, found, form)


@never_cache
@officer_page
@require_POST
def call(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Call everybody at once, before the four weeks in which it happens by itself."""
    found = queries.batch_or_unseen(request.actor, key)
    try:
        calling.call_batch(by=request.actor, batch=found, expected=whole_number(request.POST.get("version", "")))
        messages.success(request, _("Called: everybody who signs in finds it under Today."))
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
    return HttpResponseRedirect(reverse("roster_batch", args=[key]))


@never_cache
@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Cancel a batch with the reason; its people move by themselves."""
    found = queries.batch_or_unseen(request.actor, key)
    policies.may_run(request.actor, found)
    form = CancelForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = excusing.cancel_batch(
                by=request.actor,
                batch=found,
                reason=said["reason"],
                pii_answer=form.pii_answer,
                expected=said["version"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            count = len(made.turns)
            told = ngettext("Cancelled; %(n)d has another week.", "Cancelled; %(n)d have another week.", count)
            messages.success(request, told % {"n": count})
            if made.unplaced:
                left = len(made.unplaced)
                words = ngettext("%(n)d has no week yet.", "%(n)d have no week yet.", left) % {"n": left}
                messages.warning(request, words)
            return HttpResponseRedirect(reverse("roster_batch", args=[key]))
    people = batch_queries.figures(found).people
    context = {
        "batch": found,
        "form": form,
        "when": batch_shown.when(found),
        "people": people,
        "crumbs": batch_shown.crumbs(request.actor, found, _("Cancel this batch")),
    }
    return render(request, "rosters/batch_cancel.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_GET
def calendar_file(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Give a batch as a calendar file."""
    found = queries.batch_or_unseen(request.actor, key)
    address = request.build_absolute_uri(reverse("roster_batch", args=[key]))
    content = invitation_file(found, uid=str(found.pk), address=address)
    method = "CANCEL" if found.state == BatchState.CANCELLED else "REQUEST"
    answer = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = f'attachment; filename="samanvay-{found.label}.ics"'
    return answer
