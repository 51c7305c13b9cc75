"""How a week stands: which voice of which district has spoken, which is late, which is silent, and who owes it.

That a voice has spoken, and whether it had something to report, every officer may know: it is the effort behind the
figures of the picture. So the state of a report is looked up for the whole of an actor's charge, its words never.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
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

from .models import SituationReport
from .queries import Week
from .states import ReportState
from .weekly import DUE_AFTER, HEARD_AFTER, Voice, asked_at, voices


class Standing(StrEnum):
    """How one voice stands for a week."""

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
    Standing.RETURNED: Bilingual("Returned", "लौटाया गया"),
    Standing.QUIET: Bilingual("Nothing to report", "बताने को कुछ नहीं"),
    Standing.SUBMITTED: Bilingual("Submitted", "प्रस्तुत"),
    Standing.ACCEPTED: Bilingual("Accepted", "स्वीकृत"),
}
SPOKEN = (Standing.QUIET, Standing.SUBMITTED, Standing.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One voice of one district for a week. ``report`` is None where the actor does not read it."""

    voice: Voice
    division: str
    standing: Standing
    days_late: int
    submitted_at: datetime | None
    report: UUID | None
    owners: tuple[Bilingual, ...]


def districts_reviewed(actor: Actor) -> set[str]:
    """Return the districts whose reports the actor reviews: all in the places of units where they accept."""
    found: set[str] = set()
    for unit in directory.units_of(units_with(actor, Permission.REPORT_ACCEPT)).values():
        if unit.place_id:
            found.update(directory.districts_of(unit.place_id))
    return found


def week_standing(actor: Actor, week: Week, *, division: str = "") -> list[Row]:
    """Return how each voice in the actor's charge stands for a week, district by district.

    A week that is not over yet owes nothing. Raises Refused for one who accepts no reports.
    """
    require(actor, Permission.REPORT_ACCEPT)
    charge = districts_reviewed(actor)
    places = Place.objects.filter(pk__in=charge).select_related("parent")
    divisions = {place.pk: place.parent_id or "" for place in places}
    asked = [
        voice
        for voice in voices()
        if voice.district in charge and (not division or divisions.get(voice.district) == division)
    ]
    told = _told(week, charge)
    seen = set(SituationReport.objects.filter(pk__in=[each.pk for each in told.values()]).values_list("pk", flat=True))
    owners = _owners(asked)
    due = asked_at(week) + DUE_AFTER
    rows = []
    for voice in asked:
        report = told.get((voice.district, voice.unit.compartment))
        standing, late = _standing(report, due)
        rows.append(
            Row(
                voice=voice,
                division=divisions.get(voice.district, ""),
                standing=standing,
                days_late=late,
                submitted_at=report.submitted_at if report else None,
                report=report.pk if report and report.pk in seen else None,
                owners=tuple(owners.get((voice.role, voice.unit.audience), ())),
            )
        )
    return sorted(rows, key=lambda row: (row.voice.place_name, row.voice.unit.compartment != "police"))


def divisions_of(actor: Actor) -> list[Place]:
    """Return the divisions in which the actor reviews districts, by name."""
    inside = Place.objects.filter(pk__in=districts_reviewed(actor)).values("parent_id")
    return list(Place.objects.filter(pk__in=inside, kind="division").order_by("name"))


def _told(week: Week, districts: set[str]) -> dict[tuple[str, str], SituationReport]:
    """Return what each voice let go for a week, or had returned; of several the one that stands best."""
    with acting_as(SYSTEM):
        reports = list(
            SituationReport.objects.filter(
                period_from__lte=week.last,
                period_to__gte=week.first,
                district_id__in=districts,
                is_taken_down=False,
            )
            .exclude(state=ReportState.DRAFT)
            .only("district_id", "voice", "state", "is_quiet", "submitted_at")
            .order_by("submitted_at", "id")
        )
    best: dict[tuple[str, str], list[SituationReport]] = defaultdict(list)
    for report in reports:
        best[report.district_id, report.voice].append(report)
    order = (ReportState.ACCEPTED, ReportState.SUBMITTED, ReportState.RETURNED)
    return {
        key: min(listed, key=lambda report: (report.is_quiet, order.index(ReportState(report.state))))
        for key, listed in best.items()
    }


def _standing(report: SituationReport | None, due: datetime) -> tuple[Standing, int]:
    now = clock.now()
    if report is None:
        if now <= due:
            return Standing.WAITING, 0
        return (Standing.LATE if now <= due + HEARD_AFTER else Standing.SILENT), _days(now, due)
    if report.state == ReportState.RETURNED:
        return Standing.RETURNED, 0
    late = _days(report.submitted_at, due) if report.submitted_at else 0
    if report.is_quiet:
        return Standing.QUIET, late
    return (Standing.ACCEPTED if report.state == ReportState.ACCEPTED else Standing.SUBMITTED), late


def _days(moment: datetime, due: datetime) -> int:
    """Return how many days after an hour something was, begun days counting whole."""
    return max(0, -((due - moment) // timedelta(days=1)))


def _owners(asked: Iterable[Voice]) -> dict[tuple[str, int], list[Bilingual]]:
    wanted = {(voice.role, voice.unit.audience) for voice in asked}
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
