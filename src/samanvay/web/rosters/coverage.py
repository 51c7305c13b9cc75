"""How far training has come by service, rank, district and unit, and the corridors along which nobody is trained."""

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.queries import home_state, names_of_places
from samanvay.kernel import clock
from samanvay.rosters.batches.labels import days_with_year
from samanvay.rosters.batches.queries.progress import plan_at, plan_weeks
from samanvay.rosters.delivery.actions.coverage import trend
from samanvay.training.roll import queries
from samanvay.training.roll.policies import may_see_roll
from samanvay.training.roll.queries import BY, GroupCoverage, MemberFilters
from samanvay.training.roll.standing import STANDING_WORDS, Standing
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.components.pieces import Chip, Column, Stat, Table, address
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.filters import choice_of
from samanvay.web.kit.lists import as_csv
from samanvay.web.kit.pages import READ, page
from samanvay.web.kit.sentences import name_of
from samanvay.web.kit.spreadsheets import csv_answer

from . import coverage_presenters, frame, member_presenters, week_words

MOST_SHOWN = 60
MOST_GAPS = 25


def _by(request: OfficerRequest) -> str:
    return choice_of(request, "by", BY, "service")


def _names(by: str, found: list[GroupCoverage]) -> dict[str, str]:
    """Return the words of groups by key."""
    keys = [each.key for each in found]
    if by == "service":
        return {key: str(COMPARTMENTS[key]) for key in keys}
    if by == "rank":
        return {key: str(rank_words(key)) if key else _("not given") for key in keys}
    if by == "unit":
        return {code: str(each.names) for code, each in queries.unit_names(keys).items()}
    places = names_of_places(keys)
    return {key: places.get(key, key) if key else _("the whole state") for key in keys}


@page(may=may_see_roll, methods=READ)
def coverage(request: OfficerRequest) -> HttpResponse:
    """Show by bars who is trained, attended only, is due, overdue or never came, of those whom the reader sees."""
    asked, by = member_presenters.asked_of(request), _by(request)
    found = queries.coverage(request.actor, by, asked)
    names = _names(by, found)
    sums = {each.value: sum(group.count(each) for group in found) for each in Standing}
    total = sum(sums.values())
    lacking, known = queries.gaps(request.actor, home_state())
    query = request.GET.urlencode()
    heads = {"service": _("Service"), "rank": _("Rank"), "district": _("District"), "unit": _("Unit")}
    selects = member_presenters.selects(asked)
    has_districts = any(each.name == "district" and len(each.choices) > coverage_presenters.FEWEST for each in selects)
    drawn = coverage_presenters.map_of(home_state(), found, _given(asked)) if by == "district" else None
    context = {
        "tabs": frame.tabs(request.actor, "coverage"),
        **_over_time(request, asked),
        "drawing": drawn,
        "legend": coverage_presenters.map_legend(drawn) if drawn else [],
        "map_url": address(request, by="district") if has_districts else "",
        "asked": asked,
        "by": by,
        "selects": selects,
        "is_narrowed": asked != MemberFilters(),
        "chips": [Chip(words, address(request, by=code), code == by) for code, words in heads.items()],
        "stats": [
            Stat(
                f"{sums[code]:,}",
                f"{words} ({_share(sums[code], total)})",
                member_presenters.STANDING_KINDS[code] if sums[code] else "",
                f"{reverse('members')}?{urlencode({**_given(asked), 'standing': code})}",
            )
            for code, words in STANDING_WORDS.items()
        ],
        "bars": [_bar(by, each, names[each.key], asked) for each in found[:MOST_SHOWN]],
        "words": ngettext("%(n)d member", "%(n)d members", total) % {"n": total},
        "more": max(0, len(found) - MOST_SHOWN),
        "csv": reverse("coverage_csv") + (f"?{query}" if query else ""),
        "total": total,
        "sees_corridors": queries.sees_corridors(request.actor),
        "gaps": _gap_table(lacking[:MOST_GAPS], known) if lacking else None,
        "gap_words": ngettext("%(n)d corridor", "%(n)d corridors", len(lacking)) % {"n": len(lacking)},
    }
    return render(request, "rosters/coverage.html", context)


