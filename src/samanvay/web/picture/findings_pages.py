"""The pages of findings: the list and its CSV, one of them, deciding on it, writing one by hand."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.audit.queries import history_of
from samanvay.directory.queries import state_of
from samanvay.kernel.refusals import reason_against
from samanvay.picture.findings import queries
from samanvay.picture.findings.actions.deciding import decide_finding, make_finding
from samanvay.picture.findings.words import sentence_of, what_of
from samanvay.picture.models import Finding
from samanvay.picture.policies import may_decide_finding
from samanvay.picture.sheets import reported_lately
from samanvay.picture.states import KIND_WORDS, SUBJECT_WORDS, FindingState
from samanvay.web.components.pieces import Action, Crumb
from samanvay.web.kit import finding_lines, offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.history import happenings
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, Record, page, record_page
from samanvay.web.kit.who import who_can
from samanvay_insight.shifts import ShiftKind

from . import finding_presenters as shown
from .findings_forms import DecideForm, FindingForm

MOST_IN_FILE = 2000
TELL = gettext_lazy("Inform the linked districts")
SUGGESTIONS = "places-of-finding"


def asked_of(request: HttpRequest) -> queries.FindingFilters:
    start, _arrow, end = text_of(request, "corridor", 160).partition(">")
    if not (start and end):
        choice_of(request, "corridor", ())
    known = {*(each.value for each in FindingState), queries.HELD_BACK}
    return queries.FindingFilters(
        state=choice_of(request, "state", known),
        kind=choice_of(request, "kind", KIND_WORDS),
        subject=choice_of(request, "subject", SUBJECT_WORDS),
        district=place_of(request, "district"),
        corridor=(start[:80], end[:80]) if start and end else ("", ""),
    )


@page(permission=Permission.FACT_READ, methods=READ)
def findings(request: OfficerRequest) -> HttpResponse:
    """List what changed, the latest first, narrowed by the address."""
    asked = asked_of(request)
    part = part_of(request, queries.findings(request.actor, asked))
    state = state_of(request.actor)
    return list_page(
        request,
        part,
        "picture/findings.html",
        table=shown.table(part.rows),
        csv="findings_csv",
        states=shown.state_chips(request, queries.counts_by_state(request.actor)),
        choices=shown.choices(asked, *queries.named_in(queries.findings(request.actor, queries.FindingFilters()))),
        state=asked.state,
        is_narrowed=asked.is_narrowed,
        is_held_back=asked.state == queries.HELD_BACK,
        words=ngettext("%(n)d finding", "%(n)d findings", part.count) % {"n": part.count},
        run=shown.run_words(queries.last_run(state)) if state else "",
        may_write=holds(request.actor, Permission.FINDING_WRITE),
    )


@page(permission=Permission.FACT_READ, methods=READ)
def findings_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same findings as CSV, with every number."""
    listed = list(queries.findings(request.actor, asked_of(request))[:MOST_IN_FILE])
    return as_csv(shown.in_file(listed), "samanvay-findings")


FINDING: Record[Finding] = Record(
    "finding",
    load=lambda actor, key: queries.finding_or_unseen(actor, key),
    page=lambda found: reverse("finding", args=[found.pk]),
    crumbs=lambda actor, found: [
        Crumb(_("Findings"), reverse("findings")),
        Crumb(str(what_of(found, finding_lines.known_places([found]))), FINDING.page(found)),
    ],
    given=lambda found: {"finding": found},
)


@record_page(FINDING, permission=Permission.FACT_READ, methods=READ)
def finding(request: OfficerRequest, found: Finding) -> HttpResponse:
    """Show one finding: sentence, numbers, chart, the facts that it rests on, what became of it."""
    return _page(request, found)


def _page(request: OfficerRequest, found: Finding, form: DecideForm | None = None) -> HttpResponse:
    known = finding_lines.known_places([found])
    refused = reason_against(may_decide_finding, request.actor, found)
    rows = queries.evidence(request.actor, found)
    silent = found.kind == ShiftKind.SILENT
    together = found.kind == ShiftKind.TOGETHER
    tell = offers.tell_action(request.actor, "finding", found.pk)
    context: dict[str, Any] = {
        "finding": found,
        "what": str(what_of(found, known)),
        "kind": finding_lines.kind_pill(found),
        "sentence": str(sentence_of(found, known)),
        "facts": shown.facts_of(found),
        "statistics": shown.statistics_of(found),
        "chart": shown.chart(found, queries.monthly_counts(request.actor, found)),
        "weeks": reported_lately(found.place) if silent else [],
        "evidence": shown.evidence_table(rows) if rows else None,
        "is_cut": len(rows) >= queries.MOST_EVIDENCE,
        "form": None if refused else form or DecideForm(finding=found),
        "is_silence": silent,
        "is_together": together,
        "effect_url": "" if silent or together else shown.effect_url(found),
        "tell": replace(tell, kind="primary") if tell else None,
        "who_can": who_can(
            [
                Action(TELL, refused="" if tell else reason_against(require, request.actor, Permission.ADVISORY_SEND)),
                Action(_("Decide what becomes of it"), refused=refused),
            ]
        ),
        "advisories": offers.advisories_from(request.actor, "finding", found.pk),
        "history": happenings(reversed(history_of(request.actor, "finding", found.pk)[:30])),
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(str(what_of(found, known)))],
    }
    return render(request, "picture/finding.html", context, status=400 if form is not None else 200)


@record_page(FINDING, may=may_decide_finding, permission=Permission.FINDING_DECIDE, methods=POST)
def finding_decide(request: OfficerRequest, found: Finding) -> HttpResponse:
    """Keep what becomes of a finding."""
    return form_page(
        request,
        partial(DecideForm, finding=found),
        decide_finding,
        found,
        done=_("Saved."),
        show=lambda form: _page(request, found, form),
    )


@page(permission=Permission.FINDING_WRITE)
def finding_new(request: OfficerRequest) -> HttpResponse:
    """Write down what an officer noticed."""
    title = _("Write a finding")
    return form_page(
        request,
        partial(FindingForm, actor=request.actor, list_id=SUGGESTIONS),
        make_finding,
        title=title,
        template="picture/finding_new.html",
        list_id=SUGGESTIONS,
        crumbs=[Crumb(_("Findings"), reverse("findings")), Crumb(title)],
        done=_("The state desk and the districts concerned can see it now."),
        to=FINDING.page,
    )
