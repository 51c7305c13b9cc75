"""The page of a report: its words with what was read in them, and the decisions on each reading."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refusal, reason_against
from samanvay.reports import actions, policies, queries
from samanvay.reports.models import Claim, SituationReport
from samanvay.reports.narratives.beside import names_in, unread_in
from samanvay.reports.sameness.candidates import candidates_of, open_questions
from samanvay.reports.states import SENT, ClaimState
from samanvay.reports.weeks import comparing
from samanvay.reports.weeks.differing import differing_counts, reason_kept
from samanvay.reports.weeks.weekly import HEADS
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, seen_version
from samanvay.web.kit.history import happenings
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.people import names_of
from samanvay.web.kit.places import suggestions
from samanvay.web.kit.sameness import choice_of

from .claim_forms import CorrectionForm
from .counts import differing_rows, is_traced_more, rows_of
from .narrative import marked
from .numbers import numbers_of
from .presenters import agency_words, period_words, readings_of, state_pill, unsettled_of, who_sees_now
from .records import CLAIM, REPORT
from .together import both_address, compared


def report_context(actor: Actor, report: SituationReport, *, words_wrong: str = "") -> dict[str, Any]:
    """Return everything that the page of a report shows."""
    claims = list(queries.claims_of(actor, report))
    may_decide = not reason_against(policies.may_decide_claims, actor, report)
    questions = open_questions(actor, claims) if may_decide else {}
    readings = readings_of(actor, claims, questions)
    waiting = [claim for claim in claims if claim.state == ClaimState.PROPOSED]
    superior = directory.superior_of(report.home_unit)
    unread = unread_in(report, claims)
    names = names_in(report)
    return {
        "report": report,
        "district": str(report.district.names),
        "period": period_words(report),
        "voice": agency_words(report),
        "state": state_pill(report),
        "writer": names_of([report.written_by]).get(report.written_by, ""),
        "is_in_place": policies.is_in_place(report),
        "segments": marked(
            report.narrative, claims, (reading.short for reading in readings), unread=unread, names=names
        ),
        "has_unread": bool(unread),
        "has_names": bool(names),
        "numbers": numbers_of(actor, report),
        "may_add": not reason_against(policies.may_add_claim, actor, report),
        "readings": [reading for reading in readings if reading.claim.state != ClaimState.ASIDE],
        "aside": [reading for reading in readings if reading.claim.state == ClaimState.ASIDE],
        "waiting": len(waiting),
        "undoubted": sum(claim.is_undoubted and claim.pk not in questions for claim in waiting) if may_decide else 0,
        "asked_same": len(questions),
        "confirmed": sum(claim.state == ClaimState.CONFIRMED for claim in claims),
        "from_before": sum(claim.is_from_before_return for claim in claims),
        "unsettled": unsettled_of(actor, claims),
        "is_sent": report.state in SENT,
        "sees_now": who_sees_now(claims),
        "may_decide": may_decide,
        "no_submit": reason_against(policies.may_submit_report, actor, report),
        "no_revise": reason_against(policies.may_revise_report, actor, report),
        "no_count": reason_against(policies.may_count_report, actor, report),
        "no_accept": reason_against(policies.may_decide_report, actor, report),
        "no_return": reason_against(policies.may_return_report, actor, report),
        "above": str(directory.unit_of(superior).names) if superior else "",
        "words_wrong": words_wrong,
        **_counts_context(actor, report),
        "documents": offers.documents_card(
            actor,
            "report",
            report.pk,
            _("No file with this report. You can add a photo, a PDF or a Word document."),
        ),
        "history": happenings(queries.history(actor, report), more={"report:returned": report.words_back}),
    }


def _counts_context(actor: Actor, report: SituationReport) -> dict[str, Any]:
    """Return the counts of a report, and what the other agency of the district counted in the same week."""
    part = comparing.counts_of(actor, report.pk)
    week = queries.week_of(report.period_from)
    found = differing_counts(actor, report)
    context: dict[str, Any] = {
        "counts": rows_of(part),
        "counts_differ": differing_rows(found),
        "explained": reason_kept(report, found),
        "longest_reason": actions.LONGEST_REASON,
        "is_traced_more": is_traced_more(part),
        "both_url": "",
        "both": [],
    }
    if report.agency in HEADS and report.period_to <= week.last:
        both = comparing.both_agencies(actor, report.district_id, week, beside=report.pk)
        context["both_url"] = both_address(week, report.district_id)
        if len(both.parts) > 1:
            context["both"] = [line for line in compared(both) if line["is_whole"]]
            context["differing"] = both.differing
    return context


@record_page(REPORT, permission=Permission.REPORT_READ, methods=READ)
def report_page(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Show a report: the words, what was read in them, and what may be done."""
    return render(request, "reports/report.html", report_context(request.actor, report))


