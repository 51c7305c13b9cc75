"""The list of reports, narrowed by the address."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.queries import districts_in_charge, names_of_places
from samanvay.kernel.db.scope import Actor
from samanvay.reports import queries
from samanvay.reports.models import SituationReport
from samanvay.reports.states import REPORT_WORDS, ReportState
from samanvay.web.components.pieces import Column, Table, address, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, day_asked, place_of
from samanvay.web.kit.pages import READ, page

from .forms import day_of
from .presenters import agency_words, period_words, state_pill
from .records import REPORT

A_PAGE = 50
FILTERS = ("district", "voice", "since", "until", "kind")
KINDS = ("quiet", "telling")


@page(permission=Permission.REPORT_READ, methods=READ)
def reports(request: OfficerRequest) -> HttpResponse:
    """List the reports that this person may see, the latest period first."""
    state = choice_of(request, "state", list(ReportState))
    found = queries.reports(
        request.actor,
        state=state,
        district=place_of(request, "district"),
        agency=choice_of(request, "voice", COMPARTMENTS),
        since=day_asked(request, "since"),
        until=day_asked(request, "until"),
        quiet={"quiet": True, "telling": False}.get(choice_of(request, "kind", KINDS)),
    )
    total = found.count()
    listed = list(_after(found, request.GET.get("after", ""))[: A_PAGE + 1])
    shown = listed[:A_PAGE]
    context = {
        "states": chips(
            request, "state", [(each.value, words) for each, words in REPORT_WORDS.items()], every=_("All")
        ),
        "kinds": chips(
            request, "kind", zip(KINDS, (_("Nothing to report"), _("With incidents")), strict=True), every=_("All")
        ),
        "districts": _districts(request),
        "voices": [(str(code), str(words), request.GET.get("voice") == code) for code, words in COMPARTMENTS.items()],
        "state": state,
        "may_teach": holds(request.actor, Permission.READER_CONSENT),
        "since": request.GET.get("since", ""),
        "until": request.GET.get("until", ""),
        "is_filtered": any(request.GET.get(name) for name in (*FILTERS, "state")),
        "words": ngettext("%(n)d report", "%(n)d reports", total) % {"n": total},
        "table": _table(shown) if shown else None,
        "older": _older(request, shown[-1]) if len(listed) > A_PAGE else "",
        "may_review": holds(request.actor, Permission.REPORT_ACCEPT),
        **_writing(request.actor),
    }
    return render(request, "reports/list.html", context)


def _writing(actor: Actor) -> dict[str, Any]:
    """Return whether this person writes reports, of their own district or from what a district below sent."""
    takes_down = queries.reporting_desk(actor) is None and bool(queries.districts_to_take_down(actor))
    return {
        "may_write": takes_down or queries.reporting_desk(actor) is not None,
        "write_words": _("Record a message") if takes_down else _("Write a report"),
    }


def _districts(request: OfficerRequest) -> list[tuple[str, str, bool]]:
    names = names_of_places(districts_in_charge(request.actor))
    chosen = request.GET.get("district", "")
    return [(key, name, key == chosen) for key, name in sorted(names.items(), key=lambda each: each[1])]


def _table(listed: list[SituationReport]) -> Table:
    columns = [
        Column(_("District"), lambda each: str(each.district.names)),
        Column(_("Period"), period_words),
        Column(_("Police or administration"), agency_words),
        Column(_("Confirmed"), lambda each: _("nothing to report") if each.is_quiet else each.confirmed, number=True),
        Column(_("To be decided"), lambda each: each.waiting, number=True),
        Column(_("Status"), state_pill),
    ]
    return Table.of(_("Reports"), columns, listed, REPORT.page)


def _after(found: QuerySet[SituationReport], mark: str) -> QuerySet[SituationReport]:
    """Return what comes after the last row of the page before, named by its period and key."""
    day, _sep, key = mark.partition("_")
    last_day = day_of(day)
    try:
        last = UUID(key)
    except ValueError:
        return found
    if last_day is None:
        return found
    return found.filter(Q(period_to__lt=last_day) | Q(period_to=last_day, id__lt=last))


def _older(request: HttpRequest, last: SituationReport) -> str:
    here = address(request)
    return f"{here}{'&' if '?' in here else '?'}after={last.period_to.isoformat()}_{last.pk}"
