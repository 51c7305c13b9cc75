"""Search over what was said and decided, and the decisions as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.digits import whole_number
from samanvay.review import queries
from samanvay.review.kinds import SEATS
from samanvay.review.models import Line
from samanvay.review.queries import DONE, LATE, OPEN, Asked
from samanvay.review.states import LINE_WORDS, LineKind
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Pill, Row, Table, address, chips
from samanvay.web.filters import choice_of, day_asked, place_of, text_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.reports.presenters import place_names
from samanvay.web.today.figures import districts_in_charge

from . import shown

A_PAGE = 50
MOST_IN_FILE = 2000


@never_cache
@officer_page(permission=Permission.CONFERENCE_READ)
@require_GET
def decisions(request: OfficerRequest) -> HttpResponse:
    """Search decisions and updates of the conferences whose minutes this person reads."""
    asked = _asked(request)
    found = queries.lines_found(request.actor, asked)
    total = found.count()
    after = request.GET.get("after", "")
    start = whole_number(after) or 0
    listed = list(found[start : start + A_PAGE])
    here = address(request)
    names = place_names(districts_in_charge(request.actor))
    query = request.GET.urlencode()
    context = {
        "table": _table(listed) if listed else None,
        "words": ngettext("%(n)d line", "%(n)d lines", total) % {"n": total},
        "states": chips(
            request, "state", [(OPEN, _("Still open")), (LATE, _("Past their day")), (DONE, _("Done"))], every=_("All")
        ),
        "asked": asked,
        "districts": [
            (key, name, key == asked.district) for key, name in sorted(names.items(), key=lambda each: each[1])
        ],
        "roles": sorted(
            ((role, shown.role_name(role), role == asked.role) for role in SEATS), key=lambda each: each[1]
        ),
        "kinds": [(each.value, str(LINE_WORDS[each]), each == asked.kind) for each in LineKind],
        "csv": reverse("decisions_csv") + (f"?{query}" if query else ""),
        "older": f"{here}{'&' if '?' in here else '?'}after={start + A_PAGE}" if total > start + A_PAGE else "",
    }
    return render(request, "review/decisions.html", context)


@never_cache
@officer_page(permission=Permission.CONFERENCE_READ)
@require_GET
def decisions_csv(request: OfficerRequest) -> HttpResponse:
    """Give what the search finds as a table for a spreadsheet."""
    listed = list(queries.lines_found(request.actor, _asked(request))[:MOST_IN_FILE])
    return as_csv(_table(listed, for_file=True), "samanvay-decisions")


def _asked(request: OfficerRequest) -> Asked:
    return Asked(
        words=text_of(request, "q"),
        district=place_of(request, "district"),
        role=choice_of(request, "role", SEATS),
        state=choice_of(request, "state", (OPEN, DONE, LATE)),
        kind=choice_of(request, "kind", list(LineKind), "" if "kind" in request.GET else LineKind.DECISION),
        since=day_asked(request, "since"),
    )


def _table(listed: list[Line], *, for_file: bool = False) -> Table:
    columns = [
        Column(_("What")),
        Column(_("Conference")),
        Column(_("District or part")),
        Column(_("Who")),
        Column(_("Until")),
        Column(_("Status")),
    ]
    rows = []
    for line, each in zip(listed, shown.lines_shown(listed), strict=True):
        day = formats.date_format(line.conference.starts_at.astimezone(clock.INDIA), "DATE_FORMAT")
        state: Pill | str = each.state or "–"
        if for_file and isinstance(state, Pill):
            state = str(state.words)
        page = "minutes" if line.conference.is_confirmed else "conference"
        address = f"{reverse(page, args=[line.conference_id])}#line-{line.pk}"
        rows.append(
            Row(
                [
                    each.text,
                    f"{line.conference.names}, {day}",
                    str(line.item.words),
                    each.owner or "–",
                    each.until or "–",
                    state,
                ],
                "" if for_file else address,
            )
        )
    return Table(_("Decisions"), columns, rows)
