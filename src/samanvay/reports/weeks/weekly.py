"""The weekly report as a duty: opened every Monday for the districts that have not spoken, closed by the report."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.directory import queries as directory
from samanvay.directory.kinds import COMPARTMENTS
from samanvay.directory.models import Place, Unit
from samanvay.duties.actions.duties import Step, do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused

from ..duty_kinds import VACANT_REPORTS, WEEKLY_REPORT
from ..models import SituationReport
from ..queries import Week, reporting_desk, week_of
from .offices import BUREAU, Seat, seats_above, writers_above

ASKED_AT = time(10)
DUE_AFTER = timedelta(hours=32)  # Tuesday, 18:00
HEARD_AFTER = timedelta(days=2)
SUNDAY = 6

# Who answers for a district's week: the head of its police and of its administration.
OWNERS: dict[str, str] = {"police": "police_chief", "administration": "district_magistrate"}
HEADS: dict[str, tuple[str, ...]] = {
    "police": ("district_police", "commissionerate"),
    "administration": ("district_office",),
}
HEAD_KINDS = tuple(kind for kinds in HEADS.values() for kind in kinds)

Part = tuple[str, str, date]  # of whose week: district, agency, Monday


@dataclass(frozen=True, slots=True)
class ReportingAgency:
    """The unit that speaks for a district in one compartment, and the role that owes its report."""

    district: str
    unit: Unit

    @property
    def place_name(self) -> str:
        return str(self.unit.place.names) if self.unit.place else self.district

    @property
    def role(self) -> str:
        return OWNERS[self.unit.compartment]

    def part_of(self, week: Week) -> Part:
        """Return the key of the agency's part of a week."""
        return self.district, self.unit.compartment, week.first


def asked_week(moment: datetime | None = None) -> Week:
    """Return the latest whole week whose report has been asked for: from Monday 10:00 in India it is the one before."""
    here = (moment or clock.now()).astimezone(clock.INDIA)
    monday = week_of(here.date()).first
    if here < datetime.combine(monday, ASKED_AT, tzinfo=clock.INDIA):
        monday -= timedelta(days=7)
    return week_of(monday - timedelta(days=1))


def asked_at(week: Week) -> datetime:
    """Return when the report of a week is asked for: the Monday after it, 10:00 in India."""
    return datetime.combine(week.last + timedelta(days=1), ASKED_AT, tzinfo=clock.INDIA)


def week_words(week: Week) -> Bilingual:
    """Return a week as people write it, in both languages."""
    said = PartialDate.between(week.first, week.last)
    return Bilingual(said.words("en"), said.words("hi"))


def duty_key(week: Week, agency: str, district: str) -> str:
    """Return the key under which the duty of one agency for one week is opened once."""
    return f"report:weekly:{week.first.isoformat()}:{agency}:{district}"


def agencies(state: str, *, on: date | None = None) -> Iterator[ReportingAgency]:
    """Yield the heads of police and administration of every district of a state."""
    found = Unit.objects.open(on or clock.today()).filter(home_state=state, kind__in=HEAD_KINDS, place__kind="district")
    for unit in found.select_related("place").order_by("audience"):
        if unit.place_id is not None:
            yield ReportingAgency(unit.place_id, unit)


def by_those_who_speak(reports: QuerySet[SituationReport]) -> QuerySet[SituationReport]:
    """Keep the reports of the units that speak for a district's police and administration, now or before.

    That of a thana, a desk or a unit against trafficking is a report of its own and settles no part of the district.
    """
    heads = Unit.objects.filter(kind__in=HEAD_KINDS).values("audience")
    return reports.filter(home_unit__in=heads, is_taken_down=False)


def whole_weeks(periods: Iterable[tuple[date, date]]) -> set[date]:
    """Return the Mondays of the weeks of which some periods, first and last day, together cover every day."""
    days = {first + timedelta(days=ahead) for first, last in periods for ahead in range((last - first).days + 1)}
    return {
        day - timedelta(days=6)
        for day in days
        if day.weekday() == SUNDAY and all(day - timedelta(days=back) in days for back in range(7))
    }


def weeks_told(first: date, last: date, *, districts: Collection[str] | None = None) -> dict[Part, bool]:
    """Return the parts that have come in of weeks inside two days, each with whether there was nothing to report.

    A part has come in when what the unit that speaks for the district has let go covers every day of the week; a
    report of some of its days settles nothing. Of every district where none are named.
    """
    sent = by_those_who_speak(SituationReport.objects.sent()).filter(period_from__lte=last, period_to__gte=first)
    if districts is not None:
        sent = sent.filter(district_id__in=list(districts))
    spoken: dict[tuple[str, str], list[tuple[date, date, bool]]] = defaultdict(list)
    for district, agency, begins, ends, is_quiet in sent.values_list(
        "district_id", "agency", "period_from", "period_to", "is_quiet"
    ):
        spoken[district, agency].append((max(first, begins), min(last, ends), is_quiet))
    return {
        (district, agency, monday): all(
            quiet for begins, ends, quiet in listed if begins <= monday + timedelta(days=6) and ends >= monday
        )
        for (district, agency), listed in spoken.items()
        for monday in whole_weeks((begins, ends) for begins, ends, _quiet in listed)
    }


