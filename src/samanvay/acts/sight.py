"""Who sees more of an act than that it was done, and on which day."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.roles import Compartment
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor

from .kinds import Sight
from .models import Act

COMPARTMENTS: Mapping[str, frozenset[str]] = {
    Sight.WELFARE: frozenset({Compartment.WELFARE}),
    Sight.JUSTICE: frozenset({Compartment.POLICE, Compartment.RAILWAY, Compartment.BORDER, Compartment.JUSTICE}),
}


def seen_in_full(actor: Actor, acts: Iterable[Act]) -> frozenset[UUID]:
    """Return those of the acts of which the actor sees all: of any other the kind, the day and the state alone.

    A kind for all is seen in full by whoever sees the act; another by its own compartments among the readers, and by
    the lines of the two offices between which it passed.
    """
    listed = list(acts)
    open_to = {act.id: _by_compartment(actor, act) for act in listed}
    offices = {
        unit
        for act in listed
        if not open_to[act.id]
        for unit in (act.maker_unit, act.receiver_unit)
        if unit is not None
    }
    lines = directory.readers_for_many(sorted(offices))
    held = {grant.audience for grant in actor.grants if holds(actor, Permission.CASE_READ, audience=grant.audience)}
    return frozenset(
        act.id
        for act in listed
        if open_to[act.id]
        or any(held.intersection(lines[unit]) for unit in (act.maker_unit, act.receiver_unit) if unit is not None)
    )


def sees_all_of(actor: Actor, act: Act) -> bool:
    """Tell whether the actor sees all of one act."""
    return act.id in seen_in_full(actor, [act])


def _by_compartment(actor: Actor, act: Act) -> bool:
    wanted = COMPARTMENTS.get(act.kind.sight)
    if wanted is None or actor.is_system:
        return True
    return any(held.compartment in wanted and held.audience in act.readers for held in actor.grants)
