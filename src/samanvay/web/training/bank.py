"""A course's bank and results, in and out: GIFT, Moodle XML, CSV; results as CSV and xAPI."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.training import queries as courses
from samanvay.training.interchange import gift, moodle, results, sheet
from samanvay.training.interchange.taking_in import export_bank, take_in
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Crumb, Row, Table
from samanvay.web.kit.lists import as_csv

from .examination_forms import BankForm

FORMS = ("gift", "xml", "csv")


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def training_bank(request: OfficerRequest, code: str) -> HttpResponse:
    """Take a file of questions in, and say of each bad one what is wrong; the ways out beside it."""
    course = courses.course_or_unseen(request.actor, code)
    title = courses.current_edition(course).text().title
    form = BankForm(request.POST, request.FILES) if request.method == "POST" else BankForm()
    taken = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = take_in(
                by=request.actor,
                course=course,
                name=file.name,
                data=file.read(),
                pii_answer=form.pii_answer,
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            if taken.found:
                form.refusal = PersonalDataFound(taken.found)
            kept = len(taken.kept)
            words = ngettext("%(n)d question waits as a draft.", "%(n)d questions wait as drafts.", kept) % {"n": kept}
            (messages.success if kept else messages.warning)(request, words)
    columns = [Column(_("Row")), Column(_("Field")), Column(_("Expected"))]
    context = {
        "code": code,
        "title": title,
        "form": form,
        "taken": taken,
        "bad": Table(
            _("Not taken in"), columns, [Row([each.row, each.field, each.expected]) for each in taken.bad], True
        )
        if taken and taken.bad
        else None,
        "may_export_results": holds(request.actor, Permission.COURSE_PUBLISH),
        "crumbs": [
            Crumb(_("Training"), reverse("training")),
            Crumb(title, reverse("training_course", args=[code])),
            Crumb(_("What answers tell"), reverse("training_analysis", args=[code])),
            Crumb(_("Import and export")),
        ],
    }
    return render(request, "training/bank.html", context, status=400 if form.errors else 200)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@officer_page(permission=Permission.COURSE_WRITE)
@require_GET
def training_bank_export(request: OfficerRequest, code: str, form: str) -> HttpResponse:
    """Give the questions in use as GIFT, Moodle XML or CSV."""
    course = courses.course_or_unseen(request.actor, code)
    if form not in FORMS:
        raise Unseen
    questions = export_bank(by=request.actor, course=course, form=form)
    if form == "gift":
        return _file(gift.write_gift(questions).encode(), "text/plain; charset=utf-8", f"{code}.gift")
    if form == "xml":
        return _file(moodle.write_moodle(questions), "application/xml", f"{code}.xml")
    names, rows = sheet.table_of(questions)
    return as_csv(Table(code, [Column(each) for each in names], [Row(row) for row in rows]), code)


@never_cache
@officer_page(permission=Permission.COURSE_PUBLISH)
@require_GET
def training_results(request: OfficerRequest, code: str, form: str) -> HttpResponse:
    """Give the results of a course as CSV or as xAPI statements, persons by an account that means nothing outside."""
    course = courses.course_or_unseen(request.actor, code)
    if form not in ("csv", "json"):
        raise Unseen
    results.keep_exported(by=request.actor, course=course, form=form)
    if form == "csv":
        rows = [Row(row) for row in results.rows(request.actor, course)]
        return as_csv(Table(code, [Column(each) for each in results.COLUMNS], rows), f"{code}-results")
    said = json.dumps(results.statements(request.actor, course), ensure_ascii=False)
    return _file(said.encode(), "application/json", f"{code}-xapi.json")
