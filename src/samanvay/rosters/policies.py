"""May this person see plans and batches, plan for the state, run a batch; and if not, why not."""

from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.training.examining.queries import as_machinery
from samanvay.training.models import ResourcePerson
from samanvay.training.rostering.homes import COORDINATE, homes_of

from .accounts import members_of
from .models import Batch, Centre, Closure, Plan, PlanChange, Turn
from .states import (
    BATCH_FOLLOWS,
    BATCH_WORDS,
    COMING,
    PLAN_FOLLOWS,
    PLAN_WORDS,
    BatchState,
    ChangeState,
    PlanState,
    TurnState,
)

GIVEN_UP = timedelta(minutes=30)
"""So long after it was asked for a plan that is still being made is stuck."""


def may_see(actor: Actor) -> None:
    """Refuse unless the person is an officer or partner with a post, or keeps the roll."""
    if not any(
        holds(actor, each) for each in (Permission.FACT_READ, Permission.FACT_READ_PARTNER, Permission.ROSTER_WRITE)
    ):
        raise Refused(_("Trainings are for officers and partners with a post."))


def coordinating_unit(actor: Actor) -> Unit | None:
    """Return the unit at which somebody coordinates training for a state: its bureau, or the training faculty."""
    held = units_with(actor, Permission.ROSTER_WRITE)
    return Unit.objects.filter(audience__in=held, kind__in=COORDINATE).order_by("audience").first() if held else None


def coordinates(actor: Actor) -> bool:
    """Tell whether somebody coordinates training for a state."""
    return coordinating_unit(actor) is not None


def may_coordinate(actor: Actor) -> Unit:
    """Return the unit at which the person coordinates training for a state. Raises Refused."""
    require(actor, Permission.ROSTER_WRITE)
    unit = coordinating_unit(actor)
    if unit is None:
        raise Refused(_("Plans are made by the state's bureau and the training faculty, for the whole state."))
    return unit


def may_change_plan(actor: Actor, plan: Plan) -> None:
    """Refuse unless the person coordinates training in the plan's state."""
    if may_coordinate(actor).home_state != plan.home_state:
        raise Refused(_("This plan is another state's."))


def may_coordinate_in(actor: Actor, home_state: str) -> Unit:
    """Return the unit at which the person coordinates training in a state. Raises Refused."""
    unit = may_coordinate(actor)
    if unit.home_state != home_state:
        raise Refused(_("Training of another state is coordinated there."))
    return unit


def may_keep_centre(actor: Actor, centre: Centre) -> None:
    """Refuse unless the person coordinates training in the centre's state."""
    may_coordinate_in(actor, centre.home_state)


def may_keep_closure(actor: Actor, closure: Closure) -> None:
    """Refuse unless the person coordinates training in the state whose weeks are closed."""
    may_coordinate_in(actor, closure.home_state)


def is_stuck(plan: Plan) -> bool:
    """Tell whether a plan is being made for so long that its worker must have been stopped."""
    return plan.state == PlanState.WORKING and clock.now() - plan.asked_at >= GIVEN_UP


def may_follow(plan: Plan, state: PlanState) -> None:
    """Refuse a step that does not follow the plan's state; one that is being made is dropped once it is stuck."""
    is_made = plan.state == PlanState.WORKING and state == PlanState.DROPPED and not is_stuck(plan)
    if is_made or state not in PLAN_FOLLOWS[plan.state]:
        raise Invalid("state", _("This plan is: %(state)s.") % {"state": PLAN_WORDS[plan.state]})


def may_move_in(plan: Plan) -> None:
    """Refuse to move batches of a plan that neither holds nor is a draft."""
    if plan.state not in (PlanState.DRAFT, PlanState.PUBLISHED):
        raise Invalid("state", _("The plan of this batch is: %(state)s.") % {"state": plan.state_words})


def may_apply(actor: Actor, change: PlanChange) -> None:
    """Refuse unless the person coordinates training and the change was worked out and not applied yet."""
    may_change_plan(actor, change.plan)
    if change.plan.state != PlanState.PUBLISHED:
        raise Invalid("state", _("Only a published plan is changed."))
    if change.state != ChangeState.READY:
        raise Invalid("state", _("This change is: %(state)s.") % {"state": change.state_words})


