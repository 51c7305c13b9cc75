"""The weekly report as a duty: opened every Monday for the districts that have not spoken, closed by the report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from samanvay.access.models import Grant
from samanvay.directory import queries as directory
from samanvay.directory.models import Place, Unit
from samanvay.duties.actions import Step, do_duty, open_duty
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Unseen

from .duty_kinds import WEEKLY_REPORT
from .models import SituationReport
from .queries import Week, week_of

HOME_STATE = "IN-UP"
ASKED_AT = time(10)
DUE_AFTER = timedelta(hours=32)  # Tuesday, 18:00
HEARD_AFTER = timedelta(days=2)
BUREAU = "state_bureau"

# Who answers for a district's week: the head of its police and of its administration.
OWNERS: dict[str, str] = {"police": "police_chief", "administration": "district_magistrate"}
HEADS: dict[str, tuple[str, ...]] = {
    "police": ("district_police", "commissionerate"),
    "administration": ("district_office",),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """The unit that speaks for a district in one compartment, and the role that owes its report."""

    district: str
    unit: Unit

    @property
    def place_name(self) -> str:
        return str(self.unit.place.names) if self.unit.place else self.district

    @property
    def role(self) -> str:
        return OWNERS[self.unit.compartment]


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


def duty_key(week: Week, voice: str, district: str) -> str:
    """Return the key under which the duty of one voice for one week is opened once."""
    return f"report:weekly:{week.first.isoformat()}:{voice}:{district}"


def voices(state: str = HOME_STATE, *, on: date | None = None) -> Iterator[Voice]:
    """Yield the heads of police and administration of every district of a state."""
    kinds = [kind for named in HEADS.values() for kind in named]
    found = Unit.objects.open(on or clock.today()).filter(home_state=state, kind__in=kinds, place__kind="district")
    for unit in found.select_related("place").order_by("audience"):
        if unit.place_id is not None:
            yield Voice(unit.place_id, unit)


def unowned_voices(state: str = HOME_STATE) -> list[Voice]:
    """Return the voices for which nobody is posted, so that no duty can wait for anybody."""
    held = _held_audiences()
    return [voice for voice in voices(state) if (voice.role, voice.unit.audience) not in held]


def open_weekly_duties(state: str = HOME_STATE) -> int:
    """Open the duty of each voice that has a holder and has not spoken for the week asked for; returns how many.

    The Home Department reads them all, of the police too: who did nothing is no secret of a compartment.

    Called every round of the ticker: four queries when there is nothing to open. Weeks before the latest are not
    asked for any more after a stop; the silence of those shows on the picture.
    """
    week = asked_week()
    with reading(SYSTEM):
        held = _held_audiences()
        asked = Duty.objects.filter(key__startswith=f"report:weekly:{week.first.isoformat()}:")
        known = set(asked.values_list("key", flat=True))
        spoken = set(
            SituationReport.objects.spoken()
            .filter(period_from__lte=week.last, period_to__gte=week.first)
            .values_list("district_id", "voice")
        )
        silent = [
            voice
            for voice in voices(state)
            if (voice.role, voice.unit.audience) in held
            and (voice.district, voice.unit.compartment) not in spoken
            and duty_key(week, voice.unit.compartment, voice.district) not in known
        ]
        if not silent:
            return 0
        readers = directory.readers_for_many(voice.unit.audience for voice in silent)
        bureau, home = _bureau(state), directory.home_departments(state)
        for voice in silent:
            _open(voice, week, {*readers[voice.unit.audience], *home}, bureau)
    return len(silent)


def close_weekly_duties(report: SituationReport) -> int:
    """Close the duties of every week that a submitted report speaks for; returns how many."""
    if report.is_taken_down:
        return 0
    weeks = list(_weeks_of(report.period_from, report.period_to))
    keys = [duty_key(week, report.voice, report.district_id) for week in weeks]
    waiting = Duty.objects.waiting().filter(key__in=keys)
    for duty in waiting:
        do_duty(by=SYSTEM, duty=duty, proof=f"report {report.pk}")
    return len(waiting)


def _open(voice: Voice, week: Week, readers: Iterable[int], bureau: Unit | None) -> None:
    said = week_words(week)
    place = voice.unit.place
    assert isinstance(place, Place)
    open_duty(
        by=SYSTEM,
        kind=WEEKLY_REPORT,
        subject=("week", f"{week.first.isoformat()}:{voice.unit.compartment}:{voice.district}"),
        title=Bilingual(
            f"Weekly report of {place.name} for {said.en}",
            f"जनपद {place.name_hi or place.name} का साप्ताहिक प्रतिवेदन, {said.hi}",
        ),
        owner_role=voice.role,
        owner_audience=voice.unit.audience,
        due_at=asked_at(week) + DUE_AFTER,
        readers=readers,
        home_state=voice.unit.home_state,
        link=f"/reports/new/?week={week.first.isoformat()}",
        escalate=[Step(HEARD_AFTER, BUREAU, bureau.audience)] if bureau else [],
        key=duty_key(week, voice.unit.compartment, voice.district),
        opener_unit=bureau.audience if bureau else None,
    )


def _weeks_of(first: date, last: date) -> Iterator[Week]:
    week = week_of(first)
    while week.first <= last:
        yield week
        week = week_of(week.last + timedelta(days=1))


def _held_audiences() -> set[tuple[str, int]]:
    """Return (role, audience) of every head that somebody holds today."""
    roles = Q(role__in=list(OWNERS.values()))
    return set(
        Grant.objects.filter(roles, user__is_active=True).in_force(clock.today()).values_list("role", "audience")
    )


def _bureau(state: str) -> Unit | None:
    try:
        return directory.district_unit(state, BUREAU)
    except Unseen:
        return None
