"""Reads on a plan for its pages: batches with how many come, people by week, what changed it. They name nobody."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from samanvay.directory.models import Place, Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen
from samanvay.picture.spots import spots
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.training.models import Member
from samanvay.training.roll.queries import gaps

from .. import coordination
from ..batches.states import BatchState
from ..models import Batch, Centre, Plan, PlanChange, Turn
from . import policies
from .states import ChangeState, PlanState

SHOWN_TO_ALL = (PlanState.PUBLISHED,)
EXPORTED = ("employee_no", "unit_code", "where", "week", "batch", "state")


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """What the batches of a plan are narrowed to: a week by its Monday, a centre, a district by key, a mode."""

    monday: date | None = None
    centre: UUID | None = None
    district: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch, and how many people have a seat in it, how many of them women."""

    batch: Batch
    people: int
    women: int


def plans(actor: Actor, state: str) -> list[Plan]:
    """Return the plans of a state, the latest first: those that hold, and all for who coordinates. Raises Refused."""
    coordination.may_see(actor)
    found = Plan.objects.filter(home_state=state)
    unit = coordination.coordinating_unit(actor)
    if unit is None or unit.home_state != state:
        found = found.filter(state__in=SHOWN_TO_ALL)
    return list(found.order_by("-monday", "-asked_at"))


def published_plans(state: str) -> list[Plan]:
    """Return the plans of a state that hold, the earliest first."""
    return list(Plan.objects.published().filter(home_state=state).order_by("monday"))


def batches(plan: Plan, asked: PlanFilters) -> QuerySet[Batch]:
    """Return the batches of a plan by week and label, narrowed."""
    found = Batch.objects.filter(plan=plan)
    given = {"monday": asked.monday, "centre": asked.centre, "mode": asked.mode}
    found = found.filter(**{name: value for name, value in given.items() if value})
    if asked.district:
        found = found.filter(Q(district=asked.district) | Q(centre__place=asked.district))
    return found.select_related("centre__place", "district").order_by("monday", "label")


def with_people(some: list[Batch]) -> list[BatchRow]:
    """Return batches with how many come to each: numbers, which no line has to be asked for."""
    with as_machinery():
        turns = Turn.objects.counted().filter(batch__in=some).order_by()
        women = Count("pk", filter=Q(member__sex="female"))
        found = {key: (n, w) for key, n, w in turns.values_list("batch").annotate(n=Count("pk"), w=women)}
    return [BatchRow(each, *found.get(each.pk, (0, 0))) for each in some]


@dataclass(frozen=True, slots=True)
class ThinBatch:
    """A batch that stayed thin, with its people by rank and unit, and by reason how many have no other batch."""

    row: BatchRow
    posts: Mapping[tuple[str, Unit], int]
    why: Mapping[str, int]

    @property
    def seats(self) -> int | None:
        """The seats of its hall that are planned, None where it fills no hall."""
        batch = self.row.batch
        return batch.size - batch.kept if batch.centre_id else None


def thin_batches(actor: Actor, plan: Plan) -> list[ThinBatch]:
    """Return the batches of a plan that are thin still, by label, for who coordinates training. Raises Refused."""
    policies.may_change_plan(actor, plan)
    reasons: Mapping[str, Mapping[str, int]] = plan.figures.get("thin", {})
    coming = batches(plan, PlanFilters()).filter(
        pk__in=list(reasons), state__in=(BatchState.PLANNED, BatchState.CALLED)
    )
    rules = plan.as_rules()
    found = [ThinBatch(row, {}, reasons[str(row.batch.pk)]) for row in with_people(list(coming))]
    found = [each for each in found if each.row.people and rules.is_thin(each.row.people, each.seats)]
    turns = Turn.objects.counted().filter(batch__in=[each.row.batch.pk for each in found]).order_by()
    rows = list(turns.values_list("batch", "member__rank", "unit").annotate(n=Count("pk")))
    units = Unit.objects.in_bulk({row[2] for row in rows})
    posts: dict[UUID, dict[tuple[str, Unit], int]] = defaultdict(dict)
    for batch, rank, unit, n in rows:
        posts[batch][rank, units[unit]] = n
    return [replace(each, posts=posts[each.row.batch.pk]) for each in found]


def people_by_week(plan: Plan) -> Mapping[date, Mapping[str, int]]:
    """Return for each week of a plan how many train in it, by mode."""
    found: dict[date, dict[str, int]] = defaultdict(dict)
    with as_machinery():
        turns = Turn.objects.counted().filter(batch__plan=plan).order_by()
        for monday, mode, count in turns.values_list("monday", "batch__mode").annotate(n=Count("pk")):
            found[monday][mode] = count
    return found


