"""Which offices were on the system on a day: who could have answered for them."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Q

from samanvay.access.models import Grant
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, Held

from .kinds import ActKind
from .models import Act


def answering_roles(kind: ActKind, audience: int) -> tuple[str, ...]:
    """Return the roles that answer for an act of a kind at a unit, none where the unit receives no such act."""
    unit = directory.units_of([audience]).get(audience)
    return kind.receivers.get(unit.kind, ()) if unit is not None else ()


def held_on(audience: int, roles: Iterable[str], first: date, last: date) -> bool:
    """Tell whether anybody held one of the roles at a unit on any of the days from ``first`` to ``last``.

    A grant that was ended since counts for the days on which it held; one that waits for a second person never held.
    """
    begun = datetime.combine(first, time.min, tzinfo=clock.INDIA)
    held = Grant.objects.filter(audience=audience, role__in=list(roles), since__lte=last, waits=False)
    return held.filter(
        Q(until__isnull=True) | Q(until__gte=first), Q(ended_at__isnull=True) | Q(ended_at__gte=begun)
    ).exists()


def had_office(act: Act) -> bool:
    """Tell whether the receiver of an act had an office on the system on its day: somebody who could have answered."""
    if act.receiver_unit is None:
        return False
    first = act.happened_earliest or _day(act.declared_at)
    last = act.happened_latest or _day(act.declared_at)
    return held_on(act.receiver_unit, answering_roles(act.kind, act.receiver_unit), first, last)


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.INDIA).date()


def grants_as(actor: Actor, roles: Iterable[str], audiences: Iterable[int]) -> list[Held]:
    """Return what an actor holds of some roles at some units, in the order of the grants."""
    wanted, units = set(roles), set(audiences)
    return [held for held in actor.grants if held.role in wanted and held.audience in units]
