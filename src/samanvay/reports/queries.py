"""Reads on reports and claims."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.audit.models import Event
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .models import Claim, SituationReport
from .policies import UNDO_WITHIN
from .states import IN_HAND, ClaimState, ReportState


@dataclass(frozen=True, slots=True)
class Week:
    """A reporting week, Monday to Sunday."""

    first: date
    last: date


def week_of(day: date) -> Week:
    """Return the week in which a day lies; the last one of the calendar is cut short."""
    first = day - timedelta(days=day.weekday())
    return Week(first, first + min(timedelta(days=6), date.max - first))


def reporting_desk(actor: Actor) -> tuple[Unit, str] | None:
    """Return the first unit at which the actor writes reports and that lies in one district, with that district."""
    for audience in units_with(actor, Permission.REPORT_WRITE):
        unit = directory.unit_of(audience)
        districts = directory.districts_of(unit.place_id) if unit.place_id else []
        if len(districts) == 1:
            return unit, districts[0]
    return None


def districts_to_take_down(actor: Actor) -> dict[str, Unit]:
    """Return the districts whose messages the actor may take down: those under an office of several, with that unit."""
    found: dict[str, Unit] = {}
    for audience in units_with(actor, Permission.REPORT_WRITE):
        unit = directory.unit_of(audience)
        districts = directory.districts_of(unit.place_id) if unit.place_id else []
        if len(districts) > 1:
            found |= {key: unit for key in districts if key not in found}
    return found


def in_hand(actor: Actor, unit: Unit, week: Week) -> SituationReport | None:
    """Return the latest report of a unit that touches a week and has still to be sent, or sent again."""
    found = SituationReport.objects.filter(
        home_unit=unit.audience, state__in=IN_HAND, is_taken_down=False,
        period_from__lte=week.last, period_to__gte=week.first,
    )  # fmt: skip
    return found.order_by("written_at", "id").last()


def latest_of_week(unit: Unit, week: Week) -> SituationReport | None:
    """Return the latest report that a unit wrote itself of a whole week, None before it has."""
    found = SituationReport.objects.filter(
        home_unit=unit.audience, is_taken_down=False, period_from__lte=week.first, period_to__gte=week.last
    )
    return found.order_by("written_at", "id").last()


@dataclass(frozen=True, slots=True)
class ToDecide:
    """How many reports wait to be accepted: those of nothing, those that tell of something, and since when."""

    quiet: int
    telling: int
    quiet_since: datetime | None
    telling_since: datetime | None
    districts: list[Bilingual]


def waiting_to_decide(actor: Actor, *, most: int = 3) -> ToDecide:
    """Count the reports that wait for this person, with the districts of the first that tell of something."""
    found = reports_to_decide(actor)
    quiet, telling = Q(is_quiet=True), Q(is_quiet=False)
    counts = found.aggregate(
        quiet=Count("id", filter=quiet),
        telling=Count("id", filter=telling),
        quiet_since=Min("submitted_at", filter=quiet),
        telling_since=Min("submitted_at", filter=telling),
    )
    first = found.filter(telling).select_related("district")[:most] if counts["telling"] else []
    return ToDecide(**counts, districts=[each.district.names for each in first])


def readings_waiting(actor: Actor) -> int:
    """Return how many readings wait for a decision in the reports of the actor's own units."""
    own = units_with(actor, Permission.REPORT_WRITE)
    return Claim.objects.filter(state=ClaimState.PROPOSED, home_unit__in=own).count()


def reports_to_decide(actor: Actor, *, quiet_only: bool = False, week: Week | None = None) -> QuerySet[SituationReport]:
    """Return the submitted reports of units below the actor's, which wait to be accepted or returned.

    ``quiet_only`` keeps those with nothing to report, ``week`` those whose period ends in it.
    """
    above = list(units_with(actor, Permission.REPORT_ACCEPT))
    submitted = SituationReport.objects.filter(state=ReportState.SUBMITTED, readers__overlap=above)
    if quiet_only:
        submitted = submitted.filter(is_quiet=True)
    if week is not None:
        submitted = submitted.filter(period_to__range=(week.first, week.last))
    return submitted.exclude(home_unit__in=above).order_by("submitted_at", "id")


def just_accepted(actor: Actor) -> QuerySet[SituationReport]:
    """Return the reports whose acceptance the actor may still undo, by district."""
    accepted = SituationReport.objects.filter(
        state=ReportState.ACCEPTED, decided_by=actor.id, decided_at__gte=clock.now() - UNDO_WITHIN
    )
    return accepted.select_related("district").order_by("district__name", "id")


def reports(
    actor: Actor,
    *,
    state: str = "",
    district: str = "",
    agency: str = "",
    since: date | None = None,
    until: date | None = None,
    quiet: bool | None = None,
) -> QuerySet[SituationReport]:
    """Return the reports that the actor may see, the latest period first, with the number of readings waiting.

    ``since`` and ``until`` keep the reports whose period touches those days, ``quiet`` those of nothing, or the others.
    """
    found = SituationReport.objects.select_related("district").annotate(
        waiting=Count("claims", filter=Q(claims__state=ClaimState.PROPOSED)),
        confirmed=Count("claims", filter=Q(claims__state=ClaimState.CONFIRMED)),
    )
    if state:
        found = found.filter(state=state)
    if district:
        found = found.filter(district_id=district)
    if agency:
        found = found.filter(agency=agency)
    if quiet is not None:
        found = found.filter(is_quiet=quiet)
    if since:
        found = found.filter(period_to__gte=since)
    if until:
        found = found.filter(period_from__lte=until)
    return found.order_by("-period_to", "-id")


def report(actor: Actor, key: UUID) -> SituationReport:
    """Return one report that the actor may see. Raises Unseen."""
    found = SituationReport.objects.filter(pk=key).select_related("district").first()
    if found is None:
        raise Unseen
    return found


def history(actor: Actor, of: SituationReport) -> QuerySet[Event]:
    """Return what happened to a report and to the readings in it, in order."""
    return Event.objects.filter(subject_kind="report", subject_id=str(of.pk)).order_by("seq")


def claims_of(actor: Actor, of: SituationReport) -> QuerySet[Claim]:
    """Return the readings of a report in the order of its text."""
    return of.claims.select_related("origin", "destination", "place").order_by("start", "number")


def claim(actor: Actor, key: UUID) -> Claim:
    """Return one reading that the actor may see. Raises Unseen."""
    found = Claim.objects.filter(pk=key).select_related("report", "origin", "destination", "place").first()
    if found is None:
        raise Unseen
    return found
