"""What a meeting of the district begins with: one block for each kind of thing that waits or went quiet.

A block is a function from (actor, districts) to lines by district, so that the table of many districts asks it once.
To add one, write such a function and add a ``Block`` to ``BLOCKS`` in the place where it is to stand.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.kinds import kind_of
from samanvay.duties.models import Duty
from samanvay.duties.queries import waiting_at
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.measures.advisories.duty_kinds import ANSWER_ADVISORY
from samanvay.measures.requests.duty_kinds import HELP
from samanvay.picture.findings.queries import FindingFilters, findings
from samanvay.picture.queries import spots
from samanvay.picture.states import FindingState
from samanvay.picture.stations import silent_stations
from samanvay.reports.duty_kinds import WEEKLY_REPORT
from samanvay.reports.weeks.comparing import differing_figures
from samanvay.reports.weeks.weekly import asked_week, week_words
from samanvay.review.convergence.children_late import CHILDREN, is_late
from samanvay.review.duty_kinds import DECISION
from samanvay.review.vacancies import vacant_posts
from samanvay.tracing import duty_kinds as of_tracing
from samanvay.tracing.entries.queries import readable
from samanvay.tracing.entries.without_fir import children_without_fir
from samanvay.tracing.importing.duties import FIRS_OF_LIST
from samanvay.web.kit.finding_lines import short_lines

Moment = datetime | date | None
Lines = dict[str, list["Line"]]
Finder = Callable[[Actor, Collection[str]], Lines]
WHOLE_DISTRICT = "administration"
MOST_FINDINGS = 200
HELD_ELSEWHERE = (
    *(*CHILDREN, of_tracing.FIR.code, of_tracing.TELL_POLICE.code, FIRS_OF_LIST.code),
    *(WEEKLY_REPORT.code, ANSWER_ADVISORY.code, HELP.code, DECISION.code),
)


@dataclass(frozen=True)
class Line:
    """One thing of a block, or ``many`` alike: the words, and its page where the reader may open it.

    ``since`` is when it went wrong, ``until`` the hour of what is still in time.
    """

    words: str
    since: Moment = None
    url: str = ""
    many: int = 1
    until: Moment = None


@dataclass(frozen=True)
class Block:
    """A block of the page: its heading, a short name for a table's column, what is said where there is nothing."""

    name: str
    find: Finder
    words: Any
    short: Any
    nothing: Any
    note: Any = ""


@dataclass(frozen=True)
class Found:
    """A block with what it found in one district."""

    block: Block
    lines: Sequence[Line]

    @property
    def count(self) -> int:
        return sum(line.many for line in self.lines)

    @property
    def oldest(self) -> Moment:
        """Since when the oldest of it waits, None where nothing says."""
        dated = [line.since for line in self.lines if line.since is not None]
        return min(dated, key=_day) if dated else None


def found_in(actor: Actor, district: str) -> list[Found]:
    """Return every block for one district, the oldest lines first."""
    found = [(block, block.find(actor, [district]).get(district, [])) for block in BLOCKS]
    return [Found(block, sorted(lines, key=lambda line: _day(line.since or line.until))) for block, lines in found]


def counts(actor: Actor, districts: Collection[str]) -> dict[str, dict[str, int]]:
    """Return for each district how many lines each block has."""
    by_block = {block.name: block.find(actor, districts) for block in BLOCKS}

    def many(name: str, district: str) -> int:
        return sum(line.many for line in by_block[name].get(district, []))

    return {district: {name: many(name, district) for name in by_block} for district in districts}


def _day(moment: Moment) -> date:
    if isinstance(moment, datetime):
        return moment.astimezone(clock.INDIA).date()
    return moment or date.max


def duties_that(condition: Callable[[], Q]) -> Finder:
    """Return what finds the duties that wait in some districts and meet a condition, as it stands at the hour."""
    return lambda actor, districts: _duties(actor, districts, condition())


def _past_hour() -> Q:
    return Q(due_at__lt=clock.now(), paused_at__isnull=True)