def week_to_write(actor: Actor) -> Week:
    """Return the week that a new report is about when nobody says otherwise.

    It is the week asked for, then the last whole one, as long as the actor's own unit has not let go a report of all
    its days; else the one that runs. Who writes for no district of their own is given the week asked for.
    """
    running = week_of(clock.today())
    desk = reporting_desk(actor)
    if desk is None:
        return asked_week()
    owed = list(dict.fromkeys([asked_week(), week_of(running.first - timedelta(days=1))]))
    own = SituationReport.objects.spoken().filter(
        home_unit=desk[0].audience, period_from__lte=owed[-1].last, period_to__gte=owed[0].first
    )
    told = whole_weeks(own.values_list("period_from", "period_to"))
    return next((week for week in owed if week.first not in told), running)


def too_early_for_nothing(period_to: date) -> str:
    """Return why "nothing to report" cannot yet be said of a period, "" where its last week is over or ends today."""
    last = week_of(period_to).last
    if last <= clock.today():
        return ""
    return _("The week ends on %(day)s. You can send a nil report from that day.") % {
        "day": date_format(last, "DATE_FORMAT")
    }


def unowned_agencies(state: str) -> list[ReportingAgency]:
    """Return the agencies for which nobody is posted, so that no duty can wait for anybody."""
    held = _held_audiences()
    return [agency for agency in agencies(state) if (agency.role, agency.unit.audience) not in held]


def to_file_for(actor: Actor, audience: int) -> ReportingAgency:
    """Return the agency of a vacant post in whose place the actor, who writes reports above it, sends its report.

    Raises Refused for another.
    """
    unit = directory.units_of([audience]).get(audience)
    if unit is None or unit.kind not in HEAD_KINDS or unit.place_id is None:
        raise Refused(_("This unit sends no weekly report of a district."))
    agency = ReportingAgency(unit.place_id, unit)
    if (agency.role, audience) in _held_audiences():
        raise Refused(_("This post is held again: its own office sends the report."))
    above = writers_above([audience])[audience]
    if not any(holds(actor, Permission.REPORT_WRITE, audience=seat.audience) for seat in above):
        raise Refused(_("You do not have permission. An office above the vacant post that writes reports can send it."))
    return agency


def open_weekly_duties() -> int:
    """Open the duty of each agency that has a holder and has not spoken for the week asked for; returns how many.

    Those that nobody is posted to write fall together to whoever accepts reports above them, one duty for each such
    seat and agency. The Home Department reads them all, of the police too: who did nothing is no secret of a
    compartment.

    Called every round of the ticker: five queries when there is nothing to open and every post is held, three more
    where one is not. Weeks before the latest are not asked for any more after a stop; the silence of those shows on the
    picture.
    """
    week = asked_week()
    with reading(SYSTEM):
        held = _held_audiences()
        asked = Duty.objects.filter(key__startswith=f"report:weekly:{week.first.isoformat()}:")
        known = set(asked.values_list("key", flat=True))
        told = weeks_told(week.first, week.last)
        state = directory.home_state()
        untold = [agency for agency in agencies(state) if agency.part_of(week) not in told]
        silent = [
            agency
            for agency in untold
            if (agency.role, agency.unit.audience) in held
            and duty_key(week, agency.unit.compartment, agency.district) not in known
        ]
        vacant = [agency for agency in untold if (agency.role, agency.unit.audience) not in held]
        fallen = {key: left for key, left in _fallen(vacant, week, state).items() if key not in known}
        if not silent and not fallen:
            return 0
        readers = directory.readers_for_many(
            {*(agency.unit.audience for agency in silent), *(seat.audience for seat, _agencies in fallen.values())}
        )
        bureau, home = directory.desk_of(state), directory.home_departments(state)
        for agency in silent:
            _open(agency, week, {*readers[agency.unit.audience], *home}, bureau)
        for key, (seat, left) in fallen.items():
            _open_fallen(key, seat, left, week, {*readers[seat.audience], *home}, bureau)
    return len(silent) + len(fallen)


def close_weekly_duties(report: SituationReport) -> int:
    """Close the duties of every week that a submitted report settles, by itself or with others; returns how many."""
    first, last = week_of(report.period_from).first, week_of(report.period_to).last
    told = weeks_told(first, last, districts=[report.district_id])
    mondays = [monday for district, agency, monday in told if agency == report.agency]
    keys = [duty_key(week_of(monday), report.agency, report.district_id) for monday in mondays]
    waiting = list(Duty.objects.waiting().filter(key__in=keys))
    for monday in mondays:
        waiting += _fallen_and_told(week_of(monday), report.agency, report.home_state)
    for duty in waiting:
        do_duty(by=SYSTEM, duty=duty, proof=f"report {report.pk}")
    return len(waiting)


