"""Posts that nobody holds: told as such, and never as silence of their district."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from samanvay.access.roles import BY_CODE
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.reports.weeks.offices import last_held

from .invitations.inviting import holders_of_many
from .kinds import SEATS
from .wording import day_in_both

POSTS = ("police_chief", "district_magistrate", "ahtu_in_charge")
SINCE = Bilingual("Post vacant since {day}: {role}, {place}", "पद {day} से रिक्त: {role}, {place}")
NEVER_HELD = Bilingual("Post vacant: {role}, {place}", "पद रिक्त: {role}, {place}")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post without a holder; ``since`` is None where nobody is known to have held it."""

    role: str
    unit: Unit
    since: date | None

    @property
    def words(self) -> Bilingual:
        place = self.unit.place.names if self.unit.place else self.unit.names
        words = SINCE if self.since else NEVER_HELD
        return words.format(
            role=BY_CODE[self.role].name, place=place, day=day_in_both(self.since) if self.since else ""
        )


def vacant_posts(districts: Collection[str]) -> dict[str, list[Vacancy]]:
    """Return by district the posts of its police, its administration and its AHTU that nobody holds today."""
    kinds = {kind: role for role in POSTS for kind in SEATS[role]}
    units = Unit.objects.open(clock.today()).filter(
        Q(place_id__in=districts) | Q(place__district_id__in=districts), kind__in=kinds
    )
    posts = [(kinds[unit.kind], unit) for unit in units.select_related("place").order_by("audience")]
    since = vacant_since((role, unit.audience) for role, unit in posts)
    found: dict[str, list[Vacancy]] = defaultdict(list)
    for role, unit in posts:
        if (role, unit.audience) in since and unit.place is not None:
            district = unit.place.key if unit.place.kind == "district" else unit.place.district_id or ""
            found[district].append(Vacancy(role, unit, since[role, unit.audience]))
    return found


def vacant_since(seats: Iterable[tuple[str, int]], on: date | None = None) -> dict[tuple[str, int], date | None]:
    """Return of (role, audience) those that nobody holds on a day or today, each since when."""
    wanted, today = set(seats), on or clock.today()
    held = holders_of_many(wanted, today)
    vacant = wanted - held.keys()
    return {**dict.fromkeys(vacant), **last_held(vacant, today)}
