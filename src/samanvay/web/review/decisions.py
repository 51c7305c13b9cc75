"""Search over what was said and decided, and the decisions as a table."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.directory.queries import districts_in_charge, names_of_places
from samanvay.kernel import clock
from samanvay.review import queries
from samanvay.review.kinds import SEATS
from samanvay.review.models import Conference, Line
from samanvay.review.queries import DONE, LATE, OPEN, LineFilters
from samanvay.review.states import LINE_WORDS, LineKind
from samanvay.web.components.pieces import Column, Table, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, day_asked, place_of, text_of
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import READ, page

from . import presenters

MOST_IN_FILE = 2000


@page(permission=Permission.CONFERENCE_READ, methods=READ)
def decisions(request: OfficerRequest) -> HttpResponse:
    """Search decisions and updates of the conferences whose minutes this person reads."""
    asked = _asked(request)
    part = part_of(request, queries.lines_found(request.actor, asked))
    names = names_of_places(districts_in_charge(request.actor))
    return list_page(
        request,
        part,
        "review/decisions.html",
        table=_table(part.rows),
        words=ngettext("%(n)d entry", "%(n)d entries", part.count) % {"n": part.count},
        csv="decisions_csv",
        states=chips(
            request, "state", [(OPEN, _("Still open")), (LATE, _("Overdue")), (DONE, _("Done"))], every=_("All")
        ),
        asked=asked,
        districts=[(key, name, key == asked.district) for key, name in sorted(names.items(), key=lambda each: each[1])],
        roles=sorted(
            ((role, presenters.role_name(role), role == asked.role) for role in SEATS), key=lambda each: each[1]
        ),
        kinds=[(each.value, str(LINE_WORDS[each]), each == asked.kind) for each in LineKind],
    )


@page(permission=Permission.CONFERENCE_READ, methods=READ)
def decisions_csv(request: OfficerRequest) -> HttpResponse:
    """Give what the search finds as a table for a spreadsheet."""
    listed = list(queries.lines_found(request.actor, _asked(request))[:MOST_IN_FILE])
    return as_csv(_table(listed), "samanvay-decisions")


def _asked(request: OfficerRequest) -> LineFilters:
    return LineFilters(
        words=text_of(request, "q"),
        district=place_of(request, "district"),
        role=choice_of(request, "role", SEATS),
        state=choice_of(request, "state", (OPEN, DONE, LATE)),
        kind=choice_of(request, "kind", list(LineKind), "" if "kind" in request.GET else LineKind.DECISION),
        since=day_asked(request, "since"),
    )


def _table(listed: Sequence[Line]) -> Table:
    columns = [
        Column(_("What"), lambda each: each.line.text),
        Column(_("Meeting"), lambda each: _conference_words(each.line.conference)),
        Column(_("District or agenda item"), lambda each: str(each.line.item.words)),
        Column(_("Who"), lambda each: each.owner or None),
        Column(_("Until"), lambda each: each.until or None),
        Column(_("Status"), lambda each: each.state),
        Column(_("Added later"), lambda each: each.added or None),
    ]
    return Table.of(_("Decisions"), columns, presenters.lines_shown(listed), lambda each: _page_of(each.line))


def _conference_words(conference: Conference) -> str:
    day = formats.date_format(conference.starts_at.astimezone(clock.INDIA), "DATE_FORMAT")
    return f"{conference.names}, {day}"


def _page_of(line: Line) -> str:
    where = "minutes" if line.conference.is_confirmed else "conference"
    return f"{reverse(where, args=[line.conference_id])}#line-{line.pk}"
