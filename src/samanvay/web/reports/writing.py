"""Writing, revising, submitting a report; accepting or returning it."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.directory.queries import names_of_places
from samanvay.documents.actions import AlreadyHere, add_document
from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Refusal, Refused, reason_against
from samanvay.reports import actions, policies, queries
from samanvay.reports.models import SituationReport
from samanvay.reports.queries import Week
from samanvay.reports.weeks.weekly import ReportingAgency, to_file_for, too_early_for_nothing, week_to_write
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered, carried_out, form_page, posted, seen_version, show_form
from samanvay.web.kit.pages import POST, page, record_page

from .confirming import report_context
from .example import EXAMPLE
from .forms import DecisionForm, ReportForm, RevisionForm, day_of
from .presenters import period_words
from .records import REPORT
from .uploads import is_word


@page(permission=Permission.REPORT_WRITE)
def new(request: OfficerRequest) -> HttpResponse:
    """Write a report of the actor's district, or say that there is nothing to report.

    An office above the districts takes down the message of one of them instead, or writes ``for`` a vacant post.
    """
    vacant = whole_number(request.GET.get("for", ""))
    agency = to_file_for(request.actor, vacant) if vacant is not None else None
    desk = (agency.unit, agency.district) if agency else queries.reporting_desk(request.actor)
    below = {} if desk else queries.districts_to_take_down(request.actor)
    if desk is None and not below:
        raise Refused(_("Your unit does not belong to one district. A unit of the district writes its report."))
    names = names_of_places(below)
    districts = None if desk else dict(sorted(names.items(), key=lambda each: each[1]))
    if request.method != "POST":
        asked = day_of(request.GET.get("week", ""))
        week = queries.week_of(asked) if asked else week_to_write(request.actor)
        example = EXAMPLE if request.GET.get("example") else ""
        form = ReportForm.fresh(week, example, districts=districts, district=request.GET.get("district", ""))
        return _form_page(request, form, desk, week, agency)
    form = ReportForm(
        request.POST,
        request.FILES,
        is_quiet="quiet" in request.POST,
        may_be_without_words="counts" in request.POST and desk is not None,
        districts=districts,
    )

    def act() -> SituationReport:
        return actions.write_report(by=request.actor, in_place_of=vacant, **form.taken())

    if answer := carried_out(form, act, partial(_onward, request, form)):
        return answer
    last = form.cleaned_data.get("period_to")
    return _form_page(request, form, desk, queries.week_of(last or clock.today()), agency, status=400)


def _form_page(
    request: OfficerRequest,
    form: ReportForm,
    desk: tuple[Unit, str] | None,
    of: Week,
    vacant: ReportingAgency | None,
    status: int = 200,
) -> HttpResponse:
    asked = {name: request.GET[name] for name in ("week", "for") if request.GET.get(name)}
    begun = queries.in_hand(request.actor, desk[0], of) if desk and not form.is_bound else None
    context = {
        "no_quiet": too_early_for_nothing(of.last),
        "begun": begun,
        "begun_period": period_words(begun) if begun else "",
        "form": form,
        "is_taken_down": desk is None,
        "unit": str(desk[0].names) if desk else "",
        "district": str(directory.place_for(desk[1]).names) if desk else "",
        "in_place_of": str(BY_CODE[vacant.role].name) if vacant else "",
        "example_url": f"{reverse('report_new')}?{urlencode({**asked, 'example': 1})}",
    }
    return render(request, "reports/new.html", context, status=status)


def _onward(request: OfficerRequest, form: ReportForm, report: SituationReport) -> HttpResponse:
    _keep_file(request, report, form)
    if report.is_quiet and not reason_against(policies.may_submit_report, request.actor, report):
        actions.submit_report(by=request.actor, report=report)
        said = _("Submitted: nothing to report for %(period)s.")
        messages.success(request, said % {"period": period_words(report)})
    page = "report_counts" if form.may_be_without_words else "report"
    return HttpResponseRedirect(reverse(page, args=[report.pk]))


def _keep_file(request: OfficerRequest, report: SituationReport, form: ReportForm) -> None:
    """Keep the Word document whose words were read as a document of the report, with its photographs."""
    upload, source = form.cleaned_data.get("upload"), form.cleaned_data.get("source_name") or ""
    if not upload:
        if form.was_asked and is_word(source):
            messages.warning(request, _("The file was not chosen again: add it to the report under Documents."))
        return
    if not is_word(str(upload.name)):
        return
    try:
        document = add_document(
            by=request.actor,
            of="report",
            record_id=report.pk,
            subject_id=None,
            kind="other",
            name=str(upload.name),
            chunks=upload.chunks(),
            **report.ownership(),
        )
    except AlreadyHere:
        return
    except Refusal as refusal:
        said = _("The text was saved, but not the file: %(why)s")
        messages.warning(request, said % {"why": refusal})
        return
    if document.is_infected:
        said = _("The text was saved. The file contained a virus and was destroyed; the record of it stays.")
        messages.warning(request, said)


@record_page(REPORT, may=policies.may_revise_report, permission=Permission.REPORT_READ)
def revise(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Change the words of a report that is still in its unit's hands; they are read anew."""
    kept = {name: getattr(report, name) for name in ("period_from", "period_to", "narrative", "version")}
    form = RevisionForm(posted(request), request.FILES or None, initial=kept, may_be_without_words=report.says_a_number)

    def act() -> SituationReport:
        return actions.revise_report(by=request.actor, report=report, **form.taken())

    def said(changed: SituationReport) -> None:
        messages.success(request, _("Saved, and read again."))
        _keep_file(request, changed, form)

    title = _("Edit the report")
    return answered(request, form, act, to=REPORT.page, said=said) or show_form(
        request, form, report, title=title, template="reports/revise.html", period=period_words(report)
    )


@record_page(REPORT, permission=Permission.REPORT_READ, methods=POST)
def submit(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Hand a report to the unit above."""
    done = _("Submitted to the unit above.")
    reason = request.POST.get("reason", "")
    return action_page(
        request, actions.submit_explained, report, reason=reason, expected=seen_version(request), done=done
    )


@record_page(REPORT, permission=Permission.REPORT_READ, methods=POST)
def decide(request: OfficerRequest, report: SituationReport) -> HttpResponse:
    """Accept a submitted report, or return it with words; also one that was accepted."""
    accepts = request.POST.get("decision") == "accept"
    done = _("Accepted.") if accepts else _("Returned to the unit that wrote it.")

    def show(form: DecisionForm) -> HttpResponse:
        context = report_context(request.actor, report, words_wrong=" ".join(map(str, form.errors.get("words", ()))))
        return render(request, "reports/report.html", context, status=400)

    return form_page(request, DecisionForm, actions.decide_report, report, done=done, show=show)
