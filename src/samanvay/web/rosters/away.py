"""Who is away in a week: a station's people by name, a chief's stations side by side, as CSV and on paper."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.kernel.refusals import reason_against
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.labels import days_with_year
from samanvay.rosters.delivery.queries.absences import (
    AbsenceFilters,
    PersonAbsence,
    UnitAbsences,
    absences_by_person,
    absences_by_unit,
)
from samanvay.training.roll.policies import may_see_roll
from samanvay.training.roll.queries import districts_there
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.components.pieces import Choice, Pill, Select, Stat, address, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.spreadsheets import csv_answer

from . import frame, member_presenters, week_words

MOST_NAMED = 6  # units whose people are told by name at once; of more each is opened by itself
MOST_SHOWN = 60
WEEKS_BACK, WEEKS_AHEAD = 4, 13


def _week(request: OfficerRequest) -> date:
    return week_words.week_asked(request, week_words.this_monday() + timedelta(weeks=1))


def _asked(request: OfficerRequest) -> AbsenceFilters:
    given = member_presenters.asked_of(request)
    return AbsenceFilters(given.service, given.district, given.unit)


@page(may=may_see_roll, methods=READ)
def away(request: OfficerRequest) -> HttpResponse:
    """Show who of the reader's line is in training or on leave in a week, and who is left on duty."""
    monday, asked = _week(request), _asked(request)
    found = absences_by_unit(request.actor, monday, asked)
    by_name = len(found) <= MOST_NAMED
    people: dict[UUID, list[PersonAbsence]] = {}
    if by_name:
        for each in absences_by_person(request.actor, monday, asked):
            people.setdefault(each.member.unit_id, []).append(each)
    query = request.GET.urlencode()
    gone, roll = sum(each.away for each in found), sum(each.roll for each in found)
    told = found if by_name or request.GET.get("all") else [each for each in found if each.away or each.is_short]
    shown = told[:MOST_SHOWN]
    context = {
        "tabs": frame.tabs(request.actor, "roster_away"),
        "lead": _("%(week)s: %(away)s of %(roll)s away") % {
            "week": week_words.week_words(monday), "away": f"{gone:,}", "roll": f"{roll:,}",
        },
        "span": days_with_year(monday, monday + timedelta(days=6)),
        "selects": _selects(monday, asked, len(found)),
        "unit": found[0].unit if asked.unit and found else None,
        "all_url": address(request, unit=""),
        "roll": roll,
        "stats": _stats(found, gone, roll),
        "units": [_unit(request, monday, each, people.get(each.unit.pk, []), by_name) for each in shown],
        "by_name": by_name,
        "more": len(told) - len(shown),
        "whole": len(found) - len(told),
        "whole_url": address(request, all="1"),
        "words": ngettext("%(n)d unit", "%(n)d units", len(found)) % {"n": len(found)},
        "csv": reverse("roster_away_csv") + (f"?{query}" if query else ""),
        "people_csv": reverse("roster_away_people_csv") + (f"?{query}" if query else ""),
        "is_narrowed": asked != AbsenceFilters(),
    }  # fmt: skip
    return render(request, "rosters/away.html", context)


def _week_words(monday: date) -> str:
    """Return a week as it is chosen: the next and the present one by that name, with their Monday."""
    words = week_words.week_words(monday)
    near = (week_words.this_monday(), week_words.this_monday() + timedelta(weeks=1))
    return f"{words} ({week_words.day_words(monday)})" if monday in near else words


def _selects(monday: date, asked: AbsenceFilters, units: int) -> list[Select]:
    """Return the filters: the week, and for those who see many units service and district."""
    first = week_words.this_monday()
    weeks = sorted({monday, *(first + timedelta(weeks=at) for at in range(-WEEKS_BACK, WEEKS_AHEAD + 1))})
    chosen = [Choice(week_words.week_key(each), _week_words(each), each == monday) for each in weeks]
    found = [Select("week", _("Week"), chosen)]
    if units > 1 or asked.service or asked.district:
        districts = [(each.key, each.names) for each in districts_there()]
        found.append(Select("service", _("Service"), options(COMPARTMENTS.items(), asked.service)))
        found.append(Select("district", _("District"), options(districts, asked.district)))
    return found


