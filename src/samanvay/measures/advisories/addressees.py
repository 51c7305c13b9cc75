"""Who receives an advisory in a district: an office, the unit that it is there, the role that owns what comes in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.actions.duties import Step
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual

from .clocks import DESK_HEARS_AFTER, SUPERIOR_HEARS_AFTER


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a district has: its kinds of unit, and the role that answers for it."""

    code: str
    kinds: tuple[str, ...]
    role: str
    words: Bilingual


def _office(code: str, kinds: tuple[str, ...], role: str, en: str, hi: str) -> Office:
    return Office(code, kinds, role, Bilingual(en, hi))


OFFICES: dict[str, Office] = {
    office.code: office
    for office in (
        _office("police", ("district_police", "commissionerate"), "police_chief", "Police chief", "पुलिस प्रमुख"),
        _office("ahtu", ("ahtu",), "ahtu_in_charge", "AHTU in charge", "एएचटीयू प्रभारी"),
        _office("administration", ("district_office",), "district_magistrate", "District Magistrate", "जिलाधिकारी"),
    )
}
OFFICE_OF_ROLE = {office.role: office.code for office in OFFICES.values()}
HEADS = {
    "range": "range_officer",
    "division_office": "divisional_commissioner",
    "district_police": "police_chief",
    "commissionerate": "police_chief",
    "home_department": "home_secretary",
}


@dataclass(frozen=True, slots=True)
class Addressee:
    """A role at a unit of a district."""

    unit: Unit
    role: str

    @property
    def district(self) -> str:
        return self.unit.place_id or ""

    @property
    def key(self) -> tuple[int, str]:
        return self.unit.audience, self.role


def addressees_in(districts: Iterable[str], offices: Iterable[str]) -> list[Addressee]:
    """Return the seats of districts, by the names of the districts; an office that a district lacks is left out."""
    wanted = [OFFICES[code] for code in OFFICES if code in set(offices)]
    kinds = {kind: office for office in wanted for kind in office.kinds}
    found = Unit.objects.open(clock.today()).filter(kind__in=kinds, place_id__in=list(districts))
    order = {office.code: number for number, office in enumerate(wanted)}
    listed = [(unit, kinds[unit.kind]) for unit in found.select_related("place")]
    listed.sort(key=lambda item: (item[0].place.name if item[0].place else "", order[item[1].code], item[0].audience))
    taken: set[tuple[str | None, str]] = set()
    seats = []
    for unit, office in listed:
        if (unit.place_id, office.code) not in taken:
            taken.add((unit.place_id, office.code))
            seats.append(Addressee(unit, office.role))
    return seats


def posted_addressees(wanted: Sequence[Addressee]) -> set[tuple[int, str]]:
    """Return the seats that somebody holds today, by unit and role."""
    grants = Grant.objects.filter(audience__in=[seat.unit.audience for seat in wanted], user__is_active=True)
    return set(grants.in_force(clock.today()).values_list("audience", "role"))


def steps_above(audience: int, home_state: str) -> list[Step]:
    """Return whom silence reaches: the unit above after a day, the state's desk after three."""
    steps = []
    above = directory.superior_of(audience)
    if above is not None:
        steps.append(Step(SUPERIOR_HEARS_AFTER, head_role(above), above))
    desk = directory.desk_of(home_state)
    if desk is not None and desk.audience != above:
        steps.append(Step(DESK_HEARS_AFTER, "state_bureau", desk.audience))
    return steps


def head_role(audience: int) -> str:
    """Return the role that heads a unit, as far as it is known; the steps of duties find whoever serves there."""
    kind = Unit.objects.filter(audience=audience).values_list("kind", flat=True).first()
    return HEADS.get(kind or "", "state_nodal_officer")


def who_names_owner(audience: int, home_state: str) -> tuple[str, int] | None:
    """Return role and unit of the nearest officer above who commands, else the state's desk; None without one."""
    for above in directory.readers_for(audience)[2:]:
        grants = Grant.objects.filter(audience=above, user__is_active=True).in_force(clock.today())
        for role in grants.order_by("since", "id").values_list("role", flat=True):
            if Permission.DUTY_ASSIGN in BY_CODE[role].permissions:
                return role, above
    desk = directory.desk_of(home_state)
    return ("state_bureau", desk.audience) if desk is not None else None