def _over_time(request: OfficerRequest, asked: MemberFilters) -> dict[str, Any]:
    """Return the trend and how the plan that holds is followed, narrowed by service, district and unit."""
    given = _narrowed(asked)
    weeks = trend(request.actor, **given)
    plan = plan_at(home_state(), clock.today())
    planned = plan_weeks(request.actor, plan, **given) if plan is not None else []
    query = f"?{urlencode(given)}" if any(given.values()) else ""
    return {
        "trend": coverage_presenters.trend_chart(weeks),
        "trend_table": coverage_presenters.trend_table(weeks) if weeks else None,
        "trend_csv": reverse("coverage_trend_csv") + query,
        "plan": plan,
        "plan_is_now": plan is not None and plan.monday <= clock.today(),
        "plan_chart": coverage_presenters.plan_chart(planned),
        "plan_table": coverage_presenters.plan_table(planned),
        "plan_csv": reverse("coverage_plan_csv") + query,
        "plan_words": days_with_year(plan.monday, plan.end - timedelta(days=1)) if plan is not None else "",
        "plan_calendar": f"{reverse('roster_calendar')}?week={week_words.week_key(plan.monday)}" if plan else "",
    }


def _narrowed(asked: MemberFilters) -> dict[str, str]:
    return {"service": asked.service, "district": asked.district, "unit": asked.unit}


@page(may=may_see_roll, methods=READ)
def coverage_trend_csv(request: OfficerRequest) -> HttpResponse:
    """Give who attended and who is trained by week as CSV."""
    weeks = trend(request.actor, **_narrowed(member_presenters.asked_of(request)))
    heads = ("monday", "members", "attended", "share_attended", "trained", "share_trained", "certified")
    rows = [
        [
            *(each.monday.isoformat(), each.total, each.attended, round(each.share(each.attended), 4)),
            *(("", "") if each.trained is None else (each.trained, round(each.share(each.trained), 4))),
            each.certified,
        ]
        for each in weeks
    ]
    return csv_answer("samanvay-coverage-trend", [heads, *rows])


@page(may=may_see_roll, methods=READ)
def coverage_plan_csv(request: OfficerRequest) -> HttpResponse:
    """Give how the plan that holds, or else the next, is followed by week, as CSV."""
    plan = plan_at(home_state(), clock.today())
    weeks = (
        plan_weeks(request.actor, plan, **_narrowed(member_presenters.asked_of(request))) if plan is not None else []
    )
    heads = ("monday", "planned", "came", "missed", "still_to_come")
    rows = [[each.monday.isoformat(), each.planned, each.came, each.missed, each.coming] for each in weeks]
    return csv_answer("samanvay-coverage-plan", [heads, *rows])


def _given(asked: MemberFilters) -> dict[str, str]:
    said = {name: getattr(asked, name) for name in member_presenters.NAMES if name != "standing"}
    return {name: value for name, value in {"q": asked.words, **said}.items() if value}


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _bar(by: str, group: GroupCoverage, name: str, asked: MemberFilters) -> dict[str, Any]:
    parts = [(each.value, group.count(each)) for each in Standing]
    said = ", ".join(f"{STANDING_WORDS[code]} {count}" for code, count in parts)
    url = f"{reverse('members')}?{urlencode({**_given(asked), by: group.key})}" if group.key else ""
    trained = _("attended %(attended)s, trained %(trained)s, of %(n)s") % {
        "attended": f"{group.attended:,}",
        "trained": f"{group.trained:,} ({_share(group.trained, group.total)})",
        "n": f"{group.total:,}",
    }
    return {
        "name": name,
        "url": url,
        "parts": member_presenters.stacked_bar(parts, group.total),
        "says": said,
        "trained": trained,
    }


@page(may=may_see_roll, methods=READ)
def coverage_csv(request: OfficerRequest) -> HttpResponse:
    """Give every group as CSV."""
    by = _by(request)
    found = queries.coverage(request.actor, by, member_presenters.asked_of(request))
    names = _names(by, found)
    heads = (by, "key", "members", *(each.value for each in Standing))
    rows = [[names[e.key], e.key, e.total, e.trained, e.attended, e.due, e.overdue, e.never] for e in found]
    return csv_answer(f"samanvay-coverage-{by}", [heads, *rows])


@page(may=may_see_roll, methods=READ)
def coverage_corridors_csv(request: OfficerRequest) -> HttpResponse:
    """Give every corridor without a trained officer as CSV."""
    lacking, known = queries.gaps(request.actor, home_state())
    return as_csv(_gap_table(lacking, known), "samanvay-corridors-untrained")


def _gap_table(lacking: list[queries.Gap], known: Any) -> Table:
    name = partial(name_of, known)
    columns = [
        Column(_("Corridor"), lambda each: f"{name(each.route.origin)} → {name(each.route.destination)}"),
        Column(_("Stops"), lambda each: ", ".join(map(name, each.route.stops))),
        Column(_("Districts of the state without a certificate"), lambda each: ", ".join(map(name, each.districts))),
        Column(_("Journeys"), lambda each: each.route.journeys, number=True),
        Column(_("Persons"), lambda each: each.route.persons, number=True),
        Column(_("Attended, examination not passed"), lambda each: each.attended, number=True),
    ]
    return Table.of(_("Corridors without a trained officer"), columns, lacking)
