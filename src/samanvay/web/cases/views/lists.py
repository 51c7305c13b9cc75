"""The list of cases, opening one, searching sealed people, taking a list out of the house."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.boxes.actions.search import Found, search_people
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases import policies, queries
from samanvay.cases.actions import export_cases, open_case
from samanvay.cases.kinds import FORMS, LURES
from samanvay.cases.states import STAGES
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.digits import whole_number
from samanvay.kernel.ids import uuid_of
from samanvay.reports.narratives.firs import fir_named
from samanvay.reports.sameness.candidates import FROM_A_REPORT
from samanvay.web.cases.forms import OpenCaseForm, SearchForm
from samanvay.web.cases.presenters import case_table
from samanvay.web.components.pieces import address, chips
from samanvay.web.kit import offers
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out, form_page, posted
from samanvay.web.kit.boxes.forms import PurposeForm
from samanvay.web.kit.filters import choice_of, day_asked, flag_of, text_of
from samanvay.web.kit.lists import row_before
from samanvay.web.kit.pages import READ, action_to, page
from samanvay.web.kit.spreadsheets import csv_file

from .page import CASE, crumbs


def filters_of(request: OfficerRequest) -> queries.Filters:
    """Return the filters of an address."""
    place = text_of(request, "place", 120)
    if place and ":" not in place and not place.startswith("IN-"):
        found = directory.find_places(request.actor, place, limit=1)
        place = found[0].place.key if found else "unknown"
    return queries.Filters(
        stage=choice_of(request, "stage", STAGES),
        form=choice_of(request, "form", FORMS),
        lure=choice_of(request, "lure", LURES),
        place=place,
        since=day_asked(request, "since"),
        until=day_asked(request, "until"),
        number=text_of(request, "number", 24),
        with_void=flag_of(request, "void"),
        due_before_cwc=flag_of(request, "due", "cwc"),
    )


@page(may=policies.may_read_cases, methods=READ)
def case_list(request: OfficerRequest) -> HttpResponse:
    """List the cases that the officer sees, the latest first."""
    filters = filters_of(request)
    shown = queries.cases_page(request.actor, filters, after=row_before(request))
    count = queries.capped_count(queries.cases_found(request.actor, filters))
    words = _("more than %(n)d cases") if count > queries.COUNTED_TO else ngettext("%(n)d case", "%(n)d cases", count)
    older = ""
    if shown.following:
        opened, last = shown.following
        older = address(request, after=f"{opened.isoformat()}_{last}")
    context = {
        "table": case_table(shown.cases),
        "words": words % {"n": min(count, queries.COUNTED_TO)},
        "stages": chips(request, "stage", STAGES.items(), every=_("All")),
        "due": chips(request, "due", [("cwc", _("Child due before the CWC"))], every=_("All")),
        "forms": FORMS.items(),
        "lures": LURES.items(),
        "quick": action_to(request.actor, "case_quick", _("Quick record"), kind="primary"),
        "asked": request.GET,
        "older": older,
        "newer": address(request) if request.GET.get("after") else "",
        "is_filtered": filters != queries.Filters(),
        "open": action_to(request.actor, "case_open", _("Open a case")),
        "export": action_to(request.actor, "case_export", _("Export"), query=f"?{request.GET.urlencode()}"),
    }
    return render(request, "cases/list.html", context)


@page(may=policies.may_open_case)
def open_new(request: OfficerRequest) -> HttpResponse:
    """Open a case."""
    audiences = [
        held.audience
        for held in request.actor.grants
        if holds(request.actor, Permission.CASE_OPEN, audience=held.audience)
    ]
    units = {audience: unit.names for audience, unit in directory.units_of(audiences).items()}
    title = _("Open a case")
    return form_page(
        request,
        partial(OpenCaseForm, actor=request.actor, units=units),
        open_case,
        initial=_of_report(request),
        title=title,
        label=_("Open the case"),
        done=_("The case is open. Now add its people."),
        to=CASE.page,
        crumbs=crumbs(None, title),
        back=reverse("cases"),
    )


def _of_report(request: OfficerRequest) -> dict[str, str]:
    """Return what a case begins with that is opened from an FIR which a report names."""
    key, at = uuid_of(request.GET.get("report", "")), whole_number(request.GET.get("fir", ""))
    fir = fir_named(request.actor, key, at) if key is not None and at is not None else ""
    return {"narrative": fir, "source": FROM_A_REPORT} if fir else {}


@page(permission=Permission.CASE_READ)
def search(request: OfficerRequest) -> HttpResponse:
    """Search sealed people. Sent by POST, so that no name stands in an address or a server's log."""
    form = SearchForm(posted(request))

    def show(rows: list[dict[str, Any]] | None = None) -> HttpResponse:
        context = {"form": form, "rows": rows, "crumbs": crumbs(None, _("Search for a person"))}
        return render(request, "cases/search.html", context, status=400 if form.errors else 200)

    def shown(found: Sequence[Found]) -> HttpResponse:
        return show([*_of_cases(request.actor, found), *offers.entries_found(request.actor, found)])

    return carried_out(form, lambda: search_people(by=request.actor, **form.cleaned_data), shown) or show()


def _of_cases(actor: Actor, found: Sequence[Found]) -> list[dict[str, Any]]:
    """Return persons and things of cases that were found."""
    cases = queries.cases_by_id(actor, [each.record_id for each in found])
    persons = queries.persons_by_id(actor, [each.subject_id for each in found])
    things = queries.items_by_id(actor, [each.subject_id for each in found])
    known = {key: person.label for key, person in persons.items()}
    known |= {key: item.kind_words for key, item in things.items()}
    return [
        {
            "url": reverse("case", args=[each.record_id]),
            "number": cases[each.record_id].number,
            "what": known[each.subject_id],
            "more": cases[each.record_id].what,
        }
        for each in found
        if each.record_id in cases and each.subject_id in known
    ]


@page(permission=Permission.CASE_EXPORT)
def export(request: OfficerRequest) -> HttpResponse:
    """Give the filtered list as a table, with purpose and watermark."""
    title = _("Export cases")
    return form_page(
        request,
        PurposeForm,
        partial(export_cases, filters=filters_of(request)),
        then=partial(csv_file, "cases"),
        title=title,
        label=_("Export"),
        crumbs=crumbs(None, title),
        back=reverse("cases"),
        intro=_(
            "At most 2,000 rows, without names. Every row shows your name and the time, and the log records the export."
        ),
    )
