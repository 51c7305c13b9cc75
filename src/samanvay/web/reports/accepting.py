"""Submitted reports read on one page and accepted together; undone within ten minutes."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.reports import actions, queries
from samanvay.reports.models import SituationReport
from samanvay.reports.weeks.weekly import week_words
from samanvay.web.components.pieces import chips, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.bulk import Bulk, TickRow, bulk_page, first_rows
from samanvay.web.kit.filters import day_asked, flag_of
from samanvay.web.kit.pages import POST, READ, page

from .presenters import agency_words, period_words
from .records import REPORT

NIL = "nil"
WORDS_SHOWN = 30


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def to_accept(request: OfficerRequest) -> HttpResponse:
    """List what waits to be accepted, to be ticked; ``show=nil`` what has nothing to report, ticked already."""
    is_nil, day = flag_of(request, "show", NIL), day_asked(request, "week")
    week = queries.week_of(day) if day else None
    found = queries.reports_to_decide(request.actor, quiet_only=is_nil, week=week).select_related("district")
    total = found.count()
    rows = first_rows(found.order_by("district__name", "agency", "period_to", "id"), lambda each: _row(each, is_nil))
    recent = first_rows(queries.just_accepted(request.actor), lambda each: _row(each, True))
    said = ngettext(
        "You accepted %(n)d report in the last ten minutes.",
        "You accepted %(n)d reports in the last ten minutes.",
        len(recent),
    )
    context = {
        "show": chips(request, "show", [(NIL, _("Nothing to report"))], every=_("All waiting")),
        "week": str(week_words(week)) if week else "",
        "words": ngettext("%(n)d report waits", "%(n)d reports wait", total) % {"n": total},
        "bulk": Bulk(under_filters(request, "reports_accept"), _("Accept the ticked reports"), rows),
        "undo": Bulk(under_filters(request, "reports_accept_undo"), _("Undo"), recent, said=said % {"n": len(recent)}),
        "is_filtered": is_nil or week is not None,
    }
    return render(request, "reports/to_accept.html", context)


def _row(report: SituationReport, is_ticked: bool) -> TickRow:
    return TickRow(report.pk, report.version, _name(report), _says(report), REPORT.page(report), is_ticked)


def _name(report: SituationReport) -> str:
    return f"{report.district.names}, {agency_words(report)}, {period_words(report)}"


def _says(report: SituationReport) -> str:
    if report.is_quiet:
        return _("Nothing to report.")
    return Truncator(report.narrative).words(WORDS_SHOWN) or _("Counts only.")


@page(permission=Permission.REPORT_ACCEPT, methods=POST)
def accept(request: OfficerRequest) -> HttpResponse:
    """Accept the reports that were ticked."""

    def act(report: SituationReport, seen: int) -> None:
        actions.decide_report(by=request.actor, report=report, accept=True, expected=seen)

    return _each(request, act, lambda n: ngettext("Accepted %(n)d report.", "Accepted %(n)d reports.", n) % {"n": n})


@page(permission=Permission.REPORT_ACCEPT, methods=POST)
def undo(request: OfficerRequest) -> HttpResponse:
    """Put the reports that were ticked back among those that wait."""

    def act(report: SituationReport, seen: int) -> None:
        actions.undo_acceptance(by=request.actor, report=report, expected=seen)

    return _each(
        request, act, lambda n: ngettext("%(n)d report waits again.", "%(n)d reports wait again.", n) % {"n": n}
    )


def _each(
    request: OfficerRequest, act: Callable[[SituationReport, int], None], done: Callable[[int], str]
) -> HttpResponse:
    return bulk_page(
        request, lambda key: queries.report(request.actor, key), act, _name,
        done=done, to=under_filters(request, "reports_to_accept"),
    )  # fmt: skip