def _fallen(vacant: Iterable[ReportingAgency], week: Week, state: str) -> dict[str, tuple[Seat, list[ReportingAgency]]]:
    """Return by the key of their duty the seats to which vacant agencies fall, each with the agencies of one kind."""
    listed = list(vacant)
    seats = seats_above({agency.unit.audience for agency in listed}, state)
    found: dict[str, tuple[Seat, list[ReportingAgency]]] = {}
    for agency in listed:
        if (seat := seats.get(agency.unit.audience)) is not None:
            key = f"{_fallen_prefix(week, agency.unit.compartment)}{seat.audience}"
            found.setdefault(key, (seat, []))[1].append(agency)
    return found


def _fallen_and_told(week: Week, agency: str, state: str) -> list[Duty]:
    """Return the duties of vacant posts for a week that wait for nobody's part any more."""
    waiting = list(Duty.objects.waiting().filter(key__startswith=_fallen_prefix(week, agency)))
    if not waiting:
        return []
    held, told = _held_audiences(), weeks_told(week.first, week.last)
    vacant = [
        each
        for each in agencies(state)
        if each.unit.compartment == agency
        and (each.role, each.unit.audience) not in held
        and each.part_of(week) not in told
    ]
    left = _fallen(vacant, week, state)
    return [duty for duty in waiting if duty.key not in left]


def _fallen_prefix(week: Week, agency: str) -> str:
    return f"report:weekly:{week.first.isoformat()}:{agency}:vacant:"


def _open_fallen(
    key: str, seat: Seat, left: list[ReportingAgency], week: Week, readers: Iterable[int], bureau: Unit | None
) -> None:
    said, agency = week_words(week), left[0].unit.compartment
    of = COMPARTMENTS[agency]
    # Without their number: it falls as they come in, and a title stands as it was written.
    title = Bilingual(
        f"{of.en}: weekly reports of districts where nobody is posted to write them, for {said.en}",
        f"{of.hi}: उन जनपदों की साप्ताहिक रिपोर्टें जहाँ लिखने वाला कोई तैनात नहीं, {said.hi}",
    )
    if len(left) == 1 and isinstance(place := left[0].unit.place, Place):
        title = Bilingual(
            f"{of.en}: weekly report of {place.name} for {said.en}, where nobody is posted to write it",
            f"{of.hi}: जनपद {place.name_hi or place.name} की साप्ताहिक रिपोर्ट, {said.hi}, जहाँ लिखने वाला कोई तैनात नहीं",
        )
    is_desk = bureau is not None and seat.audience == bureau.audience
    open_duty(
        by=SYSTEM,
        kind=VACANT_REPORTS,
        subject=("week", f"{week.first.isoformat()}:{agency}:vacant:{seat.audience}"),
        title=title,
        owner_role=seat.role,
        owner_audience=seat.audience,
        due_at=asked_at(week) + DUE_AFTER,
        readers=readers,
        home_state=left[0].unit.home_state,
        link=f"/reports/week/?week={week.first.isoformat()}",
        escalate=[Step(HEARD_AFTER, BUREAU, bureau.audience)] if bureau and not is_desk else [],
        key=key,
        opener_unit=bureau.audience if bureau else None,
    )


def _open(agency: ReportingAgency, week: Week, readers: Iterable[int], bureau: Unit | None) -> None:
    said = week_words(week)
    place = agency.unit.place
    assert isinstance(place, Place)
    open_duty(
        by=SYSTEM,
        kind=WEEKLY_REPORT,
        subject=("week", f"{week.first.isoformat()}:{agency.unit.compartment}:{agency.district}"),
        title=Bilingual(
            f"Weekly report of {place.name} for {said.en}",
            f"जनपद {place.name_hi or place.name} की साप्ताहिक रिपोर्ट, {said.hi}",
        ),
        owner_role=agency.role,
        owner_audience=agency.unit.audience,
        due_at=asked_at(week) + DUE_AFTER,
        readers=readers,
        home_state=agency.unit.home_state,
        link=f"/reports/new/?week={week.first.isoformat()}",
        escalate=[Step(HEARD_AFTER, BUREAU, bureau.audience)] if bureau else [],
        key=duty_key(week, agency.unit.compartment, agency.district),
        opener_unit=bureau.audience if bureau else None,
    )


def _held_audiences() -> set[tuple[str, int]]:
    """Return (role, audience) of every head that somebody holds today."""
    roles = Q(role__in=list(OWNERS.values()))
    return set(
        Grant.objects.filter(roles, user__is_active=True).in_force(clock.today()).values_list("role", "audience")
    )
