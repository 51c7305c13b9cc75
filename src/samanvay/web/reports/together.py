"""Pages on a district's week: both agencies side by side, and who has spoken and who has not."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, units_with
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.reports import queries
from samanvay.reports.figures import FIGURES
from samanvay.reports.queries import Week
from samanvay.reports.weeks import comparing, standing
from samanvay.reports.weeks.comparing import Both, Line
from samanvay.reports.weeks.standing import STANDING_WORDS, Standing
from samanvay.reports.weeks.weekly import HEADS, asked_week, week_words
from samanvay.web.components.pieces import Column, Kind, Pill, Stat, Table, chips, under_filters
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of, day_asked, place_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page

from .counts import persons_words
from .forms import day_of

MOST_WRITERS = 2
KINDS: dict[Standing, Kind] = {
    Standing.SILENT: "hot",
    Standing.LATE: "warn",
    Standing.WAITING: "calm",
    Standing.RETURNED: "hot",
    Standing.QUIET: "ok",
    Standing.SUBMITTED: "ok",
    Standing.ACCEPTED: "ok",
}
ICONS = {Standing.SILENT: "✕", Standing.LATE: "!", Standing.RETURNED: "↩", Standing.ACCEPTED: "✓"}


def compared(both: Both) -> list[dict[str, Any]]:
    """Return each line of the comparison: each agency's number, "7 / 4" in short, and in words whether they differ."""
    found = []
    for line in both.lines:
        said = [line.said.get(agency) for agency in HEADS]
        found.append(
            {
                "words": FIGURES[line.cell.figure].words if line.is_whole else persons_words(line.cell),
                "is_whole": line.is_whole,
                "numbers": [_("not given") if number is None else str(number) for number in said],
                "short": " / ".join("–" if number is None else str(number) for number in said),
                "verdict": _verdict(line) if line.is_whole else None,
            }
        )
    return found


def _verdict(line: Line) -> Pill | None:
    if line.differs:
        words = ngettext("differ by %(n)d", "differ by %(n)d", line.apart) % {"n": line.apart}
        return Pill(words, "warn", "≠")
    if len(line.numbers) > 1:
        return Pill(_("the same"), "ok", "=")
    only = next(agency for agency in HEADS if line.said.get(agency) is not None)
    return Pill(_("only %(voice)s") % {"voice": COMPARTMENTS[only]}, "calm")


def districts_read(actor: Actor) -> set[str]:
    """Return the districts of the units at which an actor reads reports."""
    found: set[str] = set()
    for unit in directory.units_of(units_with(actor, Permission.REPORT_READ)).values():
        if unit.place_id:
            found.update(directory.districts_of(unit.place_id))
    return found


@page(permission=Permission.REPORT_READ, methods=READ)
def both(request: OfficerRequest, monday: str, district: str) -> HttpResponse:
    """Show what police and administration counted in a district's week, and where they differ."""
    day = day_of(monday)
    if day is None or district not in districts_read(request.actor):
        raise Unseen
    week = queries.week_of(day)
    found = comparing.both_agencies(request.actor, district, week)
    context = {
        "district": str(directory.place_for(district).names),
        "week": str(week_words(week)),
        "lines": compared(found),
        "differing": found.differing,
        "voices": [_agency_head(found, agency) for agency in HEADS],
        "silent": [str(COMPARTMENTS[agency]) for agency in HEADS if agency not in found.parts],
        "before": _both_address(week, district, -7),
        "after": _both_address(week, district, 7) if week.last < clock.today() else "",
    }
    return render(request, "reports/both.html", context)


def _agency_head(found: Both, agency: str) -> str:
    words = str(COMPARTMENTS[agency])
    part = found.parts.get(agency)
    if part is None or (found.week.first <= part.period.first and part.period.last <= found.week.last):
        return words
    return f"{words} ({week_words(part.period)})"


def both_address(week: Week, district: str) -> str:
    return reverse("report_both", args=[week.first.isoformat(), district])


def _both_address(week: Week, district: str, days: int) -> str:
    return both_address(queries.week_of(week.first + timedelta(days=days)), district)


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def week(request: OfficerRequest) -> HttpResponse:
    """Show which agency of which district has spoken for a week, which is late or silent, and who owes it."""
    asked, division = _asked(request)
    rows = standing.week_standing(request.actor, asked, division=division)
    chosen = choice_of(request, "standing", list(Standing))
    shown = _narrowed(rows, chosen)
    counts = {each.value: sum(row.standing is each for row in rows) for each in Standing}
    context = {
        "asked": asked,
        "week": str(week_words(asked)),
        "stats": _stats(rows),
        "divisions": [
            (place.pk, str(place.names), place.pk == division) for place in standing.divisions_of(request.actor)
        ],
        "standings": chips(
            request,
            "standing",
            [(each.value, words) for each, words in STANDING_WORDS.items() if counts[each.value]],
            every=_("All"),
            counts=counts,
        ),
        "chosen": chosen,
        "table": _table(shown, asked, request.actor) if shown else None,
        "words": ngettext("%(n)d report", "%(n)d reports", len(shown)) % {"n": len(shown)},
        "csv": under_filters(request, "reports_week_csv"),
        "before": asked.first - timedelta(days=7),
        "after": asked.first + timedelta(days=7) if asked.last < clock.today() else None,
    }
    return render(request, "reports/week.html", context)