def teaches(actor: Actor, batch: Batch) -> bool:
    """Tell whether somebody teaches in a batch."""
    with as_machinery():
        person = ResourcePerson.objects.filter(person=actor.id).first()
        return person is not None and batch.trainers.filter(person=person, voided_at=None).exists()


def runs(actor: Actor, batch: Batch) -> bool:
    """Tell whether somebody runs a batch: coordinates training, serves at its centre's unit, invigilates in its
    district, or teaches in it.
    """
    unit = coordinating_unit(actor)
    if unit is not None and unit.home_state == batch.home_state:
        return True
    held = {*units_with(actor, Permission.ROSTER_WRITE), *units_with(actor, Permission.EXAM_INVIGILATE)}
    if held:
        centre = batch.centre
        if centre is not None and centre.unit is not None and centre.unit.audience in held:
            return True
        district = batch.district_id or (centre.place_id if centre is not None else None)
        if district and Unit.objects.filter(audience__in=held, place=district).exists():
            return True
    return teaches(actor, batch)


def may_run(actor: Actor, batch: Batch) -> None:
    """Refuse unless the person runs the batch."""
    if not actor.is_system and not runs(actor, batch):
        raise Refused(
            _("A batch is run by whoever coordinates training, whoever serves at its centre, and its trainers.")
        )


def may_bring(batch: Batch, state: BatchState) -> None:
    """Refuse a step that does not follow the batch's state."""
    if state not in BATCH_FOLLOWS[batch.state]:
        raise Invalid("state", _("This batch is: %(state)s.") % {"state": BATCH_WORDS[batch.state]})


def may_excuse(actor: Actor, turn: Turn) -> None:
    """Refuse unless a turn lies ahead and is the person's own, of a unit that they command, or in a batch they run."""
    if turn.state not in COMING:
        raise Invalid("state", _("This turn is: %(state)s.") % {"state": turn.state_words})
    if turn.batch.ends_on < clock.today():
        raise Invalid("state", already_there())
    may_speak_for(actor, turn)


def already_there() -> str:
    """Return what is said where the roll tells whether somebody came."""
    return _("They were there, or the training is over: the roll says who came.")


def may_excuse_anew(actor: Actor, turn: Turn) -> None:
    """Refuse unless a turn was moved away from a batch that is still to come, and the person may speak for it."""
    if turn.state != TurnState.MOVED or not turn.absence or turn.batch.starts_on < clock.today():
        raise Invalid("state", _("Only a turn that was given up and still lies ahead is taken up again."))
    may_speak_for(actor, turn)


def may_speak_for(actor: Actor, turn: Turn) -> None:
    """Refuse unless the turn is the person's own, of a unit that they command, or in a batch that they run."""
    if actor.is_system or is_own(actor, turn) or commands(actor, turn.readers) or runs(actor, turn.batch):
        return
    raise Refused(_("This is said by the person, by whoever commands their unit, and by whoever runs the batch."))


def is_own(actor: Actor, turn: Turn) -> bool:
    """Tell whether a turn is the person's own."""
    return any(member.pk == turn.member_id for member in members_of(actor))


def commands(actor: Actor, readers: Collection[int]) -> bool:
    """Tell whether somebody assigns duties, or keeps the roll, at a unit of the line that reads a row."""
    held = {*units_with(actor, Permission.DUTY_ASSIGN), *units_with(actor, Permission.ROSTER_WRITE)}
    return not held.isdisjoint(readers)


def may_release(actor: Actor, unit: Unit) -> None:
    """Refuse unless the person commands a unit, or keeps its roll."""
    if not actor.is_system and not commands(actor, homes_of([unit])[unit.pk]["readers"]):
        raise Refused(_("People are released by whoever commands their unit."))


def may_keep_roll_of(batch: Batch) -> None:
    """Refuse attendance of a batch that was not called, has not begun or was cancelled."""
    if batch.state not in (BatchState.CALLED, BatchState.HELD):
        raise Invalid("state", _("This batch is: %(state)s.") % {"state": batch.state_words})
    if batch.starts_on > clock.today():
        raise Invalid("day", _("The batch has not begun yet."))
