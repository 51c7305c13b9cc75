"""Police stations that gave no sign: no case, no report, nobody signed in. Silence is never read as calm."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from samanvay.access import events as access
from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.models import Event
from samanvay.cases.models import Case
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.reports.models import SituationReport

STATION_KINDS = ("station", "grp_station", "rpf_post")
SILENT_AFTER = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SilentStation:
    """A station without a sign for ``SILENT_AFTER``; ``is_manned``: somebody is posted who could give one."""

    district: str
    names: Bilingual
    is_manned: bool


def silent_stations(actor: Actor, districts: Collection[str], *, moment: datetime | None = None) -> list[SilentStation]:
    """Return the stations of some districts that gave no sign in the last fourteen days, by name.

    Counted for the whole district whoever asks: it tells of stations, not of any case. Five queries however many there
    are.
    """
    require(actor, Permission.REPORT_ACCEPT)
    since = (moment or clock.now()) - SILENT_AFTER
    with reading(SYSTEM):
        stations = _stations(districts)
        by_user = dict(_officers(unit.audience for unit in stations.values()))
        heard = _heard(stations, by_user, since)
        manned = set(by_user.values())
    silent = [
        SilentStation(_district(unit), unit.names, audience in manned)
        for audience, unit in stations.items()
        if audience not in heard
    ]
    return sorted(silent, key=lambda each: (each.district, not each.is_manned, each.names.en))


def _stations(districts: Collection[str]) -> dict[int, Unit]:
    open_now = Unit.objects.open(clock.today()).filter(kind__in=STATION_KINDS).select_related("place")
    return {unit.audience: unit for unit in open_now if _district(unit) in districts}


def _district(unit: Unit) -> str:
    if unit.place is None:
        return ""
    return unit.place.key if unit.place.kind == "district" else unit.place.district_id or ""


def _officers(audiences: Iterable[int]) -> Iterable[tuple[str, int]]:
    held = Grant.objects.filter(audience__in=list(audiences), user__is_active=True).in_force(clock.today())
    return [(str(user), audience) for user, audience in held.values_list("user_id", "audience")]


def _heard(stations: Mapping[int, Unit], by_user: Mapping[str, int], since: datetime) -> set[int]:
    signed = Event.objects.filter(
        subject_kind="user", subject_id__in=list(by_user), kind=access.SIGNED_IN.code, at__gte=since
    )
    heard = {by_user[user] for user in signed.values_list("subject_id", flat=True)}
    named = list(stations)
    heard.update(Case.objects.filter(home_unit__in=named, opened_at__gte=since).values_list("home_unit", flat=True))
    heard.update(
        SituationReport.objects.filter(home_unit__in=named, written_at__gte=since).values_list("home_unit", flat=True)
    )
    return heard
