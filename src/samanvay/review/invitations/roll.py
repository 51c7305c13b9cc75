"""The roll of a sitting: the offices that are expected, who holds them, which posts are vacant, who was there."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual

from ..models import Conference, Invitation
from ..queries import units_named
from ..states import Presence
from ..vacancies import vacant_since
from .inviting import holders_of_many


@dataclass(frozen=True, slots=True)
class RollRow:
    """An office on the roll: its unit, who holds it; of a vacant post since when, None where nobody is known."""

    invitation: Invitation
    unit: Unit | None
    holder: str
    is_vacant: bool
    since: date | None

    @property
    def place(self) -> str:
        return str(self.unit.place.names) if self.unit and self.unit.place else ""

    @property
    def role(self) -> str:
        return str(self.invitation.role_words)

    @property
    def is_ticked(self) -> bool:
        """Whether it is noted as present: nobody is for being expected."""
        return self.invitation.presence == Presence.PRESENT

    @property
    def seen(self) -> str:
        """The mark as a form sends it back beside a new one."""
        return f"{self.invitation.pk}:{self.is_ticked:d}:{self.invitation.by_role}"


def roll_of(conference: Conference) -> tuple[RollRow | None, list[RollRow]]:
    """Return the chair's row, where it was noted, and the rows of the other offices by place, as the reader sees them.

    Who holds a post is told as of the day of the sitting.
    """
    listed = list(Invitation.objects.filter(conference=conference).order_by("pk"))
    units = units_named(each.audience for each in listed)
    seats = {(each.role, each.audience) for each in listed}
    day = (conference.begun_at or clock.now()).astimezone(clock.INDIA).date()
    held, vacant = holders_of_many(seats, day), vacant_since(seats, day)
    rows = []
    for each in listed:
        seat = (each.role, each.audience)
        names = ", ".join(str(Bilingual(user.name, user.name_hi or user.name)) for user in held.get(seat, ()))
        rows.append(RollRow(each, units.get(each.audience), names, seat in vacant, vacant.get(seat)))
    chair = (conference.chair_role, conference.home_unit)
    own = next((row for row in rows if (row.invitation.role, row.invitation.audience) == chair), None)
    rows = [row for row in rows if row is not own]
    return own, sorted(rows, key=attrgetter("place", "role"))