@page(permission=Permission.REPORT_ACCEPT, methods=READ)
def week_csv(request: OfficerRequest) -> HttpResponse:
    """Give the week by district as a table for a spreadsheet."""
    asked, division = _asked(request)
    chosen = choice_of(request, "standing", list(Standing))
    rows = _narrowed(standing.week_standing(request.actor, asked, division=division), chosen)
    return as_csv(_table(rows, asked), f"samanvay-week-{asked.first.isoformat()}")


def _asked(request: OfficerRequest) -> tuple[Week, str]:
    day = day_asked(request, "week")
    return (queries.week_of(day) if day else asked_week()), place_of(request, "division")


def _narrowed(rows: list[standing.Row], chosen: str) -> list[standing.Row]:
    return [row for row in rows if not chosen or row.standing == chosen]


def _stats(rows: Iterable[standing.Row]) -> list[Stat]:
    listed = list(rows)
    spoken = sum(row.standing in standing.SPOKEN for row in listed)
    silent = sum(row.standing in (Standing.SILENT, Standing.LATE) for row in listed)
    whole = _("%(part)d of %(whole)d") % {"part": spoken, "whole": len(listed)}
    back = sum(row.standing is Standing.RETURNED for row in listed)
    return [
        Stat(whole, _("reports received"), "ok" if spoken == len(listed) else ""),
        Stat(silent, _("overdue or missing"), "hot" if silent else ""),
        Stat(back, ngettext("returned and not sent again", "returned and not sent again", back)),
    ]


def _table(rows: list[standing.Row], asked: Week, actor: Actor | None = None) -> Table:
    """Return the week as a table; with who reads it also what they may do about a vacant post."""
    may_appoint = actor is not None and holds(actor, Permission.ACCESS_GRANT)
    divisions = directory.names_of_places({row.division for row in rows})

    def state(row: standing.Row) -> Pill:
        return Pill(str(STANDING_WORDS[row.standing]), KINDS[row.standing], ICONS.get(row.standing, ""))

    def sent(row: standing.Row) -> str | None:
        at = row.submitted_at
        return formats.date_format(at.astimezone(clock.INDIA), "DATE_FORMAT") if at else None

    offices = directory.units_of({seat.audience for row in rows for seat in row.writers})

    def owners(row: standing.Row) -> str:
        role = BY_CODE[row.agency.role].name
        if not row.is_vacant:
            return f"{role}: {', '.join(map(str, row.owners))}"
        words = _("%(role)s: post vacant since %(day)s") if row.vacant_since else _("%(role)s: post vacant")
        day = formats.date_format(row.vacant_since, "DATE_FORMAT") if row.vacant_since else ""
        said = words % {"role": role, "day": day}
        if row.standing in standing.SPOKEN or not row.writers:
            return said
        above = ", ".join(
            f"{BY_CODE[seat.role].name}, {offices[seat.audience].names}"
            for seat in row.writers[:MOST_WRITERS]
            if seat.audience in offices
        )
        return f"{said}. " + _("Can send it in its place: %(offices)s.") % {"offices": above}

    def do(row: standing.Row) -> SafeString | str:
        if not row.is_vacant:
            return ""
        unit = row.agency.unit
        query = urlencode({"week": asked.first.isoformat(), "for": unit.audience})
        ways = [(f"{reverse('report_new')}?{query}", _("Send its report"))] if row.may_file else []
        ways.append(
            (reverse("unit", args=[unit.pk]), _("Appoint an officer in charge") if may_appoint else _("See the post"))
        )
        return format_html_join(" · ", '<a href="{}">{}</a>', ways)

    def page_of(row: standing.Row) -> str:
        return reverse("report", args=[row.report]) if row.report else both_address(asked, row.agency.district)

    columns = [
        Column(_("District"), lambda row: row.agency.place_name),
        Column(_("Division"), lambda row: divisions.get(row.division)),
        Column(_("Police or administration"), lambda row: str(COMPARTMENTS[row.agency.unit.compartment])),
        Column(_("Status"), state),
        Column(_("Days overdue"), lambda row: row.days_late or None, number=True),
        Column(_("Sent on"), sent),
        Column(_("Responsible"), owners),
    ]
    if actor is not None:
        columns.append(Column(_("Vacant post"), do))
    return Table.of(_("The week by district"), columns, rows, page_of)
