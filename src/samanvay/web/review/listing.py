"""The list of conferences: those that come and run, those that were, the series that they come from."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import reason_against
from samanvay.review import queries
from samanvay.review.kinds import KINDS, RHYTHMS, WEEKDAYS
from samanvay.review.models import Conference
from samanvay.review.policies import may_call_conference
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Row, Table, address, chips
from samanvay.web.filters import choice_of, flag_of, text_of

from . import shown

A_PAGE = 30
PAST = "past"


@never_cache
@officer_page(permission=Permission.CONFERENCE_READ)
@require_GET
def conferences(request: OfficerRequest) -> HttpResponse:
    """List the conferences that this person is invited to or runs."""
    is_past = flag_of(request, "show", PAST)
    kind, words = choice_of(request, "kind", KINDS), text_of(request, "q")
    found = queries.conferences(request.actor, past=is_past, kind=kind, words=words)
    after = request.GET.get("after", "")
    start = whole_number(after) or 0
    listed = list(found[start : start + A_PAGE + 1])
    here = address(request)
    context = {
        "table": _table(listed[:A_PAGE]) if listed else None,
        "show": chips(request, "show", [(PAST, _("Past"))], every=_("Coming")),
        "kinds": [(code, str(each.name), code == kind) for code, each in KINDS.items()],
        "q": words,
        "is_past": is_past,
        "is_filtered": bool(kind or words),
        "older": f"{here}{'&' if '?' in here else '?'}after={start + A_PAGE}" if len(listed) > A_PAGE else "",
        "may_call": holds(request.actor, Permission.CONFERENCE_RUN),
        "refused": reason_against(may_call_conference, request.actor),
        "series": _series(request),
    }
    return render(request, "review/list.html", context)


def _table(listed: list[Conference]) -> Table:
    units = queries.units_named(each.home_unit for each in listed)
    return Table(
        _("Conferences"),
        [Column(_("Conference")), Column(_("When")), Column(_("Chair")), Column(_("Status"))],
        [
            Row(
                [
                    str(each.names),
                    shown.when(each.starts_at),
                    shown.chair_of(each, units),
                    shown.state_of(each),
                ],
                reverse("conference", args=[each.pk]),
            )
            for each in listed
        ],
    )


def _series(request: OfficerRequest) -> Table | None:
    found = queries.series_seen(request.actor)
    if not found:
        return None
    units = queries.units_named(each.home_unit for each in found)
    rows = []
    for each in found:
        unit = units.get(each.home_unit)
        chair = shown.role_name(each.chair_role)
        said = f"{RHYTHMS[each.rhythm]}, {WEEKDAYS[each.weekday]} {each.at:%H:%M}"
        rows.append(
            Row([str(each.names), said, f"{chair}, {unit.names}" if unit else chair], reverse("series", args=[each.pk]))
        )
    return Table(_("Series"), [Column(_("Series")), Column(_("How often")), Column(_("Chair"))], rows)