def seats_by_week(plan: Plan) -> Mapping[date, int]:
    """Return for each week of a plan the seats of its batches at centres."""
    held = Batch.objects.filter(plan=plan).standing().filter(centre__isnull=False).order_by()
    return dict(held.values_list("monday").annotate(n=Sum("size")))


def places_of(plan: Plan) -> tuple[list[Centre], list[Place]]:
    """Return the centres and the districts in which a plan has batches, by name."""
    keys = Batch.objects.filter(plan=plan).order_by()
    centres = Centre.objects.filter(pk__in=keys.filter(centre__isnull=False).values("centre")).select_related("place")
    away = set(keys.filter(district__isnull=False).values_list("district", flat=True).distinct())
    districts = Place.objects.filter(pk__in={each.place_id for each in centres} | away)
    return list(centres.order_by("name")), list(districts.order_by("name"))


def seats_of(state: str, day: date) -> tuple[int, int]:
    """Return how many seats the usable centres of a state have together, and in how many centres."""
    seats = list(Centre.objects.usable(day).filter(home_state=state).values_list("seats", flat=True))
    return sum(seats), len(seats)


def changes(plan: Plan) -> list[PlanChange]:
    """Return what upset a plan, the latest first."""
    return list(plan.changes.select_related("centre").order_by("-asked_at"))


def waiting_change(plan: Plan) -> PlanChange | None:
    """Return a change that is worked out and was neither applied nor dropped."""
    return plan.changes.filter(state__in=(ChangeState.WORKING, ChangeState.READY)).order_by("-asked_at").first()


def holding_plan(state: str) -> Plan | None:
    """Return the published plan that is not over, the first of several."""
    published = Plan.objects.published().filter(home_state=state).order_by("monday")
    return next((each for each in published if each.end > clock.today()), None)


def nowhere(actor: Actor, state: str) -> list[tuple[Unit, int]]:
    """Return the units that are nowhere on the map, and how many of their members nobody plans for. Raises Refused."""
    coordination.may_coordinate_in(actor, state)
    with as_machinery():
        present = Member.objects.present().filter(home_state=state).order_by()
        counts = dict(present.values_list("unit").annotate(n=Count("pk")))
    units = list(Unit.objects.filter(pk__in=list(counts)).select_related("place").order_by("name"))
    points = spots({each.place_id for each in units if each.place_id})
    return [
        (each, counts[each.pk])
        for each in units
        if not each.place_id or (spot := points.get(each.place_id)) is None or spot.point is None
    ]


def priority_units(actor: Actor, state: str) -> list[str]:
    """Return the codes of units in districts along corridors where nobody holds a certificate of the core.

    Of corridors that the actor sees; a partner sees none. Raises Refused.
    """
    coordination.may_coordinate_in(actor, state)
    lacking, _spots = gaps(actor, state)
    districts = {key for each in lacking for key in each.districts}
    if not districts:
        return []
    with as_machinery():
        present = Member.objects.present().filter(home_state=state, district__in=districts).order_by()
        return sorted(present.values_list("unit__code", flat=True).distinct())


def rows(plan: Plan) -> Iterator[tuple[Any, ...]]:
    """Yield a plan turn by turn, by EXPORTED. Read as the machinery: only after the policy."""
    with as_machinery():
        held = {
            each.pk: (str(each.where.en), each.monday.isoformat(), each.label)
            for each in Batch.objects.filter(plan=plan).select_related("centre", "district")
        }
        turns = (
            Turn.objects.counted().filter(batch__plan=plan).order_by("monday", "batch__label", "member__employee_no")
        )
        found = list(turns.values_list("member__employee_no", "unit__code", "batch_id", "state"))
    for number, unit, batch, state in found:
        yield (number, unit, *held[batch], state)


def plan_or_unseen(actor: Actor, key: UUID) -> Plan:
    """Return a plan; one that is not published is for those who coordinate training. Raises Refused, Unseen."""
    coordination.may_see(actor)
    found = Plan.objects.filter(pk=key).first()
    if found is None or (found.state != PlanState.PUBLISHED and not _is_of(actor, found)):
        raise Unseen
    return found


def change_or_unseen(actor: Actor, key: UUID) -> PlanChange:
    """Return a change of a plan. Raises Refused, Unseen."""
    coordination.may_see(actor)
    found = PlanChange.objects.filter(pk=key).select_related("plan", "centre").first()
    if found is None:
        raise Unseen
    policies.may_change_plan(actor, found.plan)
    return found


def _is_of(actor: Actor, plan: Plan) -> bool:
    unit = coordination.coordinating_unit(actor)
    return unit is not None and unit.home_state == plan.home_state
