"""Who answers for each side of a pair: its units, its nodal office, the officer for whom something waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from samanvay.access.models import Grant, User
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE, Compartment
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM_AUDIENCE

from ..kinds import EntryKind
from ..models import Candidate, Entry, Restoration

# The office that is nodal for a district: of the police and those who hand over to them, and of all who care.
NODAL = {Compartment.POLICE: "ahtu", Compartment.RAILWAY: "ahtu", Compartment.BORDER: "ahtu"}
NODAL_OF_CARE = "dcpu"


@dataclass(frozen=True, slots=True)
class Seat:
    """For whom something waits: a role at a unit, or one person who holds it there."""

    role: str
    audience: int
    user: User | None = None


@dataclass
class Lines:
    """The units that answer for entries, looked up once each: many entries of a register have the same."""

    _units: dict[int, Unit] = field(default_factory=dict)
    _nodal: dict[int, int | None] = field(default_factory=dict)

    def answering(self, entry: Entry, opened: Iterable[int] = ()) -> list[int]:
        """Return the units that answer for an entry: those that read it and the nodal office of its district.

        Left out are those to which an acceptance ``opened`` it, and partners: who could write an entry and see what is
        like it could go through the registers by guessing.
        """
        wanted = [each for each in entry.readers if each >= FIRST_UNIT_AUDIENCE and each not in set(opened)]
        self._know([*wanted, entry.home_unit])
        kept = [each for each in wanted if self._unit_is_official(each)]
        nodal = self._nodal_office(entry.home_unit)
        return list(dict.fromkeys([*kept, *([nodal] if nodal is not None else [])]))

    def _know(self, audiences: Iterable[int]) -> None:
        if unknown := [each for each in audiences if each not in self._units]:
            self._units |= directory.units_of(unknown)

    def _unit_is_official(self, audience: int) -> bool:
        unit = self._units.get(audience)
        return unit is not None and unit.compartment != Compartment.PARTNER

    def _nodal_office(self, home: int) -> int | None:
        if home not in self._nodal:
            unit = self._units.get(home)
            place = unit.place if unit else None
            found = None
            if unit is not None and place is not None:
                kind = NODAL.get(Compartment(unit.compartment), NODAL_OF_CARE)
                found = directory.district_unit(place.district_id or place.key, kind)
            self._nodal[home] = found.audience if found is not None else None
        return self._nodal[home]


def opened_to(entry: Entry) -> set[int]:
    """Return the units that see an entry only because a match was accepted."""
    pairs = Candidate.objects.filter(left=entry) | Candidate.objects.filter(right=entry)
    return {
        unit
        for pair in pairs.exclude(opened={}).only("left_id", "right_id", "opened")
        for unit in pair.opened.get("left" if pair.left_id == entry.id else "right", {}).get("rows", ())
    }


def readers_of(candidate: Candidate) -> list[int]:
    """Return who reads a pair: the units of both sides."""
    return sorted({SYSTEM_AUDIENCE, *candidate.left_units, *candidate.right_units})


def tells_place(left: Entry, right: Entry) -> bool:
    """Tell whether the side that seeks may know where the found one is.

    A child's whereabouts go to officers; a grown-up's, and those of one whose age is not known, to nobody of that side
    before the person has consented. A pair of two found or two missing has no side that seeks.
    """
    if left.kind != EntryKind.MISSING or right.kind != EntryKind.FOUND:
        return True
    if right.is_child or right.category == "body":
        return True
    return Restoration.objects.filter(found=right, consent="given").exists()


def seat_for(entry: Entry, units: Iterable[int], permission: Permission) -> Seat | None:
    """Return for whom something waits on one side: the owner, else who holds the permission at the nearest unit."""
    listed = list(dict.fromkeys([*([entry.home_unit] if entry.home_unit in set(units) else []), *units]))
    roles = [code for code, role in BY_CODE.items() if permission in role.permissions]
    held = Grant.objects.filter(audience__in=listed, role__in=roles, user__is_active=True, user__is_client=False)
    grants = sorted(
        held.in_force(clock.today()).select_related("user"),
        key=lambda grant: (listed.index(grant.audience), grant.since, grant.pk),
    )
    for grant in grants:
        if grant.user_id == entry.owner_id:
            return Seat(grant.role, grant.audience, grant.user)
    return Seat(grants[0].role, grants[0].audience) if grants else None
