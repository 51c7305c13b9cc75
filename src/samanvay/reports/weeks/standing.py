"""How a week stands: which agency of which district has spoken, which is late, which is silent, and who owes it.

That an agency has spoken, and whether it had something to report, every officer may know: it is the effort behind the
figures of the picture. So the state of a report is looked up for the whole of an actor's charge, its words never.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.policies import require, units_with
from samanvay.directory import queries as directory
from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as

from ..models import SituationReport
from ..queries import Week
from ..states import ReportState
from .offices import Seat, last_held, writers_above
from .weekly import DUE_AFTER, HEARD_AFTER, ReportingAgency, agencies, asked_at, by_those_who_speak, whole_weeks


class Standing(StrEnum):
    """How one agency stands for a week."""

    SILENT = "silent"
    LATE = "late"
    WAITING = "waiting"
    RETURNED = "returned"
    QUIET = "quiet"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


STANDING_WORDS: dict[Standing, Bilingual] = {
    Standing.SILENT: Bilingual("Silent", "मौन"),
    Standing.LATE: Bilingual("Late", "विलंबित"),
    Standing.WAITING: Bilingual("Not yet due", "समय शेष"),
    Standing.RETURNED: Bilingual("Returned", "लौटाई गई"),
    Standing.QUIET: Bilingual("Nothing to report", "बताने को कुछ नहीं"),
    Standing.SUBMITTED: Bilingual("Submitted", "प्रस्तुत"),
    Standing.ACCEPTED: Bilingual("Accepted", "स्वीकृत"),
}
SPOKEN = (Standing.QUIET, Standing.SUBMITTED, Standing.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One agency of one district for a week. ``report`` is None where the actor does not read it.

    Of a vacant post ``writers`` are the offices above it that can send its report; ``may_file`` says whether the actor
    serves at one. ``vacant_since`` is None where nobody is known to have held it.
    """

    agency: ReportingAgency
    division: str
    standing: Standing
    days_late: int
    submitted_at: datetime | None
    report: UUID | None
    owners: tuple[Bilingual, ...]
    vacant_since: date | None = None
    writers: tuple[Seat, ...] = ()
    may_file: bool = False

    @property
    def is_vacant(self) -> bool:
        return not self.owners


@dataclass(frozen=True, slots=True)
class _Told:
    """How an agency's part of a week came in: the report that is named for it, and when the last day was covered."""

    report: SituationReport | None = None
    at: datetime | None = None
    is_returned: bool = False


_NOTHING = _Told()


def districts_reviewed(actor: Actor) -> set[str]:
    """Return the districts whose reports the actor reviews: all in the places of units where they accept."""
    found: set[str] = set()
    for unit in directory.units_of(units_with(actor, Permission.REPORT_ACCEPT)).values():
        if unit.place_id:
            found.update(directory.districts_of(unit.place_id))
    return found


def week_standing(actor: Actor, week: Week, *, division: str = "") -> list[Row]:
    """Return how each agency in the actor's charge stands for a week, district by district.

    A week that is not over yet owes nothing. Raises Refused for one who accepts no reports.
    """
    require(actor, Permission.REPORT_ACCEPT)
    charge = districts_reviewed(actor)
    places = Place.objects.filter(pk__in=charge).select_related("parent")
    divisions = {place.pk: place.parent_id or "" for place in places}
    asked = [
        agency
        for agency in agencies(directory.state_of(actor))
        if agency.district in charge and (not division or divisions.get(agency.district) == division)
    ]
    told = _told(week, charge)
    keys = [part.report.pk for part in told.values() if part.report]
    seen = set(SituationReport.objects.filter(pk__in=keys).values_list("pk", flat=True))
    owners = _owners(asked)
    vacant = [each for each in asked if (each.role, each.unit.audience) not in owners]
    since = last_held({(each.role, each.unit.audience) for each in vacant}, clock.today())
    above = writers_above([each.unit.audience for each in vacant])
    own = set(units_with(actor, Permission.REPORT_WRITE))
    due = asked_at(week) + DUE_AFTER
    rows = []
    for agency in asked:
        part = told.get((agency.district, agency.unit.compartment), _NOTHING)
        standing, late = _standing(part, due)
        report = part.report
        writers = above.get(agency.unit.audience, [])
        rows.append(
            Row(
                agency=agency,
                division=divisions.get(agency.district, ""),
                standing=standing,
                days_late=late,
                submitted_at=part.at,
                report=report.pk if report and report.pk in seen else None,
                owners=tuple(owners.get((agency.role, agency.unit.audience), ())),
                vacant_since=since.get((agency.role, agency.unit.audience)),
                writers=tuple(writers),
                may_file=standing not in SPOKEN and any(seat.audience in own for seat in writers),
            )
        )
    return sorted(rows, key=lambda row: (row.agency.place_name, row.agency.unit.compartment != "police"))