def missing_without_fir(actor: Actor, districts: Collection[str]) -> Lines:
    """Return the missing children of whom no FIR is recorded; who leads the meeting counts those of every office."""
    units = _units_of(districts)
    rows = children_without_fir(units)
    lines: Lines = defaultdict(list)
    seen = {}
    for entry in readable(actor, rows).order_by("added_at", "id"):
        seen[entry.pk] = entry
        unit, district = units[entry.home_unit]
        line = Line(f"{entry.label} ({unit.names})", entry.added_at, reverse("entry", args=[entry.pk]))
        lines[district].append(line)
    if led := led_districts(actor):
        within = [audience for audience, (_unit, district) in units.items() if district in led]
        with reading(SYSTEM):
            unread = children_without_fir(within).exclude(pk__in=list(seen))
            counted = list(unread.values("home_unit").annotate(many=Count("pk"), since=Min("added_at")))
        for each in counted:
            unit, district = units[each["home_unit"]]
            many = each["many"]
            said = ngettext("%(unit)s: %(n)d child", "%(unit)s: %(n)d children", many) % {"unit": unit.names, "n": many}
            lines[district].append(Line(said, each["since"], many=many))
    return lines


def reports_late(actor: Actor, districts: Collection[str]) -> Lines:
    """Return the weekly reports that were not sent by their hour by those who are posted to write them."""
    return _duties(actor, districts, _past_hour() & Q(kind=WEEKLY_REPORT.code))


def stations_silent(actor: Actor, districts: Collection[str]) -> Lines:
    """Return the stations with somebody in post that gave no sign."""
    lines: Lines = defaultdict(list)
    for station in silent_stations(actor, districts):
        if station.is_manned:
            lines[station.district].append(Line(str(station.names)))
    return lines


def posts_vacant(actor: Actor, districts: Collection[str]) -> Lines:
    """Return the posts that nobody holds, and the silent stations where nobody is posted: no silence of a district."""
    lines: Lines = defaultdict(list)
    for district, found in vacant_posts(districts).items():
        lines[district] += [Line(str(vacancy.words)) for vacancy in found]
    for station in silent_stations(actor, districts):
        if not station.is_manned:
            lines[station.district].append(Line(_("Nobody is posted: %(station)s") % {"station": station.names}))
    return lines


def findings_new(actor: Actor, districts: Collection[str]) -> Lines:
    """Return the findings on which nobody has decided."""
    listed = list(findings(actor, FindingFilters(state=FindingState.NEW))[:MOST_FINDINGS])
    lines: Lines = defaultdict(list)
    for finding, said in zip(listed, short_lines(listed), strict=True):
        line = Line(f"{said['what']}: {said['numbers']}", finding.raised_on, said["url"])
        named = {*finding.districts, finding.origin, finding.destination, finding.place}
        for district in named & set(districts):
            lines[district].append(line)
    return lines


def agencies_apart(actor: Actor, districts: Collection[str]) -> Lines:
    """Return for the week last asked for how many figures police and administration count otherwise."""
    week = asked_week()
    lines: Lines = {}
    for district, differing in differing_figures(actor, districts, week).items():
        words = ngettext("%(week)s: %(n)d figure differs", "%(week)s: %(n)d figures differ", differing)
        said = words % {"week": week_words(week), "n": differing}
        lines[district] = [Line(said, week.first, reverse("report_both", args=[week.first.isoformat(), district]))]
    return lines


def _duties(actor: Actor, districts: Collection[str], condition: Q) -> Lines:
    """Return duties that wait at the units of some districts and meet a condition.

    The administration, which leads the meeting, is told of every office of the district how many and since when; the
    title and the page only of what its own rows show. Everybody else is told of their rows alone.
    """
    units = _units_of(districts)
    rows = waiting_at(units).filter(condition)
    seen = {duty.pk: duty for duty in rows}
    listed = list(seen.values())
    if led := led_districts(actor):
        within = [audience for audience, (_unit, district) in units.items() if district in led]
        with reading(SYSTEM):
            unread = rows.filter(owner_audience__in=within).exclude(pk__in=list(seen))
            listed = sorted([*listed, *unread], key=lambda duty: (duty.due_at, duty.pk))
    lines: Lines = defaultdict(list)
    unseen: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    for duty in listed:
        unit, district = units[duty.owner_audience]
        if duty.pk in seen:
            line = Line(f"{duty.title} ({unit.names})", url=reverse("duty", args=[duty.pk]), **_clock(duty.due_at))
            lines[district].append(line)
        else:
            unseen[district, f"{kind_of(duty.kind).words} ({unit.names})"].append(duty)
    for (district, words), alike in unseen.items():
        many = len(alike)
        said = f"{words}: {many}" if many > 1 else words
        lines[district].append(Line(said, many=many, **_clock(min(duty.due_at for duty in alike))))
    return lines


