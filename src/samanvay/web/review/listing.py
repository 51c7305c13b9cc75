"""The list of conferences: those that come and run, those that were, the series that they come from."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.refusals import reason_against
from samanvay.review import queries
from samanvay.review.kinds import KINDS, RHYTHMS, WEEKDAYS
from samanvay.review.models import Conference
from samanvay.review.policies import may_call_conference
from samanvay.web.components.pieces import Column, Row, Table, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, flag_of, text_of
from samanvay.web.kit.lists import list_page, part_of
from samanvay.web.kit.pages import READ, page

from . import presenters
from .records import CONFERENCE, SERIES

A_PAGE = 30
PAST = "past"


@page(permission=Permission.CONFERENCE_READ, methods=READ)
def conferences(request: OfficerRequest) -> HttpResponse:
    """List the conferences that this person is invited to or runs."""
    is_past = flag_of(request, "show", PAST)
    kind, words = choice_of(request, "kind", KINDS), text_of(request, "q")
    part = part_of(request, queries.conferences(request.actor, past=is_past, kind=kind, words=words), A_PAGE)
    return list_page(
        request,
        part,
        "review/list.html",
        table=_table(part.rows),
        show=chips(request, "show", [(PAST, _("Past"))], every=_("Upcoming")),
        kinds=[(code, str(each.name), code == kind) for code, each in KINDS.items()],
        q=words,
        is_past=is_past,
        is_filtered=bool(kind or words),
        may_call=holds(request.actor, Permission.CONFERENCE_RUN),
        refused=reason_against(may_call_conference, request.actor),
        series=_series(request),
    )


def _table(listed: Sequence[Conference]) -> Table:
    units = queries.units_named(each.home_unit for each in listed)
    columns = [
        Column(_("Meeting"), lambda each: str(each.names)),
        Column(_("When"), lambda each: presenters.when(each.starts_at)),
        Column(_("Chair"), lambda each: presenters.chair_of(each, units)),
        Column(_("Status"), presenters.state_of),
    ]
    return Table.of(_("Meetings"), columns, listed, CONFERENCE.page)


def _series(request: OfficerRequest) -> Table | None:
    found = queries.series_seen(request.actor)
    if not found:
        return None
    units = queries.units_named(each.home_unit for each in found)
    rows = []
    for each in found:
        unit = units.get(each.home_unit)
        chair = presenters.role_name(each.chair_role)
        said = f"{RHYTHMS[each.rhythm]}, {WEEKDAYS[each.weekday]} {each.at:%H:%M}"
        rows.append(Row([str(each.names), said, f"{chair}, {unit.names}" if unit else chair], SERIES.page(each)))
    return Table(_("Series"), [Column(_("Series")), Column(_("How often")), Column(_("Chair"))], rows)