def divisions_of(actor: Actor) -> list[Place]:
    """Return the divisions in which the actor reviews districts, by name."""
    inside = Place.objects.filter(pk__in=districts_reviewed(actor)).values("parent_id")
    return list(Place.objects.filter(pk__in=inside, kind="division").order_by("name"))


def _told(week: Week, districts: set[str]) -> dict[tuple[str, str], _Told]:
    """Return what each agency let go for a week, or had returned: its own unit's reports alone."""
    with acting_as(SYSTEM):
        reports = list(
            by_those_who_speak(SituationReport.objects.all())
            .filter(period_from__lte=week.last, period_to__gte=week.first, district_id__in=districts)
            .exclude(state=ReportState.DRAFT)
            .only("district_id", "agency", "state", "is_quiet", "submitted_at", "period_from", "period_to")
            .order_by("submitted_at", "id")
        )
    by_agency: dict[tuple[str, str], list[SituationReport]] = defaultdict(list)
    for report in reports:
        by_agency[report.district_id, report.agency].append(report)
    return {key: _part_of(listed, week) for key, listed in by_agency.items()}


def _part_of(listed: list[SituationReport], week: Week) -> _Told:
    """Return how an agency's part of a week came in, from its reports in the order in which they were sent.

    It has come in as soon as they cover every day of the week, and of several the one that stands best is named. One
    that was returned leaves it open where its days are missing; a report of some days of the week settles nothing.
    """
    sent = [report for report in listed if report.state != ReportState.RETURNED]
    for count in range(1, len(sent) + 1):
        if week.first in _whole_weeks_of(sent[:count]):
            best = min(sent, key=lambda report: (report.is_quiet, report.state != ReportState.ACCEPTED))
            return _Told(best, sent[count - 1].submitted_at)
    if len(sent) < len(listed) and week.first in _whole_weeks_of(listed):
        returned = next(report for report in listed if report.state == ReportState.RETURNED)
        return _Told(returned, returned.submitted_at, is_returned=True)
    return _NOTHING


def _whole_weeks_of(reports: list[SituationReport]) -> set[date]:
    return whole_weeks((report.period_from, report.period_to) for report in reports)


def _standing(part: _Told, due: datetime) -> tuple[Standing, int]:
    now = clock.now()
    if part.is_returned:
        return Standing.RETURNED, 0
    if part.report is None:
        if now <= due:
            return Standing.WAITING, 0
        return (Standing.LATE if now <= due + HEARD_AFTER else Standing.SILENT), _days(now, due)
    late = _days(part.at, due) if part.at else 0
    if part.report.is_quiet:
        return Standing.QUIET, late
    return (Standing.ACCEPTED if part.report.state == ReportState.ACCEPTED else Standing.SUBMITTED), late


def _days(moment: datetime, due: datetime) -> int:
    """Return how many days after an hour something was, begun days counting whole."""
    return max(0, -((due - moment) // timedelta(days=1)))


def _owners(asked: Iterable[ReportingAgency]) -> dict[tuple[str, int], list[Bilingual]]:
    wanted = {(agency.role, agency.unit.audience) for agency in asked}
    held = (
        Grant.objects.filter(
            role__in={role for role, _audience in wanted},
            audience__in={audience for _role, audience in wanted},
            user__is_active=True,
        )
        .in_force(clock.today())
        .order_by("user__name")
        .values_list("role", "audience", "user__name", "user__name_hi")
    )
    found: dict[tuple[str, int], list[Bilingual]] = defaultdict(list)
    for role, audience, english, hindi in held:
        name = Bilingual(english, hindi or english)
        if name not in found[role, audience]:
            found[role, audience].append(name)
    return found
