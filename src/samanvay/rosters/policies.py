"""May this person see plans and batches, plan for the state, run a batch; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.training.models import ResourcePerson
from samanvay.training.rostering.homes import COORDINATE

from .models import Batch, Centre, Closure, Plan, PlanChange
from .states import BATCH_FOLLOWS, BATCH_WORDS, PLAN_FOLLOWS, PLAN_WORDS, BatchState, ChangeState, PlanState


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


def may_follow(plan: Plan, state: PlanState) -> None:
    """Refuse a step that does not follow the plan's state."""
    if state not in PLAN_FOLLOWS[plan.state]:
        raise Invalid("state", _("This plan is: %(state)s.") % {"state": PLAN_WORDS[plan.state]})


def may_apply(actor: Actor, change: PlanChange) -> None:
    """Refuse unless the person coordinates training and the change was worked out and not applied yet."""
    may_change_plan(actor, change.plan)
    if change.plan.state != PlanState.PUBLISHED:
        raise Invalid("state", _("Only a published plan is changed."))
    if change.state != ChangeState.READY:
        raise Invalid("state", _("This change is: %(state)s.") % {"state": change.state_words})


def teaches(actor: Actor, batch: Batch) -> bool:
    """Tell whether somebody teaches in a batch."""
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