def _stats(found: list[UnitAbsences], gone: int, roll: int) -> list[Stat]:
    short = sum(each.is_short for each in found)
    said = [
        Stat(f"{sum(each.training for each in found):,}", _("in training")),
        Stat(f"{sum(each.leave for each in found):,}", _("on leave")),
        Stat(f"{roll - gone:,}", _("left on duty"), "hot" if short else "ok"),
    ]
    if len(found) > 1:
        words = ngettext("unit below the minimum", "units below the minimum", short)
        said.append(Stat(f"{short:,}", words, "hot" if short else ""))
    return said


def _unit(
    request: OfficerRequest, monday: date, each: UnitAbsences, people: list[PersonAbsence], by_name: bool
) -> dict[str, Any]:
    both = each.training + each.leave - each.away
    parts = (("training", each.training), ("leave", each.leave - both), ("left", each.left))
    return {
        "name": each.unit.names,
        "url": "" if by_name else address(request, unit=each.unit.code),
        "says": _away_words(each),
        "release": _release_url(request, each, monday) if by_name else "",
        "parts": member_presenters.stacked_bar(parts, each.roll),
        "least": f"{member_presenters.WIDTH * (each.roll - each.least) / each.roll:.1f}"
        if each.least is not None
        else "",
        "pill": Pill(_("below the minimum"), "hot", "!") if each.is_short else None,
        "people": [_person(one) for one in people],
    }


def _release_url(request: OfficerRequest, each: UnitAbsences, monday: date) -> str:
    """Return where the command of a unit says who cannot go, "" where nobody goes or another commands it."""
    if not each.training or reason_against(policies.may_release, request.actor, each.unit):
        return ""
    return reverse("roster_release", args=[each.unit.pk, monday.isoformat()])


def _away_words(each: UnitAbsences) -> str:
    said = _("%(away)d of %(roll)d away: %(training)d in training, %(leave)d on leave; %(left)d left on duty") % {
        "away": each.away, "roll": each.roll, "training": each.training, "leave": each.leave, "left": each.left,
    }  # fmt: skip
    if each.least is None:
        return said
    return _("%(said)s; at least %(least)d must stay on duty") % {"said": said, "least": each.least}


def _person(each: PersonAbsence) -> dict[str, Any]:
    batch = each.batch
    return {
        "name": each.member.names,
        "rank": rank_words(each.member.rank),
        "batch": batch,
        "where": batch.where if batch is not None else "",
        "days": days_with_year(batch.starts_on, batch.ends_on) if batch is not None else "",
        "leave": member_presenters.leave_words(each.member) or _("on leave") if each.is_on_leave else "",
    }


@page(may=may_see_roll, methods=READ)
def away_csv(request: OfficerRequest) -> HttpResponse:
    """Give the units with their numbers as CSV."""
    monday = _week(request)
    heads = ("week", "unit", "unit_code", "roll", "in_training", "on_leave", "away", "left_on_duty", "must_stay")
    rows = [
        [
            *(week_words.week_key(monday), each.unit.names, each.unit.code),
            *(each.roll, each.training, each.leave, each.away, each.left),
            each.least,
        ]
        for each in absences_by_unit(request.actor, monday, _asked(request))
    ]
    name = f"samanvay-away-{week_words.week_key(monday)}"
    return csv_answer(name, [heads, *rows])


@page(may=may_see_roll, methods=READ)
def away_people_csv(request: OfficerRequest) -> HttpResponse:
    """Give everybody of the reader's line who is away as CSV."""
    monday = _week(request)
    heads = (
        *("week", "unit", "unit_code", "employee_no", "name", "rank", "batch", "where", "first_day", "last_day"),
        *("leave_from", "leave_to"),
    )
    rows = [
        [
            *(week_words.week_key(monday), each.member.unit.names, each.member.unit.code),
            *(each.member.employee_no, each.member.names, rank_words(each.member.rank)),
            *(
                (each.batch.label, each.batch.where, each.batch.starts_on, each.batch.ends_on)
                if each.batch is not None
                else ("", "", "", "")
            ),
            *((each.member.leave_from, each.member.leave_until) if each.is_on_leave else ("", "")),
        ]
        for each in absences_by_person(request.actor, monday, _asked(request))
    ]
    name = f"samanvay-away-people-{week_words.week_key(monday)}"
    return csv_answer(name, [heads, *rows])
