"""May this person run a batch, or speak for somebody's turn in it; and if not, why not."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.directory.models import Unit
from samanvay.duties.queries import was_asked
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.training.models import ResourcePerson
from samanvay.training.roll.readers import access_of_units

from ..coordination import coordinating_unit
from ..models import Batch, Turn
from .accounts import members_of
from .duty_kinds import RELEASE
from .states import BATCH_FOLLOWS, BATCH_WORDS, COMING, BatchState, TurnState


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
        raise Refused(_("Only training coordinators, staff of its centre and its trainers can run a batch."))


def may_bring(batch: Batch, state: BatchState) -> None:
    """Refuse a step that does not follow the batch's state."""
    if state not in BATCH_FOLLOWS[batch.state]:
        raise Invalid(
            "state", _("Not possible now. Status of the batch: %(state)s.") % {"state": BATCH_WORDS[batch.state]}
        )


def may_excuse(actor: Actor, turn: Turn) -> None:
    """Refuse unless a turn lies ahead and is the person's own, of a unit that they command, or in a batch they run."""
    if turn.state not in COMING:
        raise Invalid("state", _("The status of this turn is: %(state)s.") % {"state": turn.state_words})
    if turn.batch.ends_on < clock.today():
        raise Invalid("state", already_there())
    may_speak_for(actor, turn)


def already_there() -> str:
    """Return what is said where the roll tells whether somebody came."""
    return _("They attended, or the training is over. The attendance roll shows who came.")


def may_excuse_anew(actor: Actor, turn: Turn) -> None:
    """Refuse unless a turn was moved away from a batch that is still to come, and the person may speak for it."""
    if turn.state != TurnState.MOVED or not turn.absence or turn.batch.starts_on < clock.today():
        raise Invalid("state", _("Only a turn that was given up and has not yet begun can be taken up again."))
    may_speak_for(actor, turn)


def may_speak_for(actor: Actor, turn: Turn) -> None:
    """Refuse unless the turn is one's own, of a unit that one commands or releases, or in a batch that one runs."""
    may = actor.is_system or is_own(actor, turn) or commands(actor, turn.readers) or runs(actor, turn.batch)
    if not (may or was_asked(actor, RELEASE, turn.unit_id)):
        raise Refused(_("Only the person, the head of their unit and those who run the batch can enter this."))


def is_own(actor: Actor, turn: Turn) -> bool:
    """Tell whether a turn is the person's own."""
    return any(member.pk == turn.member_id for member in members_of(actor))


def commands(actor: Actor, readers: Collection[int]) -> bool:
    """Tell whether somebody assigns duties, or keeps the roll, at a unit of the line that reads a row."""
    held = {*units_with(actor, Permission.DUTY_ASSIGN), *units_with(actor, Permission.ROSTER_WRITE)}
    return not held.isdisjoint(readers)


def may_release(actor: Actor, unit: Unit) -> None:
    """Refuse unless the person commands a unit, keeps its roll, or was asked to release people of it."""
    line = access_of_units([unit])[unit.pk]["readers"]
    if not (actor.is_system or commands(actor, line) or was_asked(actor, RELEASE, unit.pk)):
        raise Refused(_("Only the head of their unit can confirm or excuse them."))


def may_keep_roll_of(batch: Batch) -> None:
    """Refuse attendance of a batch that was not called, has not begun or was cancelled."""
    if batch.state not in (BatchState.CALLED, BatchState.HELD):
        raise Invalid("state", _("Not possible now. Status of the batch: %(state)s.") % {"state": batch.state_words})
    if batch.starts_on > clock.today():
        raise Invalid("day", _("The batch has not begun yet."))