@record_page(REPORT, permission=Permission.REPORT_READ, methods=POST)
def confirm_every(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Confirm every reading without doubt in one press."""

    def said(confirmed: list[Claim]) -> str:
        count = len(confirmed)
        return ngettext("%(n)d detail confirmed.", "%(n)d details confirmed.", count) % {"n": count}

    return action_page(request, actions.confirm_all, report, done=said, to=f"{REPORT.page(report)}#readings")


@record_page(CLAIM, permission=Permission.REPORT_READ, methods=POST)
def decide(request: OfficerRequest, claim: Claim) -> HttpResponse:
    """Confirm or refuse one reading, or take the decision back."""
    answer, reason = request.POST.get("same", ""), request.POST.get("reason", "")
    decisions: dict[str, Callable[..., Any]] = {
        "confirm": partial(actions.confirm_claim, answer=answer),
        "same": partial(actions.settle_same, answer=answer),
        "ask-again": actions.ask_same_again,
        "refuse": partial(actions.refuse_claim, reason=reason),
        "reopen": actions.reopen_claim,
    }
    act = decisions.get(request.POST.get("decision", ""))
    try:
        if act is None:
            raise Invalid("decision", _("Confirm it, reject it, or undo the decision."))
        act(by=request.actor, claim=claim, expected=seen_version(request))
    except Refusal as refusal:
        return _refused(request, claim, refusal)
    return _card(request, claim)


def _refused(request: OfficerRequest, claim: Claim, refusal: Refusal) -> HttpResponse:
    """Say a refusal: on its own page, or, for a card alone, on the page of the report."""
    if not request.headers.get("HX-Request"):
        raise refusal
    messages.error(request, str(refusal))
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("report", args=[claim.report_id])})


def _at_card(claim: Claim) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('report', args=[claim.report_id])}#reading-{claim.pk}")


def _card(request: OfficerRequest, claim: Claim) -> HttpResponse:
    """Answer a decision: the card alone with what depends on it, or the page of the report at that card."""
    if not request.headers.get("HX-Request"):
        return _at_card(claim)
    context = report_context(request.actor, queries.report(request.actor, claim.report_id))
    reading = next(each for each in context["readings"] if each.claim.pk == claim.pk)
    return render(request, "reports/card.html", {**context, "reading": reading, "is_fresh": True})


@record_page(CLAIM, may=policies.may_correct_claim, permission=Permission.REPORT_READ)
def correct(request: OfficerRequest, claim: Claim) -> HttpResponse:
    """Put a reading right before it is confirmed; "correct and confirm" does both, or neither.

    Whether it is the same incident as another is asked of what it says once it is put right.
    """
    form = CorrectionForm(request.POST or None, claim=claim, actor=request.actor)
    asked = candidates_of(request.actor, claim)
    if request.method == "POST" and form.is_valid():
        answer = request.POST.get("same", "")
        try:
            with transaction.atomic():
                actions.correct_claim(by=request.actor, claim=claim, **form.taken())
                if "confirm" in request.POST:
                    asked = candidates_of(request.actor, claim)
                    actions.confirm_claim(by=request.actor, claim=claim, answer=answer)
        except Invalid as refusal:
            form.refuse(refusal)
            claim = queries.claim(request.actor, claim.pk)  # as it still is
        else:
            return _at_card(claim)
    context = {
        "form": form,
        "claim": claim,
        "reading": readings_of(request.actor, [claim])[0],
        "period": period_words(claim.report),
        "choices": [choice_of(each) for each in asked],
        "answered": request.POST.get("same", ""),
    }
    return render(request, "reports/correct.html", context, status=400 if form.errors else 200)


@page(permission=Permission.REPORT_READ, methods=READ)
def places(request: OfficerRequest) -> HttpResponse:
    """Give the places that a typed name may mean, as the options of a list."""
    asked = next((str(value) for value in request.GET.values() if str(value).strip()), "")
    return render(request, "reports/places.html", {"labels": suggestions(request.actor, asked[:100])})
