"""A course's bank and results, in and out: GIFT, Moodle XML, CSV; results as CSV and xAPI."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.pii import PersonalDataFound
from samanvay.kernel.refusals import Unseen
from samanvay.training.courses import queries as courses
from samanvay.training.interchange import actions as interchange_actions
from samanvay.training.interchange import gift, moodle, sheet
from samanvay.training.interchange import results as interchange_results
from samanvay.training.interchange.actions import export_bank
from samanvay.training.interchange.importing import BankImport, import_bank
from samanvay.training.models import Course
from samanvay.web.components.pieces import Column, Crumb, Row, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out, posted
from samanvay.web.kit.pages import READ, record_page
from samanvay.web.kit.spreadsheets import csv_answer

from .examination_forms import BankForm
from .records import ANALYSED, COURSE

FORMS = ("gift", "xml", "csv")


@record_page(COURSE, permission=Permission.COURSE_WRITE)
def training_bank(request: OfficerRequest, course: Course) -> HttpResponse:
    """Take a file of questions in, and say of each bad one what is wrong; the ways out beside it."""
    form = BankForm(posted(request), request.FILES or None)

    def tell(taken: BankImport) -> HttpResponse:
        if taken.found:
            form.refusal = PersonalDataFound(taken.found)
        kept = len(taken.kept)
        words = ngettext("%(n)d question was saved as a draft.", "%(n)d questions were saved as drafts.", kept) % {
            "n": kept
        }
        (messages.success if kept else messages.warning)(request, words)
        return _page(request, course, form, taken)

    answer = carried_out(form, lambda: import_bank(by=request.actor, course=course, **form.taken()), tell)
    return answer or _page(request, course, form)


def _page(request: OfficerRequest, course: Course, form: BankForm, taken: BankImport | None = None) -> HttpResponse:
    columns = [Column(_("Row")), Column(_("Field")), Column(_("What was expected"))]
    bad = [Row([each.row, each.field, each.expected]) for each in taken.bad] if taken else []
    context = {
        "code": course.code,
        "title": courses.current_edition(course).text().title,
        "form": form,
        "taken": taken,
        "bad": Table(_("Not imported"), columns, bad, caption_shown=True) if bad else None,
        "may_export_results": holds(request.actor, Permission.COURSE_PUBLISH),
        "crumbs": [*ANALYSED.crumbs(request.actor, course), Crumb(_("Import and export"))],
    }
    return render(request, "training/bank.html", context, status=400 if form.errors else 200)


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@record_page(COURSE, permission=Permission.COURSE_WRITE, methods=READ)
def training_bank_export(request: OfficerRequest, course: Course, form: str) -> HttpResponse:
    """Give the questions in use as GIFT, Moodle XML or CSV."""
    if form not in FORMS:
        raise Unseen
    code = course.code
    questions = export_bank(by=request.actor, course=course, form=form)
    if form == "gift":
        return _file(gift.write_gift(questions).encode(), "text/plain; charset=utf-8", f"{code}.gift")
    if form == "xml":
        return _file(moodle.write_moodle(questions), "application/xml", f"{code}.xml")
    names, rows = sheet.table_of(questions)
    return csv_answer(code, [names, *rows])


@record_page(COURSE, permission=Permission.COURSE_PUBLISH, methods=READ)
def training_results(request: OfficerRequest, course: Course, form: str) -> HttpResponse:
    """Give the results of a course as CSV or as xAPI statements, persons by an account that means nothing outside."""
    if form not in ("csv", "json"):
        raise Unseen
    code = course.code
    interchange_actions.record_export(by=request.actor, course=course, form=form)
    if form == "csv":
        rows = interchange_results.rows(request.actor, course)
        return csv_answer(f"{code}-results", [interchange_results.COLUMNS, *rows])
    said = json.dumps(interchange_results.statements(request.actor, course), ensure_ascii=False)
    return _file(said.encode(), "application/json", f"{code}-xapi.json")
