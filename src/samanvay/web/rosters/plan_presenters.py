"""What the pages of plans show: states, figures in words, rules to relax, people by week as bars, batches as rows."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.models import Unit
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.models import Plan, PlanChange
from samanvay.rosters.plans import queries
from samanvay.rosters.plans.queries import BatchRow
from samanvay.rosters.plans.states import MODES, ChangeState, Mode, PlanState
from samanvay.rosters.travel import Travel, rates
from samanvay.web.components.pieces import Column, Kind, Pill, Row, Stat, Table
from samanvay_insight.roster import Rules

from . import batch_presenters, travel_presenters
from .week_words import day_words, span_words

HIGH = 100  # of a bar chart, in its own units; a week is ten wide
STEP = 10

KINDS: dict[str, Kind] = {
    PlanState.DRAFT: "warn",
    ChangeState.READY: "warn",
    PlanState.IMPOSSIBLE: "hot",
    PlanState.FAILED: "hot",
    PlanState.PUBLISHED: "ok",
    ChangeState.APPLIED: "ok",
}


def state_pill(of: Plan | PlanChange) -> Pill:
    """Return where a plan or a change of one stands; a change that failed or is impossible is as a plan that is."""
    return Pill(of.state_words, KINDS.get(of.state, "calm"))


def weeks_words(plan: Plan) -> str:
    """Return the weeks of a plan: from its first Monday to its last Sunday."""
    count = ngettext("%(n)d week", "%(n)d weeks", plan.weeks) % {"n": plan.weeks}
    return f"{day_words(plan.monday)} – {day_words(plan.end - timedelta(days=1))} ({count})"


def stats(plan: Plan) -> list[Stat]:
    """Return the figures of a plan that was made."""
    told = plan.figures
    people, trainings, batches = told["people"], told["trainings"], told["batches"]
    found = [
        Stat(f"{people:,}", ngettext("person is planned", "people are planned", people)),
        Stat(f"{trainings:,}", ngettext("training", "trainings", trainings)),
        Stat(f"{told['at_centres']:,}", _("of them at a centre")),
        Stat(f"{batches:,}", ngettext("batch", "batches", batches)),
    ]
    if told["fill"] is not None:
        found.append(Stat(f"{100 * told['fill']:.0f} %", _("of the seats at centres are filled")))
    return found


def facts(plan: Plan) -> list[tuple[Any, Any]]:
    """Return by which rates travel is counted, how much less any other plan could cost, and the seats there are."""
    told = plan.figures
    found: list[tuple[Any, Any]] = []
    if told.get("at_centres"):
        found += travel_presenters.rate_facts()
        if told.get("cost") and told.get("bound"):
            less = percent(round(1 - told["bound"] / told["cost"], 2))
            found.append((_("Another plan could cost less by"), _("at most %(share)s") % {"share": less}))
    seats, count = queries.seats_of(plan.home_state, plan.monday)
    found.append(
        (
            _("Seats a week"),
            ngettext("%(seats)s in %(n)d centre", "%(seats)s in %(n)d centres", count)
            % {"seats": f"{seats:,}", "n": count},
        )
    )
    if told.get("seconds") is not None:
        found.append((_("Made in"), _("%(n)s seconds") % {"n": told["seconds"]}))
    return found


def rule_facts(plan: Plan) -> list[tuple[Any, Any]]:
    """Return the rules of a plan in words."""
    rules = plan.as_rules()
    yes, no = _("yes"), _("no")
    visits = rules.centre_visits_per_year
    return [
        (_("What is taught"), title_of(plan.course)),
        (_("Trainings at a centre in a year"), _("every training") if visits is None else str(visits)),
        (_("Other trainings"), MODES[plan.elsewhere]),
        (_("Days at a centre"), str(plan.centre_days)),
        (_("Days elsewhere"), str(plan.other_days)),
        (
            _("Weeks between two trainings"),
            _("%(least)d to %(most)d") % {"least": rules.min_gap_weeks, "most": rules.max_gap_weeks},
        ),
        (_("Away from a unit in one week, at most"), percent(rules.max_away_share)),
        (_("Never send everybody of a unit in one week"), yes if rules.keep_one_on_duty else no),
        (_("Maximum size of a batch"), str(rules.max_batch)),
        (_("Seats reserved for those who missed their training"), percent(rules.reserve_share)),
        (
            _("Batches at the same time in all centres"),
            _("no limit") if rules.trainers is None else str(rules.trainers),
        ),
        (_("All services in the same batch"), yes if rules.mix_services else no),
        (_("One batch at a centre counts as"), travel_presenters.rupees(rates().rupees(rules.fixed_cost_per_batch_km))),
        (
            _("A batch is small"),
            _("below %(n)d people, at a centre also below %(share)s of the seats")
            % {"n": rules.least_people, "share": percent(rules.least_fill)},
        ),
        (
            _("Units that come first"),
            str(len(rules.priority_units)) if rules.priority_units else _("none"),
        ),
        (
            _("Order"),
            _("whichever costs least")
            if rules.seed is None
            else _("drawn by lot, number %(seed)s") % {"seed": rules.seed},
        ),
    ]


def relaxations(plan: Plan, told: Iterable[list[Any]]) -> list[dict[str, Any]]:
    """Return rules of which each, or together all, would make a plan possible: in words, and where to set them."""
    found = []
    for rule, value, together in told:
        if rule == "seats":
            url, label = reverse("roster_centres"), _("See the centres")
        else:
            asked = {"from": plan.pk, "relax": rule}
            url, label = f"{reverse('roster_plan_new')}?{urlencode(asked)}", _("Plan again with this change")
        found.append({"words": relax_words(plan, rule, value), "together": together, "url": url, "label": label})
    return found


def relax_words(plan: Plan, rule: str, value: Any) -> str:
    """Return what to relax: "Seats: 1,240 in all instead of 960"."""
    if rule == "keep_one_on_duty":
        return _("Everybody of a small unit may go in the same week.")
    if rule == "seats":
        have, _count = queries.seats_of(plan.home_state, plan.monday)
        return _("Seats: %(to)s in all centres instead of %(now)s") % {"to": f"{value:,}", "now": f"{have:,}"}
    now = getattr(plan.as_rules(), rule)
    words = {
        "max_gap_weeks": _("Weeks between two trainings, at most"),
        "min_gap_weeks": _("Weeks between two trainings, at least"),
        "max_away_share": _("Away from a unit in one week, at most"),
        "centre_visits_per_year": _("Trainings at a centre in a year"),
        "reserve_share": _("Seats reserved for those who missed their training"),
        "weeks": _("Weeks of the plan"),
        "trainers": _("Batches at the same time in all centres"),
    }[rule]
    if rule.endswith("_share"):
        to, before = percent(value), percent(now)
    else:
        to, before = str(value), _("every training") if now is None else str(now)
    return _("%(rule)s: %(to)s instead of %(now)s") % {"rule": words, "to": to, "now": before}


def rule_words(rule: str, value: Any, rules: Rules) -> str:
    """Return one sentence for a rule that would be broken; ``value`` is what would be instead."""
    if rule == "seats":
        return _("Seats: %(n)s people in a week at a centre that has fewer seats or is closed.") % {"n": f"{value:,}"}
    if rule == "women_places":
        words = _("Hostel places for women: %(n)s needed, more than the centre has.")
        return words % {"n": f"{value:,}"}
    if rule == "trainers":
        words = _("Trainers: %(n)s batches at the same time, but trainers for only %(most)s.")
        return words % {"n": f"{value:,}", "most": f"{rules.trainers or 0:,}"}
    if rule == "max_away_share":
        words = _("Away from a unit: %(share)s in one week; the rule allows %(most)s, a little more for small units.")
        return words % {"share": percent(value), "most": percent(rules.max_away_share)}
    if rule == "max_gap_weeks":
        words = _("Between trainings: somebody would wait %(n)d weeks; the rule is at most %(most)d weeks.")
        return words % {"n": value, "most": rules.max_gap_weeks}
    if rule == "min_gap_weeks":
        words = _(
            "Between trainings: somebody would be called again after %(n)d weeks; the rule is at least %(least)d weeks."
        )
        return words % {"n": value, "least": rules.min_gap_weeks}
    if rule == "blackout_weeks":
        return _("Closed week: no training in the state in that week.")
    return _("Trainings at a centre: somebody would have only %(n)d, fewer than the rule requires.") % {"n": value}


def percent(share: Any) -> str:
    """Return a share in hundredths, without needless digits: "12 %"."""
    return f"{100 * float(share):.2f}".rstrip("0").rstrip(".") + " %"


RAISED_MOST = 25


def raised_table(plan: Plan, names: Mapping[str, Unit], most: int | None = RAISED_MOST) -> Table:
    """Return where a rule could not hold in a unit as it is, and by what was planned instead; all of it with codes."""
    words = {
        "max_away_share": _("can be away in one week"),
        "keep_one_on_duty": _("is alone: nobody is on duty while they train"),
        "leave_weeks": _("weeks without training because of a long leave"),
    }
    rows = [
        Row([names[code].names if code in names else code, *([code] if most is None else []), words[rule], value])
        for code, rule, value in plan.figures.get("raised", [])[:most]
    ]
    codes = [Column(_("Code"))] if most is None else []
    heads = [Column(_("Unit")), *codes, Column(_("Replaced by")), Column(_("Number"), number=True)]
    return Table(_("Rules relaxed for small units"), heads, rows)


def bars_of(plan: Plan, found: Mapping[date, Mapping[str, int]], seats: Mapping[date, int]) -> dict[str, Any]:
    """Return people by week as stacked bars before the seats of the batches at centres, and as a table."""
    mondays = [plan.monday + timedelta(weeks=at) for at in range(plan.weeks)]
    most = max([0, *(sum(modes.values()) for modes in found.values()), *seats.values()])
    bars, rows = [], []
    for at, monday in enumerate(mondays):
        modes = found.get(monday, {})
        top = float(HIGH)
        said = ", ".join(f"{MODES[mode]} {modes[mode]:,}" for mode in Mode if modes.get(mode))
        use, room = "–", HIGH * seats.get(monday, 0) / max(1, most)
        if seats.get(monday):
            use = percent(round(modes.get(Mode.CENTRE, 0) / seats[monday], 2))
            said += "; " + _("%(share)s of %(n)s seats") % {"share": use, "n": f"{seats[monday]:,}"}
        parts = []
        for mode in (Mode.CENTRE, Mode.DISTRICT, Mode.ONLINE):
            if modes.get(mode):
                high = HIGH * modes[mode] / most
                top -= high
                parts.append({"kind": mode.value, "y": f"{top:.2f}", "high": f"{high:.2f}"})
        seat = {"y": f"{HIGH - room:.2f}", "high": f"{room:.2f}"} if room else None
        bars.append({"x": at * STEP + 1, "parts": parts, "seats": seat, "says": f"{day_words(monday)}: {said or '0'}"})
        rows.append(Row([day_words(monday), *(f"{modes.get(mode, 0):,}" for mode in Mode), use]))
    heads = [
        Column(_("Week of")),
        *(Column(str(MODES[mode]), number=True) for mode in Mode),
        Column(_("Seats used"), number=True),
    ]
    ends = [mondays[0], mondays[len(mondays) // 2], mondays[-1]] if len(mondays) > 2 else mondays
    return {
        "wide": plan.weeks * STEP,
        "bars": bars,
        "most": f"{most:,}",
        "days": ends,
        "modes": [
            *((mode.value, MODES[mode]) for mode in Mode if any(modes.get(mode) for modes in found.values())),
            *([("seats", _("seats of the batches at centres"))] if seats else []),
        ],
        "table": Table(_("People by week"), heads, rows),
        "is_empty": not any(found.values()),
    }


def batch_table(
    some: Iterable[BatchRow], travel: Mapping[UUID, Travel] | None = None, *, with_km: bool = False
) -> Table:
    """Return batches as rows; with what the way takes for who coordinates, kilometres in a file alone."""
    ways = travel or {}
    none = Travel()
    beside = [
        Column(_("Nights away"), lambda each: ways.get(each.batch.pk, none).nights, number=True),
        Column(_("Travel"), lambda each: travel_presenters.rupees(ways.get(each.batch.pk, none).rupees), number=True),
    ]
    if with_km:
        beside.append(Column(_("Kilometres one way"), lambda each: ways.get(each.batch.pk, none).km, number=True))
    columns = [
        Column(_("Batch"), lambda each: each.batch.label),
        Column(_("Week of"), lambda each: day_words(each.batch.monday)),
        Column(_("Where"), lambda each: each.batch.where),
        Column(_("How"), lambda each: each.batch.mode_words),
        Column(_("People"), lambda each: each.people, number=True),
        Column(_("Women"), lambda each: each.women, number=True),
        Column(_("Seats"), lambda each: each.batch.size, number=True),
        *(beside if ways else []),
        Column(_("Status"), lambda each: batch_presenters.batch_pill(each.batch)),
    ]
    return Table.of(_("Batches"), columns, some, lambda each: reverse("roster_batch", args=[each.batch.pk]))


def change_words(change: PlanChange) -> str:
    """Return more of what upset a plan: centre, weeks, words."""
    said = []
    if change.centre is not None:
        said.append(str(change.centre.names))
    if change.until_monday is not None:
        said.append(span_words(change.from_monday, change.until_monday))
    else:
        said.append(_("from %(day)s") % {"day": day_words(change.from_monday)})
    if change.words:
        said.append(change.words)
    return ", ".join(said)


def change_table(found: Iterable[PlanChange], *, links: bool) -> Table:
    """Return what changed a plan."""
    columns = [
        Column(_("Asked on"), lambda each: each.asked_at.date()),
        Column(_("What happened"), lambda each: f"{each.kind_words}: {change_words(each)}"),
        Column(_("Status"), state_pill),
        Column(_("People moved"), lambda each: each.figures.get("moved"), number=True),
    ]
    caption = _("Changes of this plan")
    return Table.of(caption, columns, found, lambda each: reverse("roster_change", args=[each.pk]) if links else "")


def weeks_table(change: PlanChange) -> Table:
    """Return the people of each week before and after a change, weeks in which nothing moves left out."""
    columns = [
        Column(_("Week of"), lambda week: day_words(date.fromisoformat(week[0]))),
        Column(_("People before"), lambda week: f"{week[1]:,}", number=True),
        Column(_("People after"), lambda week: f"{week[2]:,}", number=True),
        Column(_("Difference"), lambda week: f"{week[2] - week[1]:+,}", number=True),
    ]
    moved = [week for week in change.figures.get("weeks", ()) if week[1] != week[2]]
    return Table.of(_("Weeks before and after"), columns, moved)
