"""What may be asked about acts. The rows are those that the actor sees; the database decides which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from samanvay.cases.models import Case, CasePerson
from samanvay.cases.policies import may_read_case
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from . import policies
from .clocks import ActClock, counted_clocks, ended_by
from .kinds import KINDS, ActKind, act_kind
from .models import Act
from .states import ActState


@dataclass(frozen=True, slots=True)
class ClockOfPerson:
    """A clock of the law for a person: its duty, and the act that ended it, None while it runs or ended otherwise."""

    clock: ActClock
    duty: Duty
    act: Act | None


def act_or_unseen(actor: Actor, act_id: UUID, *, lock: bool = False) -> Act:
    """Return an act that the actor sees. Raises Unseen, Refused where they read no case at any of its units.

    ``lock`` keeps others from changing it until the caller's transaction ends.
    """
    acts = Act.objects.select_for_update() if lock else Act.objects.select_related("place")
    act = acts.filter(pk=act_id).first()
    if act is None:
        raise Unseen
    policies.may_read_act(actor, act)
    return act


def acts_of_case(actor: Actor, case: Case) -> list[Act]:
    """Return the acts of a case by their hour, withdrawn ones last. Raises Refused."""
    may_read_case(actor, case)
    return _in_order(Act.objects.filter(case=case).select_related("place"))


def timeline(actor: Actor, person: CasePerson) -> list[Act]:
    """Return the acts of a person, with those of the whole case, by their hour, withdrawn ones last. Raises Refused."""
    may_read_case(actor, person)
    return _in_order(Act.objects.filter(Q(person=person) | Q(person=None, case=person.case_id)).select_related("place"))


def _in_order(acts: Iterable[Act]) -> list[Act]:
    return sorted(acts, key=lambda act: (act.state == "withdrawn", act.counts_at, act.declared_at, act.id))


def clocks_of(actor: Actor, person: CasePerson) -> list[ClockOfPerson]:
    """Return the clocks of a person that acts start or stop and that the actor sees. Raises Refused."""
    may_read_case(actor, person)
    counted = [
        (each, duty)
        for each in counted_clocks().values()
        if (duty := each.duties_of(person.case_id, person.id).last()) is not None
    ]
    ends = {duty.id: ended_by(duty) for _each, duty in counted}
    acts = {act.id: act for act in Act.objects.filter(pk__in=[each for each in ends.values() if each])}
    in_order = sorted(counted, key=lambda one: (one[1].due_at, one[1].id))
    return [ClockOfPerson(each, duty, _act_of(acts, ends[duty.id])) for each, duty in in_order]


def _act_of(acts: Mapping[UUID, Act], key: UUID | None) -> Act | None:
    return acts.get(key) if key is not None else None


def acts_to_answer(actor: Actor) -> list[Act]:
    """Return the acts that wait for the actor's answer as their receiver, the oldest first, 200 at most."""
    policies.may_read_acts(actor)
    held = Q()
    for grant in actor.grants:
        codes = [kind.code for kind in KINDS if grant.role in kind.receiving_roles]
        held |= Q(receiver_unit=grant.audience, code__in=codes)
    if not held:
        return []
    asked = Act.objects.filter(held, state=ActState.DECLARED, is_from_before=False)
    waiting = asked.exclude(hands__contains=[actor.id])
    return list(waiting.select_related("place").order_by("declared_at", "id")[:200])


def kinds_for(actor: Actor, case: Case) -> list[ActKind]:
    """Return the kinds of act that the actor records in a case, in the order of their tables."""
    roles = {held.role for held in policies.maker_grants(actor, case)}
    return [kind for kind in KINDS if roles.intersection(kind.makers)]


def receivers_for(actor: Actor, case: Case, code: str) -> list[Unit]:
    """Return the units that may receive an act of a kind in a case: those that see it, then the nearest of its place.

    The actor's own unit is none of them where it is the only one by which they record it. Raises Refused.
    """
    may_read_case(actor, case)
    kind = act_kind(code)
    seeing = [unit for unit in directory.units_of(case.readers).values() if unit.kind in kind.receivers]
    place = case.place_id or directory.unit_of(case.home_unit).place_id
    near = directory.units_serving(place, kinds=sorted(kind.receivers)) if place else []
    far = _others(case, kind) if kind.any_district else []
    own = {held.audience for held in policies.maker_grants(actor, case, kind)}
    found = {unit.audience: unit for unit in [*seeing, *near, *far]}
    return [unit for audience, unit in found.items() if len(own) != 1 or audience not in own]


def _others(case: Case, kind: ActKind) -> list[Unit]:
    return list(
        directory.open_units(case.home_state).filter(kind__in=list(kind.receivers)).order_by("name", "audience")
    )


def missing_before(act: Act) -> tuple[ActKind, ...]:
    """Return the kinds of act of which one should have stood before this one and none does; shown as irregular."""
    wanted = act.kind.after
    if not wanted:
        return ()
    before = (
        Act.objects.standing()
        .filter(case=act.case_id, code__in=wanted)
        .filter(Q(person=act.person_id) | Q(person=None))
    )
    if any(each.counts_at <= act.counts_at for each in before):
        return ()
    return tuple(act_kind(code) for code in wanted)