def _clock(due_at: datetime) -> dict[str, Any]:
    return {"until" if due_at > clock.now() else "since": due_at}


def led_districts(actor: Actor) -> set[str]:
    """Return the districts whose meeting a person leads: those of the administration's offices where they review."""
    offices = {held.audience for held in actor.grants if held.compartment == WHOLE_DISTRICT}
    found: set[str] = set()
    for unit in directory.units_of(offices & set(units_with(actor, Permission.REPORT_ACCEPT))).values():
        found.update(directory.districts_of(unit.place_id) if unit.place_id else ())
    return found


def _units_of(districts: Collection[str]) -> Mapping[int, tuple[Unit, str]]:
    """Return the units that sit in some districts, by audience, each with its district."""
    wanted = set(districts)
    return {
        unit.audience: (unit, (unit.place_id if unit.place_id in wanted else unit.place.district_id) or "")
        for unit in directory.units_seated_in(districts)
        if unit.place is not None
    }


def names_of_districts(districts: Collection[str]) -> dict[str, str]:
    """Return the names of districts in the active language, by key, in the order of the names."""
    named = {key: str(spot.names) for key, spot in spots(districts).items()}
    return dict(sorted(named.items(), key=lambda each: each[1]))


BLOCKS: list[Block] = [
    Block(
        "children",
        duties_that(is_late),
        gettext_lazy("Children not presented within 24 hours as the law requires"),
        gettext_lazy("Children over 24 h"),
        gettext_lazy("No child is overdue before the Child Welfare Committee."),
    ),
    Block(
        "missing",
        missing_without_fir,
        gettext_lazy("Missing children without an FIR"),
        gettext_lazy("Without FIR"),
        gettext_lazy("An FIR is recorded for every missing child on the registers."),
    ),
    Block(
        "escalations",
        duties_that(lambda: Q(level__gte=2)),
        gettext_lazy("Escalated, because nobody acted"),
        gettext_lazy("Escalated"),
        gettext_lazy("Nothing was escalated."),
    ),
    Block(
        "advisories",
        duties_that(lambda: Q(kind=ANSWER_ADVISORY.code)),
        gettext_lazy("Advisories not answered"),
        gettext_lazy("Advisories"),
        gettext_lazy("Every advisory is answered."),
    ),
    Block(
        "requests",
        duties_that(lambda: Q(kind=HELP.code)),
        gettext_lazy("Requests of other districts"),
        gettext_lazy("Requests received"),
        gettext_lazy("No other district is waiting for an answer."),
    ),
    Block(
        "decisions",
        duties_that(lambda: Q(kind=DECISION.code)),
        gettext_lazy("Decisions of meetings still open"),
        gettext_lazy("Open decisions"),
        gettext_lazy("No decision is open."),
    ),
    Block(
        "overdue",
        duties_that(lambda: _past_hour() & ~Q(kind__in=HELD_ELSEWHERE)),
        gettext_lazy("Other overdue tasks"),
        gettext_lazy("Overdue"),
        gettext_lazy("No other task is overdue."),
    ),
    Block(
        "reports",
        reports_late,
        gettext_lazy("Overdue weekly reports"),
        gettext_lazy("Overdue reports"),
        gettext_lazy("No weekly report is overdue."),
        gettext_lazy("Offices with somebody in post. The others stand under vacant posts."),
    ),
    Block(
        "voices",
        agencies_apart,
        gettext_lazy("Where police and administration figures are different"),
        gettext_lazy("Figures are different"),
        gettext_lazy("The figures are the same, or one side has not reported."),
        gettext_lazy("The last week for which reports were due."),
    ),
    Block(
        "findings",
        findings_new,
        gettext_lazy("New findings, not yet decided"),
        gettext_lazy("New findings"),
        gettext_lazy("No finding is waiting for a decision."),
    ),
    Block(
        "stations",
        stations_silent,
        gettext_lazy("Stations without activity"),
        gettext_lazy("Stations without activity"),
        gettext_lazy("Every station was active."),
        gettext_lazy("No case, no report and no sign-in for 14 days. This does not mean that nothing happened."),
    ),
    Block(
        "vacant",
        posts_vacant,
        gettext_lazy("Vacant posts"),
        gettext_lazy("Vacant posts"),
        gettext_lazy("Every post of police, administration and AHTU is held."),
    ),
]
