"""One batch: its facts for everybody, its next steps for those who run it, its calendar file."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.queries import names_of
from samanvay.kernel import clock
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.actions import calling, excusing, venue
from samanvay.rosters.batches.actions.rescheduling import Placements
from samanvay.rosters.batches.calendar_file import invitation_file
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.states import BatchState
from samanvay.rosters.models import Batch
from samanvay.rosters.plans.states import Mode
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page, seen_version
from samanvay.web.kit.pages import POST, READ, every_reader, record_page
from samanvay.web.kit.pii import PiiForm

from . import batch_presenters
from .records import BATCH


class WhereForm(PiiForm):
    """The hall of a batch, and the link of one that meets online."""

    keeps_once = False

    hall = forms.CharField(label=gettext_lazy("Hall or room"), max_length=160, required=False)
    link = forms.CharField(
        label=gettext_lazy("Link"),
        help_text=gettext_lazy("Begins with https://; those who are called can see it."),
        max_length=300,
        required=False,
        widget=forms.URLInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_online: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_online:
            del self.fields["link"]


class CancelForm(PiiForm):
    """Why a batch is cancelled."""

    keeps_once = False

    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("Those who were called can read it."), max_length=200
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


@record_page(BATCH, may=every_reader, methods=READ)
def batch(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Show a batch."""
    return _page(request, found)


def _page(request: OfficerRequest, found: Batch, form: WhereForm | None = None) -> HttpResponse:
    runs = policies.runs(request.actor, found)
    is_ahead = found.state in (BatchState.PLANNED, BatchState.CALLED)
    form = form or WhereForm(
        is_online=found.mode == Mode.ONLINE,
        initial={"hall": found.hall, "link": found.link, "version": found.version},
    )
    context = {
        **batch_presenters.head_of(request.actor, found, "roster_batch"),
        "facts": batch_presenters.facts(found, batches.figures(found), _trainers(found, may_name=runs)),
        "link": found.link if is_ahead else "",
        "runs": runs,
        "form": form if runs and is_ahead else None,
        "may_cancel": is_ahead,
        "has_begun": found.state == BatchState.CALLED and found.starts_on <= clock.today(),
        "is_on": batch_presenters.is_on(found),
        "is_over": found.state == BatchState.CALLED and found.ends_on <= clock.today(),
        "crumbs": batch_presenters.crumbs(request.actor, found),
    }
    return render(request, "rosters/batch.html", context, status=400 if form.errors else 200)


def _trainers(found: Batch, *, may_name: bool) -> str:
    """Return who teaches: names for those who run the batch, their number for others."""
    names = sorted(names_of(batches.people_teaching(found)).values())
    if may_name or not names:
        return ", ".join(names)
    return ngettext("%(n)d person", "%(n)d people", len(names)) % {"n": len(names)}


@record_page(BATCH, may=policies.may_run, methods=POST)
def keep(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Keep the hall, or the link of a batch that meets online."""
    return form_page(
        request,
        partial(WhereForm, is_online=found.mode == Mode.ONLINE),
        venue.set_venue,
        found,
        done=_("Saved."),
        show=lambda form: _page(request, found, form),
    )


@record_page(BATCH, may=every_reader, methods=POST)
def call(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Call everybody at once, before the four weeks in which it happens by itself."""
    return action_page(
        request,
        calling.call_batch,
        found,
        expected=seen_version(request),
        done=_("Called. Everybody sees it on their Today page."),
        or_tell=True,
    )


@record_page(BATCH, may=policies.may_run)
def cancel(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Cancel a batch with the reason; its people move by themselves."""
    title = _("Cancel this batch")
    return form_page(
        request,
        CancelForm,
        excusing.cancel_batch,
        found,
        title=title,
        template="rosters/batch_cancel.html",
        when=batch_presenters.when(found),
        people=batches.figures(found).people,
        crumbs=batch_presenters.crumbs(request.actor, found, title),
        done=partial(_tell_cancelled, request),
    )


def _tell_cancelled(request: OfficerRequest, made: Placements) -> None:
    count, left = len(made.turns), len(made.unplaced)
    told = ngettext("Cancelled; %(n)d person has another week.", "Cancelled; %(n)d people have another week.", count)
    messages.success(request, told % {"n": count})
    if left:
        messages.warning(
            request, ngettext("%(n)d person has no week yet.", "%(n)d people have no week yet.", left) % {"n": left}
        )


@record_page(BATCH, may=every_reader, methods=READ)
def calendar_file(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Give a batch as a calendar file."""
    address = request.build_absolute_uri(BATCH.page(found))
    content = invitation_file(found, uid=str(found.pk), address=address)
    method = "CANCEL" if found.state == BatchState.CANCELLED else "REQUEST"
    answer = HttpResponse(content, content_type=f"text/calendar; charset=utf-8; method={method}")
    answer["Content-Disposition"] = f'attachment; filename="samanvay-{found.label}.ics"'
    return answer
