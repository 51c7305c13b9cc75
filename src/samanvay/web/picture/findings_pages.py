"""The pages of findings: the list and its CSV, one of them, deciding on it, writing one by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.audit.queries import history_of
from samanvay.directory.queries import state_of
from samanvay.insight.shifts import ShiftKind
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.picture import findings as queries
from samanvay.picture.actions import decide_finding, make_finding
from samanvay.picture.finding_words import sentence_of, what_of
from samanvay.picture.models import Finding
from samanvay.picture.policies import may_decide_finding
from samanvay.picture.sheets import reported_lately
from samanvay.picture.states import KIND_WORDS, SUBJECT_WORDS, FindingState
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb, address
from samanvay.web.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.measures.telling import advisories_shown, tell_action
from samanvay.web.today.history import happenings

from . import findings_shown as shown
from .findings_forms import DecideForm, FindingForm

A_PAGE = 50
MOST_IN_FILE = 2000
SUGGESTIONS = "places-of-finding"


def asked_of(request: HttpRequest) -> queries.Asked:
    """Return what the address asks for."""
    start, _arrow, end = text_of(request, "corridor", 160).partition(">")
    if not (start and end):
        choice_of(request, "corridor", ())
    known = {*(each.value for each in FindingState), queries.HELD_BACK}
    return queries.Asked(
        state=choice_of(request, "state", known),
        kind=choice_of(request, "kind", KIND_WORDS),
        subject=choice_of(request, "subject", SUBJECT_WORDS),
        district=place_of(request, "district"),
        corridor=(start[:80], end[:80]) if start and end else ("", ""),
    )


@never_cache
@officer_page(permission=Permission.FACT_READ)
@require_GET
def findings(request: OfficerRequest) -> HttpResponse:
    """List what changed, the latest first, narrowed by the address."""
    asked = asked_of(request)
    found = queries.findings(request.actor, asked)
    total = found.count()
    after = whole_number(request.GET.get("after", "")) or 0
    listed = list(found[after : after + A_PAGE])
    state = state_of(request.actor)
    query = request.GET.urlencode()
    context = {
        "states": shown.state_chips(request, queries.counts_by_state(request.actor)),
        "choices": shown.choices(asked, *queries.named_in(queries.findings(request.actor, queries.Asked()))),
        "state": asked.state,
        "is_narrowed": asked.is_narrowed,
        "is_held_back": asked.state == queries.HELD_BACK,
        "words": ngettext("%(n)d finding", "%(n)d findings", total) % {"n": total},
        "table": shown.table(listed) if listed else None,
        "csv": reverse("findings_csv") + (f"?{query}" if query else ""),
        "older": _older(request, after + A_PAGE) if total > after + A_PAGE else "",
        "run": shown.run_words(queries.last_run(state)) if state else "",
        "may_write": holds(request.actor, Permission.FINDING_WRITE),
    }
    return render(request, "picture/findings.html", context)


def _older(request: HttpRequest, after: int) -> str:
    here = address(request)
    return f"{here}{'&' if '?' in here else '?'}after={after}"


@never_cache
@officer_page(permission=Permission.FACT_READ)
@require_GET
def findings_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same findings as CSV, with every number."""
    listed = list(queries.findings(request.actor, asked_of(request))[:MOST_IN_FILE])
    return as_csv(shown.csv_table(listed), "samanvay-findings")


@never_cache
@officer_page(permission=Permission.FACT_READ)
@require_GET
def finding(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show one finding: sentence, numbers, chart, the facts that it rests on, what became of it."""
    return _page(request, queries.finding_or_unseen(request.actor, key))


def _page(request: OfficerRequest, found: Finding, form: DecideForm | None = None) -> HttpResponse:
    known = shown.known_places([found])
    refused = reason_against(may_decide_finding, request.actor, found)
    rows = queries.evidence(request.actor, found)
    silent = found.kind == ShiftKind.SILENT
    context: dict[str, Any] = {
        "finding": found,
        "what": str(what_of(found, known)),
        "kind": shown.kind_pill(found),
        "sentence": str(sentence_of(found, known)),
        "facts": shown.facts_of(found),
        "chart": shown.chart(found, queries.monthly_counts(request.actor, found)),
        "weeks": reported_lately(found.place) if silent else [],
        "evidence": shown.evidence_table(rows) if rows else None,
        "is_cut": len(rows) >= queries.MOST_EVIDENCE,
        "form": None if refused else form or DecideForm(finding=found),
        "is_silence": silent,
        "effect_url": "" if silent else shown.effect_url(found),
        "tell": tell_action(request.actor, "finding", found.pk),
        "advisories": advisories_shown(request.actor, "finding", found.pk),
        "history": happenings(reversed(history_of(request.actor, "finding", found.pk)[:30])),
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(str(what_of(found, known)))],
    }
    return render(request, "picture/finding.html", context, status=400 if form is not None else 200)


@never_cache
@officer_page(permission=Permission.FINDING_DECIDE)
@require_POST
def finding_decide(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Keep what becomes of a finding."""
    found = queries.finding_or_unseen(request.actor, key)
    may_decide_finding(request.actor, found)
    form = DecideForm(request.POST, finding=found)
    if form.is_valid():
        said = form.cleaned_data
        try:
            decide_finding(
                by=request.actor,
                finding=found,
                to=FindingState(said["to"]),
                reason=said["reason"],
                expected=said["version"],
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("finding", args=[key]))
    return _page(request, found, form)


@never_cache
@officer_page(permission=Permission.FINDING_WRITE)
@require_http_methods(["GET", "POST"])
def finding_new(request: OfficerRequest) -> HttpResponse:
    """Write down what an officer noticed."""
    given = request.POST if request.method == "POST" else None
    form = FindingForm(given, actor=request.actor, list_id=SUGGESTIONS)
    if given is not None and form.is_valid():
        try:
            made = make_finding(by=request.actor, **form.told())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The desk of the state and the districts concerned see it now."))
            return HttpResponseRedirect(reverse("finding", args=[made.pk]))
    context = {
        "form": form,
        "list_id": SUGGESTIONS,
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(_("Write a finding"))],
    }
    return render(request, "picture/finding_new.html", context, status=400 if form.errors else 200)
