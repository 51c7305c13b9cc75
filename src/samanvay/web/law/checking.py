"""The pages of counsel: what is to be read, saying whether it is right, taking that back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from samanvay.kernel.refusals import Invalid
from samanvay.law import actions, policies, queries
from samanvay.law.models import LawEntry
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Chip, address
from samanvay.web.filters import choice_of

from . import shown
from .forms import CheckForm
from .pages import entry_page

SHOWN = 100


@never_cache
@officer_page
@require_GET
def law_to_verify(request: OfficerRequest) -> HttpResponse:
    """List what counsel has yet to read, the doubtful first; a kind narrows it."""
    waiting = queries.to_verify(request.actor)
    kind = choice_of(request, "kind", shown.FILTERS["kind"])
    listed = [each for each in waiting if not kind or each.kind == kind]
    kinds = {code: sum(each.kind == code for each in waiting) for code in shown.FILTERS["kind"]}
    context = {
        "tabs": shown.tabs(request.actor, "law_to_verify"),
        "kind": kind,
        "words": ngettext("%(n)d entry to verify", "%(n)d entries to verify", len(listed)) % {"n": len(listed)},
        "chips": [
            Chip(_("All"), address(request, kind=""), on=not kind, count=len(waiting)),
            *(
                Chip(str(shown.FILTERS["kind"][code]), address(request, kind=code), on=kind == code, count=count)
                for code, count in kinds.items()
                if count
            ),
        ],
        "entries": [(shown.shown(each, None), each.said("check")) for each in listed[:SHOWN]],
        "more": max(len(listed) - SHOWN, 0),
        "clocks": len(queries.clocks_to_verify(request.actor)),
    }
    return render(request, "law/to_verify.html", context)


@never_cache
@officer_page
@require_POST
def law_check(request: OfficerRequest, code: str) -> HttpResponse:
    """Keep what counsel says of an edition and go on to the next that waits, of the same kind where one was chosen."""
    found = queries.entry_or_unseen(request.actor, code)
    policies.may_verify_entries(request.actor)
    form = CheckForm(request.POST)
    if not form.is_valid():
        return entry_page(request, found, form)
    said = form.cleaned_data
    try:
        actions.verify_entry(
            by=request.actor,
            edition=queries.edition_or_unseen(found, said["edition"]),
            outcome=said["outcome"],
            words=said["words"],
            pii_answer=form.pii_answer,
            submission_id=said["submission_id"],
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return entry_page(request, found, form)
    if found.is_clock:
        return _next_clock(request)
    kind = said["kind"] if said["kind"] in shown.FILTERS["kind"] else ""
    coming = next((each for each in queries.to_verify(request.actor) if not kind or each.kind == kind), None)
    if coming is None:
        messages.success(request, _("Your word was kept."))
        return HttpResponseRedirect(reverse("law_to_verify"))
    messages.success(request, _("Your word on %(label)s was kept. This is the next.") % {"label": _named(found)})
    return HttpResponseRedirect(reverse("law_entry", args=[coming.code]) + (f"?kind={kind}" if kind else ""))


def _next_clock(request: OfficerRequest) -> HttpResponse:
    waiting = queries.clocks_to_verify(request.actor)
    if not waiting:
        messages.success(request, _("Your word was kept."))
        return HttpResponseRedirect(reverse("law_clocks"))
    messages.success(request, _("Your word was kept. This is the next time that waits for it."))
    return HttpResponseRedirect(reverse("law_entry", args=[waiting[0].code]))


def _named(found: LawEntry) -> str:
    entry = queries.edition_or_unseen(found, None).text()
    return f"{shown.label_of(entry)} ({entry.said('title')})"


@never_cache
@officer_page
@require_POST
def law_check_undo(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take one's word back."""
    check = queries.check_or_unseen(request.actor, key)
    actions.undo_check(by=request.actor, check=check)
    messages.success(request, _("Your word was taken back."))
    return HttpResponseRedirect(reverse("law_entry", args=[check.edition.entry.code]))
