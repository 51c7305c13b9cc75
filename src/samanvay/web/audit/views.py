"""Reading the log, as a page and a table; proving it."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.permissions import Permission
from samanvay.access.queries import users_by_id
from samanvay.audit import queries
from samanvay.audit.actions.verifying import record_verification
from samanvay.audit.models import Event
from samanvay.audit.vocabulary import kind_of
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.digits import whole_number
from samanvay.web.components.pieces import Column, Table, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page

from .forms import FilterForm

MOST_ROWS = 10_000


@page(permission=Permission.AUDIT_READ, methods=READ)
def events(request: OfficerRequest) -> HttpResponse:
    """Show the log, newest first, page by page below a number."""
    form = FilterForm(request.GET or None)
    found = queries.events(request.actor, form.filters(request))
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        found = found.filter(seq__lt=before)
    listed = list(found[: queries.PAGE + 1])
    shown = listed[: queries.PAGE]
    here = address(request)
    context = {
        "form": form,
        "lines": _lines(shown),
        "older": address(request, before=shown[-1].seq) if len(listed) > len(shown) else "",
        "newer": here if before else "",
        "query": here.partition("?")[2],
        "seal": queries.last_seal(),
    }
    return render(request, "audit/events.html", context)


@page(permission=Permission.AUDIT_READ, methods=READ)
def events_csv(request: OfficerRequest) -> HttpResponse:
    """Give the filtered log as a table, at most ten thousand rows."""
    found = queries.events(request.actor, FilterForm(request.GET or None).filters(request))[:MOST_ROWS]
    columns = [
        Column(_("Number"), lambda line: line["event"].seq),
        Column(_("When"), itemgetter("at")),
        Column(_("Who"), itemgetter("who")),
        Column(_("What"), itemgetter("what")),
        Column(_("Code"), lambda line: line["event"].kind),
        Column(_("Record"), lambda line: line["event"].subject_kind),
        Column(_("Identifier"), lambda line: line["event"].subject_id),
        Column(_("Details"), itemgetter("detail")),
    ]
    return as_csv(Table.of("", columns, _lines(found)), "samanvay-audit")


@page(permission=Permission.AUDIT_VERIFY)
def verify(request: OfficerRequest) -> HttpResponse:
    """Hash every sealed event again and say what was found."""
    if request.method != "POST":
        return redirect("audit")
    verdict = record_verification(by=request.actor)
    to_do = dict.fromkeys(finding.what_to_do for finding in verdict.findings)
    return render(request, "audit/verdict.html", {"verdict": verdict, "to_do": to_do})


def _lines(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Return the lines of some events, with the names of those who acted looked up at once."""
    shown = list(events)
    people = users_by_id(event.actor for event in shown)
    return [_line(event, people.get(event.actor)) for event in shown]


def _line(event: Event, user: User | None) -> dict[str, Any]:
    told = {name: value for name, value in event.detail.items() if value not in (None, "", [])}
    return {
        "event": event,
        "at": date_format(localtime(event.at), "j M Y, H:i:s"),
        "who": _("the system") if event.actor == SYSTEM.id else (user.name if user else str(event.actor)),
        "login": user.username if user else "",
        "what": str(kind_of(event.kind).words),
        "detail": ", ".join(f"{name}: {value}" for name, value in told.items()),
    }
