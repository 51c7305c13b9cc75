"""Weekly series out of facts: corridors, stop-overs, districts and forms of a state, with the effort behind each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import Q

from samanvay.directory import queries as directory
from samanvay_insight.shifts import District, ShiftKind, completeness

from ..facts.actions.projecting import quarter_of
from ..models import Fact, FactWeek, Finding, ReportedWeek, SharedFact
from ..spots import Spot, district_of, spots
from ..states import Subject

WEEKS = 160  # three years and a little, in whole blocks of four
FEWEST_TOLD = 3
LATEST = 12  # weeks after which all that is told at all has been told
DELAYS_LEARNT = 52  # weeks of happenings from which the delay of telling is learnt

COUNTED = """
select week.week, fact.kind, fact.origin, fact.via, fact.stops, fact.destination, fact.place, fact.forms, count(*)
from picture_factweek week join picture_fact fact on fact.id = week.fact_id
where week.week between %s and %s
group by 1, 2, 3, 4, 5, 6, 7, 8
"""

# A fact opens to all on the day after the one on which it became known.
DELAYS = """
select (fact.open_on - 1 - week.week) / 7
from picture_factweek week join picture_fact fact on fact.id = week.fact_id
where week.week between %s and %s and fact.open_on between week.week + 1 and week.week + %s
"""

Key = tuple[str, str, str, str, str]  # subject, origin, destination, place, form


@dataclass(slots=True)
class Series:
    """One series: what it counts, which keys of facts belong to it, which districts of the state it concerns.

    ``named`` counts its facts by the districts of the state that may have recorded them: those at the ends of a
    corridor, of what lies elsewhere and of a form all that are told of; a fact of two counts half for each.
    """

    key: Key
    counts: npt.NDArray[np.int64]
    origins: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    named: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def subject(self) -> str:
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Material:
    """What the search looks at, up to the day ``until``."""

    series: list[Series]
    effort: npt.NDArray[np.float64]
    districts: list[str]
    reported: npt.NDArray[np.bool_]
    until: date

    @property
    def counts(self) -> npt.NDArray[np.int64]:
        if not self.series:
            return np.zeros((0, WEEKS), dtype=np.int64)
        return np.stack([each.counts for each in self.series])

    @property
    def groups(self) -> npt.NDArray[np.int64]:
        order = {subject: number for number, subject in enumerate(Subject)}
        return np.array([order[Subject(each.subject)] for each in self.series], dtype=np.int64)

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The corridors that are seen in both directions, as indices."""
        at = {each.key: number for number, each in enumerate(self.series) if each.subject == Subject.CORRIDOR}
        found = []
        for (subject, origin, destination, place, form), number in at.items():
            back = at.get((subject, destination, origin, place, form))
            if back is not None and number < back:
                found.append((number, back))
        return found

    @property
    def recording(self) -> list[District]:
        """For each district the series that it records: its corridors, beside them whatever counts the same facts."""
        parts: dict[str, dict[int, float]] = {key: {} for key in self.districts}
        tied: dict[str, dict[int, float]] = {key: {} for key in self.districts}
        for number, each in enumerate(self.series):
            of_kind = parts if each.subject == Subject.CORRIDOR else tied
            for key, count in each.named.items():
                of_kind[key][number] = count / int(each.counts.sum())
        at = {each.key: number for number, each in enumerate(self.series)}
        return [District(parts[key], tied[key], at.get(_of_district(key))) for key in self.districts]

    def whole(self, district: int) -> Series:
        """Return the series of all facts of a district."""
        return next(each for each in self.series if each.key == _of_district(self.districts[district]))


def _of_district(district: str) -> Key:
    return (Subject.DISTRICT, "", "", district, "")


