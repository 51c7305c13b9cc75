"""Reads on one batch and on turns: counts for everybody, names for those who run it, one's own for oneself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from samanvay.directory.models import Unit
from samanvay.directory.queries import units_of
from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.training.examining.queries.examinations import as_machinery

from ... import coordination
from ...models import Batch, BatchTrainer, Presence, Turn
from ...plans.queries import _is_of
from ...plans.states import PlanState
from .. import policies
from ..accounts import members_of
from ..actions.calling import heads_of
from ..actions.rescheduling import without_week
from ..duty_kinds import RELEASE
from ..states import COMING, Absence, TurnState


@dataclass(frozen=True, slots=True)
class Figures:
    """How many are in a batch: in all, women, by service, by state of their turn, there today. No person."""

    people: int
    women: int
    services: Mapping[str, int]
    states: Mapping[str, int]


def figures(batch: Batch) -> Figures:
    """Return the counts of a batch, read as the machinery: they name nobody."""
    with as_machinery():
        rows = Turn.objects.filter(batch=batch).order_by()
        seated = rows.counted()
        services = dict(seated.values_list("member__service").annotate(n=Count("pk")))
        states = dict(rows.values_list("state").annotate(n=Count("pk")))
        women = seated.filter(member__sex="female").count()
    return Figures(sum(services.values()), women, services, states)


def roll(actor: Actor, batch: Batch) -> list[Turn]:
    """Return who is on the roll of a batch, by unit and name, for those who run it. Raises Refused."""
    policies.may_run(actor, batch)
    with as_machinery():
        found = Turn.objects.filter(batch=batch).exclude(state__in=(TurnState.MOVED, TurnState.EXCUSED))
        return list(found.select_related("member", "unit").order_by("unit__name", "member__name", "pk"))


def presences(batch: Batch) -> dict[UUID, set[date]]:
    """Return by turn the days on which somebody was there, read as the machinery."""
    found: dict[UUID, set[date]] = {}
    with as_machinery():
        rows = Presence.objects.filter(turn__batch=batch, voided_at=None)
        for turn, day in rows.values_list("turn_id", "day"):
            found.setdefault(turn, set()).add(day)
    return found


def there_on(batch: Batch, day: date) -> int:
    """Return how many were there on a day."""
    with as_machinery():
        return Presence.objects.filter(turn__batch=batch, voided_at=None, day=day).count()


def own_turns(actor: Actor) -> list[Turn]:
    """Return one's own turns, the latest first; nobody else's."""
    members = [member.pk for member in members_of(actor)]
    with as_machinery():
        found = Turn.objects.told().filter(member__in=members).select_related("batch__centre", "batch__district")
        return list(found.order_by("-monday", "-pk"))


def turn_or_unseen(actor: Actor, key: UUID) -> Turn:
    """Return a turn that the actor reads by their line, their own, or one of a batch that they run. Raises Unseen."""
    related = ("batch__plan", "batch__centre__unit", "batch__district", "member", "unit")
    found = Turn.objects.told().filter(pk=key).select_related(*related).first()
    if found is not None:
        return found
    with as_machinery():
        found = Turn.objects.told().filter(pk=key).select_related(*related).first()
    if found is None or not (policies.is_own(actor, found) or policies.runs(actor, found.batch)):
        raise Unseen
    return found


def after(turn: Turn) -> Turn | None:
    """Return the turn that took another's place, read as the machinery."""
    with as_machinery():
        found = Turn.objects.filter(took_place_of=turn).select_related("batch__centre", "batch__district")
        return found.order_by("pk").last()


def released(actor: Actor, unit: Unit, monday: date) -> list[Turn]:
    """Return the turns in a week of a unit, and of those below it in which nobody serves, that the actor reads: to
    come, and those that somebody gave up, not those that a plan moved. Raises Refused.
    """
    policies.may_release(actor, unit)
    rows = Turn.objects.told().filter(monday=monday, readers__contains=[unit.audience])
    shown = rows.filter(Q(state__in=(*COMING, TurnState.CAME, TurnState.MISSED)) | ~Q(absence__in=("", Absence.CENTRE)))
    related = ("member", "unit", "batch__centre", "batch__district", "batch__plan")
    found = list(shown.select_related(*related).order_by("unit__name", "member__name", "pk"))
    seats = heads_of({turn.unit.audience for turn in found})
    return [
        turn for turn in found if turn.unit_id == unit.pk or seats.get(turn.unit.audience, ("", 0))[1] == unit.audience
    ]


def release_duties(unit: Unit, monday: date) -> list[Duty]:
    """Return the duties that wait for a unit to release who of it trains in a week."""
    subject = f"{unit.pk}:{monday.isoformat()}"
    return list(Duty.objects.waiting().filter(kind=RELEASE.code, subject_id=subject))


def people_teaching(batch: Batch) -> list[UUID]:
    """Return the users who teach in a batch, read as the machinery."""
    with as_machinery():
        return list(BatchTrainer.objects.filter(batch=batch, voided_at=None).values_list("person__person", flat=True))


def releasing_unit(unit: Unit) -> Unit:
    """Return the unit whose command releases the people of a unit: itself, or where nobody serves its superior."""
    seat = heads_of([unit.audience]).get(unit.audience)
    if seat is None or seat[1] == unit.audience:
        return unit
    return units_of([seat[1]]).get(seat[1], unit)


def waiting(actor: Actor) -> list[Turn]:
    """Return who has no week, for those who coordinate training. Raises Refused."""
    return list(without_week(coordination.may_coordinate(actor).home_state))


def unit_or_unseen(key: UUID) -> Unit:
    """Return a unit. Raises Unseen."""
    found = Unit.objects.filter(pk=key).select_related("place").first()
    if found is None:
        raise Unseen
    return found


def batch_or_unseen(actor: Actor, key: UUID) -> Batch:
    """Return a batch with plan, centre and district; of a draft only for who coordinates. Raises Refused, Unseen."""
    coordination.may_see(actor)
    found = Batch.objects.filter(pk=key).select_related("plan", "centre__unit", "district").first()
    if found is None:
        raise Unseen
    if found.plan is not None and found.plan.state != PlanState.PUBLISHED and not _is_of(actor, found.plan):
        raise Unseen
    return found


def without_attendance(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Keep the turns at which nobody was noted as present."""
    return turns.filter(~Exists(Presence.objects.filter(turn=OuterRef("pk"), voided_at=None)))
