"""Reads on reports and claims."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .models import Claim, SituationReport
from .states import ClaimState


@dataclass(frozen=True, slots=True)
class Week:
    """A reporting week, Monday to Sunday."""

    first: date
    last: date


def week_of(day: date) -> Week:
    """Return the week in which a day lies."""
    first = day - timedelta(days=day.weekday())
    return Week(first, first + timedelta(days=6))


def week_to_report() -> Week:
    """Return the week a report is about when nobody says otherwise: the one that runs."""
    return week_of(clock.today())


def reports(
    actor: Actor, *, state: str = "", district: str = "", voice: str = "", since: date | None = None
) -> QuerySet[SituationReport]:
    """Return the reports that the actor may see, the latest period first, with the number of readings waiting."""
    found = SituationReport.objects.select_related("district").annotate(
        waiting=Count("claims", filter=Q(claims__state=ClaimState.PROPOSED)),
        confirmed=Count("claims", filter=Q(claims__state=ClaimState.CONFIRMED)),
    )
    if state:
        found = found.filter(state=state)
    if district:
        found = found.filter(district_id=district)
    if voice:
        found = found.filter(voice=voice)
    if since:
        found = found.filter(period_to__gte=since)
    return found.order_by("-period_to", "-id")


def report(actor: Actor, key: UUID) -> SituationReport:
    """Return one report that the actor may see. Raises Unseen."""
    found = SituationReport.objects.filter(pk=key).select_related("district").first()
    if found is None:
        raise Unseen
    return found


def claims_of(actor: Actor, of: SituationReport) -> QuerySet[Claim]:
    """Return the readings of a report in the order of its text."""
    return of.claims.select_related("origin", "destination", "place").order_by("start", "number")


def claim(actor: Actor, key: UUID) -> Claim:
    """Return one reading that the actor may see. Raises Unseen."""
    found = Claim.objects.filter(pk=key).select_related("report", "origin", "destination", "place").first()
    if found is None:
        raise Unseen
    return found