def read_series(state: str, last_monday: date) -> Material:
    """Return the series of a state in the weeks up to that of a Monday. Reads as the system, whole facts.

    Counted are facts that name a place of the state; so a district elsewhere is seen as far as it is tied to it. Ends
    of a corridor are told as districts where they lie in one; a stop-over stays the place that it is. What lies in no
    district (a whole state) keeps its own key.
    """
    first = last_monday - timedelta(weeks=WEEKS - 1)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [first, last_monday])
        rows = cursor.fetchall()
        settled = last_monday - timedelta(weeks=LATEST)
        cursor.execute(DELAYS, [settled - timedelta(weeks=DELAYS_LEARNT), settled, LATEST * 7])
        known_by = completeness(np.array([row[0] for row in cursor.fetchall()], dtype=np.int64), LATEST)
    known = spots({key for row in rows for key in (row[2], *row[3], row[5], row[6]) if key})
    own = directory.districts_of(state)
    gathered = _Gathered(state, known, set(own))
    for week, *told in rows:
        gathered.add((week - first).days // 7, *told)
    reported = _reported(own, first)
    series = [gathered.found[key] for key in sorted(gathered.found)]
    return Material(
        series,
        _effort(series, own, reported) * _told(known_by),
        own,
        reported,
        last_monday + timedelta(days=6),
    )


class _Gathered:
    """Series as facts are added to them."""

    def __init__(self, state: str, known: Mapping[str, Spot], own: set[str]) -> None:
        self.state, self.known, self.own = state, known, own
        self.found: dict[Key, Series] = {}

    def add(
        self,
        at: int,
        kind: str,
        origin: str,
        via: list[str],
        stops: list[str],
        destination: str,
        place: str,
        forms: list[str],
        n: int,
    ) -> None:
        """Count facts of one shape in the week with number ``at``."""
        named = [key for key in dict.fromkeys((origin, *via, destination, place)) if key]
        if not any(self._is_own(key) for key in named):
            return
        homes = {home for key in named if (home := district_of(self.known.get(key)))}
        districts = homes & self.own
        if kind == "movement":
            start, end = self._home(origin), self._home(destination)
            if origin and destination and start != end:
                one = self._count((Subject.CORRIDOR, start, end, "", ""), at, n, districts, {start, end} & self.own)
                one.origins.add(origin)
                one.keys.add(destination)
            for key in dict.fromkeys(stops):
                here = {self._home(key)} & self.own
                self._count((Subject.STOPOVER, "", "", key, ""), at, n, here, here or districts).keys.add(key)
        for district in homes:
            own = {district} & self.own
            one = self._count(_of_district(district), at, n, own, own or districts)
            one.keys.update(key for key in named if self._home(key) == district)
        for form in dict.fromkeys(forms):
            self._count((Subject.FORM, "", "", "", form), at, n, set(), districts)

    def _count(self, key: Key, at: int, n: int, districts: set[str], named: set[str]) -> Series:
        one = self.found.get(key)
        if one is None:
            one = self.found[key] = Series(key, np.zeros(WEEKS, dtype=np.int64))
        one.counts[at] += n
        one.districts |= districts
        for district in named:
            one.named[district] += n / len(named)
        return one

    def _home(self, key: str) -> str:
        return district_of(self.known.get(key)) or key

    def _is_own(self, key: str) -> bool:
        spot = self.known.get(key)
        return key == self.state or (spot is not None and spot.state == self.state)


def _told(known_by: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return for each week the share of its happenings that have been told by now: 1 but for the last weeks.

    It is looked for on the night after a week at the earliest, when what is told within the next week is not there.
    """
    share = np.ones(WEEKS)
    share[WEEKS - len(known_by) :] = known_by[::-1]
    return share


def _reported(districts: list[str], first: date) -> npt.NDArray[np.bool_]:
    """Return districts × weeks: whether anybody spoke for the district on the week."""
    at = {key: number for number, key in enumerate(districts)}
    spoke = np.zeros((len(districts), WEEKS), dtype=bool)
    told = ReportedWeek.objects.filter(district__in=districts, week__gte=first)
    for district, week in told.values_list("district", "week").distinct():
        number = (week - first).days // 7
        if 0 <= number < WEEKS:
            spoke[at[district], number] = True
    return spoke


def _effort(series: Sequence[Series], districts: list[str], reported: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return series × weeks: the share of the districts concerned that spoke; of the whole state where none is named.

    Weeks before anybody in the state reported at all count as full: what is known of them was taken in from records.
    Those before the first fact of all tell nothing.
    """
    spoken = reported.astype(float)
    anybody = np.flatnonzero(reported.any(axis=0))
    spoken[:, : anybody[0] if len(anybody) else WEEKS] = 1.0
    known = np.flatnonzero(sum((each.counts for each in series), np.zeros(WEEKS, dtype=np.int64)))
    begun = int(known[0]) if len(known) else WEEKS
    spoken[:, :begun] = 0.0
    at = {key: number for number, key in enumerate(districts)}
    whole = spoken.mean(axis=0) if len(districts) else (np.arange(WEEKS) >= begun).astype(float)
    rows = []
    for each in series:
        concerned = [at[key] for key in sorted(each.districts)]
        rows.append(spoken[concerned].mean(axis=0) if concerned else whole)
    return np.stack(rows) if rows else np.zeros((0, WEEKS))


def of_series(finding: Finding) -> Q:
    """Return the condition for the facts that a finding counts."""
    keys = finding.keys
    if finding.subject == Subject.CORRIDOR:
        return Q(kind="movement", origin__in=finding.origins, destination__in=keys)
    if finding.subject == Subject.STOPOVER:
        return Q(kind="movement", stops__overlap=keys)
    if finding.subject == Subject.DISTRICT:
        return Q(origin__in=keys) | Q(destination__in=keys) | Q(place__in=keys) | Q(via__overlap=keys)
    return Q(forms__contains=[finding.form])


def is_tellable(finding: Finding) -> bool:
    """Tell whether the numbers of a finding add nothing to what every officer is told by the facts themselves.

    So where they are none or at least three, those of the same months outside its weeks too, and each fact of its
    series is open to all with its month: not in its weeks alone but in the whole quarters in which these lie, since of
    a fact told by its quarter alone "none in these weeks" would tell the month. A fact that is still near to few keeps
    the finding with those near. Silence counts reports and no facts: every officer is told of it anyway. Reads as the
    system.
    """
    if finding.kind == ShiftKind.SILENT:
        return True
    series = of_series(finding)
    if finding.kind == ShiftKind.REVERSED:
        series |= Q(kind="movement", origin__in=finding.keys, destination__in=finding.origins)
    if finding.seen:
        weeks = FactWeek.objects.filter(week__gte=finding.since, week__lte=finding.until)
        own = Fact.objects.filter(of_series(finding))
        standing = own.filter(pk__in=weeks.values("fact_id")).count()
        months = own.filter(month__gte=finding.since.replace(day=1), month__lte=finding.until.replace(day=1)).count()
        if min(finding.seen, standing) < FEWEST_TOLD or 0 < months - standing < FEWEST_TOLD:
            return False
    around = Fact.objects.filter(
        series, month__isnull=False, quarter__gte=quarter_of(finding.since), quarter__lte=finding.last_seen_on
    )
    told = SharedFact.objects.filter(month__isnull=False)
    return not around.exclude(pk__in=told.values("fact_id")).exists()
