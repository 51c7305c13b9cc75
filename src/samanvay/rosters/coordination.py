"""Who sees trainings, and who coordinates them for a state."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require, units_with
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused
from samanvay.training.roll.readers import COORDINATE


def may_see(actor: Actor) -> None:
    """Refuse unless the person is an officer or partner with a post, or keeps the roll."""
    if not any(
        holds(actor, each) for each in (Permission.FACT_READ, Permission.FACT_READ_PARTNER, Permission.ROSTER_WRITE)
    ):
        raise Refused(_("You do not have permission. Officers and partners with a post can see trainings."))


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
        raise Refused(
            _("You do not have permission. The state bureau and the training faculty make plans for the whole state.")
        )
    return unit


def may_coordinate_in(actor: Actor, home_state: str) -> Unit:
    """Return the unit at which the person coordinates training in a state. Raises Refused."""
    unit = may_coordinate(actor)
    if unit.home_state != home_state:
        raise Refused(_("This training belongs to another state. That state coordinates it."))
    return unit
