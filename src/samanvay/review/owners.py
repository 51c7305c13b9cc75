"""Who may own a decision: an office of the district, a person there, the chair's office, or every office of a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.access.roles import BY_CODE
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.refusals import Invalid

from .agenda.stakes import SOURCES
from .invitations.inviting import Seat, holders_of_many, seats_over
from .models import Conference, Invitation, Item, Shown

EVERY = "every"
MORE_ROLES = ("police_chief", "district_magistrate", "ahtu_in_charge", "dcpu", "cwc_member", "labour_officer")
GROUPS: dict[str, Bilingual] = {
    EVERY: Bilingual("All districts of the meeting", "बैठक के सभी जनपद"),
    **{
        source.code: Bilingual(f"All districts with: {source.name.en}", f"सभी जनपद, जिनमें: {source.name.hi}")
        for source in SOURCES
        if source.is_told
    },
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A role at a unit and, where one is named, the person."""

    role: str
    audience: int
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who was chosen: ``group`` is "" where it is one office."""

    owners: tuple[Owner, ...]
    group: str = ""

    @property
    def first(self) -> Owner:
        return self.owners[0]


def choices(conference: Conference, item: Item) -> list[tuple[Bilingual, list[tuple[str, str]]]]:
    """Return the owners to choose from, in groups of (value, words): offices, persons, all districts that …"""
    seats = _seats(conference, item)
    held = holders_of_many([(seat.role, seat.audience) for seat in seats])
    units = directory.units_of({seat.audience for seat in seats})
    offices, persons = [], []
    for seat in seats:
        unit = units.get(seat.audience)
        words = office_words(seat.role, unit)
        offices.append((f"{seat.role}:{seat.audience}", str(words)))
        for user in held.get((seat.role, seat.audience), []):
            name = Bilingual(user.name, user.name_hi or user.name)
            persons.append((f"{seat.role}:{seat.audience}:{user.pk}", f"{name}, {words}"))
    found = [
        (Bilingual("Offices", "कार्यालय"), offices),
        (Bilingual("Persons", "व्यक्ति"), persons),
    ]
    if conference.walks_districts:
        roles = dict.fromkeys(
            Invitation.objects.filter(conference=conference).exclude(district="").values_list("role", flat=True)
        )
        found.append(
            (
                Bilingual("The whole group", "पूरा समूह"),
                [
                    (f"*{group}:{role}", f"{words}: {BY_CODE[role].name}")
                    for group, words in GROUPS.items()
                    for role in roles
                    if role in BY_CODE
                ],
            )
        )
    return [each for each in found if each[1]]


def office_words(role: str, unit: Unit | None) -> Bilingual:
    """Return a role at a unit in words."""
    name = BY_CODE[role].name if role in BY_CODE else Bilingual(role)
    return Bilingual(f"{name.en}, {unit.name}", f"{name.hi}, {unit.name_hi or unit.name}") if unit else name


def chosen(conference: Conference, item: Item, value: str) -> Chosen:
    """Return the owners that a value of the choices stands for. Raises Invalid for another, or a group of nobody."""
    head, _sep, rest = value.partition(":")
    if head.startswith("*"):
        return _group(conference, head[1:], rest)
    audience, _sep, person = rest.partition(":")
    for seat in _seats(conference, item):
        if (seat.role, str(seat.audience)) != (head, audience):
            continue
        if not person:
            return Chosen((Owner(seat.role, seat.audience),))
        for user in holders_of_many([(seat.role, seat.audience)]).get((seat.role, seat.audience), []):
            if user.pk == _uuid(person):
                return Chosen((Owner(seat.role, seat.audience, user),))
    raise Invalid("owner", _("Choose who must do it."))


def _group(conference: Conference, group: str, role: str) -> Chosen:
    if group not in GROUPS:
        raise Invalid("owner", _("Choose who must do it."))
    invited = Invitation.objects.filter(conference=conference, role=role).exclude(district="").order_by("pk")
    if group != EVERY:
        named = Shown.objects.filter(item__conference=conference, source=group, number__gt=0)
        invited = invited.filter(district__in=named.values("item__district"))
    owners = tuple(Owner(each.role, each.audience) for each in invited)
    if not owners:
        raise Invalid("owner", _("No district of this meeting is in that group."))
    return Chosen(owners, group)


def _seats(conference: Conference, item: Item) -> list[Seat]:
    """Return the offices of the item's district, then the chair's and what else was invited from above districts."""
    found: list[Seat] = []
    if item.district:
        found += seats_over(item.district, MORE_ROLES, conference.home_state)
    above = Invitation.objects.filter(conference=conference, district="").order_by("pk")
    found += [Seat(each.role, each.audience, "") for each in above]
    found.append(Seat(conference.chair_role, conference.home_unit, ""))
    return _each_once(found)


def _each_once(seats: Iterable[Seat]) -> list[Seat]:
    return list({(seat.role, seat.audience): seat for seat in seats}.values())


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
