"""The list of cases, opening one, searching sealed people, taking a list out of the house."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from samanvay.access.boxes.search import Found, search_people
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases import policies
from samanvay.cases.actions import export_cases, open_case
from samanvay.cases.kinds import FORMS, LURES
from samanvay.cases.queries import (
    COUNTED_TO,
    Filters,
    capped_count,
    cases_by_id,
    cases_found,
    cases_page,
    items_by_id,
    persons_by_id,
)
from samanvay.cases.states import STAGES
from samanvay.directory import queries as directory
from samanvay.kernel.dates import read_instant
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.cases.forms import ExportForm, OpenCaseForm, SearchForm
from samanvay.web.cases.presenters import case_table
from samanvay.web.components.pieces import Action, address, chips
from samanvay.web.filters import choice_of, day_asked, flag_of, text_of
from samanvay.web.tracing.presenters import of_registers

from .page import answered, crumbs, posted, show


def _key(text: str) -> tuple[datetime, UUID] | None:
    opened, _, last = text.partition("_")
    try:
        at = read_instant(opened)
        return at, UUID(last)
    except ValueError:
        return None


def filters_of(request: OfficerRequest) -> Filters:
    """Return the filters of an address."""
    place = text_of(request, "place", 120)
    if place and ":" not in place and not place.startswith("IN-"):
        found = directory.find_places(request.actor, place, limit=1)
        place = found[0].place.key if found else "unknown"
    return Filters(
        stage=choice_of(request, "stage", STAGES),
        form=choice_of(request, "form", FORMS),
        lure=choice_of(request, "lure", LURES),
        place=place,
        since=day_asked(request, "since"),
        until=day_asked(request, "until"),
        number=text_of(request, "number", 24),
        with_void=flag_of(request, "void"),
    )


def _counted(count: int) -> str:
    if count > COUNTED_TO:
        return _("more than %(n)d cases") % {"n": COUNTED_TO}
    return ngettext("%(n)d case", "%(n)d cases", count) % {"n": count}


@never_cache
@officer_page
@require_GET
def case_list(request: OfficerRequest) -> HttpResponse:
    """List the cases that the officer sees, the latest first."""
    filters = filters_of(request)
    page = cases_page(request.actor, filters, after=_key(request.GET.get("after", "")))
    count = capped_count(cases_found(request.actor, filters))
    older = ""
    if page.following:
        opened, last = page.following
        base = address(request)
        older = f"{base}{'&' if '?' in base else '?'}after={opened.isoformat().replace('+', '%2B')}_{last}"
    context = {
        "table": case_table(page.cases),
        "cases": page.cases,
        "words": (_("more than %(n)d cases") if count > COUNTED_TO else _("%(n)d cases"))
        % {"n": min(count, COUNTED_TO)},
        "stages": chips(request, "stage", STAGES.items(), every=_("All")),
        "forms": FORMS.items(),
        "lures": LURES.items(),
        "quick": Action(
            _("Quick record"),
            url=reverse("case_quick"),
            kind="primary",
            refused=reason_against(policies.may_open_case, request.actor),
        ),
        "asked": request.GET,
        "older": older,
        "newer": address(request) if request.GET.get("after") else "",
        "is_filtered": filters != Filters(),
        "search_url": reverse("case_search"),
        "list_url": reverse("cases"),
        "open": Action(
            _("Open a case"),
            url=reverse("case_open"),
            refused=reason_against(policies.may_open_case, request.actor),
        ),
        "export": Action(
            _("Export"),
            url=f"{reverse('case_export')}?{request.GET.urlencode()}",
            refused=reason_against(policies.may_export_cases, request.actor),
        ),
    }
    return render(request, "cases/list.html", context)


@never_cache
@officer_page
@require_http_methods(["GET", "POST"])
def open_new(request: OfficerRequest) -> HttpResponse:
    """Open a case."""
    policies.may_open_case(request.actor)
    audiences = [
        held.audience
        for held in request.actor.grants
        if holds(request.actor, Permission.CASE_OPEN, audience=held.audience)
    ]
    units = {audience: unit.names for audience, unit in directory.units_of(audiences).items()}
    form = OpenCaseForm(posted(request), actor=request.actor, units=units)

    def act() -> Any:
        data = form.cleaned_data
        return open_case(
            by=request.actor,
            what=data["what"],
            forms=data["forms"],
            lures=data["lures"],
            disparities=data["disparities"],
            source=data["source"],
            occurred=data["occurred"],
            place=form.place_of(),
            people=data["people"],
            narrative=data["narrative"],
            unit=data["unit"],
            captured=form.captured(),
        )

    said = _("The case is open. Add its people now.")
    answer = answered(request, form, act, to=lambda case: reverse("case", args=[case.id]), said=said)
    return answer or show(request, form, title=_("Open a case"), label=_("Open the case"))


@never_cache
@officer_page(permission=Permission.CASE_READ)
@require_http_methods(["GET", "POST"])
def search(request: OfficerRequest) -> HttpResponse:
    """Search sealed people. Sent by POST, so that no name stands in an address or a server's log."""
    form = SearchForm(posted(request))
    rows: list[dict[str, Any]] | None = None
    if form.is_valid():
        try:
            found = search_people(by=request.actor, **form.cleaned_data)
        except Invalid as refusal:
            form.refuse(_at_field(refusal))
        else:
            rows = [*_of_cases(request.actor, found), *of_registers(request.actor, found)]
    context = {"form": form, "rows": rows, "crumbs": crumbs(None, _("Search for a person"))}
    return render(request, "cases/search.html", context, status=400 if form.is_bound and form.errors else 200)


def _of_cases(actor: Actor, found: Sequence[Found]) -> list[dict[str, Any]]:
    """Return persons and things of cases that were found."""
    cases = cases_by_id(actor, [each.record_id for each in found])
    persons = persons_by_id(actor, [each.subject_id for each in found])
    things = items_by_id(actor, [each.subject_id for each in found])
    known = {
        **{key: person.label for key, person in persons.items()},
        **{key: item.kind_words for key, item in things.items()},
    }
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


def _at_field(refusal: Invalid) -> Invalid:
    if refusal.field == "given":
        refusal.field = "name"
    return refusal


@never_cache
@officer_page(permission=Permission.CASE_EXPORT)
@require_http_methods(["GET", "POST"])
def export(request: OfficerRequest) -> HttpResponse:
    """Give the filtered list as a table, with purpose and watermark."""
    filters = filters_of(request)
    form = ExportForm(posted(request))
    if form.is_valid():
        try:
            text = export_cases(by=request.actor, filters=filters, purpose=form.cleaned_data["purpose"])
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
            answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
            return answer
    return show(
        request,
        form,
        title=_("Export cases"),
        label=_("Export"),
        intro=_("At most 2,000 rows, without names. Your name and the hour stand on every row, and the log keeps it."),
    )
