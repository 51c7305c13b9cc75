"""Reads on findings: the list, one of them, the facts that it rests on as the reader may see them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay_insight.shifts import ShiftKind

from ..filters import Period, months_before
from ..models import Fact, Finding, FindingRun, SharedFact
from ..states import FindingState
from .series import of_series

MONTHS_DRAWN = 24
MOST_EVIDENCE = 200
HELD_BACK = "held_back"


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """What a list of findings is narrowed to; an empty value narrows nothing.

    ``state`` is a state of findings, or "held_back"; without it what is held back is left out.
    """

    state: str = ""
    kind: str = ""
    subject: str = ""
    district: str = ""
    corridor: tuple[str, str] = field(default=("", ""))

    @property
    def is_narrowed(self) -> bool:
        return any((self.state, self.kind, self.subject, self.district, self.corridor[0]))


def findings(actor: Actor, asked: FindingFilters) -> QuerySet[Finding]:
    """Return the findings that the actor may see, the latest first."""
    require(actor, Permission.FACT_READ)
    found = Finding.objects.held_back() if asked.state == HELD_BACK else Finding.objects.told()
    if asked.state in list(FindingState):
        found = found.filter(state=asked.state)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.subject:
        found = found.filter(subject=asked.subject)
    if asked.district:
        found = found.filter(
            Q(districts__contains=[asked.district])
            | Q(origin=asked.district)
            | Q(destination=asked.district)
            | Q(place=asked.district)
        )
    if asked.corridor[0]:
        found = found.filter(origin=asked.corridor[0], destination=asked.corridor[1])
    return found.latest()


def counts_by_state(actor: Actor) -> dict[str, int]:
    """Return how many findings the actor may see in each state, and how many are held back."""
    require(actor, Permission.FACT_READ)
    told = Finding.objects.told().order_by().values_list("state").annotate(count=Count("pk"))
    return {**dict(told), HELD_BACK: Finding.objects.held_back().count()}


def finding_or_unseen(actor: Actor, key: UUID) -> Finding:
    """Return a finding that the actor sees. Raises Unseen."""
    require(actor, Permission.FACT_READ)
    found = Finding.objects.filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def findings_of_district(actor: Actor, district: str, since: date) -> list[Finding]:
    """Return what changed in a district since a day, as far as the actor may see it."""
    return list(findings(actor, FindingFilters(district=district)).filter(until__gte=since)[:10])


def strongest(actor: Actor, districts: Collection[str] | None, since: date) -> Finding | None:
    """Return the surest finding that stood since a day and was not dismissed, of some districts or any.

    What moved together is left out: it tells of recording.
    """
    found = findings(actor, FindingFilters()).filter(last_seen_on__gte=since).exclude(state=FindingState.DISMISSED)
    found = found.exclude(kind=ShiftKind.TOGETHER)
    if districts is not None:
        found = found.filter(districts__overlap=list(districts))
    return found.order_by(F("q_value").asc(nulls_last=True), "-last_seen_on", "id").first()


def named_in(found: QuerySet[Finding]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the districts and the corridors of findings, for the choices of a list."""
    districts: set[str] = set()
    corridors: set[tuple[str, str]] = set()
    for keys, origin, destination in found.order_by().values_list("districts", "origin", "destination"):
        districts.update(keys)
        if origin:
            corridors.add((origin, destination))
    return sorted(districts), sorted(corridors)


def months_of(finding: Finding) -> Period:
    """Return the months in which the weeks of a finding lie."""
    return Period(finding.since.replace(day=1), finding.until.replace(day=1))


def evidence(actor: Actor, finding: Finding) -> list[Fact | SharedFact]:
    """Return the facts of the finding's months as this actor may see them, at most two hundred.

    A fact tells its month, not its week, so that the months hold more than the weeks that were counted; one told
    by its quarter alone is left out, as everywhere a month is asked for.
    """
    require(actor, Permission.FACT_READ)
    period = months_of(finding)
    condition = of_series(finding) & Q(month__gte=period.first, month__lte=period.last)
    near = list(Fact.objects.filter(condition).order_by("-month", "pk")[:MOST_EVIDENCE])
    shared = SharedFact.objects.filter(condition).exclude(near__overlap=list(actor.audiences))
    return [*near, *shared.order_by("-month", "pk")[: MOST_EVIDENCE - len(near)]]


def monthly_counts(actor: Actor, finding: Finding) -> list[tuple[date, int]]:
    """Return month by month how many facts of the finding's series this actor may see, over two years."""
    require(actor, Permission.FACT_READ)
    last = finding.last_seen_on.replace(day=1)
    period = Period(months_before(last, MONTHS_DRAWN - 1), last)
    condition = of_series(finding) & Q(month__gte=period.first, month__lte=period.last)
    counts: dict[date, int] = dict.fromkeys(period.months, 0)
    shared = SharedFact.objects.exclude(near__overlap=list(actor.audiences))
    for rows in (Fact.objects.all(), shared):
        for month, count in rows.filter(condition).order_by().values_list("month").annotate(count=Count("pk")):
            counts[month] += count
    return sorted(counts.items())


def last_run(state: str) -> FindingRun | None:
    """Return the latest night that was looked at in a state."""
    return FindingRun.objects.filter(home_state=state).order_by("-night").first()


def is_recent(run: FindingRun, today: date) -> bool:
    """Tell whether the last search is of last night or the one before."""
    return today - run.night <= timedelta(days=1)
